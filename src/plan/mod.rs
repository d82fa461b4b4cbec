//! Typed ruleset to plan: every expression becomes column operations, equal
//! ones shared, in an order in which each only reads earlier ones.
//!
//! A value becomes several columns where the language knows several things of
//! it: a number known within bounds has two, a set has its surely-in and its
//! maybe-in members, a map one a member. Each expression is lowered in two
//! readings, *now* and *sure*; where the two are the same operation they share
//! one column, so the second costs only where it can differ.

mod graph;
mod history;
mod inputs;
mod logic;
mod lookups;
mod lower;
mod numbers;
mod op;
mod open;
mod order;
mod rules;
mod sets;

pub use graph::Graph;
pub use op::{Binary, Bits, Bounds, ColumnKind, NodeId, Op, Relation, SetNodes, Unary};

use std::collections::HashMap;

use crate::days::Layout;
use crate::ruleset::{ChoiceId, ExprId, InputId, PlanValue, RuleId, Ruleset};

/// Which of the two readings of LANGUAGE section 4.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reading {
    /// From the data as it stands.
    Now,
    /// An answer that may still come makes unknown whatever reads it.
    Sure,
}

/// The members that enclosing `where`s are looking at, innermost last.
pub type Members = Vec<(ChoiceId, u8)>;

/// The columns of an expression's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lowered {
    /// A number, a member's index, or a date.
    Number(Bounds),
    /// A truth.
    Truth(NodeId),
    /// A set.
    Set(SetNodes),
}

/// The columns of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RulePlan {
    /// Its condition now.
    pub when_now: NodeId,
    /// Its condition, surely.
    pub when_sure: NodeId,
    /// Its own `unless` now.
    pub unless_now: NodeId,
    /// Its exception now: its own `unless`, or a rule that overrides it.
    pub exception_now: NodeId,
    /// Its exception, surely.
    pub exception_sure: NodeId,
    /// How the rules that it overrides see it: true where it holds for sure,
    /// unknown where it may. Worked out only where it overrides any.
    pub status: NodeId,
}

/// A ruleset as column operations.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The operations, in the order they are to be done.
    pub ops: Vec<Op>,
    /// Which column of the data holds what.
    pub layout: Layout,
    /// The rules, as in [`Ruleset::rules`].
    pub rules: Vec<RulePlan>,
    overriders: Vec<Vec<RuleId>>,
    /// What is planned, as it stands; of a map, each member.
    pub plans: HashMap<PlanValue, Lowered>,
    /// Whether a map was answered.
    pub answered: HashMap<InputId, NodeId>,
    values: HashMap<(ExprId, Reading, Members), Lowered>,
    open: HashMap<(ExprId, Members), NodeId>,
    free: Vec<Vec<ChoiceId>>,
}

impl Plan {
    /// Plans a ruleset; `observed` are further expressions that somebody will ask for.
    pub fn new(ruleset: &Ruleset, observed: &[ExprId]) -> Self {
        lower::plan(ruleset, observed)
    }

    /// The columns of an expression that was planned, read at the members that
    /// enclosing `where`s are looking at.
    pub fn value(&self, expr: ExprId, reading: Reading, members: &Members) -> Option<Lowered> {
        let members = lower::bound(&self.free, expr, members);
        self.values.get(&(expr, reading, members)).copied()
    }

    /// The column that says whether an expression reads an answer of today that may still come.
    pub fn open(&self, expr: ExprId, members: &Members) -> Option<NodeId> {
        let members = lower::bound(&self.free, expr, members);
        self.open.get(&(expr, members)).copied()
    }

    /// The rules that override a rule, by name.
    pub fn overriders(&self, rule: RuleId) -> &[RuleId] {
        self.overriders
            .get(rule.0 as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// The columns of a rule.
    pub fn rule(&self, rule: RuleId) -> RulePlan {
        self.rules[rule.0 as usize]
    }
}
