//! Everyday words for messages: in goes a type, an expression or a range, out
//! comes what a coach would call it, and where its unit was declared.

use super::Checker;
use crate::ruleset::{ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Dimension, Unit};

/// One side of a mismatch: what the other side's message says of it.
#[derive(Clone, Debug)]
pub(super) struct Side {
    /// The name or a short text in backticks, else `this`.
    pub subject: String,
    /// Where it stands.
    pub span: Span,
    /// Where what it says was declared, and a sentence on it.
    pub origin: Option<(Span, String)>,
}

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

    /// An expression as one side of a mismatch.
    pub(super) fn side(&self, id: ExprId) -> Side {
        let span = self.at(id).span;
        Side {
            subject: self.quote(span),
            span,
            origin: self.origin(id),
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

    /// The type that was declared, and the name that declared it: what a value's unit comes from.
    fn origin(&self, id: ExprId) -> Option<(Span, String)> {
        let (name, span, verb, ty) = self.source_of(id)?;
        let kind = match ty {
            Type::Number(number) if !number.unit.symbol.is_empty() => {
                format!("in {}", number.unit.plural())
            }
            other => self.describe(&other),
        };
        Some((span, format!("`{name}` is {kind}, {verb} here")))
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
                ExprKind::Convert(inner, _)
                | ExprKind::Negate(inner)
                | ExprKind::Ago(inner, _)
                | ExprKind::Latest { value: inner, .. }
                | ExprKind::Ewma { value: inner, .. }
                | ExprKind::OverMembers { value: inner, .. }
                | ExprKind::OverDays { value: inner, .. } => *inner,
                _ => return None,
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

/// What a number measures, and in which unit.
pub(super) fn measure(number: &NumberType) -> String {
    let unit = &number.unit;
    if unit.is_percent() {
        "a percentage".to_owned()
    } else if unit.dimension.is_none() {
        "a plain number".to_owned()
    } else if number.interval && unit.dimension == Dimension::TEMPERATURE {
        format!("a difference of temperatures, in {}", unit.plural())
    } else {
        format!("{}, in {}", unit.dimension.describe(), unit.plural())
    }
}

/// A number as a ruleset would write it.
pub(crate) fn show(value: f64, unit: &Unit) -> String {
    unit.show(&plain(value))
}

/// A number without the last bits of binary fractions: 0.30000000000000004 is `0.3`.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    let shown = if rounded.is_finite() { rounded } else { value };
    // -0 reads as a mistake.
    format!("{}", shown + 0.0)
}

/// A range in words: "from 0 to 10", "at least 0 h", "at most 5"; none where it is unbounded.
pub(super) fn range_in_words(range: Range, unit: &Unit) -> Option<String> {
    match (range.low.is_finite(), range.high.is_finite()) {
        (true, true) if range.low == range.high => {
            Some(format!("always {}", show(range.low, unit)))
        }
        (true, true) => Some(format!(
            "from {} to {}",
            plain(range.low),
            show(range.high, unit)
        )),
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
