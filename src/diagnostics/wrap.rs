//! Text broken into lines: in goes a text and how many columns there are, out
//! come its lines, broken between words, and inside a word only where it alone
//! is too long.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The lines of a text, none wider than `width` columns (at least 2). Never empty.
/// Spaces at the start of a line and within it stay; what goes on is indented
/// as far as its first line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let rest = paragraph.trim_start();
        let indent = paragraph.width().saturating_sub(rest.width());
        let indent = " ".repeat(indent.min(width / 2));
        let mut line = Line::new(&indent, width);
        for (space, word) in words(rest) {
            line.push(space, word, &mut lines);
        }
        lines.push(line.text);
    }
    lines
}

/// The words of a text, each with the spaces before it.
fn words(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text.trim_end();
    std::iter::from_fn(move || {
        let word = rest.trim_start();
        let space = rest.strip_suffix(word)?;
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        let (word, after) = word.split_at_checked(end)?;
        rest = after;
        (!word.is_empty()).then_some((space, word))
    })
}

/// A line that is being filled.
struct Line<'a> {
    text: String,
    used: usize,
    is_empty: bool,
    indent: &'a str,
    width: usize,
}

impl<'a> Line<'a> {
    fn new(indent: &'a str, width: usize) -> Self {
        Self {
            text: indent.to_owned(),
            used: indent.len(),
            is_empty: true,
            indent,
            width,
        }
    }

    /// Adds a word, on a line of its own where it does not fit this one.
    fn push(&mut self, space: &str, word: &str, lines: &mut Vec<String>) {
        let gap = if self.is_empty {
            0
        } else {
            space.width().max(1)
        };
        let columns = word.width();
        if self.used + gap + columns > self.width && !self.is_empty {
            let next = Self::new(self.indent, self.width);
            lines.push(std::mem::replace(self, next).text);
            return self.push("", word, lines);
        }
        self.text.extend(std::iter::repeat_n(' ', gap));
        self.used += gap;
        self.is_empty = false;
        if self.used + columns <= self.width {
            self.text.push_str(word);
            self.used += columns;
            return;
        }
        for c in word.chars() {
            let columns = c.width().unwrap_or(0);
            if self.used + columns > self.width {
                let next = Self::new(self.indent, self.width);
                lines.push(std::mem::replace(self, next).text);
                self.is_empty = false;
            }
            self.text.push(c);
            self.used += columns;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn words_stay_whole_where_they_can() {
        assert_eq!(
            wrap("sore where it counts", 10),
            ["sore where", "it counts"]
        );
        assert_eq!(wrap("unbelievable", 5), ["unbel", "ievab", "le"]);
        assert_eq!(wrap("漢字漢字", 4), ["漢字", "漢字"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("a\nb", 5), ["a", "b"]);
        assert_eq!(
            wrap("add:\n  because \"x y\"", 14),
            ["add:", "  because \"x", "  y\""]
        );
        assert_eq!(wrap("a  b \t c ", 20), ["a  b   c"]);
    }
}
