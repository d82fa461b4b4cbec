//! The lines of source of a message, drawn: in go excerpts, out come frames in
//! which every label stands under what it names.
//!
//! ```text
//!    ╭─[squad.touchline:7:8]
//!  7 │   when sorenes >= 8
//!    ·        ───┬───
//!    ·           ╰── not declared
//!    ╰────
//! ```
//!
//! Labels on one text, or on a part of it, have a row each, the shortest first.
//! A label without room at its right is led back to the left.

use miette::ThemeStyles;
use unicode_width::UnicodeWidthStr;

use super::excerpt::{Excerpt, Mark, Spread};
use super::wrap::wrap;

/// With less room than this at its right, a text is led back to the left.
const NARROW: usize = 20;
/// The columns of the sign that leads from an underline to its text.
const LEAD: usize = 4;

/// Draws every excerpt, in no more columns than `width`.
pub(super) fn write(out: &mut String, excerpts: &[Excerpt], width: usize, styles: &ThemeStyles) {
    for excerpt in excerpts {
        Frame {
            excerpt,
            digits: excerpt.digits(),
            room: excerpt.room,
            styles,
        }
        .write(out, width);
    }
}

struct Frame<'a> {
    excerpt: &'a Excerpt,
    /// Columns of the line numbers.
    digits: usize,
    /// Columns beside them.
    room: usize,
    styles: &'a ThemeStyles,
}

impl Frame<'_> {
    fn write(&self, out: &mut String, width: usize) {
        let margin = " ".repeat(self.digits + 2);
        let place = self.place(width.saturating_sub(self.digits + 6));
        out.push_str(&format!("{margin}╭─[{}]\n", self.styles.link.style(place)));
        let mut last = None;
        for line in &self.excerpt.lines {
            if last.is_some_and(|last| last + 1 < line.number) {
                out.push_str(&format!("{margin}⋮\n"));
            }
            last = Some(line.number);
            let number = format!("{:>1$}", line.number, self.digits);
            let number = self.styles.linum.style(number);
            let row = format!("{} {}", self.gutter(line.number), line.text);
            out.push_str(format!(" {number} │{row}").trim_end());
            out.push('\n');
            for row in rows(&line.marks, self.room) {
                self.write_row(out, line.number, &row);
            }
            self.end_spread(out, line.number);
        }
        out.push_str(&format!("{margin}╰────\n"));
    }

    /// The file, line and column, without the start of a path that does not fit.
    fn place(&self, room: usize) -> String {
        let (line, column) = self.excerpt.at;
        let place = format!("{}:{line}:{column}", self.excerpt.name);
        if place.width() <= room {
            return place;
        }
        let mut cut = place.as_str();
        while cut.width() + 1 > room {
            let mut letters = cut.chars();
            if letters.next().is_none() {
                break;
            }
            cut = letters.as_str();
        }
        format!("…{cut}")
    }

    /// The bracket at the left of lines that one label covers.
    fn gutter(&self, number: usize) -> String {
        let sign = match self.excerpt.spread {
            None => return String::new(),
            Some(Spread { first, .. }) if number == first => " ╭─▶",
            Some(Spread { last, .. }) if number == last => " ├─▶",
            Some(Spread { first, last, .. }) if (first..last).contains(&number) => " │  ",
            Some(_) => return "    ".into(),
        };
        self.spread_style(sign)
    }

    fn spread_style(&self, text: &str) -> String {
        let color = self
            .excerpt
            .spread
            .as_ref()
            .map_or(0, |spread| spread.color);
        self.style(text, color)
    }

    fn style(&self, text: &str, color: usize) -> String {
        let styles = &self.styles.highlights;
        match styles.get(color % styles.len().max(1)) {
            Some(style) => style.style(text).to_string(),
            None => text.to_owned(),
        }
    }

    /// The start of a row below a line.
    fn lead(&self, number: usize) -> String {
        let gutter = match self.excerpt.spread {
            None => String::new(),
            Some(Spread { first, last, .. }) if (first..last).contains(&number) => {
                self.spread_style(" │  ")
            }
            Some(_) => "    ".into(),
        };
        format!("{}·{gutter} ", " ".repeat(self.digits + 2))
    }

    /// The text of the label that covers several lines, below the last of them.
    fn end_spread(&self, out: &mut String, number: usize) {
        let Some(spread) = &self.excerpt.spread else {
            return;
        };
        if spread.last != number {
            return;
        }
        let margin = format!("{}·", " ".repeat(self.digits + 2));
        // The bracket takes the columns of the gutter, and one more.
        let lines = wrap(&spread.text, self.room.saturating_sub(3));
        for (index, line) in lines.iter().enumerate() {
            let sign = match (index, lines.len()) {
                (0, 1) => " ╰──── ",
                (0, _) => " ╰───┤ ",
                _ => "     │ ",
            };
            let row = self.spread_style(format!("{sign}{line}").trim_end());
            out.push_str(&format!("{margin}{row}\n"));
        }
    }

    /// Underlines in one row, and below it their texts, the last first.
    fn write_row(&self, out: &mut String, number: usize, row: &[&Mark]) {
        let lead = self.lead(number);
        let mut underlines = lead.clone();
        let mut column = 0;
        for mark in row {
            underlines.extend(std::iter::repeat_n(' ', mark.start.saturating_sub(column)));
            underlines.push_str(&self.style(&underline(mark), mark.color));
            column = mark.end;
        }
        out.push_str(&underlines);
        out.push('\n');
        for (index, mark) in row.iter().enumerate().rev() {
            let Some(text) = &mark.text else { continue };
            let right = self.room.saturating_sub(mark.bar() + LEAD);
            if !goes_right(text, right) {
                self.lead_back(out, &lead, mark, text);
                continue;
            }
            let mut before = lead.clone();
            let mut column = 0;
            for other in row.iter().take(index) {
                before.extend(std::iter::repeat_n(' ', other.bar().saturating_sub(column)));
                column = other.bar();
                if other.text.is_some() {
                    before.push_str(&self.style("│", other.color));
                    column += 1;
                }
            }
            before.extend(std::iter::repeat_n(' ', mark.bar().saturating_sub(column)));
            self.write_text(out, &before, mark, &wrap(text, right));
        }
    }

    /// A text that has no room at the right of its underline.
    fn lead_back(&self, out: &mut String, lead: &str, mark: &Mark, text: &str) {
        if mark.bar() > 0 {
            let back = format!("╭{}╯", "─".repeat(mark.bar() - 1));
            out.push_str(&format!("{lead}{}\n", self.style(&back, mark.color)));
        }
        let lines = wrap(text, self.room.saturating_sub(LEAD));
        self.write_text(out, lead, mark, &lines);
    }

    fn write_text(&self, out: &mut String, before: &str, mark: &Mark, lines: &[String]) {
        for (index, line) in lines.iter().enumerate() {
            let sign = match (index, lines.len()) {
                (0, 1) => "╰── ",
                (0, _) => "╰─┤ ",
                _ => "  │ ",
            };
            let text = self.style(format!("{sign}{line}").trim_end(), mark.color);
            out.push_str(&format!("{before}{text}\n"));
        }
    }
}

fn underline(mark: &Mark) -> String {
    if mark.is_empty {
        return "▲".into();
    }
    let line = |columns| "─".repeat(columns);
    let sign = if mark.text.is_some() { "┬" } else { "─" };
    let (left, right) = (mark.bar() - mark.start, mark.end - mark.bar() - 1);
    format!("{}{sign}{}", line(left), line(right))
}

/// Whether a text stands well in these columns.
fn goes_right(text: &str, columns: usize) -> bool {
    columns >= NARROW || text.width() <= columns
}

/// The labels of a line in rows in which none is over another, and none that
/// is led back has another at its left.
fn rows(marks: &[Mark], room: usize) -> Vec<Vec<&Mark>> {
    let mut shortest_first: Vec<&Mark> = marks.iter().collect();
    shortest_first.sort_by_key(|mark| (mark.end - mark.start, mark.start));
    let alone = |mark: &Mark| {
        let right = room.saturating_sub(mark.bar() + LEAD);
        mark.text
            .as_ref()
            .is_some_and(|text| !goes_right(text, right))
    };
    let mut rows: Vec<Vec<&Mark>> = Vec::new();
    for mark in shortest_first {
        let beside = |other: &&Mark| {
            (mark.end <= other.start || other.end <= mark.start) && !alone(other) && !alone(mark)
        };
        match rows.iter_mut().find(|row| row.iter().all(beside)) {
            Some(row) => row.push(mark),
            None => rows.push(vec![mark]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|mark| mark.start);
    }
    rows
}
