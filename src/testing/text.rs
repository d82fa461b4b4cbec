//! Test results as text: each failing case with what was given and expected, what
//! came out, and the rules' own text with the values of their conditions; then a
//! line a ruleset, the count of it all, and what the tests leave untried.

use super::coverage::text::{Shown, text as coverage_text};
use super::{CaseReport, RulesetReport, TestReport};
use crate::report::{Cell, TextOptions, Tone, drawn, grid, paint};
use crate::ruleset::{Ruleset, Verdict};

const GOOD: Tone = Tone::Verdict(Verdict::Train);
const BAD: Tone = Tone::Verdict(Verdict::Rest);
/// From this many columns on there is room for a place beside a name.
const WIDE: usize = 60;

/// The results of several rulesets, failing cases first, so that the overview
/// is what stays on the screen; ends in a line break. What no test tries is told
/// of rulesets whose coverage was measured.
pub fn text(reports: &[RulesetReport<'_>], shown: Shown, options: &TextOptions) -> String {
    let mut out = String::new();
    for report in reports {
        for test in &report.tests {
            for case in test.cases.iter().filter(|case| !case.passed()) {
                failing(&mut out, report.ruleset, test, case, options);
                out.push('\n');
            }
        }
    }
    let headlines: Vec<_> = reports.iter().map(headline).collect();
    out.push_str(&grid(&headlines, 0, options.width, options.color));
    out.push_str(&summary(reports, options));
    let measured: Vec<_> = reports
        .iter()
        .filter_map(|report| Some((report.file.as_str(), report.coverage.as_ref()?)))
        .collect();
    if !measured.is_empty() {
        out.push('\n');
        out.push_str(&coverage_text(&measured, shown, options));
    }
    out
}

fn headline(report: &RulesetReport<'_>) -> Vec<Cell> {
    let (failed, all) = (report.failed(), report.tests.len());
    let (mark, tone, count) = match (failed, all) {
        (_, 0) => ("none", Tone::Quiet, "no tests".to_owned()),
        (0, _) => ("ok", GOOD, tests(all)),
        _ => ("FAILED", BAD, format!("{failed} of {}", tests(all))),
    };
    vec![
        Cell::new(mark, tone),
        Cell::plain(&report.file),
        Cell::new(count, Tone::Quiet),
    ]
}

fn failing(
    out: &mut String,
    ruleset: &Ruleset,
    test: &TestReport,
    case: &CaseReport,
    options: &TextOptions,
) {
    let place = format!("{}:{}", test.file, case.line);
    let mut title = vec![
        Cell::new("FAILED", BAD),
        Cell::new(&test.name, Tone::Strong),
    ];
    let mut rows = rows(case);
    let place = Cell::new(place, Tone::Quiet);
    match options.width < WIDE {
        true => rows.insert(0, vec![Cell::new("at", Tone::Quiet), place]),
        false => title.push(place),
    }
    out.push_str(&grid(&[title], 0, options.width, options.color));
    out.push_str(&grid(&rows, 2, options.width, options.color));
    for rule in &case.rules {
        out.push('\n');
        out.push_str(&drawn::rule(ruleset, rule, options));
    }
}

/// What was given, expected and got.
fn rows(case: &CaseReport) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    if let Some(row) = &case.row {
        rows.push(vec![Cell::new("case", Tone::Quiet), Cell::plain(row)]);
    }
    let mut label = "given";
    let mut given = |text: String| {
        let label = std::mem::take(&mut label);
        rows.push(vec![Cell::new(label, Tone::Quiet), Cell::plain(text)]);
    };
    if !case.given.settings.is_empty() {
        given(super::given::values(&case.given.settings));
    }
    for days in &case.given.days {
        given(match days.from_days_ago {
            0 => days.text(),
            _ => format!("{}: {}", days.days(), days.text()),
        });
    }
    for failure in &case.failures {
        rows.push(vec![
            Cell::plain("expected"),
            Cell::new(&failure.expected, GOOD),
        ]);
        rows.push(vec![Cell::plain("got"), Cell::new(&failure.actual, BAD)]);
        if let Some(hint) = &failure.hint {
            rows.push(vec![Cell::plain("try"), Cell::plain(hint)]);
        }
    }
    rows
}

/// What a failing case comes to, in words alone: for reports that are no terminal.
pub(super) fn in_full(ruleset: &Ruleset, case: &CaseReport) -> String {
    let options = TextOptions {
        width: 100,
        color: false,
    };
    let mut out = grid(&rows(case), 0, options.width, options.color);
    for rule in &case.rules {
        out.push('\n');
        out.push_str(&drawn::rule(ruleset, rule, &options));
    }
    out
}

fn tests(count: usize) -> String {
    match count {
        1 => "1 test".into(),
        several => format!("{several} tests"),
    }
}

/// `10 tests: 9 passed, 1 failed`
fn summary(reports: &[RulesetReport<'_>], options: &TextOptions) -> String {
    let all: usize = reports.iter().map(|report| report.tests.len()).sum();
    let failed: usize = reports.iter().map(RulesetReport::failed).sum();
    let passed = paint(&format!("{} passed", all - failed), GOOD, options.color);
    match failed {
        0 => format!("{}: {passed}\n", tests(all)),
        _ => {
            let failed = paint(&format!("{failed} failed"), BAD, options.color);
            format!("{}: {passed}, {failed}\n", tests(all))
        }
    }
}
