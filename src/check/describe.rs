//! Everyday words for messages: in goes a type, an expression or a range, out
//! comes what a coach would call it, and where its unit was declared.

use super::Checker;
use crate::ruleset::{ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Conversion, Dimension, Unit};

impl Checker<'_> {
    /// The source of a span in backticks where it is short, else `this`.
    pub(super) fn quote(&self, span: Span) -> String {
        let text = self.sources.text(span).trim();
        if text.is_empty() || text.contains(['\n', '`']) || text.chars().count() > 40 {
            "this".to_owned()
        } else {
            format!("`{text}`")
        }
    }

    /// What a type is: "a time, in hours", "yes or no", "one of better, unchanged, worse".
    pub(super) fn describe(&self, ty: &Type) -> String {
        match ty {
            Type::Number(number) => measure(number),
            Type::Truth => "yes or no".to_owned(),
            Type::Choice(choice) => {
                let members = &self.choice(*choice).members;
                let shown: Vec<&str> = members.iter().take(4).map(String::as_str).collect();
                let more = if members.len() > 4 { ", …" } else { "" };
                format!("one of {}{more}", shown.join(", "))
            }
            Type::Set(choice) => format!("a set of {}", self.choice(*choice).name),
            Type::Date => "a date".to_owned(),
        }
    }

    /// The input, setting or `let` that a value comes from; not for literals,
    /// nor where more than one name makes it.
    pub(super) fn source_of(&self, id: ExprId) -> Option<(String, Span, &'static str, Type)> {
        let mut at = id;
        loop {
            at = match &self.at(at).kind {
                ExprKind::Input(input)
                | ExprKind::InputMember(input, _)
                | ExprKind::InputAtMember(input) => {
                    let state = self.input(*input);
                    let name = &state.decl.name;
                    let ty = state.ty.as_ref()?.ty.clone();
                    return Some((name.name.clone(), name.span, "declared", ty));
                }
                ExprKind::Setting(setting) | ExprKind::SettingAtMember { first: setting, .. } => {
                    let state = self.setting(*setting);
                    let name = &state.decl.name;
                    let ty = state.ty.as_ref()?.ty.clone();
                    return Some((name.name.clone(), name.span, "declared", ty));
                }
                ExprKind::Let(let_id) => {
                    let state = &self.lets[let_id.0 as usize];
                    let name = state.name;
                    let ty = self.at(at).ty.clone();
                    return Some((name.name.clone(), name.span, "worked out", ty));
                }
                other => carried(other)?,
            };
        }
    }

    /// Whether an expression is a number as written.
    pub(super) fn is_literal(&self, id: ExprId) -> bool {
        matches!(self.at(id).kind, ExprKind::Number(_))
    }

    /// The number type of an expression, where it is a number.
    pub(super) fn number_of(&self, id: ExprId) -> Option<&NumberType> {
        match &self.at(id).ty {
            Type::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// What a number measures, and in which unit, where that can be written.
pub(super) fn measure(number: &NumberType) -> String {
    let unit = &number.unit;
    if unit.is_percent() {
        "a percentage".to_owned()
    } else if unit.dimension.is_none() {
        "a plain number".to_owned()
    } else if number.interval && unit.dimension == Dimension::TEMPERATURE {
        format!("a difference of temperatures, in {}", unit.plural())
    } else if unit.is_writable() {
        format!("{}, in {}", unit.dimension.describe(), unit.plural())
    } else {
        unit.dimension.describe()
    }
}

/// A number as a message says it, with its unit.
pub(crate) fn show(value: f64, unit: &Unit) -> String {
    match readable(unit) {
        Some((known, conversion)) => known.show(&rounded(conversion.apply(value))),
        None => unit.show(&rounded(value)),
    }
}

/// A unit that can be read instead of `km/(m/s)`.
fn readable(unit: &Unit) -> Option<(Unit, Conversion)> {
    if unit.is_plain() || unit.is_percent() || unit.is_writable() {
        return None;
    }
    let known = unit.known_alike().find(|known| {
        Conversion::between(known, unit, true).is_some_and(|back| back.apply(1.0) >= 1e-3)
    })?;
    let conversion = Conversion::between(unit, &known, true)?;
    Some((known, conversion))
}

/// A number as it could be written in its place: without the last bits of
/// binary fractions, so 0.30000000000000004 is `0.3`.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    let shown = if rounded.is_finite() { rounded } else { value };
    // -0 reads as a mistake.
    format!("{}", shown + 0.0)
}

/// A number as a message says it: six significant digits, and no digit before
/// the point lost.
pub(super) fn rounded(value: f64) -> String {
    let size = value.abs();
    if !size.is_finite() || size == 0.0 {
        return plain(value);
    }
    let mut places = 5;
    let mut reach = 10.0;
    while reach <= size && places > 0 {
        reach *= 10.0;
        places -= 1;
    }
    reach = 1.0;
    while size < reach && places < 9 {
        reach /= 10.0;
        places += 1;
    }
    let scale = 10f64.powi(places);
    plain((value * scale).round() / scale)
}

/// A range in words: "from 0 to 10", "at least 0 h", "at most 5"; none where it is unbounded.
pub(super) fn range_in_words(range: Range, unit: &Unit) -> Option<String> {
    match (range.low.is_finite(), range.high.is_finite()) {
        (true, true) if range.low == range.high => {
            Some(format!("always {}", show(range.low, unit)))
        }
        (true, true) => Some(match readable(unit) {
            Some(_) => format!(
                "from {} to {}",
                show(range.low, unit),
                show(range.high, unit)
            ),
            None => format!("from {} to {}", rounded(range.low), show(range.high, unit)),
        }),
        (true, false) => Some(format!("at least {}", show(range.low, unit))),
        (false, true) => Some(format!("at most {}", show(range.high, unit))),
        (false, false) => None,
    }
}

/// `a, b or c`
pub(super) fn list<'t>(items: impl Iterator<Item = &'t str>) -> String {
    let items: Vec<String> = items.take(12).map(|item| format!("`{item}`")).collect();
    items.join(", ")
}

/// The value that an expression passes on as what it is: converted, of another day, or
/// one of several.
pub(super) fn carried(kind: &ExprKind) -> Option<ExprId> {
    match kind {
        ExprKind::Convert(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Ago(inner, _)
        | ExprKind::Latest { value: inner, .. }
        | ExprKind::Ewma { value: inner, .. }
        | ExprKind::OverMembers { value: inner, .. }
        | ExprKind::OverDays { value: inner, .. } => Some(*inner),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn messages_say_six_digits() {
        for (value, said) in [
            (3.302_585_093, "3.30259"),
            (10.0, "10"),
            (0.1 + 0.2, "0.3"),
            (123_456.789, "123457"),
            (12_345_678.0, "12345678"),
            (-27.777_777_777, "-27.7778"),
            (0.001_234_567, "0.00123457"),
            (0.0, "0"),
        ] {
            assert_eq!(rounded(value), said);
        }
    }
}
