//! Types of expressions: in goes an expression as written, out comes its unit,
//! its range (by interval arithmetic, where it is simple) or its choice. Members
//! and set literals have no type of their own: the other side decides.

use touchline::ast::{Expr, ExprKind};
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
                        whole, interval, ..
                    } => {
                        let unit = self.shared_unit(&[then, otherwise]);
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
            } => {
                let choice = self.folded_choice(value);
                let members = self.choices[choice].members.len() as f64;
                self.aggregate_type(*aggregate, value, (1.0, members))?
            }
            ExprKind::OverDays {
                aggregate,
                value,
                when,
                window,
                at_least,
            } => {
                let days = self.range_in(&window.length, &Unit::day()).0;
                let fewest = match at_least {
                    Some(known) => self.range_in(known, &Unit::none()).0.max(1.0),
                    None if when.is_some() => 1.0,
                    None => days,
                };
                self.aggregate_type(*aggregate, value, (fewest, days))?
            }
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
    pub fn whole_in(&self, expr: &Expr, unit: &Unit) -> bool {
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
        let Type::Number { interval, .. } = first else {
            return Some(first);
        };
        let unit = self.shared_unit(&values().collect::<Vec<_>>());
        let ranges: Vec<(f64, f64)> = values().map(|value| self.range_in(value, &unit)).collect();
        Some(Type::Number {
            low: ranges.iter().fold(f64::INFINITY, |low, r| low.min(r.0)),
            high: ranges
                .iter()
                .fold(f64::NEG_INFINITY, |high, r| high.max(r.1)),
            whole: values().all(|value| self.whole_in(value, &unit)),
            unit,
            interval,
        })
    }

    /// The unit of values of which one is taken: that of the first that has one and is
    /// not written out, else of the first that has one; plain where a share meets a
    /// plain number.
    fn shared_unit(&self, values: &[&Expr]) -> Unit {
        let unit = |value: &Expr| self.unit_of(value).0;
        let answers = || values.iter().filter(|value| !Self::is_literal(value));
        let has_unit = |value: &&&Expr| !unit(value).is_plain();
        let anchor = answers()
            .find(has_unit)
            .or_else(|| answers().next())
            .or_else(|| values.iter().find(has_unit))
            .unwrap_or(&values[0]);
        let shared = unit(anchor);
        if shared.is_percent() && values.iter().any(|value| unit(value).is_plain()) {
            Unit::none()
        } else {
            shared
        }
    }

    pub fn range_in(&self, expr: &Expr, unit: &Unit) -> (f64, f64) {
        match self.type_of(expr) {
            Some(Type::Number { interval, .. }) => self.range_as(expr, unit, interval),
            _ => (f64::NEG_INFINITY, f64::INFINITY),
        }
    }

    /// The same, where it is settled whether it is a difference of temperatures.
    pub fn range_as(&self, expr: &Expr, unit: &Unit, interval: bool) -> (f64, f64) {
        let Some(Type::Number {
            unit: from,
            low,
            high,
            ..
        }) = self.type_of(expr)
        else {
            panic!("no number: {expr:?}")
        };
        let convert = Conversion::between(&from, unit, interval).unwrap();
        (convert.apply(low), convert.apply(high))
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
}
