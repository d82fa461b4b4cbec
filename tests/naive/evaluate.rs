//! Expressions, one athlete and one day at a time: in go an expression as
//! written, a day and a reading; out comes its value. What several operators
//! share is in `operators`, `members` and `history`.

use std::cell::RefCell;
use std::collections::HashMap;

use touchline::ast::{Comparison, Expr, ExprKind};
use touchline::units::{Conversion, Unit};

use super::data::Athlete;
use super::model::{Model, Type};
use super::settings::Settings;
use super::value::{Members, Pair, Truth, Value, days_of, months_between};

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
    /// What the settings are on the day that is decided.
    pub settings: Settings,
    memo: RefCell<HashMap<MemoKey, Value>>,
}

impl<'a> History<'a> {
    /// As before the ruleset on a decided day, since 1970-01-01.
    pub fn new(model: &'a Model<'a>, athlete: &'a Athlete, date: i64) -> Self {
        let mut history = Self {
            model,
            athlete,
            first: athlete.first(),
            settings: Settings::new(),
            memo: RefCell::default(),
        };
        history.settings = history.settings_on(date);
        history
    }

    /// Another decided day: settings have no history, so all is read anew where they differ.
    pub fn decide_on(&mut self, date: i64) {
        let settings = self.settings_on(date);
        if settings != self.settings {
            self.settings = settings;
            self.memo.borrow_mut().clear();
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
    pub fn bounds_beside(&self, expr: &Expr, beside: &Expr, at: &At, unit: &Unit) -> Option<Pair> {
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
                if let Some(input) = self.model.input(&map.name) {
                    let member = self.model.member(input.each.unwrap(), &member.name);
                    return self.input(input, member, at);
                }
                let key = (map.name.clone(), Some(member.name.clone()));
                self.settings[&key].0.clone()
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
    fn remember<T>(&self, what: &T, at: &At, work: impl Fn() -> Value) -> Value {
        let key = (std::ptr::from_ref(what) as usize, at.clone());
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
            let member = setting.each.map(|choice| {
                let member = at.member_of(choice).unwrap();
                self.model.choices[choice].members[member].clone()
            });
            return self.settings[&(name.to_owned(), member)].0.clone();
        }
        let bare = At {
            members: Vec::new(),
            ..at.clone()
        };
        if let Some(decl) = self.model.let_(name) {
            return self.remember(&decl.value, &bare, || self.value(&decl.value, &bare));
        }
        if let Some(given) = self.model.lookup(name) {
            return self.remember(given.lookup, &bare, || self.lookup(given, &bare));
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
}
