//! Rows of a table as rules and lookups: in goes a table as written, out come
//! for each row the condition that its cells make of the heads, and what it
//! decides or gives.

use touchline::ast::{
    CellKind, CellTest, ColumnKind, Comparison, Expr, ExprKind, ListKind, RuleDecl, TableDecl,
    TableRow, Text, Then,
};
use touchline::span::Span;

use super::merge::{Lookup, LookupRow};
use super::value::Truth;

/// A rule for each row; none where no column says anything of a rule.
pub fn rules(table: &TableDecl) -> Vec<RuleDecl> {
    let of_rules = |kind: &ColumnKind| {
        matches!(
            kind,
            ColumnKind::Then | ColumnKind::Adjust | ColumnKind::Because | ColumnKind::Flag
        )
    };
    if !table.columns.iter().any(|column| of_rules(&column.kind)) {
        return Vec::new();
    }
    table
        .rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let mut rule = RuleDecl {
                title: Text {
                    value: format!("{}, row {}", table.title.value, index + 1),
                    span: row.span,
                },
                when: row_condition(table, index),
                unless: None,
                then: None,
                flag: None,
                because: None,
                overrides: Vec::new(),
                span: row.span,
            };
            let mut adjustments = Vec::new();
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                match (&column.kind, &cell.kind) {
                    (_, CellKind::Then(verdict)) => {
                        rule.then = Some(Then {
                            verdict: *verdict,
                            verdict_span: cell.span,
                            adjustments: Vec::new(),
                        });
                    }
                    (_, CellKind::Adjust(lines)) => adjustments.extend(lines.iter().cloned()),
                    (ColumnKind::Because, CellKind::Text(text)) => {
                        rule.because = Some(text.clone());
                    }
                    (ColumnKind::Flag, CellKind::Text(text)) => rule.flag = Some(text.clone()),
                    (_, CellKind::Name(name)) => rule.title = name.clone(),
                    _ => {}
                }
            }
            if let Some(then) = &mut rule.then {
                then.adjustments = adjustments;
            }
            rule
        })
        .collect()
}

/// A lookup for each `give` column.
pub fn lookups(table: &TableDecl, index: usize) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        let ColumnKind::Give(name) = &column.kind else {
            continue;
        };
        let rows = table
            .rows
            .iter()
            .enumerate()
            .map(|(number, row)| LookupRow {
                condition: row_condition(table, number).unwrap_or_else(|| truth(true, row.span)),
                value: match &row.cells[at].kind {
                    CellKind::Give(value) => Some(value.clone()),
                    _ => None,
                },
            });
        lookups.push(Lookup {
            name: name.name.clone(),
            table: index,
            rows: rows.collect(),
        });
    }
    lookups
}

/// What must hold for a row; `None` where nothing must.
fn row_condition(table: &TableDecl, index: usize) -> Option<Expr> {
    let row = &table.rows[index];
    if !row.otherwise {
        return cells_condition(table, row);
    }
    let others = table.rows.iter().filter(|row| !row.otherwise);
    let items = others
        .map(|row| cells_condition(table, row).unwrap_or_else(|| truth(true, row.span)))
        .collect();
    Some(Expr {
        kind: ExprKind::List {
            kind: ListKind::None,
            items,
            bullets: false,
        },
        span: row.span,
    })
}

fn cells_condition(table: &TableDecl, row: &TableRow) -> Option<Expr> {
    let mut whole: Option<Expr> = None;
    for (at, (column, cell)) in table.columns.iter().zip(&row.cells).enumerate() {
        let (ColumnKind::Tests(head), CellKind::Tests(test)) = (&column.kind, &cell.kind) else {
            continue;
        };
        let Some(mut condition) = condition(head, test, cell.span) else {
            continue;
        };
        // A column that asks for a missing value says what that means: nothing else in
        // it holds of one, but for what its bounds decide.
        if asks_missing(table, at) && of_missing(test) == Truth::Unknown {
            let known = Expr {
                kind: ExprKind::IsKnown(Box::new(condition.clone())),
                span: cell.span,
            };
            condition = Expr {
                kind: ExprKind::And(Box::new(known), Box::new(condition)),
                span: cell.span,
            };
        }
        whole = Some(match whole {
            None => condition,
            Some(before) => Expr {
                kind: ExprKind::And(Box::new(before), Box::new(condition)),
                span: row.span,
            },
        });
    }
    whole
}

fn truth(truth: bool, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Truth(truth),
        span,
    }
}

/// What a cell says of its head; `None` for `any`.
fn condition(head: &Expr, test: &CellTest, span: Span) -> Option<Expr> {
    let boxed = |expr: &Expr| Box::new(expr.clone());
    let compare = |op: Comparison, right: &Expr| ExprKind::Compare {
        op,
        left: boxed(head),
        right: boxed(right),
    };
    let of = |test: &CellTest| condition(head, test, span).unwrap_or_else(|| truth(true, span));
    let kind = match test {
        CellTest::Any => return None,
        CellTest::Compare(op, right) => compare(*op, right),
        CellTest::Range {
            low,
            with_low,
            high,
            with_high,
        } => {
            let lower = match with_low {
                true => Comparison::AtLeast,
                false => Comparison::More,
            };
            let upper = match with_high {
                true => Comparison::AtMost,
                false => Comparison::Less,
            };
            let [lower, upper] = [compare(lower, low), compare(upper, high)]
                .map(|kind| Box::new(Expr { kind, span }));
            ExprKind::And(lower, upper)
        }
        CellTest::OneOf(set) => ExprKind::OneOf {
            value: boxed(head),
            set: boxed(set),
        },
        CellTest::IsMissing => ExprKind::IsMissing(boxed(head)),
        CellTest::IsKnown => ExprKind::IsKnown(boxed(head)),
        CellTest::Overlaps(set) => ExprKind::Overlaps(boxed(head), boxed(set)),
        CellTest::Includes(item) => ExprKind::Includes(boxed(head), boxed(item)),
        CellTest::Not(test) => ExprKind::Not(Box::new(of(test))),
        CellTest::Or(tests) => {
            let mut tests = tests.iter().map(of);
            let first = tests.next()?;
            return Some(tests.fold(first, |a, b| Expr {
                kind: ExprKind::Or(Box::new(a), Box::new(b)),
                span,
            }));
        }
    };
    Some(Expr { kind, span })
}

/// Whether some cell of a column asks if its head is missing, or known.
pub fn asks_missing(table: &TableDecl, column: usize) -> bool {
    fn asks(test: &CellTest) -> bool {
        match test {
            CellTest::IsMissing | CellTest::IsKnown => true,
            CellTest::Not(test) => asks(test),
            CellTest::Or(tests) => tests.iter().any(asks),
            _ => false,
        }
    }
    table.rows.iter().any(|row| match &row.cells[column].kind {
        CellKind::Tests(test) => asks(test),
        _ => false,
    })
}

/// Whether a test holds of a missing value.
pub fn of_missing(test: &CellTest) -> Truth {
    match test {
        CellTest::Any | CellTest::IsMissing => Truth::True,
        CellTest::IsKnown => Truth::False,
        CellTest::Not(test) => of_missing(test).not(),
        CellTest::Or(tests) => tests.iter().map(of_missing).fold(Truth::False, Truth::or),
        _ => Truth::Unknown,
    }
}
