//! The header line of a table: in goes its record, out come [`Columns`], which
//! say where the athlete, the date and every input stand, or every error of the
//! line.

use super::date::Dates;
use super::headers::{Field, Headers, Meaning, Rows};
use super::number::{self, Decimal};
use super::problem::members;
use super::record::{CellRange, Record};
use super::subject::Subject;
use super::warnings::{LABELLED, Note, Unused};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Input, Ruleset};
use crate::span::{FileId, Span};

/// How many lines may stand above a header line that is found.
const LINES_ABOVE: usize = 6;
/// Of each of them so many cells are looked at.
const LINES_WIDE: usize = 100;

/// A column that gives values.
#[derive(Debug)]
pub(super) struct Reading {
    pub at: usize,
    pub name: String,
    pub field: Field,
}

/// The column of the athlete, or of the date.
#[derive(Clone, Debug)]
pub(super) struct Naming {
    pub at: usize,
    pub name: String,
    declared: bool,
    span: Span,
}

/// The columns of a table.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// How many there are up to the last that has a name.
    pub count: usize,
    /// How many cells the header line has.
    pub width: usize,
    pub athlete: Option<Naming>,
    pub date: Option<Naming>,
    pub readings: Vec<Reading>,
    pub unused: Vec<Unused>,
    /// Columns without a header in which nothing has stood so far.
    pub nameless: Vec<usize>,
}

/// Reads the header line of one table.
#[derive(Clone, Copy)]
pub(super) struct HeaderLine<'a> {
    pub ruleset: &'a Ruleset,
    pub headers: &'a Headers<'a>,
    pub dates: &'a Dates,
    pub file: FileId,
    /// What the file is called.
    pub name: &'a str,
    pub text: &'a str,
}

impl HeaderLine<'_> {
    /// What each column gives.
    ///
    /// # Errors
    /// Headers given twice, members and units that are none, or no header at all.
    pub fn read(&self, record: &Record) -> Result<Columns, Vec<Diagnostic>> {
        let mut columns = Columns {
            width: record.cells.len(),
            ..Columns::default()
        };
        let mut errors = Vec::new();
        let mut taken: Vec<(Field, Span, String)> = Vec::new();
        for (at, range) in record.cells.iter().enumerate() {
            let name = range.text(self.text).into_owned();
            let span = range.span(self.file, self.text);
            if name.is_empty() {
                columns.nameless.push(at);
                continue;
            }
            columns.count = at + 1;
            let naming = |declared| Naming {
                at,
                name: name.clone(),
                declared,
                span,
            };
            match self.headers.meaning(&name) {
                Meaning::Athlete { declared } => {
                    let next = naming(declared);
                    take(
                        "athlete",
                        &mut columns.athlete,
                        next,
                        &mut columns.unused,
                        &mut errors,
                    );
                }
                Meaning::Date { declared } => {
                    let next = naming(declared);
                    take(
                        "date",
                        &mut columns.date,
                        next,
                        &mut columns.unused,
                        &mut errors,
                    );
                }
                Meaning::Field(field) => {
                    let reading = Reading { at, name, field };
                    self.take(reading, span, &mut taken, &mut columns, &mut errors);
                }
                Meaning::Each(fields) => {
                    for field in fields {
                        let name = name.clone();
                        let reading = Reading { at, name, field };
                        if !self.take(reading, span, &mut taken, &mut columns, &mut errors) {
                            break;
                        }
                    }
                }
                Meaning::Unused(near) => columns.unused.push(Unused {
                    note: self.headers.note(&name, near),
                    name,
                    span,
                }),
                Meaning::Wrong(problem) => errors.push(problem.at(span, "")),
            }
        }
        let nothing = match self.headers.rows {
            Rows::Days => taken.is_empty() && columns.athlete.is_none() && columns.date.is_none(),
            Rows::Settings => taken.is_empty(),
        };
        if nothing && errors.is_empty() {
            errors.push(self.no_header(record, &columns));
        }
        if errors.is_empty() {
            Ok(columns)
        } else {
            Err(errors)
        }
    }

    /// Takes a column that gives values, unless another one gives them already.
    fn take(
        &self,
        reading: Reading,
        span: Span,
        taken: &mut Vec<(Field, Span, String)>,
        columns: &mut Columns,
        errors: &mut Vec<Diagnostic>,
    ) -> bool {
        let of = reading.field.of;
        let several = match of {
            Subject::Input(id) => self.ruleset.input(id).combine.is_some(),
            Subject::Setting(_) => false,
        };
        let earlier = taken.iter().find(|(other, _, name)| {
            other.slot == reading.field.slot && (!several || *name == reading.name)
        });
        if let Some((_, first, _)) = earlier {
            errors.push(twice(of.name(self.ruleset), span, *first));
            return false;
        }
        taken.push((reading.field, span, reading.name.clone()));
        columns.readings.push(reading);
        true
    }

    /// A header line with the first inputs of the ruleset, or the first settings.
    fn example(&self) -> String {
        if self.headers.rows == Rows::Settings {
            let settings = self.ruleset.settings.iter().take(3);
            let names = settings.map(|setting| format!(",{}", setting.name));
            return format!("athlete{}", names.collect::<String>());
        }
        let mut inputs: Vec<&Input> = self.ruleset.inputs.iter().collect();
        inputs.sort_by_key(|input| input.span);
        let mut line = "athlete,date".to_owned();
        for input in inputs.into_iter().take(3) {
            let member = input
                .each
                .and_then(|choice| members(self.ruleset, choice).next());
            line += &match member {
                Some(member) => format!(",{}.{member}", input.name),
                None => format!(",{}", input.name),
            };
        }
        line
    }

    fn no_header(&self, record: &Record, columns: &Columns) -> Diagnostic {
        let line = Span::new(self.file, record.start, record.end);
        let is_value = |cell: &CellRange| {
            let text = cell.text(self.text);
            number::plain(&text, Decimal::CommaToo).is_some() || self.dates.read(&text).is_ok()
        };
        let near: Vec<&str> = columns
            .unused
            .iter()
            .filter_map(|unused| unused.note.near())
            .collect();
        let example = self.example();
        if self.headers.rows == Rows::Settings {
            return near_headers(self.no_setting(&near, &example), line, columns);
        }
        if let Some(below) = self.header_below(record.end) {
            return Diagnostic::error(
                Code::DataNoHeader,
                format!("`{}` does not begin with its header line", self.name),
            )
            .label(below, "this looks like the header line")
            .label(line, "the first line")
            .help("delete the lines above it");
        }
        if near.is_empty() && record.cells.iter().any(is_value) {
            return Diagnostic::error(
                Code::DataNoHeader,
                format!("`{}` has no header line", self.name),
            )
            .label(line, "this looks like a row of data")
            .help(format!(
                "put the names of the columns above it, such as `{example}`"
            ));
        }
        let help = if near.is_empty() {
            format!(
                "name them as the ruleset does, such as `{example}`, or write `column \"…\"` with their headers under the inputs"
            )
        } else {
            "rename the columns, or write their headers under the inputs: `column \"…\"`".into()
        };
        let unknown = Diagnostic::error(
            Code::DataNoHeader,
            format!(
                "no column of `{}` has a name that the ruleset knows",
                self.name
            ),
        );
        near_headers(unknown.help(help), line, columns)
    }

    /// A line below a title, that names two columns or more.
    fn header_below(&self, from: usize) -> Option<Span> {
        let mut start = from;
        let lines = self.text.get(from..)?.split_inclusive('\n');
        for line in lines.take(LINES_ABOVE) {
            let is_known = |cell: &str| {
                let cell = cell.trim().trim_matches('"');
                !cell.is_empty()
                    && !matches!(
                        self.headers.meaning(cell),
                        Meaning::Unused(_) | Meaning::Wrong(_)
                    )
            };
            let known = line
                .split([',', ';', '\t'])
                .take(LINES_WIDE)
                .filter(|cell| is_known(cell));
            if known.count() > 1 {
                return Some(Span::new(self.file, start, start + line.trim_end().len()));
            }
            start += line.len();
        }
        None
    }

    /// A file of settings that sets nothing.
    fn no_setting(&self, near: &[&str], example: &str) -> Diagnostic {
        let help = if self.ruleset.settings.is_empty() {
            "this ruleset has no settings".to_owned()
        } else if near.is_empty() {
            format!("name its columns after the settings, such as `{example}`")
        } else {
            "rename the columns as the ruleset names its settings".into()
        };
        Diagnostic::error(
            Code::DataSettings,
            format!("no column of `{}` is a setting of the ruleset", self.name),
        )
        .help(help)
    }
}

/// Labels the headers that are near a name, each with its fix; the whole line where none is.
fn near_headers(mut unknown: Diagnostic, line: Span, columns: &Columns) -> Diagnostic {
    for (near, span) in columns
        .unused
        .iter()
        .filter_map(Unused::near)
        .take(LABELLED)
    {
        let text = format!("did you mean `{near}`?");
        unknown = unknown.label(span, text).fix(span, near.as_str());
    }
    if unknown.labels.is_empty() {
        return unknown.label(line, "these are its columns");
    }
    unknown
}

/// Takes the column of athletes or dates, as `what` says. One that the ruleset names goes before
/// a plain `athlete` or `date`, which is then unused.
fn take(
    what: &str,
    column: &mut Option<Naming>,
    next: Naming,
    unused: &mut Vec<Unused>,
    errors: &mut Vec<Diagnostic>,
) {
    let passed_over = match column.take() {
        None => {
            *column = Some(next);
            return;
        }
        Some(first) if first.declared == next.declared => {
            errors.push(twice(what, next.span, first.span));
            *column = Some(first);
            return;
        }
        Some(first) if first.declared => {
            *column = Some(first);
            next
        }
        Some(first) => {
            *column = Some(next);
            first
        }
    };
    unused.push(Unused {
        name: passed_over.name,
        span: passed_over.span,
        note: Note::None,
    });
}

fn twice(name: &str, second: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DataDuplicateColumn,
        format!("two columns give `{name}`"),
    )
    .label(second, "the second")
    .label(first, "the first")
    .help("take one of them out, or give it another header")
}
