//! Who reads what: in goes a program, out comes for every name whether something
//! that decides reads it, or only tests and examples do.

use std::collections::HashMap;

use crate::ast::{
    Adjustment, AdjustmentKind, CaseColumn, CellKind, CellTest, ColumnKind, Declaration, Expect,
    ExpectKind, Expr, ExprKind, Given, GuaranteeKind, Path, Program, TableDecl, Template,
    TemplatePart, TestDecl, TypeExpr, TypeKind,
};
use crate::check::walk;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// What is known of every name that is read.
#[derive(Default)]
pub(super) struct Reads<'a> {
    /// Whether something besides tests and examples reads it.
    names: HashMap<&'a str, bool>,
    /// What is being gone through is a test or an example.
    testing: bool,
}

impl<'a> Reads<'a> {
    /// Everything that the declarations of all files read. A name that equals a
    /// member of a choice counts as read wherever that member stands.
    pub fn of(program: &'a Program) -> Self {
        let mut reads = Self::default();
        for declaration in program.files().flat_map(|file| &file.declarations) {
            reads.testing = matches!(declaration, Declaration::Test(_) | Declaration::Example(_));
            reads.declaration(declaration);
        }
        reads
    }

    /// A warning that nothing reads a name; `None` where something does.
    pub fn unread(&self, code: Code, what: &str, name: &str, at: Span) -> Option<Diagnostic> {
        let label = match self.names.get(name) {
            Some(true) => return None,
            Some(false) => "only tests read it",
            None => "read by nothing",
        };
        let message = match code {
            Code::UnusedPlan => format!("no rule reads or changes the {what} `{name}`"),
            Code::UnusedChoice => format!("nothing uses the {what} `{name}`"),
            _ => format!("nothing that is decided depends on the {what} `{name}`"),
        };
        Some(
            Diagnostic::warning(code, message)
                .label(at, label)
                .help("use it in a rule, or take its declaration out"),
        )
    }

    /// Whether something besides tests and examples reads the name.
    pub fn decides(&self, name: &str) -> bool {
        self.names.get(name) == Some(&true)
    }

    fn name(&mut self, name: &'a str) {
        *self.names.entry(name).or_default() |= !self.testing;
    }

    fn declaration(&mut self, declaration: &'a Declaration) {
        match declaration {
            Declaration::Ruleset(_) | Declaration::Choice(_) => {}
            Declaration::Include(decl) => {
                decl.with.iter().for_each(|(_, value)| self.expr(value));
            }
            Declaration::Group(decl) => self.name(&decl.choice.name),
            Declaration::Input(decl) => {
                self.ty(&decl.ty);
                decl.missing_means.iter().for_each(|value| self.expr(value));
            }
            Declaration::Setting(decl) => {
                self.ty(&decl.ty);
                self.expr(&decl.value);
            }
            Declaration::Let(decl) => self.expr(&decl.value),
            Declaration::Table(decl) => self.table(decl),
            Declaration::Rule(decl) => {
                let conditions = decl.when.iter().chain(&decl.unless);
                conditions.for_each(|condition| self.expr(condition));
                decl.then
                    .iter()
                    .for_each(|then| self.adjustments(&then.adjustments));
                let texts = decl.flag.iter().chain(&decl.because);
                texts.for_each(|text| self.template(text));
            }
            Declaration::Otherwise(decl) => {
                self.adjustments(&decl.then.adjustments);
                decl.because.iter().for_each(|text| self.template(text));
            }
            Declaration::Guarantee(decl) => match &decl.kind {
                GuaranteeKind::Always(_, condition) | GuaranteeKind::Never(_, condition) => {
                    self.expr(condition);
                }
                GuaranteeKind::NeverMilder { input, .. } | GuaranteeKind::SameVerdict { input } => {
                    self.name(&input.name)
                }
            },
            Declaration::Example(decl) => self.given(&decl.given),
            Declaration::Test(decl) => self.test(decl),
        }
    }

    fn ty(&mut self, ty: &'a TypeExpr) {
        ty.each.iter().for_each(|each| self.name(&each.name));
        match &ty.kind {
            TypeKind::Named { name, .. } => self.name(&name.text),
            TypeKind::SetOf(choice) => self.name(&choice.name),
            _ => {}
        }
    }

    fn expr(&mut self, expr: &'a Expr) {
        for part in walk::all(expr) {
            match &part.kind {
                ExprKind::Name(name) => self.name(&name.name),
                ExprKind::Member { map, .. } => self.name(&map.name),
                ExprKind::Where { choice, .. } => self.name(&choice.name),
                _ => {}
            }
        }
    }

    fn template(&mut self, template: &'a Template) {
        for part in &template.parts {
            if let TemplatePart::Value(value) = part {
                self.expr(value);
            }
        }
    }

    fn path(&mut self, path: &'a Path) {
        self.name(&path.name.name);
    }

    fn adjustments(&mut self, adjustments: &'a [Adjustment]) {
        for adjustment in adjustments {
            match &adjustment.kind {
                AdjustmentKind::Cut { target, by: value }
                | AdjustmentKind::Cap { target, at: value }
                | AdjustmentKind::Raise { target, to: value }
                | AdjustmentKind::Drop { set: value, target } => {
                    self.path(target);
                    self.expr(value);
                }
                AdjustmentKind::Advise(text) => self.template(text),
            }
        }
    }

    fn table(&mut self, table: &'a TableDecl) {
        for column in &table.columns {
            if let ColumnKind::Tests(head) = &column.kind {
                self.expr(head);
            }
        }
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            match &cell.kind {
                CellKind::Tests(test) => self.cell(test),
                CellKind::Adjust(adjustments) => self.adjustments(adjustments),
                CellKind::Text(text) => self.template(text),
                CellKind::Give(value) => self.expr(value),
                CellKind::Empty | CellKind::Then(_) | CellKind::Name(_) => {}
            }
        }
    }

    fn cell(&mut self, test: &'a CellTest) {
        let mut ahead = vec![test];
        while let Some(test) = ahead.pop() {
            match test {
                CellTest::Any | CellTest::IsMissing | CellTest::IsKnown => {}
                CellTest::Compare(_, value)
                | CellTest::OneOf(value)
                | CellTest::Overlaps(value)
                | CellTest::Includes(value) => self.expr(value),
                CellTest::Range { low, high, .. } => {
                    self.expr(low);
                    self.expr(high);
                }
                CellTest::Not(inner) => ahead.push(inner),
                CellTest::Or(parts) => ahead.extend(parts),
            }
        }
    }

    fn given(&mut self, given: &'a [Given]) {
        for given in given {
            match given {
                Given::Example(_) => {}
                Given::Value { path, value } => {
                    self.path(path);
                    self.expr(value);
                }
                Given::Today { date, .. } => self.expr(date),
                Given::Days(table) => {
                    table.columns.iter().for_each(|path| self.path(path));
                    let cells = table.rows.iter().flat_map(|(_, _, cells)| cells);
                    cells.flatten().for_each(|value| self.expr(value));
                }
            }
        }
    }

    fn test(&mut self, test: &'a TestDecl) {
        self.given(&test.given);
        test.expects.iter().for_each(|expect| self.expect(expect));
        for column in test.cases.iter().flat_map(|cases| &cases.columns) {
            if let CaseColumn::Given(path) = column {
                self.path(path);
            }
        }
        let rows = test.cases.iter().flat_map(|cases| &cases.rows);
        for cell in rows.flat_map(|(_, cells)| cells) {
            match cell {
                crate::ast::CaseCell::Empty => {}
                crate::ast::CaseCell::Value(value) => self.expr(value),
                crate::ast::CaseCell::Expect(expect) => self.expect(expect),
            }
        }
    }

    fn expect(&mut self, expect: &'a Expect) {
        match &expect.kind {
            ExpectKind::WaitingOn(path) => self.path(path),
            ExpectKind::Condition(condition) => self.expr(condition),
            ExpectKind::Becomes { target, value } => {
                self.path(target);
                self.expr(value);
            }
            _ => {}
        }
    }
}
