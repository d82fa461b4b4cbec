//! A question in words: in goes an input or a plan value, out come what to ask,
//! what an answer looks like, and more for those who ask for it.

use crate::ast::InputKind;
use crate::data::read_value;
use crate::engine::show::{date_text, number_text};
use crate::ruleset::{ChoiceId, Direction, Input, InputId, NumberType, Ruleset, Type, Value};
use crate::what_if::{WhatIf, value_of};

/// Members and groups that are listed before the rest is counted.
const LISTED: usize = 24;

/// What is asked of an input or a plan value.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    ruleset: &'a Ruleset,
    id: InputId,
    /// The day as the data has it.
    day: &'a WhatIf<'a>,
    /// The members of a map that it does not answer.
    open: Vec<u8>,
}

impl<'a> Question<'a> {
    /// The question about an input, on a day as the data has it.
    pub(super) fn new(ruleset: &'a Ruleset, id: InputId, day: &'a WhatIf<'a>) -> Self {
        let each = ruleset.input(id).each;
        let count = each.map_or(0, |each| ruleset.choice(each).members.len());
        let open = (0u8..).take(count);
        Self {
            ruleset,
            id,
            day,
            open: open
                .filter(|&member| day.given(id, Some(member)).is_none())
                .collect(),
        }
    }

    /// The same day's question about another input.
    pub(super) fn of(&self, id: InputId) -> Self {
        Self::new(self.ruleset, id, self.day)
    }

    /// What the data says already, as it is printed: of a map, of a member, or that the whole
    /// of it is answered.
    pub(super) fn known(&self, member: Option<u8>) -> Option<String> {
        let input = self.input();
        if member.is_none() && input.each.is_some() {
            let answered = self.day.is_answered(self.id);
            let is_whole = input.default.is_some() || self.open.is_empty();
            return (answered && is_whole).then(|| "a value for each".to_owned());
        }
        let held = self.day.given(self.id, member)?;
        let value = value_of(&input.ty, held);
        Some(value_text(self.ruleset, &input.ty, value))
    }

    /// The name of a map's member.
    pub fn member_name(&self, member: u8) -> &'a str {
        let each = self.each().map(|each| &self.ruleset.choice(each).members);
        let member = each.and_then(|members| members.get(usize::from(member)));
        member.map_or("", String::as_str)
    }

    /// A value that an answer could hold.
    pub(super) fn example(&self) -> String {
        self.examples().into_iter().next().unwrap_or_default()
    }

    /// Which input or plan value it asks for.
    pub fn id(&self) -> InputId {
        self.id
    }

    /// The input or plan value.
    pub fn input(&self) -> &'a Input {
        self.ruleset.input(self.id)
    }

    /// The ruleset that asks.
    pub fn ruleset(&self) -> &'a Ruleset {
        self.ruleset
    }

    /// The name of the stage at which it is asked.
    pub fn stage(&self) -> Option<&'a str> {
        let stage = self.input().stage?;
        self.ruleset.stages.get(stage).map(String::as_str)
    }

    /// Of a map the choice whose members have a value each.
    pub fn each(&self) -> Option<ChoiceId> {
        self.input().each
    }

    /// The members of a map that are still to be answered, by index.
    pub fn open(&self) -> &[u8] {
        &self.open
    }

    /// What is asked: the ruleset's own question, or else the name.
    pub fn text(&self) -> String {
        let input = self.input();
        match &input.ask {
            Some(ask) => ask.clone(),
            None => {
                let name = input.name.replace('_', " ");
                let mut letters = name.chars();
                let first = letters.next().map(char::to_uppercase);
                let name: String = first.into_iter().flatten().chain(letters).collect();
                let planned = match input.kind {
                    InputKind::Plan => " planned",
                    InputKind::Input => "",
                };
                match &input.about {
                    Some(about) => format!("{name}{planned}? {about}"),
                    None => format!("{name}{planned}?"),
                }
            }
        }
    }

    /// What an answer looks like, in a few words: `0 (best) to 10 (worst)`.
    pub fn hint(&self) -> String {
        let input = self.input();
        let Some(each) = input.each else {
            return self.hint_of_one();
        };
        let members = &self.ruleset.choice(each).members;
        let open = self.open.iter();
        let open: Vec<&str> = open
            .filter_map(|&at| members.get(usize::from(at)).map(String::as_str))
            .collect();
        let examples = open.iter().zip(self.examples()).take(2);
        let examples: Vec<String> = examples
            .map(|(member, value)| format!("{member} {value}"))
            .collect();
        let none = match input.default {
            Some(_) => "; or none",
            None => "",
        };
        let joint = match input.ty {
            Type::Set(_) => "; ",
            _ => ", ",
        };
        format!(
            "for each of {}: {}. Such as: {}{none}",
            listed(&open),
            self.hint_of_one(),
            examples.join(joint),
        )
    }

    /// The same of one value: of a map, of one member's.
    pub fn hint_of_one(&self) -> String {
        let input = self.input();
        match &input.ty {
            Type::Number(number) => number_hint(number, input.direction),
            Type::Truth => "yes or no".into(),
            Type::Choice(choice) => listed(&numbered(&self.ruleset.choice(*choice).members)),
            Type::Set(choice) => format!(
                "any of {}; or none",
                listed(&numbered(&self.ruleset.choice(*choice).members))
            ),
            Type::Date => format!("a day, such as {}", date_text(self.day.day())),
        }
    }

    /// More than the hint: what it is about, the range, the groups, which end is better.
    pub fn help(&self) -> Vec<String> {
        let input = self.input();
        let mut lines = Vec::new();
        if let (Some(about), Some(_)) = (&input.about, &input.ask) {
            lines.push(about.clone());
        }
        lines.push(format!("Answer: {}.", self.hint().trim_end_matches('.')));
        if let Some(direction) = input.direction {
            lines.push(match direction {
                Direction::Worse => "Higher is worse.".into(),
                Direction::Better => "Higher is better.".into(),
            });
        }
        if let Type::Number(number) = &input.ty
            && !number.unit.is_plain()
            && !number.unit.is_percent()
        {
            lines.push(format!(
                "A number is in {}; another unit that measures the same is converted.",
                number.unit.plural()
            ));
        }
        if let Some(choice) = self.choice() {
            let groups = self.ruleset.groups.iter();
            let names = groups.filter(|group| group.choice == choice);
            let names: Vec<&str> = names.map(|group| group.name.as_str()).collect();
            if !names.is_empty() {
                lines.push(format!("Groups count too: {}.", listed(&names)));
            }
        }
        if input.lasting {
            lines.push("It holds on later days too, until it is answered anew.".into());
        }
        if input.each.is_some() && input.default.is_some() {
            lines.push("Those that you do not name take their usual value.".into());
        }
        lines.push(format!(
            "Enter alone skips the question; `{}` goes back, `{}` leaves.",
            self.word_for("back", "<"),
            self.word_for("quit", "quit!"),
        ));
        lines
    }

    /// A word that is no answer to this question: the first, unless a member or a group has it.
    pub fn word_for(&self, word: &'static str, otherwise: &'static str) -> &'static str {
        match self.is_member(word) {
            true => otherwise,
            false => word,
        }
    }

    /// Whether a word is a member or a group that this question's answers can name.
    pub fn is_member(&self, word: &str) -> bool {
        let choices = [self.each(), self.own_choice()];
        let mut choices = choices.into_iter().flatten();
        choices.any(|choice| {
            let read = read_value(self.ruleset, &Type::Set(choice), "", word);
            matches!(read, Ok(Some(Value::Set(mask))) if mask != 0)
        })
    }

    /// The choice of one value.
    fn own_choice(&self) -> Option<ChoiceId> {
        match self.input().ty {
            Type::Choice(choice) | Type::Set(choice) => Some(choice),
            _ => None,
        }
    }

    /// The choice whose groups stand for their members in answers.
    fn choice(&self) -> Option<ChoiceId> {
        match self.input().ty {
            Type::Set(choice) => Some(choice),
            _ => self.each(),
        }
    }

    /// Two values that answers could hold.
    fn examples(&self) -> Vec<String> {
        let value = |value| value_text(self.ruleset, &self.input().ty, value);
        match &self.input().ty {
            Type::Number(number) => {
                let (low, high) = (number.range.low, number.range.high);
                let (low, high) = match (low.is_finite(), high.is_finite()) {
                    (true, true) => (low, high),
                    (true, false) => (low, low + 10.0),
                    (false, true) => (high - 10.0, high),
                    (false, false) => (0.0, 10.0),
                };
                let at = |share: f64| {
                    let x = low + (high - low) * share;
                    let round = x.round();
                    let x = if number.range.contains(round) {
                        round
                    } else {
                        x
                    };
                    number_text(x)
                };
                vec![at(0.5), at(0.3)]
            }
            Type::Truth => ["yes", "no"].map(str::to_owned).into(),
            Type::Choice(_) => [0, 1].map(|at| value(Value::Member(at))).into(),
            Type::Set(_) => [1, 2].map(|mask| value(Value::Set(mask))).into(),
            Type::Date => [0, 1]
                .map(|back| date_text(self.day.day().saturating_sub(back)))
                .into(),
        }
    }
}

/// `0 (best) to 10 (worst)`, `0 to 16 h, higher is better`.
fn number_hint(number: &NumberType, direction: Option<Direction>) -> String {
    let (low, high) = (number.range.low, number.range.high);
    let (low_text, high_text) = (number_text(low), number_text(high));
    let shown = |text: &str| number.unit.show(text);
    let is_scale = number.unit.is_plain() && low.is_finite() && high.is_finite();
    let range = match (low.is_finite(), high.is_finite(), direction) {
        (true, true, Some(Direction::Worse)) if is_scale => {
            format!("{low_text} (best) to {high_text} (worst)")
        }
        (true, true, Some(Direction::Better)) if is_scale => {
            format!("{low_text} (worst) to {high_text} (best)")
        }
        (true, true, _) => format!("{low_text} to {}", shown(&high_text)),
        (true, false, _) => format!("{} or more", shown(&low_text)),
        (false, true, _) => format!("{} or less", shown(&high_text)),
        (false, false, _) if number.unit.is_plain() => String::new(),
        (false, false, _) => format!("in {}", number.unit.plural()),
    };
    let whole = match (number.whole, range.is_empty()) {
        (true, true) => "a whole number",
        (true, false) => "a whole number, ",
        (false, true) => "a number",
        (false, false) => "",
    };
    let ends = match direction {
        Some(Direction::Worse) if !is_scale => ", higher is worse",
        Some(Direction::Better) if !is_scale => ", higher is better",
        _ => "",
    };
    format!("{whole}{range}{ends}")
}

/// `1 clean`, `2 altered`: members may be answered by their numbers.
fn numbered(members: &[String]) -> Vec<String> {
    let members = members.iter().zip(1..);
    members
        .map(|(member, number)| format!("{number} {member}"))
        .collect()
}

fn listed<T: AsRef<str>>(names: &[T]) -> String {
    let shown: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
    match names.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A value as it can be typed and stands in a cell, exactly: `7.25 h`, `quads;glutes`, `none`.
pub fn value_text(ruleset: &Ruleset, ty: &Type, value: Value) -> String {
    let member = |choice: ChoiceId, at: usize| {
        let members = &ruleset.choice(choice).members;
        members.get(at).map_or("", String::as_str)
    };
    match (ty, value) {
        (Type::Number(number), Value::Number(x)) => number.unit.show(&x.to_string()),
        (_, Value::Number(x)) => x.to_string(),
        (_, Value::Truth(true)) => "yes".into(),
        (_, Value::Truth(false)) => "no".into(),
        (Type::Choice(choice), Value::Member(at)) => member(*choice, usize::from(at)).into(),
        (_, Value::Member(at)) => at.to_string(),
        (Type::Set(choice), Value::Set(mask)) => {
            let members = (0..64).filter(|at| (mask >> at) & 1 == 1);
            let names: Vec<&str> = members.map(|at| member(*choice, at)).collect();
            match names.is_empty() {
                true => "none".into(),
                false => names.join(";"),
            }
        }
        (_, Value::Set(mask)) => mask.to_string(),
        (_, Value::Date(day)) => date_text(day),
    }
}
