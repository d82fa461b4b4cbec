//! Loops over columns of truths: 0 false, 1 unknown, 2 true (Kleene). `and` is
//! the minimum, `or` the maximum, `not` is 2 - x.

use super::numbers::tolerance;
use crate::plan::Relation;

pub(super) fn map(a: &[u8], out: &mut [u8], f: impl Fn(u8) -> u8) {
    out.iter_mut().zip(a).for_each(|(out, a)| *out = f(*a));
}

fn zip(a: &[u8], b: &[u8], out: &mut [u8], f: impl Fn(u8, u8) -> u8) {
    out.iter_mut()
        .zip(a.iter().zip(b))
        .for_each(|(out, (a, b))| *out = f(*a, *b));
}

pub(super) fn holds(relation: Relation, a: f64, b: f64) -> bool {
    let tolerance = tolerance(a, b);
    match relation {
        Relation::Less => a < b - tolerance,
        Relation::AtMost => a <= b + tolerance,
        Relation::Equal => a == b || (a - b).abs() <= tolerance,
    }
}

/// A comparison of numbers known within bounds (`[low, high]`): true or false
/// where it is so for every value between them, else unknown.
pub(super) fn compare(
    relation: Relation,
    a: [&[f64]; 2],
    b: [&[f64]; 2],
    exact: bool,
    out: &mut [u8],
) {
    let [a_low, a_high] = a;
    let [b_low, b_high] = b;
    if exact {
        for (out, (a, b)) in out.iter_mut().zip(a_low.iter().zip(b_low)) {
            let unknown = a.is_nan() | b.is_nan();
            *out = if unknown {
                1
            } else {
                u8::from(holds(relation, *a, *b)) * 2
            };
        }
        return;
    }
    let a = a_low.iter().zip(a_high);
    let b = b_low.iter().zip(b_high);
    for (out, ((a_low, a_high), (b_low, b_high))) in out.iter_mut().zip(a.zip(b)) {
        if a_low.is_nan() | a_high.is_nan() | b_low.is_nan() | b_high.is_nan() {
            *out = 1;
            continue;
        }
        let (always, ever) = match relation {
            // At its worst, and at its best.
            Relation::Less | Relation::AtMost => (
                holds(relation, *a_high, *b_low),
                holds(relation, *a_low, *b_high),
            ),
            Relation::Equal => (
                holds(relation, *a_low, *b_high) && holds(relation, *a_high, *b_low),
                holds(Relation::AtMost, *a_low, *b_high)
                    && holds(Relation::AtMost, *b_low, *a_high),
            ),
        };
        *out = u8::from(always) + u8::from(ever || always);
    }
}

pub(super) fn same(a: &[u8], b: &[u8], out: &mut [u8]) {
    zip(a, b, out, |a, b| {
        if a == 1 || b == 1 {
            1
        } else {
            u8::from(a == b) * 2
        }
    });
}

pub(super) fn known(low: &[f64], high: &[f64], out: &mut [u8]) {
    for (out, (low, high)) in out.iter_mut().zip(low.iter().zip(high)) {
        *out = u8::from(low == high && low.is_finite()) * 2;
    }
}

/// True when N are true, false when N cannot be reached, else unknown.
pub(super) fn at_least(n: &[f64], items: &[&[u8]], out: &mut [u8]) {
    for (row, (out, n)) in out.iter_mut().zip(n).enumerate() {
        let truths = items.iter().filter_map(|item| item.get(row));
        let (sure, maybe) = truths.fold((0.0, 0.0), |(sure, maybe), t| {
            (
                sure + f64::from(u8::from(*t == 2)),
                maybe + f64::from(u8::from(*t >= 1)),
            )
        });
        *out = if n.is_nan() {
            1
        } else {
            u8::from(holds(Relation::AtMost, *n, sure))
                + u8::from(holds(Relation::AtMost, *n, maybe))
        };
    }
}

pub(super) fn default(first: &[u8], second: &[u8], filled: Option<&[u8]>, out: &mut [u8]) {
    zip(
        first,
        second,
        out,
        |first, second| if first == 1 { second } else { first },
    );
    if let Some(filled) = filled {
        for ((out, first), filled) in out.iter_mut().zip(first).zip(filled) {
            if *filled != 2 {
                *out = *first;
            }
        }
    }
}

pub(super) fn choose(condition: &[u8], a: &[u8], b: Option<&[u8]>, out: &mut [u8]) {
    for (row, (out, (condition, a))) in out.iter_mut().zip(condition.iter().zip(a)).enumerate() {
        let b = b.and_then(|b| b.get(row)).copied().unwrap_or(1);
        *out = match condition {
            2 => *a,
            0 => b,
            _ if *a == b => *a,
            _ => 1,
        };
    }
}

/// `x is missing` in the sure reading: no where known, unknown while an answer
/// may still come, else yes.
pub(super) fn surely_missing(known: &[u8], open: &[u8], out: &mut [u8]) {
    zip(known, open, out, |known, open| {
        if known == 2 {
            0
        } else if open == 2 {
            1
        } else {
            2
        }
    });
}

/// Whether today's element of a window hangs on an open answer: it would be
/// picked, or may be, and its value may still come. `when` is the condition in
/// the sure reading, and whether it is open.
pub(super) fn blocked(when: Option<[&[u8]; 2]>, open: &[u8], known: &[u8], out: &mut [u8]) {
    zip(open, known, out, |open, known| {
        u8::from(open == 2 && known != 2) * 2
    });
    if let Some([truth, condition_open]) = when {
        for (out, (truth, open)) in out.iter_mut().zip(truth.iter().zip(condition_open)) {
            *out = match truth {
                0 => 0,
                1 => u8::from(*open == 2) * 2,
                _ => *out,
            };
        }
    }
}

pub(super) fn blank(value: &[u8], blocked: &[u8], out: &mut [u8]) {
    zip(
        value,
        blocked,
        out,
        |value, blocked| if blocked == 2 { 1 } else { value },
    );
}
