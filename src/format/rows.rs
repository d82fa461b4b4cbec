//! Tables: in go the rows of one, out come their lines with each column as wide
//! as its widest cell.

use unicode_width::UnicodeWidthStr;

use super::canonical::canonical;
use super::lines::Line;
use super::tokens::{Kind, Lexer, Token, is_spaced};

/// Columns of a `table` that say what follows, not what must hold.
const OUTPUTS: [&str; 6] = ["then", "adjust", "because", "flag", "name", "give"];

/// The rows of a table, each without the line's end. `of_table` says that cells
/// below expressions are conditions, which a test's are not.
pub(super) fn aligned(rows: &[&Line<'_>], lexer: &Lexer<'_>, of_table: bool) -> Vec<String> {
    let mut cells: Vec<Vec<String>> = Vec::new();
    let mut kinds: Vec<Column> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let tokens = cells_of(row, lexer);
        if number == 0 {
            kinds = tokens.iter().map(|cell| column(cell, of_table)).collect();
        }
        let texts = tokens.into_iter().enumerate().map(|(index, cell)| {
            let kind = kinds.get(index).copied().unwrap_or(Column::Other);
            flat(&match kind {
                _ if number == 0 => cell,
                Column::Condition => condition(cell),
                Column::Day => day(cell),
                Column::Other => cell,
            })
        });
        cells.push(texts.collect());
    }
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let of_rows = cells.iter().filter_map(|row| row.get(column));
        of_rows.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    cells
        .iter()
        .map(|row| {
            let mut line = "|".to_owned();
            for (cell, width) in row.iter().zip(&widths) {
                let blank = width.saturating_sub(cell.width());
                line.push_str(&format!(" {cell}{} |", " ".repeat(blank)));
            }
            line
        })
        .collect()
}

#[derive(Clone, Copy)]
enum Column {
    /// Below an expression of a `table`.
    Condition,
    /// Below `day`.
    Day,
    Other,
}

fn column(head: &[Token<'_>], of_table: bool) -> Column {
    let first = head.first().map_or("", |token| token.text.as_str());
    let alone = head.len() == 1;
    match first {
        "day" if alone && !of_table => Column::Day,
        "give" if head.len() == 2 => Column::Other,
        _ if !of_table || (alone && OUTPUTS.contains(&first)) => Column::Other,
        _ => Column::Condition,
    }
}

/// The tokens of each cell. What a last bar closes is no further cell.
fn cells_of<'a>(row: &Line<'_>, lexer: &Lexer<'a>) -> Vec<Vec<Token<'a>>> {
    let mut cells = Vec::new();
    let mut quoted = false;
    let mut start = row.range.start;
    let mut cell = |start: usize, end: usize| {
        let text = lexer.cut.get(start..end).unwrap_or_default();
        let from = start + (text.len() - text.trim_start().len());
        let tokens = lexer.tokens(from..from + text.trim().len());
        cells.push(canonical(tokens));
    };
    let mut is_first = true;
    for (index, c) in row.text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '|' if !quoted => {
                let at = row.range.start + index;
                if !std::mem::take(&mut is_first) {
                    cell(start, at);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    let after = lexer.cut.get(start..row.range.end).unwrap_or_default();
    if !after.trim().is_empty() {
        cell(start, row.range.end);
    }
    cells
}

/// `is better` says what `better` does, and `is between 7 and 14` what `7 to 14` does.
fn condition(mut cell: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let words: Vec<&str> = cell.iter().map(|token| token.text.as_str()).collect();
    match words[..] {
        ["is", "between", ..] if !words.iter().any(|word| matches!(*word, "or" | "(")) => {
            cell.drain(..2);
            for token in &mut cell {
                if token.text == "and" {
                    token.text = "to".to_owned();
                }
            }
        }
        ["is", "not" | "one" | "missing" | "known" | "between", ..] => {}
        ["is", _, ..] => {
            cell.remove(0);
        }
        _ => {}
    }
    cell
}

/// `1 day ago` is written `yesterday` already; `0 days ago` is `today`.
fn day(cell: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let words: Vec<&str> = cell.iter().map(|token| token.text.as_str()).collect();
    match words[..] {
        ["0", "days" | "day", "ago"] => vec![Token {
            kind: Kind::Value,
            text: "today".to_owned(),
            above: Vec::new(),
            behind: None,
        }],
        _ => cell,
    }
}

/// Tokens on one line.
fn flat(tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    for (index, token) in tokens.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| tokens.get(index));
        if before.is_some_and(|before| is_spaced(before, token)) {
            out.push(' ');
        }
        out.push_str(&token.text);
    }
    out
}
