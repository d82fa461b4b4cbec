//! `--set NAME=VALUE`: in goes the argument, out comes a setting of the ruleset
//! with a value of its type, or where it has one for each member all of them;
//! and a warning where it does not count.

use std::collections::HashMap;

use super::exit::Stop;
use crate::days::{AthleteRows, Days};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};
use crate::ruleset::{Ruleset, Setting, SettingId, Value};
use crate::source::Sources;

/// The settings that arguments give. Of two for one setting the later counts.
///
/// # Errors
/// `bad-setting`.
pub(super) fn settings(
    ruleset: &Ruleset,
    arguments: &[String],
) -> Result<Vec<(SettingId, Value)>, Stop> {
    let mut settings: Vec<(SettingId, Value)> = Vec::new();
    for argument in arguments {
        let named = named(ruleset, argument).map_err(|wrong| Stop::command(*wrong))?;
        settings.retain(|(known, _)| named.iter().all(|(id, _)| id != known));
        settings.extend(named);
    }
    Ok(settings)
}

/// Warns of each setting that the command gives and athletes have values of
/// their own for; `until` is the last day that is read.
pub(super) fn outranked(
    ruleset: &Ruleset,
    set: &[(SettingId, Value)],
    by_athlete: &HashMap<String, Vec<(SettingId, Value)>>,
    days: &Days,
    until: Option<i32>,
) -> Diagnostics {
    let warnings = set.iter().filter_map(|&(id, _)| {
        let column = days.columns.get(days.layout.setting(id).0 as usize);
        let given = |row: usize| {
            let date = days.dates.get(row);
            let read = date.is_some_and(|date| until.is_none_or(|until| *date <= until));
            read && column.is_some_and(|column| column.get(row).is_some())
        };
        let has_own = |athlete: &&AthleteRows| {
            let own = by_athlete.get(&athlete.name).into_iter().flatten();
            own.into_iter().any(|(other, _)| *other == id) || athlete.rows.clone().any(given)
        };
        let count = days.athletes.iter().filter(has_own).count();
        let whom = match (count, days.athletes.len()) {
            (0, _) => return None,
            (1, 1) => ": the athlete has a value of their own".to_owned(),
            (1, all) => format!(" for 1 of {all} athletes, who has a value of their own"),
            (count, all) if count == all => {
                " for anybody: every athlete has a value of their own".to_owned()
            }
            (count, all) => {
                format!(" for {count} of {all} athletes, who have values of their own")
            }
        };
        let name = &ruleset.setting(id).name;
        Some(
            Diagnostic::warning(
                Code::SettingOutranked,
                format!("`--set {name}` does not count{whom}"),
            )
            .help("a settings file wins over `--set`, and a column of the data over both; to try a value, take it out there"),
        )
    });
    Diagnostics::new(Sources::default(), warnings.collect())
}

fn named(ruleset: &Ruleset, argument: &str) -> Result<Vec<(SettingId, Value)>, Box<Diagnostic>> {
    let wrong = |message: String, help: String| {
        Box::new(Diagnostic::error(Code::BadSetting, message).help(help))
    };
    let Some((name, text)) = argument.split_once('=') else {
        let mut words = argument.splitn(2, [':', ' ']);
        let name = words.next().unwrap_or_default().trim();
        let value = words
            .next()
            .map_or("", |rest| rest.trim_matches([':', ' ']));
        let value = if value.is_empty() { "VALUE" } else { value };
        return Err(wrong(
            format!("`--set {argument}` has no `=` between the setting and its value"),
            format!("write {}", written(name, value)),
        ));
    };
    let (name, text) = (name.trim(), text.trim());
    let is_named = |setting: &Setting| {
        let of_member = setting.name.split_once('.');
        setting.name == name || of_member.is_some_and(|(map, _)| map == name)
    };
    let found: Vec<(SettingId, &Setting)> = (0u32..)
        .map(SettingId)
        .zip(&ruleset.settings)
        .filter(|(_, setting)| is_named(setting))
        .collect();
    let Some(&(id, setting)) = found.first() else {
        let names = || ruleset.settings.iter().map(|setting| setting.name.as_str());
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if ruleset.inputs.iter().any(|input| input.name == name) => {
                format!("the values of `{name}` come with the data")
            }
            None if ruleset.settings.is_empty() => "this ruleset has no settings".into(),
            None => {
                let names: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                format!("its settings are {}", crate::report::list(&names, "and"))
            }
        };
        return Err(wrong(format!("there is no setting `{name}`"), help));
    };
    match crate::data::read_value(ruleset, &setting.ty, &setting.name, text) {
        Ok(Some(value)) => Ok(found.iter().map(|(id, _)| (*id, value)).collect()),
        Ok(None) => Err(wrong(
            format!("`--set {name}=` needs a value"),
            example(ruleset, id),
        )),
        Err(diagnostic) => {
            let point = text.replace(',', ".");
            let reads = crate::data::read_value(ruleset, &setting.ty, &setting.name, &point);
            let help = match reads {
                Ok(Some(_)) => format!("write {}", written(name, &point)),
                _ => example(ruleset, id),
            };
            Err(wrong(diagnostic.message, help))
        }
    }
}

/// How to give a setting, shown with the value that the ruleset gives it.
fn example(ruleset: &Ruleset, id: SettingId) -> String {
    let setting = ruleset.setting(id);
    let value = crate::engine::show::value(ruleset, &setting.ty, setting.value).text;
    format!("write it as in {}", written(&setting.name, &value))
}

/// `--set "need=7 h"`
fn written(name: &str, value: &str) -> String {
    match value.contains(' ') {
        true => format!("`--set \"{name}={value}\"`"),
        false => format!("`--set {name}={value}`"),
    }
}
