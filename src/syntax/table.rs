//! `table`: in goes its node, out comes its declaration. The header says what
//! each column holds, and its cells are read by that.

use crate::ast::{CellKind, ColumnKind, TableCell, TableColumn, TableDecl, TableRow, Text};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, Rule, parts};
use super::reader::Reader;
use super::tables::Row;

/// The only word that is no test, and where it may stand.
const OTHERWISE: &str = "otherwise";

impl<'s> Reader<'s> {
    pub(super) fn table(&mut self, node: Node<'s>, span: Span) -> Option<TableDecl> {
        let mut inner = parts(node);
        let title = self.text(&inner.next()?);
        let (rows, mut fine) = self.rows(inner);
        let mut rows = rows.into_iter();
        let (_, header) = rows.next()?;
        let columns: Vec<Option<TableColumn>> = header.iter().map(|cell| self.head(cell)).collect();
        fine &= columns.iter().all(Option::is_some);
        let rows: Vec<Row> = rows.collect();
        let mut read = Vec::new();
        for row in rows {
            match self.row(row, &columns) {
                Some(row) => read.push(row),
                None => fine = false,
            }
        }
        let columns = columns.into_iter().flatten().collect();
        fine.then_some(TableDecl {
            title,
            columns,
            rows: read,
            span,
        })
    }

    /// A cell of the header.
    fn head(&mut self, cell: &Text) -> Option<TableColumn> {
        let kind = self.part(Rule::lone_head, cell.span, Code::Syntax, |reader, node| {
            let what = parts(node).next()?;
            if what.as_rule() == Rule::expression {
                return Some(ColumnKind::Tests(reader.expr(what)?));
            }
            let mut inner = what.into_inner();
            Some(match inner.next()?.as_rule() {
                Rule::then_ => ColumnKind::Then,
                Rule::adjust_ => ColumnKind::Adjust,
                Rule::because_ => ColumnKind::Because,
                Rule::flag_ => ColumnKind::Flag,
                Rule::name_ => ColumnKind::Name,
                _ => ColumnKind::Give(reader.ident(&inner.next()?)),
            })
        })?;
        Some(TableColumn {
            kind,
            span: cell.span,
        })
    }

    fn row(&mut self, (span, cells): Row, columns: &[Option<TableColumn>]) -> Option<TableRow> {
        let tests = |column: &Option<TableColumn>| {
            matches!(
                column,
                Some(TableColumn {
                    kind: ColumnKind::Tests(_),
                    ..
                })
            )
        };
        let first = columns.iter().position(tests);
        let otherwise = first
            .and_then(|index| cells.get(index))
            .is_some_and(|cell| cell.value == OTHERWISE);
        let mut read = Vec::new();
        let mut fine = true;
        for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
            let Some(column) = column else {
                fine = false;
                continue;
            };
            let kind = if otherwise && Some(index) == first {
                Some(CellKind::Empty)
            } else {
                self.table_cell(cell, column, otherwise)
            };
            match kind {
                Some(kind) => read.push(TableCell {
                    kind,
                    span: cell.span,
                }),
                None => fine = false,
            }
        }
        fine.then_some(TableRow {
            otherwise,
            cells: read,
            span,
        })
    }

    fn table_cell(
        &mut self,
        cell: &Text,
        column: &TableColumn,
        otherwise: bool,
    ) -> Option<CellKind> {
        let is_test = matches!(column.kind, ColumnKind::Tests(_));
        if cell.value.is_empty() {
            if is_test && !otherwise {
                self.error(
                    Diagnostic::error(Code::Syntax, "this cell does not say what must hold")
                        .label(self.empty_cell(cell), "an empty cell")
                        .help("write `any` where it does not matter"),
                );
                return None;
            }
            return Some(CellKind::Empty);
        }
        if is_test && !self.no_dash_range(std::slice::from_ref(cell)) {
            return None;
        }
        let (at, code) = (cell.span, Code::Syntax);
        match &column.kind {
            ColumnKind::Tests(_) => self
                .part(Rule::lone_test, at, code, |reader, node| {
                    reader.cell_test(node)
                })
                .map(CellKind::Tests),
            ColumnKind::Then => self
                .part(Rule::lone_verdict, at, code, |reader, node| {
                    reader.verdict(&parts(node).next()?)
                })
                .map(|(verdict, _)| CellKind::Then(verdict)),
            ColumnKind::Adjust => self
                .part(Rule::lone_adjustments, at, code, |reader, node| {
                    reader.adjustments(parts(node))
                })
                .map(CellKind::Adjust),
            ColumnKind::Because | ColumnKind::Flag => self
                .part(Rule::lone_template, at, code, |reader, node| {
                    reader.template(&parts(node).next()?)
                })
                .map(CellKind::Text),
            ColumnKind::Name => self
                .part(Rule::lone_text, at, code, |reader, node| {
                    Some(reader.text(&parts(node).next()?))
                })
                .map(CellKind::Name),
            ColumnKind::Give(_) => self
                .part(Rule::lone_expression, at, code, |reader, node| {
                    reader.lone_expression(node)
                })
                .map(CellKind::Give),
        }
    }
}
