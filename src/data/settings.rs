//! Settings of athletes: in goes a file with a row an athlete, out come the
//! settings of each, or messages that point at the cells. Any format of data
//! will do; the file needs no dates, since a row holds for every day.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::date::Dates;
use super::gather::Gather;
use super::headers::Rows;
use super::problem::{list, near, shorten};
use super::{DataFile, Files, Options, failures, paths, texts, warnings};
use crate::days::{Days, Held};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ruleset::{Ruleset, SettingId, Type, Value};
use crate::source::Sources;
use crate::span::Span;

/// How many athletes are labelled with who may have been meant.
const LABELLED: usize = 5;

/// What a file of settings says.
#[derive(Clone, Debug, Default)]
pub struct AthleteSettings {
    /// The settings of each athlete, in the unit of their type, by the name that
    /// the data gives the athlete; empty where neither names any.
    pub by_athlete: HashMap<String, Vec<(SettingId, Value)>>,
    /// Warnings only.
    pub warnings: Diagnostics,
}

/// Reads a file of settings, `-` for standard input, for the athletes of `days`.
///
/// # Errors
/// `cannot-read` and `file-too-large`, `data-settings`, and what else is wrong
/// with a cell, a row or the file.
pub fn read_settings(
    ruleset: &Ruleset,
    path: impl AsRef<Path>,
    days: &Days,
    date_format: Option<&str>,
) -> Result<AthleteSettings, Diagnostics> {
    let files =
        paths::load(&[path]).map_err(|errors| Diagnostics::new(Sources::default(), errors))?;
    settings(ruleset, files, days, date_format)
}

/// Reads a file of settings that is in memory already, for the athletes of `days`.
///
/// # Errors
/// `data-settings`, and what else is wrong with a cell, a row or the file.
pub fn read_settings_file(
    ruleset: &Ruleset,
    file: DataFile,
    days: &Days,
    date_format: Option<&str>,
) -> Result<AthleteSettings, Diagnostics> {
    settings(ruleset, vec![file], days, date_format)
}

fn settings(
    ruleset: &Ruleset,
    files: Vec<DataFile>,
    days: &Days,
    date_format: Option<&str>,
) -> Result<AthleteSettings, Diagnostics> {
    let mut sources = ruleset.sources.clone();
    let dates = match Dates::new(date_format) {
        Ok(dates) => dates,
        Err(error) => return Err(Diagnostics::new(sources, vec![error])),
    };
    let name = files
        .first()
        .map_or_else(String::new, |file| file.name.clone());
    let (texts, mut errors) = texts(&mut sources, files, None);
    let files = Files {
        ruleset,
        sources: &sources,
        texts: &texts,
        dates: &dates,
        options: &Options::default(),
        rows: Rows::Settings,
    };
    let mut gather = files.gather();
    if let Some(error) = unnamed(&gather, days, &name) {
        // Without names there is no telling rows from each other.
        gather.shown.clear();
        errors.push(error);
    }
    let errors = failures(&sources, errors, &mut gather);
    if errors.has_errors() {
        return Err(errors);
    }
    let mut warnings = warnings::fractions(ruleset, &gather);
    warnings.append(&mut gather.warnings);
    warnings.extend(strangers(&gather, &sources, days, &name));
    let rows = gather.builder.finish();
    Ok(AthleteSettings {
        by_athlete: by_athlete(ruleset, &rows),
        warnings: Diagnostics::new(sources, warnings),
    })
}

/// Settings without a name, where the data names its athletes.
fn unnamed(gather: &Gather<'_>, days: &Days, file: &str) -> Option<Diagnostic> {
    let first = days
        .athletes
        .iter()
        .find(|athlete| !athlete.name.is_empty())?;
    let place = gather.unnamed?;
    Some(
        Diagnostic::error(
            Code::DataAthlete,
            format!("`{file}` does not say whose settings these are"),
        )
        .label(place, "no `athlete` here")
        .help(format!(
            "add a column `athlete` with the names as the data writes them, such as `{}`",
            shorten(&first.name)
        )),
    )
}

/// Athletes of the file whom the data does not name.
fn strangers(
    gather: &Gather<'_>,
    sources: &Sources,
    days: &Days,
    file: &str,
) -> Option<Diagnostic> {
    let known: HashSet<&str> = days
        .athletes
        .iter()
        .map(|athlete| athlete.name.as_str())
        .collect();
    let mut unknown: Vec<(Span, &str)> = gather
        .rows_of_athletes()
        .filter(|(_, name)| !known.contains(name))
        .collect();
    unknown.sort_unstable();
    let are = match unknown.as_slice() {
        [] => return None,
        [_] => "1 athlete of whom the data has no day".to_owned(),
        several => format!("{} athletes of whom the data has no day", several.len()),
    };
    let names = list(unknown.iter().map(|(_, name)| *name), "and");
    let mut warning = Diagnostic::warning(
        Code::UnknownAthlete,
        format!("`{file}` has settings for {are}: {names}"),
    );
    let near = |name: &str| near(name, known.iter().copied());
    for (row, name) in unknown.iter().take(LABELLED) {
        if let Some(near) = near(name) {
            let line = super::table::first_line(*row, sources);
            warning = warning.label(line, format!("did you mean `{near}`?"));
        }
    }
    Some(warning.help("nothing is wrong with that, if each name is written as the data writes it"))
}

/// The settings of each athlete, out of the columns of their rows.
fn by_athlete(ruleset: &Ruleset, rows: &Days) -> HashMap<String, Vec<(SettingId, Value)>> {
    let mut settings: HashMap<String, Vec<(SettingId, Value)>> = HashMap::new();
    for athlete in &rows.athletes {
        let own = settings.entry(athlete.name.clone()).or_default();
        for (id, setting) in (0u32..).map(SettingId).zip(&ruleset.settings) {
            let column = rows.columns.get(rows.layout.setting(id).0 as usize);
            let held = column.and_then(|column| column.get(athlete.rows.start));
            own.extend(
                held.and_then(|held| value(held, &setting.ty))
                    .map(|value| (id, value)),
            );
        }
    }
    settings
}

fn value(held: Held, ty: &Type) -> Option<Value> {
    Some(match (held, ty) {
        (Held::Set(mask), _) => Value::Set(mask),
        (Held::Number(x), Type::Number(_)) => Value::Number(x),
        (Held::Number(x), Type::Truth) => Value::Truth(x != 0.0),
        (Held::Number(x), Type::Choice(_) | Type::Set(_)) => {
            Value::Member((0..64).find(|&index| f64::from(index) == x)?)
        }
        // Dates in files lie within three centuries.
        #[expect(clippy::cast_possible_truncation, reason = "a day that was an `i32`")]
        (Held::Number(x), Type::Date) => Value::Date(x as i32),
    })
}
