//! Where trees stand: in goes a declaration, out come the expressions and units in
//! it in the order in which they are written, and what the cells of its tables
//! say, to be found by their places.

use super::cells::Cell;
use super::writer::Part;
use crate::ast::{
    Adjustment, AdjustmentKind, CaseCell, CellKind, CellTest, ColumnKind, DaySpec, Declaration,
    ExampleDecl, Expect, ExpectKind, Expr, ExprKind, Given, GuaranteeKind, ListKind, TableDecl,
    TestDecl, TypeExpr, TypeKind,
};

/// The trees of a declaration, by their places.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// Expressions and units, by where they start.
    parts: Vec<Part<'a>>,
    /// Conditions below the head of a column.
    tests: Vec<(usize, &'a CellTest)>,
    /// Rows of days.
    days: Vec<(usize, DaySpec)>,
    /// Cells that say nothing.
    blanks: Vec<usize>,
}

impl<'a> Parts<'a> {
    /// Those of a declaration.
    pub fn of(declaration: &'a Declaration) -> Self {
        let mut parts = Self::default();
        match declaration {
            Declaration::Ruleset(_) | Declaration::Choice(_) | Declaration::Group(_) => {}
            Declaration::Include(include) => {
                include.with.iter().for_each(|(_, value)| parts.expr(value));
            }
            Declaration::Input(input) => {
                parts.type_of(&input.ty);
                input.missing_means.iter().for_each(|v| parts.expr(v));
            }
            Declaration::Setting(setting) => {
                parts.type_of(&setting.ty);
                parts.expr(&setting.value);
            }
            Declaration::Let(decl) => parts.condition(&decl.value),
            Declaration::Table(table) => parts.table(table),
            Declaration::Rule(rule) => {
                let conditions = rule.when.iter().chain(&rule.unless);
                conditions.for_each(|condition| parts.condition(condition));
                let then = rule.then.iter().flat_map(|then| &then.adjustments);
                then.for_each(|adjustment| parts.adjustment(adjustment));
            }
            Declaration::Otherwise(otherwise) => {
                let adjustments = otherwise.then.adjustments.iter();
                adjustments.for_each(|adjustment| parts.adjustment(adjustment));
            }
            Declaration::Guarantee(guarantee) => match &guarantee.kind {
                GuaranteeKind::Always(_, condition) | GuaranteeKind::Never(_, condition) => {
                    parts.condition(condition);
                }
                GuaranteeKind::NeverMilder { .. } | GuaranteeKind::SameVerdict { .. } => {}
            },
            Declaration::Example(ExampleDecl { given, .. }) => parts.given(given),
            Declaration::Test(test) => parts.test(test),
        }
        parts.parts.sort_by_key(|part| part.span().start);
        parts.tests.sort_by_key(|(start, _)| *start);
        parts.days.sort_by_key(|(start, _)| *start);
        parts.blanks.sort_unstable();
        parts
    }

    /// The expressions and units between two places.
    pub fn between(&self, start: usize, end: usize) -> &[Part<'a>] {
        let index = |at: usize| self.parts.partition_point(|part| part.span().start < at);
        self.parts.get(index(start)..index(end)).unwrap_or_default()
    }

    /// What the cell says that stands between two places.
    pub fn cell(&'a self, start: usize, end: usize) -> Cell<'a> {
        if self.blanks.binary_search(&start).is_ok() {
            return Cell::Blank;
        }
        let test = self.tests.binary_search_by_key(&start, |(start, _)| *start);
        match test.ok().and_then(|index| self.tests.get(index)) {
            Some((_, test)) => Cell::Test(test),
            None => Cell::Parts(self.between(start, end)),
        }
    }

    /// Which days the row is about that starts here, if it is a row of days.
    pub fn day(&self, start: usize) -> Option<DaySpec> {
        let index = self.days.binary_search_by_key(&start, |(start, _)| *start);
        index
            .ok()
            .and_then(|i| self.days.get(i))
            .map(|(_, day)| *day)
    }

    fn expr(&mut self, expr: &'a Expr) {
        self.parts.push(Part::Expr(expr));
    }

    /// A condition; one in bullets stands on several lines.
    fn condition(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::List {
                kind,
                items,
                bullets: true,
            } => {
                if let ListKind::AtLeast(count) = kind {
                    self.expr(count);
                }
                items.iter().for_each(|item| self.expr(item));
            }
            _ => self.expr(expr),
        }
    }

    fn type_of(&mut self, ty: &'a TypeExpr) {
        if let TypeKind::Named { name, .. } = &ty.kind {
            self.parts.push(Part::Unit(name));
        }
    }

    fn adjustment(&mut self, adjustment: &'a Adjustment) {
        match &adjustment.kind {
            AdjustmentKind::Cut { by: value, .. }
            | AdjustmentKind::Cap { at: value, .. }
            | AdjustmentKind::Raise { to: value, .. }
            | AdjustmentKind::Drop { set: value, .. } => self.expr(value),
            AdjustmentKind::Advise(_) => {}
        }
    }

    fn table(&mut self, table: &'a TableDecl) {
        for column in &table.columns {
            if let ColumnKind::Tests(head) = &column.kind {
                self.expr(head);
            }
        }
        for row in &table.rows {
            let mut says_otherwise = row.otherwise;
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                match &cell.kind {
                    CellKind::Tests(test) => self.tests.push((cell.span.start, test)),
                    CellKind::Adjust(adjustments) => {
                        adjustments.iter().for_each(|one| self.adjustment(one));
                    }
                    CellKind::Give(value) => self.expr(value),
                    // The first of them says `otherwise`, the others at most `any`.
                    CellKind::Empty if matches!(column.kind, ColumnKind::Tests(_)) => {
                        if !std::mem::take(&mut says_otherwise) {
                            self.blanks.push(cell.span.start);
                        }
                    }
                    CellKind::Empty | CellKind::Then(_) | CellKind::Text(_) | CellKind::Name(_) => {
                    }
                }
            }
        }
    }

    fn given(&mut self, given: &'a [Given]) {
        for given in given {
            match given {
                Given::Example(_) => {}
                Given::Value { value, .. } => self.expr(value),
                Given::Today { date, .. } => self.expr(date),
                Given::Days(table) => {
                    for (day, span, values) in &table.rows {
                        self.days.push((span.start, *day));
                        values.iter().flatten().for_each(|value| self.expr(value));
                    }
                }
            }
        }
    }

    fn test(&mut self, test: &'a TestDecl) {
        self.given(&test.given);
        let rows = test.cases.iter().flat_map(|cases| &cases.rows);
        for cell in rows.flat_map(|(_, cells)| cells) {
            match cell {
                CaseCell::Value(value) => self.expr(value),
                CaseCell::Expect(expect) => self.expect(expect),
                CaseCell::Empty => {}
            }
        }
        test.expects.iter().for_each(|expect| self.expect(expect));
    }

    fn expect(&mut self, expect: &'a Expect) {
        match &expect.kind {
            ExpectKind::Condition(value) | ExpectKind::Becomes { value, .. } => self.expr(value),
            ExpectKind::Verdict { .. }
            | ExpectKind::CouldBecome(_)
            | ExpectKind::WaitingOn(_)
            | ExpectKind::Rule(_)
            | ExpectKind::NoRule(_)
            | ExpectKind::Flag(_)
            | ExpectKind::NoFlag => {}
        }
    }
}
