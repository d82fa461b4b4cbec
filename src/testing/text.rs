//! Test results as text: each failing case with what was expected, what came
//! out and how the rules stood; then a line a ruleset, and the count of it all.

use super::{CaseReport, RuleReport, RulesetReport, TestReport};
use crate::engine::Standing;
use crate::report::{Cell, TextOptions, Tone, grid, paint, value};
use crate::ruleset::Verdict;

const GOOD: Tone = Tone::Verdict(Verdict::Train);
const BAD: Tone = Tone::Verdict(Verdict::Rest);

/// The results of several rulesets, failing cases first, so that the overview
/// is what stays on the screen; ends in a line break.
pub fn text(reports: &[RulesetReport], options: &TextOptions) -> String {
    let mut out = String::new();
    for test in reports.iter().flat_map(|report| &report.tests) {
        for case in &test.failed {
            failing(&mut out, test, case, options);
            out.push('\n');
        }
    }
    let headlines: Vec<_> = reports.iter().map(headline).collect();
    out.push_str(&grid(&headlines, 0, options.width, options.color));
    out.push_str(&summary(reports, options));
    out
}

fn headline(report: &RulesetReport) -> Vec<Cell> {
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

fn failing(out: &mut String, test: &TestReport, case: &CaseReport, options: &TextOptions) {
    let line = case.row.as_ref().map_or(test.line, |(_, line)| *line);
    let place = format!("{}:{line}", test.file);
    let title = vec![
        Cell::new("FAILED", BAD),
        Cell::new(&test.name, Tone::Strong),
        Cell::new(place, Tone::Quiet),
    ];
    out.push_str(&grid(&[title], 0, options.width, options.color));
    let mut rows = Vec::new();
    if let Some((row, _)) = &case.row {
        rows.push(vec![Cell::new("case", Tone::Quiet), Cell::plain(row)]);
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
    out.push_str(&grid(&rows, 2, options.width, options.color));
    for rule in &case.rules {
        out.push('\n');
        show_rule(out, rule, &case.today, options);
    }
}

fn show_rule(out: &mut String, rule: &RuleReport, today: &str, options: &TextOptions) {
    let standing = match rule.standing {
        Standing::Sure => "fires",
        Standing::Fires => "fires for now",
        Standing::May => "may still fire",
        Standing::Overridden => "is overridden",
        Standing::No => "does not fire",
    };
    let verdict = rule.verdict.map_or("flag", Verdict::name);
    let title = vec![
        Cell::new(verdict, rule.verdict.map_or(Tone::Plain, Tone::Verdict)),
        Cell::plain(&rule.name),
        Cell::new(format!("{standing}, line {}", rule.line), Tone::Quiet),
    ];
    out.push_str(&grid(&[title], 2, options.width, options.color));
    let mut rows = Vec::new();
    for condition in &rule.conditions {
        let truth = match condition.state.now {
            Some(true) => "yes",
            Some(false) => "no",
            None => "?",
        };
        let text = match condition.state.of_unless {
            true => format!("unless {}", condition.text),
            false => condition.text.clone(),
        };
        let read = condition.state.values.iter();
        let read: Vec<String> = read.map(|read| value(read, today)).collect();
        rows.push(vec![
            Cell::plain(truth),
            Cell::plain(text),
            Cell::new(read.join(" · "), Tone::Quiet),
        ]);
    }
    out.push_str(&grid(&rows, 4, options.width, options.color));
}

fn tests(count: usize) -> String {
    match count {
        1 => "1 test".into(),
        several => format!("{several} tests"),
    }
}

/// `10 tests: 9 passed, 1 failed`
fn summary(reports: &[RulesetReport], options: &TextOptions) -> String {
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
