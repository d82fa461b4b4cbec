//! Athlete-days in plain data: what each athlete answered on each day, a map of
//! answers a row. In go answers by name; out comes the same as [`Days`], for
//! the engine.

use std::collections::BTreeMap;

use touchline::Ruleset;
use touchline::days::{Days, DaysBuilder};
use touchline::ruleset;

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

/// One athlete: rows by day since 1970-01-01.
#[derive(Clone, Debug, PartialEq)]
pub struct Athlete {
    pub name: String,
    pub rows: BTreeMap<i64, Row>,
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
            for ((name, member), answer) in row {
                let (input_id, input) = ruleset
                    .inputs()
                    .find(|(_, input)| input.name == *name)
                    .unwrap();
                let each = input.each.map(|each| &ruleset.choice(each).members);
                let index = member.as_ref().map(|member| {
                    let members = each.unwrap();
                    position(members, member)
                });
                let slot = match answer {
                    Answer::Answered => builder.layout().answered(input_id, each.unwrap().len()),
                    _ => builder.layout().slot(input_id, index),
                };
                let value = match answer {
                    Answer::Answered => ruleset::Value::Truth(true),
                    Answer::Number(x) => ruleset::Value::Number(*x),
                    Answer::Truth(truth) => ruleset::Value::Truth(*truth),
                    Answer::Date(day) => ruleset::Value::Date(i32::try_from(*day).unwrap()),
                    Answer::Member(member) => {
                        let ruleset::Type::Choice(choice) = input.ty else {
                            panic!("{name} is no choice")
                        };
                        ruleset::Value::Member(position(&ruleset.choice(choice).members, member))
                    }
                    Answer::Set(members) => {
                        let ruleset::Type::Set(choice) = input.ty else {
                            panic!("{name} is no set")
                        };
                        let all = &ruleset.choice(choice).members;
                        ruleset::Value::Set(members.iter().map(|m| 1u64 << position(all, m)).sum())
                    }
                };
                builder.set(id, slot, value);
            }
        }
    }
    builder.finish()
}

fn position(members: &[String], member: &str) -> u8 {
    let at = members.iter().position(|m| m == member).unwrap();
    u8::try_from(at).unwrap()
}
