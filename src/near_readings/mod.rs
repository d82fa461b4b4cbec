//! What a declaration that cannot be read was likely meant to be: in go messages
//! without a fix, out come the same with one, where a small change makes a
//! declaration of it that leaves the ruleset with fewer errors.
//!
//! Tried are, in this order: two words swapped, a word of the language misspelt, one
//! doubled, and one left away. Signs that decide (`<`, `and`, `not`) are never put in:
//! only the author knows which. All of it is a guess, and is offered as one.

mod changes;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Sources;
use crate::span::{FileId, Span};
use crate::syntax;

use changes::{Change, changes};

/// How many messages are looked at, of a text of which size.
const MOST_MESSAGES: usize = 20;
const LONGEST_TEXT: usize = 1 << 16;
/// The longest declaration that is tried out.
const LONGEST_DECLARATION: usize = 1 << 12;
/// How many changes that can be read are tried out on the whole ruleset.
const MOST_TRIED: usize = 4;
/// What is said where words do not stand as they were meant to.
const MISREAD: [Code; 12] = [
    Code::Syntax,
    Code::UnclosedString,
    Code::UnclosedBracket,
    Code::UnknownDeclaration,
    Code::StrayLine,
    Code::UnknownClause,
    Code::MissingClause,
    Code::BadInterpolation,
    Code::BadTest,
    Code::UnknownName,
    Code::UnknownType,
    Code::UnknownUnit,
];
/// Of these, what is said of words that can be read, and mean nothing.
const KNOWN_WORDS: [Code; 4] = [
    Code::BadTest,
    Code::UnknownName,
    Code::UnknownType,
    Code::UnknownUnit,
];
/// The longest line that is shown.
const LONGEST_LINE: usize = 70;

/// Looks for fixes of messages on the file `root`. `examine` says what is wrong with
/// the ruleset when its root has another text.
pub(crate) fn suggest(
    sources: &Sources,
    root: FileId,
    found: &mut Vec<Diagnostic>,
    examine: impl Fn(&str) -> Diagnostics,
) {
    let mut errors = left_errors(found);
    let Some(text) = sources.get(root).map(|file| file.text()) else {
        return;
    };
    if text.len() > LONGEST_TEXT {
        return;
    }
    let mut tried = 0;
    let mut at = 0;
    while let Some(message) = found.get_mut(at) {
        at += 1;
        let place = message.place().filter(|place| place.file == root);
        let is_open = message.fix.is_none() && MISREAD.contains(&message.code);
        let Some(place) = place.filter(|_| is_open && tried < MOST_MESSAGES) else {
            continue;
        };
        tried += 1;
        let can_be_read = KNOWN_WORDS.contains(&message.code);
        let Some(Reading { change, part, left }) =
            near_reading(text, place.start, can_be_read, errors, &examine)
        else {
            continue;
        };
        let line = change.line(text);
        message.help = Some(match line.chars().count() <= LONGEST_LINE {
            true => format!("did you mean `{line}`?"),
            false => match message.help.take() {
                Some(help) => help,
                None => "did you mean it so?".to_owned(),
            },
        });
        let span = Span::new(root, change.from, change.to);
        *message = message.clone().fix(span, change.instead);
        // What else was said of this declaration, and is gone with it, followed from it.
        let told = message.clone();
        let is_left = |item: &Diagnostic| {
            let mut left = left.items.iter();
            left.any(|left| left.code == item.code && left.message == item.message)
        };
        found.retain(|item| {
            let inside = item.place().is_some_and(|place| {
                place.file == root && part.0 <= place.start && place.start < part.1
            });
            !inside || *item == told || !MISREAD.contains(&item.code) || is_left(item)
        });
        errors = left_errors(found);
    }
}

/// How many errors there are.
fn left_errors(found: &[Diagnostic]) -> usize {
    let errors = found.iter();
    errors
        .filter(|item| item.severity == Severity::Error)
        .count()
}

/// A change that makes a declaration of what is none.
struct Reading {
    change: Change,
    /// Where that stands.
    part: (usize, usize),
    /// What is then still wrong with the ruleset.
    left: Diagnostics,
}

/// The first change around a place that can be read and leaves fewer errors.
fn near_reading(
    text: &str,
    at: usize,
    can_be_read: bool,
    errors: usize,
    examine: &impl Fn(&str) -> Diagnostics,
) -> Option<Reading> {
    let (start, end) = declaration_around(text, at)?;
    let declaration = text.get(start..end)?;
    if declaration.len() > LONGEST_DECLARATION {
        return None;
    }
    let mut tried = 0;
    for change in changes(declaration, at - start) {
        // What can be read lacks no word.
        let puts_in = change.from == change.to;
        if (can_be_read && puts_in) || !syntax::is_declaration(&change.applied(declaration)) {
            continue;
        }
        let change = Change {
            from: start + change.from,
            to: start + change.to,
            instead: change.instead,
        };
        let left = examine(&change.applied(text));
        if left_errors(&left.items) < errors {
            return Some(Reading {
                change,
                part: (start, end),
                left,
            });
        }
        tried += 1;
        if tried == MOST_TRIED {
            return None;
        }
    }
    None
}

/// From the letter at the left edge to the next one.
fn declaration_around(text: &str, at: usize) -> Option<(usize, usize)> {
    let mut start = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(char::is_alphabetic) {
            if offset > at {
                return Some((start?, offset));
            }
            start = Some(offset);
        }
        offset += line.len();
    }
    Some((start?, text.len()))
}
