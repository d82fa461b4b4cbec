//! Tests for what no test tries: in goes a ruleset, out comes the text of `test`
//! blocks that expect what the ruleset now gives, to be read by whoever knows what
//! it should give.
//!
//! 1. `scenario`: what a test gives, as something that can be changed;
//! 2. `score`: how far a day is from trying something; `reads`, `knobs`: what can be
//!    changed of it; `search`: the changes that lead there, from one of the `starts`;
//!    `narrow`: the number between two that is just right;
//! 3. `author`: which of them make a test together, and what it is called; `join`:
//!    which tests do; `write`: that as text. All of it is read, checked and run once
//!    more before it is shown.

mod author;
mod join;
mod knobs;
mod narrow;
mod reads;
mod scenario;
mod score;
mod search;
mod starts;
mod write;

use std::collections::HashSet;

use super::coverage::meter::{Meter, Seen};
use super::coverage::text::around;
use super::coverage::{self, ItemKind};
use super::{Coverage, cases, run_some};
use crate::ruleset::Ruleset;
use author::Author;

/// Tests that could be added, and what none was found for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// `test` blocks, a blank line between them; empty where there is none.
    pub text: String,
    /// What no day was found for: `just above 4 of sore_today`.
    pub not_found: Vec<String>,
    /// What the ruleset's own tests try, in percent.
    pub before: usize,
    /// What they try together with those suggested.
    pub after: usize,
    /// The search was given up: there is more to find once these tests are in.
    pub given_up: bool,
}

/// Tests for what the tests of a ruleset leave out. `with` reads and checks the
/// ruleset with a text added at its end.
pub fn suggest(ruleset: &Ruleset, with: &dyn Fn(&str) -> Option<Ruleset>) -> Suggestions {
    let (days, options) = cases(ruleset);
    let before = coverage::measure(ruleset, &days, &options);
    let meter = Meter::new(ruleset);
    let mut seen = vec![Seen::NOTHING; meter.targets.len()];
    let looked = meter.evaluator.inspect(&days, &options, |day| {
        let targets = meter.targets.iter();
        targets.map(|target| meter.look(target, day)).collect()
    });
    add(&mut seen, &looked);
    let mut author = Author::new(&meter, seen);
    let blocks = author.blocks();
    let given_up = author.search.is_spent();
    let texts = verified(ruleset, &blocks, with);
    let text = texts.join("\n");
    let after = match text.is_empty() {
        true => None,
        false => with(&text),
    };
    let after = after.as_ref().map_or_else(
        || before.clone(),
        |ruleset| {
            let (days, options) = cases(ruleset);
            coverage::measure(ruleset, &days, &options)
        },
    );
    Suggestions {
        text,
        not_found: not_found(&after),
        before: before.percent(),
        after: after.percent(),
        given_up,
    }
}

fn add(seen: &mut [Seen], looked: &[Vec<Seen>]) {
    for looked in looked {
        for (seen, more) in seen.iter_mut().zip(looked) {
            *seen = seen.and(*more);
        }
    }
}

/// The blocks that are read, checked and pass; all others are left out.
fn verified(
    ruleset: &Ruleset,
    blocks: &[String],
    with: &dyn Fn(&str) -> Option<Ruleset>,
) -> Vec<String> {
    let own = ruleset.tests.len();
    let holds = |text: &str| {
        with(text).is_some_and(|ruleset| {
            let report = run_some(&ruleset, &super::Selection::default());
            report.tests.iter().skip(own).all(super::TestReport::passed)
        })
    };
    if blocks.is_empty() || holds(&blocks.join("\n")) {
        return blocks.to_vec();
    }
    let good = blocks.iter().filter(|block| holds(block));
    good.cloned().collect()
}

/// What is still not tried, in words.
fn not_found(after: &Coverage) -> Vec<String> {
    let missing = after.items.iter().flat_map(|item| {
        let states = item.states.iter().filter(|state| state.is_missing());
        states.map(move |state| {
            let text = &item.text;
            match item.kind {
                ItemKind::Rule if state.name == "fired" => format!("“{text}” fires"),
                ItemKind::Rule => format!("“{text}” does not fire"),
                ItemKind::Row if state.name == "true" => format!("{text} holds"),
                ItemKind::Row => format!("{text} does not hold"),
                ItemKind::Condition => format!("{text} is {}", state.name),
                ItemKind::Threshold => {
                    let limit = item.limit.as_deref().unwrap_or_default();
                    format!("{text} is tried {} {limit}", around(state.name))
                }
            }
        })
    });
    // Places that are written alike are told of once.
    let mut told = HashSet::new();
    missing.filter(|text| told.insert(text.clone())).collect()
}
