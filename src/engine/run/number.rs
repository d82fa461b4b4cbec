//! Operations that give numbers: in goes one operation of the plan, out comes its
//! column, NaN where it is missing. The loops themselves are in `numbers`, `windows`,
//! `lookback` and `lookups`.

use super::Context;
use crate::days::Held;
use crate::engine::{lookback, lookups, numbers, windows};
use crate::plan::{NodeId, Op};

impl Context<'_> {
    pub(super) fn number(&self, op: &Op, out: &mut [f64]) {
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
}
