//! A day that could be given in a test: in go what a case or an example gives, or
//! nothing, and changes of it; out come the days of an athlete, for many at once.

use std::collections::{BTreeMap, BTreeSet};

use crate::days::DaysBuilder;
use crate::engine::Options;
use crate::ruleset::{Case, Given, GivenValue, InputId, Ruleset, SettingId, Target, Test, Value};
use crate::testing::days::TODAY;

/// What is given to: an input, or a member of a map.
pub(super) type Slot = (InputId, Option<u8>);

/// What a test gives, each value once.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Scenario {
    /// The day it is played on, where it says so.
    pub today: Option<i32>,
    /// Values by how many days ago, and for what.
    pub values: BTreeMap<(u32, Slot), GivenValue>,
    /// Maps that were answered, by how many days ago.
    pub answered: BTreeSet<(u32, InputId)>,
    /// Settings.
    pub settings: Vec<(SettingId, Value)>,
}

impl Scenario {
    /// What some givens come to, a later one in place of an earlier one.
    pub fn of<'a>(given: impl Iterator<Item = &'a Given>, today: Option<i32>) -> Self {
        let mut scenario = Self {
            today,
            ..Self::default()
        };
        for given in given {
            scenario.give(given);
        }
        scenario
    }

    /// What a case gives on top of its test.
    pub fn of_case(test: &Test, case: Option<&Case>) -> Self {
        let of_case = case.into_iter().flat_map(|case| &case.given);
        let today = case.and_then(|case| case.today).or(test.today);
        Self::of(test.given.iter().chain(of_case), today)
    }

    fn give(&mut self, given: &Given) {
        let ago = given.days_ago;
        match (given.target, given.value) {
            (Target::Input(input), GivenValue::Answered) => {
                self.values
                    .retain(|&(day, (map, _)), _| day != ago || map != input);
                self.answered.insert((ago, input));
            }
            (Target::Input(input), value) => {
                self.values.insert((ago, (input, None)), value);
            }
            (Target::Member(input, member), value) => {
                self.values.insert((ago, (input, Some(member))), value);
            }
            (Target::Setting(setting), GivenValue::Value(value)) => {
                self.settings.retain(|(known, _)| *known != setting);
                self.settings.push((setting, value));
            }
            (Target::Setting(_), _) => {}
        }
    }

    /// Gives a value on a day, or with `None` takes it back.
    pub fn set(&mut self, ago: u32, slot: Slot, value: Option<GivenValue>) {
        match value {
            Some(value) => self.values.insert((ago, slot), value),
            None => self.values.remove(&(ago, slot)),
        };
    }

    /// What is given on a day.
    pub fn get(&self, ago: u32, slot: Slot) -> Option<GivenValue> {
        self.values.get(&(ago, slot)).copied()
    }

    /// The inputs that it gives.
    pub fn inputs(&self) -> Vec<InputId> {
        let mut inputs: Vec<InputId> = self.values.keys().map(|(_, (input, _))| *input).collect();
        inputs.extend(self.answered.iter().map(|(_, input)| *input));
        inputs.sort_unstable();
        inputs.dedup();
        inputs
    }

    /// The same without an input.
    pub fn without(&self, input: InputId) -> Self {
        let mut other = self.clone();
        other.values.retain(|&(_, (of, _)), _| of != input);
        other.answered.retain(|&(_, of)| of != input);
        other
    }

    /// The same with an input as another scenario gives it.
    pub fn as_in(&self, from: &Self, input: InputId) -> Self {
        let mut other = self.without(input);
        let values = from.values.iter().filter(|((_, (of, _)), _)| *of == input);
        other
            .values
            .extend(values.map(|(key, value)| (*key, *value)));
        let answered = from.answered.iter().filter(|(_, of)| *of == input);
        other.answered.extend(answered.copied());
        other
    }

    /// The same with an input given so many days back at most, and without one of
    /// its members.
    pub fn only_days(&self, input: InputId, days: u32, without: Option<u8>) -> Self {
        let mut other = self.clone();
        other.values.retain(|&(ago, (of, member)), _| {
            of != input || ago <= days && (without.is_none() || member != without)
        });
        other
            .answered
            .retain(|&(ago, of)| of != input || ago <= days);
        other
    }

    /// How much there is to write of it beyond another one.
    pub fn effort(&self, base: &Self) -> usize {
        let values = self.values.iter();
        let others = values.filter(|(key, value)| base.values.get(key) != Some(value));
        others
            .map(|(_, value)| match value {
                GivenValue::Value(Value::Number(number)) => 8 + format!("{number}").len(),
                GivenValue::Value(Value::Set(mask)) => {
                    9 + usize::try_from(mask.count_ones()).unwrap_or(64)
                }
                _ => 10,
            })
            .sum()
    }

    /// How far its numbers lie from those of another one, or from 0 where it has none.
    pub fn apart(&self, base: &Self) -> f64 {
        let number = |value: Option<&GivenValue>| match value {
            Some(GivenValue::Value(Value::Number(number))) => *number,
            _ => 0.0,
        };
        let values = self.values.iter();
        values
            .map(|(key, value)| (number(Some(value)) - number(base.values.get(key))).abs())
            .sum()
    }

    /// What is given on a day.
    pub fn on(&self, ago: u32) -> Vec<(Slot, GivenValue)> {
        let values = self.values.iter().filter(|((day, _), _)| *day == ago);
        values.map(|((_, slot), value)| (*slot, *value)).collect()
    }

    /// How many days the history is long, the day decided included.
    pub fn days(&self) -> usize {
        let values = self.values.keys().map(|(ago, _)| *ago);
        let answered = self.answered.iter().map(|(ago, _)| *ago);
        let furthest = values.chain(answered).max().unwrap_or(0);
        usize::try_from(furthest).map_or(usize::MAX, |furthest| furthest + 1)
    }

    /// Puts it among the days of others, as an athlete of its own.
    fn add(&self, ruleset: &Ruleset, days: &mut DaysBuilder, options: &mut Options, name: &str) {
        let today = self.today.unwrap_or(TODAY);
        let date = |ago: u32| today.saturating_sub(i32::try_from(ago).unwrap_or(i32::MAX));
        days.row(name, today);
        for &(ago, input) in &self.answered {
            let members = ruleset.input(input).each;
            let members = members.map_or(0, |each| ruleset.choice(each).members.len());
            let slot = days.layout().answered(input, members);
            let row = days.row(name, date(ago));
            days.set(row, slot, Value::Truth(true));
        }
        for (&(ago, (input, member)), &value) in &self.values {
            let value = match value {
                GivenValue::Value(value) => value,
                GivenValue::DaysFromToday(ahead) => Value::Date(today.saturating_add(ahead)),
                GivenValue::Answered => continue,
            };
            let slot = days.layout().slot(input, member);
            let row = days.row(name, date(ago));
            days.set(row, slot, value);
        }
        if !self.settings.is_empty() {
            let settings = self.settings.clone();
            options.athlete_settings.insert(name.to_owned(), settings);
        }
    }
}

/// Scenarios as the days of an athlete each, in their order.
pub(super) fn together(ruleset: &Ruleset, scenarios: &[Scenario]) -> (crate::days::Days, Options) {
    let mut days = DaysBuilder::new(ruleset);
    let mut options = Options::default();
    for (number, scenario) in scenarios.iter().enumerate() {
        scenario.add(ruleset, &mut days, &mut options, &number.to_string());
    }
    (days.finish(), options)
}
