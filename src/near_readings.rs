//! What a declaration that cannot be read was likely meant to be: in go messages
//! without a fix, out come the same with one, where a small change makes a
//! declaration of it that leaves the ruleset with fewer errors.
//!
//! Tried are, in this order: two words swapped, a word of the language misspelt, one
//! doubled, and one left away. Signs that decide (`<`, `and`, `not`) are never put in:
//! only the author knows which. All of it is a guess, and is offered as one.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, nearest};
use crate::source::Sources;
use crate::span::{FileId, Span};
use crate::syntax;

/// How many messages are looked at, of a text of which size.
const MOST_MESSAGES: usize = 8;
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

/// Words that begin a clause: put in where a line begins.
const CLAUSES: [&str; 22] = [
    "when",
    "then",
    "because",
    "expect",
    "given",
    "unless",
    "flag",
    "ask",
    "at",
    "column",
    "about",
    "overrides",
    "advise",
    "cut",
    "cap",
    "raise",
    "drop",
    "source",
    "version",
    "stages",
    "with",
    "- ",
];
/// What holds an expression or a type together.
const JOINTS: [&str; 32] = [
    ":", "=", "of", "is", "to", "from", "by", "at", ",", "(", ")", "over", "last", "days", "when",
    "with", "known", "least", "before", "today", "in", "|", "{", "}", "one", "for", "each", "rule",
    "becomes", "ago", "among", "set",
];
/// Words of the language, for those that are misspelt.
const WORDS: [&str; 92] = [
    "when",
    "then",
    "because",
    "expect",
    "given",
    "unless",
    "flag",
    "ask",
    "column",
    "about",
    "overrides",
    "advise",
    "cut",
    "raise",
    "drop",
    "source",
    "version",
    "stages",
    "with",
    "without",
    "ruleset",
    "include",
    "choice",
    "group",
    "input",
    "plan",
    "setting",
    "let",
    "table",
    "rule",
    "otherwise",
    "guarantee",
    "example",
    "test",
    "train",
    "modify",
    "rest",
    "scale",
    "number",
    "whole",
    "date",
    "lasting",
    "yes",
    "from",
    "each",
    "for",
    "set",
    "one",
    "missing",
    "means",
    "several",
    "higher",
    "lower",
    "worse",
    "better",
    "highest",
    "lowest",
    "average",
    "median",
    "trend",
    "latest",
    "within",
    "over",
    "last",
    "days",
    "before",
    "today",
    "yesterday",
    "least",
    "known",
    "among",
    "outside",
    "where",
    "overlaps",
    "includes",
    "between",
    "size",
    "months",
    "years",
    "since",
    "always",
    "never",
    "milder",
    "rises",
    "falls",
    "same",
    "verdict",
    "whatever",
    "waiting",
    "could",
    "become",
    "becomes",
];

/// One change to a text: what stands where, instead of what stood there.
struct Change {
    from: usize,
    to: usize,
    instead: String,
}

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

impl Change {
    fn applied(&self, text: &str) -> String {
        let before = text.get(..self.from).unwrap_or_default();
        let after = text.get(self.to..).unwrap_or_default();
        [before, &self.instead, after].concat()
    }

    /// The line that it makes, where it makes one.
    fn line(&self, text: &str) -> String {
        let new = self.applied(text);
        let before = new.get(..self.from).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = new.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default().trim().to_owned()
    }
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

/// What may have been meant around a place, likeliest first.
fn changes(text: &str, at: usize) -> Vec<Change> {
    let tokens = tokens(text);
    let here = tokens.partition_point(|(_, end)| *end <= at);
    let token = |at: usize| {
        let (start, end) = *tokens.get(at)?;
        Some((start, end, text.get(start..end)?))
    };
    let near = here.saturating_sub(2)..(here + 2).min(tokens.len());
    let mut changes = Vec::new();
    for first in here.saturating_sub(3)..(here + 2).min(tokens.len()) {
        if let (Some((from, middle, one)), Some((next, to, other))) =
            (token(first), token(first + 1))
        {
            let between = text.get(middle..next).unwrap_or_default();
            changes.push(Change {
                from,
                to,
                instead: format!("{other}{between}{one}"),
            });
        }
    }
    for (from, to, word) in near.clone().filter_map(token) {
        let is_word = word.chars().all(|c| c.is_alphabetic() || c == '_');
        if is_word
            && !WORDS.contains(&word)
            && let Some(meant) = nearest(word, WORDS)
        {
            changes.push(Change {
                from,
                to,
                instead: meant.to_owned(),
            });
        }
    }
    for at in near.clone() {
        if let (Some((_, from, one)), Some((_, to, other))) = (token(at), token(at + 1))
            && one == other
        {
            changes.push(Change {
                from,
                to,
                instead: String::new(),
            });
        }
    }
    for at in near.start..=near.end {
        let previous = at.checked_sub(1).and_then(token);
        let Some((_, end, _)) = previous else {
            continue;
        };
        let start = token(at).map_or(text.trim_end().len(), |(start, ..)| start);
        let begins_line = text.get(end..start).is_some_and(|gap| gap.contains('\n'));
        if begins_line {
            changes.extend(CLAUSES.iter().map(|word| Change {
                from: start,
                to: start,
                instead: format!("{} ", word.trim_end()),
            }));
        }
        let gap = text.get(end..start).unwrap_or_default();
        let is_wide = gap.len() > 1 && gap.chars().all(|c| c == ' ');
        let is_before_number = token(at).is_some_and(|(_, _, next)| begins_number(next));
        // `is` before a number decides, and is rarely the sign that was left away.
        let joints = JOINTS
            .iter()
            .filter(|word| **word != "is" || !is_before_number);
        changes.extend(joints.map(|word| {
            let attached = matches!(*word, ":" | "," | ")");
            Change {
                from: end,
                to: if is_wide { start } else { end },
                instead: match (attached, is_wide) {
                    (true, true) => format!("{word} "),
                    (true, false) => (*word).to_owned(),
                    (false, true) => format!(" {word} "),
                    (false, false) => format!(" {word}"),
                },
            }
        }));
        if !begins_line {
            continue;
        }
        changes.extend(JOINTS.iter().map(|word| Change {
            from: start,
            to: start,
            instead: format!("{word} "),
        }));
    }
    changes
}

fn begins_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

/// Where words, signs and texts in quotes stand; comments hold none.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '#' {
            while chars.next_if(|(_, c)| *c != '\n').is_some() {}
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        if c == '"' {
            while chars.next_if(|(_, c)| !matches!(c, '"' | '\n')).is_some() {}
            let _ = chars.next_if(|(_, c)| *c == '"');
        } else if in_word(c) {
            while chars.next_if(|(_, c)| in_word(*c)).is_some() {}
        } else if matches!(c, '<' | '>') {
            let _ = chars.next_if(|(_, c)| *c == '=');
        }
        let end = chars.peek().map_or(text.len(), |(end, _)| *end);
        tokens.push((start, end));
    }
    tokens
}
