//! Columns of text: in go rows of cells and a width, out come lines in which
//! every cell is wrapped into its column and nothing is cut.

use unicode_width::UnicodeWidthStr;

use super::paint::{Tone, paint};
use crate::diagnostics::{printable, wrap};

/// Columns between two cells.
pub(super) const GAP: usize = 2;
/// A column that has to give way keeps its widest word, as long as it is no wider than this.
const WORD: usize = 30;
/// Where that is not enough, a column keeps these columns, or its widest word if narrower.
const NARROWEST: usize = 12;

/// A text and what it stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text; its own line breaks are kept.
    pub text: String,
    /// What it stands for.
    pub tone: Tone,
}

impl Cell {
    /// A cell with a tone. Characters that steer a terminal are made visible.
    pub fn new(text: impl AsRef<str>, tone: Tone) -> Self {
        Self {
            text: printable(text.as_ref()).into_owned(),
            tone,
        }
    }

    /// A cell without a tone.
    pub fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text, Tone::Plain)
    }

    fn width(&self) -> usize {
        self.text
            .lines()
            .map(UnicodeWidthStr::width)
            .max()
            .unwrap_or(0)
    }

    fn widest_word(&self) -> usize {
        let words = self.text.split_whitespace().map(UnicodeWidthStr::width);
        words.max().unwrap_or(0)
    }
}

/// Lines of a grid; each ends in a line break. `indent` columns stay free on the left.
pub fn grid(rows: &[Vec<Cell>], indent: usize, width: usize, color: bool) -> String {
    let widths = column_widths(rows, width.saturating_sub(indent));
    let mut out = String::new();
    for row in rows {
        for line in row_lines(row, &widths, color) {
            push_line(&mut out, indent, &line);
        }
    }
    out
}

/// The lines of one row, without indent.
pub(super) fn row_lines(row: &[Cell], widths: &[usize], color: bool) -> Vec<String> {
    let wrapped: Vec<Vec<String>> = row
        .iter()
        .zip(widths)
        .map(|(cell, &width)| wrap(&cell.text, width.max(1)))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    (0..height)
        .map(|index| {
            let mut line = String::new();
            let mut owed = 0;
            for ((lines, cell), &width) in wrapped.iter().zip(row).zip(widths) {
                let text = lines.get(index).map_or("", String::as_str);
                if !text.is_empty() {
                    line.push_str(&" ".repeat(owed));
                    line.push_str(&paint(text, cell.tone, color));
                    owed = 0;
                }
                owed += width.saturating_sub(text.width()) + GAP;
            }
            line
        })
        .collect()
}

fn push_line(out: &mut String, indent: usize, line: &str) {
    if !line.is_empty() {
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
    }
    out.push('\n');
}

/// How wide each column is, so that all fit where they can.
pub(super) fn column_widths(rows: &[Vec<Cell>], width: usize) -> Vec<usize> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |of: fn(&Cell) -> usize| -> Vec<usize> {
        let column = |index: usize| rows.iter().filter_map(move |row| row.get(index)).map(of);
        (0..columns)
            .map(|index| column(index).max().unwrap_or(0))
            .collect()
    };
    let mut widths = widest(Cell::width);
    let words = widest(Cell::widest_word);
    let room = width.saturating_sub(GAP * columns.saturating_sub(1));
    for most in [WORD, NARROWEST] {
        let least: Vec<usize> = words.iter().map(|&word| word.min(most)).collect();
        narrow(&mut widths, &least, room);
    }
    widths
}

/// Takes columns away until all fit, from the widest one first down to the next
/// widest, and so on; none below its least.
fn narrow(widths: &mut [usize], least: &[usize], room: usize) {
    let mut over = widths.iter().sum::<usize>().saturating_sub(room);
    while over > 0 {
        let can_give = |(_, (now, least)): &(usize, (&usize, &usize))| now > least;
        let candidates = || widths.iter().zip(least).enumerate().filter(can_give);
        let Some((index, (&top, &bottom))) = candidates().max_by_key(|(_, (now, _))| **now) else {
            return;
        };
        let next = candidates()
            .filter(|(_, (now, _))| **now < top)
            .map(|(_, (now, _))| *now)
            .max()
            .unwrap_or(0);
        let give = (top - next.max(bottom)).clamp(1, over);
        if let Some(now) = widths.get_mut(index) {
            *now -= give;
        }
        over -= give;
    }
}

/// The narrowest that the rows can be laid out at.
pub(super) fn narrowest(rows: &[Vec<Cell>]) -> usize {
    let widths = column_widths(rows, 0);
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{Cell, grid};

    fn rows(texts: &[&[&str]]) -> Vec<Vec<Cell>> {
        texts
            .iter()
            .map(|row| row.iter().map(Cell::plain).collect())
            .collect()
    }

    #[test]
    fn columns_align_and_wrap() {
        let rows = rows(&[
            &["rest", "Severe where it matters"],
            &["modify", "Sore 漢字"],
        ]);
        assert_eq!(
            grid(&rows, 2, 40, false),
            "  rest    Severe where it matters\n  modify  Sore 漢字\n"
        );
        assert_eq!(
            grid(&rows, 2, 24, false),
            "  rest    Severe where\n          it matters\n  modify  Sore 漢字\n"
        );
    }

    #[test]
    fn no_width_is_too_small() {
        let rows = rows(&[&["a", "unbelievable words", ""], &["", "b"]]);
        for width in 0..40 {
            assert!(grid(&rows, 3, width, true).contains("unb"));
        }
    }
}
