//! An `unless` that `when` has already decided: it repeats a condition of `when`,
//! so that the rule never fires, or contradicts one, so that it never applies.
//!
//! ```touchline
//! rule "Sore"
//!   when soreness >= 7 and ill
//!   unless soreness >= 7
//!   then rest
//!   because "Sore and ill."
//! ```

use super::same::{Same, all_of, any_of};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, Rule, Ruleset};

/// A warning for each rule of the root file whose exception says what its condition does.
pub(super) fn find(ruleset: &Ruleset, same: &Same) -> Vec<Diagnostic> {
    let own = ruleset.rules.iter().filter(|rule| !rule.included);
    own.filter_map(|rule| {
        let (when, unless) = (rule.when?, rule.unless?);
        let needed = all_of(ruleset, when);
        any_of(ruleset, unless)
            .into_iter()
            .find_map(|exception| decided(ruleset, same, rule, &needed, exception))
    })
    .collect()
}

fn decided(
    ruleset: &Ruleset,
    same: &Same,
    rule: &Rule,
    needed: &[ExprId],
    exception: ExprId,
) -> Option<Diagnostic> {
    let place = |id: ExprId| ruleset.expr(id).span;
    let text = |id: ExprId| one_line(ruleset.sources.text(place(id)));
    let repeated = needed
        .iter()
        .find(|&&part| same.class(part) == same.class(exception));
    if let Some(&part) = repeated {
        return Some(
            Diagnostic::warning(
                Code::UnlessRepeatsWhen,
                format!(
                    "the rule \"{}\" never fires: its `unless` holds whenever its `when` does",
                    rule.name
                ),
            )
            .label(place(exception), format!("`{}`, again", text(exception)))
            .label(place(part), "is needed here")
            .help("take it out of `unless`, or say there what the exception is"),
        );
    }
    // One part that cannot be takes all that `and` joins with it along.
    let (part, against) = all_of(ruleset, exception).into_iter().find_map(|part| {
        let against = needed.iter().find(|&&needed| {
            same.opposite(ruleset.expr(needed), needed) == Some(same.class(part))
                || same.opposite(ruleset.expr(part), part) == Some(same.class(needed))
        })?;
        Some((part, *against))
    })?;
    Some(
        Diagnostic::warning(
            Code::UnlessRepeatsWhen,
            format!(
                "this exception to \"{}\" never applies: `when` already needs `{}`",
                rule.name,
                text(against)
            ),
        )
        .label(place(part), "never true where the rule holds")
        .label(place(against), "is needed here")
        .help("take the exception out: `when` says it already"),
    )
}

/// A text that may stand on several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
