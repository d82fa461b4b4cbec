//! What looks back over days: in goes a window, a count of days or a last value that
//! is unknown, out come the days it lacks, or why there is none though it lacks none.

use super::Causes;
use crate::decision::Waiting;
use crate::engine::windows::{Window, collect, days_of};
use crate::plan::{Lowered, Members, Reading};
use crate::ruleset::{DayCount, ExprId, Over, WindowFunc};

impl Causes<'_> {
    pub(super) fn history(&mut self, of: ExprId, days: Option<u32>) {
        self.found.push(Waiting::History {
            of: self.view.source(of),
            days,
        });
    }

    /// Whether a history that includes today hangs on answers of today that may
    /// still come; they are followed.
    pub(super) fn today(&mut self, value: ExprId, when: Option<ExprId>, members: &Members) -> bool {
        let view = self.view;
        let condition = when.map_or(2, |when| view.truth(when, Reading::Sure, members));
        let mut may_come = false;
        if let Some(when) = when.filter(|when| condition == 1 && view.open(*when, members)) {
            self.open(when, members);
            may_come = true;
        }
        let value_known = view.known(value, Reading::Sure, members);
        if condition != 0 && !value_known && view.open(value, members) {
            self.open(value, members);
            may_come = true;
        }
        may_come
    }

    pub(super) fn window(
        &mut self,
        id: ExprId,
        window: Window,
        value: ExprId,
        when: Option<ExprId>,
        members: &Members,
    ) {
        let view = self.view;
        let value_known = view.known(value, Reading::Sure, members);
        let z_score = window.func == WindowFunc::ZScore;
        if z_score {
            self.unknown(value, members);
        }
        let today_may_come = !window.over.before_today && self.today(value, when, members);
        let Some((known, picked)) = self.days(window.over, value, when, members) else {
            return;
        };
        let needed = window.needed(picked).max(1);
        // A default stands in for today already.
        let picked_now = when.is_none_or(|when| view.truth(when, Reading::Now, members) == 2);
        let counted = picked_now && view.known(value, Reading::Now, members);
        let coming = known + usize::from(today_may_come && !counted);
        if coming < needed {
            self.history(value, u32::try_from(needed - coming).ok());
        } else if known >= needed && !today_may_come && (value_known || !z_score) {
            let days = window.over.days;
            let cause = match window.func {
                WindowFunc::ZScore if known > 1 => format!("no spread in {days} days"),
                _ if known < 2 => format!("only one day known in {days} days"),
                _ => "too large a number".to_owned(),
            };
            self.no_value(id, &cause);
        }
    }

    /// How many days of a window are known, and how many were picked.
    fn days(
        &self,
        over: Over,
        value: ExprId,
        when: Option<ExprId>,
        members: &Members,
    ) -> Option<(usize, usize)> {
        let view = self.view;
        let Some(Lowered::Number(bounds)) = view.plan.value(value, Reading::Now, members) else {
            return None;
        };
        let low = view.columns.numbers(bounds.low);
        let high = view.columns.numbers(bounds.high);
        let exact = |day: usize| match (low.get(day), high.get(day)) {
            (Some(low), Some(high)) if low == high => *low,
            _ => f64::NAN,
        };
        let when = match when.and_then(|when| view.plan.value(when, Reading::Now, members)) {
            Some(Lowered::Truth(node)) => Some(view.columns.truths(node)),
            _ => None,
        };
        let first = view.batch.segment(view.row)?.rows.start;
        let mut known = Vec::new();
        let picked = collect(over, view.row, first, exact, when, &mut known);
        Some((known.len(), picked))
    }

    pub(super) fn day_count(&mut self, count: DayCount, condition: ExprId, members: &Members) {
        let view = self.view;
        let includes_today = !matches!(count, DayCount::When(over) if over.before_today);
        if includes_today {
            self.unknown(condition, members);
        }
        let Some(Lowered::Truth(node)) = view.plan.value(condition, Reading::Now, members) else {
            return;
        };
        let truths = view.columns.truths(node);
        let Some(first) = view
            .batch
            .segment(view.row)
            .map(|segment| segment.rows.start)
        else {
            return;
        };
        match count {
            DayCount::When(over) => {
                let (from, _) = days_of(over, view.row);
                let from = usize::try_from(from).unwrap_or(0).max(first);
                let inside = from..view.row;
                let length = over.days as usize - usize::from(!over.before_today);
                let outside = length.saturating_sub(inside.len());
                let unknown = inside.filter(|&day| truths.get(day) == Some(&1)).count() + outside;
                if unknown > 0 {
                    self.history(condition, u32::try_from(unknown).ok());
                }
            }
            DayCount::InARow | DayCount::Since => {
                // Only the days that the count can reach.
                let stop = if count == DayCount::InARow { 0 } else { 2 };
                let mut reached = (first..view.row)
                    .rev()
                    .map(|day| truths.get(day).copied().unwrap_or(1));
                let known_stop = reached.find(|&truth| truth == stop || truth == 1);
                if known_stop != Some(stop) {
                    self.history(condition, None);
                }
            }
        }
    }
}
