//! What is allowed and hardly meant: in goes a ruleset that checked, out come
//! warnings. One kind a file. They speak of the root file only: what it includes
//! is checked where it stands.

mod allow;
mod default_today;
mod direction;
mod double_negative;
mod missing_ask;
pub mod possible;
mod provisional_only_rule;
mod reads;
mod redundant_rule;
mod rule_always_holds;
mod rule_never_holds;
mod same;
mod short_window;
mod unless_repeats_when;
mod untested_threshold;
mod unused_choice;
mod unused_input;
mod unused_let;
mod unused_plan;
mod unused_setting;
mod whole;

pub use allow::Allowed;

use crate::ast::{ColumnKind, Declaration, Program};
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
    let same = same::Same::by_name(ruleset);
    let reader = possible::Reader::new(ruleset);
    let missing_free = possible::Reader::with_missing_free(ruleset);
    let wholes = whole::all(ruleset, &reader, file);
    found.extend(redundant_rule::find(ruleset, &same));
    found.extend(unless_repeats_when::find(ruleset, &same, &reader));
    found.extend(rule_never_holds::find(
        ruleset,
        &reader,
        &missing_free,
        &wholes,
    ));
    found.extend(rule_always_holds::find(ruleset, &wholes));
    found.extend(provisional_only_rule::find(
        ruleset,
        &reader,
        &missing_free,
        &wholes,
    ));
    found.extend(double_negative::find(&program.root, &ruleset.sources));
    found.extend(untested_threshold::find(ruleset, program));
    found.extend(short_window::find(ruleset));
    if !is_library(program) {
        let reads = reads::Reads::of(program);
        let root = &program.root;
        found.extend(unused_input::find(root, &reads));
        found.extend(unused_plan::find(root, &reads));
        found.extend(unused_let::find(root, &reads));
        found.extend(unused_setting::find(root, &reads));
        found.extend(unused_choice::find(root, &reads));
    }
    let mut items = warned.items.clone();
    items.extend(allowed.hide(of_root(found)));
    let unasked = allowed.hide(missing_ask::find(ruleset, file));
    items.extend(missing_ask::together(unasked));
    items.extend(allowed.idle(file, &ruleset.sources));
    items
}

/// A file that decides nothing by itself is there to be included, or half written:
/// what it declares is for others.
fn is_library(program: &Program) -> bool {
    let decides = |declaration: &Declaration| match declaration {
        Declaration::Rule(_) | Declaration::Include(_) => true,
        Declaration::Table(table) => {
            let mut columns = table.columns.iter();
            columns.any(|column| matches!(column.kind, ColumnKind::Then | ColumnKind::Flag))
        }
        _ => false,
    };
    !program.root.declarations.iter().any(decides)
}
