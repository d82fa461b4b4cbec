//! The JSON Schema of a ruleset's data: in goes a [`Checked`] ruleset, out comes a
//! schema in the 2020-12 dialect of what an app sends to be decided: one
//! athlete-day or an array of them, with earlier days in `history`.
//!
//! What the schema takes, the reader takes. The reader takes more: other spellings
//! of yes and no, of names and dates, for spreadsheets and for people.

use serde_json::{Map, Value as Json, json};

use super::Writer;
use super::names::readable;
use super::questions::Asked;
use crate::ast::InputKind;
use crate::data::{ColumnOf, NewColumn, new_columns};
use crate::pipeline::Checked;
use crate::ruleset::{ChoiceId, InputId, NumberType, Ruleset, Setting, Type};

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// A number, and letters or a sign behind it: `7 h`, `450 min`, `95%`.
const WITH_UNIT: &str = r"^-?[0-9]+(\.[0-9]+)? ?[^0-9.,: ]+$";
/// Where the schema says what one day is.
const DAY: &str = "#/$defs/day";

/// The schema of a ruleset's data, as JSON laid out on lines; ends in a line break.
pub fn schema(checked: &Checked) -> String {
    let writer = Writer::new(checked);
    let ruleset = writer.ruleset;
    let mut inputs = writer.of_kind(InputKind::Input, |_| true);
    inputs.extend(writer.of_kind(InputKind::Plan, |_| true));
    let mut own = Map::new();
    let mut earlier = Map::new();
    let mut dates = Vec::new();
    for NewColumn { header, of } in new_columns(ruleset, &[]) {
        if of == ColumnOf::Athlete {
            let about = json!({
                "description": "Whose answers these are. Without it, all days are one athlete's.",
                "type": "string",
                "pattern": r"\S",
            });
            own.insert(header, about);
        } else {
            let about = json!({
                "description": "The day they are of. Without it, it is today.",
                "type": "string",
                "format": "date",
            });
            own.insert(header.clone(), about);
            earlier.insert(header.clone(), json!({"type": "string", "format": "date"}));
            dates.push(header);
        }
    }
    let mut answers = Map::new();
    for &id in &inputs {
        let about = writer.input_schema(id);
        let input = ruleset.input(id);
        for name in std::iter::once(&input.name).chain(&input.columns) {
            answers.entry(name.clone()).or_insert_with(|| about.clone());
        }
    }
    for (name, about) in settings(ruleset) {
        answers.entry(name).or_insert(about);
    }
    if !answers.contains_key("history") {
        let about = json!({
            "description": "Earlier days of the same athlete.",
            "type": "array",
            "items": {"$ref": "#/$defs/earlier"},
        });
        own.insert("history".into(), about);
    }
    let schema = json!({
        "$schema": DIALECT,
        "title": format!("Days for “{}”", ruleset.name),
        "description": "One athlete-day, or an array of them. A key that is absent, or null, is \
                        an answer that is missing.",
        "anyOf": [
            {"$ref": DAY},
            {"type": "array", "items": {"$ref": DAY}, "minItems": 1},
        ],
        "$defs": {
            "day": {"$ref": "#/$defs/answers", "properties": own},
            "earlier": {
                "$ref": "#/$defs/answers",
                "properties": earlier,
                "required": dates,
            },
            "answers": {"type": "object", "properties": answers},
        },
    });
    format!("{schema:#}\n")
}

impl Writer<'_> {
    fn input_schema(&self, id: InputId) -> Json {
        let input = self.ruleset.input(id);
        let Asked {
            question,
            answer,
            missing,
        } = self.asked(id, None);
        let mut about = Map::new();
        about.insert("title".into(), readable(&input.name).into());
        let end = if question.ends_with(['?', '.', '!']) {
            ""
        } else {
            "."
        };
        let text = format!("{question}{end} An answer is {answer}. If it is missing: {missing}.");
        about.insert("description".into(), text.into());
        let value = value_schema(self.ruleset, &input.ty);
        about.extend(match input.each {
            Some(choice) => map_schema(self.ruleset, choice, &value),
            None => value,
        });
        Json::Object(about)
    }
}

/// An object with a value for each member.
fn map_schema(ruleset: &Ruleset, choice: ChoiceId, value: &Map<String, Json>) -> Map<String, Json> {
    let members = ruleset.choice(choice).members.iter();
    let properties: Map<String, Json> = members
        .map(|member| (member.clone(), Json::Object(value.clone())))
        .collect();
    keys(json!({
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    }))
}

/// The settings that an athlete may have, by the keys of a day.
fn settings(ruleset: &Ruleset) -> Vec<(String, Json)> {
    let mut found: Vec<(String, Json)> = Vec::new();
    for Setting { name, ty, .. } in &ruleset.settings {
        let value = Json::Object(value_schema(ruleset, ty));
        match name.split_once('.') {
            None => found.push((name.clone(), value)),
            Some((whole, member)) => {
                let members = json!({whole: {
                    "type": "object",
                    "properties": {},
                    "additionalProperties": false,
                }});
                if found.last().is_none_or(|(last, _)| last != whole) {
                    found.extend(keys(members));
                }
                let properties = found
                    .last_mut()
                    .and_then(|(_, map)| map.pointer_mut("/properties"))
                    .and_then(Json::as_object_mut);
                if let Some(properties) = properties {
                    properties.insert(member.to_owned(), value);
                }
            }
        }
    }
    found
}

/// What one value may be; always `null` too.
fn value_schema(ruleset: &Ruleset, ty: &Type) -> Map<String, Json> {
    let names = |choice: &ChoiceId| ruleset.choice(*choice).members.clone();
    keys(match ty {
        Type::Number(number) => number_schema(number),
        Type::Truth => json!({"enum": [true, false, "yes", "no", null]}),
        Type::Choice(choice) => {
            let mut names: Vec<Json> = names(choice).into_iter().map(Json::from).collect();
            names.push(Json::Null);
            json!({"enum": names})
        }
        Type::Set(choice) => {
            let groups = ruleset.groups.iter();
            let groups = groups.filter(|group| group.choice == *choice);
            let mut names = names(choice);
            names.extend(groups.map(|group| group.name.clone()));
            json!({"type": ["array", "null"], "items": {"enum": names}})
        }
        Type::Date => json!({"type": ["string", "null"], "format": "date"}),
    })
}

/// A number in its unit, or a text with the unit behind it.
fn number_schema(number: &NumberType) -> Json {
    let kind = if number.whole { "integer" } else { "number" };
    let mut schema = match number.unit.is_plain() {
        true => keys(json!({"type": [kind, "null"]})),
        false => keys(json!({"type": [kind, "string", "null"], "pattern": WITH_UNIT})),
    };
    for (end, at) in [
        ("minimum", number.range.low),
        ("maximum", number.range.high),
    ] {
        if at.is_finite() {
            schema.insert(end.into(), written(at));
        }
    }
    Json::Object(schema)
}

/// A number as it is written: 7, not 7.0.
fn written(x: f64) -> Json {
    serde_json::from_str(&x.to_string()).unwrap_or_else(|_| x.into())
}

fn keys(schema: Json) -> Map<String, Json> {
    match schema {
        Json::Object(keys) => keys,
        _ => Map::new(),
    }
}
