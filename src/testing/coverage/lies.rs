//! Where a value can lie of a threshold: in go the type of what is compared and the
//! number it is compared with, out comes which of just below, at and just above
//! there are, and where a number lies.

use super::meter::Seen;
use crate::ruleset::{CompareOp, ExprId, ExprKind, NumberType, Range, Ruleset, Type};
use crate::units::Conversion;
use crate::what_if;

/// Where the values of an expression can lie.
pub(super) struct Lies {
    range: Range,
    whole: bool,
    number: Option<NumberType>,
}

impl Lies {
    pub fn of(ruleset: &Ruleset, value: ExprId) -> Self {
        match &ruleset.expr(value).ty {
            Type::Number(number) => Self {
                range: number.range,
                whole: number.whole,
                number: Some(number.clone()),
            },
            Type::Choice(choice) => {
                let members = ruleset.choice(*choice).members.len();
                let last = u32::try_from(members.saturating_sub(1)).unwrap_or(u32::MAX);
                Self {
                    range: Range::new(0.0, f64::from(last)),
                    whole: true,
                    number: None,
                }
            }
            Type::Truth | Type::Set(_) | Type::Date => Self {
                range: Range::ALL,
                whole: true,
                number: None,
            },
        }
    }

    /// How far from a limit still is just beside it.
    pub fn step(&self, limit: f64) -> f64 {
        match &self.number {
            Some(number) if !self.whole => what_if::step(number, limit),
            _ => 1.0,
        }
    }

    /// Whether the range decides a comparison with a limit.
    pub fn decide(&self, op: CompareOp, limit: f64) -> bool {
        let Range { low, high } = self.range;
        let (under, over) = (tolerance(low, limit), tolerance(high, limit));
        let (below, above) = (low < limit - under, high > limit + over);
        let (from, to) = (low <= limit + under, high >= limit - over);
        match op {
            CompareOp::Less | CompareOp::AtLeast => !below || !to,
            CompareOp::AtMost | CompareOp::More => !above || !from,
            CompareOp::Is | CompareOp::IsNot => !from || !to,
        }
    }

    /// Which points around a limit there are.
    pub fn around(&self, limit: f64) -> Seen {
        let Range { low, high } = self.range;
        let (under, over) = (tolerance(low, limit), tolerance(high, limit));
        let is_whole = (limit - limit.round()).abs() <= tolerance(limit, limit);
        let is_in = low <= limit + under && high >= limit - over;
        let mut seen = Seen::NOTHING;
        if low < limit - under && high >= limit - self.step(limit) - over {
            seen = seen.and(Seen::FIRST);
        }
        if is_in && (is_whole || !self.whole) {
            seen = seen.and(Seen::SECOND);
        }
        if high > limit + over && low <= limit + self.step(limit) + under {
            seen = seen.and(Seen::THIRD);
        }
        seen
    }
}

/// The numbers that an expression can be, where each is written out: in the rows of
/// a table, or behind `then` and `else`.
pub(super) fn given_out(ruleset: &Ruleset, value: ExprId) -> Option<Vec<f64>> {
    const MOST_VALUES: usize = 10_000;
    let mut values = Vec::new();
    let mut ahead = vec![(value, Vec::new())];
    let mut left = MOST_VALUES;
    while let Some((id, conversions)) = ahead.pop() {
        left = left.checked_sub(1)?;
        match &ruleset.expr(id).kind {
            ExprKind::Number(number) => {
                let apply = |x: f64, conversion: &Conversion| conversion.apply(x);
                values.push(conversions.iter().rev().fold(*number, apply));
            }
            ExprKind::Convert(inner, conversion) => {
                let conversions = [conversions, vec![*conversion]].concat();
                ahead.push((*inner, conversions));
            }
            ExprKind::Let(name) => ahead.push((ruleset.let_(*name).expr, conversions)),
            ExprKind::Negate(inner) => match ruleset.expr(*inner).kind {
                ExprKind::Number(number) if conversions.is_empty() => values.push(-number),
                _ => return None,
            },
            ExprKind::Lookup { rows, .. } => {
                ahead.extend(rows.iter().map(|(_, value)| (*value, conversions.clone())));
            }
            ExprKind::If(_, then, otherwise) => {
                let branches = [Some(*then), *otherwise].into_iter().flatten();
                ahead.extend(branches.map(|branch| (branch, conversions.clone())));
            }
            _ => return None,
        }
    }
    Some(values)
}

/// What two numbers may differ by and still be equal.
pub(in crate::testing) fn tolerance(a: f64, b: f64) -> f64 {
    let size = a.abs().max(b.abs());
    match size.is_finite() {
        true => (size * 1e-9).max(1e-12),
        false => 0.0,
    }
}

/// Where a value lies of a limit, if just beside it.
pub(super) fn beside(value: f64, limit: f64, step: f64) -> Seen {
    let tolerance = tolerance(value, limit);
    let apart = value - limit;
    if apart.abs() <= tolerance {
        Seen::SECOND
    } else if apart.abs() > step + tolerance {
        Seen::NOTHING
    } else if apart < 0.0 {
        Seen::FIRST
    } else {
        Seen::THIRD
    }
}
