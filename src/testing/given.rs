//! What a case gave, to be shown: in go its givens in order, out come its
//! settings and its days, neighbours that give the same as one.

use std::collections::BTreeMap;

use super::days::TODAY;
use crate::decision::Datum;
use crate::engine::show;
use crate::ruleset::{Given, GivenValue, Ruleset, Target, Type, Value};

/// What is given to, with its name and its value.
type Named = (Target, (String, Datum));

/// What was given on some days that follow each other.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenDays {
    /// The first of them, counted back from the day decided.
    pub from_days_ago: u32,
    /// The last of them, counted back; 0 is the day decided.
    pub to_days_ago: u32,
    /// By name, in the order given.
    pub values: Vec<(String, Datum)>,
}

/// What one case gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CaseGiven {
    /// Settings with a value for this case.
    pub settings: Vec<(String, Datum)>,
    /// The day decided first, then back from it.
    pub days: Vec<GivenDays>,
}

impl GivenDays {
    /// `today`, `yesterday`, `3 days ago`, `6 to 1 days ago`
    pub fn days(&self) -> String {
        days(self.from_days_ago, self.to_days_ago)
    }

    /// `sleep 8 h · resting_hr 55 bpm`
    pub fn text(&self) -> String {
        values(&self.values)
    }
}

/// Days as a table of days names them: `today`, `yesterday`, `6 to 1 days ago`.
pub(super) fn days(from: u32, to: u32) -> String {
    match (from, to) {
        (0, 0) => "today".to_owned(),
        (1, 1) => "yesterday".to_owned(),
        (from, to) if from == to => format!("{from} days ago"),
        (from, to) => format!("{from} to {to} days ago"),
    }
}

/// `sleep 8 h · resting_hr 55 bpm`
pub(super) fn values(values: &[(String, Datum)]) -> String {
    let texts: Vec<String> = values
        .iter()
        .map(|(name, datum)| format!("{name} {}", datum.text))
        .collect();
    texts.join(" · ")
}

/// What a case gave; `today` is the day it is played on.
pub(super) fn of<'a>(
    ruleset: &Ruleset,
    given: impl Iterator<Item = &'a Given>,
    today: Option<i32>,
) -> CaseGiven {
    let today = today.unwrap_or(TODAY);
    let mut settings: Vec<Named> = Vec::new();
    let mut days: BTreeMap<u32, Vec<Named>> = BTreeMap::new();
    for given in given {
        let named = named(ruleset, given.target, given.value, today);
        let values = match given.target {
            Target::Setting(_) => &mut settings,
            Target::Input(_) | Target::Member(..) => days.entry(given.days_ago).or_default(),
        };
        let is_forgotten = |target: &Target| match (target, given.target, given.value) {
            // An answered map holds only what is given with it.
            (Target::Member(map, _), Target::Input(input), GivenValue::Answered) => *map == input,
            // That it was answered goes without saying beside a member.
            (Target::Input(map), Target::Member(input, _), _) => *map == input,
            (target, other, _) => *target == other,
        };
        values.retain(|(target, _)| !is_forgotten(target));
        values.push((given.target, named));
    }
    let plain = |values: Vec<Named>| -> Vec<(String, Datum)> {
        values.into_iter().map(|(_, named)| named).collect()
    };
    let mut grouped: Vec<GivenDays> = Vec::new();
    for (ago, values) in days {
        let values = plain(values);
        match grouped.last_mut() {
            Some(last)
                if last.from_days_ago + 1 == ago
                    && last.to_days_ago > 0
                    && last.values == values =>
            {
                last.from_days_ago = ago;
            }
            _ => grouped.push(GivenDays {
                from_days_ago: ago,
                to_days_ago: ago,
                values,
            }),
        }
    }
    CaseGiven {
        settings: plain(settings),
        days: grouped,
    }
}

fn named(ruleset: &Ruleset, target: Target, value: GivenValue, today: i32) -> (String, Datum) {
    let (name, ty) = match target {
        Target::Input(input) => {
            let input = ruleset.input(input);
            (input.name.clone(), &input.ty)
        }
        Target::Member(input, member) => {
            let input = ruleset.input(input);
            let members = input.each.map(|each| &ruleset.choice(each).members);
            let member = members.and_then(|members| members.get(usize::from(member)));
            let member = member.map_or("", String::as_str);
            (format!("{}.{member}", input.name), &input.ty)
        }
        Target::Setting(setting) => {
            let setting = ruleset.setting(setting);
            (setting.name.clone(), &setting.ty)
        }
    };
    let datum = match value {
        GivenValue::Value(value) => show::value(ruleset, ty, value),
        GivenValue::DaysFromToday(ahead) => {
            let day = Value::Date(today.saturating_add(ahead));
            show::value(ruleset, &Type::Date, day)
        }
        GivenValue::Answered => Datum {
            value: serde_json::Value::Array(Vec::new()),
            text: "none".to_owned(),
        },
    };
    (name, datum)
}
