//! Words to lines: in go the words of one clause with the places where a line may
//! break, out comes its text, on one line where it fits and over several where
//! it does not. It takes a number of steps that grows with the number of words.

use unicode_width::UnicodeWidthStr;

/// The longest line that is not broken, in columns: what the longest conditions that
/// people write on one line need.
pub(super) const WIDTH: usize = 110;
/// How much deeper what belongs to a line stands.
pub(super) const INDENT: usize = 2;

/// A word, or what may stand between two.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece<'a> {
    /// A token, or what is written in its place.
    Text(&'a str),
    /// A space where no line may break.
    Space,
    /// All breaks of a group break, or none does.
    Break {
        /// What stands there on one line: a space, or nothing.
        space: bool,
    },
    /// A space at which the line breaks only where what follows does not fit any more.
    Fill,
    /// Begins a group.
    Open,
    /// Ends it.
    Close,
    /// What follows stands deeper, where lines break.
    Indent,
    /// Ends that.
    Dedent,
    /// A comment: the line ends behind it.
    Comment {
        /// The comment, `#` included.
        text: &'a str,
        /// It stands on a line of its own.
        own_line: bool,
    },
}

impl Piece<'_> {
    /// How wide it is where no line breaks.
    fn width(&self) -> usize {
        match self {
            Self::Text(text) => text.width(),
            Self::Space | Self::Fill | Self::Break { space: true } => 1,
            _ => 0,
        }
    }

    /// A line may end here.
    fn may_end(&self) -> bool {
        matches!(self, Self::Break { .. } | Self::Fill | Self::Comment { .. })
    }
}

/// What is known of pieces before any of them is written.
struct Measured {
    /// The width of all pieces before this one.
    before: Vec<usize>,
    /// For what begins a group: whether it holds a comment, and where the line may end behind it.
    /// For a break: where the line may end behind what follows it.
    stop: Vec<usize>,
    broken: Vec<bool>,
}

impl Measured {
    fn of(pieces: &[Piece<'_>]) -> Self {
        let mut before = Vec::with_capacity(pieces.len() + 1);
        let mut width = 0;
        for piece in pieces {
            before.push(width);
            width += piece.width();
        }
        before.push(width);
        let mut stop = vec![pieces.len(); pieces.len()];
        let mut broken = vec![false; pieces.len()];
        // From the end: of each open group, where its next break is, and whether it holds a comment.
        let mut next = pieces.len();
        let mut groups: Vec<(usize, usize, bool)> = Vec::new();
        for (index, piece) in pieces.iter().enumerate().rev() {
            match piece {
                Piece::Close => groups.push((next, next, false)),
                Piece::Open => {
                    let (end, _, comment) = groups.pop().unwrap_or((next, next, false));
                    set(&mut stop, index, end);
                    set(&mut broken, index, comment);
                    if let Some(outer) = groups.last_mut() {
                        outer.2 |= comment;
                    }
                }
                Piece::Break { .. } | Piece::Fill => {
                    if let Some(group) = groups.last_mut() {
                        set(&mut stop, index, group.1);
                        group.1 = index;
                    }
                }
                Piece::Comment { .. } => {
                    if let Some(group) = groups.last_mut() {
                        group.1 = index;
                        group.2 = true;
                    }
                }
                _ => {}
            }
            if piece.may_end() {
                next = index;
            }
        }
        Self {
            before,
            stop,
            broken,
        }
    }

    /// The width from one piece to another.
    fn width(&self, from: usize, to: usize) -> usize {
        let before = |index: usize| self.before.get(index).copied().unwrap_or(0);
        before(to).saturating_sub(before(from))
    }

    fn stop(&self, index: usize) -> usize {
        self.stop.get(index).copied().unwrap_or(0)
    }
}

fn set<T>(values: &mut [T], index: usize, value: T) {
    if let Some(place) = values.get_mut(index) {
        *place = value;
    }
}

/// What comes before the next word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    Space,
    NewLine,
}

/// Writes a clause that begins `base` columns from the left edge; what goes on below stands deeper.
pub(super) fn render(pieces: &[Piece<'_>], base: usize, width: usize) -> String {
    let measured = Measured::of(pieces);
    let mut out = String::new();
    let mut column = base;
    let mut gap = Gap::None;
    let mut level: usize = 0;
    let mut flat: Vec<bool> = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        let is_flat = flat.last().copied().unwrap_or(false);
        let here = column + usize::from(gap == Gap::Space);
        let deeper = base + INDENT * level.max(1);
        match piece {
            Piece::Text(text) => {
                put_gap(&mut out, &mut column, gap, deeper);
                out.push_str(text);
                column += text.width();
                gap = Gap::None;
            }
            Piece::Comment { text, own_line } => {
                if *own_line || gap == Gap::NewLine {
                    put_gap(&mut out, &mut column, Gap::NewLine, deeper);
                } else {
                    out.push_str("  ");
                }
                out.push_str(text);
                gap = Gap::NewLine;
            }
            _ if gap == Gap::NewLine && piece.may_end() => {}
            Piece::Space => {
                if gap == Gap::None {
                    gap = Gap::Space;
                }
            }
            Piece::Break { space } => {
                gap = match (is_flat, space) {
                    (false, _) => Gap::NewLine,
                    (true, true) => Gap::Space,
                    (true, false) => gap,
                };
            }
            Piece::Fill => {
                let fits = column + measured.width(index, measured.stop(index)) <= width;
                gap = match is_flat || fits {
                    true => Gap::Space,
                    false => Gap::NewLine,
                };
            }
            Piece::Open => {
                let start = if gap == Gap::NewLine { deeper } else { here };
                let holds = measured.broken.get(index) == Some(&true);
                let fits = start + measured.width(index, measured.stop(index)) <= width;
                flat.push(is_flat || (fits && !holds));
            }
            Piece::Close => {
                flat.pop();
            }
            Piece::Indent => level += 1,
            Piece::Dedent => level = level.saturating_sub(1),
        }
    }
    out
}

fn put_gap(out: &mut String, column: &mut usize, gap: Gap, deeper: usize) {
    match gap {
        Gap::None => {}
        Gap::Space => {
            out.push(' ');
            *column += 1;
        }
        Gap::NewLine => {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', deeper));
            *column = deeper;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, render};

    const BREAK: Piece<'_> = Piece::Break { space: true };

    #[test]
    fn a_group_breaks_as_a_whole() {
        let pieces = [
            Piece::Open,
            Piece::Text("one"),
            BREAK,
            Piece::Text("two"),
            BREAK,
            Piece::Text("three"),
            Piece::Close,
        ];
        assert_eq!(render(&pieces, 0, 20), "one two three");
        assert_eq!(render(&pieces, 0, 10), "one\n  two\n  three");
    }

    #[test]
    fn a_list_is_filled() {
        let pieces = [
            Piece::Open,
            Piece::Text("one,"),
            Piece::Fill,
            Piece::Text("two,"),
            Piece::Fill,
            Piece::Text("three"),
            Piece::Close,
        ];
        assert_eq!(render(&pieces, 2, 12), "one, two,\n    three");
    }

    #[test]
    fn a_comment_ends_its_line() {
        let comment = Piece::Comment {
            text: "# why",
            own_line: false,
        };
        let pieces = [Piece::Text("a +"), comment, Piece::Space, Piece::Text("b")];
        assert_eq!(render(&pieces, 0, 80), "a +  # why\n  b");
    }
}
