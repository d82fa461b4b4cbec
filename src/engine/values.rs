//! What a condition read: each name and each history in it, once, with its
//! value and the day or days it is from.

use super::examine::ConditionState;
use super::show;
use super::view::View;
use crate::decision::ReadValue;
use crate::plan::{Members, Reading};
use crate::ruleset::{DayCount, ExprId, ExprKind, Over, Type};

/// The days that a value is from, counted back from the day decided.
enum When {
    /// Of no day: a threshold, or what was never known.
    Never,
    /// One day.
    Ago(u32),
    /// From the first to the last.
    Days(u32, u32),
}

impl View<'_> {
    /// What a condition read, in the order written. A `let` that is itself a
    /// condition is looked into, any other is one value.
    pub(super) fn values(&self, expr: ExprId) -> Vec<ReadValue> {
        let reads = self.reads(expr, true).into_iter();
        reads.map(|(_, value)| value).collect()
    }

    /// The same with the expression that each value is of; a `let` that is a
    /// condition is looked into only where `into_lets`.
    pub(super) fn reads(&self, expr: ExprId, into_lets: bool) -> Vec<(ExprId, ReadValue)> {
        let mut values: Vec<(ExprId, ReadValue)> = Vec::new();
        let mut names = std::collections::HashSet::new();
        let mut seen = std::collections::HashSet::new();
        let mut waiting = vec![expr];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let kind = &self.ruleset.expr(id).kind;
            if let ExprKind::Let(name) = kind {
                let inner = self.ruleset.let_(*name).expr;
                if into_lets && self.ruleset.expr(inner).ty == Type::Truth {
                    waiting.push(inner);
                    continue;
                }
            }
            match self.read(id) {
                Some(value) => {
                    if names.insert(value.name.clone()) {
                        values.push((id, value));
                    }
                }
                None => waiting.extend(kind.operands().into_iter().rev()),
            }
        }
        values
    }

    /// The value of a name or a history; `None` for what only joins others.
    fn read(&self, id: ExprId) -> Option<ReadValue> {
        let over = |over: Over| {
            let last = u32::from(over.before_today);
            When::Days(over.days - 1 + last, last)
        };
        let (name, when) = match &self.ruleset.expr(id).kind {
            ExprKind::Input(input) => (self.ruleset.input(*input).name.clone(), When::Ago(0)),
            ExprKind::InputMember(..) | ExprKind::OverMembers { .. } | ExprKind::Where(..) => {
                (self.source(id), When::Ago(0))
            }
            ExprKind::Setting(setting) => {
                (self.ruleset.setting(*setting).name.clone(), When::Never)
            }
            ExprKind::Let(name) => (self.ruleset.let_(*name).name.clone(), When::Ago(0)),
            ExprKind::Lookup { .. } => (self.name_of(id), When::Ago(0)),
            ExprKind::OverDays { over: days, .. } | ExprKind::Days(DayCount::When(days), _) => {
                (self.source(id), over(*days))
            }
            ExprKind::Ewma { .. } | ExprKind::Days(..) => (self.source(id), When::Ago(0)),
            ExprKind::Latest { value, when, .. } => {
                let ago = self
                    .latest_day(*value, *when)
                    .and_then(|ago| u32::try_from(ago).ok());
                (self.source(id), ago.map_or(When::Never, When::Ago))
            }
            ExprKind::Ago(_, days) => (self.source(id), When::Ago(*days)),
            _ => return None,
        };
        let day = |ago: u32| {
            let day = i64::from(self.day()) - i64::from(ago);
            i32::try_from(day).ok().map(show::date_text)
        };
        let (date, until) = match when {
            When::Never => (None, None),
            When::Ago(ago) => (day(ago), None),
            When::Days(first, last) if first == last => (day(first), None),
            When::Days(first, last) => (day(first), day(last)),
        };
        Some(ReadValue {
            name,
            datum: self.datum(id),
            date,
            until,
        })
    }

    /// How many days ago a value was last known on a day when the condition held.
    pub(super) fn latest_day(&self, value: ExprId, when: Option<ExprId>) -> Option<usize> {
        let first = self.batch.segment(self.row)?.rows.start;
        (first..=self.row).rev().position(|row| {
            let then = View { row, ..*self };
            let picked =
                when.is_none_or(|when| then.truth(when, Reading::Now, &Members::new()) == 2);
            picked && then.known(value, Reading::Now, &Members::new())
        })
    }

    /// The parts of a condition that `and`, `or`, `not` and lists join, `let`s
    /// that are conditions looked into, each with what it read.
    pub(super) fn conditions(&self, expr: ExprId, of_unless: bool) -> Vec<ConditionState> {
        let mut states: Vec<ConditionState> = Vec::new();
        let mut seen = std::collections::HashSet::new();
        let mut waiting = vec![expr];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.ruleset.expr(id).kind {
                _ if self.is_one_cell(id) => states.push(self.condition(id, of_unless)),
                ExprKind::And(items) | ExprKind::Or(items) | ExprKind::AtLeast(_, items) => {
                    waiting.extend(items.iter().rev());
                }
                ExprKind::Not(inner) => waiting.push(*inner),
                ExprKind::Let(name) => waiting.push(self.ruleset.let_(*name).expr),
                _ => states.push(self.condition(id, of_unless)),
            }
        }
        states
    }

    fn condition(&self, expr: ExprId, of_unless: bool) -> ConditionState {
        let now = match self.truth(expr, Reading::Now, &Members::new()) {
            0 => Some(false),
            2 => Some(true),
            _ => None,
        };
        ConditionState {
            expr,
            of_unless,
            now,
            values: self.values(expr),
        }
    }

    /// Whether what a condition joins stands in one place with it, as `gone or stays`
    /// in the cell of a table does: there are no words for the parts.
    pub(super) fn is_one_cell(&self, condition: ExprId) -> bool {
        let span = self.ruleset.expr(condition).span;
        let mut waiting = vec![condition];
        while let Some(id) = waiting.pop() {
            let expr = self.ruleset.expr(id);
            if expr.span != span {
                return false;
            }
            match &expr.kind {
                ExprKind::And(items) | ExprKind::Or(items) => waiting.extend(items),
                ExprKind::Not(inner) => waiting.push(*inner),
                // A list is never a cell.
                ExprKind::AtLeast(..) => return false,
                _ => {}
            }
        }
        true
    }
}
