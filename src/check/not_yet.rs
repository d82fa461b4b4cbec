//! Constructs of the language that this version does not read: each is reported once.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// The message for one construct.
pub(super) fn not_yet(what: &str, span: Span, help: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotYet,
        format!("{what} is part of the language, but this version does not read it yet"),
    )
    .label(span, "not read yet")
    .help(help)
}
