//! A root file and all it includes as one ruleset: in goes a program as
//! written, out come its declarations in one namespace, settings tuned, rules
//! left out, and the rows of tables as rules and lookups.

use std::collections::{BTreeMap, BTreeSet};

use touchline::ast::{
    ChoiceDecl, Declaration, Expr, File, GroupDecl, InputDecl, LetDecl, OtherwiseDecl, Program,
    RuleDecl, SettingDecl, TableDecl,
};

use super::rows;

/// A rule, or the row of a table.
#[derive(Debug)]
pub struct MergedRule {
    pub decl: RuleDecl,
    /// Whether it comes from an included file.
    pub included: bool,
    /// The table of which it is a row.
    pub table: Option<usize>,
}

/// A table as written.
#[derive(Debug)]
pub struct MergedTable {
    pub decl: TableDecl,
    pub included: bool,
    /// Whether a `without` takes one of its rows.
    pub left_out: bool,
}

/// A row of a lookup: what must hold, and its value, if the cell has one.
#[derive(Debug)]
pub struct LookupRow {
    pub condition: Expr,
    pub value: Option<Expr>,
}

/// A name that a table gives.
#[derive(Debug)]
pub struct Lookup {
    pub name: String,
    pub table: usize,
    pub rows: Vec<LookupRow>,
}

/// All declarations of a root file and what it includes.
#[derive(Debug, Default)]
pub struct Merged {
    pub choices: Vec<ChoiceDecl>,
    pub groups: Vec<GroupDecl>,
    pub inputs: Vec<InputDecl>,
    pub settings: Vec<SettingDecl>,
    pub lets: Vec<LetDecl>,
    pub rules: Vec<MergedRule>,
    pub tables: Vec<MergedTable>,
    pub lookups: Vec<Lookup>,
    pub otherwise: Option<OtherwiseDecl>,
}

impl Merged {
    pub fn new(program: &Program) -> Self {
        let mut merged = Self::default();
        let mut tuned: BTreeMap<String, Expr> = BTreeMap::new();
        let mut left_out: BTreeSet<String> = BTreeSet::new();
        for file in program.files() {
            for declaration in &file.declarations {
                if let Declaration::Include(include) = declaration {
                    for (setting, value) in &include.with {
                        // Files come nearest to the root first: the outermost wins.
                        tuned
                            .entry(setting.name.clone())
                            .or_insert_with(|| value.clone());
                    }
                    left_out.extend(include.without.iter().map(|rule| rule.value.clone()));
                }
            }
        }
        merged.add(&program.root, false, &left_out);
        for included in &program.included {
            merged.add(&included.file, true, &left_out);
        }
        for setting in &mut merged.settings {
            if let Some(value) = tuned.get(&setting.name.name) {
                setting.value = value.clone();
            }
        }
        merged
    }

    fn add(&mut self, file: &File, included: bool, left_out: &BTreeSet<String>) {
        let gone = |rule: &RuleDecl| included && left_out.contains(&rule.title.value);
        for declaration in &file.declarations {
            match declaration {
                Declaration::Choice(decl) => self.choices.push(decl.clone()),
                Declaration::Group(decl) => self.groups.push(decl.clone()),
                Declaration::Input(decl) => {
                    // Declared twice they agree, and the including file's texts stand.
                    let name = &decl.name.name;
                    if self.inputs.iter().all(|input| input.name.name != *name) {
                        self.inputs.push(decl.clone());
                    }
                }
                Declaration::Setting(decl) => self.settings.push(decl.clone()),
                Declaration::Let(decl) => self.lets.push(decl.clone()),
                Declaration::Rule(decl) if gone(decl) => {}
                Declaration::Rule(decl) => self.rules.push(MergedRule {
                    decl: decl.clone(),
                    included,
                    table: None,
                }),
                Declaration::Table(decl) => {
                    let table = self.tables.len();
                    let rows = rows::rules(decl);
                    self.tables.push(MergedTable {
                        decl: decl.clone(),
                        included,
                        left_out: rows.iter().any(&gone),
                    });
                    let kept = rows.into_iter().filter(|row| !gone(row));
                    self.rules.extend(kept.map(|decl| MergedRule {
                        decl,
                        included,
                        table: Some(table),
                    }));
                    self.lookups.extend(rows::lookups(decl, table));
                }
                Declaration::Otherwise(decl) if !included => self.otherwise = Some(decl.clone()),
                _ => {}
            }
        }
    }
}
