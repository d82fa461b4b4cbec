//! A plan value that no rule reads or changes.
//!
//! What is planned stands in the ruleset for rules to look at, or to cut and cap:
//! one that none of them touches is typed in for nothing.
//!
//! ```touchline
//! plan sets: whole number from 0 to 60
//! ```

use super::reads::Reads;
use crate::ast::{Declaration, File, InputKind};
use crate::diagnostics::{Code, Diagnostic};

/// A warning for each plan value of a file that nothing reads.
pub(super) fn find(file: &File, reads: &Reads<'_>) -> Vec<Diagnostic> {
    let unread = |declaration: &Declaration| match declaration {
        Declaration::Input(decl) if decl.kind == InputKind::Plan => {
            let name = &decl.name;
            reads.unread(Code::UnusedPlan, "plan value", &name.name, name.span)
        }
        _ => None,
    };
    file.declarations.iter().filter_map(unread).collect()
}
