//! Runs tests: in go a ruleset and some of its tests, out comes of each case
//! whether it came out as expected, and of one that did not how the rules stood.

use super::given;
use super::judge::Judge;
use super::{CaseReport, Failure, TestReport, days, one_line};
use crate::engine::{Evaluator, Examined, Options, Standing, Which};
use crate::explain;
use crate::report::drawn::DrawnRule;
use crate::ruleset::{Case, Expected, ExpectedKind, ExprId, Given, RuleId, Ruleset, Test};
use crate::span::Span;

/// Tests of a ruleset, ready to run.
pub(super) struct Runner<'a> {
    ruleset: &'a Ruleset,
    tests: &'a [&'a Test],
    evaluator: Evaluator<'a>,
    observed: Vec<ExprId>,
}

impl<'a> Runner<'a> {
    pub fn new(ruleset: &'a Ruleset, tests: &'a [&'a Test]) -> Self {
        let observed = observed(tests);
        Self {
            ruleset,
            tests,
            evaluator: Evaluator::observing(ruleset, &observed),
            observed,
        }
    }

    pub fn run(&self) -> Vec<TestReport> {
        self.tests.iter().map(|test| self.test(test)).collect()
    }

    fn test(&self, test: &Test) -> TestReport {
        let (file, line) = self.place(test.span);
        let of_cases = test.cases.iter().map(Some);
        let alone = test.cases.is_empty().then_some(None);
        TestReport {
            name: test.name.clone(),
            file,
            line,
            cases: alone
                .into_iter()
                .chain(of_cases)
                .map(|case| self.case(test, case))
                .collect(),
        }
    }

    fn case(&self, test: &Test, case: Option<&Case>) -> CaseReport {
        let row = case.map(|case| self.ruleset.sources.text(case.span).trim().to_owned());
        let line = self.place(case.map_or(test.span, |case| case.span)).1;
        let report = CaseReport {
            row,
            line,
            failures: Vec::new(),
            given: Default::default(),
            rules: Vec::new(),
        };
        let of_case = case.into_iter();
        let given: Vec<&Given> = test
            .given
            .iter()
            .chain(of_case.flat_map(|case| &case.given))
            .collect();
        let expects: Vec<&Expected> = test
            .expects
            .iter()
            .chain(case.into_iter().flat_map(|case| &case.expects))
            .collect();
        let own_today = case.and_then(|case| case.today).or(test.today);
        let today = own_today.unwrap_or(days::TODAY);
        let shown = || given::of(self.ruleset, given.iter().copied(), own_today);
        let filled = days::fill(self.ruleset, given.iter().copied(), today);
        let (days, settings) = match filled {
            Ok(filled) => filled,
            Err(actual) => return self.undecided(report, actual),
        };
        let options = Options {
            which: Which::On(today),
            settings,
            ..Options::default()
        };
        let Some(examined) = self.evaluator.examine(&days, &options).into_iter().next() else {
            return self.undecided(report, "no decision".to_owned());
        };
        let judge = Judge {
            ruleset: self.ruleset,
            examined: &examined,
            observed: &self.observed,
        };
        let failures: Vec<Failure> = expects
            .iter()
            .filter_map(|expected| {
                let (actual, hint) = judge.unmet(&expected.kind)?;
                Some(Failure {
                    expected: self.written(expected),
                    line: self.place(expected.span).1,
                    actual,
                    hint,
                })
            })
            .collect();
        if failures.is_empty() {
            return report;
        }
        let bearing = self.bearing(&examined, &expects);
        let draw = |day: &crate::engine::Inspector<'_>| -> Vec<DrawnRule> {
            let drawn = bearing.iter().map(|&id| explain::rule(day, id).drawn);
            drawn.collect()
        };
        let drawn = self.evaluator.inspect(&days, &options, draw);
        CaseReport {
            failures,
            given: shown(),
            rules: drawn.into_iter().next().unwrap_or_default(),
            ..report
        }
    }

    /// A case of which nothing could be decided.
    fn undecided(&self, report: CaseReport, actual: String) -> CaseReport {
        let failure = Failure {
            expected: "a decision".into(),
            line: report.line,
            actual,
            hint: None,
        };
        CaseReport {
            failures: vec![failure],
            ..report
        }
    }

    /// The rules that bear on what came out: those that fire first, then those that may.
    fn bearing(&self, examined: &Examined, expects: &[&Expected]) -> Vec<RuleId> {
        let (mut named, mut of_flags) = (Vec::new(), false);
        for expected in expects {
            match expected.kind {
                ExpectedKind::Rule(rule) | ExpectedKind::NoRule(rule) => named.push(rule),
                ExpectedKind::Flag(_) | ExpectedKind::NoFlag => of_flags = true,
                _ => {}
            }
        }
        let bears = |standing, id| match standing {
            Standing::Sure | Standing::Fires => true,
            // Most flags may still be raised in a test; they change no verdict.
            Standing::May if self.ruleset.rule(id).verdict.is_some() || of_flags => true,
            Standing::May | Standing::Overridden | Standing::No => named.contains(&id),
        };
        let order = |standing| match standing {
            Standing::Sure | Standing::Fires => 0,
            Standing::May => 1,
            Standing::Overridden | Standing::No => 2,
        };
        let mut bearing: Vec<_> = examined
            .rules
            .iter()
            .filter(|state| bears(state.standing, state.rule))
            .collect();
        bearing.sort_by_key(|state| {
            let verdict = self.ruleset.rule(state.rule).verdict;
            (order(state.standing), std::cmp::Reverse(verdict))
        });
        bearing.into_iter().map(|state| state.rule).collect()
    }

    /// An expectation as written, without `expect`.
    fn written(&self, expected: &Expected) -> String {
        let text = one_line(self.ruleset.sources.text(expected.span));
        match text.strip_prefix("expect ") {
            Some(rest) => rest.to_owned(),
            None => text,
        }
    }

    fn place(&self, span: Span) -> (String, usize) {
        let sources = &self.ruleset.sources;
        let file = sources.get(span.file).map_or("", |file| file.name());
        (file.to_owned(), sources.line(span))
    }
}

/// The conditions that tests expect, each once.
fn observed(tests: &[&Test]) -> Vec<ExprId> {
    let of_tests = tests.iter().flat_map(|test| {
        let of_cases = test.cases.iter().flat_map(|case| &case.expects);
        test.expects.iter().chain(of_cases)
    });
    let mut exprs: Vec<ExprId> = of_tests
        .filter_map(|expected| match expected.kind {
            ExpectedKind::Condition(expr) => Some(expr),
            _ => None,
        })
        .collect();
    exprs.sort_unstable();
    exprs.dedup();
    exprs
}
