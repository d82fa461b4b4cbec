//! Expressions to sentences: in goes an expression as written, out comes what it
//! says in plain words, so that it can be followed by hand. Nothing is lost and
//! nothing added: what reaches over more than a name stands in brackets, or as
//! points below a line.
//!
//! 1. `arithmetic`, `values`: values, as what stands before “is 8 or more”;
//! 2. `members`, `history`: of several members, of earlier days;
//! 3. `conditions`, `comparisons`: conditions, inside a sentence;
//! 4. `lists`: conditions as points below a line;
//! 5. `cells`, `changes`, `texts`: what tables, `then` and texts hold.
//!
//! A tree is at most 250 high (`syntax`), so all of it may recurse.

mod arithmetic;
mod cells;
mod changes;
mod comparisons;
mod conditions;
mod history;
mod lists;
mod members;
mod texts;
mod values;

pub(super) use changes::points;
pub(super) use lists::sentence_case;

use super::page::{Run, Said};
use crate::ast::{Expr, ExprKind};

/// Of which day something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::describe) enum Day {
    /// Of the day that is decided.
    Today,
    /// Of each day that a history goes through.
    That,
}

/// How far the parts of a phrase hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::describe) enum Weight {
    /// It ends somewhere in the middle of a sentence: `5 if it rains, otherwise 6`.
    Sentence,
    /// It goes on to the right: `the highest soreness among target muscles`.
    Open,
    /// `a + b`
    Sum,
    /// `a × b`
    Product,
    /// `height squared`
    Power,
    /// A name or a number.
    Atom,
}

/// A value, worded.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::describe) struct Noun {
    pub runs: Vec<Run>,
    pub weight: Weight,
}

impl Noun {
    fn atom(text: impl Into<String>) -> Self {
        Self {
            runs: vec![Run::text(text)],
            weight: Weight::Atom,
        }
    }

    fn open(runs: Vec<Run>) -> Self {
        Self {
            runs,
            weight: Weight::Open,
        }
    }

    /// In brackets unless it holds together at least so well.
    fn at_least(self, weight: Weight) -> Vec<Run> {
        if self.weight >= weight {
            self.runs
        } else {
            bracketed(self.runs)
        }
    }

    /// In brackets unless it is a name or a number.
    fn alone(self) -> Vec<Run> {
        self.at_least(Weight::Atom)
    }
}

/// How far the parts of a condition hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::describe) enum Bond {
    /// Several conditions, told apart by semicolons.
    Several,
    /// `a or b`
    Or,
    /// `a and b`
    And,
    /// One condition.
    One,
}

/// A condition, worded inside a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::describe) struct Clause {
    pub runs: Vec<Run>,
    pub bond: Bond,
}

impl Clause {
    fn one(runs: Vec<Run>) -> Self {
        Self {
            runs,
            bond: Bond::One,
        }
    }

    /// In brackets unless it holds together better than that.
    fn tighter_than(self, bond: Bond) -> Vec<Run> {
        if self.bond > bond {
            self.runs
        } else {
            bracketed(self.runs)
        }
    }
}

/// Runs and words in a row, as one.
macro_rules! runs {
    ($($part:expr),+ $(,)?) => {{
        let mut all: Vec<crate::describe::page::Run> = Vec::new();
        $(crate::describe::sentences::Part::from($part).add(&mut all);)+
        all
    }};
}
pub(in crate::describe) use runs;

/// A part of a line.
pub(in crate::describe) enum Part {
    Words(String),
    Runs(Vec<Run>),
}

impl Part {
    /// Adds it at the end of a line; words to words.
    pub fn add(self, to: &mut Vec<Run>) {
        let runs = match self {
            Self::Words(words) => vec![Run::Text(words)],
            Self::Runs(runs) => runs,
        };
        for run in runs {
            match (to.last_mut(), run) {
                (Some(Run::Text(before)), Run::Text(words)) => before.push_str(&words),
                (_, run) => to.push(run),
            }
        }
    }
}

impl From<&str> for Part {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Part {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<Vec<Run>> for Part {
    fn from(runs: Vec<Run>) -> Self {
        Self::Runs(runs)
    }
}

impl From<Run> for Part {
    fn from(run: Run) -> Self {
        Self::Runs(vec![run])
    }
}

fn bracketed(runs: Vec<Run>) -> Vec<Run> {
    runs!["(", runs, ")"]
}

/// `a, b and c`
pub(in crate::describe) fn listed(items: Vec<Vec<Run>>, word: &str) -> Vec<Run> {
    let last = items.len().saturating_sub(1);
    let mut all = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        let joint = match at {
            0 => String::new(),
            _ if at == last => format!(" {word} "),
            _ => ", ".to_owned(),
        };
        if !joint.is_empty() {
            Part::Words(joint).add(&mut all);
        }
        Part::Runs(item).add(&mut all);
    }
    all
}

/// An expression without the brackets around it: what it says has its own.
fn bare(mut expr: &Expr) -> &Expr {
    while let ExprKind::Group(inner) = &expr.kind {
        expr = inner;
    }
    expr
}

/// A line with a full stop, where it has no points.
pub(in crate::describe) fn sentence(said: Said) -> Said {
    match said.points.is_empty() {
        true => said.and("."),
        false => said,
    }
}
