//! The texts that spans point into: rulesets and data files by name, with the
//! line and column of every byte.

use std::sync::Arc;

use crate::span::{FileId, Span};

/// One text with the name it is shown under.
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            name,
            text,
            line_starts,
        }
    }

    /// The path or name the file is shown under.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a byte offset, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= offset)
    }

    /// How many lines there are; text after the last line break is one more, also when empty.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The bytes of a line, counted from 1, without its line break; empty past the last line.
    pub fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let end = self.text.len();
        let start_of = |line: usize| self.line_starts.get(line).copied();
        let start = line.checked_sub(1).and_then(start_of).unwrap_or(end);
        let next = start_of(line)
            .map_or(end, |next| next.saturating_sub(1))
            .max(start);
        let has_return = self
            .text
            .as_bytes()
            .get(start..next)
            .is_some_and(|b| b.ends_with(b"\r"));
        start..next - usize::from(has_return)
    }

    /// The line and the column of a byte offset, both counted from 1, columns in characters.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let line = self.line(offset);
        let start = self
            .line_starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        let before = self.text.get(start..offset).unwrap_or("");
        // The mark of the encoding, with which some editors begin a file, is seen by nobody.
        let before = match start {
            0 => before.strip_prefix('\u{feff}').unwrap_or(before),
            _ => before,
        };
        (line, before.chars().count() + 1)
    }
}

/// Only the name and the size: a data file would fill the screen.
impl std::fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} ({} bytes)", self.name, self.text.len())
    }
}

/// All texts that one run has read. Cloning is cheap: the texts are shared.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

impl Sources {
    /// Takes a text in, and gives the identity that spans refer to it by.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files
            .push(Arc::new(SourceFile::new(name.into(), text.into())));
        id
    }

    /// The file of an identity that [`Sources::add`] gave.
    pub fn get(&self, file: FileId) -> Option<&Arc<SourceFile>> {
        self.files.get(file.0 as usize)
    }

    /// The text that a span covers; empty where it covers none.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file)
            .and_then(|file| file.text().get(span.start..span.end))
            .unwrap_or("")
    }

    /// The line on which a span starts, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        self.get(span.file).map_or(0, |file| file.line(span.start))
    }
}

#[cfg(test)]
mod tests {
    use super::Sources;

    #[test]
    fn lines_are_without_their_breaks() {
        let mut sources = Sources::default();
        let id = sources.add("a", "one\r\ntwo\n\nfour");
        let file = sources.get(id).expect("the file");
        let line = |number| file.text().get(file.line_range(number));
        assert_eq!(file.line_count(), 4);
        assert_eq!(line(1), Some("one"));
        assert_eq!(line(2), Some("two"));
        assert_eq!(line(3), Some(""));
        assert_eq!(line(4), Some("four"));
        assert_eq!((line(0), line(5)), (Some(""), Some("")));
    }
}
