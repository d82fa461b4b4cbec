//! Inputs that several files declare: in go their declarations, out comes one
//! with the texts of all, those nearest to the root first; and a message where
//! the files do not mean the same.

use std::collections::BTreeMap;

use super::Checker;
use super::expr::Hint;
use super::names::Named;
use super::types::DeclaredType;
use crate::ast::{self, Declaration, Direction, InputDecl, InputKind, TypeKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::InputId;
use crate::span::{FileId, Span};

/// An input that more than one file declares.
pub(super) struct SharedInput<'a> {
    /// The first of its declarations, with the texts that it lacks from the others.
    pub decl: InputDecl,
    /// One of each file, in the order of the program.
    pub declared: Vec<&'a InputDecl>,
}

/// All of them, by name.
#[derive(Default)]
pub(super) struct SharedInputs<'a> {
    inputs: BTreeMap<&'a str, SharedInput<'a>>,
}

impl<'a> SharedInputs<'a> {
    pub fn of(program: &'a ast::Program) -> Self {
        if program.included.is_empty() {
            return Self::default();
        }
        let mut by_name: BTreeMap<&'a str, Vec<(FileId, &'a InputDecl)>> = BTreeMap::new();
        for file in program.files() {
            for declaration in &file.declarations {
                if let Declaration::Input(decl) = declaration {
                    let declared = by_name.entry(&decl.name.name).or_default();
                    // A second one in the same file is a mistake of that file.
                    if declared.last().is_none_or(|(last, _)| *last != file.id) {
                        declared.push((file.id, decl));
                    }
                }
            }
        }
        by_name.retain(|_, declared| declared.len() > 1);
        let inputs = by_name.into_iter().filter_map(|(name, declared)| {
            let declared: Vec<&InputDecl> = declared.into_iter().map(|(_, decl)| decl).collect();
            let decl = joined(&declared)?;
            Some((name, SharedInput { decl, declared }))
        });
        Self {
            inputs: inputs.collect(),
        }
    }

    /// What stands for one of the declarations: the joined one for the first,
    /// nothing for the others, and itself for one that no other file has.
    pub fn stands_for<'s>(&'s self, decl: &'s InputDecl) -> Option<&'s InputDecl> {
        let Some(shared) = self.inputs.get(decl.name.name.as_str()) else {
            return Some(decl);
        };
        let mut declared = shared.declared.iter();
        match declared.position(|known| known.name.span == decl.name.span) {
            Some(0) => Some(&shared.decl),
            Some(_) => None,
            None => Some(decl),
        }
    }
}

fn joined(declared: &[&InputDecl]) -> Option<InputDecl> {
    let (&first, others) = declared.split_first()?;
    let mut joined = first.clone();
    for &other in others {
        joined.ask = joined.ask.or_else(|| other.ask.clone());
        joined.at = joined.at.or_else(|| other.at.clone());
        joined.about = joined.about.or_else(|| other.about.clone());
        for column in &other.columns {
            if !joined
                .columns
                .iter()
                .any(|known| known.value == column.value)
            {
                joined.columns.push(column.clone());
            }
        }
    }
    Some(joined)
}

/// In what two declarations differ: what it is called, and each side's place and words.
struct Difference {
    what: &'static str,
    sides: [(Span, String); 2],
}

impl<'a> Checker<'a> {
    /// Reports every input that two files declare differently.
    pub(super) fn check_shared(&mut self, shared: &'a SharedInputs<'a>) -> Option<()> {
        let mut whole = Some(());
        for (name, input) in &shared.inputs {
            let Some(Named::Input(id)) = self.names.get(name) else {
                continue;
            };
            let Some((first, others)) = input.declared.split_first() else {
                continue;
            };
            for other in others {
                let differences = self.differences(id, first, other);
                if !differences.is_empty() {
                    self.report_differences(name, &differences);
                    whole = None;
                }
            }
        }
        whole
    }

    fn differences(
        &mut self,
        id: InputId,
        first: &InputDecl,
        other: &InputDecl,
    ) -> Vec<Difference> {
        let mut found = Vec::new();
        if first.kind != other.kind {
            let side = |decl: &InputDecl| {
                let words = match decl.kind {
                    InputKind::Input => "measured or asked: an `input`",
                    InputKind::Plan => "planned: a `plan`",
                };
                (decl.name.span, words.to_owned())
            };
            found.push(Difference {
                what: "what it is",
                sides: [side(first), side(other)],
            });
        }
        let Some(ty) = self.input(id).ty.clone() else {
            return found;
        };
        if !self.same_type(id, &ty, first, other) {
            let side =
                |decl: &InputDecl| (decl.ty.span, format!("here {}", self.quote(decl.ty.span)));
            found.push(Difference {
                what: "its type",
                sides: [side(first), side(other)],
            });
            // What follows from the type differs with it.
            return found;
        }
        let direction = |decl: &InputDecl| decl.direction.map(|(direction, ..)| direction);
        if direction(first) != direction(other) {
            let side = |decl: &InputDecl| match decl.direction {
                Some((Direction::Worse, _, span)) => (span, "here it is worse".to_owned()),
                Some((Direction::Better, _, span)) => (span, "here it is better".to_owned()),
                None => (decl.name.span, "here neither direction is worse".to_owned()),
            };
            found.push(Difference {
                what: "its direction",
                sides: [side(first), side(other)],
            });
        }
        if !self.same_default(id, &ty, first, other) {
            let side = |decl: &InputDecl| match &decl.missing_means {
                Some(value) => (value.span, format!("here {}", self.quote(value.span))),
                None => (decl.name.span, "here a missing one is missing".to_owned()),
            };
            found.push(Difference {
                what: "what a missing one means",
                sides: [side(first), side(other)],
            });
        }
        let combine = |decl: &InputDecl| decl.several_a_day.map(|(combine, _)| combine);
        if combine(first) != combine(other) {
            let side = |decl: &InputDecl| match decl.several_a_day {
                Some((_, span)) => (span, format!("here {}", self.quote(span))),
                None => (decl.name.span, "here it has one value a day".to_owned()),
            };
            found.push(Difference {
                what: "several values a day",
                sides: [side(first), side(other)],
            });
        }
        found
    }

    fn same_type(
        &mut self,
        id: InputId,
        ty: &DeclaredType,
        first: &InputDecl,
        other: &InputDecl,
    ) -> bool {
        let in_place = match (&first.ty.kind, &other.ty.kind) {
            (
                TypeKind::OneOf { members, ordered },
                TypeKind::OneOf {
                    members: others,
                    ordered: same,
                },
            ) => {
                let names = |members: &[ast::Ident]| -> Vec<String> {
                    members.iter().map(|member| member.name.clone()).collect()
                };
                if ordered != same || names(members) != names(others) {
                    return false;
                }
                self.input(id).in_place
            }
            (TypeKind::OneOf { .. }, _) | (_, TypeKind::OneOf { .. }) => return false,
            _ => None,
        };
        // One that is wrong in itself has been reported, and says nothing more.
        self.declared_type(&other.ty, in_place)
            .is_none_or(|other| other == *ty)
    }

    fn same_default(
        &mut self,
        id: InputId,
        ty: &DeclaredType,
        first: &InputDecl,
        other: &InputDecl,
    ) -> bool {
        let (first, value) = match (&first.missing_means, &other.missing_means) {
            (None, None) => return true,
            (Some(first), Some(other)) => (first, other),
            _ => return false,
        };
        let words =
            |span: Span| -> Vec<&str> { self.sources.text(span).split_whitespace().collect() };
        if words(first.span) == words(value.span) {
            return true;
        }
        let Some(default) = self.input(id).default else {
            return true;
        };
        let start = self.exprs.len();
        let known = self
            .value(value, Hint::of(&ty.ty))
            .and_then(|id| self.fit_type(id, &ty.ty, &other.name))
            .map(|id| self.constant(id));
        let same = match known {
            None => true,
            Some(other) => other.is_some() && other == self.constant(default),
        };
        self.exprs.truncate(start);
        same
    }

    fn report_differences(&mut self, name: &str, differences: &[Difference]) {
        let Some(first) = differences.first() else {
            return;
        };
        let what: Vec<&str> = differences
            .iter()
            .map(|difference| difference.what)
            .collect();
        let what = match what.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
            None => String::new(),
        };
        let [here, there] = &first.sides;
        self.report(
            Diagnostic::error(
                Code::InputDiffers,
                format!("two files declare `{name}`, and differ in {what}"),
            )
            .label(here.0, here.1.clone())
            .label(there.0, there.1.clone())
            .help("an input of two files is one question: declare it alike, or give one of them another name"),
        );
    }
}
