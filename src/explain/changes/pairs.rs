//! Two answers changed at once, for verdicts that no single one gives: in go
//! the answers of a day, out come the smallest pairs that give them. Of each
//! answer only values on either side of what the rules compare are paired.

use super::answers::Asked;
use super::singles::is_final;
use super::{Change, MOST, MOST_PAIRS, Reach, Search, changed};
use crate::engine::Outcome;
use crate::ruleset::{Ruleset, Verdict};

/// Of one answer, no more values than this are paired with others.
const MOST_VALUES: usize = 16;
/// Of all answers together, no more values than this are paired.
const MOST_ENDS: usize = 800;
/// Two answers are tried together beyond what is shown in no more values than this.
const MOST_BEYOND: usize = 400;

/// A value of one answer and a value of another, by their indexes.
#[derive(Clone, Copy)]
struct Pair {
    share: f64,
    first: (usize, usize),
    second: (usize, usize),
}

/// The smallest pairs of answers that give each of the verdicts.
pub(super) fn changes(
    search: &mut Search<'_>,
    ruleset: &Ruleset,
    asked: &[Asked],
    wanted: &[Verdict],
) -> Vec<Change> {
    let (mut pairs, all) = pairs(asked);
    search.complete &= all;
    search.complete &= pairs.len() <= MOST_PAIRS;
    pairs.truncate(MOST_PAIRS);
    let variants: Vec<_> = pairs
        .iter()
        .map(|pair| variant(asked, pair.first, pair.second))
        .collect();
    let outcomes = search.outcomes(&variants);
    let mut changes = Vec::new();
    for &verdict in wanted {
        let gives = pairs
            .iter()
            .zip(&outcomes)
            .filter(|(_, outcome)| outcome.verdict == verdict);
        let mut told: Vec<(usize, usize)> = Vec::new();
        for (pair, outcome) in gives {
            let of = (pair.first.0, pair.second.0);
            // Of one pair of answers the smallest change is enough.
            if told.contains(&of) || told.len() >= MOST {
                continue;
            }
            told.push(of);
            changes.push(worded(search, ruleset, asked, *pair, outcome));
        }
    }
    changes
}

/// The pairs worth trying, the smallest first, and whether that is all of them.
fn pairs(asked: &[Asked]) -> (Vec<Pair>, bool) {
    let mut values: Vec<Vec<usize>> = asked.iter().map(telling).collect();
    let share = |(answer, at): (usize, usize)| {
        let shares = asked.get(answer).map(|asked| &asked.shares);
        shares
            .and_then(|shares| shares.get(at).copied())
            .unwrap_or(1.0)
    };
    let mut shares: Vec<f64> = Vec::new();
    for (answer, of_answer) in values.iter().enumerate() {
        shares.extend(of_answer.iter().map(|&at| share((answer, at))));
    }
    shares.sort_by(f64::total_cmp);
    let largest = shares.get(MOST_ENDS).copied();
    if let Some(largest) = largest {
        for (answer, of_answer) in values.iter_mut().enumerate() {
            of_answer.retain(|&at| share((answer, at)) < largest);
        }
    }
    let mut pairs = Vec::new();
    for (one, of_one) in values.iter().enumerate() {
        for (other, of_other) in values.iter().enumerate().skip(one + 1) {
            if is_same_map(asked, one, other) {
                continue;
            }
            for &a in of_one {
                for &b in of_other {
                    let (first, second) = ((one, a), (other, b));
                    pairs.push(Pair {
                        share: share(first) + share(second),
                        first,
                        second,
                    });
                }
            }
        }
    }
    pairs.sort_by(|a, b| a.share.total_cmp(&b.share));
    (pairs, largest.is_none())
}

/// A map answered with no member, and one of its members: not both.
fn is_same_map(asked: &[Asked], one: usize, other: usize) -> bool {
    match (asked.get(one), asked.get(other)) {
        (Some(one), Some(other)) => {
            one.input == other.input && (one.member.is_none() || other.member.is_none())
        }
        _ => true,
    }
}

/// The values of an answer that may tell: between two thresholds the one that
/// is nearest to what is answered.
fn telling(asked: &Asked) -> Vec<usize> {
    let count = asked.values.len();
    let share = |at: &usize| asked.shares.get(*at).copied().unwrap_or(1.0);
    let mut all: Vec<usize> = (0..count).collect();
    if asked.is_ordered && !asked.thresholds.is_empty() {
        let mut nearest: Vec<(usize, usize)> = Vec::new();
        for at in 0..count {
            let Some(x) = asked.number(at) else { continue };
            // A threshold itself lies in a place of its own.
            let below = asked.thresholds.iter().filter(|&&line| line < x).count();
            let is_one = asked.thresholds.contains(&x);
            let place = 2 * below + usize::from(is_one);
            match nearest.iter_mut().find(|(known, _)| *known == place) {
                Some((_, known)) if share(&at) < share(known) => *known = at,
                Some(_) => {}
                None => nearest.push((place, at)),
            }
        }
        all = nearest.into_iter().map(|(_, at)| at).collect();
    }
    if all.len() <= MOST_VALUES {
        return all;
    }
    if !asked.is_ordered {
        all.sort_by(|a, b| share(a).total_cmp(&share(b)));
        all.truncate(MOST_VALUES);
        return all;
    }
    // Both ends, and some in between.
    let last = all.len() - 1;
    (0..MOST_VALUES)
        .filter_map(|step| all.get(step * last / (MOST_VALUES - 1)).copied())
        .collect()
}

fn variant(
    asked: &[Asked],
    first: (usize, usize),
    second: (usize, usize),
) -> Vec<crate::what_if::Change> {
    [first, second]
        .into_iter()
        .filter_map(|(answer, at)| asked.get(answer)?.change(at))
        .collect()
}

/// A pair in words: `or less` and the like only where every value beyond, of
/// both answers together, gives the same.
fn worded(
    search: &mut Search<'_>,
    ruleset: &Ruleset,
    asked: &[Asked],
    pair: Pair,
    outcome: &Outcome,
) -> Change {
    let both = [pair.first, pair.second];
    let mut answers: Vec<_> = both
        .iter()
        .filter_map(|&(answer, at)| Some(changed(ruleset, asked.get(answer)?, at)))
        .collect();
    let directions =
        both.map(|(answer, at)| asked.get(answer).and_then(|asked| direction(asked, at)));
    let beyond = [0, 1].map(|index: usize| {
        let (answer, at) = both[index];
        let count = asked.get(answer).map_or(0, |asked| asked.values.len());
        match directions[index] {
            Some(Reach::Down) => (answer, 0..at + 1),
            Some(Reach::Up) => (answer, at..count),
            None => (answer, at..at + 1),
        }
    });
    let [(one, of_one), (other, of_other)] = beyond;
    let is_wide = of_one.len() > 1 || of_other.len() > 1;
    if is_wide && of_one.len() * of_other.len() <= MOST_BEYOND {
        let variants: Vec<_> = of_one
            .clone()
            .flat_map(|a| of_other.clone().map(move |b| ((one, a), (other, b))))
            .map(|(first, second)| variant(asked, first, second))
            .collect();
        let outcomes = match variants.len() <= search.left {
            true => search.outcomes(&variants),
            false => Vec::new(),
        };
        let same =
            |made: &Outcome| made.verdict == outcome.verdict && is_final(made) == is_final(outcome);
        if !outcomes.is_empty() && outcomes.iter().all(same) {
            let wide = [of_one.len() > 1, of_other.len() > 1];
            for ((answer, direction), is_wide) in answers.iter_mut().zip(directions).zip(wide) {
                answer.reach = direction.filter(|_| is_wide);
            }
        }
    }
    Change {
        verdict: outcome.verdict,
        is_final: is_final(outcome),
        answers,
        share: pair.share,
    }
}

/// In which direction a value lies from what is answered.
fn direction(asked: &Asked, at: usize) -> Option<Reach> {
    if !asked.is_ordered {
        return None;
    }
    let x = asked.number(at)?;
    match asked.now {
        Some(now) if x < now => Some(Reach::Down),
        Some(now) if x > now => Some(Reach::Up),
        _ => None,
    }
}
