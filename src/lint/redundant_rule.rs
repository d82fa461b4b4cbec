//! A rule that another makes needless: it has the same condition word for word,
//! and says nothing that the other does not say at least as strictly.
//!
//! Whoever edits one of the two later leaves the other behind, and the strictest
//! still wins. A rule with a flag, a change of plan or advice of its own is no such rule.
//!
//! ```touchline
//! rule "Tired"
//!   when fatigue >= 8
//!   then modify
//!   because "Tired."
//!
//! rule "Very tired"
//!   when fatigue >= 8
//!   then rest
//!   because "Very tired."
//! ```

use std::collections::{HashMap, HashSet};

use super::same::{Class, Same};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Rule, RuleId, Ruleset};

/// A warning for each rule of the root file that another makes needless.
pub(super) fn find(ruleset: &Ruleset, same: &Same) -> Vec<Diagnostic> {
    let overridden: HashSet<RuleId> = ruleset
        .rules
        .iter()
        .flat_map(|rule| rule.overrides.iter().copied())
        .collect();
    let mut by_condition: HashMap<[Option<Class>; 2], Vec<&Rule>> = HashMap::new();
    for (id, rule) in (0..).map(RuleId).zip(&ruleset.rules) {
        let alone = rule.table.is_none() && !rule.included && rule.overrides.is_empty();
        // What another rule lifts no longer holds wherever its condition does.
        if alone && !overridden.contains(&id) {
            let condition = [rule.when, rule.unless].map(|c| c.map(|c| same.class(c)));
            by_condition.entry(condition).or_default().push(rule);
        }
    }
    let mut found = Vec::new();
    for rules in by_condition.values_mut().filter(|rules| rules.len() > 1) {
        rules.sort_by_key(|rule| rule.span);
        for rule in rules.iter() {
            if let Some(other) = rules.iter().find(|other| makes_needless(other, rule)) {
                found.push(warning(rule, other));
            }
        }
    }
    found
}

/// Of two that say the same, the later one is needless.
fn makes_needless(other: &Rule, rule: &Rule) -> bool {
    let silent = rule.flag.is_none() && rule.adjustments.is_empty();
    let later = other.span < rule.span
        || !other.adjustments.is_empty()
        || other.flag.is_some()
        || other.verdict > rule.verdict;
    other.title_span != rule.title_span
        && silent
        && rule.verdict.is_some()
        && other.verdict >= rule.verdict
        && later
}

fn warning(rule: &Rule, other: &Rule) -> Diagnostic {
    let verdict = rule.verdict.map_or("", |verdict| verdict.name());
    let strictly = if other.verdict > rule.verdict {
        let stricter = other.verdict.map_or("", |verdict| verdict.name());
        format!("says {stricter} under the same condition")
    } else {
        format!("says {verdict} under the same condition")
    };
    Diagnostic::warning(
        Code::RedundantRule,
        format!(
            "the rule \"{}\" changes nothing: \"{}\" {strictly}",
            rule.name, other.name
        ),
    )
    .label(rule.title_span, format!("says {verdict}, and only that"))
    .label(other.title_span, "holds whenever it does")
    .help("take one of the two out, or change its condition if it was copied from the other")
}
