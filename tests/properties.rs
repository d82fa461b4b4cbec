//! Properties that hold of every ruleset and all data: in go random ones, out
//! comes nothing, or the smallest case that breaks a property, as text.
//!
//! `TOUCHLINE_CASES` sets how many cases are tried (a few hundred by default),
//! `TOUCHLINE_SEED` where they start, `TOUCHLINE_SHOW=1` tells what was generated.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation
)]

mod cases;
pub mod explained;
mod generator;
mod never_and_always;
mod possible;
mod ranges;
mod rewriting;
mod settings;

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::test_runner::TestCaseError;
use touchline::decision::{Decision, SettingFrom};
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{SettingId, Value};
use touchline::{Parsed, Ruleset, Source, data};

use self::cases::{
    COMPARED, START, cases, decide_with, holds, options, runner, say, source, which, words,
};
use crate::naive::compare::differences;
use crate::naive::data::{Answer, Athlete, from_days, to_days};
use crate::naive::decide::{Days, decide};
use crate::naive::generate::{Size, Tape, athletes};
use crate::naive::merge::Merged;
use crate::naive::model::Model;

#[test]
fn the_engine_decides_as_the_naive_evaluator_does() {
    holds(Size::Full, COMPARED, |case| {
        let first = case.athletes[0].first();
        let model = Model::new(&case.merged);
        for days in [Days::Every, Days::On(first + 4), Days::On(first + 30)] {
            let naive = decide(&case.merged, &case.athletes, days);
            let engine = case.decide(which(days));
            let different = differences(&model, &naive, &engine);
            if !different.is_empty() {
                return Err(format!("{days:?}\n{different}"));
            }
        }
        Ok(())
    });
}

/// Without what the order of declarations may change: lines, and the text's own sum;
/// and without who set a threshold.
fn without_lines(decisions: Vec<Decision>) -> Vec<Decision> {
    decisions
        .into_iter()
        .map(|mut decision| {
            for reason in &mut decision.reasons {
                reason.line = 0;
            }
            for setting in &mut decision.settings {
                setting.from = SettingFrom::Ruleset;
            }
            decision.ruleset.sha256.clear();
            decision
        })
        .collect()
}

#[test]
fn the_order_of_declarations_never_matters() {
    holds(Size::Full, 120, |case| {
        let mut files = case.draft.files.clone();
        for file in &mut files {
            let middle = file.declarations.len() / 3;
            file.declarations.rotate_left(middle);
            file.declarations.reverse();
        }
        let other = source(&files).parse().and_then(Parsed::check);
        let other = other.map_err(|error| error.to_string())?.ruleset;
        let which = Which::EveryDay;
        say(
            "declarations in another order",
            &without_lines(case.decide(which)),
            &without_lines(decide_with(&other, &case.athletes, which)),
        )
    });
}

#[test]
fn athletes_together_decide_as_each_alone() {
    holds(Size::Full, 120, |case| {
        let together = case.decide(Which::EveryDay);
        let alone: Vec<Decision> = case
            .athletes
            .iter()
            .flat_map(|athlete| case.decide_for(std::slice::from_ref(athlete), Which::EveryDay))
            .collect();
        say("together, then alone", &together, &alone)
    });
}

#[test]
fn deciding_one_day_is_deciding_every_day_up_to_it() {
    holds(Size::Full, 120, |case| {
        let every = case.decide(Which::EveryDay);
        for athlete in &case.athletes {
            for &date in athlete.rows.keys() {
                let on = Which::On(i32::try_from(date).unwrap());
                let one = case.decide_for(std::slice::from_ref(athlete), on);
                let day = crate::naive::value::show_date(date);
                let same = every
                    .iter()
                    .find(|d| d.athlete == athlete.name && d.date == day);
                say("on one day, and among every day", &one.first(), &same)?;
            }
        }
        Ok(())
    });
}

/// Windows read their days alone: an older first row changes nothing in them.
#[test]
fn a_window_is_the_same_wherever_the_history_starts() {
    let text = |expression: &str| {
        format!(
            "input load: number from 0 to 1000\n\nrule \"Shown\"\n  when {expression} is known\n  \
             flag \"{{{expression}}}\"\n\notherwise train\n"
        )
    };
    let mut runner = runner(cases(60));
    let loads = vec(proptest::option::weighted(0.8, 0u32..1000), 8..80);
    let expressions = [
        "(average load over last 7 days with at least 1 known)",
        "(sum of (load / 7) over last 7 days with at least 1 known)",
        "(sd of (load * 0.1) over 6 days before today with at least 2 known)",
        "(trend of (load / 3) over last 7 days with at least 2 known)",
        "(z_score of (load / 3) over last 7 days with at least 2 known)",
        "(median load over 5 days before today with at least 1 known)",
        "(days when (load > 500) over last 7 days)",
    ];
    let rulesets: Vec<Ruleset> = expressions
        .iter()
        .map(|expression| {
            let text = text(expression);
            Ruleset::from_text("window.touchline", text).unwrap_or_else(|e| panic!("{e}"))
        })
        .collect();
    runner
        .run(&(loads, 0usize..70), |(loads, dropped)| {
            let key = ("load".to_owned(), None);
            let rows = |from: usize| {
                let mut rows = BTreeMap::new();
                for (day, load) in loads.iter().enumerate().skip(from) {
                    let mut row = BTreeMap::new();
                    if let Some(load) = load {
                        row.insert(key.clone(), Answer::Number(f64::from(*load) * 0.1));
                    }
                    rows.insert(START + day as i64, row);
                }
                vec![Athlete {
                    name: "a".into(),
                    rows,
                    ..Athlete::default()
                }]
            };
            let from = dropped.min(loads.len() - 8);
            for ruleset in &rulesets {
                let whole = decide_with(ruleset, &rows(0), Which::Latest);
                let part = decide_with(ruleset, &rows(from), Which::Latest);
                if whole != part {
                    let (whole, part) = (&whole[0].flags, &part[0].flags);
                    return Err(TestCaseError::fail(format!("{whole:?}\n{part:?}")));
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

/// More rows than any batch holds.
#[test]
fn hundreds_of_athletes_decide_as_each_alone() {
    holds(Size::Full, 6, |case| {
        let mut squad: Vec<Athlete> = Vec::new();
        for seed in 1..250 {
            squad.extend(athletes(
                &mut Tape::new(&words(seed, 1500)),
                &case.draft,
                20,
            ));
        }
        for (index, athlete) in squad.iter_mut().enumerate() {
            athlete.name = format!("athlete {index}");
        }
        let together = case.decide_for(&squad, Which::EveryDay);
        let mut alone = Vec::new();
        for athlete in &squad {
            alone.extend(case.decide_for(std::slice::from_ref(athlete), Which::EveryDay));
        }
        say("how many", &together.len(), &alone.len())?;
        for (together, alone) in together.iter().zip(&alone) {
            say("together, then alone", together, alone)?;
        }
        Ok(())
    });
}

/// Not random: every row of the data that comes with the rulesets, as read.
#[test]
fn shipped_rulesets_decide_as_the_naive_evaluator_does() {
    for name in touchline::built_in::names() {
        let source = Source::read(format!("rulesets/{name}.touchline")).unwrap();
        let parsed = source.parse().unwrap();
        let merged = Merged::new(parsed.program());
        let ruleset = parsed.check().unwrap().ruleset;
        let paths = [format!("rulesets/{name}.csv")];
        let read = data::read_paths(&ruleset, &paths, &data::Options::default()).unwrap();
        let options = Options {
            which: Which::EveryDay,
            ..Options::default()
        };
        let engine = Evaluator::new(&ruleset).decide(&read.days, &options);
        let naive = decide(&merged, &from_days(&ruleset, &read.days), Days::Every);
        assert!(!naive.is_empty());
        let different = differences(&Model::new(&merged), &naive, &engine);
        assert!(different.is_empty(), "{name}\n{different}");
    }
}

#[test]
fn years_of_one_athlete_decide_as_the_naive_evaluator_does() {
    holds(Size::Full, 8, |case| {
        let mut rows = BTreeMap::new();
        for seed in 1..100 {
            let first = &athletes(&mut Tape::new(&words(seed, 1500)), &case.draft, 20)[0];
            let shift = START + 21 * i64::from(seed) - first.first();
            rows.extend(
                first
                    .rows
                    .iter()
                    .map(|(day, row)| (day + shift, row.clone())),
            );
        }
        let long = [Athlete {
            name: "long".into(),
            rows,
            ..Athlete::default()
        }];
        let model = Model::new(&case.merged);
        let every = case.decide_for(&long, Which::EveryDay);
        for day in long[0].rows.keys().rev().step_by(97) {
            let days = Days::On(*day);
            let naive = decide(&case.merged, &long, days);
            let engine = case.decide_for(&long, which(days));
            let different = differences(&model, &naive, &engine);
            if !different.is_empty() {
                return Err(different);
            }
            let same = every.iter().find(|decision| decision.date == naive[0].date);
            say("on one day, and among every day", &Some(&engine[0]), &same)?;
        }
        Ok(())
    });
}

/// A choice may have 64 members, as many as a mask has bits.
#[test]
fn sets_of_sixty_four_members_are_whole() {
    let members: Vec<String> = (0..64).map(|n| format!("m{n}")).collect();
    let text = format!(
        "choice part: {}\n\ninput ache: scale 0 to 10 for each part\n\ninput tight: set of part\n\n\
         rule \"All\"\n  when size of tight >= 64\n  flag \"All.\"\n\n\
         rule \"Last\"\n  when tight includes m63\n  flag \"Last.\"\n\n\
         rule \"Rest\"\n  when tight without {{m0}} is {{m63}}\n  flag \"{{tight}}\"\n\n\
         rule \"Ache\"\n  when highest ache outside {{m63}} >= 5\n  then rest\n  because \"x\"\n\n\
         rule \"Sore\"\n  when (part where (ache >= 5)) overlaps {{m62, m63}}\n  then modify\n  because \"x\"\n\n\
         otherwise train\n",
        members.join(", ")
    );
    let parsed = Source::from_text("sixty-four.touchline", text)
        .parse()
        .unwrap();
    let merged = Merged::new(parsed.program());
    let ruleset = parsed
        .check()
        .unwrap_or_else(|error| panic!("{error}"))
        .ruleset;
    let set = |names: &[&str]| Answer::Set(names.iter().map(|name| (*name).to_owned()).collect());
    let mut athletes = Vec::new();
    for (index, tight) in [
        Answer::Set(members.clone()),
        set(&["m63"]),
        set(&["m0", "m63"]),
        set(&[]),
    ]
    .into_iter()
    .enumerate()
    {
        for (ache, known) in [(9.0, 63..64), (9.0, 62..63), (1.0, 0..64), (1.0, 0..63)] {
            let mut row = BTreeMap::from([(("tight".to_owned(), None), tight.clone())]);
            for member in &members[known] {
                let key = ("ache".to_owned(), Some(member.clone()));
                row.insert(key, Answer::Number(ache));
            }
            athletes.push(Athlete {
                name: format!("{index} {} {ache}", athletes.len()),
                rows: BTreeMap::from([(START, row)]),
                ..Athlete::default()
            });
        }
    }
    let naive = decide(&merged, &athletes, Days::Every);
    let engine = decide_with(&ruleset, &athletes, Which::EveryDay);
    assert_eq!(differences(&Model::new(&merged), &naive, &engine), "");
}

/// Without who set each setting.
fn without_setters(mut decisions: Vec<Decision>) -> Vec<Decision> {
    for setting in decisions.iter_mut().flat_map(|d| &mut d.settings) {
        if setting.from == SettingFrom::Command {
            setting.from = SettingFrom::Ruleset;
        }
    }
    decisions
}

/// A setting given to the engine counts as the one that the ruleset states.
#[test]
fn a_setting_given_is_a_setting_stated() {
    holds(Size::Full, 120, |case| {
        let stated = "scale 0 to 10 = ";
        for declaration in &case.draft.declarations {
            let Some((head, _)) = declaration.split_once(stated) else {
                continue;
            };
            let name = head.trim_start_matches("setting ").trim_end_matches(": ");
            if case.text.contains(&format!("with {name} = ")) {
                continue;
            }
            let mut other = case.draft.files.clone();
            for other in other.iter_mut().flat_map(|file| &mut file.declarations) {
                if other == declaration {
                    *other = format!("{head}{stated}6");
                }
            }
            let Ok(tuned) = source(&other).parse().and_then(Parsed::check) else {
                continue;
            };
            let tuned = tuned.ruleset;
            let id = case
                .ruleset
                .settings
                .iter()
                .position(|s| s.name == name)
                .unwrap();
            let options = Options {
                settings: vec![(SettingId(id as u32), Value::Number(6.0))],
                ..options(&case.ruleset, &case.athletes, Which::EveryDay)
            };
            let days = to_days(&case.ruleset, &case.athletes);
            let given = Evaluator::new(&case.ruleset).decide(&days, &options);
            let stated = decide_with(&tuned, &case.athletes, Which::EveryDay);
            say(
                "given, then stated",
                &without_setters(without_lines(given)),
                &without_setters(without_lines(stated)),
            )?;
        }
        Ok(())
    });
}
