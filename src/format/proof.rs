//! The proof that a layout says what the text said: in go the tree of the text and
//! the layout, which is read again. Trees are compared without their places,
//! comments as the bag that they are, since clauses may have changed places.

use std::collections::BTreeMap;

use crate::ast::{Allow, File};
use crate::source::Sources;
use crate::syntax;

/// How a place is written by `Debug`.
const PLACE: &str = "Span {";

/// Whether the layout says the same as the tree, and stays as it is.
///
/// # Errors
/// What is different.
pub(super) fn same(tree: &File, layout: &str) -> Result<(), &'static str> {
    let mut sources = Sources::default();
    let id = sources.add("layout", layout);
    let (again, errors) = syntax::parse(&sources, id);
    if !errors.is_empty() {
        return Err("the layout cannot be read");
    }
    if tree.declarations.len() != again.declarations.len() {
        return Err("a declaration is lost");
    }
    let mut pairs = tree.declarations.iter().zip(&again.declarations);
    if !pairs.all(|(before, after)| placeless(before) == placeless(after)) {
        return Err("a declaration says something else");
    }
    if allows(&tree.allows) != allows(&again.allows) {
        return Err("an `allow` is lost");
    }
    let comments = |file: &File| {
        let mut bag: BTreeMap<String, usize> = BTreeMap::new();
        for comment in &file.comments {
            *bag.entry(comment.text.clone()).or_default() += 1;
        }
        bag
    };
    if comments(tree) != comments(&again) {
        return Err("a comment is lost, or written twice");
    }
    match super::lay_out(id, layout) {
        Some(twice) if twice == layout => Ok(()),
        _ => Err("laid out once more it would look otherwise"),
    }
}

fn allows(allows: &[Allow]) -> Vec<(String, String)> {
    let mut allows: Vec<(String, String)> = allows
        .iter()
        .map(|allow| (allow.code.to_string(), allow.reason.value.clone()))
        .collect();
    allows.sort_unstable();
    allows
}

/// A part of the tree as text, without its places.
fn placeless(part: &impl std::fmt::Debug) -> String {
    let text = format!("{part:?}");
    let mut pieces = text.split(PLACE);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        // `Span { file: FileId(0), start: 1, end: 2 }` holds no brace but its last.
        out.push_str(piece.split_once('}').map_or(piece, |(_, rest)| rest));
    }
    out
}
