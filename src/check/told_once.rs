//! One message for one unknown name: in go messages, some of them of the same name
//! in other places, out comes one for each name with its uses labelled and counted.
//! Where a declared name is near and nothing reads that, the slip is likelier in the
//! declaration, and the message says so.

use std::collections::{HashMap, HashSet};

use super::Checker;
use super::tables::rule_rows;
use super::uses::Uses;
use crate::ast::{self, Declaration, TypeKind};
use crate::diagnostics::{Code, Diagnostic, Edit, Label};
use crate::span::Span;

/// How many uses are labelled beside the first.
const MOST_LABELLED: usize = 2;

/// What is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// In the one namespace, or a unit.
    Name,
    /// Of the choice that is declared there.
    Member(Span),
    Stage,
    /// A rule, an example, a flag or a setting of another file: the headline tells them apart.
    Title,
}

/// A name in all the places where it is unknown.
struct Unknown {
    /// Its message among all.
    at: usize,
    kind: Kind,
    /// As it is written.
    text: String,
    /// Where else.
    more: Vec<Span>,
}

impl Checker<'_> {
    /// Brings the messages of one name together, in the order of their places.
    pub(super) fn tell_once(&mut self, program: &ast::Program) {
        let mut found = std::mem::take(&mut self.diagnostics);
        found.sort_by_key(Diagnostic::place);
        let mut unknowns: Vec<Unknown> = Vec::new();
        let mut known: HashMap<(Kind, String, String), usize> = HashMap::new();
        let mut told: Vec<Diagnostic> = Vec::with_capacity(found.len());
        for diagnostic in found {
            let Some((kind, text, span)) = self.unknown(&diagnostic) else {
                told.push(diagnostic);
                continue;
            };
            let message = match kind {
                Kind::Title => diagnostic.message.clone(),
                _ => String::new(),
            };
            let key = (kind, text.clone(), message);
            let first = known.get(&key).and_then(|&at| unknowns.get_mut(at));
            let Some(unknown) = first else {
                known.insert(key, unknowns.len());
                unknowns.push(Unknown {
                    at: told.len(),
                    kind,
                    text,
                    more: Vec::new(),
                });
                told.push(diagnostic);
                continue;
            };
            if let Some(first) = told.get_mut(unknown.at)
                && first.place() != Some(span)
                && unknown.more.last() != Some(&span)
            {
                unknown.more.push(span);
                if first.fix.is_none()
                    && let (Some(mut fix), Some(place)) = (diagnostic.fix, first.place())
                    && let [edit] = fix.edits.as_mut_slice()
                {
                    edit.span = place;
                    first.fix = Some(fix);
                    first.help = diagnostic.help;
                }
            }
        }
        let nears: Vec<Option<String>> = unknowns
            .iter()
            .map(|unknown| told.get(unknown.at).and_then(replacement))
            .collect();
        let mut meant: HashMap<&str, usize> = HashMap::new();
        for near in nears.iter().flatten() {
            *meant.entry(near).or_default() += 1;
        }
        let mut uses = None;
        for (unknown, near) in unknowns.iter().zip(&nears) {
            let Some(diagnostic) = told.get_mut(unknown.at) else {
                continue;
            };
            label_uses(diagnostic, &unknown.more);
            // Of two spellings that are near to it, it is likely the right one.
            let alone = near
                .clone()
                .filter(|near| meant.get(near.as_str()) == Some(&1));
            let declared = alone.and_then(|near| {
                let span = self.declared_at(program, unknown.kind, &near)?;
                let uses = uses.get_or_insert_with(|| Uses::of(program, self.sources));
                let count = match unknown.kind {
                    Kind::Name | Kind::Member(_) => uses.words(&near),
                    Kind::Stage | Kind::Title => uses.texts(&near),
                };
                (count == 1).then_some((near, span))
            });
            if let Some((near, span)) = declared {
                self.suspect_declaration(diagnostic, unknown, &near, span);
            }
        }
        self.diagnostics = told;
    }

    /// What a message says is unknown, as it is written, and where.
    fn unknown(&self, diagnostic: &Diagnostic) -> Option<(Kind, String, Span)> {
        let span = diagnostic.place()?;
        let text = self.sources.text(span);
        let kind = match diagnostic.code {
            Code::UnknownName | Code::UnknownType if self.names.get(text).is_none() => Kind::Name,
            Code::UnknownUnit => Kind::Name,
            Code::UnknownMember => Kind::Member(diagnostic.labels.get(1)?.span),
            Code::UnknownStage => Kind::Stage,
            Code::UnknownRule | Code::UnknownSetting => Kind::Title,
            _ => return None,
        };
        Some((kind, text.to_owned(), span))
    }

    /// Where something near to the unknown name is declared.
    fn declared_at(&self, program: &ast::Program, kind: Kind, near: &str) -> Option<Span> {
        let declarations = program.files().flat_map(|file| &file.declarations);
        let is_near = |text: &&ast::Text| text.value == near;
        match kind {
            Kind::Name => self.names.span(near),
            Kind::Member(choice) => declarations
                .filter_map(members)
                .find(|(span, _)| *span == choice)
                .and_then(|(_, members)| members.iter().find(|member| member.name == near))
                .map(|member| member.span),
            Kind::Stage => declarations
                .filter_map(|declaration| match declaration {
                    Declaration::Ruleset(ruleset) => Some(&ruleset.stages),
                    _ => None,
                })
                .flatten()
                .find(is_near)
                .map(|stage| stage.span),
            Kind::Title => declarations
                .filter_map(|declaration| titled(declaration, near))
                .next(),
        }
        .filter(|span| {
            let file = self.sources.get(span.file);
            file.is_some_and(|file| !file.name().starts_with('@'))
        })
    }

    /// Says that nothing reads the near name, and offers to change that one where
    /// more than one place would have to be changed otherwise.
    fn suspect_declaration(
        &self,
        diagnostic: &mut Diagnostic,
        unknown: &Unknown,
        near: &str,
        declared: Span,
    ) {
        let quoted = |name: &str| match unknown.kind {
            Kind::Name | Kind::Member(_) => format!("`{name}`"),
            Kind::Stage | Kind::Title => format!("\"{name}\""),
        };
        let text = unknown.text.trim_matches('"');
        let mut label = format!("{} is declared here", quoted(near));
        if unknown.kind == Kind::Name || !unknown.more.is_empty() {
            label.push_str(", and nothing names it");
        }
        match diagnostic.labels.iter_mut().find(|l| l.span == declared) {
            Some(known) => known.text = label,
            None => diagnostic.labels.push(Label {
                span: declared,
                text: label,
            }),
        }
        let same_file = diagnostic
            .place()
            .is_some_and(|at| at.file == declared.file);
        if unknown.more.is_empty() || !same_file {
            return;
        }
        diagnostic.help = Some(format!(
            "write {} where it is declared; every other place says so",
            quoted(text)
        ));
        if let Some(fix) = &mut diagnostic.fix {
            fix.edits = vec![Edit {
                span: declared,
                replacement: unknown.text.clone(),
            }];
        }
    }
}

/// The one name that a fix would write in place of the unknown one.
fn replacement(diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    match fix.edits.as_slice() {
        [edit] if Some(edit.span) == diagnostic.place() => {
            Some(edit.replacement.trim_matches('"').to_owned())
        }
        _ => None,
    }
}

/// Labels the next few uses, counts the others, and puts all of them right alike.
fn label_uses(diagnostic: &mut Diagnostic, more: &[Span]) {
    if more.is_empty() {
        return;
    }
    let shown = more.iter().take(MOST_LABELLED);
    let mut labels: Vec<Label> = shown
        .map(|&span| Label {
            span,
            text: "here too".to_owned(),
        })
        .collect();
    let hidden = more.len() - labels.len();
    if let (Some(last), true) = (labels.last_mut(), hidden > 0) {
        let places = if hidden == 1 { "place" } else { "places" };
        last.text = format!("here too, and in {hidden} more {places}");
    }
    let seen: HashSet<Span> = labels.iter().map(|label| label.span).collect();
    diagnostic
        .labels
        .retain(|label| !seen.contains(&label.span));
    let rest = diagnostic.labels.split_off(1.min(diagnostic.labels.len()));
    diagnostic.labels.extend(labels);
    diagnostic.labels.extend(rest);
    let place = diagnostic.place();
    if let Some(fix) = &mut diagnostic.fix
        && let [edit] = fix.edits.as_slice()
        && Some(edit.span) == place
    {
        let replacement = edit.replacement.clone();
        fix.edits.extend(more.iter().map(|&span| Edit {
            span,
            replacement: replacement.clone(),
        }));
    }
}

/// The choice that a declaration makes, by the place of its name, and its members.
fn members(declaration: &Declaration) -> Option<(Span, &[ast::Ident])> {
    let in_place = |name: &ast::Ident, ty: &'_ ast::TypeExpr| match &ty.kind {
        TypeKind::OneOf { .. } => Some(name.span),
        _ => None,
    };
    match declaration {
        Declaration::Choice(choice) => Some((choice.name.span, &choice.members)),
        Declaration::Input(input) => Some((in_place(&input.name, &input.ty)?, listed(&input.ty))),
        Declaration::Setting(setting) => {
            Some((in_place(&setting.name, &setting.ty)?, listed(&setting.ty)))
        }
        _ => None,
    }
}

fn listed(ty: &ast::TypeExpr) -> &[ast::Ident] {
    match &ty.kind {
        TypeKind::OneOf { members, .. } => members,
        _ => &[],
    }
}

/// Where a declaration has this title: its own, a row's or a flag's.
fn titled(declaration: &Declaration, title: &str) -> Option<Span> {
    let own = |text: &ast::Text| (text.value == title).then_some(text.span);
    match declaration {
        Declaration::Rule(rule) => own(&rule.title).or_else(|| {
            let flag = rule.flag.as_ref()?;
            match flag.parts.as_slice() {
                [ast::TemplatePart::Literal(text)] if text == title => Some(flag.span),
                _ => None,
            }
        }),
        Declaration::Example(example) => own(&example.title),
        Declaration::Setting(setting) => (setting.name.name == title).then_some(setting.name.span),
        Declaration::Table(table) => rule_rows(0, table)
            .into_iter()
            .filter(|row| row.named)
            .find_map(|row| own(&row.title)),
        _ => None,
    }
}
