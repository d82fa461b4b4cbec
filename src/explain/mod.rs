//! Why a decision came out so: in goes a day that was decided
//! ([`Inspector`](crate::engine::Inspector)), out comes what is to be said of
//! its rules, each at its place in the ruleset's own text. `report::drawn`
//! draws it; nothing is worked out here that the decision did not read.
//!
//! ```text
//! let rules = evaluator.inspect(&days, &options, |day| explain::rule(day, id));
//! let text = report::drawn::rule(ruleset, &rules[0].drawn, &text_options);
//! ```

mod rules;
pub mod words;

pub use rules::{ExplainedRule, rule};
