//! Expressions to columns: the walk over the ruleset, and everything that is a
//! number. Truths are in `logic`, sets and members in `sets`, history in `history`.

use std::collections::HashMap;

use super::{
    Binary, Bits, Bounds, Graph, Lowered, Members, NodeId, Op, Plan, Reading, RulePlan, SetNodes,
    Unary,
};
use crate::days::Layout;
use crate::ruleset::{
    AdjustmentKind, ChoiceId, ExprId, ExprKind, Func, InputId, InputKind, Range, Ruleset,
    SettingId, Template, TemplatePart, Type,
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
    // In their order, so that a long chain of lets never becomes deep recursion.
    for let_ in &ruleset.lets {
        lowering.both(let_.expr);
        lowering.open(let_.expr, &Members::new());
    }
    let rules = ruleset
        .rules
        .iter()
        .map(|rule| {
            let (when_now, when_sure) = lowering.condition(rule.when, 2);
            let (unless_now, unless_sure) = lowering.condition(rule.unless, 0);
            for template in rule.because.iter().chain(&rule.flag) {
                lowering.template(template);
            }
            lowering.adjustments(&rule.adjustments);
            RulePlan {
                when_now,
                when_sure,
                unless_now,
                unless_sure,
            }
        })
        .collect();
    let mut plans = HashMap::new();
    let mut answered = HashMap::new();
    for (id, input) in ruleset.inputs() {
        match input.each {
            Some(choice) => {
                answered.insert(id, lowering.answered(id, choice));
            }
            None if input.kind == InputKind::Plan => {
                plans.insert(id, lowering.planned(id));
            }
            None => {}
        }
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
        rules,
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
        if let ExprKind::InputAtMember(input) = kind {
            choices.extend(ruleset.input(*input).each);
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

    fn template(&mut self, template: &Template) {
        for part in &template.parts {
            if let TemplatePart::Value(expr) = part {
                self.value(*expr, Reading::Now, &Members::new());
            }
        }
    }

    /// What is planned, as it stands.
    fn planned(&mut self, id: InputId) -> Lowered {
        match self.ruleset.input(id).ty {
            Type::Number(_) | Type::Date | Type::Choice(_) => Lowered::Number(Bounds::exact(
                self.input_number(None, id, None, Reading::Now),
            )),
            Type::Truth => Lowered::Truth(self.input_truth(None, id, None, Reading::Now)),
            Type::Set(choice) => {
                let all = self.all_members(choice);
                Lowered::Set(self.input_set(None, id, None, all, Reading::Now))
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

    fn number_of(&mut self, id: ExprId, reading: Reading, members: &Members) -> Bounds {
        let ruleset = self.ruleset;
        let exact = |node| Bounds::exact(node);
        match &ruleset.expr(id).kind {
            ExprKind::Number(x) => exact(self.graph.add(Op::Number(Bits(*x)))),
            ExprKind::Member(index) => exact(self.graph.add(Op::Number(Bits(f64::from(*index))))),
            ExprKind::Date(day) => exact(self.graph.add(Op::Number(Bits(f64::from(*day))))),
            ExprKind::Today => exact(self.graph.add(Op::Today)),
            ExprKind::Input(input) => exact(self.input_number(Some(id), *input, None, reading)),
            ExprKind::InputMember(input, member) => {
                exact(self.input_number(Some(id), *input, Some(*member), reading))
            }
            ExprKind::InputAtMember(input) => {
                let member = self.member_of(*input, members);
                exact(self.input_number(Some(id), *input, member, reading))
            }
            ExprKind::Setting(setting) => exact(self.setting_number(*setting)),
            ExprKind::Let(name) => {
                let expr = ruleset.let_(*name).expr;
                self.number(expr, reading, &Members::new())
            }
            ExprKind::Convert(operand, conversion) => {
                let bounds = self.number(*operand, reading, members);
                Bounds {
                    low: self.graph.add(Op::Convert(bounds.low, *conversion)),
                    high: self.graph.add(Op::Convert(bounds.high, *conversion)),
                }
            }
            ExprKind::Negate(a) => exact(self.unary(Unary::Negate, *a, reading, members)),
            ExprKind::Add(a, b) => exact(self.binary(Binary::Add, *a, *b, reading, members)),
            ExprKind::AddDays(a, b) => {
                // A part of a day leads to no other date.
                let day = self.binary(Binary::Add, *a, *b, reading, members);
                exact(self.graph.add(Op::Unary(Unary::Floor, day)))
            }
            ExprKind::Subtract(a, b) => {
                exact(self.binary(Binary::Subtract, *a, *b, reading, members))
            }
            ExprKind::Multiply(a, b) => {
                exact(self.binary(Binary::Multiply, *a, *b, reading, members))
            }
            ExprKind::Divide(a, b) => exact(self.binary(Binary::Divide, *a, *b, reading, members)),
            ExprKind::Power(a, b) => exact(self.binary(Binary::Power, *a, *b, reading, members)),
            ExprKind::Call(func, operands) => exact(self.call(*func, operands, reading, members)),
            ExprKind::If(c, a, b) => {
                let condition = self.truth(*c, reading, members);
                let a = self.number(*a, reading, members);
                let b = b.map(|b| self.number(b, reading, members));
                self.if_number(condition, a, b)
            }
            ExprKind::MonthsSince(date) => {
                exact(self.since(Binary::Months, *date, reading, members))
            }
            ExprKind::YearsSince(date) => exact(self.since(Binary::Years, *date, reading, members)),
            ExprKind::SizeOf(set) => {
                let set = self.set(*set, reading, members);
                Bounds {
                    low: self.graph.add(Op::Size(set.sure)),
                    high: self.graph.add(Op::Size(set.maybe)),
                }
            }
            ExprKind::OverMembers {
                fold,
                choice,
                value,
                among,
                outside,
            } => self.over_members(*fold, *choice, *value, *among, *outside, reading, members),
            ExprKind::OverDays {
                func,
                value,
                when,
                over,
                at_least,
            } => exact(self.over_days(*func, *value, *when, *over, *at_least, reading, members)),
            ExprKind::Ewma { value, span_days } => {
                exact(self.ewma(*value, *span_days, reading, members))
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                let now = self.exact(*value, Reading::Now, members);
                let condition = when.map(|c| self.truth(c, Reading::Now, members));
                let node = self.graph.add(Op::LatestNumber {
                    value: now,
                    when: condition,
                    within: *within,
                });
                exact(self.blank_number(node, *value, *when, reading, members))
            }
            ExprKind::Ago(value, days) => {
                let bounds = self.number(*value, Reading::Now, members);
                Bounds {
                    low: self.graph.add(Op::AgoNumber(bounds.low, *days)),
                    high: self.graph.add(Op::AgoNumber(bounds.high, *days)),
                }
            }
            ExprKind::Days(count, condition) => {
                self.day_count(*count, *condition, reading, members)
            }
            _ => exact(self.missing()),
        }
    }

    fn unary(&mut self, op: Unary, a: ExprId, reading: Reading, members: &Members) -> NodeId {
        let a = self.exact(a, reading, members);
        self.graph.add(Op::Unary(op, a))
    }

    fn binary(
        &mut self,
        op: Binary,
        a: ExprId,
        b: ExprId,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let a = self.exact(a, reading, members);
        let b = self.exact(b, reading, members);
        self.graph.add(Op::Binary(op, a, b))
    }

    fn since(&mut self, op: Binary, date: ExprId, reading: Reading, members: &Members) -> NodeId {
        let date = self.exact(date, reading, members);
        let today = self.graph.add(Op::Today);
        self.graph.add(Op::Binary(op, date, today))
    }

    fn call(
        &mut self,
        func: Func,
        operands: &[ExprId],
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let mut nodes = operands
            .iter()
            .map(|&id| self.exact(id, reading, members))
            .collect::<Vec<_>>()
            .into_iter();
        let Some(first) = nodes.next() else {
            return self.missing();
        };
        match func {
            Func::Abs => self.graph.add(Op::Unary(Unary::Abs, first)),
            Func::Sqrt => self.graph.add(Op::Unary(Unary::Sqrt, first)),
            Func::Ln => self.graph.add(Op::Unary(Unary::Ln, first)),
            Func::Exp => self.graph.add(Op::Unary(Unary::Exp, first)),
            Func::Min => nodes.fold(first, |a, b| self.graph.add(Op::Binary(Binary::Min, a, b))),
            Func::Max => nodes.fold(first, |a, b| self.graph.add(Op::Binary(Binary::Max, a, b))),
            Func::Round => nodes.fold(first, |a, b| {
                self.graph.add(Op::Binary(Binary::Round, a, b))
            }),
        }
    }

    fn if_number(&mut self, condition: NodeId, a: Bounds, b: Option<Bounds>) -> Bounds {
        let low = [Some(a.low), b.map(|b| b.low)];
        let high = [Some(a.high), b.map(|b| b.high)];
        Bounds {
            low: self.graph.add(Op::IfNumber {
                condition,
                this: low,
                other: high,
            }),
            high: self.graph.add(Op::IfNumber {
                condition,
                this: high,
                other: low,
            }),
        }
    }

    fn setting_number(&mut self, setting: SettingId) -> NodeId {
        self.graph.add(Op::SettingNumber(setting))
    }

    /// The member at which a map is read.
    pub(super) fn member_of(&self, input: InputId, members: &Members) -> Option<u8> {
        let each = self.ruleset.input(input).each?;
        members
            .iter()
            .rev()
            .find(|(choice, _)| *choice == each)
            .map(|(_, member)| *member)
    }

    /// An input's number, its default filled in where the reading allows.
    fn input_number(
        &mut self,
        at: Option<ExprId>,
        id: InputId,
        member: Option<u8>,
        reading: Reading,
    ) -> NodeId {
        let input = self.ruleset.input(id);
        let raw = self.graph.add(Op::RawNumber {
            slot: self.layout.slot(id, member),
            lasting: input.lasting,
        });
        let known = self.graph.add(Op::KnownNumber(Bounds::exact(raw)));
        let Some((default, filled)) = self.input_default(at, id, member, known, reading) else {
            return raw;
        };
        let second = self.exact(default, reading, &Members::new());
        self.graph.add(Op::DefaultNumber {
            first: raw,
            second,
            filled,
        })
    }

    /// Notes what of an input is still open, and says whether its default may be
    /// read: that of one value is not sure, since today's answer may still come;
    /// that of a map's blank member is, once the map was answered.
    pub(super) fn input_default(
        &mut self,
        at: Option<ExprId>,
        id: InputId,
        member: Option<u8>,
        known: NodeId,
        reading: Reading,
    ) -> Option<(ExprId, Option<NodeId>)> {
        let input = self.ruleset.input(id);
        let blank = self.graph.add(Op::Not(known));
        let filled = match (input.each, input.default) {
            (Some(choice), Some(_)) => Some(self.answered(id, choice)),
            _ => None,
        };
        let open = match filled {
            Some(filled) => {
                let unfilled = self.graph.add(Op::Not(filled));
                self.graph.add(Op::And(vec![blank, unfilled]))
            }
            None => blank,
        };
        if let Some(at) = at {
            let members = match (input.each, member, &self.ruleset.expr(at).kind) {
                (Some(choice), Some(member), ExprKind::InputAtMember(_)) => vec![(choice, member)],
                _ => Members::new(),
            };
            self.open.insert((at, members), open);
        }
        let default = input.default?;
        (filled.is_some() || reading == Reading::Now).then_some((default, filled))
    }

    fn answered(&mut self, id: InputId, choice: ChoiceId) -> NodeId {
        let count = self.member_count(choice);
        let slots = (0..count)
            .filter_map(|member| u8::try_from(member).ok())
            .map(|member| self.layout.slot(id, Some(member)))
            .chain([self.layout.answered(id, count)])
            .collect();
        let lasting = self.ruleset.input(id).lasting;
        self.graph.add(Op::Answered { slots, lasting })
    }

    /// Whether any of these may still come.
    pub(super) fn any_open(&mut self, exprs: &[ExprId], members: &Members) -> NodeId {
        let nodes: Vec<NodeId> = exprs.iter().map(|&id| self.open(id, members)).collect();
        self.graph.any(nodes)
    }

    /// Whether an expression reads an answer of today that may still come.
    pub(super) fn open(&mut self, id: ExprId, members: &Members) -> NodeId {
        let key = (id, bound(&self.free, id, members));
        if let Some(&known) = self.open.get(&key) {
            return known;
        }
        let ruleset = self.ruleset;
        let members = &key.1;
        let node = match &ruleset.expr(id).kind {
            ExprKind::Input(_) | ExprKind::InputMember(..) | ExprKind::InputAtMember(_) => {
                // Lowering an input notes what of it is open.
                self.value(id, Reading::Sure, members);
                match self.open.get(&key) {
                    Some(&node) => node,
                    None => self.graph.truth(0),
                }
            }
            ExprKind::Let(name) => self.open(ruleset.let_(*name).expr, &Members::new()),
            ExprKind::Ago(..) => self.graph.truth(0),
            ExprKind::Where(choice, condition) => self.open_members(*choice, *condition, members),
            ExprKind::OverMembers {
                choice,
                value,
                among,
                ..
            } => {
                let inner = self.open_members(*choice, *value, members);
                let among = among.map(|among| self.open(among, members));
                self.graph.any(std::iter::once(inner).chain(among))
            }
            ExprKind::OverDays { .. }
            | ExprKind::Ewma { .. }
            | ExprKind::Latest { .. }
            | ExprKind::Days(..) => self.open_history(id, members),
            kind => self.any_open(&kind.operands(), members),
        };
        self.open.insert(key, node);
        node
    }

    fn open_members(&mut self, choice: ChoiceId, expr: ExprId, members: &Members) -> NodeId {
        let nodes: Vec<NodeId> = self
            .each_member(choice, members)
            .iter()
            .map(|inner| self.open(expr, inner))
            .collect();
        self.graph.any(nodes)
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
