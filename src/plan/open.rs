//! What may still come: for an expression, a column that says whether it reads
//! an answer of today that nobody has given yet.

use super::lower::{Lowering, bound};
use super::{Members, NodeId, Reading};
use crate::ruleset::{ChoiceId, ExprId, ExprKind};

impl Lowering<'_> {
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
}
