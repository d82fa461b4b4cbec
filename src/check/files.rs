//! The files of a ruleset and who includes whom: in goes a program, out comes a
//! graph, with what each file and those below it declare and how their rules are called.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::tables::rule_rows;
use crate::ast::{self, Declaration, IncludeDecl};
use crate::span::{FileId, Span};

/// What a rule of a file is called, or a row of a table that is one.
#[derive(Clone, Debug)]
pub(super) struct Called<'a> {
    /// Its declaration, or its row.
    pub span: Span,
    /// Its table, where it is a row without a name: its number is no name to go by.
    pub unnamed_row_of: Option<&'a ast::TableDecl>,
}

/// An `include`.
pub(super) struct Edge<'a> {
    /// The file that it stands in.
    pub from: usize,
    /// The file that it brings in.
    pub to: usize,
    /// What it says.
    pub decl: &'a IncludeDecl,
}

/// Files by number: 0 is the root, the others stand in the order of the program.
pub(super) struct Files<'a> {
    pub ids: Vec<FileId>,
    /// By the file they stand in, then as written.
    pub edges: Vec<Edge<'a>>,
    /// Every file after those that include it, the root first.
    order: Vec<usize>,
    /// What each file includes, directly or not, and itself.
    below: Vec<HashSet<usize>>,
    /// The rules of each file.
    rules: Vec<HashMap<String, Vec<Called<'a>>>>,
}

/// A clause by what it is about: the file that declares it, and its name.
pub(super) type Key<'a> = (usize, &'a str);

/// Two includes of one file that tune it differently.
pub(super) struct Disagreement<'a> {
    pub first: usize,
    pub second: usize,
    /// What about, with the clause that counts by either way.
    pub about: Key<'a>,
    pub clauses: (Option<Span>, Option<Span>),
}

impl<'a> Files<'a> {
    pub fn of(program: &'a ast::Program) -> Self {
        let trees: Vec<&'a ast::File> = program.files().collect();
        let mut paths: HashMap<Span, (usize, &'a IncludeDecl)> = HashMap::new();
        for (at, tree) in trees.iter().enumerate() {
            for declaration in &tree.declarations {
                if let Declaration::Include(decl) = declaration {
                    paths.insert(decl.path.span, (at, decl));
                }
            }
        }
        let mut edges: Vec<Edge<'a>> = Vec::new();
        for (to, included) in program.included.iter().enumerate() {
            for path in &included.by {
                if let Some(&(from, decl)) = paths.get(path) {
                    edges.push(Edge {
                        from,
                        to: to + 1,
                        decl,
                    });
                }
            }
        }
        edges.sort_by_key(|edge| (edge.from, edge.decl.path.span));
        let order = includers_first(trees.len(), &edges);
        let mut below: Vec<HashSet<usize>> =
            (0..trees.len()).map(|at| HashSet::from([at])).collect();
        for &at in order.iter().rev() {
            let mut all = below.get(at).cloned().unwrap_or_default();
            for edge in edges.iter().filter(|edge| edge.from == at) {
                all.extend(below.get(edge.to).into_iter().flatten());
            }
            if let Some(below) = below.get_mut(at) {
                *below = all;
            }
        }
        Self {
            ids: trees.iter().map(|tree| tree.id).collect(),
            edges,
            order,
            below,
            rules: trees.iter().map(|tree| rules_of(tree)).collect(),
        }
    }

    /// The number of a file.
    pub fn number(&self, id: FileId) -> Option<usize> {
        self.ids.iter().position(|known| *known == id)
    }

    /// Whether `file` is `of`, or one that it includes, directly or not.
    pub fn is_below(&self, file: usize, of: usize) -> bool {
        self.below
            .get(of)
            .is_some_and(|below| below.contains(&file))
    }

    /// The rules of this name in a file and those below it, with the file of each.
    pub fn rules_below<'f>(
        &'f self,
        of: usize,
        title: &'f str,
    ) -> impl Iterator<Item = (usize, &'f Called<'a>)> {
        let files = (0..self.ids.len()).filter(move |&file| self.is_below(file, of));
        files.flat_map(move |file| {
            let called = self.rules.get(file).and_then(|rules| rules.get(title));
            called
                .into_iter()
                .flatten()
                .map(move |called| (file, called))
        })
    }

    /// The names of all rules in a file and those below it.
    pub fn titles_below(&self, of: usize) -> impl Iterator<Item = &str> {
        let files = self.rules.iter().enumerate();
        files
            .filter(move |(file, _)| self.is_below(*file, of))
            .flat_map(|(_, rules)| rules.keys().map(String::as_str))
    }

    /// Which clauses count, the outermost of each kind; `clauses` are those of
    /// each edge. And where two ways to one file differ, by `same`.
    pub fn outermost(
        &self,
        clauses: &[Vec<(Key<'a>, Span)>],
        same: impl Fn(Key<'a>, Option<Span>, Option<Span>) -> bool,
    ) -> (BTreeMap<Key<'a>, Span>, Vec<Disagreement<'a>>) {
        type Clauses<'a> = Rc<BTreeMap<Key<'a>, Span>>;
        let mut reached: Vec<Option<(Clauses<'a>, usize)>> = vec![None; self.ids.len()];
        if let Some(root) = reached.first_mut() {
            *root = Some((Rc::default(), 0));
        }
        let mut differing = Vec::new();
        for &from in &self.order {
            let Some((outer, _)) = reached.get(from).cloned().flatten() else {
                continue;
            };
            for (at, edge) in self.edges.iter().enumerate() {
                if edge.from != from {
                    continue;
                }
                let own = clauses.get(at).into_iter().flatten();
                let own: Vec<_> = own.filter(|(key, _)| !outer.contains_key(key)).collect();
                let mut all = outer.clone();
                if !own.is_empty() {
                    Rc::make_mut(&mut all).extend(own.into_iter().copied());
                }
                let Some(to) = reached.get_mut(edge.to) else {
                    continue;
                };
                let Some((first, other)) = to else {
                    *to = Some((all, at));
                    continue;
                };
                if Rc::ptr_eq(first, &all) {
                    continue;
                }
                let about: HashSet<Key<'a>> = first.keys().chain(all.keys()).copied().collect();
                let mut about: Vec<Key<'a>> = about.into_iter().collect();
                about.sort_unstable();
                for key in about {
                    let clauses = (first.get(&key).copied(), all.get(&key).copied());
                    if self.is_below(key.0, edge.to) && !same(key, clauses.0, clauses.1) {
                        differing.push(Disagreement {
                            first: *other,
                            second: at,
                            about: key,
                            clauses,
                        });
                    }
                }
            }
        }
        let mut counting = BTreeMap::new();
        for (at, reached) in reached.iter().enumerate() {
            if let Some((clauses, _)) = reached {
                let own = clauses.iter().filter(|((file, _), _)| *file == at);
                counting.extend(own.map(|(key, span)| (*key, *span)));
            }
        }
        (counting, differing)
    }
}

/// Files in an order in which each comes after all that include it. Loading lets
/// no circle through; if there is one, its files are left out.
fn includers_first(count: usize, edges: &[Edge<'_>]) -> Vec<usize> {
    let mut waits_for = vec![0_usize; count];
    for edge in edges {
        if let Some(waits) = waits_for.get_mut(edge.to) {
            *waits += 1;
        }
    }
    let mut order: Vec<usize> = vec![0];
    let mut next = 0;
    while let Some(&at) = order.get(next) {
        next += 1;
        for edge in edges.iter().filter(|edge| edge.from == at) {
            if let Some(waits) = waits_for.get_mut(edge.to) {
                *waits = waits.saturating_sub(1);
                if *waits == 0 && edge.to != 0 {
                    order.push(edge.to);
                }
            }
        }
    }
    order
}

/// The rules of a file by name, rows of tables among them.
fn rules_of(tree: &ast::File) -> HashMap<String, Vec<Called<'_>>> {
    let mut rules: HashMap<String, Vec<Called<'_>>> = HashMap::new();
    for declaration in &tree.declarations {
        match declaration {
            Declaration::Rule(rule) => {
                let called = Called {
                    span: rule.span,
                    unnamed_row_of: None,
                };
                rules
                    .entry(rule.title.value.clone())
                    .or_default()
                    .push(called);
            }
            Declaration::Table(table) => {
                for row in rule_rows(0, table) {
                    let Some(decl) = table.rows.get(row.row) else {
                        continue;
                    };
                    let called = Called {
                        span: decl.span,
                        unnamed_row_of: (!row.named).then_some(table),
                    };
                    rules.entry(row.title.value).or_default().push(called);
                }
            }
            _ => {}
        }
    }
    rules
}
