//! One row of a batch, as decisions and explanations see it: what an expression
//! is, whether it is known, and how it prints. It reads the columns that the
//! decision was made from, so an explanation cannot differ from the decision.

use super::batch::Batch;
use super::columns::Columns;
use super::show;
use crate::decision::Datum;
use crate::plan::{Lowered, Members, NodeId, Plan, Reading};
use crate::ruleset::{ExprId, ExprKind, InputId, PlanValue, Ruleset, Template, TemplatePart, Type};

/// A row of a batch whose columns have been filled.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) plan: &'a Plan,
    pub(super) columns: &'a Columns,
    pub(super) batch: &'a Batch,
    pub(super) row: usize,
}

impl View<'_> {
    /// The day of the row.
    pub(super) fn day(&self) -> i32 {
        self.batch.days.get(self.row).copied().unwrap_or(0)
    }

    /// A truth column at the row; unknown where the plan has no such column.
    pub(super) fn truth_at(&self, node: NodeId) -> u8 {
        self.columns
            .truths(node)
            .get(self.row)
            .copied()
            .unwrap_or(1)
    }

    pub(super) fn number_at(&self, node: NodeId) -> f64 {
        self.columns
            .numbers(node)
            .get(self.row)
            .copied()
            .unwrap_or(f64::NAN)
    }

    pub(super) fn set_at(&self, node: NodeId) -> u64 {
        self.columns.sets(node).get(self.row).copied().unwrap_or(0)
    }

    /// A condition, in one reading.
    pub(super) fn truth(&self, expr: ExprId, reading: Reading, members: &Members) -> u8 {
        match self.plan.value(expr, reading, members) {
            Some(Lowered::Truth(node)) => self.truth_at(node),
            _ => 1,
        }
    }

    /// Whether a condition holds as the data stands.
    pub(super) fn truth_now(&self, expr: ExprId) -> Option<bool> {
        match self.truth(expr, Reading::Now, &Members::default()) {
            0 => Some(false),
            2 => Some(true),
            _ => None,
        }
    }

    /// Whether a value is known, in one reading.
    pub(super) fn known(&self, expr: ExprId, reading: Reading, members: &Members) -> bool {
        match self.plan.value(expr, reading, members) {
            Some(Lowered::Number(bounds)) => {
                let (low, high) = (self.number_at(bounds.low), self.number_at(bounds.high));
                low == high && low.is_finite()
            }
            Some(Lowered::Truth(node)) => self.truth_at(node) != 1,
            Some(Lowered::Set(set)) => self.set_at(set.sure) == self.set_at(set.maybe),
            None => false,
        }
    }

    /// Whether an expression reads an answer of today that may still come.
    pub(super) fn open(&self, expr: ExprId, members: &Members) -> bool {
        self.plan
            .open(expr, members)
            .is_some_and(|node| self.truth_at(node) == 2)
    }

    /// What an expression is now, as data and as text.
    pub(super) fn datum(&self, expr: ExprId) -> Datum {
        let value = self.plan.value(expr, Reading::Now, &Members::new());
        self.datum_of(value, &self.ruleset.expr(expr).ty)
    }

    fn datum_of(&self, lowered: Option<Lowered>, ty: &Type) -> Datum {
        match (lowered, ty) {
            (Some(Lowered::Number(bounds)), ty) => {
                let (low, high) = (self.number_at(bounds.low), self.number_at(bounds.high));
                match ty {
                    Type::Number(number) => show::number(low, high, number),
                    Type::Choice(choice) => show::member(self.ruleset, *choice, low),
                    _ => show::day(low),
                }
            }
            (Some(Lowered::Set(set)), Type::Set(choice)) => show::set(
                self.ruleset,
                *choice,
                self.set_at(set.sure),
                self.set_at(set.maybe),
            ),
            (Some(Lowered::Truth(node)), _) => show::truth(self.truth_at(node)),
            _ => show::truth(1),
        }
    }

    /// An exact number, or `None` where it is missing.
    pub(super) fn exact(&self, expr: ExprId) -> Option<f64> {
        match self.plan.value(expr, Reading::Now, &Members::new()) {
            Some(Lowered::Number(bounds)) => {
                let (low, high) = (self.number_at(bounds.low), self.number_at(bounds.high));
                (low == high && low.is_finite()).then_some(low)
            }
            _ => None,
        }
    }

    /// A set as surely-in and maybe-in members.
    pub(super) fn set(&self, expr: ExprId) -> Option<(u64, u64)> {
        match self.plan.value(expr, Reading::Now, &Members::new()) {
            Some(Lowered::Set(set)) => Some((self.set_at(set.sure), self.set_at(set.maybe))),
            _ => None,
        }
    }

    /// A planned number, as it stands.
    pub(super) fn planned_number(&self, target: PlanValue) -> Option<f64> {
        match self.plan.plans.get(&target) {
            Some(Lowered::Number(bounds)) => {
                Some(self.number_at(bounds.low)).filter(|x| x.is_finite())
            }
            _ => None,
        }
    }

    /// A planned set, as it stands.
    pub(super) fn planned_set(&self, target: PlanValue) -> Option<u64> {
        match self.plan.plans.get(&target) {
            Some(Lowered::Set(set)) => {
                let sure = self.set_at(set.sure);
                (sure == self.set_at(set.maybe)).then_some(sure)
            }
            _ => None,
        }
    }

    /// Any planned value that rules cannot adjust, as it stands.
    pub(super) fn planned_other(&self, target: PlanValue) -> Option<Datum> {
        let lowered = self.plan.plans.get(&target).copied();
        let datum = self.datum_of(lowered, &self.ruleset.input(target.input).ty);
        (!datum.value.is_null()).then_some(datum)
    }

    /// Whether a map was answered.
    pub(super) fn map_answered(&self, input: InputId) -> bool {
        self.plan
            .answered
            .get(&input)
            .is_some_and(|&node| self.truth_at(node) == 2)
    }

    /// A text with its values filled in.
    pub(super) fn fill(&self, template: &Template) -> String {
        let mut text = String::new();
        for part in &template.parts {
            match part {
                TemplatePart::Literal(literal) => text.push_str(literal),
                TemplatePart::Value(expr) => text.push_str(&self.datum(*expr).text),
            }
        }
        text
    }

    /// How the ruleset names what an expression stands for, or writes it.
    pub(super) fn name_of(&self, expr: ExprId) -> String {
        let is_lookup = matches!(self.ruleset.expr(expr).kind, ExprKind::Lookup { .. });
        let mut lets = self.ruleset.lets.iter();
        match lets.find(|given| is_lookup && given.expr == expr) {
            Some(given) => given.name.clone(),
            None => self.source(expr),
        }
    }

    /// How the ruleset writes an expression, on one line.
    pub(super) fn source(&self, expr: ExprId) -> String {
        let text = self.ruleset.sources.text(self.ruleset.expr(expr).span);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match text
            .strip_prefix('(')
            .and_then(|inner| inner.strip_suffix(')'))
        {
            // Only a pair that belongs together.
            Some(inner) if !inner.contains(['(', ')']) => inner.to_owned(),
            _ => text,
        }
    }
}
