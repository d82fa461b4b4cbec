//! Cells that are nearly numbers: in goes `7,5`, `7/10`, `7:30` or `450 minz`
//! where a number should stand, out comes a [`Problem`] that says how to write it.

use super::number::{convert, unit_of};
use super::problem::{LEAVE_EMPTY, Problem};
use crate::diagnostics::{Code, nearest};
use crate::ruleset::{NumberType, Type};
use crate::units::{Dimension, Unit};

/// Words before a number that is not exact.
const ABOUT: &[&str] = &[
    "about", "approx.", "approx", "around", "ca.", "ca", "circa", "c.", "~", "≈",
];

/// A text that is no number, with what may have been meant.
pub(super) fn not_a_number(ty: &NumberType, text: &str) -> Box<Problem> {
    let problem = Problem::new(Code::DataNumber, text, "is not a number");
    let lower = text.to_lowercase();
    if matches!(
        lower.trim_start_matches(['+', '-']),
        "nan" | "inf" | "infinity" | "∞"
    ) {
        return problem.help(LEAVE_EMPTY).replacement("");
    }
    if text.parse::<f64>().is_ok() {
        return problem.help("the number is too large");
    }
    if let Some(minutes) = clock(text).filter(|_| ty.unit.dimension == Dimension::TIME) {
        return problem
            .help(format!("write `{minutes} min`"))
            .replacement(format!("{minutes} min"));
    }
    if let Some(inside) = quoted(text) {
        return problem
            .help("leave these quotes away, or use `\"`")
            .replacement(inside);
    }
    match separators(ty, text) {
        Separators::None => {}
        Separators::Decimal(number) => {
            return problem
                .help(format!(
                    "write `{number}`; a decimal comma is read only in files whose cells are separated by `;`"
                ))
                .replacement(number);
        }
        Separators::Thousands(number) => {
            return problem
                .help(format!("write thousands without a separator: `{number}`"))
                .replacement(number);
        }
        Separators::Either(thousands, decimal) => {
            return problem.help(format!(
                "write `{thousands}` or `{decimal}`, whichever is meant"
            ));
        }
    }
    if let Some(part) = out_of(ty, &lower) {
        return problem.help(format!("write `{part}`")).replacement(part);
    }
    if let Some(number) = about(&lower) {
        return problem
            .help(format!("write the number alone: `{number}`"))
            .replacement(number);
    }
    if let Some(number) = letters_for_digits(text) {
        return problem
            .help(format!(
                "there is a letter among the digits: is `{number}` meant?"
            ))
            .replacement(number);
    }
    let numbers = lower
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    if numbers.count() > 1 || lower.starts_with(['<', '>', '≤', '≥']) {
        return problem.help("write one number, the one that decisions should go by");
    }
    problem.help(format!("write a number, or {LEAVE_EMPTY}"))
}

/// A unit that is none: the nearest that fits, or none at all.
pub(super) fn misspelt_unit(
    problem: Box<Problem>,
    ty: &NumberType,
    number: f64,
    part: &str,
) -> Box<Problem> {
    let fits = |name: &&'static str| {
        let unit = unit_of(name, &Type::Number(ty.clone()));
        unit.is_ok_and(|unit| convert(&unit, ty).is_some())
    };
    if let Some(near) = nearest(part, Unit::names().filter(fits)) {
        let right = format!("{number} {near}");
        return problem
            .help(format!("did you mean `{right}`?"))
            .replacement(right);
    }
    let shown = problem.shown.clone();
    if let Some(digits) = letters_for_digits(&shown) {
        return problem
            .help(format!("is the letter a digit: `{digits}`?"))
            .replacement(digits);
    }
    let unit = if ty.unit.is_plain() {
        String::new()
    } else {
        format!(", in {}", ty.unit.plural())
    };
    problem.help(format!("write the number alone{unit}"))
}

/// `7:30 am` and `11pm`, which say when, not how long.
pub(super) fn time_of_day(text: &str) -> Option<Box<Problem>> {
    let lower = text.to_lowercase().replace('.', "");
    let time = ["am", "pm"]
        .iter()
        .find_map(|end| lower.strip_suffix(end))?
        .trim_end();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    time.split(':').all(digits).then(|| {
        Problem::new(Code::DataNumber, text, "is a time of day, not a number")
            .help("write how much it was, not when it was")
    })
}

/// The minutes in `7:30`, `7h30`, `7 h 30 min` or `7 hours 30`.
fn clock(text: &str) -> Option<u32> {
    let (hours, rest) = text.split_once([':', 'h', 'H'])?;
    let rest = ["ours", "our", "rs", "r"]
        .iter()
        .find_map(|end| rest.strip_prefix(end))
        .unwrap_or(rest);
    let minutes = rest.trim().trim_end_matches(|c: char| c.is_alphabetic());
    let (hours, minutes): (u32, u32) = (hours.trim().parse().ok()?, minutes.trim().parse().ok()?);
    (hours < 1000 && minutes < 60).then(|| hours * 60 + minutes)
}

/// What stands in quotes that tables do not have.
pub(super) fn quoted(text: &str) -> Option<&str> {
    let pairs = [("'", "'"), ("‘", "’"), ("“", "”"), ("„", "“"), ("«", "»")];
    pairs
        .iter()
        .find_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .filter(|inside| !inside.is_empty())
}

/// How a number with commas or spaces in it may be meant.
enum Separators {
    None,
    Decimal(String),
    Thousands(String),
    /// Thousands, or a decimal comma: the range allows both.
    Either(String, String),
}

fn separators(ty: &NumberType, text: &str) -> Separators {
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| number.is_finite());
    let allowed = |text: &str| number(text).is_some_and(|number| ty.range.contains(number));
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '\'' | '’');
    let joined: String = text.chars().filter(|c| !is_separator(*c)).collect();
    if joined.len() == text.len() || number(&joined).is_none() {
        return Separators::None;
    }
    let pointed = text.replace(',', ".");
    let is_decimal = text.matches(',').count() == 1 && number(&pointed).is_some();
    let groups = |c: char| text.split(c).skip(1).all(|group| group.len() == 3);
    if !is_decimal {
        return Separators::Thousands(joined);
    }
    // `1,200` is either; only the declared range can tell.
    match (groups(',') && allowed(&joined), allowed(&pointed)) {
        (true, false) => Separators::Thousands(joined),
        (true, true) => Separators::Either(joined, pointed),
        _ => Separators::Decimal(pointed),
    }
}

/// The part in `7/10`, `7 out of 10` and `7 of 10`, where 10 ends the range.
fn out_of(ty: &NumberType, text: &str) -> Option<String> {
    let mut parts = ["/", "out of", "of"]
        .iter()
        .filter_map(|sign| text.split_once(sign));
    let (part, whole) = parts.next()?;
    let part = part.trim();
    let is_number = part.parse::<f64>().is_ok_and(f64::is_finite);
    (is_number && whole.trim().parse() == Ok(ty.range.high)).then(|| part.to_owned())
}

/// The number in `about 7` and `~7`.
fn about(text: &str) -> Option<String> {
    let number = ABOUT
        .iter()
        .find_map(|word| text.strip_prefix(word))?
        .trim();
    number
        .parse::<f64>()
        .is_ok_and(f64::is_finite)
        .then(|| number.to_owned())
}

/// The number, where a letter was typed for a digit that looks like it: `1O`.
fn letters_for_digits(text: &str) -> Option<String> {
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits: String = text
        .chars()
        .map(|c| match c {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            c => c,
        })
        .collect();
    (digits != text && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')).then_some(digits)
}
