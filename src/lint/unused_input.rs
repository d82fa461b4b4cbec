//! An input that nothing reads.
//!
//! Athletes answer a question every morning, and the answer changes nothing; or
//! a rule was meant to read it and reads something else.
//!
//! ```touchline
//! input mood: scale 0 to 10
//! ```

use super::reads::Reads;
use crate::ast::{Declaration, File, InputKind};
use crate::diagnostics::{Code, Diagnostic};

/// A warning for each input of a file that nothing reads.
pub(super) fn find(file: &File, reads: &Reads<'_>) -> Vec<Diagnostic> {
    let unread = |declaration: &Declaration| match declaration {
        Declaration::Input(decl) if decl.kind == InputKind::Input => {
            let name = &decl.name;
            reads.unread(Code::UnusedInput, "input", &name.name, name.span)
        }
        _ => None,
    };
    file.declarations.iter().filter_map(unread).collect()
}
