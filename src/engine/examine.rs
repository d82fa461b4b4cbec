//! A decision looked at closely: how every rule and each of its conditions
//! stands, for failing tests and for explanations.

use crate::decision::{Datum, Decision, ReadValue, Waiting};
use crate::ruleset::{ExprId, RuleId};

/// A decision with everything behind it.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The decision.
    pub decision: Decision,
    /// Every rule, by name.
    pub rules: Vec<RuleState>,
    /// The observed expressions, in the order they were asked for.
    pub observed: Vec<Observed>,
}

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It fires, and no answer of today can take that back.
    Sure,
    /// It fires as things stand.
    Fires,
    /// It does not fire, and still may.
    May,
    /// It would fire, and a rule that overrides it holds for sure.
    Overridden,
    /// It does not hold.
    No,
}

/// How a rule and its conditions stand.
#[derive(Clone, Debug)]
pub struct RuleState {
    /// The rule.
    pub rule: RuleId,
    /// How it stands.
    pub standing: Standing,
    /// The conditions of its `when`, then of its `unless`: the parts that `and`, `or` and lists join.
    pub conditions: Vec<ConditionState>,
}

/// How one condition stands.
#[derive(Clone, Debug)]
pub struct ConditionState {
    /// The condition.
    pub expr: ExprId,
    /// Whether it belongs to `unless`.
    pub of_unless: bool,
    /// Whether it holds now; `None` is unknown.
    pub now: Option<bool>,
    /// What it read.
    pub values: Vec<ReadValue>,
}

/// What an observed expression is.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The expression.
    pub expr: ExprId,
    /// Its truth, where it has one; `None` is unknown, or no condition.
    pub truth: Option<bool>,
    /// Its value.
    pub datum: Datum,
    /// What it read.
    pub values: Vec<ReadValue>,
    /// Of a condition that is unknown, what it waits for.
    pub waiting_on: Vec<Waiting>,
}
