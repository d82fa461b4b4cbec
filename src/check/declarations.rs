//! What the files of a ruleset declare: in go their declarations in the order
//! written, the root's first, out come lists by kind, one of them of all that lies
//! in the one namespace: inputs, plans, settings, lets, choices and groups.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::index;
use super::shared::SharedInputs;
use super::tables::{RowRule, rule_rows};
use super::tuning::Tuning;
use crate::ast::{self, Declaration, Ident};
use crate::ruleset::{RuleId, TableId};
use crate::span::{FileId, Span};

/// The declarations of all files by kind, each list in the order written.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    /// The `ruleset` lines of each file, the root's first.
    pub rulesets: Vec<Vec<&'a ast::RulesetDecl>>,
    /// By name: a table's place is its place here.
    pub tables: Vec<&'a ast::TableDecl>,
    /// What lies in the one namespace.
    pub named: Vec<(&'a Ident, NamedDecl<'a>)>,
    pub rules: Vec<&'a ast::RuleDecl>,
    /// The rows of tables that are rules.
    pub rows: Vec<RowRule>,
    /// The tables whose rows are rules, by their places: a table's id is the place here.
    pub rule_tables: Vec<usize>,
    /// The names of all rules, rows among them, sorted: a rule's id is its place.
    pub rule_titles: Vec<Cow<'a, str>>,
    /// Flags that read as written, and those with values in them.
    pub plain_flags: BTreeSet<&'a str>,
    pub other_flags: Vec<&'a ast::Template>,
    /// The root's.
    pub otherwises: Vec<&'a ast::OtherwiseDecl>,
    /// The first of an included file, which does not count.
    pub other_otherwise: Option<&'a ast::OtherwiseDecl>,
    pub guarantees: Vec<&'a ast::Guarantee>,
    pub examples: Vec<&'a ast::ExampleDecl>,
    /// The root's.
    pub tests: Vec<&'a ast::TestDecl>,
    /// The file that was named.
    pub root: FileId,
    /// Rules that `without` leaves out, by name, with where it says so.
    pub left_out: BTreeMap<&'a str, Span>,
}

/// What gives a name its meaning.
#[derive(Clone, Copy)]
pub(super) enum NamedDecl<'a> {
    Choice(&'a ast::ChoiceDecl),
    Group(&'a ast::GroupDecl),
    Input(&'a ast::InputDecl),
    Setting(&'a ast::SettingDecl),
    Let(&'a ast::LetDecl),
    /// The table, and the column of it that gives the value.
    Give(usize, usize),
}

impl<'a> Declarations<'a> {
    pub fn sort(
        program: &'a ast::Program,
        shared: &'a SharedInputs<'a>,
        tuning: &Tuning<'a>,
    ) -> Self {
        let mut sorted = Self {
            root: program.root.id,
            left_out: tuning.titles.clone(),
            ..Self::default()
        };
        for (at, file) in program.files().enumerate() {
            let mut rulesets = Vec::new();
            for declaration in &file.declarations {
                match declaration {
                    Declaration::Ruleset(decl) => rulesets.push(decl),
                    // An included file's own `otherwise` and tests are its own.
                    Declaration::Otherwise(decl) if at > 0 => {
                        sorted.other_otherwise.get_or_insert(decl);
                    }
                    Declaration::Test(_) if at > 0 => {}
                    Declaration::Rule(decl) if tuning.left_out.contains(&decl.span) => {}
                    declaration => sorted.add(declaration, shared),
                }
            }
            sorted.rulesets.push(rulesets);
        }
        sorted.sort_tables(tuning);
        let rules = sorted.rules.iter();
        let titles = rules.map(|rule| Cow::Borrowed(rule.title.value.as_str()));
        let rows = sorted
            .rows
            .iter()
            .map(|row| Cow::Owned(row.title.value.clone()));
        sorted.rule_titles = titles.chain(rows).collect();
        sorted.rule_titles.sort_unstable();
        let row_flags = sorted.tables.iter().flat_map(|table| table_flags(table));
        let flags = sorted.rules.iter().filter_map(|rule| rule.flag.as_ref());
        for flag in flags.chain(row_flags) {
            match flag.parts.as_slice() {
                [] => drop(sorted.plain_flags.insert("")),
                [ast::TemplatePart::Literal(text)] => drop(sorted.plain_flags.insert(text)),
                _ => sorted.other_flags.push(flag),
            }
        }
        sorted
    }

    /// What to write in place of what is no rule's name: that of a flag or a table.
    pub(super) fn otherwise_called(&self, title: &str) -> Option<String> {
        let raises = |rule: &&&'a ast::RuleDecl| {
            let parts = rule.flag.as_ref().map(|flag| flag.parts.as_slice());
            matches!(parts, Some([ast::TemplatePart::Literal(text)]) if text == title)
        };
        if let Some(rule) = self.rules.iter().find(raises) {
            return Some(format!(
                "that is what a flag says; the rule that raises it is \"{}\"",
                rule.title.value
            ));
        }
        let mut tables = self.tables.iter();
        let at = tables.position(|table| table.title.value == title)?;
        let mut rows = self.rows.iter().filter(|row| row.table == at);
        Some(match rows.find(|row| row.named) {
            Some(row) => format!(
                "that is a table; name its rows as its column `name` does, such as \"{}\"",
                row.title.value
            ),
            None => {
                "that is a table; give it a column `name`, and name its rows by that".to_owned()
            }
        })
    }

    fn add(&mut self, declaration: &'a Declaration, shared: &'a SharedInputs<'a>) {
        let named = &mut self.named;
        match declaration {
            // The loader has followed it, and `tuning` has read its clauses.
            Declaration::Ruleset(_) | Declaration::Include(_) => {}
            Declaration::Table(decl) => self.tables.push(decl),
            Declaration::Choice(d) => named.push((&d.name, NamedDecl::Choice(d))),
            Declaration::Group(d) => named.push((&d.name, NamedDecl::Group(d))),
            Declaration::Input(d) => {
                if let Some(d) = shared.stands_for(d) {
                    named.push((&d.name, NamedDecl::Input(d)));
                }
            }
            Declaration::Setting(d) => named.push((&d.name, NamedDecl::Setting(d))),
            Declaration::Let(d) => named.push((&d.name, NamedDecl::Let(d))),
            Declaration::Rule(decl) => self.rules.push(decl),
            Declaration::Otherwise(decl) => self.otherwises.push(decl),
            Declaration::Guarantee(decl) => self.guarantees.push(decl),
            Declaration::Example(decl) => self.examples.push(decl),
            Declaration::Test(decl) => self.tests.push(decl),
        }
    }

    /// The rule of a name, if there is one.
    pub fn rule_id(&self, title: &str) -> Option<RuleId> {
        let place = self
            .rule_titles
            .binary_search_by(|other| other.as_ref().cmp(title));
        place.ok().map(|place| RuleId(index(place)))
    }

    /// The names of rows; where two tables share a name, that is said of the tables.
    pub fn row_titles(&self) -> impl Iterator<Item = &ast::Text> {
        let title = |at: usize| self.tables.get(at).map(|table| &table.title.value);
        let second = move |at: usize| at > 0 && title(at) == title(at - 1);
        let rows = self
            .rows
            .iter()
            .filter(move |row| !second(row.table) || row.named);
        rows.map(|row| &row.title)
    }

    /// The row that has no name of its own and is called so by its place.
    pub fn row_by_place(&self, title: &str) -> Option<Span> {
        if !title.contains(", row ") {
            return None;
        }
        let mut rows = self.rows.iter();
        let row = rows.find(|row| !row.named && row.title.value == title)?;
        Some(row.title.span)
    }

    /// What the rows are called that have no names of their own.
    pub fn titles_by_place(&self) -> impl Iterator<Item = &str> {
        let rows = self.rows.iter().filter(|row| !row.named);
        rows.map(|row| row.title.value.as_str())
    }

    /// The identity of a table whose rows are rules, by its place among all tables.
    pub fn table_id(&self, table: usize) -> Option<TableId> {
        let place = self.rule_tables.binary_search(&table).ok()?;
        Some(TableId(index(place)))
    }

    /// Tables by name, their rows among the rules, and what they give among the names.
    fn sort_tables(&mut self, tuning: &Tuning<'a>) {
        self.tables.sort_by_key(|table| &table.title.value);
        for (at, table) in self.tables.iter().enumerate() {
            let mut rows = rule_rows(at, table);
            rows.retain(|row| {
                let row = table.rows.get(row.row);
                row.is_none_or(|row| !tuning.left_out.contains(&row.span))
            });
            if !rows.is_empty() {
                self.rule_tables.push(at);
            }
            self.rows.extend(rows);
            for (column, head) in table.columns.iter().enumerate() {
                if let ast::ColumnKind::Give(name) = &head.kind {
                    self.named.push((name, NamedDecl::Give(at, column)));
                }
            }
        }
    }
}

/// The flags that the rows of a table raise.
fn table_flags(table: &ast::TableDecl) -> impl Iterator<Item = &ast::Template> {
    table.rows.iter().flat_map(|row| {
        let cells = table.columns.iter().zip(&row.cells);
        cells.filter_map(|(head, cell)| match (&head.kind, &cell.kind) {
            (ast::ColumnKind::Flag, ast::CellKind::Text(text)) => Some(text),
            _ => None,
        })
    })
}
