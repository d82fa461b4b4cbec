//! Test results as JSON: in go the reports of rulesets, out comes one document,
//! described in docs/cli.md. Its version rises when something in it is renamed or
//! taken away; what is new may come at any time.

use serde::Serialize;
use serde_json::Value as Json;

use super::coverage::text::missing;
use super::text::in_full;
use super::{CaseReport, Coverage, Item, ItemKind, RulesetReport, TestReport, WrongRuleset, given};
use crate::decision::Datum;
use crate::report::drawn;
use crate::ruleset::{Ruleset, Verdict};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    rulesets: Vec<OfRuleset<'a>>,
    /// Rulesets with errors.
    wrong: Vec<Wrong<'a>>,
    tests: usize,
    cases: usize,
    failed: usize,
}

#[derive(Serialize)]
struct Wrong<'a> {
    file: &'a str,
    errors: &'a [String],
}

#[derive(Serialize)]
struct OfRuleset<'a> {
    file: &'a str,
    ruleset: &'a str,
    passed: bool,
    tests: Vec<OfTest<'a>>,
    coverage: Option<OfCoverage<'a>>,
}

#[derive(Serialize)]
struct OfTest<'a> {
    name: &'a str,
    file: &'a str,
    line: usize,
    passed: bool,
    cases: Vec<OfCase<'a>>,
}

#[derive(Serialize)]
struct OfCase<'a> {
    row: Option<&'a str>,
    line: usize,
    passed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<Failed<'a>>,
}

#[derive(Serialize)]
struct Failed<'a> {
    settings: Vec<Named<'a>>,
    given: Vec<OnDays<'a>>,
    expected: Vec<Expected<'a>>,
    rules: Vec<OfRule<'a>>,
    text: String,
}

#[derive(Serialize)]
struct OnDays<'a> {
    days: String,
    from_days_ago: u32,
    to_days_ago: u32,
    values: Vec<Named<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    value: &'a Json,
    text: &'a str,
}

#[derive(Serialize)]
struct Expected<'a> {
    expected: &'a str,
    got: &'a str,
    line: usize,
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct OfRule<'a> {
    rule: &'a str,
    verdict: Option<Verdict>,
    standing: String,
}

#[derive(Serialize)]
struct OfCoverage<'a> {
    percent: usize,
    tried: usize,
    of: usize,
    rules: Vec<OfItem<'a>>,
    rows: Vec<OfItem<'a>>,
    conditions: Vec<OfItem<'a>>,
    thresholds: Vec<OfItem<'a>>,
}

#[derive(Serialize)]
struct OfItem<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    threshold: Option<&'a str>,
    file: &'a str,
    line: usize,
    column: usize,
    /// How many cases made it stand so.
    cases: serde_json::Map<String, Json>,
    missing: Vec<&'a str>,
    message: Option<String>,
}

/// The results as one JSON document, with a line break at its end.
pub fn json(reports: &[RulesetReport<'_>], wrong: &[WrongRuleset]) -> String {
    let cases = |report: &RulesetReport<'_>| -> usize {
        report.tests.iter().map(|test| test.cases.len()).sum()
    };
    let document = Document {
        version: 1,
        rulesets: reports.iter().map(of_ruleset).collect(),
        wrong: wrong
            .iter()
            .map(|wrong| Wrong {
                file: &wrong.file,
                errors: &wrong.errors,
            })
            .collect(),
        tests: reports.iter().map(|report| report.tests.len()).sum(),
        cases: reports.iter().map(cases).sum(),
        failed: reports.iter().map(RulesetReport::failed).sum(),
    };
    // What is made of texts, numbers and values alone can always be written.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

fn of_ruleset<'a>(report: &'a RulesetReport<'_>) -> OfRuleset<'a> {
    let of_test = |test: &'a TestReport| OfTest {
        name: &test.name,
        file: &test.file,
        line: test.line,
        passed: test.passed(),
        cases: test
            .cases
            .iter()
            .map(|case| of_case(report.ruleset, case))
            .collect(),
    };
    OfRuleset {
        file: &report.file,
        ruleset: &report.ruleset.name,
        passed: report.failed() == 0,
        tests: report.tests.iter().map(of_test).collect(),
        coverage: report.coverage.as_ref().map(of_coverage),
    }
}

fn of_case<'a>(ruleset: &Ruleset, case: &'a CaseReport) -> OfCase<'a> {
    let failed = || Failed {
        settings: named(&case.given.settings),
        given: case.given.days.iter().map(on_days).collect(),
        expected: case
            .failures
            .iter()
            .map(|failure| Expected {
                expected: &failure.expected,
                got: &failure.actual,
                line: failure.line,
                hint: failure.hint.as_deref(),
            })
            .collect(),
        rules: case
            .rules
            .iter()
            .map(|rule| OfRule {
                rule: &rule.name,
                verdict: rule.verdict,
                standing: drawn::standing(rule),
            })
            .collect(),
        text: in_full(ruleset, case),
    };
    OfCase {
        row: case.row.as_deref(),
        line: case.line,
        passed: case.passed(),
        failed: (!case.passed()).then(failed),
    }
}

fn on_days(days: &given::GivenDays) -> OnDays<'_> {
    OnDays {
        days: days.days(),
        from_days_ago: days.from_days_ago,
        to_days_ago: days.to_days_ago,
        values: named(&days.values),
    }
}

fn named(values: &[(String, Datum)]) -> Vec<Named<'_>> {
    let named = values.iter().map(|(name, datum)| Named {
        name,
        value: &datum.value,
        text: &datum.text,
    });
    named.collect()
}

fn of_coverage(coverage: &Coverage) -> OfCoverage<'_> {
    let items = |kind| coverage.of(kind).map(of_item).collect();
    let (tried, of) = coverage.tried();
    OfCoverage {
        percent: coverage.percent(),
        tried,
        of,
        rules: items(ItemKind::Rule),
        rows: items(ItemKind::Row),
        conditions: items(ItemKind::Condition),
        thresholds: items(ItemKind::Threshold),
    }
}

fn of_item(item: &Item) -> OfItem<'_> {
    let states = item.states.iter();
    let missing_states = states.clone().filter(|state| state.is_missing());
    OfItem {
        text: &item.text,
        threshold: item.limit.as_deref(),
        file: &item.file,
        line: item.line,
        column: item.column,
        cases: states
            .map(|state| (state.name.to_owned(), state.cases.into()))
            .collect(),
        missing: missing_states.map(|state| state.name).collect(),
        message: missing(item),
    }
}
