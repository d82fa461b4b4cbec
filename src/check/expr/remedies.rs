//! What would bring two sides together: in go what each of them is, out comes
//! the other wording, the unit or the factor that is most likely meant, as help
//! and, where one text can be put in the place of another, as a fix. Here those
//! of two kinds of value; quantities have theirs in `quantities` and `units`.

mod quantities;
mod units;

use crate::check::Checker;
use crate::check::describe::{plain, show};
use crate::check::sides::Side;
use crate::diagnostics::Diagnostic;
use crate::ruleset::{CompareOp, ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Dimension, Unit};

/// How to put a message right.
pub(super) struct Remedy {
    help: String,
    fix: Option<(Span, String)>,
}

impl Remedy {
    /// In words only.
    pub fn said(help: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            fix: None,
        }
    }

    /// With a text to put in the place of another.
    pub fn write(help: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        Self {
            help: help.into(),
            fix: Some((span, text.into())),
        }
    }

    pub fn on(self, diagnostic: Diagnostic) -> Diagnostic {
        let diagnostic = diagnostic.help(self.help);
        match self.fix {
            Some((span, text)) => diagnostic.fix(span, text),
            None => diagnostic,
        }
    }
}

/// A side of any type.
type Typed<'s> = (ExprId, &'s Side, &'s Type);

impl Checker<'_> {
    /// A value of a declared range, to show how one is written; none where it is open.
    pub(super) fn example(&self, number: &NumberType) -> Option<String> {
        let Range { low, high } = number.range;
        if !low.is_finite() || !high.is_finite() || !number.unit.is_writable() {
            return None;
        }
        let middle = if low < 0.0 && high > 0.0 {
            high / 2.0
        } else {
            f64::midpoint(low, high)
        };
        let digits = 10f64.powf(middle.abs().max(1e-6).log10().floor());
        let round = (middle / digits).round() * digits;
        let value = if number.range.contains(round) {
            round
        } else {
            middle
        };
        Some(show(value, &number.unit))
    }

    /// Where the values beside a side may lie: beside a literal, anywhere.
    fn room(&self, other: &Side, target: &NumberType) -> Range {
        match other.id {
            Some(id) if self.is_literal(id) => Range::ALL,
            _ => target.range,
        }
    }

    /// What would make one type out of two, seen from the first of them.
    pub(super) fn remedy_for_types(
        &self,
        (id, side, ty): Typed<'_>,
        (with, other, other_ty): Typed<'_>,
        op: Option<CompareOp>,
    ) -> Option<Remedy> {
        let (text, beside) = (side.text(), other.text());
        let remedy = match (ty, other_ty) {
            (Type::Set(a), Type::Choice(b)) if a == b => {
                Remedy::said(format!("write `{text} includes {beside}`"))
            }
            (Type::Choice(a), Type::Set(b)) if a == b => {
                Remedy::said(format!("write `{text} is one of {beside}`"))
            }
            (Type::Choice(a), Type::Choice(b)) | (Type::Set(a), Type::Set(b)) => {
                let (a, b) = (self.choice(*a), self.choice(*b));
                Remedy::said(if a.members == b.members {
                    format!(
                        "both list {}, but each for itself: declare one `choice` by name with \
                         these, and use it for both",
                        a.members.join(", ")
                    )
                } else {
                    "each has members of its own; declare one `choice` by name and use it for both"
                        .to_owned()
                })
            }
            (Type::Date, Type::Date) => {
                Remedy::said("take one from the other for the days between, as in `a - b`")
            }
            (Type::Date, Type::Number(number)) => match op {
                Some(op) => self.date_and_number(text, other, number, op),
                None => Remedy::said("write a date there, as in `2026-06-05`"),
            },
            (Type::Number(number), Type::Truth) if op.is_some() && !self.is_answer(with) => {
                let example = self.example(number);
                let example = example.unwrap_or_else(|| show(1.0, &number.unit));
                Remedy::said(format!(
                    "compare `{text}` with a number, as in `{text} >= {example}`"
                ))
            }
            (Type::Truth, _) if !self.is_answer(id) => return None,
            (Type::Truth, Type::Number(_)) => match op {
                Some(CompareOp::Is | CompareOp::IsNot) => {
                    self.truth_for(with, other.span).unwrap_or_else(|| {
                        Remedy::said(format!("write `{text}` alone, or `not {text}`"))
                    })
                }
                _ => Remedy::said(format!("write `{text}` alone, or `not {text}`")),
            },
            (Type::Set(_), Type::Number(_)) if op.is_some() => {
                let fixed = format!("size of {}", grouped(self.sources.text(side.span)));
                let help = format!("to ask how many they are, write `{fixed}`");
                Remedy::write(help, side.span, fixed)
            }
            (Type::Choice(choice), _) if op.is_some() => match self.choice(*choice).members.first()
            {
                Some(first) if self.is_answer(id) => Remedy::said(format!(
                    "compare `{text}` with one of its answers, as in `{text} is {first}`"
                )),
                _ => Remedy::said(format!(
                    "`{text}` is one of the answers of `{}`: compare it with what holds one",
                    self.choice(*choice).name
                )),
            },
            (Type::Truth, _) if op.is_some() => {
                Remedy::said(format!("write `{text}` alone, or `not {text}`"))
            }
            _ => return None,
        };
        Some(remedy)
    }

    /// Whether a value is answered or worked out, not written out.
    fn is_answer(&self, id: ExprId) -> bool {
        !matches!(
            self.at(id).kind,
            ExprKind::Member(_) | ExprKind::Truth(_) | ExprKind::Number(_)
        )
    }

    /// `competition < 3 days`: a day of the calendar is not how far off it is.
    fn date_and_number(
        &self,
        text: &str,
        other: &Side,
        number: &NumberType,
        op: CompareOp,
    ) -> Remedy {
        let sign = match op {
            CompareOp::Less => "<",
            CompareOp::AtMost => "<=",
            CompareOp::More => ">",
            CompareOp::AtLeast => ">=",
            CompareOp::Is | CompareOp::IsNot => "is",
        };
        let is_time = number.unit.dimension == Dimension::TIME;
        if !is_time && !number.unit.is_plain() || text == "today" {
            return Remedy::said("compare it with a date, as in `2026-06-05`");
        }
        let days = match other.id {
            Some(id) if self.is_literal(id) && !is_time => {
                Unit::day().show(&plain(number.range.low))
            }
            _ if !is_time => format!("{} * 1 day", grouped(other.text())),
            _ => other.text().to_owned(),
        };
        let years = if is_time || text.contains(' ') {
            String::new()
        } else {
            format!("; whole years are `years since {text}`")
        };
        Remedy::said(format!(
            "a date is a day of the calendar: write `{text} - today {sign} {days}` where it lies \
             ahead, `today - {text} {sign} {days}` where it is past{years}"
        ))
    }
}

/// In brackets where it is more than a name or a bracket of its own.
pub(super) fn grouped(text: &str) -> String {
    let is_whole = text
        .chars()
        .all(|c| c.is_alphanumeric() || "_.".contains(c));
    if is_whole {
        text.to_owned()
    } else {
        format!("({text})")
    }
}
