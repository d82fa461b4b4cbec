//! Operations that give sets: in goes one operation of the plan, out comes its
//! column of members as bits. The loops themselves are in `sets`, `lookback`
//! and `lookups`.

use super::Context;
use crate::days::Held;
use crate::engine::{lookback, lookups, sets};
use crate::plan::Op;

impl Context<'_> {
    pub(super) fn set(&self, op: &Op, out: &mut [u64]) {
        match op {
            Op::Set(mask) => out.fill(*mask),
            Op::RawSet {
                slot,
                lasting,
                blank,
            } => self.raw_set(*slot, *lasting, *blank, out),
            Op::SettingSet(id) => self.setting(*id, out, |value| match value {
                Some(Held::Set(mask)) => mask,
                _ => 0,
            }),
            Op::DefaultSet {
                first,
                known,
                second,
                filled,
            } => {
                let filled = self.when(*filled);
                sets::default(
                    self.sets(*first),
                    self.truths(*known),
                    self.sets(*second),
                    filled,
                    out,
                );
            }
            Op::MemberBit { member, blank } => sets::member_bit(self.numbers(*member), *blank, out),
            Op::Union(items) => {
                out.fill(0);
                for &item in items {
                    out.iter_mut()
                        .zip(self.sets(item))
                        .for_each(|(out, bits)| *out |= bits);
                }
            }
            Op::Difference(a, b) => {
                let pairs = self.sets(*a).iter().zip(self.sets(*b));
                out.iter_mut()
                    .zip(pairs)
                    .for_each(|(out, (a, b))| *out = a & !b);
            }
            Op::Where { members, least } => {
                out.fill(0);
                for (bit, &member) in members.iter().enumerate() {
                    let truths = self.truths(member);
                    out.iter_mut()
                        .zip(truths)
                        .for_each(|(out, t)| *out |= u64::from(t >= least) << bit);
                }
            }
            Op::IfSet {
                condition,
                branches,
                maybe,
                blank,
            } => {
                let sides =
                    branches.map(|set| set.map(|set| [self.sets(set.sure), self.sets(set.maybe)]));
                sets::choose(self.truths(*condition), sides, *maybe, *blank, out);
            }
            Op::BlankSet {
                value,
                blocked,
                blank,
            } => {
                let pairs = self.sets(*value).iter().zip(self.truths(*blocked));
                out.iter_mut()
                    .zip(pairs)
                    .for_each(|(out, (v, b))| *out = if *b == 2 { *blank } else { *v });
            }
            Op::LatestSet {
                value,
                when,
                within,
                blank,
            } => {
                let (sure, maybe) = (self.sets(value.sure), self.sets(value.maybe));
                lookback::latest(
                    |row| sure[row] == maybe[row],
                    self.when(*when),
                    *within,
                    self.batch,
                    |row, from| out[row] = from.map_or(*blank, |from| sure[from]),
                );
            }
            Op::AgoSet { value, days, blank } => {
                lookback::ago(self.sets(*value), *days, *blank, self.batch, out)
            }
            Op::LookupSet {
                rows,
                complete,
                maybe,
                blank,
            } => {
                let rows = rows.iter().map(|(condition, value)| {
                    let sides = [value.sure, value.maybe].map(|node| self.sets(node));
                    (self.truths(*condition), sides)
                });
                lookups::set(rows, *complete, *maybe, *blank, out);
            }
            _ => out.fill(0),
        }
    }
}
