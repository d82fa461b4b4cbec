//! What was or could be answered on a day: in go the ruleset and the day, out
//! come the answers that the rules read, each with the values worth trying and
//! how far each lies from what is answered.

use std::collections::HashSet;

use crate::days::Held;
use crate::decision::Datum;
use crate::engine::{Inspector, Options, show};
use crate::ruleset::{ExprId, ExprKind, InputId, Ruleset, Type, Value};
use crate::what_if::{self, Answer, AnswerValues, Change, WhatIf, value_of};

/// One answer of the day.
pub(super) struct Asked {
    pub input: InputId,
    pub member: Option<u8>,
    /// `soreness.quads`
    pub name: String,
    /// What is answered.
    pub is: Option<Datum>,
    /// What counts while nothing is answered.
    pub counts_as: Option<Datum>,
    /// What it is as a number, or counts as.
    pub now: Option<f64>,
    /// What is worth trying; numbers and dates rise.
    pub values: Vec<Answer>,
    /// How much of the range lies between each and what is answered; 0 where nothing is.
    pub shares: Vec<f64>,
    /// The numbers that the rules compare it with.
    pub thresholds: Vec<f64>,
    /// The least difference between two of its values that a coach would write.
    pub grain: f64,
    /// Its values have an order: numbers and dates.
    pub is_ordered: bool,
}

impl Asked {
    /// The change of the answer to one of the values.
    pub fn change(&self, at: usize) -> Option<Change> {
        Some(Change {
            input: self.input,
            member: self.member,
            answer: *self.values.get(at)?,
        })
    }

    /// A value as it is printed.
    pub fn datum(&self, ruleset: &Ruleset, at: usize) -> Datum {
        match self.values.get(at) {
            Some(Answer::Given(value)) => {
                show::value(ruleset, &ruleset.input(self.input).ty, *value)
            }
            // No member of the map is named.
            _ => Datum {
                value: serde_json::Value::Object(serde_json::Map::new()),
                text: "none".to_owned(),
            },
        }
    }

    /// The values that a coach would write between two that are tried and follow each
    /// other: at most so many, evenly apart. None for what has no order.
    pub fn between(&self, at: usize, most: usize) -> Vec<(Answer, f64)> {
        let ends = (self.number(at), self.number(at + 1));
        let (Some(low), Some(high), true) = (ends.0, ends.1, self.is_ordered) else {
            return Vec::new();
        };
        let shares = (self.shares.get(at), self.shares.get(at + 1));
        let (Some(first), Some(last)) = (shares.0.copied(), shares.1.copied()) else {
            return Vec::new();
        };
        let most = f64::from(u32::try_from(most.max(1)).unwrap_or(u32::MAX));
        let steps = ((high - low) / self.grain).max(1.0);
        let step = self.grain * (steps / most).ceil();
        let from = (low / step).floor();
        let mut between = Vec::new();
        let mut count = 1.0;
        while count <= most + 1.0 {
            // Without the dust of the multiplication: 3 times 0.1 is 0.3.
            let x = ((from + count) * step * 1e9).round() / 1e9;
            count += 1.0;
            let near = self.grain * 1e-6;
            if !is_written_whole(Value::Number(x))
                || x <= low + near
                || x >= high - near
                || self.now == Some(x)
            {
                continue;
            }
            let share = first + (last - first) * (x - low) / (high - low);
            let value = match self.values.get(at) {
                Some(Answer::Given(Value::Date(_))) => {
                    what_if::value_of(&Type::Date, Held::Number(x))
                }
                _ => Value::Number(x),
            };
            between.push((Answer::Given(value), share));
        }
        between
    }

    /// A value as a number, where it is one.
    pub fn number(&self, at: usize) -> Option<f64> {
        match self.values.get(at)? {
            Answer::Given(value) => number(*value),
            _ => None,
        }
    }
}

/// The answers that the rules read, in the order of their declarations.
pub(super) fn asked(day: &Inspector<'_>, what_if: &WhatIf<'_>, options: &Options) -> Vec<Asked> {
    let ruleset = day.ruleset();
    let values = AnswerValues::new(ruleset, &options.settings);
    let read = read(ruleset);
    let mut all = Vec::new();
    for (id, input) in ruleset.inputs().filter(|(id, _)| read.contains(id)) {
        let is_answered = what_if.is_answered(id);
        // A map that nobody answered may be answered with nothing at all.
        if input.each.is_some() && !is_answered {
            all.push(Asked {
                input: id,
                member: None,
                name: input.name.clone(),
                is: None,
                counts_as: None,
                now: None,
                values: vec![Answer::NoMember],
                shares: vec![0.0],
                thresholds: Vec::new(),
                grain: 1.0,
                is_ordered: false,
            });
        }
        for target in ruleset.values_of(id) {
            let held = what_if.given(id, target.member);
            let held = held.or_else(|| carried(what_if, id, target.member));
            // Members that are left blank count as the default only once the map is answered.
            let fills = input.each.is_none() || is_answered;
            let default = input.default.filter(|_| fills && held.is_none());
            let counts_as = default.map(|default| day.datum(default));
            let counts_as = counts_as.filter(|datum| !datum.value.is_null());
            let now = match held {
                Some(Held::Number(x)) => Some(x),
                Some(Held::Set(_)) => None,
                None => default.and_then(|default| day.number(default)),
            };
            let tried = values.of(id, held, day.day());
            let tried: Vec<Value> = tried
                .into_iter()
                .filter(|&value| held.is_none_or(|held| Held::from(value) != held))
                .filter(|&value| is_written_whole(value))
                .collect();
            let mut shares = shares(ruleset, id, held, now, &tried);
            if now.is_none() && input.ty == Type::Date {
                // Of dates that nobody gave, those near today are the likelier ones.
                let today = f64::from(day.day());
                let far = |value: &Value| number(*value).map_or(0.0, |x| (x - today).abs() / 1e7);
                shares = tried.iter().map(far).collect();
            }
            all.push(Asked {
                input: id,
                member: target.member,
                name: ruleset.plan_name(target),
                is: held.map(|held| show::value(ruleset, &input.ty, value_of(&input.ty, held))),
                counts_as,
                now,
                values: tried.into_iter().map(Answer::Given).collect(),
                shares,
                thresholds: values.thresholds(id).to_vec(),
                grain: values.grain(id),
                is_ordered: matches!(input.ty, Type::Number(_) | Type::Date),
            });
        }
    }
    all
}

/// What an earlier day gave of what holds until it is given anew.
fn carried(what_if: &WhatIf<'_>, input: InputId, member: Option<u8>) -> Option<Held> {
    if !what_if.ruleset().input(input).lasting {
        return None;
    }
    let days = what_if.days();
    let column = days
        .columns
        .get(days.layout.slot(input, member).0 as usize)?;
    (0..days.len()).rev().find_map(|row| column.get(row))
}

/// How much of its range an answer would change by.
fn shares(
    ruleset: &Ruleset,
    input: InputId,
    held: Option<Held>,
    now: Option<f64>,
    values: &[Value],
) -> Vec<f64> {
    let numbers = || values.iter().copied().filter_map(number);
    let tried =
        numbers().fold(f64::NEG_INFINITY, f64::max) - numbers().fold(f64::INFINITY, f64::min);
    let width = match &ruleset.input(input).ty {
        Type::Number(ty) => Some(ty.range.high - ty.range.low).filter(|width| width.is_finite()),
        _ => None,
    };
    let width = width.unwrap_or(tried);
    let share = |value: &Value| match (value, &ruleset.input(input).ty) {
        (Value::Set(mask), Type::Set(choice)) => {
            let Some(Held::Set(held)) = held else {
                return 0.0;
            };
            let members = ruleset.choice(*choice).members.len().max(1);
            let members = u32::try_from(members).unwrap_or(u32::MAX);
            f64::from((held ^ mask).count_ones()) / f64::from(members)
        }
        (value, Type::Number(_) | Type::Date) => match (now, number(*value)) {
            (Some(now), Some(value)) if width > 0.0 => ((value - now).abs() / width).min(1.0),
            _ => 0.0,
        },
        (value, Type::Choice(choice)) if ruleset.choice(*choice).ordered => {
            let last = ruleset
                .choice(*choice)
                .members
                .len()
                .saturating_sub(1)
                .max(1);
            let last = f64::from(u32::try_from(last).unwrap_or(u32::MAX));
            match (now, number(*value)) {
                (Some(now), Some(value)) => (value - now).abs() / last,
                _ => 0.0,
            }
        }
        (value, _) => match (now, number(*value)) {
            (Some(now), Some(value)) if now != value => 1.0,
            _ => 0.0,
        },
    };
    values.iter().map(share).collect()
}

fn number(value: Value) -> Option<f64> {
    match Held::from(value) {
        Held::Number(x) => Some(x),
        Held::Set(_) => None,
    }
}

/// Whether a value is printed as what it is: with two decimals at most.
fn is_written_whole(value: Value) -> bool {
    match value {
        Value::Number(x) => (x * 100.0 - (x * 100.0).round()).abs() <= 1e-7 * x.abs().max(1.0),
        _ => true,
    }
}

/// The inputs that rules read, by `let`s too.
fn read(ruleset: &Ruleset) -> HashSet<InputId> {
    let mut inputs = HashSet::new();
    let mut seen: HashSet<ExprId> = HashSet::new();
    let rules = ruleset.rules.iter();
    let mut ahead: Vec<ExprId> = rules
        .flat_map(|rule| rule.when.into_iter().chain(rule.unless))
        .collect();
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &ruleset.expr(id).kind {
            ExprKind::Input(input)
            | ExprKind::InputMember(input, _)
            | ExprKind::InputAtMember(input) => {
                if inputs.insert(*input) {
                    ahead.extend(ruleset.input(*input).default);
                }
            }
            ExprKind::Let(name) => ahead.push(ruleset.let_(*name).expr),
            kind => ahead.extend(kind.operands()),
        }
    }
    inputs
}
