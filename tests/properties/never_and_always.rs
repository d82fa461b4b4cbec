//! What the lints say can never be: in go generated conditions, out comes nothing
//! where no generated day is what was said to be impossible.

use std::cell::Cell;
use std::collections::BTreeMap;

use touchline::Ruleset;
use touchline::engine::{Evaluator, Which};
use touchline::lint::possible::{Reader, Truths};
use touchline::ruleset::{ExprId, Type};

use super::cases::{START, cases, checked, holds, options, runner};
use crate::naive::data::{Answer, Athlete, to_days};
use crate::naive::generate::Size;

fn allows(truths: Truths, truth: Option<bool>) -> bool {
    match truth {
        Some(false) => truths.may_be_no(),
        None => truths.may_be_unknown(),
        Some(true) => truths.may_be_yes(),
    }
}

/// `and`, and the exception that must not be yes.
fn joined(conditions: &[Option<bool>], exception: Option<Option<bool>>) -> Option<bool> {
    let level = |truth: &Option<bool>| truth.map_or(1, |truth| u8::from(truth) * 2);
    let mut least = conditions.iter().map(level).min().unwrap_or(2);
    if exception == Some(Some(true)) {
        least = 0;
    }
    [Some(false), None, Some(true)][usize::from(least)]
}

/// Holds what is said of conditions, and of pairs of them, against every day.
fn compare(
    ruleset: &Ruleset,
    asked: &[ExprId],
    athletes: &[Athlete],
    spoken: &Cell<usize>,
) -> Result<(), String> {
    let reader = Reader::new(ruleset);
    let evaluator = Evaluator::observing(ruleset, asked);
    let days = to_days(ruleset, athletes);
    let examined = evaluator.examine(&days, &options(ruleset, athletes, Which::EveryDay));
    let text = |id: ExprId| ruleset.sources.text(ruleset.expr(id).span);
    for (i, &a) in asked.iter().enumerate() {
        let mut said = vec![(vec![i], None, reader.condition(a))];
        for (j, &b) in asked.iter().enumerate().filter(|(j, _)| *j != i) {
            if j > i {
                said.push((vec![i, j], None, reader.together(&[a, b], None)));
            }
            said.push((vec![i], Some(j), reader.together(&[a], Some(b))));
        }
        for (all, exception, truths) in said {
            spoken.set(spoken.get() + usize::from(truths != Truths::ANY));
            for day in &examined {
                let truth = |index: usize| day.observed[index].truth;
                let conditions: Vec<Option<bool>> = all.iter().map(|&at| truth(at)).collect();
                let truth = joined(&conditions, exception.map(truth));
                if !allows(truths, truth) {
                    let texts: Vec<&str> = all.iter().map(|&at| text(asked[at])).collect();
                    let exception = exception.map(|at| text(asked[at]));
                    return Err(format!(
                        "{texts:?} unless {exception:?} is {truth:?} on {}, and was said to be {truths:?}",
                        day.decision.date
                    ));
                }
            }
        }
    }
    Ok(())
}

/// The conditions of all rules, and the `let`s that are conditions.
fn conditions_of(ruleset: &Ruleset) -> Vec<ExprId> {
    let of_rules = ruleset
        .rules
        .iter()
        .flat_map(|rule| rule.when.into_iter().chain(rule.unless));
    let of_lets = ruleset.lets.iter().map(|decl| decl.expr);
    let mut found: Vec<ExprId> = of_rules
        .chain(of_lets.filter(|&id| ruleset.expr(id).ty == Type::Truth))
        .collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(12);
    found
}

#[test]
fn no_generated_day_is_what_was_said_to_be_impossible() {
    let spoken = Cell::new(0);
    holds(Size::Full, 100, |case| {
        let conditions = conditions_of(&case.ruleset);
        compare(&case.ruleset, &conditions, &case.athletes, &spoken)
    });
    assert!(spoken.get() > 50, "it speaks of {} only", spoken.get());
}

const DECLARED: &str = "\
choice part: chest, back

input a: scale 0 to 10
input b: whole number from 0 to 6
input c: one of green < amber < red
input d: yes or no
input e: scale 0 to 10
  missing means 5
input m: scale 0 to 10 for each part

setting s: scale 0 to 10 = 4

let sore = highest m
let tired = a >= 7 or d

";

/// A condition over a few values that are read again and again, from a tape of words.
fn condition(tape: &mut impl Iterator<Item = u32>, depth: u32) -> String {
    let mut next = |most: u32| tape.next().unwrap_or(0) % most;
    let kind = next(if depth == 0 { 12 } else { 18 });
    let op = ["<", "<=", ">", ">=", "is", "is not"][next(6) as usize];
    let number = 1 + next(8);
    match kind {
        0 | 1 => format!(
            "a {} {number}.5",
            op.replace("is not", "<").replace("is", ">=")
        ),
        2 => format!("b {} {}", op, 1 + number % 5),
        3 => format!("c {} amber", op),
        4 => "c is one of {green, red}".to_owned(),
        5 => "d".to_owned(),
        6 => format!("e {op} {number}"),
        7 => format!("sore {op} {number}"),
        8 => format!(
            "{} is {}",
            ["a", "b", "c", "d", "e", "sore"][next(6) as usize],
            ["missing", "known"][next(2) as usize]
        ),
        9 => format!("a {op} s"),
        10 => format!("a is between {number} and {}", number + 1),
        11 => "tired".to_owned(),
        12 | 13 => format!(
            "({} and {})",
            condition(tape, depth - 1),
            condition(tape, depth - 1)
        ),
        14 | 15 => format!(
            "({} or {})",
            condition(tape, depth - 1),
            condition(tape, depth - 1)
        ),
        16 => format!("not ({})", condition(tape, depth - 1)),
        _ => format!(
            "at least 2 of ({}, {}, {})",
            condition(tape, depth - 1),
            condition(tape, depth - 1),
            condition(tape, depth - 1)
        ),
    }
}

/// A day of every sort, values missing among them.
fn athlete() -> Athlete {
    let mut rows = BTreeMap::new();
    let mut state = 7_u32;
    for day in 0..400 {
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        let mut row = BTreeMap::new();
        for (name, member, kind) in [
            ("a", None, 0),
            ("b", None, 1),
            ("c", None, 2),
            ("d", None, 3),
            ("e", None, 0),
            ("m", Some("chest"), 0),
            ("m", Some("back"), 0),
        ] {
            if next(5) == 0 {
                continue;
            }
            let answer = match kind {
                0 => Answer::Number(f64::from(next(21)) / 2.0),
                1 => Answer::Number(f64::from(next(7))),
                2 => Answer::Member(["green", "amber", "red"][next(3) as usize].to_owned()),
                _ => Answer::Truth(next(2) == 1),
            };
            row.insert((name.to_owned(), member.map(str::to_owned)), answer);
        }
        rows.insert(START + day, row);
    }
    Athlete {
        name: "a".into(),
        rows,
        ..Athlete::default()
    }
}

#[test]
fn conditions_over_few_values_are_never_what_was_said_to_be_impossible() {
    let athletes = [athlete()];
    let spoken = Cell::new(0);
    let tapes = proptest::collection::vec(proptest::num::u32::ANY, 60..61);
    runner(cases(60))
        .run(&tapes, |tape| {
            let mut tape = tape.into_iter();
            let mut text = DECLARED.to_owned();
            for index in 0..5 {
                let condition = condition(&mut tape, 3);
                text += &format!("rule \"{index}\"\n  when {condition}\n  flag \"x\"\n\n");
            }
            text += "otherwise train\n";
            let ruleset = checked(&text);
            let conditions = conditions_of(&ruleset);
            compare(&ruleset, &conditions, &athletes, &spoken)
                .map_err(proptest::test_runner::TestCaseError::fail)
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(spoken.get() > 400, "it speaks of {} only", spoken.get());
}
