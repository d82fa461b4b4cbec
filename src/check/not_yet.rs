//! Constructs of the language that this version does not read: each is reported
//! once, and what it would have declared is then not reported as unknown.

use super::Checker;
use super::declarations::Declarations;
use super::names::Named;
use crate::ast;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

impl<'a> Checker<'a> {
    /// Reports tables and includes, and remembers the names they would bring.
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
        for table in &declarations.tables {
            self.rules_elsewhere = true;
            self.report(not_yet(
                "`table`",
                table.title.span,
                "write a rule for each row for now, or a `let` with `if … then … else …`",
            ));
            for column in &table.columns {
                if let ast::ColumnKind::Give(name) = &column.kind {
                    self.names.insert(&name.name, Named::Elsewhere, name.span);
                }
            }
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
