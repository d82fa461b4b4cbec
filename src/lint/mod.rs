//! What is allowed and hardly meant: in goes a ruleset that checked, out come
//! warnings. One kind a file. They speak of the root file only: what it includes
//! is checked where it stands.

mod allow;
mod default_today;
mod direction;

pub use allow::Allowed;

use crate::ast::Program;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ruleset::Ruleset;

/// Every warning about a ruleset as a whole, besides those of the check: `warned`.
/// What the ruleset allows is left out, and an `allow` that hid nothing is told.
pub fn lint(
    ruleset: &Ruleset,
    program: &Program,
    mut allowed: Allowed,
    warned: &Diagnostics,
) -> Vec<Diagnostic> {
    let file = program.root.id;
    let of_root = |found: Vec<Diagnostic>| {
        let here = |item: &Diagnostic| item.place().is_none_or(|place| place.file == file);
        found.into_iter().filter(here).collect::<Vec<_>>()
    };
    let mut found = default_today::find(ruleset);
    found.extend(direction::find(ruleset));
    let mut items = warned.items.clone();
    items.extend(allowed.hide(of_root(found)));
    items.extend(allowed.idle(file, &ruleset.sources));
    items
}
