//! Whose an object of JSON is, and of which day: in go the keys that name its
//! athlete and its date, out come the two, or problems to [`Gather`].

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::cell::CellReader;
use super::gather::Gather;
use super::json::{Json, Keys, Object};
use super::json_text::string;
use super::json_value::{athlete_name, cell};
use super::whose;
use crate::ruleset::{Type, Value};

/// The keys of one object that name its athlete, or its date.
#[derive(Default)]
pub(super) struct Naming<'t> {
    /// The one that counts: whether the ruleset names it, the key and the value.
    pub(super) best: Option<(bool, &'t RawValue, &'t RawValue)>,
    /// One more that would count as much.
    again: Option<&'t RawValue>,
}

impl<'t> Naming<'t> {
    /// Takes a key, and gives back the one that is passed over: a key that the
    /// ruleset names goes before a plain `athlete` or `date`.
    pub(super) fn offer(
        &mut self,
        declared: bool,
        key: &'t RawValue,
        raw: &'t RawValue,
    ) -> Option<&'t RawValue> {
        match self.best {
            Some((best, ..)) if best == declared => {
                self.again = Some(key);
                None
            }
            Some((true, ..)) => Some(key),
            passed_over => {
                self.best = Some((declared, key, raw));
                passed_over.map(|(_, key, _)| key)
            }
        }
    }
}

impl<'t> Json<'t> {
    pub(super) fn athlete(
        &self,
        gather: &mut Gather<'_>,
        keys: &mut Keys<'t>,
        object: &Object<'t>,
        naming: &Naming<'t>,
    ) -> Option<Cow<'t, str>> {
        let opening = self.span_at(object.span.start, object.span.start + 1);
        if let Some(key) = naming.again {
            gather.problem(whose::twice(), self.span(key), &string(key));
            return None;
        }
        let Some((_, key, raw)) = naming.best else {
            return match &object.outer {
                Some(Some(outer)) => Some(Cow::Owned(outer.clone())),
                // The athlete of the object around it could not be read: that row is bad, and so is this.
                Some(None) => {
                    gather.problem(whose::no_athlete(), opening, "athlete");
                    None
                }
                None => {
                    keys.lacks.athlete = true;
                    if gather.uneven(self.file).is_some_and(|named| named.athlete) {
                        gather.problem(whose::no_athlete_key(), opening, "athlete");
                        return None;
                    }
                    Some(Cow::Borrowed(""))
                }
            };
        };
        let read = athlete_name(raw).and_then(|own| match &object.outer {
            Some(Some(outer)) if own != outer.as_str() => Err(whose::another_athlete(&own, outer)),
            _ => Ok(own),
        });
        read.map_err(|problem| self.problem(gather, problem, self.span(raw), &string(key)))
            .ok()
    }

    pub(super) fn date(
        &self,
        gather: &mut Gather<'_>,
        keys: &mut Keys<'t>,
        object: &Object<'t>,
        naming: &Naming<'t>,
        cells: &CellReader<'_>,
    ) -> Option<i32> {
        let opening = self.span_at(object.span.start, object.span.start + 1);
        let inner = object.outer.is_some();
        if let Some(key) = naming.again {
            gather.problem(whose::twice(), self.span(key), &string(key));
            return None;
        }
        let Some((_, key, raw)) = naming.best else {
            keys.lacks.date |= !inner;
            if inner || gather.uneven(self.file).is_some_and(|named| named.date) {
                gather.problem(whose::no_date_key(inner), opening, "date");
                return None;
            }
            return Some(self.today);
        };
        let read = match cells.read(&Type::Date, None, cell(raw, &mut String::new())) {
            Ok(Some(Value::Date(date))) => Ok(date),
            Ok(_) => Err(whose::no_date()),
            Err(problem) => Err(problem),
        };
        read.map_err(|problem| self.problem(gather, problem, self.span(raw), &string(key)))
            .ok()
    }
}
