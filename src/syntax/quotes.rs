//! Strings while going through a text: in goes an opening quote, out comes the
//! string as it stands, or messages for those that are never closed, never
//! opened, go on below or stand between curly quotes.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::keywords::Keyword;
use super::lines::Scanner;

impl Scanner<'_> {
    /// `"…"`, which ends on its own line or not at all.
    pub(super) fn string(&mut self) {
        let start = self.at;
        self.keep('"');
        let mut last = self.at;
        while !self.at_line_end() {
            let Some(c) = self.peek() else { break };
            self.keep(c);
            if c == '"' {
                return;
            }
            if !c.is_whitespace() {
                last = self.at;
            }
        }
        if !self.goes_on_below(start, last) {
            self.unclosed_string(start, last);
        }
    }

    fn unclosed_string(&mut self, start: usize, last: usize) {
        if self.unopened_string(start, last) {
            return;
        }
        let end = Span::new(self.file, last, last);
        let written = self.source.get(start..last).unwrap_or_default();
        let (fix, help) = match written.chars().next_back() {
            Some(c @ ('\u{201c}' | '\u{201d}' | '\u{201e}')) if written.chars().count() > 1 => (
                Span::new(self.file, last - c.len_utf8(), last),
                "end it with a straight `\"`; word processors turn it into a curly one",
            ),
            _ => (end, "end it with `\"` on the same line"),
        };
        self.errors.push(
            Diagnostic::error(Code::UnclosedString, "this text is never closed")
                .label(
                    Span::new(self.file, start, last),
                    "begins here and has no closing `\"`",
                )
                .help(help)
                .fix(fix, "\"")
                .sure(),
        );
        self.broken.push(start);
    }

    /// `because Too sore."`: the one quote closes what nothing opened.
    fn unopened_string(&mut self, start: usize, last: usize) -> bool {
        let line = self.source.get(..start).unwrap_or_default();
        let begin = line.rfind('\n').map_or(0, |newline| newline + 1);
        let before = self.source.get(begin..start).unwrap_or_default();
        let quote = self.source.get(start..last).unwrap_or_default();
        let written = before.trim_start();
        let word = written
            .split(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let text = written.get(word.len()..).unwrap_or_default();
        let titled = Keyword::from_word(word).is_some()
            || [
                "because", "flag", "ask", "about", "source", "advise", "at", "column", "version",
            ]
            .contains(&word);
        if quote.chars().count() != 1
            || !titled
            || text.trim().is_empty()
            || text.contains(['"', '(', '='])
        {
            return false;
        }
        let from = start - text.trim_start().len();
        self.errors.push(
            Diagnostic::error(
                Code::UnclosedString,
                "this text has no quote at its beginning",
            )
            .label(
                Span::new(self.file, from, last),
                "expected `\"` before this",
            )
            .help("begin it with `\"`")
            .fix(Span::new(self.file, from, from), "\"")
            .sure(),
        );
        self.broken.push(start);
        true
    }

    /// A string whose second quote stands at the end of the next line: read as one.
    fn goes_on_below(&mut self, start: usize, last: usize) -> bool {
        let rest = self.rest();
        let Some(below) = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))
        else {
            return false;
        };
        let line = below
            .get(..below.find('\n').unwrap_or(below.len()))
            .unwrap_or_default();
        let written = line.trim();
        let alone =
            written.ends_with('"') && written.matches('"').count() == 1 && written.len() > 1;
        if !alone || !line.starts_with([' ', '\t']) || written.starts_with('|') {
            return false;
        }
        let gap = rest.len() - below.len() + (line.len() - line.trim_start().len());
        let from = self.at;
        for _ in 0..rest.get(..gap).unwrap_or_default().chars().count() {
            self.blank(' ');
        }
        let text = Span::new(self.file, start, last);
        for c in written.chars() {
            self.keep(c);
        }
        self.errors.push(
            Diagnostic::error(
                Code::UnclosedString,
                "a text ends on the line on which it begins",
            )
            .label(text, "goes on below")
            .help("write both lines as one; a line may be long")
            .fix(Span::new(self.file, last, from + gap), " ")
            .sure(),
        );
        true
    }

    /// `“…”`: an error, but read as the string that it was meant to be.
    pub(super) fn curly_string(&mut self, opening: char) {
        let start = self.at;
        // The straight quote takes the first byte, so that spans begin where the curly one does.
        self.masked.push_str("\"  ");
        self.at += opening.len_utf8();
        let mut last = self.at;
        while !self.at_line_end() {
            let Some(c) = self.peek() else { break };
            if matches!(c, '"' | '\u{201c}' | '\u{201d}') {
                for _ in 1..c.len_utf8() {
                    self.masked.push(' ');
                }
                self.masked.push('"');
                let inside = Span::new(self.file, start + opening.len_utf8(), self.at);
                self.at += c.len_utf8();
                let open = Span::new(self.file, start, inside.start);
                let close = Span::new(self.file, inside.end, self.at);
                self.errors.push(
                    Diagnostic::error(Code::Syntax, "texts stand between straight quotes")
                        .label(Span::new(self.file, start, self.at), "these are curly")
                        .help("write `\"` on both sides; word processors turn them into curly ones")
                        .fix(open, "\"")
                        .fix(close, "\"")
                        .sure(),
                );
                return;
            }
            self.keep(c);
            if !c.is_whitespace() {
                last = self.at;
            }
        }
        self.unclosed_string(start, last);
    }
}
