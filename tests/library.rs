//! The library of rulesets: in go the files of `rulesets/`, out comes a failure
//! for each that does not keep what docs/rulesets/README.md promises of all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use touchline::diagnostics::{Code, Diagnostics};
use touchline::engine::{Evaluator, Options, Which};
use touchline::testing::{self, Item, Selection, TestReport};
use touchline::{Ruleset, Source, built_in, data};

/// Whether a ruleset keeps a promise, and if not, why.
type Keeps = fn(&Shipped) -> Result<(), String>;

/// What every ruleset of the library has. A new promise is a new row.
const PROMISES: &[(&str, Keeps)] = &[
    ("is built in, as it stands in its file", is_built_in),
    ("says what it is, whose and which version", has_a_header),
    ("checks without a warning", has_no_warnings),
    ("passes its own tests", passes_its_tests),
    ("leaves nothing untried by its tests", is_tried),
    ("has data, read and decided without a warning", has_data),
    ("fires each of its rules somewhere", fires_every_rule),
    (
        "has a page with its source, inputs and settings",
        has_a_page,
    ),
    ("stands in the index", is_in_the_index),
];

/// A ruleset of the library.
struct Shipped {
    name: String,
    text: String,
    ruleset: Ruleset,
    warnings: Diagnostics,
}

impl Shipped {
    fn read(path: &Path) -> Self {
        let checked = Source::read(path)
            .and_then(Source::parse)
            .and_then(|parsed| parsed.check())
            .unwrap_or_else(|errors| panic!("{errors}"));
        Self {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            text: std::fs::read_to_string(path).unwrap(),
            warnings: checked.lint(),
            ruleset: checked.ruleset,
        }
    }

    fn page(&self) -> Result<String, String> {
        let path = root().join(format!("docs/rulesets/{}.md", self.name));
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    fn days(&self) -> Result<data::Read, String> {
        let path = root().join(format!("rulesets/{}.csv", self.name));
        data::read_paths(&self.ruleset, &[path], &data::Options::default())
            .map_err(|errors| errors.to_string())
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn every_ruleset_keeps_what_is_promised() {
    let mut found = BTreeSet::new();
    let mut broken = String::new();
    for entry in std::fs::read_dir(root().join("rulesets")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "touchline") {
            continue;
        }
        let shipped = Shipped::read(&path);
        for (promise, keeps) in PROMISES {
            if let Err(why) = keeps(&shipped) {
                broken += &format!("{} {promise}: no.\n{why}\n", shipped.name);
            }
        }
        found.insert(shipped.name);
    }
    assert!(broken.is_empty(), "{broken}");
    let built_in: BTreeSet<String> = built_in::names().map(str::to_owned).collect();
    assert_eq!(found, built_in);
}

/// What is told of programs that use every construct, kept as they were when they
/// were written: weaknesses that the rulesets of the same names no longer have.
const TOLD_OF_THE_FIRST: &[(&str, &[Code])] = &[
    (
        "load_watch",
        &[
            Code::UnusedLet,
            Code::UnusedLet,
            Code::UntestedThreshold,
            Code::UntestedThreshold,
        ],
    ),
    ("soreness", &[Code::UntestedThreshold; 3]),
    ("squad", &[Code::MissingAsk]),
    (
        "strength_day",
        &[
            Code::MissingAsk,
            Code::UntestedThreshold,
            Code::UntestedThreshold,
            Code::UntestedThreshold,
            Code::UntestedThreshold,
        ],
    ),
    ("wellness_lights", &[Code::UntestedThreshold]),
];

#[test]
fn the_first_programs_still_pass_their_tests() {
    let mut wrong = String::new();
    for entry in std::fs::read_dir(root().join("tests/cases/programs")).unwrap() {
        let shipped = Shipped::read(&entry.unwrap().path());
        let codes: Vec<Code> = shipped
            .warnings
            .items
            .iter()
            .map(|item| item.code)
            .collect();
        let mut told = TOLD_OF_THE_FIRST.iter();
        let told = told.find(|(name, _)| *name == shipped.name);
        if told.map_or(&[][..], |(_, codes)| codes) != codes {
            wrong += &format!("{}: {codes:?}\n{}\n", shipped.name, shipped.warnings);
        }
        let report = testing::run(&shipped.ruleset);
        let passes = report.tests.iter().all(TestReport::passed);
        assert!(passes, "see `touchline test tests/cases/programs`");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn that(holds: bool, otherwise: &str) -> Result<(), String> {
    if holds {
        Ok(())
    } else {
        Err(otherwise.to_owned())
    }
}

fn is_built_in(shipped: &Shipped) -> Result<(), String> {
    match built_in::ruleset(&shipped.name) {
        Some((_, text)) => that(text == shipped.text, "the built-in text is another"),
        None => Err("src/built_in.rs does not have it".to_owned()),
    }
}

fn has_a_header(shipped: &Shipped) -> Result<(), String> {
    let ruleset = &shipped.ruleset;
    for (clause, text) in [
        ("about", &ruleset.about),
        ("source", &ruleset.source),
        ("version", &ruleset.version),
    ] {
        let is_there = text.as_ref().is_some_and(|text| !text.is_empty());
        that(is_there, &format!("it has no `{clause}`"))?;
    }
    Ok(())
}

fn has_no_warnings(shipped: &Shipped) -> Result<(), String> {
    that(
        shipped.warnings.items.is_empty(),
        &shipped.warnings.to_string(),
    )
}

fn passes_its_tests(shipped: &Shipped) -> Result<(), String> {
    let report = testing::run(&shipped.ruleset);
    that(!report.tests.is_empty(), "it has none")?;
    that(
        report.tests.iter().all(TestReport::passed),
        "see `touchline test rulesets`",
    )
}

fn is_tried(shipped: &Shipped) -> Result<(), String> {
    let all = Selection {
        coverage: true,
        ..Selection::default()
    };
    let report = testing::run_some(&shipped.ruleset, &all);
    let coverage = report.coverage.ok_or("it is not measured")?;
    that(
        coverage.items.iter().all(Item::is_whole) && coverage.percent() == 100,
        "see `touchline test --coverage rulesets`",
    )
}

fn has_data(shipped: &Shipped) -> Result<(), String> {
    let read = shipped.days()?;
    that(read.warnings.items.is_empty(), &read.warnings.to_string())?;
    let decisions = shipped.ruleset.decide(&read.days);
    that(decisions.len() > 3, "its data has hardly an athlete")?;
    that(
        decisions.iter().any(|decision| !decision.is_final),
        "everybody in its data has answered everything",
    )
}

/// On some day of its data, so that a page can show it; what it includes has data of its own.
fn fires_every_rule(shipped: &Shipped) -> Result<(), String> {
    let options = Options {
        which: Which::EveryDay,
        ..Options::default()
    };
    let read = shipped.days()?;
    let decisions = Evaluator::new(&shipped.ruleset).decide(&read.days, &options);
    let rules = shipped.ruleset.rules.iter().filter(|rule| !rule.included);
    let mut idle: BTreeSet<&str> = rules.map(|rule| rule.name.as_str()).collect();
    for decision in &decisions {
        for reason in &decision.reasons {
            idle.remove(reason.rule.as_str());
        }
        for flag in &decision.flags {
            idle.remove(flag.rule.as_str());
        }
    }
    that(
        idle.is_empty(),
        &format!("no day of its data fires {idle:?}"),
    )
}

fn has_a_page(shipped: &Shipped) -> Result<(), String> {
    let page = shipped.page()?;
    let ruleset = &shipped.ruleset;
    let name = &shipped.name;
    let mut needed = vec![
        "medical advice".to_owned(),
        format!("(../../rulesets/{name}.touchline)"),
        format!("(../../rulesets/{name}.csv)"),
        format!("quote=rulesets/{name}.touchline"),
        format!("$ touchline eval @{name} rulesets/{name}.csv"),
    ];
    // What an included ruleset asks stands on that one's page.
    let own = ruleset.otherwise.span.file;
    let inputs = ruleset.inputs.iter().map(|input| (&input.name, input.span));
    let settings = ruleset
        .settings
        .iter()
        .map(|setting| (&setting.name, setting.span));
    let names = inputs.chain(settings).filter(|(_, span)| span.file == own);
    needed.extend(names.map(|(name, _)| format!("| `{name}` |")));
    let source = ruleset.source.as_deref().unwrap_or_default();
    let words = source.split(|c: char| !c.is_ascii_digit());
    needed.extend(words.filter(|word| word.len() == 4).map(str::to_owned));
    let missing: Vec<String> = needed
        .into_iter()
        .filter(|text| !page.contains(text))
        .collect();
    that(
        missing.is_empty(),
        &format!("the page does not hold {missing:#?}"),
    )
}

fn is_in_the_index(shipped: &Shipped) -> Result<(), String> {
    let index = std::fs::read_to_string(root().join("docs/rulesets/README.md")).unwrap();
    let name = &shipped.name;
    let row = format!("| [`@{name}`]({name}.md) |");
    that(
        index.contains(&row),
        &format!("docs/rulesets/README.md has no row {row}"),
    )
}
