//! Fixes found by trying: in go the messages about a file that could not be
//! read, out come the same messages, with the one small change, where there is
//! one, under which the declaration reads. A word misspelt, two swapped, a sign,
//! a quote or a word of the language left out: each is tried where reading
//! stopped, and the declaration is read again.
//!
//! Nothing is tried that would choose a meaning: no comparison, no `and`, `or`
//! or `not`, no number and no verdict is ever put in. What is found is a guess.
//! A fix that a message has already is tried likewise, and dropped where it does
//! not help.

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

/// What a small change may put right; other messages know better.
const TRIED: [Code; 7] = [
    Code::Syntax,
    Code::UnclosedString,
    Code::UnclosedBracket,
    Code::UnknownClause,
    Code::UnknownDeclaration,
    Code::MissingClause,
    Code::StrayLine,
];
/// So many messages of a file are tried; who has more needs other help first.
const MOST_TRIED: usize = 30;
/// So many bytes are read again, over all tries of a file: a second or so.
const MOST_READ: usize = 4 << 20;
/// Longer declarations are not read again and again.
const LONGEST: usize = 64 << 10;
/// Reading starts anew with every try, whatever the length.
const EACH: usize = 200;

/// Gives messages the fix that is found by trying.
pub(super) fn offer(errors: &mut [Diagnostic], source: &str, tree: &ast::File) {
    let known = Known::of(tree);
    let mut tries = Tries {
        file: tree.id,
        left: MOST_READ,
    };
    for error in errors.iter_mut().take(MOST_TRIED) {
        let Some(place) = error.place() else { continue };
        let block = block_around(source, place.start);
        if block.len() > LONGEST || !TRIED.contains(&error.code) {
            continue;
        }
        tries.one(error, source, block, &known);
    }
}

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
fn is_plain(error: &Diagnostic) -> bool {
    error.code == Code::UnclosedString
        || error.code == Code::Syntax && error.message.starts_with("expected ")
}

/// Reads declarations again, within bounds.
struct Tries {
    file: FileId,
    left: usize,
}

impl Tries {
    fn one(&mut self, error: &mut Diagnostic, source: &str, block: Range<usize>, known: &Known) {
        let (Some(text), Some(place)) = (source.get(block.clone()), error.place()) else {
            return;
        };
        let Some(before) = self.errors(text) else {
            return;
        };
        if let Some(fix) = &error.fix {
            let edits: Vec<Edit> = fix
                .edits
                .iter()
                .filter_map(|edit| moved(edit, block.start))
                .collect();
            let (fixed, applied) = apply(text, self.file, [edits.as_slice()]);
            let after = self.errors(&fixed);
            let at = place.start.saturating_sub(block.start);
            let helps = |after: Vec<Diagnostic>| {
                after.len() < before.len() || reads_further(&before, &after, error, at)
            };
            if applied == 1 && after.is_none_or(helps) {
                return;
            }
            error.fix = None;
        }
        let at = place.start.saturating_sub(block.start);
        let Some(found) = self.search(text, at, error, &before, known) else {
            return;
        };
        let fragment = found.shown(text);
        if fragment.is_empty() {
            return;
        }
        let mut told = error.clone();
        for (range, replacement) in &found.edits {
            let span = Span::new(
                self.file,
                block.start + range.start,
                block.start + range.end,
            );
            told = told.fix(span, replacement.clone());
        }
        if found.sure {
            told = told.sure();
        }
        *error = match &told.help {
            Some(help) if !is_plain(error) => {
                let help = format!("{help}\nperhaps `{fragment}`");
                told.help(help)
            }
            _ => told.help(format!("did you mean `{fragment}`?")),
        };
    }

    /// The change under which the line of a message reads.
    fn search(
        &mut self,
        text: &str,
        at: usize,
        error: &Diagnostic,
        before: &[Diagnostic],
        known: &Known,
    ) -> Option<Candidate> {
        let slice = Slice::of(text, at)?;
        let line = Line::new(text, slice.line.clone(), at, error.code);
        for rank in line.ranks(is_plain(error), known) {
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
                let whole = candidate.applied(text);
                if self.errors(&whole)?.len() < before.len() {
                    reads.push(candidate);
                }
            }
            if let Some(best) = line.best(reads) {
                return Some(best);
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
                let read = read_all(&layout, self.file);
                read.errors.together(layout.errors, self.file, text)
            }
        })
    }
}

/// Whether a second mistake of the same line takes the place of this one: it was put
/// right, and reading stopped further on.
fn reads_further(
    before: &[Diagnostic],
    after: &[Diagnostic],
    error: &Diagnostic,
    at: usize,
) -> bool {
    let start = |item: &Diagnostic| item.place().map_or(0, |place| place.start);
    let own = before
        .iter()
        .position(|item| item.message == error.message && start(item) == at);
    let next = own.and_then(|own| after.get(own));
    before.len() == after.len()
        && next.is_some_and(|next| start(next) > at && next.message != error.message)
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
