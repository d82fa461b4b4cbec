//! Expressions: in go the nodes below `expression` and `condition`, out come
//! [`Expr`]s. The constructs with more to them have files of their own.

use crate::ast::{Expr, ExprKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, Rule, parts};
use super::reader::Reader;

/// Deeper trees are refused, so that whatever walks a tree may recurse. A
/// chain `a + b + c` is as deep as it has terms.
pub(super) const MAX_HEIGHT: usize = 250;

/// An expression with the height of its tree.
pub(super) struct Built {
    pub expr: Expr,
    pub height: usize,
}

impl<'s> Reader<'s> {
    /// What follows `when`, or `let x =`.
    pub(super) fn condition(&mut self, node: Node<'s>) -> Option<Expr> {
        let body = parts(node).next()?;
        let built = match body.as_rule() {
            Rule::bullet_list => self.bullets(body),
            _ => self.expression(body),
        }?;
        Some(built.expr)
    }

    /// An expression that stands alone: in a cell, or between the braces of a string.
    pub(super) fn lone_expression(&mut self, node: Node<'s>) -> Option<Expr> {
        let inner = parts(node).next()?;
        self.expr(inner)
    }

    /// An expression of any rule, without its height.
    pub(super) fn expr(&mut self, node: Node<'s>) -> Option<Expr> {
        Some(self.build(node)?.expr)
    }

    /// An expression in a box, and its height.
    pub(super) fn boxed(&mut self, node: Node<'s>) -> Option<(Box<Expr>, usize)> {
        let built = self.build(node)?;
        Some((Box::new(built.expr), built.height))
    }

    /// Puts a node of the tree over those below it.
    pub(super) fn over(&mut self, kind: ExprKind, span: Span, height: usize) -> Option<Built> {
        let height = height + 1;
        if height > MAX_HEIGHT {
            self.too_deep(span);
            return None;
        }
        Some(Built {
            expr: Expr { kind, span },
            height,
        })
    }

    pub(super) fn too_deep(&mut self, span: Span) {
        if self.errors.iter().any(|error| error.code == Code::TooDeep) {
            return;
        }
        self.error(
            Diagnostic::error(
                Code::TooDeep,
                format!("this expression has more than {MAX_HEIGHT} parts in a row, or inside each other"),
            )
            .label(Span::new(span.file, span.start, span.start), "begins here")
            .help("give its parts names with `let`; for many conditions write `all of` or `any of` with a line for each"),
        );
    }

    /// Any node that stands for an expression.
    pub(super) fn build(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        match node.as_rule() {
            Rule::expression => self.expression(node),
            Rule::comparison => self.comparison(node),
            Rule::difference | Rule::members_of => self.difference(node),
            Rule::sum => self.sum(node),
            Rule::operand => self.operand(node),
            Rule::condition => {
                let inner = parts(node).next()?;
                self.build(inner)
            }
            Rule::bullet_list => self.bullets(node),
            Rule::length | Rule::count => {
                let inner = parts(node).next()?;
                self.build(inner)
            }
            Rule::number | Rule::bare_number => {
                let mut inner = node.into_inner();
                let digits = inner.next()?;
                let value = self.number(&digits)?;
                let unit = inner.next().map(|unit| self.unit(&unit));
                self.over(ExprKind::Number { value, unit }, span, 0)
            }
            Rule::date => {
                let (year, month, day) = self.date(&node)?;
                self.over(ExprKind::Date { year, month, day }, span, 0)
            }
            Rule::truth => {
                let yes = node.as_str() == "yes";
                self.over(ExprKind::Truth(yes), span, 0)
            }
            Rule::this_day => self.over(ExprKind::Today, span, 0),
            Rule::string_value => {
                let inner = node.into_inner().next()?;
                let template = self.template(&inner)?;
                self.over(ExprKind::Text(template), span, 0)
            }
            Rule::name | Rule::name_value => {
                let name = self.ident(&node);
                self.over(ExprKind::Name(name), span, 0)
            }
            Rule::member => {
                let mut names = parts(node);
                let (map, member) = (self.ident(&names.next()?), self.ident(&names.next()?));
                self.over(ExprKind::Member { map, member }, span, 0)
            }
            Rule::brackets => {
                let inner = parts(node).next()?;
                let (inner, height) = self.boxed(inner)?;
                self.over(ExprKind::Group(inner), span, height)
            }
            Rule::braces => self.braces(node),
            Rule::call => self.call(node),
            Rule::conditional => self.conditional(node),
            Rule::list => self.list(node),
            Rule::where_filter => {
                let mut inner = parts(node);
                let choice = self.ident(&inner.next()?);
                let (condition, height) = self.inside(inner.next()?)?;
                self.over(ExprKind::Where { choice, condition }, span, height)
            }
            _ => self.history(node),
        }
    }

    /// The condition between the brackets that belong to a construct, such as `when (C)`.
    pub(super) fn inside(&mut self, brackets: Node<'s>) -> Option<(Box<Expr>, usize)> {
        let inner = parts(brackets).next()?;
        self.boxed(inner)
    }

    /// `A without B without C`
    fn difference(&mut self, node: Node<'s>) -> Option<Built> {
        let mut sets = parts(node);
        let mut left = self.build(sets.next()?)?;
        for set in sets {
            let right = self.build(set)?;
            let span = left.expr.span.to(right.expr.span);
            let height = left.height.max(right.height);
            let kind = ExprKind::Without(Box::new(left.expr), Box::new(right.expr));
            left = self.over(kind, span, height)?;
        }
        Some(left)
    }

    /// `x in °F`, `x yesterday`, `x 3 days ago`
    fn operand(&mut self, node: Node<'s>) -> Option<Built> {
        let mut inner = node.into_inner();
        let mut built = self.build(inner.next()?)?;
        for postfix in inner {
            let span = built.expr.span.to(self.span(&postfix));
            let value = Box::new(built.expr);
            let what = postfix.into_inner().next()?;
            let kind = match what.as_rule() {
                Rule::in_unit => {
                    let unit = self.unit(&parts(what).next()?);
                    ExprKind::InUnit { value, unit }
                }
                Rule::ago => {
                    let days = self.days(&parts(what).next()?)?;
                    ExprKind::Ago { value, days }
                }
                _ => ExprKind::Ago { value, days: 1 },
            };
            built = self.over(kind, span, built.height)?;
        }
        Some(built)
    }

    /// `if c then a else b`
    fn conditional(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let (condition, mut height) = self.boxed(inner.next()?)?;
        let (then, then_height) = self.boxed(inner.next()?)?;
        height = height.max(then_height);
        let otherwise = match inner.next() {
            Some(otherwise) => {
                let (otherwise, otherwise_height) = self.boxed(otherwise)?;
                height = height.max(otherwise_height);
                Some(otherwise)
            }
            None => None,
        };
        self.over(
            ExprKind::If {
                condition,
                then,
                otherwise,
            },
            span,
            height,
        )
    }
}
