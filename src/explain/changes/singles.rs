//! One answer changed: in go the answers of a day and what each of their values
//! gives, out come the smallest changes that give a verdict.

use super::answers::Asked;
use super::{Change, MOST, Reach, Search, changed};
use crate::engine::Outcome;
use crate::ruleset::{Ruleset, Verdict};
use crate::what_if;

/// Between two values that do not give the same, no more than this are tried.
const MOST_BETWEEN: usize = 40;
/// Of one answer, no more places than this are looked at closer.
const MOST_TURNS: usize = 8;

/// For each answer what each of its values gives; `None` for what was not tried.
pub(super) fn outcomes(search: &mut Search<'_>, asked: &[Asked]) -> Vec<Vec<Option<Outcome>>> {
    let variants: Vec<Vec<what_if::Change>> = asked
        .iter()
        .flat_map(|asked| (0..asked.values.len()).map(|at| asked.change(at).into_iter().collect()))
        .collect();
    let mut outcomes = search.outcomes(&variants).into_iter();
    let each = asked
        .iter()
        .map(|asked| asked.values.iter().map(|_| outcomes.next()).collect());
    each.collect()
}

/// Looks closer where two values that follow each other do not give the same: tries
/// what lies between them, so that the smallest change is found.
pub(super) fn refine(
    search: &mut Search<'_>,
    asked: &mut [Asked],
    outcomes: &mut [Vec<Option<Outcome>>],
) {
    for (asked, outcomes) in asked.iter_mut().zip(outcomes) {
        let turns = |at: &usize| {
            let known = |at: usize| outcomes.get(at).is_some_and(Option::is_some);
            known(*at) && known(at + 1) && !alike(outcomes, *at, at + 1)
        };
        let turns: Vec<usize> = (0..asked.values.len()).filter(turns).collect();
        // From the last one on, so that those before stay in their places.
        for at in turns.into_iter().take(MOST_TURNS).rev() {
            let between = asked.between(at, MOST_BETWEEN);
            let change = |&(answer, _): &(what_if::Answer, f64)| {
                let (input, member) = (asked.input, asked.member);
                vec![what_if::Change {
                    input,
                    member,
                    answer,
                }]
            };
            let made = search.outcomes(&between.iter().map(change).collect::<Vec<_>>());
            let between = between.into_iter().zip(made);
            for (index, ((answer, share), outcome)) in between.enumerate() {
                let place = at + 1 + index;
                asked.values.insert(place, answer);
                asked.shares.insert(place, share);
                outcomes.insert(place, Some(outcome));
            }
        }
    }
}

/// The smallest changes of one answer that give a verdict.
pub(super) fn changes(
    ruleset: &Ruleset,
    asked: &[Asked],
    outcomes: &[Vec<Option<Outcome>>],
    verdict: Verdict,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for (asked, outcomes) in asked.iter().zip(outcomes) {
        let found = match asked.is_ordered {
            true => ordered(asked, outcomes, verdict),
            false => unordered(asked, outcomes, verdict),
        };
        for Found { at, also, reach } in found {
            let Some(Some(outcome)) = outcomes.get(at) else {
                continue;
            };
            let mut answer = changed(ruleset, asked, at);
            answer.also = also.iter().map(|&at| asked.datum(ruleset, at)).collect();
            answer.reach = reach;
            changes.push(Change {
                verdict,
                is_final: is_final(outcome),
                answers: vec![answer],
                share: asked.shares.get(at).copied().unwrap_or(1.0),
            });
        }
    }
    // Equals stay in the order of the declarations.
    changes.sort_by(|a, b| a.share.total_cmp(&b.share));
    changes.truncate(MOST);
    changes
}

/// A value that gives a verdict.
struct Found {
    at: usize,
    /// Others that do so as well.
    also: Vec<usize>,
    reach: Option<Reach>,
}

/// Of numbers and dates the nearest below and the nearest above what is answered.
fn ordered(asked: &Asked, outcomes: &[Option<Outcome>], verdict: Verdict) -> Vec<Found> {
    let gives = |at: &usize| {
        let outcome = outcomes.get(*at).and_then(Option::as_ref);
        outcome.is_some_and(|outcome| outcome.verdict == verdict)
    };
    let count = outcomes.len();
    let found = |at: usize, reach: Reach| {
        let beyond = match reach {
            Reach::Down => 0..at,
            Reach::Up => at + 1..count,
        };
        let mut all = beyond.clone();
        // At the end of the range there is nothing beyond.
        let holds = !beyond.is_empty() && all.all(|other| alike(outcomes, other, at));
        Found {
            at,
            also: Vec::new(),
            reach: holds.then_some(reach),
        }
    };
    let Some(now) = asked.now else {
        // Nothing is answered: where the values that do begin, or end.
        let below = (0..count).take_while(gives).last();
        let above = (0..count).rev().take_while(gives).last();
        return match (below, above) {
            (Some(at), _) if at + 1 == count => vec![found(0, Reach::Up)],
            (None, None) => (0..count)
                .find(gives)
                .map(|at| found(at, Reach::Up))
                .into_iter()
                .collect(),
            (below, above) => {
                let below = below.map(|at| found(at, Reach::Down));
                below
                    .into_iter()
                    .chain(above.map(|at| found(at, Reach::Up)))
                    .collect()
            }
        };
    };
    let is = |at: &usize, wanted: fn(f64, f64) -> bool| {
        gives(at) && asked.number(*at).is_some_and(|x| wanted(x, now))
    };
    let below = (0..count).rev().find(|at| is(at, |x, now| x < now));
    let same = (0..count).find(|at| is(at, |x, now| x == now));
    let above = (0..count).find(|at| is(at, |x, now| x > now));
    // What counts already while nothing is answered, answered as such.
    let same = same.map(|at| Found {
        at,
        also: Vec::new(),
        reach: None,
    });
    let below = below.map(|at| found(at, Reach::Down));
    let above = above.map(|at| found(at, Reach::Up));
    same.into_iter().chain(below).chain(above).collect()
}

/// Whether two values give the same, as far as that is told.
fn alike(outcomes: &[Option<Outcome>], one: usize, other: usize) -> bool {
    match (outcomes.get(one), outcomes.get(other)) {
        (Some(Some(one)), Some(Some(other))) => {
            one.verdict == other.verdict && is_final(one) == is_final(other)
        }
        _ => false,
    }
}

/// Of members and truths the nearest, with the others that do as well; of sets the nearest.
fn unordered(asked: &Asked, outcomes: &[Option<Outcome>], verdict: Verdict) -> Vec<Found> {
    let share = |at: usize| asked.shares.get(at).copied().unwrap_or(1.0);
    let mut all: Vec<usize> = (0..outcomes.len())
        .filter(|&at| matches!(outcomes.get(at), Some(Some(outcome)) if outcome.verdict == verdict))
        .collect();
    all.sort_by(|&a, &b| share(a).total_cmp(&share(b)));
    let Some((&first, others)) = all.split_first() else {
        return Vec::new();
    };
    let is_set = asked.number(first).is_none();
    let others = others.iter().copied();
    let also = others.filter(|&other| !is_set && alike(outcomes, other, first));
    vec![Found {
        at: first,
        also: also.collect(),
        reach: None,
    }]
}

pub(super) fn is_final(outcome: &Outcome) -> bool {
    outcome.possible.len() == 1
}
