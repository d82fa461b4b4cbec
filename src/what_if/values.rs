//! The values that an answer can sensibly take: in go a ruleset and an input,
//! out come the answers that are worth trying, among them those on either side
//! of every threshold that the rules compare it with.

use std::collections::HashMap;

use super::thresholds::thresholds;
use crate::days::Held;
use crate::ruleset::{InputId, NumberType, Range, Ruleset, SettingId, Type, Value};
use crate::units::Unit;

/// A number is tried at no more values than this, thresholds aside.
const MOST_NUMBERS: usize = 64;
/// How many days back a date is tried.
const DAYS_BACK: [i32; 20] = [
    -1, 0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 28, 42, 60, 90, 180, 365, 730, 3650,
];

/// What is worth trying, for each input of a ruleset.
#[derive(Clone, Debug)]
pub struct AnswerValues<'a> {
    ruleset: &'a Ruleset,
    thresholds: HashMap<InputId, Vec<f64>>,
}

impl<'a> AnswerValues<'a> {
    /// Looks through the rules once. `settings` are those with other values than
    /// the ruleset's; of two for one setting the last stands.
    pub fn new(ruleset: &'a Ruleset, settings: &[(SettingId, Value)]) -> Self {
        let settings = settings.iter().copied().collect();
        Self {
            ruleset,
            thresholds: thresholds(ruleset, &settings),
        }
    }

    /// The numbers that rules compare an input with, rising, in its declared unit:
    /// members by index, dates as days since 1970-01-01.
    pub fn thresholds(&self, input: InputId) -> &[f64] {
        self.thresholds.get(&input).map_or(&[], Vec::as_slice)
    }

    /// The smallest difference that a coach would write between two answers:
    /// 1 on a scale of 0 to 10, 0.1 h of hours of sleep. Above 0; 1 for what is no number.
    pub fn grain(&self, input: InputId) -> f64 {
        match &self.ruleset.input(input).ty {
            Type::Number(number) => grain(number, self.thresholds(input)),
            _ => 1.0,
        }
    }

    /// The values of one answer that are worth trying: of a map, of one member.
    ///
    /// `now` is what is answered, `today` the day decided. Numbers and dates rise;
    /// every value lies in the declared range.
    pub fn of(&self, input: InputId, now: Option<Held>, today: i32) -> Vec<Value> {
        match &self.ruleset.input(input).ty {
            Type::Truth => vec![Value::Truth(false), Value::Truth(true)],
            Type::Choice(choice) => {
                let members = self.ruleset.choice(*choice).members.len();
                (0u8..).take(members).map(Value::Member).collect()
            }
            Type::Set(choice) => {
                let members = self.ruleset.choice(*choice).members.len();
                let now = match now {
                    Some(Held::Set(mask)) => mask,
                    _ => 0,
                };
                self.sets(members, now)
            }
            Type::Date => self.dates(input, now, today),
            Type::Number(number) => {
                let now = match now {
                    Some(Held::Number(x)) => Some(x),
                    _ => None,
                };
                numbers(number, self.thresholds(input), now)
                    .into_iter()
                    .map(Value::Number)
                    .collect()
            }
        }
    }

    /// None, all, one, a group, and one member more or less than now.
    fn sets(&self, members: usize, now: u64) -> Vec<Value> {
        let all = match members {
            64.. => u64::MAX,
            members => (1 << members) - 1,
        };
        let single = |member: usize| 1u64.checked_shl(u32::try_from(member).unwrap_or(64));
        let mut masks = vec![now, 0, all];
        masks.extend((0..members).filter_map(single));
        masks.extend((0..members).filter_map(single).map(|bit| now ^ bit));
        masks.extend(self.ruleset.groups.iter().map(|group| group.members & all));
        let mut seen = std::collections::HashSet::new();
        masks.retain(|mask| seen.insert(*mask));
        masks.into_iter().map(Value::Set).collect()
    }

    fn dates(&self, input: InputId, now: Option<Held>, today: i32) -> Vec<Value> {
        let compared = self.thresholds(input).iter().map(|&x| x.round());
        let now = match now {
            Some(Held::Number(x)) => Some(x),
            _ => None,
        };
        let days = compared
            .chain(now)
            .flat_map(|day| [day - 1.0, day, day + 1.0]);
        let mut dates: Vec<i32> = days.map(super::day).collect();
        dates.extend(DAYS_BACK.map(|back| today.saturating_sub(back)));
        dates.sort_unstable();
        dates.dedup();
        dates.into_iter().map(Value::Date).collect()
    }
}

/// How far from a threshold still counts as just beside it, in the unit of the
/// type: 1 on a scale of 0 to 10, 1 h of hours from 0 to 16, otherwise a tenth of
/// the threshold, made round. Above 0.
pub fn step(number: &NumberType, threshold: f64) -> f64 {
    let width = number.range.high - number.range.low;
    let size = match width.is_finite() {
        true => width,
        false => threshold.abs(),
    };
    match size > 0.0 {
        true => round_down(size / 10.0).max(grain(number, &[threshold])),
        false => 1.0,
    }
}

/// See [`AnswerValues::grain`].
fn grain(number: &NumberType, thresholds: &[f64]) -> f64 {
    let Range { low, high } = number.range;
    let width = high - low;
    if number.whole {
        return 1.0;
    }
    let is_whole = |x: f64| x.fract() == 0.0;
    let is_scale = number.unit == Unit::none() && (4.0..=100.0).contains(&width);
    if is_scale && is_whole(low) && thresholds.iter().copied().all(is_whole) {
        return 1.0;
    }
    let size = match width.is_finite() {
        true => width,
        false => thresholds
            .iter()
            .fold(0.0, |most: f64, x| most.max(x.abs())),
    };
    match size > 0.0 {
        true => round_down(size / 100.0),
        false => 1.0,
    }
}

/// The next of 1, 2, 5, 10, 20 … or 0.5, 0.2, 0.1 … that is not above.
fn round_down(x: f64) -> f64 {
    let mut power = 10f64.powf(x.log10().floor());
    if !power.is_finite() || power <= 0.0 {
        power = f64::MIN_POSITIVE;
    }
    let times = [5.0, 2.0]
        .into_iter()
        .find(|times| times * power <= x * (1.0 + 1e-9));
    times.unwrap_or(1.0) * power
}

/// A multiple of the grain, without the dust of the multiplication: 3 times 0.1 is 0.3.
fn multiple(times: f64, grain: f64) -> f64 {
    match grain < 1.0 {
        true => (times / (1.0 / grain).round()).clamp(f64::MIN, f64::MAX),
        false => times * grain,
    }
}

fn numbers(number: &NumberType, thresholds: &[f64], now: Option<f64>) -> Vec<f64> {
    let grain = grain(number, thresholds);
    let Range { low, high } = number.range;
    let beside = |x: f64| {
        let times = (x / grain).round();
        let below = multiple(times - 1.0, grain);
        let above = multiple(times + 1.0, grain);
        [below, multiple(times, grain), x, above]
    };
    let known: Vec<f64> = thresholds.iter().copied().chain(now).collect();
    let most = known.iter().fold(0.0, |most: f64, x| most.max(x.abs()));
    let reach = if most > 0.0 {
        2.0 * most
    } else {
        100.0 * grain
    };
    // Without an end, nothing sensible lies much beyond what is compared or answered.
    let least = match known.iter().any(|&x| x < 0.0) {
        true => -reach,
        false => 0.0,
    };
    let from = if low.is_finite() {
        low
    } else {
        least.min(high)
    };
    let to = if high.is_finite() {
        high
    } else {
        reach.max(low)
    };
    let mut step = grain;
    while (to - from) / step > MOST_FLOAT {
        step = round_up(step);
    }
    let first = (from / step).ceil();
    let on_grid = (0..=MOST_NUMBERS)
        .map(|count| first + f64::from(u16::try_from(count).unwrap_or(u16::MAX)))
        .map(|times| multiple(times, step));
    let mut values: Vec<f64> = on_grid.filter(|&x| x <= to).collect();
    values.extend([from, to]);
    values.extend(known.iter().copied().flat_map(beside));
    values.retain(|x| number.range.contains(*x) && x.is_finite());
    if number.whole {
        values.retain(|x| x.fract() == 0.0);
    }
    values.sort_by(f64::total_cmp);
    values.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * a.abs().max(1e-3));
    values
}

const MOST_FLOAT: f64 = 64.0;

/// The next of 1, 2, 5, 10, 20 … that is above.
fn round_up(x: f64) -> f64 {
    let power = 10f64.powf((x * (1.0 + 1e-9)).log10().floor());
    let next = [2.0, 5.0, 10.0]
        .into_iter()
        .find(|times| times * power > x * (1.0 + 1e-9));
    next.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::{AnswerValues, round_down, round_up, step};
    use crate::days::Held;
    use crate::ruleset::{NumberType, Range, Ruleset, Value};

    fn values(text: &str, now: Option<f64>) -> (Vec<f64>, f64) {
        let ruleset = Ruleset::from_text("test", text).unwrap();
        let values = AnswerValues::new(&ruleset, &[]);
        let (id, _) = ruleset.inputs().next().unwrap();
        let numbers = values.of(id, now.map(Held::Number), 20_000);
        let numbers = numbers.into_iter().filter_map(|value| match value {
            Value::Number(x) => Some(x),
            Value::Date(day) => Some(f64::from(day)),
            _ => None,
        });
        (numbers.collect(), values.grain(id))
    }

    #[test]
    fn a_scale_is_tried_at_its_whole_numbers() {
        let (values, grain) = values(
            "input soreness: scale 0 to 10\nrule \"Sore\"\n  when soreness >= 5\n  then rest\n  because \"Sore.\"\notherwise train\n",
            None,
        );
        assert_eq!(
            values,
            [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]
        );
        assert_eq!(grain, 1.0);
    }

    #[test]
    fn a_threshold_is_tried_from_either_side() {
        let (values, grain) = values(
            "input sleep: hours from 0 to 16\nrule \"Short\"\n  when sleep in min < 405\n  then rest\n  because \"Short.\"\notherwise train\n",
            None,
        );
        assert_eq!(grain, 0.1);
        let near: Vec<f64> = values
            .into_iter()
            .filter(|x| (6.5..=7.0).contains(x))
            .collect();
        assert_eq!(near, [6.5, 6.7, 6.75, 6.8, 6.9, 7.0]);
    }

    #[test]
    fn what_has_no_end_is_tried_up_to_twice_what_is_known() {
        let (values, _) = values(
            "input load: kg\nrule \"Heavy\"\n  when load > 100 kg\n  then rest\n  because \"Heavy.\"\notherwise train\n",
            Some(120.0),
        );
        assert!(values.len() < 100, "{values:?}");
        assert_eq!((values.first(), values.last()), (Some(&0.0), Some(&240.0)));
        assert!(
            [99.0, 100.0, 101.0, 119.0, 120.0, 121.0]
                .iter()
                .all(|x| values.contains(x))
        );
    }

    #[test]
    fn just_beside_is_a_step_away() {
        let number = |whole, low, high| NumberType {
            whole,
            range: Range::new(low, high),
            ..NumberType::plain()
        };
        assert_eq!(step(&number(false, 0.0, 10.0), 5.0), 1.0);
        assert_eq!(step(&number(false, 0.0, 16.0), 7.0), 1.0);
        assert_eq!(step(&number(true, 0.0, 5.0), 2.0), 1.0);
        assert_eq!(step(&number(false, 0.0, f64::INFINITY), 300.0), 20.0);
        assert_eq!(step(&NumberType::plain(), 0.0), 1.0);
    }

    #[test]
    fn steps_are_round() {
        assert_eq!(
            [0.16, 10.0, 4.9, 0.01].map(round_down),
            [0.1, 10.0, 2.0, 0.01]
        );
        assert_eq!([1.0, 2.0, 5.0, 50.0].map(round_up), [2.0, 5.0, 10.0, 100.0]);
    }
}
