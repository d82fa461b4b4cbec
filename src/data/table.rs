//! Tables: in goes the text of a CSV or TSV file, out go its rows, cell by cell
//! in the types of their inputs, to [`Gather`].

use std::borrow::Cow;
use std::sync::Arc;

use super::cell::{Cell, CellReader, is_missing};
use super::columns::{Columns, HeaderLine};
use super::gather::Gather;
use super::headers::{Part, Rows};
use super::member::read_none;
use super::number::Decimal;
use super::problem::shorten;
use super::record::{BadQuote, Record, Records, delimiter, delimiter_line};
use super::rejects::TableShape;
use super::row::{Ended, GivenValue, Named, Place};
use super::stray::Stray;
use super::warnings::{self, Note, Unused};
use super::whose;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::Span;

/// Reads one table; its rows are today's where it has no column of dates.
pub(super) struct Table<'t> {
    pub header: HeaderLine<'t>,
    pub today: i32,
    /// Whether the file's name says that tabs separate its cells.
    pub tabs: bool,
}

/// The athlete and the date of a row.
type Day<'t> = (Cow<'t, str>, i32);

impl<'t> Table<'t> {
    /// Hands every row to `gather`. Gives back what the file names, and its header line.
    pub fn read(&self, gather: &mut Gather<'_>) -> Option<(Named, Span)> {
        let text = self.header.text;
        let (delimiter, start) = match delimiter_line(text) {
            Some((delimiter, length)) => (delimiter, length),
            None if self.tabs => (b'\t', 0),
            None => (delimiter(text), 0),
        };
        let mut records = Records::starting_at(text, delimiter, start);
        let mut record = Record::default();
        while records.next(&mut record) && self.is_blank(&record) {}
        let header_span = self.span(record.start, record.end);
        let header = record.clone();
        if let Some(bad) = record.bad_quote {
            gather.fatal.push(self.bad_quote(bad));
            return None;
        }
        let mut columns = match self.header.read(&record) {
            Ok(columns) => columns,
            Err(diagnostics) => {
                gather.fatal.extend(diagnostics);
                return None;
            }
        };
        for reading in &columns.readings {
            gather.cover(reading.field.of);
        }
        let named = Named {
            athlete: columns.athlete.is_some(),
            date: columns.date.is_some(),
        };
        let shape = Arc::new(TableShape {
            header: text.get(record.start..record.end).unwrap_or("").to_owned(),
            delimiter: char::from(delimiter),
        });
        let cells = CellReader {
            ruleset: self.header.ruleset,
            dates: self.header.dates,
            decimal: if delimiter == b';' {
                Decimal::CommaToo
            } else {
                Decimal::Point
            },
        };
        let mut empty = true;
        let mut is_first = true;
        while records.next(&mut record) {
            if self.is_blank(&record) {
                continue;
            }
            empty = false;
            let place = Place {
                span: self.span(record.start, record.end),
                table: Some(&shape),
                inherited: None,
            };
            if let Some(bad) = record.bad_quote {
                let diagnostic = self.bad_quote(bad);
                if matches!(bad, BadQuote::Unclosed(_)) {
                    gather.fatal.push(diagnostic);
                    break;
                }
                gather.bad_row(place, diagnostic);
                continue;
            }
            let stray = Stray {
                columns: &columns,
                dates: self.header.dates,
                text,
                header: &header,
            };
            let line_span = self.first_line(&record);
            let is_first = std::mem::take(&mut is_first);
            if self.header.headers.rows == Rows::Days
                && let Some(diagnostic) = stray.row(&record, line_span, header_span, is_first)
            {
                gather.bad_row(place, diagnostic);
                continue;
            }
            if let Some(diagnostic) = self.bad_length(&columns, &record, header_span, delimiter) {
                gather.bad_row(place, diagnostic);
                continue;
            }
            self.note_nameless(&mut columns, &record);
            let day = self.row(gather, &cells, &columns, &record);
            let alone = !(named.athlete && named.date);
            let known = day.as_ref().map(|(name, date)| (name.as_ref(), *date));
            let ended = gather.end(place, known, alone);
            if let (Ended::Again(first), Some((athlete, _)), Rows::Settings) =
                (ended, &day, self.header.headers.rows)
            {
                let [first, second] = [first, place.span].map(|row| line(row, text));
                let twice = whose::settings_twice(second, first, athlete);
                gather.bad_row(place, twice);
                continue;
            }
            if let (Ended::Again(_), Some(day)) = (ended, day) {
                let unused = columns.unused.iter().map(|unused| unused.name.as_str());
                let line = self.first_line(&record);
                gather
                    .fatal
                    .push(whose::several_rows(line, &day, named, "column", unused));
                break;
            }
        }
        if empty {
            gather.fatal.push(
                Diagnostic::error(
                    Code::DataEmpty,
                    format!("`{}` has a header, but no rows", self.header.name),
                )
                .label(header_span, "nothing stands below this")
                .help(match self.header.headers.rows {
                    Rows::Settings => "add a row for each athlete",
                    Rows::Days => "add a row for each athlete and day",
                }),
            );
        }
        gather.misspelt.extend(warnings::misspelt(&columns.unused));
        gather.warnings.extend(warnings::unused(
            self.header.headers.rows,
            self.header.name,
            "column",
            &columns.unused,
        ));
        Some((named, header_span))
    }

    /// Reads the cells of one row into `gather`, and gives its athlete and date.
    fn row(
        &self,
        gather: &mut Gather<'_>,
        cells: &CellReader<'_>,
        columns: &Columns,
        record: &Record,
    ) -> Option<Day<'t>> {
        let text = self.header.text;
        let cell = |at: usize| record.cells.get(at).copied().unwrap_or_default();
        let mut athlete = Some(Cow::Borrowed(""));
        if let Some(column) = &columns.athlete {
            let range = cell(column.at);
            let name = range.text(text);
            athlete = if is_missing(&name) {
                gather.problem(
                    whose::no_athlete(),
                    range.span(self.header.file, text),
                    &column.name,
                );
                None
            } else {
                Some(name)
            };
        }
        let mut date = Some(self.today);
        if let Some(column) = &columns.date {
            let range = cell(column.at);
            let cell = range.text(text);
            let read = if is_missing(&cell) {
                Err(whose::no_date())
            } else {
                cells.dates.read(&cell)
            };
            date = read
                .map_err(|problem| {
                    gather.problem(problem, range.span(self.header.file, text), &column.name);
                })
                .ok();
        }
        for reading in &columns.readings {
            let range = cell(reading.at);
            let cell = range.text(text);
            if cell.is_empty() {
                continue;
            }
            let field = &reading.field;
            let ty = field.of.ty(cells.ruleset);
            let read = if field.part == Part::Map {
                read_none(field.of.name(cells.ruleset), &cell)
            } else {
                cells.read(ty, field.unit, Cell::Text(&cell))
            };
            match read {
                Ok(None) => {}
                Ok(Some(value)) => {
                    let given = GivenValue {
                        of: field.of,
                        slot: field.slot,
                        part: field.part,
                        value,
                        span: range.span(self.header.file, text),
                    };
                    let bare = field.unit.is_none() && cell.ends_with(|c: char| c.is_ascii_digit());
                    if bare && warnings::may_be_fraction(ty) {
                        gather.share(&given);
                    }
                    gather.give(given);
                }
                Err(problem) => {
                    gather.problem(problem, range.span(self.header.file, text), &reading.name);
                }
            }
        }
        athlete.zip(date)
    }

    fn bad_length(
        &self,
        columns: &Columns,
        record: &Record,
        header: Span,
        delimiter: u8,
    ) -> Option<Diagnostic> {
        let (count, wanted) = (record.cells.len(), columns.count);
        let too_long = (columns.width..count).any(|at| self.holds_text(record, at));
        if count >= wanted && !too_long {
            return None;
        }
        let (few, help) = match (too_long, delimiter) {
            (true, b',') => (
                "many",
                "put a cell that holds a `,` in quotes; 7 and a half is `7.5`, or `7,5` where `;` separates the cells",
            ),
            (true, b';') => ("many", "put a cell that holds a `;` in quotes"),
            (true, _) => ("many", "put a cell that holds a tab in quotes"),
            (false, b'\t') => ("few", "an empty cell still needs its tab"),
            (false, b';') => ("few", "an empty cell still needs its `;`"),
            (false, _) => ("few", "an empty cell still needs its `,`"),
        };
        let row = text_of(self.header.text, record);
        let other = [b',', b';', b'\t']
            .into_iter()
            .find(|&other| other != delimiter && count_cells(row, other) == wanted && wanted > 1);
        let help = match other {
            Some(other) => format!(
                "this row is separated by {}, and the header line by {}: use one in the whole file",
                named(other),
                named(delimiter)
            ),
            None if row.contains(['“', '”', '„']) => {
                "quotes such as `“` do not keep a cell together: write `\"`".to_owned()
            }
            None => help.to_owned(),
        };
        let cells = |n: usize| {
            if n == 1 {
                "1 cell".into()
            } else {
                format!("{n} cells")
            }
        };
        let (has, header_has) = (cells(count), cells(wanted));
        Some(
            Diagnostic::error(
                Code::DataRowLength,
                format!("this row has too {few} cells: {count}, where the header has {wanted}"),
            )
            .label(self.first_line(record), has)
            .label(header, header_has)
            .help(help),
        )
    }

    fn bad_quote(&self, bad: BadQuote) -> Diagnostic {
        let text = self.header.text;
        match bad {
            BadQuote::Unclosed(at) => {
                Diagnostic::error(Code::DataQuote, "this quote is never closed")
                    .label(self.span(at, at + 1), "opened here")
                    .help(
                        "close it after the cell's text; a quote inside a cell is doubled: `\"\"`",
                    )
            }
            BadQuote::TextAfter(at) => {
                let rest = text.get(at..).unwrap_or("");
                let length = rest.find(['\n', ',', ';', '\t']).unwrap_or(rest.len());
                let after = shorten(rest.get(..length).unwrap_or("").trim());
                Diagnostic::error(
                    Code::DataQuote,
                    format!("`{after}` stands after a cell's closing quote"),
                )
                .label(self.span(at, at + length), "outside the quotes")
                .help("put the whole cell in quotes; a quote inside a cell is doubled: `\"\"`")
            }
        }
    }

    /// A column without a header matters only once something stands in it.
    fn note_nameless(&self, columns: &mut Columns, record: &Record) {
        let unused = &mut columns.unused;
        columns.nameless.retain(|&at| {
            if !self.holds_text(record, at) {
                return true;
            }
            let cell = record.cells.get(at).copied().unwrap_or_default();
            unused.push(Unused {
                name: format!("column {}", at + 1),
                span: cell.span(self.header.file, self.header.text),
                note: Note::NoHeader,
            });
            false
        });
    }

    fn holds_text(&self, record: &Record, at: usize) -> bool {
        let cell = record.cells.get(at);
        cell.is_some_and(|cell| !cell.text(self.header.text).is_empty())
    }

    fn is_blank(&self, record: &Record) -> bool {
        record.bad_quote.is_none() && (0..record.cells.len()).all(|at| !self.holds_text(record, at))
    }

    fn first_line(&self, record: &Record) -> Span {
        line(self.span(record.start, record.end), self.header.text)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.header.file, start, end)
    }
}

fn text_of<'t>(text: &'t str, record: &Record) -> &'t str {
    text.get(record.start..record.end).unwrap_or("")
}

fn count_cells(row: &str, delimiter: u8) -> usize {
    let mut record = Record::default();
    Records::new(row, delimiter).next(&mut record);
    record.cells.len()
}

fn named(delimiter: u8) -> &'static str {
    match delimiter {
        b',' => "`,`",
        b';' => "`;`",
        _ => "tabs",
    }
}

/// The first line of a row, which may go over several.
pub(super) fn first_line(row: Span, sources: &Sources) -> Span {
    sources
        .get(row.file)
        .map_or(row, |file| line(row, file.text()))
}

fn line(row: Span, text: &str) -> Span {
    let length = text
        .get(row.start..row.end)
        .map_or(0, |row| row.find('\n').unwrap_or(row.len()));
    Span::new(row.file, row.start, row.start + length)
}
