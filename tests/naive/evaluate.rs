//! Expressions, one athlete and one day at a time: in go an expression as
//! written, a day and a reading; out comes its value. Every construct of
//! LANGUAGE sections 3 and 4 but those that look at other days is here.

use std::cell::RefCell;
use std::collections::HashMap;

use touchline::ast::{
    Aggregate, Arithmetic, Comparison, Expr, ExprKind, Function, ListKind, Scope,
};
use touchline::units::{Conversion, Unit};

use super::data::{Answer, Athlete, Key};
use super::model::{Input, Model, Type, bare};
use super::types::plain_share;
use super::value::{
    Members, Pair, Truth, Value, days_of, is_bounds, less_bounds, months_between, round,
};

/// The two readings of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// From the data as it stands.
    Now,
    /// What no answer of today can change any more. Only the decided day has it.
    Sure,
}

/// Where an expression is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct At {
    /// Days since the athlete's first row.
    pub day: i64,
    /// Which reading.
    pub reading: Reading,
    /// The member that each choice is looked at, the innermost last.
    pub members: Vec<(usize, usize)>,
}

impl At {
    pub fn now(&self) -> Self {
        Self {
            reading: Reading::Now,
            ..self.clone()
        }
    }

    /// Another day; of days past there is one reading only.
    pub fn on(&self, day: i64) -> Self {
        Self { day, ..self.now() }
    }

    pub fn at_member(&self, choice: usize, member: usize) -> Self {
        let mut at = self.clone();
        at.members.push((choice, member));
        at
    }

    pub fn member_of(&self, choice: usize) -> Option<usize> {
        let found = self.members.iter().rev().find(|(c, _)| *c == choice);
        found.map(|(_, member)| *member)
    }
}

/// What a bare name or a set literal is to be read as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Want {
    Any,
    Member(usize),
    Set(usize),
}

type MemoKey = (usize, At);

/// One athlete's history before a ruleset.
pub struct History<'a> {
    pub model: &'a Model<'a>,
    pub athlete: &'a Athlete,
    /// The day of the first row.
    pub first: i64,
    memo: RefCell<HashMap<MemoKey, Value>>,
}

impl<'a> History<'a> {
    pub fn new(model: &'a Model<'a>, athlete: &'a Athlete) -> Self {
        Self {
            model,
            athlete,
            first: athlete.first(),
            memo: RefCell::default(),
        }
    }

    /// The value of an expression.
    pub fn value(&self, expr: &Expr, at: &At) -> Value {
        self.value_as(expr, at, Want::Any)
    }

    /// The truth of a condition; what is missing is unknown.
    pub fn truth(&self, expr: &Expr, at: &At) -> Truth {
        self.value(expr, at).truth()
    }

    /// The bounds of a number in a unit; `None` where it is missing.
    pub fn bounds(&self, expr: &Expr, at: &At, unit: &Unit) -> Option<Pair> {
        let (from, interval) = self.model.unit_of(expr);
        let Value::Number { lo, hi } = self.value(expr, at) else {
            return None;
        };
        let convert = Conversion::between(&from, unit, interval).unwrap();
        Some((convert.apply(lo), convert.apply(hi)))
    }

    /// The same, where a literal beside a difference of temperatures is one too.
    fn bounds_beside(&self, expr: &Expr, beside: &Expr, at: &At, unit: &Unit) -> Option<Pair> {
        let difference = self.model.unit_of(beside).1;
        if !(difference && Model::is_literal(expr)) {
            return self.bounds(expr, at, unit);
        }
        let x = self.value(expr, at).exact()?;
        let from = self.model.unit_of(expr).0;
        let x = Conversion::between(&from, unit, true).unwrap().apply(x);
        Some((x, x))
    }

    /// A number in a unit, where it is exact.
    pub fn exact(&self, expr: &Expr, at: &At, unit: &Unit) -> Option<f64> {
        let (lo, hi) = self.bounds(expr, at, unit)?;
        (lo == hi && lo.is_finite()).then_some(lo)
    }

    /// A set: what is surely in it, and what may be. Of a missing one nothing is known.
    pub fn set(&self, expr: &Expr, at: &At, choice: usize) -> (Members, Members) {
        match self.value_as(expr, at, Want::Set(choice)) {
            Value::Set { sure, maybe } => (sure, maybe),
            Value::Missing => (Members::new(), self.all_members(choice)),
            other => panic!("no set: {other:?}"),
        }
    }

    pub fn all_members(&self, choice: usize) -> Members {
        (0..self.model.choices[choice].members.len()).collect()
    }

    /// The value of an expression where it is known what names should mean.
    pub fn value_as(&self, expr: &Expr, at: &At, want: Want) -> Value {
        match &expr.kind {
            ExprKind::Number { value, .. } => Value::number(*value),
            ExprKind::Truth(truth) => Value::Truth(Truth::of(*truth)),
            ExprKind::Date { year, month, day } => Value::Date(days_of(
                i64::from(*year),
                i64::from(*month),
                i64::from(*day),
            )),
            ExprKind::Today => Value::Date(self.first + at.day),
            ExprKind::Name(name) => self.name(&name.name, at, want),
            ExprKind::Member { map, member } => {
                let input = self.model.input(&map.name).unwrap();
                let member = self.model.member(input.each.unwrap(), &member.name);
                self.input(input, member, at)
            }
            ExprKind::Set(items) => self.set_literal(items, at, want),
            ExprKind::Group(inner) => self.value_as(inner, at, want),
            ExprKind::Negate(inner) => match self.value(inner, at).exact() {
                Some(x) => Value::number(-x),
                None => Value::Missing,
            },
            ExprKind::Arithmetic { op, left, right } => self.arithmetic(*op, left, right, at),
            ExprKind::Call {
                function,
                arguments,
            } => self.call(*function, expr, arguments, at),
            ExprKind::InUnit { value, unit } => {
                let unit = Unit::parse(&unit.text).unwrap();
                match self.bounds(value, at, &unit) {
                    Some((lo, hi)) => Value::bounds(lo, hi),
                    None => Value::Missing,
                }
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.choose(expr, condition, then, otherwise.as_deref(), at, want),

            ExprKind::Compare { op, left, right } => {
                Value::Truth(self.compare(*op, left, right, at))
            }
            ExprKind::Between { value, low, high } => Value::Truth(
                self.compare(Comparison::AtLeast, value, low, at)
                    .and(self.compare(Comparison::AtMost, value, high, at)),
            ),
            ExprKind::OneOf { value, set } => Value::Truth(self.one_of(value, set, at)),
            ExprKind::IsMissing(inner) => Value::Truth(self.is_missing(inner, at)),
            ExprKind::IsKnown(inner) => Value::Truth(self.is_missing(inner, at).not()),
            ExprKind::Not(inner) => Value::Truth(self.truth(inner, at).not()),
            ExprKind::And(a, b) => Value::Truth(self.truth(a, at).and(self.truth(b, at))),
            ExprKind::Or(a, b) => Value::Truth(self.truth(a, at).or(self.truth(b, at))),
            ExprKind::List { kind, items, .. } => Value::Truth(self.list(kind, items, at)),

            ExprKind::Overlaps(a, b) => {
                let choice = self.common_choice(a, b);
                let (a, b) = (self.set(a, at, choice), self.set(b, at, choice));
                Value::Truth(if !a.0.is_disjoint(&b.0) {
                    Truth::True
                } else if a.1.is_disjoint(&b.1) {
                    Truth::False
                } else {
                    Truth::Unknown
                })
            }
            ExprKind::Includes(set, item) => {
                let choice = self.common_choice(set, item);
                Value::Truth(self.includes(set, item, choice, at))
            }
            ExprKind::Without(a, b) => {
                let choice = match want {
                    Want::Set(choice) => choice,
                    _ => self.common_choice(a, b),
                };
                let (a, b) = (self.set(a, at, choice), self.set(b, at, choice));
                Value::Set {
                    sure: &a.0 - &b.1,
                    maybe: &a.1 - &b.0,
                }
            }
            ExprKind::SizeOf(set) => {
                let choice = self.model.choice_of(set).unwrap();
                let (sure, maybe) = self.set(set, at, choice);
                Value::bounds(sure.len() as f64, maybe.len() as f64)
            }
            ExprKind::Where { choice, condition } => {
                let choice = self.model.choice(&choice.name).unwrap();
                let (mut sure, mut maybe) = (Members::new(), Members::new());
                for member in self.all_members(choice) {
                    let truth = self.truth(condition, &at.at_member(choice, member));
                    if truth == Truth::True {
                        sure.insert(member);
                    }
                    if truth != Truth::False {
                        maybe.insert(member);
                    }
                }
                Value::Set { sure, maybe }
            }
            ExprKind::Since { years, date } => match self.value(date, at) {
                Value::Date(from) => {
                    let months = months_between(from, self.first + at.day);
                    let whole = if *years { months / 12 } else { months };
                    Value::number(whole as f64)
                }
                _ => Value::Missing,
            },
            ExprKind::OverMembers {
                aggregate,
                value,
                scope,
            } => self.over_members(*aggregate, value, scope, at),

            ExprKind::OverDays { .. }
            | ExprKind::Ewma { .. }
            | ExprKind::Latest { .. }
            | ExprKind::Ago { .. }
            | ExprKind::DaysWhen { .. }
            | ExprKind::DaysInARow(_)
            | ExprKind::DaysSince(_) => self.remember(expr, at, || self.past(expr, at)),
            ExprKind::Text(_) | ExprKind::Map(_) => panic!("not a value: {expr:?}"),
        }
    }

    /// Works a value out once: days past are asked for again and again.
    fn remember(&self, expr: &Expr, at: &At, work: impl Fn() -> Value) -> Value {
        let key = (std::ptr::from_ref(expr) as usize, at.clone());
        if let Some(value) = self.memo.borrow().get(&key) {
            return value.clone();
        }
        let value = work();
        self.memo.borrow_mut().insert(key, value.clone());
        value
    }

    fn name(&self, name: &str, at: &At, want: Want) -> Value {
        if let Want::Member(choice) = want
            && let Some(member) = self.model.member(choice, name)
        {
            return Value::Member(member);
        }
        if let Some(input) = self.model.input(name) {
            let member = input.each.map(|choice| at.member_of(choice).unwrap());
            return self.input(input, member, at);
        }
        if let Some(setting) = self.model.setting(name) {
            return self.constant(&setting.decl.value, &setting.ty);
        }
        if let Some(decl) = self.model.let_(name) {
            let bare = At {
                members: Vec::new(),
                ..at.clone()
            };
            return self.remember(&decl.value, &bare, || self.value(&decl.value, &bare));
        }
        if let Some((_, _, members)) = self.model.group(name) {
            let members: Members = members.iter().copied().collect();
            return Value::Set {
                sure: members.clone(),
                maybe: members,
            };
        }
        panic!("unknown name {name}")
    }

    /// A setting's value or a default, in the unit of its type.
    pub fn constant(&self, expr: &Expr, ty: &Type) -> Value {
        let at = At {
            day: 0,
            reading: Reading::Now,
            members: Vec::new(),
        };
        match ty {
            Type::Number { unit, .. } => match self.exact(expr, &at, unit) {
                Some(x) => Value::number(x),
                None => Value::Missing,
            },
            Type::Member(choice) => self.value_as(expr, &at, Want::Member(*choice)),
            Type::Set(choice) => self.value_as(expr, &at, Want::Set(*choice)),
            Type::Truth | Type::Date => self.value(expr, &at),
        }
    }

    /// The answer as given on a day, or carried there where it is lasting.
    fn given(&self, input: &Input, member: Option<usize>, day: i64) -> Option<&Answer> {
        let key: Key = (
            input.name().to_owned(),
            member.map(|m| self.model.choices[input.each.unwrap()].members[m].clone()),
        );
        let on = |day: i64| self.athlete.rows.get(&(self.first + day))?.get(&key);
        if input.decl.ty.lasting {
            (0..=day).rev().find_map(on)
        } else {
            on(day)
        }
    }

    /// Whether any member of a map was given, or the map was answered as such.
    pub fn answered(&self, input: &Input, day: i64) -> bool {
        let choice = input.each.unwrap();
        let members = self.all_members(choice).into_iter().map(Some);
        members
            .chain([None])
            .any(|member| self.given(input, member, day).is_some())
    }

    /// An input that was not given, and whose gap no sure default fills.
    pub fn open_input(&self, input: &Input, member: Option<usize>, at: &At) -> bool {
        let filled =
            member.is_some() && input.decl.missing_means.is_some() && self.answered(input, at.day);
        self.given(input, member, at.day).is_none() && !filled
    }

    pub fn input(&self, input: &Input, member: Option<usize>, at: &At) -> Value {
        if at.day < 0 {
            return Value::Missing;
        }
        if let Some(answer) = self.given(input, member, at.day) {
            return match answer {
                Answer::Number(x) => Value::number(*x),
                Answer::Truth(truth) => Value::Truth(Truth::of(*truth)),
                Answer::Date(day) => Value::Date(*day),
                Answer::Member(name) => {
                    let Type::Member(choice) = input.ty else {
                        panic!("{name} is no choice")
                    };
                    Value::Member(self.model.member(choice, name).unwrap())
                }
                Answer::Set(names) => {
                    let Type::Set(choice) = input.ty else {
                        panic!("no set")
                    };
                    let sure: Members = names
                        .iter()
                        .map(|name| self.model.member(choice, name).unwrap())
                        .collect();
                    Value::Set {
                        maybe: sure.clone(),
                        sure,
                    }
                }
                Answer::Answered => panic!("a map has no value of its own"),
            };
        }
        let Some(default) = &input.decl.missing_means else {
            return Value::Missing;
        };
        let fills = match member {
            // Members left blank once any was answered; that is sure too.
            Some(_) => self.answered(input, at.day),
            // A gap of today may still be answered.
            None => at.reading == Reading::Now,
        };
        if fills {
            self.constant(default, &input.ty)
        } else {
            Value::Missing
        }
    }

    fn set_literal(&self, items: &[Expr], at: &At, want: Want) -> Value {
        let Want::Set(choice) = want else {
            let choice = items.iter().find_map(|item| self.model.choice_of(item));
            return self.set_literal(items, at, Want::Set(choice.unwrap()));
        };
        let mut sure = Members::new();
        let mut all_known = true;
        for item in items {
            match self.value_as(item, at, Want::Member(choice)) {
                Value::Member(member) => {
                    sure.insert(member);
                }
                _ => all_known = false,
            }
        }
        let maybe = if all_known {
            sure.clone()
        } else {
            self.all_members(choice)
        };
        Value::Set { sure, maybe }
    }

    fn arithmetic(&self, op: Arithmetic, left: &Expr, right: &Expr, at: &At) -> Value {
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

    fn call(&self, function: Function, expr: &Expr, arguments: &[Expr], at: &At) -> Value {
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

    fn choose(
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

    fn common_choice(&self, a: &Expr, b: &Expr) -> usize {
        let choice = self.model.choice_of(a).or_else(|| self.model.choice_of(b));
        choice.unwrap()
    }

    fn compare(&self, op: Comparison, left: &Expr, right: &Expr, at: &At) -> Truth {
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

    fn includes(&self, set: &Expr, item: &Expr, choice: usize, at: &At) -> Truth {
        let (sure, maybe) = self.set(set, at, choice);
        match self.value_as(item, at, Want::Member(choice)) {
            Value::Member(member) if sure.contains(&member) => Truth::True,
            Value::Member(member) if !maybe.contains(&member) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    fn one_of(&self, value: &Expr, set: &Expr, at: &At) -> Truth {
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

    fn is_missing(&self, inner: &Expr, at: &At) -> Truth {
        if self.value(inner, at).known() {
            Truth::False
        } else if at.reading == Reading::Sure && self.open(inner, at) {
            Truth::Unknown
        } else {
            Truth::True
        }
    }

    fn list(&self, kind: &ListKind, items: &[Expr], at: &At) -> Truth {
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

    /// The choice whose members an aggregate goes through.
    pub fn folded_choice(&self, value: &Expr) -> usize {
        let mut found = None;
        maps_in(value, &mut |name| {
            if let Some(input) = self.model.input(name) {
                found = found.or(input.each);
            }
        });
        found.expect("an aggregate over members reads a map")
    }

    /// The members that count: surely, and maybe.
    pub fn scope(&self, scope: &Scope, choice: usize, at: &At) -> (Members, Members) {
        let all = self.all_members(choice);
        match scope {
            Scope::All => (all.clone(), all),
            Scope::Among(set) => self.set(set, at, choice),
            Scope::Outside(set) => {
                let (sure, maybe) = self.set(set, at, choice);
                (&all - &maybe, &all - &sure)
            }
        }
    }

    fn over_members(&self, aggregate: Aggregate, value: &Expr, scope: &Scope, at: &At) -> Value {
        let choice = self.folded_choice(value);
        let (sure, maybe) = self.scope(scope, choice, at);
        let read = |member: &usize| self.value(value, &at.at_member(choice, *member));
        if matches!(aggregate, Aggregate::Highest | Aggregate::Lowest) {
            let Some(Type::Number { low, high, .. }) = self.model.type_of(value) else {
                panic!("no number: {value:?}")
            };
            let bounds = |member: &usize| match read(member) {
                Value::Number { lo, hi } => (lo, hi),
                _ => (low, high),
            };
            let lows = |members: &Members| members.iter().map(|m| bounds(m).0).collect::<Vec<_>>();
            let highs = |members: &Members| members.iter().map(|m| bounds(m).1).collect::<Vec<_>>();
            // Over no members, `highest` is the lowest of the range, `lowest` its highest.
            return if aggregate == Aggregate::Highest {
                Value::bounds(
                    lows(&sure).into_iter().fold(low, f64::max),
                    highs(&maybe).into_iter().fold(low, f64::max),
                )
            } else {
                Value::bounds(
                    lows(&maybe).into_iter().fold(high, f64::min),
                    highs(&sure).into_iter().fold(high, f64::min),
                )
            };
        }
        if sure != maybe {
            return Value::Missing;
        }
        let numbers: Option<Vec<f64>> = sure.iter().map(|m| read(m).exact()).collect();
        match numbers {
            Some(numbers) => super::history::fold(aggregate, &numbers),
            None => Value::Missing,
        }
    }
}

/// A comparison, where it is known how the two sides are ordered.
fn order(op: Comparison, is: Truth, less: Truth, more: Truth) -> Truth {
    match op {
        Comparison::Less => less,
        Comparison::AtMost => more.not(),
        Comparison::More => more,
        Comparison::AtLeast => less.not(),
        Comparison::Is => is,
        Comparison::IsNot => is.not(),
    }
}

/// Every bare name in an expression that could be a map read at a member.
fn maps_in(expr: &Expr, found: &mut dyn FnMut(&str)) {
    if let ExprKind::Name(name) = &expr.kind {
        found(&name.name);
    }
    for child in children(expr) {
        maps_in(child, found);
    }
}

/// The operands of an expression, without windows and their counts.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Number { .. }
        | ExprKind::Truth(_)
        | ExprKind::Date { .. }
        | ExprKind::Today
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Member { .. }
        | ExprKind::Map(_) => Vec::new(),
        ExprKind::Set(items) => items.iter().collect(),
        ExprKind::Group(a)
        | ExprKind::Negate(a)
        | ExprKind::IsMissing(a)
        | ExprKind::IsKnown(a)
        | ExprKind::Not(a)
        | ExprKind::SizeOf(a)
        | ExprKind::DaysInARow(a)
        | ExprKind::DaysSince(a) => vec![a],
        ExprKind::InUnit { value, .. } | ExprKind::Ago { value, .. } => vec![value],
        ExprKind::Since { date, .. } => vec![date],
        ExprKind::Ewma { value, .. } => vec![value],
        ExprKind::DaysWhen { condition, .. } | ExprKind::Where { condition, .. } => {
            vec![condition]
        }
        ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
            vec![left, right]
        }
        ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Overlaps(a, b)
        | ExprKind::Includes(a, b)
        | ExprKind::Without(a, b) => vec![a, b],
        ExprKind::OneOf { value, set } => vec![value, set],
        ExprKind::Between { value, low, high } => vec![value, low, high],
        ExprKind::Call { arguments, .. } => arguments.iter().collect(),
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => [condition, then]
            .into_iter()
            .chain(otherwise)
            .map(|e| &**e)
            .collect(),
        ExprKind::List { kind, items, .. } => {
            let mut all: Vec<&Expr> = items.iter().collect();
            if let ListKind::AtLeast(n) = kind {
                all.push(n);
            }
            all
        }
        ExprKind::OverMembers { value, scope, .. } => match scope {
            Scope::All => vec![value],
            Scope::Among(set) | Scope::Outside(set) => vec![value, set],
        },
        ExprKind::OverDays { value, when, .. } | ExprKind::Latest { value, when, .. } => {
            [value].into_iter().chain(when).map(|e| &**e).collect()
        }
    }
}
