//! Inputs and plan values to columns: the raw column, its default where the
//! reading allows it, and what of it may still be answered today.

use super::lower::Lowering;
use super::{Bounds, Lowered, Members, NodeId, Op, Reading};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, InputId, PlanValue, SettingId, Type};

impl Lowering<'_> {
    /// What is planned, as it stands.
    pub(super) fn planned(&mut self, target: PlanValue) -> Lowered {
        let PlanValue { input: id, member } = target;
        match self.ruleset.input(id).ty {
            Type::Number(_) | Type::Date | Type::Choice(_) => Lowered::Number(Bounds::exact(
                self.input_number(None, id, member, Reading::Now),
            )),
            Type::Truth => Lowered::Truth(self.input_truth(None, id, member, Reading::Now)),
            Type::Set(choice) => {
                let all = self.all_members(choice);
                Lowered::Set(self.input_set(None, id, member, all, Reading::Now))
            }
        }
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

    /// The setting of the member that is looked at.
    pub(super) fn setting_at(
        &self,
        first: SettingId,
        choice: ChoiceId,
        members: &Members,
    ) -> SettingId {
        let mut looked_at = members.iter().rev();
        let member = looked_at.find(|(other, _)| *other == choice);
        SettingId(first.0 + member.map_or(0, |(_, member)| u32::from(*member)))
    }

    /// An input's number, its default filled in where the reading allows.
    pub(super) fn input_number(
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

    pub(super) fn answered(&mut self, id: InputId, choice: ChoiceId) -> NodeId {
        let count = self.member_count(choice);
        let slots = (0..count)
            .filter_map(|member| u8::try_from(member).ok())
            .map(|member| self.layout.slot(id, Some(member)))
            .chain([self.layout.answered(id, count)])
            .collect();
        let lasting = self.ruleset.input(id).lasting;
        self.graph.add(Op::Answered { slots, lasting })
    }
}
