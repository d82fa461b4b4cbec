//! Names that a table gives: in goes a lookup and a day, out come its value, and
//! which of its rows may hold.

use super::evaluate::{At, History, Want};
use super::merge::LookupRow;
use super::model::{Given, Type};
use super::value::{Truth, Value};

impl History<'_> {
    /// Rows whose condition is not false.
    pub fn candidates<'r>(&self, given: &Given<'r>, at: &At) -> Vec<(&'r LookupRow, Truth)> {
        let rows = given.lookup.rows.iter();
        rows.map(|row| (row, self.truth(&row.condition, at)))
            .filter(|(_, truth)| *truth != Truth::False)
            .collect()
    }

    /// The value of the row that holds, where it is sure that one does.
    pub fn lookup(&self, given: &Given, at: &At) -> Value {
        let candidates = self.candidates(given, at);
        let one_holds = given.complete || candidates.iter().any(|(_, t)| *t == Truth::True);
        if !one_holds {
            return Value::Missing;
        }
        let ty = self.model.lookup_type(given.lookup);
        let mut values = candidates.iter().map(|(row, _)| {
            let Some(value) = &row.value else {
                return Value::Missing;
            };
            match &ty {
                Some(Type::Number { unit, .. }) => match self.bounds(value, at, unit) {
                    Some((lo, hi)) => Value::bounds(lo, hi),
                    None => Value::Missing,
                },
                Some(Type::Member(choice)) => self.value_as(value, at, Want::Member(*choice)),
                Some(Type::Set(choice)) => self.value_as(value, at, Want::Set(*choice)),
                _ => self.value(value, at),
            }
        });
        let Some(first) = values.next() else {
            return Value::Missing;
        };
        let mut rest = values.peekable();
        if rest.peek().is_none() || first.known() && rest.all(|value| value == first) {
            first
        } else {
            Value::Missing
        }
    }
}
