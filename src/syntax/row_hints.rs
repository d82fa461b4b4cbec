//! Near misses in the lines of a table: in goes the place where a line stopped
//! being one of its rows, out comes a message that says how rows are written.

use crate::diagnostics::{Code, Diagnostic};

use super::place::Place;

/// A line that begins with `|` and is none of the table's rows.
pub(super) fn unreadable(place: &Place<'_>) -> Diagnostic {
    match place.above.as_slice() {
        // `table`, and its rows below
        [table] => Diagnostic::error(Code::Syntax, "this table has no name")
            .label(place.span_of(*table), "expected a name after this")
            .help("write `table \"Name\"`; its rows are called by it"),
        _ => Diagnostic::error(Code::Syntax, "this row cannot be read")
            .label(place.here(), "begins here")
            .help("a row begins and ends with `|`, and has one between its cells"),
    }
}

/// Lines of cells as a spreadsheet or a data file has them: one message for those
/// that follow each other.
pub(super) fn without_bars(place: &Place<'_>) -> Diagnostic {
    let start = place.found().map_or(0, |found| found.start);
    let span = place.span(start, place.line_end());
    let error = Diagnostic::error(
        Code::UnknownClause,
        "the cells of a table stand between `|`",
    )
    .label(span, "begins with no `|`");
    let Some(written) = as_row(place.between(start, place.line_end())) else {
        return error.help("below `table` stand its rows only, such as `| soreness | then |`");
    };
    let mut error = error.help(format!(
        "write each line as a row, this one as `{}`",
        shortened_row(&written)
    ));
    let mut at = start;
    for line in place.text.get(start..).unwrap_or_default().split('\n') {
        let from = at + (line.len() - line.trim_start().len());
        let Some(row) = as_row(line.trim()).filter(|_| !line.trim_start().starts_with('|')) else {
            break;
        };
        error = error.fix(place.span(from, from + line.trim().len()), row);
        at += line.len() + 1;
    }
    error
}

/// `82 °F, 100, rest` as a row; `None` where it has no cells to tell apart.
fn as_row(line: &str) -> Option<String> {
    let line = line.trim_end_matches('|');
    let sign = ["\t", "|", ";", ",", "  "]
        .into_iter()
        .find(|sign| line.contains(sign))?;
    let mut cells: Vec<&str> = line.split(sign).map(str::trim).collect();
    if sign == "  " {
        cells.retain(|cell| !cell.is_empty());
    }
    Some(format!("| {} |", cells.join(" | ")))
}

/// A row as it may stand in a help.
fn shortened_row(row: &str) -> String {
    match row.char_indices().nth(70) {
        Some((at, _)) => format!("{} …", row.split_at_checked(at).map_or(row, |(row, _)| row)),
        None => row.to_owned(),
    }
}
