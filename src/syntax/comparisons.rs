//! Comparisons: in go the nodes below `comparison`, such as `a < b` or
//! `a is between b and c`, out come [`Expr`](crate::ast::Expr)s, or a message
//! where two comparisons stand in a row.

use crate::ast::{Comparison, ExprKind};
use crate::diagnostics::{Code, Diagnostic};

use super::expressions::Built;
use super::grammar::{Node, Rule, parts};
use super::reader::Reader;
use super::{comparison_hints, misreadings};

impl<'s> Reader<'s> {
    /// `a < b`, `a is missing`: at most one comparison.
    pub(super) fn comparison(&mut self, node: Node<'s>) -> Option<Built> {
        let mut inner = node.into_inner();
        let first = inner.next()?;
        let Some(comparator) = inner.next() else {
            return self.build(first);
        };
        if let Some(second) = inner.next() {
            self.chained(&first, &comparator, &second);
            return None;
        }
        let left_span = self.span(&first);
        let span = left_span.to(self.span(&comparator));
        let (left, left_height) = self.boxed(first)?;
        let mut inner = comparator.into_inner();
        let test = inner.next()?;
        let op = match test.as_rule() {
            Rule::is_missing_ => return self.over(ExprKind::IsMissing(left), span, left_height),
            Rule::is_known_ => return self.over(ExprKind::IsKnown(left), span, left_height),
            Rule::is_between => {
                let mut ends = parts(test);
                let (low, low_height) = self.boxed(ends.next()?)?;
                let (high, high_height) = self.boxed(ends.next()?)?;
                let height = left_height.max(low_height).max(high_height);
                let kind = ExprKind::Between {
                    value: left,
                    low,
                    high,
                };
                return self.over(kind, span, height);
            }
            Rule::is_one_of => {
                let (set, height) = self.boxed(parts(test).next()?)?;
                let kind = ExprKind::OneOf { value: left, set };
                return self.over(kind, span, left_height.max(height));
            }
            Rule::compare | Rule::is_not | Rule::is_value => comparison_of(&test),
            rule => {
                let (right, height) = self.boxed(inner.next()?)?;
                let height = left_height.max(height);
                let kind = match rule {
                    Rule::overlaps_ => ExprKind::Overlaps(left, right),
                    _ => ExprKind::Includes(left, right),
                };
                return self.over(kind, span, height);
            }
        };
        let (right, height) = self.boxed(inner.next()?)?;
        let misread = comparison_hints::is_not_missing(op, &left, &right, span)
            .or_else(|| misreadings::compared(op, &left, &right, span, self.whole));
        if let Some(error) = misread {
            self.error(error);
            return None;
        }
        self.over(
            ExprKind::Compare { op, left, right },
            span,
            left_height.max(height),
        )
    }

    /// `4 < x < 7`
    fn chained(&mut self, first: &Node<'s>, comparator: &Node<'s>, second: &Node<'s>) {
        let middle = comparator
            .clone()
            .into_inner()
            .last()
            .filter(|node| node.as_rule() == Rule::difference);
        let error = Diagnostic::error(Code::Syntax, "two comparisons stand in a row")
            .label(self.span(second), "this is the second");
        let error = match middle {
            Some(middle) => {
                // `4 < x < 8` is about x, and so is `x > 4 < 8`.
                let literal = middle.as_str().starts_with(|c: char| c.is_ascii_digit());
                let subject = if literal { first } else { &middle };
                let written = format!(
                    "{} {} and {} {}",
                    first.as_str().trim(),
                    comparator.as_str().trim(),
                    subject.as_str().trim(),
                    second.as_str().trim()
                );
                error
                    .help(format!("join them with `and`: `{written}`"))
                    .fix(self.span(first).to(self.span(second)), written)
            }
            None => error.help("join them with `and`, and say on both sides what is compared"),
        };
        self.error(error);
    }
}

/// `<`, `is not`
pub(super) fn comparison_of(sign: &Node<'_>) -> Comparison {
    match sign.as_rule() {
        Rule::is_not => Comparison::IsNot,
        Rule::is_value => Comparison::Is,
        _ => match sign.as_str() {
            "<" => Comparison::Less,
            "<=" => Comparison::AtMost,
            ">" => Comparison::More,
            _ => Comparison::AtLeast,
        },
    }
}
