//! `x is between a and b`: in go a value and two ends, out comes whether it lies
//! between them, all three in one unit; ends the wrong way round are a mistake.

use super::{Hint, Mixing};
use crate::ast;
use crate::check::Checker;
use crate::check::ranges::{self, Decided};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{CompareOp, ExprId, ExprKind, NumberType, Type};
use crate::span::Span;

impl Checker<'_> {
    /// `x is between a and b`, both included
    pub(super) fn between(
        &mut self,
        value: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let hint = self.hint_of(value);
        let value = self.value(value, Hint::None);
        let low = self.beside(value, low, hint);
        let high = self.beside(value, high, hint);
        let [value, low, high] = self.comparable_with_ends([value?, low?, high?])?;
        if self.number_of(value).is_some() {
            self.check_between(value, low, high, span)?;
        }
        Some(self.push(ExprKind::Between(value, low, high), Type::Truth, span))
    }

    /// A value and two ends in one unit, or a message that says why it cannot
    /// lie between them.
    pub(in crate::check) fn comparable_with_ends(
        &mut self,
        ids: [ExprId; 3],
    ) -> Option<[ExprId; 3]> {
        let [value, low, high] = ids;
        let [of_value, of_low, of_high] = ids.map(|id| self.at(id).ty.clone());
        let alike = |ty: &Type| match (&of_value, ty) {
            (Type::Number(_), Type::Number(_)) => true,
            (wanted, ty) => wanted == ty,
        };
        match (alike(&of_low), alike(&of_high)) {
            (true, true) => {}
            (false, _) => return self.report_end(value, low),
            (true, false) => return self.report_end(value, high),
        }
        match &of_value {
            Type::Number(number) => {
                self.ends_measure_like(value, number, [low, high])?;
                let (ids, _) = self.common_unit(&ids, Mixing::Compare)?;
                <[ExprId; 3]>::try_from(ids).ok()
            }
            Type::Date => Some(ids),
            Type::Choice(choice) => {
                if !self.choice(*choice).ordered {
                    let span = self.at(low).span.to(self.at(high).span);
                    self.report_no_order(*choice, value, span);
                    return None;
                }
                Some(ids)
            }
            Type::Truth | Type::Set(_) => {
                let span = self.at(low).span.to(self.at(high).span);
                self.report_unordered(value, &of_value, span);
                None
            }
        }
    }

    fn report_end(&mut self, value: ExprId, end: ExprId) -> Option<[ExprId; 3]> {
        self.report_types(value, end, None, Mixing::Compare.verb());
        None
    }

    /// One message for each end that does not measure what the value does.
    fn ends_measure_like(
        &mut self,
        value: ExprId,
        number: &NumberType,
        ends: [ExprId; 2],
    ) -> Option<()> {
        if self.is_literal(value) {
            return Some(());
        }
        let of = |id: ExprId| Some(self.number_of(id)?.unit.dimension);
        let wrong = ends.map(|end| of(end).is_some_and(|other| other != number.unit.dimension));
        if wrong == [false, false] {
            return Some(());
        }
        let side = self.side(value);
        for (end, _) in ends.into_iter().zip(wrong).filter(|(_, wrong)| *wrong) {
            let _ = self.fit(end, number, &side, Mixing::Compare);
        }
        None
    }

    fn check_between(
        &mut self,
        value: ExprId,
        low: ExprId,
        high: ExprId,
        span: Span,
    ) -> Option<()> {
        let (x, a, b) = (
            self.number_of(value)?.clone(),
            self.number_of(low)?.clone(),
            self.number_of(high)?.clone(),
        );
        if ranges::decide(CompareOp::AtMost, &a, &b) == Decided::Never {
            let (low, high) = (self.at(low).span, self.at(high).span);
            let texts = (
                self.sources.text(low).to_owned(),
                self.sources.text(high).to_owned(),
            );
            self.report(
                Diagnostic::error(
                    Code::NeverTrue,
                    format!("nothing lies between {} and {}", texts.0, texts.1),
                )
                .label(low.to(high), "the ends are the wrong way round")
                .help(format!("write `between {} and {}`", texts.1, texts.0))
                .fix(low.to(high), format!("{} and {}", texts.1, texts.0)),
            );
            return None;
        }
        let from = ranges::decide(CompareOp::AtLeast, &x, &a);
        let to = ranges::decide(CompareOp::AtMost, &x, &b);
        let decided = match (from, to) {
            (Decided::Never, _) | (_, Decided::Never) => Decided::Never,
            (Decided::Always, Decided::Always) => Decided::Always,
            _ => Decided::Open,
        };
        let end = if from == Decided::Never { low } else { high };
        self.check_decided(decided, value, end, span, None)
    }
}
