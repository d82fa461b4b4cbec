//! Near misses that are put right and read again: in goes the place where
//! reading stopped, out comes a message whose fix was tried: with it the text
//! can be read further than before. So a phrase may be looked for anywhere on
//! the line, and is only spoken of where it is what stopped the reading.

mod choices;
pub(super) mod clauses;
mod comments;
mod comparison_words;
mod comparisons;
mod days;
mod expressions;
mod first_lines;
mod history;
mod lists;
mod numbers;
mod phrases;
mod texts;
mod types;
mod values;

use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::grammar::{self, Failure, Rule};
use crate::syntax::place::{Place, Token};

/// Longer texts are not read again for every guess.
const LONGEST: usize = 1 << 16;
/// The most that is tried for one mistake.
const MOST: usize = 64;

/// What may have been meant.
#[derive(Debug)]
pub(super) struct Rewrite {
    /// What stands there instead; ranges of the place's text, in order.
    edits: Vec<(usize, usize, String)>,
    /// The rest of the line, from there on, is not read: it becomes a comment.
    comment: Option<usize>,
    /// Where the mistake is.
    at: (usize, usize),
    message: String,
    label: String,
    help: Option<String>,
    guess: bool,
    code: Code,
}

impl Rewrite {
    /// Something is wrong from one offset to another.
    pub(super) fn new(from: usize, to: usize, message: impl Into<String>) -> Self {
        Self {
            edits: Vec::new(),
            comment: None,
            at: (from, to),
            message: message.into(),
            label: "not written like this".to_owned(),
            help: None,
            guess: false,
            code: Code::Syntax,
        }
    }

    /// `said is written written`
    pub(super) fn word(place: &Place<'_>, from: usize, to: usize, written: &str) -> Self {
        let said = shortened(place.between(from, to));
        let new = if written.is_empty() {
            Self::new(from, to, format!("`{said}` is not needed here"))
                .label("not needed")
                .help("take it out")
        } else {
            Self::new(from, to, format!("`{said}` is written `{written}`"))
                .label(format!("expected `{written}`"))
                .help(format!("write `{written}`"))
        };
        new.with(from, to, spaced(place, from, to, written))
    }

    /// Words that are missing before an offset.
    pub(super) fn missing(place: &Place<'_>, at: Token<'_>, written: &str) -> Self {
        let message = format!("`{written}` is missing before `{}`", shortened(at.text));
        Self::new(at.start, at.end(), message)
            .label(format!("expected `{written}` before this"))
            .help(format!("write `{written} {}`", in_help(at.text)))
            .with(
                at.start,
                at.start,
                format!("{} ", spaced(place, at.start, at.start, written).trim_end()),
            )
    }

    pub(super) fn with(mut self, from: usize, to: usize, written: impl Into<String>) -> Self {
        self.edits.push((from, to, written.into()));
        self.edits.sort_by_key(|edit| (edit.0, edit.1));
        self
    }

    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// A kind of mistake that has a code of its own.
    pub(super) fn code(mut self, code: Code) -> Self {
        self.code = code;
        self
    }

    /// A name, a number or an order is chosen: not to be applied unread.
    pub(super) fn guess(mut self) -> Self {
        self.guess = true;
        self
    }

    /// What stands from here to the line's end is said to people.
    pub(super) fn comment(mut self, from: usize) -> Self {
        self.comment = Some(from);
        self
    }

    /// The text with it, and the offsets there of the place and of the last edit's end.
    fn applied(&self, place: &Place<'_>) -> Option<(String, usize)> {
        let mut text = String::with_capacity(place.text.len() + 64);
        let mut from = 0;
        let mut edge = 0;
        let stop = place.at;
        let mut stopped = None;
        for (start, end, written) in &self.edits {
            if self.comment.is_some_and(|at| *start >= at) {
                break;
            }
            if *start < from {
                return None;
            }
            if stop < *start && stopped.is_none() {
                stopped = Some(text.len() + (stop - from));
            }
            text.push_str(place.text.get(from..*start)?);
            text.push_str(written);
            from = *end;
            edge = text.len();
            if stop < *end && stopped.is_none() {
                stopped = Some(edge);
            }
        }
        let stopped = stopped.unwrap_or(text.len() + stop.saturating_sub(from));
        match self.comment {
            Some(at) => {
                let rest = place.text.get(at..)?;
                let line = rest.find('\n').unwrap_or(rest.len());
                text.push_str(place.text.get(from..at)?);
                edge = edge.max(text.len());
                text.push_str(rest.get(line..)?);
            }
            None => text.push_str(place.text.get(from..)?),
        }
        Some((text, edge.max(stopped)))
    }

    /// Whether the text can be read further with it.
    fn reads_on(&self, place: &Place<'_>, rule: Rule) -> bool {
        let Some((text, edge)) = self.applied(place) else {
            return false;
        };
        match grammar::read(rule, &text) {
            Ok(_) => true,
            Err(Failure::Stopped { at, .. }) => text
                .get(edge.min(at)..at)
                .is_some_and(|more| more.contains('\n') || !more.trim().is_empty()),
            Err(Failure::Limit) => false,
        }
    }

    fn say(self, place: &Place<'_>) -> Diagnostic {
        let mut error = Diagnostic::error(self.code, self.message)
            .label(place.span(self.at.0, self.at.1), self.label);
        if let Some(help) = self.help {
            error = error.help(help);
        }
        for (from, to, written) in self.edits {
            error = error.fix(place.span(from, to), written);
        }
        if self.guess { error } else { error.sure() }
    }
}

/// The message for this place, if one of the rewrites lets it be read.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    let rule = place.rule.filter(|_| place.text.len() <= LONGEST)?;
    let line = LineTokens::of(place);
    let generators = [
        comments::rewrites,
        lists::rewrites,
        comparisons::rewrites,
        history::rewrites,
        first_lines::rewrites,
        phrases::rewrites,
        expressions::rewrites,
        phrases::square_brackets,
    ];
    let mut tried = 0;
    for generate in generators {
        for rewrite in generate(place, &line) {
            tried += 1;
            if tried > MOST {
                return None;
            }
            if rewrite.reads_on(place, rule) {
                return Some(rewrite.say(place));
            }
        }
    }
    None
}

/// The tokens of the line on which reading stopped.
pub(super) struct LineTokens<'p> {
    pub tokens: Vec<Token<'p>>,
    /// The index of the one at which reading stopped.
    pub here: usize,
}

impl<'p> LineTokens<'p> {
    pub(super) fn of(place: &Place<'p>) -> Self {
        Self {
            tokens: place.before.iter().chain(&place.after).copied().collect(),
            here: place.before.len(),
        }
    }

    /// The text of a token; empty past the line's ends.
    pub(super) fn word(&self, index: usize) -> &'p str {
        self.tokens.get(index).map_or("", |token| token.text)
    }

    /// Whether these words stand at an index, in capitals or not.
    pub(super) fn says(&self, index: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(n, word)| self.word(index + n).eq_ignore_ascii_case(word))
    }

    /// From where to where some tokens reach.
    pub(super) fn range(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let (first, last) = (self.tokens.get(from)?, self.tokens.get(to.checked_sub(1)?)?);
        (from < to).then_some((first.start, last.end()))
    }

    pub(super) fn text(&self, place: &Place<'p>, from: usize, to: usize) -> &'p str {
        self.range(from, to)
            .map_or("", |(from, to)| place.between(from, to))
    }

    /// Whether two tokens stand side by side without a space.
    pub(super) fn touches(&self, index: usize) -> bool {
        match (self.tokens.get(index), self.tokens.get(index + 1)) {
            (Some(one), Some(other)) => one.end() == other.start,
            _ => false,
        }
    }

    /// The index after the bracket that closes the one at an index.
    pub(super) fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate().skip(open) {
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => {
                    depth = depth.checked_sub(1)?;
                    if depth == 0 {
                        return Some(index);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Where the condition begins in which a token stands: after `when`, `and`, a comma.
    pub(super) fn condition_start(&self, at: usize) -> usize {
        let mut depth = 0_usize;
        for index in (0..at).rev() {
            match self.word(index).to_ascii_lowercase().as_str() {
                ")" | "]" | "}" => depth += 1,
                "(" | "[" | "{" if depth == 0 => return index + 1,
                "(" | "[" | "{" => depth -= 1,
                "when" | "unless" | "and" | "or" | "if" | "then" | "else" | "," | "=" | "&&"
                | "||" | "|" | ":"
                    if depth == 0 =>
                {
                    return index + 1;
                }
                "-" if depth == 0 && index == 0 => return 1,
                _ => {}
            }
        }
        0
    }
}

/// A replacement with blanks where it would run into its neighbours.
pub(super) fn spaced(place: &Place<'_>, from: usize, to: usize, written: &str) -> String {
    let wordy = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '{' | '(');
    let (Some(first), Some(last)) = (written.chars().next(), written.chars().next_back()) else {
        return String::new();
    };
    let before = place.text.get(..from).and_then(|t| t.chars().next_back());
    let after = place.text.get(to..).and_then(|t| t.chars().next());
    let runs = |edge: Option<char>| edge.is_some_and(|c| wordy(c) || c == ')' || c == '}');
    format!(
        "{}{written}{}",
        if runs(before) && (wordy(first) || first.is_ascii_punctuation()) && first != ',' {
            " "
        } else {
            ""
        },
        if runs(after) && (wordy(last) || last.is_ascii_punctuation()) {
            " "
        } else {
            ""
        }
    )
}
