//! Rows that do not say whose they are, or of which day: in go rows and what
//! their file names, out come the messages about it.

use super::date;
use super::member::folded;
use super::problem::{Problem, shorten};
use super::row::Named;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Input, InputKind};
use crate::span::Span;

/// Words in the headers of columns that name athletes.
const ATHLETE_WORDS: &[&str] = &["athlete", "player", "name", "id", "who"];

/// Words in the headers of columns that hold dates.
const DATE_WORDS: &[&str] = &["date", "day", "when", "time"];

/// An empty cell under the header of the athlete.
pub(super) fn no_athlete() -> Box<Problem> {
    Problem::new(
        Code::DataAthlete,
        "",
        "is empty, so nothing says whose row this is",
    )
    .expected("the athlete's name")
    .help("write the athlete's name in every row")
}

/// An empty cell under the header of the date.
pub(super) fn no_date() -> Box<Problem> {
    Problem::new(Code::DataDate, "", "is empty in this row")
        .expected("a date such as 2026-06-05")
        .help("write the date in every row")
}

/// An object without the athlete's key, where others have it.
pub(super) fn no_athlete_key() -> Box<Problem> {
    Problem::new(
        Code::DataAthlete,
        "",
        "is missing here, though other objects have it",
    )
    .expected("the athlete's name")
    .help("add the athlete's name to every object")
}

/// An object without the date's key, where others have it or where it needs one.
pub(super) fn no_date_key(in_history: bool) -> Box<Problem> {
    let wrong = if in_history {
        "is missing in this day of the `history`"
    } else {
        "is missing here, though other objects have it"
    };
    Problem::new(Code::DataDate, "", wrong)
        .expected("a date such as 2026-06-05")
        .help("add the date: `\"date\": \"2026-06-05\"`")
}

/// A second key of the same meaning in one object.
pub(super) fn twice() -> Box<Problem> {
    Problem::new(Code::DataDuplicateColumn, "", "stands twice in one object")
        .expected("it once")
        .help("keep the right one")
}

/// A day of a `history` that names an athlete of its own.
pub(super) fn another_athlete(own: &str, outer: &str) -> Box<Problem> {
    Problem::new(
        Code::DataAthlete,
        own,
        "is another athlete than the one around it",
    )
    .expected(format!("`{}`, or no `athlete`", shorten(outer)))
    .help("give every athlete an object of their own")
}

/// A map that is said to be empty while one of its members has a value.
pub(super) fn contradiction(map: &str) -> Box<Problem> {
    Problem::new(
        Code::DataTwoValues,
        "",
        "says `none`, though it has a value here",
    )
    .expected(format!("nothing here, or no `none` for `{map}`"))
    .help("keep what is right: `none`, or the single values")
}

/// An input in a file of settings.
pub(super) fn misplaced(header: &str, input: &Input) -> Box<Problem> {
    let (a, kind) = match input.kind {
        InputKind::Input => ("an", "input"),
        InputKind::Plan => ("a", "plan value"),
    };
    let wrong = if header == input.name {
        format!("is {a} {kind}, not a setting")
    } else {
        format!("is the {kind} `{}`, not a setting", input.name)
    };
    Problem::new(Code::DataSettings, header, wrong)
        .expected("settings alone")
        .help("put it into the data, where every day has its value, and take it out here")
}

/// A second row of one athlete in a file of settings.
pub(super) fn settings_twice(second: Span, first: Span, athlete: &str) -> Diagnostic {
    let of = match athlete {
        "" => "two rows of settings, and nothing says whose they are".to_owned(),
        athlete => format!("two rows of settings for `{}`", shorten(athlete)),
    };
    let help = match athlete {
        "" => "write the name of each athlete under `athlete`",
        _ => "keep one; settings that change over time are columns of the data",
    };
    Diagnostic::error(Code::DataSettings, of)
        .label(second, "the second")
        .label(first, "the first")
        .help(help)
}

/// Several rows of one day in a file that does not name the athlete or the date.
pub(super) fn several_rows<'a>(
    row: Span,
    (athlete, date): &(impl AsRef<str>, i32),
    named: Named,
    column: &str,
    unused: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let guess = |words: &[&str]| {
        unused
            .clone()
            .find(|name| {
                let folded: String = folded(name).collect();
                words.iter().any(|word| folded.contains(word))
            })
            .map_or_else(|| "…".to_owned(), shorten)
    };
    let (message, help) = match (named.athlete, named.date) {
        (false, true) => (
            format!(
                "a second row for {}, and no {column} says whose they are",
                date::show(*date)
            ),
            format!(
                "call the {column} of names `athlete`, or name it under `ruleset`: `athlete column \"{}\"`",
                guess(ATHLETE_WORDS)
            ),
        ),
        (true, _) => (
            format!(
                "a second row for `{}`, and no {column} says of which day",
                shorten(athlete.as_ref())
            ),
            format!(
                "call the {column} of dates `date`, or name it under `ruleset`: `date column \"{}\"`",
                guess(DATE_WORDS)
            ),
        ),
        (false, false) => (
            format!("a second row, and no {column} says whose it is or of which day"),
            format!(
                "call the {column}s `athlete` and `date`, or name them under `ruleset`: `athlete column \"{}\"`, `date column \"{}\"`",
                guess(ATHLETE_WORDS),
                guess(DATE_WORDS)
            ),
        ),
    };
    let label = if named.athlete {
        "which day is this?"
    } else {
        "who is this?"
    };
    let code = if named.athlete {
        Code::DataDate
    } else {
        Code::DataAthlete
    };
    Diagnostic::error(code, message)
        .label(row, label)
        .help(help)
}

/// A file that names no athlete beside one that does.
pub(super) fn unnamed_beside_named(file: &str, other: &str, header: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DataAthlete,
        format!("`{file}` does not say whose rows these are, though `{other}` does"),
    )
    .label(header, "no `athlete` here")
    .help("add the athlete's name to every row, or read the files one by one")
}
