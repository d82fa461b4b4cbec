//! Chains of operators: in go the flat chains of the grammar, such as
//! `a + b * c` or `a and not b`, out come [`Expr`](crate::ast::Expr)s grouped
//! by precedence.

use std::sync::LazyLock;

use pest::iterators::Pairs;
use pest::pratt_parser::{Assoc, Op, PrattParser};

use crate::ast::{Arithmetic, Expr, ExprKind};

use super::expressions::{Built, MAX_HEIGHT};
use super::grammar::{Node, Rule};
use super::misreadings;
use super::reader::Reader;

/// `or`, `and`, `not`, loosest first.
static LOGIC: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::or_, Assoc::Left))
        .op(Op::infix(Rule::and_, Assoc::Left))
        .op(Op::prefix(Rule::not_))
});

/// `+ -`, `* /`, the minus sign, `^`, loosest first.
static ARITHMETIC: LazyLock<PrattParser<Rule>> = LazyLock::new(|| {
    PrattParser::new()
        .op(Op::infix(Rule::plus, Assoc::Left) | Op::infix(Rule::minus, Assoc::Left))
        .op(Op::infix(Rule::times, Assoc::Left) | Op::infix(Rule::divided, Assoc::Left))
        .op(Op::prefix(Rule::negative))
        .op(Op::infix(Rule::power, Assoc::Right))
});

impl<'s> Reader<'s> {
    /// `a and b or not c`
    pub(super) fn expression(&mut self, node: Node<'s>) -> Option<Built> {
        self.chain(node, &LOGIC)
    }

    /// `a + b * -c ^ d`
    pub(super) fn sum(&mut self, node: Node<'s>) -> Option<Built> {
        self.chain(node, &ARITHMETIC)
    }

    fn chain(&mut self, node: Node<'s>, precedence: &PrattParser<Rule>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = node.into_inner();
        if inner.len() == 1 {
            return self.build(inner.next()?);
        }
        // Prefixes and `^` recurse, so their number is looked at first.
        let steep =
            |op: &Node<'_>| matches!(op.as_rule(), Rule::not_ | Rule::negative | Rule::power);
        let steps = inner.clone().filter(steep).count();
        if inner.len() > 4 * MAX_HEIGHT || self.descent + steps > MAX_HEIGHT {
            self.too_deep(span);
            return None;
        }
        self.descent += steps;
        let built = self.climb(inner, precedence);
        self.descent -= steps;
        built
    }

    /// A flat chain of operators and operands, grouped by precedence.
    fn climb(&mut self, inner: Pairs<'s, Rule>, precedence: &PrattParser<Rule>) -> Option<Built> {
        let reader = std::cell::RefCell::new(self);
        precedence
            .map_primary(|operand| reader.borrow_mut().build(operand))
            .map_prefix(|op, right: Option<Built>| {
                let mut reader = reader.borrow_mut();
                let right = right?;
                let span = reader.span(&op).to(right.expr.span);
                let value = Box::new(right.expr);
                let kind = match op.as_rule() {
                    Rule::not_ => ExprKind::Not(value),
                    _ => ExprKind::Negate(value),
                };
                reader.over(kind, span, right.height)
            })
            .map_infix(|left: Option<Built>, op, right: Option<Built>| {
                let mut reader = reader.borrow_mut();
                let (left, right) = (left?, right?);
                let span = left.expr.span.to(right.expr.span);
                let height = left.height.max(right.height);
                let (left, right) = (Box::new(left.expr), Box::new(right.expr));
                let arithmetic = match op.as_rule() {
                    Rule::and_ => return reader.over(ExprKind::And(left, right), span, height),
                    Rule::or_ => {
                        if let Some(error) = misreadings::or_more(&left, &right, reader.whole) {
                            reader.error(error);
                            return None;
                        }
                        return reader.over(ExprKind::Or(left, right), span, height);
                    }
                    Rule::plus => Arithmetic::Add,
                    Rule::minus => Arithmetic::Subtract,
                    Rule::times => Arithmetic::Multiply,
                    Rule::divided => Arithmetic::Divide,
                    _ => Arithmetic::Power,
                };
                let twice = |side: &Expr| {
                    matches!(
                        side.kind,
                        ExprKind::Arithmetic {
                            op: Arithmetic::Divide,
                            ..
                        }
                    )
                };
                if arithmetic == Arithmetic::Divide
                    && twice(&left)
                    && let Some(error) = misreadings::date(span, reader.text_of(span))
                {
                    reader.error(error);
                    return None;
                }
                let kind = ExprKind::Arithmetic {
                    op: arithmetic,
                    left,
                    right,
                };
                reader.over(kind, span, height)
            })
            .parse(inner)
    }
}
