//! Numbers in cells: in goes `7.5`, `7,5`, `450 min` or `20%`, out comes the
//! number in the input's declared unit, inside its declared range.

use super::number_misses::{misspelt_unit, not_a_number, time_of_day};
use super::problem::{Problem, describe, measures};
use crate::diagnostics::Code;
use crate::ruleset::{NumberType, Ruleset, Type};
use crate::units::{Conversion, Dimension, Unit};

/// How numbers are written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    /// `7.5`
    Point,
    /// `7,5`, and `7.5` too: the cells of the file are separated by `;`.
    CommaToo,
}

/// The longest text that is tried as a unit.
const LONGEST_UNIT: usize = 24;

/// Names of units that spreadsheets use and rulesets do not, with what they are.
const SPELLINGS: &[(&str, &str)] = &[
    ("in", "inch"),
    ("C", "°C"),
    ("F", "°F"),
    ("℃", "°C"),
    ("℉", "°F"),
    ("hr", "h"),
    ("hrs", "h"),
    ("mins", "min"),
    ("secs", "s"),
    ("kgs", "kg"),
    ("kms", "km"),
];

/// The unit of a cell or a header; some are written in more ways than in a
/// ruleset, where they fit the type.
///
/// # Errors
/// The part of the text that is no unit.
pub(super) fn unit_of(text: &str, ty: &Type) -> Result<Unit, String> {
    Unit::parse(text).or_else(|part| {
        let spelt = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(text);
        let unit = SPELLINGS.iter().find(spelt).map(|(_, unit)| *unit);
        match (unit.map(Unit::parse), ty) {
            (Some(Ok(unit)), Type::Number(ty)) if unit.dimension == ty.unit.dimension => Ok(unit),
            _ => Err(part),
        }
    })
}

/// Reads a number; `unit` converts one that is written without a unit.
pub(super) fn read_number(
    ruleset: &Ruleset,
    ty: &NumberType,
    unit: Option<Conversion>,
    decimal: Decimal,
    text: &str,
) -> Result<f64, Box<Problem>> {
    let expected = || describe(ruleset, &Type::Number(ty.clone()));
    let (number, conversion) = match plain(text, decimal) {
        Some(number) => (number, unit),
        None => {
            let (number, unit) =
                with_unit(ty, decimal, text).map_err(|problem| problem.expected(expected()))?;
            (number, Some(unit))
        }
    };
    let value = conversion.map_or(number, |conversion| conversion.apply(number));
    into_type(ty, value).map_err(|misfit| match misfit {
        Misfit::Fraction => {
            Problem::new(Code::DataNumber, text, "is not a whole number")
                .expected(expected())
                .help("if fractions can be right, declare it as `number` in the ruleset")
        }
        Misfit::Range => {
            let problem =
                Problem::new(Code::DataRange, text, "is out of range").expected(expected());
            match other_unit(ty, number).filter(|_| unit.is_none()) {
                Some(unit) => problem
                    .help(format!(
                        "if it is meant in {}, write `{number} {unit}`, or say so in the header: `… ({unit})`",
                        Unit::parse(unit).map_or(unit.to_owned(), |unit| unit.plural()),
                    ))
                    .replacement(format!("{number} {unit}")),
                None => problem.help(
                    "correct the value; if it can be right, widen the declared range in the ruleset",
                ),
            }
        }
    })
}

/// Why a number is no value of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It has a fraction, where only whole numbers are allowed.
    Fraction,
    /// It is out of the declared range.
    Range,
}

/// Holds a number against its type. What a conversion put a hair past the end
/// of the range, or beside a whole number, is put back onto it.
pub(super) fn into_type(ty: &NumberType, value: f64) -> Result<f64, Misfit> {
    let tolerance = (value.abs() * 1e-9).max(1e-12);
    let mut value = value + 0.0;
    if ty.whole && value != value.round() {
        if (value - value.round()).abs() > tolerance {
            return Err(Misfit::Fraction);
        }
        value = value.round();
    }
    if ty.range.contains(value) {
        return Ok(value);
    }
    let nearest = value.max(ty.range.low).min(ty.range.high);
    if (nearest - value).abs() <= tolerance {
        Ok(nearest)
    } else {
        Err(Misfit::Range)
    }
}

/// A number without a unit, finite.
pub(super) fn plain(text: &str, decimal: Decimal) -> Option<f64> {
    let first = *text.as_bytes().first()?;
    let number = if first.is_ascii_digit() || matches!(first, b'-' | b'+' | b'.') {
        match text.parse::<f64>() {
            Ok(number) => number,
            Err(_) if decimal == Decimal::CommaToo && text.contains(',') => comma(text)?,
            Err(_) => return None,
        }
    } else {
        // The minus sign that word processors put in.
        format!("-{}", text.strip_prefix('\u{2212}')?)
            .parse()
            .ok()?
    };
    number.is_finite().then_some(number)
}

fn comma(text: &str) -> Option<f64> {
    if text.contains('.') || text.matches(',').count() > 1 {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// A number and its unit, as the conversion to the declared unit.
fn with_unit(
    ty: &NumberType,
    decimal: Decimal,
    text: &str,
) -> Result<(f64, Conversion), Box<Problem>> {
    if text.parse::<f64>().is_ok() {
        return Err(not_a_number(ty, text));
    }
    let end = text
        .char_indices()
        .find(|(_, c)| !(c.is_ascii_digit() || matches!(c, '+' | '-' | '\u{2212}' | '.' | ',')))
        .map_or(text.len(), |(at, _)| at);
    if let Some(problem) = time_of_day(text) {
        return Err(problem);
    }
    let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let name = rest.trim();
    let is_name = name
        .starts_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '°' | '℃' | '℉'))
        && (name.contains('^') || !name.contains(|c: char| c.is_ascii_digit()));
    let (Some(number), true) = (plain(digits.trim(), decimal), is_name) else {
        return Err(not_a_number(ty, text));
    };
    if name.len() > LONGEST_UNIT {
        return Err(not_a_number(ty, text));
    }
    let unit = unit_of(name, &Type::Number(ty.clone())).map_err(|part| {
        let part = if part.is_empty() {
            name.to_owned()
        } else {
            part
        };
        let problem = Problem::new(
            Code::DataUnit,
            text,
            format!("ends in `{part}`, which is no unit"),
        );
        misspelt_unit(problem, ty, number, &part)
    })?;
    convert(&unit, ty)
        .map(|conversion| (number, conversion))
        .ok_or_else(|| {
            Problem::new(
                Code::DataUnit,
                text,
                format!("is {}, not {}", measures(&unit), measures(&ty.unit)),
            )
            .help(if ty.unit.is_plain() && unit.is_percent() {
                "a share says nothing of the scale: write the number itself".to_owned()
            } else if ty.unit.is_plain() {
                format!("write the number without `{name}`")
            } else {
                format!("write a number, in {}", ty.unit.plural())
            })
        })
}

/// From a unit to the declared one. A share and a plain number do not stand for each other.
pub(super) fn convert(from: &Unit, ty: &NumberType) -> Option<Conversion> {
    if from.dimension.is_none() && from.is_plain() != ty.unit.is_plain() {
        return None;
    }
    Conversion::between(from, &ty.unit, ty.interval)
}

/// A unit of time in which a number out of range would be in it.
fn other_unit(ty: &NumberType, number: f64) -> Option<&'static str> {
    if ty.unit.dimension != Dimension::TIME {
        return None;
    }
    ["min", "h", "s", "ms"].into_iter().find(|name| {
        Unit::parse(name)
            .ok()
            .filter(|unit| !unit.same_size(&ty.unit))
            .and_then(|unit| convert(&unit, ty))
            .is_some_and(|conversion| {
                let value = conversion.apply(number);
                // Nearly nothing fits anywhere: 450 ms is no sleep.
                ty.range.contains(value) && value > ty.range.high / 100.0
            })
    })
}
