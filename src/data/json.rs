//! JSON: in goes the text of one object, an array of objects or NDJSON, out go
//! its rows, key by key in the types of their inputs, to [`Gather`].
//!
//! Values are looked at as slices of the text, so that messages can point at
//! them; only objects, their `history`, maps and sets are opened, so that no
//! depth of nesting matters.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

use super::cell::CellReader;
use super::date::Dates;
use super::gather::Gather;
use super::headers::{Headers, Meaning, Rows};
use super::json_text::{Entries, documents, entries, string};
use super::json_whose::Naming;
use super::member::folded;
use super::number::Decimal;
use super::problem::{Problem, shorten};
use super::row::{Ended, Named, Place};
use super::warnings::{self, Note, Unused};
use super::whose;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::Ruleset;
use crate::span::{FileId, Span};

/// Reads one file of JSON.
pub(super) struct Json<'t> {
    pub ruleset: &'t Ruleset,
    pub headers: &'t Headers<'t>,
    pub dates: &'t Dates,
    pub today: i32,
    pub file: FileId,
    /// What the file is called.
    pub name: &'t str,
    pub text: &'t str,
    /// Whether the file's name says that it has an object a line.
    pub lines: bool,
}

/// What the keys of a file mean, looked up once each.
#[derive(Default)]
pub(super) struct Keys<'t> {
    meanings: HashMap<&'t str, Meaning>,
    unused: Vec<Unused>,
    named: Named,
    /// Whether any key means something.
    known: bool,
    /// The first key that means nothing, and its value.
    stranger: Option<(&'t RawValue, &'t RawValue)>,
    /// Whether some top-level object has no athlete, or no date.
    pub(super) lacks: Named,
    /// A row that cannot be told from another was met; the rest is not read.
    stop: bool,
}

impl Keys<'_> {
    /// Notes a key that another one goes before, once.
    fn pass_over(&mut self, name: &str, span: Span) {
        if !self.unused.iter().any(|unused| unused.name == name) {
            self.unused.push(Unused {
                name: name.to_owned(),
                span,
                note: Note::None,
            });
        }
    }
}

/// An object that is a row, or a day of a `history`.
pub(super) struct Object<'t> {
    entries: Entries<'t>,
    pub(super) span: Span,
    /// The athlete and date of the object whose `history` holds it.
    pub(super) outer: Option<Option<String>>,
}

impl<'t> Json<'t> {
    /// Hands every row to `gather`. Gives back what the file names, and its first byte.
    pub fn read(&self, gather: &mut Gather<'_>) -> Option<(Named, Span)> {
        let start = self.text.len() - self.text.trim_start().len();
        let first = self.span_at(start, start + 1);
        let mut keys = Keys::default();
        let mut count = 0;
        for document in documents(self.text, self.lines) {
            let raw = match document {
                Ok(raw) => raw,
                Err(bad) => {
                    let diagnostic = self.bad_syntax(&bad.problem, bad.at);
                    if !bad.of_one_line {
                        gather.fatal.push(diagnostic);
                        return None;
                    }
                    count += 1;
                    gather.bad_row(self.place(self.span_at(bad.start, bad.end)), diagnostic);
                    continue;
                }
            };
            match raw.get().as_bytes().first() {
                Some(b'[') => {
                    let items: Vec<&'t RawValue> =
                        serde_json::from_str(raw.get()).unwrap_or_default();
                    for item in items {
                        count += 1;
                        self.object(gather, &mut keys, item, None);
                        if keys.stop {
                            return None;
                        }
                    }
                }
                _ => {
                    count += 1;
                    self.object(gather, &mut keys, raw, None);
                    if keys.stop {
                        return None;
                    }
                }
            }
        }
        if count == 0 {
            gather.fatal.push(
                Diagnostic::error(Code::DataEmpty, format!("`{}` holds no rows", self.name))
                    .label(first, "an empty list")
                    .help("an object for each athlete and day: `[{\"athlete\": \"Ana\", …}]`"),
            );
        }
        if (keys.named.athlete && keys.lacks.athlete) || (keys.named.date && keys.lacks.date) {
            gather.faulty = true;
            gather.findings.uneven.insert(self.file, keys.named);
        }
        if let (false, Some((key, value))) = (keys.known, keys.stranger) {
            gather
                .fatal
                .push(self.no_known_key(&keys.unused, key, value));
            return None;
        }
        gather.misspelt.extend(warnings::misspelt(&keys.unused));
        gather.warnings.extend(warnings::unused(
            self.headers.rows,
            self.name,
            "key",
            &keys.unused,
        ));
        Some((keys.named, first))
    }

    /// One object: a row, and the rows of its `history`.
    fn object(
        &self,
        gather: &mut Gather<'_>,
        keys: &mut Keys<'t>,
        raw: &'t RawValue,
        outer: Option<Option<&str>>,
    ) {
        let span = self.span(raw);
        let Ok(entries) = entries(raw) else {
            let diagnostic = Diagnostic::error(
                Code::DataJson,
                format!("`{}` stands where an object should", shorten(raw.get())),
            )
            .label(span, "expected an object: `{\"athlete\": \"Ana\", …}`")
            .help("write an object for each athlete and day");
            gather.bad_row(self.place(span), diagnostic);
            return;
        };
        let mut histories = Vec::new();
        let object = Object {
            entries,
            span,
            outer: outer.map(|athlete| athlete.map(str::to_owned)),
        };
        let day = self.row(gather, keys, &object, &mut histories);
        let place = Place {
            inherited: object.outer.as_ref().and_then(Option::as_deref),
            ..self.place(span)
        };
        let named = Named {
            date: keys.named.date || outer.is_some(),
            ..keys.named
        };
        let alone = !(named.athlete && named.date);
        let known = day.as_ref().map(|(name, date)| (name.as_ref(), *date));
        let ended = gather.end(place, known, alone);
        if let (Ended::Again(first), Some(day)) = (ended, &day) {
            let unused = keys.unused.iter().map(|unused| unused.name.as_str());
            let opening = self.span_at(span.start, span.start + 1);
            if self.headers.rows == Rows::Settings {
                let first = self.span_at(first.start, first.start + 1);
                gather.bad_row(place, whose::settings_twice(opening, first, &day.0));
                return;
            }
            gather
                .fatal
                .push(whose::several_rows(opening, day, named, "key", unused));
            keys.stop = true;
            return;
        }
        let athlete = day.as_ref().map(|(name, _)| name.as_ref());
        for history in histories {
            self.history(gather, keys, history, athlete);
            if keys.stop {
                return;
            }
        }
    }

    fn history(
        &self,
        gather: &mut Gather<'_>,
        keys: &mut Keys<'t>,
        raw: &'t RawValue,
        athlete: Option<&str>,
    ) {
        match serde_json::from_str::<Option<Vec<&'t RawValue>>>(raw.get()) {
            Ok(days) => {
                for day in days.unwrap_or_default() {
                    self.object(gather, keys, day, Some(athlete));
                    if keys.stop {
                        return;
                    }
                }
            }
            Err(_) => gather.bad_row(
                self.place(self.span(raw)),
                Diagnostic::error(Code::DataJson, "`history` is not a list of days")
                    .label(
                        self.span(raw),
                        "expected `[{\"date\": \"2026-06-04\", …}, …]`",
                    )
                    .help("write a list of objects, each with its `date`"),
            ),
        }
    }

    /// Reads the keys of one object into `gather`, and gives its athlete and date.
    fn row(
        &self,
        gather: &mut Gather<'_>,
        keys: &mut Keys<'t>,
        object: &Object<'t>,
        histories: &mut Vec<&'t RawValue>,
    ) -> Option<(Cow<'t, str>, i32)> {
        let cells = CellReader {
            ruleset: self.ruleset,
            dates: self.dates,
            decimal: Decimal::Point,
        };
        let inner = object.outer.is_some();
        let (mut athlete, mut date) = (Naming::default(), Naming::default());
        for (key, raw) in &object.entries {
            let meaning = match keys.meanings.get(key.get()) {
                Some(meaning) => meaning.clone(),
                None => self.meaning(keys, key),
            };
            if matches!(meaning, Meaning::Unused(_)) && !self.has_history(key) {
                keys.stranger.get_or_insert((*key, *raw));
            } else {
                keys.known = true;
            }
            let passed_over = match meaning {
                Meaning::Athlete { declared } => athlete.offer(declared, key, raw),
                Meaning::Date { declared } => date.offer(declared, key, raw),
                Meaning::Field(field) => {
                    gather.cover(field.of);
                    self.field(gather, &cells, &field, &string(key), raw);
                    None
                }
                Meaning::Each(fields) => {
                    self.settings(gather, &cells, &fields, &string(key), raw);
                    None
                }
                Meaning::Wrong(problem) => {
                    self.problem(gather, problem, self.span(key), "");
                    None
                }
                Meaning::Unused(_) if !self.has_history(key) => None,
                Meaning::Unused(_) if inner => {
                    let problem =
                        Problem::new(Code::DataJson, "", "stands in a day of another `history`")
                            .help("put all days into the one list");
                    self.problem(gather, problem, self.span(key), "history");
                    None
                }
                Meaning::Unused(_) => {
                    histories.push(raw);
                    None
                }
            };
            if let Some(key) = passed_over {
                keys.pass_over(&string(key), self.span(key));
            }
        }
        keys.named.athlete |= !inner && athlete.best.is_some();
        keys.named.date |= !inner && date.best.is_some();
        // Both are read, so that both are told of.
        let athlete = self.athlete(gather, keys, object, &athlete);
        let date = self.date(gather, keys, object, &date, &cells);
        athlete.zip(date)
    }

    fn meaning(&self, keys: &mut Keys<'t>, key: &'t RawValue) -> Meaning {
        let name = string(key);
        let meaning = self.headers.meaning(&name);
        if let Meaning::Unused(near) = &meaning
            && !self.has_history(key)
        {
            keys.unused.push(Unused {
                note: self.headers.note(&name, near.clone()),
                name: name.into_owned(),
                span: self.span(key),
            });
        }
        keys.meanings.insert(key.get(), meaning.clone());
        meaning
    }

    /// Objects in which nothing is read.
    fn no_known_key(&self, unused: &[Unused], key: &RawValue, value: &RawValue) -> Diagnostic {
        let code = match self.headers.rows {
            Rows::Settings => Code::DataSettings,
            Rows::Days => Code::DataNoHeader,
        };
        let mut error = Diagnostic::error(
            code,
            format!(
                "no key of `{}` has a name that the ruleset knows",
                self.name
            ),
        );
        let name = shorten(&string(key));
        match value.get().as_bytes().first() {
            Some(b'[') => error.label(self.span(key), "are the rows in here?").help(format!(
                "give the list alone, without `{name}` around it: `[{{\"athlete\": \"Ana\", …}}, …]`"
            )),
            Some(b'{') => error.label(self.span(key), "is this an athlete?").help(
                "write a list of objects, each with its name: `[{\"athlete\": \"Ana\", …}, …]`",
            ),
            _ => {
                for (near, span) in unused.iter().filter_map(Unused::near).take(warnings::LABELLED) {
                    let text = format!("did you mean `{near}`?");
                    let right = serde_json::Value::from(near).to_string();
                    error = error.label(span, text).fix(span, right);
                }
                if error.labels.is_empty() {
                    error = error.label(self.span(key), "nothing in the ruleset has this name");
                }
                error.help("name the keys as the ruleset names its inputs")
            }
        }
    }

    /// Notes what is wrong with a value, or with a key where `column` is empty.
    pub(super) fn problem(
        &self,
        gather: &mut Gather<'_>,
        problem: Box<Problem>,
        span: Span,
        column: &str,
    ) {
        gather.problem(problem.in_json(), span, column);
    }

    /// Whether a key that is nothing else holds earlier days; settings have none.
    fn has_history(&self, key: &RawValue) -> bool {
        self.headers.rows == Rows::Days && folded(&string(key)).eq("history".chars())
    }

    fn place(&self, span: Span) -> Place<'static> {
        Place {
            span,
            table: None,
            inherited: None,
        }
    }

    pub(super) fn span(&self, raw: &RawValue) -> Span {
        // The value is a slice of the text.
        let start = raw
            .get()
            .as_ptr()
            .addr()
            .saturating_sub(self.text.as_ptr().addr());
        self.span_at(start, start + raw.get().len())
    }

    pub(super) fn span_at(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}
