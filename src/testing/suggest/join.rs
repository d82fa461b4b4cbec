//! Thresholds of one value tried in one table: in go drafts of tests, out come fewer,
//! where some give the same but for the one answer that their cases change.

use super::scenario::{Scenario, Slot};
use super::write::Block;
use crate::report::list;
use crate::ruleset::{GivenValue, Value};

/// A table of more cases is not read any more.
const MOST_CASES: usize = 20;

/// A test as found, before it is named for good.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// The test.
    pub block: Block,
    /// Where its cases lie around thresholds: what is compared, and with what.
    pub around: Option<(String, Vec<String>)>,
}

/// Tests, each with all the cases that it can take from those behind it.
pub(super) fn joined(drafts: Vec<Draft>) -> Vec<Block> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let mut joined = kept.iter_mut().filter_map(|known| {
            let together = join(known, &draft)?;
            Some((known, together))
        });
        match joined.next() {
            Some((known, together)) => *known = together,
            None => kept.push(draft),
        }
    }
    kept.into_iter().map(|draft| draft.block).collect()
}

/// Two as one; `None` where they differ in more than their cases, or expect two
/// things of one case.
fn join(one: &Draft, other: &Draft) -> Option<Draft> {
    let ((value, limits), (same, more)) = (one.around.as_ref()?, other.around.as_ref()?);
    let (slot, cases) = one.block.cases.as_ref()?;
    let (same_slot, more_cases) = other.block.cases.as_ref()?;
    let is_alike = value == same
        && slot == same_slot
        && besides(one, *slot) == besides(other, *slot)
        && one.block.expects == other.block.expects;
    if !is_alike {
        return None;
    }
    let mut all: Vec<(GivenValue, String)> = cases.clone();
    for (given, expect) in more_cases {
        match all.iter().find(|(known, _)| known == given) {
            Some((_, known)) if known != expect => return None,
            Some(_) => {}
            None => all.push((*given, expect.clone())),
        }
    }
    if all.len() > MOST_CASES {
        return None;
    }
    all.sort_by(|(a, _), (b, _)| number(*a).total_cmp(&number(*b)));
    let new = more.iter().filter(|limit| !limits.contains(limit));
    let limits: Vec<String> = limits.iter().chain(new).cloned().collect();
    let mut block = one.block.clone();
    block.name = format!("{value} around {}", list(&limits, "and"));
    block.cases = Some((*slot, all));
    let around = Some((value.clone(), limits));
    Some(Draft { block, around })
}

/// What is given besides the answer that the cases change.
fn besides(draft: &Draft, slot: Slot) -> Scenario {
    let mut scenario = draft.block.scenario.clone();
    scenario.set(0, slot, None);
    scenario
}

/// A given value in the order of its kind.
pub(super) fn number(value: GivenValue) -> f64 {
    match value {
        GivenValue::Value(Value::Number(x)) => x,
        GivenValue::Value(Value::Member(index)) => f64::from(index),
        GivenValue::Value(Value::Date(day)) => f64::from(day),
        GivenValue::Value(Value::Truth(truth)) => f64::from(u8::from(truth)),
        GivenValue::DaysFromToday(days) => f64::from(days),
        GivenValue::Value(Value::Set(_)) | GivenValue::Answered => 0.0,
    }
}
