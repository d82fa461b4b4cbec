//! The lines of source that a message shows: in go labels on files of any
//! size, out come excerpts that hold those lines only, cut to the width, each
//! with the columns that its labels stand under.

mod cut;

use std::collections::BTreeSet;

use super::printable::printable;
use super::{Diagnostic, Label};
use crate::source::{SourceFile, Sources};
use crate::span::{FileId, Span};
use cut::{Cut, fits};

/// Lines shown before and after a labelled one.
const CONTEXT: usize = 1;
/// A label over more lines than this is put on its first line alone.
const MOST_LINES: usize = 6;
/// Lines are never cut below these many columns.
const NARROWEST: usize = 8;
/// Columns of the bracket that a label over several lines has.
const BRACKET: usize = 4;

/// Lines of one file that follow each other.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The file.
    pub(super) name: String,
    /// Line and column, counted from 1, of the first label of these lines.
    pub(super) at: (usize, usize),
    /// Columns that there are for a line.
    pub(super) room: usize,
    pub(super) lines: Vec<ShownLine>,
    /// The label that covers several lines; a second one is put on its first line.
    pub(super) spread: Option<Spread>,
}

/// A line, or as much of it as fits.
#[derive(Debug)]
pub(super) struct ShownLine {
    /// In its file, counted from 1.
    pub(super) number: usize,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

/// A label on a line.
#[derive(Debug)]
pub(super) struct Mark {
    /// The first column of what it names, counted from 0.
    pub(super) start: usize,
    /// One past the last; at least one more than `start`.
    pub(super) end: usize,
    /// It names no text, but the place before `start`.
    pub(super) is_empty: bool,
    pub(super) text: Option<String>,
    /// Which of the colours it has.
    pub(super) color: usize,
}

/// A label on several lines.
#[derive(Debug)]
pub(super) struct Spread {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) text: String,
    pub(super) color: usize,
}

/// A label with offsets that are known to be good.
#[derive(Clone, Copy)]
struct Placed<'a> {
    label: &'a Label,
    file: &'a SourceFile,
    start: usize,
    end: usize,
    first_line: usize,
    last_line: usize,
    is_primary: bool,
    /// Which of the colours it has.
    color: usize,
}

impl Mark {
    /// The column from which the text hangs.
    pub(super) fn bar(&self) -> usize {
        (self.start + self.end) / 2
    }
}

impl Excerpt {
    /// The lines around the labels of a message, those where the mistake is
    /// first; none where none of its labels has a text.
    pub(super) fn of(diagnostic: &Diagnostic, sources: &Sources, width: usize) -> Vec<Self> {
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
        let mut colors = 0;
        let mut excerpts = Vec::new();
        for id in files {
            let here: Vec<Placed<'_>> = placed
                .iter()
                .filter(|label| label.label.span.file == id)
                .copied()
                .collect();
            for run in runs_to_show(&here) {
                let mut labels: Vec<Placed<'_>> = here
                    .iter()
                    .filter(|label| run.contains(&label.first_line))
                    .copied()
                    .collect();
                labels.sort_by_key(|label| label.start);
                for (index, label) in labels.iter_mut().enumerate() {
                    label.color = colors + index;
                }
                excerpts.extend(Self::of_run(&run, &mut labels, width));
                colors += labels.len();
            }
        }
        excerpts
    }

    /// Lines of one file that are chosen by whoever draws them, all in one
    /// excerpt; `at` is the place that it is headed by, `labels` have a colour each.
    pub(super) fn of_lines(
        at: Span,
        lines: &BTreeSet<usize>,
        labels: &[(Label, usize)],
        sources: &Sources,
        width: usize,
    ) -> Option<Self> {
        let head = Label {
            span: Span {
                end: at.start,
                ..at
            },
            text: String::new(),
        };
        let place = Placed::new(&head, sources, true)?;
        let placed = labels.iter().filter_map(|(label, color)| {
            let placed = Placed::new(label, sources, false)?;
            let is_shown = label.span.file == at.file && lines.contains(&placed.first_line);
            is_shown.then_some(Placed {
                color: *color,
                ..placed
            })
        });
        let mut placed: Vec<Placed<'_>> = placed.collect();
        placed.sort_by_key(|label| label.start);
        let run: Vec<usize> = lines.iter().copied().collect();
        let at = place.file.line_and_column(place.start);
        Self::of_labels(place.file, at, &run, &mut placed, width)
    }

    fn of_run(run: &[usize], labels: &mut [Placed<'_>], width: usize) -> Option<Self> {
        let first = labels.iter().find(|label| label.is_primary);
        let first = first.or(labels.first())?;
        let (file, at) = (first.file, first.file.line_and_column(first.start));
        Self::of_labels(file, at, run, labels, width)
    }

    fn of_labels(
        file: &SourceFile,
        at: (usize, usize),
        run: &[usize],
        labels: &mut [Placed<'_>],
        width: usize,
    ) -> Option<Self> {
        let spread = labels
            .iter()
            .position(|label| label.first_line < label.last_line);
        for (index, label) in labels.iter_mut().enumerate() {
            if Some(index) != spread {
                label.end_on_first_line();
            }
        }
        let digits = run.last().map_or(1, |number| number.to_string().len());
        let margin = digits + 4 + if spread.is_some() { BRACKET } else { 0 };
        let room = width.saturating_sub(margin).max(NARROWEST);
        let lines = run
            .iter()
            .flat_map(|&number| lines_of(file, number, labels, room))
            .collect();
        let spread = spread.and_then(|index| {
            let label = labels.get(index)?;
            Some(Spread {
                first: label.first_line,
                last: label.last_line,
                text: printable(&label.label.text).into_owned(),
                color: label.color,
            })
        });
        Some(Self {
            name: printable(file.name()).into_owned(),
            at,
            room,
            lines,
            spread,
        })
    }

    /// How many columns its line numbers need.
    pub(super) fn digits(&self) -> usize {
        let last = self.lines.last().map_or(1, |line| line.number);
        last.to_string().len()
    }
}

/// A line with its labels; once more for labels too far apart to be shown in one.
fn lines_of(
    file: &SourceFile,
    number: usize,
    labels: &[Placed<'_>],
    room: usize,
) -> Vec<ShownLine> {
    let range = file.line_range(number);
    let text = file.text().get(range.clone()).unwrap_or("");
    let within = |offset: usize| offset.clamp(range.start, range.end) - range.start;
    let mut groups: Vec<Vec<&Placed<'_>>> = Vec::new();
    for label in labels {
        if label.first_line != number || label.first_line < label.last_line {
            continue;
        }
        let fits_in = |group: &Vec<&Placed<'_>>| {
            let low = group.iter().map(|other| other.start).min();
            let low = within(low.unwrap_or(label.start));
            let high = group.iter().map(|other| other.end).max();
            let high = within(high.unwrap_or(0).max(label.end));
            let is_whole = fits(text.get(..high).unwrap_or(""), room.saturating_sub(1));
            is_whole || fits(text.get(low..high).unwrap_or(""), room.saturating_sub(3))
        };
        match groups.last_mut().filter(|group| fits_in(group)) {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    if groups.is_empty() {
        groups.push(Vec::new());
    }
    groups
        .into_iter()
        .map(|group| {
            let low = group.iter().map(|label| within(label.start)).min();
            let high = group.iter().map(|label| within(label.end)).max();
            // A place at the end of a line takes the column after it.
            let at_end =
                |label: &&Placed<'_>| label.start == label.end && within(label.end) == text.len();
            let room = room - usize::from(group.iter().any(at_end));
            let cut = Cut::new(text, low.unwrap_or(0), high.unwrap_or(0), room);
            let marks = group.iter().map(|label| {
                let start = cut.column(within(label.start));
                let end = cut.column(within(label.end));
                let text = printable(&label.label.text).into_owned();
                Mark {
                    start,
                    end: end.max(start + 1),
                    is_empty: label.start == label.end,
                    text: Some(text).filter(|text| !text.is_empty()),
                    color: label.color,
                }
            });
            ShownLine {
                number,
                marks: marks.collect(),
                text: cut.text,
            }
        })
        .collect()
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
            color: 0,
        })
    }

    /// Leaves away what lies below its first line.
    fn end_on_first_line(&mut self) {
        if self.first_line < self.last_line {
            self.last_line = self.first_line;
            self.end = self.file.line_range(self.first_line).end.max(self.start);
        }
    }
}

/// The labelled lines, and those around them that are not blank; the run of
/// lines where the mistake is comes first.
fn runs_to_show(labels: &[Placed<'_>]) -> Vec<Vec<usize>> {
    let Some(file) = labels.first().map(|label| label.file) else {
        return Vec::new();
    };
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
    let runs = main.into_iter().chain(others);
    runs.map(<[usize]>::to_vec).collect()
}
