//! Small changes under which a declaration reads: in goes a message about one, out
//! come the changes of its line that make it readable, the likeliest first. A word
//! misspelt, two swapped, a sign, a quote or a word of the language left out: each
//! is tried where reading stopped, and the declaration is read again.
//!
//! Nothing is tried that would choose a meaning: no comparison, no `and`, `or`
//! or `not`, no number and no verdict is ever put in. What is found is a guess, and
//! whoever asks judges it by what the whole ruleset then says.

mod alignment;
mod candidates;
mod known;
mod slice;

use std::ops::Range;

use crate::ast;
use crate::diagnostics::{Code, Diagnostic, Edit, apply};
use crate::span::{FileId, Span};

use super::errors::shortened;
use super::keywords::Keyword;
use super::{layout, read_all};
use candidates::{Candidate, Line};
use known::Known;
use slice::Slice;

/// So many bytes are read again, over all messages of a file: a second or so.
const MOST_READ: usize = 1 << 20;
/// Longer declarations are not read again and again.
const LONGEST: usize = 64 << 10;
/// Reading starts anew with every try, whatever the length.
const EACH: usize = 200;
/// So many readings of each kind are put before the judge.
const MOST_JUDGED: usize = 4;

/// The declaration that holds this byte: from its line at the left edge to the
/// next. A line at the left edge that begins none belongs to the one above it.
fn block_around(source: &str, at: usize) -> Range<usize> {
    let begins = |line: &str| {
        let word = line.split(|c: char| !c.is_alphabetic()).next();
        word.and_then(Keyword::from_word).is_some()
    };
    let mut block = 0..source.len();
    let mut from = 0;
    for line in source.split_inclusive('\n') {
        if begins(line) {
            if from <= at {
                block.start = from;
            } else {
                block.end = from;
                break;
            }
        }
        from += line.len();
    }
    block
}

/// It says no more than what could stand there, which a line that reads says better.
pub(crate) fn is_plain(error: &Diagnostic) -> bool {
    error.code == Code::UnclosedString
        || error.code == Code::Syntax && error.message.starts_with("expected ")
}

/// A change that makes a declaration readable.
pub(crate) struct Repair {
    /// What it replaces, in the file.
    pub edits: Vec<Edit>,
    /// The words around the change, as they then stand.
    pub shown: String,
    /// It can have been meant no other way.
    pub sure: bool,
    /// The declaration.
    pub block: Range<usize>,
}

/// Reads the declarations of a file again, within bounds.
pub(crate) struct Repairs<'a> {
    source: &'a str,
    file: FileId,
    known: Known,
    left: usize,
}

impl<'a> Repairs<'a> {
    /// For a file by its text, and what could be read of it.
    pub(crate) fn new(source: &'a str, tree: &ast::File) -> Self {
        Self {
            source,
            file: tree.id,
            known: Known::of(tree),
            left: MOST_READ,
        }
    }

    /// Whether the fix of a message makes its declaration read further; also where
    /// enough was read already.
    pub(crate) fn helps(&mut self, error: &Diagnostic) -> bool {
        let (Some(fix), Some(place)) = (&error.fix, error.place()) else {
            return false;
        };
        let block = block_around(self.source, place.start);
        let text = self.source.get(block.clone()).unwrap_or_default();
        let edits: Vec<Edit> = fix
            .edits
            .iter()
            .filter_map(|edit| moved(edit, block.start))
            .collect();
        if block.len() > LONGEST || edits.len() < fix.edits.len() {
            return true;
        }
        let (fixed, applied) = apply(text, self.file, [edits.as_slice()]);
        let at = place.start.saturating_sub(block.start);
        let line = text
            .get(..at)
            .map_or(0, |above| above.matches('\n').count());
        match (self.errors(text), self.errors(&fixed)) {
            // Once a line reads, others may be read that were not before; and a second
            // mistake of the line may take the place of this one.
            (Some(before), Some(after)) => {
                let further = match rest(&fixed, &after, line) {
                    Some(left) => rest(text, &before, line).is_some_and(|rest| left < rest),
                    None => true,
                };
                applied == 1 && (after.len() < before.len() || further)
            }
            _ => true,
        }
    }

    /// The likeliest change around the place of a message that `judge` takes, who is
    /// given the whole text with it.
    pub(crate) fn find(
        &mut self,
        error: &Diagnostic,
        mut judge: impl FnMut(&str) -> bool,
    ) -> Option<Repair> {
        let block = block_around(self.source, error.place()?.start);
        let text = self.source.get(block.clone())?;
        if block.len() > LONGEST {
            return None;
        }
        let at = error.place()?.start.checked_sub(block.start)?;
        let before = self.errors(text)?.len();
        let slice = Slice::of(text, at)?;
        let line = Line::new(text, slice.line.clone(), at, error.code);
        for rank in line.ranks(is_plain(error), before == 0, &self.known) {
            let mut reads = Vec::new();
            for candidate in rank {
                if !slice.first && !self.line_reads(&slice, &candidate.edits)? {
                    continue;
                }
                if let Some(unlike) = &candidate.unlike
                    && self.line_reads(&slice, std::slice::from_ref(unlike))?
                {
                    continue;
                }
                let after = self.errors(&candidate.applied(text))?.len();
                if after < before || after == 0 {
                    reads.push(candidate);
                }
            }
            for candidate in line.ranked(reads).into_iter().take(MOST_JUDGED) {
                let shown = candidate.shown(text);
                let whole = self
                    .source
                    .get(..block.start)
                    .unwrap_or_default()
                    .to_owned()
                    + &candidate.applied(text)
                    + self.source.get(block.end..).unwrap_or_default();
                if !shown.is_empty() && judge(&whole) {
                    let edits = candidate
                        .edits
                        .into_iter()
                        .map(|(range, replacement)| Edit {
                            span: Span::new(
                                self.file,
                                block.start + range.start,
                                block.start + range.end,
                            ),
                            replacement,
                        });
                    return Some(Repair {
                        edits: edits.collect(),
                        shown,
                        sure: candidate.sure,
                        block,
                    });
                }
            }
        }
        None
    }

    /// Whether nothing is said of a line once it is changed.
    fn line_reads(&mut self, slice: &Slice<'_>, edits: &[(Range<usize>, String)]) -> Option<bool> {
        let (tried, line) = slice.with(edits)?;
        let is_on_line = |error: &Diagnostic| {
            let place = error.place();
            place.is_none_or(|place| line.start <= place.start && place.start <= line.end)
        };
        Some(!self.errors(&tried)?.iter().any(is_on_line))
    }

    /// What is said of a text; `None` where enough was read.
    fn errors(&mut self, text: &str) -> Option<Vec<Diagnostic>> {
        self.left = self.left.checked_sub(text.len() + EACH)?;
        Some(match layout::lay_out(self.file, text) {
            Err(error) => vec![error],
            Ok(layout) => {
                let read = read_all(&layout, self.file, true);
                read.errors.together(layout.errors, self.file, text)
            }
        })
    }
}

/// How much of a line is left where reading it stops; `None` where it reads.
fn rest(text: &str, errors: &[Diagnostic], line: usize) -> Option<usize> {
    let start = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(start).nth(line)?;
    let length = text.get(start..)?.lines().next().unwrap_or_default().len();
    let places = errors.iter().filter_map(Diagnostic::place);
    let on_line = places.filter(|place| (start..=start + length).contains(&place.start));
    on_line.map(|place| start + length - place.start).max()
}

fn moved(edit: &Edit, by: usize) -> Option<Edit> {
    let Span { file, start, end } = edit.span;
    Some(Edit {
        span: Span::new(file, start.checked_sub(by)?, end.checked_sub(by)?),
        replacement: edit.replacement.clone(),
    })
}

impl Candidate {
    /// The text with the change in it.
    fn applied(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (range, replacement) in self.edits.iter().rev() {
            if out.get(range.clone()).is_some() {
                out.replace_range(range.clone(), replacement);
            }
        }
        out
    }

    /// The words around the change, as they then stand.
    fn shown(&self, text: &str) -> String {
        let start = self.edits.first().map_or(0, |(range, _)| range.start);
        let end = self.edits.last().map_or(0, |(range, _)| range.end);
        let from = text
            .get(..start)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |at| at + 1);
        let to = text
            .get(end..)
            .and_then(|after| after.find('\n'))
            .map_or(text.len(), |at| end + at);
        let line = text.get(from..to).unwrap_or_default();
        let changed = Self {
            edits: self
                .edits
                .iter()
                .map(|(range, replacement)| {
                    (range.start - from..range.end - from, replacement.clone())
                })
                .collect(),
            ..self.clone()
        };
        let after = changed.applied(line);
        let words: Vec<&str> = after.split_whitespace().collect();
        if after.trim().chars().count() <= 60 {
            return words.join(" ");
        }
        // As much of a long line as stands near the change.
        let before = line
            .get(..start - from)
            .unwrap_or_default()
            .split_whitespace()
            .count();
        let first = before.saturating_sub(3);
        let near: Vec<&str> = words.into_iter().skip(first).take(8).collect();
        shortened_words(&near)
    }
}

fn shortened_words(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| shortened(word)).collect();
    words.join(" ")
}
