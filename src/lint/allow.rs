//! Warnings that a ruleset allows: in go its `allow` lines and warnings, out come
//! the warnings that no line hides, and one for each line that hides nothing.
//!
//! A line hides the warnings of its code whose first place lies in its declaration,
//! or under `ruleset` in the whole file. Of two lines that could hide a warning,
//! the one of the smaller place does.

use crate::ast::{Allow, Program};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::source::Sources;
use crate::span::{FileId, Span};

/// The lines of all files, and which of them have hidden something.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    lines: Vec<(Allow, bool)>,
}

impl Allowed {
    /// None of them has hidden anything yet.
    pub fn of(program: &Program) -> Self {
        let mut lines: Vec<(Allow, bool)> = program
            .files()
            .flat_map(|file| &file.allows)
            .map(|allow| (allow.clone(), false))
            .collect();
        lines.sort_by_key(|(allow, _)| (allow.covers.len(), allow.span));
        Self { lines }
    }

    /// The messages that nothing hides.
    pub fn hide(&mut self, items: Vec<Diagnostic>) -> Vec<Diagnostic> {
        items.into_iter().filter(|item| !self.hides(item)).collect()
    }

    fn hides(&mut self, item: &Diagnostic) -> bool {
        let Some(place) = item.place().filter(|_| item.severity == Severity::Warning) else {
            return false;
        };
        let line = self
            .lines
            .iter_mut()
            .find(|(allow, _)| allow.code == item.code && lies_in(place, allow.covers));
        match line {
            Some((_, used)) => {
                *used = true;
                true
            }
            None => false,
        }
    }

    /// A warning for each line of a file that has hidden nothing.
    pub fn idle(&self, file: FileId, sources: &Sources) -> Vec<Diagnostic> {
        let text = sources.get(file).map_or("", |file| file.text());
        self.lines
            .iter()
            .filter(|(allow, used)| !used && allow.span.file == file)
            .map(|(allow, _)| {
                let place = match allow.covers.start == 0 && allow.covers.end >= text.len() {
                    true => "in this file",
                    false => "in this declaration",
                };
                let code = allow.code;
                Diagnostic::warning(
                    Code::AllowHidesNothing,
                    format!("`allow {code}` hides nothing: there is no such warning {place}"),
                )
                .label(allow.span, "no longer needed")
                .help("take this line out")
                .fix(with_its_line(allow.span, text), "")
                .sure()
            })
            .collect()
    }
}

fn lies_in(place: Span, whole: Span) -> bool {
    place.file == whole.file && whole.start <= place.start && place.end <= whole.end
}

/// From the line break before a clause to its end; the clause alone where a
/// comment follows it.
fn with_its_line(clause: Span, text: &str) -> Span {
    let after = text.get(clause.end..).unwrap_or_default();
    let rest = after.split('\n').next().unwrap_or_default();
    let before = text.get(..clause.start).unwrap_or_default();
    match before.rfind('\n') {
        Some(start) if rest.trim().is_empty() => Span {
            start,
            end: clause.end + rest.trim_end_matches('\r').len(),
            ..clause
        },
        _ => clause,
    }
}
