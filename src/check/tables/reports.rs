//! Messages on gaps and overlaps: in go cases, out come warnings and errors that
//! show them.

use std::collections::HashMap;

use super::heads::{Sources, depend};
use super::rows_as_boxes::Space;
use super::space::{Budget, Case};
use crate::ast::{CellKind, ColumnKind, Verdict};
use crate::check::Checker;
use crate::check::constant::Constant;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::ruleset::{ExprId, Value};
use crate::span::Span;

/// How many cases without a row are shown, the first of them in the headline.
const MOST_SHOWN: usize = 3;

/// How many overlapping rows of a table are shown.
const MOST_OVERLAPS: usize = 20;

impl Checker<'_> {
    /// Reports the cases for which a table has no row.
    pub(super) fn report_gaps(&mut self, at: usize, space: &Space, gaps: &[Case]) {
        let decl = self.tables[at].decl;
        let title = &decl.title.value;
        let Some(first) = gaps.first() else { return };
        let given: Vec<String> = self
            .given_names(at)
            .iter()
            .map(|n| format!("`{n}`"))
            .collect();
        let says = decl
            .columns
            .iter()
            .any(|c| matches!(c.kind, ColumnKind::Then | ColumnKind::Flag));
        let verb = if given.len() == 1 { "is" } else { "are" };
        let label = match (given.is_empty(), says) {
            (true, _) => "then no row holds".to_owned(),
            (false, true) => format!("then no row holds, and {} {verb} missing", given.join(", ")),
            (false, false) => format!("then {} {verb} missing", given.join(", ")),
        };
        let mut help = format!(
            "add a row, as in `{}`, or end the table with `| otherwise | … |`",
            self.case_as_row(space, first)
        );
        let more: Vec<String> = gaps
            .iter()
            .skip(1)
            .take(MOST_SHOWN - 1)
            .map(|gap| self.case_in_words(space, gap))
            .collect();
        if !more.is_empty() {
            help.push_str(&format!(
                "; nor is there one for {}",
                more.join(", nor for ")
            ));
        }
        let left = gaps.len().saturating_sub(MOST_SHOWN);
        if left > 0 {
            let s = if left == 1 { "" } else { "s" };
            let at_least = if gaps.len() >= super::exact::MOST_GAPS {
                "at least "
            } else {
                ""
            };
            help.push_str(&format!(", nor for {at_least}{left} more case{s}"));
        }
        let case = self.case_in_words(space, first);
        let has = if self.proves(space, first) {
            "has"
        } else {
            help.push_str(
                "; what these columns look at depends on one answer, so this may never be",
            );
            "may have"
        };
        self.report(
            Diagnostic::warning(
                Code::TableGap,
                format!("the table \"{title}\" {has} no row for {case}"),
            )
            .label(decl.title.span, label)
            .help(help),
        );
    }

    /// Reports rows that hold for one case and say different things; whether all
    /// such rows were found, or at least some.
    pub(super) fn check_overlaps(
        &mut self,
        at: usize,
        space: &Space,
        given: &HashMap<(usize, usize), ExprId>,
        budget: &mut Budget,
    ) -> bool {
        let decl = self.tables[at].decl;
        let gives: Vec<(usize, Vec<String>)> = (0..decl.columns.len())
            .filter_map(|column| Some((column, self.values_given(*given.get(&(at, column))?)?)))
            .collect();
        let mut found: Vec<Option<(usize, Option<usize>)>> = vec![None; space.rows.len()];
        let mut complete = true;
        if !gives.is_empty() {
            let class = self.classes(space, &gives);
            let overlaps = space.grid.overlaps(&class, budget);
            complete &= overlaps.complete;
            for (row, other) in overlaps.with.into_iter().enumerate() {
                let Some(other) = other else { continue };
                let (a, b) = (space.rows[row], space.rows[other]);
                let differs = gives
                    .iter()
                    .find(|(_, values)| values.get(a) != values.get(b));
                found[row] = differs.map(|(column, _)| (other, Some(*column)));
            }
        }
        let verdicts: Vec<Option<u32>> = (0..space.rows.len())
            .map(|row| {
                let (verdict, _) = self.verdict_of(at, space.rows[row])?;
                let place = Verdict::ALL.iter().position(|v| *v == verdict)?;
                u32::try_from(place).ok().filter(|_| space.decided[row])
            })
            .collect();
        let overlaps = space.grid.overlaps(&verdicts, budget);
        complete &= overlaps.complete;
        for (row, other) in overlaps.with.into_iter().enumerate() {
            if let Some(other) = other {
                found[row].get_or_insert((other, None));
            }
        }
        self.report_overlaps(at, space, &found);
        complete || found.iter().any(Option::is_some)
    }

    /// Rows that give the same are of one class.
    fn classes(&self, space: &Space, gives: &[(usize, Vec<String>)]) -> Vec<Option<u32>> {
        let mut known: HashMap<Vec<&str>, u32> = HashMap::new();
        let rows = space.rows.iter().zip(&space.decided);
        rows.map(|(&row, &decided)| {
            let values = gives
                .iter()
                .map(|(_, values)| values.get(row).map_or("", |v| v));
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            let class = *known.entry(values.collect()).or_insert(next);
            decided.then_some(class)
        })
        .collect()
    }

    /// What each row of a lookup gives, so that equal values are equal texts.
    fn values_given(&self, lookup: ExprId) -> Option<Vec<String>> {
        let crate::ruleset::ExprKind::Lookup { rows, .. } = &self.at(lookup).kind else {
            return None;
        };
        let text = |value: ExprId| match self.constant(value) {
            // -0 is 0.
            Some(Constant::Value(Value::Number(x))) => format!("{}", x + 0.0),
            Some(constant) => format!("{constant:?}"),
            None => {
                let words = self.sources.text(self.at(value).span).split_whitespace();
                words.collect::<Vec<_>>().join(" ")
            }
        };
        Some(rows.iter().map(|&(_, value)| text(value)).collect())
    }

    /// For each row of the grid, a row before it that it overlaps, and the `give`
    /// column in which they differ; no column where it is the verdict.
    fn report_overlaps(
        &mut self,
        at: usize,
        space: &Space,
        found: &[Option<(usize, Option<usize>)>],
    ) {
        let mut shown = 0;
        let mut hidden = 0;
        let mut severity = Severity::Warning;
        for (row, other) in found.iter().enumerate() {
            let Some((other, column)) = other else {
                continue;
            };
            let diagnostic = match column {
                Some(column) => self.two_values(at, space, (*other, row), *column),
                None => self.two_verdicts(at, space, (*other, row)),
            };
            if shown < MOST_OVERLAPS {
                shown += 1;
                self.report(diagnostic);
            } else {
                hidden += 1;
                severity = severity.min(diagnostic.severity);
            }
        }
        if hidden == 0 {
            return;
        }
        let decl = self.tables[at].decl;
        let rows = if hidden == 1 {
            "row overlaps"
        } else {
            "rows overlap"
        };
        let message = format!(
            "{hidden} more {rows} with others of the table \"{}\"",
            decl.title.value
        );
        let diagnostic = Diagnostic {
            severity,
            ..Diagnostic::error(Code::RowsOverlap, message)
        };
        self.report(
            diagnostic
                .label(decl.title.span, "besides those that are shown")
                .help("let each row end where the next begins"),
        );
    }

    /// Two rows that give different values for one case.
    fn two_values(
        &self,
        at: usize,
        space: &Space,
        rows: (usize, usize),
        column: usize,
    ) -> Diagnostic {
        let decl = self.tables[at].decl;
        let case = space.both(rows.0, rows.1);
        let (a, b) = (space.rows[rows.0], space.rows[rows.1]);
        let words = self.case_in_words(space, &case);
        let name = match decl.columns.get(column).map(|column| &column.kind) {
            Some(ColumnKind::Give(name)) => name.name.as_str(),
            _ => "",
        };
        let proved = self.proves(space, &case);
        let may = if proved { "" } else { "may " };
        let message = format!(
            "rows {} and {} {may}both hold for {words}, and give different values of `{name}`",
            a + 1,
            b + 1
        );
        let span = |row: usize| -> Span {
            let row = &decl.rows[row];
            row.cells.get(column).map_or(row.span, |cell| cell.span)
        };
        let diagnostic = Diagnostic {
            severity: if proved {
                Severity::Error
            } else {
                Severity::Warning
            },
            ..Diagnostic::error(Code::RowsOverlap, message)
        };
        diagnostic
            .label(span(b), format!("row {} gives this", b + 1))
            .label(span(a), format!("row {} gives this", a + 1))
            .help(format!(
                "let one of the rows end where the other begins; where both hold, `{name}` is missing"
            ))
    }

    /// Two rows with different verdicts for one case.
    fn two_verdicts(&self, at: usize, space: &Space, rows: (usize, usize)) -> Diagnostic {
        let case = space.both(rows.0, rows.1);
        let may = if self.proves(space, &case) {
            ""
        } else {
            "may "
        };
        let case = self.case_in_words(space, &case);
        let (a, b) = (space.rows[rows.0], space.rows[rows.1]);
        let verdicts = (self.verdict_of(at, a), self.verdict_of(at, b));
        let message = match verdicts {
            (Some((x, _)), Some((y, _))) => {
                format!(
                    "rows {} and {} {may}both hold for {case}, and say {x} and {y}",
                    a + 1,
                    b + 1
                )
            }
            _ => format!("rows {} and {} {may}both hold for {case}", a + 1, b + 1),
        };
        let mut diagnostic = Diagnostic::warning(Code::RowsOverlap, message);
        for (row, verdict) in [(b, verdicts.1), (a, verdicts.0)] {
            if let Some((verdict, span)) = verdict {
                diagnostic = diagnostic.label(span, format!("row {} says {verdict}", row + 1));
            }
        }
        diagnostic.help(
            "let one of the rows end where the other begins; where both hold, the stricter wins",
        )
    }

    /// The verdict of a row, and where it is said.
    fn verdict_of(&self, at: usize, row: usize) -> Option<(Verdict, Span)> {
        let cells = &self.tables[at].decl.rows.get(row)?.cells;
        cells.iter().find_map(|cell| match cell.kind {
            CellKind::Then(verdict) => Some((verdict, cell.span)),
            _ => None,
        })
    }

    /// Whether a case can be: its sides are of answers that do not depend on each other.
    fn proves(&self, space: &Space, case: &Case) -> bool {
        let sides = space.bases.iter().zip(case);
        let asked = sides.filter(|(base, region)| !region.is_all(base.axis.size()));
        let sources: Vec<Sources> = asked.map(|(base, _)| self.sources_of(base.expr)).collect();
        let mut earlier: &[Sources] = &sources;
        while let Some((last, rest)) = earlier.split_last() {
            if rest.iter().any(|other| depend(last, other)) {
                return false;
            }
            earlier = rest;
        }
        true
    }
}
