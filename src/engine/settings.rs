//! Which settings count for whom, and on which days: in go those of the
//! ruleset, of the command, of the settings file and of the data, out come
//! stretches of an athlete's days that are decided with the same ones.
//!
//! Settings have no history: within a stretch every day, the earlier ones of a
//! window too, reads the stretch's own values. An athlete whose settings change
//! is laid out once a stretch, each time from the first day on.

use std::collections::HashMap;
use std::ops::Range;

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

    fn set(&mut self, id: SettingId, value: Held, from: SettingFrom) {
        if let Some(slot) = self.values.get_mut(id.0 as usize) {
            *slot = (value, from);
        }
    }
}

/// Days of one athlete that are decided with the same settings.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stretch {
    /// The last day, days since 1970-01-01.
    pub(super) until: i32,
    /// The rows of the data that are decided; `None` is the last day, with or without a row.
    pub(super) rows: Option<Range<usize>>,
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

    /// The days of an athlete that are decided, a stretch for each change of settings.
    pub(super) fn stretches(
        &self,
        days: &Days,
        athlete: &AthleteRows,
        which: Which,
    ) -> Vec<Stretch> {
        let dates = days.dates.get(athlete.rows.clone()).unwrap_or_default();
        let Some(&last) = dates.last() else {
            return Vec::new();
        };
        let until = match which {
            Which::On(day) => day,
            Which::Latest | Which::EveryDay => last,
        };
        let every_day = which == Which::EveryDay;
        let mut settings = self.own(&athlete.name);
        let mut stretches: Vec<Stretch> = Vec::new();
        if every_day || !self.columns.is_empty() {
            for (row, &date) in athlete.rows.clone().zip(dates) {
                if date > until {
                    break;
                }
                let changed = self.apply(row, &mut settings);
                match stretches.last_mut() {
                    Some(stretch) if !changed => {
                        stretch.until = date;
                        if let Some(rows) = &mut stretch.rows {
                            rows.end = row + 1;
                        }
                    }
                    _ if every_day => stretches.push(Stretch {
                        until: date,
                        rows: Some(row..row + 1),
                        settings: settings.clone(),
                    }),
                    _ => {}
                }
            }
        }
        if !every_day {
            stretches.push(Stretch {
                until,
                rows: None,
                settings,
            });
        }
        stretches
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
