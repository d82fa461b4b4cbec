//! What can be given otherwise: in go a scenario and the inputs that a goal reads,
//! out come the scenarios that differ from it in one of these.

use std::collections::HashSet;

use super::super::coverage::places::ALL_DAYS;
use super::reads::Read;
use super::scenario::{Scenario, Slot};
use crate::days::Held;
use crate::ruleset::{GivenValue, InputId, Ruleset, Type, Value};
use crate::testing::days::TODAY;
use crate::what_if::AnswerValues;

/// No more values of one answer are tried than this.
const MOST_VALUES: usize = 16;
/// No more members of a map are tried than this.
const MOST_MEMBERS: usize = 3;
/// A history without end, and one that is longer than this, is filled so far.
const FAR: u32 = 42;

/// A run of answers, from a day back to another: one slot given so on these days.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Which knob it is of: lines of one knob differ in its value alone.
    pub knob: usize,
    /// The value as a number, where it is one.
    pub number: Option<f64>,
    /// The scenario with it.
    pub scenario: Scenario,
}

/// Scenarios that differ from one in one thing each.
pub(super) struct Knobs<'a> {
    pub ruleset: &'a Ruleset,
    pub values: AnswerValues<'a>,
    /// Counts of days that rules ask for.
    pub counts: Vec<u32>,
}

impl Knobs<'_> {
    /// Everything that is tried next to a scenario.
    pub fn around(&self, scenario: &Scenario, reads: &[Read]) -> Vec<Line> {
        let mut lines = Lines {
            base: scenario,
            found: Vec::new(),
            knob: 0,
        };
        let mut done = HashSet::new();
        for read in reads {
            for slots in self.slots(scenario, read) {
                if read.nearest == 0 && done.insert((slots.clone(), 0, 0)) {
                    self.today(&mut lines, &slots);
                }
                // A history without end is filled as far as it goes, or some days.
                let known = scenario_days(scenario).saturating_sub(1);
                let furthest = match read.furthest {
                    ALL_DAYS => known.max(3),
                    days => days.min(FAR.max(known)),
                };
                let nearest = read.nearest.max(1);
                if nearest <= furthest && done.insert((slots.clone(), nearest, furthest)) {
                    self.past(&mut lines, &slots, read, nearest, furthest);
                }
                // The oldest day of a window.
                if read.shape.counted && read.furthest > FAR && read.furthest < 3660 {
                    self.one_day(&mut lines, &slots, read.furthest);
                }
                if read.shape.counted {
                    self.runs(&mut lines, &slots, read);
                }
            }
        }
        lines.found
    }

    /// Other answers of today alone.
    pub fn todays(&self, scenario: &Scenario, reads: &[Read]) -> Vec<Line> {
        let mut lines = Lines {
            base: scenario,
            found: Vec::new(),
            knob: 0,
        };
        let mut done = HashSet::new();
        for read in reads.iter().filter(|read| read.nearest == 0) {
            for slots in self.slots(scenario, read) {
                let is_given = slots.iter().all(|&slot| scenario.get(0, slot).is_some());
                if is_given && done.insert(slots.clone()) {
                    let knob = lines.next();
                    for value in self.tried(scenario, &slots) {
                        lines.on(knob, &slots, 0..=0, value);
                    }
                }
            }
        }
        lines.found
    }

    /// What is changed together: of a map a member alone, or all that are given.
    fn slots(&self, scenario: &Scenario, read: &Read) -> Vec<Vec<Slot>> {
        let Some(choice) = self.ruleset.input(read.input).each else {
            return vec![vec![(read.input, None)]];
        };
        if let Some(member) = read.member {
            return vec![vec![(read.input, Some(member))]];
        }
        let members = self.ruleset.choice(choice).members.len();
        let given = scenario
            .values
            .keys()
            .filter_map(|(_, (input, member))| (*input == read.input).then_some(*member).flatten());
        // Those that a set given today names matter most.
        let named = scenario
            .values
            .iter()
            .filter_map(|((ago, _), value)| match value {
                GivenValue::Value(Value::Set(mask)) if *ago == 0 => Some(*mask),
                _ => None,
            });
        let mask = named.fold(0u64, |all, mask| all | mask);
        let all = || (0u8..64).take(members);
        let of_sets = all().filter(|member| mask >> member & 1 == 1);
        let others = all().filter(|member| mask >> member & 1 == 0);
        let mut tried: Vec<u8> = Vec::new();
        for member in of_sets
            .take(1)
            .chain(others.take(1))
            .chain(given)
            .chain(all())
        {
            if tried.len() < MOST_MEMBERS && !tried.contains(&member) {
                tried.push(member);
            }
        }
        let alone = tried.iter().map(|&member| vec![(read.input, Some(member))]);
        alone.collect()
    }

    fn today(&self, lines: &mut Lines<'_>, slots: &[Slot]) {
        let knob = lines.next();
        for value in self.tried(lines.base, slots) {
            lines.push(knob, Some(value), |scenario| {
                for &slot in slots {
                    scenario.set(0, slot, Some(value));
                }
            });
        }
        // A map that was answered with nothing, and an answer that is not given.
        if let [(input, Some(_))] = slots {
            lines.push(knob, None, |scenario| {
                scenario.answered.insert((0, *input));
            });
        }
        lines.push(knob, None, |scenario| {
            for &slot in slots {
                scenario.set(0, slot, None);
            }
        });
    }

    fn past(
        &self,
        lines: &mut Lines<'_>,
        slots: &[Slot],
        read: &Read,
        nearest: u32,
        furthest: u32,
    ) {
        let values = self.tried(lines.base, slots);
        let all = nearest..=furthest;
        let knob = lines.next();
        for &value in &values {
            lines.on(knob, slots, all.clone(), value);
        }
        if furthest > nearest {
            let ends = [nearest, furthest];
            for day in ends {
                let knob = lines.next();
                for &value in &values {
                    lines.on(knob, slots, day..=day, value);
                }
            }
        }
        if read.shape.spread && furthest > nearest {
            let knob = lines.next();
            for &value in &values {
                let every_second = all.clone().step_by(2);
                lines.on(knob, slots, every_second, value);
            }
        }
        if read.shape.slope {
            self.slopes(lines, slots, nearest, furthest);
        }
    }

    fn one_day(&self, lines: &mut Lines<'_>, slots: &[Slot], day: u32) {
        let knob = lines.next();
        for value in self.tried(lines.base, slots) {
            lines.on(knob, slots, day..=day, value);
        }
    }

    /// So much more each day, up to today's answer.
    fn slopes(&self, lines: &mut Lines<'_>, slots: &[Slot], nearest: u32, furthest: u32) {
        let Some(&slot) = slots.first() else { return };
        let Type::Number(number) = &self.ruleset.input(slot.0).ty else {
            return;
        };
        let today = match lines.base.get(0, slot) {
            Some(GivenValue::Value(Value::Number(today))) => today,
            _ => middle(number.range.low, number.range.high),
        };
        let knob = lines.next();
        for times in [
            0.0, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, -0.25, -0.5, -1.0, -2.0, -5.0, -10.0,
        ] {
            let slope = times
                * if number.whole {
                    1.0
                } else {
                    self.values.grain(slot.0).max(0.1)
                };
            lines.push_number(knob, slope, |scenario| {
                for ago in nearest..=furthest {
                    let value = today - slope * f64::from(ago);
                    let value = value.clamp(number.range.low, number.range.high);
                    let value = if number.whole { value.round() } else { value };
                    scenario.set(ago, slot, Some(GivenValue::Value(Value::Number(value))));
                }
            });
        }
    }

    /// The last days one value, the days before another.
    fn runs(&self, lines: &mut Lines<'_>, slots: &[Slot], read: &Read) {
        let values = self.tried(lines.base, slots);
        let mut ends: Vec<GivenValue> = Vec::new();
        for value in [values.first(), values.last(), values.get(1)]
            .into_iter()
            .flatten()
        {
            if !ends.contains(value) {
                ends.push(*value);
            }
        }
        // What is given already may be one of the two.
        let known = (0..=scenario_days(lines.base)).flat_map(|ago| {
            let given = slots.first().and_then(|&slot| lines.base.get(ago, slot));
            given.into_iter()
        });
        for value in known.take(2).collect::<Vec<_>>() {
            if !ends.contains(&value) {
                ends.push(value);
            }
        }
        for &recent in &ends {
            for &before in ends.iter().filter(|before| **before != recent) {
                let knob = lines.next();
                for &count in &self.counts {
                    let turn = read.nearest.saturating_add(count);
                    let last = match read.furthest {
                        ALL_DAYS => turn,
                        days => days.clamp(turn, turn.saturating_add(FAR)),
                    };
                    if turn > 3660 {
                        continue;
                    }
                    lines.push(knob, None, |scenario| {
                        for ago in read.nearest..=last {
                            let value = if ago < turn { recent } else { before };
                            for &slot in slots {
                                scenario.set(ago, slot, Some(value));
                            }
                        }
                    });
                }
            }
        }
    }

    /// Days near today, counted from it, and those that are compared with, as dates.
    fn dates(&self, input: InputId, all: &[Value], today: i32) -> Vec<GivenValue> {
        let beside = |day: i32| {
            let day = f64::from(day);
            let mut compared = self.values.thresholds(input).iter();
            compared.any(|limit| (day - limit).abs() < 1.5)
        };
        let near = (-7..=14).chain([21, 28, 42, 60]);
        let mut tried: Vec<GivenValue> = near.map(GivenValue::DaysFromToday).collect();
        for value in all {
            let Value::Date(day) = *value else { continue };
            let ahead = day.saturating_sub(today);
            tried.push(match beside(day) {
                true => GivenValue::Value(Value::Date(day)),
                false if tried.contains(&GivenValue::DaysFromToday(ahead)) => continue,
                false => GivenValue::DaysFromToday(ahead),
            });
        }
        tried
    }

    /// The values of an answer that are tried.
    fn tried(&self, scenario: &Scenario, slots: &[Slot]) -> Vec<GivenValue> {
        let Some(&(input, member)) = slots.first() else {
            return Vec::new();
        };
        let today = scenario.today.unwrap_or(TODAY);
        let now = match scenario.get(0, (input, member)) {
            Some(GivenValue::Value(value)) => Some(Held::from(value)),
            _ => None,
        };
        let all = self.values.of(input, now, today);
        if self.ruleset.input(input).ty == Type::Date {
            return self.dates(input, &all, today);
        }
        let thresholds = self.values.thresholds(input);
        let grain = self.values.grain(input);
        let matters = |value: &Value| match value {
            Value::Number(x) => thresholds
                .iter()
                .any(|threshold| (x - threshold).abs() <= grain * (1.0 + 1e-6)),
            _ => false,
        };
        let every = all.len().div_ceil(MOST_VALUES).max(1);
        let last = all.len().saturating_sub(1);
        let kept = all
            .iter()
            .enumerate()
            .filter(|(index, value)| index % every == 0 || *index == last || matters(value));
        let kept = kept.map(|(_, &value)| GivenValue::Value(value));
        kept.take(4 * MOST_VALUES).collect()
    }
}

fn scenario_days(scenario: &Scenario) -> u32 {
    u32::try_from(scenario.days()).unwrap_or(FAR).min(400)
}

/// Something between the ends of a range, or near the one that there is.
pub(super) fn middle(low: f64, high: f64) -> f64 {
    match (low.is_finite(), high.is_finite()) {
        (true, true) => ((low + high) / 2.0).round().clamp(low, high),
        (true, false) => low.max(0.0) + 1.0,
        (false, true) => high.min(0.0) - 1.0,
        (false, false) => 1.0,
    }
}

struct Lines<'a> {
    base: &'a Scenario,
    found: Vec<Line>,
    knob: usize,
}

impl Lines<'_> {
    fn next(&mut self) -> usize {
        self.knob += 1;
        self.knob
    }

    fn push(&mut self, knob: usize, value: Option<GivenValue>, change: impl FnOnce(&mut Scenario)) {
        let number = match value {
            Some(GivenValue::Value(Value::Number(number))) => Some(number),
            Some(GivenValue::DaysFromToday(days)) => Some(f64::from(days)),
            _ => None,
        };
        self.add(knob, number, change);
    }

    fn push_number(&mut self, knob: usize, number: f64, change: impl FnOnce(&mut Scenario)) {
        self.add(knob, Some(number), change);
    }

    fn on(
        &mut self,
        knob: usize,
        slots: &[Slot],
        days: impl Iterator<Item = u32>,
        value: GivenValue,
    ) {
        self.push(knob, Some(value), |scenario| {
            for ago in days {
                for &slot in slots {
                    scenario.set(ago, slot, Some(value));
                }
            }
        });
    }

    fn add(&mut self, knob: usize, number: Option<f64>, change: impl FnOnce(&mut Scenario)) {
        let mut scenario = self.base.clone();
        change(&mut scenario);
        if scenario != *self.base {
            self.found.push(Line {
                knob,
                number,
                scenario,
            });
        }
    }
}
