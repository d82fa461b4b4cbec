//! Rows as rules: in go the outputs of a row, out comes a rule called
//! `Name, row 2`, or what the column `name` says.

use crate::ast::{self, AdjustmentKind, CellKind, ColumnKind, Text, Then, Verdict};
use crate::check::Checker;
use crate::check::declarations::Declarations;
use crate::check::rules::says_something;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Rule, RuleId, Table, TableId};
use crate::span::Span;

/// A row that is a rule.
pub(in crate::check) struct RowRule {
    /// What it is called, and where: its `name` cell, or the whole row.
    pub title: Text,
    /// It has a `name` cell.
    pub named: bool,
    /// The table's place among the tables.
    pub table: usize,
    /// The row's place in the table, from 0.
    pub row: usize,
}

/// The rows of a table that are rules. Where a table also gives a value, a row
/// without verdict and flag is none.
pub(in crate::check) fn rule_rows(at: usize, table: &ast::TableDecl) -> Vec<RowRule> {
    let has = |kind: fn(&ColumnKind) -> bool| table.columns.iter().any(|c| kind(&c.kind));
    if !has(|kind| matches!(kind, ColumnKind::Then | ColumnKind::Flag)) {
        return Vec::new();
    }
    let gives = has(|kind| matches!(kind, ColumnKind::Give(_)));
    let rows = table.rows.iter().enumerate().filter(|(_, row)| {
        let outputs = Outputs::of(table, row);
        !gives || outputs.says_something()
    });
    rows.map(|(row, decl)| {
        let name = Outputs::of(table, decl).name;
        RowRule {
            title: name.cloned().unwrap_or_else(|| Text {
                value: format!("{}, row {}", table.title.value, row + 1),
                span: decl.span,
            }),
            named: name.is_some(),
            table: at,
            row,
        }
    })
    .collect()
}

/// The outputs of a row; of two columns of one kind the first counts.
#[derive(Default)]
struct Outputs<'a> {
    then: Option<(Verdict, Span)>,
    adjust: Option<(&'a [ast::Adjustment], Span)>,
    because: Option<&'a ast::Template>,
    flag: Option<&'a ast::Template>,
    name: Option<&'a Text>,
}

impl<'a> Outputs<'a> {
    fn of(table: &'a ast::TableDecl, row: &'a ast::TableRow) -> Self {
        let mut outputs = Self::default();
        for (column, cell) in table.columns.iter().zip(&row.cells) {
            match (&column.kind, &cell.kind) {
                (ColumnKind::Then, CellKind::Then(verdict)) => {
                    outputs.then.get_or_insert((*verdict, cell.span));
                }
                (ColumnKind::Adjust, CellKind::Adjust(lines)) => {
                    outputs.adjust.get_or_insert((lines, cell.span));
                }
                (ColumnKind::Because, CellKind::Text(text)) => {
                    outputs.because.get_or_insert(text);
                }
                (ColumnKind::Flag, CellKind::Text(text)) => {
                    outputs.flag.get_or_insert(text);
                }
                (ColumnKind::Name, CellKind::Name(name)) => {
                    outputs.name.get_or_insert(name);
                }
                _ => {}
            }
        }
        outputs
    }

    fn says_something(&self) -> bool {
        self.then.is_some()
            || self.flag.is_some()
            || self.adjust.is_some()
            || self.because.is_some()
    }
}

impl<'a> Checker<'a> {
    /// A row as a rule.
    pub(in crate::check) fn row(
        &mut self,
        row: &RowRule,
        declarations: &Declarations<'a>,
    ) -> Option<Rule> {
        let table = self.tables[row.table].decl;
        let decl = table.rows.get(row.row)?;
        let outputs = Outputs::of(table, decl);
        let what = format!("row {} of the table \"{}\"", row.row + 1, table.title.value);
        let whole = self.check_row(table, decl, &outputs, &what);
        let adjustments = match outputs.then {
            Some((verdict, verdict_span)) => {
                let then = Then {
                    verdict,
                    verdict_span,
                    adjustments: outputs
                        .adjust
                        .map_or_else(Vec::new, |(lines, _)| lines.to_vec()),
                };
                self.check_adjustments(&then, Some(row.title.span))
            }
            None => Some(Vec::new()),
        };
        let flag = self.optional_template(outputs.flag);
        let because = self.optional_template(outputs.because);
        whole?;
        let read = self.tables[row.table].read.as_ref()?.rows.get(row.row)?;
        let condition = read.condition?;
        Some(Rule {
            name: row.title.value.clone(),
            when: (!read.always).then_some(condition),
            unless: None,
            verdict: outputs.then.map(|(verdict, _)| verdict),
            adjustments: adjustments?,
            flag: flag?,
            because: because?,
            overrides: Vec::new(),
            table: declarations.table_id(row.table),
            included: false,
            span: decl.span,
            title_span: row.title.span,
        })
    }

    /// What a row must say: a verdict or a flag, and why.
    fn check_row(
        &mut self,
        table: &ast::TableDecl,
        row: &ast::TableRow,
        outputs: &Outputs<'_>,
        what: &str,
    ) -> Option<()> {
        let Some((verdict, verdict_span)) = outputs.then else {
            return self.check_no_verdict(row, outputs, what);
        };
        if verdict == Verdict::Train || outputs.because.is_some_and(says_something) {
            return Some(());
        }
        let has_column = table.columns.iter().any(|c| c.kind == ColumnKind::Because);
        let help = if has_column {
            "write the reason in its cell below `because`, in quotes and in the athlete's words"
        } else {
            "add a column `because` with the reason of each row in the athlete's words"
        };
        self.report(
            Diagnostic::error(
                Code::MissingBecause,
                format!("{what} says {verdict} but not why"),
            )
            .label(verdict_span, "an athlete will ask why")
            .help(help),
        );
        None
    }

    fn check_no_verdict(
        &mut self,
        row: &ast::TableRow,
        outputs: &Outputs<'_>,
        what: &str,
    ) -> Option<()> {
        let diagnostic = match (outputs.adjust, outputs.flag) {
            (Some((lines, span)), _) => {
                let advises = lines
                    .iter()
                    .all(|line| matches!(line.kind, AdjustmentKind::Advise(_)));
                let (does, help) = if advises {
                    ("advises", "write a verdict below `then`")
                } else {
                    ("changes the plan", "write `modify` below `then`")
                };
                Diagnostic::error(
                    Code::AdjustOutsideModify,
                    format!("{what} {does} without a verdict"),
                )
                .label(span, "under which verdict?")
                .help(help)
            }
            (None, Some(_)) => return Some(()),
            (None, None) => Diagnostic::error(
                Code::RuleWithoutVerdict,
                format!("{what} says what to look for, but not what follows"),
            )
            .label(row.span, "no verdict and no flag")
            .help("write `train`, `modify` or `rest` below `then`, or a note below `flag`"),
        };
        self.report(diagnostic);
        None
    }

    /// The tables whose rows are rules, by name. `rules` are all rules, in their order.
    pub(in crate::check) fn finish_tables(
        &self,
        declarations: &Declarations<'a>,
        rules: &[Rule],
    ) -> Vec<Table> {
        let mut overridden = vec![false; rules.len()];
        for &RuleId(id) in rules.iter().flat_map(|rule| &rule.overrides) {
            if let Some(overridden) = overridden.get_mut(id as usize) {
                *overridden = true;
            }
        }
        let states = declarations.rule_tables.iter().map(|&at| &self.tables[at]);
        let mut tables: Vec<Table> = states
            .map(|state| Table {
                name: state.decl.title.value.clone(),
                rows: Vec::new(),
                complete: state.complete,
                span: state.decl.title.span,
            })
            .collect();
        for row in &declarations.rows {
            let Some(TableId(id)) = declarations.table_id(row.table) else {
                continue;
            };
            let table = &mut tables[id as usize];
            if let Some(RuleId(rule)) = declarations.rule_id(&row.title.value) {
                table.rows.push(RuleId(rule));
                table.complete &= !overridden.get(rule as usize).copied().unwrap_or(false);
            }
        }
        for (table, &at) in tables.iter_mut().zip(&declarations.rule_tables) {
            // A row that is no rule, or is left out, may be the one that holds.
            table.complete &= table.rows.len() == self.tables[at].decl.rows.len();
        }
        tables
    }
}
