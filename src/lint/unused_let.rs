//! A `let`, or a column that a table gives, that nothing reads.
//!
//! It was worked out for a rule that has gone, or one that reads something else.
//! What only an unused `let` reads is not told: it may still be wanted.
//!
//! ```touchline
//! let tired = sleep < 6 h
//! ```

use super::reads::Reads;
use crate::ast::{ColumnKind, Declaration, File};
use crate::diagnostics::{Code, Diagnostic};

/// A warning for each `let` of a file that nothing reads.
pub(super) fn find(file: &File, reads: &Reads<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for declaration in &file.declarations {
        match declaration {
            Declaration::Let(decl) => {
                let name = &decl.name;
                found.extend(reads.unread(Code::UnusedLet, "`let`", &name.name, name.span));
            }
            Declaration::Table(table) => {
                for column in &table.columns {
                    if let ColumnKind::Give(name) = &column.kind {
                        let what = "column";
                        found.extend(reads.unread(Code::UnusedLet, what, &name.name, name.span));
                    }
                }
            }
            _ => {}
        }
    }
    found
}
