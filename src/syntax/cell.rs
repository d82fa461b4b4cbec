//! A cell below an expression, by its words: in goes the place where reading
//! stopped, out comes the one of its tests in which that was, to be asked for its
//! tokens and where they stand. The near misses of cells are looked for in it.

use crate::span::Span;

use super::place::{Place, Token};

/// The cell that could not be read.
pub(super) struct Cell<'p> {
    /// Where reading stopped.
    pub place: &'p Place<'p>,
    /// All its tokens.
    tokens: Vec<Token<'p>>,
    /// The first token, from 0, of that one of the tests between `or`s in which reading stopped.
    pub first: usize,
    /// One past its last.
    end: usize,
}

impl<'p> Cell<'p> {
    /// The cell in which reading stopped.
    pub(super) fn new(place: &'p Place<'p>) -> Self {
        let tokens: Vec<Token<'_>> = place.before.iter().chain(&place.after).copied().collect();
        let here = place.before.len();
        let is_or = |token: &Token<'_>| token.text == "or";
        let mut first = tokens
            .iter()
            .take(here)
            .rposition(is_or)
            .map_or(0, |index| index + 1);
        let end = tokens
            .iter()
            .skip(here)
            .position(is_or)
            .map_or(tokens.len(), |index| here + index);
        while tokens.get(first).is_some_and(|token| token.text == "not") {
            first += 1;
        }
        Self {
            place,
            tokens,
            first: first.min(end),
            end,
        }
    }

    /// The tokens of the test in which reading stopped.
    pub(super) fn test(&self) -> &[Token<'p>] {
        self.tokens.get(self.first..self.end).unwrap_or_default()
    }

    /// The words that a test's token begins with.
    pub(super) fn word(&self, index: usize) -> &'p str {
        self.test().get(index).map_or("", |token| token.text)
    }

    /// The text of some tokens of the test.
    pub(super) fn text(&self, from: usize, to: usize) -> &'p str {
        match self.test().get(from..to) {
            Some([first, .., last]) => self.place.between(first.start, last.end()),
            Some([only]) => only.text,
            _ => "",
        }
    }

    /// Where some tokens of the test stand.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        match self.test().get(from..to) {
            Some([first, .., last]) => self.place.span(first.start, last.end()),
            Some([only]) => self.place.span_of(*only),
            _ => self.place.here(),
        }
    }

    /// How many tokens the test has.
    pub(super) fn len(&self) -> usize {
        self.end - self.first
    }

    /// Where all of it stands.
    pub(super) fn whole(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => self.place.span(first.start, last.end()),
            _ => self.place.here(),
        }
    }
}
