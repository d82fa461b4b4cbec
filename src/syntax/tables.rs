//! Rows of `| cell | cell |`: in go their nodes, out come cells as trimmed
//! texts with their places, as many a row as the header has.

use crate::ast::Text;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, parts};
use super::hints;
use super::reader::Reader;

/// A line of a table: where it stands, and its cells.
pub(super) type Row = (Span, Vec<Text>);

impl<'s> Reader<'s> {
    /// The rows of a table, the header first. `None` where one does not fit it.
    pub(super) fn rows(&mut self, nodes: impl Iterator<Item = Node<'s>>) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        let mut fine = true;
        for node in nodes {
            let span = self.span(&node);
            let cells: Vec<Text> = parts(node).map(|cell| self.cell(&cell)).collect();
            let wrong = match rows.first() {
                _ if !rows.is_empty() && is_rule_line(&cells) => Some(
                    Diagnostic::error(Code::Syntax, "a table needs no line of dashes")
                        .label(span, "not a row")
                        .help("take this line out")
                        .fix(span, ""),
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
                ),
                _ => None,
            };
            if let Some(error) = wrong {
                self.error(error);
                fine = false;
                continue;
            }
            for cell in &cells {
                if let Some(error) = hints::dash_range(cell) {
                    self.error(error);
                    fine = false;
                }
            }
            rows.push((span, cells));
        }
        fine.then_some(rows)
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
}

/// `|---|:--:|`
fn is_rule_line(cells: &[Text]) -> bool {
    cells
        .iter()
        .all(|cell| cell.value.contains('-') && cell.value.chars().all(|c| matches!(c, '-' | ':')))
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
