//! What Touchline has to say about a ruleset or a data file, as data: a stable
//! code, one headline, labels on the text, help, and fixes that can be applied.
//! Rendering is [`render`]'s; nothing here knows of terminals.

mod code;
mod excerpt;
mod near;
mod printable;
mod render;
mod wrap;

pub use code::Code;
pub use near::nearest;
pub use printable::printable;
pub use render::{RenderOptions, render};
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

/// A replacement that puts the mistake right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
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
    pub fixes: Vec<Fix>,
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
            fixes: Vec::new(),
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

    /// Adds a replacement that puts it right.
    #[must_use]
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fixes.push(Fix {
            span,
            replacement: replacement.into(),
        });
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
