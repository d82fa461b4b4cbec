//! What `with` and `without` name: in go the names of a clause and the files that
//! its `include` reads, out come the files that declare such a setting or rule,
//! and a message where none does.

use std::collections::HashMap;

use super::super::Checker;
use super::super::examples::suggest_title;
use super::super::files::Files;
use super::super::names::did_you_mean;
use crate::ast::{self, Declaration, Ident, Text};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::Span;

/// What a name of a file is declared as.
pub(super) enum Kind {
    Setting,
    Other(&'static str),
}

impl<'a> Checker<'a> {
    /// The files that hold a rule of this name; reports it where there is none.
    pub(super) fn left_out(&mut self, files: &Files<'a>, below: usize, title: &Text) -> Vec<usize> {
        let found: Vec<_> = files.rules_below(below, &title.value).collect();
        if let Some(table) = found.iter().find_map(|(_, called)| called.unnamed_row_of) {
            self.report(
                Diagnostic::error(
                    Code::UnknownRule,
                    format!("\"{}\" is no name to go by: rows move", title.value),
                )
                .label(title.span, "a row without a name")
                .label(table.title.span, "this table names no rows")
                .help("give the table a column `name`, and say here what the row is called"),
            );
            return Vec::new();
        }
        if found.is_empty()
            && !self
                .left_out
                .titles(&title.value, files.titles_below(below))
        {
            let file = self.file_name(files, below);
            let diagnostic = Diagnostic::error(
                Code::UnknownRule,
                format!("there is no rule \"{}\" in {file}", title.value),
            )
            .label(title.span, "nothing to leave out");
            let mut titles = self.guesses(files.titles_below(below));
            titles.sort_unstable();
            let row = format!("{}, row ", title.value);
            self.report(if titles.iter().any(|title| title.starts_with(&row)) {
                diagnostic.help("that is a table; only its rows can be left out, by their names in its column `name`")
            } else {
                suggest_title(diagnostic, title, &titles, "rule")
            });
        }
        let mut found: Vec<usize> = found.into_iter().map(|(file, _)| file).collect();
        found.dedup();
        found
    }

    /// The file that declares a setting; reports it where none does.
    pub(super) fn setting_below(
        &mut self,
        files: &Files<'a>,
        names: &HashMap<&'a str, Vec<(usize, Kind, Span)>>,
        below: usize,
        ident: &Ident,
    ) -> Option<usize> {
        let name = &ident.name;
        let declared = names.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let inside = |file: usize| files.is_below(file, below);
        let setting = declared
            .iter()
            .find(|(file, kind, _)| inside(*file) && matches!(kind, Kind::Setting));
        if let Some((file, ..)) = setting {
            return Some(*file);
        }
        if declared.is_empty() && self.left_out.may_name(name) {
            return None;
        }
        let file = self.file_name(files, below);
        let error = Diagnostic::error(
            Code::UnknownSetting,
            format!("{file} has no setting `{name}`"),
        );
        if let Some((_, Kind::Other(what), span)) = declared.iter().find(|(file, ..)| inside(*file))
        {
            self.report(
                error
                    .label(ident.span, "not a setting")
                    .label(*span, format!("`{name}` is {what}"))
                    .help("`with` gives settings another value, and nothing else"),
            );
            return None;
        }
        if let Some((_, Kind::Setting, span)) = declared.first() {
            self.report(
                error
                    .label(ident.span, "not a setting of that file")
                    .label(*span, "declared here")
                    .help(if span.file == ident.span.file {
                        "change its value where it is declared"
                    } else {
                        "move this clause below the `include` of that file"
                    }),
            );
            return None;
        }
        let settings = names.iter().filter(|(_, declared)| {
            let mut declared = declared.iter();
            declared.any(|(file, kind, _)| inside(*file) && matches!(kind, Kind::Setting))
        });
        let mut settings: Vec<&str> = self.guesses(settings.map(|(name, _)| *name));
        settings.sort_unstable();
        let error = error.label(ident.span, "no such setting");
        self.report(match nearest(name, settings.iter().copied()) {
            Some(near) => did_you_mean(error, ident.span, near),
            None if settings.is_empty() => error.help("it has no settings: take the clause away"),
            None => {
                let shown: Vec<String> =
                    settings.iter().take(5).map(|n| format!("`{n}`")).collect();
                let more = if settings.len() > 5 { ", …" } else { "" };
                error.help(format!("its settings are {}{more}", shown.join(", ")))
            }
        });
        None
    }

    pub(super) fn file_name(&self, files: &Files<'a>, file: usize) -> String {
        let id = files.ids.get(file).copied().unwrap_or_default();
        let source = self.sources.get(id);
        source.map_or_else(
            || "that file".to_owned(),
            |source| format!("`{}`", source.name()),
        )
    }
}

/// What every name is declared as, in which files.
pub(super) fn names_of<'a>(
    files: &Files<'a>,
    program: &'a ast::Program,
) -> HashMap<&'a str, Vec<(usize, Kind, Span)>> {
    let mut names: HashMap<&'a str, Vec<(usize, Kind, Span)>> = HashMap::new();
    for tree in program.files() {
        let Some(file) = files.number(tree.id) else {
            continue;
        };
        for declaration in &tree.declarations {
            if let Declaration::Table(table) = declaration {
                for column in &table.columns {
                    if let ast::ColumnKind::Give(name) = &column.kind {
                        let kind = Kind::Other("given by a table");
                        let declared = names.entry(&name.name).or_default();
                        declared.push((file, kind, name.span));
                    }
                }
            }
            let (name, kind) = match declaration {
                Declaration::Setting(decl) => (&decl.name, Kind::Setting),
                Declaration::Input(decl) => (
                    &decl.name,
                    Kind::Other(match decl.kind {
                        ast::InputKind::Input => "an input",
                        ast::InputKind::Plan => "planned",
                    }),
                ),
                Declaration::Let(decl) => (&decl.name, Kind::Other("worked out by a `let`")),
                Declaration::Choice(decl) => (&decl.name, Kind::Other("a choice")),
                Declaration::Group(decl) => (&decl.name, Kind::Other("a group")),
                _ => continue,
            };
            let declared = names.entry(&name.name).or_default();
            declared.push((file, kind, name.span));
        }
    }
    names
}
