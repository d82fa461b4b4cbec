//! `table`: in go its header and rows, out come rules, one a row, and a lookup
//! for each `give` column; with what the table leaves out or says twice.
//!
//! 1. `cells`: what each row asks of the expressions at the heads of the columns,
//!    and `missing`: what that means where a column asks whether its head is missing;
//! 2. `rows`: the rows as rules;
//! 3. `lookups`: the values of a `give` column, brought to one type;
//! 4. `exact`: gaps and overlaps over the declared types: `heads` says what the
//!    columns are worked out from and `asks` what cells ask of that, which
//!    `rows_as_boxes` lays out; `space` searches, `cases` and `reports` put into
//!    words what it finds.
//!
//! The conditions of a table are read once, before the first of its `give`
//! columns is, since a `let` may read that.

mod asks;
mod cases;
mod cells;
mod exact;
mod heads;
mod lookups;
mod missing;
mod reports;
mod rows;
mod rows_as_boxes;
mod space;

use std::collections::HashMap;
use std::ops::Range;

use super::Checker;
use super::expr::Hint;
use super::lets::{LetSource, Progress};
use crate::ast::{self, CellKind, ColumnKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, Type};

pub(super) use rows::{RowRule, rule_rows};
use space::Budget;

/// How long the cases of all tables of a file are searched, and of each of them.
const MOST_STEPS: u64 = 30_000_000;
const MOST_STEPS_EACH: u64 = 10_000_000;

/// A table on its way into the ruleset.
pub(super) struct TableState<'a> {
    pub decl: &'a ast::TableDecl,
    /// `None` until it has been read.
    read: Option<ReadTable>,
    /// Where the expressions of its conditions lie in `exprs`.
    exprs: Range<usize>,
    /// One of its rows holds whatever the answers are.
    complete: bool,
}

/// What the rows of a table ask.
struct ReadTable {
    /// The expression at the head of each column; `None` for outputs, and where
    /// it holds a mistake.
    heads: Vec<Option<ExprId>>,
    rows: Vec<ReadRow>,
    /// There is no mistake in heads or tests.
    sound: bool,
}

/// What one row asks.
struct ReadRow {
    /// For each column, what its cell asks; `None` for outputs and `any`.
    cells: Vec<Option<ExprId>>,
    /// All of it; `None` where there is a mistake.
    condition: Option<ExprId>,
    /// It asks nothing.
    always: bool,
}

impl<'a> TableState<'a> {
    pub fn new(decl: &'a ast::TableDecl) -> Self {
        Self {
            decl,
            read: None,
            exprs: 0..0,
            complete: false,
        }
    }

    /// Where the expressions of its conditions lie.
    pub fn exprs(&self) -> Range<usize> {
        self.exprs.clone()
    }

    /// The expressions that must be read for the value of a `give` column.
    pub fn read_for(&self, give: usize) -> Vec<&'a ast::Expr> {
        let heads = self
            .decl
            .columns
            .iter()
            .filter_map(|head| match &head.kind {
                ColumnKind::Tests(expr) => Some(expr),
                _ => None,
            });
        let mut read: Vec<&ast::Expr> = heads.collect();
        for row in &self.decl.rows {
            for (at, cell) in row.cells.iter().enumerate() {
                match &cell.kind {
                    CellKind::Tests(test) => cells::operands(test, &mut read),
                    CellKind::Give(value) if at == give => read.push(value),
                    _ => {}
                }
            }
        }
        read
    }
}

impl Checker<'_> {
    /// Reads every table that no `let` has needed, and reports what is wrong with
    /// them as tables.
    pub(super) fn check_tables(&mut self) {
        let titles: Vec<&ast::TableDecl> = self.tables.iter().map(|table| table.decl).collect();
        self.check_titles("table", titles.iter().map(|decl| &decl.title));
        let given = self.lookups();
        let mut budget = Budget::new(MOST_STEPS);
        for at in 0..self.tables.len() {
            self.check_outputs(at);
            self.read_table(at);
            let mut own = budget.part(MOST_STEPS_EACH);
            self.check_cases(at, &given, &mut own);
            budget.give_back(own);
        }
        for ((table, _), id) in given {
            let complete = self.tables[table].complete;
            if let Some(expr) = self.exprs.get_mut(id.0 as usize)
                && let ExprKind::Lookup {
                    complete: known, ..
                } = &mut expr.kind
            {
                *known = complete;
            }
        }
    }

    /// What each `give` column gives, by its table and its place.
    fn lookups(&self) -> HashMap<(usize, usize), ExprId> {
        let given = self
            .lets
            .iter()
            .filter_map(|state| match (state.source, state.progress) {
                (LetSource::Give(table, column), Progress::Done(Some(value))) => {
                    Some(((table, column), value))
                }
                _ => None,
            });
        given.collect()
    }

    /// Reads what the rows of a table ask, unless that has been done.
    pub(super) fn read_table(&mut self, at: usize) {
        if self.tables[at].read.is_some() {
            return;
        }
        let first = self.exprs.len();
        let decl = self.tables[at].decl;
        let heads: Vec<Option<ExprId>> = decl.columns.iter().map(|head| self.head(head)).collect();
        let mut sound =
            decl.columns.iter().zip(&heads).all(|(column, head)| {
                head.is_some() || !matches!(column.kind, ColumnKind::Tests(_))
            });
        let asks_missing = missing::columns(decl);
        let mut rows = Vec::with_capacity(decl.rows.len());
        for (number, row) in (1..).zip(&decl.rows) {
            if self.awaited.is_some() {
                return;
            }
            let row = self.read_row(&heads, &asks_missing, number, row);
            sound &= row.condition.is_some();
            rows.push(row);
        }
        self.read_otherwise(decl, &mut rows);
        if self.awaited.is_some() {
            return;
        }
        let table = &mut self.tables[at];
        table.complete = sound && decl.rows.iter().any(|row| row.otherwise);
        table.exprs = first..self.exprs.len();
        table.read = Some(ReadTable { heads, rows, sound });
    }

    fn head(&mut self, column: &ast::TableColumn) -> Option<ExprId> {
        match &column.kind {
            ColumnKind::Tests(expr) => self.value(expr, Hint::None),
            _ => None,
        }
    }

    /// What a row asks; an `otherwise` row is completed when the others are read.
    fn read_row(
        &mut self,
        heads: &[Option<ExprId>],
        asks_missing: &[bool],
        number: usize,
        row: &ast::TableRow,
    ) -> ReadRow {
        let mut cells = vec![None; heads.len()];
        let mut sound = true;
        let columns = row.cells.iter().zip(heads).zip(asks_missing);
        for (((cell, head), asks_missing), place) in columns.zip(&mut cells) {
            let (CellKind::Tests(test), Some(head)) = (&cell.kind, *head) else {
                sound &= !matches!(cell.kind, CellKind::Tests(_));
                continue;
            };
            match self.cell(head, number, test, cell.span) {
                Some(Some(read)) if *asks_missing => {
                    *place = Some(self.of_known(test, read));
                }
                Some(read) => *place = read,
                None => sound = false,
            }
        }
        let asked: Vec<ExprId> = cells.iter().flatten().copied().collect();
        let always = asked.is_empty();
        let condition = match asked.as_slice() {
            _ if !sound => None,
            [] => Some(self.push(ExprKind::Truth(true), Type::Truth, row.span)),
            [one] => Some(*one),
            _ => Some(self.push(ExprKind::And(asked), Type::Truth, row.span)),
        };
        ReadRow {
            cells,
            condition,
            always,
        }
    }

    /// An `otherwise` row holds where no other row does.
    fn read_otherwise(&mut self, decl: &ast::TableDecl, rows: &mut [ReadRow]) {
        let others: Option<Vec<ExprId>> = decl
            .rows
            .iter()
            .zip(rows.iter())
            .filter(|(decl, _)| !decl.otherwise)
            .map(|(_, row)| row.condition)
            .collect();
        for (decl, row) in decl.rows.iter().zip(rows) {
            if !decl.otherwise {
                continue;
            }
            row.condition = others.clone().map(|others| {
                if others.is_empty() {
                    return self.push(ExprKind::Truth(true), Type::Truth, decl.span);
                }
                row.always = false;
                let any = self.push(ExprKind::Or(others), Type::Truth, decl.span);
                self.push(ExprKind::Not(any), Type::Truth, decl.span)
            });
        }
    }

    /// What changes the plan, or gives a reason, needs a verdict. (That a table gives
    /// something at all, `syntax` has seen to.)
    fn check_outputs(&mut self, at: usize) {
        let decl = self.tables[at].decl;
        let find = |kind: fn(&ColumnKind) -> bool| decl.columns.iter().find(|c| kind(&c.kind));
        if find(|kind| matches!(kind, ColumnKind::Then | ColumnKind::Flag)).is_some() {
            return;
        }
        let Some(column) = find(|kind| matches!(kind, ColumnKind::Adjust | ColumnKind::Because))
        else {
            return;
        };
        let (title, word) = (&decl.title.value, self.sources.text(column.span));
        self.report(
            Diagnostic::error(
                Code::RuleWithoutVerdict,
                format!("the table \"{title}\" has a column `{word}` and gives no verdict"),
            )
            .label(column.span, "of which verdict?")
            .help("add a column `then` with the verdict of each row"),
        );
    }
}
