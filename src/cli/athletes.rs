//! `--athlete`: in go days of athletes and the names that were asked for, out come
//! the days of those; or who there is, where nobody has such a name.

use super::exit::Stop;
use crate::days::Days;
use crate::diagnostics::{Code, Diagnostic, nearest, printable};
use crate::report::list;

/// More names than this are counted.
const MOST_NAMED: usize = 12;

/// Leaves the athletes that were asked for; all where none was.
///
/// # Errors
/// `unknown-athlete`.
pub(super) fn keep(days: &mut Days, names: &[String]) -> Result<(), Stop> {
    if names.is_empty() {
        return Ok(());
    }
    for name in names {
        if !days.athletes.iter().any(|athlete| athlete.name == *name) {
            let known = days.athletes.iter().map(|athlete| athlete.name.as_str());
            let help = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None if days.athletes.iter().all(|athlete| athlete.name.is_empty()) => {
                    "the data has no column `athlete`: leave `--athlete` out".to_owned()
                }
                None => format!("it names {}", names_of(days)),
            };
            let message = format!("the data names no athlete `{}`", printable(name));
            return Err(Stop::command(
                Diagnostic::error(Code::UnknownAthlete, message).help(help),
            ));
        }
    }
    days.athletes
        .retain(|athlete| names.contains(&athlete.name));
    Ok(())
}

/// Of several athletes those to be explained have to be named.
///
/// # Errors
/// `which-athlete`.
pub(super) fn one(days: &Days, named: &[String]) -> Result<(), Stop> {
    let count = days.athletes.len();
    if count <= 1 || !named.is_empty() {
        return Ok(());
    }
    let message = format!("the data has {count} athletes; whose day is to be explained?");
    let which = Diagnostic::error(Code::WhichAthlete, message);
    let help = format!("name one with `--athlete`: {}", names_of(days));
    Err(Stop::command(which.help(help)))
}

/// `Kim, Lee and 3 more`
fn names_of(days: &Days) -> String {
    let athletes = days.athletes.iter();
    let mut names: Vec<String> = athletes
        .take(MOST_NAMED)
        .map(|athlete| printable(&athlete.name).into_owned())
        .collect();
    let more = days.athletes.len() - names.len();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    list(&names, "and")
}
