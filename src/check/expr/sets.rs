//! Sets: in go `{chest, back}`, `A overlaps B`, `A without B`, `size of A`, out
//! come masks where all members are written out, else operations on sets of one choice.

use super::Hint;
use crate::ast::{self, ExprKind as Ast};
use crate::check::describe::list;
use crate::check::{Checker, types};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;

impl Checker<'_> {
    /// `{chest, back}`, `{}`: of the choice that the other side says, or the
    /// only one that has all these members.
    pub(super) fn set_literal(
        &mut self,
        items: &[ast::Expr],
        hint: Hint,
        span: Span,
    ) -> Option<ExprId> {
        let choice = match hint {
            Hint::Set(choice) | Hint::Member(choice) => choice,
            Hint::None => self.choice_of_items(items, span)?,
        };
        let ids: Vec<Option<ExprId>> = items
            .iter()
            .map(|item| self.set_item(item, choice))
            .collect();
        let ids = ids.into_iter().collect::<Option<Vec<_>>>()?;
        let mut mask = Some(0);
        for &id in &ids {
            mask = match self.at(id).kind {
                ExprKind::Member(member) => mask.map(|mask| mask | types::bit(member)),
                _ => None,
            };
        }
        let kind = mask.map_or(ExprKind::SetOf(ids), ExprKind::Set);
        Some(self.push(kind, Type::Set(choice), span))
    }

    fn set_item(&mut self, item: &ast::Expr, choice: ChoiceId) -> Option<ExprId> {
        let id = self.value(item, Hint::Member(choice))?;
        match &self.at(id).ty {
            Type::Choice(other) if *other == choice => Some(id),
            ty => {
                let kind = self.describe(ty);
                let side = self.side(id);
                let name = self.choice(choice).name.clone();
                let text = side.subject.trim_matches('`');
                let help = match ty {
                    Type::Set(_) => format!("use `{text}` itself, without the braces"),
                    _ => format!(
                        "list members of `{name}`: {}",
                        self.choice(choice).members.join(", ")
                    ),
                };
                let message = format!("this is a set of {name}, and {} is {kind}", side.subject);
                let needed = "a member is needed here";
                self.report(
                    self.one_sided(Code::TypeMismatch, message, &side, needed)
                        .help(help),
                );
                None
            }
        }
    }

    fn choice_of_items(&mut self, items: &[ast::Expr], span: Span) -> Option<ChoiceId> {
        for item in items {
            if let Hint::Member(choice) = self.hint_of(item) {
                return Some(choice);
            }
        }
        let names: Vec<&str> = items
            .iter()
            .filter_map(|item| match &item.kind {
                Ast::Name(ident) => Some(ident.name.as_str()),
                _ => None,
            })
            .collect();
        let first = names
            .first()
            .map(|name| self.owners(name))
            .unwrap_or_default();
        let fitting: Vec<ChoiceId> = first
            .into_iter()
            .filter(|&choice| names.iter().all(|name| self.member(choice, name).is_some()))
            .collect();
        if let [choice] = fitting.as_slice() {
            return Some(*choice);
        }
        let found: Vec<&str> = fitting
            .iter()
            .map(|&choice| self.choice(choice).name.as_str())
            .collect();
        let (message, help) = if found.is_empty() {
            (
                "nothing says which choice these are members of".to_owned(),
                "put it beside a value of that choice, or list members of one choice".to_owned(),
            )
        } else {
            (
                format!("these could be members of {}", list(found.into_iter())),
                "name the set with `group … of …`, and use that name".to_owned(),
            )
        };
        self.report(
            Diagnostic::error(Code::TypeMismatch, message)
                .label(span, "members of which choice?")
                .help(help),
        );
        None
    }

    /// Both sides of a set operation, as sets of one choice.
    fn two_sets(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        word: &str,
    ) -> Option<(ExprId, ExprId)> {
        let of_right = self.hint_of(right).as_set();
        let left_hint = match self.hint_of(left) {
            Hint::None => of_right,
            own => own.as_set(),
        };
        let left = self.value(left, left_hint);
        let right_hint = match left {
            Some(left) => Hint::of(&self.at(left).ty).as_set(),
            None => left_hint,
        };
        let right = self.beside(left, right, right_hint);
        let needed_for = format!("`{word}`");
        let left = left.and_then(|left| self.expect_set(left, &needed_for));
        let right = right.and_then(|right| self.expect_set(right, &needed_for));
        let (left, right) = (left?, right?);
        if self.at(left).ty == self.at(right).ty {
            return Some((left, right));
        }
        self.report_types(left, right, None, "be taken together");
        None
    }

    /// Reports what is no set.
    pub(in crate::check) fn expect_set(&mut self, id: ExprId, needed_for: &str) -> Option<ExprId> {
        let ty = self.at(id).ty.clone();
        if matches!(ty, Type::Set(_)) {
            return Some(id);
        }
        let side = self.side(id);
        let kind = self.describe(&ty);
        let text = side.subject.trim_matches('`').to_owned();
        let message = format!("{needed_for} needs a set, and {} is {kind}", side.subject);
        let diagnostic = self.one_sided(Code::TypeMismatch, message, &side, "a set is needed here");
        let diagnostic = if matches!(ty, Type::Choice(_)) {
            let fixed = format!("{{{text}}}");
            diagnostic
                .help(format!("write `{fixed}`"))
                .fix(side.span, fixed)
        } else {
            diagnostic.help("use a set, such as a group, or members in braces")
        };
        self.report(diagnostic);
        None
    }

    pub(super) fn overlaps(
        &mut self,
        left: &ast::Expr,
        right: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let (left, right) = self.two_sets(left, right, "overlaps")?;
        Some(self.push(ExprKind::Overlaps(left, right), Type::Truth, span))
    }

    /// `overlaps B` of a value that has been read.
    pub(in crate::check) fn overlaps_with(
        &mut self,
        left: ExprId,
        right: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let left = self.expect_set(left, "`overlaps`")?;
        let right = self.value(right, Hint::of(&self.at(left).ty))?;
        let right = self.expect_set(right, "`overlaps`")?;
        if self.at(left).ty != self.at(right).ty {
            self.report_types(left, right, None, "be taken together");
            return None;
        }
        Some(self.push(ExprKind::Overlaps(left, right), Type::Truth, span))
    }

    /// `A without B`, both read already.
    pub(super) fn without(&mut self, left: ExprId, right: ExprId, span: Span) -> Option<ExprId> {
        let left = self.expect_set(left, "`without`");
        let right = self.expect_set(right, "`without`");
        let (left, right) = (left?, right?);
        let ty = self.at(left).ty.clone();
        if ty != self.at(right).ty {
            self.report_types(left, right, None, "be taken together");
            return None;
        }
        Some(self.push(ExprKind::Without(left, right), ty, span))
    }

    pub(super) fn includes(
        &mut self,
        set: &ast::Expr,
        member: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let set_hint = self.hint_of(member).as_set();
        let set = self.value(set, set_hint);
        self.includes_in(set, member, span)
    }

    /// `includes x` of a value that has been read, or was a mistake.
    pub(in crate::check) fn includes_in(
        &mut self,
        set: Option<ExprId>,
        member: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let member_hint = match set {
            Some(set) => Hint::of(&self.at(set).ty).as_member(),
            None => Hint::None,
        };
        if set.is_none() && matches!(member.kind, Ast::Name(_)) {
            // Whether the name is a member only the set could say.
            return None;
        }
        let member = self.value(member, member_hint);
        let set = set.and_then(|set| self.expect_set(set, "`includes`"));
        let (set, member) = (set?, member?);
        match (&self.at(set).ty, &self.at(member).ty) {
            (Type::Set(a), Type::Choice(b)) if a == b => {
                Some(self.push(ExprKind::Includes(set, member), Type::Truth, span))
            }
            (Type::Set(a), Type::Set(b)) if a == b => {
                let (set, other) = (self.side(set), self.side(member));
                let (left, right) = (
                    set.subject.trim_matches('`'),
                    other.subject.trim_matches('`'),
                );
                let help = format!(
                    "write `{left} overlaps {right}` for any of them, or \
                     `size of ({right} without {left}) is 0` for all"
                );
                let message = format!(
                    "`includes` asks for one member, and {} is a set",
                    other.subject
                );
                let needed = "one member is needed here";
                self.report(
                    self.one_sided(Code::TypeMismatch, message, &other, needed)
                        .help(help),
                );
                None
            }
            _ => {
                self.report_types(set, member, None, "be matched");
                None
            }
        }
    }

    pub(super) fn size_of(&mut self, set: &ast::Expr, span: Span) -> Option<ExprId> {
        let id = self.value(set, Hint::None)?;
        let id = self.expect_set(id, "`size of`")?;
        let Type::Set(choice) = self.at(id).ty else {
            return None;
        };
        let members = self.choice(choice).members.len();
        let most = u32::try_from(members).map_or(f64::INFINITY, f64::from);
        let ty = Type::Number(NumberType {
            range: Range::new(0.0, most),
            whole: true,
            ..NumberType::plain()
        });
        Some(self.push(ExprKind::SizeOf(id), ty, span))
    }
}
