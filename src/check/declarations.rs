//! What a file declares: in go its declarations in the order written, out come
//! lists by kind and one namespace of inputs, plans, settings, lets, choices and
//! groups, whose ids follow the names.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::lets::LetState;
use super::names::Named;
use super::tables::{RowRule, TableState, rule_rows};
use super::{Checker, GroupState, InputState, SettingState, index};
use crate::ast::{self, Declaration, Ident, TypeKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Choice, ChoiceId, InputId, LetId, RuleId, SettingId, TableId};
use crate::span::Span;

/// How many members are looked up of a choice that has too many.
const MOST_KEPT: usize = 1000;

/// The declarations of a file by kind, each list in the order written.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    pub rulesets: Vec<&'a ast::RulesetDecl>,
    pub includes: Vec<&'a ast::IncludeDecl>,
    /// By name: a table's place is its place here.
    pub tables: Vec<&'a ast::TableDecl>,
    /// What lies in the one namespace.
    named: Vec<(&'a Ident, NamedDecl<'a>)>,
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
    pub otherwises: Vec<&'a ast::OtherwiseDecl>,
    pub guarantees: Vec<&'a ast::Guarantee>,
    pub examples: Vec<&'a ast::ExampleDecl>,
    pub tests: Vec<&'a ast::TestDecl>,
}

#[derive(Clone, Copy)]
enum NamedDecl<'a> {
    Choice(&'a ast::ChoiceDecl),
    Group(&'a ast::GroupDecl),
    Input(&'a ast::InputDecl),
    Setting(&'a ast::SettingDecl),
    Let(&'a ast::LetDecl),
    /// The table, and the column of it that gives the value.
    Give(usize, usize),
}

impl<'a> Declarations<'a> {
    pub fn sort(program: &'a ast::Program) -> Self {
        let mut sorted = Self::default();
        for declaration in program.files().flat_map(|file| &file.declarations) {
            // An included file's own `ruleset`, `otherwise` and tests are its own.
            match declaration {
                Declaration::Ruleset(decl) => sorted.rulesets.push(decl),
                Declaration::Include(decl) => sorted.includes.push(decl),
                Declaration::Table(decl) => sorted.tables.push(decl),
                Declaration::Choice(d) => sorted.named.push((&d.name, NamedDecl::Choice(d))),
                Declaration::Group(d) => sorted.named.push((&d.name, NamedDecl::Group(d))),
                Declaration::Input(d) => sorted.named.push((&d.name, NamedDecl::Input(d))),
                Declaration::Setting(d) => sorted.named.push((&d.name, NamedDecl::Setting(d))),
                Declaration::Let(d) => sorted.named.push((&d.name, NamedDecl::Let(d))),
                Declaration::Rule(decl) => sorted.rules.push(decl),
                Declaration::Otherwise(decl) => sorted.otherwises.push(decl),
                Declaration::Guarantee(decl) => sorted.guarantees.push(decl),
                Declaration::Example(decl) => sorted.examples.push(decl),
                Declaration::Test(decl) => sorted.tests.push(decl),
            }
        }
        sorted.sort_tables();
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

    /// The identity of a table whose rows are rules, by its place among all tables.
    pub fn table_id(&self, table: usize) -> Option<TableId> {
        let place = self.rule_tables.binary_search(&table).ok()?;
        Some(TableId(index(place)))
    }

    /// Tables by name, their rows among the rules, and what they give among the names.
    fn sort_tables(&mut self) {
        self.tables.sort_by_key(|table| &table.title.value);
        for (at, table) in self.tables.iter().enumerate() {
            let rows = rule_rows(at, table);
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

impl<'a> Checker<'a> {
    /// Puts every name into the namespace; of two of one name the first stands.
    pub(super) fn declare(&mut self, declarations: &Declarations<'a>) {
        let mut by_name: BTreeMap<&'a str, (&'a Ident, NamedDecl<'a>)> = BTreeMap::new();
        let tables = declarations.tables.iter();
        self.tables = tables.map(|table| TableState::new(table)).collect();
        for &(ident, decl) in &declarations.named {
            match by_name.entry(&ident.name) {
                Entry::Vacant(entry) => {
                    entry.insert((ident, decl));
                }
                Entry::Occupied(entry) => {
                    let first = entry.get().0.span;
                    self.report(duplicate(
                        format!("`{}` is declared twice", ident.name),
                        ident.span,
                        first,
                        "give one of them another name, or take one away",
                    ));
                }
            }
        }
        for (name, (ident, decl)) in by_name {
            let named = self.named(ident, decl);
            self.names.insert(name, named, ident.span);
        }
    }

    fn named(&mut self, ident: &'a Ident, decl: NamedDecl<'a>) -> Named {
        let (name, span) = (ident.name.as_str(), ident.span);
        match decl {
            NamedDecl::Choice(decl) => {
                Named::Choice(self.add_choice(name, span, &decl.members, decl.ordered))
            }
            NamedDecl::Group(decl) => {
                self.groups.push(GroupState { decl, set: None });
                Named::Group(self.groups.len() - 1)
            }
            NamedDecl::Input(decl) => {
                let in_place = self.in_place(name, span, &decl.ty);
                self.inputs.push(InputState {
                    decl,
                    in_place,
                    ty: None,
                    default: None,
                    default_range: 0..0,
                });
                Named::Input(InputId(index(self.inputs.len() - 1)))
            }
            NamedDecl::Setting(decl) => {
                let in_place = self.in_place(name, span, &decl.ty);
                self.settings.push(SettingState {
                    decl,
                    in_place,
                    ty: None,
                });
                Named::Setting(SettingId(index(self.settings.len() - 1)))
            }
            NamedDecl::Let(decl) => self.add_let(LetState::new(decl)),
            NamedDecl::Give(table, column) => self.add_let(LetState::given(ident, table, column)),
        }
    }

    fn add_let(&mut self, state: LetState<'a>) -> Named {
        self.lets.push(state);
        Named::Let(LetId(index(self.lets.len() - 1)))
    }

    fn in_place(&mut self, name: &str, span: Span, ty: &ast::TypeExpr) -> Option<ChoiceId> {
        match &ty.kind {
            TypeKind::OneOf { members, ordered } => {
                Some(self.add_choice(name, span, members, *ordered))
            }
            _ => None,
        }
    }

    fn add_choice(&mut self, name: &str, span: Span, members: &[Ident], ordered: bool) -> ChoiceId {
        self.check_members(name, span, members);
        self.choices.push(Choice {
            name: name.to_owned(),
            // One that is far too large has been reported; nobody means all of it.
            members: members
                .iter()
                .take(MOST_KEPT)
                .map(|m| m.name.clone())
                .collect(),
            ordered,
            span,
        });
        ChoiceId(index(self.choices.len() - 1))
    }

    fn check_members(&mut self, name: &str, span: Span, members: &[Ident]) {
        if members.is_empty() {
            self.report(
                Diagnostic::error(Code::BadChoice, format!("`{name}` has no members"))
                    .label(span, "nothing to choose from")
                    .help("list its members, with commas between them"),
            );
        }
        if let Some(extra) = members.get(64) {
            self.report(
                Diagnostic::error(
                    Code::BadChoice,
                    format!("`{name}` has {} members, and 64 is the most", members.len()),
                )
                .label(extra.span, "the 65th")
                .help("take some away, or make two choices of it"),
            );
        }
        self.check_distinct(members, &format!("`{name}`"));
    }

    /// Reports every name that stands twice in a list of members.
    pub(super) fn check_distinct(&mut self, members: &[Ident], of: &str) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for member in members {
            match seen.entry(&member.name) {
                Entry::Vacant(entry) => {
                    entry.insert(member.span);
                }
                Entry::Occupied(entry) => {
                    let first = *entry.get();
                    self.report(duplicate(
                        format!("`{}` stands twice in {of}", member.name),
                        member.span,
                        first,
                        "take one of them away",
                    ));
                }
            }
        }
    }

    /// Reports every title that two declarations of one kind share.
    pub(super) fn check_titles<'t>(
        &mut self,
        kind: &str,
        titles: impl Iterator<Item = &'t ast::Text>,
    ) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        for title in titles {
            match seen.entry(&title.value) {
                Entry::Vacant(entry) => {
                    entry.insert(title.span);
                }
                Entry::Occupied(entry) => {
                    let first = *entry.get();
                    self.report(duplicate(
                        format!("two {kind}s are called \"{}\"", title.value),
                        title.span,
                        first,
                        "give one of them another name",
                    ));
                }
            }
        }
    }

    /// The one `ruleset` line, and its stages.
    pub(super) fn header(
        &mut self,
        rulesets: &[&'a ast::RulesetDecl],
    ) -> Option<&'a ast::RulesetDecl> {
        let (&first, more) = rulesets.split_first()?;
        for second in more {
            self.report(
                Diagnostic::error(Code::SecondRuleset, "the file has two `ruleset` lines")
                    .label(second.title.span, "the second")
                    .label(first.title.span, "the first")
                    .help("a file is one ruleset: keep one of the lines, with its clauses"),
            );
        }
        self.check_titles("stage", first.stages.iter());
        self.stages = first.stages.iter().map(|s| s.value.clone()).collect();
        Some(first)
    }
}

fn duplicate(message: String, second: Span, first: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, message)
        .label(second, "again here")
        .label(first, "first here")
        .help(help)
}
