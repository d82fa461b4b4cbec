//! Cells below an expression: in goes the node of a cell, out comes what must
//! hold of the expression at the head of its column.

use crate::ast::{CellTest, Comparison, Expr, ExprKind, UnitName};

use super::cell_misreadings;
use super::comparisons::comparison_of;
use super::expressions::MAX_HEIGHT;
use super::grammar::{Node, Rule, has, parts};
use super::reader::Reader;

impl<'s> Reader<'s> {
    /// `any`, `< 82 °F`, `clean or altered`
    pub(super) fn cell_test(&mut self, node: Node<'s>) -> Option<CellTest> {
        let Some(either) = parts(node).next() else {
            return Some(CellTest::Any);
        };
        let span = self.span(&either);
        let alone = !has(&either, Rule::or_);
        let mut tests = Vec::new();
        for test in parts(either) {
            if tests.len() >= MAX_HEIGHT {
                self.too_deep(span);
                return None;
            }
            tests.push(self.one_test(test, alone)?);
        }
        if let Some(error) = cell_misreadings::or_more(&tests, span) {
            self.error(error);
            return None;
        }
        let mut test = match tests.len() {
            1 => tests.pop()?,
            _ => CellTest::Or(tests),
        };
        share_unit(&mut test);
        Some(test)
    }

    /// `not 7 to 14`
    fn one_test(&mut self, node: Node<'s>, alone: bool) -> Option<CellTest> {
        let span = self.span(&node);
        let nots = node
            .clone()
            .into_inner()
            .filter(|part| part.as_rule() == Rule::not_)
            .count();
        if nots > MAX_HEIGHT {
            self.too_deep(span);
            return None;
        }
        let what = parts(node).next()?;
        let test = match what.as_rule() {
            Rule::comparator => self.comparator(what),
            Rule::between => self.between(what),
            _ => Some(CellTest::Compare(Comparison::Is, self.expr(what)?)),
        }?;
        if let Some(error) = cell_misreadings::misread(&test, nots > 0, alone, span) {
            self.error(error);
            return None;
        }
        Some((0..nots).fold(test, |test, _| CellTest::Not(Box::new(test))))
    }

    /// `< 82 °F`, `is missing`, `overlaps lower_body`
    fn comparator(&mut self, node: Node<'s>) -> Option<CellTest> {
        let mut inner = node.into_inner();
        let test = inner.next()?;
        Some(match test.as_rule() {
            Rule::is_missing_ => CellTest::IsMissing,
            Rule::is_known_ => CellTest::IsKnown,
            Rule::is_between => {
                let mut ends = parts(test);
                CellTest::Range {
                    low: self.expr(ends.next()?)?,
                    with_low: true,
                    high: self.expr(ends.next()?)?,
                    with_high: true,
                }
            }
            Rule::is_one_of => CellTest::OneOf(self.expr(parts(test).next()?)?),
            Rule::overlaps_ => CellTest::Overlaps(self.expr(inner.next()?)?),
            Rule::includes_ => CellTest::Includes(self.expr(inner.next()?)?),
            _ => CellTest::Compare(comparison_of(&test), self.expr(inner.next()?)?),
        })
    }

    /// `82 to under 87`
    fn between(&mut self, node: Node<'s>) -> Option<CellTest> {
        let (above, under) = (has(&node, Rule::above), has(&node, Rule::under));
        let mut ends = parts(node).filter(|part| part.as_rule() == Rule::difference);
        let low = self.expr(ends.next()?)?;
        let high = self.expr(ends.next()?)?;
        Some(CellTest::Range {
            low,
            with_low: !above,
            high,
            with_high: !under,
        })
    }
}

/// A unit written once in a cell holds for its other numbers: `82 to 87 °F`.
/// Two units are both said on purpose, and then a number without is none.
fn share_unit(test: &mut CellTest) {
    let mut numbers = Vec::new();
    units_of(test, &mut numbers);
    let mut written = numbers.iter().filter_map(|unit| unit.as_ref());
    let Some(first) = written.next().cloned() else {
        return;
    };
    if written.all(|unit| unit.text == first.text) {
        for unit in numbers {
            unit.get_or_insert_with(|| first.clone());
        }
    }
}

/// The units of the plain numbers that a cell compares with.
fn units_of<'t>(test: &'t mut CellTest, units: &mut Vec<&'t mut Option<UnitName>>) {
    match test {
        CellTest::Compare(_, value) | CellTest::OneOf(value) => unit_of(value, units),
        CellTest::Range { low, high, .. } => {
            unit_of(low, units);
            unit_of(high, units);
        }
        CellTest::Not(inner) => units_of(inner, units),
        CellTest::Or(tests) => tests.iter_mut().for_each(|test| units_of(test, units)),
        CellTest::Any
        | CellTest::IsMissing
        | CellTest::IsKnown
        | CellTest::Overlaps(_)
        | CellTest::Includes(_) => {}
    }
}

fn unit_of<'t>(value: &'t mut Expr, units: &mut Vec<&'t mut Option<UnitName>>) {
    match &mut value.kind {
        ExprKind::Number { unit, .. } => units.push(unit),
        ExprKind::Negate(inner) => {
            if let ExprKind::Number { unit, .. } = &mut inner.kind {
                units.push(unit);
            }
        }
        ExprKind::Set(items) => items.iter_mut().for_each(|item| unit_of(item, units)),
        _ => {}
    }
}
