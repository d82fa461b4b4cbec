//! The messages of one run, for programs to read: in go those of each ruleset,
//! out come places as people count them, and names of files as the repository
//! has them. [`json`](super::json), [`sarif`](super::sarif) and
//! [`github`](super::github) each make a text of a [`Batch`].

use std::path::{Component, Path, PathBuf};

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use crate::span::Span;

/// What one run has to say of several rulesets.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The messages of each ruleset, with its texts.
    pub parts: Vec<Diagnostics>,
    /// How many rulesets were looked at, those with nothing to say included.
    pub rulesets: usize,
    /// How many errors there are, those left out included.
    pub errors: usize,
    /// How many warnings there are, those left out included.
    pub warnings: usize,
    /// The folder that the names of files start from; absolute.
    pub folder: PathBuf,
}

/// Where something stands, as people count; columns in characters, all from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// The file's path, from the batch's folder where it lies there.
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    /// The column behind the last character.
    pub end_column: usize,
}

impl Batch {
    /// Counts the messages of as many rulesets.
    pub fn new(parts: Vec<Diagnostics>, folder: PathBuf) -> Self {
        let count = |severity| {
            let items = parts.iter().flat_map(|part| &part.items);
            items.filter(|item| item.severity == severity).count()
        };
        Self {
            rulesets: parts.len(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            parts,
            folder,
        }
    }

    /// Keeps the first `most` messages, and says how many are left out. No warning takes the
    /// place of an error.
    pub fn limit(&mut self, most: usize) -> usize {
        let errors = self.errors.min(most);
        let mut room = [
            (Severity::Error, errors),
            (Severity::Warning, most - errors),
        ];
        let before = self.items().count();
        for part in &mut self.parts {
            part.items.retain(|item| {
                let left = room.iter_mut().find(|(of, _)| *of == item.severity);
                left.is_some_and(|(_, left)| {
                    let is_shown = *left > 0;
                    *left = left.saturating_sub(1);
                    is_shown
                })
            });
        }
        before - self.items().count()
    }

    /// Every message, with the texts it points into.
    pub(super) fn items(&self) -> impl Iterator<Item = (&Sources, &Diagnostic)> {
        self.parts
            .iter()
            .flat_map(|part| part.items.iter().map(|item| (&part.sources, item)))
    }

    /// Where a span is; nothing where it points into no text.
    pub(super) fn region(&self, sources: &Sources, span: Span) -> Option<Region> {
        let file = sources.get(span.file)?;
        let (line, column) = file.line_and_column(span.start);
        let (end_line, end_column) = file.line_and_column(span.end.max(span.start));
        Some(Region {
            file: path_from(&self.folder, file.name()),
            line,
            column,
            end_line,
            end_column,
        })
    }
}

/// The name of a file as a folder has it, with `/` between folders. A built-in ruleset keeps its `@`.
pub fn path_from(folder: &Path, name: &str) -> String {
    if name.starts_with('@') {
        return name.to_owned();
    }
    let path = Path::new(name);
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts = inside
        .components()
        .filter(|part| *part != Component::CurDir);
    let path: PathBuf = parts.collect();
    let path = path.display().to_string();
    match std::path::MAIN_SEPARATOR {
        '/' => path,
        separator => path.replace(separator, "/"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Batch, path_from};
    use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
    use crate::source::Sources;

    #[test]
    fn names_start_from_the_folder() {
        let path = |name| path_from("/club/rules".as_ref(), name);
        assert_eq!(path("/club/rules/lib/heat.touchline"), "lib/heat.touchline");
        assert_eq!(path("./squad.touchline"), "squad.touchline");
        assert_eq!(path("../squad.touchline"), "../squad.touchline");
        assert_eq!(path("/else/squad.touchline"), "/else/squad.touchline");
        assert_eq!(path("@soreness"), "@soreness");
    }

    #[test]
    fn a_limit_leaves_warnings_out_first() {
        let part = |severities: &[Severity]| {
            let items = severities.iter().map(|&severity| Diagnostic {
                severity,
                ..Diagnostic::error(Code::Syntax, "no")
            });
            Diagnostics::new(Sources::default(), items.collect())
        };
        let (error, warning) = (Severity::Error, Severity::Warning);
        let parts = vec![part(&[warning, error, warning]), part(&[error, warning])];
        let shown = |most| {
            let mut batch = Batch::new(parts.clone(), "/".into());
            let hidden = batch.limit(most);
            assert_eq!((batch.errors, batch.warnings), (2, 3));
            let shown: Vec<Severity> = batch.items().map(|(_, item)| item.severity).collect();
            (shown, hidden)
        };
        assert_eq!(shown(1), (vec![error], 4));
        assert_eq!(shown(3), (vec![warning, error, error], 2));
        assert_eq!(shown(9).1, 0);
    }
}
