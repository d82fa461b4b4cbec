//! Rules to columns: conditions, and exceptions, which are a rule's own `unless`
//! and the rules that override it. A rule is planned after those that override it.

use super::lower::Lowering;
use super::{Members, NodeId, Op, Reading, RulePlan};
use crate::ruleset::{ExprId, RuleId, Ruleset};

impl Lowering<'_> {
    /// The columns of every rule, as in [`Ruleset::rules`].
    pub(super) fn rules(&mut self) -> Vec<RulePlan> {
        let ruleset = self.ruleset;
        let overriders = overriders(ruleset);
        let mut plans: Vec<RulePlan> = ruleset
            .rules
            .iter()
            .map(|rule| {
                let (when_now, when_sure) = self.condition(rule.when, 2);
                let (unless_now, unless_sure) = self.condition(rule.unless, 0);
                RulePlan {
                    when_now,
                    when_sure,
                    unless_now,
                    exception_now: unless_now,
                    exception_sure: unless_sure,
                    status: when_sure,
                }
            })
            .collect();
        for at in overriders_first(ruleset, &overriders) {
            let by: Vec<NodeId> = overriders[at]
                .iter()
                .filter_map(|by| plans.get(by.0 as usize).map(|plan| plan.status))
                .collect();
            let Some(plan) = plans.get_mut(at) else {
                continue;
            };
            if !by.is_empty() {
                let exception = |own: NodeId| by.iter().copied().chain([own]);
                plan.exception_now = self.graph.any(exception(plan.exception_now));
                plan.exception_sure = self.graph.any(exception(plan.exception_sure));
            }
            if ruleset.rules[at].overrides.is_empty() {
                continue;
            }
            plan.status = if self.graph.is_false(plan.exception_sure) {
                plan.when_sure
            } else {
                let shown = self.graph.add(Op::Not(plan.exception_sure));
                self.graph.add(Op::And(vec![plan.when_sure, shown]))
            };
        }
        plans
    }

    fn condition(&mut self, expr: Option<ExprId>, absent: u8) -> (NodeId, NodeId) {
        match expr {
            None => {
                let node = self.graph.truth(absent);
                (node, node)
            }
            Some(expr) => {
                let members = Members::new();
                (
                    self.truth(expr, Reading::Now, &members),
                    self.truth(expr, Reading::Sure, &members),
                )
            }
        }
    }
}

/// For each rule, those that override it, by name.
pub(super) fn overriders(ruleset: &Ruleset) -> Vec<Vec<RuleId>> {
    let mut overriders = vec![Vec::new(); ruleset.rules.len()];
    for (id, rule) in (0u32..).map(RuleId).zip(&ruleset.rules) {
        for overridden in &rule.overrides {
            if let Some(by) = overriders.get_mut(overridden.0 as usize) {
                by.push(id);
            }
        }
    }
    overriders
}

/// Every rule after those that override it; `check` allows no way round.
fn overriders_first(ruleset: &Ruleset, overriders: &[Vec<RuleId>]) -> Vec<usize> {
    let mut waits: Vec<usize> = overriders.iter().map(Vec::len).collect();
    let mut order: Vec<usize> = (0..waits.len()).filter(|&at| waits[at] == 0).collect();
    let mut next = 0;
    while let Some(&at) = order.get(next) {
        next += 1;
        for overridden in &ruleset.rules[at].overrides {
            let at = overridden.0 as usize;
            if let Some(waits) = waits.get_mut(at) {
                *waits -= 1;
                if *waits == 0 {
                    order.push(at);
                }
            }
        }
    }
    order
}
