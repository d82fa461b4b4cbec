//! `+ - * /`: in go operands of any type, out come sums and differences in one
//! unit, products and quotients in the product or quotient of their units, and
//! differences of dates in days. Chains are read in a loop, from the left.

use super::remedies::grouped;
use super::{Hint, Mixing};
use crate::ast::{self, Arithmetic, ExprKind as Ast};
use crate::check::describe::{plain, rounded};
use crate::check::sides::Side;
use crate::check::{Checker, ranges};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Dimension, Unit};

/// A link of a chain: what joins, what it joins, and the span up to there.
type Link<'e> = (Option<Arithmetic>, &'e ast::Expr, Span);

impl Checker<'_> {
    /// `a + b - c`, `A without B without C`
    pub(super) fn chain(&mut self, expr: &ast::Expr, hint: Hint) -> Option<ExprId> {
        let mut links: Vec<Link> = Vec::new();
        let mut at = expr;
        loop {
            at = match &at.kind {
                Ast::Arithmetic { op, left, right } => {
                    links.push((Some(*op), right, at.span));
                    left
                }
                Ast::Without(left, right) => {
                    links.push((None, right, at.span));
                    left
                }
                _ => break,
            };
        }
        let first_hint = match links.last() {
            Some((None, right, _)) => hint.or(self.hint_of(right)).as_set(),
            _ => Hint::None,
        };
        let mut result = self.value(at, first_hint);
        for (op, right, span) in links.into_iter().rev() {
            let right_hint = match (op, result) {
                (None, Some(left)) => Hint::of(&self.at(left).ty).or(first_hint),
                (None, None) => first_hint,
                _ => Hint::None,
            };
            let right = self.value(right, right_hint);
            result = match (op, result, right) {
                (Some(op), Some(left), Some(right)) => self.arithmetic(op, left, right, span),
                (None, Some(left), Some(right)) => self.without(left, right, span),
                _ => None,
            };
        }
        result
    }

    fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<ExprId> {
        match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                self.add(op == Arithmetic::Subtract, left, right, span)
            }
            Arithmetic::Multiply => self.multiply(left, right, span),
            Arithmetic::Divide => self.divide(left, right, span),
            Arithmetic::Power => self.power(left, right, span),
        }
    }

    fn add(&mut self, minus: bool, left: ExprId, right: ExprId, span: Span) -> Option<ExprId> {
        let is_date = |id| self.at(id).ty == Type::Date;
        match (is_date(left), is_date(right)) {
            (true, true) if minus => return Some(self.days_between(left, right, span)),
            (true, false) if self.number_of(right).is_some() => {
                return self.add_days(left, right, minus, span);
            }
            (false, true) if !minus && self.number_of(left).is_some() => {
                return self.add_days(right, left, false, span);
            }
            (false, false) => {}
            _ => {
                let verb = if minus { Mixing::Subtract } else { Mixing::Add }.verb();
                self.report_types(left, right, None, verb);
                return None;
            }
        }
        let needed_for = if minus { "`-`" } else { "`+`" };
        let left = self.expect_number(left, needed_for);
        let right = self.expect_number(right, needed_for);
        self.add_numbers(minus, left?, right?, span)
    }

    fn days_between(&mut self, left: ExprId, right: ExprId, span: Span) -> ExprId {
        let ty = Type::Number(NumberType {
            unit: Unit::day(),
            range: Range::ALL,
            whole: true,
            interval: false,
        });
        self.push(ExprKind::Subtract(left, right), ty, span)
    }

    /// `date + n days`
    fn add_days(&mut self, date: ExprId, days: ExprId, minus: bool, span: Span) -> Option<ExprId> {
        let other = self.side(date);
        let target = NumberType {
            unit: Unit::day(),
            ..NumberType::plain()
        };
        let number = self.number_of(days)?.clone();
        if number.unit.dimension != Dimension::TIME {
            self.report_days_needed(days, &number, &other);
            return None;
        }
        let mut days = self.fit(days, &target, &other, Mixing::Add)?;
        if let ExprKind::Number(value) = self.at(days).kind
            && !ranges::is_whole(value)
        {
            let side = self.side(days);
            self.report(
                Diagnostic::error(
                    Code::UnitMismatch,
                    format!("{} is not a whole number of days", side.subject),
                )
                .label(side.span, format!("{} days", rounded(value)))
                .help("dates count whole days: write `1 day`, `2 weeks`"),
            );
            return None;
        }
        if minus {
            days = self.negated(days, span);
        }
        Some(self.push(ExprKind::AddDays(date, days), Type::Date, span))
    }

    fn report_days_needed(&mut self, days: ExprId, number: &NumberType, date: &Side) {
        let side = self.side(days);
        let message = format!(
            "{} is a date, and {} is not a count of days",
            date.subject, side.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self.with_sides(diagnostic, &[date, &side]);
        let diagnostic = if self.is_literal(days) && number.unit.is_plain() {
            let fixed = Unit::day().show(&plain(number.range.low));
            diagnostic
                .help(format!("write `{fixed}`"))
                .fix(side.span, fixed)
        } else if number.unit.is_plain() {
            let fixed = format!("{} * 1 day", grouped(self.sources.text(side.span)));
            diagnostic
                .help(format!("if it counts days, write `{fixed}`"))
                .fix(side.span, fixed)
        } else {
            diagnostic.help("add or take away days or weeks, as in `today - 3 days`")
        };
        self.report(diagnostic);
    }

    fn add_numbers(
        &mut self,
        minus: bool,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<ExprId> {
        let temperature = |id| {
            self.number_of(id)
                .is_some_and(|n| n.unit.dimension == Dimension::TEMPERATURE)
        };
        let (left, right, unit, interval) = if temperature(left) && temperature(right) {
            self.temperatures(minus, left, right)?
        } else {
            let mixing = if minus { Mixing::Subtract } else { Mixing::Add };
            let (ids, target) = self.common_unit(&[left, right], mixing)?;
            (*ids.first()?, *ids.last()?, target.unit, false)
        };
        let (a, b) = (
            self.number_of(left)?.clone(),
            self.number_of(right)?.clone(),
        );
        let (kind, range) = if minus {
            let range = ranges::subtract(a.range, b.range);
            (ExprKind::Subtract(left, right), range)
        } else {
            (ExprKind::Add(left, right), ranges::add(a.range, b.range))
        };
        let ty = Type::Number(NumberType {
            unit,
            range,
            whole: a.whole && b.whole,
            interval,
        });
        Some(self.push(kind, ty, span))
    }

    /// A temperature is a point, a literal after `+` or `-` a difference, and
    /// so is what two points differ by.
    fn temperatures(
        &mut self,
        minus: bool,
        left: ExprId,
        right: ExprId,
    ) -> Option<(ExprId, ExprId, Unit, bool)> {
        if self.is_literal(right) {
            self.reinterpret(right, true);
        }
        let a = self.number_of(left)?.clone();
        let b = self.number_of(right)?.clone();
        let interval = match (minus, a.interval, b.interval) {
            (false, false, false) | (true, true, false) => {
                self.report_two_temperatures(minus, left, right);
                return None;
            }
            (true, false, false) => true,
            (_, a, b) => a && b,
        };
        let right = self.in_unit_of(right, &a.unit);
        Some((left, right, a.unit, interval))
    }

    fn report_two_temperatures(&mut self, minus: bool, left: ExprId, right: ExprId) {
        let (l, r) = (self.side(left), self.side(right));
        let message = if minus {
            "a temperature cannot be taken from a difference of temperatures"
        } else {
            "two temperatures cannot be added"
        };
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(r.span, "");
        let diagnostic = self
            .with_sides(diagnostic, &[&l, &r])
            .help("take their plain numbers, as in `t in °C`, or a mean: `average t over …`");
        self.report(diagnostic);
    }

    fn multiply(&mut self, left: ExprId, right: ExprId, span: Span) -> Option<ExprId> {
        let (left, right) = self.factors(left, right, "`*`")?;
        let (a, b) = (
            self.number_of(left)?.clone(),
            self.number_of(right)?.clone(),
        );
        let number = NumberType {
            unit: a.unit.multiply(&b.unit),
            range: ranges::multiply(a.range, b.range),
            whole: a.whole && b.whole,
            interval: false,
        };
        Some(self.product(ExprKind::Multiply(left, right), number, span))
    }

    fn divide(&mut self, left: ExprId, right: ExprId, span: Span) -> Option<ExprId> {
        let (left, right) = self.factors(left, right, "`/`")?;
        let a = self.number_of(left)?.clone();
        // 90 min / 1 h is 1.5: one unit first, then they cancel.
        let same = self.number_of(right)?.unit.dimension == a.unit.dimension;
        let right = if same {
            self.in_unit_of(right, &a.unit)
        } else {
            right
        };
        let b = self.number_of(right)?.clone();
        let number = NumberType {
            unit: a.unit.divide(&b.unit),
            range: ranges::divide(a.range, b.range),
            whole: false,
            interval: false,
        };
        Some(self.product(ExprKind::Divide(left, right), number, span))
    }

    /// Both as numbers, shares as plain ones.
    fn factors(
        &mut self,
        left: ExprId,
        right: ExprId,
        needed_for: &str,
    ) -> Option<(ExprId, ExprId)> {
        let left = self.expect_number(left, needed_for);
        let right = self.expect_number(right, needed_for);
        let left = self.no_temperature(left?, needed_for);
        let right = self.no_temperature(right?, needed_for);
        Some((self.plain_share(left?), self.plain_share(right?)))
    }

    /// Twice 10 °C is not 20 °C: a point on a scale has no multiples.
    pub(super) fn no_temperature(&mut self, id: ExprId, needed_for: &str) -> Option<ExprId> {
        let number = self.number_of(id)?.clone();
        if number.unit.dimension != Dimension::TEMPERATURE || number.interval {
            return Some(id);
        }
        let side = self.side(id);
        let message = format!(
            "{} is a temperature, and {needed_for} needs a plain number or a difference",
            side.subject
        );
        let diagnostic = self.one_sided(
            Code::UnitMismatch,
            message,
            &side,
            "a point on a scale has no multiples",
        );
        let fixed = format!(
            "({} in {})",
            self.sources.text(side.span),
            number.unit.symbol
        );
        self.report(
            diagnostic
                .help(format!("take its plain number: write `{fixed}`"))
                .fix(side.span, fixed),
        );
        None
    }

    fn product(&mut self, kind: ExprKind, mut number: NumberType, span: Span) -> ExprId {
        number.interval = number.unit.dimension == Dimension::TEMPERATURE;
        let id = self.push(kind, Type::Number(number), span);
        self.plain_share(id)
    }

    /// `-x`
    pub(super) fn negate(&mut self, inner: &ast::Expr, span: Span) -> Option<ExprId> {
        let id = self.number(inner, "`-`")?;
        if self.is_literal(id) {
            return Some(self.negated(id, span));
        }
        let id = self.no_temperature(id, "`-`")?;
        Some(self.negated(id, span))
    }

    fn negated(&mut self, id: ExprId, span: Span) -> ExprId {
        let Some(number) = self.number_of(id).cloned() else {
            return id;
        };
        if let ExprKind::Number(value) = self.at(id).kind {
            return self.push_number(-value, number.unit, number.interval, span);
        }
        let ty = Type::Number(NumberType {
            range: Range::new(-number.range.high, -number.range.low),
            ..number
        });
        self.push(ExprKind::Negate(id), ty, span)
    }
}
