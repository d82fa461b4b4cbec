//! Expressions: in goes one as written, out comes its id in `exprs`, with its
//! type, all operands brought to one unit; or `None`, and then the mistake has
//! been reported (or must wait for a `let` that is not read yet).
//!
//! Operands are pushed before what holds them, so an id is always larger than
//! those it reads. Chains of operators are read in a loop, and nesting is
//! bounded, so no expression can exhaust the stack.

mod arithmetic;
mod between;
mod comparison;
mod conditions;
mod decided;
mod functions;
mod history;
mod literals;
mod members;
mod mismatch;
mod names;
mod one_of;
mod powers;
mod remedies;
mod sets;
mod units;

pub(super) use comparison::compare_op;
pub(super) use names::setting_of;
pub(super) use units::Mixing;

use super::Checker;
use crate::ast::{self, ExprKind as Ast};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, Type};
use crate::span::Span;

/// Deeper than the parser lets anything through.
const MAX_DEPTH: usize = 260;

/// What the other side of an expression is, by which members are told from names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Hint {
    /// Nothing is known of it.
    None,
    /// A member of this choice fits.
    Member(ChoiceId),
    /// A set of members of this choice fits.
    Set(ChoiceId),
}

impl Hint {
    /// What fits beside a value of a type.
    pub fn of(ty: &Type) -> Self {
        match ty {
            Type::Choice(choice) => Self::Member(*choice),
            Type::Set(choice) => Self::Set(*choice),
            _ => Self::None,
        }
    }

    /// The set of what this hint names.
    pub fn as_set(self) -> Self {
        match self {
            Self::Member(choice) => Self::Set(choice),
            other => other,
        }
    }

    /// A member of what this hint names.
    fn as_member(self) -> Self {
        match self {
            Self::Set(choice) => Self::Member(choice),
            other => other,
        }
    }

    fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }
}

impl Checker<'_> {
    /// Reads an expression of any type.
    pub(in crate::check) fn value(&mut self, expr: &ast::Expr, hint: Hint) -> Option<ExprId> {
        if self.depth >= MAX_DEPTH {
            self.report(
                Diagnostic::error(Code::TooDeep, "this is nested too deep to be read")
                    .label(expr.span, "from here on")
                    .help("give the inner parts names of their own with `let`"),
            );
            return None;
        }
        self.depth += 1;
        let id = self.construct(expr, hint);
        self.depth -= 1;
        id
    }

    fn construct(&mut self, expr: &ast::Expr, hint: Hint) -> Option<ExprId> {
        let span = expr.span;
        match &expr.kind {
            Ast::Group(inner) => self.value(inner, hint),
            Ast::Number { value, unit } => self.literal(*value, unit.as_ref(), span),
            Ast::Truth(truth) => Some(self.truth(*truth, span)),
            Ast::Date { year, month, day } => self.date(*year, *month, *day, span),
            Ast::Today => Some(self.today(span)),
            Ast::Text(_) => self.text_as_value(span),
            Ast::Name(ident) => self.name(ident, hint),
            Ast::Member { map, member } => self.map_member(map, member, span),
            Ast::Set(items) => self.set_literal(items, hint, span),
            Ast::Map(_) => self.map_as_value(span),
            Ast::Negate(inner) => self.negate(inner, span),
            Ast::Arithmetic { .. } | Ast::Without(..) => self.chain(expr, hint),
            Ast::Call {
                function,
                arguments,
            } => self.call(*function, arguments, span),
            Ast::InUnit { value, unit } => self.in_unit(value, unit, span, false),
            Ast::If {
                condition,
                then,
                otherwise,
            } => self.if_(condition, then, otherwise.as_deref(), hint, span),
            Ast::Compare { op, left, right } => self.compare(*op, left, right, span),
            Ast::Between { value, low, high } => self.between(value, low, high, span),
            Ast::OneOf { value, set } => self.one_of(value, set, span),
            Ast::IsMissing(value) => self.is_missing(value, true, span),
            Ast::IsKnown(value) => self.is_missing(value, false, span),
            Ast::Not(inner) => self.not(inner, span),
            Ast::And(..) | Ast::Or(..) => self.joined(expr),
            Ast::List { kind, items, .. } => self.list(kind, items, span),
            Ast::Overlaps(left, right) => self.overlaps(left, right, span),
            Ast::Includes(set, member) => self.includes(set, member, span),
            Ast::SizeOf(set) => self.size_of(set, span),
            Ast::Where { choice, condition } => self.where_(choice, condition, span),
            Ast::Since { years, date } => self.since(*years, date, span),
            _ => self.aggregate_or_history(expr, hint),
        }
    }

    fn aggregate_or_history(&mut self, expr: &ast::Expr, hint: Hint) -> Option<ExprId> {
        let span = expr.span;
        match &expr.kind {
            Ast::OverMembers {
                aggregate,
                value,
                scope,
            } => self.over_members(*aggregate, value, scope, span),
            Ast::OverDays {
                aggregate,
                value,
                when,
                window,
                at_least,
            } => self.over_days(
                *aggregate,
                value,
                when.as_deref(),
                window,
                at_least.as_deref(),
                span,
            ),
            Ast::Ewma { value, span: days } => self.ewma(value, days, span),
            Ast::Latest {
                value,
                when,
                within,
            } => self.latest(value, when.as_deref(), within.as_deref(), hint, span),
            Ast::Ago { value, days } => self.ago(value, *days, hint, span),
            Ast::DaysWhen { condition, window } => self.days_when(condition, window, span),
            Ast::DaysInARow(condition) => self.days_in_a_row(condition, span),
            Ast::DaysSince(condition) => self.days_since(condition, span),
            _ => None,
        }
    }

    /// Reads an expression that must be a condition.
    pub(in crate::check) fn condition(&mut self, expr: &ast::Expr) -> Option<ExprId> {
        let id = self.value(expr, Hint::None)?;
        if self.at(id).ty == Type::Truth {
            return Some(id);
        }
        self.report_no_condition(id, expr.span);
        None
    }

    fn report_no_condition(&mut self, id: ExprId, span: Span) {
        let ty = self.at(id).ty.clone();
        let quoted = self.quote(span);
        let name = quoted.trim_matches('`');
        let help = match &ty {
            // `soreness > 5 or 6`
            Type::Number(_) if name.starts_with(|c: char| c.is_ascii_digit()) => format!(
                "a condition says what is compared: write it again before the sign, as in `… > {name}`"
            ),
            Type::Number(number) => format!(
                "compare it, as in `{name} >= {}`",
                self.example(number)
                    .unwrap_or_else(|| super::describe::show(5.0, &number.unit))
            ),
            Type::Choice(choice) => {
                let first = self.choice(*choice).members.first();
                format!("compare it, as in `{name} is {}`", first.map_or("…", |m| m))
            }
            Type::Set(_) => format!("ask something of it, as in `size of {name} > 0`"),
            Type::Date => format!("compare it, as in `{name} is today`"),
            Type::Truth => return,
        };
        let message = format!("{quoted} is {}, not a condition", self.kind_of(&ty));
        let side = self.side(id);
        let needed = "something true or false is needed here";
        let diagnostic = self.one_sided(Code::TypeMismatch, message, &side, needed);
        self.report(diagnostic.help(help));
    }

    /// Reads an expression that must be a number or a quantity; `needed_for` begins the message.
    pub(in crate::check) fn number(
        &mut self,
        expr: &ast::Expr,
        needed_for: &str,
    ) -> Option<ExprId> {
        let id = self.value(expr, Hint::None)?;
        self.expect_number(id, needed_for)
    }

    fn expect_number(&mut self, id: ExprId, needed_for: &str) -> Option<ExprId> {
        if self.number_of(id).is_some() {
            return Some(id);
        }
        let side = self.side(id);
        let kind = self.describe(&self.at(id).ty);
        let message = format!(
            "{needed_for} needs a number, and {} is {kind}",
            side.subject
        );
        let diagnostic = self.one_sided(
            Code::TypeMismatch,
            message,
            &side,
            "a number is needed here",
        );
        let help = match self.at(id).ty {
            Type::Truth if !matches!(self.at(id).kind, ExprKind::Truth(_)) => format!(
                "count days with `days when ({0}) over …`, or turn it into a number with \
                 `if {0} then 1 else 0`",
                side.subject.trim_matches('`')
            ),
            Type::Set(_) => format!("count it, as in `size of {}`", self.sources.text(side.span)),
            Type::Date => "take a difference of dates, as in `today - date`".to_owned(),
            _ => "use a number or a quantity here".to_owned(),
        };
        self.report(diagnostic.help(help));
        None
    }

    /// Reads two sides. Where one holds a mistake, what only it could explain of
    /// the other is not reported too.
    fn pair(
        &mut self,
        left: (&ast::Expr, Hint),
        right: (&ast::Expr, Hint),
    ) -> (Option<ExprId>, Option<ExprId>) {
        let left_needs = self.needs_other_side(left.0, left.1);
        let right_needs = self.needs_other_side(right.0, right.1);
        let right_first = left_needs && (!right_needs || self.is_member_of_any(left.0));
        if right_first {
            let second = self.value(right.0, right.1);
            let first = if second.is_some() {
                self.value(left.0, left.1)
            } else {
                None
            };
            return (first, second);
        }
        let first = self.value(left.0, left.1);
        let second = self.beside(first, right.0, right.1);
        (first, second)
    }

    /// Reads the other side of something that has been read, or was a mistake.
    fn beside(&mut self, other: Option<ExprId>, expr: &ast::Expr, hint: Hint) -> Option<ExprId> {
        if other.is_none() && self.needs_other_side(expr, hint) {
            return None;
        }
        self.value(expr, hint)
    }

    /// Whether only the other side can say what a member or a set is of.
    pub(in crate::check) fn needs_other_side(&self, expr: &ast::Expr, hint: Hint) -> bool {
        hint == Hint::None
            && match &expr.kind {
                Ast::Name(ident) => self.names.get(&ident.name).is_none(),
                Ast::Set(_) => true,
                _ => false,
            }
    }

    fn is_member_of_any(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            Ast::Name(ident) => self.may_guess() && !self.owners(&ident.name).is_empty(),
            _ => true,
        }
    }

    /// What would fit beside an expression, told without reading it in full.
    pub(in crate::check) fn hint_of(&self, expr: &ast::Expr) -> Hint {
        let mut at = expr;
        loop {
            at = match &at.kind {
                Ast::Group(inner)
                | Ast::Ago { value: inner, .. }
                | Ast::Latest { value: inner, .. } => inner,
                Ast::Name(ident) => return self.hint_of_name(ident),
                Ast::Member { map, .. } => return self.hint_of_name(map),
                Ast::Without(left, right) => {
                    let hint = self.hint_of_name_or_where(right);
                    if hint != Hint::None {
                        return hint;
                    }
                    left
                }
                Ast::If {
                    then, otherwise, ..
                } => {
                    let hint = self.hint_of_name_or_where(then);
                    match otherwise {
                        Some(otherwise) if hint == Hint::None => otherwise,
                        Some(_) => return hint,
                        None => then,
                    }
                }
                Ast::Where { .. } => return self.hint_of_name_or_where(at),
                _ => return Hint::None,
            };
        }
    }

    /// The hint of an expression that tells it at once: no search in its parts.
    fn hint_of_name_or_where(&self, expr: &ast::Expr) -> Hint {
        match &expr.kind {
            Ast::Name(ident) => self.hint_of_name(ident),
            Ast::Where { choice, .. } => match self.names.get(&choice.name) {
                Some(super::names::Named::Choice(choice)) => Hint::Set(choice),
                _ => Hint::None,
            },
            _ => Hint::None,
        }
    }
}
