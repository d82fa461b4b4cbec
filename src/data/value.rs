//! A value that stands by itself, as on the command line: in goes its text, out
//! comes a [`Value`], read by the same rules as a cell.

use super::cell::{Cell, CellReader};
use super::date::Dates;
use super::number::Decimal;
use crate::diagnostics::Diagnostic;
use crate::ruleset::{Ruleset, Type, Value};

/// Reads a value of a type; `name` is what it is for. `None` where the text says that it is missing.
///
/// # Errors
/// What is wrong with it, with the code of a cell and without a place.
pub fn read_value(
    ruleset: &Ruleset,
    ty: &Type,
    name: &str,
    text: &str,
) -> Result<Option<Value>, Diagnostic> {
    let reader = CellReader {
        ruleset,
        dates: &Dates::new(None)?,
        decimal: Decimal::Point,
    };
    reader.read(ty, None, Cell::Text(text)).map_err(|problem| {
        let diagnostic = Diagnostic::error(problem.code, problem.line(name));
        match problem.help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    })
}
