//! Text to tree: in goes the text of a file, out come its declarations and
//! comments, and a message for everything that could not be read.
//!
//! The passes, in order: `lines` goes through the text and blanks out
//! comments; `layout` and `cutter` cut it into declarations; `grammar` reads each
//! declaration by `grammar/touchline.pest`; the other files turn what it read
//! into `ast`(crate::ast), a file a construct. What the grammar refuses is
//! put into words by `errors` and `hints`.

mod brackets;
mod cell_hints;
mod cell_misreadings;
mod cell_range_hints;
mod cell_tests;
mod clause_hints;
mod comparison_hints;
mod comparisons;
mod cutter;
mod declarations;
mod errors;
mod expressions;
mod findings;
mod functions;
mod grammar;
mod head_hints;
mod header_hints;
mod hints;
mod history;
mod history_hints;
mod include_hints;
mod keywords;
mod layout;
mod line;
mod lines;
mod lists;
mod operators;
mod output_hints;
mod place;
mod reader;
mod row_hints;
mod rules;
mod strings;
mod table;
mod table_header;
mod tables;
mod tests_and_examples;
mod unknown_clause_hints;

use crate::ast;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::{FileId, Span};

use self::findings::Findings;
use self::grammar::Failure;
use self::layout::{Block, Layout};
use self::reader::Reader;

/// How many clauses of one declaration are reported.
const MAX_CLAUSE_ERRORS: usize = 10;
/// Nesting up to here is read on the stack that the caller has.
const SHALLOW: usize = 10;
/// The stack that the deepest nesting allowed is read on, in bytes.
const DEEP_STACK: usize = 64 << 20;

/// Reads one file. What did not parse is left out of the tree and reported:
/// every error of the file, in the order of their places, but at most
/// a hundred and one that counts the others.
pub fn parse(sources: &Sources, id: FileId) -> (ast::File, Vec<Diagnostic>) {
    let mut file = ast::File {
        id,
        declarations: Vec::new(),
        comments: Vec::new(),
    };
    let text = sources.get(id).map_or("", |source| source.text());
    if let Some(error) = not_text(id, text) {
        return (file, vec![error]);
    }
    let layout = match layout::lay_out(id, text) {
        Ok(layout) => layout,
        Err(error) => return (file, vec![error]),
    };
    let (declarations, mut errors) = read_all(&layout, id);
    file.declarations = declarations;
    if layout.blocks.is_empty() && layout.errors.is_empty() {
        errors.push(empty(id, text));
    }
    file.comments = layout.comments;
    (file, errors.together(layout.errors, id, text))
}

/// Binary files that happen to be UTF-8.
fn not_text(id: FileId, text: &str) -> Option<Diagnostic> {
    let (at, c) = text
        .char_indices()
        .find(|(_, c)| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}'))?;
    Some(
        Diagnostic::error(Code::NotText, "this file is not a text")
            .label(
                Span::new(id, at, at + c.len_utf8()),
                format!("a byte that no text has ({:#04x})", u32::from(c)),
            )
            .help("a ruleset is plain text in UTF-8; save it anew from a text editor, and check that this is the right file"),
    )
}

fn empty(id: FileId, text: &str) -> Diagnostic {
    let what = if text.trim().is_empty() {
        "this file is empty"
    } else {
        "this file holds nothing but comments"
    };
    Diagnostic::error(Code::EmptyFile, what)
        .label(Span::new(id, 0, 0), "no declaration")
        .help("a ruleset begins with `ruleset \"Name\"`, and has at least one `otherwise`")
}

fn read_all(layout: &Layout, id: FileId) -> (Vec<ast::Declaration>, Findings) {
    let read = || {
        let mut declarations = Vec::new();
        let mut errors = Findings::default();
        for block in layout.blocks.iter().filter(|block| !block.broken) {
            let (declaration, wrong) = read_block(layout, id, block);
            declarations.extend(declaration);
            wrong.into_iter().for_each(|error| errors.push(error));
            if errors.are_enough() {
                break;
            }
        }
        (declarations, errors)
    };
    if layout.depth <= SHALLOW {
        return read();
    }
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(DEEP_STACK)
            .spawn_scoped(scope, read);
        match thread.map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(read)) => read,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            // No thread to be had: nothing that deep is read without one.
            Err(_) => {
                let mut errors = Findings::default();
                let start = Span::new(id, 0, 0);
                errors.push(errors::explain(&Failure::Limit, &layout.text, start, None));
                (Vec::new(), errors)
            }
        }
    })
}

/// Reads a declaration. Where a clause cannot be read, the others still are,
/// for what is wrong with them; the declaration is then left out of the tree.
fn read_block(
    layout: &Layout,
    id: FileId,
    block: &Block,
) -> (Option<ast::Declaration>, Vec<Diagnostic>) {
    let mut text =
        std::borrow::Cow::from(layout.text.get(block.start..block.end).unwrap_or_default());
    let span = Span::new(id, block.start, block.end);
    let mut errors = Vec::new();
    let mut read_from = 0;
    loop {
        let failure = match grammar::read(block.keyword.grammar_rule(), &text) {
            Ok(node) => {
                let mut reader = Reader::new(id, block.start, &text);
                reader.damaged = block.damaged || !errors.is_empty();
                let declaration = reader.declaration(node);
                let whole = !reader.damaged && reader.errors.is_empty();
                errors.append(&mut reader.errors);
                if declaration.is_none() && errors.is_empty() && !block.damaged {
                    errors.push(errors::unreadable(span, block.keyword));
                }
                return (declaration.filter(|_| whole), errors);
            }
            Err(failure) => failure,
        };
        let at = match &failure {
            Failure::Limit => 0,
            Failure::Stopped { at, .. } => *at,
        };
        let rest_is_blank = text.get(at..).is_none_or(|rest| rest.trim().is_empty());
        if !errors.is_empty() && (at < read_from || rest_is_blank) {
            // What was taken out is missed: no mistake of the ruleset's.
            return (None, errors);
        }
        let error = errors::explain(&failure, &text, span, Some(block.keyword));
        let place = error.place().map_or(at, |place| place.start - block.start);
        errors.push(error);
        if errors.len() >= MAX_CLAUSE_ERRORS {
            return (None, errors);
        }
        match layout::without_clause(&text, place, block.keyword) {
            Some((shorter, end)) => {
                text = shorter.into();
                read_from = end;
            }
            None => return (None, errors),
        }
    }
}
