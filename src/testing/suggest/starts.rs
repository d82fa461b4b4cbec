//! What a search starts from: in go a ruleset and the scenarios of its tests and
//! examples, out come the same without gaps, and days that are made up.

use super::super::coverage::meter::{Meter, Place, Target};
use super::super::coverage::places::Turn;
use super::knobs::middle;
use super::scenario::{Scenario, Slot};
use crate::ast::Direction;
use crate::ruleset::{ExprKind, GivenValue, Ruleset, Type, Value};
use crate::what_if::AnswerValues;

/// How far back a made-up history goes at most.
const MADE_UP: u32 = 35;

/// A threshold as the comparisons of it that are read on the day decided, if any are.
pub(super) fn plainest(target: &Target) -> Target {
    let mut target = target.clone();
    if let Place::Threshold(turns) = &mut target.place {
        let is_plain = |turn: &Turn| {
            let mut at = turn.at.iter();
            at.any(|at| at.nearest == 0 && at.furthest == 0 && at.choices.is_empty())
        };
        if turns.iter().any(is_plain) {
            turns.retain(is_plain);
        }
    }
    target
}

/// The same with every day of the past that is not given as the next later one that is.
pub(super) fn without_gaps(scenario: &Scenario) -> Option<Scenario> {
    let mut filled = scenario.clone();
    let last = scenario.days().min(400);
    let mut row: Vec<(Slot, GivenValue)> = Vec::new();
    for ago in (1..).take(last.saturating_sub(1)) {
        let given = scenario.on(ago);
        match given.is_empty() {
            true => {
                for (slot, value) in &row {
                    filled.set(ago, *slot, Some(*value));
                }
            }
            false => row = given,
        }
    }
    (filled != *scenario).then_some(filled)
}

/// Numbers of days that rules count, and those beside them.
pub(super) fn counts(meter: &Meter<'_>) -> Vec<u32> {
    let mut counts: Vec<u32> = vec![1, 2];
    for target in &meter.targets {
        if let Place::Threshold(_) = target.place
            && (0.0..=400.0).contains(&target.limit)
        {
            let near = (0..=400u32).find(|&count| f64::from(count) >= target.limit);
            let near = near.unwrap_or(0);
            counts.extend([near.saturating_sub(1), near, near + 1, near + 2]);
        }
    }
    for expr in &meter.ruleset.exprs {
        if let ExprKind::Latest {
            within: Some(days), ..
        } = expr.kind
        {
            counts.extend([days, days.saturating_add(1)]);
        }
    }
    counts.sort_unstable();
    counts.dedup();
    counts.truncate(24);
    counts
}

/// A day on which everything is answered, as were the days before it; with
/// `varied`, not every day alike.
pub(super) fn made_up(
    ruleset: &Ruleset,
    values: &AnswerValues<'_>,
    varied: bool,
) -> Option<Scenario> {
    let mut scenario = Scenario::default();
    for (id, input) in ruleset.inputs() {
        let value = |ago: u32| -> Option<GivenValue> {
            Some(match &input.ty {
                Type::Number(number) => {
                    let (low, high) = (number.range.low, number.range.high);
                    let good = match input.direction {
                        Some(Direction::Worse) if low.is_finite() => low,
                        Some(Direction::Better) if high.is_finite() => high,
                        _ => middle(low, high),
                    };
                    let grain = if number.whole { 1.0 } else { values.grain(id) };
                    let off = match (varied, ago % 2) {
                        (true, 1) => grain,
                        (true, 0) if ago > 0 => -grain,
                        _ => 0.0,
                    };
                    let off = if good + off > high || good + off < low {
                        0.0
                    } else {
                        off
                    };
                    GivenValue::Value(Value::Number(good + off))
                }
                Type::Truth => {
                    GivenValue::Value(Value::Truth(input.direction == Some(Direction::Better)))
                }
                Type::Choice(_) => GivenValue::Value(Value::Member(0)),
                Type::Set(_) => GivenValue::Value(Value::Set(1)),
                Type::Date => GivenValue::DaysFromToday(30),
            })
        };
        let members = match input.each {
            None => vec![None],
            Some(choice) => {
                let members = ruleset.choice(choice).members.len();
                (0u8..64).take(members).map(Some).collect()
            }
        };
        let back = if input.lasting { 0 } else { MADE_UP };
        for ago in 0..=back {
            for &member in &members {
                scenario.set(ago, (id, member), value(ago));
            }
        }
    }
    (scenario.values.len() <= 20_000).then_some(scenario)
}
