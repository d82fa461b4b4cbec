//! Results of rulesets' tests as a coach reads them, and as programs do.

use serde_json::Value as Json;
use touchline::Ruleset;
use touchline::report::TextOptions;
use touchline::testing::{self, Selection, Shown, WrongRuleset, json, junit, text};

/// A ruleset with a test that fails in one case of three, and one that passes.
const LEGS: &str = r#"
choice muscle: chest, quads
plan target: set of muscle
input soreness: scale 0 to 10 for each muscle
input sleep: hours from 0 to 16
input warm_up: one of better, unchanged, worse
setting severe: scale 0 to 10 = 8
let sore_today = highest soreness among target

rule "Sore enough to cost quality"
  when sore_today > 4
  unless warm_up is better
  then modify
  because "Sore."

rule "Severe where it matters"
  when sore_today >= severe
  then rest
  because "Very sore."

rule "Short nights"
  when average sleep over last 3 days < 6 h
  then rest
  because "Too little sleep."

otherwise train

example "Slept"
  given target = {quads}, sleep = 8 h
  given
    | day             | sleep |
    | 2 to 1 days ago | 8 h   |

test "Nothing is sore"
  given "Slept", soreness = {}, warm_up = better
  expect train for now

test "Severity bands"
  given "Slept", warm_up = unchanged, severe = 7
  cases
  | soreness.quads | expect |
  | 5              | modify |
  | 6              | rest   |
  | 7              | rest   |
"#;

fn ruleset(name: &str, text: &str) -> Ruleset {
    Ruleset::from_text(name, text).unwrap_or_else(|errors| panic!("{errors}"))
}

fn options(width: usize) -> TextOptions {
    TextOptions {
        width,
        color: false,
    }
}

#[test]
fn a_failing_case_says_why() {
    let legs = ruleset("legs.touchline", LEGS);
    let empty = ruleset("rulesets/empty.touchline", "otherwise train");
    let reports = [testing::run(&legs), testing::run(&empty)];
    for width in [30, 100] {
        insta::assert_snapshot!(
            format!("failing_{width}"),
            text(&reports, Shown::Missing, &options(width))
        );
    }
}

#[test]
fn all_good_is_short() {
    let legs = ruleset("legs.touchline", LEGS);
    let nothing = Selection {
        filters: vec!["NOTHING".into()],
        coverage: false,
    };
    let reports = [testing::run_some(&legs, &nothing)];
    insta::assert_snapshot!(text(&reports, Shown::Missing, &options(80)));
}

#[test]
fn programs_read_what_people_read() {
    let legs = ruleset("legs.touchline", LEGS);
    let all = Selection {
        coverage: true,
        ..Selection::default()
    };
    let reports = [testing::run_some(&legs, &all)];
    let wrong = [WrongRuleset {
        file: "wrong.touchline".into(),
        errors: vec!["unknown-name: `x` is declared nowhere, wrong.touchline, line 3".into()],
    }];
    let text = json(&reports, &wrong);
    let document: Json = serde_json::from_str(&text).unwrap();
    assert_eq!(document["failed"], 1);
    assert_eq!(document["cases"], 4);
    let failed = &document["rulesets"][0]["tests"][1]["cases"][1]["failed"];
    assert_eq!(failed["expected"][0]["expected"], "rest");
    insta::assert_snapshot!("json", text);
    insta::assert_snapshot!("junit", junit(&reports, &wrong));
}

#[test]
fn what_is_untried_is_told() {
    let legs = ruleset("legs.touchline", LEGS);
    let all = Selection {
        coverage: true,
        ..Selection::default()
    };
    let reports = [testing::run_some(&legs, &all)];
    let lines = |shown, width| {
        let text = text(&reports, shown, &options(width));
        let (_, untried) = text.rsplit_once("1 failed\n\n").unwrap();
        untried.to_owned()
    };
    insta::assert_snapshot!("untried_100", lines(Shown::Missing, 100));
    insta::assert_snapshot!("untried_30", lines(Shown::Missing, 30));
    insta::assert_snapshot!("tried_100", lines(Shown::All, 100));
}

/// The results of the tests of a ruleset, as text.
fn run(ruleset: &str) -> String {
    let ruleset = self::ruleset("legs.touchline", ruleset);
    text(&[testing::run(&ruleset)], Shown::Missing, &options(100))
}

#[test]
fn what_is_not_known_says_why() {
    insta::assert_snapshot!(run(r#"
input w: whole number from 0 to 60
input load: whole number from 0 to 60
table "Sets"
  | w        | give sets |
  | 0 to 29  | 1         |
  | 31 to 60 | 2         |
otherwise train
test "No row"
  given w = 30
  expect sets * 2 is 4
test "Not answered"
  expect sets is 2
test "No history"
  given load = 3
  expect average load over last 7 days > 2
"#));
}

#[test]
fn a_cell_is_one_condition() {
    insta::assert_snapshot!(run(r#"
input warm_up: one of better, gone, worse
input heat: °F from 0 to 120
table "Soreness"
  | warm_up        | heat           | then   | because |
  | better or gone | 70 to under 80 °F | train  |         |
  | not worse      | >= 80 °F       | modify | "Hot."  |
  | otherwise      |                | rest   | "Sore." |
otherwise train
test "Answered in part"
  given warm_up = gone
  expect rest
test "Sore"
  given warm_up = worse, heat = 75 °F
  expect train
"#));
}
