//! The interpreter's loop: each operation of the plan, in order, over all rows
//! of a batch. Numbers are in `numbers`, truths in `truths`, sets in `sets`,
//! what looks back over days in `windows` and `lookback`, tables in `lookups`.

use super::batch::Batch;
use super::columns::{Buffer, Columns};
use super::{lookback, lookups, numbers, sets, truths, windows};
use crate::days::{Column, Days, Held, Slot};
use crate::plan::{NodeId, Op, Plan};
use crate::ruleset::SettingId;

/// All that an operation may read.
pub(super) struct Context<'a> {
    pub(super) columns: &'a Columns,
    pub(super) batch: &'a Batch,
    pub(super) days: &'a Days,
}

/// Fills the columns of a batch.
pub(super) fn run(plan: &Plan, columns: &mut Columns, batch: &Batch, days: &Days) {
    for (index, op) in plan.ops.iter().enumerate() {
        let Some(slot) = columns.buffers.get_mut(index) else {
            continue;
        };
        // Taken out while it is written, so that the others can be read.
        let mut buffer = std::mem::replace(slot, Buffer::Truth(Vec::new()));
        buffer.resize(batch.len());
        let context = Context {
            columns,
            batch,
            days,
        };
        match &mut buffer {
            Buffer::Number(out) => context.number(op, out),
            Buffer::Truth(out) => context.truth(op, out),
            Buffer::Set(out) => context.set(op, out),
        }
        if let Some(slot) = columns.buffers.get_mut(index) {
            *slot = buffer;
        }
    }
}

impl Context<'_> {
    fn numbers(&self, node: NodeId) -> &[f64] {
        self.columns.numbers(node)
    }

    fn truths(&self, node: NodeId) -> &[u8] {
        self.columns.truths(node)
    }

    fn sets(&self, node: NodeId) -> &[u64] {
        self.columns.sets(node)
    }

    fn when(&self, node: Option<NodeId>) -> Option<&[u8]> {
        node.map(|node| self.truths(node))
    }

    fn number(&self, op: &Op, out: &mut [f64]) {
        match op {
            Op::Number(bits) => out.fill(bits.0),
            Op::RawNumber { slot, lasting } => self.raw(*slot, *lasting, f64::NAN, |x: f64| x, out),
            Op::SettingNumber(id) => self.setting(*id, out, |value| match value {
                Some(Held::Number(x)) => x,
                _ => f64::NAN,
            }),
            Op::Today => out
                .iter_mut()
                .zip(&self.batch.days)
                .for_each(|(out, day)| *out = f64::from(*day)),
            Op::Convert(a, conversion) => {
                numbers::map(self.numbers(*a), out, |x| conversion.apply(x))
            }
            Op::Unary(op, a) => numbers::unary(*op, self.numbers(*a), out),
            Op::Binary(op, a, b) => numbers::binary(*op, self.numbers(*a), self.numbers(*b), out),
            Op::Exact(bounds) => {
                numbers::exact(self.numbers(bounds.low), self.numbers(bounds.high), out)
            }
            Op::BoundEnd { this, other } => {
                numbers::bound_end(self.numbers(*this), self.numbers(*other), out)
            }
            Op::DefaultNumber {
                first,
                second,
                filled,
            } => {
                numbers::default(
                    self.numbers(*first),
                    self.numbers(*second),
                    self.when(*filled),
                    out,
                );
            }
            Op::IfNumber {
                condition,
                this,
                other,
            } => {
                let branch = |node: Option<NodeId>| node.map(|node| self.numbers(node));
                numbers::choose(
                    self.truths(*condition),
                    this.map(branch),
                    other.map(branch),
                    out,
                );
            }
            Op::BlankNumber { value, blocked } => {
                numbers::blank(self.numbers(*value), self.truths(*blocked), out);
            }
            Op::Extreme {
                highest,
                members,
                mask,
                blank,
                empty,
            } => {
                let members: Vec<&[f64]> = members.iter().map(|&node| self.numbers(node)).collect();
                let mask = mask.map(|node| self.sets(node));
                numbers::extreme(*highest, &members, mask, blank.0, empty.0, out);
            }
            Op::Fold {
                fold,
                members,
                among,
            } => {
                let members: Vec<&[f64]> = members.iter().map(|&node| self.numbers(node)).collect();
                let among = among.map(|set| (self.sets(set.sure), self.sets(set.maybe)));
                windows::fold(*fold, &members, among, out);
            }
            Op::Size(set) => {
                out.iter_mut()
                    .zip(self.sets(*set))
                    .for_each(|(out, set)| *out = f64::from(set.count_ones()));
            }
            Op::Window {
                func,
                value,
                when,
                over,
                at_least,
            } => {
                let window = windows::Window {
                    func: *func,
                    over: *over,
                    at_least: *at_least,
                };
                windows::window(
                    window,
                    self.numbers(*value),
                    self.when(*when),
                    self.batch,
                    out,
                );
            }
            Op::ZScore { today, mean, sd } => {
                numbers::z_score(
                    self.numbers(*today),
                    self.numbers(*mean),
                    self.numbers(*sd),
                    out,
                );
            }
            Op::Ewma { value, lambda } => {
                lookback::ewma(self.numbers(*value), lambda.0, self.batch, out)
            }
            Op::LatestNumber {
                value,
                when,
                within,
            } => {
                let values = self.numbers(*value);
                let known = |row: usize| !values[row].is_nan();
                lookback::latest(known, self.when(*when), *within, self.batch, |row, from| {
                    out[row] = from.map_or(f64::NAN, |from| values[from]);
                });
            }
            Op::AgoNumber(value, days) => {
                lookback::ago(self.numbers(*value), *days, f64::NAN, self.batch, out)
            }
            Op::DayCount {
                count,
                past,
                today,
                upper,
            } => {
                lookback::day_count(
                    *count,
                    self.truths(*past),
                    self.truths(*today),
                    *upper,
                    self.batch,
                    out,
                );
            }
            Op::LookupNumber {
                rows,
                complete,
                upper,
            } => {
                let rows = rows.iter().map(|(condition, value)| {
                    let ends = [value.low, value.high].map(|node| self.numbers(node));
                    (self.truths(*condition), ends)
                });
                lookups::number(rows, *complete, *upper, out);
            }
            _ => out.fill(f64::NAN),
        }
    }

    fn truth(&self, op: &Op, out: &mut [u8]) {
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

    fn set(&self, op: &Op, out: &mut [u64]) {
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

    /// A setting on every day: one value, or one for each stretch of settings.
    fn setting<T: Copy>(&self, id: SettingId, out: &mut [T], read: impl Fn(Option<Held>) -> T) {
        let value = |settings: usize| {
            let settings = self.batch.settings.get(settings);
            read(settings.and_then(|settings| Some(settings.get(id)?.0)))
        };
        if let Some(shared) = self.batch.shared_settings() {
            out.fill(value(shared));
            return;
        }
        for segment in &self.batch.segments {
            if let Some(out) = out.get_mut(segment.rows.clone()) {
                out.fill(value(segment.settings));
            }
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

    /// A column of the data on every calendar day; a lasting one is carried forward.
    fn raw<T: Copy>(
        &self,
        slot: Slot,
        lasting: bool,
        blank: T,
        read: impl Fn(f64) -> T,
        out: &mut [T],
    ) {
        let Some(Column::Number(values)) = self.days.columns.get(slot.0 as usize) else {
            out.fill(blank);
            return;
        };
        self.rows(
            lasting,
            out,
            |source| {
                let x = values.get(source).copied().unwrap_or(f64::NAN);
                (!x.is_nan()).then(|| read(x))
            },
            blank,
        );
    }

    fn raw_set(&self, slot: Slot, lasting: bool, blank: u64, out: &mut [u64]) {
        let Some(Column::Set(values)) = self.days.columns.get(slot.0 as usize) else {
            out.fill(blank);
            return;
        };
        self.rows(
            lasting,
            out,
            |source| values.get(source).copied().flatten(),
            blank,
        );
    }

    fn rows<T: Copy>(
        &self,
        lasting: bool,
        out: &mut [T],
        read: impl Fn(usize) -> Option<T>,
        blank: T,
    ) {
        for segment in &self.batch.segments {
            let mut carried = None;
            for row in segment.rows.clone() {
                let value = self.batch.source(row).and_then(&read);
                if lasting {
                    carried = value.or(carried);
                } else {
                    carried = value;
                }
                out[row] = carried.unwrap_or(blank);
            }
        }
    }

    fn answered(&self, slots: &[Slot], lasting: bool, out: &mut [u8]) {
        let given = |source: usize| {
            slots
                .iter()
                .any(|slot| match self.days.columns.get(slot.0 as usize) {
                    Some(Column::Number(values)) => values.get(source).is_some_and(|x| !x.is_nan()),
                    Some(Column::Set(values)) => values.get(source).is_some_and(Option::is_some),
                    None => false,
                })
        };
        self.rows(lasting, out, |source| given(source).then_some(2), 0);
    }
}
