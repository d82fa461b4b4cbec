//! What the files of a ruleset declare: in go their declarations in the order
//! written, the root's first, out come lists by kind and one namespace of inputs,
//! plans, settings, lets, choices and groups, whose ids follow the names.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::lets::LetState;
use super::names::Named;
use super::shared::SharedInputs;
use super::tables::{RowRule, TableState, rule_rows};
use super::tuning::Tuning;
use super::{Checker, GroupState, InputState, SettingState, index};
use crate::ast::{self, Declaration, Ident, TypeKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Choice, ChoiceId, InputId, LetId, RuleId, SettingId, TableId};
use crate::span::{FileId, Span};

/// How many members are looked up of a choice that has too many.
const MOST_KEPT: usize = 1000;

/// The declarations of all files by kind, each list in the order written.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    /// The `ruleset` lines of each file, the root's first.
    pub rulesets: Vec<Vec<&'a ast::RulesetDecl>>,
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

impl<'a> Checker<'a> {
    /// Puts every name into the namespace; of two of one name the first stands.
    pub(super) fn declare(&mut self, declarations: &Declarations<'a>) {
        let mut by_name: BTreeMap<&'a str, (&'a Ident, NamedDecl<'a>)> = BTreeMap::new();
        // What a name means that files declare differently, only their authors know.
        let mut unclear: BTreeSet<&'a str> = BTreeSet::new();
        let tables = declarations.tables.iter();
        self.tables = tables.map(|table| TableState::new(table)).collect();
        for &(ident, decl) in &declarations.named {
            match by_name.entry(&ident.name) {
                Entry::Vacant(entry) => {
                    entry.insert((ident, decl));
                }
                Entry::Occupied(entry) => {
                    let (first, other) = (entry.get().0.span, entry.get().1);
                    if first.file == ident.span.file {
                        self.report(duplicate(
                            format!("`{}` is declared twice", ident.name),
                            ident.span,
                            first,
                            "give one of them another name, or take one away",
                        ));
                    } else {
                        unclear.insert(&ident.name);
                        let rename = self.rename(first, ident.span);
                        let help = match (other, decl) {
                            (NamedDecl::Setting(_), NamedDecl::Setting(_)) => format!(
                                "to change its value, write `with {} = …` below the `include` \
                                 instead; or {rename}",
                                ident.name
                            ),
                            (NamedDecl::Choice(_), NamedDecl::Choice(_))
                            | (NamedDecl::Group(_), NamedDecl::Group(_)) => format!(
                                "where both mean the same, take the one in the including file \
                                 away: what a file includes, it can use; otherwise {rename}"
                            ),
                            _ => format!("{rename}; only an input may be declared in both"),
                        };
                        self.report(in_two_files(
                            format!("`{}` is declared in two files of this ruleset", ident.name),
                            first,
                            ident.span,
                            &help,
                        ));
                    }
                }
            }
        }
        let counts: BTreeMap<&'a str, usize> = by_name
            .iter()
            .filter_map(|(name, (_, decl))| match decl {
                NamedDecl::Choice(decl) => Some((*name, decl.members.len().min(MOST_KEPT))),
                _ => None,
            })
            .collect();
        for (name, (ident, decl)) in by_name {
            if unclear.contains(name) {
                self.names.insert(name, Named::Unclear, ident.span);
                continue;
            }
            let named = self.named(ident, decl, &counts);
            self.names.insert(name, named, ident.span);
        }
    }

    /// `counts` says how many members each choice has.
    fn named(
        &mut self,
        ident: &'a Ident,
        decl: NamedDecl<'a>,
        counts: &BTreeMap<&'a str, usize>,
    ) -> Named {
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
                let first = SettingId(index(self.settings.len()));
                let each = decl.ty.each.as_ref();
                let members = each.and_then(|each| counts.get(each.name.as_str()));
                for members in (1..=members.copied().unwrap_or(1).max(1)).rev() {
                    self.settings.push(SettingState {
                        decl,
                        in_place,
                        ty: None,
                        members,
                    });
                }
                Named::Setting(first)
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

    /// Nobody renames what is built in.
    fn rename(&self, one: Span, other: Span) -> &'static str {
        let is_built_in = |span: Span| {
            let file = self.sources.get(span.file);
            file.is_some_and(|file| file.name().starts_with('@'))
        };
        match is_built_in(one) || is_built_in(other) {
            true => "give the one in your file another name",
            false => "give one of them another name",
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
                    let message = format!("two {kind}s are called \"{}\"", title.value);
                    let rename = self.rename(first, title.span);
                    // What is called by its place has no name to be left out by.
                    let is_row = |span| self.sources.text(span).starts_with('|');
                    let has_name = !is_row(first) && !is_row(title.span);
                    self.report(if first.file == title.span.file {
                        duplicate(message, title.span, first, rename)
                    } else if kind == "rule" && has_name {
                        let help = format!(
                            "{rename}, or write `without rule \"{}\"` below the `include`",
                            title.value
                        );
                        in_two_files(message, first, title.span, &help)
                    } else {
                        in_two_files(message, first, title.span, rename)
                    });
                }
            }
        }
    }
}

fn duplicate(message: String, second: Span, first: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, message)
        .label(second, "again here")
        .label(first, "first here")
        .help(help)
}

/// The one in the file nearer to the root comes first: it is likely the one to change.
fn in_two_files(message: String, one: Span, other: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, message)
        .label(one.min(other), "here")
        .label(one.max(other), "and here")
        .help(help)
}
