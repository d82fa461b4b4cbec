//! JSON values to values of inputs: in goes what stands after a key, out go
//! numbers, truths, members, sets and the members of maps to [`Gather`].

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::cell::{Cell, CellReader, is_missing};
use super::gather::Gather;
use super::headers::{Field, Part};
use super::json::Json;
use super::json_text::{entries, string};
use super::member::{one_of_set, read_none};
use super::problem::{Problem, describe};
use super::row::GivenValue;
use super::{warnings, whose};
use crate::diagnostics::Code;
use crate::ruleset::{Type, Value};

impl<'t> Json<'t> {
    /// Reads the value of one key into `gather`.
    pub(super) fn field(
        &self,
        gather: &mut Gather<'_>,
        cells: &CellReader<'_>,
        field: &Field,
        name: &str,
        raw: &'t RawValue,
    ) {
        let (of, ty) = (field.of.name(self.ruleset), field.of.ty(self.ruleset));
        let opened = raw.get().as_bytes().first().copied();
        if field.part == Part::Map && opened == Some(b'{') {
            self.map(gather, cells, field, name, raw);
            return;
        }
        let read = match (field.part, ty, opened) {
            (Part::Map, _, Some(b'[')) if is_empty_list(raw) => Ok(Some(Value::Truth(true))),
            (Part::Map, _, Some(b'n')) => Ok(None),
            (Part::Map, _, Some(b'"')) => read_none(of, string(raw).trim()),
            (Part::Map, ..) => {
                Err(
                    Problem::new(Code::DataJson, raw.get(), "stands where an object should")
                        .expected("an object with a value for each member: `{\"…\": …}`")
                        .help("`{}` where none has a value, `null` where it was not asked"),
                )
            }
            (_, Type::Set(choice), Some(b'[')) => match self.set(*choice, raw) {
                Ok(mask) => Ok(Some(Value::Set(mask))),
                Err((problem, item)) => {
                    self.problem(gather, problem, self.span(item), name);
                    return;
                }
            },
            (_, ty, Some(b'[' | b'{')) => {
                Err(Problem::new(Code::DataJson, raw.get(), "is not one value")
                    .expected(describe(self.ruleset, ty))
                    .help("write the value alone"))
            }
            (_, ty, _) => cells.read(ty, field.unit, cell(raw, &mut String::new())),
        };
        match read {
            Ok(None) => {}
            Ok(Some(value)) => {
                let given = GivenValue {
                    of: field.of,
                    slot: field.slot,
                    part: field.part,
                    value,
                    span: self.span(raw),
                };
                let bare = raw
                    .get()
                    .trim_end_matches('"')
                    .ends_with(|c: char| c.is_ascii_digit());
                if bare && field.unit.is_none() && warnings::may_be_fraction(ty) {
                    gather.share(&given);
                }
                gather.give(given);
            }
            Err(problem) => self.problem(gather, problem, self.span(raw), name),
        }
    }

    /// `{"quads": 5}`; an empty one is an answer, one that holds nothing but `null` is none.
    fn map(
        &self,
        gather: &mut Gather<'_>,
        cells: &CellReader<'_>,
        field: &Field,
        name: &str,
        raw: &'t RawValue,
    ) {
        let members = entries(raw).unwrap_or_default();
        if members.is_empty() {
            gather.give(GivenValue {
                of: field.of,
                slot: field.slot,
                part: Part::Map,
                value: Value::Truth(true),
                span: self.span(raw),
            });
        }
        for (key, value) in members {
            let member = string(key);
            match self.headers.member(field, &member) {
                Ok(part) => {
                    self.field(gather, cells, &part, &format!("{name}.{member}"), value);
                }
                Err(problem) => self.problem(gather, problem, self.span(key), ""),
            }
        }
    }

    /// A setting for each member: `{"quads": 5}`, or one value for all of them.
    pub(super) fn settings(
        &self,
        gather: &mut Gather<'_>,
        cells: &CellReader<'_>,
        fields: &[Field],
        name: &str,
        raw: &'t RawValue,
    ) {
        let Ok(members) = entries(raw) else {
            for field in fields {
                self.field(gather, cells, field, name, raw);
            }
            return;
        };
        for (key, value) in members {
            let member = string(key);
            match self.headers.setting_member(fields, &member) {
                Ok(field) => {
                    self.field(gather, cells, &field, &format!("{name}.{member}"), value);
                }
                Err(problem) => self.problem(gather, problem, self.span(key), ""),
            }
        }
    }

    /// `["quads", "glutes"]`; the first item that is no member otherwise.
    fn set(
        &self,
        choice: crate::ruleset::ChoiceId,
        raw: &'t RawValue,
    ) -> Result<u64, (Box<Problem>, &'t RawValue)> {
        let items: Vec<&'t RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
        let mut mask = 0;
        for item in items {
            let name = if item.get().starts_with('"') {
                string(item)
            } else {
                Cow::Borrowed(item.get())
            };
            let bits = one_of_set(self.ruleset, choice, name.trim());
            mask |= bits.map_err(|problem| (problem, item))?;
        }
        Ok(mask)
    }
}

/// The athlete's name: a text, or a number.
pub(super) fn athlete_name(raw: &RawValue) -> Result<Cow<'_, str>, Box<Problem>> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => {
            let name = match string(raw) {
                Cow::Borrowed(name) => Cow::Borrowed(name.trim()),
                Cow::Owned(name) => Cow::Owned(name.trim().to_owned()),
            };
            if is_missing(&name) {
                Err(whose::no_athlete())
            } else {
                Ok(name)
            }
        }
        Some(b'n') => Err(whose::no_athlete()),
        Some(b'-' | b'0'..=b'9') => Ok(Cow::Borrowed(text)),
        _ => Err(Problem::new(Code::DataAthlete, text, "is not a name")
            .expected("the athlete's name")
            .help("write one name, in double quotes")),
    }
}

/// A JSON value that is neither list nor object; `buffer` holds one with escapes.
pub(super) fn cell<'b>(raw: &'b RawValue, buffer: &'b mut String) -> Cell<'b> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b'"') => match string(raw) {
            Cow::Borrowed(text) => Cell::Text(text),
            Cow::Owned(text) => {
                *buffer = text;
                Cell::Text(buffer)
            }
        },
        Some(b't') => Cell::Truth(true),
        Some(b'f') => Cell::Truth(false),
        Some(b'n') => Cell::Text(""),
        _ => Cell::Number(text),
    }
}

fn is_empty_list(raw: &RawValue) -> bool {
    raw.get().trim_matches(['[', ']']).trim().is_empty()
}
