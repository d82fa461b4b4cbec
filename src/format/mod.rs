//! The one layout: in goes the text of a ruleset, out comes the same ruleset as it
//! is written everywhere.
//!
//! `lines` cuts the text into lines of tokens, with every comment at its place;
//! `clauses` brings clauses into their order; `parts` finds the trees in them;
//! `writer`, with `expressions` and `cells`, turns tokens into words and possible
//! breaks; `pieces` and `rows` turn these into text; `layout` puts it together.
//! What is written are the tokens of the text itself, and `proof` reads the result
//! again: it must say the same, comments and all, and be its own layout.

mod cells;
mod clauses;
mod expressions;
mod layout;
mod lines;
mod parts;
mod pieces;
mod proof;
mod rows;
mod without_places;
mod writer;

use crate::ast::File;
use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use crate::span::FileId;
use crate::syntax;

/// The layout of a file, which keeps its line endings. What it includes is not looked at, and
/// neither is whether it checks.
///
/// ```
/// use touchline::format::format;
/// use touchline::source::Sources;
///
/// let mut sources = Sources::default();
/// let text = "rule \"Sore\"\n   then rest\n   when soreness>=8 # of 10\n";
/// let id = sources.add("squad.touchline", text);
/// let laid_out = "rule \"Sore\"\n  when soreness >= 8  # of 10\n  then rest\n";
/// assert_eq!(format(&sources, id).as_deref(), Ok(laid_out));
/// ```
///
/// # Errors
/// Every syntax error of the file; or `format-failed` where the layout would not say the same.
pub fn format(sources: &Sources, id: FileId) -> Result<String, Vec<Diagnostic>> {
    let (name, text) = sources
        .get(id)
        .map_or(("", ""), |file| (file.name(), file.text()));
    let (file, errors) = syntax::parse(sources, id);
    if !errors.is_empty() {
        return Err(errors);
    }
    let after = once(&file, text);
    match proof::same(&file, &after) {
        Ok(()) => Ok(after),
        Err(why) => Err(vec![proof::failed(name, why)]),
    }
}

/// The layout of a file that was read without errors, not proved yet.
fn once(file: &File, text: &str) -> String {
    let joined = syntax::joined_lines(file.id, text);
    let laid_out = layout::lay_out(file, text, &joined);
    let mark = if text.starts_with('\u{feff}') {
        "\u{feff}"
    } else {
        ""
    };
    let breaks = text.matches('\n').count();
    let pairs = text.matches("\r\n").count();
    match 2 * pairs > breaks {
        true => format!("{mark}{}", laid_out.replace('\n', "\r\n")),
        false => format!("{mark}{laid_out}"),
    }
}
