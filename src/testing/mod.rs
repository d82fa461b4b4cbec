//! A ruleset's own tests: in goes a [`Ruleset`], out comes a [`RulesetReport`]
//! that says of every case what was given and expected, what came out instead,
//! and what the tests leave untried. The decisions are the engine's, so a test
//! sees what `eval` does.
//!
//! 1. `days`: a case becomes the days of an athlete;
//! 2. `runner`, `judge`: what came out, against what was expected; `given`: what
//!    a failing case is shown with;
//! 3. `coverage`: what all cases together try; `suggest`: tests for the rest;
//! 4. [`text`], [`json`] and [`junit`] show it.

mod coverage;
mod days;
mod given;
mod json;
mod judge;
mod junit;
mod runner;
mod suggest;
mod text;

pub use coverage::text::Shown;
pub use coverage::{Coverage, Item, ItemKind, State};
pub use given::{CaseGiven, GivenDays};
pub use json::json;
pub use junit::junit;
pub use suggest::{Suggestions, suggest};
pub use text::text;

use crate::days::{Days, DaysBuilder};
use crate::engine::Options;
use crate::report::drawn::DrawnRule;
use crate::ruleset::{Example, Ruleset, SettingId, Test, Value};
use runner::Runner;

/// The tests of one ruleset, run.
#[derive(Clone, Debug)]
pub struct RulesetReport<'a> {
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The file of the ruleset, as messages name it.
    pub file: String,
    /// Its tests, in the order written.
    pub tests: Vec<TestReport>,
    /// What they try, where that was asked for.
    pub coverage: Option<Coverage>,
}

/// A ruleset that has errors, so that none of its tests were run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongRuleset {
    /// Its file, as it was named.
    pub file: String,
    /// Its errors, a line each.
    pub errors: Vec<String>,
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
    /// Its cases, in the order written; a test without `cases` is one.
    pub cases: Vec<CaseReport>,
}

/// One case, run.
#[derive(Clone, Debug)]
pub struct CaseReport {
    /// Its row of `cases` as written; absent for a test without `cases`.
    pub row: Option<String>,
    /// The line of its row or of its test, counted from 1.
    pub line: usize,
    /// What came out otherwise; nothing where it passes.
    pub failures: Vec<Failure>,
    /// What it gave; only of one that fails.
    pub given: CaseGiven,
    /// The rules that bear on it, on their own text: those that fire or may, and
    /// those expected by name. Only of one that fails.
    pub rules: Vec<DrawnRule>,
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

/// Which tests are run, and what is asked of them.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only tests whose name contains one of these, case aside; all where there is none.
    pub filters: Vec<String>,
    /// Measure what they try.
    pub coverage: bool,
}

impl Selection {
    /// Whether a test is run.
    pub fn takes(&self, test: &Test) -> bool {
        let name = test.name.to_lowercase();
        let mut filters = self.filters.iter();
        self.filters.is_empty() || filters.any(|filter| name.contains(&filter.to_lowercase()))
    }
}

impl RulesetReport<'_> {
    /// How many of its tests failed.
    pub fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed()).count()
    }
}

impl TestReport {
    /// Whether all its cases came out as expected.
    pub fn passed(&self) -> bool {
        self.cases.iter().all(CaseReport::passed)
    }
}

impl CaseReport {
    /// Whether it came out as expected.
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Runs every test of a ruleset.
pub fn run(ruleset: &Ruleset) -> RulesetReport<'_> {
    run_some(ruleset, &Selection::default())
}

/// Runs the tests of a ruleset that a selection takes.
pub fn run_some<'a>(ruleset: &'a Ruleset, selection: &Selection) -> RulesetReport<'a> {
    let name = ruleset.sources.get(ruleset.otherwise.span.file);
    let taken: Vec<&Test> = ruleset
        .tests
        .iter()
        .filter(|test| selection.takes(test))
        .collect();
    let coverage = selection.coverage.then(|| {
        let (days, options) = cases_of(ruleset, &taken);
        coverage::measure(ruleset, &days, &options)
    });
    RulesetReport {
        ruleset,
        file: name.map_or_else(|| ruleset.name.clone(), |file| file.name().to_owned()),
        tests: Runner::new(ruleset, &taken).run(),
        coverage,
    }
}

/// The cases of all tests as the days of one athlete each, and how to decide them:
/// each on its last day, with its settings.
pub fn cases(ruleset: &Ruleset) -> (Days, Options) {
    cases_of(ruleset, &ruleset.tests.iter().collect::<Vec<_>>())
}

fn cases_of(ruleset: &Ruleset, tests: &[&Test]) -> (Days, Options) {
    let mut days = DaysBuilder::new(ruleset);
    let mut options = Options::default();
    for (number, test) in tests.iter().enumerate() {
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

/// A text that may stand on several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
