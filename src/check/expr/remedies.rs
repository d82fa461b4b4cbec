//! What would bring two sides together: in go what each of them is, out comes
//! the unit, the factor or the other wording that is most likely meant, as help
//! and, where one text can be put in the place of another, as a fix.

use super::Mixing;
use super::mismatch::kind;
use crate::check::Checker;
use crate::check::describe::{plain, range_in_words, show};
use crate::check::sides::Side;
use crate::diagnostics::Diagnostic;
use crate::ruleset::{CompareOp, DayCount, ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Conversion, Dimension, Unit};

/// The units that a number is likely meant in where it cannot be in the one
/// that is declared: the nearest first.
const MEANT: &[(&str, &[&str])] = &[
    ("h", &["min", "s"]),
    ("min", &["h", "s"]),
    ("s", &["min", "ms"]),
    ("ms", &["s"]),
    ("day", &["h", "week"]),
    ("week", &["day"]),
    ("kg", &["lb", "g"]),
    ("lb", &["kg"]),
    ("g", &["kg"]),
    ("km", &["m", "mi"]),
    ("mi", &["km", "m"]),
    ("m", &["km", "cm", "ft"]),
    ("cm", &["m", "inch"]),
    ("inch", &["cm"]),
    ("ft", &["m"]),
    ("yd", &["m"]),
    ("m/s", &["km/h", "mph"]),
    ("km/h", &["m/s", "mph"]),
    ("mph", &["km/h"]),
    ("°C", &["°F"]),
    ("°F", &["°C"]),
    ("kJ", &["kcal", "J"]),
    ("kcal", &["kJ"]),
    ("J", &["kJ"]),
];

/// Names that a help counts up at most.
const MOST_NAMES: usize = 4;

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

/// An expression that does not fit: itself, how it is told, and what it is.
type Misfit<'s> = (ExprId, &'s Side, &'s NumberType);
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

    /// The unit that a bare number lacks: the declared one, or the one that is
    /// near to it in which the number lies inside the range.
    pub(super) fn unit_for(
        &self,
        value: f64,
        target: &NumberType,
        other: &Side,
        side: &Side,
    ) -> Remedy {
        let unit = &target.unit;
        if !unit.is_writable() {
            let known: Vec<String> = unit.known_alike().map(|known| known.symbol).collect();
            return Remedy::said(format!(
                "{} is {}: write {} with a unit, one of {}",
                other.subject,
                kind(target),
                side.subject,
                known.join(", ")
            ));
        }
        let fixed = unit.show(&plain(value));
        if self.room(other, target).contains(value) {
            return Remedy::write(format!("write `{fixed}`"), side.span, fixed);
        }
        let words = range_in_words(target.range, unit).unwrap_or_default();
        let meant = MEANT
            .iter()
            .find(|(symbol, _)| *symbol == unit.symbol)
            .map_or(&[][..], |(_, others)| others);
        for symbol in meant {
            let Ok(meant) = Unit::parse(symbol) else {
                continue;
            };
            let Some(conversion) = Conversion::between(&meant, unit, target.interval) else {
                continue;
            };
            let converted = conversion.apply(value);
            if target.range.contains(converted) {
                let fixed = meant.show(&plain(value));
                let help = format!(
                    "write `{fixed}`, which is {}: {} is {words}, so {} cannot be meant in {}",
                    show((converted * 100.0).round() / 100.0, unit),
                    other.subject,
                    plain(value),
                    unit.plural(),
                );
                return Remedy::write(help, side.span, fixed);
            }
        }
        let example = self.example(target);
        let example = example.map_or_else(String::new, |text| format!(", as in `{text}`"));
        Remedy::said(format!(
            "{} is {words}: write a value in there, with its unit{example}",
            other.subject
        ))
    }

    /// What would make one of two that measure different things like the other.
    pub(super) fn remedy_for_units(
        &self,
        (id, side, number): Misfit<'_>,
        (other, target): (&Side, &NumberType),
        mixing: Mixing,
    ) -> Remedy {
        let literal = self.is_literal(id);
        if literal && number.unit.is_percent() {
            return self.share_of(side, other, target);
        }
        if target.unit.dimension.is_none() {
            return if literal {
                self.without_unit((id, side, number), other, target)
            } else {
                self.strip((side, number), (other, target))
            };
        }
        if literal {
            return self.literal_of(side, number, other, target);
        }
        if number.unit.dimension.is_none() {
            return self.with_unit((id, side), other, target);
        }
        self.factor((side, number), (other, target), mixing)
    }

    /// `sleep < 80%`: a share of what?
    fn share_of(&self, side: &Side, other: &Side, target: &NumberType) -> Remedy {
        if target.unit.is_percent() {
            return Remedy::said("write a percentage on both sides");
        }
        let names = self.names_of(target.unit.dimension, other, true);
        let share = side.text();
        match names.as_slice() {
            [name] => {
                let fixed = format!("{share} * {name}");
                let help = format!("{share} of what? of `{name}` it is `{fixed}`");
                Remedy::write(help, side.span, fixed)
            }
            _ => Remedy::said(format!(
                "{share} of what? write `{share} * …`, with {} behind it",
                kind(target)
            )),
        }
    }

    /// A quantity beside a plain number that is answered or worked out: its plain
    /// number is taken; beside a percentage, its share of another.
    fn strip(
        &self,
        (side, number): (&Side, &NumberType),
        (other, target): (&Side, &NumberType),
    ) -> Remedy {
        let unit = &number.unit;
        let text = grouped(self.sources.text(side.span));
        let what = kind(number);
        if target.unit.is_percent() || !unit.is_writable() {
            let names = self.names_of(unit.dimension, side, true);
            let becomes = if target.unit.is_percent() {
                "a percentage"
            } else {
                "a plain number"
            };
            return match names.as_slice() {
                [name] => {
                    let fixed = format!("{text} / {name}");
                    let help = format!(
                        "{what} divided by another is {becomes}: write `{fixed}`, if `{name}` is meant"
                    );
                    Remedy::write(help, side.span, fixed)
                }
                _ => Remedy::said(format!(
                    "{what} divided by another is {becomes}: write `{text} / …`"
                )),
            };
        }
        let fixed = format!("{text} in {}", unit.symbol);
        let help = format!(
            "{} has no unit: to take the plain number of {}, say in which unit, as in `{fixed}`",
            other.subject, side.subject
        );
        Remedy::write(help, side.span, fixed)
    }

    /// A quantity written beside a plain number: `stress > 7 h`.
    fn without_unit(
        &self,
        (id, side, number): Misfit<'_>,
        other: &Side,
        target: &NumberType,
    ) -> Remedy {
        let Some(value) = self.value_written(id) else {
            return Remedy::said("write a plain number");
        };
        let as_counted = other.id.and_then(|other| {
            let unit = match &self.at(other).kind {
                ExprKind::Days(..) => Unit::day(),
                _ => Unit::parse(self.stripped_unit(other)?).ok()?,
            };
            let conversion = Conversion::between(&number.unit, &unit, number.interval)?;
            Some((conversion.apply(value), unit))
        });
        if let Some((converted, unit)) = as_counted {
            let fixed = plain(converted);
            let counted = format!("{} is a plain number of {}", other.subject, unit.plural());
            let help = if fixed == plain(value) {
                format!("{counted}: write `{fixed}`")
            } else {
                format!(
                    "{counted}, and {} is {fixed} of them: write `{fixed}`",
                    side.text()
                )
            };
            return Remedy::write(help, side.span, fixed);
        }
        let fixed = plain(value);
        let counts = match other.id.map(|other| &self.at(other).kind) {
            Some(ExprKind::MonthsSince(_)) => Some("months"),
            Some(ExprKind::YearsSince(_)) => Some("years"),
            _ => None,
        };
        if let Some(counts) = counts {
            return Remedy::said(format!(
                "{} is a number of whole {counts}, which have no fixed length: write how many \
                 {counts}, or count the days between two dates, as in `today - date`",
                other.subject
            ));
        }
        if target.unit.is_percent() {
            let example = self.example(target).unwrap_or_else(|| "50%".to_owned());
            return Remedy::said(format!(
                "write a percentage, as in `{example}`, or divide one {} by another",
                bare_kind(number)
            ));
        }
        if self.room(other, target).contains(value) {
            let help = format!("{} has no unit: write `{fixed}`", other.subject);
            return Remedy::write(help, side.span, fixed);
        }
        let words = range_in_words(target.range, &target.unit).unwrap_or_default();
        Remedy::said(format!(
            "{} has no unit, and is {words}: write a number in there",
            other.subject
        ))
    }

    /// `sleep > 50 kg`: a time is needed, perhaps of that number.
    fn literal_of(
        &self,
        side: &Side,
        number: &NumberType,
        other: &Side,
        target: &NumberType,
    ) -> Remedy {
        let needed = kind(target);
        if !target.unit.is_writable() {
            let known: Vec<String> = target.unit.known_alike().map(|u| u.symbol).collect();
            return Remedy::said(format!(
                "{} is {needed}: write {needed}, in one of {}",
                other.subject,
                known.join(", ")
            ));
        }
        let value = number.range.low;
        if self.room(other, target).contains(value) {
            let fixed = target.unit.show(&plain(value));
            let help = format!(
                "{} is {needed}: write `{fixed}`, if that is meant",
                other.subject
            );
            return Remedy::write(help, side.span, fixed);
        }
        let words = range_in_words(target.range, &target.unit).unwrap_or_default();
        let example = self.example(target);
        let example = example.map_or_else(String::new, |text| format!(", as in `{text}`"));
        Remedy::said(format!(
            "{} is {needed}, {words}: write {needed} in there{example}",
            other.subject
        ))
    }

    /// A plain number that is worked out or answered, beside a quantity.
    fn with_unit(&self, (id, side): (ExprId, &Side), other: &Side, target: &NumberType) -> Remedy {
        if let (Some(_), ExprKind::Convert(inner, _)) = (self.stripped_unit(id), &self.at(id).kind)
        {
            let of_inner = self.number_of(*inner);
            if of_inner.is_some_and(|inner| inner.unit.dimension == target.unit.dimension) {
                let text = self.sources.text(self.at(*inner).span).to_owned();
                let help = format!("leave the unit on: write `{text}`");
                return Remedy::write(help, side.span, text);
            }
        }
        let unit = match &self.at(id).kind {
            ExprKind::Days(DayCount::When(_) | DayCount::InARow | DayCount::Since, _)
                if target.unit.dimension == Dimension::TIME =>
            {
                Unit::day()
            }
            _ => target.unit.clone(),
        };
        if !unit.is_writable() || unit.dimension == Dimension::TEMPERATURE {
            return Remedy::said(format!(
                "{} has no unit: bring in {} instead, or say with `x in UNIT` which plain number \
                 of {} is meant",
                side.subject,
                kind(target),
                other.subject
            ));
        }
        let fixed = format!(
            "{} * {}",
            grouped(self.sources.text(side.span)),
            unit.show("1")
        );
        let help = match &self.at(id).kind {
            ExprKind::Days(..) if unit == Unit::day() => {
                format!("a count of days has no unit: write `{fixed}`")
            }
            _ => format!(
                "{} has no unit: if it counts {}, write `{fixed}`",
                side.subject,
                unit.plural()
            ),
        };
        Remedy::write(help, side.span, fixed)
    }

    /// Two quantities: the one that is a factor or a divisor away from the other.
    fn factor(
        &self,
        (side, number): (&Side, &NumberType),
        (other, target): (&Side, &NumberType),
        mixing: Mixing,
    ) -> Remedy {
        let ratio = target.unit.divide(&number.unit).dimension;
        let inverse = number.unit.divide(&target.unit).dimension;
        let (needed, given) = (kind(target), kind(number));
        let text = grouped(self.sources.text(side.span));
        for (dimension, sign, word) in [(ratio, "*", "times"), (inverse, "/", "divided by")] {
            let names = self.names_of(dimension, other, false);
            let what = dimension.describe();
            if let [name] = names.as_slice() {
                let fixed = format!("{text} {sign} {name}");
                let help = if target.unit.dimension.is_named() {
                    format!(
                        "{given} {word} {what} is {needed}: write `{fixed}`, if `{name}` is meant"
                    )
                } else {
                    format!("to be {needed}, write `{fixed}`, if `{name}` is meant")
                };
                return Remedy::write(help, side.span, fixed);
            }
            if !names.is_empty() && names.len() <= MOST_NAMES {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                return Remedy::said(format!(
                    "{given} {word} {what} is {needed}: write `{text} {sign} …` with {}",
                    names.join(" or ")
                ));
            }
        }
        let word = if ratio.is_named() {
            Some(("*", "times", ratio))
        } else if inverse.is_named() {
            Some(("/", "divided by", inverse))
        } else {
            None
        };
        if let Some((sign, word, dimension)) = word {
            let what = dimension.describe();
            return Remedy::said(format!(
                "{given} {word} {what} is {needed}: write `{text} {sign} …`, with {what} in place \
                 of the dots"
            ));
        }
        let doing = match mixing {
            Mixing::Compare => format!("compare {} with {needed}", other.subject),
            Mixing::Add => format!("add {needed} to {}", other.subject),
            Mixing::Subtract => format!("subtract {needed}, as {} is one", other.subject),
            Mixing::Choose => format!("put {needed} beside {}", other.subject),
            Mixing::Assign => format!("write {needed}"),
        };
        let example = self.example(target);
        let example = example.map_or_else(String::new, |text| format!(", as in `{text}`"));
        Remedy::said(format!("{given} never becomes {needed}: {doing}{example}"))
    }

    /// The inputs that measure something, and the settings where they count: sorted,
    /// without those that have a value for each member, and without the other side.
    fn names_of(&self, dimension: Dimension, other: &Side, settings: bool) -> Vec<&str> {
        if dimension.is_none() || !self.may_guess() {
            return Vec::new();
        }
        let fits = |ty: &Option<crate::check::types::DeclaredType>| {
            ty.as_ref().is_some_and(|declared| {
                declared.each.is_none()
                    && matches!(&declared.ty, Type::Number(n) if n.unit.dimension == dimension)
            })
        };
        let inputs = self.inputs.iter().filter(|state| fits(&state.ty));
        let mut names: Vec<&str> = inputs.map(|state| state.decl.name.name.as_str()).collect();
        if settings {
            let settings = self.settings.iter().filter(|state| fits(&state.ty));
            names.extend(settings.map(|state| state.decl.name.name.as_str()));
        }
        names.retain(|name| *name != other.text());
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The number of a literal as it is written, whatever it has been converted to.
    fn value_written(&self, id: ExprId) -> Option<f64> {
        match self.at(id).kind {
            ExprKind::Number(value) => Some(value),
            _ => None,
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

/// Without its article: "time".
fn bare_kind(number: &NumberType) -> String {
    let kind = kind(number);
    let (_, word) = kind.split_once(' ').unwrap_or(("", &kind));
    word.to_owned()
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
