//! A line cut to the columns that there are for it: in goes a line with the
//! range that its labels name, out comes as much as fits around them, and the
//! column of each character.
//!
//! What a terminal would not show in the columns that are counted for it is
//! replaced: tabs by spaces, what steers a terminal by a sign for it, and what
//! joins several characters into one picture is left away.

use unicode_width::UnicodeWidthChar;

use super::super::printable::visible;

const TAB: usize = 4;

/// Columns kept before a label when its line is cut on the left.
const LEAD: usize = 12;

/// Of characters without a column of their own, no more are shown a column.
const MOST_A_COLUMN: usize = 8;

/// As much of a line as fits.
pub(super) struct Cut {
    pub(super) text: String,
    /// Offsets in the line, and the columns they are shown at: one a character, and the end.
    columns: Vec<(usize, usize)>,
}

impl Cut {
    /// Cuts a line to `room` columns, around the labels `low..high` in it.
    pub(super) fn new(line: &str, low: usize, high: usize, room: usize) -> Self {
        let mut text = String::new();
        let mut columns = Vec::new();
        let from = window_start(line, low, high.max(low), room);
        if from > 0 {
            text.push('…');
        }
        let shown = line.get(from..).unwrap_or("");
        let mut used = usize::from(from > 0);
        for (at, c) in shown.char_indices() {
            let width = shown_width(c, used);
            let rest = shown.get(at..).unwrap_or("");
            columns.push((from + at, used));
            let is_full = used + width >= room && !fits_from(rest, used, room);
            if is_full || columns.len() > MOST_A_COLUMN * room {
                text.push('…');
                return Self { text, columns };
            }
            match shown_char(c) {
                Some('\t') => text.extend(std::iter::repeat_n(' ', width)),
                Some(c) => text.push(c),
                None => {}
            }
            used += width;
        }
        columns.push((line.len(), used));
        Self { text, columns }
    }

    /// The column of an offset; what was cut away is at the cut.
    pub(super) fn column(&self, offset: usize) -> usize {
        let index = self.columns.partition_point(|&(from, _)| from < offset);
        let place = self.columns.get(index).or(self.columns.last());
        place.map_or(0, |&(_, column)| column)
    }
}

/// Whether a text needs no more columns than there are. Stops reading when it does.
pub(super) fn fits(text: &str, room: usize) -> bool {
    fits_from(text, 0, room)
}

/// The same for a text that begins at a column.
fn fits_from(text: &str, column: usize, room: usize) -> bool {
    let mut column = column;
    text.chars().all(|c| {
        column += shown_width(c, column);
        column <= room
    })
}

/// What a character is shown as; nothing for what only changes how others look,
/// since terminals do not agree on the columns of the whole.
fn shown_char(c: char) -> Option<char> {
    match c {
        '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => None,
        '\t' => Some('\t'),
        _ => Some(visible(c)),
    }
}

fn shown_width(c: char, column: usize) -> usize {
    match shown_char(c) {
        Some('\t') => TAB - column % TAB,
        Some(c) => c.width().unwrap_or(0),
        None => 0,
    }
}

/// The byte from which a line is shown: its start where the labels (`low..high`) then fit.
fn window_start(text: &str, low: usize, high: usize, room: usize) -> usize {
    if fits(text, room) || fits(text.get(..high).unwrap_or(""), room.saturating_sub(1)) {
        return 0;
    }
    // The two columns are those of the signs for what is cut away.
    let labelled = text.get(low..high).unwrap_or("");
    let mut free = room.saturating_sub(2).min(LEAD);
    while free > 0 && !fits_from(labelled, free, room.saturating_sub(2)) {
        free -= 1;
    }
    let before = text.get(..low).unwrap_or("");
    let mut from = low;
    for (at, c) in before.char_indices().rev() {
        let columns = shown_width(c, 0);
        if columns > free {
            break;
        }
        free -= columns;
        from = at;
        // What has no column of its own is shown with what it belongs to, or not at all.
        if low - from > MOST_A_COLUMN * room {
            break;
        }
    }
    from
}
