//! Lines to declarations: in go the lines of a file one by one, out come its
//! [`Block`]s, the line breaks over which an expression goes on, and messages
//! for lines that belong to no declaration or are longer than can be read.

use crate::diagnostics::{Code, Diagnostic, Edit};
use crate::span::{FileId, Span};

use super::keywords::Keyword;
use super::layout::Block;
use super::line::Line;
use super::lines::Scanner;
use super::unknown_declaration_hints::{
    indented_declaration, left_edge_comment, unknown_declaration,
};

/// The most `if`s that one line may hold, since each may stand inside the last.
const MAX_IFS: usize = 100;
/// The longest declaration, in bytes: far more than the longest rule or test.
const MAX_DECLARATION: usize = 1 << 20;
/// The longest table, in bytes: some ten thousands of rows with their reasons.
const MAX_TABLE: usize = 1 << 22;
/// The longest expression, and the longest row of a table, in bytes: far more
/// than anyone could read.
const MAX_EXPRESSION: usize = 1 << 18;

/// Puts lines together to declarations.
pub(super) struct Cutter<'a> {
    file: FileId,
    source: &'a str,
    /// The declarations so far.
    pub blocks: Vec<Block>,
    /// The ranges between two lines that belong together.
    pub breaks: Vec<(usize, usize)>,
    /// The line before, in the same declaration.
    previous: Option<Line>,
    /// How far the dash of the bullet that is open is indented.
    bullet: Option<usize>,
    /// Where the line, together with those it goes on from, began.
    logical_start: usize,
    /// How far that one is indented.
    logical_indent: usize,
    /// How many `if`s it holds so far.
    ifs: usize,
    /// The deepest nesting so far.
    pub depth: usize,
    /// The lines so far stand before any declaration, and that was said.
    stray: bool,
    /// How many messages there were after the one on lines of this declaration at the left edge.
    at_the_edge: Option<usize>,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(file: FileId, source: &'a str) -> Self {
        Self {
            file,
            source,
            blocks: Vec::new(),
            breaks: Vec::new(),
            previous: None,
            bullet: None,
            logical_start: 0,
            logical_indent: 0,
            ifs: 0,
            depth: 0,
            stray: false,
            at_the_edge: None,
        }
    }

    /// Puts a line to the declaration that it belongs to.
    pub(super) fn take(&mut self, line: Line, scanner: &mut Scanner<'_>) {
        if line.indent == 0 && !self.is_unindented_clause(&line, scanner) {
            if line.starts_with_letter() {
                self.begin(line, scanner);
                return;
            }
            if self.left_edge(&line, scanner) {
                return;
            }
        } else if self.blocks.is_empty() {
            let word = line.first_word(self.source);
            if Keyword::from_word(word).is_some() {
                // An indented declaration is one all the same.
                let before = self.source.get(..line.start).unwrap_or_default();
                let blank = |c: char| c.is_whitespace() && !matches!(c, '\n' | '\r');
                // In bytes: a blank of another alphabet has several.
                let indent = before.len() - before.trim_end_matches(blank).len();
                scanner
                    .errors
                    .push(indented_declaration(line.span(self.file), word, indent));
                self.begin(line, scanner);
                return;
            }
            if !self.stray {
                self.stray = true;
                scanner.errors.push(
                    Diagnostic::error(Code::StrayLine, "this line belongs to no declaration")
                        .label(line.span(self.file), "nothing stands above it")
                        .help("begin a declaration at the left edge, such as `rule \"Name\"`; its lines are indented below it"),
                );
            }
            return;
        }
        self.continue_block(line, scanner);
    }

    /// A letter at the left edge begins a declaration.
    fn begin(&mut self, line: Line, scanner: &mut Scanner<'_>) {
        let word = line.first_word(self.source);
        let keyword = Keyword::from_word(word);
        if keyword.is_none() {
            let span = Span::new(self.file, line.start, line.start + word.len());
            let text = self.source;
            scanner
                .errors
                .push_with(|| unknown_declaration(span, line.span(span.file), text));
        }
        self.blocks.push(Block {
            keyword: keyword.unwrap_or(Keyword::Rule),
            start: line.start,
            end: line.end,
            broken: keyword.is_none(),
            damaged: false,
        });
        self.bullet = None;
        self.at_the_edge = None;
        self.logical_start = line.start;
        self.logical_indent = 0;
        self.ifs = 0;
        self.measure(&line, scanner);
        self.previous = Some(line);
    }

    /// `when …` at the left edge, right below a rule: it was meant to be indented.
    fn is_unindented_clause(&mut self, line: &Line, scanner: &mut Scanner<'_>) -> bool {
        let word = line.first_word(self.source);
        let Some((keyword, broken)) = self
            .blocks
            .last()
            .map(|block| (block.keyword, block.broken))
        else {
            return false;
        };
        if self
            .previous
            .as_ref()
            .is_some_and(|previous| previous.open_brackets)
        {
            if matches!(line.first, Some(')' | '}' | ']')) {
                return true;
            }
            if word.is_empty() || Keyword::from_word(word).is_some() {
                return false;
            }
            scanner.errors.push(
                Diagnostic::error(
                    Code::StrayLine,
                    "this line goes on in brackets, but is not indented",
                )
                .label(line.span(self.file), "stands at the left edge")
                .help("indent it, or close the bracket above it")
                .fix(Span::new(self.file, line.start, line.start), "  "),
            );
            return true;
        }
        if broken || Keyword::from_word(word).is_some() || !keyword.has_clause(word) {
            return false;
        }
        if self.joins_the_last(line, scanner) {
            return true;
        }
        scanner.errors.push(
            Diagnostic::error(
                Code::UnknownDeclaration,
                format!(
                    "`{word}` is not indented, so it is not part of the {} above it",
                    keyword.noun()
                ),
            )
            .label(
                Span::new(self.file, line.start, line.start + word.len()),
                "stands at the left edge",
            )
            .help("indent this line by two spaces, and likewise each line of the declaration")
            .fix(Span::new(self.file, line.start, line.start), "  ")
            .sure(),
        );
        self.at_the_edge = Some(scanner.errors.count());
        true
    }

    /// Whether the last message is about a line at the left edge, too, of the same
    /// declaration: then it puts this one right as well.
    fn joins_the_last(&self, line: &Line, scanner: &mut Scanner<'_>) -> bool {
        let file = self.file;
        if self.at_the_edge != Some(scanner.errors.count()) {
            return false;
        }
        let Some(fix) = scanner
            .errors
            .last_mut()
            .and_then(|error| error.fix.as_mut())
        else {
            return false;
        };
        fix.edits.push(Edit {
            span: Span::new(file, line.start, line.start),
            replacement: "  ".to_owned(),
        });
        true
    }

    /// A bullet, bracket or table row at the left edge; whether it is a comment, and no line at all.
    fn left_edge(&mut self, line: &Line, scanner: &mut Scanner<'_>) -> bool {
        let follows = self
            .previous
            .as_ref()
            .is_some_and(|previous| previous.indent == 0 && !previous.starts_with_letter());
        if follows {
            self.joins_the_last(line, scanner);
            return false;
        }
        if self.blocks.is_empty() && self.stray {
            return false;
        }
        if let Some(error) = left_edge_comment(line.span(self.file), self.source) {
            scanner.errors.push(error);
            scanner.blank_line(line);
            return true;
        }
        let what = match line.first {
            Some('-') => "a bullet",
            Some('|') => "a table row",
            Some('"') => "a text",
            Some(c) if c.is_ascii_digit() => "a number",
            _ => "this line",
        };
        let span = line.span(self.file);
        scanner.errors.push(if self.blocks.is_empty() {
            self.stray = true;
            Diagnostic::error(Code::StrayLine, format!("{what} begins no declaration"))
                .label(span, "stands at the left edge")
                .help("a declaration begins with a word at the left edge, such as `rule \"Name\"`")
        } else {
            if let (false, Some(block)) =
                (line.is_bullet() || line.is_row(), self.blocks.last_mut())
            {
                block.broken = true;
            }
            Diagnostic::error(
                Code::StrayLine,
                format!("{what} at the left edge belongs to no declaration"),
            )
            .label(span, "not indented")
            .help("indent it below the declaration that it belongs to")
            .fix(Span::new(self.file, line.start, line.start), "  ")
            .sure()
        });
        self.at_the_edge = Some(scanner.errors.count());
        false
    }

    fn continue_block(&mut self, line: Line, scanner: &mut Scanner<'_>) {
        let joined = self
            .previous
            .as_ref()
            .is_some_and(|previous| self.goes_on(previous, &line));
        if joined {
            let from = self.previous.as_ref().map_or(0, |previous| previous.end);
            self.breaks.push((from, line.start));
        } else {
            // Nothing can stand deeper than a bullet that was meant to.
            self.bullet = line.is_bullet().then_some(if line.indent == 0 {
                usize::MAX
            } else {
                line.indent
            });
            self.logical_start = line.start;
            self.logical_indent = line.indent;
            self.ifs = 0;
        }
        if let Some(block) = self.blocks.last_mut() {
            block.end = line.end;
        }
        self.measure(&line, scanner);
        self.previous = Some(line);
    }

    /// Whether the expression of one line goes on in the next.
    fn goes_on(&self, previous: &Line, next: &Line) -> bool {
        if previous.is_row() {
            return false;
        }
        if previous.open_brackets {
            return true;
        }
        if next.is_row() {
            return false;
        }
        // After an operator that nothing follows, a new clause is still a new clause.
        let word = next.first_word(self.source);
        let new_clause = next.indent <= self.logical_indent.max(1)
            && self
                .blocks
                .last()
                .is_some_and(|block| block.keyword.has_clause(word));
        let new_bullet = next.is_bullet() && self.bullet.is_some_and(|dash| next.indent <= dash);
        if new_bullet || (new_clause && self.logical_indent > 0) {
            return false;
        }
        previous.ends_open(self.source)
            || matches!(next.first_word(self.source), "and" | "or")
            || (!next.is_bullet() && self.bullet.is_some_and(|dash| next.indent > dash))
    }

    /// Keeps expressions and declarations within what can be read.
    fn measure(&mut self, line: &Line, scanner: &mut Scanner<'_>) {
        self.ifs += line.ifs;
        self.depth = self.depth.max(line.depth + self.ifs);
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        if block.broken {
            return;
        }
        let here = Span::new(self.file, self.logical_start, self.logical_start + 1);
        let (longest, letters) = match block.keyword {
            Keyword::Table => (MAX_TABLE, "four million"),
            _ => (MAX_DECLARATION, "a million"),
        };
        let error = if self.ifs > MAX_IFS {
            Diagnostic::error(
                Code::TooDeep,
                format!("more than {MAX_IFS} `if`s stand in one expression"),
            )
            .label(here, "begins here")
            .help("give its parts names with `let`")
        } else if line.end - self.logical_start > MAX_EXPRESSION {
            Diagnostic::error(Code::TooDeep, "this line goes on for too long to be read")
                .label(here, "begins here")
                .help("give its parts names with `let`")
        } else if line.end - block.start > longest {
            Diagnostic::error(
                Code::TooDeep,
                "this declaration is longer than a ruleset should be",
            )
            .label(
                Span::new(self.file, block.start, block.start + 1),
                format!("begins here, and has more than {letters} letters"),
            )
            .help("cut it into several; is this a data file?")
        } else {
            return;
        };
        block.broken = true;
        scanner.errors.push(error);
    }
}
