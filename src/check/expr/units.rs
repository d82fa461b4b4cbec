//! One unit for all: in go numbers in whatever units they were written or
//! declared in, out come the same in one unit, with conversions in between;
//! a literal is converted here and now, anything else as it is evaluated.

use crate::ast::{Ident, TypeKind};
use crate::check::sides::Side;
use crate::check::{Checker, ranges};
use crate::ruleset::{ExprId, ExprKind, NumberType, Type};
use crate::units::{Conversion, Dimension, Unit};

/// Why numbers must be in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Mixing {
    /// `a < b`
    Compare,
    /// `a + b`
    Add,
    /// `a - b`
    Subtract,
    /// `max(a, b)`, `if c then a else b`: either may be the result.
    Choose,
    /// A value for something declared.
    Assign,
}

impl Mixing {
    /// What cannot be done with two that do not go together.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Compare => "be compared",
            Self::Add => "be added",
            Self::Subtract => "be subtracted",
            Self::Choose => "stand in one place",
            Self::Assign => "be given to it",
        }
    }

    /// Whether shares and plain numbers may stand side by side.
    fn mixes_shares(self) -> bool {
        matches!(self, Self::Add | Self::Subtract)
    }
}

impl Checker<'_> {
    /// Brings numbers to one unit: that of the first which is no literal, where there is one.
    pub(in crate::check) fn common_unit(
        &mut self,
        ids: &[ExprId],
        mixing: Mixing,
    ) -> Option<(Vec<ExprId>, NumberType)> {
        let anchor = self.anchor(ids)?;
        let mut target = self.number_of(anchor)?.clone();
        let is_plain = |id: &ExprId| {
            self.number_of(*id).is_some_and(|n| n.unit.is_plain())
                && (mixing.mixes_shares() || !self.is_literal(*id))
        };
        if target.unit.is_percent() && ids.iter().any(is_plain) {
            target.unit = Unit::none();
        }
        let side = self.side(anchor);
        if mixing == Mixing::Compare
            && let Some(scale) = self.scale_of(anchor)
            && let Some(&share) = ids.iter().find(|id| self.is_written_percent(**id))
        {
            self.report_share_of_scale(share, scale, &side);
            return None;
        }
        let fitted: Vec<Option<ExprId>> = ids
            .iter()
            .map(|&id| self.fit(id, &target, &side, mixing))
            .collect();
        let fitted = fitted.into_iter().collect::<Option<Vec<_>>>()?;
        Some((fitted, target))
    }

    /// The ends of the scale that an answer is given on.
    fn scale_of(&self, id: ExprId) -> Option<(f64, f64)> {
        let (ExprKind::Input(input)
        | ExprKind::InputMember(input, _)
        | ExprKind::InputAtMember(input)) = self.at(id).kind
        else {
            return None;
        };
        match self.input(input).decl.ty.kind {
            TypeKind::Scale { from, to } => Some((from, to)),
            _ => None,
        }
    }

    fn is_written_percent(&self, id: ExprId) -> bool {
        let number = self.number_of(id);
        self.is_literal(id) && number.is_some_and(|number| number.unit.is_percent())
    }

    /// Whose unit the others take.
    fn anchor(&self, ids: &[ExprId]) -> Option<ExprId> {
        let has_unit = |id: &ExprId| self.number_of(*id).is_some_and(|n| !n.unit.is_plain());
        let of_answers = |id: &&ExprId| !self.is_literal(**id);
        ids.iter()
            .filter(of_answers)
            .find(|id| has_unit(id))
            .or_else(|| ids.iter().find(of_answers))
            .or_else(|| ids.iter().find(|id| has_unit(id)))
            .or(ids.first())
            .copied()
    }

    /// A number in the unit of a target, or a message that shows both.
    pub(in crate::check) fn fit(
        &mut self,
        id: ExprId,
        target: &NumberType,
        other: &Side,
        mixing: Mixing,
    ) -> Option<ExprId> {
        let number = self.number_of(id)?.clone();
        let literal = self.is_literal(id);
        if number.unit.dimension != target.unit.dimension {
            if literal && number.unit.is_plain() {
                self.report_bare_number(id, target, other);
            } else {
                self.report_units(id, &number, target, other, mixing);
            }
            return None;
        }
        if literal && number.unit.is_plain() && target.unit.is_percent() && !mixing.mixes_shares() {
            self.report_bare_percent(id, other);
            return None;
        }
        if number.unit.dimension == Dimension::TEMPERATURE && number.interval != target.interval {
            if !literal {
                self.report_point_and_difference(id, &number, target, other);
                return None;
            }
            self.reinterpret(id, target.interval);
        }
        Some(self.in_unit_of(id, &target.unit))
    }

    /// Reads a temperature as written as a difference, or as a point.
    pub(super) fn reinterpret(&mut self, id: ExprId, interval: bool) {
        if let Some(expr) = self.exprs.get_mut(id.0 as usize)
            && let Type::Number(number) = &mut expr.ty
        {
            number.interval = interval;
        }
    }

    /// A number in another unit of the same dimension.
    pub(super) fn in_unit_of(&mut self, id: ExprId, unit: &Unit) -> ExprId {
        let Some(number) = self.number_of(id).cloned() else {
            return id;
        };
        if number.unit.same_size(unit) {
            return id;
        }
        let Some(conversion) = Conversion::between(&number.unit, unit, number.interval) else {
            return id;
        };
        let ty = Type::Number(NumberType {
            unit: unit.clone(),
            range: ranges::convert(number.range, conversion),
            whole: false,
            interval: number.interval,
        });
        self.converted(id, conversion, ty)
    }

    /// The conversion itself: of a literal at once, of anything else as it is evaluated.
    pub(super) fn converted(&mut self, id: ExprId, conversion: Conversion, ty: Type) -> ExprId {
        let span = self.at(id).span;
        if let ExprKind::Number(value) = self.at(id).kind {
            let value = conversion.apply(value);
            if let Type::Number(number) = ty {
                return self.push_number(value, number.unit, number.interval, span);
            }
        }
        self.push(ExprKind::Convert(id, conversion), ty, span)
    }

    /// A share as a plain number: 20% is 0.2. Anything else stays.
    pub(super) fn plain_share(&mut self, id: ExprId) -> ExprId {
        match self.number_of(id) {
            Some(number) if number.unit.dimension.is_none() => self.in_unit_of(id, &Unit::none()),
            _ => id,
        }
    }

    /// A value as the declared type of a name wants it, or a message that shows both.
    pub(in crate::check) fn fit_type(
        &mut self,
        id: ExprId,
        ty: &Type,
        declared: &Ident,
    ) -> Option<ExprId> {
        let name = &declared.name;
        let side = self.side_of_name(format!("`{name}`"), declared.span, name, ty);
        match (ty, &self.at(id).ty) {
            (Type::Number(target), Type::Number(_)) => self.fit(id, target, &side, Mixing::Assign),
            (target, given) if target == given => Some(id),
            _ => {
                self.report_assigned(id, ty, declared);
                None
            }
        }
    }
}
