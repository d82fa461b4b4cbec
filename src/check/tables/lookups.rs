//! `give x`: in go the cells of its column, out comes the value that `x` stands
//! for: that of the row that holds, all rows brought to one type.

use crate::ast::{self, CellKind, ColumnKind, ExprKind as Ast};
use crate::check::Checker;
use crate::check::expr::Hint;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, ExprKind};
use crate::span::Span;

impl Checker<'_> {
    /// The value of a `give` column. The conditions of the table have been read.
    pub(in crate::check) fn given_by(&mut self, table: usize, column: usize) -> Option<ExprId> {
        let decl = self.tables[table].decl;
        let head = decl.columns.get(column)?;
        let hint = self.hint_of_column(decl, column);
        let mut values = Vec::with_capacity(decl.rows.len());
        for row in &decl.rows {
            if self.awaited.is_some() {
                return None;
            }
            let value = match row.cells.get(column).map(|cell| &cell.kind) {
                Some(CellKind::Give(value)) => self.value(value, hint),
                _ => {
                    self.report_empty_give(head, row, column);
                    None
                }
            };
            values.push(value);
        }
        let values: Vec<ExprId> = values.into_iter().collect::<Option<_>>()?;
        if values.is_empty() {
            return None;
        }
        let (values, ty) = self.one_type(&values)?;
        let read = self.tables[table].read.as_ref().filter(|read| read.sound)?;
        let conditions = read.rows.iter().map(|row| row.condition);
        let rows = conditions
            .zip(values)
            .map(|(condition, value)| Some((condition?, value)))
            .collect::<Option<_>>()?;
        let heads = read.heads.iter().flatten().copied().collect();
        let kind = ExprKind::Lookup {
            rows,
            complete: self.tables[table].complete,
            heads,
        };
        Some(self.push(kind, ty, head.span))
    }

    /// What the cells of a column are of: where one tells, that; else the only
    /// choice that has all of them as members.
    fn hint_of_column(&self, decl: &ast::TableDecl, column: usize) -> Hint {
        let cells = decl
            .rows
            .iter()
            .filter_map(|row| match &row.cells.get(column)?.kind {
                CellKind::Give(value) => Some(value),
                _ => None,
            });
        let mut owners: Option<Vec<ChoiceId>> = None;
        for value in cells {
            let hint = self.hint_of(value);
            if hint != Hint::None {
                return hint;
            }
            let Ast::Name(name) = &value.kind else {
                return Hint::None;
            };
            match &mut owners {
                None => owners = Some(self.owners(&name.name)),
                Some(owners) => {
                    owners.retain(|&choice| self.member(choice, &name.name).is_some());
                }
            }
        }
        match owners.as_deref() {
            Some([choice]) => Hint::Member(*choice),
            _ => Hint::None,
        }
    }

    fn report_empty_give(&mut self, head: &ast::TableColumn, row: &ast::TableRow, column: usize) {
        let ColumnKind::Give(name) = &head.kind else {
            return;
        };
        let name = &name.name;
        let span = row.cells.get(column).map_or(row.span, |cell| {
            Span::new(
                cell.span.file,
                cell.span.start.saturating_sub(1),
                cell.span.end,
            )
        });
        self.report(
            Diagnostic::error(
                Code::EmptyCell,
                format!("this row does not say what `{name}` is"),
            )
            .label(span, "an empty cell")
            .label(head.span, format!("the column gives `{name}`"))
            .help("write a value; a case without one is left out of the table"),
        );
    }
}
