//! Expressions that are numbers, members or dates to columns. Where the
//! language knows a number within bounds, it has a lower and an upper column.

use super::lower::Lowering;
use super::{Binary, Bits, Bounds, Members, NodeId, Op, Reading, Unary};
use crate::ruleset::{ExprId, ExprKind, Func, SettingId};

impl Lowering<'_> {
    pub(super) fn number_of(&mut self, id: ExprId, reading: Reading, members: &Members) -> Bounds {
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
            ExprKind::SettingAtMember { first, choice } => {
                exact(self.setting_number(self.setting_at(*first, *choice, members)))
            }
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
            ExprKind::Lookup { rows, complete, .. } => {
                self.lookup_number(rows, *complete, reading, members)
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
}
