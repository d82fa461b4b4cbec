//! Rows: in go the lines of one table, out come their texts, each column as wide
//! as its widest cell.

use unicode_width::UnicodeWidthStr;

use super::cells::{Cell, cell};
use super::lines::{Line, Token};
use super::parts::Parts;

/// The rows of one table, aligned.
pub(super) fn rows<'a>(
    source: &'a str,
    lines: &[&'a Line<'a>],
    parts: &'a Parts<'a>,
) -> Vec<String> {
    let rows: Vec<Vec<String>> = lines
        .iter()
        .map(|line| cells(source, line, parts))
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![0; columns];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.width().max(*width);
        }
    }
    rows.iter().map(|row| aligned(row, &widths)).collect()
}

fn aligned(row: &[String], widths: &[usize]) -> String {
    let mut out = String::from("|");
    for (cell, width) in row.iter().zip(widths) {
        out.push(' ');
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width())));
        out.push_str(" |");
    }
    out
}

/// The texts of the cells of one row.
fn cells<'a>(source: &'a str, line: &'a Line<'a>, parts: &'a Parts<'a>) -> Vec<String> {
    let between: Vec<&[Token<'_>]> = line.tokens.split(|token| token.is_sign("|")).collect();
    let inside = match between.as_slice() {
        [_, inside @ .., _] => inside,
        _ => &[],
    };
    let day = parts.day(line.start());
    inside
        .iter()
        .enumerate()
        .map(|(index, tokens)| {
            let what = match (tokens.first(), day) {
                (Some(_), Some(day)) if index == 0 => Cell::Day(day),
                (Some(first), _) => {
                    let end = tokens.last().map_or(first.end(), Token::end);
                    parts.cell(first.start, end)
                }
                (None, _) => Cell::Blank,
            };
            cell(source, tokens, what)
        })
        .collect()
}
