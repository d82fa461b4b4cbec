//! A setting that nothing reads.
//!
//! A coach who tunes it thinks that the threshold has moved, and it has not: most
//! often a rule still has the number written out.
//!
//! ```touchline
//! setting severe: scale 0 to 10 = 8
//! ```

use super::reads::Reads;
use crate::ast::{Declaration, File};
use crate::diagnostics::{Code, Diagnostic};

/// A warning for each setting of a file that nothing reads.
pub(super) fn find(file: &File, reads: &Reads<'_>) -> Vec<Diagnostic> {
    let unread = |declaration: &Declaration| match declaration {
        Declaration::Setting(decl) => {
            let name = &decl.name;
            reads.unread(Code::UnusedSetting, "setting", &name.name, name.span)
        }
        _ => None,
    };
    file.declarations.iter().filter_map(unread).collect()
}
