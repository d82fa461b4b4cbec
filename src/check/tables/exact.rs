//! What a table leaves out, says twice, or says in vain: in go its conditions,
//! typed, out come messages that show the case, and whether one of its rows holds
//! whatever the answers are.

use std::collections::HashMap;

use super::rows_as_boxes::{Space, TooWide};
use super::space::{Budget, Region, Test};
use crate::ast::{CellKind, CellTest, ColumnKind, Comparison};
use crate::check::Checker;
use crate::check::describe::range_in_words;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::ExprId;

/// How many cases without a row are counted.
pub(super) const MOST_GAPS: usize = 50;

/// Cells with more parts are not gone through in search of idle ones.
const MOST_PARTS: usize = 64;

/// What is not found out of a table that is too large, and what to do about it.
const LEFT_OUT: (&str, &str) = (
    "whether it leaves one out",
    "end it with a row `| otherwise | … |`, or split it into tables with fewer columns",
);
const SAID_TWICE: (&str, &str) = (
    "whether two rows hold for one",
    "split it into tables with fewer columns",
);

impl Checker<'_> {
    /// Goes through the cases of a table whose tests are sound, and reports what
    /// is wrong with its rows. Notes whether it is complete.
    pub(super) fn check_cases(
        &mut self,
        at: usize,
        given: &HashMap<(usize, usize), ExprId>,
        budget: &mut Budget,
    ) {
        let decl = self.tables[at].decl;
        let space = match self.space(at, budget) {
            Ok(Some(space)) => space,
            Ok(None) => return,
            Err(TooWide) if self.tables[at].complete => return,
            Err(TooWide) => return self.report_too_large(at, LEFT_OUT),
        };
        self.check_idle_columns(at, &space);
        self.check_idle_parts(at, &space);
        if self.check_empty(at, &space) {
            return;
        }
        let ends_in_otherwise = decl.rows.iter().any(|row| row.otherwise);
        let disjoint = space.grid.disjoint(budget).unwrap_or(false);
        let gaps = space.grid.gaps(disjoint, MOST_GAPS, budget);
        let decided = space.decided.iter().all(|&decided| decided);
        match gaps {
            None if ends_in_otherwise => {}
            None => self.report_too_large(at, LEFT_OUT),
            Some(gaps) if ends_in_otherwise => {
                if gaps.is_empty() && decided && !space.rows.is_empty() {
                    self.report_idle_otherwise(at);
                }
            }
            Some(gaps) if gaps.is_empty() => self.tables[at].complete = decided,
            Some(gaps) => self.report_gaps(at, &space, &gaps),
        }
        if !disjoint && !self.check_overlaps(at, &space, given, budget) {
            self.report_too_large(at, SAID_TWICE);
        }
    }

    fn report_too_large(&mut self, at: usize, (what, help): (&str, &str)) {
        let title = &self.tables[at].decl.title;
        self.report(
            Diagnostic::warning(
                Code::TableTooLarge,
                format!(
                    "the table \"{}\" has too many cases to find out {what}",
                    title.value
                ),
            )
            .label(title.span, "not proved")
            .help(help),
        );
    }

    /// Reports columns that let everything through in every row.
    fn check_idle_columns(&mut self, at: usize, space: &Space) {
        let decl = self.tables[at].decl;
        for (column, tests) in space.columns.iter().zip(&space.asked) {
            let axis = &space.bases[column.base].axis;
            let lets_all_through = |test: &Option<Test>| {
                test.as_ref()
                    .is_some_and(|test| axis.region(test).is_all(axis.size()))
            };
            if !tests.iter().all(lets_all_through) {
                continue;
            }
            let head = &decl.columns[column.at];
            let quoted = self.quote(head.span);
            self.report(
                Diagnostic::warning(
                    Code::ColumnDecidesNothing,
                    format!("the column {quoted} decides nothing"),
                )
                .label(head.span, "every cell below lets every value through")
                .help("take the column away, or say in its cells which rows it divides"),
            );
        }
    }

    /// Reports parts of cells that lie within what a `not` beside them lets through:
    /// `not green or red` may have been meant for neither.
    fn check_idle_parts(&mut self, at: usize, space: &Space) {
        let decl = self.tables[at].decl;
        for (column, tests) in space.columns.iter().zip(&space.asked) {
            let axis = &space.bases[column.base].axis;
            for (test, &row) in tests.iter().zip(&space.rows) {
                let cell = &decl.rows[row].cells[column.at];
                let (Some(Test::Or(tests)), CellKind::Tests(CellTest::Or(parts))) =
                    (test, &cell.kind)
                else {
                    continue;
                };
                if parts.len() > MOST_PARTS || tests.len() != parts.len() {
                    continue;
                }
                let regions: Vec<Region> = tests.iter().map(|test| axis.region(test)).collect();
                let has_not = |part: &CellTest| matches!(part, CellTest::Not(_));
                let within = |(part, region): &(&CellTest, &Region)| {
                    let mut nots = parts.iter().zip(&regions).filter(|(not, _)| has_not(not));
                    !has_not(part)
                        && nots.any(|(_, of_not)| of_not.intersection(region) == **region)
                };
                let idle = parts.iter().zip(&regions).find(within);
                let Some(CellTest::Compare(Comparison::Is, idle)) = idle.map(|(part, _)| part)
                else {
                    continue;
                };
                let (whole, part) = (self.quote(cell.span), self.quote(idle.span));
                self.report(
                    Diagnostic::warning(
                        Code::PartAddsNothing,
                        format!("in {whole} the part {part} adds nothing"),
                    )
                    .label(idle.span, "`not` lets this through already")
                    .help(format!(
                        "take {part} away; or, if neither is meant, write the values that are, \
                         with `or` between them"
                    )),
                );
            }
        }
    }

    /// Reports rows that nothing matches; whether there are any.
    fn check_empty(&mut self, at: usize, space: &Space) -> bool {
        let decl = self.tables[at].decl;
        let mut found = false;
        for (row, case) in space.grid.rows.iter().enumerate() {
            let Some(base) = case.iter().position(Region::is_empty) else {
                continue;
            };
            found = true;
            let place = space.rows[row];
            let tests = space.columns.iter().filter(|column| column.base == base);
            let cells = tests.filter(|column| {
                let read = self.tables[at].read.as_ref();
                read.is_some_and(|read| read.rows[place].cells[column.at].is_some())
            });
            let spans: Vec<_> = cells
                .filter_map(|column| decl.rows[place].cells.get(column.at))
                .map(|cell| cell.span)
                .collect();
            let name = &space.bases[base].name;
            let message = match spans.as_slice() {
                [one] => {
                    let quoted = self.quote(*one);
                    format!("row {} never matches: no `{name}` is {quoted}", place + 1)
                }
                _ => format!(
                    "row {} never matches: its cells contradict each other",
                    place + 1
                ),
            };
            let mut diagnostic = Diagnostic::error(Code::RowNeverMatches, message);
            let both = spans.len() > 1;
            for span in spans {
                let text = if both { "not both" } else { "no value passes" };
                diagnostic = diagnostic.label(span, text);
            }
            let help = if both {
                "take the row away, or change one of these cells".to_owned()
            } else {
                let kind = self.kind_in_words(space.bases[base].expr);
                format!("take the row away, or ask for what can be: `{name}` is {kind}")
            };
            self.report(diagnostic.help(help));
        }
        found
    }

    /// What an expression can be: "a whole number, from 0 to 500".
    fn kind_in_words(&self, expr: ExprId) -> String {
        let Some(number) = self.number_of(expr) else {
            return self.describe(&self.at(expr).ty);
        };
        let kind = if number.whole {
            "a whole number"
        } else {
            "a number"
        };
        match range_in_words(number.range, &number.unit) {
            Some(range) => format!("{kind}, {range}"),
            None => kind.to_owned(),
        }
    }

    /// A table whose other rows leave nothing out.
    fn report_idle_otherwise(&mut self, at: usize) {
        let decl = self.tables[at].decl;
        let Some(row) = decl.rows.iter().find(|row| row.otherwise) else {
            return;
        };
        self.report(
            Diagnostic::warning(
                Code::RowNeverMatches,
                "the `otherwise` row never matches: the other rows leave nothing out",
            )
            .label(row.span, "no case is left for it")
            .help("take the row away"),
        );
    }

    /// The columns of a table that give a value, by name: "`a`, `b`".
    pub(super) fn given_names(&self, at: usize) -> Vec<&str> {
        let columns = self.tables[at].decl.columns.iter();
        columns
            .filter_map(|column| match &column.kind {
                ColumnKind::Give(name) => Some(name.name.as_str()),
                _ => None,
            })
            .collect()
    }
}
