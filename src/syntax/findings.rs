//! What is wrong with a file, in bounds: in go messages, as many as there are,
//! out come the first hundred and one that counts the others.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::{FileId, Span};

/// More messages than this at once help nobody.
const MAX_SHOWN: usize = 100;
/// After so many nothing is gained by reading on.
const MAX_COUNTED: usize = 1000;

/// Messages, of which only so many are kept as may be shown.
#[derive(Debug, Default)]
pub(super) struct Findings {
    kept: Vec<Diagnostic>,
    more: usize,
}

impl Findings {
    pub(super) fn push(&mut self, error: Diagnostic) {
        self.push_with(|| error);
    }

    /// Puts the message into words only if it may be shown: "did you mean" takes its time.
    pub(super) fn push_with(&mut self, error: impl FnOnce() -> Diagnostic) {
        // Those that come later in the text come later here, so the first are kept.
        if self.kept.len() < MAX_SHOWN {
            self.kept.push(error());
        } else {
            self.more += 1;
        }
    }

    /// The last message, where all are kept that there were.
    pub(super) fn last_mut(&mut self) -> Option<&mut Diagnostic> {
        self.kept.last_mut().filter(|_| self.more == 0)
    }

    /// How many there were.
    pub(super) fn count(&self) -> usize {
        self.kept.len() + self.more
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// So many that the rest of the file need not be read.
    pub(super) fn are_enough(&self) -> bool {
        self.kept.len() + self.more >= MAX_COUNTED
    }

    /// The messages of both, in the order of their places, with the count of
    /// those that are not shown.
    pub(super) fn together(self, other: Self, id: FileId, text: &str) -> Vec<Diagnostic> {
        let least = self.are_enough() || other.are_enough();
        let mut errors = self.kept;
        errors.extend(other.kept);
        errors.sort_by_key(Diagnostic::place);
        let more = self.more + other.more + errors.len().saturating_sub(MAX_SHOWN);
        errors.truncate(MAX_SHOWN);
        if more > 0 {
            let end = text.trim_end().len();
            let count = if least { "at least " } else { "" };
            errors.push(
                Diagnostic::error(
                    Code::Syntax,
                    format!("{count}{more} more lines of this file cannot be read"),
                )
                .label(Span::new(id, end, end), "up to here")
                .help("put the first ones right, and check that this is a ruleset at all"),
            );
        }
        errors
    }
}
