//! `--set NAME=VALUE`: in goes the argument, out comes a setting of the ruleset
//! with a value of its type.

use super::exit::Stop;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{Ruleset, SettingId, Value};

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
        let (id, value) = setting(ruleset, argument).map_err(|wrong| Stop::command(*wrong))?;
        settings.retain(|(known, _)| *known != id);
        settings.push((id, value));
    }
    Ok(settings)
}

fn setting(ruleset: &Ruleset, argument: &str) -> Result<(SettingId, Value), Box<Diagnostic>> {
    let wrong = |message: String, help: String| {
        Box::new(Diagnostic::error(Code::BadSetting, message).help(help))
    };
    let Some((name, text)) = argument.split_once('=') else {
        return Err(wrong(
            format!("`--set {argument}` does not say which value"),
            format!("write `--set {argument}=VALUE`"),
        ));
    };
    let (name, text) = (name.trim(), text.trim());
    let mut found = (0u32..).map(SettingId).zip(&ruleset.settings);
    let Some((id, setting)) = found.find(|(_, setting)| setting.name == name) else {
        let names = || ruleset.settings.iter().map(|setting| setting.name.as_str());
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if ruleset.settings.is_empty() => "this ruleset has no settings".into(),
            None => {
                let names: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                format!("its settings are {}", crate::report::list(&names, "and"))
            }
        };
        return Err(wrong(format!("there is no setting `{name}`"), help));
    };
    match crate::data::read_value(ruleset, &setting.ty, &setting.name, text) {
        Ok(Some(value)) => Ok((id, value)),
        Ok(None) => Err(wrong(
            format!("`--set {name}=` needs a value"),
            example(ruleset, id),
        )),
        Err(diagnostic) => Err(wrong(diagnostic.message, example(ruleset, id))),
    }
}

/// How to give a setting, shown with the value that the ruleset gives it.
fn example(ruleset: &Ruleset, id: SettingId) -> String {
    let setting = ruleset.setting(id);
    let value = crate::engine::show::value(ruleset, &setting.ty, setting.value).text;
    let given = format!("{}={value}", setting.name);
    match given.contains(' ') {
        true => format!("write it as in `--set \"{given}\"`"),
        false => format!("write it as in `--set {given}`"),
    }
}
