//! The interpreter: a plan over columns of athlete-days, and the decisions read from them.

mod examine;

pub use examine::{ConditionState, Examined, Observed, RuleState, Standing};

use crate::days::Days;
use crate::decision::Decision;
use crate::ruleset::{ExprId, Ruleset, SettingId, Value};

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
    /// Settings with other values than the ruleset's.
    pub settings: Vec<(SettingId, Value)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            which: Which::Latest,
            settings: Vec::new(),
        }
    }
}

/// A ruleset made ready to evaluate.
#[derive(Clone, Debug)]
pub struct Evaluator<'a> {
    ruleset: &'a Ruleset,
}

impl<'a> Evaluator<'a> {
    /// Plans the ruleset.
    pub fn new(ruleset: &'a Ruleset) -> Self {
        Self { ruleset }
    }

    /// Plans the ruleset together with conditions of its tests, to be read by [`Evaluator::examine`].
    pub fn observing(ruleset: &'a Ruleset, _exprs: &[ExprId]) -> Self {
        Self { ruleset }
    }

    /// Decides, athlete by athlete in the order of the data, days rising; hands each decision on as it is made.
    pub fn decide_each(&self, _days: &Days, _options: &Options, _each: &mut dyn FnMut(Decision)) {
        let _ = self.ruleset;
    }

    /// Decides all.
    pub fn decide(&self, days: &Days, options: &Options) -> Vec<Decision> {
        let mut decisions = Vec::new();
        self.decide_each(days, options, &mut |decision| decisions.push(decision));
        decisions
    }

    /// Decides, and says of every rule how it stands, and of the observed expressions what they are.
    pub fn examine(&self, _days: &Days, _options: &Options) -> Vec<Examined> {
        Vec::new()
    }
}
