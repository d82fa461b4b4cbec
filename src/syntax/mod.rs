//! Text to tree: in goes the text of a file, out come its declarations and
//! comments, and a message for everything that could not be read.
//!
//! The passes, in order: `lines` goes through the text and blanks out
//! comments; `layout` and `cutter` cut it into declarations; `grammar` reads each
//! declaration by `grammar/touchline.pest`; the other files turn what it read
//! into `ast`(crate::ast), a file a construct. What the grammar refuses is
//! put into words by `errors` and `hints`; `rewrites` tries what may have been
//! meant, and `repair` looks for the small changes under which a declaration reads.

mod allow;
mod brackets;
mod cell;
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
mod expectation_hints;
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
mod left_out;
mod line;
mod lines;
mod lists;
mod misreadings;
mod operators;
mod output_hints;
mod pasted;
mod place;
mod quotes;
mod reader;
pub(crate) mod repair;
mod rewrites;
mod row_hints;
mod rules;
mod shape_hints;
mod strings;
mod table;
mod table_header;
mod tables;
mod tests_and_examples;
mod unknown_clause_hints;
mod unknown_declaration_hints;

use std::collections::BTreeSet;

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
        allows: Vec::new(),
        comments: Vec::new(),
        broken: Vec::new(),
    };
    let text = sources.get(id).map_or("", |source| source.text());
    if let Some(error) = not_text(id, text) {
        file.broken.push(unread(text, 0, id));
        return (file, vec![error]);
    }
    let layout = match layout::lay_out(id, text) {
        Ok(layout) => layout,
        Err(error) => {
            file.broken.push(unread(text, 0, id));
            return (file, vec![error]);
        }
    };
    let Read {
        declarations,
        allows,
        broken,
        mut errors,
    } = read_all(&layout, id, false);
    file.declarations = declarations;
    file.allows = allows;
    file.broken = broken;
    if layout.blocks.is_empty() && layout.errors.is_empty() {
        errors.push(empty(id, text));
        file.broken.push(unread(text, 0, id));
    }
    file.comments = layout.comments;
    (file, errors.together(layout.errors, id, text))
}

/// The text of a file as its declarations are read: as long as the text itself, with blanks
/// for comments and for every line break over which an expression goes on. So each line
/// break that is left ends something. Nothing where brackets are nested too deep to be read.
pub(crate) fn joined_lines(id: FileId, text: &str) -> String {
    layout::lay_out(id, text).map_or_else(|_| String::new(), |layout| layout.text)
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
        .help("a ruleset begins with `ruleset \"Name\"`, and has at least one `otherwise`; `touchline new squad` makes one to start from")
}

/// What came of the declarations of a file.
#[derive(Default)]
struct Read {
    declarations: Vec<ast::Declaration>,
    allows: Vec<ast::Allow>,
    broken: Vec<ast::Broken>,
    errors: Findings,
}

/// A file, or the rest of one, in which nothing was read: it may declare anything.
fn unread(text: &str, from: usize, id: FileId) -> ast::Broken {
    ast::Broken {
        keyword: None,
        head: Vec::new(),
        words: BTreeSet::new(),
        anything: true,
        span: Span::new(id, from, text.len()),
    }
}

/// Reads the declarations; `brief` where nobody is told what is wrong.
fn read_all(layout: &Layout, id: FileId, brief: bool) -> Read {
    let part = |start: usize, end: usize| layout.text.get(start..end).unwrap_or_default();
    let read = || {
        let mut read = Read::default();
        // Lines before the first declaration belong to none, and are told of.
        let first = layout.blocks.first();
        let before = first.map_or(layout.text.len(), |block| block.start);
        if !part(0, before).trim().is_empty() {
            let span = Span::new(id, 0, before);
            read.broken.push(left_out::left_out(part(0, before), span));
        }
        for block in &layout.blocks {
            if read.errors.are_enough() {
                let rest = unread(&layout.text, block.start, id);
                read.broken.push(rest);
                break;
            }
            let declaration = if block.broken {
                None
            } else {
                let (declaration, wrong) = read_block(layout, id, block, brief, &mut read.allows);
                wrong.into_iter().for_each(|error| read.errors.push(error));
                declaration
            };
            match declaration {
                Some(declaration) => read.declarations.push(declaration),
                None => {
                    let span = Span::new(id, block.start, block.end);
                    let text = part(block.start, block.end);
                    read.broken.push(left_out::left_out(text, span));
                }
            }
        }
        read
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
                let mut nothing = Read::default();
                let start = Span::new(id, 0, 0);
                nothing.errors.push(errors::explain(
                    &Failure::Limit,
                    &layout.text,
                    start,
                    None,
                    "",
                    brief,
                ));
                nothing.broken.push(unread(&layout.text, 0, id));
                nothing
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
    brief: bool,
    allows: &mut Vec<ast::Allow>,
) -> (Option<ast::Declaration>, Vec<Diagnostic>) {
    let mut text =
        std::borrow::Cow::from(layout.text.get(block.start..block.end).unwrap_or_default());
    let span = Span::new(id, block.start, block.end);
    // What is wrong with an `allow` is no reason to read the declaration less well.
    let mut wrong_allows = Vec::new();
    if let Some((left, taken)) = allow::take(id, layout.text.len(), block, &text, &mut wrong_allows)
    {
        text = left.into();
        allows.extend(taken);
    }
    let (declaration, mut errors) = read_clauses(id, block, text, (span, brief), &layout.text);
    errors.append(&mut wrong_allows);
    (declaration, errors)
}

/// The same, without the lines that hide warnings.
fn read_clauses(
    id: FileId,
    block: &Block,
    mut text: std::borrow::Cow<'_, str>,
    (span, brief): (Span, bool),
    whole: &str,
) -> (Option<ast::Declaration>, Vec<Diagnostic>) {
    let mut errors = Vec::new();
    let mut read_from = 0;
    loop {
        let failure = match grammar::read(block.keyword.grammar_rule(), &text) {
            Ok(node) => {
                let mut reader = Reader::new(id, block.start, &text, whole);
                reader.brief = brief;
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
        if let Some(place) = shape_hints::place(&failure, &text, span, block.keyword, whole)
            && !brief
        {
            if let Some(error) = shape_hints::hint(&place) {
                errors.push(error);
                return (None, errors);
            }
            if shape_hints::first_line_is_cut_short(&place) {
                errors.push(errors::explain_place(&place, brief));
                return (None, errors);
            }
        }
        let error = errors::explain(&failure, &text, span, Some(block.keyword), whole, brief);
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
