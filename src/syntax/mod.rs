//! Text to tree: layout, declarations one by one, pest pairs to `ast`.

use crate::ast;
use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use crate::span::FileId;

/// Reads one file. What did not parse is left out of the tree and reported.
pub fn parse(_sources: &Sources, id: FileId) -> (ast::File, Vec<Diagnostic>) {
    (
        ast::File {
            id,
            declarations: Vec::new(),
            comments: Vec::new(),
        },
        Vec::new(),
    )
}
