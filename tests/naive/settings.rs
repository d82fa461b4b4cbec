//! Settings: in go a ruleset, an athlete and the day that is decided, out comes
//! the value of each setting on it, and who set it so.

use std::collections::BTreeMap;

use touchline::ast::{Expr, ExprKind};
use touchline::decision::SettingFrom;

use super::data::{Athlete, Key};
use super::evaluate::History;
use super::model::{Setting, bare};
use super::value::Value;

/// Every setting by name and member, with who set it.
pub type Settings = BTreeMap<Key, (Value, SettingFrom)>;

/// `limit`, `limit.quads`
pub fn name_of(key: &Key) -> String {
    match key {
        (name, Some(member)) => format!("{name}.{member}"),
        (name, None) => name.clone(),
    }
}

impl History<'_> {
    /// What each setting is on a decided day, since 1970-01-01.
    pub fn settings_on(&self, date: i64) -> Settings {
        let mut settings = Settings::new();
        for setting in &self.model.settings {
            let members: Vec<Option<&String>> = match setting.each {
                None => vec![None],
                Some(choice) => self.model.choices[choice]
                    .members
                    .iter()
                    .map(Some)
                    .collect(),
            };
            for member in members {
                let key = (setting.decl.name.name.clone(), member.cloned());
                let used = self.setting_of(setting, &key, date);
                settings.insert(key, used);
            }
        }
        settings
    }

    /// The data wins over the file of settings, and that over the ruleset.
    fn setting_of(&self, setting: &Setting, key: &Key, date: i64) -> (Value, SettingFrom) {
        let Athlete { rows, settings, .. } = self.athlete;
        let mut days = rows.range(..=date).rev();
        if let Some(answer) = days.find_map(|(_, row)| row.get(key)) {
            return (self.answer(answer, &setting.ty), SettingFrom::Data);
        }
        if let Some(answer) = settings.get(key) {
            return (self.answer(answer, &setting.ty), SettingFrom::SettingsFile);
        }
        let declared = for_member(&setting.decl.value, key.1.as_deref());
        (self.constant(declared, &setting.ty), SettingFrom::Ruleset)
    }
}

/// The value for one member, where a map names each.
fn for_member<'e>(value: &'e Expr, member: Option<&str>) -> &'e Expr {
    match (&bare(value).kind, member) {
        (ExprKind::Map(entries), Some(member)) => {
            let found = entries.iter().find(|(name, _)| name.name == member);
            &found.expect("every member has a value").1
        }
        _ => value,
    }
}
