//! Lines of a ruleset drawn with notes below what they say something of: in go
//! a place, the lines to show and the notes, out comes one frame, like those of
//! messages. It is how a decision is explained on the ruleset's own text.

use std::collections::BTreeSet;

use miette::GraphicalTheme;

use super::excerpt::Excerpt;
use super::{Label, RenderOptions, frame};
use crate::source::Sources;
use crate::span::Span;

/// What a note is about; it only chooses a colour, the words say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteTone {
    /// A condition that holds.
    Holds,
    /// One that does not.
    Fails,
    /// One that nobody can tell.
    Unknown,
    /// A value.
    Value,
}

/// A text below a place in a ruleset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What is underlined.
    pub span: Span,
    /// What is said of it; a line is only underlined where this is empty.
    pub text: String,
    /// Its colour.
    pub tone: NoteTone,
}

/// Draws lines (counted from 1) of the file of `at`, those of notes included;
/// what lies between lines that are not neighbours is a `⋮`. The frame is
/// headed by the place `at`. Empty where the file is not among the sources.
pub fn draw(
    sources: &Sources,
    at: Span,
    lines: &BTreeSet<usize>,
    notes: &[Note],
    options: &RenderOptions,
) -> String {
    let mut lines = lines.clone();
    for note in notes.iter().filter(|note| note.span.file == at.file) {
        lines.insert(sources.line(note.span));
    }
    let label = |note: &Note| {
        let label = Label {
            span: note.span,
            text: note.text.clone(),
        };
        (label, color(note.tone))
    };
    let labels: Vec<(Label, usize)> = notes.iter().map(label).collect();
    let width = options.width.max(super::render::NARROWEST);
    let theme = match options.color {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let mut styles = theme.styles;
    // In the order of `color`.
    styles.highlights = vec![styles.help, styles.linum, styles.warning, styles.help];
    let mut out = String::new();
    if let Some(excerpt) = Excerpt::of_lines(at, &lines, &labels, sources, width) {
        frame::write(&mut out, &[excerpt], width, &styles);
    }
    out
}

fn color(tone: NoteTone) -> usize {
    match tone {
        NoteTone::Holds => 0,
        NoteTone::Fails => 1,
        NoteTone::Unknown => 2,
        NoteTone::Value => 3,
    }
}
