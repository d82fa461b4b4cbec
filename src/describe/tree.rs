//! The tree of a ruleset by its places: in goes what the checker kept of a rule,
//! a `let` or a table, out comes the declaration as written, whose words the page
//! says.

use std::collections::HashMap;

use crate::ast::{
    ColumnKind, Declaration, Expr, Guarantee, IncludeDecl, InputDecl, LetDecl, OtherwiseDecl,
    Program, RuleDecl, RulesetDecl, SettingDecl, TableCell, TableColumn, TableDecl, TableRow,
};
use crate::ruleset::Ruleset;
use crate::span::{FileId, Span};

/// Every declaration, by the place at which the checker finds it.
#[derive(Default)]
pub(super) struct Tree<'a> {
    pub rules: HashMap<Span, &'a RuleDecl>,
    pub rows: HashMap<Span, (&'a TableDecl, &'a TableRow)>,
    /// By the place of their name.
    pub lets: HashMap<Span, &'a LetDecl>,
    /// What tables give, by the place of the column.
    pub given: HashMap<Span, (&'a TableDecl, usize)>,
    /// By their names: an input may be declared by several files.
    pub inputs: HashMap<&'a str, Vec<&'a InputDecl>>,
    /// By the place of their name.
    pub settings: HashMap<Span, &'a SettingDecl>,
    pub guarantees: HashMap<Span, &'a Guarantee>,
    /// All tables, those of the root first.
    pub tables: Vec<&'a TableDecl>,
    /// That of the root.
    pub otherwise: Option<&'a OtherwiseDecl>,
    /// The includes of all files, in order.
    pub includes: Vec<&'a IncludeDecl>,
    /// The `ruleset` of each file that has one.
    pub rulesets: HashMap<FileId, &'a RulesetDecl>,
    /// In which order files are told of: the root first.
    files: HashMap<FileId, usize>,
}

impl<'a> Tree<'a> {
    pub fn new(program: &'a Program) -> Self {
        let mut tree = Self::default();
        for (at, file) in program.files().enumerate() {
            tree.files.insert(file.id, at);
            for declaration in &file.declarations {
                tree.add(declaration, at == 0);
            }
        }
        tree
    }

    fn add(&mut self, declaration: &'a Declaration, is_root: bool) {
        match declaration {
            Declaration::Rule(rule) => {
                self.rules.insert(rule.span, rule);
            }
            Declaration::Let(decl) => {
                self.lets.insert(decl.name.span, decl);
            }
            Declaration::Input(input) => {
                self.inputs.entry(&input.name.name).or_default().push(input);
            }
            Declaration::Setting(setting) => {
                self.settings.insert(setting.name.span, setting);
            }
            Declaration::Guarantee(guarantee) => {
                self.guarantees.insert(guarantee.span, guarantee);
            }
            Declaration::Table(table) => {
                self.tables.push(table);
                for row in &table.rows {
                    self.rows.insert(row.span, (table, row));
                }
                for (at, column) in table.columns.iter().enumerate() {
                    if let ColumnKind::Give(name) = &column.kind {
                        self.given.insert(name.span, (table, at));
                        self.given.insert(column.span, (table, at));
                    }
                }
            }
            Declaration::Otherwise(otherwise) if is_root => self.otherwise = Some(otherwise),
            Declaration::Include(include) => self.includes.push(include),
            Declaration::Ruleset(ruleset) => {
                self.rulesets.insert(ruleset.span.file, ruleset);
            }
            _ => {}
        }
    }

    /// Where a place stands among all: those of the root first, then from above.
    pub fn order(&self, span: Span) -> (usize, usize) {
        let file = self.files.get(&span.file).copied().unwrap_or(usize::MAX);
        (file, span.start)
    }

    /// Whether a place is in the file that was named.
    pub fn is_root(&self, span: Span) -> bool {
        self.files.get(&span.file) == Some(&0)
    }

    /// What a missing value means, as written by the file that says so.
    pub fn missing_means(&self, name: &str) -> Option<&'a Expr> {
        let decls = self.inputs.get(name)?;
        decls.iter().find_map(|decl| decl.missing_means.as_ref())
    }
}

/// The cells of a row with their columns.
pub(super) fn cells<'a>(
    table: &'a TableDecl,
    row: &'a TableRow,
) -> impl Iterator<Item = (&'a TableColumn, &'a TableCell)> {
    table.columns.iter().zip(&row.cells)
}

/// The name of the file that a place is in, without its folders.
pub(super) fn file_name(ruleset: &Ruleset, span: Span) -> String {
    let file = ruleset.sources.get(span.file);
    let name = file.map_or("", |file| file.name());
    let last = name.rsplit(['/', '\\']).next();
    last.unwrap_or(name).to_owned()
}
