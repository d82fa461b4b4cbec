//! Data files to [`Days`]: in go CSV, TSV, JSON, NDJSON and Excel workbooks, out come merged
//! athlete-days in the declared units and ranges, or messages that point at the
//! cells. The steps:
//!
//! 1. `paths`: paths → bytes; `decode`: bytes → text; `workbook`: a sheet → text.
//! 2. `record`, `columns`, `table`: text of a table → cells; `json_text`,
//!    `json`, `json_whose`, `json_value`: text of JSON → values. `headers` says
//!    what each gives, `header_misses` what may have been meant.
//! 3. `cell`, `number`, `member`, `date`: one cell → one value, or a `problem`;
//!    `number_misses` says how a number may be meant.
//!    `stray` finds the rows that are none.
//! 4. `row`, `gather`, `several`: rows → days, merged by athlete and date.
//! 5. `warnings`, `needs`: what else should be looked at; `rejects`: rows left out.
//!
//! `settings` reads a file of settings, a row an athlete, by the same steps.
//! `new_row` adds a row to a file, and `new_cell` writes its cells.
//!
//! Not read: Parquet files.

mod cell;
mod columns;
mod date;
mod decode;
mod gather;
mod header_misses;
mod headers;
mod json;
mod json_misses;
mod json_text;
mod json_value;
mod json_whose;
mod member;
mod needs;
mod new_cell;
mod new_header;
mod new_row;
mod number;
mod number_misses;
mod paths;
mod problem;
mod record;
mod rejects;
mod row;
mod settings;
mod several;
mod stray;
mod subject;
mod table;
mod value;
mod warnings;
mod whose;
pub(crate) mod workbook;

use std::path::Path;

pub(crate) use new_cell::quoted;
pub use new_header::{ColumnOf, NewColumn, new_columns};
pub use new_row::{NewRow, NewValue, with_row};
pub use paths::MAX_DATA_BYTES;
pub use rejects::{RejectedRow, TableShape, rejects_text};
pub use settings::{AthleteSettings, read_settings, read_settings_file};
pub use value::read_value;

use crate::days::Days;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::span::{FileId, Span};
use columns::HeaderLine;
use date::Dates;
use gather::{Findings, Gather};
use headers::{Headers, Rows};
use json::Json;
use row::Named;
use table::Table;

/// A file that has been read into memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// What messages call it. The end of it tells the format where the content
    /// leaves a choice: `.tsv`, `.ndjson` or `.jsonl`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// How to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The date of rows that have none: days since 1970-01-01.
    pub today: i32,
    /// How dates are written besides ISO: `DD.MM.YYYY`, or as for `strptime`.
    pub date_format: Option<String>,
    /// The sheet of Excel workbooks; the first where none is named.
    pub sheet: Option<String>,
    /// Leave out every athlete-day with a bad row, instead of giving up.
    pub skip_bad_rows: bool,
}

/// What was read.
#[derive(Clone, Debug)]
pub struct Read {
    /// The athlete-days.
    pub days: Days,
    /// Warnings only.
    pub warnings: Diagnostics,
    /// What is wrong with the rows that were left out; empty unless
    /// [`Options::skip_bad_rows`].
    pub errors: Diagnostics,
    /// The rows that were left out.
    pub rejected: Vec<RejectedRow>,
}

/// Reads files, `-` for standard input, into one set of days.
///
/// # Errors
/// `cannot-read` and `file-too-large`, and those of [`read`].
pub fn read_paths(
    ruleset: &Ruleset,
    paths: &[impl AsRef<Path>],
    options: &Options,
) -> Result<Read, Diagnostics> {
    let files =
        paths::load(paths).map_err(|errors| Diagnostics::new(Sources::default(), errors))?;
    read(ruleset, files, options)
}

/// Reads files into one set of days.
///
/// # Errors
/// Everything that is wrong with the data, bad cells past the first twenty only
/// counted; with [`Options::skip_bad_rows`] only what concerns whole files.
pub fn read(
    ruleset: &Ruleset,
    files: Vec<DataFile>,
    options: &Options,
) -> Result<Read, Diagnostics> {
    let mut sources = ruleset.sources.clone();
    let dates = match Dates::new(options.date_format.as_deref()) {
        Ok(dates) => dates,
        Err(error) => return Err(Diagnostics::new(sources, vec![error])),
    };
    let (texts, mut errors) = texts(&mut sources, files, options.sheet.as_deref());
    if texts.is_empty() && errors.is_empty() {
        errors.push(
            Diagnostic::error(Code::DataEmpty, "there is no data to decide from")
                .help("name a data file, or `-` for standard input"),
        );
    }
    let files = Files {
        ruleset,
        sources: &sources,
        texts: &texts,
        dates: &dates,
        options,
        rows: Rows::Days,
    };
    let mut gather = files.gather();
    let mut warnings = warnings::fractions(ruleset, &gather);
    warnings.extend(warnings::missing_columns(ruleset, &gather, files.column()));
    warnings.append(&mut gather.warnings);
    let whole_files = !errors.is_empty() || !gather.fatal.is_empty();
    let errors = failures(&sources, errors, &mut gather);
    if whole_files || (errors.has_errors() && !options.skip_bad_rows) {
        return Err(errors);
    }
    Ok(Read {
        days: gather.builder.finish(),
        warnings: Diagnostics::new(sources.clone(), warnings),
        errors,
        rejected: gather.rejected,
    })
}

/// A file's text.
#[derive(Clone, Copy, Debug)]
struct TextOf {
    id: FileId,
    /// It was the sheet of a workbook: its cells stand between tabs.
    is_sheet: bool,
}

/// The texts of files, and what is wrong with those that are none.
fn texts(
    sources: &mut Sources,
    files: Vec<DataFile>,
    sheet: Option<&str>,
) -> (Vec<TextOf>, Vec<Diagnostic>) {
    let (mut texts, mut errors) = (Vec::new(), Vec::new());
    for file in files {
        let is_sheet = file.bytes.starts_with(workbook::MAGIC);
        let read = if is_sheet {
            workbook::sheet(&file.name, &file.bytes, sheet)
                .and_then(|sheet| decode::add(sources, &sheet.name, sheet.text))
        } else {
            decode::decode(sources, &file.name, file.bytes)
        };
        match read {
            Ok(id) => texts.push(TextOf { id, is_sheet }),
            Err(error) => errors.push(error),
        }
    }
    (texts, errors)
}

/// What is wrong with the files, then with their rows; the rest is counted.
fn failures(
    sources: &Sources,
    mut errors: Vec<Diagnostic>,
    gather: &mut Gather<'_>,
) -> Diagnostics {
    errors.append(&mut gather.fatal);
    let many = errors.len().saturating_sub(gather::SHOWN);
    errors.truncate(gather::SHOWN);
    errors.append(&mut gather.shown);
    Diagnostics {
        hidden: gather.hidden + many,
        ..Diagnostics::new(sources.clone(), errors)
    }
}

/// The texts of all files, and how to read them.
struct Files<'a> {
    ruleset: &'a Ruleset,
    sources: &'a Sources,
    texts: &'a [TextOf],
    dates: &'a Dates,
    options: &'a Options,
    /// What their rows are.
    rows: Rows,
}

impl<'a> Files<'a> {
    /// Goes through all files, and once more where something is wrong.
    fn gather(&self) -> Gather<'a> {
        let first = self.pass(None);
        if first.faulty {
            self.pass(Some(first.findings))
        } else {
            first
        }
    }

    /// Goes through all files once.
    fn pass(&self, earlier: Option<Findings>) -> Gather<'a> {
        let headers = Headers::new(self.ruleset, self.rows);
        let keep = self.options.skip_bad_rows;
        let mut gather = Gather::new(self.ruleset, self.sources, earlier, keep);
        let mut named: Vec<(Named, Span, &str)> = Vec::new();
        for &TextOf { id, is_sheet } in self.texts {
            let Some(file) = self.sources.get(id) else {
                continue;
            };
            let (name, text, today) = (file.name(), file.text(), self.options.today);
            let read = if !is_sheet && is_json(name, text) {
                Json {
                    ruleset: self.ruleset,
                    headers: &headers,
                    dates: self.dates,
                    today,
                    file: id,
                    name,
                    text,
                    lines: ends_in(name, &[".ndjson", ".jsonl"]),
                }
                .read(&mut gather)
            } else {
                Table {
                    header: HeaderLine {
                        ruleset: self.ruleset,
                        headers: &headers,
                        dates: self.dates,
                        file: id,
                        name,
                        text,
                    },
                    today,
                    tabs: is_sheet || ends_in(name, &[".tsv", ".tab"]),
                }
                .read(&mut gather)
            };
            named.extend(read.map(|(what, place)| (what, place, name)));
        }
        let unnamed = named.iter().find(|(what, ..)| !what.athlete);
        gather.unnamed = unnamed.map(|(_, place, _)| *place);
        if let Some((_, _, other)) = named.iter().find(|(what, ..)| what.athlete) {
            for (_, place, name) in named.iter().filter(|(what, ..)| !what.athlete) {
                let error = whose::unnamed_beside_named(name, other, *place);
                gather.fatal.push(error);
            }
        }
        gather.combine();
        gather
    }

    /// What the data calls that which names values.
    fn column(&self) -> &'static str {
        let all_json = self.texts.iter().all(|text| {
            let file = self.sources.get(text.id);
            !text.is_sheet && file.is_some_and(|file| is_json(file.name(), file.text()))
        });
        if all_json { "key" } else { "column" }
    }
}

/// No header of a table begins like an object or a list.
fn is_json(name: &str, text: &str) -> bool {
    text.trim_start().starts_with(['{', '[']) || ends_in(name, &[".json", ".ndjson", ".jsonl"])
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    let name = name.to_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}
