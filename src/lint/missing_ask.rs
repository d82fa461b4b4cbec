//! An input that is asked of nobody, in a ruleset whose other inputs are.
//!
//! A form is made of the `ask` clauses: an input with neither that nor a `column`
//! of its own stays unanswered, and every rule that reads it waits for ever. Where no
//! input has a question, answers come from elsewhere, and nothing is said.
//!
//! ```touchline
//! input sleep: hours from 0 to 16
//!   ask "How long did you sleep?"
//! input stress: scale 0 to 10
//! ```

use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Input, InputKind, Ruleset};
use crate::span::FileId;

/// The most inputs that are pointed at.
const MOST_SHOWN: usize = 6;

/// A warning for each input of a file that is asked of nobody.
pub(super) fn find(ruleset: &Ruleset, file: FileId) -> Vec<Diagnostic> {
    let own = |input: &&Input| input.kind == InputKind::Input && input.span.file == file;
    let inputs = || ruleset.inputs.iter().filter(own);
    if inputs().all(|input| input.ask.is_none()) {
        return Vec::new();
    }
    inputs()
        .filter(|input| input.ask.is_none() && input.columns.is_empty())
        .map(|input| {
            let message = format!("nobody is asked for `{}`", input.name);
            Diagnostic::warning(Code::MissingAsk, message)
                .label(input.span, "no `ask`, and no `column`")
                .help("add a line `ask \"…\"` with the question, or `column \"…\"` where data gives it")
        })
        .collect()
}

/// Those that nothing hides, as one warning.
pub(super) fn together(mut found: Vec<Diagnostic>) -> Option<Diagnostic> {
    found.sort_by_key(Diagnostic::place);
    let count = found.len();
    let mut rest = found.into_iter();
    let mut first = rest.next()?;
    if count > 1 {
        first.message = format!("nobody is asked for {count} of the inputs");
        let others = rest.flat_map(|other| other.labels).take(MOST_SHOWN - 1);
        first.labels.extend(others);
        if let (Some(last), true) = (first.labels.last_mut(), count > MOST_SHOWN) {
            last.text = format!("nor this one, nor {} more below", count - MOST_SHOWN);
        }
        first.help = Some(
            "add to each a line `ask \"…\"` with the question, or `column \"…\"` where data gives it"
                .to_owned(),
        );
    }
    Some(first)
}
