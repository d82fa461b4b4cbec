//! Where a line breaks: in go its tokens and how far it is indented, out comes
//! its text, on one line where that fits, else broken where the language lets an
//! expression go on: before `and` and `or`, after a comma or an operator, and
//! anywhere in brackets. What binds loosest breaks first.

use std::ops::Range;

use super::tokens::{Kind, Token, is_spaced};

/// Columns that a line should not go past.
pub(super) const WIDTH: usize = 110;
/// How much deeper a line stands that goes on from the one above.
const DEEPER: usize = 2;

/// A line's text. `indent` is how far its first token stands in, which the text
/// does not hold; `first` how many columns stand before it, such as a bullet's dash.
pub(super) fn wrapped(tokens: &[Token<'_>], indent: usize, first: usize) -> String {
    let mut widths = vec![0; tokens.len() + 1];
    let mut comments = vec![0; tokens.len() + 1];
    for (index, token) in tokens.iter().enumerate() {
        let space = index > 0 && is_spaced(&tokens[index - 1], token);
        widths[index + 1] = widths[index] + usize::from(space) + token.width();
        // A comment above a token, or behind the last one, leaves the line whole before it.
        let above = usize::from(index > 0 && !token.above.is_empty());
        let behind = usize::from(index > 0 && tokens[index - 1].behind.is_some());
        comments[index + 1] = comments[index] + above + behind;
    }
    let mut wrapper = Wrapper {
        tokens,
        widths,
        comments,
        breaks: vec![None; tokens.len()],
    };
    let start = indent + first;
    wrapper.place(0..tokens.len(), start, start + DEEPER, 0);
    wrapper.text()
}

/// What parts a range of tokens, from what binds loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Comma,
    Or,
    And,
    Branch,
    Equals,
    Sum,
    Product,
}

const PARTS: [Part; 7] = [
    Part::Comma,
    Part::Branch,
    Part::Or,
    Part::And,
    Part::Equals,
    Part::Sum,
    Part::Product,
];

struct Wrapper<'a> {
    tokens: &'a [Token<'a>],
    /// The width of the tokens before each, on one line.
    widths: Vec<usize>,
    /// How many of the tokens up to each must begin a line, for a comment.
    comments: Vec<usize>,
    /// How far a token is indented that begins a line.
    breaks: Vec<Option<usize>>,
}

impl Wrapper<'_> {
    /// The width of a range on one line; a space before it does not count.
    fn width(&self, range: &Range<usize>) -> usize {
        let Some(first) = self.tokens.get(range.start).filter(|_| !range.is_empty()) else {
            return 0;
        };
        self.widths[range.end] - self.widths[range.start + 1] + first.width()
    }

    fn is_broken_by_comment(&self, range: &Range<usize>) -> bool {
        range.len() > 1 && self.comments[range.end] > self.comments[range.start + 1]
    }

    /// Lays a range out from a column on; lines that go on begin at `indent`.
    /// Gives the column after it.
    fn place(&mut self, range: Range<usize>, column: usize, indent: usize, depth: usize) -> usize {
        let flat = column + self.width(&range);
        if range.len() < 2 || (flat <= WIDTH && !self.is_broken_by_comment(&range)) {
            return flat;
        }
        for part in PARTS {
            let starts = self.starts(&range, part, depth);
            if !starts.is_empty() {
                return self.pieces(&range, &starts, part, column, indent, depth);
            }
        }
        self.brackets(range, column, indent, depth)
    }

    /// Where the pieces begin, but for the first, into which a range is parted.
    fn starts(&self, range: &Range<usize>, part: Part, depth: usize) -> Vec<usize> {
        let mut starts = Vec::new();
        let (mut open, mut between) = (0_usize, 0_usize);
        for index in range.clone() {
            let token = &self.tokens[index];
            match token.kind {
                Kind::Open => open += 1,
                Kind::Close => open = open.saturating_sub(1),
                _ if open > 0 => {}
                _ if token.text == "between" => between += 1,
                _ if token.text == "and" && between > 0 => between -= 1,
                _ => match (part, token.kind, token.text.as_str()) {
                    (Part::Comma, Kind::Comma, _)
                    | (Part::Equals, Kind::Equals, _)
                    | (Part::Sum, Kind::Operator, "+" | "-")
                    | (Part::Product, Kind::Operator, "*" | "/") => starts.push(index + 1),
                    (Part::Or, Kind::Word, "or") | (Part::And, Kind::Word, "and") => {
                        starts.push(index);
                    }
                    // Outside of brackets a line cannot end there.
                    (Part::Branch, Kind::Word, "then" | "else") if depth > 0 => starts.push(index),
                    _ => {}
                },
            }
        }
        starts.retain(|&start| start > range.start && start < range.end);
        starts
    }

    fn pieces(
        &mut self,
        range: &Range<usize>,
        starts: &[usize],
        part: Part,
        mut column: usize,
        indent: usize,
        depth: usize,
    ) -> usize {
        let ends = starts.iter().copied().chain([range.end]);
        let mut from = range.start;
        for end in ends {
            let piece = from..end;
            if from > range.start {
                // Items that part by commas share lines, unless they are conditions in brackets.
                let fits = column + 1 + self.width(&piece) <= WIDTH
                    && !self.must_begin_line(from)
                    && !self.is_broken_by_comment(&piece);
                let shares = part == Part::Comma && !self.holds_condition(range);
                if shares && fits {
                    column += 1;
                } else {
                    self.breaks[from] = Some(indent);
                    column = indent;
                }
            }
            column = self.place(piece, column, indent + DEEPER, depth);
            from = end;
        }
        column
    }

    /// Whether what is listed are conditions, which read best one below the other.
    fn holds_condition(&self, range: &Range<usize>) -> bool {
        let tokens = self.tokens.get(range.clone()).unwrap_or_default();
        let in_list = range
            .start
            .checked_sub(2)
            .and_then(|before| self.tokens.get(before));
        in_list.is_some_and(|token| token.text == "of")
            && tokens.iter().any(|token| {
                token.kind == Kind::Compare || matches!(token.text.as_str(), "is" | "and" | "or")
            })
    }

    /// Whether a comment stands between a token and the one before.
    fn must_begin_line(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .and_then(|index| self.tokens.get(index));
        self.tokens
            .get(index)
            .is_some_and(|token| !token.above.is_empty())
            || before.is_some_and(|token| token.behind.is_some())
    }

    /// A range that nothing parts but brackets: those that do not fit open a line each.
    fn brackets(
        &mut self,
        range: Range<usize>,
        mut column: usize,
        indent: usize,
        depth: usize,
    ) -> usize {
        let mut index = range.start;
        while index < range.end {
            if index > range.start {
                if self.must_begin_line(index) {
                    self.breaks[index] = Some(indent);
                    column = indent;
                } else {
                    column += usize::from(is_spaced(&self.tokens[index - 1], &self.tokens[index]));
                }
            }
            if self.tokens[index].kind != Kind::Open {
                column += self.tokens[index].width();
                index += 1;
                continue;
            }
            let close = self.closing(index, range.end);
            let group = index..(close + 1).min(range.end);
            let rest = self.width(&(group.end.saturating_sub(1)..range.end));
            let flat = column + self.width(&group);
            let fits = flat + rest <= WIDTH || flat <= WIDTH && group.len() < 4;
            let inner = index + 1..close.min(range.end);
            if inner.is_empty() || (fits && !self.is_broken_by_comment(&group)) {
                column = flat;
            } else {
                let base = indent.saturating_sub(DEEPER);
                self.breaks[inner.start] = Some(base + DEEPER);
                self.place(inner, base + DEEPER, base + DEEPER, depth + 1);
                if close < range.end {
                    self.breaks[close] = Some(base);
                }
                column = base + 1;
            }
            index = group.end;
        }
        column
    }

    /// The bracket that closes the one at `open`; the end of the range where none does.
    fn closing(&self, open: usize, end: usize) -> usize {
        let mut depth = 0_usize;
        for index in open..end {
            match self.tokens[index].kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return index;
            }
        }
        end
    }

    fn text(&self) -> String {
        let mut out = String::new();
        for (index, token) in self.tokens.iter().enumerate() {
            if index > 0 {
                let before = &self.tokens[index - 1];
                match self.breaks[index] {
                    Some(indent) => {
                        end_line(&mut out, before.behind);
                        for comment in &token.above {
                            out.push_str(&format!("{:indent$}{comment}\n", ""));
                        }
                        out.push_str(&" ".repeat(indent));
                    }
                    None if is_spaced(before, token) => out.push(' '),
                    None => {}
                }
            }
            out.push_str(&token.text);
        }
        end_line(&mut out, self.tokens.last().and_then(|token| token.behind));
        out
    }
}

/// Ends a line, with the comment behind it.
pub(super) fn end_line(out: &mut String, behind: Option<&str>) {
    if let Some(comment) = behind {
        out.push_str(&format!("  {comment}"));
    }
    out.push('\n');
}
