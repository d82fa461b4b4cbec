//! Text to tree: in goes the text of a file, out come its declarations and
//! comments, and a message for everything that could not be read.
//!
//! The passes, in order: [`lines`] goes through the text and blanks out
//! comments; [`layout`] cuts it into declarations; [`grammar`] reads each
//! declaration by `grammar/touchline.pest`; the other files turn what it read
//! into [`ast`](crate::ast), a file a construct. What the grammar refuses is
//! put into words by [`errors`] and [`hints`].

mod declarations;
mod errors;
mod expressions;
mod grammar;
mod hints;
mod history;
mod keywords;
mod layout;
mod lines;
mod reader;
mod rules;
mod strings;
mod tables;
mod tests_and_examples;

use crate::ast;
use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use crate::span::{FileId, Span};

use self::layout::{Block, Layout};
use self::reader::Reader;

/// Reads one file. What did not parse is left out of the tree and reported.
pub fn parse(sources: &Sources, id: FileId) -> (ast::File, Vec<Diagnostic>) {
    let mut file = ast::File {
        id,
        declarations: Vec::new(),
        comments: Vec::new(),
    };
    let text = sources.get(id).map_or("", |source| source.text());
    let layout = match layout::lay_out(id, text) {
        Ok(layout) => layout,
        Err(error) => return (file, vec![error]),
    };
    let mut errors = read_blocks(&layout, id, &mut file.declarations);
    file.comments = layout.comments;
    errors.extend(layout.errors);
    errors.sort_by_key(Diagnostic::place);
    (file, errors)
}

fn read_blocks(
    layout: &Layout,
    id: FileId,
    declarations: &mut Vec<ast::Declaration>,
) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for block in layout.blocks.iter().filter(|block| !block.broken) {
        read_block(layout, id, block, declarations, &mut errors);
    }
    errors
}

fn read_block(
    layout: &Layout,
    id: FileId,
    block: &Block,
    declarations: &mut Vec<ast::Declaration>,
    errors: &mut Vec<Diagnostic>,
) {
    let text = layout.text.get(block.start..block.end).unwrap_or_default();
    match grammar::read(block.keyword.grammar_rule(), text) {
        Ok(node) => {
            let mut reader = Reader::new(id, block.start, text);
            let declaration = reader.declaration(node);
            declarations.extend(declaration);
            errors.append(&mut reader.errors);
        }
        Err(failure) => errors.push(errors::explain(
            &failure,
            text,
            Span::new(id, block.start, block.end),
            Some(block.keyword),
        )),
    }
}
