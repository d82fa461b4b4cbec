//! The one namespace of a ruleset: in go its sorted declarations, out come the
//! states of choices, groups, inputs, settings and lets, and what each name means;
//! their ids follow the names.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::declarations::{Declarations, NamedDecl};
use super::duplicates::{duplicate, in_two_files};
use super::lets::LetState;
use super::names::Named;
use super::tables::TableState;
use super::{Checker, GroupState, InputState, SettingState, index};
use crate::ast::{self, Ident, TypeKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Choice, ChoiceId, InputId, LetId, SettingId};
use crate::span::Span;

/// How many members are looked up of a choice that has too many.
const MOST_KEPT: usize = 1000;

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
                        let (one, another) = (what(other), what(decl));
                        let kinds = match one == another {
                            true => String::new(),
                            false => format!(", as {one} and as {another}"),
                        };
                        self.report(duplicate(
                            format!("`{}` is declared twice{kinds}", ident.name),
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
}

/// What a declaration makes of a name, as a sentence needs it.
fn what(decl: NamedDecl<'_>) -> &'static str {
    match decl {
        NamedDecl::Choice(_) => "a choice",
        NamedDecl::Group(_) => "a group",
        NamedDecl::Input(input) => match input.kind {
            ast::InputKind::Input => "an input",
            ast::InputKind::Plan => "a plan value",
        },
        NamedDecl::Setting(_) => "a setting",
        NamedDecl::Let(_) => "a `let`",
        NamedDecl::Give(..) => "what a table gives",
    }
}
