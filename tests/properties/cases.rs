//! Random cases for properties: in goes a property, out comes nothing, or a
//! panic with the smallest ruleset and data that break it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use touchline::decision::Decision;
use touchline::engine::{Evaluator, Options, Which};
use touchline::{Ruleset, Source};

use crate::naive::data::{Answer, Athlete, to_days, to_settings};
use crate::naive::decide::Days;
use crate::naive::generate::{Draft, DraftFile, ROOT, Size, Tape, athletes, ruleset, texts};
use crate::naive::merge::Merged;

/// 2026-01-01 as days since 1970-01-01.
pub const START: i64 = 20_454;

pub fn checked(text: &str) -> Ruleset {
    Ruleset::from_text("property.touchline", text).unwrap_or_else(|error| panic!("{error}"))
}

/// How many cases a property tries: `TOUCHLINE_CASES` is that of the comparison with
/// the naive evaluator, and the others grow and shrink with it.
pub fn cases(default: u32) -> u32 {
    let asked = std::env::var("TOUCHLINE_CASES").map_or(COMPARED, |text| text.parse().unwrap());
    (default * asked).div_ceil(COMPARED)
}

/// How many cases are compared with the naive evaluator by default.
pub const COMPARED: u32 = 300;

/// A ruleset and data that were generated, parsed and checked.
pub struct Case {
    pub draft: Draft,
    pub text: String,
    pub merged: Merged,
    pub ruleset: Ruleset,
    pub athletes: Vec<Athlete>,
}

impl Case {
    pub fn decide(&self, which: Which) -> Vec<Decision> {
        self.decide_for(&self.athletes, which)
    }

    pub fn decide_for(&self, athletes: &[Athlete], which: Which) -> Vec<Decision> {
        decide_with(&self.ruleset, athletes, which)
    }
}

pub fn decide_with(ruleset: &Ruleset, athletes: &[Athlete], which: Which) -> Vec<Decision> {
    let options = options(ruleset, athletes, which);
    Evaluator::new(ruleset).decide(&to_days(ruleset, athletes), &options)
}

/// The root of several files.
pub fn source(files: &[DraftFile]) -> Source {
    Source::from_texts(ROOT, texts(files)).unwrap_or_else(|error| panic!("{error}"))
}

/// What to decide, and with which settings of the athletes' own.
pub fn options(ruleset: &Ruleset, athletes: &[Athlete], which: Which) -> Options {
    Options {
        which,
        athlete_settings: to_settings(ruleset, athletes),
        ..Options::default()
    }
}

pub fn which(days: Days) -> Which {
    match days {
        Days::Every => Which::EveryDay,
        Days::On(day) => Which::On(i32::try_from(day).unwrap()),
    }
}

/// What happened to the cases that were generated.
#[derive(Default)]
pub struct Count {
    accepted: Cell<u32>,
    rejected: RefCell<BTreeMap<String, (u32, String)>>,
}

impl Count {
    pub fn reject(&self, code: &str, text: &str) {
        let mut rejected = self.rejected.borrow_mut();
        let entry = rejected.entry(code.to_owned()).or_default();
        entry.0 += 1;
        if entry.1.is_empty() || text.len() < entry.1.len() {
            text.clone_into(&mut entry.1);
        }
    }

    /// The generator writes rulesets that the checker takes, nearly always.
    pub fn assert_high(&self) {
        let rejected = self.rejected.borrow();
        let lost: u32 = rejected.values().map(|(count, _)| count).sum();
        let all = self.accepted.get() + lost;
        if std::env::var_os("TOUCHLINE_SHOW").is_some() {
            eprintln!("{} of {all} accepted", self.accepted.get());
            for (code, (count, text)) in rejected.iter() {
                eprintln!("-- {count} x {code}\n{text}");
            }
        }
        assert!(
            self.accepted.get() * 10 > all * 6,
            "only {} of {all} rulesets were accepted: {:#?}",
            self.accepted.get(),
            rejected
                .iter()
                .map(|(code, (n, _))| (code, n))
                .collect::<Vec<_>>()
        );
    }
}

pub fn generate(words: &(Vec<u32>, Vec<u32>), size: Size, count: &Count) -> Option<Case> {
    let draft = ruleset(&mut Tape::new(&words.0), size);
    let most_days = if size == Size::Small { 4 } else { 20 };
    let athletes = athletes(&mut Tape::new(&words.1), &draft, most_days);
    let text = draft.text();
    let parsed = match source(&draft.files).parse() {
        Ok(parsed) => parsed,
        Err(error) => {
            count.reject("not parsed", &error.to_string());
            return None;
        }
    };
    let merged = Merged::new(parsed.program());
    match parsed.check() {
        Ok(checked) => {
            count.accepted.set(count.accepted.get() + 1);
            Some(Case {
                draft,
                text,
                merged,
                ruleset: checked.ruleset,
                athletes,
            })
        }
        Err(error) => {
            let first = error
                .items
                .iter()
                .find(|item| item.severity == touchline::diagnostics::Severity::Error);
            let code = first.map_or("unknown", |item| item.code.name());
            count.reject(code, &error.to_string());
            None
        }
    }
}

/// Where random cases come from.
pub fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 6000,
        ..Config::default()
    };
    let mut seed = [7; 32];
    if let Ok(text) = std::env::var("TOUCHLINE_SEED") {
        for (byte, given) in seed.iter_mut().zip(text.bytes()) {
            *byte = given;
        }
    }
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// Tries a property on random cases, and shows the smallest one that breaks it.
pub fn holds(size: Size, default: u32, property: impl Fn(&Case) -> Result<(), String>) {
    let mut runner = runner(cases(default));
    let count = Count::default();
    let words = (vec(any::<u32>(), 100..900), vec(any::<u32>(), 100..1600));
    // A panic in the middle of a case is a failure of that case.
    let result = runner.run(&words.prop_map(|words| words), |words| {
        let Some(case) = generate(&words, size, &count) else {
            return Ok(());
        };
        property(&case).map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => count.assert_high(),
        Err(TestError::Fail(reason, words)) => {
            let found = generate(&words, size, &Count::default());
            let (text, rows) = found.map_or_else(Default::default, |case| {
                let rows: Vec<String> = case.athletes.iter().map(show).collect();
                (case.text, rows.concat())
            });
            panic!("{reason}\n\n{text}\n{rows}");
        }
        Err(other) => panic!("{other}"),
    }
}

/// An athlete's answers, a line a day.
pub fn show(athlete: &Athlete) -> String {
    let mut text = format!("{}\n", athlete.name);
    for (date, row) in &athlete.rows {
        text.push_str(&crate::naive::value::show_date(*date));
        for ((name, member), answer) in row {
            let member = member.as_ref().map_or(String::new(), |m| format!(".{m}"));
            let value = match answer {
                Answer::Number(x) => x.to_string(),
                Answer::Truth(truth) => truth.to_string(),
                Answer::Member(member) => member.clone(),
                Answer::Set(members) => format!("{{{}}}", members.join(", ")),
                Answer::Date(day) => crate::naive::value::show_date(*day),
                Answer::Answered => "{}".into(),
            };
            text.push_str(&format!("  {name}{member}={value}"));
        }
        text.push('\n');
    }
    text
}

pub fn say<T: std::fmt::Debug + PartialEq>(what: &str, a: &T, b: &T) -> Result<(), String> {
    if a == b {
        Ok(())
    } else {
        Err(format!("{what}\n  {a:?}\n  {b:?}"))
    }
}

/// Words for a tape, made of one.
pub fn words(seed: u32, count: usize) -> Vec<u32> {
    let mut state = seed | 1;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.wrapping_mul(0x9E37_79B1)
        })
        .collect()
}
