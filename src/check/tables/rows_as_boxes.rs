//! The cases of a table: in go its heads and cells, typed, out come its axes, cut
//! into pieces, and each row as a box of them.

use super::heads::{Key, Line};
use super::space::{Axis, Budget, Case, Domain, Grid, Region, Test};
use crate::check::Checker;
use crate::ruleset::{ExprId, Range, Type};

/// Tables with more columns to look at are not gone through.
const MOST_COLUMNS: usize = 64;

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
    pub asked: Asked,
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

/// A table has more columns than are gone through.
pub(super) struct TooWide;

/// For each column, what each row asks in it; `None` where answers alone do not
/// decide that.
type Asked = Vec<Vec<Option<Test>>>;

impl Checker<'_> {
    /// The cases of a table whose tests are sound; `Err` where it has too many
    /// columns, `Ok(None)` where there is nothing to be gone through.
    pub(super) fn space(&self, at: usize, budget: &mut Budget) -> Result<Option<Space>, TooWide> {
        let decl = self.tables[at].decl;
        let Some(read) = self.tables[at].read.as_ref().filter(|read| read.sound) else {
            return Ok(None);
        };
        let heads: Vec<(usize, ExprId)> = (0..)
            .zip(&read.heads)
            .filter_map(|(column, head)| head.map(|head| (column, head)))
            .collect();
        if heads.len() > MOST_COLUMNS {
            return Err(TooWide);
        }
        let rows: Vec<usize> = (0..decl.rows.len())
            .filter(|&row| !decl.rows[row].otherwise)
            .collect();
        let (columns, keys) = self.columns_over_bases(heads);
        let cells = |column: &Column, row: usize| read.rows[row].cells[column.at];
        let asks = |column: &Column, row: usize| match cells(column, row) {
            None => Some(Test::True),
            Some(cell) => self.ask(cell, column.head, column.line),
        };
        let mut asked: Asked = columns
            .iter()
            .map(|column| rows.iter().map(|&row| asks(column, row)).collect())
            .collect();
        let bases: Vec<Base> = keys
            .into_iter()
            .enumerate()
            .map(|(place, (key, expr))| Base {
                axis: self.cut_base(expr, place, &columns, &mut asked, budget),
                expr,
                name: self.name_of_base(at, place, &key, expr, &columns),
            })
            .collect();
        let sizes: Vec<u32> = bases.iter().map(|base| base.axis.size()).collect();
        if sizes.contains(&0) {
            return Ok(None);
        }
        let decided = (0..rows.len())
            .map(|row| asked.iter().all(|tests| tests[row].is_some()))
            .collect();
        let boxes = (0..rows.len())
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
        Ok(Some(Space {
            grid: Grid {
                sizes,
                ordered,
                rows: boxes,
            },
            bases,
            columns,
            asked,
            rows,
            decided,
        }))
    }

    /// Each column over its base, and the bases, in the order in which each comes first.
    fn columns_over_bases(&self, heads: Vec<(usize, ExprId)>) -> (Vec<Column>, Vec<(Key, ExprId)>) {
        let mut bases: Vec<(Key, ExprId)> = Vec::new();
        let columns = heads
            .into_iter()
            .map(|(at, head)| {
                let line = self.line(head);
                let key = self.key(line.base);
                let base = bases.iter().position(|(other, _)| *other == key);
                let base = base.unwrap_or_else(|| {
                    bases.push((key, line.base));
                    bases.len() - 1
                });
                Column {
                    at,
                    head,
                    line,
                    base,
                }
            })
            .collect();
        (columns, bases)
    }

    /// A base cut where its columns tell its values apart. Where that makes too
    /// many pieces, nothing that they ask is decided.
    fn cut_base(
        &self,
        base: ExprId,
        place: usize,
        columns: &[Column],
        asked: &mut Asked,
        budget: &mut Budget,
    ) -> Axis {
        let over = columns.iter().zip(asked.iter());
        let over = over.filter(|(column, _)| column.base == place);
        let tests = over.flat_map(|(_, tests)| tests.iter().flatten());
        if let Some(axis) = Axis::new(self.domain(base), tests, budget) {
            return axis;
        }
        for (column, tests) in columns.iter().zip(asked) {
            let asks = tests.iter_mut().filter(|test| **test != Some(Test::True));
            if column.base == place {
                asks.for_each(|test| *test = None);
            }
        }
        Axis::of_one_piece()
    }

    /// What a base is called: an answer by its name, anything else as its column is headed.
    fn name_of_base(
        &self,
        at: usize,
        place: usize,
        key: &Key,
        expr: ExprId,
        columns: &[Column],
    ) -> String {
        let heads = columns.iter().filter(|column| column.base == place);
        let mut heads = heads.filter(|column| column.line.is_base());
        let span = match (key, heads.next()) {
            (Key::Text(_), Some(column)) => self.tables[at].decl.columns[column.at].span,
            _ => self.at(expr).span,
        };
        let words = self.sources.text(span).split_whitespace();
        words.collect::<Vec<_>>().join(" ")
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
}
