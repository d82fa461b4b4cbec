//! The one namespace: in goes a name and where it is used, out comes what it
//! names, or a message with the nearest name there is.

use std::collections::HashMap;

use super::Checker;
use super::describe::list;
use crate::ast::Ident;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{ChoiceId, InputId, LetId, SettingId};
use crate::span::Span;

/// How many messages may come with a guess at what was meant.
const MOST_GUESSES: usize = 200;

/// What a name stands for.
#[derive(Clone, Copy)]
pub(super) enum Named {
    Choice(ChoiceId),
    /// Its place in `Checker::groups`.
    Group(usize),
    Input(InputId),
    Setting(SettingId),
    Let(LetId),
    /// Declared by two files as different things: nobody knows what it means.
    Unclear,
}

impl Named {
    /// What it is, as a sentence needs it.
    pub fn what(&self) -> &'static str {
        match self {
            Self::Choice(_) => "a choice",
            Self::Group(_) => "a group",
            Self::Input(_) => "an input",
            Self::Setting(_) => "a setting",
            Self::Let(_) => "worked out by a `let`",
            Self::Unclear => "declared in two files",
        }
    }
}

/// Names and what they stand for.
#[derive(Default)]
pub(super) struct Names<'a> {
    map: HashMap<&'a str, (Named, Span)>,
}

impl<'a> Names<'a> {
    pub fn insert(&mut self, name: &'a str, named: Named, span: Span) {
        self.map.entry(name).or_insert((named, span));
    }

    pub fn get(&self, name: &str) -> Option<Named> {
        self.map.get(name).map(|entry| entry.0)
    }

    /// Where a name is declared.
    pub fn span(&self, name: &str) -> Option<Span> {
        self.map.get(name).map(|entry| entry.1)
    }

    /// Every name there is, in no order.
    pub fn known(&self) -> impl Iterator<Item = &'a str> {
        self.map.keys().copied()
    }

    /// Every name that passes, sorted, so that ties in "did you mean" are always broken alike.
    pub fn passing(&self, pass: impl Fn(Named) -> bool) -> Vec<&'a str> {
        let mut names: Vec<&'a str> = self
            .map
            .iter()
            .filter(|(_, (named, _))| pass(*named))
            .map(|(name, _)| *name)
            .collect();
        names.sort_unstable();
        names
    }
}

impl<'a> Checker<'a> {
    /// Looks up a name that must be declared; reports it where it is not.
    /// `pass` says which kinds of name could stand here, for the suggestion.
    pub(super) fn lookup(&mut self, ident: &Ident, pass: impl Fn(Named) -> bool) -> Option<Named> {
        match self.names.get(&ident.name) {
            Some(Named::Unclear) => return None,
            Some(named) => return Some(named),
            None if self.is_left_out(&ident.name) => return None,
            None => {}
        }
        let diagnostic = self.unknown_name(ident, pass);
        self.report(diagnostic);
        None
    }

    fn unknown_name(&self, ident: &Ident, pass: impl Fn(Named) -> bool) -> Diagnostic {
        let name = &ident.name;
        let diagnostic = Diagnostic::error(Code::UnknownName, format!("`{name}` is not declared"))
            .label(ident.span, "no declaration has this name");
        if !self.may_guess() {
            return diagnostic.help(declare_it(name));
        }
        if let Some(written) = word_for(name) {
            return Diagnostic::error(
                Code::UnknownName,
                format!("`{name}` is written `{written}`"),
            )
            .label(ident.span, format!("expected `{written}`"))
            .help(format!("write `{written}`"))
            .fix(ident.span, written)
            .sure();
        }
        if let Some(meant) = self.meant_exactly(ident, &pass) {
            return meant;
        }
        if let Some(near) = nearest(name, self.names.passing(pass)) {
            return did_you_mean(diagnostic, ident.span, near);
        }
        match self.meant_otherwise(ident) {
            Some(meant) => meant,
            None => diagnostic.help(declare_it(name)),
        }
    }

    /// A file that is wrong throughout is not helped by a thousand guesses.
    pub(super) fn may_guess(&self) -> bool {
        self.diagnostics.len() < MOST_GUESSES
    }

    /// The names to guess among; none where guessing is over.
    pub(super) fn guesses<'n>(&self, names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
        if self.may_guess() {
            names.collect()
        } else {
            Vec::new()
        }
    }

    /// The choices that have a member of this name.
    pub(super) fn owners(&self, member: &str) -> Vec<ChoiceId> {
        (0u32..)
            .map(ChoiceId)
            .zip(&self.choices)
            .filter(|(_, choice)| choice.members.iter().any(|m| m == member))
            .map(|(id, _)| id)
            .collect()
    }

    /// The index of a member of a choice, if it has it.
    pub(super) fn member(&self, choice: ChoiceId, name: &str) -> Option<u8> {
        let at = self.choice(choice).members.iter().position(|m| m == name)?;
        u8::try_from(at).ok()
    }

    /// The index of a member that the choice must have; reports it where it has not.
    pub(super) fn expect_member(&mut self, choice: ChoiceId, ident: &Ident) -> Option<u8> {
        let found = self.member(choice, &ident.name);
        if found.is_none() {
            let diagnostic = self.unknown_member(choice, ident);
            self.report(diagnostic);
        }
        found
    }

    /// The message for a member that a choice does not have.
    pub(super) fn unknown_member(&self, choice: ChoiceId, ident: &Ident) -> Diagnostic {
        let choice = self.choice(choice);
        let diagnostic = Diagnostic::error(
            Code::UnknownMember,
            format!("`{}` is not one of `{}`", ident.name, choice.name),
        )
        .label(ident.span, "not a member")
        .label(choice.span, format!("`{}` is declared here", choice.name));
        let members = choice.members.iter().map(String::as_str);
        match nearest(&ident.name, self.guesses(members.clone())) {
            Some(near) => did_you_mean(diagnostic, ident.span, near),
            None => diagnostic.help(format!("its members are {}", list(members))),
        }
    }

    /// A name that must be a choice.
    pub(super) fn expect_choice(&mut self, ident: &Ident) -> Option<ChoiceId> {
        match self.names.get(&ident.name) {
            Some(Named::Choice(id)) => Some(id),
            Some(Named::Unclear) => None,
            Some(other) => {
                let mut diagnostic = Diagnostic::error(
                    Code::UnknownType,
                    format!("`{}` is {}, not a choice", ident.name, other.what()),
                )
                .label(ident.span, "a choice is needed here");
                if let Some(span) = self.names.span(&ident.name) {
                    diagnostic = diagnostic.label(span, "declared here");
                }
                let help = match other {
                    Named::Group(at) => format!("write `{}`", self.groups[at].decl.choice.name),
                    _ => "declare one, as in `choice muscle: chest, back`".to_owned(),
                };
                self.report(diagnostic.help(help));
                None
            }
            None if self.is_left_out(&ident.name) => None,
            None => {
                let choices = self.choice_names();
                let diagnostic = Diagnostic::error(
                    Code::UnknownType,
                    format!("there is no choice called `{}`", ident.name),
                )
                .label(ident.span, "not declared");
                let diagnostic = match nearest(&ident.name, choices) {
                    Some(near) => did_you_mean(diagnostic, ident.span, near),
                    None => {
                        diagnostic.help(format!("declare it, as in `choice {}: …`", ident.name))
                    }
                };
                self.report(diagnostic);
                None
            }
        }
    }

    /// Names of choices, for "did you mean" among types.
    pub(super) fn choice_names(&self) -> Vec<&str> {
        if !self.may_guess() {
            return Vec::new();
        }
        self.names
            .passing(|named| matches!(named, Named::Choice(_)))
    }
}

/// How the language writes the truth values of other languages and of spreadsheets.
fn word_for(name: &str) -> Option<&'static str> {
    match name {
        "Y" | "Yes" | "YES" | "true" | "True" | "TRUE" => Some("yes"),
        "N" | "No" | "NO" | "false" | "False" | "FALSE" => Some("no"),
        _ => None,
    }
}

fn declare_it(name: &str) -> String {
    format!("declare it with `input`, `setting` or `let`, as in `let {name} = …`")
}

/// Adds the nearest name, as help and as a replacement.
pub(super) fn did_you_mean(diagnostic: Diagnostic, span: Span, near: &str) -> Diagnostic {
    diagnostic
        .help(format!("did you mean `{near}`?"))
        .fix(span, near)
}
