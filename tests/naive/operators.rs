//! Arithmetic, functions, `if`, comparisons and lists of conditions: in go the
//! operands as written, out comes the value on one day.

use touchline::ast::{Arithmetic, Comparison, Expr, ExprKind, Function, ListKind};
use touchline::units::{Conversion, Unit};

use super::evaluate::{At, History, Reading, Want};
use super::model::{Model, Type, bare};
use super::operation_types::plain_share;
use super::value::{Truth, Value, is_bounds, less_bounds, round};

impl History<'_> {
    pub fn arithmetic(&self, op: Arithmetic, left: &Expr, right: &Expr, at: &At) -> Value {
        let model = self.model;
        let (left_type, right_type) = (model.type_of(left).unwrap(), model.type_of(right).unwrap());
        match (&left_type, &right_type) {
            (Type::Date, Type::Date) => {
                return match (self.value(left, at), self.value(right, at)) {
                    (Value::Date(a), Value::Date(b)) => Value::number((a - b) as f64),
                    _ => Value::Missing,
                };
            }
            (Type::Date, _) | (_, Type::Date) => {
                let (date, days) = match left_type {
                    Type::Date => (left, right),
                    _ => (right, left),
                };
                let (Value::Date(date), Some(days)) =
                    (self.value(date, at), self.exact(days, at, &Unit::day()))
                else {
                    return Value::Missing;
                };
                let days = round(days, 0.0) as i64;
                return Value::Date(match op {
                    Arithmetic::Add => date + days,
                    _ => date - days,
                });
            }
            _ => {}
        }
        match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                let unit = model.common_unit(left, right);
                let interval_of = |expr: &Expr, interval: bool| {
                    let (from, _) = model.unit_of(expr);
                    let x = self.value(expr, at).exact()?;
                    Some(
                        Conversion::between(&from, &unit, interval)
                            .unwrap()
                            .apply(x),
                    )
                };
                let left_interval = model.unit_of(left).1;
                let right_interval = model.unit_of(right).1 || Model::is_literal(right);
                let (Some(a), Some(b)) = (
                    interval_of(left, left_interval),
                    interval_of(right, right_interval),
                ) else {
                    return Value::Missing;
                };
                Value::number(if op == Arithmetic::Add { a + b } else { a - b })
            }
            Arithmetic::Multiply | Arithmetic::Divide | Arithmetic::Power => {
                let (u, v) = (
                    plain_share(left_type.unit()),
                    plain_share(right_type.unit()),
                );
                let (Some(a), Some(b)) = (self.exact(left, at, &u), self.exact(right, at, &v))
                else {
                    return Value::Missing;
                };
                let (x, unit) = match op {
                    Arithmetic::Multiply => (a * b, u.multiply(&v)),
                    Arithmetic::Divide if b == 0.0 => return Value::Missing,
                    Arithmetic::Divide => (a / b, u.divide(&v)),
                    _ => return Value::number(a.powf(b)),
                };
                if unit.dimension.is_none() {
                    let plain = Conversion::between(&unit, &Unit::none(), false).unwrap();
                    Value::number(plain.apply(x))
                } else {
                    Value::number(x)
                }
            }
        }
    }

    pub fn call(&self, function: Function, expr: &Expr, arguments: &[Expr], at: &At) -> Value {
        let unit = match function {
            Function::Sqrt | Function::Ln | Function::Exp => Unit::none(),
            _ => self.model.unit_of(expr).0,
        };
        let mut numbers = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let unit = match function {
                Function::Round if index == 1 => &Unit::none(),
                _ => &unit,
            };
            match self.exact(argument, at, unit) {
                Some(x) => numbers.push(x),
                None => return Value::Missing,
            }
        }
        let x = numbers[0];
        Value::number(match function {
            Function::Min => numbers.into_iter().fold(f64::INFINITY, f64::min),
            Function::Max => numbers.into_iter().fold(f64::NEG_INFINITY, f64::max),
            Function::Abs => x.abs(),
            Function::Round => round(x, numbers.get(1).copied().unwrap_or(0.0)),
            Function::Sqrt => x.sqrt(),
            Function::Ln => x.ln(),
            Function::Exp => x.exp(),
        })
    }

    pub fn choose(
        &self,
        whole: &Expr,
        condition: &Expr,
        then: &Expr,
        otherwise: Option<&Expr>,
        at: &At,
        want: Want,
    ) -> Value {
        // Both branches in one unit.
        let branch = |expr: &Expr| match self.model.type_of(whole) {
            Some(Type::Number { unit, .. }) => match self.bounds(expr, at, &unit) {
                Some((lo, hi)) => Value::bounds(lo, hi),
                None => Value::Missing,
            },
            Some(Type::Member(choice)) => self.value_as(expr, at, Want::Member(choice)),
            Some(Type::Set(choice)) => self.value_as(expr, at, Want::Set(choice)),
            _ => self.value_as(expr, at, want),
        };
        let otherwise = || otherwise.map_or(Value::Missing, branch);
        match self.truth(condition, at) {
            Truth::True => branch(then),
            Truth::False => otherwise(),
            Truth::Unknown => {
                let (a, b) = (branch(then), otherwise());
                if a.known() && a == b {
                    a
                } else {
                    Value::Missing
                }
            }
        }
    }

    pub fn common_choice(&self, a: &Expr, b: &Expr) -> usize {
        let choice = self.model.choice_of(a).or_else(|| self.model.choice_of(b));
        choice.unwrap()
    }

    pub fn compare(&self, op: Comparison, left: &Expr, right: &Expr, at: &At) -> Truth {
        let ty = self.model.type_of(left);
        let ty = ty.or_else(|| self.model.type_of(right)).unwrap();
        let (is, less) = match ty {
            Type::Truth => {
                let (a, b) = (self.truth(left, at), self.truth(right, at));
                let is = if a.known() && b.known() {
                    Truth::of(a == b)
                } else {
                    Truth::Unknown
                };
                (is, Truth::Unknown)
            }
            Type::Set(choice) => {
                let (a, b) = (self.set(left, at, choice), self.set(right, at, choice));
                let is = if a.0 == a.1 && b.0 == b.1 && a.0 == b.0 {
                    Truth::True
                } else if !a.0.is_subset(&b.1) || !b.0.is_subset(&a.1) {
                    Truth::False
                } else {
                    Truth::Unknown
                };
                (is, Truth::Unknown)
            }
            Type::Member(choice) => {
                let want = Want::Member(choice);
                match (
                    self.value_as(left, at, want),
                    self.value_as(right, at, want),
                ) {
                    (Value::Member(a), Value::Member(b)) => {
                        return order(op, Truth::of(a == b), Truth::of(a < b), Truth::of(b < a));
                    }
                    _ => return Truth::Unknown,
                }
            }
            Type::Date => match (self.value(left, at), self.value(right, at)) {
                (Value::Date(a), Value::Date(b)) => {
                    return order(op, Truth::of(a == b), Truth::of(a < b), Truth::of(b < a));
                }
                _ => return Truth::Unknown,
            },
            Type::Number { .. } => {
                let unit = self.model.common_unit(left, right);
                let (Some(a), Some(b)) = (
                    self.bounds_beside(left, right, at, &unit),
                    self.bounds_beside(right, left, at, &unit),
                ) else {
                    return Truth::Unknown;
                };
                return order(op, is_bounds(a, b), less_bounds(a, b), less_bounds(b, a));
            }
        };
        order(op, is, less, less)
    }

    pub fn includes(&self, set: &Expr, item: &Expr, choice: usize, at: &At) -> Truth {
        let (sure, maybe) = self.set(set, at, choice);
        match self.value_as(item, at, Want::Member(choice)) {
            Value::Member(member) if sure.contains(&member) => Truth::True,
            Value::Member(member) if !maybe.contains(&member) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    pub fn one_of(&self, value: &Expr, set: &Expr, at: &At) -> Truth {
        if let Some(choice) = self.model.choice_of(value) {
            return self.includes(set, value, choice, at);
        }
        let ExprKind::Set(items) = &bare(set).kind else {
            panic!("neither a set nor a list: {set:?}")
        };
        items.iter().fold(Truth::False, |truth, item| {
            truth.or(self.compare(Comparison::Is, value, item, at))
        })
    }

    pub fn is_missing(&self, inner: &Expr, at: &At) -> Truth {
        if self.value(inner, at).known() {
            Truth::False
        } else if at.reading == Reading::Sure && self.open(inner, at) {
            Truth::Unknown
        } else {
            Truth::True
        }
    }

    pub fn list(&self, kind: &ListKind, items: &[Expr], at: &At) -> Truth {
        let truths: Vec<Truth> = items.iter().map(|item| self.truth(item, at)).collect();
        let any = truths.iter().copied().fold(Truth::False, Truth::or);
        match kind {
            ListKind::All => truths.iter().copied().fold(Truth::True, Truth::and),
            ListKind::Any => any,
            ListKind::None => any.not(),
            ListKind::AtLeast(n) => {
                let Some(n) = self.exact(n, at, &Unit::none()) else {
                    return Truth::Unknown;
                };
                let count = |wanted: &dyn Fn(&Truth) -> bool| {
                    truths.iter().filter(|truth| wanted(truth)).count() as f64
                };
                if count(&|t| *t == Truth::True) >= n {
                    Truth::True
                } else if count(&|t| *t != Truth::False) < n {
                    Truth::False
                } else {
                    Truth::Unknown
                }
            }
        }
    }
}

/// A comparison, where it is known how the two sides are ordered.
pub fn order(op: Comparison, is: Truth, less: Truth, more: Truth) -> Truth {
    match op {
        Comparison::Less => less,
        Comparison::AtMost => more.not(),
        Comparison::More => more,
        Comparison::AtLeast => less.not(),
        Comparison::Is => is,
        Comparison::IsNot => is.not(),
    }
}
