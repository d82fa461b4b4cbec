//! Text that is nearly JSON: in goes what the parser found and where, out comes
//! a message in everyday words, with the fix where one is plain.

use super::json::Json;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// Quotes that word processors put in.
const QUOTES: [char; 8] = ['“', '”', '„', '‟', '‘', '’', '«', '»'];

/// What is wrong, how to put it right, and the text that does, from one byte to another.
struct Miss {
    wrong: String,
    help: String,
    edits: Vec<(usize, usize, String)>,
}

impl Miss {
    fn new(wrong: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            wrong: wrong.into(),
            help: help.into(),
            edits: Vec::new(),
        }
    }

    fn fix(mut self, start: usize, end: usize, text: impl Into<String>) -> Self {
        self.edits.push((start, end, text.into()));
        self
    }
}

impl Json<'_> {
    /// The message for a document that does not parse, `problem` being what the
    /// parser found at the byte `at`.
    pub(super) fn bad_syntax(&self, problem: &str, at: usize) -> Diagnostic {
        let rest = self.text.get(at..).unwrap_or("");
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).collect();
        let length = rest.chars().next().map_or(0, char::len_utf8);
        let before = self.text.get(..at).unwrap_or("");
        let miss = miss(problem, before, rest, &word, at);
        let wrong = match &miss {
            Some(miss) => miss.wrong.clone(),
            None => problem.to_owned(),
        };
        let span = |start, end| Span::new(self.file, start, end);
        let mut diagnostic = Diagnostic::error(
            Code::DataJson,
            format!("`{}` is not JSON: {wrong}", self.name),
        )
        .label(span(at, at + length.max(word.len())), "here");
        let Some(miss) = miss else {
            return diagnostic.help("export the data anew, or correct it here");
        };
        for (start, end, text) in miss.edits {
            diagnostic = diagnostic.fix(span(start, end), text);
        }
        diagnostic.help(miss.help)
    }
}

fn miss(problem: &str, before: &str, rest: &str, word: &str, at: usize) -> Option<Miss> {
    let lower = word.to_lowercase();
    let end = at + word.len();
    let first = rest.chars().next();
    let trimmed = before.trim_end();
    let is_key = problem.contains("key");
    if rest.trim().is_empty() && !problem.contains("string") {
        return Some(Miss::new(
            problem,
            "the file ends too early; is it cut off?",
        ));
    }
    if let Some(comment) = comment(rest) {
        let wrong = "it has comments, which JSON does not have";
        return Some(Miss::new(wrong, "take the comment out").fix(at, at + comment, ""));
    }
    match first {
        Some('\'') => {
            let wrong = "a text stands in single quotes";
            let miss = Miss::new(wrong, "put texts in double quotes: `\"…\"`");
            return Some(requoted(miss, rest, at, &['\'']));
        }
        Some(c) if QUOTES.contains(&c) => {
            let wrong = "a text stands in curly quotes";
            let miss = Miss::new(wrong, "put texts in straight double quotes: `\"…\"`");
            return Some(requoted(miss, rest, at, &QUOTES));
        }
        Some('}' | ']') if trimmed.ends_with(',') => {
            let miss = Miss::new("a `,` has nothing after it", "take out the `,` before it");
            return Some(miss.fix(trimmed.len() - 1, trimmed.len(), ""));
        }
        Some('+') => {
            let miss = Miss::new("a number begins with `+`", "write it without the `+`");
            return Some(miss.fix(at, at + 1, ""));
        }
        Some('.') if rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit()) => {
            let miss = Miss::new(
                "a number begins with its point",
                "write a `0` before the point",
            );
            return Some(miss.fix(at, at, "0"));
        }
        _ => {}
    }
    // 7,5 between a colon and the next key.
    if is_key && trimmed.ends_with(',') && !word.is_empty() && all_digits(word) {
        let whole = trimmed.trim_end_matches(',');
        if whole.ends_with(|c: char| c.is_ascii_digit()) && trimmed.len() == before.len() {
            let miss = Miss::new(
                "a number has a decimal comma",
                "write it with a point: `7.5`",
            );
            return Some(miss.fix(trimmed.len() - 1, trimmed.len(), "."));
        }
    }
    if is_key && word.starts_with(|c: char| c.is_alphabetic()) {
        let name: String = name_at(rest);
        let miss = Miss::new(
            format!("the key `{name}` has no quotes"),
            "put every key in double quotes",
        );
        return Some(miss.fix(at, at + name.len(), format!("\"{name}\"")));
    }
    if matches!(
        lower.as_str(),
        "nan" | "inf" | "infinity" | "none" | "na" | "undefined"
    ) {
        let help = format!("`{word}` is not JSON; write `null` where a value is not known");
        return Some(Miss::new(format!("`{word}` is no value"), help).fix(at, end, "null"));
    }
    if matches!(lower.as_str(), "true" | "false" | "null") && lower != word {
        let miss = Miss::new(
            format!("`{word}` is written in small letters"),
            format!("write `{lower}`"),
        );
        return Some(miss.fix(at, end, lower));
    }
    if problem.contains("value") && word.starts_with(|c: char| c.is_alphabetic()) {
        let name = name_at(rest);
        let miss = Miss::new(
            format!("the text `{name}` has no quotes"),
            "put texts in double quotes",
        );
        return Some(miss.fix(at, at + name.len(), format!("\"{name}\"")));
    }
    if matches!(first, Some('"' | '{' | '[')) && problem.starts_with("expected `,`") {
        let miss = Miss::new(
            "a `,` is missing between two entries",
            "write a `,` before this",
        );
        return Some(miss.fix(trimmed.len(), trimmed.len(), ","));
    }
    if problem.starts_with("something follows") && first == Some(',') {
        let miss = Miss::new(
            "a `,` stands after the object of a line",
            "take it out; objects on lines of their own need none",
        );
        return Some(miss.fix(at, at + 1, ""));
    }
    in_a_value(problem, trimmed)
}

/// What is wrong inside a number or a text.
fn in_a_value(problem: &str, before: &str) -> Option<Miss> {
    if problem.contains("escape") {
        return Some(Miss::new(
            "a text holds a `\\` that means nothing",
            "write `\\\\` for a `\\` in a text",
        ));
    }
    if problem.contains("control character") {
        return Some(Miss::new(
            "a text goes on in the next line",
            "end it in its line; write `\\n` for a line break in a text",
        ));
    }
    if problem.contains("number") && before.ends_with('0') {
        let at = before.len() - 1;
        let miss = Miss::new("a number begins with `0`", "write it without the `0`");
        return Some(miss.fix(at, before.len(), ""));
    }
    problem.starts_with("expected `,`").then(|| {
        Miss::new(
            format!("{problem} here"),
            "correct it here, or export the data anew",
        )
    })
}

/// The length of a comment at the start of a text.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") || text.starts_with('#') {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    let inside = text.strip_prefix("/*")?;
    Some(inside.find("*/").map_or(text.len(), |end| end + 4))
}

/// Replaces the quote at the start of a text and the next one.
fn requoted(miss: Miss, text: &str, at: usize, quotes: &[char]) -> Miss {
    let open = text.chars().next().map_or(0, char::len_utf8);
    let inside = text.get(open..).unwrap_or("");
    let close = inside
        .char_indices()
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| quotes.contains(c));
    let miss = miss.fix(at, at + open, "\"");
    match close {
        Some((end, quote)) => {
            let end = at + open + end;
            miss.fix(end, end + quote.len_utf8(), "\"")
        }
        None => miss,
    }
}

/// A name without quotes: `soreness.quads`.
fn name_at(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))
        .collect()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}
