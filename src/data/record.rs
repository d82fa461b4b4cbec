//! Text of a table to cells: in goes CSV or TSV, out come records of byte
//! ranges, so that every message can point at its cell, and nothing is copied.
//!
//! A quoted cell may hold delimiters, line ends and doubled quotes. Unlike most
//! readers, this one tells when a quote is never closed, instead of taking the
//! rest of the file for one cell.

use std::borrow::Cow;

use super::rejects::TableShape;
use crate::span::{FileId, Span};

/// The byte range of a cell's text; quotes around it are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellRange {
    pub start: usize,
    pub end: usize,
    /// Whether it holds doubled quotes.
    pub doubled: bool,
}

impl CellRange {
    /// The cell's text, blanks around it left out.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let cell = text.get(self.start..self.end).unwrap_or("").trim();
        if self.doubled {
            Cow::Owned(cell.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(cell)
        }
    }
}

impl CellRange {
    /// Where the text stands, blanks around it left out.
    pub fn span(&self, file: FileId, text: &str) -> Span {
        let cell = text.get(self.start..self.end).unwrap_or("");
        let start = self.start + (cell.len() - cell.trim_start().len());
        Span::new(file, start, start + cell.trim().len())
    }
}

/// Something wrong with a quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BadQuote {
    /// It is never closed; the byte at which it opens.
    Unclosed(usize),
    /// Text follows after the closing quote; the byte at which it does.
    TextAfter(usize),
}

/// One record.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    pub start: usize,
    /// Without the line end.
    pub end: usize,
    pub cells: Vec<CellRange>,
    pub bad_quote: Option<BadQuote>,
}

/// Goes through the records of a text.
#[derive(Clone, Debug)]
pub(super) struct Records<'t> {
    text: &'t str,
    at: usize,
    delimiter: u8,
}

impl<'t> Records<'t> {
    pub fn new(text: &'t str, delimiter: u8) -> Self {
        Self::starting_at(text, delimiter, 0)
    }

    /// The records from a byte on.
    pub fn starting_at(text: &'t str, delimiter: u8, at: usize) -> Self {
        Self {
            text,
            at,
            delimiter,
        }
    }

    /// Reads the next record into `record`; `false` at the end of the text.
    pub fn next(&mut self, record: &mut Record) -> bool {
        let bytes = self.text.as_bytes();
        record.cells.clear();
        record.bad_quote = None;
        record.start = self.at;
        if self.at >= bytes.len() {
            return false;
        }
        loop {
            let (cell, next) = self.cell(&mut record.bad_quote);
            record.cells.push(cell);
            match bytes.get(next) {
                Some(b) if *b == self.delimiter => self.at = next + 1,
                end => {
                    record.end = next;
                    if next > record.start && bytes.get(next - 1) == Some(&b'\r') {
                        record.end = next - 1;
                    }
                    self.at = next + usize::from(end.is_some());
                    return true;
                }
            }
        }
    }

    /// A cell from here on, and the byte of the delimiter or line end after it.
    fn cell(&self, bad_quote: &mut Option<BadQuote>) -> (CellRange, usize) {
        let bytes = self.text.as_bytes();
        let mut open = self.at;
        while bytes.get(open) == Some(&b' ') {
            open += 1;
        }
        if bytes.get(open) != Some(&b'"') {
            let end = self.plain_end(self.at);
            let cell = CellRange {
                start: self.at,
                end,
                doubled: false,
            };
            return (cell, end);
        }
        let mut cell = CellRange {
            start: open + 1,
            end: open + 1,
            doubled: false,
        };
        loop {
            let rest = bytes.get(cell.end..).unwrap_or(&[]);
            match rest.iter().position(|&b| b == b'"') {
                None => {
                    *bad_quote = Some(BadQuote::Unclosed(open));
                    cell.end = bytes.len();
                    return (cell, bytes.len());
                }
                Some(quote) if rest.get(quote + 1) == Some(&b'"') => {
                    cell.doubled = true;
                    cell.end += quote + 2;
                }
                Some(quote) => {
                    cell.end += quote;
                    break;
                }
            }
        }
        let next = self.plain_end(cell.end + 1);
        let after = self.text.get(cell.end + 1..next).unwrap_or("");
        if !after.trim().is_empty() && bad_quote.is_none() {
            *bad_quote = Some(BadQuote::TextAfter(cell.end + 1));
        }
        (cell, next)
    }

    fn plain_end(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        bytes
            .get(from..)
            .and_then(|rest| rest.iter().position(|&b| b == self.delimiter || b == b'\n'))
            .map_or(bytes.len(), |at| from + at)
    }
}

/// The delimiter that a first line `sep=;` names, as Excel writes and reads it,
/// and the length of that line.
pub(super) fn delimiter_line(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    match line
        .trim_end_matches(['\r', '\n'])
        .strip_prefix("sep=")?
        .as_bytes()
    {
        [delimiter @ (b',' | b';' | b'\t')] => Some((*delimiter, line.len())),
        _ => None,
    }
}

/// The delimiter of a table: the one that its header line holds most of, outside quotes.
pub(super) fn delimiter(text: &str) -> u8 {
    let mut record = Record::default();
    let mut best = (1, b',');
    for candidate in [b'\t', b';', b','] {
        let mut records = Records::new(text, candidate);
        while records.next(&mut record) {
            if record.cells.len() > 1
                || text
                    .get(record.start..record.end)
                    .is_some_and(|line| !line.trim().is_empty())
            {
                break;
            }
        }
        if record.cells.len() > best.0 {
            best = (record.cells.len(), candidate);
        }
    }
    best.1
}

fn cells(text: &str, delimiter: char) -> Vec<String> {
    let mut record = Record::default();
    Records::new(text, u8::try_from(delimiter).unwrap_or(b',')).next(&mut record);
    let cells = record.cells.iter();
    cells.map(|cell| cell.text(text).into_owned()).collect()
}

/// How many cells a row has less than its header.
pub(super) fn cells_lacking(shape: &TableShape, row: &str) -> usize {
    let count = |text| cells(text, shape.delimiter).len();
    count(&shape.header).saturating_sub(count(row))
}

/// The cells of a row, each with the name of its column.
pub(super) fn cells_by_header(shape: &TableShape, row: &str) -> Vec<(String, String)> {
    let names = cells(&shape.header, shape.delimiter);
    let mut pairs = Vec::new();
    for (at, cell) in cells(row, shape.delimiter).into_iter().enumerate() {
        let name = names.get(at).cloned();
        pairs.push((name.unwrap_or_else(|| format!("column {}", at + 1)), cell));
    }
    pairs
}

/// The text with more columns, from a header of `width` cells on: every row gets empty cells for them.
pub(super) fn widened(
    text: &str,
    records: &mut Records<'_>,
    header: &Record,
    width: usize,
    headers: &str,
    joint: char,
) -> String {
    let more = headers.matches(joint).count();
    let (mut new, mut done) = (String::new(), 0);
    let mut copy_to = |end: usize, add: &str| {
        new.push_str(text.get(done..end).unwrap_or(""));
        new.push_str(add);
        done = end;
    };
    copy_to(header.end, headers);
    let mut record = Record::default();
    while records.next(&mut record) {
        let is_blank = record.cells.len() == 1
            && text
                .get(record.start..record.end)
                .is_some_and(|line| line.trim().is_empty());
        if !is_blank {
            let lacking = width.saturating_sub(record.cells.len());
            let cells = joint.to_string().repeat(lacking + more);
            copy_to(record.end, &cells);
        }
    }
    copy_to(text.len(), "");
    new
}

#[cfg(test)]
mod tests {
    use super::{BadQuote, Record, Records, delimiter};

    fn rows(text: &str, delimiter: u8) -> Vec<Vec<String>> {
        let mut records = Records::new(text, delimiter);
        let mut record = Record::default();
        let mut rows = Vec::new();
        while records.next(&mut record) {
            let cells = record.cells.iter();
            rows.push(cells.map(|cell| cell.text(text).into_owned()).collect());
        }
        rows
    }

    #[test]
    fn quotes_lines_and_delimiters() {
        assert_eq!(
            rows("a,b\r\n\"x, \"\"y\"\"\nz\", 5 \r\n,\n", b','),
            [vec!["a", "b"], vec!["x, \"y\"\nz", "5"], vec!["", ""]]
        );
        assert_eq!(rows("a", b','), [["a"]]);
        assert_eq!(rows("5' 11\",b", b','), [["5' 11\"", "b"]]);
        assert_eq!(rows("", b','), Vec::<Vec<String>>::new());
    }

    #[test]
    fn bad_quotes_are_told() {
        for (text, bad) in [
            ("\"a,b\n1,2", BadQuote::Unclosed(0)),
            ("\"a\"b,c", BadQuote::TextAfter(3)),
        ] {
            let mut record = Record::default();
            Records::new(text, b',').next(&mut record);
            assert_eq!(record.bad_quote, Some(bad));
        }
    }

    #[test]
    fn the_header_line_tells_the_delimiter() {
        assert_eq!(delimiter("a;b\n1,5;\"x;y\""), b';');
        assert_eq!(delimiter("a,b;c,d\n"), b',');
        assert_eq!(delimiter("\na\tb\n"), b'\t');
        assert_eq!(delimiter("\"a;b;c\",d"), b',');
        assert_eq!(delimiter("a"), b',');
    }
}
