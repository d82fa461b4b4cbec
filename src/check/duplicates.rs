//! Names that are given twice: in go names and titles in the order written, out
//! come messages on the second of each, and a way out that fits the files they are in.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Checker;
use crate::ast::{self, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

impl Checker<'_> {
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
    pub(super) fn rename(&self, one: Span, other: Span) -> &'static str {
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

pub(super) fn duplicate(message: String, second: Span, first: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, message)
        .label(second, "again here")
        .label(first, "first here")
        .help(help)
}

/// The one in the file nearer to the root comes first: it is likely the one to change.
pub(super) fn in_two_files(message: String, one: Span, other: Span, help: &str) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, message)
        .label(one.min(other), "here")
        .label(one.max(other), "and here")
        .help(help)
}
