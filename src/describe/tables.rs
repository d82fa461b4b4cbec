//! Tables as tables: the head and each cell in words, which row is which, and
//! what holds of the table as a whole.

use super::Writer;
use super::page::{Block, Grid, Row, Run, Said, Target};
use super::sentences::{Day, listed, runs};
use super::tree::cells;
use crate::ast::{CellKind, ColumnKind, TableCell, TableColumn, TableDecl, TableRow};
use crate::describe::names::readable;
use crate::ruleset::{ExprKind, RuleId};

impl Writer<'_> {
    pub(super) fn tables(&mut self) {
        let mut tables = self.tree.tables.clone();
        tables.sort_by_key(|table| self.tree.order(table.span));
        if tables.is_empty() {
            return;
        }
        self.page.heading(2, "Tables", None);
        for table in tables {
            let name = &table.title.value;
            let target = Some(Target::Table(name.clone()));
            self.page.heading(3, name.clone(), target);
            let grid = self.grid(table);
            self.page.blocks.push(Block::Grid(grid));
            let points = self.remarks(table);
            self.page.says(Said {
                runs: Vec::new(),
                points,
            });
        }
    }

    fn grid(&self, table: &TableDecl) -> Grid {
        let shown = |column: &&TableColumn| !matches!(column.kind, ColumnKind::Name);
        let columns: Vec<&TableColumn> = table.columns.iter().filter(shown).collect();
        let head = columns.iter().map(|column| self.column(column));
        let head = std::iter::once(runs!["Row"]).chain(head).collect();
        let mut rows = Vec::new();
        for (at, row) in table.rows.iter().enumerate() {
            let mut shown = vec![self.row_head(at, row, table)];
            let of_row =
                cells(table, row).filter(|(column, _)| !matches!(column.kind, ColumnKind::Name));
            shown.extend(of_row.map(|(column, cell)| self.table_cell(column, cell, row.otherwise)));
            rows.push(Row {
                cells: shown,
                ..Row::default()
            });
        }
        Grid {
            caption: format!("Table “{}”", table.title.value),
            head,
            rows,
        }
    }

    fn column(&self, column: &TableColumn) -> Vec<Run> {
        match &column.kind {
            ColumnKind::Tests(expr) => self.speaker.noun(expr, Day::Today).runs,
            ColumnKind::Then => runs!["Then"],
            ColumnKind::Adjust => runs!["Change of plan, advice"],
            ColumnKind::Because => runs!["Reason"],
            ColumnKind::Flag => runs!["Flag"],
            ColumnKind::Name => runs!["Name"],
            ColumnKind::Give(name) => runs!["Gives ", readable(&name.name)],
        }
    }

    /// What names a row: its number, and what it is called.
    fn row_head(&self, at: usize, row: &TableRow, table: &TableDecl) -> Vec<Run> {
        let name = cells(table, row).find_map(|(_, cell)| match &cell.kind {
            CellKind::Name(name) => Some(name.value.clone()),
            _ => None,
        });
        let number = (at + 1).to_string();
        match name {
            Some(name) => runs![format!("{number}: {name}")],
            None => runs![number],
        }
    }

    fn table_cell(&self, column: &TableColumn, cell: &TableCell, otherwise: bool) -> Vec<Run> {
        match (&cell.kind, &column.kind) {
            (CellKind::Empty, ColumnKind::Tests(_)) if otherwise => runs!["otherwise"],
            (CellKind::Tests(_), _) if otherwise => runs!["otherwise"],
            (CellKind::Empty, _) => Vec::new(),
            (CellKind::Tests(test), ColumnKind::Tests(head)) => self.speaker.cell(head, test),
            (CellKind::Tests(_), _) => Vec::new(),
            (CellKind::Then(verdict), _) => vec![Run::Strong(verdict.name().to_owned())],
            (CellKind::Adjust(lines), _) => {
                let changes = self.speaker.changes(lines);
                let all = changes.plan.into_iter().chain(changes.advice);
                let mut said: Vec<Run> = Vec::new();
                for (at, change) in all.enumerate() {
                    said = match at {
                        0 => change,
                        _ => runs![said, "; ", change],
                    };
                }
                said
            }
            (CellKind::Text(text), _) => self.speaker.text(text),
            (CellKind::Name(name), _) => runs![name.value.clone()],
            (CellKind::Give(value), _) => self.speaker.noun(value, Day::Today).runs,
        }
    }

    /// What holds of the table as a whole.
    fn remarks(&self, table: &TableDecl) -> Vec<Said> {
        let mut remarks = Vec::new();
        let name = &table.title.value;
        remarks.push(Said::text(
            "A row holds where all of its cells do; “any” does so whatever the answer is.",
        ));
        if table.rows.iter().any(|row| row.otherwise) {
            let text = "The row “otherwise” holds where it is sure that no other row does.";
            remarks.push(Said::text(text));
        }
        let as_rules = self.ruleset.tables.iter().find(|known| known.name == *name);
        if let Some(known) = as_rules {
            remarks.push(Said::text("Each row that holds is a rule like any other."));
            let has_verdict = known
                .rows
                .iter()
                .all(|id| self.ruleset.rule(*id).verdict.is_some());
            if known.complete && has_verdict {
                remarks.push(Said::text(
                    "One of the rows always holds: while it is not known which, the verdict is \
                     not milder than the mildest of the rows that may hold.",
                ));
            }
            for id in &known.rows {
                remarks.extend(self.row_remarks(*id));
            }
            if let Some(origin) = self.comes_from(table.span) {
                remarks.push(runs!["From ", Run::Code(origin), "."].into());
            }
        }
        let written = table.rows.len();
        let kept = as_rules.map_or(written, |known| known.rows.len());
        if as_rules.is_some() && kept < written {
            let kept: Vec<usize> = self.numbers_of(table);
            let gone: Vec<String> = (1..=written)
                .filter(|at| !kept.contains(at))
                .map(|at| at.to_string())
                .collect();
            if !gone.is_empty() && !self.gives(table) {
                let gone = crate::report::list(&gone, "and");
                remarks.push(Said::text(format!(
                    "Left out here, so that they do not count: row {gone}."
                )));
            }
        }
        if let Some(complete) = self.lookup(table) {
            remarks.push(Said::text(match complete {
                true => "One of the rows always holds.",
                false => "Where no row holds, what the table gives is not known.",
            }));
        }
        remarks
    }

    /// The numbers of the rows that are rules here.
    fn numbers_of(&self, table: &TableDecl) -> Vec<usize> {
        let is_rule = |row: &TableRow| self.ruleset.rules.iter().any(|rule| rule.span == row.span);
        let rows = (1..).zip(&table.rows);
        rows.filter(|(_, row)| is_rule(row))
            .map(|(at, _)| at)
            .collect()
    }

    fn gives(&self, table: &TableDecl) -> bool {
        let mut columns = table.columns.iter();
        columns.any(|column| matches!(column.kind, ColumnKind::Give(_)))
    }

    /// Whether a row always holds, of a table that gives a value.
    fn lookup(&self, table: &TableDecl) -> Option<bool> {
        let given = table.columns.iter().find_map(|column| match &column.kind {
            ColumnKind::Give(name) => Some(&name.name),
            _ => None,
        })?;
        let worked_out = self.ruleset.lets.iter().find(|one| one.name == *given)?;
        match &self.ruleset.expr(worked_out.expr).kind {
            ExprKind::Lookup { complete, .. } => Some(*complete),
            _ => None,
        }
    }

    /// What overrides a row, and what it overrides.
    fn row_remarks(&self, id: RuleId) -> Vec<Said> {
        let rule = self.ruleset.rule(id);
        let name = super::capital(&self.row_name(id, rule));
        let mut remarks = Vec::new();
        let by = self.overridden_by(id);
        if !by.is_empty() {
            let by = listed(by, "or");
            remarks.push(
                runs![
                    name.clone(),
                    " does not count where ",
                    by,
                    " holds for sure."
                ]
                .into(),
            );
        }
        if self.counts_for_nothing(rule) {
            let otherwise = self.ruleset.otherwise.verdict;
            remarks.push(Said::text(format!(
                "{name} counts for nothing but its report: it is milder than {otherwise}, which \
                 otherwise holds here."
            )));
        }
        remarks
    }
}
