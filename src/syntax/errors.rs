//! Why a text could not be read, in a coach's words: in goes where the grammar
//! stopped and what it expected there, out comes a message.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::Failure;
use super::keywords::Keyword;

/// The message for a failure in `text`, which stands at `span` in its file.
pub(super) fn explain(
    failure: &Failure,
    text: &str,
    span: Span,
    _keyword: Option<Keyword>,
) -> Diagnostic {
    match failure {
        Failure::Limit => Diagnostic::error(Code::TooDeep, "too deep").label(span, "here"),
        Failure::Stopped { at, expected } => {
            let here = Span::new(span.file, span.start + at, span.start + at);
            Diagnostic::error(
                Code::Syntax,
                format!("expected {expected:?} at {:?}", text.get(*at..)),
            )
            .label(here, "here")
        }
    }
}
