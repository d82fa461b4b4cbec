//! Two values that do not go together: in go both sides, out comes one message
//! that says what each is, where that was declared, and how to bring them together.

use super::Mixing;
use super::remedies::Remedy;
use crate::ast::Ident;
use crate::check::Checker;
use crate::check::describe::{measure, plain, show};
use crate::check::sides::Side;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{CompareOp, ExprId, ExprKind, NumberType, Type};

impl Checker<'_> {
    /// A number without a unit beside a quantity: `sleep > 7`.
    pub(super) fn report_bare_number(&mut self, id: ExprId, target: &NumberType, other: &Side) {
        let side = self.side(id);
        let Some(value) = self.number_of(id).map(|n| n.range.low) else {
            return;
        };
        let is = if target.unit.is_writable() {
            format!("in {}", target.unit.plural())
        } else {
            kind(target)
        };
        let message = format!(
            "{} is {is}, and {} has no unit",
            other.subject, side.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self.with_sides(diagnostic, &[other, &side]);
        let remedy = self.unit_for(value, target, other, &side);
        self.report(remedy.on(diagnostic));
    }

    /// `0.9` where `90%` is meant.
    pub(super) fn report_bare_percent(&mut self, id: ExprId, other: &Side) {
        let side = self.side(id);
        let Some(value) = self.number_of(id).map(|n| n.range.low) else {
            return;
        };
        let is_fraction = value.abs() <= 1.5;
        let fixed = format!(
            "{}%",
            plain(if is_fraction { value * 100.0 } else { value })
        );
        let message = format!(
            "{} is a percentage, and {} is a plain number",
            other.subject, side.subject
        );
        let help = if is_fraction && value != 0.0 {
            format!(
                "as a percentage {} is {fixed}: write `{fixed}`",
                side.text()
            )
        } else {
            format!("write `{fixed}`")
        };
        let diagnostic = Diagnostic::error(Code::BarePercent, message).label(side.span, "");
        let diagnostic = self
            .with_sides(diagnostic, &[other, &side])
            .help(help)
            .fix(side.span, fixed);
        self.report(diagnostic);
    }

    /// `stress > 70%` of an answer on a scale, where 0.7 would be compared with.
    pub(super) fn report_share_of_scale(
        &mut self,
        id: ExprId,
        (from, to): (f64, f64),
        other: &Side,
    ) {
        let side = self.side(id);
        let Some(share) = self.number_of(id).map(|number| number.range.low / 100.0) else {
            return;
        };
        let fixed = plain(from + share * (to - from));
        let message = format!(
            "{} is a scale from {} to {}, and {} is a percentage",
            other.subject,
            plain(from),
            plain(to),
            side.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self
            .with_sides(diagnostic, &[other, &side])
            .help(format!(
                "write a number of the scale: {} of the way up it is `{fixed}`",
                side.text()
            ))
            .fix(side.span, fixed);
        self.report(diagnostic);
    }

    /// Two that measure different things: `sleep > 50 kg`.
    pub(super) fn report_units(
        &mut self,
        id: ExprId,
        number: &NumberType,
        target: &NumberType,
        other: &Side,
        mixing: Mixing,
    ) {
        let side = self.side(id);
        let (subject, is) = (&other.subject, kind(target));
        let (misfit, misfit_is) = (&side.subject, kind(number));
        let message = if mixing == Mixing::Assign {
            format!("{subject} is {is}, and {misfit} is {misfit_is}")
        } else {
            let verb = mixing.verb();
            format!("{subject} is {is} and {misfit} is {misfit_is}, so they cannot {verb}")
        };
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self.with_sides(diagnostic, &[other, &side]);
        let remedy = self.remedy_for_units((id, &side, number), (other, target), mixing);
        self.report(remedy.on(diagnostic));
    }

    /// A temperature beside a difference of temperatures.
    pub(super) fn report_point_and_difference(
        &mut self,
        id: ExprId,
        number: &NumberType,
        target: &NumberType,
        other: &Side,
    ) {
        let side = self.side(id);
        let what = |number: &NumberType| {
            if number.interval {
                "a difference of temperatures"
            } else {
                "a temperature"
            }
        };
        let message = format!(
            "{} is {}, and {} is {}",
            other.subject,
            what(target),
            side.subject,
            what(number)
        );
        let (point, difference) = if number.interval {
            (other, &side)
        } else {
            (&side, other)
        };
        let help = format!(
            "compare {} with a temperature, as in `{}`, and {} with a difference, as in `{}`",
            point.subject,
            show(25.0, &target.unit),
            difference.subject,
            show(5.0, &target.unit)
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self.with_sides(diagnostic, &[other, &side]).help(help);
        self.report(diagnostic);
    }

    /// Two values of different types beside each other; `op` where they are compared.
    pub(in crate::check) fn report_types(
        &mut self,
        left: ExprId,
        right: ExprId,
        op: Option<CompareOp>,
        verb: &str,
    ) {
        let (l, r) = (self.side(left), self.side(right));
        let (left_ty, right_ty) = (self.at(left).ty.clone(), self.at(right).ty.clone());
        let message = format!(
            "{} is {} and {} is {}, so they cannot {verb}",
            l.subject,
            self.kind_of(&left_ty),
            r.subject,
            self.kind_of(&right_ty),
        );
        let diagnostic = Diagnostic::error(Code::TypeMismatch, message).label(r.span, "");
        let diagnostic = self.with_sides(diagnostic, &[&l, &r]);
        let remedy = self
            .remedy_for_types((left, &l, &left_ty), (right, &r, &right_ty), op)
            .or_else(|| self.remedy_for_types((right, &r, &right_ty), (left, &l, &left_ty), op));
        let remedy = remedy.unwrap_or_else(|| {
            let (left, right) = (self.kind_of(&left_ty), self.kind_of(&right_ty));
            Remedy::said(format!(
                "the two must be of one kind: either both {left}, or both {right}"
            ))
        });
        self.report(remedy.on(diagnostic));
    }

    /// A value that is not what a name was declared as.
    pub(super) fn report_assigned(&mut self, id: ExprId, ty: &Type, declared: &Ident) {
        let side = self.side(id);
        let given = self.kind_of(&self.at(id).ty);
        let wanted = self.kind_of(ty);
        let name = &declared.name;
        let message = format!("`{name}` is {wanted}, and {} is {given}", side.subject);
        let diagnostic = Diagnostic::error(Code::TypeMismatch, message).label(side.span, "");
        let target = self.side_of_name(format!("`{name}`"), declared.span, name, ty);
        let diagnostic = self.with_sides(diagnostic, &[&target, &side]);
        let text = self.sources.text(side.span);
        let remedy = match (ty, &self.at(id).ty) {
            (Type::Set(a), Type::Choice(b)) if a == b => {
                let fixed = format!("{{{text}}}");
                Remedy::write(format!("write `{fixed}`"), side.span, fixed)
            }
            (Type::Truth, _) => self
                .truth_for(id, side.span)
                .unwrap_or_else(|| Remedy::said("write `yes` or `no`")),
            (Type::Date, _) => Remedy::said("write a date, as in `2026-06-05`"),
            (Type::Choice(choice) | Type::Set(choice), _) => {
                let members = self.choice(*choice).members.join(", ");
                let wrap = matches!(ty, Type::Set(_));
                Remedy::said(if wrap {
                    format!("list members in braces, out of {members}")
                } else {
                    format!("write one of its answers: {members}")
                })
            }
            (Type::Number(number), Type::Truth) => Remedy::said(format!(
                "write a number, as in `{}`",
                self.example(number)
                    .unwrap_or_else(|| show(1.0, &number.unit))
            )),
            _ => Remedy::said(format!("give `{name}` a value of its own kind: {wanted}")),
        };
        self.report(remedy.on(diagnostic));
    }

    /// What a type is, without its unit.
    pub(super) fn kind_of(&self, ty: &Type) -> String {
        match ty {
            Type::Number(number) => kind(number),
            ty => self.describe(ty),
        }
    }

    /// `yes` for 1 and `no` for 0.
    pub(super) fn truth_for(&self, id: ExprId, span: crate::span::Span) -> Option<Remedy> {
        let ExprKind::Number(value) = self.at(id).kind else {
            return None;
        };
        let word = match value {
            1.0 => "yes",
            0.0 => "no",
            _ => return None,
        };
        Some(Remedy::write(format!("write `{word}`"), span, word))
    }

    /// A value of one kind where only another will do: `needed` is what the label says.
    pub(in crate::check) fn one_sided(
        &self,
        code: Code,
        message: String,
        side: &Side,
        needed: &str,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::error(code, message).label(side.span, needed);
        if side.is_its_own_origin() {
            return diagnostic;
        }
        self.with_sides(diagnostic, &[side])
    }
}

/// A headline needs only what is measured; the sides say in which unit.
pub(super) fn kind(number: &NumberType) -> String {
    if number.unit.is_percent() {
        "a percentage".to_owned()
    } else if number.unit.dimension.is_none() {
        measure(number)
    } else {
        number.unit.dimension.describe()
    }
}
