//! `table`: in goes its node, out comes its declaration. The header says what
//! each column holds, and its cells are read by that.

use crate::ast::{CellKind, ColumnKind, TableCell, TableDecl, TableRow, Text};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::Span;

use super::grammar::{Node, Rule, parts};
use super::place::Place;
use super::reader::Reader;
use super::table_header::Column;
use super::tables::{MANY, Row};
use super::{cell_hints, cell_misreadings, output_hints};

/// How many more rows of `otherwise` are pointed at.
const MOST_SHOWN: usize = 3;
/// What the last row may say in place of conditions.
pub(super) const OTHERWISE: &str = "otherwise";

impl<'s> Reader<'s> {
    pub(super) fn table(&mut self, node: Node<'s>, span: Span) -> Option<TableDecl> {
        let mut inner = parts(node);
        let title = self.text(&inner.next()?);
        let (rows, mut fine) = self.rows(inner);
        let (header, rows) = rows.split_first()?;
        let columns = self.columns(header, rows);
        if rows.is_empty() && fine && !self.damaged && !columns.is_empty() {
            let end = Span::new(header.0.file, header.0.end, header.0.end);
            self.error(
                Diagnostic::error(Code::MissingClause, "this table has a header and no rows")
                    .label(end, "no row follows")
                    .help("below it write a row with a cell for each column, such as `| >= 8 | rest |`"),
            );
        }
        let mut read = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            if self.errors.len() >= MANY {
                return None;
            }
            let otherwise = self.otherwise_row(rows, index, &columns);
            match self.row(row, &columns, otherwise) {
                Some(row) => read.push(row),
                None => fine = false,
            }
        }
        let columns = columns
            .into_iter()
            .map(Column::into_tree)
            .collect::<Option<_>>()?;
        fine.then_some(TableDecl {
            title,
            columns,
            rows: read,
            span,
        })
    }

    /// The column in which the row says `otherwise`. It may do so below the
    /// first expression of the last row; what is elsewhere is reported.
    fn otherwise_row(&mut self, rows: &[Row], index: usize, columns: &[Column]) -> Option<usize> {
        let (_, cells) = rows.get(index)?;
        let Some(at) = cells.iter().position(|cell| cell.value == OTHERWISE) else {
            let last = index + 1 == rows.len();
            return self.misspelt_otherwise(cells, columns, last);
        };
        let span = cells.get(at)?.span;
        let first = columns.iter().position(Column::is_test);
        // What cannot be read at the head cannot say where `otherwise` belongs.
        let unread = columns.iter().any(|column| column.kind.is_none());
        let says = |cells: &[Text]| cells.iter().any(|cell| cell.value == OTHERWISE);
        let earlier = rows.iter().take(index).any(|(_, cells)| says(cells));
        let later: Vec<Span> = rows
            .iter()
            .skip(index + 1)
            .flat_map(|(_, cells)| cells)
            .filter(|cell| cell.value == OTHERWISE)
            .map(|cell| cell.span)
            .collect();
        if earlier {
            // Told with the first.
        } else if let Some((second, others)) = later.split_first() {
            let mut error = Diagnostic::error(
                Code::Syntax,
                format!(
                    "`otherwise` stands {} in this table",
                    match others.len() {
                        0 => "twice".to_owned(),
                        more => format!("{} times", more + 2),
                    }
                ),
            )
            .label(*second, "the second")
            .label(span, "the first");
            for (nth, other) in others.iter().take(MOST_SHOWN).enumerate() {
                error = error.label(*other, if nth == 0 { "the third" } else { "one more" });
            }
            self.error(error.help("keep the one in the last row"));
        } else if index + 1 < rows.len() {
            self.error(
                Diagnostic::error(Code::Syntax, "only the last row is `otherwise`")
                    .label(span, "other rows follow")
                    .help("put this row at the end: it holds where no other row does"),
            );
        } else if first != Some(at)
            && !unread
            && let Some(head) = first.and_then(|first| columns.get(first))
        {
            self.error(
                Diagnostic::error(Code::Syntax, "`otherwise` stands in the wrong column")
                    .label(span, "not the first condition")
                    .label(head.head.span, "the first expression")
                    .help(format!(
                        "put it below `{}`, and leave the row's other conditions empty",
                        head.head.value
                    )),
            );
        }
        Some(at)
    }

    /// `else` or `otherwize` in the first condition of a row that has no other.
    fn misspelt_otherwise(
        &mut self,
        cells: &[Text],
        columns: &[Column],
        last: bool,
    ) -> Option<usize> {
        let first = columns.iter().position(Column::is_test)?;
        let cell = cells.get(first)?;
        let mut others = cells
            .iter()
            .zip(columns)
            .skip(first + 1)
            .filter(|(_, column)| column.is_test())
            .peekable();
        // A choice may have such a member, so more than the word must say that it is meant.
        let several = others.peek().is_some();
        let empty = several && others.all(|(cell, _)| cell.value.is_empty());
        let near = ["default", "other", "others"].contains(&cell.value.as_str())
            || nearest(&cell.value, [OTHERWISE]).is_some();
        // In a table of one condition only the last row can mean it.
        let alone = !several && last && !Place::says(self.whole, &cell.value);
        if cell.value != "else" && !((empty || alone) && near) {
            return None;
        }
        self.error(
            Diagnostic::error(
                Code::Syntax,
                format!("`{}` is written `otherwise`", cell.value),
            )
            .label(cell.span, "expected `otherwise`")
            .help("write `otherwise`")
            .fix(cell.span, OTHERWISE)
            .sure(),
        );
        Some(first)
    }

    fn row(
        &mut self,
        (span, cells): &Row,
        columns: &[Column],
        otherwise: Option<usize>,
    ) -> Option<TableRow> {
        let mut read = Vec::new();
        let mut fine = true;
        for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
            let kind = if otherwise == Some(index) {
                Some(CellKind::Empty)
            } else if otherwise.is_some() && column.is_test() {
                self.beside_otherwise(cell)
            } else {
                self.table_cell(cell, column)
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
            otherwise: otherwise.is_some(),
            cells: read,
            span: *span,
        })
    }

    /// A condition in a row that says `otherwise` has nothing to say.
    fn beside_otherwise(&mut self, cell: &Text) -> Option<CellKind> {
        if cell.value.is_empty() || cell.value == "any" {
            return Some(CellKind::Empty);
        }
        self.error(
            Diagnostic::error(
                Code::Syntax,
                "a row with `otherwise` has no other condition",
            )
            .label(cell.span, "a condition")
            .help("leave this cell empty")
            .fix(cell.span, ""),
        );
        None
    }

    fn table_cell(&mut self, cell: &Text, column: &Column) -> Option<CellKind> {
        let kind = column.kind.as_ref()?;
        if cell.value.is_empty() {
            if !column.is_test() {
                return Some(CellKind::Empty);
            }
            let here = self.empty_cell(cell);
            self.error(cell_misreadings::empty_test(here, cell.span));
            return None;
        }
        // `none` may be what a row gives.
        let given =
            matches!(kind, ColumnKind::Give(_)) && cell.value.starts_with(char::is_alphabetic);
        let nothing = output_hints::nothing(&cell.value, cell.span);
        if let Some(error) = nothing.filter(|_| !(column.is_test() || given)) {
            self.error(error);
            return None;
        }
        let (at, code) = (cell.span, Code::Syntax);
        match kind {
            ColumnKind::Tests(_) => {
                let head = column.head.value.as_str();
                self.hinted(
                    Rule::lone_test,
                    at,
                    code,
                    |place| cell_hints::hint(place, head),
                    |reader, node| reader.cell_test(node),
                )
                .map(CellKind::Tests)
            }
            ColumnKind::Then => self
                .hinted(
                    Rule::lone_verdict,
                    at,
                    code,
                    output_hints::verdict,
                    |reader, node| reader.verdict(&parts(node).next()?),
                )
                .map(|(verdict, _)| CellKind::Then(verdict)),
            ColumnKind::Adjust => self
                .hinted(
                    Rule::lone_adjustments,
                    at,
                    code,
                    output_hints::adjustments,
                    |reader, node| reader.adjustments(parts(node)),
                )
                .map(CellKind::Adjust),
            ColumnKind::Because | ColumnKind::Flag => self
                .hinted(
                    Rule::lone_template,
                    at,
                    code,
                    output_hints::text,
                    |reader, node| reader.template(&parts(node).next()?),
                )
                .map(CellKind::Text),
            ColumnKind::Name => self
                .hinted(
                    Rule::lone_text,
                    at,
                    code,
                    output_hints::text,
                    |reader, node| Some(reader.text(&parts(node).next()?)),
                )
                .map(CellKind::Name),
            ColumnKind::Give(_) => self
                .hinted(
                    Rule::lone_expression,
                    at,
                    code,
                    output_hints::value,
                    |reader, node| reader.lone_expression(node),
                )
                .map(CellKind::Give),
        }
    }
}
