//! Line by line: in goes the text of a file, out come its [`Line`]s with what
//! the layout needs to know of each, the text with comments blanked out, and
//! what is wrong with strings, brackets and stray characters.

use crate::ast::Comment;
use crate::diagnostics::Diagnostic;
use crate::span::{FileId, Span};

use super::findings::Findings;
use super::keywords::Keyword;
use super::layout::MAX_BRACKETS;
use super::line::{Line, is_word};
use super::pasted::is_pasted;

/// Goes through a text line by line.
pub(super) struct Scanner<'a> {
    pub(super) file: FileId,
    pub(super) source: &'a str,
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
    /// What was pasted into this line so far.
    pub(super) pasted: Option<Diagnostic>,
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
            pasted: None,
        };
        if source.starts_with('\u{feff}') {
            scanner.blank('\u{feff}');
        }
        scanner
    }

    /// The text from here on.
    pub(super) fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    pub(super) fn keep(&mut self, c: char) {
        self.masked.push(c);
        self.at += c.len_utf8();
    }

    /// Passes over a character, leaving blanks of its length.
    pub(super) fn blank(&mut self, c: char) {
        for _ in 0..c.len_utf8() {
            self.masked.push(' ');
        }
        self.at += c.len_utf8();
    }

    pub(super) fn at_line_end(&self) -> bool {
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
                    odd if is_pasted(odd) => found.indent += 1,
                    '/' | '<' if self.foreign_comment() => continue,
                    _ => self.begin(&mut found, c),
                }
            }
            self.step(c, &mut found)?;
        }
        self.end_word(&mut found);
        self.tell_pasted();
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
            odd if is_pasted(odd) => {
                self.pasted(odd);
                return Ok(());
            }
            '/' | '<' if self.foreign_comment() => return Ok(()),
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

    /// Leaves blanks where a line stood that was gone through.
    pub(super) fn blank_line(&mut self, line: &Line) {
        if let Some(text) = self.masked.get(line.start..line.end) {
            let blanks: String = text.bytes().map(|_| ' ').collect();
            self.masked.replace_range(line.start..line.end, &blanks);
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
}
