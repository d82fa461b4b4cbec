//! A value as a cell or as JSON: in goes a [`Value`], out comes the text that is
//! read as that value, exactly; and whether days that were read hold it.

use serde_json::{Map, Value as Json};

use super::new_row::{NewRow, NewValue};
use crate::days::{Days, Layout, Slot};
use crate::engine::show::date_text;
use crate::ruleset::{ChoiceId, Ruleset, Type, Value};

/// The text of a cell; with its own unit under a header that names one.
pub(super) fn cell(ruleset: &Ruleset, value: &NewValue, with_unit: bool, joint: char) -> String {
    let Some(given) = value.value else {
        return "none".into();
    };
    match (&ruleset.input(value.input).ty, given) {
        (Type::Number(number), Value::Number(x)) if with_unit => number.unit.show(&x.to_string()),
        (_, Value::Number(x)) => x.to_string(),
        (_, Value::Truth(true)) => "yes".into(),
        (_, Value::Truth(false)) => "no".into(),
        (Type::Choice(choice), Value::Member(at)) => name(ruleset, *choice, at).into(),
        (Type::Set(choice), Value::Set(mask)) => {
            let names = names(ruleset, *choice, mask);
            let comma = match joint {
                ';' => ",",
                _ => ";",
            };
            match names.is_empty() {
                true => "none".into(),
                false => names.join(comma),
            }
        }
        (_, Value::Date(day)) => date_text(day),
        (_, Value::Member(_) | Value::Set(_)) => String::new(),
    }
}

/// A cell as it stands in a table: in quotes where it has to be.
pub(crate) fn quoted(cell: &str, joint: char) -> String {
    let is_plain = !cell.contains([joint, '"', '\n', '\r']) && cell.trim() == cell;
    match is_plain {
        true => cell.to_owned(),
        false => format!("\"{}\"", cell.replace('"', "\"\"")),
    }
}

/// The row as an object on one line.
pub(super) fn json_row(ruleset: &Ruleset, row: &NewRow, athlete: &str, date: &str) -> String {
    let mut object = Map::new();
    if !row.athlete.is_empty() {
        object.insert(athlete.to_owned(), row.athlete.clone().into());
    }
    object.insert(date.to_owned(), date_text(row.date).into());
    for value in &row.values {
        let input = ruleset.input(value.input);
        match (input.each, value.member) {
            (Some(each), member) => {
                let map = object.entry(input.name.clone());
                let map = map.or_insert_with(|| Json::Object(Map::new()));
                if let (Json::Object(map), Some(member)) = (map, member) {
                    map.insert(name(ruleset, each, member).into(), json(ruleset, value));
                }
            }
            (None, _) => {
                object.insert(input.name.clone(), json(ruleset, value));
            }
        }
    }
    Json::Object(object).to_string()
}

/// JSON with an object more, as the last of a list, or of a file of `lines`. `None` where it is no list.
pub(super) fn with_object(text: &str, object: &str, lines: bool) -> Option<String> {
    if text.trim().is_empty() {
        return Some(match lines {
            true => format!("{object}\n"),
            false => format!("[\n  {object}\n]\n"),
        });
    }
    if lines {
        let joint = match text.ends_with('\n') {
            true => "",
            false => "\n",
        };
        return Some(format!("{text}{joint}{object}\n"));
    }
    let list = text.trim_end().strip_suffix(']')?;
    let end = text.strip_prefix(list)?;
    let list = list.trim_end();
    list.trim_start().starts_with('[').then(|| {
        let joint = match list.ends_with('[') {
            true => "",
            false => ",",
        };
        format!("{list}{joint}\n  {object}\n{end}")
    })
}

fn json(ruleset: &Ruleset, value: &NewValue) -> Json {
    match (&ruleset.input(value.input).ty, value.value) {
        // `{x}` of a whole number has no point, so it becomes a whole number there.
        (_, Some(Value::Number(x))) => {
            serde_json::from_str(&x.to_string()).unwrap_or_else(|_| x.into())
        }
        (_, Some(Value::Truth(truth))) => truth.into(),
        (Type::Set(choice), Some(Value::Set(mask))) => names(ruleset, *choice, mask).into(),
        _ => cell(ruleset, value, false, ',').into(),
    }
}

fn name(ruleset: &Ruleset, choice: ChoiceId, at: u8) -> &str {
    let members = &ruleset.choice(choice).members;
    members.get(usize::from(at)).map_or("", String::as_str)
}

fn names(ruleset: &Ruleset, choice: ChoiceId, mask: u64) -> Vec<&str> {
    let members = (0u8..64).filter(|at| (mask >> at) & 1 == 1);
    members.map(|at| name(ruleset, choice, at)).collect()
}

/// Whether days hold a row.
pub(super) fn holds(ruleset: &Ruleset, days: &Days, row: &NewRow) -> bool {
    let mut athletes = days.athletes.iter();
    let Some(athlete) = athletes.find(|athlete| athlete.name == row.athlete) else {
        return false;
    };
    let mut rows = athlete.rows.clone();
    let Some(at) = rows.find(|&at| days.dates.get(at) == Some(&row.date)) else {
        return false;
    };
    row.values.iter().all(|value| {
        let slot = slot(ruleset, value);
        let column = days.columns.get(slot.0 as usize);
        let held = column.and_then(|column| column.get(at));
        held == Some(value.value.unwrap_or(Value::Truth(true)).into())
    })
}

/// Where a value is held; of a whole map, the flag that says that it was answered.
pub(super) fn slot(ruleset: &Ruleset, value: &NewValue) -> Slot {
    let layout = Layout::new(ruleset);
    match (ruleset.input(value.input).each, value.member) {
        (Some(each), None) => layout.answered(value.input, ruleset.choice(each).members.len()),
        (_, member) => layout.slot(value.input, member),
    }
}
