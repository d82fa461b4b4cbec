//! Why a decision came out so: in go athlete-days, out comes for each that is
//! decided an [`Explanation`]: its rules as they stood, at their places in the
//! ruleset's own text; what these read; why the verdict is no other; and the
//! nearest changes that would make it another. [`text()`] and [`document`] show it.
//!
//! Nothing here works out what the decision did not: conditions, values and
//! histories are read from its own columns, and changes are decided in earnest.
//!
//! A rule alone, as failing tests show it:
//!
//! ```text
//! let rules = evaluator.inspect(&days, &options, |day| explain::rule(day, id));
//! let text = report::drawn::rule(ruleset, &rules[0].drawn, &text_options);
//! ```

mod changes;
mod document;
mod names;
mod rules;
mod sparkline;
mod text;
mod why;
pub mod words;

pub use changes::{Change, ChangedAnswer, Reach, ToVerdict, changes};
pub use document::document;
pub use names::{ExplainedLet, Names, names};
pub use rules::{ExplainedRule, rule};
pub use text::text;
pub use why::{Keeper, KeeperKind, Lacking, Why, why};

use std::cmp::Reverse;

use crate::days::Days;
use crate::decision::Decision;
use crate::engine::{Evaluator, Inspector, Options, RuleStanding, Standing};
use crate::ruleset::{ExprId, Ruleset};

/// More rules than this are counted, and not explained.
const MOST_RULES: usize = 60;

/// A decision, and why it came out so.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// The rules that fired, those that still may, and those that were
    /// overridden, the strictest first of each.
    pub rules: Vec<ExplainedRule>,
    /// How many more of these there are.
    pub more_rules: usize,
    /// What their conditions stand on.
    pub names: Names,
    /// Why the verdict is no other.
    pub why: Why,
    /// What would make it another.
    pub changes: Vec<ToVerdict>,
}

/// Explains each day that is decided, in the order in which they are decided.
pub fn explanations(ruleset: &Ruleset, days: &Days, options: &Options) -> Vec<Explanation> {
    let evaluator = Evaluator::new(ruleset);
    evaluator.inspect(days, options, |day| {
        let decision = day.decision();
        let mut athletes = days.athletes.iter();
        let athlete = athletes.position(|athlete| athlete.name == decision.athlete);
        let athlete = athlete.unwrap_or(usize::MAX);
        let (rules, more_rules) = rules_told(day);
        let why = why(day, &decision);
        let of_rules = rules.iter().flat_map(|rule| {
            let rule = ruleset.rule(rule.drawn.rule);
            rule.when.into_iter().chain(rule.unless)
        });
        let lacking = why.milder.iter().chain(&why.stricter);
        let lacking = lacking.flat_map(|rule| rule.conditions.iter().copied());
        let conditions: Vec<ExprId> = of_rules.chain(lacking).collect();
        Explanation {
            names: names(day, &conditions),
            why,
            changes: changes(day, days, athlete, options, decision.verdict),
            rules,
            more_rules,
            decision,
        }
    })
}

/// The rules that say something, and how many are left out.
fn rules_told(day: &Inspector<'_>) -> (Vec<ExplainedRule>, usize) {
    let says = |rule: &RuleStanding| rule.standing != Standing::No;
    let mut told: Vec<RuleStanding> = day.standings().into_iter().filter(says).collect();
    let order = |standing| match standing {
        Standing::Sure | Standing::Fires => 0,
        Standing::May => 1,
        Standing::Overridden | Standing::No => 2,
    };
    // Rules are held by name, and so equals stay in that order.
    told.sort_by_key(|rule| {
        let verdict = day.ruleset().rule(rule.rule).verdict;
        (order(rule.standing), Reverse(verdict))
    });
    let more = told.len().saturating_sub(MOST_RULES);
    told.truncate(MOST_RULES);
    let rules = told.iter().map(|told| rule(day, told.rule)).collect();
    (rules, more)
}
