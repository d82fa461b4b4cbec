//! What the tests of a ruleset can try: its rules, the rows of its tables, its
//! conditions and its thresholds, each with the days and the members at which it
//! is read. `walk` finds them.

use crate::ruleset::{ChoiceId, CompareOp, ExprId, Over, RuleId};
use crate::span::Span;

/// Of a window that reaches back without end.
pub(in crate::testing) const ALL_DAYS: u32 = u32::MAX;

/// The days and members at which an expression is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::testing) struct At {
    /// How many days before the day decided at least.
    pub nearest: u32,
    /// And at most; [`ALL_DAYS`] for the whole history.
    pub furthest: u32,
    /// The choices whose members are gone through, outermost first.
    pub choices: Vec<ChoiceId>,
}

impl At {
    /// On the day decided.
    pub(super) fn today() -> Self {
        Self {
            nearest: 0,
            furthest: 0,
            choices: Vec::new(),
        }
    }

    pub(super) fn earlier(&self, nearest: u32, furthest: u32) -> Self {
        Self {
            nearest: self.nearest.saturating_add(nearest),
            furthest: self.furthest.saturating_add(furthest),
            choices: self.choices.clone(),
        }
    }

    pub(super) fn over(&self, over: Over) -> Self {
        let last = u32::from(over.before_today);
        self.earlier(last, over.days - 1 + last)
    }

    pub(super) fn each(&self, choice: ChoiceId) -> Self {
        let mut at = self.clone();
        at.choices.push(choice);
        at
    }
}

/// A row of a table.
#[derive(Clone, Debug)]
pub(in crate::testing) struct Row {
    /// `Practice, row 2`
    pub name: String,
    /// What must hold of it; `None` for one that always holds.
    pub condition: Option<ExprId>,
    /// Where it stands.
    pub span: Span,
    /// The days on which it is read.
    pub at: Vec<At>,
}

/// One condition, as written: what `and`, `or`, `not` and lists join.
#[derive(Clone, Debug)]
pub(in crate::testing) struct Condition {
    /// The condition.
    pub expr: ExprId,
    /// The days on which it is read.
    pub at: Vec<At>,
}

/// A comparison with a number or a setting; of `is between` each end is one.
#[derive(Clone, Debug)]
pub(in crate::testing) struct Turn {
    /// The comparison.
    pub comparison: ExprId,
    /// What is compared.
    pub value: ExprId,
    /// What it is compared with: a number, a setting, or worked out from these alone.
    pub limit: ExprId,
    /// How, the value on the left.
    pub op: CompareOp,
    /// The days on which it is read.
    pub at: Vec<At>,
}

/// All there is to try.
#[derive(Clone, Debug, Default)]
pub(in crate::testing) struct Places {
    /// Rules that are no rows.
    pub rules: Vec<RuleId>,
    /// Rows, by where they stand.
    pub rows: Vec<Row>,
    /// Conditions, by where they stand.
    pub conditions: Vec<Condition>,
    /// Comparisons, by where they stand.
    pub turns: Vec<Turn>,
}
