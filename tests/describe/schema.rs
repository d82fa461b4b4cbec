//! The JSON Schema of a ruleset's data against the reader: what the schema takes is
//! read, and what breaks a type or a range is refused by both.

use jsonschema::Validator;
use serde_json::{Map, Value as Json, json};
use touchline::data::{DataFile, Options, read};
use touchline::describe::schema;
use touchline::pipeline::Checked;
use touchline::{Source, built_in};

fn built(name: &str) -> Checked {
    let source = Source::built_in(name).unwrap();
    source.parse().unwrap().check().unwrap()
}

fn schema_of(checked: &Checked) -> Json {
    serde_json::from_str(&schema(checked)).unwrap()
}

fn validator(schema: &Json) -> Validator {
    assert!(jsonschema::meta::is_valid(schema));
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).unwrap()
}

/// Whether the reader takes it.
fn is_read(checked: &Checked, days: &Json) -> bool {
    let file = DataFile {
        name: "days.json".into(),
        bytes: days.to_string().into_bytes(),
    };
    read(&checked.ruleset, vec![file], &Options::default()).is_ok()
}

/// A value that a schema takes, the lowest or first, or the highest or last.
fn taken(schema: &Json, last: bool) -> Json {
    if let Some(names) = schema["enum"].as_array() {
        let names: Vec<&Json> = names.iter().filter(|name| !name.is_null()).collect();
        let name = if last { names.last() } else { names.first() };
        return (*name.unwrap()).clone();
    }
    if let Some(properties) = schema["properties"].as_object() {
        let members = properties.iter();
        let map: Map<String, Json> = members
            .map(|(name, schema)| (name.clone(), taken(schema, last)))
            .collect();
        return map.into();
    }
    if schema["items"].is_object() {
        return json!([taken(&schema["items"], last)]);
    }
    if schema["format"] == "date" {
        return "2026-05-01".into();
    }
    let end = if last { "maximum" } else { "minimum" };
    schema.get(end).cloned().unwrap_or(json!(12))
}

/// Values that are none of a type, whatever its range.
fn refused(schema: &Json) -> Vec<Json> {
    let mut refused = vec![json!("perhaps"), json!([["deep"]])];
    if let Some(low) = schema["minimum"].as_f64() {
        refused.push(json!(low - 1.0));
    }
    if let Some(high) = schema["maximum"].as_f64() {
        refused.push(json!(high + 1.0));
    }
    if schema["additionalProperties"] == false {
        refused.push(json!({"no such member": 1}));
    }
    refused
}

#[test]
fn schema_and_reader_agree_on_every_key_of_every_shipped_ruleset() {
    for name in built_in::names() {
        let checked = built(name);
        let schema = schema_of(&checked);
        let validator = validator(&schema);
        let answers = schema["$defs"]["answers"]["properties"].as_object();
        for (key, value) in answers.unwrap() {
            let day = |value: &Json| json!({"athlete": "Ana", "date": "2026-06-01", key: value});
            for value in [taken(value, false), taken(value, true), Json::Null] {
                let day = day(&value);
                assert!(validator.is_valid(&day), "{name}: {day}");
                assert!(is_read(&checked, &day), "{name}: {day}");
            }
            for value in refused(value) {
                let day = day(&value);
                assert!(!validator.is_valid(&day), "{name}: {day}");
                assert!(!is_read(&checked, &day), "{name}: {day}");
            }
        }
    }
}

#[test]
fn days_are_one_or_many_with_earlier_ones() {
    let checked = built("hooper");
    let validator = validator(&schema_of(&checked));
    let agree = |days: Json, takes: bool| {
        assert_eq!(validator.is_valid(&days), takes, "{days}");
        assert_eq!(is_read(&checked, &days), takes, "{days}");
    };
    let day = json!({"athlete": "Ana", "date": "2026-06-01", "sleep": 3, "mood": 7});
    agree(day.clone(), true);
    agree(json!([day]), true);
    agree(json!({"sleep": 3}), true);
    let with = |history: Json| json!({"date": "2026-06-01", "sleep": 3, "history": history});
    agree(with(json!([{"date": "2026-05-31", "sleep": 4}])), true);
    agree(with(json!([{"sleep": 4}])), false);
    agree(with(json!([{"date": "2026-05-31", "sleep": 8}])), false);
    agree(with(json!({"date": "2026-05-31"})), false);
    agree(json!({"date": "2026-06-31", "sleep": 3}), false);
    agree(json!({"athlete": "", "sleep": 3}), false);
    agree(json!([]), false);
    agree(json!("sleep"), false);
}

#[test]
fn numbers_may_carry_their_unit() {
    let source = Source::from_text(
        "test.touchline",
        "input sleep: hours from 0 to 16\nrule \"Short\"\n  when sleep < 6 h\n  then rest\n  because \"Short.\"\notherwise train\n",
    );
    let checked = source.parse().unwrap().check().unwrap();
    let schema = schema_of(&checked);
    let validator = validator(&schema);
    for (value, takes) in [
        ("7 h", true),
        ("450 min", true),
        ("7.5h", true),
        ("long", false),
    ] {
        let day = json!({"sleep": value});
        assert_eq!(validator.is_valid(&day), takes, "{value}");
        assert_eq!(is_read(&checked, &day), takes, "{value}");
    }
    insta::assert_snapshot!(format!("{schema:#}"));
}
