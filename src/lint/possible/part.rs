//! A condition as its parts, and what it may be: in go the parts and the values
//! that they read, out comes which of no, unknown and yes it is in some
//! combination of their cases.

use super::Truths;
use super::value::{Test, Value};

/// The most combinations of cases that are gone through.
const MOST_COMBINATIONS: usize = 4096;

/// A condition as its parts: which values it reads, and what it asks of them.
pub(super) enum Part {
    /// Whatever the values are.
    Fixed(Truths),
    /// A value, and what is asked of it.
    Leaf(usize, Test),
    Not(Box<Self>),
    /// It is not yes: what `unless` needs for a rule to hold.
    NotYes(Box<Self>),
    And(Vec<Self>),
    Or(Vec<Self>),
    AtLeast(usize, Vec<Self>),
    Known(Box<Self>),
    /// Unknown where one of these values is missing.
    Needs(Vec<usize>, Box<Self>),
}

/// Goes through the cases of the values that are read more than once.
pub(super) fn every_case(part: &Part, values: &[Value]) -> Truths {
    let cases: Vec<usize> = values.iter().map(|value| value.cases().len()).collect();
    let mut shared: Vec<usize> = (0..values.len())
        .filter(|&index| values.get(index).is_some_and(|value| value.uses > 1))
        .collect();
    shared.sort_by_key(|&index| cases.get(index));
    let mut combinations = 1_usize;
    shared.retain(|&index| {
        let more = combinations.saturating_mul(cases.get(index).copied().unwrap_or(1));
        let fits = more <= MOST_COMBINATIONS;
        if fits {
            combinations = more;
        }
        fits
    });
    let mut chosen: Vec<Option<usize>> = vec![None; values.len()];
    let mut found = Truths::NONE;
    for combination in 0..combinations {
        let mut rest = combination;
        for &index in &shared {
            let count = cases.get(index).copied().unwrap_or(1).max(1);
            if let Some(slot) = chosen.get_mut(index) {
                *slot = Some(rest % count);
            }
            rest /= count;
        }
        found = found.with(part.truths(values, &chosen));
        if found == Truths::ANY {
            break;
        }
    }
    found
}

impl Part {
    fn truths(&self, values: &[Value], chosen: &[Option<usize>]) -> Truths {
        let of = |part: &Self| part.truths(values, chosen);
        match self {
            Self::Fixed(truths) => *truths,
            Self::Leaf(value, test) => {
                let chosen = chosen.get(*value).copied().flatten();
                values
                    .get(*value)
                    .map_or(Truths::ANY, |value| value.truths(*test, chosen))
            }
            Self::Not(inner) => of(inner).negated(),
            Self::NotYes(inner) => {
                let inner = of(inner);
                let mut found = Truths::NONE;
                if inner.may_be_yes() {
                    found = found.with(Truths::NO);
                }
                if inner.may_be_no() || inner.may_be_unknown() {
                    found = found.with(Truths::YES);
                }
                found
            }
            Self::And(items) => items.iter().map(of).fold(Truths::YES, Truths::and),
            Self::Or(items) => items.iter().map(of).fold(Truths::NO, Truths::or),
            Self::AtLeast(needed, items) => {
                let items: Vec<Truths> = items.iter().map(of).collect();
                let count = |fits: fn(&Truths) -> bool| items.iter().filter(|t| fits(t)).count();
                let most_yes = count(|t| t.may_be_yes());
                let least_yes = count(|t| *t == Truths::YES);
                let most_open = count(|t| t.may_be_yes() || t.may_be_unknown());
                let least_open = count(|t| !t.may_be_no());
                let mut found = Truths::NONE;
                if most_yes >= *needed {
                    found = found.with(Truths::YES);
                }
                if least_open < *needed {
                    found = found.with(Truths::NO);
                }
                if least_yes < *needed && most_open >= *needed {
                    found = found.with(Truths::UNKNOWN);
                }
                found
            }
            Self::Known(inner) => {
                let inner = of(inner);
                let mut found = Truths::NONE;
                if inner.may_be_unknown() {
                    found = found.with(Truths::NO);
                }
                if inner.may_be_no() || inner.may_be_yes() {
                    found = found.with(Truths::YES);
                }
                found
            }
            Self::Needs(needed, inner) => {
                let absent = needed.iter().map(|&value| {
                    let chosen = chosen.get(value).copied().flatten();
                    let value = values.get(value);
                    value.map_or(Truths::ANY, |value| value.truths(Test::Absent, chosen))
                });
                let absent = absent.fold(Truths::NO, Truths::or);
                let mut found = Truths::NONE;
                if absent.may_be_yes() {
                    found = found.with(Truths::UNKNOWN);
                }
                if absent.may_be_no() || absent.may_be_unknown() {
                    found = found.with(of(inner));
                }
                found
            }
        }
    }
}
