//! Line by line: in goes the text of a file, out come its [`Line`]s with what
//! the layout needs to know of each, the text with comments blanked out, and
//! what is wrong with strings, brackets and stray characters.

use crate::ast::Comment;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::{FileId, Span};

use super::findings::Findings;
use super::keywords::Keyword;
use super::layout::MAX_BRACKETS;
use super::line::{Line, is_word};

/// A character that looks like a space, or like nothing, and is not one.
fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{2000}'
            ..='\u{200b}' | '\u{202f}' | '\u{205f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// Goes through a text line by line.
pub(super) struct Scanner<'a> {
    pub(super) file: FileId,
    source: &'a str,
    pub(super) at: usize,
    /// The text so far, with comments blanked out.
    pub masked: String,
    /// The comments so far.
    pub comments: Vec<Comment>,
    /// What is wrong so far.
    pub errors: Findings,
    /// Bytes whose declarations are not worth reading.
    pub broken: Vec<usize>,
    /// The brackets that are open, and where.
    pub(super) open: Vec<(char, usize)>,
    /// A bracket of this declaration was reported.
    pub(super) bracket_reported: bool,
}

/// What a line is found to hold while going through it.
#[derive(Default)]
struct Found {
    start: Option<usize>,
    first: Option<char>,
    end: usize,
    indent: usize,
    ends_in_string: bool,
    depth: usize,
    ifs: usize,
    word: Option<usize>,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(file: FileId, source: &'a str) -> Self {
        let mut scanner = Self {
            file,
            source,
            at: 0,
            masked: String::with_capacity(source.len()),
            comments: Vec::new(),
            errors: Findings::default(),
            broken: Vec::new(),
            open: Vec::new(),
            bracket_reported: false,
        };
        if source.starts_with('\u{feff}') {
            scanner.blank('\u{feff}');
        }
        scanner
    }

    fn peek(&self) -> Option<char> {
        self.source
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
    }

    fn peek_second(&self) -> Option<char> {
        self.source
            .get(self.at..)
            .and_then(|rest| rest.chars().nth(1))
    }

    fn keep(&mut self, c: char) {
        self.masked.push(c);
        self.at += c.len_utf8();
    }

    /// Passes over a character, leaving blanks of its length.
    fn blank(&mut self, c: char) {
        for _ in 0..c.len_utf8() {
            self.masked.push(' ');
        }
        self.at += c.len_utf8();
    }

    fn at_line_end(&self) -> bool {
        match self.peek() {
            None | Some('\n') => true,
            Some('\r') => self.peek_second() == Some('\n') || self.peek_second().is_none(),
            _ => false,
        }
    }

    /// The next line, or `None` at the end. `Err` where nothing after it can be relied on.
    pub(super) fn next_line(&mut self) -> Result<Option<Line>, Diagnostic> {
        if self.at >= self.source.len() {
            return Ok(None);
        }
        let mut found = Found::default();
        while !self.at_line_end() {
            let Some(c) = self.peek() else { break };
            if found.start.is_none() {
                match c {
                    ' ' => found.indent += 1,
                    '\t' => found.indent = (found.indent / 4 + 1) * 4,
                    '\r' | '#' => {}
                    odd if is_odd_space(odd) => found.indent += 1,
                    _ => self.begin(&mut found, c),
                }
            }
            self.step(c, &mut found)?;
        }
        self.end_word(&mut found);
        // `\r\n` and `\n` are both one line break.
        if self.peek() == Some('\r') {
            self.blank('\r');
        }
        if self.peek() == Some('\n') {
            self.keep('\n');
        }
        if found.first == Some('|') {
            // A row ends with its line.
            self.close_brackets();
        }
        Ok(Some(Line {
            start: found.start.unwrap_or(self.at),
            end: found.end,
            indent: found.indent,
            first: found.first,
            open_brackets: !self.open.is_empty(),
            depth: found.depth,
            ifs: found.ifs,
            ends_in_string: found.ends_in_string,
        }))
    }

    fn begin(&mut self, found: &mut Found, c: char) {
        found.start = Some(self.at);
        found.first = Some(c);
        let declaration = found.indent == 0
            && (c.is_alphabetic() || c == '_')
            && (self.open.is_empty() || Keyword::from_word(self.word()).is_some());
        if declaration || c == '|' {
            self.close_brackets();
        }
    }

    /// The word that begins here.
    fn word(&self) -> &'a str {
        let rest = self.source.get(self.at..).unwrap_or_default();
        let end = rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    /// One character, or one string or comment.
    fn step(&mut self, c: char, found: &mut Found) -> Result<(), Diagnostic> {
        if is_word(c) {
            found.word.get_or_insert(self.at);
            self.keep(c);
            found.end = self.at;
            found.ends_in_string = false;
            return Ok(());
        }
        self.end_word(found);
        match c {
            ' ' | '\t' | '\r' => {
                self.keep(c);
                return Ok(());
            }
            '#' => {
                self.comment();
                return Ok(());
            }
            odd if is_odd_space(odd) => {
                self.odd_space(odd);
                return Ok(());
            }
            '"' => {
                let start = self.at;
                self.string();
                self.measure_string(start, found);
            }
            '\u{201c}' | '\u{201d}' | '\u{201e}' => self.curly_string(c),
            '(' | '{' | '[' => {
                self.open.push((c, self.at));
                found.depth = found.depth.max(self.open.len());
                if self.open.len() > MAX_BRACKETS {
                    return Err(self.too_deep());
                }
                self.keep(c);
            }
            ')' | '}' | ']' => {
                self.close(c);
                self.keep(c);
            }
            _ => self.keep(c),
        }
        found.ends_in_string = matches!(c, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}');
        found.end = self.at;
        Ok(())
    }

    fn end_word(&mut self, found: &mut Found) {
        if let Some(start) = found.word.take()
            && self.source.get(start..self.at) == Some("if")
        {
            found.ifs += 1;
        }
    }

    fn comment(&mut self) {
        let start = self.at;
        while !self.at_line_end() {
            let Some(c) = self.peek() else { break };
            self.blank(c);
        }
        let text = self
            .source
            .get(start..self.at)
            .unwrap_or_default()
            .trim_end();
        self.comments.push(Comment {
            span: Span::new(self.file, start, start + text.len()),
            text: text.to_owned(),
        });
    }

    fn odd_space(&mut self, c: char) {
        let start = self.at;
        self.blank(c);
        let span = Span::new(self.file, start, self.at);
        self.errors.push(
            Diagnostic::error(
                Code::Syntax,
                "this looks like a space, but is a special one that cannot be read",
            )
            .label(span, "pasted from a web page or a document")
            .help("type it anew as an ordinary space")
            .fix(
                span,
                if matches!(c, '\u{200b}' | '\u{feff}') {
                    ""
                } else {
                    " "
                },
            ),
        );
    }

    /// `"…"`, which ends on its own line or not at all.
    fn string(&mut self) {
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
        self.unclosed_string(start, last);
    }

    /// What stands between the braces of a string nests like any expression.
    fn measure_string(&self, start: usize, found: &mut Found) {
        let text = self.source.get(start..self.at).unwrap_or_default();
        let mut depth = 0_usize;
        for c in text.chars() {
            match c {
                '{' | '(' => depth += 1,
                '}' | ')' => depth = depth.saturating_sub(1),
                _ => continue,
            }
            found.depth = found.depth.max(self.open.len() + depth);
        }
        if text.contains('{') {
            let words = text.split(|c| !is_word(c));
            found.ifs += words.filter(|word| *word == "if").count();
        }
    }

    fn unclosed_string(&mut self, start: usize, last: usize) {
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
                .fix(fix, "\""),
        );
        self.broken.push(start);
    }

    /// `“…”`: an error, but read as the string that it was meant to be.
    fn curly_string(&mut self, opening: char) {
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
                        .fix(close, "\""),
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
