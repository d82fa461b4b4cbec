//! What is allowed and hardly meant: in goes a ruleset that checked, out come
//! warnings. One kind a file.

mod default_today;
mod direction;

use crate::diagnostics::Diagnostic;
use crate::ruleset::Ruleset;

/// Every warning about a ruleset as a whole.
pub fn lint(ruleset: &Ruleset) -> Vec<Diagnostic> {
    let mut found = default_today::find(ruleset);
    found.extend(direction::find(ruleset));
    found
}
