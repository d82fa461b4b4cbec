//! A ruleset's own tests: in goes a [`Ruleset`], out comes a [`RulesetReport`]
//! that says of every case what was expected and what came out instead; [`text`]
//! shows it. The decisions are the engine's, so a test sees what `eval` does.

mod days;
mod judge;
mod text;

pub use text::text;

use crate::days::{Days, DaysBuilder};
use crate::engine::{ConditionState, Evaluator, Examined, Options, Standing, Which};
use crate::ruleset::{
    Case, Example, Expected, ExpectedKind, ExprId, Ruleset, SettingId, Test, Value, Verdict,
};
use crate::span::Span;

/// The tests of one ruleset, run.
#[derive(Clone, Debug)]
pub struct RulesetReport {
    /// The file of the ruleset, as messages name it.
    pub file: String,
    /// Its tests, in the order written.
    pub tests: Vec<TestReport>,
}

/// One test, run.
#[derive(Clone, Debug)]
pub struct TestReport {
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// The line it begins on, counted from 1.
    pub line: usize,
    /// How many cases it has; a test without `cases` is one.
    pub cases: usize,
    /// The cases that came out otherwise than expected.
    pub failed: Vec<CaseReport>,
}

/// One case that failed.
#[derive(Clone, Debug)]
pub struct CaseReport {
    /// Its row of `cases` as written and its line; absent for a test without `cases`.
    pub row: Option<(String, usize)>,
    /// The day it was decided for, as `2000-01-01`.
    pub today: String,
    /// What came out otherwise.
    pub failures: Vec<Failure>,
    /// The rules that bear on it: those that fire or may, and those expected by name.
    pub rules: Vec<RuleReport>,
}

/// One `expect` that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What was expected, as the ruleset writes it.
    pub expected: String,
    /// The line that expects it, counted from 1.
    pub line: usize,
    /// What came out.
    pub actual: String,
    /// What to do about it, where that is plain.
    pub hint: Option<String>,
}

/// How a rule stood.
#[derive(Clone, Debug)]
pub struct RuleReport {
    /// Its name.
    pub name: String,
    /// Its line, counted from 1.
    pub line: usize,
    /// Its verdict; absent where it only flags.
    pub verdict: Option<Verdict>,
    /// How it stood.
    pub standing: Standing,
    /// Its conditions, as written.
    pub conditions: Vec<ConditionReport>,
}

/// How a condition stood.
#[derive(Clone, Debug)]
pub struct ConditionReport {
    /// The condition, as the ruleset writes it.
    pub text: String,
    /// How it stood, and what it read.
    pub state: ConditionState,
}

impl RulesetReport {
    /// How many of its tests failed.
    pub fn failed(&self) -> usize {
        let failed = self.tests.iter().filter(|test| !test.failed.is_empty());
        failed.count()
    }
}

/// Runs every test of a ruleset.
pub fn run(ruleset: &Ruleset) -> RulesetReport {
    let observed = observed(ruleset);
    let runner = Runner {
        ruleset,
        evaluator: Evaluator::observing(ruleset, &observed),
        observed: &observed,
    };
    let name = ruleset.sources.get(ruleset.otherwise.span.file);
    RulesetReport {
        file: name.map_or_else(|| ruleset.name.clone(), |file| file.name().to_owned()),
        tests: ruleset.tests.iter().map(|test| runner.test(test)).collect(),
    }
}

/// The cases of all tests as the days of one athlete each, and how to decide them:
/// each on its last day, with its settings.
pub fn cases(ruleset: &Ruleset) -> (Days, Options) {
    let mut days = DaysBuilder::new(ruleset);
    let mut options = Options::default();
    for (number, test) in ruleset.tests.iter().enumerate() {
        let of_cases = test.cases.iter().map(Some);
        let alone = test.cases.is_empty().then_some(None);
        for (row, case) in alone.into_iter().chain(of_cases).enumerate() {
            let name = format!("test {number}, case {row}");
            let given = case.into_iter().flat_map(|case| &case.given);
            let today = case.and_then(|case| case.today).or(test.today);
            let today = today.unwrap_or(days::TODAY);
            let given = test.given.iter().chain(given);
            if let Ok(settings) = days::add(ruleset, &mut days, &name, given, today) {
                options.athlete_settings.insert(name, settings);
            }
        }
    }
    (days.finish(), options)
}

/// An example as the days of an athlete without a name, played on a day (days since
/// 1970-01-01), and the settings that it gives.
///
/// # Errors
/// Says which day cannot be.
pub fn example(
    ruleset: &Ruleset,
    example: &Example,
    today: i32,
) -> Result<(Days, Vec<(SettingId, Value)>), String> {
    days::fill(ruleset, example.given.iter(), today)
}

/// The conditions that tests expect, each once.
fn observed(ruleset: &Ruleset) -> Vec<ExprId> {
    let mut exprs: Vec<ExprId> = Vec::new();
    let of_tests = ruleset.tests.iter().flat_map(|test| {
        let of_cases = test.cases.iter().flat_map(|case| &case.expects);
        test.expects.iter().chain(of_cases)
    });
    exprs.extend(of_tests.filter_map(|expected| match expected.kind {
        ExpectedKind::Condition(expr) => Some(expr),
        _ => None,
    }));
    exprs.sort_unstable();
    exprs.dedup();
    exprs
}

struct Runner<'a> {
    ruleset: &'a Ruleset,
    evaluator: Evaluator<'a>,
    observed: &'a [ExprId],
}

impl Runner<'_> {
    fn test(&self, test: &Test) -> TestReport {
        let (file, line) = self.place(test.span);
        let failed = if test.cases.is_empty() {
            self.case(test, None).into_iter().collect()
        } else {
            let run = |case| self.case(test, Some(case));
            test.cases.iter().filter_map(run).collect()
        };
        TestReport {
            name: test.name.clone(),
            file,
            line,
            cases: test.cases.len().max(1),
            failed,
        }
    }

    /// Runs one case; `None` where it passes.
    fn case(&self, test: &Test, case: Option<&Case>) -> Option<CaseReport> {
        let given = || {
            test.given
                .iter()
                .chain(case.into_iter().flat_map(|case| &case.given))
        };
        let today = case.and_then(|case| case.today).or(test.today);
        let today = today.unwrap_or(days::TODAY);
        let expects = || {
            test.expects
                .iter()
                .chain(case.into_iter().flat_map(|case| &case.expects))
        };
        let filled = days::fill(self.ruleset, given(), today);
        let examined = filled.and_then(|(days, settings)| {
            let options = Options {
                which: Which::On(today),
                settings,
                ..Options::default()
            };
            let examined = self.evaluator.examine(&days, &options);
            examined
                .into_iter()
                .next()
                .ok_or_else(|| "no decision".to_owned())
        });
        let row = case.map(|case| {
            let text = self.ruleset.sources.text(case.span).trim().to_owned();
            (text, self.place(case.span).1)
        });
        let examined = match examined {
            Ok(examined) => examined,
            Err(actual) => {
                let failure = Failure {
                    expected: "a decision".into(),
                    line: self.place(case.map_or(test.span, |case| case.span)).1,
                    actual,
                    hint: None,
                };
                return Some(CaseReport {
                    row,
                    today: String::new(),
                    failures: vec![failure],
                    rules: Vec::new(),
                });
            }
        };
        let judge = judge::Judge {
            ruleset: self.ruleset,
            examined: &examined,
            observed: self.observed,
        };
        let failures: Vec<Failure> = expects()
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
            return None;
        }
        let rules = self.rules(&examined, expects());
        Some(CaseReport {
            row,
            today: examined.decision.date,
            failures,
            rules,
        })
    }

    fn rules<'e>(
        &self,
        examined: &Examined,
        expects: impl Iterator<Item = &'e Expected>,
    ) -> Vec<RuleReport> {
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
        let mut rules: Vec<RuleReport> = examined
            .rules
            .iter()
            .filter(|state| bears(state.standing, state.rule))
            .map(|state| {
                let rule = self.ruleset.rule(state.rule);
                let condition = |state: &ConditionState| ConditionReport {
                    text: one_line(
                        self.ruleset
                            .sources
                            .text(self.ruleset.expr(state.expr).span),
                    ),
                    state: state.clone(),
                };
                RuleReport {
                    name: rule.name.clone(),
                    line: self.place(rule.span).1,
                    verdict: rule.verdict,
                    standing: state.standing,
                    conditions: state.conditions.iter().map(condition).collect(),
                }
            })
            .collect();
        let order = |standing| match standing {
            Standing::Sure | Standing::Fires => 0,
            Standing::May => 1,
            Standing::Overridden | Standing::No => 2,
        };
        rules.sort_by_key(|rule| (order(rule.standing), std::cmp::Reverse(rule.verdict)));
        rules
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

/// A text that may stand on several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
