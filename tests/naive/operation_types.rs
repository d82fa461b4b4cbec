//! Types of operations: in go operands as written, out comes the unit and the range
//! of what arithmetic, functions and aggregates make of them.

use touchline::ast::{Aggregate, Arithmetic, Expr, ExprKind, Function};
use touchline::units::{Conversion, Unit};

use super::model::{Model, Type, bare};
use super::ranges;

const ALL: ranges::Ends = (f64::NEG_INFINITY, f64::INFINITY);

impl Model<'_> {
    pub fn arithmetic_type(&self, op: Arithmetic, left: &Expr, right: &Expr) -> Option<Type> {
        let (a, b) = (self.type_of(left)?, self.type_of(right)?);
        let add = matches!(op, Arithmetic::Add | Arithmetic::Subtract);
        match (&a, &b) {
            (Type::Date, Type::Date) => {
                return Some(Type::Number {
                    unit: Unit::day(),
                    low: f64::NEG_INFINITY,
                    high: f64::INFINITY,
                    whole: true,
                    interval: false,
                });
            }
            (Type::Date, _) | (_, Type::Date) => return Some(Type::Date),
            _ => {}
        }
        let (Type::Number { interval: ia, .. }, Type::Number { interval: ib, .. }) = (&a, &b)
        else {
            return None;
        };
        if add {
            let unit = self.common_unit(left, right);
            let right_interval = *ib || Self::is_literal(right);
            let interval = match op {
                Arithmetic::Subtract => *ia || !right_interval,
                _ => *ia,
            };
            let x = self.range_as(left, &unit, *ia);
            let y = self.range_as(right, &unit, right_interval);
            let (low, high) = match op {
                Arithmetic::Add => (x.0 + y.0, x.1 + y.1),
                _ => (x.0 - y.1, x.1 - y.0),
            };
            return Some(Type::Number {
                whole: self.whole_in(left, &unit) && self.whole_in(right, &unit),
                unit,
                low,
                high,
                interval,
            });
        }
        let (u, v) = (plain_share(a.unit()), plain_share(b.unit()));
        let (x, y) = (self.range_in(left, &u), self.range_in(right, &v));
        let (unit, (low, high)) = match op {
            Arithmetic::Multiply => (u.multiply(&v), ranges::product(x, y)),
            Arithmetic::Divide => (u.divide(&v), ranges::quotient(x, y)),
            _ => {
                let range = written(right).map_or(ALL, |exponent| ranges::power(x, exponent));
                (power_unit(&u, right), range)
            }
        };
        if unit.dimension.is_none() && !unit.is_plain() {
            let convert = Conversion::between(&unit, &Unit::none(), false).unwrap();
            let (low, high) = (convert.apply(low), convert.apply(high));
            return Some(Type::number(Unit::none(), low, high));
        }
        Some(Type::Number {
            unit,
            low,
            high,
            whole: op == Arithmetic::Multiply && a.is_whole() && b.is_whole(),
            interval: false,
        })
    }

    pub fn call_type(&self, function: Function, arguments: &[Expr]) -> Option<Type> {
        match function {
            Function::Sqrt | Function::Ln | Function::Exp => {
                let range = self.range_in(&arguments[0], &Unit::none());
                let (low, high) = match function {
                    Function::Sqrt => ranges::rising(range, 0.0, f64::sqrt),
                    Function::Ln => ranges::rising(range, 0.0, f64::ln),
                    _ => ranges::rising(range, f64::NEG_INFINITY, f64::exp),
                };
                Some(Type::number(Unit::none(), low, high))
            }
            Function::Abs | Function::Round => {
                let Type::Number {
                    unit,
                    low,
                    high,
                    whole,
                    interval,
                } = self.type_of(&arguments[0])?
                else {
                    return None;
                };
                // To no decimals it is whole; to some it is what it was.
                let places = arguments.get(1).map_or(Some(0.0), written);
                let round = function == Function::Round;
                let (low, high) = match (round, places) {
                    (false, _) => ranges::absolute((low, high)),
                    (true, Some(places)) => ranges::rounded((low, high), places),
                    (true, None) => ALL,
                };
                Some(Type::Number {
                    unit,
                    low,
                    high,
                    whole: whole || round && places.is_some_and(|places| places <= 0.0),
                    interval,
                })
            }
            Function::Min | Function::Max => {
                let mut unit = self.unit_of(&arguments[0]).0;
                for argument in arguments {
                    let other = self.unit_of(argument).0;
                    if unit.dimension.is_none() && !unit.same_size(&other) {
                        unit = Unit::none();
                    }
                }
                let ranges = arguments.iter().map(|a| self.range_in(a, &unit));
                let (low, high) = ranges
                    .reduce(|a, b| match function {
                        Function::Min => (a.0.min(b.0), a.1.min(b.1)),
                        _ => (a.0.max(b.0), a.1.max(b.1)),
                    })
                    .unwrap();
                Some(Type::Number {
                    whole: arguments.iter().all(|a| self.whole_in(a, &unit)),
                    unit,
                    low,
                    high,
                    interval: self.unit_of(&arguments[0]).1,
                })
            }
        }
    }

    /// Over the members of a map, or over days: of at least so many values, and at most.
    pub fn aggregate_type(
        &self,
        aggregate: Aggregate,
        value: &Expr,
        (fewest, most): (f64, f64),
    ) -> Option<Type> {
        let Type::Number {
            unit,
            low,
            high,
            whole,
            interval,
        } = self.type_of(value)?
        else {
            return None;
        };
        let inf = f64::INFINITY;
        let number = |unit, (low, high), whole, interval| Type::Number {
            unit,
            low,
            high,
            whole,
            interval,
        };
        let width = high - low;
        // Half of the values at either end: two of them for a sample.
        let spread = |share: f64| (0.0, width * share * (1.0 + 1e-6));
        let slope = (-width * (1.0 + 1e-6), width * (1.0 + 1e-6));
        Some(match aggregate {
            Aggregate::Average | Aggregate::Median => number(unit, (low, high), false, interval),
            Aggregate::Highest | Aggregate::Lowest => number(unit, (low, high), whole, interval),
            Aggregate::Sum => {
                let range = ranges::sum((low, high), fewest, most);
                number(unit, range, whole, interval)
            }
            Aggregate::Sd => number(unit, spread(1.0 / 2f64.sqrt()), false, true),
            Aggregate::PopulationSd => number(unit, spread(0.5), false, true),
            // A plain number's slope is plain too.
            Aggregate::Trend if unit.is_plain() => number(Unit::none(), slope, false, true),
            Aggregate::Trend => number(unit.divide(&Unit::day()), slope, false, true),
            Aggregate::ZScore => number(Unit::none(), (-inf, inf), false, false),
        })
    }
}

/// A number that is written out.
fn written(expr: &Expr) -> Option<f64> {
    match &bare(expr).kind {
        ExprKind::Number { value, .. } => Some(*value),
        ExprKind::Negate(inner) => written(inner).map(|value| -value),
        _ => None,
    }
}

/// Shares count as plain numbers in products.
pub fn plain_share(unit: Unit) -> Unit {
    if unit.dimension.is_none() {
        Unit::none()
    } else {
        unit
    }
}

/// The unit of `base ^ exponent`, whose exponent is written out.
fn power_unit(base: &Unit, exponent: &Expr) -> Unit {
    if base.is_plain() {
        return Unit::none();
    }
    let value = written(exponent).expect("an exponent that is written out");
    let whole: i8 = format!("{value}").parse().expect("a whole exponent");
    base.power(whole)
}
