//! The same day with other answers: in go one athlete's days and answers that
//! might be given on the day decided, out comes what would be decided then.
//!
//! Nothing is worked out here: each set of answers becomes an athlete of its
//! own with the same past, and the engine decides them all at once.
//! [`AnswerValues`] says which answers are worth trying.

mod thresholds;
mod values;

pub use values::{AnswerValues, step};

use crate::days::{AthleteRows, Column, Days, Held, Slot};
use crate::decision::Decision;
use crate::engine::{Evaluator, Examined, Options, Outcome, Which};
use crate::ruleset::{ExprId, InputId, Ruleset, Type, Value};

/// Rows that are laid out at once, so that many answers to a long history do not
/// fill the memory.
const MOST_ROWS: usize = 1 << 17;

/// One answer of the day decided, given otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The input or plan value.
    pub input: InputId,
    /// The member of a map; `None` for the whole map, or for what is no map.
    pub member: Option<u8>,
    /// What becomes of it.
    pub answer: Answer,
}

/// What becomes of an answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Answer {
    /// This is answered, in the unit of the declared type. Never of a whole map.
    Given(Value),
    /// A whole map was answered with no member named (`{}`, or `none` in a cell):
    /// what its members held is forgotten.
    NoMember,
    /// It is not answered: of a whole map, none of its members either.
    Open,
}

/// One athlete-day that can be decided with other answers.
#[derive(Clone, Debug)]
pub struct WhatIf<'a> {
    ruleset: &'a Ruleset,
    evaluator: Evaluator<'a>,
    /// The athlete's rows up to the day decided, which is the last.
    base: Days,
    day: i32,
    options: Options,
}

impl<'a> WhatIf<'a> {
    /// The day `day` (days since 1970-01-01) of an athlete, by the index into
    /// [`Days::athletes`]; later rows are not read. A day without a row is one
    /// without answers. Of the options only the settings count.
    pub fn new(
        ruleset: &'a Ruleset,
        days: &Days,
        athlete: usize,
        day: i32,
        options: &Options,
    ) -> Self {
        Self::observing(ruleset, days, athlete, day, options, &[])
    }

    /// The same, with expressions to be read by [`WhatIf::examine`] and [`WhatIf::numbers`].
    pub fn observing(
        ruleset: &'a Ruleset,
        days: &Days,
        athlete: usize,
        day: i32,
        options: &Options,
        observed: &[ExprId],
    ) -> Self {
        let athlete = days.athletes.get(athlete);
        let own = athlete.and_then(|athlete| options.athlete_settings.get(&athlete.name));
        // Of two values of a setting the last stands.
        let settings = options.settings.iter().chain(own.into_iter().flatten());
        Self {
            ruleset,
            evaluator: Evaluator::observing(ruleset, observed),
            base: one_athlete(days, athlete, day),
            day,
            options: Options {
                which: Which::On(day),
                settings: settings.copied().collect(),
                ..Options::default()
            },
        }
    }

    /// The ruleset.
    pub fn ruleset(&self) -> &'a Ruleset {
        self.ruleset
    }

    /// The day decided, days since 1970-01-01.
    pub fn day(&self) -> i32 {
        self.day
    }

    /// What the day decided holds of an input, or of a map's member; what is
    /// carried to it from earlier days is not given on it.
    pub fn given(&self, input: InputId, member: Option<u8>) -> Option<Held> {
        let slot = self.base.layout.slot(input, member);
        self.base.columns.get(slot.0 as usize)?.get(self.today())
    }

    /// Whether the day decided answers an input; of a map, any member, or that there is none.
    pub fn is_answered(&self, input: InputId) -> bool {
        let column = |slot: Slot| self.base.columns.get(slot.0 as usize);
        slots(self.ruleset, &self.base, input)
            .any(|slot| column(slot).is_some_and(|column| column.get(self.today()).is_some()))
    }

    /// Keeps answers: what is asked from now on starts from them.
    pub fn keep(&mut self, changes: &[Change]) {
        let today = self.today();
        for change in changes {
            apply(self.ruleset, &mut self.base, today, change);
        }
    }

    /// The days as they stand: those of one athlete, up to the day decided.
    pub fn days(&self) -> &Days {
        &self.base
    }

    /// The decision as it stands.
    pub fn decide(&self) -> Option<Decision> {
        self.evaluator
            .decide(&self.base, &self.options)
            .into_iter()
            .next()
    }

    /// The verdicts with each of some sets of answers, in their order.
    pub fn outcomes(&self, variants: &[Vec<Change>]) -> Vec<Outcome> {
        self.batches(variants, |days| {
            self.evaluator.outcomes(days, &self.options)
        })
    }

    /// The decisions with each of some sets of answers, in their order, with
    /// everything behind them.
    pub fn examine(&self, variants: &[Vec<Change>]) -> Vec<Examined> {
        self.batches(variants, |days| self.evaluator.examine(days, &self.options))
    }

    /// What the observed expressions are with each of some sets of answers: exact
    /// numbers in the unit of their type, members by index, dates as days since
    /// 1970-01-01; `None` where they are missing, known within bounds, or no number.
    pub fn numbers(&self, variants: &[Vec<Change>]) -> Vec<Vec<Option<f64>>> {
        self.batches(variants, |days| self.evaluator.numbers(days, &self.options))
    }

    fn batches<T>(&self, variants: &[Vec<Change>], make: impl Fn(&Days) -> Vec<T>) -> Vec<T> {
        let at_once = (MOST_ROWS / self.base.len().max(1)).max(1);
        let made = variants
            .chunks(at_once)
            .map(|variants| make(&self.repeated(variants)));
        made.flatten().collect()
    }

    /// An athlete for each set of answers.
    fn repeated(&self, variants: &[Vec<Change>]) -> Days {
        let (times, rows) = (variants.len(), self.base.len());
        let columns = self.base.columns.iter().map(|column| match column {
            Column::Number(values) => Column::Number(values.repeat(times)),
            Column::Set(values) => Column::Set(values.repeat(times)),
        });
        let athlete = |number: usize| AthleteRows {
            name: format!("{number}"),
            rows: number * rows..(number + 1) * rows,
        };
        let mut days = Days {
            athletes: (0..times).map(athlete).collect(),
            dates: self.base.dates.repeat(times),
            columns: columns.collect(),
            layout: self.base.layout.clone(),
        };
        for (number, changes) in variants.iter().enumerate() {
            for change in changes {
                let today = number * rows + self.today();
                apply(self.ruleset, &mut days, today, change);
            }
        }
        days
    }

    fn today(&self) -> usize {
        self.base.len().saturating_sub(1)
    }
}

/// The rows of one athlete up to a day, which has a row even where the data has none.
fn one_athlete(days: &Days, athlete: Option<&AthleteRows>, day: i32) -> Days {
    let rows = athlete.map_or(0..0, |athlete| athlete.rows.clone());
    let mut dates = days.dates.get(rows.clone()).unwrap_or_default().to_vec();
    dates.retain(|&date| date <= day);
    let kept = rows.start..rows.start + dates.len();
    let is_new = dates.last() != Some(&day);
    if is_new {
        dates.push(day);
    }
    let columns = days.columns.iter().map(|column| match column {
        unused if unused.is_empty() && !days.is_empty() => unused.clone(),
        Column::Number(values) => {
            let mut values = values.get(kept.clone()).unwrap_or_default().to_vec();
            values.resize(dates.len(), f64::NAN);
            Column::Number(values)
        }
        Column::Set(values) => {
            let mut values = values.get(kept.clone()).unwrap_or_default().to_vec();
            values.resize(dates.len(), None);
            Column::Set(values)
        }
    });
    Days {
        athletes: vec![AthleteRows {
            name: athlete.map_or_else(String::new, |athlete| athlete.name.clone()),
            rows: 0..dates.len(),
        }],
        columns: columns.collect(),
        layout: days.layout.clone(),
        dates,
    }
}

/// The columns of an input: its own; of a map, those of its members and the one
/// that says whether it was answered.
fn slots(ruleset: &Ruleset, days: &Days, input: InputId) -> impl Iterator<Item = Slot> {
    let each = ruleset.input(input).each;
    let first = days.layout.slot(input, None);
    let members = each.map_or(0, |choice| ruleset.choice(choice).members.len());
    let count = u32::try_from(members).unwrap_or(0);
    (first.0..=first.0 + count).map(Slot)
}

fn apply(ruleset: &Ruleset, days: &mut Days, row: usize, change: &Change) {
    let &Change {
        input,
        member,
        answer,
    } = change;
    match (answer, member) {
        (Answer::Given(value), _) => {
            let slot = days.layout.slot(input, member);
            put(days, slot, row, Some(value.into()));
        }
        (Answer::Open, Some(_)) => {
            let slot = days.layout.slot(input, member);
            put(days, slot, row, None);
        }
        (Answer::Open | Answer::NoMember, _) => {
            let all: Vec<Slot> = slots(ruleset, days, input).collect();
            for &slot in &all {
                put(days, slot, row, None);
            }
            if let (Answer::NoMember, Some(choice)) = (answer, ruleset.input(input).each) {
                let members = ruleset.choice(choice).members.len();
                let slot = days.layout.answered(input, members);
                put(days, slot, row, Some(Value::Truth(true).into()));
            }
        }
    }
}

fn put(days: &mut Days, slot: Slot, row: usize, held: Option<Held>) {
    let rows = days.dates.len();
    match days.columns.get_mut(slot.0 as usize) {
        Some(Column::Number(values)) => {
            values.resize(rows, f64::NAN);
            if let Some(value) = values.get_mut(row) {
                *value = match held {
                    Some(Held::Number(number)) => number,
                    _ => f64::NAN,
                };
            }
        }
        Some(Column::Set(values)) => {
            values.resize(rows, None);
            if let Some(value) = values.get_mut(row) {
                *value = match held {
                    Some(Held::Set(mask)) => Some(mask),
                    _ => None,
                };
            }
        }
        None => {}
    }
}

/// What a column holds as a value of a type.
pub fn value_of(ty: &Type, held: Held) -> Value {
    match (ty, held) {
        (_, Held::Set(mask)) => Value::Set(mask),
        (Type::Truth, Held::Number(x)) => Value::Truth(x != 0.0),
        (Type::Choice(_), Held::Number(x)) => Value::Member(index(x)),
        (Type::Date, Held::Number(x)) => Value::Date(day(x)),
        (Type::Number(_) | Type::Set(_), Held::Number(x)) => Value::Number(x),
    }
}

/// A member's index as columns hold it, which is one of at most 64.
fn index(x: f64) -> u8 {
    (0u8..64).find(|&index| f64::from(index) >= x).unwrap_or(63)
}

/// A day as columns hold it: a whole number of days within some centuries.
#[allow(
    clippy::cast_possible_truncation,
    reason = "kept within the range first"
)]
fn day(x: f64) -> i32 {
    x.round().clamp(f64::from(i32::MIN), f64::from(i32::MAX)) as i32
}
