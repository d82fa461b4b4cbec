//! Which settings count for whom, and on which days: in go those of the
//! ruleset, of the command, of the settings file and of the data, out come
//! an athlete's days, those together that are decided with the same ones.
//!
//! Settings have no history: every day, the earlier ones of a window too, reads
//! the values of the day that is decided. So an athlete whose settings change is
//! laid out once for each set of values, each time from the first day on.

use std::collections::HashMap;

use super::{Options, Which};
use crate::days::{AthleteRows, Column, Days, Held};
use crate::decision::SettingFrom;
use crate::ruleset::{Ruleset, SettingId, Value};

/// A value for every setting.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    values: Vec<(Held, SettingFrom)>,
}

impl Settings {
    /// The value of a setting, and who set it.
    pub(super) fn get(&self, id: SettingId) -> Option<(Held, SettingFrom)> {
        self.values.get(id.0 as usize).copied()
    }

    /// All of them, in the order of the ruleset.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Held, SettingFrom)> {
        self.values.iter().copied()
    }

    /// What tells them from others.
    fn key(&self) -> Vec<(u64, SettingFrom)> {
        let bits = |value| match value {
            Held::Number(x) => f64::to_bits(x),
            Held::Set(mask) => mask,
        };
        self.iter()
            .map(|(value, from)| (bits(value), from))
            .collect()
    }

    fn set(&mut self, id: SettingId, value: Held, from: SettingFrom) {
        if let Some(slot) = self.values.get_mut(id.0 as usize) {
            *slot = (value, from);
        }
    }
}

/// Days of one athlete that are decided with the same settings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Alike {
    /// The last of them, days since 1970-01-01.
    pub(super) until: i32,
    /// Their rows of the data, rising; `None` is the last day alone, with or without a row.
    pub(super) rows: Option<Vec<usize>>,
    /// The settings; `None` are those that count for everybody.
    pub(super) settings: Option<Settings>,
}

/// All that sets something.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    common: Settings,
    by_athlete: &'a HashMap<String, Vec<(SettingId, Value)>>,
    columns: Vec<(SettingId, &'a Column)>,
}

impl<'a> Sources<'a> {
    pub(super) fn new(ruleset: &Ruleset, days: &'a Days, options: &'a Options) -> Self {
        let declared = ruleset.settings.iter();
        let mut common = Settings {
            values: declared
                .map(|setting| (setting.value.into(), SettingFrom::Ruleset))
                .collect(),
        };
        for (id, value) in &options.settings {
            common.set(*id, (*value).into(), SettingFrom::Command);
        }
        let columns = (0u32..).map(SettingId).zip(&ruleset.settings);
        let columns = columns.filter_map(|(id, _)| {
            let column = days.columns.get(days.layout.setting(id).0 as usize)?;
            (!column.is_empty()).then_some((id, column))
        });
        Self {
            common,
            by_athlete: &options.athlete_settings,
            columns: columns.collect(),
        }
    }

    /// The settings of everybody who has none of their own.
    pub(super) fn common(&self) -> &Settings {
        &self.common
    }

    /// The days of an athlete that are decided, those with the same settings together.
    pub(super) fn days_alike(
        &self,
        days: &Days,
        athlete: &AthleteRows,
        which: Which,
    ) -> Vec<Alike> {
        let dates = days.dates.get(athlete.rows.clone()).unwrap_or_default();
        let Some(&last) = dates.last() else {
            return Vec::new();
        };
        let mut settings = self.own(&athlete.name);
        let until = match which {
            Which::EveryDay => return self.every_day(athlete, dates, settings),
            Which::On(day) => day,
            Which::Latest => last,
        };
        if !self.columns.is_empty() {
            let read = dates.iter().take_while(|&&date| date <= until);
            for (row, _) in athlete.rows.clone().zip(read) {
                self.apply(row, &mut settings);
            }
        }
        vec![Alike {
            until,
            rows: None,
            settings,
        }]
    }

    fn every_day(
        &self,
        athlete: &AthleteRows,
        dates: &[i32],
        mut settings: Option<Settings>,
    ) -> Vec<Alike> {
        let mut alike: Vec<Alike> = Vec::new();
        let mut known: HashMap<Vec<(u64, SettingFrom)>, usize> = HashMap::new();
        let mut current = None;
        for (row, &date) in athlete.rows.clone().zip(dates) {
            if self.apply(row, &mut settings) {
                current = None;
            }
            let index = *current.get_or_insert_with(|| {
                let key = settings.as_ref().map_or_else(Vec::new, Settings::key);
                *known.entry(key).or_insert_with(|| {
                    alike.push(Alike {
                        until: date,
                        rows: Some(Vec::new()),
                        settings: settings.clone(),
                    });
                    alike.len() - 1
                })
            });
            if let Some(alike) = alike.get_mut(index) {
                alike.until = date;
                alike.rows.get_or_insert_default().push(row);
            }
        }
        alike
    }

    /// What the settings file says of an athlete; `None` where it says nothing.
    fn own(&self, athlete: &str) -> Option<Settings> {
        let own = self.by_athlete.get(athlete)?;
        let mut settings = self.common.clone();
        for (id, value) in own {
            settings.set(*id, (*value).into(), SettingFrom::SettingsFile);
        }
        Some(settings)
    }

    /// Takes what a row of the data sets, and says whether that changed anything.
    fn apply(&self, row: usize, settings: &mut Option<Settings>) -> bool {
        let mut changed = false;
        for &(id, column) in &self.columns {
            let Some(value) = column.get(row) else {
                continue;
            };
            let next = (value, SettingFrom::Data);
            let known = settings.as_ref().unwrap_or(&self.common).get(id);
            if known.is_some_and(|known| known != next) {
                let settings = settings.get_or_insert_with(|| self.common.clone());
                settings.set(id, next.0, next.1);
                changed = true;
            }
        }
        changed
    }
}
