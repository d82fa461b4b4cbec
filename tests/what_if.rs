//! The same day with other answers: what `what_if` decides is what is decided of
//! data in which those answers stand.

use touchline::days::{Days, Held};
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{InputId, Type, Value};
use touchline::what_if::{Answer, AnswerValues, Change, WhatIf};
use touchline::{Ruleset, built_in, data};

fn read(name: &str) -> (Ruleset, Days) {
    let ruleset = Ruleset::load(format!("rulesets/{name}.touchline")).unwrap();
    let path = format!("rulesets/{name}.csv");
    let read = data::read_paths(&ruleset, &[&path], &data::Options::default()).unwrap();
    (ruleset, read.days)
}

/// Every single change of an answer of a day.
fn changes(ruleset: &Ruleset, what_if: &WhatIf<'_>) -> Vec<Vec<Change>> {
    let values = AnswerValues::new(ruleset, &[]);
    let mut changes = Vec::new();
    for (input, declared) in ruleset.inputs() {
        let choice = declared.each.map(|choice| ruleset.choice(choice));
        let each: Vec<Option<u8>> = match choice {
            None => vec![None],
            Some(choice) => (0u8..).take(choice.members.len()).map(Some).collect(),
        };
        let mut of = |member, answer| {
            changes.push(vec![Change {
                input,
                member,
                answer,
            }]);
        };
        for member in each {
            of(member, Answer::Open);
            let now = what_if.given(input, member);
            for value in values.of(input, now, what_if.day()) {
                of(member, Answer::Given(value));
            }
        }
        of(None, Answer::Open);
        if choice.is_some() {
            of(None, Answer::NoMember);
        }
    }
    changes
}

#[test]
fn the_day_as_it_is_is_decided_as_eval_decides_it() {
    for name in built_in::names() {
        let (ruleset, days) = read(name);
        let options = Options::default();
        let decisions = Evaluator::new(&ruleset).decide(&days, &options);
        for (athlete, decision) in decisions.iter().enumerate() {
            let last = days.athletes[athlete].rows.end - 1;
            let what_if = WhatIf::new(&ruleset, &days, athlete, days.dates[last], &options);
            assert_eq!(what_if.decide().as_ref(), Some(decision));
            let outcome = what_if.outcomes(&[vec![]]).remove(0);
            assert_eq!(outcome.possible, decision.possible);
        }
    }
}

#[test]
fn many_changes_at_once_are_decided_as_each_alone() {
    for name in built_in::names() {
        let (ruleset, days) = read(name);
        let last = days.athletes[0].rows.end - 1;
        let what_if = WhatIf::new(&ruleset, &days, 0, days.dates[last], &Options::default());
        let changes = changes(&ruleset, &what_if);
        let at_once = what_if.outcomes(&changes);
        assert_eq!(at_once.len(), changes.len());
        for (change, outcome) in changes.iter().zip(at_once).step_by(7) {
            let mut changed = what_if.clone();
            changed.keep(change);
            let decision = changed.decide().unwrap();
            assert_eq!(decision.verdict, outcome.verdict, "{name}: {change:?}");
            assert_eq!(decision.is_final, outcome.is_final());
            for change in change {
                let given = changed.given(change.input, change.member);
                match change.answer {
                    Answer::Given(value) => {
                        assert_eq!(given, Some(Held::from(value)));
                        assert!(changed.is_answered(change.input));
                    }
                    Answer::Open => assert_eq!(given, None),
                    Answer::NoMember => assert!(changed.is_answered(change.input)),
                }
            }
        }
    }
}

#[test]
fn a_day_without_a_row_is_one_without_answers() {
    let (ruleset, days) = read("soreness");
    let last = days.athletes[0].rows.end - 1;
    let day = days.dates[last] + 3;
    let what_if = WhatIf::new(&ruleset, &days, 0, day, &Options::default());
    let decision = what_if.decide().unwrap();
    assert!(!decision.is_final);
    assert_eq!(what_if.days().len(), last + 2);
    let options = Options {
        which: Which::On(day),
        ..Options::default()
    };
    let decisions = Evaluator::new(&ruleset).decide(&days, &options);
    assert_eq!(decision, decisions[0]);
}

#[test]
fn every_value_worth_trying_lies_in_its_range() {
    for name in built_in::names() {
        let (ruleset, _) = read(name);
        let values = AnswerValues::new(&ruleset, &[]);
        for (input, declared) in ruleset.inputs() {
            let tried = values.of(input, None, 20_000);
            assert!(!tried.is_empty(), "{name}: {}", declared.name);
            assert!(tried.len() <= 200, "{name}: {}", declared.name);
            for value in tried {
                if let (Type::Number(number), Value::Number(x)) = (&declared.ty, value) {
                    assert!(number.range.contains(x), "{name}: {} {x}", declared.name);
                    assert!(!number.whole || x.fract() == 0.0);
                }
            }
        }
        assert_eq!(values.thresholds(InputId(u32::MAX)), &[] as &[f64]);
    }
}
