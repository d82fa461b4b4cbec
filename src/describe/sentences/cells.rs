//! Cells of tables in words: in goes `82 to under 87`, out comes `82 °F to under
//! 87 °F`, where the unit that is written once holds for both ends.

use super::comparisons::Kind;
use super::{Day, bare, runs};
use crate::ast::{CellTest, Comparison, Expr, ExprKind, UnitName};
use crate::describe::names::{Speaker, yes_or_no};
use crate::describe::page::Run;

impl Speaker<'_> {
    /// What must hold of the head of a column.
    pub(in crate::describe) fn cell(&self, head: &Expr, test: &CellTest) -> Vec<Run> {
        let day = Day::Today;
        match test {
            CellTest::Any => runs!["any"],
            CellTest::Compare(Comparison::Is, value) => self.value_in_cell(value),
            CellTest::Compare(Comparison::IsNot, value) => {
                runs!["not ", self.value_in_cell(value)]
            }
            CellTest::Compare(op, value) => {
                let kind = self.kind_of(head).or_else(|| self.kind_of(value));
                let test = self.test(*op, value, kind.unwrap_or(Kind::Number), day);
                without_is(test)
            }
            CellTest::Range {
                low,
                with_low,
                high,
                with_high,
            } => {
                let unit = written_unit(low).or_else(|| written_unit(high));
                let low = self.end(low, unit);
                let high = self.end(high, unit);
                let above = if *with_low { "" } else { "above " };
                let to = if *with_high { " to " } else { " to under " };
                runs![above, low, to, high]
            }
            CellTest::OneOf(set) => without_is(self.one_of(set, day)),
            CellTest::IsMissing => runs!["not known"],
            CellTest::IsKnown => runs!["known"],
            CellTest::Overlaps(set) => self.overlaps_in_cell(set),
            CellTest::Includes(member) => runs!["includes ", self.noun(member, day).alone()],
            CellTest::Not(inner) => match &**inner {
                CellTest::Or(_) | CellTest::Not(_) => {
                    runs!["not (", self.cell(head, inner), ")"]
                }
                _ => runs!["not ", self.cell(head, inner)],
            },
            CellTest::Or(tests) => {
                let mut all: Vec<Run> = Vec::new();
                for (at, test) in tests.iter().enumerate() {
                    let test = match test {
                        CellTest::Or(_) => runs!["(", self.cell(head, test), ")"],
                        _ => self.cell(head, test),
                    };
                    all = match at {
                        0 => test,
                        _ => runs![all, " or ", test],
                    };
                }
                all
            }
        }
    }

    /// A value alone in a cell.
    fn value_in_cell(&self, value: &Expr) -> Vec<Run> {
        match &bare(value).kind {
            ExprKind::Truth(truth) => runs![yes_or_no(*truth)],
            _ => self.noun(value, Day::Today).runs,
        }
    }

    /// An end of a range, with the unit that may stand at the other one.
    fn end(&self, end: &Expr, unit: Option<&UnitName>) -> Vec<Run> {
        let literal = |value: f64| Run::text(super::values::literal(value, unit));
        match &bare(end).kind {
            ExprKind::Number { value, unit: None } => vec![literal(*value)],
            ExprKind::Negate(inner) => match &inner.kind {
                ExprKind::Number { value, unit: None } => vec![literal(-*value)],
                _ => self.noun(end, Day::Today).runs,
            },
            _ => self.noun(end, Day::Today).runs,
        }
    }
}

/// The unit of a number as written.
fn written_unit(expr: &Expr) -> Option<&UnitName> {
    match &bare(expr).kind {
        ExprKind::Number { unit, .. } => unit.as_ref(),
        ExprKind::Negate(inner) => written_unit(inner),
        _ => None,
    }
}

/// `is 8 or more` as it stands in a cell.
fn without_is(mut test: Vec<Run>) -> Vec<Run> {
    if let Some(Run::Text(first)) = test.first_mut() {
        let rest = first.strip_prefix("is ").map(str::to_owned);
        *first = rest.unwrap_or_else(|| std::mem::take(first));
    }
    test
}
