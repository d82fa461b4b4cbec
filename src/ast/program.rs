//! A root file together with all that it includes, each file once.

use super::File;
use crate::span::Span;

/// A root file and what it includes. The root's `ruleset`, `otherwise` and tests
/// stand; of the others the declarations, guarantees and examples count.
#[derive(Clone, Debug)]
pub struct Program {
    /// The file that was named.
    pub root: File,
    /// Every other file, each once, however many ways it is included: nearest to
    /// the root first, then by path.
    pub included: Vec<Included>,
}

/// An included file.
#[derive(Clone, Debug)]
pub struct Included {
    /// What it says.
    pub file: File,
    /// The path in each `include` that brings it in; the file of the first is
    /// the root or stands before this one.
    pub by: Vec<Span>,
    /// It is one of the built-in rulesets, which nobody edits.
    pub built_in: bool,
}

impl Program {
    /// A file that includes nothing.
    pub fn alone(root: File) -> Self {
        Self {
            root,
            included: Vec::new(),
        }
    }

    /// Every file, the root first.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        std::iter::once(&self.root).chain(self.included.iter().map(|included| &included.file))
    }
}
