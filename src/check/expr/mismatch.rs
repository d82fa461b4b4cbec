//! Two values that do not go together: in go both sides, out comes one message
//! that says what each is, where that was declared, and how to bring them together.

use super::Mixing;
use crate::ast::Ident;
use crate::check::Checker;
use crate::check::describe::{Side, measure, plain, show};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, NumberType, Type};

impl Checker<'_> {
    /// A number without a unit beside a quantity: `sleep > 7`.
    pub(super) fn report_bare_number(&mut self, id: ExprId, target: &NumberType, other: &Side) {
        let side = self.side(id);
        let Some(value) = self.number_of(id).map(|n| n.range.low) else {
            return;
        };
        let fixed = show(value, &target.unit);
        let message = format!(
            "{} is in {}, and {} has no unit",
            other.subject,
            target.unit.plural(),
            side.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message)
            .label(side.span, "a plain number")
            .label(other.span, measure(target));
        let diagnostic = with_origin(diagnostic, other)
            .help(format!("write `{fixed}`"))
            .fix(side.span, fixed);
        self.report(diagnostic);
    }

    /// `0.9` where `90%` is meant.
    pub(super) fn report_bare_percent(&mut self, id: ExprId, other: &Side) {
        let side = self.side(id);
        let Some(value) = self.number_of(id).map(|n| n.range.low) else {
            return;
        };
        let percent = if value.abs() <= 1.5 {
            value * 100.0
        } else {
            value
        };
        let fixed = format!("{}%", plain(percent));
        let message = format!(
            "{} is a percentage, and {} is a plain number",
            other.subject, side.subject
        );
        let diagnostic = Diagnostic::error(Code::BarePercent, message)
            .label(side.span, "a plain number")
            .label(other.span, "a percentage");
        let diagnostic = with_origin(diagnostic, other)
            .help(format!("write `{fixed}`"))
            .fix(side.span, fixed);
        self.report(diagnostic);
    }

    /// Two that measure different things: `sleep > 50 kg`.
    pub(super) fn report_units(
        &mut self,
        id: ExprId,
        number: &NumberType,
        target: &NumberType,
        other: &Side,
        mixing: Mixing,
    ) {
        let side = self.side(id);
        let message = format!(
            "{} is {} and {} is {}, so they cannot {}",
            other.subject,
            kind(target),
            side.subject,
            kind(number),
            mixing.verb()
        );
        let message = if mixing == Mixing::Assign {
            format!(
                "{} is {}, and {} is {}",
                other.subject,
                kind(target),
                side.subject,
                kind(number)
            )
        } else {
            message
        };
        let mut diagnostic = Diagnostic::error(Code::UnitMismatch, message)
            .label(side.span, measure(number))
            .label(other.span, measure(target));
        diagnostic = with_origin(diagnostic, other);
        diagnostic = with_origin(diagnostic, &side);
        diagnostic = if self.is_literal(id) && target.unit.is_plain() {
            let fixed = plain(number.range.low);
            diagnostic
                .help(format!("write `{fixed}`"))
                .fix(side.span, fixed)
        } else {
            diagnostic.help(factor(&side, number, other, target))
        };
        self.report(diagnostic);
    }

    /// A temperature beside a difference of temperatures.
    pub(super) fn report_point_and_difference(
        &mut self,
        id: ExprId,
        number: &NumberType,
        target: &NumberType,
        other: &Side,
    ) {
        let side = self.side(id);
        let what = |number: &NumberType| {
            if number.interval {
                "a difference of temperatures"
            } else {
                "a temperature"
            }
        };
        let message = format!(
            "{} is {}, and {} is {}",
            other.subject,
            what(target),
            side.subject,
            what(number)
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message)
            .label(side.span, what(number))
            .label(other.span, what(target));
        let diagnostic = with_origin(with_origin(diagnostic, other), &side)
            .help("take the difference on both sides, or compare the temperatures themselves");
        self.report(diagnostic);
    }

    /// Two values of different types beside each other.
    pub(super) fn report_types(&mut self, left: ExprId, right: ExprId, verb: &str) {
        let (l, r) = (self.side(left), self.side(right));
        let (left_ty, right_ty) = (self.at(left).ty.clone(), self.at(right).ty.clone());
        let (left_is, right_is) = (self.describe(&left_ty), self.describe(&right_ty));
        let message = format!(
            "{} is {left_is} and {} is {right_is}, so they cannot {verb}",
            l.subject, r.subject
        );
        let diagnostic = Diagnostic::error(Code::TypeMismatch, message)
            .label(r.span, right_is)
            .label(l.span, left_is);
        let mut diagnostic = with_origin(with_origin(diagnostic, &l), &r);
        diagnostic = diagnostic.help(self.both_sides_help(&l, &left_ty, &r, &right_ty));
        self.report(diagnostic);
    }

    fn both_sides_help(&self, l: &Side, left: &Type, r: &Side, right: &Type) -> String {
        let (l, r) = (l.subject.trim_matches('`'), r.subject.trim_matches('`'));
        match (left, right) {
            (Type::Set(a), Type::Choice(b)) if a == b => format!("write `{l} includes {r}`"),
            (Type::Choice(a), Type::Set(b)) if a == b => format!("write `{l} is one of {r}`"),
            (Type::Choice(_), Type::Choice(_)) | (Type::Set(_), Type::Set(_)) => {
                "each has members of its own; declare one `choice` by name and use it for both"
                    .to_owned()
            }
            (Type::Date, Type::Date) => {
                "take one from the other for the days between, as in `a - b`".to_owned()
            }
            (Type::Date, Type::Number(_)) => {
                "take a difference of dates, as in `today - date > 3 days`".to_owned()
            }
            (Type::Choice(choice), _) => match self.choice(*choice).members.first() {
                Some(first) => {
                    format!("compare it with one of its answers, as in `{l} is {first}`")
                }
                None => "compare it with one of its answers".to_owned(),
            },
            (Type::Truth, _) => format!("write `{l}` alone, or `not {l}`"),
            _ => "bring both sides to one kind of value".to_owned(),
        }
    }

    /// A value that is not what a name was declared as.
    pub(super) fn report_assigned(&mut self, id: ExprId, ty: &Type, declared: &Ident) {
        let side = self.side(id);
        let given = self.describe(&self.at(id).ty);
        let wanted = self.describe(ty);
        let name = &declared.name;
        let diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            format!("`{name}` is {wanted}, and {} is {given}", side.subject),
        )
        .label(side.span, given)
        .label(declared.span, format!("`{name}` is {wanted}"));
        let text = self.sources.text(side.span);
        let help = match (ty, &self.at(id).ty) {
            (Type::Set(a), Type::Choice(b)) if a == b => format!("write `{{{text}}}`"),
            (Type::Truth, _) => "write `yes` or `no`".to_owned(),
            (Type::Date, _) => "write a date, as in `2026-06-05`".to_owned(),
            _ => format!("give `{name}` a value of its own kind: {wanted}"),
        };
        self.report(with_origin(diagnostic, &side).help(help));
    }
}

/// A headline needs only what is measured; the labels say in which unit.
fn kind(number: &NumberType) -> String {
    if number.unit.dimension.describe() == "a combined quantity" {
        format!("in {}", number.unit.plural())
    } else if number.unit.is_percent() {
        "a percentage".to_owned()
    } else {
        number.unit.dimension.describe()
    }
}

fn with_origin(diagnostic: Diagnostic, side: &Side) -> Diagnostic {
    match &side.origin {
        Some((span, text)) if !diagnostic.labels.iter().any(|label| label.span == *span) => {
            diagnostic.label(*span, text.clone())
        }
        _ => diagnostic,
    }
}

/// What would turn one side into the other: "`speed` times a time would be a length".
fn factor(side: &Side, number: &NumberType, other: &Side, target: &NumberType) -> String {
    let ratio = target.unit.divide(&number.unit).dimension.describe();
    let inverse = number.unit.divide(&target.unit).dimension.describe();
    let known = |name: &str| name != "a combined quantity" && name != "a plain number";
    let (number, target) = (kind(number), kind(target));
    if known(&ratio) && known(&inverse) || !known(&ratio) && !known(&inverse) {
        format!(
            "both sides must measure the same: use {target} with {}",
            other.subject
        )
    } else if known(&ratio) {
        format!(
            "{} times {ratio} would be {target}; or use {target} there",
            side.subject
        )
    } else {
        format!(
            "{} times {inverse} would be {number}; or use {number} there",
            other.subject
        )
    }
}
