//! A questionnaire: in go a ruleset, an athlete's days and answers one at a
//! time, out come the next question worth asking and the decision as it stands.
//!
//! Only what can still change the verdict is asked: the answers that the
//! decision waits on, the earliest stage first, and within a stage the one that
//! is likely to leave the fewest verdicts possible. Nothing here knows of
//! terminals or of files. [`Question`] puts a question into words, [`read`]
//! makes an answer of what is typed.

mod answer;
mod map_answer;
mod question;
mod telling;

pub use answer::{Entry, read, read_member, read_named};
pub use question::{Question, value_text};

use std::collections::BTreeSet;

use crate::days::Days;
use crate::decision::{Decision, Waiting};
use crate::engine::Options;
use crate::ruleset::{InputId, Ruleset};
use crate::what_if::{AnswerValues, Change, WhatIf};

/// A questionnaire under way: one athlete, one day.
#[derive(Clone, Debug)]
pub struct Questionnaire<'a> {
    ruleset: &'a Ruleset,
    values: AnswerValues<'a>,
    /// The day as the data has it.
    start: WhatIf<'a>,
    /// The same with the answers given.
    now: WhatIf<'a>,
    steps: Vec<Step>,
    decision: Option<Decision>,
    /// What is asked now.
    asked: Option<InputId>,
}

/// One answer, or a question that was left open.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What was asked.
    pub input: InputId,
    /// What was answered; nothing where the question was skipped.
    pub changes: Vec<Change>,
    /// It is not asked again. Of a map's member that was answered before its turn, the
    /// others still are.
    closed: bool,
}

impl<'a> Questionnaire<'a> {
    /// Begins on a day (days since 1970-01-01) of an athlete, by the index into
    /// [`Days::athletes`]. What the day already answers is not asked. Of the options
    /// only the settings count.
    pub fn new(
        ruleset: &'a Ruleset,
        days: &Days,
        athlete: usize,
        day: i32,
        options: &Options,
    ) -> Self {
        let start = WhatIf::new(ruleset, days, athlete, day, options);
        let mut questionnaire = Self {
            ruleset,
            values: AnswerValues::new(ruleset, &options.settings),
            now: start.clone(),
            start,
            steps: Vec::new(),
            decision: None,
            asked: None,
        };
        questionnaire.settle();
        questionnaire
    }

    /// The question to ask now; `None` when no answer can change the verdict any
    /// more, or each that could was skipped.
    pub fn question(&self) -> Option<Question<'_>> {
        self.asked.map(|input| self.about(input))
    }

    /// An input or plan value as a question, whether or not it is asked.
    pub fn about(&self, input: InputId) -> Question<'_> {
        Question::new(self.ruleset, input, &self.start)
    }

    /// The decision as it stands.
    pub fn decision(&self) -> Option<&Decision> {
        self.decision.as_ref()
    }

    /// What has been answered and skipped so far, in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Every answer given so far, in order; of two to one question the later counts.
    pub fn changes(&self) -> Vec<Change> {
        let steps = self.steps.iter();
        steps
            .flat_map(|step| step.changes.iter().copied())
            .collect()
    }

    /// The day as the data has it.
    pub fn start(&self) -> &WhatIf<'a> {
        &self.start
    }

    /// The day with the answers given so far.
    pub fn what_if(&self) -> &WhatIf<'a> {
        &self.now
    }

    /// Takes an answer to any question; [`read`] makes the changes.
    pub fn answer(&mut self, input: InputId, changes: Vec<Change>) {
        let is_part = changes.iter().any(|change| change.member.is_some());
        let step = Step {
            input,
            changes,
            closed: self.asked == Some(input) || !is_part,
        };
        self.now.keep(&step.changes);
        self.steps.push(step);
        self.settle();
    }

    /// Leaves the question open: it is not asked again.
    pub fn skip(&mut self) {
        if let Some(input) = self.asked {
            self.steps.push(Step {
                input,
                changes: Vec::new(),
                closed: true,
            });
            self.settle();
        }
    }

    /// Takes the latest answer back, or comes back to the question skipped last, which is then
    /// asked. `false` where there is none.
    pub fn back(&mut self) -> bool {
        let Some(last) = self.steps.pop() else {
            return false;
        };
        self.now = self.start.clone();
        self.now.keep(&self.changes());
        self.settle();
        // What was asked then is what is worth asking now, unless it came before its turn.
        if last.closed && self.waited().contains(&last.input) {
            self.asked = Some(last.input);
        }
        true
    }

    /// The questions that the decision waits on and that were not asked yet.
    fn waited(&self) -> BTreeSet<InputId> {
        let Some(decision) = &self.decision else {
            return BTreeSet::new();
        };
        let named = decision.waiting_on.iter().filter_map(|item| match item {
            Waiting::Answer { input, .. } => Some(input.split('.').next().unwrap_or(input)),
            Waiting::History { .. } | Waiting::NoValue { .. } => None,
        });
        let names: BTreeSet<&str> = named.collect();
        let is_open = |id: InputId| {
            let mut steps = self.steps.iter();
            !steps.any(|step| step.closed && step.input == id)
        };
        let inputs = self.ruleset.inputs();
        inputs
            .filter(|(id, input)| names.contains(input.name.as_str()) && is_open(*id))
            .map(|(id, _)| id)
            .collect()
    }

    /// Decides anew, and chooses what to ask.
    fn settle(&mut self) {
        self.decision = self.now.decide();
        let waited = self.waited();
        let stage = |id: &InputId| self.ruleset.input(*id).stage.map_or(0, |at| at + 1);
        let first = waited.iter().map(stage).min();
        let of_stage = waited.iter().filter(|id| Some(stage(id)) == first);
        let mut of_stage: Vec<InputId> = of_stage.copied().collect();
        // Of several that tell as much, the one that the ruleset writes first.
        of_stage.sort_by_key(|id| {
            let span = self.ruleset.input(*id).span;
            (span.file, span.start)
        });
        self.asked = match of_stage[..] {
            [] => None,
            [only] => Some(only),
            _ => telling::most_telling(&self.now, &self.values, &of_stage),
        };
    }
}
