//! Cases in a coach's words: in go pieces of an axis, out comes what a cell would
//! say to match them: `51 to 150`, `> 82 °F`, `altered or limited`.

use super::heads::Line;
use super::rows_as_boxes::{Base, Space};
use super::space::{Case, Interval, Pieces, Region};
use crate::check::Checker;
use crate::check::describe::plain;
use crate::ruleset::{ExprId, Range, Type};

/// More parts of one side explain nothing.
const MOST_PARTS: usize = 3;

impl Checker<'_> {
    /// A case: "aqi 51 to 150, sensitive yes".
    pub(super) fn case_in_words(&self, space: &Space, case: &Case) -> String {
        let sides = space.bases.iter().zip(case).filter_map(|(base, region)| {
            let line = Line {
                base: base.expr,
                scale: 1.0,
                offset: 0.0,
            };
            let words = self.side_in_words(base, region, base.expr, line)?;
            let words = words.strip_prefix("is ").unwrap_or(&words);
            Some(format!("{} {words}", base.name))
        });
        let sides: Vec<String> = sides.collect();
        if sides.is_empty() {
            "every case".to_owned()
        } else {
            sides.join(", ")
        }
    }

    /// A row that would match a case: "| 51 to 150 | yes | … |".
    pub(super) fn case_as_row(&self, space: &Space, case: &Case) -> String {
        let mut told = vec![false; space.bases.len()];
        let mut row = String::from("|");
        for column in &space.columns {
            let base = column.base;
            let cell = if std::mem::replace(&mut told[base], true) {
                None
            } else {
                self.side_in_words(&space.bases[base], &case[base], column.head, column.line)
            };
            row.push_str(&format!(" {} |", cell.as_deref().unwrap_or("any")));
        }
        row.push_str(" … |");
        row
    }

    /// Pieces of a base as a cell of a column over it; `None` where they are all.
    fn side_in_words(
        &self,
        base: &Base,
        region: &Region,
        head: ExprId,
        line: Line,
    ) -> Option<String> {
        let size = base.axis.size();
        if region.is_all(size) {
            return None;
        }
        let mut parts: Vec<String> = Vec::new();
        let missing = base.axis.missing();
        let known = missing.unwrap_or(size);
        for &(start, end) in region.ranges() {
            let end = end.min(known);
            if start >= end {
                continue;
            }
            match &base.axis.pieces {
                Pieces::Numbers(numbers) => {
                    let interval = numbers.numbers(start, end);
                    parts.extend(self.interval(interval, base.expr, head, line));
                }
                Pieces::Members => {
                    parts.extend((start..end).map(|member| self.member_in_words(head, member)));
                }
                // One set stands for all that overlap alike.
                Pieces::Sets(sets) => {
                    parts.push(self.set_in_words(head, sets.example(start)));
                    break;
                }
            }
            if parts.len() > MOST_PARTS && !matches!(base.axis.pieces, Pieces::Members) {
                break;
            }
        }
        let all_known = Region::range(0, known).intersection(region).is_all(known);
        if all_known {
            return Some("is known".to_owned());
        }
        let is_missing = missing.is_some_and(|at| region.meets(&Region::range(at, at + 1)));
        if is_missing {
            parts.push("is missing".to_owned());
        }
        Some(parts.join(" or "))
    }

    fn interval(
        &self,
        interval: Interval,
        base: ExprId,
        head: ExprId,
        line: Line,
    ) -> Option<String> {
        let range = match &self.at(base).ty {
            Type::Number(number) => number.range,
            _ => Range::ALL,
        };
        // An end that the range has anyway need not be said.
        let low = interval.low.filter(|(x, _)| *x > range.low);
        let high = interval.high.filter(|(x, _)| *x < range.high);
        let (low, high) = match (low, high) {
            // A single number at the end of its range is said as one.
            _ if interval.low == interval.high => (interval.low, interval.high),
            (None, None) => (interval.low, interval.high),
            ends => ends,
        };
        let turn = |(x, with): (f64, bool)| (line.forth(x), with);
        let (low, high) = (low.map(turn), high.map(turn));
        let (low, high) = if line.scale < 0.0 {
            (high, low)
        } else {
            (low, high)
        };
        let unit = self.number_of(head).map(|number| number.unit.clone());
        let bare = |x: f64| match &unit {
            Some(_) => plain(x),
            None => date(x),
        };
        let full = |x: f64| match &unit {
            Some(unit) => unit.show(&plain(x)),
            None => date(x),
        };
        Some(match (low, high) {
            (Some((x, true)), Some((y, true))) if x == y => full(x),
            (Some((x, with_low)), Some((y, with_high))) => {
                let above = if with_low { "" } else { "above " };
                let under = if with_high { "" } else { "under " };
                format!("{above}{} to {under}{}", bare(x), full(y))
            }
            (Some((x, true)), None) => format!(">= {}", full(x)),
            (Some((x, false)), None) => format!("> {}", full(x)),
            (None, Some((x, true))) => format!("<= {}", full(x)),
            (None, Some((x, false))) => format!("< {}", full(x)),
            (None, None) => return None,
        })
    }

    fn member_in_words(&self, head: ExprId, member: u32) -> String {
        let at = usize::try_from(member).unwrap_or(usize::MAX);
        match &self.at(head).ty {
            Type::Choice(choice) => {
                let name = self.choice(*choice).members.get(at);
                name.cloned().unwrap_or_default()
            }
            _ if member == 0 => "no".to_owned(),
            _ => "yes".to_owned(),
        }
    }

    fn set_in_words(&self, head: ExprId, set: u64) -> String {
        let Type::Set(choice) = self.at(head).ty else {
            return String::new();
        };
        let members = (0u32..).zip(&self.choice(choice).members);
        let held: Vec<&str> = members
            .filter(|(at, _)| *at < 64 && set >> at & 1 == 1)
            .map(|(_, name)| name.as_str())
            .collect();
        format!("{{{}}}", held.join(", "))
    }
}

/// A day, counted from 1970-01-01, as written.
fn date(day: f64) -> String {
    let days = jiff::SignedDuration::try_from_secs_f64(day * 86_400.0).ok();
    let epoch = jiff::civil::date(1970, 1, 1);
    let date = days.and_then(|days| epoch.checked_add(days).ok());
    date.map_or_else(|| "…".to_owned(), |date| date.to_string())
}
