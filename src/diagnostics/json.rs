//! Messages as JSON: in goes a [`Batch`], out comes one object with every
//! message, its places, its fix, and how many there are.

use serde::Serialize;

use super::batch::{Batch, Region};
use super::{Certainty, Diagnostic, Severity};
use crate::source::Sources;
use crate::span::Span;

#[derive(Serialize)]
struct Document {
    version: u32,
    diagnostics: Vec<Message>,
    errors: usize,
    warnings: usize,
    rulesets: usize,
}

#[derive(Serialize)]
struct Message {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    labels: Vec<Label>,
    sides: Vec<Side>,
    fix: Option<Fix>,
}

#[derive(Serialize)]
struct Label {
    #[serde(flatten)]
    at: Place,
    text: String,
}

#[derive(Serialize)]
struct Side {
    text: String,
    what: String,
    origin: Option<Place>,
}

#[derive(Serialize)]
struct Fix {
    sure: bool,
    edits: Vec<Edit>,
}

#[derive(Serialize)]
struct Edit {
    #[serde(flatten)]
    at: Place,
    replacement: String,
}

#[derive(Serialize)]
struct Place {
    file: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Every message of a batch as one JSON document, with a line break at its end. Lines and columns
/// count from 1, columns in characters; the end of a place is behind its last character.
pub fn json(batch: &Batch) -> String {
    let document = Document {
        version: 1,
        diagnostics: batch
            .items()
            .map(|(sources, item)| message(batch, sources, item))
            .collect(),
        errors: batch.errors,
        warnings: batch.warnings,
        rulesets: batch.rulesets,
    };
    // What is made of texts and counts alone can always be written.
    let text = serde_json::to_string_pretty(&document).unwrap_or_default();
    format!("{text}\n")
}

fn message(batch: &Batch, sources: &Sources, item: &Diagnostic) -> Message {
    let place = |span: Span| Some(Place::from(batch.region(sources, span)?));
    let labels = item.labels.iter().filter_map(|label| {
        Some(Label {
            at: place(label.span)?,
            text: label.text.clone(),
        })
    });
    let sides = item.sides.iter().map(|side| Side {
        text: side.text.clone(),
        what: side.what.clone(),
        origin: side.origin.and_then(place),
    });
    let fix = item.fix.as_ref().map(|fix| Fix {
        sure: fix.certainty == Certainty::Sure,
        edits: fix
            .edits
            .iter()
            .filter_map(|edit| {
                Some(Edit {
                    at: place(edit.span)?,
                    replacement: edit.replacement.clone(),
                })
            })
            .collect(),
    });
    Message {
        code: item.code.name(),
        severity: match item.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        },
        message: item.message.clone(),
        help: item.help.clone(),
        labels: labels.collect(),
        sides: sides.collect(),
        fix,
    }
}

impl From<Region> for Place {
    fn from(region: Region) -> Self {
        Self {
            file: region.file,
            line: region.line,
            column: region.column,
            end_line: region.end_line,
            end_column: region.end_column,
        }
    }
}
