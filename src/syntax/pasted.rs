//! What word processors, web pages and other languages leave in a text: in go
//! special spaces, signs that cannot be seen and comments of other languages,
//! while going through a text, out come messages; all are read as blanks.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::line::is_word;
use super::lines::Scanner;

/// A character that looks like a space, and is not one.
fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// A character that looks like nothing.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{fe0e}' | '\u{fe0f}' | '\u{feff}'
    )
}

/// Whether a character is passed over, with a message.
pub(super) fn is_pasted(c: char) -> bool {
    is_odd_space(c) || is_invisible(c)
}

impl Scanner<'_> {
    /// A special space, or a sign that cannot be seen: one message for those of a line.
    pub(super) fn pasted(&mut self, c: char) {
        let start = self.at;
        let inside = self.masked.ends_with(is_word);
        self.blank(c);
        let span = Span::new(self.file, start, self.at);
        let invisible = is_invisible(c);
        if invisible && inside && self.peek().is_some_and(is_word) {
            // The word falls apart, which is no mistake of its own.
            self.broken.push(start);
        }
        let error = self.pasted.take().unwrap_or_else(|| {
            let (what, help) = if invisible {
                (
                    "a sign that cannot be seen stands here",
                    "take it out: type the words around it anew",
                )
            } else {
                (
                    "this looks like a space, but is a special one that cannot be read",
                    "type it anew as an ordinary space",
                )
            };
            Diagnostic::error(Code::Syntax, what)
                .label(span, "pasted from a web page or a document")
                .help(help)
        });
        self.pasted = Some(error.fix(span, if invisible { "" } else { " " }).sure());
    }

    /// At the end of a line: what was pasted into it is told.
    pub(super) fn tell_pasted(&mut self) {
        if let Some(error) = self.pasted.take() {
            self.errors.push(error);
        }
    }

    /// `// …`, `/* … */` and `<!-- … -->`; whether there was one.
    pub(super) fn foreign_comment(&mut self) -> bool {
        let rest = self.rest();
        let (open, close) = if rest.starts_with("//") {
            ("//", None)
        } else if rest.starts_with("/*") {
            ("/*", Some("*/"))
        } else if rest.starts_with("<!--") {
            ("<!--", Some("-->"))
        } else {
            return false;
        };
        let start = self.at;
        let line_end = rest.find('\n').unwrap_or(rest.len());
        let end = match close {
            Some(close) => rest.find(close).map_or(line_end, |at| at + close.len()),
            None => line_end,
        };
        let text = rest.get(..end).unwrap_or_default();
        let after = rest.get(end..).unwrap_or_default();
        let after = after
            .get(..after.find('\n').unwrap_or(after.len()))
            .unwrap_or_default();
        let sign = Span::new(self.file, start, start + open.len());
        let mut error = Diagnostic::error(Code::Syntax, "a comment begins with `#`")
            .label(sign, "expected `#`")
            .help("write `#` before what is said to people only; it ends with its line");
        // What goes on after it on the line would become part of it.
        if after.trim().is_empty() {
            error = error.fix(sign, "#");
            let body = close
                .and_then(|close| text.strip_suffix(close))
                .unwrap_or(text);
            let mut at = 0;
            for (index, line) in body.split('\n').enumerate() {
                let blank = line.len() - line.trim_start().len();
                let written = line.trim_start();
                let from = start + at + blank;
                if index > 0 && !written.trim().is_empty() {
                    let star = if written.starts_with('*') { 1 } else { 0 };
                    error = error.fix(
                        Span::new(self.file, from, from + star),
                        if star > 0 { "#" } else { "# " },
                    );
                }
                at += line.len() + 1;
            }
            if body.len() < text.len() {
                let kept = body.trim_end_matches([' ', '\t']).len().max(open.len());
                error = error.fix(Span::new(self.file, start + kept, start + text.len()), "");
            }
            error = error.sure();
        }
        self.errors.push(error);
        for c in text.chars() {
            if c == '\n' {
                self.keep(c);
            } else {
                self.blank(c);
            }
        }
        true
    }
}
