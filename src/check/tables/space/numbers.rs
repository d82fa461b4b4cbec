//! Numbers, cut where some row compares them: a piece for each number that is
//! named and one for those between it and the next, but for what holds none.

use super::region::Region;
use crate::ruleset::{CompareOp, Range};

/// Numbers in pieces. Before pieces without numbers are left out, piece 2i+1 is
/// the cut i itself, and piece 2i all between it and the cut before.
#[derive(Clone, Debug)]
pub(in crate::check::tables) struct NumberAxis {
    /// The numbers at which rows begin or end, and the ends of the range.
    cuts: Vec<f64>,
    whole: bool,
    /// Of each piece that holds a number, which it was before the others were left out.
    kept: Vec<u32>,
    /// How many of the pieces before each hold a number.
    kept_before: Vec<u32>,
}

/// The numbers of a piece, or of several side by side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::check::tables) struct Interval {
    /// Its lower end, and whether that itself is in; `None` where nothing bounds it.
    pub low: Option<(f64, bool)>,
    /// Its upper end.
    pub high: Option<(f64, bool)>,
}

/// As the engine compares.
fn tolerance(x: f64) -> f64 {
    (x.abs() * 1e-9).max(1e-12)
}

/// The whole number that a number stands for, if it does.
fn as_whole(x: f64) -> Option<f64> {
    ((x - x.round()).abs() <= tolerance(x)).then(|| x.round())
}

/// The least whole number above.
fn whole_above(x: f64) -> f64 {
    as_whole(x).map_or_else(|| x.ceil(), |whole| whole + 1.0)
}

/// The greatest whole number below.
fn whole_below(x: f64) -> f64 {
    as_whole(x).map_or_else(|| x.floor(), |whole| whole - 1.0)
}

impl NumberAxis {
    /// A range, cut at numbers.
    pub fn new(range: Range, whole: bool, numbers: impl Iterator<Item = f64>) -> Self {
        let ends = [range.low, range.high]
            .into_iter()
            .filter(|x| x.is_finite());
        let mut cuts: Vec<f64> = ends.chain(numbers).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|next, before| *next - *before <= tolerance(*next));
        let mut axis = Self {
            cuts,
            whole,
            kept: Vec::new(),
            kept_before: vec![0],
        };
        let pieces = 2 * place(axis.cuts.len()) + 1;
        let first = if range.low.is_finite() {
            axis.point(range.low)
        } else {
            0
        };
        let last = if range.high.is_finite() {
            axis.point(range.high)
        } else {
            pieces - 1
        };
        for piece in 0..pieces {
            if first <= piece && piece <= last && axis.holds_number(piece) {
                axis.kept.push(piece);
            }
            axis.kept_before.push(place(axis.kept.len()));
        }
        axis
    }

    /// How many pieces hold a number.
    pub fn size(&self) -> u32 {
        place(self.kept.len())
    }

    /// The piece of a number at which it was cut.
    fn point(&self, x: f64) -> u32 {
        let cut = self.cuts.partition_point(|&cut| cut < x - tolerance(x));
        2 * place(cut.min(self.cuts.len().saturating_sub(1))) + 1
    }

    fn cut(&self, at: u32) -> Option<f64> {
        self.cuts.get(usize::try_from(at).ok()?).copied()
    }

    /// What a piece holds, before those without numbers are left out.
    fn interval(&self, piece: u32) -> Interval {
        if piece % 2 == 1 {
            let cut = self.cut(piece / 2).map(|cut| (cut, true));
            return Interval {
                low: cut,
                high: cut,
            };
        }
        let before = (piece / 2).checked_sub(1).and_then(|at| self.cut(at));
        Interval {
            low: before.map(|cut| (cut, false)),
            high: self.cut(piece / 2).map(|cut| (cut, false)),
        }
    }

    fn holds_number(&self, piece: u32) -> bool {
        if !self.whole {
            return true;
        }
        match self.interval(piece) {
            Interval {
                low: Some((cut, true)),
                ..
            } => as_whole(cut).is_some(),
            Interval {
                low: Some((low, _)),
                high: Some((high, _)),
            } => whole_above(low) <= whole_below(high),
            _ => true,
        }
    }

    /// The pieces of whose numbers a comparison is true.
    pub fn region(&self, op: CompareOp, x: f64) -> Region {
        let point = self.point(x);
        let all = 2 * place(self.cuts.len()) + 1;
        let kept = |start: u32, end: u32| (self.before(start), self.before(end));
        Region::of(match op {
            CompareOp::Less => vec![kept(0, point)],
            CompareOp::AtMost => vec![kept(0, point + 1)],
            CompareOp::More => vec![kept(point + 1, all)],
            CompareOp::AtLeast => vec![kept(point, all)],
            CompareOp::Is => vec![kept(point, point + 1)],
            CompareOp::IsNot => vec![kept(0, point), kept(point + 1, all)],
        })
    }

    fn before(&self, piece: u32) -> u32 {
        let at = usize::try_from(piece).unwrap_or(usize::MAX);
        self.kept_before.get(at).copied().unwrap_or(self.size())
    }

    /// The numbers from one piece up to, not including, another. Of whole numbers
    /// the ends are whole, and in.
    pub fn numbers(&self, start: u32, end: u32) -> Interval {
        let raw = |at: u32| self.kept.get(usize::try_from(at).ok()?).copied();
        let low = raw(start).and_then(|piece| self.interval(piece).low);
        let high = raw(end.saturating_sub(1)).and_then(|piece| self.interval(piece).high);
        if !self.whole {
            return Interval { low, high };
        }
        let low = low.map(|(low, with)| {
            (
                if with {
                    as_whole(low).unwrap_or(low)
                } else {
                    whole_above(low)
                },
                true,
            )
        });
        let high = high.map(|(high, with)| {
            (
                if with {
                    as_whole(high).unwrap_or(high)
                } else {
                    whole_below(high)
                },
                true,
            )
        });
        Interval { low, high }
    }
}

fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX / 4)
}
