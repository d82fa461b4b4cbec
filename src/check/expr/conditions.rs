//! `and or not`, `all of`, `any of`, `none of`, `at least N of`: in go conditions,
//! out come flat lists of them.

use super::Hint;
use crate::ast::{self, ExprKind as Ast, ListKind};
use crate::check::Checker;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, Type};
use crate::span::Span;

impl Checker<'_> {
    /// `a and b and c`, `a or b or c`: a chain of one word is one list.
    pub(super) fn joined(&mut self, expr: &ast::Expr) -> Option<ExprId> {
        let all = matches!(expr.kind, Ast::And(..));
        let mut items = Vec::new();
        let mut open = vec![expr];
        while let Some(next) = open.pop() {
            match &next.kind {
                Ast::And(left, right) if all => open.extend([&**right, left]),
                Ast::Or(left, right) if !all => open.extend([&**right, left]),
                _ => items.push(next),
            }
        }
        let items = self.conditions(items.into_iter())?;
        let kind = if all {
            ExprKind::And(items)
        } else {
            ExprKind::Or(items)
        };
        Some(self.push(kind, Type::Truth, expr.span))
    }

    fn conditions<'e>(
        &mut self,
        items: impl Iterator<Item = &'e ast::Expr>,
    ) -> Option<Vec<ExprId>> {
        let ids: Vec<Option<ExprId>> = items.map(|item| self.condition(item)).collect();
        ids.into_iter().collect()
    }

    pub(super) fn not(&mut self, inner: &ast::Expr, span: Span) -> Option<ExprId> {
        let id = self.condition(inner)?;
        Some(self.push(ExprKind::Not(id), Type::Truth, span))
    }

    /// A list of conditions, in brackets or on bullet lines.
    pub(super) fn list(
        &mut self,
        kind: &ListKind,
        items: &[ast::Expr],
        span: Span,
    ) -> Option<ExprId> {
        let count = match kind {
            ListKind::AtLeast(count) => Some(self.count(count, items.len())),
            _ => None,
        };
        if self.report_bare_list(items) {
            return None;
        }
        let items = self.conditions(items.iter())?;
        let kind = match (kind, count) {
            (ListKind::All, _) => ExprKind::And(items),
            (ListKind::Any, _) => ExprKind::Or(items),
            (ListKind::None, _) => {
                let any = self.push(ExprKind::Or(items), Type::Truth, span);
                ExprKind::Not(any)
            }
            (ListKind::AtLeast(_), count) => ExprKind::AtLeast(count??, items),
        };
        Some(self.push(kind, Type::Truth, span))
    }

    /// `any of (movement is one of altered, limited)`: the commas that were meant
    /// for the members are read as those of the list. One message for all of it.
    fn report_bare_list(&mut self, items: &[ast::Expr]) -> bool {
        let member = |checker: &Self, choice, expr: &ast::Expr| match &expr.kind {
            Ast::Name(name) => {
                checker.names.get(&name.name).is_none()
                    && checker.member(choice, &name.name).is_some()
            }
            _ => false,
        };
        for (at, item) in items.iter().enumerate() {
            let Ast::OneOf { value, set } = &item.kind else {
                continue;
            };
            let Hint::Member(choice) = self.hint_of(value) else {
                continue;
            };
            if !member(self, choice, set) {
                continue;
            }
            let rest = items.get(at + 1..).unwrap_or_default();
            let more = rest.iter().take_while(|next| member(self, choice, next));
            let span = more.fold(set.span, |span, next| span.to(next.span));
            let text = self.sources.text(span).to_owned();
            self.report(
                Diagnostic::error(Code::BareList, "a list of members goes between `{` and `}`")
                    .label(span, "not in brackets")
                    .help(format!("write `is one of {{{text}}}`"))
                    .fix(span, format!("{{{text}}}"))
                    .sure(),
            );
            return true;
        }
        false
    }

    /// The N of `at least N of`: a whole number that the list can reach, or a setting.
    fn count(&mut self, count: &ast::Expr, items: usize) -> Option<ExprId> {
        let id = self.number(count, "`at least … of`")?;
        let number = self.number_of(id)?.clone();
        let span = count.span;
        let quoted = self.quote(span);
        let counted = matches!(
            self.at(id).kind,
            ExprKind::Number(_) | ExprKind::Setting(_) | ExprKind::SettingAtMember { .. }
        );
        let is_count = number.unit.is_plain() && (number.whole || !self.is_literal(id));
        #[expect(
            clippy::cast_precision_loss,
            reason = "a list has fewer than 2^52 lines"
        )]
        let most = items as f64;
        let diagnostic = if !counted || !is_count {
            Diagnostic::error(
                Code::BadWindow,
                format!("{quoted} is not a count of conditions"),
            )
            .label(span, "how many of them?")
            .help("write a whole number, as in `at least 2 of`, or the name of a setting")
        } else if number.range.low > most {
            Diagnostic::error(
                Code::NeverTrue,
                format!("at least {quoted} of {items} conditions can never hold"),
            )
            .label(span, format!("the list has {items}"))
            .help(format!("write a number from 1 to {items}"))
        } else if number.range.high < 1.0 {
            Diagnostic::error(
                Code::AlwaysTrue,
                format!("at least {quoted} of them is always true"),
            )
            .label(span, "holds even where none of them does")
            .help(format!("write a number from 1 to {items}"))
        } else {
            return Some(id);
        };
        self.report(diagnostic);
        None
    }
}
