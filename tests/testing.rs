//! Results of rulesets' tests as a coach reads them: hand-made ones.

#![allow(clippy::expect_used)]

use serde_json::json;
use touchline::ast::Verdict;
use touchline::decision::{Datum, ReadValue};
use touchline::engine::{ConditionState, Standing};
use touchline::report::TextOptions;
use touchline::ruleset::ExprId;
use touchline::testing::{
    CaseReport, ConditionReport, Failure, RuleReport, RulesetReport, TestReport, text,
};

fn test(name: &str, line: usize, failed: Vec<CaseReport>) -> TestReport {
    TestReport {
        name: name.into(),
        file: "rulesets/soreness.touchline".into(),
        line,
        cases: 1,
        failed,
    }
}

fn condition(text: &str, of_unless: bool, now: Option<bool>, value: &str) -> ConditionReport {
    let name = text.split(' ').next().expect("a name");
    ConditionReport {
        text: text.into(),
        state: ConditionState {
            expr: ExprId(0),
            of_unless,
            now,
            values: vec![ReadValue {
                name: name.into(),
                datum: Datum {
                    value: json!(null),
                    text: value.into(),
                },
                date: Some("2000-01-01".into()),
                until: None,
            }],
        },
    }
}

fn failing_case() -> CaseReport {
    CaseReport {
        row: Some(("| 5              | modify |".into(), 190)),
        today: "2000-01-01".into(),
        failures: vec![Failure {
            expected: "modify".into(),
            line: 190,
            actual: "modify for now; it could still become rest".into(),
            hint: Some("give `movement` and `warm_up`, or write `expect modify for now`".into()),
        }],
        rules: vec![
            RuleReport {
                name: "Sore enough to cost quality".into(),
                line: 139,
                verdict: Some(Verdict::Modify),
                standing: Standing::Fires,
                conditions: vec![
                    condition("sore_today > manageable", false, Some(true), "5"),
                    condition("warm_up is better", true, None, "not known"),
                    condition("movement is clean", true, Some(false), "altered"),
                ],
            },
            RuleReport {
                name: "The warm-up made it worse".into(),
                line: 98,
                verdict: Some(Verdict::Rest),
                standing: Standing::May,
                conditions: vec![condition("warm_up is worse", false, None, "not known")],
            },
        ],
    }
}

fn reports() -> Vec<RulesetReport> {
    let report = |file: &str, tests| RulesetReport {
        file: file.into(),
        tests,
    };
    vec![
        report(
            "rulesets/load_watch.touchline",
            vec![test("A week's monotony", 40, Vec::new())],
        ),
        report(
            "rulesets/soreness.touchline",
            vec![
                test("Nothing is sore", 170, Vec::new()),
                test("Severity bands", 185, vec![failing_case()]),
            ],
        ),
        report("rulesets/empty.touchline", Vec::new()),
    ]
}

#[test]
fn a_failing_case_says_why() {
    for width in [40, 100] {
        let options = TextOptions {
            width,
            color: false,
        };
        insta::assert_snapshot!(format!("failing_{width}"), text(&reports(), &options));
    }
}

#[test]
fn all_good_is_short() {
    let reports = &reports()[..1];
    let options = TextOptions {
        width: 80,
        color: false,
    };
    insta::assert_snapshot!(text(reports, &options));
}

/// The results of the tests of a ruleset, as text.
fn run(ruleset: &str) -> String {
    let ruleset = touchline::Ruleset::from_text("legs.touchline", ruleset);
    let ruleset = ruleset.unwrap_or_else(|errors| panic!("{errors}"));
    let options = TextOptions {
        width: 100,
        color: false,
    };
    text(&[touchline::testing::run(&ruleset)], &options)
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
