//! The shipped rulesets, broken in one place in 2,000 seeded ways: in go a
//! ruleset and a slip of the hand (a word dropped, two swapped, one misspelt, a
//! quote or an indentation lost), out comes a ruleset that is still right, or at
//! least one error labelled in the declaration that was broken. How many have a
//! fix that puts the ruleset right is printed: `cargo test broken -- --nocapture`.

#![allow(
    clippy::string_slice,
    reason = "shipped rulesets are cut between tokens"
)]

mod slips;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use touchline::Source;
use touchline::diagnostics::{Certainty, Diagnostic, Diagnostics, Edit, Severity, apply};

use slips::{Kind, Slip, slips};

const ROUNDS: usize = 2000;

#[derive(Clone, Copy, Default)]
struct Counts {
    broken: usize,
    still_right: usize,
    fixed: usize,
    surely: usize,
}

/// What became of one broken ruleset.
struct Outcome {
    kind: Kind,
    /// How many errors; none where it is still right.
    errors: usize,
    fixed: bool,
    surely: bool,
    /// What is wrong with the messages.
    failure: Option<String>,
    /// To read: the line, the messages.
    told: String,
}

#[test]
fn a_slip_is_told_where_it_is() {
    let rulesets = rulesets();
    let slips = slips(&rulesets, ROUNDS);
    let next = AtomicUsize::new(0);
    let outcomes = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(slip) = slips.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = outcome(&rulesets, slip);
                    outcomes.lock().unwrap().push(outcome);
                }
            });
        }
    });
    let outcomes = outcomes.into_inner().unwrap();
    assert_eq!(outcomes.len(), ROUNDS);

    let mut counts: BTreeMap<Kind, Counts> = BTreeMap::new();
    let mut lengths = Vec::new();
    for outcome in &outcomes {
        let count = counts.entry(outcome.kind).or_default();
        if outcome.errors == 0 {
            count.still_right += 1;
            continue;
        }
        lengths.push(outcome.errors);
        count.broken += 1;
        count.fixed += usize::from(outcome.fixed);
        count.surely += usize::from(outcome.surely);
        if !outcome.fixed && std::env::var("TOUCHLINE_SHOW").is_ok() {
            println!("{}", outcome.told);
        }
    }
    lengths.sort_unstable();
    let median = lengths[lengths.len() / 2];
    let all = counts.values().fold(Counts::default(), |sum, one| Counts {
        broken: sum.broken + one.broken,
        still_right: sum.still_right + one.still_right,
        fixed: sum.fixed + one.fixed,
        surely: sum.surely + one.surely,
    });
    println!("{}", table(&counts, all));
    println!(
        "messages: median {median}, nine in ten at most {}, most {}",
        lengths[lengths.len() * 9 / 10],
        lengths.last().unwrap()
    );
    let failures: Vec<&String> = outcomes.iter().filter_map(|o| o.failure.as_ref()).collect();
    assert!(
        failures.is_empty(),
        "{} of {ROUNDS}:\n{}",
        failures.len(),
        failures[..failures.len().min(10)]
            .iter()
            .fold(String::new(), |text, one| text + one)
    );
    assert_eq!(median, 1);
    assert!(
        10 * all.fixed >= 6 * all.broken,
        "less than 60 % have a fix"
    );
}

/// The texts with slips, right or wrong.
pub fn slipped() -> Vec<String> {
    let slips = slips(&rulesets(), ROUNDS);
    slips.into_iter().map(|slip| slip.text).collect()
}

fn table(counts: &BTreeMap<Kind, Counts>, all: Counts) -> String {
    let mut text =
        String::from("slip        broken  still right  a fix restores it  by --fix alone\n");
    let percent = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let rows = counts
        .iter()
        .map(|(kind, count)| (format!("{kind:?}"), *count));
    for (name, count) in rows.chain([("all".to_owned(), all)]) {
        let _ = writeln!(
            text,
            "{name:<10} {:>7} {:>12} {:>16.1} % {:>12.1} %",
            count.broken,
            count.still_right,
            percent(count.fixed, count.broken),
            percent(count.surely, count.broken),
        );
    }
    text
}

/// Every shipped ruleset, by its path from the folder of all of them.
fn rulesets() -> BTreeMap<String, String> {
    let mut rulesets = BTreeMap::new();
    for entry in std::fs::read_dir("rulesets").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "touchline") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            rulesets.insert(name, std::fs::read_to_string(&path).unwrap());
        }
    }
    rulesets
}

fn examine(rulesets: &BTreeMap<String, String>, name: &str, text: &str) -> Diagnostics {
    let mut texts = rulesets.clone();
    texts.insert(name.to_owned(), text.to_owned());
    let mut found = Source::from_texts(name, texts).unwrap().examine();
    found.items.retain(|item| item.severity == Severity::Error);
    found
}

fn outcome(rulesets: &BTreeMap<String, String>, slip: &Slip) -> Outcome {
    let found = examine(rulesets, &slip.ruleset, &slip.text);
    let fixes = |sure: bool| {
        let fixes = found.items.iter().filter_map(|item| item.fix.as_deref());
        let fixes = fixes.filter(move |fix| !sure || fix.certainty == Certainty::Sure);
        fixes.map(|fix| fix.edits.as_slice()).collect::<Vec<_>>()
    };
    let restores = |fixes: &[&[Edit]]| {
        let file = found
            .items
            .iter()
            .find_map(Diagnostic::place)
            .map(|place| place.file);
        file.is_some_and(|file| {
            let (text, applied) = apply(&slip.text, file, fixes.iter().copied());
            applied > 0 && examine(rulesets, &slip.ruleset, &text).items.is_empty()
        })
    };
    let (every, sure) = (fixes(false), fixes(true));
    let surely = restores(&sure);
    let fixed =
        surely || restores(&every) || (every.len() > 1 && every.iter().any(|one| restores(&[one])));
    let in_it = |item: &Diagnostic| {
        let labels = item.labels.iter().map(|label| label.span);
        let spans = labels.chain(item.sides.iter().filter_map(|side| side.origin));
        spans
            .into_iter()
            .any(|span| slip.declaration.start <= span.start && span.start <= slip.declaration.end)
    };
    let mut told = format!("{}: {:?}: {}\n", slip.ruleset, slip.kind, slip.told);
    for item in &found.items {
        let line = item
            .place()
            .map_or(0, |place| slip.text[..place.start].lines().count().max(1));
        let _ = writeln!(
            told,
            "    {line}: {}: {} | {} | {:?}",
            item.code,
            item.message,
            item.help.as_deref().unwrap_or("-"),
            item.fix.as_ref().map(|fix| &fix.edits[0].replacement)
        );
    }
    let lost = !found.items.is_empty() && !found.items.iter().any(in_it);
    Outcome {
        kind: slip.kind,
        errors: found.items.len(),
        fixed,
        surely,
        failure: lost.then(|| told.clone()),
        told,
    }
}
