//! Conditions to columns: comparisons, three-valued logic, `is missing`.

use super::lower::Lowering;
use super::{Members, NodeId, Op, Reading, Relation};
use crate::ruleset::{CompareOp, ExprId, ExprKind, Type};

impl Lowering<'_> {
    pub(super) fn truth_of(&mut self, id: ExprId, reading: Reading, members: &Members) -> NodeId {
        let ruleset = self.ruleset;
        match &ruleset.expr(id).kind {
            ExprKind::Truth(truth) => self.graph.truth(u8::from(*truth) * 2),
            ExprKind::Input(input) => self.input_truth(Some(id), *input, None, reading),
            ExprKind::InputMember(input, member) => {
                self.input_truth(Some(id), *input, Some(*member), reading)
            }
            ExprKind::InputAtMember(input) => {
                let member = self.member_of(*input, members);
                self.input_truth(Some(id), *input, member, reading)
            }
            ExprKind::Setting(setting) => self.graph.add(Op::SettingTruth(*setting)),
            ExprKind::SettingAtMember { first, choice } => {
                let setting = self.setting_at(*first, *choice, members);
                self.graph.add(Op::SettingTruth(setting))
            }
            ExprKind::Let(name) => self.truth(ruleset.let_(*name).expr, reading, &Members::new()),
            ExprKind::Compare(op, a, b) => self.compare(*op, *a, *b, reading, members),
            ExprKind::Between(x, low, high) => {
                let x = self.number(*x, reading, members);
                let low = self.number(*low, reading, members);
                let high = self.number(*high, reading, members);
                let above = self.graph.add(Op::Compare(Relation::AtMost, low, x));
                let below = self.graph.add(Op::Compare(Relation::AtMost, x, high));
                self.graph.add(Op::And(vec![above, below]))
            }
            ExprKind::OneOf(member, set) | ExprKind::Includes(set, member) => {
                let member = self.exact(*member, reading, members);
                let set = self.set(*set, reading, members);
                self.graph.add(Op::Includes(set, member))
            }
            ExprKind::Overlaps(a, b) => {
                let a = self.set(*a, reading, members);
                let b = self.set(*b, reading, members);
                self.graph.add(Op::Overlaps(a, b))
            }
            ExprKind::IsMissing(x) => self.is_missing(*x, reading, members),
            ExprKind::IsKnown(x) => {
                let missing = self.is_missing(*x, reading, members);
                self.graph.add(Op::Not(missing))
            }
            ExprKind::Not(a) => {
                let a = self.truth(*a, reading, members);
                self.graph.add(Op::Not(a))
            }
            ExprKind::And(items) => {
                let items = self.truths(items, reading, members);
                self.graph.add(Op::And(items))
            }
            ExprKind::Or(items) => {
                let items = self.truths(items, reading, members);
                self.graph.add(Op::Or(items))
            }
            ExprKind::AtLeast(n, items) => {
                let n = self.exact(*n, reading, members);
                let items = self.truths(items, reading, members);
                self.graph.add(Op::AtLeast(n, items))
            }
            ExprKind::If(c, a, b) => {
                let condition = self.truth(*c, reading, members);
                let a = self.truth(*a, reading, members);
                let b = b.map(|b| self.truth(b, reading, members));
                self.graph.add(Op::IfTruth(condition, a, b))
            }
            ExprKind::Lookup { rows, complete, .. } => {
                self.lookup_truth(rows, *complete, reading, members)
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                let now = self.truth(*value, Reading::Now, members);
                let condition = when.map(|c| self.truth(c, Reading::Now, members));
                let node = self.graph.add(Op::LatestTruth {
                    value: now,
                    when: condition,
                    within: *within,
                });
                match self.blocked(*value, *when, reading, members) {
                    Some(blocked) => self.graph.add(Op::BlankTruth {
                        value: node,
                        blocked,
                    }),
                    None => node,
                }
            }
            ExprKind::Ago(value, days) => {
                let value = self.truth(*value, Reading::Now, members);
                self.graph.add(Op::AgoTruth(value, *days))
            }
            _ => self.graph.truth(1),
        }
    }

    fn truths(&mut self, items: &[ExprId], reading: Reading, members: &Members) -> Vec<NodeId> {
        items
            .iter()
            .map(|&id| self.truth(id, reading, members))
            .collect()
    }

    pub(super) fn input_truth(
        &mut self,
        at: Option<ExprId>,
        id: crate::ruleset::InputId,
        member: Option<u8>,
        reading: Reading,
    ) -> NodeId {
        let raw = self.graph.add(Op::RawTruth {
            slot: self.layout.slot(id, member),
            lasting: self.ruleset.input(id).lasting,
        });
        let known = self.graph.add(Op::KnownTruth(raw));
        let Some((default, filled)) = self.input_default(at, id, member, known, reading) else {
            return raw;
        };
        let second = self.truth(default, reading, &Members::new());
        self.graph.add(Op::DefaultTruth {
            first: raw,
            second,
            filled,
        })
    }

    fn compare(
        &mut self,
        op: CompareOp,
        a: ExprId,
        b: ExprId,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let same = match self.ruleset.expr(a).ty {
            Type::Truth => {
                let (a, b) = (
                    self.truth(a, reading, members),
                    self.truth(b, reading, members),
                );
                self.graph.add(Op::SameTruth(a, b))
            }
            Type::Set(_) => {
                let (a, b) = (self.set(a, reading, members), self.set(b, reading, members));
                self.graph.add(Op::SameSet(a, b))
            }
            Type::Number(_) | Type::Date | Type::Choice(_) => {
                let (a, b) = (
                    self.number(a, reading, members),
                    self.number(b, reading, members),
                );
                let op = match op {
                    CompareOp::Less => Op::Compare(Relation::Less, a, b),
                    CompareOp::AtMost => Op::Compare(Relation::AtMost, a, b),
                    CompareOp::More => Op::Compare(Relation::Less, b, a),
                    CompareOp::AtLeast => Op::Compare(Relation::AtMost, b, a),
                    CompareOp::Is | CompareOp::IsNot => Op::Compare(Relation::Equal, a, b),
                };
                self.graph.add(op)
            }
        };
        if op == CompareOp::IsNot {
            self.graph.add(Op::Not(same))
        } else {
            same
        }
    }

    fn is_missing(&mut self, x: ExprId, reading: Reading, members: &Members) -> NodeId {
        let value = self.value(x, reading, members);
        let known = self.known(value);
        let open = match reading {
            Reading::Now => None,
            Reading::Sure => Some(self.open(x, members)).filter(|&open| !self.graph.is_false(open)),
        };
        self.graph.add(match open {
            None => Op::Not(known),
            Some(open) => Op::SurelyMissing { known, open },
        })
    }
}
