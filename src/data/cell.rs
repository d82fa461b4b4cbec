//! One cell to one value: in goes the text of a table's cell, or a JSON value
//! that is no list or object, out comes a [`Value`] of the input's type, or
//! nothing where the cell says that the value is missing.

use super::date::Dates;
use super::member::{find_member, find_members, read_member, read_set, read_truth, says_none};
use super::number::{Decimal, read_number};
use super::problem::{LEAVE_EMPTY, Problem, describe};
use crate::diagnostics::Code;
use crate::ruleset::{Ruleset, Type, Value};
use crate::units::Conversion;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// A cell of a table, or a JSON string.
    Text(&'a str),
    /// A JSON number.
    Number(&'a str),
    /// A JSON truth.
    Truth(bool),
}

/// Whether a text says that a value is missing.
pub(super) fn is_missing(text: &str) -> bool {
    match text.len() {
        0 => true,
        2 => text.eq_ignore_ascii_case("na"),
        3 => text.eq_ignore_ascii_case("n/a"),
        4 => text.eq_ignore_ascii_case("null"),
        _ => false,
    }
}

/// The code of a cell that is no value of a type.
fn code_of(ty: &Type) -> Code {
    match ty {
        Type::Number(_) => Code::DataNumber,
        Type::Truth => Code::DataTruth,
        Type::Choice(_) | Type::Set(_) => Code::DataMember,
        Type::Date => Code::DataDate,
    }
}

/// Signs for no value that are not read as such, since they may also mean zero or no.
fn no_value(text: &str) -> Option<Box<Problem>> {
    if text.len() > 16 {
        return None;
    }
    let lower = text.to_lowercase();
    if matches!(
        lower.as_str(),
        "#n/a" | "#na" | "#ref!" | "#div/0!" | "#value!" | "#name?" | "#num!" | "#null!"
    ) {
        let problem = Problem::new(Code::DataNumber, text, "is an error of the spreadsheet");
        return Some(problem.help("mend the formula there, or leave the cell empty"));
    }
    let is_sign = lower
        .chars()
        .all(|c| matches!(c, '-' | '–' | '—' | '?' | '.' | '_'));
    let is_word = matches!(
        lower.as_str(),
        "n.a." | "n.a" | "nil" | "none" | "unknown" | "missing"
    );
    // A coach who writes `none` for soreness means 0 as often as no answer.
    let help = if matches!(lower.as_str(), "none" | "nil") {
        format!("{LEAVE_EMPTY}; for none at all write `0`")
    } else {
        LEAVE_EMPTY.to_owned()
    };
    (is_sign || is_word).then(|| {
        Problem::new(Code::DataNumber, text, "is no value")
            .help(help)
            .replacement("")
    })
}

/// How the cells of one file are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellReader<'a> {
    pub ruleset: &'a Ruleset,
    pub dates: &'a Dates,
    pub decimal: Decimal,
}

impl CellReader<'_> {
    /// Reads one value of a type; `unit` is that of the header. `None` is a missing value.
    pub fn read(
        &self,
        ty: &Type,
        unit: Option<Conversion>,
        cell: Cell<'_>,
    ) -> Result<Option<Value>, Box<Problem>> {
        let text = match cell {
            Cell::Text(text) => text.trim(),
            Cell::Number(text) => text,
            Cell::Truth(true) => "true",
            Cell::Truth(false) => "false",
        };
        if is_missing(text) && !self.is_member(ty, text) {
            return Ok(None);
        }
        if let Some(problem) = no_value(text).filter(|_| !self.is_member(ty, text)) {
            let says_none = matches!(ty, Type::Set(_)) && says_none(text);
            if !says_none {
                return Err(problem.of(code_of(ty)).expected(describe(self.ruleset, ty)));
            }
        }
        match (ty, cell) {
            (Type::Number(number), Cell::Text(_)) => {
                read_number(self.ruleset, number, unit, self.decimal, text).map(Value::Number)
            }
            (Type::Number(number), Cell::Number(_)) => {
                read_number(self.ruleset, number, unit, Decimal::Point, text).map(Value::Number)
            }
            (Type::Truth, _) => read_truth(text).map(Value::Truth),
            (Type::Choice(choice), Cell::Text(_)) => {
                read_member(self.ruleset, *choice, text).map(Value::Member)
            }
            (Type::Set(choice), Cell::Text(_)) => {
                read_set(self.ruleset, *choice, text).map(Value::Set)
            }
            (Type::Date, Cell::Text(_)) => self.dates.read(text).map(Value::Date),
            (Type::Number(_), Cell::Truth(_)) => {
                Err(self.wrong_type(Code::DataNumber, ty, text, "is not a number"))
            }
            (Type::Choice(_) | Type::Set(_), _) => {
                Err(self.wrong_type(Code::DataMember, ty, text, "is none of the choices"))
            }
            (Type::Date, _) => Err(self.wrong_type(Code::DataDate, ty, text, "is not a date")),
        }
        .map(Some)
    }

    /// A member, or a group in a set, may be called `na`.
    fn is_member(&self, ty: &Type, text: &str) -> bool {
        match ty {
            _ if text.is_empty() => false,
            Type::Choice(choice) => find_member(self.ruleset, *choice, text).is_some(),
            Type::Set(choice) => find_members(self.ruleset, *choice, text).is_some(),
            _ => false,
        }
    }

    fn wrong_type(&self, code: Code, ty: &Type, text: &str, wrong: &str) -> Box<Problem> {
        Problem::new(code, text, wrong)
            .expected(describe(self.ruleset, ty))
            .help("write it so, or `null` where a value is not known")
    }
}
