//! `test` and `example`: in go their nodes, out come what is given and what is
//! expected. The cells of their tables are read here, each by its column.

use crate::ast::{
    CaseCell, CaseColumn, CaseTable, DaySpec, DayTable, ExampleDecl, Expect, ExpectKind, Given,
    Path, TestDecl, Text,
};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::declarations::Seen;
use super::grammar::{Node, Rule, has, parts};
use super::reader::Reader;
use super::{expectation_hints, hints};

impl<'s> Reader<'s> {
    pub(super) fn example(&mut self, node: Node<'s>, span: Span) -> Option<ExampleDecl> {
        let mut inner = parts(node);
        let title = self.text(&inner.next()?);
        let mut given = Vec::new();
        let mut fine = true;
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            fine &= self.given(clause, &mut given).is_some();
        }
        fine.then_some(ExampleDecl { title, given, span })
    }

    pub(super) fn test(&mut self, node: Node<'s>, span: Span) -> Option<TestDecl> {
        let mut inner = parts(node);
        let title = self.text(&inner.next()?);
        let mut given = Vec::new();
        let mut cases = None;
        let mut expects = Vec::new();
        let mut seen = Seen::default();
        let mut fine = true;
        for clause in inner.filter_map(|clause| clause.into_inner().next()) {
            let span = self.span(&clause);
            match clause.as_rule() {
                Rule::given => fine &= self.given(clause, &mut given).is_some(),
                Rule::cases if seen.first(self, "cases", span) => {
                    cases = self.cases(clause);
                    fine &= cases.is_some();
                }
                Rule::expect => match parts(clause).next().and_then(|e| self.expectation(e)) {
                    Some(expect) => expects.push(expect),
                    None => fine = false,
                },
                _ => {}
            }
        }
        fine.then_some(TestDecl {
            title,
            given,
            cases,
            expects,
            span,
        })
    }

    /// `given "Fresh", soreness = {quads: 5}`, or `given` and a table of days.
    fn given(&mut self, node: Node<'s>, given: &mut Vec<Given>) -> Option<()> {
        for item in parts(node) {
            if item.as_rule() == Rule::given_rows {
                given.push(Given::Days(self.day_table(item)?));
                continue;
            }
            let item = item.into_inner().next()?;
            let span = self.span(&item);
            given.push(match item.as_rule() {
                Rule::text => Given::Example(self.text(&item)),
                Rule::given_today => Given::Today {
                    date: self.expr(parts(item).next()?)?,
                    span,
                },
                _ => {
                    let mut inner = parts(item);
                    Given::Value {
                        path: self.path(inner.next()?)?,
                        value: self.expr(inner.next()?)?,
                    }
                }
            });
        }
        Some(())
    }

    /// `soreness`, `soreness.quads`
    pub(super) fn path(&mut self, node: Node<'s>) -> Option<Path> {
        let mut names = parts(node).map(|name| self.ident(&name));
        Some(Path {
            name: names.next()?,
            member: names.next(),
        })
    }

    fn day_table(&mut self, node: Node<'s>) -> Option<DayTable> {
        let span = self.span(&node);
        let start = node.as_str().len() - node.as_str().trim_start().len();
        let (rows, mut fine) = self.rows(parts(node));
        let mut rows = rows.into_iter();
        let (header_span, header) = rows.next()?;
        let mut names = header.into_iter();
        let day = names.next()?;
        if day.value != "day" {
            self.error(
                Diagnostic::error(
                    Code::Syntax,
                    "the first column of a table of days is `day`",
                )
                .label(day.span, "not `day`")
                .label(header_span, "the table's columns")
                .help("begin with a column `day` that holds `today`, `yesterday`, `3 days ago` or `27 to 7 days ago`"),
            );
            return None;
        }
        let mut columns = Vec::new();
        for name in names {
            match self.column(&name) {
                Some(CaseColumn::Given(path)) => columns.push(path),
                Some(CaseColumn::Today(span) | CaseColumn::Expect(span)) => {
                    self.error(
                        Diagnostic::error(
                            Code::Syntax,
                            format!("a table of days has no column `{}`", name.value),
                        )
                        .label(span, "not something that is given for a day")
                        .help("its columns are `day` and the names of inputs"),
                    );
                    fine = false;
                }
                None => fine = false,
            }
        }
        let mut days = Vec::new();
        for (span, cells) in rows {
            let mut cells = cells.into_iter();
            let day = self.day_cell(&cells.next()?);
            let mut values = Vec::new();
            for cell in cells {
                if cell.value.is_empty() {
                    values.push(None);
                } else if let Some(value) = self.value_cell(&cell) {
                    values.push(Some(value));
                } else {
                    fine = false;
                }
            }
            match day {
                Some(day) => days.push((day, span, values)),
                None => fine = false,
            }
        }
        fine.then_some(DayTable {
            columns,
            rows: days,
            span: Span::new(self.file, span.start + start, span.end),
        })
    }

    fn day_cell(&mut self, cell: &Text) -> Option<DaySpec> {
        if cell.value.is_empty() {
            self.error(
                Diagnostic::error(Code::Syntax, "this row does not say which day it is")
                    .label(self.empty_cell(cell), "an empty cell")
                    .help("write `today`, `yesterday`, `3 days ago` or `27 to 7 days ago`"),
            );
            return None;
        }
        if let Some(error) = hints::dash_range(cell) {
            self.error(error);
            return None;
        }
        self.part(Rule::lone_day, cell.span, Code::Syntax, |reader, node| {
            reader.day(parts(node).next()?)
        })
    }

    /// `today`, `yesterday`, `27 to 7 days ago`, `2026-06-05`
    fn day(&mut self, node: Node<'s>) -> Option<DaySpec> {
        let span = self.span(&node);
        let mut inner = node.into_inner();
        let first = inner.next()?;
        let (from, to) = match first.as_rule() {
            Rule::date => {
                let (year, month, day) = self.date(&first)?;
                return Some(DaySpec::Date { year, month, day });
            }
            Rule::today_ => (0, 0),
            Rule::yesterday_ => (1, 1),
            _ => {
                let from = self.days(&first)?;
                match inner.find(|node| node.as_rule() == Rule::whole) {
                    Some(to) => (from, self.days(&to)?),
                    None => (from, from),
                }
            }
        };
        if from < to {
            self.error(
                Diagnostic::error(Code::Syntax, "these days run backwards")
                    .label(span, format!("{to} days ago comes before {from} days ago"))
                    .help(format!("write `{to} to {from} days ago`"))
                    .fix(span, format!("{to} to {from} days ago")),
            );
            return None;
        }
        Some(DaySpec::Ago { from, to })
    }

    fn cases(&mut self, node: Node<'s>) -> Option<CaseTable> {
        let (rows, rows_are_fine) = self.rows(parts(node));
        let mut rows = rows.into_iter();
        let (header_span, header) = rows.next()?;
        let mut span = header_span;
        let mut columns = Vec::new();
        let mut fine = true;
        for name in &header {
            match self.column(name) {
                Some(column) => columns.push(column),
                None => fine = false,
            }
        }
        if !fine {
            return None;
        }
        let mut cases = Vec::new();
        fine = rows_are_fine;
        for (row_span, cells) in rows {
            span = span.to(row_span);
            let mut row = Vec::new();
            for (cell, column) in cells.iter().zip(&columns) {
                let read = if cell.value.is_empty() {
                    Some(CaseCell::Empty)
                } else if matches!(column, CaseColumn::Expect(_)) {
                    self.part(
                        Rule::lone_expectation,
                        cell.span,
                        Code::Syntax,
                        |reader, node| reader.expectation(parts(node).next()?),
                    )
                    .map(CaseCell::Expect)
                } else {
                    self.value_cell(cell).map(CaseCell::Value)
                };
                match read {
                    Some(cell) => row.push(cell),
                    None => fine = false,
                }
            }
            cases.push((row_span, row));
        }
        fine.then_some(CaseTable {
            columns,
            rows: cases,
            span,
        })
    }

    /// A header cell: a name, `today` or `expect`.
    fn column(&mut self, cell: &Text) -> Option<CaseColumn> {
        if cell.value.is_empty() {
            self.error(
                Diagnostic::error(Code::Syntax, "this column has no name")
                    .label(self.empty_cell(cell), "an empty cell")
                    .help("name what the column holds, or take it out"),
            );
            return None;
        }
        self.part(
            Rule::lone_column,
            cell.span,
            Code::Syntax,
            |reader, node| {
                let what = node.into_inner().next()?;
                let span = reader.span(&what);
                Some(match what.as_rule() {
                    Rule::expect_column_ => CaseColumn::Expect(span),
                    Rule::today_ => CaseColumn::Today(span),
                    _ => CaseColumn::Given(reader.path(what)?),
                })
            },
        )
    }

    fn value_cell(&mut self, cell: &Text) -> Option<crate::ast::Expr> {
        if let Some(error) = hints::dash_range(cell) {
            self.error(error);
            return None;
        }
        self.part(
            Rule::lone_expression,
            cell.span,
            Code::Syntax,
            |reader, node| reader.lone_expression(node),
        )
    }

    /// What stands after `expect`.
    fn expectation(&mut self, node: Node<'s>) -> Option<Expect> {
        let span = self.span(&node);
        let what = node.into_inner().next()?;
        let kind = match what.as_rule() {
            Rule::could_become => ExpectKind::CouldBecome(self.verdict(&parts(what).next()?)?.0),
            Rule::waiting_on => ExpectKind::WaitingOn(self.path(parts(what).next()?)?),
            Rule::expect_no_rule => ExpectKind::NoRule(self.text(&parts(what).next()?)),
            Rule::expect_rule => ExpectKind::Rule(self.text(&parts(what).next()?)),
            Rule::expect_flag => ExpectKind::Flag(self.text(&parts(what).next()?)),
            Rule::no_flag_ => ExpectKind::NoFlag,
            Rule::expect_verdict => {
                let for_now = has(&what, Rule::for_now_);
                let (verdict, _) = self.verdict(&parts(what).next()?)?;
                ExpectKind::Verdict { verdict, for_now }
            }
            Rule::becomes => {
                let mut inner = parts(what);
                ExpectKind::Becomes {
                    target: self.path(inner.next()?)?,
                    value: self.expr(inner.next()?)?,
                }
            }
            _ => {
                if let Some(error) = expectation_hints::misspelt_for_now(what.as_str(), span) {
                    self.error(error);
                    return None;
                }
                ExpectKind::Condition(self.expr(what)?)
            }
        };
        Some(Expect { kind, span })
    }
}
