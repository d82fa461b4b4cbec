//! A history as one line of signs: in go its days, out come `▁▃▇·×▅`, a sign a
//! day, cut into lines of a width.

use crate::engine::{Counting, History, HistoryDay, HistoryKind};

/// From the lowest to the highest value.
const LEVELS: [char; 5] = ['▁', '▂', '▃', '▅', '▇'];
/// A day of which nothing is known.
pub(super) const MISSING: char = '·';
/// A day that is known and does not count.
pub(super) const LEFT_OUT: char = '×';

/// The lines of signs, none longer than `width` (at least 7).
pub(super) fn sparkline(history: &History, width: usize) -> Vec<String> {
    let numbers = || {
        let days = history.days.iter();
        days.filter(|day| day.counting == Counting::Counted)
            .filter_map(|day| day.number)
    };
    let ends = match history.kind {
        HistoryKind::Count => (0.0, 1.0),
        _ => (
            numbers().fold(f64::INFINITY, f64::min),
            numbers().fold(f64::NEG_INFINITY, f64::max),
        ),
    };
    let signs: Vec<char> = history.days.iter().map(|day| sign(day, ends)).collect();
    signs
        .chunks(width.max(7))
        .map(|signs| signs.iter().collect())
        .collect()
}

fn sign(day: &HistoryDay, (low, high): (f64, f64)) -> char {
    match (day.counting, day.number) {
        (Counting::Missing, _) => MISSING,
        (Counting::LeftOut, _) => LEFT_OUT,
        // What is no number is there or not.
        (Counting::Counted, None) => LEVELS[4],
        (Counting::Counted, Some(_)) if high <= low => LEVELS[2],
        (Counting::Counted, Some(x)) => {
            let share = (x - low) / (high - low);
            let level = [0.2, 0.4, 0.6, 0.8].iter().filter(|&&end| share >= end);
            LEVELS.get(level.count()).copied().unwrap_or(LEVELS[4])
        }
    }
}
