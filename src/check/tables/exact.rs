//! What a table leaves out, says twice, or says in vain: in go its conditions,
//! typed, out come messages that show the case, and whether one of its rows holds
//! whatever the answers are.

use std::collections::HashMap;

use super::heads::{Key, Line};
use super::space::{Axis, Budget, Case, Domain, Grid, Region, Test};
use crate::ast::ColumnKind;
use crate::check::Checker;
use crate::check::describe::range_in_words;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, Range, Type};

/// Tables with more columns are not gone through.
const MOST_COLUMNS: usize = 64;

/// How many cases without a row are counted.
pub(super) const MOST_GAPS: usize = 50;

/// What is not found out of a table that is too large, and what to do about it.
const LEFT_OUT: (&str, &str) = (
    "whether it leaves one out",
    "end it with a row `| otherwise | … |`, or split it into tables with fewer columns",
);
const SAID_TWICE: (&str, &str) = (
    "whether two rows hold for one",
    "split it into tables with fewer columns",
);

/// What a head is worked out from, cut into pieces.
pub(super) struct Base {
    pub axis: Axis,
    /// An expression that it is.
    pub expr: ExprId,
    /// What it is called.
    pub name: String,
}

/// A column over a base.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its place among the columns of the table.
    pub at: usize,
    pub head: ExprId,
    pub line: Line,
    /// The place of its base.
    pub base: usize,
}

/// The cases of a table.
pub(super) struct Space {
    pub bases: Vec<Base>,
    pub columns: Vec<Column>,
    /// What each row asks in each of `columns`; `None` where that is not decided
    /// by answers alone.
    asked: Vec<Vec<Option<Test>>>,
    pub grid: Grid,
    /// The row of the table that each row of the grid is.
    pub rows: Vec<usize>,
    /// Whether all cells of a row of the grid are decided by answers alone; where
    /// they are not, the grid holds all that the row may match.
    pub decided: Vec<bool>,
}

impl Space {
    /// What two rows match, or any case, in its own words.
    pub fn both(&self, row: usize, other: usize) -> Case {
        let sides = self.grid.rows[row].iter().zip(&self.grid.rows[other]);
        sides.map(|(a, b)| a.intersection(b)).collect()
    }
}

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
        let Some(space) = self.space(at, budget) else {
            return;
        };
        self.check_idle_columns(at, &space);
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

    /// The cases of a table; `None` where there is nothing to be gone through.
    fn space(&mut self, at: usize, budget: &mut Budget) -> Option<Space> {
        let decl = self.tables[at].decl;
        let read = self.tables[at].read.as_ref().filter(|read| read.sound)?;
        let heads: Vec<(usize, ExprId)> = (0..)
            .zip(&read.heads)
            .filter_map(|(column, head)| head.map(|head| (column, head)))
            .collect();
        if heads.len() > MOST_COLUMNS {
            if !self.tables[at].complete {
                self.report_too_large(at, LEFT_OUT);
            }
            return None;
        }
        let rows: Vec<usize> = (0..decl.rows.len())
            .filter(|&row| !decl.rows[row].otherwise)
            .collect();
        // Columns over one base, in the order in which each base comes first.
        let mut columns: Vec<Column> = Vec::new();
        let mut bases: Vec<(Key, ExprId)> = Vec::new();
        for (column, head) in heads {
            let line = self.line(head);
            let key = self.key(line.base);
            let base = bases.iter().position(|(other, _)| *other == key);
            let base = base.unwrap_or_else(|| {
                bases.push((key, line.base));
                bases.len() - 1
            });
            columns.push(Column {
                at: column,
                head,
                line,
                base,
            });
        }
        let mut asked: Vec<Vec<Option<Test>>> = columns
            .iter()
            .map(|column| {
                let cells = rows.iter().map(|&row| read.rows[row].cells[column.at]);
                cells
                    .map(|cell| match cell {
                        None => Some(Test::True),
                        Some(cell) => self.ask(cell, column.head, column.line),
                    })
                    .collect()
            })
            .collect();
        let mut cut = Vec::new();
        for (place, (key, base)) in bases.iter().enumerate() {
            let over = || columns.iter().zip(&asked).filter(|(c, _)| c.base == place);
            let tests = over().flat_map(|(_, tests)| tests.iter().flatten());
            let axis = Axis::new(self.domain(*base), tests, budget);
            let compound = matches!(key, Key::Text(_));
            let named = over().find(|(column, _)| compound && column.line.is_base());
            let span = match named {
                Some((column, _)) => decl.columns[column.at].span,
                None => self.at(*base).span,
            };
            let name = self.sources.text(span).split_whitespace();
            cut.push((axis, *base, name.collect::<Vec<_>>().join(" ")));
        }
        // Of an axis in too many pieces nothing is decided.
        for (column, tests) in columns.iter().zip(&mut asked) {
            if cut[column.base].0.is_none() {
                let decided = |test: &Option<Test>| *test == Some(Test::True);
                tests
                    .iter_mut()
                    .filter(|test| !decided(test))
                    .for_each(|test| *test = None);
            }
        }
        let decided: Vec<bool> = (0..rows.len())
            .map(|row| asked.iter().all(|tests| tests[row].is_some()))
            .collect();
        let bases: Vec<Base> = cut
            .into_iter()
            .map(|(axis, expr, name)| Base {
                axis: axis.unwrap_or_else(Axis::of_one_piece),
                expr,
                name,
            })
            .collect();
        let sizes: Vec<u32> = bases.iter().map(|base| base.axis.size()).collect();
        if sizes.contains(&0) {
            return None;
        }
        let grid_rows = (0..rows.len())
            .map(|row| {
                let mut case: Case = sizes.iter().map(|&size| Region::range(0, size)).collect();
                for (column, tests) in columns.iter().zip(&asked) {
                    if let Some(test) = &tests[row] {
                        let region = bases[column.base].axis.region(test);
                        case[column.base] = case[column.base].intersection(&region);
                    }
                }
                case
            })
            .collect();
        let ordered = bases.iter().map(|base| base.axis.is_ordered()).collect();
        Some(Space {
            grid: Grid {
                sizes,
                ordered,
                rows: grid_rows,
            },
            bases,
            columns,
            asked,
            rows,
            decided,
        })
    }

    fn domain(&self, base: ExprId) -> Domain {
        let members = |choice| {
            let count = self.choice(choice).members.len();
            u32::try_from(count).unwrap_or(u32::MAX).min(64)
        };
        match &self.at(base).ty {
            Type::Number(number) => Domain::Numbers {
                range: number.range,
                whole: number.whole,
            },
            Type::Date => Domain::Numbers {
                range: Range::ALL,
                whole: true,
            },
            Type::Truth => Domain::Members(2),
            Type::Choice(choice) => Domain::Members(members(*choice)),
            Type::Set(choice) => Domain::Sets(members(*choice)),
        }
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
