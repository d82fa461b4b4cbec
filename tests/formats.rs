//! Messages for programs: JSON, SARIF, GitHub's commands. In go rulesets in
//! memory, out comes text, held against snapshots, against the schema of SARIF,
//! and against what the messages themselves say.

use std::collections::BTreeMap;
use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use touchline::Source;
use touchline::diagnostics::{Batch, Diagnostics, apply, github, json, sarif};

/// A squad that includes a file with a mistake, and has one of its own behind letters of several bytes.
fn squad() -> Batch {
    let heat = "input heat: °C from -40 to 60\n\nlet hot = haet > 30 °C\n\notherwise train\n";
    let squad = "include \"lib/heat 1.touchline\"\n\ninput müde: scale 0 to 10\n\nrule \"Müde, 100%: rest\"\n  when müde > 4 and mude > 5\n  then rest\n  because \"Müde.\"\n\notherwise train\n";
    let texts = [("squad.touchline", squad), ("lib/heat 1.touchline", heat)];
    let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let source = Source::from_texts("squad.touchline", BTreeMap::from(texts)).unwrap();
    batch(vec![source.examine()])
}

fn batch(parts: Vec<Diagnostics>) -> Batch {
    Batch::new(parts, "/club".into())
}

fn examined(name: &str, text: &str) -> Diagnostics {
    Source::from_text(name, text).examine()
}

fn validator() -> Validator {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/sarif-2.1.0.json");
    let schema = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

#[track_caller]
fn valid(validator: &Validator, text: &str) -> Value {
    let log: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{}\n{text}", errors.join("\n"));
    log
}

/// Every wrong program of `tests/cases`.
fn cases() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "touchline")
                && let Ok(text) = std::fs::read_to_string(&path)
            {
                found.push((path.display().to_string(), text));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn json_says_all_there_is() {
    insta::assert_snapshot!(json(&squad()));
}

#[test]
fn sarif_says_it_for_code_scanning() {
    let text = sarif(&squad());
    valid(&validator(), &text);
    insta::assert_snapshot!(text);
}

#[test]
fn github_gets_a_command_each() {
    insta::assert_snapshot!(github(&squad()));
}

#[test]
fn with_nothing_wrong_there_is_a_document_all_the_same() {
    let nothing = batch(vec![examined("squad.touchline", "otherwise train\n")]);
    insta::assert_snapshot!(json(&nothing), @r#"
    {
      "version": 1,
      "diagnostics": [],
      "errors": 0,
      "warnings": 0,
      "rulesets": 1
    }
    "#);
    assert_eq!(github(&nothing), "");
    let log = valid(&validator(), &sarif(&nothing));
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn what_has_no_place_is_a_notification() {
    let missing = Source::read("/club/nowhere.touchline").unwrap_err();
    let batch = batch(vec![missing]);
    let log = valid(&validator(), &sarif(&batch));
    let run = &log["runs"][0]["invocations"][0];
    assert_eq!(run["executionSuccessful"], false);
    let told = &run["toolExecutionNotifications"][0];
    assert_eq!(told["descriptor"]["id"], "cannot-read");
    assert!(github(&batch).starts_with("::error title=cannot-read::`/club/nowhere.touchline`"));
}

#[test]
fn the_schema_is_a_real_one() {
    let mut log: Value = serde_json::from_str(&sarif(&squad())).unwrap();
    log["runs"][0]["results"][0]["level"] = "mistake".into();
    assert!(!validator().is_valid(&log));
}

#[test]
fn every_wrong_program_makes_a_valid_log() {
    let validator = validator();
    let (mut results, mut fixes) = (0, 0);
    for (name, text) in cases() {
        let found = examined(&name, &text);
        let log = valid(&validator, &sarif(&batch(vec![found.clone()])));
        let run = &log["runs"][0];
        for (item, result) in found.items.iter().zip(run["results"].as_array().unwrap()) {
            results += 1;
            let rule = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(run["tool"]["driver"]["rules"][rule]["id"], result["ruleId"]);
            if let Some(fix) = &item.fix {
                fixes += 1;
                let file = fix.edits[0].span.file;
                let (right, _) = apply(&text, file, [fix.edits.as_slice()]);
                let change = &result["fixes"][0]["artifactChanges"][0];
                assert_eq!(replaced(&text, change), right, "{name}\n{change:#}");
            }
        }
    }
    assert!(
        results > 300 && fixes > 60,
        "{results} results, {fixes} fixes"
    );
}

/// The text after a change, by lines and columns alone, as an editor does it.
fn replaced(text: &str, change: &Value) -> String {
    let mut replacements = change["replacements"].as_array().unwrap().clone();
    let at = |region: &Value, line: &str, column: &str| {
        let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        let start: usize = text
            .split_inclusive('\n')
            .take(number(line) - 1)
            .map(str::len)
            .sum();
        let marked = start == 0 && text.starts_with('\u{feff}');
        let start = start + if marked { '\u{feff}'.len_utf8() } else { 0 };
        let columns = text.get(start..).unwrap().chars().take(number(column) - 1);
        start + columns.map(char::len_utf8).sum::<usize>()
    };
    let start = |replacement: &Value| at(&replacement["deletedRegion"], "startLine", "startColumn");
    replacements.sort_by_key(|replacement| std::cmp::Reverse(start(replacement)));
    let mut out = text.to_owned();
    for replacement in replacements {
        let end = at(&replacement["deletedRegion"], "endLine", "endColumn");
        let new = replacement["insertedContent"]["text"].as_str().unwrap();
        out.replace_range(start(&replacement)..end, new);
    }
    out
}

#[test]
fn nothing_a_name_holds_ends_a_command() {
    let found = examined("a,b:c%d\n::error::e.touchline", "otherwise\n  train é\n");
    let text = github(&batch(vec![found]));
    for line in text.lines() {
        assert!(
            line.starts_with("::error file=a%2Cb%3Ac%25d%0A%3A%3Aerror%3A%3Ae.touchline,line="),
            "{line}"
        );
    }
}

#[test]
fn nothing_a_name_holds_is_a_link() {
    let found = examined(
        "a.touchline",
        "rule \"[here](https://example.org)\"\n  when x\n\nrule \"[here](https://example.org)\"\n  when x\n\notherwise train\n",
    );
    let log = valid(&validator(), &sarif(&batch(vec![found])));
    for result in log["runs"][0]["results"].as_array().unwrap() {
        let text = result["message"]["text"].as_str().unwrap();
        assert!(!text.replace("\\]", "").contains("]("), "{text}");
    }
}
