//! The shape of a file: in goes its text, out come its declarations as
//! [`Block`]s, its comments, and what is wrong with the shape itself.
//!
//! The text of a block has the length of its source, so offsets stay true; but
//! comments are blanks, and so is every line break over which an expression
//! goes on: inside brackets, after an operator or a comma, before `and` and
//! `or`, and where a line stands deeper than the dash of the bullet above it.
//! What is left of line breaks ends something, and the grammar reads it so.

use crate::ast::Comment;
use crate::diagnostics::Diagnostic;
use crate::span::FileId;

use super::cutter::Cutter;
use super::findings::Findings;
use super::keywords::Keyword;
use super::lines::Scanner;

/// Deeper brackets are nobody's rule.
pub(super) const MAX_BRACKETS: usize = 100;

/// One declaration, ready for the grammar.
#[derive(Debug)]
pub(super) struct Block {
    /// The word it begins with.
    pub keyword: Keyword,
    /// Where it starts in the file.
    pub start: usize,
    /// One past its last byte that is no blank.
    pub end: usize,
    /// Its shape is wrong, and that was reported: the grammar would only stumble over it again.
    pub broken: bool,
    /// Rows of its table were taken out, for their shape is wrong, and that was reported.
    pub damaged: bool,
}

/// What [`lay_out`] finds.
#[derive(Debug)]
pub(super) struct Layout {
    /// The text, as long as the source, with blanks for comments and for line breaks that end nothing.
    pub text: String,
    /// The declarations, in order.
    pub blocks: Vec<Block>,
    /// The comments, in order.
    pub comments: Vec<Comment>,
    /// What is wrong with the shape.
    pub errors: Findings,
    /// The deepest nesting of brackets and `if`s of any expression.
    pub depth: usize,
}

/// Cuts a text into declarations. `Err` holds the one error after which
/// nothing in the file can be relied on.
pub(super) fn lay_out(file: FileId, source: &str) -> Result<Layout, Diagnostic> {
    let mut scanner = Scanner::new(file, source);
    let mut cutter = Cutter::new(file, source);
    while let Some(line) = scanner.next_line()? {
        if !line.is_blank() {
            cutter.take(line, &mut scanner);
        }
    }
    scanner.close_brackets();
    let Cutter {
        mut blocks,
        breaks,
        depth,
        ..
    } = cutter;
    let mut bytes = scanner.masked.into_bytes();
    for at in scanner.broken.iter().copied() {
        let index = blocks.partition_point(|block| block.start <= at);
        let Some(block) = index.checked_sub(1).and_then(|i| blocks.get_mut(i)) else {
            continue;
        };
        match row_around(source, block, at) {
            Some(row) => {
                block.damaged = true;
                if let Some(row) = bytes.get_mut(row) {
                    row.fill(b' ');
                }
                let rest = bytes.get(block.start..block.end).unwrap_or_default();
                block.end = block.start + rest.trim_ascii_end().len();
            }
            None => block.broken = true,
        }
    }
    for (from, to) in breaks {
        if let Some(range) = bytes.get_mut(from..to) {
            for byte in range.iter_mut().filter(|byte| **byte == b'\n') {
                *byte = b' ';
            }
        }
    }
    Ok(Layout {
        // Only whole characters were replaced, and only by ASCII.
        text: String::from_utf8_lossy(&bytes).into_owned(),
        blocks,
        comments: scanner.comments,
        errors: scanner.errors,
        depth,
    })
}

/// The row of a `table` in which this byte stands, unless it is the header:
/// without it the others can still be read.
fn row_around(source: &str, block: &Block, at: usize) -> Option<std::ops::Range<usize>> {
    let above = source.get(block.start..at)?;
    let start = block.start + above.rfind('\n')? + 1;
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let line = source.get(start..)?.lines().next()?;
    let header = source.get(block.start..start)?.lines().any(is_row);
    (block.keyword == Keyword::Table && header && is_row(line)).then_some(start..start + line.len())
}

/// The text of a declaration with the clause at `at` blanked out: its first
/// line, and the bullets, rows and deeper lines that belong to it (in a `table`
/// that line and those below it that are no rows either); and where it ends. `None` where that is the declaration's
/// own first line.
pub(super) fn without_clause(text: &str, at: usize, keyword: Keyword) -> Option<(String, usize)> {
    let line_start = |at: usize| Some(text.get(..at)?.rfind('\n')? + 1);
    let indent = |start: usize| {
        let rest = text.get(start..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        let first = line.trim_start().chars().next();
        (line.len() - line.trim_start().len(), first)
    };
    // At a line's end it is the next line that does not fit.
    let past = text.get(at..)?;
    let blank = past.len() - past.trim_start().len();
    let at = if past.get(..blank).is_some_and(|gap| gap.contains('\n'))
        && text.get(..at).is_some_and(|before| !before.contains('\n'))
    {
        at + blank
    } else {
        at
    };
    let mut start = line_start(at)?;
    while matches!(indent(start).1, Some('-' | '|') | None) {
        start = line_start(start.checked_sub(1)?)?;
    }
    let (own, _) = indent(start);
    let word = |start: usize| {
        let line = text.get(start..).unwrap_or_default().trim_start();
        let end = line.find(|c: char| !c.is_alphanumeric() && c != '_');
        line.get(..end.unwrap_or(line.len())).unwrap_or_default()
    };
    let then = word(start) == "then";
    let mut end = start + text.get(start..)?.find('\n').unwrap_or(text.len() - start);
    while text.get(end..=end) == Some("\n") {
        let (next, first) = indent(end + 1);
        if keyword == Keyword::Table && matches!(first, Some('|') | None) {
            break;
        }
        let below = keyword == Keyword::Table
            || matches!(first, Some('-' | '|') | None)
            || next > own
            || (then && super::keywords::ADJUSTMENTS.contains(&word(end + 1)));
        if !below {
            break;
        }
        end += 1;
        end += text.get(end..)?.find('\n').unwrap_or(text.len() - end);
    }
    let mut shorter = String::with_capacity(text.len());
    // The line break before it goes too: nothing stands between the two any more.
    shorter.push_str(text.get(..start - 1)?);
    shorter.extend(std::iter::repeat_n(' ', end + 1 - start));
    shorter.push_str(text.get(end..)?);
    Some((shorter, end))
}
