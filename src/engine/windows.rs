//! Statistics over the days of a window, and over the members of a map. A
//! window's value is a function of its days alone: each is worked out from its
//! own days, with no running sum that would carry what came before.

use super::batch::Batch;
use super::numbers::tolerance;
use crate::ruleset::{MemberFold, Over, WindowFunc};

/// What is to be done over which days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) func: WindowFunc,
    pub(super) over: Over,
    pub(super) at_least: Option<u32>,
}

impl Window {
    /// How many known days are needed, of so many picked ones: as written, else
    /// all for a sum and half of them, rounded up, for anything else.
    pub(super) fn needed(self, picked: usize) -> usize {
        match (self.at_least, self.func) {
            (Some(least), _) => least as usize,
            (None, WindowFunc::Sum) => picked,
            (None, _) => picked.div_ceil(2),
        }
    }
}

/// The first and one past the last day of a window, as rows of the batch that
/// may lie before the athlete's first; for the row of today.
pub(super) fn days_of(over: Over, row: usize) -> (i64, i64) {
    let row = i64::try_from(row).unwrap_or(i64::MAX - 1);
    let end = if over.before_today { row } else { row + 1 };
    (end - i64::from(over.days), end)
}

/// The known values of the picked days of a window, with their rows, and how
/// many days were picked; days before the athlete's first count as days
/// without answers, which `when` never picks.
pub(super) fn collect(
    over: Over,
    row: usize,
    first: usize,
    value: impl Fn(usize) -> f64,
    when: Option<&[u8]>,
    known: &mut Vec<(f64, f64)>,
) -> usize {
    known.clear();
    let (from, end) = days_of(over, row);
    let start = usize::try_from(from).unwrap_or(0).max(first);
    let end = usize::try_from(end).unwrap_or(0);
    let mut picked = if when.is_some() {
        0
    } else {
        over.days as usize
    };
    for day in start..end {
        if let Some(when) = when {
            if when.get(day) != Some(&2) {
                continue;
            }
            picked += 1;
        }
        let x = value(day);
        if !x.is_nan() {
            // The day counted from today keeps numbers small, and the same
            // whatever the history's length.
            let ago = i32::try_from(row - day.min(row)).unwrap_or(i32::MAX);
            known.push((-f64::from(ago), x));
        }
    }
    picked
}

pub(super) fn window(
    window: Window,
    values: &[f64],
    when: Option<&[u8]>,
    batch: &Batch,
    out: &mut [f64],
) {
    let mut known = Vec::with_capacity(window.over.days as usize);
    let mut sorted = Vec::new();
    for segment in &batch.segments {
        for row in segment.rows.clone() {
            let value = |day: usize| values.get(day).copied().unwrap_or(f64::NAN);
            let picked = collect(
                window.over,
                row,
                segment.rows.start,
                value,
                when,
                &mut known,
            );
            out[row] = if known.is_empty() || known.len() < window.needed(picked) {
                f64::NAN
            } else {
                statistic(window.func, &known, &mut sorted)
            };
        }
    }
}

/// Of at least one known value, with the day of each; NaN where it has none.
fn statistic(func: WindowFunc, known: &[(f64, f64)], sorted: &mut Vec<f64>) -> f64 {
    let values = || known.iter().map(|(_, x)| *x);
    let result = match func {
        WindowFunc::Sum => values().sum(),
        WindowFunc::Average => mean(values()),
        WindowFunc::Median => median(values(), sorted),
        WindowFunc::Highest => values().fold(f64::NEG_INFINITY, f64::max),
        WindowFunc::Lowest => values().fold(f64::INFINITY, f64::min),
        WindowFunc::Sd => sd(values(), 1),
        WindowFunc::PopulationSd => sd(values(), 0),
        WindowFunc::Trend => trend(known),
        // Planned as a mean and an SD.
        WindowFunc::ZScore => f64::NAN,
    };
    if result.is_finite() { result } else { f64::NAN }
}

fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}

fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count();
    values.sum::<f64>() / count(n)
}

fn median(values: impl Iterator<Item = f64>, sorted: &mut Vec<f64>) -> f64 {
    sorted.clear();
    sorted.extend(values);
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = sorted.get(middle).copied().unwrap_or(f64::NAN);
    if sorted.len() % 2 == 1 {
        return upper;
    }
    let lower = middle
        .checked_sub(1)
        .and_then(|at| sorted.get(at))
        .copied()
        .unwrap_or(f64::NAN);
    lower + (upper - lower) / 2.0
}

/// The SD with `n - less` in the denominator: 1 for the sample's, 0 for the
/// population's. One that is no larger than the tolerance of comparisons is 0.
fn sd(values: impl Iterator<Item = f64> + Clone, less: usize) -> f64 {
    let n = values.clone().count();
    if n <= less {
        return f64::NAN;
    }
    let mean = mean(values.clone());
    let squares: f64 = values.clone().map(|x| (x - mean) * (x - mean)).sum();
    let sd = (squares / count(n - less)).sqrt();
    let largest = values.fold(0.0, |largest: f64, x| largest.max(x.abs()));
    if sd <= tolerance(largest, 0.0) {
        0.0
    } else {
        sd
    }
}

/// The least-squares slope a day.
fn trend(known: &[(f64, f64)]) -> f64 {
    if known.len() < 2 {
        return f64::NAN;
    }
    let day = mean(known.iter().map(|(day, _)| *day));
    let value = mean(known.iter().map(|(_, x)| *x));
    let (both, days) = known.iter().fold((0.0, 0.0), |(both, days), (d, x)| {
        (both + (d - day) * (x - value), days + (d - day) * (d - day))
    });
    both / days
}

/// Over the members of a map, all of which must be known, and the set of them
/// (`among`: surely in, maybe in) exact.
pub(super) fn fold(
    fold: MemberFold,
    members: &[&[f64]],
    among: Option<(&[u64], &[u64])>,
    out: &mut [f64],
) {
    let func = match fold {
        MemberFold::Highest => WindowFunc::Highest,
        MemberFold::Lowest => WindowFunc::Lowest,
        MemberFold::Average => WindowFunc::Average,
        MemberFold::Sum => WindowFunc::Sum,
        MemberFold::Median => WindowFunc::Median,
        MemberFold::Sd => WindowFunc::Sd,
        MemberFold::PopulationSd => WindowFunc::PopulationSd,
    };
    let mut known = Vec::with_capacity(members.len());
    let mut sorted = Vec::new();
    for (row, out) in out.iter_mut().enumerate() {
        known.clear();
        let mask = match among {
            None => Some(u64::MAX),
            Some((sure, maybe)) => sure
                .get(row)
                .copied()
                .filter(|sure| maybe.get(row) == Some(sure)),
        };
        let Some(mask) = mask else {
            *out = f64::NAN;
            continue;
        };
        for (bit, member) in members.iter().enumerate() {
            if mask >> bit & 1 == 1 {
                known.push((0.0, member.get(row).copied().unwrap_or(f64::NAN)));
            }
        }
        let complete = !known.is_empty() && known.iter().all(|(_, x)| !x.is_nan());
        *out = if complete {
            statistic(func, &known, &mut sorted)
        } else {
            f64::NAN
        };
    }
}
