//! Values that read no answers: in goes a typed expression, out comes its value,
//! or nothing where it reads an input, a setting or a `let`, or has no value.

use super::{Checker, types};
use crate::ruleset::{ExprId, ExprKind, Func, Value};

/// A value known beforehand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Constant {
    /// A value.
    Value(Value),
    /// `today + 3 days`: days after today.
    FromToday(i32),
}

impl Checker<'_> {
    /// The value of an expression that reads nothing.
    pub(super) fn constant(&self, id: ExprId) -> Option<Constant> {
        let value = match &self.at(id).kind {
            ExprKind::Number(x) => Value::Number(*x),
            ExprKind::Truth(truth) => Value::Truth(*truth),
            ExprKind::Member(member) => Value::Member(*member),
            ExprKind::Set(mask) => Value::Set(*mask),
            ExprKind::SetOf(items) => {
                let mut mask = 0;
                for item in items {
                    match self.constant(*item)? {
                        Constant::Value(Value::Member(member)) => mask |= types::bit(member),
                        _ => return None,
                    }
                }
                Value::Set(mask)
            }
            ExprKind::Date(day) => Value::Date(*day),
            ExprKind::Today => return Some(Constant::FromToday(0)),
            ExprKind::AddDays(date, days) => return self.constant_date(*date, *days),
            _ => Value::Number(self.constant_number(id)?),
        };
        Some(Constant::Value(value))
    }

    fn constant_date(&self, date: ExprId, days: ExprId) -> Option<Constant> {
        // A part of a day leads to no other date; what arithmetic leaves is none.
        let days = (self.constant_number(days)? + 1e-9).floor();
        if days.abs() > 1e6 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "at most a million")]
        let days = days as i32;
        match self.constant(date)? {
            Constant::FromToday(offset) => offset.checked_add(days).map(Constant::FromToday),
            Constant::Value(Value::Date(day)) => day
                .checked_add(days)
                .map(|day| Constant::Value(Value::Date(day))),
            Constant::Value(_) => None,
        }
    }

    /// The value of a number that reads nothing; only what is finite.
    pub(super) fn constant_number(&self, id: ExprId) -> Option<f64> {
        let number = |id: &ExprId| self.constant_number(*id);
        let value = match &self.at(id).kind {
            ExprKind::Number(x) => *x,
            ExprKind::Negate(x) => -number(x)?,
            ExprKind::Add(a, b) => number(a)? + number(b)?,
            ExprKind::Subtract(a, b) => number(a)? - number(b)?,
            ExprKind::Multiply(a, b) => number(a)? * number(b)?,
            ExprKind::Divide(a, b) => number(a)? / number(b)?,
            ExprKind::Power(a, b) => number(a)?.powf(number(b)?),
            ExprKind::Convert(x, conversion) => conversion.apply(number(x)?),
            ExprKind::Call(func, arguments) => {
                let values: Vec<f64> = arguments.iter().map(number).collect::<Option<_>>()?;
                call(*func, &values)?
            }
            _ => return None,
        };
        value.is_finite().then_some(value)
    }
}

fn call(func: Func, values: &[f64]) -> Option<f64> {
    let first = *values.first()?;
    Some(match func {
        Func::Min => values.iter().copied().fold(first, f64::min),
        Func::Max => values.iter().copied().fold(first, f64::max),
        Func::Abs => first.abs(),
        Func::Round => {
            let scale = 10f64.powf(values.get(1)?.round());
            (first * scale).round() / scale
        }
        Func::Sqrt => first.sqrt(),
        Func::Ln => first.ln(),
        Func::Exp => first.exp(),
    })
}
