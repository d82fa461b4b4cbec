//! The interpreter: in go a ruleset and athlete-days, out come decisions.
//!
//! There is one evaluator, and it works on columns: `settings` says which
//! thresholds count for whom, `batch` lays the days of some athletes out
//! without gaps, `run` does every operation of the plan over
//! all rows, and `decide` reads each decision off its row. What explains a
//! decision (`view`, `values`, `waiting`) reads the same columns.

mod adjust;
mod batch;
mod columns;
mod decide;
mod earlier;
mod examine;
mod histories;
mod inspect;
mod lookback;
mod lookups;
mod numbers;
mod run;
mod sets;
mod settings;
pub mod show;
mod truths;
mod values;
mod verdicts;
mod view;
mod waiting;
mod windows;

pub use examine::{ConditionState, Examined, Observed, RuleState, Standing};
pub use histories::{Counting, History, HistoryDay, HistoryKind};
pub use inspect::{Inspector, Join, Part, Read, RuleStanding};

use std::collections::HashMap;

use crate::days::Days;
use crate::decision::Decision;
use crate::plan::Plan;
use crate::ruleset::{ExprId, Ruleset, SettingId, Value, Verdict};
use batch::each_batch;
use columns::{Buffer, Columns};
use decide::Common;
use settings::Sources;
use view::View;

/// Which days of each athlete are decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The latest row of each athlete.
    Latest,
    /// This day (days since 1970-01-01); rows after it are not read. Athletes whose first row is later are left out.
    On(i32),
    /// Every row.
    EveryDay,
}

/// What is decided, and with which thresholds.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which days.
    pub which: Which,
    /// Settings with other values than the ruleset's, in the unit of their type.
    pub settings: Vec<(SettingId, Value)>,
    /// Athletes with values of their own, which win over `settings`; what a day of
    /// the data sets wins over these.
    pub athlete_settings: HashMap<String, Vec<(SettingId, Value)>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            which: Which::Latest,
            settings: Vec::new(),
            athlete_settings: HashMap::new(),
        }
    }
}

/// What is decided, without anything that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What to do as things stand.
    pub verdict: Verdict,
    /// The verdicts that are still possible, from the mildest to the strictest.
    pub possible: Vec<Verdict>,
}

impl Outcome {
    /// Whether no answer of today can change the verdict any more.
    pub fn is_final(&self) -> bool {
        self.possible.len() == 1
    }
}

/// A ruleset made ready to evaluate.
#[derive(Clone, Debug)]
pub struct Evaluator<'a> {
    ruleset: &'a Ruleset,
    plan: Plan,
    observed: Vec<ExprId>,
}

impl<'a> Evaluator<'a> {
    /// Plans the ruleset.
    pub fn new(ruleset: &'a Ruleset) -> Self {
        Self::observing(ruleset, &[])
    }

    /// Plans the ruleset together with conditions of its tests, to be read by [`Evaluator::examine`].
    pub fn observing(ruleset: &'a Ruleset, exprs: &[ExprId]) -> Self {
        Self {
            ruleset,
            plan: Plan::new(ruleset, exprs),
            observed: exprs.to_vec(),
        }
    }

    /// Decides, athlete by athlete in the order of the data, days rising; hands each decision on as it is made.
    ///
    /// The days must have been read for this ruleset: their columns are laid out by its inputs.
    pub fn decide_each(&self, days: &Days, options: &Options, each: &mut dyn FnMut(Decision)) {
        let decide = |view: &View<'_>, name: &str, common: &Common| view.decide(name, common);
        self.each_view(days, options, decide, each);
    }

    /// Decides all.
    pub fn decide(&self, days: &Days, options: &Options) -> Vec<Decision> {
        let mut decisions = Vec::new();
        self.decide_each(days, options, &mut |decision| decisions.push(decision));
        decisions
    }

    /// Decides, and says of every rule how it stands, and of the observed expressions what they are.
    pub fn examine(&self, days: &Days, options: &Options) -> Vec<Examined> {
        let mut examined = Vec::new();
        let examine = |view: &View<'_>, name: &str, common: &Common| {
            view.examine(name, common, &self.observed)
        };
        self.each_view(days, options, examine, |made| examined.push(made));
        examined
    }

    /// Makes something of each day that is decided, with everything behind it at hand.
    pub fn inspect<T>(
        &self,
        days: &Days,
        options: &Options,
        make: impl Fn(&Inspector<'_>) -> T,
    ) -> Vec<T> {
        let mut inspected = Vec::new();
        let look = |view: &View<'_>, name: &str, common: &Common| {
            make(&Inspector::new(*view, name, common))
        };
        self.each_view(days, options, look, |made| inspected.push(made));
        inspected
    }

    /// Only how the observed conditions stand, for each day that is decided; `None`
    /// is unknown, or no condition.
    pub fn truths(&self, days: &Days, options: &Options) -> Vec<Vec<Option<bool>>> {
        let mut truths = Vec::new();
        let read = |view: &View<'_>, _: &str, _: &Common| {
            let observed = self.observed.iter().map(|&expr| view.truth_now(expr));
            observed.collect::<Vec<_>>()
        };
        self.each_view(days, options, read, |made| truths.push(made));
        truths
    }

    /// Only the verdicts, for each day that is decided.
    pub fn outcomes(&self, days: &Days, options: &Options) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        let read = |view: &View<'_>, _: &str, _: &Common| {
            let verdicts = view.verdicts(&view.stands());
            Outcome {
                verdict: verdicts.verdict,
                possible: verdicts.possible,
            }
        };
        self.each_view(days, options, read, |made| outcomes.push(made));
        outcomes
    }

    /// Only the observed expressions as exact numbers, for each day that is decided:
    /// in the unit of their type, members by index, dates as days since 1970-01-01;
    /// `None` where they are missing, known within bounds, or no number.
    pub fn numbers(&self, days: &Days, options: &Options) -> Vec<Vec<Option<f64>>> {
        let mut numbers = Vec::new();
        let read = |view: &View<'_>, _: &str, _: &Common| {
            let observed = self.observed.iter().map(|&expr| view.exact(expr));
            observed.collect::<Vec<_>>()
        };
        self.each_view(days, options, read, |made| numbers.push(made));
        numbers
    }

    /// Makes something of each row that is decided, and hands it on in their order.
    fn each_view<T>(
        &self,
        days: &Days,
        options: &Options,
        make: impl Fn(&View<'_>, &str, &Common) -> T,
        mut each: impl FnMut(T),
    ) {
        // Of an athlete whose settings change, days come out of turn: they wait here.
        let mut waiting: Vec<(usize, T)> = Vec::new();
        let mut waiting_for = 0;
        let mut hand_on = |waiting: &mut Vec<(usize, T)>| {
            waiting.sort_by_key(|(source, _)| *source);
            waiting.drain(..).for_each(|(_, made)| each(made));
        };
        let settings = Sources::new(self.ruleset, days, options);
        let mut columns = Columns {
            buffers: self
                .plan
                .ops
                .iter()
                .map(|op| Buffer::new(op.kind()))
                .collect(),
        };
        let operations = self.plan.ops.len();
        each_batch(days, options.which, &settings, operations, |batch| {
            run::run(&self.plan, &mut columns, batch, days);
            let commons: Vec<Common> = batch
                .settings
                .iter()
                .map(|settings| Common::new(self.ruleset, settings))
                .collect();
            for segment in &batch.segments {
                let Some(common) = commons.get(segment.settings) else {
                    continue;
                };
                if waiting_for != segment.athlete {
                    hand_on(&mut waiting);
                    waiting_for = segment.athlete;
                }
                let name = days
                    .athletes
                    .get(segment.athlete)
                    .map_or("", |athlete| &athlete.name);
                for &row in &segment.decided {
                    let view = View {
                        ruleset: self.ruleset,
                        plan: &self.plan,
                        columns: &columns,
                        batch,
                        row,
                    };
                    let source = batch.source(row).unwrap_or_default();
                    waiting.push((source, make(&view, name, common)));
                    if segment.whole {
                        hand_on(&mut waiting);
                    }
                }
            }
        });
        hand_on(&mut waiting);
    }
}

impl Ruleset {
    /// Decides each athlete's latest day, with the ruleset's own thresholds.
    pub fn decide(&self, days: &Days) -> Vec<Decision> {
        Evaluator::new(self).decide(days, &Options::default())
    }
}
