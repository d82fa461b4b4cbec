//! `x is one of …`, `x is missing`, `x is known`: in go a value and a set or a
//! word, out comes the condition, or a message where nothing could decide it.

use super::{Hint, Mixing};
use crate::ast::{self, ExprKind as Ast};
use crate::check::Checker;
use crate::check::ranges::Decided;
use crate::diagnostics::Code;
use crate::ruleset::{ChoiceId, CompareOp, ExprId, ExprKind, Type};
use crate::span::Span;

impl Checker<'_> {
    /// `x is one of {a, b}`, `x is one of lower_body`; of numbers it is a list of `is`
    pub(super) fn one_of(
        &mut self,
        value: &ast::Expr,
        set: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let hint = self.hint_of(value).as_set();
        let from_set = self.hint_of(set).as_member();
        let value = self.value(value, from_set);
        self.one_of_in(value, hint, set, span)
    }

    /// `is one of …` of a value that has been read, or was a mistake.
    pub(in crate::check) fn one_of_in(
        &mut self,
        value: Option<ExprId>,
        hint: Hint,
        set: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        if value.is_none() && self.needs_other_side(set, hint) {
            return None;
        }
        let is_choice = value.is_none_or(|id| matches!(self.at(id).ty, Type::Choice(_)));
        match (&set.kind, is_choice) {
            (Ast::Set(items), false) => {
                let items: Vec<Option<ExprId>> =
                    items.iter().map(|item| self.value(item, hint)).collect();
                let value = value?;
                let mut conditions = Vec::new();
                for item in items {
                    conditions.push(item.and_then(|item| {
                        let span = self.at(item).span;
                        self.compared(CompareOp::Is, value, item, span)
                    }));
                }
                let conditions = conditions.into_iter().collect::<Option<Vec<_>>>()?;
                Some(self.push(ExprKind::Or(conditions), Type::Truth, span))
            }
            _ => {
                let set = self.value(set, hint);
                let (value, set) = (value?, set?);
                self.member_of(value, set, span)
            }
        }
    }

    fn member_of(&mut self, value: ExprId, set: ExprId, span: Span) -> Option<ExprId> {
        match (&self.at(value).ty, &self.at(set).ty) {
            (Type::Choice(a), Type::Set(b)) if a == b => {
                let choice = *a;
                self.check_one_of(choice, set, span)?;
                Some(self.push(ExprKind::OneOf(value, set), Type::Truth, span))
            }
            (_, Type::Set(_)) => {
                self.report_types(value, set, None, Mixing::Compare.verb());
                None
            }
            (_, other) => {
                let kind = self.describe(other);
                let side = self.side(set);
                let message = format!("`is one of` needs a set, and {} is {kind}", side.subject);
                let help = format!("write `is one of {{a, b}}`, or `is {}`", side.text());
                self.report(
                    self.one_sided(Code::TypeMismatch, message, &side, "a set is needed here")
                        .help(help),
                );
                None
            }
        }
    }

    fn check_one_of(&mut self, choice: ChoiceId, set: ExprId, span: Span) -> Option<()> {
        let decided = match self.at(set).kind {
            ExprKind::Set(0) => Decided::Never,
            ExprKind::Set(mask) if mask == self.all_members(choice) => Decided::Always,
            _ => Decided::Open,
        };
        let label = match decided {
            Decided::Never => "the set holds none of them",
            _ => "the set holds all there are",
        };
        let Some(diagnostic) = self.decided(decided, span, Some(label))? else {
            return Some(());
        };
        self.report(diagnostic.help("name some of the members, not none and not all"));
        None
    }

    /// `x is missing`, `x is known`
    pub(super) fn is_missing(
        &mut self,
        value: &ast::Expr,
        missing: bool,
        span: Span,
    ) -> Option<ExprId> {
        let id = self.value(value, Hint::None)?;
        self.missing(id, missing, span)
    }

    /// `is missing` or `is known` of a value that has been read.
    pub(in crate::check) fn missing(
        &mut self,
        id: ExprId,
        missing: bool,
        span: Span,
    ) -> Option<ExprId> {
        let always_known = matches!(
            self.at(id).kind,
            ExprKind::Number(_)
                | ExprKind::Truth(_)
                | ExprKind::Member(_)
                | ExprKind::Set(_)
                | ExprKind::Date(_)
                | ExprKind::Today
                | ExprKind::Setting(_)
                | ExprKind::SettingAtMember { .. }
        );
        if always_known {
            let decided = if missing {
                Decided::Never
            } else {
                Decided::Always
            };
            let label = format!("{} always has a value", self.side(id).subject);
            if let Some(diagnostic) = self.decided(decided, span, Some(&label))? {
                self.report(
                    diagnostic.help("ask it of an input, or of what is worked out from inputs"),
                );
                return None;
            }
        }
        let kind = if missing {
            ExprKind::IsMissing(id)
        } else {
            ExprKind::IsKnown(id)
        };
        Some(self.push(kind, Type::Truth, span))
    }
}
