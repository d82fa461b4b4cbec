//! Who includes the file that a message is about: in go messages, out come the
//! same with a label at each `include` on the way from there to the root.

use std::collections::HashMap;

use crate::ast;
use crate::diagnostics::{Diagnostic, Label, Severity};
use crate::span::{FileId, Span};

/// How many `include`s of a long way are shown: the nearest, and the root's.
const MOST_SHOWN: usize = 4;

/// Adds the way to the root to every message whose mistake lies in an included
/// file, and drops warnings about built-in rulesets, which nobody here can heed.
pub(crate) fn say_who_includes(program: &ast::Program, messages: &mut Vec<Diagnostic>) {
    if program.included.is_empty() {
        return;
    }
    let by: HashMap<FileId, Span> = program
        .included
        .iter()
        .filter_map(|included| Some((included.file.id, *included.by.first()?)))
        .collect();
    let built_in = |place: Span| {
        let mut included = program.included.iter();
        included.any(|included| included.built_in && included.file.id == place.file)
    };
    messages.retain(|message| {
        message.severity == Severity::Error || !message.place().is_some_and(built_in)
    });
    for message in messages {
        let Some(place) = message.place() else {
            continue;
        };
        for span in shown_way(&by, place.file) {
            if !message.labels.iter().any(|label| label.span == span) {
                message.labels.push(Label {
                    span,
                    text: "included from here".to_owned(),
                });
            }
        }
    }
}

/// The path by which a file is included, that of the file which includes it, and so on.
fn shown_way(by: &HashMap<FileId, Span>, file: FileId) -> Vec<Span> {
    let mut way = Vec::new();
    let mut at = file;
    // No longer than there are files, though they should include each other.
    while let Some(&span) = by.get(&at)
        && way.len() < by.len()
    {
        way.push(span);
        at = span.file;
    }
    if way.len() > MOST_SHOWN {
        let last = way.pop();
        way.truncate(MOST_SHOWN - 1);
        way.extend(last);
    }
    way
}
