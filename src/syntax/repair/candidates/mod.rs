//! The small changes that are tried on a line: in go its words and the place
//! where reading stopped, out come changes, the likeliest kind first.

mod left_out;
mod moved;
mod texts;
mod words;

use std::ops::Range;

use crate::diagnostics::Code;

use super::super::place::{Token, tokens};
use super::alignment::{bars, bars_beside, shared};
use super::known::Known;

/// A change of a declaration's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// What is replaced by what, in order, none overlapping.
    pub edits: Vec<(Range<usize>, String)>,
    /// It can have been meant no other way.
    pub sure: bool,
    /// Far from where reading stopped, in tokens.
    pub distance: usize,
    /// A change that must not read: it would show that a word is taken for a name.
    pub unlike: Option<(Range<usize>, String)>,
}

/// The line of a message, in its declaration.
pub(super) struct Line<'a> {
    text: &'a str,
    range: Range<usize>,
    tokens: Vec<Token<'a>>,
    /// The first token at or past the place where reading stopped.
    at: usize,
    code: Code,
    beside: Vec<usize>,
}

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>, at: usize, code: Code) -> Self {
        let line = text.get(range.clone()).unwrap_or_default();
        let mut tokens = tokens(line, range.start);
        if let Some(comment) = tokens.iter().position(|token| token.text == "#") {
            tokens.truncate(comment);
        }
        let here = tokens.partition_point(|token| token.end() <= at);
        let beside =
            if line.trim_start().starts_with('|') || tokens.iter().any(|token| token.text == "|") {
                bars_beside(text, &range)
            } else {
                Vec::new()
            };
        Self {
            text,
            range,
            tokens,
            at: here,
            code,
            beside,
        }
    }

    /// Kinds of change, the likeliest first. `plain` where the message has nothing to
    /// say but what was expected; `read` where the declaration can be read, and says
    /// what nobody knows: then no word is missing.
    pub(super) fn ranks(&self, plain: bool, read: bool, known: &Known) -> Vec<Vec<Candidate>> {
        if read {
            return vec![self.misspelt(known), self.swapped(known)];
        }
        if self.code == Code::UnclosedString {
            return vec![self.quotes(known)];
        }
        let unquoted = if plain { self.unquoted() } else { Vec::new() };
        vec![
            self.titles(known),
            self.misspelt(known),
            self.swapped(known),
            self.left_out(known),
            unquoted,
            self.twice(),
            self.without_keyword(),
        ]
    }

    /// Changes under which the line reads, the likeliest first. One that moves a `|` must
    /// put it where the rows beside have theirs.
    pub(super) fn ranked(&self, mut reads: Vec<Candidate>) -> Vec<Candidate> {
        let line = self.text.get(self.range.clone()).unwrap_or_default();
        let now = bars(line);
        let aligned = |candidate: &Candidate| {
            let whole = candidate.applied(self.text);
            let rest = whole.get(self.range.start..).unwrap_or_default();
            let then = bars(rest.lines().next().unwrap_or_default());
            (then != now).then(|| shared(&then, &self.beside))
        };
        let before = shared(&now, &self.beside);
        // Where a table is not set in columns, there must be one way alone.
        if reads.len() > 1 {
            reads.retain(|candidate| aligned(candidate).is_none_or(|after| after > before));
        }
        if let Some(most) = reads.iter().filter_map(aligned).max() {
            reads.retain(|candidate| aligned(candidate).is_none_or(|after| after == most));
        }
        let alone = reads.len() == 1;
        for candidate in &mut reads {
            candidate.sure &= alone;
        }
        reads.sort_by_key(|candidate| candidate.distance);
        reads
    }

    fn candidate(&self, index: usize, edits: Vec<(Range<usize>, String)>) -> Candidate {
        Candidate {
            edits,
            sure: false,
            distance: index.abs_diff(self.at),
            unlike: None,
        }
    }

    /// Tokens that may be what is wrong: near where reading stopped, or anywhere in a row.
    fn near(&self, back: usize, on: usize) -> Range<usize> {
        if self.beside.is_empty() {
            self.at.saturating_sub(back)..(self.at + on).min(self.tokens.len())
        } else {
            0..self.tokens.len()
        }
    }
}
