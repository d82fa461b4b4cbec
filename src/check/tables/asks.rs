//! Cells as tests of one value: in goes a cell's condition, typed, out comes what
//! it asks of the answer that the head of its column is worked out from; nothing
//! where that depends on a setting, a `let` or another answer.

use super::heads::Line;
use super::space::Test;
use crate::check::Checker;
use crate::check::constant::Constant;
use crate::check::types::bit;
use crate::ruleset::{CompareOp, ExprId, ExprKind, Type, Value};

impl Checker<'_> {
    /// What a condition asks of the base of its head.
    pub(super) fn ask(&self, condition: ExprId, head: ExprId, line: Line) -> Option<Test> {
        let inner = |id: &ExprId| self.ask(*id, head, line);
        match &self.at(condition).kind {
            ExprKind::Truth(true) => Some(Test::True),
            ExprKind::Not(test) => inner(test).map(|test| Test::Not(Box::new(test))),
            ExprKind::And(tests) => tests
                .iter()
                .map(inner)
                .collect::<Option<_>>()
                .map(Test::And),
            ExprKind::Or(tests) => tests.iter().map(inner).collect::<Option<_>>().map(Test::Or),
            ExprKind::IsMissing(value) if *value == head => Some(Test::Missing),
            ExprKind::IsKnown(value) if *value == head => Some(Test::Not(Box::new(Test::Missing))),
            // Whether a test of the head is decided: it is, of every value there can be.
            ExprKind::IsKnown(test) => inner(test).map(|_| Test::Not(Box::new(Test::Missing))),
            ExprKind::Compare(op, value, with) if *value == head => {
                self.compares(*op, head, *with, line)
            }
            ExprKind::Between(value, low, high) if *value == head => Some(Test::And(vec![
                self.compares(CompareOp::AtLeast, head, *low, line)?,
                self.compares(CompareOp::AtMost, head, *high, line)?,
            ])),
            ExprKind::OneOf(value, set) if *value == head => {
                self.constant_set(*set).map(Test::Members)
            }
            ExprKind::Overlaps(value, set) if *value == head => {
                self.constant_set(*set).map(Test::Overlaps)
            }
            ExprKind::Includes(value, member) if *value == head => match self.constant(*member)? {
                Constant::Value(Value::Member(member)) => Some(Test::Overlaps(bit(member))),
                _ => None,
            },
            _ => None,
        }
    }

    fn constant_set(&self, id: ExprId) -> Option<u64> {
        match self.constant(id)? {
            Constant::Value(Value::Set(mask)) => Some(mask),
            _ => None,
        }
    }

    fn compares(&self, op: CompareOp, head: ExprId, with: ExprId, line: Line) -> Option<Test> {
        let Constant::Value(value) = self.constant(with)? else {
            return None;
        };
        let negated = |test: Test| match op {
            CompareOp::IsNot => Test::Not(Box::new(test)),
            _ => test,
        };
        Some(match (value, &self.at(head).ty) {
            (Value::Number(x), Type::Number(_)) => compared_on(line, op, x),
            (Value::Date(day), Type::Date) => compared_on(line, op, f64::from(day)),
            (Value::Truth(truth), Type::Truth) => negated(Test::Members(bit(u8::from(truth)))),
            (Value::Set(set), Type::Set(_)) => negated(Test::Equals(set)),
            (Value::Member(member), Type::Choice(choice)) => {
                let all = self.all_members(*choice);
                let one = bit(member);
                let below = one - 1;
                Test::Members(match op {
                    CompareOp::Less => below,
                    CompareOp::AtMost => below | one,
                    CompareOp::More => all & !(below | one),
                    CompareOp::AtLeast => all & !below,
                    CompareOp::Is => one,
                    CompareOp::IsNot => all & !one,
                })
            }
            _ => return None,
        })
    }
}

/// A comparison of the head as one of its base; a head that falls as its base
/// rises turns it round.
fn compared_on(line: Line, op: CompareOp, x: f64) -> Test {
    let turned = match op {
        CompareOp::Less => CompareOp::More,
        CompareOp::AtMost => CompareOp::AtLeast,
        CompareOp::More => CompareOp::Less,
        CompareOp::AtLeast => CompareOp::AtMost,
        same => same,
    };
    let op = if line.scale < 0.0 { turned } else { op };
    Test::Compare(op, line.back(x))
}
