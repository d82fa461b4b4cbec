//! Athlete-days in plain data: what each athlete answered on each day, a map of
//! answers a row. In go answers by name; out comes the same as [`Days`], for
//! the engine.

use std::collections::{BTreeMap, HashMap};

use touchline::Ruleset;
use touchline::days::{Column, Days, DaysBuilder};
use touchline::ruleset::{self, SettingId};

/// One answer, in the unit that its input declares.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Number(f64),
    Truth(bool),
    Member(String),
    Set(Vec<String>),
    Date(i64),
    /// A map was answered, whichever members were given: `{}`.
    Answered,
}

/// What is answered: an input, or a member of a map. `Answered` goes under the map itself.
pub type Key = (String, Option<String>);

/// The answers of one day.
pub type Row = BTreeMap<Key, Answer>;

/// One athlete: rows by day since 1970-01-01, and a row of the file of settings.
/// Settings have columns among the rows too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Athlete {
    pub name: String,
    pub rows: BTreeMap<i64, Row>,
    pub settings: Row,
}

impl Athlete {
    /// The day of the first row.
    pub fn first(&self) -> i64 {
        *self.rows.keys().next().unwrap()
    }
}

/// The same athletes as columns for the engine.
pub fn to_days(ruleset: &Ruleset, athletes: &[Athlete]) -> Days {
    let mut builder = DaysBuilder::new(ruleset);
    for athlete in athletes {
        for (&date, row) in &athlete.rows {
            let id = builder.row(&athlete.name, i32::try_from(date).unwrap());
            for (key, answer) in row {
                if let Some((setting, value)) = setting_value(ruleset, key, answer) {
                    let slot = builder.layout().setting(setting);
                    builder.set(id, slot, value);
                    continue;
                }
                let (name, member) = key;
                let mut inputs = ruleset.inputs();
                let (input_id, input) = inputs.find(|(_, input)| input.name == *name).unwrap();
                let each = input.each.map(|each| &ruleset.choice(each).members);
                let (slot, value) = match answer {
                    Answer::Answered => (
                        builder.layout().answered(input_id, each.unwrap().len()),
                        ruleset::Value::Truth(true),
                    ),
                    _ => {
                        let index = member.as_ref().map(|m| position(each.unwrap(), m));
                        let slot = builder.layout().slot(input_id, index);
                        (slot, value_of(ruleset, &input.ty, answer))
                    }
                };
                builder.set(id, slot, value);
            }
        }
    }
    builder.finish()
}

/// The settings of athletes, as a file of settings gives them.
pub fn to_settings(ruleset: &Ruleset, athletes: &[Athlete]) -> AthleteSettings {
    let of = |athlete: &Athlete| {
        let settings = athlete.settings.iter();
        let values = settings.map(|(key, answer)| setting_value(ruleset, key, answer).unwrap());
        (athlete.name.clone(), values.collect())
    };
    let with_own = athletes
        .iter()
        .filter(|athlete| !athlete.settings.is_empty());
    with_own.map(of).collect()
}

/// What each athlete has instead of the ruleset's settings.
pub type AthleteSettings = HashMap<String, Vec<(SettingId, ruleset::Value)>>;

fn setting_value(
    ruleset: &Ruleset,
    key: &Key,
    answer: &Answer,
) -> Option<(SettingId, ruleset::Value)> {
    let name = super::settings::name_of(key);
    let mut settings = (0u32..).map(SettingId).zip(&ruleset.settings);
    let (id, setting) = settings.find(|(_, setting)| setting.name == name)?;
    Some((id, value_of(ruleset, &setting.ty, answer)))
}

fn value_of(ruleset: &Ruleset, ty: &ruleset::Type, answer: &Answer) -> ruleset::Value {
    match (answer, ty) {
        (Answer::Number(x), _) => ruleset::Value::Number(*x),
        (Answer::Truth(truth), _) => ruleset::Value::Truth(*truth),
        (Answer::Date(day), _) => ruleset::Value::Date(i32::try_from(*day).unwrap()),
        (Answer::Member(member), ruleset::Type::Choice(choice)) => {
            ruleset::Value::Member(position(&ruleset.choice(*choice).members, member))
        }
        (Answer::Set(members), ruleset::Type::Set(choice)) => {
            let all = &ruleset.choice(*choice).members;
            ruleset::Value::Set(members.iter().map(|m| 1u64 << position(all, m)).sum())
        }
        _ => panic!("{answer:?} is no value of {ty:?}"),
    }
}

fn position(members: &[String], member: &str) -> u8 {
    let at = members.iter().position(|m| m == member).unwrap();
    u8::try_from(at).unwrap()
}

/// The other way round: what a reader has read, as plain data.
pub fn from_days(ruleset: &Ruleset, days: &Days) -> Vec<Athlete> {
    let mut athletes = Vec::new();
    for athlete in &days.athletes {
        let mut rows = BTreeMap::new();
        for at in athlete.rows.clone() {
            let mut row = Row::new();
            for (id, input) in ruleset.inputs() {
                let members = input.each.map(|each| ruleset.choice(each).members.clone());
                let Some(members) = members else {
                    let slot = days.layout.slot(id, None);
                    let answer = answer(ruleset, &input.ty, &days.columns[slot.0 as usize], at);
                    row.extend(answer.map(|answer| ((input.name.clone(), None), answer)));
                    continue;
                };
                for (index, member) in members.iter().enumerate() {
                    let slot = days.layout.slot(id, Some(u8::try_from(index).unwrap()));
                    let answer = answer(ruleset, &input.ty, &days.columns[slot.0 as usize], at);
                    let key = (input.name.clone(), Some(member.clone()));
                    row.extend(answer.map(|answer| (key, answer)));
                }
                let slot = days.layout.answered(id, members.len());
                if let Column::Number(values) = &days.columns[slot.0 as usize]
                    && !values[at].is_nan()
                {
                    row.insert((input.name.clone(), None), Answer::Answered);
                }
            }
            rows.insert(i64::from(days.dates[at]), row);
        }
        athletes.push(Athlete {
            name: athlete.name.clone(),
            rows,
            ..Athlete::default()
        });
    }
    athletes
}

fn answer(ruleset: &Ruleset, ty: &ruleset::Type, column: &Column, at: usize) -> Option<Answer> {
    let members = |choice: &ruleset::ChoiceId| ruleset.choice(*choice).members.iter();
    match (column, ty) {
        (Column::Number(values), _) if values[at].is_nan() => None,
        (Column::Number(values), ruleset::Type::Truth) => Some(Answer::Truth(values[at] == 1.0)),
        (Column::Number(values), ruleset::Type::Date) => Some(Answer::Date(values[at] as i64)),
        (Column::Number(values), ruleset::Type::Choice(choice)) => {
            let member = members(choice).nth(values[at] as usize).unwrap();
            Some(Answer::Member(member.clone()))
        }
        (Column::Number(values), _) => Some(Answer::Number(values[at])),
        (Column::Set(values), ruleset::Type::Set(choice)) => {
            let mask = values[at]?;
            let inside = members(choice)
                .enumerate()
                .filter(|(bit, _)| mask >> bit & 1 == 1);
            Some(Answer::Set(
                inside.map(|(_, member)| member.clone()).collect(),
            ))
        }
        (Column::Set(_), _) => panic!("a set column of no set"),
    }
}
