//! Tables, what is given and what is expected, without their places.

use super::adjustment;
use super::expressions::expr;
use super::words::{ident, nowhere, path, template, text};
use crate::ast::{
    CaseCell, CaseColumn, CaseTable, CellKind, CellTest, ColumnKind, DayTable, Expect, ExpectKind,
    Given, TableCell, TableColumn, TableDecl, TableRow,
};

pub(super) fn table(decl: &mut TableDecl) {
    let TableDecl {
        title,
        columns,
        rows,
        span,
    } = decl;
    nowhere(span);
    text(title);
    for TableColumn { kind, span } in columns {
        nowhere(span);
        match kind {
            ColumnKind::Tests(head) => expr(head),
            ColumnKind::Give(name) => ident(name),
            ColumnKind::Then
            | ColumnKind::Adjust
            | ColumnKind::Because
            | ColumnKind::Flag
            | ColumnKind::Name => {}
        }
    }
    for row in rows {
        let TableRow {
            otherwise: _,
            cells,
            span,
        } = row;
        nowhere(span);
        for TableCell { kind, span } in cells {
            nowhere(span);
            match kind {
                CellKind::Tests(test) => cell_test(test),
                CellKind::Adjust(adjustments) => adjustments.iter_mut().for_each(adjustment),
                CellKind::Text(words) => template(words),
                CellKind::Name(name) => text(name),
                CellKind::Give(value) => expr(value),
                CellKind::Empty | CellKind::Then(_) => {}
            }
        }
    }
}

fn cell_test(test: &mut CellTest) {
    match test {
        CellTest::Compare(_, value)
        | CellTest::OneOf(value)
        | CellTest::Overlaps(value)
        | CellTest::Includes(value) => expr(value),
        CellTest::Range {
            low,
            with_low: _,
            high,
            with_high: _,
        } => {
            expr(low);
            expr(high);
        }
        CellTest::Not(inner) => cell_test(inner),
        CellTest::Or(tests) => tests.iter_mut().for_each(cell_test),
        CellTest::Any | CellTest::IsMissing | CellTest::IsKnown => {}
    }
}

pub(super) fn given(given: &mut Given) {
    match given {
        Given::Example(name) => text(name),
        Given::Value { path: of, value } => {
            path(of);
            expr(value);
        }
        Given::Today { date, span } => {
            nowhere(span);
            expr(date);
        }
        Given::Days(DayTable {
            columns,
            rows,
            span,
        }) => {
            nowhere(span);
            columns.iter_mut().for_each(path);
            for (_, span, cells) in rows {
                nowhere(span);
                cells.iter_mut().flatten().for_each(expr);
            }
        }
    }
}

pub(super) fn cases(cases: &mut CaseTable) {
    let CaseTable {
        columns,
        rows,
        span,
    } = cases;
    nowhere(span);
    for column in columns {
        match column {
            CaseColumn::Given(of) => path(of),
            CaseColumn::Today(span) | CaseColumn::Expect(span) => nowhere(span),
        }
    }
    for (span, cells) in rows {
        nowhere(span);
        for cell in cells {
            match cell {
                CaseCell::Empty => {}
                CaseCell::Value(value) => expr(value),
                CaseCell::Expect(expected) => expect(expected),
            }
        }
    }
}

pub(super) fn expect(Expect { kind, span }: &mut Expect) {
    nowhere(span);
    match kind {
        ExpectKind::Verdict {
            verdict: _,
            for_now: _,
        }
        | ExpectKind::CouldBecome(_)
        | ExpectKind::NoFlag => {}
        ExpectKind::WaitingOn(of) => path(of),
        ExpectKind::Rule(name) | ExpectKind::NoRule(name) | ExpectKind::Flag(name) => text(name),
        ExpectKind::Condition(condition) => expr(condition),
        ExpectKind::Becomes { target, value } => {
            path(target);
            expr(value);
        }
    }
}
