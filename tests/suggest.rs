//! Tests that are suggested: in go rulesets, the library's without their tests among
//! them, out come blocks that are read, checked and pass, and leave nothing untried.

use std::collections::BTreeMap;
use std::path::PathBuf;

use touchline::testing::{self, Item, Selection, Suggestions, TestReport};
use touchline::{Ruleset, Source};

/// What the suggested tests of every ruleset of the library try, in percent.
const LEAST: usize = 100;

/// Files that may include each other.
type Texts = BTreeMap<String, String>;

fn ruleset(texts: &Texts, name: &str, more: &str) -> Option<Ruleset> {
    let mut texts = texts.clone();
    texts.get_mut(name)?.push_str(more);
    let source = Source::from_texts(name, texts).ok()?;
    Some(source.parse().ok()?.check().ok()?.ruleset)
}

fn suggested(texts: &Texts, name: &str, more: &str) -> Suggestions {
    let whole = ruleset(texts, name, more).expect("it checks");
    testing::suggest(&whole, &|text| {
        ruleset(texts, name, &format!("{more}\n{text}"))
    })
}

fn one(text: &str) -> Suggestions {
    let texts = Texts::from([("one.touchline".to_owned(), text.to_owned())]);
    suggested(&texts, "one.touchline", "\n")
}

/// The rulesets of the library without their tests.
fn bare_library() -> Texts {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("rulesets");
    let mut texts = Texts::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "touchline") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let mut is_test = false;
        let kept = text.lines().filter(|line| {
            if line.starts_with(char::is_alphabetic) {
                is_test = line.starts_with("test ");
            }
            !is_test
        });
        let kept: Vec<&str> = kept.collect();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        texts.insert(name, kept.join("\n") + "\n");
    }
    texts
}

#[test]
fn the_library_gets_all_its_tests_back() {
    let texts = bare_library();
    let tried = |name: &str| {
        let first = suggested(&texts, name, "");
        let with = ruleset(&texts, name, &first.text).expect("the tests check");
        let all = Selection {
            coverage: true,
            ..Selection::default()
        };
        let report = testing::run_some(&with, &all);
        assert!(report.tests.iter().all(TestReport::passed), "{name}");
        let coverage = report.coverage.expect("it was asked for");
        assert_eq!(coverage.percent(), first.after, "{name}");
        assert!(first.after >= LEAST, "{name}: {:#?}", first.not_found);
        assert!(coverage.items.iter().all(Item::is_whole), "{name}");
        let again = suggested(&texts, name, &first.text);
        assert_eq!(again.text, "", "{name}: nothing is left to suggest");
        assert_eq!(again.not_found.len(), 0, "{name}");
    };
    std::thread::scope(|scope| {
        for name in texts.keys() {
            scope.spawn(move || tried(name));
        }
    });
}

const LEGS: &str = r#"
choice muscle: chest, quads

input soreness: scale 0 to 10 for each muscle
  missing means 0
input sleep: hours from 0 to 16
input ready: yes or no

rule "Very sore"
  when soreness.quads >= 8
  then rest
  because "Very sore."

rule "Short nights"
  when average sleep over last 3 days < 6 h
  unless ready
  then modify
    advise "Nap."
  because "Too little sleep."

table "Gear"
  | sleep  | give load |
  | < 5 h  | 20 kg     |
  | >= 5 h | 40 kg     |

rule "Light"
  when load < 30 kg
  then modify
    advise "Take it easy."
  because "Light today."

otherwise train

example "Rested"
  given soreness = {}, sleep = 8 h, ready = yes
  given
    | day             | sleep |
    | 2 to 1 days ago | 8 h   |
"#;

#[test]
fn blocks_read_as_a_coach_would_write_them() {
    let suggested = one(LEGS);
    let rest = suggested.not_found.join("\n");
    insta::assert_snapshot!(format!(
        "{}{}% without, {}% with\n{rest}",
        suggested.text, suggested.before, suggested.after
    ));
}

#[test]
fn what_no_day_reaches_is_said() {
    let suggested = one(
        "input a: scale 0 to 10\nlet twice = a * 2\nlet same = twice - a - a\n\n\
        rule \"Never\"\n  when same > 3\n  then rest\n  because \"No.\"\n\notherwise train\n",
    );
    let unreached = "same > 3 is true";
    assert!(
        suggested.not_found.iter().any(|text| text == unreached),
        "{:#?}",
        suggested.not_found
    );
}

#[test]
fn names_and_texts_of_any_kind_can_be_written() {
    let suggested = one("choice c: a, b\ninput s: set of c\n\
        rule \"Braces {size of s}\"\n  when s overlaps {a, b} and size of s > 1\n  then rest\n  because \"No.\"\n\n\
        otherwise train\n\ntest \"size of s around 1\"\n  expect train for now\n");
    assert_eq!(suggested.after, 100, "{:#?}", suggested);
}

/// The days of tests are long past; dates that rules name are tried all the same.
#[test]
fn dates_that_rules_name_are_tried() {
    let suggested = one(
        "input hurt_on: date, lasting\n\nrule \"Fresh\"\n  when hurt_on > 2026-06-05\n  \
        then rest\n  because \"Hurt.\"\n\notherwise train\n",
    );
    assert_eq!(suggested.after, 100, "{suggested:#?}");
    let day = "| 2026-06-05 | train  |";
    assert!(suggested.text.contains(day), "{}", suggested.text);
}

/// A ruleset of hundreds of thresholds: the search ends.
#[test]
fn a_search_is_given_up_in_the_end() {
    let mut text = String::from("input load: number from 0 to 100000\n");
    for number in 1..150 {
        let line = format!(
            "rule \"R{number}\"\n  when (ewma of load with span {} days) yesterday > {}\n  then rest\n  because \"No.\"\n\n",
            number + 1,
            number * 100
        );
        text.push_str(&line);
    }
    text.push_str("otherwise train\n");
    let suggested = one(&text);
    assert!(suggested.given_up || suggested.after == 100);
}

/// Neighbouring thresholds of one value share a table, with no case twice.
#[test]
fn thresholds_of_one_value_are_tried_in_one_table() {
    let suggested = one("input index: scale 0 to 20\n\ntable \"Bands\"\n  \
        | index  | then   | adjust         | because |\n  \
        | < 8    | train  |                | \"Low.\"  |\n  \
        | 8 to 9 | modify | advise \"Nap.\" | \"Mid.\"  |\n  \
        | > 9    | rest   |                | \"High.\" |\n\notherwise train\n");
    assert_eq!(suggested.after, 100, "{suggested:#?}");
    let tests = suggested.text.lines();
    let tests: Vec<&str> = tests.filter(|line| line.starts_with("test ")).collect();
    assert_eq!(tests, ["test \"index around 8 and 9\""]);
    let cases = suggested.text.lines().filter(|line| line.contains("| 8 "));
    assert_eq!(cases.count(), 1, "{}", suggested.text);
}
