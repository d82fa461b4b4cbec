//! Columns that ask whether their head is missing: in goes what a cell asks, out
//! comes the same for a value that is there. Such a column says what a missing value
//! means, so none of its other tests may hold of one. Without this they would be
//! unknown there, and a table could never give what it says of a missing value.

use crate::ast::{CellKind, CellTest, TableDecl};
use crate::check::Checker;
use crate::ruleset::{ExprId, ExprKind, Type};

/// For each column, whether one of its cells asks `is missing` or `is known`.
pub(super) fn columns(table: &TableDecl) -> Vec<bool> {
    let asks = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        cells.into_iter().any(|cell| match &cell.kind {
            CellKind::Tests(test) => asks_missing(test),
            _ => false,
        })
    };
    (0..table.columns.len()).map(asks).collect()
}

/// The tests in a cell nest no deeper than the parser lets them.
fn asks_missing(test: &CellTest) -> bool {
    match test {
        CellTest::IsMissing | CellTest::IsKnown => true,
        CellTest::Not(inner) => asks_missing(inner),
        CellTest::Or(tests) => tests.iter().any(asks_missing),
        _ => false,
    }
}

/// Whether a test holds of a missing value; `None` where that is unknown.
fn of_missing(test: &CellTest) -> Option<bool> {
    match test {
        CellTest::Any | CellTest::IsMissing => Some(true),
        CellTest::IsKnown => Some(false),
        CellTest::Not(inner) => of_missing(inner).map(|truth| !truth),
        CellTest::Or(tests) => {
            let truths = || tests.iter().map(of_missing);
            match truths().any(|truth| truth == Some(true)) {
                true => Some(true),
                false => truths().all(|truth| truth.is_some()).then_some(false),
            }
        }
        _ => None,
    }
}

impl Checker<'_> {
    /// What a cell asks in such a column: of a missing head it is false, not unknown.
    /// What is known within bounds may still decide it: one 9 is enough for `>= 8`.
    pub(super) fn of_known(&mut self, test: &CellTest, read: ExprId) -> ExprId {
        if of_missing(test).is_some() {
            return read;
        }
        let span = self.at(read).span;
        let known = self.push(ExprKind::IsKnown(read), Type::Truth, span);
        self.push(ExprKind::And(vec![known, read]), Type::Truth, span)
    }
}
