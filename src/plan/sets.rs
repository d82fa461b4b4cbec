//! Sets and the members of maps to columns.

use super::lower::Lowering;
use super::{Bits, Bounds, Members, NodeId, Op, Reading, SetNodes};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, InputId, MemberFold, SettingId};

impl Lowering<'_> {
    /// A bit for every member.
    pub(super) fn all_members(&self, choice: ChoiceId) -> u64 {
        let count = self.member_count(choice);
        u64::try_from((1u128 << count.min(64)) - 1).unwrap_or(u64::MAX)
    }

    pub(super) fn set_of(
        &mut self,
        id: ExprId,
        choice: ChoiceId,
        reading: Reading,
        members: &Members,
    ) -> SetNodes {
        let ruleset = self.ruleset;
        let all = self.all_members(choice);
        match &ruleset.expr(id).kind {
            ExprKind::Set(mask) => {
                let node = self.graph.add(Op::Set(*mask));
                SetNodes {
                    sure: node,
                    maybe: node,
                }
            }
            ExprKind::SetOf(items) => {
                let items: Vec<NodeId> = items
                    .iter()
                    .map(|&item| self.exact(item, reading, members))
                    .collect();
                let mut union = |blank| {
                    let bits = items
                        .iter()
                        .map(|&member| self.graph.add(Op::MemberBit { member, blank }))
                        .collect();
                    self.graph.add(Op::Union(bits))
                };
                SetNodes {
                    sure: union(0),
                    maybe: union(all),
                }
            }
            ExprKind::Input(input) => self.input_set(Some(id), *input, None, all, reading),
            ExprKind::InputMember(input, member) => {
                self.input_set(Some(id), *input, Some(*member), all, reading)
            }
            ExprKind::InputAtMember(input) => {
                let member = self.member_of(*input, members);
                self.input_set(Some(id), *input, member, all, reading)
            }
            ExprKind::Setting(setting) => self.setting_set(*setting),
            ExprKind::SettingAtMember { first, choice } => {
                self.setting_set(self.setting_at(*first, *choice, members))
            }
            ExprKind::Let(name) => self.set(ruleset.let_(*name).expr, reading, &Members::new()),
            ExprKind::Without(a, b) => {
                let a = self.set(*a, reading, members);
                let b = self.set(*b, reading, members);
                SetNodes {
                    sure: self.graph.add(Op::Difference(a.sure, b.maybe)),
                    maybe: self.graph.add(Op::Difference(a.maybe, b.sure)),
                }
            }
            ExprKind::Where(choice, condition) => {
                let truths: Vec<NodeId> = self
                    .each_member(*choice, members)
                    .iter()
                    .map(|inner| self.truth(*condition, reading, inner))
                    .collect();
                SetNodes {
                    sure: self.graph.add(Op::Where {
                        members: truths.clone(),
                        least: 2,
                    }),
                    maybe: self.graph.add(Op::Where {
                        members: truths,
                        least: 1,
                    }),
                }
            }
            ExprKind::If(c, a, b) => {
                let condition = self.truth(*c, reading, members);
                let a = self.set(*a, reading, members);
                let b = b.map(|b| self.set(b, reading, members));
                let branches = [Some(a), b];
                SetNodes {
                    sure: self.graph.add(Op::IfSet {
                        condition,
                        branches,
                        maybe: false,
                        blank: 0,
                    }),
                    maybe: self.graph.add(Op::IfSet {
                        condition,
                        branches,
                        maybe: true,
                        blank: all,
                    }),
                }
            }
            ExprKind::Lookup { rows, complete, .. } => {
                self.lookup_set(rows, *complete, all, reading, members)
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                let now = self.set(*value, Reading::Now, members);
                let condition = when.map(|c| self.truth(c, Reading::Now, members));
                let blocked = self.blocked(*value, *when, reading, members);
                let mut side = |blank| {
                    let node = self.graph.add(Op::LatestSet {
                        value: now,
                        when: condition,
                        within: *within,
                        blank,
                    });
                    match blocked {
                        Some(blocked) => self.graph.add(Op::BlankSet {
                            value: node,
                            blocked,
                            blank,
                        }),
                        None => node,
                    }
                };
                SetNodes {
                    sure: side(0),
                    maybe: side(all),
                }
            }
            ExprKind::Ago(value, days) => {
                let now = self.set(*value, Reading::Now, members);
                SetNodes {
                    sure: self.graph.add(Op::AgoSet {
                        value: now.sure,
                        days: *days,
                        blank: 0,
                    }),
                    maybe: self.graph.add(Op::AgoSet {
                        value: now.maybe,
                        days: *days,
                        blank: all,
                    }),
                }
            }
            _ => SetNodes {
                sure: self.graph.add(Op::Set(0)),
                maybe: self.graph.add(Op::Set(all)),
            },
        }
    }

    fn setting_set(&mut self, setting: SettingId) -> SetNodes {
        let node = self.graph.add(Op::SettingSet(setting));
        SetNodes {
            sure: node,
            maybe: node,
        }
    }

    pub(super) fn input_set(
        &mut self,
        at: Option<ExprId>,
        id: InputId,
        member: Option<u8>,
        all: u64,
        reading: Reading,
    ) -> SetNodes {
        let slot = self.layout.slot(id, member);
        let lasting = self.ruleset.input(id).lasting;
        let raw = SetNodes {
            sure: self.graph.add(Op::RawSet {
                slot,
                lasting,
                blank: 0,
            }),
            maybe: self.graph.add(Op::RawSet {
                slot,
                lasting,
                blank: all,
            }),
        };
        let known = self.graph.add(Op::KnownSet(raw));
        let Some((default, filled)) = self.input_default(at, id, member, known, reading) else {
            return raw;
        };
        let second = self.set(default, reading, &Members::new());
        let mut side = |first, second| {
            self.graph.add(Op::DefaultSet {
                first,
                known,
                second,
                filled,
            })
        };
        SetNodes {
            sure: side(raw.sure, second.sure),
            maybe: side(raw.maybe, second.maybe),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one construct")]
    pub(super) fn over_members(
        &mut self,
        fold: MemberFold,
        choice: ChoiceId,
        value: ExprId,
        among: Option<ExprId>,
        outside: bool,
        reading: Reading,
        members: &Members,
    ) -> Bounds {
        let inner = self.each_member(choice, members);
        let values: Vec<Bounds> = inner
            .iter()
            .map(|inner| self.number(value, reading, inner))
            .collect();
        let among = among.map(|among| {
            let set = self.set(among, reading, members);
            if outside {
                self.complement(choice, set)
            } else {
                set
            }
        });
        let highest = match fold {
            MemberFold::Highest => true,
            MemberFold::Lowest => false,
            _ => {
                let members = values
                    .iter()
                    .map(|&bounds| self.graph.exact(bounds))
                    .collect();
                return Bounds::exact(self.graph.add(Op::Fold {
                    fold,
                    members,
                    among,
                }));
            }
        };
        let range = self.range(value);
        let (lows, highs): (Vec<NodeId>, Vec<NodeId>) =
            values.iter().map(|b| (b.low, b.high)).unzip();
        // No member at all: the highest is the lowest of the range, and the other way round.
        let empty = Bits(if highest { range.low } else { range.high });
        let end = |lowering: &mut Self, members, mask, blank| {
            lowering.graph.add(Op::Extreme {
                highest,
                members,
                mask,
                blank: Bits(blank),
                empty,
            })
        };
        // A member that is only maybe in can raise the highest, and lower the lowest.
        let (low_mask, high_mask) = match (among, highest) {
            (None, _) => (None, None),
            (Some(set), true) => (Some(set.sure), Some(set.maybe)),
            (Some(set), false) => (Some(set.maybe), Some(set.sure)),
        };
        let low = end(self, lows, low_mask, range.low);
        let high = end(self, highs, high_mask, range.high);
        if range.low.is_finite() && range.high.is_finite() {
            return Bounds { low, high };
        }
        Bounds {
            low: self.graph.add(Op::BoundEnd {
                this: low,
                other: high,
            }),
            high: self.graph.add(Op::BoundEnd {
                this: high,
                other: low,
            }),
        }
    }

    fn complement(&mut self, choice: ChoiceId, set: SetNodes) -> SetNodes {
        let all = self.all_members(choice);
        let all = self.graph.add(Op::Set(all));
        SetNodes {
            sure: self.graph.add(Op::Difference(all, set.maybe)),
            maybe: self.graph.add(Op::Difference(all, set.sure)),
        }
    }
}
