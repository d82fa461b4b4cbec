//! `< <= > >=`, `is`, `is between`: in go two sides,
//! out comes a comparison in one unit; one that the declared ranges decide on
//! their own is a mistake.

use super::{Hint, Mixing};
use crate::ast::{self, Comparison, ExprKind as Ast};
use crate::check::Checker;
use crate::check::describe::{range_in_words, show};
use crate::check::ranges::{self, Decided};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, CompareOp, ExprId, ExprKind, Type};
use crate::span::Span;

/// The ranges of two sides, for a message on what they decide.
pub(in crate::check) struct RangesTold {
    /// "`aqi` is a whole number, from 0 to 500"
    pub sides: Option<String>,
    /// Where the sides were declared, and what is said there.
    pub declared: Vec<(Span, String)>,
    /// What could be compared instead.
    pub reach: Option<String>,
}

impl RangesTold {
    /// Labels the declarations.
    pub fn declared_in(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for (at, text) in &self.declared {
            diagnostic = diagnostic.label(*at, text.clone());
        }
        diagnostic
    }
}

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
                self.report_types(left, right, Mixing::Compare.verb());
                None
            }
        }
    }

    /// What the types alone say of a comparison of two comparable sides.
    pub(in crate::check) fn decided_by_types(
        &self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
    ) -> Decided {
        match (&self.at(left).ty, &self.at(right).ty) {
            (Type::Number(a), Type::Number(b)) => ranges::decide(op, a, b),
            (Type::Choice(choice), Type::Choice(_)) => {
                self.members_decided(op, *choice, left, right)
            }
            _ => Decided::Open,
        }
    }

    fn report_no_order(&mut self, choice: ChoiceId, left: ExprId, span: Span) {
        let side = self.side(left);
        let choice = self.choice(choice);
        let diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            format!("the answers of {} have no order", side.subject),
        )
        .label(span, "this needs an order")
        .label(choice.span, format!("`{}` is declared here", choice.name))
        .help(format!(
            "put `<` between the answers where they are declared ({}), or compare with `is`",
            choice.members.join(" < ")
        ));
        self.report(diagnostic);
    }

    fn report_unordered(&mut self, left: ExprId, ty: &Type, span: Span) {
        let side = self.side(left);
        let kind = self.describe(ty);
        let help = match ty {
            Type::Set(_) => "compare their sizes, as in `size of a > 2`, or write `overlaps`",
            _ => "compare with `is`, or write it alone",
        };
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                format!("{} is {kind}, which is neither more nor less", side.subject),
            )
            .label(span, "this needs numbers")
            .help(help),
        );
    }

    fn check_numbers(
        &mut self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<()> {
        let (a, b) = (self.number_of(left)?, self.number_of(right)?);
        let decided = ranges::decide(op, a, b);
        // `soreness > 10` on a scale to 10 most likely means `>= 10`.
        let instead = match op {
            CompareOp::More => Some((CompareOp::AtLeast, ">=", "include")),
            CompareOp::Less => Some((CompareOp::AtMost, "<=", "include")),
            CompareOp::AtLeast => Some((CompareOp::More, ">", "leave out")),
            CompareOp::AtMost => Some((CompareOp::Less, "<", "leave out")),
            CompareOp::Is | CompareOp::IsNot => None,
        };
        let instead = instead
            .filter(|(op, _, _)| ranges::decide(*op, a, b) == Decided::Open)
            .map(|(_, sign, what)| {
                let text = |id: ExprId| self.sources.text(self.at(id).span);
                (format!("{} {sign} {}", text(left), text(right)), what)
            });
        self.check_decided(decided, left, right, span, instead)
    }

    /// Reports a comparison that the ranges decide; `instead` is the one with the
    /// end of the range included or left out, where that alone decides it.
    fn check_decided(
        &mut self,
        decided: Decided,
        left: ExprId,
        right: ExprId,
        span: Span,
        instead: Option<(String, &str)>,
    ) -> Option<()> {
        if decided == Decided::Open {
            return Some(());
        }
        let told = self.what_ranges_say(left, right);
        let Some(diagnostic) = self.decided(decided, span, told.sides.as_deref())? else {
            return Some(());
        };
        let diagnostic = told.declared_in(diagnostic);
        let diagnostic = match instead {
            Some((instead, what)) => diagnostic
                .help(format!("to {what} the end of the range write `{instead}`"))
                .fix(span, instead),
            None => diagnostic.help(told.reach.unwrap_or_else(|| {
                "take this comparison away, or compare something that can vary".to_owned()
            })),
        };
        self.report(diagnostic);
        None
    }

    /// The ranges of two sides in words, and where they were declared.
    pub(in crate::check) fn what_ranges_say(&self, left: ExprId, right: ExprId) -> RangesTold {
        let mut sides = Vec::new();
        let mut declared = Vec::new();
        let mut reach = None;
        let mut changeable = false;
        for id in [left, right] {
            let Some(number) = self.number_of(id).filter(|_| !self.is_literal(id)) else {
                continue;
            };
            let range = range_in_words(number.range, &number.unit);
            let words = match (&range, number.whole) {
                (Some(range), true) => format!("a whole number, {range}"),
                (Some(range), false) => range.clone(),
                (None, true) => "a whole number".to_owned(),
                (None, false) => continue,
            };
            let subject = self.side(id).subject;
            sides.push(format!("{subject} is {words}"));
            if let Some((name, at, verb, _)) = self.source_of(id)
                && format!("`{name}`") == subject
            {
                declared.push((at, format!("{verb} here, {words}")));
                changeable |= verb == "declared";
            }
            reach = reach.or_else(|| {
                let ends = [number.range.low, number.range.high];
                let [low, high] = ends.map(|end| show(end, &number.unit));
                match ends.map(f64::is_finite) {
                    [true, true] => {
                        let value = if number.whole {
                            "whole number"
                        } else {
                            "value"
                        };
                        Some(format!("compare it with a {value} from {low} to {high}"))
                    }
                    [true, false] => Some(format!("compare it with a value above {low}")),
                    [false, true] => Some(format!("compare it with a value below {high}")),
                    [false, false] => None,
                }
            });
        }
        if changeable && let Some(reach) = &mut reach {
            reach.push_str(", or change the range where it is declared");
        }
        RangesTold {
            sides: (!sides.is_empty()).then(|| sides.join(", and ")),
            declared,
            reach,
        }
    }

    /// The headline; inner `None` where nothing is decided.
    #[expect(clippy::option_option, reason = "`?` passes on what was let through")]
    pub(super) fn decided(
        &self,
        decided: Decided,
        span: Span,
        label: Option<&str>,
    ) -> Option<Option<Diagnostic>> {
        let quoted = self.quote(span);
        let (code, message) = match decided {
            Decided::Open => return Some(None),
            Decided::Always if self.expecting => return Some(None),
            Decided::Never => (Code::NeverTrue, format!("{quoted} can never be true")),
            Decided::Always => (Code::AlwaysTrue, format!("{quoted} is always true")),
        };
        let label = label.unwrap_or(match decided {
            Decided::Never => "never true",
            _ => "always true",
        });
        Some(Some(Diagnostic::error(code, message).label(span, label)))
    }

    /// `light > red`, where red is the highest.
    fn check_members_compared(
        &mut self,
        op: CompareOp,
        choice: ChoiceId,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<()> {
        let decided = self.members_decided(op, choice, left, right);
        let Some(diagnostic) = self.decided(decided, span, None)? else {
            return Some(());
        };
        self.report(self.with_order(diagnostic, choice));
        None
    }

    /// Adds the members of a choice, in order.
    pub(in crate::check) fn with_order(
        &self,
        diagnostic: Diagnostic,
        choice: ChoiceId,
    ) -> Diagnostic {
        let declared = self.choice(choice);
        diagnostic
            .label(
                declared.span,
                format!("`{}` is declared here", declared.name),
            )
            .help(format!(
                "from the lowest to the highest: {}",
                declared.members.join(" < ")
            ))
    }

    fn members_decided(
        &self,
        op: CompareOp,
        choice: ChoiceId,
        left: ExprId,
        right: ExprId,
    ) -> Decided {
        let last = self.choice(choice).members.len().saturating_sub(1);
        let range = |id: ExprId| match self.at(id).kind {
            ExprKind::Member(member) => (usize::from(member), usize::from(member)),
            _ => (0, last),
        };
        let ((l0, l1), (r0, r1)) = (range(left), range(right));
        let (never, always) = match op {
            CompareOp::Less => (l0 >= r1, l1 < r0),
            CompareOp::AtMost => (l0 > r1, l1 <= r0),
            CompareOp::More => (r0 >= l1, r1 < l0),
            CompareOp::AtLeast => (r0 > l1, r1 <= l0),
            CompareOp::Is => (l0 > r1 || r0 > l1, l0 == l1 && r0 == r1 && l0 == r0),
            CompareOp::IsNot => (l0 == l1 && r0 == r1 && l0 == r0, l0 > r1 || r0 > l1),
        };
        match (never, always) {
            (true, _) => Decided::Never,
            (_, true) => Decided::Always,
            _ => Decided::Open,
        }
    }

    /// `x is between a and b`, both included
    pub(super) fn between(
        &mut self,
        value: &ast::Expr,
        low: &ast::Expr,
        high: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let hint = self.hint_of(value);
        let value = self.value(value, Hint::None);
        let low = self.beside(value, low, hint);
        let high = self.beside(value, high, hint);
        let [value, low, high] = self.comparable_with_ends([value?, low?, high?])?;
        if self.number_of(value).is_some() {
            self.check_between(value, low, high, span)?;
        }
        Some(self.push(ExprKind::Between(value, low, high), Type::Truth, span))
    }

    /// A value and two ends in one unit, or a message that says why it cannot
    /// lie between them.
    pub(in crate::check) fn comparable_with_ends(
        &mut self,
        ids: [ExprId; 3],
    ) -> Option<[ExprId; 3]> {
        let tys = ids.map(|id| self.at(id).ty.clone());
        match &tys {
            [Type::Number(_), Type::Number(_), Type::Number(_)] => {
                let (ids, _) = self.common_unit(&ids, Mixing::Compare)?;
                <[ExprId; 3]>::try_from(ids).ok()
            }
            [Type::Date, Type::Date, Type::Date] => Some(ids),
            [Type::Choice(a), Type::Choice(b), Type::Choice(c)] if a == b && b == c => {
                if !self.choice(*a).ordered {
                    let span = self.at(ids[1]).span.to(self.at(ids[2]).span);
                    self.report_no_order(*a, ids[0], span);
                    return None;
                }
                Some(ids)
            }
            [of_value, of_low, _] => {
                let other = if of_value == of_low && !matches!(of_value, Type::Truth | Type::Set(_))
                {
                    ids[2]
                } else {
                    ids[1]
                };
                self.report_types(ids[0], other, Mixing::Compare.verb());
                None
            }
        }
    }

    fn check_between(
        &mut self,
        value: ExprId,
        low: ExprId,
        high: ExprId,
        span: Span,
    ) -> Option<()> {
        let (x, a, b) = (
            self.number_of(value)?.clone(),
            self.number_of(low)?.clone(),
            self.number_of(high)?.clone(),
        );
        if ranges::decide(CompareOp::AtMost, &a, &b) == Decided::Never {
            let (low, high) = (self.at(low).span, self.at(high).span);
            let texts = (
                self.sources.text(low).to_owned(),
                self.sources.text(high).to_owned(),
            );
            self.report(
                Diagnostic::error(
                    Code::NeverTrue,
                    format!("nothing lies between {} and {}", texts.0, texts.1),
                )
                .label(low.to(high), "the ends are the wrong way round")
                .help(format!("write `between {} and {}`", texts.1, texts.0))
                .fix(low.to(high), format!("{} and {}", texts.1, texts.0)),
            );
            return None;
        }
        let from = ranges::decide(CompareOp::AtLeast, &x, &a);
        let to = ranges::decide(CompareOp::AtMost, &x, &b);
        let decided = match (from, to) {
            (Decided::Never, _) | (_, Decided::Never) => Decided::Never,
            (Decided::Always, Decided::Always) => Decided::Always,
            _ => Decided::Open,
        };
        let end = if from == Decided::Never { low } else { high };
        self.check_decided(decided, value, end, span, None)
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
