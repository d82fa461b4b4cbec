//! `give x`: in go the cells of its column, out comes the value that `x` stands
//! for: that of the row that holds, all rows brought to one type.

use crate::ast::{self, CellKind, ColumnKind, ExprKind as Ast};
use crate::check::Checker;
use crate::check::expr::Hint;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, ExprKind};
use crate::span::Span;

/// What the cells of a column are of.
enum Given {
    /// What fits in them, as far as they tell.
    Of(Hint),
    /// Members of either of these.
    OneOf(ChoiceId, ChoiceId),
}

impl Checker<'_> {
    /// The value of a `give` column. The conditions of the table have been read.
    pub(in crate::check) fn given_by(&mut self, table: usize, column: usize) -> Option<ExprId> {
        let decl = self.tables[table].decl;
        let head = decl.columns.get(column)?;
        let ColumnKind::Give(name) = &head.kind else {
            return None;
        };
        let hint = match self.hint_of_column(decl, column) {
            Given::Of(hint) => hint,
            Given::OneOf(first, second) => {
                self.report_two_choices(head, first, second);
                return None;
            }
        };
        let mut values = Vec::with_capacity(decl.rows.len());
        let mut of_nothing = false;
        for row in &decl.rows {
            if self.awaited.is_some() {
                return None;
            }
            let value = match row.cells.get(column).map(|cell| &cell.kind) {
                Some(CellKind::Give(value)) if self.report_missing(value, &name.name) => None,
                // Where no row says what the members are of, one message is enough.
                Some(CellKind::Give(value)) if of_nothing && is_empty_set(value) => None,
                Some(CellKind::Give(value)) => {
                    of_nothing |= hint == Hint::None && is_empty_set(value);
                    self.value(value, hint)
                }
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

    /// What the cells of a column are of: what one of them says, or else the only
    /// choice that has all the names as members, but for those that none has.
    fn hint_of_column(&self, decl: &ast::TableDecl, column: usize) -> Given {
        let cells = decl.rows.iter().filter_map(|row| row.cells.get(column));
        let values = cells.filter_map(|cell| match &cell.kind {
            CellKind::Give(value) => Some(bare(value)),
            _ => None,
        });
        let mut sets = false;
        let mut owners: Option<Vec<ChoiceId>> = None;
        for value in values {
            let items = match &value.kind {
                Ast::Set(items) => {
                    sets = true;
                    items.as_slice()
                }
                _ => std::slice::from_ref(value),
            };
            for item in items {
                match self.hint_of(item) {
                    Hint::None => {}
                    hint if sets => return Given::Of(hint.as_set()),
                    hint => return Given::Of(hint),
                }
                let Ast::Name(name) = &item.kind else {
                    continue;
                };
                let found = self.owners(&name.name);
                match &mut owners {
                    _ if found.is_empty() => {}
                    None => owners = Some(found),
                    Some(owners) => owners.retain(|choice| found.contains(choice)),
                }
            }
        }
        match owners.as_deref() {
            Some([choice]) if sets => Given::Of(Hint::Set(*choice)),
            Some([choice]) => Given::Of(Hint::Member(*choice)),
            Some([first, second, ..]) => Given::OneOf(*first, *second),
            _ => Given::Of(Hint::None),
        }
    }

    /// `missing` as a value; whether it was that.
    fn report_missing(&mut self, value: &ast::Expr, name: &str) -> bool {
        let Ast::Name(ident) = &value.kind else {
            return false;
        };
        if ident.name != "missing" || self.names.get("missing").is_some() {
            return false;
        }
        self.report(
            Diagnostic::error(Code::UnknownName, "`missing` is not a value")
                .label(value.span, "no declaration has this name")
                .help(format!(
                    "take the row away: in a case for which no row holds, `{name}` is missing"
                )),
        );
        true
    }

    /// Members that two choices have.
    fn report_two_choices(&mut self, head: &ast::TableColumn, first: ChoiceId, second: ChoiceId) {
        let (first, second) = (self.choice(first), self.choice(second));
        let (one, other) = (&first.name, &second.name);
        let diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            format!("these could be answers of `{one}` or of `{other}`"),
        )
        .label(head.span, "answers to what?")
        .label(first.span, format!("`{one}` has them"))
        .label(second.span, format!("`{other}` has them, too"))
        .help("declare one `choice` by name and use it for both, or give the answers other names");
        self.report(diagnostic);
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

/// A value without brackets around it.
fn bare(mut value: &ast::Expr) -> &ast::Expr {
    while let Ast::Group(inner) = &value.kind {
        value = inner;
    }
    value
}

fn is_empty_set(value: &ast::Expr) -> bool {
    matches!(&bare(value).kind, Ast::Set(items) if items.is_empty())
}
