//! As little of a declaration as is needed to read one of its lines again: in
//! go the declaration and a place in it, out comes its first line with the clause
//! of that place, and only the header of a table above its row.

use std::ops::Range;

use super::super::keywords::ADJUSTMENTS;

/// A line with what must stand above it.
pub(super) struct Slice<'a> {
    above: String,
    text: &'a str,
    /// The line, in the declaration.
    pub line: Range<usize>,
    /// It is the declaration's first, whose other lines are missed.
    pub first: bool,
}

impl<'a> Slice<'a> {
    /// The slice for the line that holds this byte of a declaration.
    pub(super) fn of(text: &'a str, at: usize) -> Option<Self> {
        let mut lines: Vec<Range<usize>> = Vec::new();
        let mut from = 0;
        for line in text.split_inclusive('\n') {
            if from > at {
                break;
            }
            lines.push(from..from + line.trim_end_matches(['\n', '\r']).len());
            from += line.len();
        }
        let line = lines.pop()?;
        let of = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        let indent = |range: &Range<usize>| of(range).len() - of(range).trim_start().len();
        let sign = |range: &Range<usize>| of(range).trim_start().chars().next();
        let word = |range: &Range<usize>| {
            of(range)
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_owned()
        };
        let mut kept: Vec<Range<usize>> = Vec::new();
        if let Some((first, rest)) = lines.split_first() {
            kept.push(first.clone());
            let clause = rest.first().map_or_else(|| indent(&line), indent);
            let begins = |range: &Range<usize>| {
                indent(range) <= clause && !matches!(sign(range), Some('|' | '-') | None)
            };
            // A row that lost its first `|` is one still.
            let start = if begins(&line) && !of(&line).contains('|') {
                rest.len()
            } else {
                rest.iter().rposition(begins).unwrap_or(0)
            };
            let head = rest.get(start).unwrap_or(&line);
            if ADJUSTMENTS.contains(&word(head).as_str()) {
                kept.extend(rest.iter().find(|range| word(range) == "then").cloned());
            }
            let mut rows = 0;
            for range in rest.get(start..).unwrap_or_default() {
                rows += usize::from(sign(range) == Some('|'));
                if sign(range) != Some('|') || rows == 1 {
                    kept.push(range.clone());
                }
            }
        }
        let above = kept
            .iter()
            .fold(String::new(), |above, range| above + of(range) + "\n");
        Some(Self {
            first: lines.is_empty(),
            above,
            text,
            line,
        })
    }

    /// The slice with changes in its line, and where the line then stands; `None`
    /// where a change lies outside it.
    pub(super) fn with(&self, edits: &[(Range<usize>, String)]) -> Option<(String, Range<usize>)> {
        let mut line = self.text.get(self.line.clone())?.to_owned();
        for (range, replacement) in edits.iter().rev() {
            let start = range.start.checked_sub(self.line.start)?;
            let end = range.end.checked_sub(self.line.start)?;
            line.get(start..end)?;
            line.replace_range(start..end, replacement);
        }
        let start = self.above.len();
        let tried = format!("{}{line}\n", self.above);
        Some((tried, start..start + line.len()))
    }
}
