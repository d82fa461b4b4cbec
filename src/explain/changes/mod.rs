//! The nearest changes that would give another verdict: in goes a day with its
//! answers, out come for each other verdict the smallest changes of one answer,
//! or of two where one is not enough. Each has been decided exactly as it is
//! worded; the past and the settings stay as they are.

mod answers;
mod pairs;
mod singles;

use std::collections::BTreeSet;

use crate::days::Days;
use crate::decision::Datum;
use crate::engine::{Inspector, Options, Outcome};
use crate::ruleset::{InputId, Ruleset, Verdict};
use crate::what_if::{self, WhatIf};

use super::words::plain;
use answers::Asked;

/// Of the changes that give one verdict, no more than this are told.
const MOST: usize = 5;
/// So many values are worked out at most (days of the history, times expressions,
/// times sets of answers), so that a ruleset of any size is explained in seconds.
const BUDGET: usize = 1_000_000_000;
/// Pairs of answers are tried no more often than this.
const MOST_PAIRS: usize = 8000;

/// What would give one of the other verdicts.
#[derive(Clone, Debug, PartialEq)]
pub struct ToVerdict {
    /// The verdict.
    pub verdict: Verdict,
    /// The smallest changes that give it, the smallest first.
    pub changes: Vec<Change>,
    /// How many answers were changed at once at most while looking for it.
    pub tried: usize,
    /// Whether everything worth trying was tried.
    pub complete: bool,
}

/// Answers that would give another verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether that would be final.
    pub is_final: bool,
    /// The answers, one or two.
    pub answers: Vec<ChangedAnswer>,
    /// How much of the answers' ranges lies between them and what is answered.
    pub share: f64,
}

/// One answer, given otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedAnswer {
    /// The input or plan value.
    pub input: InputId,
    /// The member of a map.
    pub member: Option<u8>,
    /// Its name: `soreness.quads`.
    pub name: String,
    /// What it is now; absent where it is not answered.
    pub is: Option<Datum>,
    /// What an unanswered one counts as.
    pub counts_as: Option<Datum>,
    /// What it would have to be.
    pub to: Datum,
    /// Other values that would do as well.
    pub also: Vec<Datum>,
    /// Whether every value tried beyond it would do as well.
    pub reach: Option<Reach>,
}

/// In which direction every value does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// `4 or less`, `2026-06-05 or earlier`
    Down,
    /// `7 or more`, `2026-06-05 or later`
    Up,
}

impl Change {
    /// `train, if soreness of quads were 4 or less (is 6)`
    pub fn text(&self) -> String {
        let answers: Vec<String> = self.answers.iter().map(ChangedAnswer::text).collect();
        let now = if self.is_final { "" } else { " for now" };
        format!("{}{now}, if {}", self.verdict, answers.join(" and "))
    }
}

impl ChangedAnswer {
    /// `soreness of quads were 4 or less (is 6)`
    pub fn text(&self) -> String {
        let is = match (&self.is, &self.counts_as) {
            (Some(is), _) => format!("is {}", is.text),
            (None, Some(counts)) => format!("not answered, counts as {}", counts.text),
            (None, None) => "not answered".to_owned(),
        };
        format!("{} were {} ({is})", plain(&self.name), self.value_text())
    }

    /// `4 or less`, `altered or limited`
    pub fn value_text(&self) -> String {
        let is_date = self.to.value.as_str().is_some();
        let beyond = match (self.reach, is_date) {
            (None, _) => "",
            (Some(Reach::Down), false) => " or less",
            (Some(Reach::Up), false) => " or more",
            (Some(Reach::Down), true) => " or earlier",
            (Some(Reach::Up), true) => " or later",
        };
        let mut texts = vec![format!("{}{beyond}", self.to.text)];
        texts.extend(self.also.iter().map(|value| value.text.clone()));
        crate::report::list(&texts, "or")
    }
}

/// The nearest changes to each other verdict, the mildest first.
///
/// `days` and `options` are what the day was decided from; `athlete` is an index
/// into [`Days::athletes`].
pub fn changes(
    day: &Inspector<'_>,
    days: &Days,
    athlete: usize,
    options: &Options,
    verdict: Verdict,
) -> Vec<ToVerdict> {
    let ruleset = day.ruleset();
    let wanted: Vec<Verdict> = given(ruleset)
        .into_iter()
        .filter(|&other| other != verdict)
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let what_if = WhatIf::new(ruleset, days, athlete, day.day(), options);
    let mut asked = answers::asked(day, &what_if, options);
    let mut search = Search {
        what_if: &what_if,
        left: budget(&what_if),
        complete: true,
    };
    let mut singles = singles::outcomes(&mut search, &asked);
    singles::refine(&mut search, &mut asked, &mut singles);
    let all_singles = search.complete;
    let mut found: Vec<ToVerdict> = Vec::new();
    for verdict in wanted {
        found.push(ToVerdict {
            verdict,
            changes: singles::changes(ruleset, &asked, &singles, verdict),
            tried: 1,
            complete: all_singles,
        });
    }
    let lacking: Vec<Verdict> = found
        .iter()
        .filter(|to| to.changes.is_empty())
        .map(|to| to.verdict)
        .collect();
    if !lacking.is_empty() && asked.len() > 1 {
        let pairs = pairs::changes(&mut search, ruleset, &asked, &lacking);
        for to in &mut found {
            if lacking.contains(&to.verdict) {
                to.tried = 2;
                to.complete = search.complete;
                let of_it = pairs.iter().filter(|change| change.verdict == to.verdict);
                to.changes = of_it.cloned().collect();
            }
        }
    }
    found
}

/// The verdicts that the ruleset gives.
fn given(ruleset: &Ruleset) -> BTreeSet<Verdict> {
    let rules = ruleset.rules.iter().filter_map(|rule| rule.verdict);
    rules.chain([ruleset.otherwise.verdict]).collect()
}

/// How many sets of answers may be tried.
fn budget(what_if: &WhatIf<'_>) -> usize {
    let first = what_if.days().dates.first().copied().unwrap_or_default();
    let days = i64::from(what_if.day()) - i64::from(first) + 1;
    let days = usize::try_from(days).unwrap_or(1).max(1);
    let each = days.saturating_mul(what_if.ruleset().exprs.len().max(1));
    (BUDGET / each).max(1)
}

/// Answers on trial, as long as there is time.
struct Search<'a> {
    what_if: &'a WhatIf<'a>,
    /// How many more sets of answers may be tried.
    left: usize,
    /// Nothing had to be left out.
    complete: bool,
}

impl Search<'_> {
    /// What each set of answers gives; fewer than were asked for where time is up.
    fn outcomes(&mut self, variants: &[Vec<what_if::Change>]) -> Vec<Outcome> {
        let count = variants.len().min(self.left);
        self.complete &= count == variants.len();
        self.left -= count;
        self.what_if
            .outcomes(variants.get(..count).unwrap_or_default())
    }
}

/// The answer of an [`Asked`], changed to one of its values.
fn changed(ruleset: &Ruleset, asked: &Asked, at: usize) -> ChangedAnswer {
    ChangedAnswer {
        input: asked.input,
        member: asked.member,
        name: asked.name.clone(),
        is: asked.is.clone(),
        counts_as: asked.counts_as.clone(),
        to: asked.datum(ruleset, at),
        also: Vec::new(),
        reach: None,
    }
}
