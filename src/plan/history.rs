//! History to columns. The days of the past are read as they stand; in the
//! sure reading, what hangs on an answer of today that may still come is missing.

use super::lower::Lowering;
use super::{Bits, Bounds, Members, NodeId, Op, Reading};
use crate::ruleset::{DayCount, ExprId, ExprKind, Over, WindowFunc};

impl Lowering<'_> {
    /// Whether a window, `latest` or `ewma` that includes today hangs on an
    /// open answer; `None` where it never does, or the reading is *now*.
    pub(super) fn blocked(
        &mut self,
        value: ExprId,
        when: Option<ExprId>,
        reading: Reading,
        members: &Members,
    ) -> Option<NodeId> {
        if reading == Reading::Now {
            return None;
        }
        let open = self.open(value, members);
        let condition_open = when.map(|c| self.open(c, members));
        if self.graph.is_false(open) && condition_open.is_none_or(|node| self.graph.is_false(node))
        {
            return None;
        }
        let lowered = self.value(value, Reading::Sure, members);
        let known = self.known(lowered);
        let when = match (when, condition_open) {
            (Some(c), Some(open)) => Some([self.truth(c, Reading::Sure, members), open]),
            _ => None,
        };
        Some(self.graph.add(Op::Blocked { when, open, known }))
    }

    pub(super) fn blank_number(
        &mut self,
        node: NodeId,
        value: ExprId,
        when: Option<ExprId>,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        match self.blocked(value, when, reading, members) {
            Some(blocked) => self.graph.add(Op::BlankNumber {
                value: node,
                blocked,
            }),
            None => node,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one construct")]
    pub(super) fn over_days(
        &mut self,
        func: WindowFunc,
        value: ExprId,
        when: Option<ExprId>,
        over: Over,
        at_least: Option<u32>,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let now = self.exact(value, Reading::Now, members);
        let condition = when.map(|c| self.truth(c, Reading::Now, members));
        let window = |lowering: &mut Self, func| {
            let node = lowering.graph.add(Op::Window {
                func,
                value: now,
                when: condition,
                over,
                at_least,
            });
            if over.before_today {
                node
            } else {
                lowering.blank_number(node, value, when, reading, members)
            }
        };
        if func == WindowFunc::ZScore {
            let mean = window(self, WindowFunc::Average);
            let sd = window(self, WindowFunc::Sd);
            let today = self.exact(value, reading, members);
            self.graph.add(Op::ZScore { today, mean, sd })
        } else {
            window(self, func)
        }
    }

    pub(super) fn ewma(
        &mut self,
        value: ExprId,
        span_days: f64,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let now = self.exact(value, Reading::Now, members);
        // λ = 2 / (N + 1): Williams et al., BJSM 2017;51:209.
        let lambda = Bits(2.0 / (span_days + 1.0));
        let node = self.graph.add(Op::Ewma { value: now, lambda });
        self.blank_number(node, value, None, reading, members)
    }

    pub(super) fn day_count(
        &mut self,
        count: DayCount,
        condition: ExprId,
        reading: Reading,
        members: &Members,
    ) -> Bounds {
        let past = self.truth(condition, Reading::Now, members);
        let today = match count {
            DayCount::When(over) if over.before_today => past,
            _ => self.truth(condition, reading, members),
        };
        let mut end = |upper| {
            self.graph.add(Op::DayCount {
                count,
                past,
                today,
                upper,
            })
        };
        Bounds {
            low: end(false),
            high: end(true),
        }
    }

    /// Whether a history reads an answer of today that may still come.
    pub(super) fn open_history(&mut self, id: ExprId, members: &Members) -> NodeId {
        let ruleset = self.ruleset;
        let (value, when, before_today) = match &ruleset.expr(id).kind {
            ExprKind::OverDays {
                func: WindowFunc::ZScore,
                value,
                when,
                over,
                ..
            } => {
                let today = self.open(*value, members);
                let window = if over.before_today {
                    None
                } else {
                    self.blocked(*value, *when, Reading::Sure, members)
                };
                return self.graph.any(std::iter::once(today).chain(window));
            }
            ExprKind::OverDays {
                value, when, over, ..
            } => (*value, *when, over.before_today),
            ExprKind::Ewma { value, .. } => (*value, None, false),
            ExprKind::Latest { value, when, .. } => (*value, *when, false),
            ExprKind::Days(count, condition) => {
                let before_today = matches!(count, DayCount::When(over) if over.before_today);
                return if before_today {
                    self.graph.truth(0)
                } else {
                    self.open(*condition, members)
                };
            }
            _ => return self.graph.truth(0),
        };
        let blocked = if before_today {
            None
        } else {
            self.blocked(value, when, Reading::Sure, members)
        };
        match blocked {
            Some(node) => node,
            None => self.graph.truth(0),
        }
    }
}
