//! A choice or a group that nothing uses.
//!
//! ```touchline
//! choice muscle: chest, back
//! group upper of muscle: chest, back
//! ```

use super::reads::Reads;
use crate::ast::{Declaration, File};
use crate::diagnostics::{Code, Diagnostic};

/// A warning for each choice and group of a file that nothing uses. A choice is
/// in use, too, where a value is written as one of its members: without the
/// choice, `give light` with a cell `red` would have no meaning.
pub(super) fn find(file: &File, reads: &Reads<'_>) -> Vec<Diagnostic> {
    let unread = |declaration: &Declaration| {
        let (what, name) = match declaration {
            Declaration::Choice(decl) => {
                if decl
                    .members
                    .iter()
                    .any(|member| reads.decides(&member.name))
                {
                    return None;
                }
                ("choice", &decl.name)
            }
            Declaration::Group(decl) => ("group", &decl.name),
            _ => return None,
        };
        reads.unread(Code::UnusedChoice, what, &name.name, name.span)
    };
    file.declarations.iter().filter_map(unread).collect()
}
