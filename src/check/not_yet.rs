//! Constructs of the language that this version does not read: each is reported
//! once, and what it would have declared is then not reported as unknown.

use super::Checker;
use super::declarations::Declarations;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

impl<'a> Checker<'a> {
    /// Reports includes, and remembers that they would bring names.
    pub(super) fn report_not_yet(&mut self, declarations: &Declarations<'a>) {
        for include in &declarations.includes {
            self.names_elsewhere = true;
            self.rules_elsewhere = true;
            self.report(not_yet(
                "`include`",
                include.path.span,
                "copy the declarations of that file into this one for now",
            ));
        }
    }
}

/// The message for one construct.
pub(super) fn not_yet(what: &str, span: Span, help: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotYet,
        format!("{what} is part of the language, but this version does not read it yet"),
    )
    .label(span, "not read yet")
    .help(help)
}
