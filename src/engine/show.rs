//! Values as text and as data: at most two decimals, the declared unit, `4 to 9`
//! for what is only known within bounds, `not known` for what is missing.

use jiff::civil::Date;

use super::numbers::round;
use crate::days::Held;
use crate::decision::Datum;
use crate::ruleset::{ChoiceId, NumberType, Ruleset, Type, Value};

/// What is missing is printed so.
pub const NOT_KNOWN: &str = "not known";

/// The day of a count of days since 1970-01-01; `None` outside the calendar.
pub fn date(day: f64) -> Option<Date> {
    if !day.is_finite() || day.abs() > 4e6 {
        return None;
    }
    // Whole and small, as just seen.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole and below four million"
    )]
    let days = day.round() as i64;
    let span = jiff::Span::new().try_days(days).ok()?;
    Date::constant(1970, 1, 1).checked_add(span).ok()
}

/// A day as `2026-06-05`.
pub fn date_text(day: i32) -> String {
    date(f64::from(day)).map_or_else(|| NOT_KNOWN.to_owned(), |date| date.to_string())
}

/// At most two decimals, halves away from zero.
pub fn number_text(x: f64) -> String {
    let rounded = round(x, 2.0);
    let text = format!("{rounded:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn number_json(x: f64) -> serde_json::Value {
    // `{x}` of a whole number has no point, so it becomes a whole number there.
    serde_json::from_str(&format!("{x}")).unwrap_or(serde_json::Value::Null)
}

fn missing() -> Datum {
    Datum {
        value: serde_json::Value::Null,
        text: NOT_KNOWN.to_owned(),
    }
}

/// A number known within bounds, in the unit of its type.
pub fn number(low: f64, high: f64, ty: &NumberType) -> Datum {
    if low.is_nan() || high.is_nan() {
        return missing();
    }
    if low == high {
        return if low.is_finite() {
            Datum {
                value: number_json(low),
                text: ty.unit.show(&number_text(low)),
            }
        } else {
            missing()
        };
    }
    if low <= ty.range.low && high >= ty.range.high {
        return missing();
    }
    let text = if high.is_infinite() {
        format!("{} or more", ty.unit.show(&number_text(low)))
    } else if low.is_infinite() {
        format!("{} or less", ty.unit.show(&number_text(high)))
    } else {
        ty.unit
            .show(&format!("{} to {}", number_text(low), number_text(high)))
    };
    let mut value = serde_json::Map::new();
    for (key, bound) in [("from", low), ("to", high)] {
        if bound.is_finite() {
            value.insert(key.to_owned(), number_json(bound));
        }
    }
    Datum {
        value: value.into(),
        text,
    }
}

/// A member by its index.
pub fn member(ruleset: &Ruleset, choice: ChoiceId, index: f64) -> Datum {
    let members = &ruleset.choice(choice).members;
    let name = (0u8..)
        .zip(members)
        .find(|(at, _)| f64::from(*at) == index)
        .map(|(_, name)| name);
    match name {
        Some(name) => Datum {
            value: name.clone().into(),
            text: name.clone(),
        },
        None => missing(),
    }
}

/// A set as surely-in and maybe-in members.
pub fn set(ruleset: &Ruleset, choice: ChoiceId, sure: u64, maybe: u64) -> Datum {
    let members = &ruleset.choice(choice).members;
    let names = |mask: u64| -> Vec<String> {
        members
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask >> bit & 1 == 1)
            .map(|(_, name)| name.clone())
            .collect()
    };
    let certain = names(sure);
    if sure == maybe {
        let text = if certain.is_empty() {
            "none".to_owned()
        } else {
            certain.join(", ")
        };
        return Datum {
            value: certain.into(),
            text,
        };
    }
    let perhaps = names(maybe & !sure);
    if certain.is_empty() && perhaps.len() == members.len() {
        return missing();
    }
    let certain_text = if certain.is_empty() {
        String::new()
    } else {
        format!("{}, ", certain.join(", "))
    };
    let text = format!("{certain_text}maybe {}", perhaps.join(", "));
    let mut value = serde_json::Map::new();
    value.insert("surely".to_owned(), certain.into());
    value.insert("maybe".to_owned(), perhaps.into());
    Datum {
        value: value.into(),
        text,
    }
}

/// A truth: 0, 1 (unknown), 2.
pub fn truth(truth: u8) -> Datum {
    match truth {
        0 => Datum {
            value: false.into(),
            text: "no".to_owned(),
        },
        2 => Datum {
            value: true.into(),
            text: "yes".to_owned(),
        },
        _ => missing(),
    }
}

/// A day.
pub fn day(day: f64) -> Datum {
    match date(day) {
        Some(date) => Datum {
            value: date.to_string().into(),
            text: date.to_string(),
        },
        None => missing(),
    }
}

/// A known value of a type.
pub fn value(ruleset: &Ruleset, ty: &Type, value: Value) -> Datum {
    held(ruleset, ty, value.into())
}

/// The same, as columns hold it.
pub(super) fn held(ruleset: &Ruleset, ty: &Type, value: Held) -> Datum {
    match (ty, value) {
        (Type::Number(ty), Held::Number(x)) => number(x, x, ty),
        (Type::Choice(choice), Held::Number(index)) => member(ruleset, *choice, index),
        (Type::Set(choice), Held::Set(mask)) => set(ruleset, *choice, mask, mask),
        (Type::Truth, Held::Number(x)) => truth(u8::from(x != 0.0) * 2),
        (Type::Date, Held::Number(x)) => day(x),
        (_, Held::Set(_)) | (Type::Set(_), Held::Number(_)) => missing(),
    }
}
