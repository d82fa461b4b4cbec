//! A condition that can never be true, though none of its comparisons is impossible.
//!
//! What a rule with such a condition was meant to catch, nothing catches.
//!
//! ```touchline
//! rule "Between the two"
//!   when soreness > 8 and soreness < 3
//!   then rest
//!   because "Very sore."
//! ```

use super::possible::Reader;
use super::whole::{Whole, clash, text};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::Ruleset;

/// A warning for each of the conditions that can never be true, whatever is
/// missing; the others that never are true are `provisional-only-rule`s.
pub(super) fn find(
    ruleset: &Ruleset,
    reader: &Reader<'_>,
    missing_free: &Reader<'_>,
    wholes: &[Whole],
) -> Vec<Diagnostic> {
    wholes
        .iter()
        .filter(|whole| !whole.truths.may_be_yes())
        .filter(|whole| !missing_free.condition(whole.condition).may_be_yes())
        .map(|whole| warning(ruleset, reader, whole))
        .collect()
}

fn warning(ruleset: &Ruleset, reader: &Reader<'_>, whole: &Whole) -> Diagnostic {
    let what = &whole.what;
    let message = match whole.of_rule {
        true => format!("{what} can never hold"),
        false => format!("{what} can never be true"),
    };
    let diagnostic = Diagnostic::warning(Code::RuleNeverHolds, message);
    match clash(ruleset, reader, whole.condition) {
        Some((one, other)) => diagnostic
            .label(ruleset.expr(one).span, "needed here, and")
            .label(ruleset.expr(other).span, "never true together with it")
            .help(format!(
                "if either of the two is enough, write `or`; otherwise change `{}` or `{}`",
                text(ruleset, one),
                text(ruleset, other)
            )),
        None => diagnostic
            .label(ruleset.expr(whole.condition).span, "true on no day at all")
            .help("change the condition, or take it out with all that reads it"),
    }
}
