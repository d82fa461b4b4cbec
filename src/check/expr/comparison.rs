//! `< <= > >=`, `is`: in go two sides, out comes a comparison in one unit, or a
//! message that says why they cannot be compared so.

use super::{Hint, Mixing};
use crate::ast::{self, Comparison, ExprKind as Ast};
use crate::check::Checker;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, CompareOp, ExprId, ExprKind, Type};
use crate::span::Span;

impl Checker<'_> {
    /// `a < b`, `a is b`
    pub(super) fn compare(
        &mut self,
        op: Comparison,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let (left_hint, right_hint) = self.hints_for(left, right);
        let (left, right) = self.pair((left, left_hint), (right, right_hint));
        self.compared(compare_op(op), left?, right?, span)
    }

    /// What each side says of the other.
    fn hints_for(&self, left: &ast::Expr, right: &ast::Expr) -> (Hint, Hint) {
        let of_left = self.hint_of(left);
        if self.names_member(right, of_left) {
            return (Hint::None, of_left);
        }
        let of_right = self.hint_of(right);
        if self.names_member(left, of_right) {
            return (of_right, Hint::None);
        }
        if of_left == Hint::None {
            (of_right, Hint::None)
        } else {
            (Hint::None, of_left)
        }
    }

    /// Whether an expression is a bare name that the hint's choice has as a member.
    fn names_member(&self, expr: &ast::Expr, hint: Hint) -> bool {
        match (&expr.kind, hint) {
            (Ast::Name(ident), Hint::Member(choice)) => self.member(choice, &ident.name).is_some(),
            _ => false,
        }
    }

    /// A comparison of two sides that have been read.
    pub(super) fn compared(
        &mut self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<ExprId> {
        let (left, right) = self.comparable(op, left, right, span)?;
        match &self.at(left).ty {
            Type::Number(_) => self.check_numbers(op, left, right, span)?,
            Type::Choice(choice) => {
                let choice = *choice;
                self.check_members_compared(op, choice, left, right, span)?;
            }
            _ => {}
        }
        Some(self.push(ExprKind::Compare(op, left, right), Type::Truth, span))
    }

    /// Two sides in one unit, or a message that says why they cannot be compared so.
    pub(in crate::check) fn comparable(
        &mut self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<(ExprId, ExprId)> {
        let equality = matches!(op, CompareOp::Is | CompareOp::IsNot);
        let (a, b) = (self.at(left).ty.clone(), self.at(right).ty.clone());
        match (&a, &b) {
            (Type::Number(_), Type::Number(_)) => {
                let (ids, _) = self.common_unit(&[left, right], Mixing::Compare)?;
                Some((*ids.first()?, *ids.last()?))
            }
            (Type::Choice(x), Type::Choice(y)) if x == y => {
                if !equality && !self.choice(*x).ordered {
                    self.report_no_order(*x, left, span);
                    return None;
                }
                Some((left, right))
            }
            (Type::Date, Type::Date) => Some((left, right)),
            (Type::Truth, Type::Truth) if equality => Some((left, right)),
            (Type::Set(x), Type::Set(y)) if x == y && equality => Some((left, right)),
            (Type::Truth, Type::Truth) | (Type::Set(_), Type::Set(_)) if a == b => {
                self.report_unordered(left, &a, span);
                None
            }
            _ => {
                self.report_types(left, right, Some(op), Mixing::Compare.verb());
                None
            }
        }
    }

    pub(super) fn report_no_order(&mut self, choice: ChoiceId, left: ExprId, span: Span) {
        let side = self.side(left);
        let message = format!("the answers of {} have no order", side.subject);
        let diagnostic =
            Diagnostic::error(Code::TypeMismatch, message).label(span, "this needs an order");
        let diagnostic = self.with_sides(diagnostic, &[&side]).help(format!(
            "put `<` between the answers where they are declared ({}), or compare with `is`",
            self.choice(choice).members.join(" < ")
        ));
        self.report(diagnostic);
    }

    pub(super) fn report_unordered(&mut self, left: ExprId, ty: &Type, span: Span) {
        let side = self.side(left);
        let kind = self.describe(ty);
        let help = match ty {
            Type::Set(_) => format!(
                "compare how many they are, as in `size of {} > 2`, or write `overlaps`",
                side.text()
            ),
            _ => "compare with `is`, or write it alone".to_owned(),
        };
        let message = format!("{} is {kind}, which is neither more nor less", side.subject);
        let diagnostic =
            Diagnostic::error(Code::TypeMismatch, message).label(span, "this needs numbers");
        self.report(self.with_sides(diagnostic, &[&side]).help(help));
    }
}

/// The same comparison, typed.
pub(in crate::check) fn compare_op(op: Comparison) -> CompareOp {
    match op {
        Comparison::Less => CompareOp::Less,
        Comparison::AtMost => CompareOp::AtMost,
        Comparison::More => CompareOp::More,
        Comparison::AtLeast => CompareOp::AtLeast,
        Comparison::Is => CompareOp::Is,
        Comparison::IsNot => CompareOp::IsNot,
    }
}
