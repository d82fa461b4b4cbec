//! The order in which names are planned: in goes a ruleset, out come its inputs
//! and `let`s, each after those that its default or its definition reads. So
//! however long a chain of names is, planning one never goes down the chain.

use std::collections::HashSet;

use crate::ruleset::{ExprId, ExprKind, InputId, LetId, Ruleset};

/// What stands for an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Name {
    /// An input or plan value, which stands for its default where it has one.
    Input(InputId),
    /// A `let`.
    Let(LetId),
}

impl Name {
    /// What it stands for.
    pub(super) fn expr(self, ruleset: &Ruleset) -> Option<ExprId> {
        match self {
            Self::Input(input) => ruleset.input(input).default,
            Self::Let(name) => Some(ruleset.let_(name).expr),
        }
    }

    /// The names that it reads.
    fn reads(self, ruleset: &Ruleset) -> Vec<Self> {
        let mut names = Vec::new();
        let mut exprs: Vec<ExprId> = self.expr(ruleset).into_iter().collect();
        while let Some(id) = exprs.pop() {
            let kind = &ruleset.expr(id).kind;
            match kind {
                ExprKind::Input(input)
                | ExprKind::InputMember(input, _)
                | ExprKind::InputAtMember(input) => names.push(Self::Input(*input)),
                ExprKind::Let(name) => names.push(Self::Let(*name)),
                kind => exprs.extend(kind.operands()),
            }
        }
        names
    }
}

/// Inputs and `let`s, each after those that it reads.
pub(super) fn names(ruleset: &Ruleset) -> Vec<Name> {
    enum Step {
        Enter(Name),
        Leave(Name),
    }
    let lets = (0u32..)
        .map(LetId)
        .zip(&ruleset.lets)
        .map(|(id, _)| Name::Let(id));
    let inputs = ruleset.inputs().map(|(id, _)| Name::Input(id));
    let mut steps: Vec<Step> = inputs.chain(lets).map(Step::Enter).collect();
    let mut seen = HashSet::new();
    let mut order = Vec::new();
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(name) => {
                if seen.insert(name) {
                    steps.push(Step::Leave(name));
                    steps.extend(name.reads(ruleset).into_iter().map(Step::Enter));
                }
            }
            Step::Leave(name) => order.push(name),
        }
    }
    order
}
