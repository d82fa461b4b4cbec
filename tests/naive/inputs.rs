//! Answers: in goes an input and a day, out comes what was given on it, carried
//! to it or filled in, and whether it may still be answered.

use super::data::{Answer, Key};
use super::evaluate::{At, History, Reading};
use super::model::{Input, Type};
use super::value::{Members, Truth, Value};

impl History<'_> {
    /// The answer as given on a day, or carried there where it is lasting.
    pub fn given(&self, input: &Input, member: Option<usize>, day: i64) -> Option<&Answer> {
        let key: Key = (
            input.name().to_owned(),
            member.map(|m| self.model.choices[input.each.unwrap()].members[m].clone()),
        );
        let on = |day: i64| self.athlete.rows.get(&(self.first + day))?.get(&key);
        if input.decl.ty.lasting {
            (0..=day).rev().find_map(on)
        } else {
            on(day)
        }
    }

    /// The members of a map; of what is no map, the one value.
    pub fn members_of(&self, input: &Input) -> Vec<Option<usize>> {
        match input.each {
            None => vec![None],
            Some(choice) => self.all_members(choice).into_iter().map(Some).collect(),
        }
    }

    /// `load`, `load.quads`
    pub fn answer_name(&self, input: &Input, member: Option<usize>) -> String {
        match member {
            Some(member) => {
                let members = &self.model.choices[input.each.unwrap()].members;
                format!("{}.{}", input.name(), members[member])
            }
            None => input.name().to_owned(),
        }
    }

    /// Whether any member of a map was given, or the map was answered as such.
    pub fn answered(&self, input: &Input, day: i64) -> bool {
        let choice = input.each.unwrap();
        let members = self.all_members(choice).into_iter().map(Some);
        members
            .chain([None])
            .any(|member| self.given(input, member, day).is_some())
    }

    /// An input that was not given, and whose gap no sure default fills.
    pub fn open_input(&self, input: &Input, member: Option<usize>, at: &At) -> bool {
        let filled =
            member.is_some() && input.decl.missing_means.is_some() && self.answered(input, at.day);
        self.given(input, member, at.day).is_none() && !filled
    }

    pub fn input(&self, input: &Input, member: Option<usize>, at: &At) -> Value {
        if at.day < 0 {
            return Value::Missing;
        }
        if let Some(answer) = self.given(input, member, at.day) {
            return self.answer(answer, &input.ty);
        }
        let Some(default) = &input.decl.missing_means else {
            return Value::Missing;
        };
        let fills = match member {
            // Members left blank once any was answered; that is sure too.
            Some(_) => self.answered(input, at.day),
            // A gap of today may still be answered.
            None => at.reading == Reading::Now,
        };
        if fills {
            self.constant(default, &input.ty)
        } else {
            Value::Missing
        }
    }

    /// What was given, as a value of a type.
    pub fn answer(&self, answer: &Answer, ty: &Type) -> Value {
        match (answer, ty) {
            (Answer::Number(x), _) => Value::number(*x),
            (Answer::Truth(truth), _) => Value::Truth(Truth::of(*truth)),
            (Answer::Date(day), _) => Value::Date(*day),
            (Answer::Member(name), Type::Member(choice)) => {
                Value::Member(self.model.member(*choice, name).unwrap())
            }
            (Answer::Set(names), Type::Set(choice)) => {
                let members = names.iter().map(|name| self.model.member(*choice, name));
                let sure: Members = members.map(Option::unwrap).collect();
                Value::Set {
                    maybe: sure.clone(),
                    sure,
                }
            }
            _ => panic!("{answer:?} is no value of {ty:?}"),
        }
    }
}
