//! Types of expressions: in goes an expression as written, out comes its unit,
//! its range (by interval arithmetic, where it is simple) or its choice. Members
//! and set literals have no type of their own: the other side decides.

use touchline::ast::{Aggregate, Arithmetic, Expr, ExprKind, Function};
use touchline::units::{Conversion, Unit};

use super::merge::Lookup;
use super::model::{Model, Type, bare};

impl Model<'_> {
    /// The type of an expression; `None` for members, set literals and maps.
    pub fn type_of(&self, expr: &Expr) -> Option<Type> {
        Some(match &expr.kind {
            ExprKind::Number { value, unit } => {
                let unit = match unit {
                    Some(name) => Unit::parse(&name.text).unwrap(),
                    None => Unit::none(),
                };
                Type::Number {
                    unit,
                    low: *value,
                    high: *value,
                    whole: value.fract() == 0.0,
                    interval: false,
                }
            }
            ExprKind::Date { .. } | ExprKind::Today => Type::Date,
            ExprKind::Name(name) => {
                if let Some(input) = self.input(&name.name) {
                    input.ty.clone()
                } else if let Some(setting) = self.setting(&name.name) {
                    setting.ty.clone()
                } else if let Some(decl) = self.let_(&name.name) {
                    return self.type_of(&decl.value);
                } else if let Some(given) = self.lookup(&name.name) {
                    return self.lookup_type(given.lookup);
                } else if let Some(group) = self.group(&name.name) {
                    Type::Set(group.1)
                } else {
                    return None;
                }
            }
            ExprKind::Member { map, .. } => match self.input(&map.name) {
                Some(input) => input.ty.clone(),
                None => self.setting(&map.name)?.ty.clone(),
            },
            ExprKind::Text(_) | ExprKind::Map(_) => return None,
            ExprKind::Set(items) => {
                let member = items.iter().find_map(|item| self.type_of(item))?;
                match member {
                    Type::Member(choice) => Type::Set(choice),
                    // A list of numbers is no value.
                    _ => return None,
                }
            }
            ExprKind::Group(inner) => return self.type_of(inner),
            ExprKind::Negate(inner) => match self.type_of(inner)? {
                Type::Number {
                    unit,
                    low,
                    high,
                    whole,
                    interval,
                } => Type::Number {
                    unit,
                    low: -high,
                    high: -low,
                    whole,
                    interval,
                },
                other => other,
            },
            ExprKind::Arithmetic { op, left, right } => self.arithmetic_type(*op, left, right)?,
            ExprKind::Call {
                function,
                arguments,
            } => self.call_type(*function, arguments)?,
            ExprKind::InUnit { value, unit } => {
                let unit = Unit::parse(&unit.text).unwrap();
                let (low, high) = self.range_in(value, &unit);
                let whole = match self.type_of(value) {
                    Some(Type::Number {
                        unit: from, whole, ..
                    }) => whole && from.same_size(&unit),
                    _ => false,
                };
                Type::Number {
                    unit: Unit::none(),
                    low,
                    high,
                    whole,
                    interval: false,
                }
            }
            ExprKind::If {
                then, otherwise, ..
            } => match (self.type_of(then), otherwise) {
                (Some(ty), None) => ty,
                (None, Some(otherwise)) => return self.type_of(otherwise),
                (None, None) => return None,
                (Some(ty), Some(otherwise)) => match ty {
                    Type::Number {
                        unit,
                        whole,
                        interval,
                        ..
                    } => {
                        let (a, b) = (self.range_in(then, &unit), self.range_in(otherwise, &unit));
                        Type::Number {
                            low: a.0.min(b.0),
                            high: a.1.max(b.1),
                            whole: whole && self.whole_in(otherwise, &unit),
                            unit,
                            interval,
                        }
                    }
                    other => other,
                },
            },
            ExprKind::Truth(_)
            | ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::IsMissing(_)
            | ExprKind::IsKnown(_)
            | ExprKind::Not(_)
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::List { .. }
            | ExprKind::Overlaps(..)
            | ExprKind::Includes(..) => Type::Truth,
            ExprKind::Without(left, right) => {
                return self.type_of(left).or_else(|| self.type_of(right));
            }
            ExprKind::Where { choice, .. } => Type::Set(self.choice(&choice.name)?),
            ExprKind::SizeOf(set) => {
                let choice = self.choice_of(set)?;
                Type::whole(0.0, self.choices[choice].members.len() as f64)
            }
            ExprKind::Since { .. } => Type::whole(f64::NEG_INFINITY, f64::INFINITY),
            ExprKind::DaysWhen { window, .. } => {
                Type::whole(0.0, self.range_in(&window.length, &Unit::day()).0)
            }
            ExprKind::DaysInARow(_) | ExprKind::DaysSince(_) => Type::whole(0.0, f64::INFINITY),
            ExprKind::OverMembers {
                aggregate, value, ..
            }
            | ExprKind::OverDays {
                aggregate, value, ..
            } => self.aggregate_type(*aggregate, value)?,
            ExprKind::Ewma { value, .. } => match self.type_of(value)? {
                Type::Number {
                    unit,
                    low,
                    high,
                    interval,
                    ..
                } => Type::Number {
                    unit,
                    low,
                    high,
                    whole: false,
                    interval,
                },
                other => other,
            },
            ExprKind::Latest { value, .. } | ExprKind::Ago { value, .. } => {
                return self.type_of(value);
            }
        })
    }

    /// Unit and temperature difference of a number.
    pub fn unit_of(&self, expr: &Expr) -> (Unit, bool) {
        match self.type_of(expr) {
            Some(Type::Number { unit, interval, .. }) => (unit, interval),
            other => panic!("no number: {other:?}: {expr:?}"),
        }
    }

    /// The choice of a member or a set.
    pub fn choice_of(&self, expr: &Expr) -> Option<usize> {
        match self.type_of(expr)? {
            Type::Member(choice) | Type::Set(choice) => Some(choice),
            _ => None,
        }
    }

    /// Whether a number has no fractions in a unit either.
    fn whole_in(&self, expr: &Expr, unit: &Unit) -> bool {
        match self.type_of(expr) {
            Some(Type::Number {
                unit: from, whole, ..
            }) => whole && from.same_size(unit),
            _ => false,
        }
    }

    /// The type of bare members, or of sets of them: of the only choice that has all of them.
    fn type_of_members<'e>(&self, values: impl Iterator<Item = &'e Expr>) -> Option<Type> {
        let mut names: Vec<&str> = Vec::new();
        let mut sets = false;
        for value in values {
            match &bare(value).kind {
                ExprKind::Name(name) => names.push(&name.name),
                ExprKind::Set(items) => {
                    sets = true;
                    for item in items {
                        match &bare(item).kind {
                            ExprKind::Name(name) => names.push(&name.name),
                            _ => return None,
                        }
                    }
                }
                _ => return None,
            }
        }
        let all_in = |choice: &usize| {
            names
                .iter()
                .all(|name| self.member(*choice, name).is_some())
        };
        let mut owners = (0..self.choices.len()).filter(all_in);
        let choice = owners.next().filter(|_| owners.next().is_none())?;
        Some(if sets {
            Type::Set(choice)
        } else {
            Type::Member(choice)
        })
    }

    /// The type of what a table gives: in the first row's unit, as wide as all rows.
    pub fn lookup_type(&self, lookup: &Lookup) -> Option<Type> {
        let values = || lookup.rows.iter().filter_map(|row| row.value.as_ref());
        let first = values().find_map(|value| self.type_of(value));
        let first = first.or_else(|| self.type_of_members(values()))?;
        let Type::Number { unit, interval, .. } = &first else {
            return Some(first);
        };
        let ranges: Vec<(f64, f64)> = values().map(|value| self.range_in(value, unit)).collect();
        Some(Type::Number {
            unit: unit.clone(),
            low: ranges.iter().fold(f64::INFINITY, |low, r| low.min(r.0)),
            high: ranges
                .iter()
                .fold(f64::NEG_INFINITY, |high, r| high.max(r.1)),
            whole: values().all(|value| self.whole_in(value, unit)),
            interval: *interval,
        })
    }

    fn range_in(&self, expr: &Expr, unit: &Unit) -> (f64, f64) {
        match self.type_of(expr) {
            Some(Type::Number {
                unit: from,
                low,
                high,
                interval,
                ..
            }) => {
                let convert = Conversion::between(&from, unit, interval).unwrap();
                (convert.apply(low), convert.apply(high))
            }
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// Whether a temperature after `+` or `-` is an interval: a literal is.
    pub fn is_literal(expr: &Expr) -> bool {
        match &bare(expr).kind {
            ExprKind::Number { .. } => true,
            ExprKind::Negate(inner) => Self::is_literal(inner),
            _ => false,
        }
    }

    /// The unit in which two sides are added: the left one's, but plain where a
    /// share meets a plain number.
    pub fn common_unit(&self, left: &Expr, right: &Expr) -> Unit {
        let (a, b) = (self.unit_of(left).0, self.unit_of(right).0);
        if a.dimension.is_none() && !a.same_size(&b) {
            Unit::none()
        } else {
            a
        }
    }

    fn arithmetic_type(&self, op: Arithmetic, left: &Expr, right: &Expr) -> Option<Type> {
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
            let (x, y) = (self.range_in(left, &unit), self.range_in(right, &unit));
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
        let corners = |f: fn(f64, f64) -> f64| {
            let all = [f(x.0, y.0), f(x.0, y.1), f(x.1, y.0), f(x.1, y.1)];
            if all.iter().any(|c| c.is_nan()) {
                (f64::NEG_INFINITY, f64::INFINITY)
            } else {
                all.into_iter()
                    .fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), c| {
                        (lo.min(c), hi.max(c))
                    })
            }
        };
        let (unit, (low, high)) = match op {
            Arithmetic::Multiply => (u.multiply(&v), corners(|a, b| a * b)),
            Arithmetic::Divide if y.0 > 0.0 || y.1 < 0.0 => (u.divide(&v), corners(|a, b| a / b)),
            Arithmetic::Divide => (u.divide(&v), (f64::NEG_INFINITY, f64::INFINITY)),
            _ => (power_unit(&u, right), (f64::NEG_INFINITY, f64::INFINITY)),
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

    fn call_type(&self, function: Function, arguments: &[Expr]) -> Option<Type> {
        match function {
            Function::Sqrt | Function::Ln | Function::Exp => Some(Type::plain()),
            Function::Abs | Function::Round => {
                let Type::Number {
                    unit,
                    whole,
                    interval,
                    ..
                } = self.type_of(&arguments[0])?
                else {
                    return None;
                };
                // To no decimals it is whole; to some it is what it was.
                let places = arguments.get(1).map_or(Some(0.0), |n| match &bare(n).kind {
                    ExprKind::Number { value, .. } => Some(*value),
                    _ => None,
                });
                let round = function == Function::Round;
                Some(Type::Number {
                    unit,
                    low: f64::NEG_INFINITY,
                    high: f64::INFINITY,
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

    fn aggregate_type(&self, aggregate: Aggregate, value: &Expr) -> Option<Type> {
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
        let number = |unit, low, high, whole, interval| Type::Number {
            unit,
            low,
            high,
            whole,
            interval,
        };
        Some(match aggregate {
            Aggregate::Average | Aggregate::Median => number(unit, low, high, false, interval),
            Aggregate::Highest | Aggregate::Lowest => number(unit, low, high, whole, interval),
            Aggregate::Sum => number(unit, -inf, inf, whole, interval),
            Aggregate::Sd | Aggregate::PopulationSd => number(unit, 0.0, inf, false, true),
            // A plain number's slope is plain too.
            Aggregate::Trend if unit.is_plain() => number(Unit::none(), -inf, inf, false, true),
            Aggregate::Trend => number(unit.divide(&Unit::day()), -inf, inf, false, true),
            Aggregate::ZScore => Type::plain(),
        })
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
    let value = match &bare(exponent).kind {
        ExprKind::Number { value, .. } => *value,
        ExprKind::Negate(inner) => match &bare(inner).kind {
            ExprKind::Number { value, .. } => -value,
            _ => panic!("an exponent that is not written out"),
        },
        _ => panic!("an exponent that is not written out"),
    };
    let whole: i8 = format!("{value}").parse().expect("a whole exponent");
    base.power(whole)
}
