//! Histories in words: in goes `average sleep over last 7 days with at least 3
//! known`, out comes `the average sleep over the last 7 days (at least 3 of them
//! known)`. What the language takes for granted, how many days must be known, is
//! said each time.

use super::{Bond, Day, Noun, Weight, runs};
use crate::ast::{Aggregate, Expr, ExprKind, Window};
use crate::describe::names::{Speaker, number};
use crate::describe::page::words;
use crate::ruleset::{self, DayCount, Over};
use crate::span::Span;

impl Speaker<'_> {
    /// What is worked out from earlier days, or up to today.
    pub(super) fn of_days(&self, expr: &Expr, day: Day) -> Noun {
        match &expr.kind {
            ExprKind::Since { years, date } => {
                let unit = if *years { "years" } else { "months" };
                let date = self.noun(date, day).alone();
                Noun::open(runs![format!("the full {unit} since "), date])
            }
            ExprKind::OverDays {
                aggregate,
                value,
                when,
                window,
                at_least,
            } => {
                let window = self.window(expr.span, window);
                let at_least = at_least.as_deref().map(|at_least| self.count(at_least));
                self.over_days(*aggregate, value, when.as_deref(), window, at_least, day)
            }
            ExprKind::Ewma { value, span } => {
                let value = self.noun(value, Day::That).alone();
                let span = self.noun(span, day).runs;
                let of = "the exponentially weighted average of ";
                Noun::open(runs![of, value, up_to(day), " with a span of ", span])
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => self.latest(value, when.as_deref(), within.as_deref(), day),
            ExprKind::Ago { value, days } => {
                let then = ago(*days, day);
                let value = self.noun(value, Day::That);
                match value.weight >= Weight::Power {
                    true => Noun::open(runs![value.runs, " ", then]),
                    false => Noun::open(runs!["(", value.runs, ") as it was ", then]),
                }
            }
            ExprKind::DaysWhen { condition, window } => {
                let window = days(self.window(expr.span, window), day);
                let words = format!("the number of {window} on which ");
                self.counted(words, condition)
            }
            ExprKind::DaysInARow(condition) => {
                let words = format!(
                    "the number of days in a row, {} the last, on which ",
                    this(day)
                );
                self.counted(words, condition)
            }
            ExprKind::DaysSince(condition) => {
                let this = this(day);
                let words =
                    format!("the number of days back from {this} to the last day on which ");
                self.counted(words, condition)
            }
            _ => self.noun(expr, day),
        }
    }

    fn counted(&self, words: String, condition: &Expr) -> Noun {
        let condition = self
            .clause(condition, Day::That)
            .tighter_than(Bond::Several);
        Noun {
            runs: runs![words, condition],
            weight: Weight::Sentence,
        }
    }

    fn over_days(
        &self,
        aggregate: Aggregate,
        value: &Expr,
        when: Option<&Expr>,
        window: Over,
        at_least: Option<String>,
        day: Day,
    ) -> Noun {
        let of = self.aggregate_of(aggregate, value, Day::That);
        let preposition = match aggregate {
            Aggregate::ZScore => " against ",
            _ => " over ",
        };
        let window_days = days(window, day);
        let which = match when {
            None => runs![preposition, window_days],
            Some(condition) => {
                let condition = self
                    .clause(condition, Day::That)
                    .tighter_than(Bond::Several);
                let those = format!("{preposition}those of {window_days} on which ");
                runs![those, condition]
            }
        };
        let known = match (at_least, when, aggregate) {
            (Some(count), ..) => format!(" (at least {count} of them known)"),
            (None, _, Aggregate::Sum) => " (all of them known)".to_owned(),
            (None, None, _) => format!(" (at least {} of them known)", window.days.div_ceil(2)),
            (None, Some(_), _) => " (at least half of them known)".to_owned(),
        };
        Noun::open(runs![of, which, known])
    }

    fn latest(&self, value: &Expr, when: Option<&Expr>, within: Option<&Expr>, day: Day) -> Noun {
        let value = self.noun(value, Day::That).alone();
        let when = match when {
            Some(condition) => {
                let condition = self
                    .clause(condition, Day::That)
                    .tighter_than(Bond::Several);
                runs![" of a day on which ", condition]
            }
            None => Vec::new(),
        };
        let within = match (within, day) {
            (None, _) => Vec::new(),
            (Some(days), Day::Today) => {
                runs![" (at most ", self.noun(days, day).runs, " old)"]
            }
            (Some(days), Day::That) => {
                runs![" (at most ", self.noun(days, day).runs, " before that day)"]
            }
        };
        Noun::open(runs!["the latest ", value, up_to(day), when, within])
    }

    /// The days of a window, as the checker found them.
    pub(super) fn window(&self, span: Span, window: &Window) -> Over {
        let found = self.typed(span).find_map(|expr| match expr.kind {
            ruleset::ExprKind::OverDays { over, .. } => Some(over),
            ruleset::ExprKind::Days(DayCount::When(over), _) => Some(over),
            _ => None,
        });
        found.unwrap_or(Over {
            days: 0,
            before_today: window.before_today,
        })
    }

    /// `3` of `with at least 3 known`.
    fn count(&self, at_least: &Expr) -> String {
        match &at_least.kind {
            ExprKind::Number { value, .. } => number(*value),
            _ => words(&self.noun(at_least, Day::Today).runs),
        }
    }
}

/// `the last 7 days`, `the 28 days before today`
pub(super) fn days(over: Over, day: Day) -> String {
    let Over { days, before_today } = over;
    match (days, before_today, day) {
        (1, false, _) => format!("{} alone", this(day)),
        (1, true, Day::Today) => "yesterday alone".to_owned(),
        (1, true, Day::That) => "the day before".to_owned(),
        (_, false, Day::Today) => format!("the last {days} days"),
        (_, false, Day::That) => format!("the {days} days up to that day"),
        (_, true, _) => format!("the {days} days before {}", this(day)),
    }
}

/// Up to when it is looked for, where that is not today.
fn up_to(day: Day) -> &'static str {
    match day {
        Day::Today => "",
        Day::That => " up to that day",
    }
}

/// The day on which something is read.
pub(super) fn this(day: Day) -> &'static str {
    match day {
        Day::Today => "today",
        Day::That => "that day",
    }
}

/// `yesterday`, `3 days before`
pub(super) fn ago(days: u32, day: Day) -> String {
    match (days, day) {
        (1, Day::Today) => "yesterday".to_owned(),
        (days, Day::Today) => format!("{days} days ago"),
        (1, Day::That) => "the day before".to_owned(),
        (days, Day::That) => format!("{days} days before"),
    }
}
