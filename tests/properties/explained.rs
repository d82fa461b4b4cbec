//! Explanations of whatever ruleset and data there may be: what they say of
//! rules is what was decided, every change that they tell of gives the verdict
//! that they say, and they fit any screen.

use touchline::days::{Column, Days, Held};
use touchline::engine::{Evaluator, Options, Standing, Which};
use touchline::explain::{Change, ChangedAnswer, Explanation, Reach, explanations, text};
use touchline::report::TextOptions;
use touchline::ruleset::{Ruleset, Type, Value};
use touchline::what_if::{self, Answer, AnswerValues, WhatIf};
use unicode_width::UnicodeWidthStr;

use super::cases::{holds, options};
use crate::naive::data::to_days;
use crate::naive::generate::Size;

/// A value of a column, read back from what is printed as data.
enum Raw {
    Number(f64),
    Set(u64),
    /// A map that was answered, with no member named.
    Nothing,
}

fn raw(ruleset: &Ruleset, answer: &ChangedAnswer, value: &serde_json::Value) -> Raw {
    use serde_json::Value as Json;
    let ty = &ruleset.input(answer.input).ty;
    let index = |choice, name: &str| {
        let members = &ruleset.choice(choice).members;
        members.iter().position(|member| member == name).unwrap()
    };
    match (value, ty) {
        (Json::Object(_), _) => Raw::Nothing,
        (Json::Bool(truth), _) => Raw::Number(f64::from(u8::from(*truth))),
        (Json::Number(x), _) => Raw::Number(x.as_f64().unwrap()),
        (Json::String(name), Type::Choice(choice)) => Raw::Number(index(*choice, name) as f64),
        (Json::String(day), _) => {
            let day: jiff::civil::Date = day.parse().unwrap();
            let first = jiff::civil::date(1970, 1, 1);
            Raw::Number(f64::from((day - first).get_days()))
        }
        (Json::Array(names), Type::Set(choice)) => {
            let bits = names
                .iter()
                .map(|name| 1u64 << index(*choice, name.as_str().unwrap()));
            Raw::Set(bits.fold(0, |all, bit| all | bit))
        }
        other => panic!("{other:?}"),
    }
}

/// Writes an answer into the athlete's last row, or takes a map's members out of it.
fn give(ruleset: &Ruleset, days: &mut Days, row: usize, answer: &ChangedAnswer, raw: &Raw) {
    let rows = days.dates.len();
    let mut put = |slot: touchline::days::Slot, value: &Raw| match (
        &mut days.columns[slot.0 as usize],
        value,
    ) {
        (Column::Number(values), Raw::Number(x)) => {
            values.resize(rows, f64::NAN);
            values[row] = *x;
        }
        (Column::Set(values), Raw::Set(mask)) => {
            values.resize(rows, None);
            values[row] = Some(*mask);
        }
        _ => panic!("a value of another kind"),
    };
    match raw {
        Raw::Nothing => {
            let choice = ruleset.input(answer.input).each.unwrap();
            let members = ruleset.choice(choice).members.len();
            let slot = days.layout.answered(answer.input, members);
            put(slot, &Raw::Number(1.0));
        }
        value => put(days.layout.slot(answer.input, answer.member), value),
    }
}

/// What is decided with answers as a change says; `None` where that is what it says.
fn wrong(
    ruleset: &Ruleset,
    days: &Days,
    athlete: usize,
    options: &Options,
    change: &Change,
    values: &[&serde_json::Value],
) -> Option<String> {
    let mut days = days.clone();
    let row = days.athletes[athlete].rows.end - 1;
    for (answer, value) in change.answers.iter().zip(values) {
        let raw = raw(ruleset, answer, value);
        give(ruleset, &mut days, row, answer, &raw);
    }
    let decisions = Evaluator::new(ruleset).decide(&days, options);
    let decision = &decisions[athlete];
    let as_told = decision.verdict == change.verdict && decision.is_final == change.is_final;
    (!as_told).then(|| {
        format!(
            "{} with {values:?}: {} (final: {})",
            change.text(),
            decision.verdict,
            decision.is_final
        )
    })
}

/// Every way in which a change is worded wrongly.
pub fn changes_that_lie(
    ruleset: &Ruleset,
    days: &Days,
    athlete: usize,
    options: &Options,
    explanation: &Explanation,
) -> Vec<String> {
    let tried = AnswerValues::new(ruleset, &[]);
    let last = days.athletes[athlete].rows.end - 1;
    let day = days.dates[last];
    let what_if = WhatIf::new(ruleset, days, athlete, day, options);
    let mut lies = Vec::new();
    for change in explanation.changes.iter().flat_map(|to| &to.changes) {
        let to: Vec<&serde_json::Value> = change
            .answers
            .iter()
            .map(|answer| &answer.to.value)
            .collect();
        lies.extend(wrong(ruleset, days, athlete, options, change, &to));
        let [answer] = change.answers.as_slice() else {
            continue;
        };
        for also in &answer.also {
            lies.extend(wrong(
                ruleset,
                days,
                athlete,
                options,
                change,
                &[&also.value],
            ));
        }
        let ty = &ruleset.input(answer.input).ty;
        if !matches!(ty, Type::Number(_)) {
            continue;
        }
        let now = what_if.given(answer.input, answer.member);
        let Some(to) = answer.to.value.as_f64() else {
            continue;
        };
        for value in tried.of(answer.input, now, day) {
            let Value::Number(x) = value else {
                continue;
            };
            let beyond = match answer.reach {
                Some(Reach::Down) => x < to,
                Some(Reach::Up) => x > to,
                None => false,
            };
            if beyond {
                let value = serde_json::json!(x);
                lies.extend(wrong(ruleset, days, athlete, options, change, &[&value]));
            }
        }
    }
    lies
}

/// Single answers that give another verdict and are smaller than what is told.
pub fn smaller_changes(
    ruleset: &Ruleset,
    days: &Days,
    athlete: usize,
    options: &Options,
    explanation: &Explanation,
) -> Vec<String> {
    let tried = AnswerValues::new(ruleset, &[]);
    let day = days.dates[days.athletes[athlete].rows.end - 1];
    let what_if = WhatIf::new(ruleset, days, athlete, day, options);
    let mut variants = Vec::new();
    for (input, _) in ruleset.inputs() {
        for target in ruleset.values_of(input) {
            let member = target.member;
            for value in tried.of(input, what_if.given(input, member), day) {
                let answer = Answer::Given(value);
                variants.push(vec![what_if::Change {
                    input,
                    member,
                    answer,
                }]);
            }
        }
    }
    let outcomes = what_if.outcomes(&variants);
    let mut missed = Vec::new();
    for (variant, outcome) in variants.iter().zip(&outcomes) {
        let change = variant[0];
        let to = explanation
            .changes
            .iter()
            .find(|to| to.verdict == outcome.verdict);
        let Some(to) = to else { continue };
        let Answer::Given(Value::Number(x)) = change.answer else {
            continue;
        };
        // What is printed with more decimals than there is room for is not told.
        if (x * 100.0 - (x * 100.0).round()).abs() > 1e-7 {
            continue;
        }
        if to.tried > 1 || to.changes.is_empty() {
            missed.push(format!("{change:?} gives {}", to.verdict));
        }
        let Some(Held::Number(now)) = what_if.given(change.input, change.member) else {
            continue;
        };
        let is_it = |told: &&Change| {
            let [answer] = told.answers.as_slice() else {
                return false;
            };
            let to = answer.to.value.as_f64();
            let same = (answer.input, answer.member) == (change.input, change.member);
            same && to.is_some_and(|to| (to < now) == (x < now))
        };
        if let Some(told) = to.changes.iter().find(is_it) {
            let to = told.answers[0].to.value.as_f64().unwrap();
            if (x - now).abs() < (to - now).abs() - 1e-9 && x != now {
                missed.push(format!("{x} gives it too: {}", told.text()));
            }
        }
    }
    missed
}

/// What of an explanation is not what was decided.
fn differences(explanation: &Explanation) -> Option<String> {
    let decision = &explanation.decision;
    if explanation.more_rules > 0 {
        return None;
    }
    let named = |wanted: &[Standing]| -> Vec<&str> {
        let rules = explanation.rules.iter();
        let mut names: Vec<&str> = rules
            .filter(|rule| wanted.contains(&rule.drawn.standing))
            .map(|rule| rule.drawn.name.as_str())
            .collect();
        names.sort_unstable();
        names
    };
    let mut fired: Vec<&str> = decision
        .reasons
        .iter()
        .map(|reason| reason.rule.as_str())
        .collect();
    fired.retain(|name| *name != "otherwise");
    fired.sort_unstable();
    let mut overridden: Vec<&str> = decision
        .overridden
        .iter()
        .map(|rule| rule.rule.as_str())
        .collect();
    overridden.sort_unstable();
    overridden.dedup();
    let told = (
        named(&[Standing::Sure, Standing::Fires]),
        named(&[Standing::Overridden]),
    );
    if told != (fired.clone(), overridden.clone()) {
        return Some(format!(
            "told {told:?}, decided {fired:?} and {overridden:?}"
        ));
    }
    for rule in &explanation.rules {
        let when = rule
            .when
            .first()
            .is_none_or(|whole| whole.now == Some(true));
        let fires = matches!(rule.drawn.standing, Standing::Sure | Standing::Fires);
        if fires && !when {
            return Some(format!("“{}” fires without its condition", rule.drawn.name));
        }
        for (at, part) in rule.when.iter().enumerate() {
            if part.parent.is_some_and(|parent| parent >= at) {
                return Some(format!(
                    "“{}”: part {at} stands before its whole",
                    rule.drawn.name
                ));
            }
        }
    }
    None
}

#[test]
fn explanations_of_small_rulesets_say_what_would_be_decided() {
    say_what_would_be_decided(Size::Small, 150);
}

#[test]
fn explanations_of_any_ruleset_say_what_would_be_decided() {
    say_what_would_be_decided(Size::Full, 40);
}

fn say_what_would_be_decided(size: Size, count: u32) {
    holds(size, count, |case| {
        let days = to_days(&case.ruleset, &case.athletes);
        let options = options(&case.ruleset, &case.athletes, Which::Latest);
        let all = explanations(&case.ruleset, &days, &options);
        for (athlete, explanation) in all.iter().enumerate() {
            if let Some(different) = differences(explanation) {
                return Err(different);
            }
            let lies = changes_that_lie(&case.ruleset, &days, athlete, &options, explanation);
            let missed = smaller_changes(&case.ruleset, &days, athlete, &options, explanation);
            if !lies.is_empty() || !missed.is_empty() {
                return Err(format!("{}\n{}", lies.join("\n"), missed.join("\n")));
            }
            for width in [30, 80] {
                let options = TextOptions {
                    width,
                    color: false,
                };
                let text = text(&case.ruleset, explanation, &options);
                if let Some(line) = text.lines().find(|line| line.width() > width) {
                    return Err(format!("wider than {width} columns: {line}"));
                }
            }
        }
        Ok(())
    });
}
