//! One line of a file: what the scanner of `lines` found on it goes in, what
//! the layout asks of it comes out.

use crate::span::{FileId, Span};

/// One line of a file.
#[derive(Debug)]
pub(super) struct Line {
    /// The first byte that is no blank.
    pub start: usize,
    /// One past the last byte that is neither blank nor comment.
    pub end: usize,
    /// How far it is indented; a tab counts up to the next multiple of four.
    pub indent: usize,
    /// The first character that is no blank.
    pub first: Option<char>,
    /// A bracket is open at its end.
    pub open_brackets: bool,
    /// The most brackets that were open at once.
    pub depth: usize,
    /// How often it says `if`.
    pub ifs: usize,
    /// Its last character stands in a string.
    pub ends_in_string: bool,
}

impl Line {
    /// Nothing but blanks and comments.
    pub(super) fn is_blank(&self) -> bool {
        self.first.is_none()
    }

    /// `- condition`
    pub(super) fn is_bullet(&self) -> bool {
        self.first == Some('-')
    }

    /// `| cell | cell |`
    pub(super) fn is_row(&self) -> bool {
        self.first == Some('|')
    }

    pub(super) fn starts_with_letter(&self) -> bool {
        self.first.is_some_and(|c| c.is_alphabetic() || c == '_')
    }

    /// What stands on it.
    pub(super) fn span(&self, file: FileId) -> Span {
        Span::new(file, self.start, self.end)
    }

    /// The word it begins with; empty where it begins with something else.
    pub(super) fn first_word<'a>(&self, source: &'a str) -> &'a str {
        let text = source.get(self.start..self.end).unwrap_or_default();
        let end = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
        text.get(..end).unwrap_or_default()
    }

    /// It ends with an operator, a comma, or a word after which something must come.
    pub(super) fn ends_open(&self, source: &str) -> bool {
        if self.ends_in_string {
            return false;
        }
        let text = source.get(self.start..self.end).unwrap_or_default();
        if text.ends_with(['+', '-', '*', '/', '^', '<', '>', '=', ',']) {
            return true;
        }
        let word = text
            .rsplit(|c: char| !is_word(c))
            .next()
            .unwrap_or_default();
        match word {
            "and" | "or" | "not" => true,
            // `same verdict whatever X is` ends there.
            "is" => self.first_word(source) != "same",
            _ => false,
        }
    }
}

/// Whether a character can stand in a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
