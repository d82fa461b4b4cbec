//! What looks back over days without a fixed window: `latest`, `N days ago`,
//! `ewma`, and the three day counts.

use super::batch::Batch;
use crate::ruleset::DayCount;

/// An athlete's rows are gone through in order; λ weighs the day, a missing
/// day leaves the mean as it is, the first known value starts it.
/// E = λx + (1 - λ)E: Williams et al., BJSM 2017;51:209.
pub(super) fn ewma(values: &[f64], lambda: f64, batch: &Batch, out: &mut [f64]) {
    for segment in &batch.segments {
        let mut mean = f64::NAN;
        for row in segment.rows.clone() {
            let x = values[row];
            if mean.is_nan() {
                mean = x;
            } else if !x.is_nan() {
                mean = lambda * x + (1.0 - lambda) * mean;
            }
            out[row] = mean;
        }
    }
}

/// For each row, the latest row (itself included) on which the value is known
/// and `when` holds, at most `within` days back.
pub(super) fn latest(
    known: impl Fn(usize) -> bool,
    when: Option<&[u8]>,
    within: Option<u32>,
    batch: &Batch,
    mut found: impl FnMut(usize, Option<usize>),
) {
    for segment in &batch.segments {
        let mut last = None;
        for row in segment.rows.clone() {
            let picked = when.is_none_or(|when| when.get(row) == Some(&2));
            if picked && known(row) {
                last = Some(row);
            }
            found(
                row,
                last.filter(|&at| within.is_none_or(|within| row - at <= within as usize)),
            );
        }
    }
}

/// The value so many days ago; `blank` before the athlete's first day.
pub(super) fn ago<T: Copy>(values: &[T], days: u32, blank: T, batch: &Batch, out: &mut [T]) {
    for segment in &batch.segments {
        for row in segment.rows.clone() {
            let from = row
                .checked_sub(days as usize)
                .filter(|&from| from >= segment.rows.start);
            out[row] = from
                .and_then(|from| values.get(from))
                .copied()
                .unwrap_or(blank);
        }
    }
}

/// A bound of a day count. Unknown days count for the upper bound of `days
/// when` and `days in a row`, and for the lower one of `days since`; days before
/// the athlete's first are unknown.
pub(super) fn day_count(
    count: DayCount,
    past: &[u8],
    today: &[u8],
    upper: bool,
    batch: &Batch,
    out: &mut [f64],
) {
    let least = if upper { 1 } else { 2 };
    match count {
        DayCount::When(over) => {
            for segment in &batch.segments {
                for row in segment.rows.clone() {
                    let (from, end) = super::windows::days_of(over, row);
                    let from = usize::try_from(from).unwrap_or(0).max(segment.rows.start);
                    let end = usize::try_from(end).unwrap_or(0);
                    let counted = (from..end)
                        .filter(|&day| {
                            if day == row {
                                today[day] >= least
                            } else {
                                past[day] >= least
                            }
                        })
                        .count();
                    let inside = end.saturating_sub(from);
                    let before = if upper {
                        over.days as usize - inside.min(over.days as usize)
                    } else {
                        0
                    };
                    out[row] = days(counted + before);
                }
            }
        }
        DayCount::InARow => {
            for segment in &batch.segments {
                let mut run = if upper { f64::INFINITY } else { 0.0 };
                for row in segment.rows.clone() {
                    out[row] = if today[row] >= least { run + 1.0 } else { 0.0 };
                    run = if past[row] >= least { run + 1.0 } else { 0.0 };
                }
            }
        }
        DayCount::Since => {
            // The upper bound looks for a day that is true, the lower one for
            // any that is not false, such as the day before the first.
            let least = if upper { 2 } else { 1 };
            for segment in &batch.segments {
                let mut since = if upper { f64::INFINITY } else { 0.0 };
                for row in segment.rows.clone() {
                    out[row] = if today[row] >= least {
                        0.0
                    } else {
                        since + 1.0
                    };
                    since = if past[row] >= least { 0.0 } else { since + 1.0 };
                }
            }
        }
    }
}

fn days(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}
