//! The unit that a number lacks, or has too much: in go a number as written and
//! what it is beside, out comes the same number in the unit that is meant.

use super::Remedy;
use crate::check::Checker;
use crate::check::describe::{plain, range_in_words, show};
use crate::check::expr::mismatch::kind;
use crate::check::sides::Side;
use crate::ruleset::{ExprId, ExprKind, NumberType};
use crate::units::{Conversion, Unit};

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

/// An expression that does not fit: itself, how it is told, and what it is.
pub(super) type Misfit<'s> = (ExprId, &'s Side, &'s NumberType);

/// Nearer to the end of a range than this part of it, nobody means a number by chance.
const FROM_THE_END: f64 = 0.05;

/// A number in the unit near to its own that puts it well inside a range, and what
/// it is in the unit of the range; that is empty where it says the same.
fn meant(value: f64, own: &Unit, target: &NumberType) -> Option<(String, String)> {
    let (_, others) = MEANT.iter().find(|(symbol, _)| *symbol == own.symbol)?;
    others.iter().find_map(|symbol| {
        let unit = Unit::parse(symbol).ok()?;
        let conversion = Conversion::between(&unit, &target.unit, target.interval)?;
        let converted = conversion.apply(value);
        let fixed = unit.show(&plain(value));
        let which = match unit.same_size(&target.unit) {
            true => String::new(),
            false => {
                let shown = show((converted * 100.0).round() / 100.0, &target.unit);
                format!(", which is {shown}")
            }
        };
        let (low, width) = (target.range.low, target.range.high - target.range.low);
        let inside = target.range.contains(converted)
            && (!width.is_finite() || converted - low >= width * FROM_THE_END);
        inside.then_some((fixed, which))
    })
}

impl Checker<'_> {
    /// A literal as it is written, before it was brought to the unit of the other side.
    pub(in crate::check::expr) fn as_written(&self, id: ExprId) -> Option<(f64, Unit)> {
        let own = &self.number_of(id).filter(|_| self.is_literal(id))?.unit;
        let text = self.sources.text(self.at(id).span).trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && !"-.".contains(c))?;
        let (digits, unit) = text.split_at_checked(end)?;
        let unit = Unit::parse(unit.trim()).ok()?;
        let alike = unit.dimension == own.dimension;
        alike.then_some((digits.parse().ok()?, unit))
    }

    /// `450 min` for a literal `450 h` that the range of the other side shuts out.
    pub(in crate::check::expr) fn unit_inside(
        &self,
        literal: ExprId,
        other: ExprId,
    ) -> Option<(String, String)> {
        let target = self.number_of(other)?;
        let own = self.number_of(literal)?;
        if target.range.contains(own.range.low) {
            return None;
        }
        let (value, unit) = self.as_written(literal)?;
        meant(value, &unit, target)
    }

    /// The unit that a bare number lacks: the declared one, or the one that is
    /// near to it in which the number lies inside the range.
    pub(in crate::check::expr) fn unit_for(
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
        if let Some((fixed, which)) = meant(value, unit, target) {
            let help = format!(
                "write `{fixed}`{which}: {} is {words}, so {} cannot be meant in {}",
                other.subject,
                plain(value),
                unit.plural(),
            );
            return Remedy::write(help, side.span, fixed);
        }
        let example = self.example(target);
        let example = example.map_or_else(String::new, |text| format!(", as in `{text}`"));
        Remedy::said(format!(
            "{} is {words}: write a value in there, with its unit{example}",
            other.subject
        ))
    }

    /// A quantity written beside a plain number: `stress > 7 h`.
    pub(super) fn without_unit(
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
    pub(super) fn literal_of(
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

    /// The number of a literal as it is written, whatever it has been converted to.
    pub(super) fn value_written(&self, id: ExprId) -> Option<f64> {
        match self.at(id).kind {
            ExprKind::Number(value) => Some(value),
            _ => None,
        }
    }
}

/// Without its article: "time".
fn bare_kind(number: &NumberType) -> String {
    let kind = kind(number);
    let (_, word) = kind.split_once(' ').unwrap_or(("", &kind));
    word.to_owned()
}
