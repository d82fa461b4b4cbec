//! Histories looked at day by day: in go a window, a count of days, a last value
//! or a smoothed one, out come the days that it looked at, what each of them
//! held, and whether it counted.

use std::collections::HashSet;

use super::inspect::Inspector;
use super::show;
use super::view::View;
use super::windows::{Window, days_of};
use crate::decision::Datum;
use crate::plan::{Members, Reading};
use crate::ruleset::{DayCount, ExprId, ExprKind, Over, WindowFunc};

/// Of a history without an end, no more days than this are told.
const MOST_DAYS: i64 = 56;
/// The days told at least of a run of days, so that its end is seen.
const LEAST_DAYS: i64 = 7;

/// A history and the days that it looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The expression.
    pub expr: ExprId,
    /// As the ruleset writes it, on one line.
    pub name: String,
    /// The day that it is read on, as `2026-06-05`.
    pub on: String,
    /// What it came out as.
    pub value: Datum,
    /// Of a z-score, the value of the day that is set against the others.
    pub today: Option<Datum>,
    /// What it does with its days.
    pub kind: HistoryKind,
    /// The days, one after the other, the earliest first.
    pub days: Vec<HistoryDay>,
    /// How many earlier days it looked at, which are not told.
    pub earlier: usize,
    /// How many known days it needs; absent where there is no such number.
    pub needed: Option<usize>,
}

/// What a history does with its days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryKind {
    /// It works something out from their values.
    Statistic,
    /// It counts those on which a condition holds.
    Count,
    /// It takes the latest that is known.
    Latest,
}

/// A day of a history.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryDay {
    /// The day, as `2026-06-05`.
    pub date: String,
    /// What was read on it.
    pub value: Datum,
    /// The same as a number, for drawing: of a condition 0 or 1.
    pub number: Option<f64>,
    /// Whether it counted.
    pub counting: Counting,
}

/// Whether a day of a history counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// It did.
    Counted,
    /// Nothing is known of it.
    Missing,
    /// It is known, and another day was taken, or `when (…)` leaves it out.
    LeftOut,
}

impl Inspector<'_> {
    /// The histories in an expression, in the order written, those inside other
    /// histories aside. What is read on an earlier day (`… yesterday`) is told as on that day.
    pub fn histories(&self, expr: ExprId) -> Vec<History> {
        let mut histories = Vec::new();
        let mut seen = HashSet::new();
        let mut ahead = vec![(expr, 0usize)];
        while let Some((id, ago)) = ahead.pop() {
            if !seen.insert((id, ago)) {
                continue;
            }
            match &self.ruleset().expr(id).kind {
                ExprKind::Ago(inner, days) => {
                    let days = usize::try_from(*days).unwrap_or(usize::MAX);
                    ahead.push((*inner, ago.saturating_add(days)));
                }
                // Of today, `let`s are told by themselves.
                ExprKind::Let(name) if ago > 0 => {
                    ahead.push((self.ruleset().let_(*name).expr, ago));
                }
                ExprKind::OverDays { .. }
                | ExprKind::Ewma { .. }
                | ExprKind::Latest { .. }
                | ExprKind::Days(..) => {
                    histories.extend(self.earlier(ago).and_then(|view| view.history(id)))
                }
                kind => ahead.extend(kind.operands().into_iter().rev().map(|id| (id, ago))),
            }
        }
        histories
    }

    fn earlier(&self, ago: usize) -> Option<View<'_>> {
        let view = self.view();
        let first = view.batch.segment(view.row)?.rows.start;
        let row = view.row.checked_sub(ago).filter(|&row| row >= first)?;
        Some(View { row, ..view })
    }
}

/// What is read on the days of a history, and on which.
struct Looked {
    value: ExprId,
    when: Option<ExprId>,
    /// Days from today to the first, and to one past the last.
    days: (i64, i64),
    earlier: i64,
}

impl View<'_> {
    /// `None` for what is no history, and for one read at a member.
    fn history(&self, id: ExprId) -> Option<History> {
        self.plan.value(id, Reading::Now, &Members::new())?;
        let row = i64::try_from(self.row).ok()?;
        let first = i64::try_from(self.batch.segment(self.row)?.rows.start).ok()?;
        let window = |value, when, over: Over| Looked {
            value,
            when,
            days: days_of(over, self.row),
            earlier: 0,
        };
        let kind = &self.ruleset.expr(id).kind;
        let (looked, what) = match kind {
            ExprKind::OverDays {
                value, when, over, ..
            } => (window(*value, *when, *over), HistoryKind::Statistic),
            ExprKind::Days(DayCount::When(over), condition) => {
                (window(*condition, None, *over), HistoryKind::Count)
            }
            ExprKind::Days(count, condition) => {
                let days = self.run(*count, *condition, first)?;
                let looked = Looked {
                    value: *condition,
                    when: None,
                    days: ((row + 1 - days).max(first), row + 1),
                    earlier: 0,
                };
                (looked, HistoryKind::Count)
            }
            ExprKind::Ewma { value, .. } => {
                let from = (row + 1 - MOST_DAYS).max(first);
                let looked = Looked {
                    value: *value,
                    when: None,
                    days: (from, row + 1),
                    earlier: from - first,
                };
                (looked, HistoryKind::Statistic)
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                let found = self.latest_day(*value, *when);
                let found = found.and_then(|ago| i64::try_from(ago).ok());
                let within = within.map(i64::from);
                let back = match (found, within) {
                    (Some(found), Some(within)) => found.min(within),
                    (Some(found), None) => found,
                    (None, Some(within)) => within,
                    (None, None) => row - first,
                };
                let from = row - back.min(MOST_DAYS - 1);
                let looked = Looked {
                    value: *value,
                    when: *when,
                    days: (from, row + 1),
                    earlier: 0,
                };
                (looked, HistoryKind::Latest)
            }
            _ => return None,
        };
        let days = self.looked_at(&looked, what, first);
        let needed = match kind {
            ExprKind::OverDays {
                func,
                over,
                at_least,
                when,
                ..
            } => {
                let picked = match when {
                    // Days that `when` picks and of which nothing is known are missing ones.
                    Some(when) => self.picked(*when, *over, first),
                    None => over.days as usize,
                };
                let window = Window {
                    func: *func,
                    over: *over,
                    at_least: *at_least,
                };
                Some(window.needed(picked))
            }
            _ => None,
        };
        let today = match kind {
            ExprKind::OverDays {
                func: WindowFunc::ZScore,
                value,
                ..
            } => Some(self.datum(*value)),
            _ => None,
        };
        Some(History {
            expr: id,
            name: self.source(id),
            on: show::date_text(self.day()),
            value: self.datum(id),
            today,
            kind: what,
            days,
            earlier: usize::try_from(looked.earlier).unwrap_or(0),
            needed,
        })
    }

    fn looked_at(&self, looked: &Looked, kind: HistoryKind, first: i64) -> Vec<HistoryDay> {
        let (from, end) = looked.days;
        let mut days: Vec<HistoryDay> = (from..end)
            .map(|row| self.day_of(looked, row, first))
            .collect();
        if kind == HistoryKind::Latest {
            let latest = days
                .iter()
                .rposition(|day| day.counting == Counting::Counted);
            for (at, day) in days.iter_mut().enumerate() {
                if Some(at) != latest && day.counting == Counting::Counted {
                    day.counting = Counting::LeftOut;
                }
            }
        }
        days
    }

    fn day_of(&self, looked: &Looked, row: i64, first: i64) -> HistoryDay {
        let today = i64::try_from(self.row).unwrap_or(i64::MAX);
        let date = i64::from(self.day()) + row - today;
        let date = i32::try_from(date).map_or_else(|_| show::NOT_KNOWN.to_owned(), show::date_text);
        let then = usize::try_from(row).ok().filter(|_| row >= first);
        let Some(then) = then.map(|row| View { row, ..*self }) else {
            return HistoryDay {
                date,
                value: show::truth(1),
                number: None,
                counting: Counting::Missing,
            };
        };
        let known = then.known(looked.value, Reading::Now, &Members::new());
        let when = |when| then.truth(when, Reading::Now, &Members::new());
        let picked = looked.when.map_or(2, when);
        let number = match then.truth_now(looked.value) {
            Some(holds) => Some(f64::from(u8::from(holds))),
            None => then.exact(looked.value),
        };
        HistoryDay {
            date,
            value: then.datum(looked.value),
            number: number.filter(|_| known),
            counting: match (known, picked) {
                (true, 2) => Counting::Counted,
                (false, 1..) => Counting::Missing,
                _ => Counting::LeftOut,
            },
        }
    }

    fn picked(&self, when: ExprId, over: Over, first: i64) -> usize {
        let (from, end) = days_of(over, self.row);
        let rows = (from.max(first)..end).filter_map(|row| usize::try_from(row).ok());
        rows.filter(|&row| {
            let then = View { row, ..*self };
            then.truth(when, Reading::Now, &Members::new()) == 2
        })
        .count()
    }

    /// How many days back a run of days, or the last day of a kind, is looked for.
    fn run(&self, count: DayCount, condition: ExprId, first: i64) -> Option<i64> {
        let wanted = if count == DayCount::InARow { 0 } else { 2 };
        let first = usize::try_from(first).ok()?;
        let back = (first..=self.row).rev().position(|row| {
            let then = View { row, ..*self };
            then.truth(condition, Reading::Now, &Members::new()) == wanted
        });
        let back = back.map_or(MOST_DAYS, |back| {
            i64::try_from(back).unwrap_or(MOST_DAYS) + 1
        });
        Some(back.clamp(LEAST_DAYS, MOST_DAYS))
    }
}
