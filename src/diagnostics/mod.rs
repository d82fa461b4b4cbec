//! What Touchline has to say about a ruleset or a data file, as data: a stable
//! code, one headline, labels on the text, help, and fixes that can be applied.
//! [`render()`] and [`plain()`] make text of them for people, [`json()`], [`sarif()`] and
//! [`github()`] for programs; nothing here knows of terminals.

mod apply;
mod batch;
mod code;
mod drawing;
mod excerpt;
mod frame;
mod github;
mod json;
mod near;
mod pages;
mod plain;
mod printable;
mod render;
mod sarif;
mod sides;
mod wrap;

pub use apply::apply;
pub use batch::{Batch, path_from};
pub use code::Code;
pub use drawing::{Note, NoteTone, draw};
pub use github::github;
pub use json::json;
pub use near::nearest;
pub use pages::{Page, Part, page, pages, without_links};
pub use plain::plain;
pub use printable::printable;
pub use render::{RenderOptions, render};
pub use sarif::sarif;
pub use wrap::wrap;

use crate::source::Sources;
use crate::span::Span;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The ruleset or the data cannot be used as it stands.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// A place in a text, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What, in a few words; may be empty.
    pub text: String,
}

/// One replacement in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

/// Whether a fix may be applied without anybody reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// It says what was meant, in the words of the language: `>=` for `≥`.
    Sure,
    /// It is near, and something else may have been meant: `soreness` for `sorenes`.
    Guess,
}

/// What puts a mistake right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// All of them together; none overlaps another.
    pub edits: Vec<Edit>,
    /// Whether it may be applied unread.
    pub certainty: Certainty,
}

/// One of the values that do not go together, for the lines that set them side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// As it is written: `sleep`.
    pub text: String,
    /// What it is, in everyday words: `a time, in hours`.
    pub what: String,
    /// Where that comes from: the declaration from its name to its type or
    /// value, or the literal itself.
    pub origin: Option<Span>,
    /// A part of the side above it, from which that one's unit comes.
    pub is_part: bool,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of this kind of message.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// The headline, in a coach's words; no full stop at its end.
    pub message: String,
    /// The places that explain it; the first is where it is.
    pub labels: Vec<Label>,
    /// How to put it right.
    pub help: Option<String>,
    /// The same as text that can be applied.
    pub fix: Option<Box<Fix>>,
    /// The values that do not go together; empty for most messages.
    pub sides: Vec<Side>,
}

impl Diagnostic {
    /// An error without labels yet.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
            sides: Vec::new(),
        }
    }

    /// A warning without labels yet.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Adds a label. The first one added is where the mistake is.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says how to put it right.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a replacement to what puts it right: a guess, until it is [`sure`](Self::sure).
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        let fix = self.fix.get_or_insert_with(|| {
            Box::new(Fix {
                edits: Vec::new(),
                certainty: Certainty::Guess,
            })
        });
        fix.edits.push(Edit {
            span,
            replacement: replacement.into(),
        });
        self
    }

    /// Says that the fix can have only this one meaning, so that `check --fix` may apply it.
    #[must_use]
    pub fn sure(mut self) -> Self {
        if let Some(fix) = &mut self.fix {
            fix.certainty = Certainty::Sure;
        }
        self
    }

    /// Adds one of the values that do not go together.
    #[must_use]
    pub fn side(
        mut self,
        text: impl Into<String>,
        what: impl Into<String>,
        origin: Option<Span>,
    ) -> Self {
        self.sides.push(Side {
            text: text.into(),
            what: what.into(),
            origin,
            is_part: false,
        });
        self
    }

    /// Adds what the side before it is made of: `distance` of `distance / speed`.
    #[must_use]
    pub fn part(
        mut self,
        text: impl Into<String>,
        what: impl Into<String>,
        origin: Option<Span>,
    ) -> Self {
        self = self.side(text, what, origin);
        if let Some(side) = self.sides.last_mut() {
            side.is_part = true;
        }
        self
    }

    /// Where the mistake is, for sorting.
    pub fn place(&self) -> Option<Span> {
        self.labels.first().map(|label| label.span)
    }
}

/// Messages together with the texts they point into.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    /// The texts.
    pub sources: Sources,
    /// The messages, in the order of their places.
    pub items: Vec<Diagnostic>,
    /// How many more there were than are held here (bad cells past the first twenty).
    pub hidden: usize,
}

impl Diagnostics {
    /// Sorts the messages by their places.
    pub fn new(sources: Sources, mut items: Vec<Diagnostic>) -> Self {
        items.sort_by_key(Diagnostic::place);
        Self {
            sources,
            items,
            hidden: 0,
        }
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.items
            .iter()
            .any(|item| item.severity == Severity::Error)
    }
}

impl std::fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&render(self, &RenderOptions::plain()))
    }
}

impl std::error::Error for Diagnostics {}
