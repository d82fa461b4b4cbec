//! The lines of source that a message shows: in go labels on files of any
//! size, out comes a small text that holds those lines only, with every label
//! moved to where it stands in there, and the file, line and column to call it
//! by.
//!
//! miette reads all of a source to find a line, and shows a line as it is. This
//! takes the few lines around the labels instead, cuts long ones to the width,
//! and replaces what a terminal would not show as one column.

use std::collections::BTreeSet;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::printable::{printable, visible};
use super::{Diagnostic, Label};
use crate::source::{SourceFile, Sources};
use crate::span::FileId;

/// Lines shown before and after a labelled one.
pub(super) const CONTEXT: usize = 1;
/// A label over more lines than this is put on its first line alone.
const MOST_LINES: usize = 6;
const TAB: usize = 4;
/// Columns kept before a label when its line is cut on the left.
const LEAD: usize = 12;
/// Lines and their labels are never squeezed below these many columns.
const NARROWEST: usize = 20;

/// A text of excerpts, one after the other, which miette can read as a source.
#[derive(Debug)]
pub(super) struct Excerpt {
    text: String,
    lines: Vec<ShownLine>,
    /// Where each label is in this text, and its line and column in its file.
    places: Vec<(usize, (usize, usize))>,
    pub(super) labels: Vec<LabeledSpan>,
}

#[derive(Debug)]
struct ShownLine {
    file: String,
    /// In its file, counted from 1.
    number: usize,
    /// In the text of the excerpt, line break included.
    start: usize,
    end: usize,
    /// Offsets in the file, and where they are in the text: one a character, and the end.
    offsets: Vec<(usize, usize)>,
}

/// A label with offsets that are known to be good.
struct Placed<'a> {
    label: &'a Label,
    file: &'a SourceFile,
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
    is_primary: bool,
}

impl Excerpt {
    /// The lines around the labels of a message; `None` where none of its labels has a text.
    pub(super) fn of(diagnostic: &Diagnostic, sources: &Sources, width: usize) -> Option<Self> {
        let placed: Vec<Placed<'_>> = diagnostic
            .labels
            .iter()
            .enumerate()
            .filter_map(|(index, label)| Placed::new(label, sources, index == 0))
            .collect();
        let mut files: Vec<FileId> = Vec::new();
        for label in &placed {
            if !files.contains(&label.label.span.file) {
                files.push(label.label.span.file);
            }
        }
        if files.is_empty() {
            return None;
        }
        let last = placed.iter().map(|label| label.last_line + CONTEXT).max();
        let digits = last.unwrap_or(1).to_string().len();
        let spread = placed
            .iter()
            .any(|label| label.first_line < label.last_line);
        let margin = digits + 4 + if spread { 3 } else { 0 };
        let room = width.saturating_sub(margin).max(NARROWEST);

        let mut excerpt = Self {
            text: String::new(),
            lines: Vec::new(),
            places: Vec::new(),
            labels: Vec::new(),
        };
        for file in files {
            let here: Vec<&Placed<'_>> = placed
                .iter()
                .filter(|label| label.label.span.file == file)
                .collect();
            excerpt.add_file(&here, room);
        }
        Some(excerpt)
    }

    fn add_file(&mut self, labels: &[&Placed<'_>], room: usize) {
        let Some(file) = labels.first().map(|label| label.file) else {
            return;
        };
        let first = self.lines.len();
        for number in lines_to_show(file, labels) {
            self.add_line(file, number, labels, room);
        }
        for label in labels {
            let start = self.moved(first, label.first_line, label.start);
            let end = self.moved(first, label.last_line, label.end).max(start);
            let span = SourceSpan::new(start.into(), end - start);
            let column = self.column_of(first, label.first_line, start);
            let text = wrap_label(
                &label.label.text,
                room,
                column + (end - start).min(room) / 2,
            );
            self.labels.push(if label.is_primary {
                LabeledSpan::new_primary_with_span(text, span)
            } else {
                LabeledSpan::new_with_span(text, span)
            });
            self.places.push((start, file.line_and_column(label.start)));
        }
    }

    fn add_line(&mut self, file: &SourceFile, number: usize, labels: &[&Placed<'_>], room: usize) {
        let range = file.line_range(number);
        let text = file.text().get(range.clone()).unwrap_or("");
        let on_line =
            |label: &&&Placed<'_>| label.first_line <= number && number <= label.last_line;
        let low = labels.iter().filter(on_line).map(|label| label.start).min();
        let high = labels.iter().filter(on_line).map(|label| label.end).max();
        let low = low.unwrap_or(range.start).max(range.start) - range.start;
        let high = high.unwrap_or(range.start).min(range.end).max(range.start) - range.start;

        let start = self.text.len();
        let mut offsets = Vec::new();
        let mut column = 0;
        let from = window_start(text, low, high.max(low), room);
        if from > 0 {
            self.text.push('…');
            column += 1;
        }
        let shown = text.get(from..).unwrap_or("");
        let mut cut = false;
        for (at, c) in shown.char_indices() {
            let columns = shown_width(c, column);
            let rest = shown.get(at..).unwrap_or("");
            if column + columns >= room && !fits(rest, room - column.min(room)) {
                cut = true;
                offsets.push((range.start + from + at, self.text.len()));
                break;
            }
            offsets.push((range.start + from + at, self.text.len()));
            if c == '\t' {
                self.text.extend(std::iter::repeat_n(' ', columns));
            } else {
                self.text.push(visible(c));
            }
            column += columns;
        }
        if cut {
            self.text.push('…');
        } else {
            offsets.push((range.end, self.text.len()));
        }
        self.text.push('\n');
        self.lines.push(ShownLine {
            file: printable(file.name()).into_owned(),
            number,
            start,
            end: self.text.len(),
            offsets,
        });
    }

    /// Where an offset of a file is in this text; what was cut away is at the cut.
    fn moved(&self, first: usize, number: usize, offset: usize) -> usize {
        let Some(line) = self.line(first, number) else {
            return 0;
        };
        let index = line.offsets.partition_point(|&(from, _)| from < offset);
        let place = line.offsets.get(index).or(line.offsets.last());
        place.map_or(line.start, |&(_, to)| to)
    }

    fn column_of(&self, first: usize, number: usize, offset: usize) -> usize {
        let start = self.line(first, number).map_or(0, |line| line.start);
        self.text.get(start..offset).unwrap_or("").width()
    }

    fn line(&self, first: usize, number: usize) -> Option<&ShownLine> {
        let lines = self.lines.get(first..)?;
        lines.iter().find(|line| line.number == number)
    }
}

impl<'a> Placed<'a> {
    fn new(label: &'a Label, sources: &'a Sources, is_primary: bool) -> Option<Self> {
        let file = sources.get(label.span.file)?.as_ref();
        let text = file.text();
        let start = text.floor_char_boundary(label.span.start);
        let mut end = text.floor_char_boundary(label.span.end).max(start);
        let covered = text.get(start..end).unwrap_or("");
        let trimmed = covered.trim_end();
        end = if trimmed.is_empty() {
            end.min(file.line_range(file.line(start)).end.max(start))
        } else {
            start + trimmed.len()
        };
        let first_line = file.line(start);
        let mut last_line = file.line(end.saturating_sub(1).max(start));
        if last_line - first_line >= MOST_LINES {
            last_line = first_line;
            end = file.line_range(first_line).end.max(start);
        }
        Some(Self {
            label,
            file,
            start,
            end,
            first_line,
            last_line,
            is_primary,
        })
    }
}

/// The labelled lines, and those around them that are not blank; the run of
/// lines where the mistake is comes first.
fn lines_to_show(file: &SourceFile, labels: &[&Placed<'_>]) -> Vec<usize> {
    let mut numbers = BTreeSet::new();
    for label in labels {
        numbers.extend(label.first_line..=label.last_line);
    }
    let labelled = numbers.clone();
    let is_blank = |number: usize| {
        let text = file.text().get(file.line_range(number)).unwrap_or("");
        text.trim_ascii().is_empty()
    };
    for label in labels {
        let before = label.first_line.saturating_sub(CONTEXT).max(1)..label.first_line;
        let after = label.last_line + 1..=(label.last_line + CONTEXT).min(file.line_count());
        // A blank line is kept only where it joins two labelled ones.
        numbers.extend(before.chain(after).filter(|&number| {
            !is_blank(number)
                || (labelled.contains(&(number - 1)) && labelled.contains(&(number + 1)))
        }));
    }
    let numbers: Vec<usize> = numbers.into_iter().collect();
    let runs = numbers.chunk_by(|above, below| above + 1 == *below);
    let primary = labels.iter().find(|label| label.is_primary);
    let is_main = |run: &&[usize]| primary.is_some_and(|label| run.contains(&label.first_line));
    let (main, others): (Vec<_>, Vec<_>) = runs.partition(is_main);
    [main, others].concat().concat()
}

/// Whether a text needs no more columns than there are. Stops reading when it does.
fn fits(text: &str, room: usize) -> bool {
    let mut column = 0;
    text.chars().all(|c| {
        column += shown_width(c, column);
        column <= room
    })
}

fn shown_width(c: char, column: usize) -> usize {
    match c {
        '\t' => TAB - column % TAB,
        _ => visible(c).width().unwrap_or(0),
    }
}

/// The byte from which a line is shown: its start where the labels (`low..high`) then fit.
fn window_start(text: &str, low: usize, high: usize, room: usize) -> usize {
    if fits(text, room) || fits(text.get(..high).unwrap_or(""), room.saturating_sub(1)) {
        return 0;
    }
    let labelled = text.get(low..high).unwrap_or("");
    let lead = if fits(labelled, room.saturating_sub(LEAD + 2)) {
        LEAD
    } else {
        2
    };
    let before = text.get(..low).unwrap_or("");
    before
        .char_indices()
        .rev()
        .take(lead)
        .last()
        .map_or(low, |(at, _)| at)
}

/// A label's text broken into lines that fit beside the place it hangs from.
fn wrap_label(text: &str, room: usize, column: usize) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let text = printable(text);
    let width = room.saturating_sub(column + 4).max(NARROWEST);
    Some(super::wrap::wrap(&text, width).join("\n"))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let end_offset = (span.offset() + span.len())
            .saturating_sub(1)
            .max(span.offset());
        let holding = |offset: usize| {
            self.lines
                .iter()
                .position(|line| line.start <= offset && offset < line.end)
                .ok_or(MietteError::OutOfBounds)
        };
        let (mut first, mut last) = (holding(span.offset())?, holding(end_offset)?);
        let joined = |upper: usize| {
            matches!(self.lines.get(upper..upper + 2), Some([a, b])
                if a.file == b.file && a.number + 1 == b.number)
        };
        // Lines that do not follow each other are never shown as one excerpt.
        if !(first..last).all(joined) {
            return Err(MietteError::OutOfBounds);
        }
        let (labelled, is_place) = (first, before == 0 && after == 0);
        for _ in 0..before {
            if first > 0 && joined(first - 1) {
                first -= 1;
            }
        }
        for _ in 0..after {
            if joined(last) {
                last += 1;
            }
        }
        let (Some(top), Some(bottom)) = (self.lines.get(first), self.lines.get(last)) else {
            return Err(MietteError::OutOfBounds);
        };
        let (mut line, mut column) = (top.number, 1);
        if is_place
            && let Some(&(_, place)) = self.places.iter().find(|(at, (line, _))| {
                *at == span.offset()
                    && self
                        .lines
                        .get(labelled)
                        .is_some_and(|shown| shown.number == *line)
            })
        {
            (line, column) = place;
        }
        let data = self.text.as_bytes().get(top.start..bottom.end);
        Ok(Box::new(MietteSpanContents::new_named(
            top.file.clone(),
            data.ok_or(MietteError::OutOfBounds)?,
            SourceSpan::new(top.start.into(), bottom.end - top.start),
            line.saturating_sub(1),
            column.saturating_sub(1),
            last - first + 1,
        )))
    }
}
