//! `^` and `sqrt`: in go a base and an exponent, out comes a number whose unit is
//! raised or rooted with it, so a quantity needs a whole exponent written out.

use crate::check::{Checker, ranges};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, Func, NumberType, Range, Type};
use crate::span::Span;
use crate::units::Unit;

impl Checker<'_> {
    /// `a ^ b`
    pub(super) fn power(&mut self, base: ExprId, exponent: ExprId, span: Span) -> Option<ExprId> {
        let base = self.expect_number(base, "`^`");
        let exponent = self.expect_number(exponent, "`^`");
        let base = self.no_temperature(base?, "`^`")?;
        let (base, exponent) = (self.plain_share(base), self.plain_share(exponent?));
        let (a, b) = (
            self.number_of(base)?.clone(),
            self.number_of(exponent)?.clone(),
        );
        if !b.unit.is_plain() {
            self.report_exponent_unit(exponent);
            return None;
        }
        let written = match self.at(exponent).kind {
            ExprKind::Number(value) => Some(value),
            _ => None,
        };
        let unit = match whole_exponent(written) {
            _ if a.unit.is_plain() => Unit::none(),
            Some(exponent) => a.unit.power(exponent),
            None => {
                self.report_exponent(base, &a, exponent);
                return None;
            }
        };
        let number = NumberType {
            unit,
            range: written.map_or(Range::ALL, |x| ranges::power(a.range, x)),
            whole: a.whole && written.is_some_and(|x| x >= 0.0 && ranges::is_whole(x)),
            interval: false,
        };
        let id = self.push(ExprKind::Power(base, exponent), Type::Number(number), span);
        Some(self.plain_share(id))
    }

    fn report_exponent_unit(&mut self, exponent: ExprId) {
        let side = self.side(exponent);
        let message = format!("{} cannot be an exponent: it has a unit", side.subject);
        let needed = "a plain number is needed here";
        let diagnostic = self.one_sided(Code::UnitMismatch, message, &side, needed);
        self.report(
            diagnostic.help("after `^` stands a plain number; to take that of a quantity, say in which unit, as in `sleep in h`"),
        );
    }

    fn report_exponent(&mut self, base: ExprId, number: &NumberType, exponent: ExprId) {
        let (base, exponent) = (self.side(base), self.side(exponent));
        let message = format!(
            "{} has a unit, so it can only be raised to a whole number",
            base.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message)
            .label(exponent.span, "not a whole number that is written out");
        let fixed = format!(
            "({} in {})",
            self.sources.text(base.span),
            number.unit.symbol
        );
        let diagnostic = self
            .with_sides(diagnostic, &[&base])
            .help(format!("take its plain number first: write `{fixed}`"));
        self.report(if number.unit.is_writable() {
            diagnostic.fix(base.span, fixed)
        } else {
            diagnostic
        });
    }

    /// `sqrt(x)`
    pub(super) fn root(&mut self, id: ExprId, span: Span) -> Option<ExprId> {
        let id = self.no_temperature(id, "`sqrt`")?;
        let id = self.plain_share(id);
        let number = self.number_of(id)?.clone();
        let Some(unit) = number.unit.root() else {
            let side = self.side(id);
            let message = format!(
                "{} is {}, and that has no root",
                side.subject,
                number.unit.dimension.describe()
            );
            let text = self.sources.text(side.span);
            let fixed = match text.contains(' ') {
                true => format!("({text}) in {}", number.unit.symbol),
                false => format!("{text} in {}", number.unit.symbol),
            };
            let diagnostic = self
                .one_sided(Code::UnitMismatch, message, &side, "no square")
                .help(format!(
                    "take its plain number first: write `sqrt({fixed})`"
                ));
            self.report(if number.unit.is_writable() {
                diagnostic.fix(side.span, fixed)
            } else {
                diagnostic
            });
            return None;
        };
        let number = NumberType {
            unit,
            range: ranges::monotone(number.range, |x| x.max(0.0).sqrt()),
            whole: false,
            interval: false,
        };
        let id = self.push(
            ExprKind::Call(Func::Sqrt, vec![id]),
            Type::Number(number),
            span,
        );
        Some(self.plain_share(id))
    }
}

/// A whole exponent that a unit can have.
fn whole_exponent(value: Option<f64>) -> Option<i8> {
    let value = value?;
    (-9..=9i8).find(|&whole| (f64::from(whole) - value).abs() < 1e-9)
}
