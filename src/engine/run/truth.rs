//! Operations that give truths: in goes one operation of the plan, out comes its
//! column of 0 (no), 1 (unknown) and 2 (yes). The loops themselves are in `truths`,
//! `sets`, `lookback` and `lookups`.

use super::Context;
use crate::days::Held;
use crate::engine::{lookback, lookups, sets, truths};
use crate::plan::{NodeId, Op};

impl Context<'_> {
    pub(super) fn truth(&self, op: &Op, out: &mut [u8]) {
        let numbers = |node| self.numbers(node);
        match op {
            Op::Truth(truth) => out.fill(*truth),
            Op::RawTruth { slot, lasting } => {
                // 0 and 1 in the data are 0 and 2 here; NaN is 1.
                let read = |x: f64| {
                    if x.is_nan() {
                        1
                    } else {
                        u8::from(x != 0.0) * 2
                    }
                };
                self.raw(*slot, *lasting, 1, read, out);
            }
            Op::SettingTruth(id) => self.setting(*id, out, |value| match value {
                Some(Held::Number(truth)) => u8::from(truth != 0.0) * 2,
                _ => 1,
            }),
            Op::DefaultTruth {
                first,
                second,
                filled,
            } => {
                truths::default(
                    self.truths(*first),
                    self.truths(*second),
                    self.when(*filled),
                    out,
                );
            }
            Op::Compare(relation, a, b) => truths::compare(
                *relation,
                [numbers(a.low), numbers(a.high)],
                [numbers(b.low), numbers(b.high)],
                a.low == a.high && b.low == b.high,
                out,
            ),
            Op::SameTruth(a, b) => truths::same(self.truths(*a), self.truths(*b), out),
            Op::SameSet(a, b) => sets::same(
                [self.sets(a.sure), self.sets(a.maybe)],
                [self.sets(b.sure), self.sets(b.maybe)],
                out,
            ),
            Op::KnownNumber(bounds) => {
                truths::known(numbers(bounds.low), numbers(bounds.high), out)
            }
            Op::KnownTruth(a) => truths::map(self.truths(*a), out, |t| u8::from(t != 1) * 2),
            Op::KnownSet(set) => sets::known(self.sets(set.sure), self.sets(set.maybe), out),
            Op::Not(a) => truths::map(self.truths(*a), out, |t| 2 - t),
            Op::And(items) => self.joined(items, 2, u8::min, out),
            Op::Or(items) => self.joined(items, 0, u8::max, out),
            Op::AtLeast(n, items) => {
                let items: Vec<&[u8]> = items.iter().map(|&node| self.truths(node)).collect();
                truths::at_least(self.numbers(*n), &items, out);
            }
            Op::Overlaps(a, b) => sets::overlaps(
                [self.sets(a.sure), self.sets(a.maybe)],
                [self.sets(b.sure), self.sets(b.maybe)],
                out,
            ),
            Op::Includes(set, member) => {
                sets::includes(
                    self.sets(set.sure),
                    self.sets(set.maybe),
                    self.numbers(*member),
                    out,
                );
            }
            Op::IfTruth(condition, a, b) => {
                truths::choose(
                    self.truths(*condition),
                    self.truths(*a),
                    b.map(|b| self.truths(b)),
                    out,
                );
            }
            Op::SurelyMissing { known, open } => {
                truths::surely_missing(self.truths(*known), self.truths(*open), out);
            }
            Op::Blocked { when, open, known } => {
                let when = when.map(|[truth, open]| [self.truths(truth), self.truths(open)]);
                truths::blocked(when, self.truths(*open), self.truths(*known), out);
            }
            Op::BlankTruth { value, blocked } => {
                truths::blank(self.truths(*value), self.truths(*blocked), out)
            }
            Op::LatestTruth {
                value,
                when,
                within,
            } => {
                let values = self.truths(*value);
                lookback::latest(
                    |row| values[row] != 1,
                    self.when(*when),
                    *within,
                    self.batch,
                    |row, from| {
                        out[row] = from.map_or(1, |from| values[from]);
                    },
                );
            }
            Op::AgoTruth(value, days) => {
                lookback::ago(self.truths(*value), *days, 1, self.batch, out)
            }
            Op::LookupTruth { rows, complete } => {
                let rows = rows
                    .iter()
                    .map(|(condition, value)| (self.truths(*condition), self.truths(*value)));
                lookups::truth(rows, *complete, out);
            }
            Op::Answered { slots, lasting } => self.answered(slots, *lasting, out),
            _ => out.fill(1),
        }
    }

    fn joined(&self, items: &[NodeId], start: u8, join: impl Fn(u8, u8) -> u8, out: &mut [u8]) {
        out.fill(start);
        for &item in items {
            out.iter_mut()
                .zip(self.truths(item))
                .for_each(|(out, t)| *out = join(*out, *t));
        }
    }
}
