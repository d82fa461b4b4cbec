//! Rows of `| cell | cell |`: in go their nodes, out come cells as trimmed
//! texts with their places, as many a row as the header has.

use crate::ast::Text;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, parts};
use super::reader::Reader;

/// A line of a table: where it stands, and its cells.
pub(super) type Row = (Span, Vec<Text>);

/// After so many mistakes in one table nothing is gained by reading on.
pub(super) const MANY: usize = 1000;

impl<'s> Reader<'s> {
    /// The rows of a table, the header first, and whether all of them fit it;
    /// those that do not are reported and left out.
    pub(super) fn rows(&mut self, nodes: impl Iterator<Item = Node<'s>>) -> (Vec<Row>, bool) {
        let lines: Vec<Row> = nodes
            .map(|node| {
                let span = self.span(&node);
                (span, parts(node).map(|cell| self.cell(&cell)).collect())
            })
            .collect();
        if let Some(error) = header_alone(&lines) {
            self.error(error);
            return (Vec::new(), false);
        }
        let mut rows: Vec<Row> = Vec::new();
        let mut fine = true;
        for (span, mut cells) in lines {
            if self.errors.len() >= MANY {
                return (rows, false);
            }
            fine &= self.closes(&mut cells);
            let wrong = match rows.first() {
                _ if !rows.is_empty() && is_rule_line(&cells) => Some(
                    Diagnostic::error(Code::Syntax, "a table needs no line of dashes")
                        .label(span, "not a row")
                        .help("take this line out")
                        .fix(self.line_of(span), "")
                        .sure(),
                ),
                Some((header, columns)) if columns.len() != cells.len() => Some(
                    Diagnostic::error(
                        Code::Syntax,
                        format!(
                            "this row has {}, and the table has {}",
                            count(cells.len(), "cell"),
                            count(columns.len(), "column")
                        ),
                    )
                    .label(span, count(cells.len(), "cell"))
                    .label(*header, count(columns.len(), "column"))
                    .help("give each row a cell for each column; a cell may be empty"),
                )
                .map(|error| as_many(error, span, &cells, columns.len())),
                _ => None,
            };
            if let Some(error) = wrong {
                self.error(error);
                fine = false;
                continue;
            }
            rows.push((span, cells));
        }
        (rows, fine)
    }

    /// Whether the row ends with a bar: then nothing stands behind the last one.
    fn closes(&mut self, cells: &mut Vec<Text>) -> bool {
        let Some(last) = cells.last() else {
            return true;
        };
        if last.value.is_empty() {
            cells.pop();
            return true;
        }
        let end = Span::new(self.file, last.span.end, last.span.end);
        self.error(
            Diagnostic::error(Code::Syntax, "this row has no `|` at its end")
                .label(end, "expected `|`")
                .help("end the row with `|`")
                .fix(end, " |")
                .sure(),
        );
        false
    }

    /// A line with the break before it.
    fn line_of(&self, span: Span) -> Span {
        let before = span
            .start
            .checked_sub(self.base)
            .and_then(|at| self.text.get(..at));
        let blanks = before.map_or(0, |text| text.len() - text.trim_end().len());
        Span::new(span.file, span.start - blanks, span.end)
    }

    fn cell(&self, node: &Node<'_>) -> Text {
        let all = self.span(node);
        let text = node.as_str();
        let start = all.start + (text.len() - text.trim_start().len()).min(all.len());
        Text {
            value: text.trim().to_owned(),
            span: Span::new(self.file, start, start + text.trim().len()),
        }
    }

    /// Where an empty cell is pointed at: the point at which its text would stand. What is
    /// before it may be part of a wider character in the file.
    pub(super) fn empty_cell(&self, cell: &Text) -> Span {
        Span::new(self.file, cell.span.start, cell.span.start)
    }
}

/// Rows that agree with each other and not with their header: it is the header
/// that is wrong, and it is wrong once.
fn header_alone(lines: &[Row]) -> Option<Diagnostic> {
    let (header, rows) = lines.split_first()?;
    let cells = |(_, cells): &Row| {
        let is_closed = cells.last().is_some_and(|last| last.value.is_empty());
        is_closed.then(|| cells.len() - 1)
    };
    let columns = cells(header)?;
    let each = cells(rows.first()?)?;
    if rows.len() < 2 || columns == each || rows.iter().any(|row| cells(row) != Some(each)) {
        return None;
    }
    let (first, _) = rows.first()?;
    Some(
        Diagnostic::error(
            Code::Syntax,
            format!(
                "the header has {}, and every row has {}",
                count(columns, "column"),
                count(each, "cell")
            ),
        )
        .label(header.0, count(columns, "column"))
        .label(*first, count(each, "cell"))
        .help(if columns < each {
            "put a `|` between any two columns, and name each"
        } else {
            "give each column a cell in every row, or take the column out of the header"
        }),
    )
}

/// The message with what gives the row as many cells as the header: empty ones, or
/// fewer of them. Which ones were forgotten nobody knows.
fn as_many(error: Diagnostic, span: Span, cells: &[Text], columns: usize) -> Diagnostic {
    if cells.len() < columns {
        let end = Span::new(span.file, span.end, span.end);
        return error.fix(end, " |".repeat((columns - cells.len()).min(100)));
    }
    let extra = cells.get(columns..).unwrap_or_default();
    match cells.get(columns.saturating_sub(1)) {
        Some(last) if columns > 0 && extra.iter().all(|cell| cell.value.is_empty()) => {
            let gap = Span::new(span.file, last.span.end, span.end);
            error.fix(gap, " |").sure()
        }
        _ => error,
    }
}

/// `|---|:--:|`
fn is_rule_line(cells: &[Text]) -> bool {
    !cells.is_empty()
        && cells.iter().all(|cell| {
            cell.value.contains('-') && cell.value.chars().all(|c| matches!(c, '-' | ':'))
        })
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
