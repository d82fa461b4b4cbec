//! A condition that can never be false, though none of its comparisons is decided.
//!
//! ```touchline
//! rule "Either way"
//!   when sleep < 8 h or sleep > 6 h
//!   then modify
//!   because "Your sleep."
//! ```

use super::whole::Whole;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::Ruleset;

/// A warning for each of the conditions that can never be false.
pub(super) fn find(ruleset: &Ruleset, wholes: &[Whole]) -> Vec<Diagnostic> {
    let decided = wholes.iter().filter(|whole| !whole.truths.may_be_no());
    decided
        .map(|whole| {
            let what = &whole.what;
            let (message, help) = match (whole.of_rule, whole.truths.may_be_unknown()) {
                (true, true) => (
                    format!("{what} holds whatever is answered"),
                    "if it should, leave `when` out; otherwise change the condition: was `and` meant?",
                ),
                (true, false) => (
                    format!("{what} always holds"),
                    "if it should, leave `when` out; otherwise change the condition: was `and` meant?",
                ),
                (false, _) => (
                    format!("{what} is never false"),
                    "change the condition: was `and` meant?",
                ),
            };
            Diagnostic::warning(Code::RuleAlwaysHolds, message)
                .label(ruleset.expr(whole.condition).span, "false on no day at all")
                .help(help)
        })
        .collect()
}
