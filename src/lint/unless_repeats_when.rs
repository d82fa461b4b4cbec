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

use super::possible::Reader;
use super::same::{Same, all_of, any_of};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, Rule, Ruleset};

/// A warning for each rule of the root file whose exception says what its condition does.
pub(super) fn find(ruleset: &Ruleset, same: &Same, reader: &Reader<'_>) -> Vec<Diagnostic> {
    let own = ruleset.rules.iter().filter(|rule| !rule.included);
    own.filter_map(|rule| {
        let (when, unless) = (rule.when?, rule.unless?);
        let needed = all_of(ruleset, when);
        any_of(ruleset, unless)
            .into_iter()
            .find_map(|exception| decided(ruleset, same, rule, &needed, exception))
            .or_else(|| by_ranges(ruleset, reader, rule, when, unless))
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

/// What the ranges say of the two: `sleep < 5 h`, unless `sleep < 6 h`.
fn by_ranges(
    ruleset: &Ruleset,
    reader: &Reader<'_>,
    rule: &Rule,
    when: ExprId,
    unless: ExprId,
) -> Option<Diagnostic> {
    if !reader.condition(when).may_be_yes() {
        return None;
    }
    let (message, label, help) = if !reader.together(&[when], Some(unless)).may_be_yes() {
        (
            format!(
                "the rule \"{}\" never fires: its `unless` holds whenever its `when` does",
                rule.name
            ),
            "true whenever the rule would hold",
            "make the exception narrower than the condition",
        )
    } else if !reader.may_apply(unless, when) {
        (
            format!(
                "the exception to \"{}\" never applies where the rule holds",
                rule.name
            ),
            "never true there",
            "take the exception out, or change it: `when` says it already",
        )
    } else {
        return None;
    };
    Some(
        Diagnostic::warning(Code::UnlessRepeatsWhen, message)
            .label(ruleset.expr(unless).span, label)
            .label(ruleset.expr(when).span, "the condition")
            .help(help),
    )
}

/// A text that may stand on several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
