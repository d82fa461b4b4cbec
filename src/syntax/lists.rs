//! Expressions of several parts: in go the nodes of sets `{a, b}`, maps
//! `{a: 5}`, lists such as `any of (a, b)` and lists with a line for each
//! condition, out come [`Expr`]s.

use crate::ast::{Expr, ExprKind, ListKind};
use crate::diagnostics::{Code, Diagnostic};

use super::expressions::Built;
use super::grammar::{Node, Rule, parts};
use super::reader::Reader;

impl<'s> Reader<'s> {
    /// Several expressions, and the height of the highest.
    pub(super) fn several(
        &mut self,
        nodes: impl Iterator<Item = Node<'s>>,
    ) -> Option<(Vec<Expr>, usize)> {
        let mut height = 0;
        let mut items = Vec::new();
        let mut fine = true;
        for node in nodes {
            match self.build(node) {
                Some(built) => {
                    height = height.max(built.height);
                    items.push(built.expr);
                }
                None => fine = false,
            }
        }
        fine.then_some((items, height))
    }

    /// `{chest, back}`, `{quads: 5}`
    pub(super) fn braces(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let elements: Vec<_> = parts(node)
            .filter_map(|element| element.into_inner().next())
            .collect();
        let entries = elements
            .iter()
            .filter(|element| element.as_rule() == Rule::entry)
            .count();
        if entries == 0 {
            let (items, height) = self.several(elements.into_iter())?;
            return self.over(ExprKind::Set(items), span, height);
        }
        if let Some(odd) = elements
            .iter()
            .find(|element| element.as_rule() != Rule::entry)
        {
            let odd_span = self.span(odd);
            self.error(
                Diagnostic::error(Code::Syntax, "a value is missing here")
                    .label(odd_span, "the others have one")
                    .help(format!(
                        "write `{}: 5`, or leave it out",
                        odd.as_str().trim()
                    )),
            );
            return None;
        }
        let mut map = Vec::new();
        let mut height = 0;
        for entry in elements {
            let mut inner = parts(entry);
            let name = self.ident(&inner.next()?);
            let built = self.build(inner.next()?)?;
            height = height.max(built.height);
            map.push((name, built.expr));
        }
        self.over(ExprKind::Map(map), span, height)
    }

    /// `any of (a, b)`
    pub(super) fn list(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let kind = self.list_kind(inner.next()?)?;
        let (items, height) = self.several(inner)?;
        self.over(
            ExprKind::List {
                kind,
                items,
                bullets: false,
            },
            span,
            height,
        )
    }

    /// `any of`, and a bullet line for each condition
    pub(super) fn bullets(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let kind = self.list_kind(inner.next()?)?;
        let (items, height) = self.several(inner.filter_map(|bullet| parts(bullet).next()))?;
        self.over(
            ExprKind::List {
                kind,
                items,
                bullets: true,
            },
            span,
            height,
        )
    }

    fn list_kind(&mut self, node: Node<'s>) -> Option<ListKind> {
        let kind = node.into_inner().next()?;
        Some(match kind.as_rule() {
            Rule::all_of_ => ListKind::All,
            Rule::any_of_ => ListKind::Any,
            Rule::none_of_ => ListKind::None,
            _ => ListKind::AtLeast(self.boxed(parts(kind).next()?)?.0),
        })
    }
}
