//! A decided day's expressions on the days before it, and at members: what is
//! read inside a history, or inside `muscle where (…)`, on each of its days.
//!
//! In go a day of [`Inspector`], an expression, how many days before, and the
//! members that are looked at; out comes what it was then.

use super::inspect::{Inspector, truth};
use super::{Evaluator, Outcome};
use crate::plan::{Lowered, Reading};
use crate::ruleset::{ChoiceId, ExprId, RuleId};

impl Inspector<'_> {
    /// How many days of the athlete's history lie before the day decided.
    pub fn days_before(&self) -> usize {
        let segment = self.view.batch.segment(self.view.row);
        segment.map_or(0, |segment| self.view.row - segment.rows.start)
    }

    /// Whether a condition held so many days before, read at the members that
    /// enclosing `where`s look at; `None` is unknown, also before the first day.
    pub fn truth_before(
        &self,
        condition: ExprId,
        days: usize,
        members: &[(ChoiceId, u8)],
    ) -> Option<bool> {
        let then = self.before(days)?;
        truth(then.view.truth(condition, Reading::Now, &members.to_vec()))
    }

    /// An exact number so many days before; members of a choice by index, dates as
    /// days since 1970-01-01; `None` where it is missing or known within bounds.
    pub fn number_before(
        &self,
        expr: ExprId,
        days: usize,
        members: &[(ChoiceId, u8)],
    ) -> Option<f64> {
        let then = self.before(days)?.view;
        match then.plan.value(expr, Reading::Now, &members.to_vec()) {
            Some(Lowered::Number(bounds)) => {
                let (low, high) = (then.number_at(bounds.low), then.number_at(bounds.high));
                (low == high && low.is_finite()).then_some(low)
            }
            _ => None,
        }
    }

    /// The verdicts, without anything that explains them.
    pub fn outcome(&self) -> Outcome {
        let verdicts = self.view.verdicts(&self.view.stands());
        Outcome {
            verdict: verdicts.verdict,
            possible: verdicts.possible,
        }
    }

    /// The same athlete so many days before, within the history.
    fn before(&self, days: usize) -> Option<Self> {
        (days <= self.days_before()).then(|| self.at_row(self.view.row - days))
    }
}

impl Evaluator<'_> {
    /// The columns that an expression is worked out in, at members: the same for
    /// expressions that say the same. `None` for what nothing that is decided reads.
    pub(crate) fn columns_of(&self, expr: ExprId, members: &[(ChoiceId, u8)]) -> Option<Lowered> {
        self.plan.value(expr, Reading::Now, &members.to_vec())
    }

    /// How many columns the plan works out: what a row costs.
    pub(crate) fn operations(&self) -> usize {
        self.plan.ops.len()
    }

    /// The rules that override a rule, by name.
    pub(crate) fn overriders(&self, rule: RuleId) -> &[RuleId] {
        self.plan.overriders(rule)
    }
}

impl<'a> Inspector<'a> {
    fn at_row(&self, row: usize) -> Self {
        let mut then = Self::new(self.view, self.name, self.common);
        then.view.row = row;
        then
    }
}
