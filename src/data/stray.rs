//! Rows of a table that are no athlete's day: in goes a row, out comes a message
//! where it is the header once more, a second line of headers or units, or a
//! total below the days.

use super::columns::Columns;
use super::date::Dates;
use super::member::same_name;
use super::record::Record;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// What spreadsheets write before a figure over all rows.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "sum",
    "average",
    "avg",
    "mean",
    "median",
    "min",
    "max",
    "count",
    "n",
    "stdev",
    "sd",
    "summe",
    "gesamt",
    "mittelwert",
    "durchschnitt",
];

/// What is told of a row, before its cells are read.
pub(super) struct Stray<'a> {
    pub columns: &'a Columns,
    pub dates: &'a Dates,
    pub text: &'a str,
    /// The header line.
    pub header: &'a Record,
}

impl Stray<'_> {
    /// The message where a row is none; `is_first` says that it follows the header.
    pub fn row(
        &self,
        row: &Record,
        line: Span,
        header: Span,
        is_first: bool,
    ) -> Option<Diagnostic> {
        let error = |message: &str, label: &str| {
            Diagnostic::error(Code::DataStrayRow, message).label(line, label)
        };
        if self.is_header(row) {
            let again = error("the header line stands again among the rows", "once more");
            return Some(
                again
                    .label(header, "the header line")
                    .help("delete this line"),
            );
        }
        if self.is_total(row) {
            let total = error(
                "this row looks like a total, not like an athlete's day",
                "a total?",
            );
            return Some(total.help("delete it, or write its date"));
        }
        if is_first && self.names_only(row) {
            let second = error(
                "this row has words where values should stand",
                "a second header line?",
            );
            return Some(
                second
                    .help("delete it; a unit stands in brackets behind the header: `Sleep (min)`"),
            );
        }
        None
    }

    /// Each of its cells is the header of its column.
    fn is_header(&self, row: &Record) -> bool {
        let mut pairs = row.cells.iter().zip(&self.header.cells);
        let count = row.cells.len();
        count > 1
            && pairs.all(|(cell, header)| {
                let cell = cell.text(self.text);
                let cell = cell.trim_start_matches('\u{feff}');
                same_name(cell, &header.text(self.text))
            })
    }

    /// Its athlete is a word for a total, and it has no date though others do.
    fn is_total(&self, row: &Record) -> bool {
        let (Some(athlete), Some(date)) = (&self.columns.athlete, &self.columns.date) else {
            return false;
        };
        let name = self.cell(row, athlete.at);
        let name = name.trim_end_matches([':', '.']);
        self.cell(row, date.at).is_empty()
            && TOTALS.iter().any(|total| total.eq_ignore_ascii_case(name))
    }

    /// None of its cells is a value, there is no digit where the date should stand, and words
    /// in two columns or more.
    fn names_only(&self, row: &Record) -> bool {
        let Some(date) = &self.columns.date else {
            return false;
        };
        let date = self.cell(row, date.at);
        if date.contains(|c: char| c.is_ascii_digit()) || self.dates.read(&date).is_ok() {
            return false;
        }
        let is_value = |at: usize| {
            let cell = self.cell(row, at);
            cell.parse::<f64>().is_ok() || self.dates.read(&cell).is_ok()
        };
        if row.cells.len() != self.header.cells.len() || (0..row.cells.len()).any(is_value) {
            return false;
        }
        let columns = self.columns.readings.iter();
        let words = columns.filter(|reading| !self.cell(row, reading.at).is_empty());
        words.count() + usize::from(!date.is_empty()) > 1
    }

    fn cell(&self, row: &Record, at: usize) -> String {
        let cell = row.cells.get(at).copied().unwrap_or_default();
        cell.text(self.text).into_owned()
    }
}
