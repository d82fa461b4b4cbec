//! Settings of athletes and of days: in go random cases, out comes nothing, or
//! the smallest one that decides otherwise than `--set` of the same value does.

use std::collections::HashMap;

use touchline::days::{Column, Days, Held};
use touchline::decision::{Decision, SettingFrom};
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{Ruleset, SettingId, Type, Value};

use super::cases::{holds, say, words};
use crate::naive::data::{Athlete, to_days};
use crate::naive::generate::Size;

/// Another value of each setting, out of its type; `at` tells several from each other.
fn others(ruleset: &Ruleset, at: u32) -> Vec<(SettingId, Value)> {
    let other = |ty: &Type, value: Value| match ty {
        Type::Number(ty) => {
            let low = if ty.range.low.is_finite() {
                ty.range.low
            } else {
                -3.0
            };
            let high = if ty.range.high.is_finite() {
                ty.range.high
            } else {
                30.0
            };
            let share = f64::from(at % 5) / 4.0;
            let x = low + (high - low) * share;
            Value::Number(if ty.whole { x.round() } else { x })
        }
        Type::Truth => Value::Truth(at.is_multiple_of(2)),
        Type::Choice(choice) => {
            let count = ruleset.choice(*choice).members.len() as u32;
            Value::Member((at % count) as u8)
        }
        Type::Set(choice) => {
            let count = ruleset.choice(*choice).members.len() as u32;
            Value::Set(u64::from(at) & ((1 << count) - 1))
        }
        Type::Date => value,
    };
    (0u32..)
        .map(SettingId)
        .zip(&ruleset.settings)
        .map(|(id, setting)| (id, other(&setting.ty, setting.value)))
        .collect()
}

/// Fills a setting's column: a value for each row, or none.
fn fill(days: &mut Days, id: SettingId, value: impl Fn(usize) -> Option<Value>) {
    let held: Vec<Option<Held>> = (0..days.len())
        .map(|row| value(row).map(Held::from))
        .collect();
    let slot = days.layout.setting(id).0 as usize;
    days.columns[slot] = match days.columns[slot] {
        Column::Number(_) => Column::Number(
            held.iter()
                .map(|held| match held {
                    Some(Held::Number(x)) => *x,
                    _ => f64::NAN,
                })
                .collect(),
        ),
        Column::Set(_) => Column::Set(
            held.iter()
                .map(|held| match held {
                    Some(Held::Set(mask)) => Some(*mask),
                    _ => None,
                })
                .collect(),
        ),
    };
}

/// The days of a case without the settings that it gives them.
fn plain_days(ruleset: &Ruleset, athletes: &[Athlete]) -> Days {
    let mut days = to_days(ruleset, athletes);
    for (id, _) in others(ruleset, 0) {
        fill(&mut days, id, |_| None);
    }
    days
}

fn decide(ruleset: &Ruleset, days: &Days, options: &Options) -> Vec<Decision> {
    let mut decisions = Evaluator::new(ruleset).decide(days, options);
    for setting in decisions
        .iter_mut()
        .flat_map(|decision| &mut decision.settings)
    {
        setting.from = SettingFrom::Ruleset;
    }
    decisions
}

/// A column that is the same on every day, and a row of the settings file, count as `--set` does.
#[test]
fn the_same_value_for_all_counts_as_that_of_the_command() {
    holds(Size::Full, 120, |case| {
        let ruleset = &case.ruleset;
        let plain = plain_days(ruleset, &case.athletes);
        let set = others(ruleset, words(case.text.len() as u32, 1)[0]);
        let mut columns = plain.clone();
        for &(id, value) in &set {
            fill(&mut columns, id, |_| Some(value));
        }
        let names = case.athletes.iter().map(|athlete| athlete.name.clone());
        let by_athlete: HashMap<_, _> = names.map(|name| (name, set.clone())).collect();
        for which in [Which::EveryDay, Which::Latest] {
            let options = |settings, athlete_settings| Options {
                which,
                settings,
                athlete_settings,
            };
            let given = decide(ruleset, &plain, &options(set.clone(), HashMap::new()));
            let of_data = decide(ruleset, &columns, &options(Vec::new(), HashMap::new()));
            say("given, then in the data", &given, &of_data)?;
            let of_file = decide(ruleset, &plain, &options(Vec::new(), by_athlete.clone()));
            say("given, then in the settings file", &given, &of_file)?;
            // The data wins over the settings file, and that over the command.
            let others = others(ruleset, 3);
            let files = by_athlete.keys().map(|name| (name.clone(), others.clone()));
            let all = decide(ruleset, &columns, &options(others.clone(), files.collect()));
            say("given, then in the data over all else", &given, &all)?;
        }
        Ok(())
    });
}

/// Each day that is decided reads its own value, in all of its windows, as though
/// the command had given it.
#[test]
fn settings_that_change_count_as_given_for_their_day() {
    holds(Size::Full, 60, |case| {
        let ruleset = &case.ruleset;
        let plain = plain_days(ruleset, &case.athletes);
        let mut days = plain.clone();
        let seed = words(case.text.len() as u32, days.len());
        // Some rows say nothing: what was said before holds on.
        let said =
            |row: usize| (!seed[row].is_multiple_of(3)).then(|| others(ruleset, seed[row] % 7));
        for (index, setting) in others(ruleset, 0).iter().enumerate() {
            fill(&mut days, setting.0, |row| Some(said(row)?[index].1));
        }
        let every = Options {
            which: Which::EveryDay,
            ..Options::default()
        };
        let mut changing = decide(ruleset, &days, &every).into_iter();
        for athlete in &plain.athletes {
            let mut alone = plain.clone();
            alone.athletes = vec![athlete.clone()];
            let mut settings = Vec::new();
            for row in athlete.rows.clone() {
                settings = said(row).unwrap_or(settings);
                let options = Options {
                    which: Which::On(plain.dates[row]),
                    settings: settings.clone(),
                    ..Options::default()
                };
                let given = decide(ruleset, &alone, &options);
                let of_data: Vec<_> = changing.next().into_iter().collect();
                say("given for the day, then in the data", &given, &of_data)?;
            }
        }
        Ok(())
    });
}
