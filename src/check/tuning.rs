//! `with` and `without`: in go the clauses of all `include`s, out come the rules
//! that are left out and the values that settings have instead of their own.

mod named;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::Checker;
use super::files::{Disagreement, Files, Key};
use super::types::DeclaredType;
use crate::ast::{self, Expr, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Setting, Value};
use crate::span::Span;
use named::names_of;

/// What the clauses of all `include`s come to.
#[derive(Default)]
pub(super) struct Tuning<'a> {
    /// The rules, and the rows of tables, that are left out.
    pub left_out: HashSet<Span>,
    /// What they are called, and where it says so.
    pub titles: BTreeMap<&'a str, Span>,
    /// `with` of each edge, as far as it names a setting.
    with: Vec<Vec<(Key<'a>, &'a (Ident, Expr))>>,
}

impl<'a> Checker<'a> {
    /// Looks up what the clauses name.
    pub(super) fn tuning(&mut self, files: &Files<'a>, program: &'a ast::Program) -> Tuning<'a> {
        let mut tuning = Tuning::default();
        if program.included.is_empty() {
            return tuning;
        }
        let mut without: Vec<Vec<(Key<'a>, Span)>> = Vec::new();
        let names = names_of(files, program);
        for edge in &files.edges {
            let mut seen: HashMap<&str, Span> = HashMap::new();
            let mut clauses = Vec::new();
            for title in &edge.decl.without {
                if let Some(first) = seen.insert(&title.value, title.span) {
                    self.report_again(
                        "the rule",
                        &format!("\"{}\"", title.value),
                        title.span,
                        first,
                    );
                    continue;
                }
                let found = self.left_out(files, edge.to, title);
                clauses.extend(
                    found
                        .into_iter()
                        .map(|file| ((file, title.value.as_str()), title.span)),
                );
            }
            without.push(clauses);
            let mut seen: HashMap<&str, Span> = HashMap::new();
            let mut clauses = Vec::new();
            for with in &edge.decl.with {
                let name = &with.0;
                if let Some(first) = seen.insert(&name.name, name.span) {
                    self.report_again("", &format!("`{}`", name.name), name.span, first);
                } else if let Some(file) = self.setting_below(files, &names, edge.to, name) {
                    clauses.push(((file, name.name.as_str()), with));
                }
            }
            tuning.with.push(clauses);
        }
        let (left_out, differing) = files.outermost(&without, |_, first, second| {
            first.is_some() == second.is_some()
        });
        self.report_differing(files, differing, |_, clause| {
            match clause {
                Some(_) => "left out",
                None => "kept",
            }
            .to_owned()
        });
        for ((file, title), span) in left_out {
            let called = files.rules_below(file, title);
            let own = called.filter(|(of, _)| *of == file);
            tuning.left_out.extend(own.map(|(_, called)| called.span));
            tuning.titles.insert(title, span);
        }
        tuning
    }

    fn report_again(&mut self, what: &str, name: &str, span: Span, first: Span) {
        let message = if what.is_empty() {
            format!("{name} gets two values in one `include`")
        } else {
            format!("{what} {name} is left out twice")
        };
        self.report(
            Diagnostic::error(Code::DuplicateClause, message)
                .label(span, "again here")
                .label(first, "first here")
                .help("keep one of them"),
        );
    }

    /// Gives settings the values that `with` says. Every clause is checked, also
    /// where another one outside of it counts.
    pub(super) fn tune(
        &mut self,
        files: &Files<'a>,
        tuning: &Tuning<'a>,
        settings: &mut [Setting],
    ) -> Option<()> {
        // One `for each …` stands for as many settings as there are members.
        let mut places: HashMap<&str, Range<usize>> = HashMap::new();
        for (at, state) in self.settings.iter().enumerate() {
            let place = at..at + state.members;
            places.entry(&state.decl.name.name).or_insert(place);
        }
        let setting = |key: Key<'a>| places.get(key.1).and_then(|at| settings.get(at.clone()));
        let mut values: HashMap<Span, Vec<Value>> = HashMap::new();
        let mut clauses: Vec<Vec<(Key<'a>, Span)>> = Vec::new();
        let mut whole = Some(());
        for edge in &tuning.with {
            let mut own = Vec::new();
            for &(key, (name, value)) in edge {
                let state = places.get(key.1).and_then(|at| self.settings.get(at.start));
                let Some(state) = state else {
                    continue;
                };
                let decl = state.decl;
                let ty = state.ty.clone();
                let given = ty.and_then(|DeclaredType { ty, each, .. }| {
                    self.setting_values(value, &ty, each, &decl.name)
                });
                match given {
                    Some(given) => drop(values.insert(name.span, given)),
                    None => whole = None,
                }
                own.push((key, name.span));
            }
            clauses.push(own);
        }
        whole?;
        let (counting, differing) = files.outermost(&clauses, |key, first, second| {
            let value = |clause: Option<Span>| match clause {
                Some(span) => values.get(&span).cloned(),
                None => setting(key).map(|all| all.iter().map(|one| one.value).collect()),
            };
            match (value(first), value(second)) {
                (Some(first), Some(second)) => all_same(&first, &second),
                _ => false,
            }
        });
        let agree = differing.is_empty();
        let words: HashMap<Span, String> = tuning
            .with
            .iter()
            .flatten()
            .map(|(_, (name, value))| (name.span, self.quote(value.span)))
            .collect();
        let declared: HashMap<&str, String> = self
            .settings
            .iter()
            .map(|setting| {
                let decl = setting.decl;
                (decl.name.name.as_str(), self.quote(decl.value.span))
            })
            .collect();
        self.report_differing(files, differing, |key, clause| {
            let value = match clause {
                Some(span) => words.get(&span),
                None => declared.get(key.1),
            };
            format!("`{}` is {}", key.1, value.map_or("another", String::as_str))
        });
        for ((_, name), span) in counting {
            let place = places.get(name).cloned();
            let all = place.and_then(|place| settings.get_mut(place));
            for (setting, value) in all
                .into_iter()
                .flatten()
                .zip(values.get(&span).into_iter().flatten())
            {
                setting.value = *value;
            }
        }
        agree.then_some(())
    }

    /// One message for two ways to a file, however much differs.
    fn report_differing(
        &mut self,
        files: &Files<'a>,
        differing: Vec<Disagreement<'a>>,
        says: impl Fn(Key<'a>, Option<Span>) -> String,
    ) {
        let by_way = differing.chunk_by(|a, b| (a.first, a.second) == (b.first, b.second));
        let mut found = Vec::new();
        for about in by_way {
            let Some(one) = about.first() else { continue };
            let (Some(first), Some(second)) =
                (files.edges.get(one.first), files.edges.get(one.second))
            else {
                continue;
            };
            let file = self.file_name(files, first.to);
            let mut error = Diagnostic::error(
                Code::IncludeDiffers,
                format!("{file} is included by two ways, and tuned differently"),
            );
            let (first_path, second_path) = (first.decl.path.span, second.decl.path.span);
            let mut sides = [(one.clauses.0, first_path), (one.clauses.1, second_path)];
            // Where a clause stands comes first: there it can be put right.
            if one.clauses.0.is_none() {
                sides.reverse();
            }
            for ((clause, path), way) in sides.into_iter().zip(["one way", "the other way"]) {
                let text = format!("{} {way}", says(one.about, clause));
                error = error.label(clause.unwrap_or(path), text);
            }
            let more = match about.len() {
                1 => String::new(),
                2 => "; there is one more difference".to_owned(),
                count => format!("; there are {} more differences", count - 1),
            };
            found.push(error.help(format!(
                "write the same clauses both ways; the outermost ones count{more}"
            )));
        }
        self.diagnostics.append(&mut found);
    }
}

/// Whether two settings have one value, whichever unit each was written in.
fn all_same(first: &[Value], second: &[Value]) -> bool {
    let same = |(a, b): (&Value, &Value)| match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            (a - b).abs() <= (1e-9 * a.abs().max(b.abs())).max(1e-12)
        }
        (a, b) => a == b,
    };
    first.len() == second.len() && first.iter().zip(second).all(same)
}
