//! The walk over the ruleset: which expressions are planned, each once in each
//! reading. What an expression becomes is said by construct: `numbers`, `logic`,
//! `sets`, `history`, `inputs`; what may still come by `open`.

use std::collections::HashMap;

use super::{Bits, Bounds, Graph, Lowered, Members, NodeId, Op, Plan, Reading, SetNodes};
use super::{order, rules};
use crate::days::Layout;
use crate::ruleset::{
    AdjustmentKind, ChoiceId, ExprId, ExprKind, Range, Ruleset, Template, TemplatePart, Type,
};

/// The walk's state.
pub(super) struct Lowering<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) layout: Layout,
    pub(super) graph: Graph,
    pub(super) values: HashMap<(ExprId, Reading, Members), Lowered>,
    pub(super) open: HashMap<(ExprId, Members), NodeId>,
    pub(super) free: Vec<Vec<ChoiceId>>,
}

pub(super) fn plan(ruleset: &Ruleset, observed: &[ExprId]) -> Plan {
    let mut lowering = Lowering {
        ruleset,
        layout: Layout::new(ruleset),
        graph: Graph::default(),
        values: HashMap::new(),
        open: HashMap::new(),
        free: free_choices(ruleset),
    };
    for name in order::names(ruleset) {
        if let Some(expr) = name.expr(ruleset) {
            lowering.both(expr);
            lowering.open(expr, &Members::new());
        }
    }
    let rule_plans = lowering.rules();
    for rule in &ruleset.rules {
        for template in rule.because.iter().chain(&rule.flag) {
            lowering.template(template);
        }
        lowering.adjustments(&rule.adjustments);
    }
    let mut plans = HashMap::new();
    let mut answered = HashMap::new();
    for (id, input) in ruleset.inputs() {
        if let Some(choice) = input.each {
            answered.insert(id, lowering.answered(id, choice));
        }
    }
    for target in ruleset.plan_values() {
        plans.insert(target, lowering.planned(target));
    }
    lowering.adjustments(&ruleset.otherwise.adjustments);
    if let Some(template) = &ruleset.otherwise.because {
        lowering.template(template);
    }
    for &expr in observed {
        lowering.both(expr);
    }
    Plan {
        ops: lowering.graph.into_ops(),
        layout: lowering.layout,
        rules: rule_plans,
        overriders: rules::overriders(ruleset),
        plans,
        answered,
        values: lowering.values,
        open: lowering.open,
        free: lowering.free,
    }
}

/// For each expression, the choices whose member it is read at.
fn free_choices(ruleset: &Ruleset) -> Vec<Vec<ChoiceId>> {
    fn visit(
        ruleset: &Ruleset,
        id: ExprId,
        free: &mut Vec<Option<Vec<ChoiceId>>>,
    ) -> Vec<ChoiceId> {
        if let Some(Some(known)) = free.get(id.0 as usize) {
            return known.clone();
        }
        let kind = &ruleset.expr(id).kind;
        let mut choices: Vec<ChoiceId> = Vec::new();
        match kind {
            ExprKind::InputAtMember(input) => choices.extend(ruleset.input(*input).each),
            ExprKind::SettingAtMember { choice, .. } => choices.push(*choice),
            _ => {}
        }
        for operand in kind.operands() {
            let bound = match kind {
                ExprKind::Where(choice, _) => Some(*choice),
                ExprKind::OverMembers { choice, value, .. } if *value == operand => Some(*choice),
                _ => None,
            };
            choices.extend(
                visit(ruleset, operand, free)
                    .into_iter()
                    .filter(|choice| Some(*choice) != bound),
            );
        }
        choices.sort_unstable();
        choices.dedup();
        free[id.0 as usize] = Some(choices.clone());
        choices
    }
    let mut free = vec![None; ruleset.exprs.len()];
    for id in 0..u32::try_from(ruleset.exprs.len()).unwrap_or(u32::MAX) {
        visit(ruleset, ExprId(id), &mut free);
    }
    free.into_iter().map(Option::unwrap_or_default).collect()
}

/// Of the members that are looked at, those that this expression depends on.
pub(super) fn bound(free: &[Vec<ChoiceId>], expr: ExprId, members: &Members) -> Members {
    let Some(choices) = free.get(expr.0 as usize) else {
        return Members::new();
    };
    choices
        .iter()
        .filter_map(|choice| {
            members
                .iter()
                .rev()
                .find(|(other, _)| other == choice)
                .copied()
        })
        .collect()
}

impl Lowering<'_> {
    fn both(&mut self, expr: ExprId) {
        self.value(expr, Reading::Now, &Members::new());
        self.value(expr, Reading::Sure, &Members::new());
    }

    fn template(&mut self, template: &Template) {
        for part in &template.parts {
            if let TemplatePart::Value(expr) = part {
                self.value(*expr, Reading::Now, &Members::new());
            }
        }
    }

    fn adjustments(&mut self, adjustments: &[crate::ruleset::Adjustment]) {
        for adjustment in adjustments {
            match &adjustment.kind {
                AdjustmentKind::Cut { by: expr, .. }
                | AdjustmentKind::Cap { at: expr, .. }
                | AdjustmentKind::Raise { to: expr, .. }
                | AdjustmentKind::Drop { set: expr, .. } => {
                    self.value(*expr, Reading::Now, &Members::new());
                }
                AdjustmentKind::Advise(template) => self.template(template),
            }
        }
    }

    /// The columns of an expression, in one reading, at the members looked at.
    pub(super) fn value(&mut self, id: ExprId, reading: Reading, members: &Members) -> Lowered {
        let key = (id, reading, bound(&self.free, id, members));
        if let Some(&known) = self.values.get(&key) {
            return known;
        }
        let ruleset = self.ruleset;
        let expr = ruleset.expr(id);
        let members = &key.2;
        let value = match &expr.ty {
            Type::Number(_) | Type::Date | Type::Choice(_) => {
                Lowered::Number(self.number_of(id, reading, members))
            }
            Type::Truth => Lowered::Truth(self.truth_of(id, reading, members)),
            Type::Set(choice) => Lowered::Set(self.set_of(id, *choice, reading, members)),
        };
        self.values.insert(key, value);
        value
    }

    /// An expression that is a number, a member or a date.
    pub(super) fn number(&mut self, id: ExprId, reading: Reading, members: &Members) -> Bounds {
        match self.value(id, reading, members) {
            Lowered::Number(bounds) => bounds,
            // `check` has typed every operand; there is no such case.
            Lowered::Truth(_) | Lowered::Set(_) => Bounds::exact(self.missing()),
        }
    }

    /// The same, missing where it is only known within bounds.
    pub(super) fn exact(&mut self, id: ExprId, reading: Reading, members: &Members) -> NodeId {
        let bounds = self.number(id, reading, members);
        self.graph.exact(bounds)
    }

    pub(super) fn missing(&mut self) -> NodeId {
        self.graph.add(Op::Number(Bits(f64::NAN)))
    }

    /// Where the values of a numeric expression lie.
    pub(super) fn range(&self, id: ExprId) -> Range {
        match &self.ruleset.expr(id).ty {
            Type::Number(number) => number.range,
            _ => Range::ALL,
        }
    }

    pub(super) fn member_count(&self, choice: ChoiceId) -> usize {
        self.ruleset.choice(choice).members.len()
    }

    /// What is looked at, with each member of a choice in turn.
    pub(super) fn each_member(&self, choice: ChoiceId, members: &Members) -> Vec<Members> {
        (0..self.member_count(choice))
            .filter_map(|member| u8::try_from(member).ok())
            .map(|member| members.iter().copied().chain([(choice, member)]).collect())
            .collect()
    }

    /// Whether a value is known.
    pub(super) fn known(&mut self, value: Lowered) -> NodeId {
        self.graph.add(match value {
            Lowered::Number(bounds) => Op::KnownNumber(bounds),
            Lowered::Truth(node) => Op::KnownTruth(node),
            Lowered::Set(set) => Op::KnownSet(set),
        })
    }

    pub(super) fn set(&mut self, id: ExprId, reading: Reading, members: &Members) -> SetNodes {
        match self.value(id, reading, members) {
            Lowered::Set(set) => set,
            Lowered::Number(_) | Lowered::Truth(_) => {
                let node = self.graph.add(Op::Set(0));
                SetNodes {
                    sure: node,
                    maybe: node,
                }
            }
        }
    }

    pub(super) fn truth(&mut self, id: ExprId, reading: Reading, members: &Members) -> NodeId {
        match self.value(id, reading, members) {
            Lowered::Truth(node) => node,
            Lowered::Number(_) | Lowered::Set(_) => self.graph.truth(1),
        }
    }
}
