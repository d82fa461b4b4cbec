//! Test results as JUnit's XML, which systems for continuous integration read: in
//! go the reports of rulesets, out comes one document with a suite a ruleset and a
//! testcase a case.

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::coverage::text::summary;
use super::text::in_full;
use super::{CaseReport, RulesetReport, TestReport, WrongRuleset};

/// The results as JUnit's XML, with a line break at its end. A ruleset with errors
/// is a suite of one testcase that ends in an error.
pub fn junit(reports: &[RulesetReport<'_>], wrong: &[WrongRuleset]) -> String {
    let mut document = Report::new("touchline test");
    for report in reports {
        document.add_test_suite(suite(report));
    }
    for wrong in wrong {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
        status
            .set_message("the ruleset has errors, so none of its tests were run")
            .set_type("ruleset")
            .set_description(wrong.errors.join("\n"));
        let mut suite = TestSuite::new(&*wrong.file);
        suite.add_test_case(case(&wrong.file, "the ruleset checks", status, None));
        document.add_test_suite(suite);
    }
    // Texts and counts alone can always be written.
    let text = document.to_string().unwrap_or_default();
    format!("{}\n", text.trim_end())
}

fn suite(report: &RulesetReport<'_>) -> TestSuite {
    let mut suite = TestSuite::new(&*report.file);
    for test in &report.tests {
        for (number, one) in (1..).zip(&test.cases) {
            suite.add_test_case(of_case(report, test, one, number));
        }
    }
    if let Some(coverage) = &report.coverage {
        suite.add_property(("coverage", coverage.percent().to_string().as_str()));
        suite.add_property(("coverage-of", summary(coverage).as_str()));
    }
    suite
}

fn of_case(
    report: &RulesetReport<'_>,
    test: &TestReport,
    one: &CaseReport,
    number: usize,
) -> TestCase {
    let name = match test.cases.len() {
        1 => test.name.clone(),
        _ => format!("{}, case {number}", test.name),
    };
    let status = match one.failures.first() {
        None => TestCaseStatus::success(),
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            let message = format!("expected {}, got {}", first.expected, first.actual);
            status
                .set_message(message)
                .set_type("expect")
                .set_description(in_full(report.ruleset, one));
            status
        }
    };
    case(&report.file, &name, status, Some((&test.file, one.line)))
}

fn case(class: &str, name: &str, status: TestCaseStatus, place: Option<(&str, usize)>) -> TestCase {
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    if let Some((file, line)) = place {
        case.extra.insert("file".into(), file.into());
        case.extra.insert("line".into(), line.to_string().into());
    }
    case
}
