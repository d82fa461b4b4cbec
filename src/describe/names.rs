//! Names and values as a coach reads them: in goes a name as written, out comes
//! what it stands for, in words (`sleep_debt` is “sleep debt”), and where the
//! page explains it; settings with their values in brackets.

use std::collections::HashMap;

use super::page::{Run, Target};
use crate::ast::{Direction, Ident, Verdict};
use crate::engine::show::date_text;
use crate::ruleset::{
    Choice, ChoiceId, Expr, ExprId, ExprKind, InputId, LetId, NumberType, Range, Ruleset, Setting,
    SettingId, Type, Value,
};
use crate::span::Span;
use crate::units::Unit;

/// Words a ruleset: all that sentences are made with.
pub(super) struct Speaker<'a> {
    pub ruleset: &'a Ruleset,
    /// What was made of each place in the source.
    typed: HashMap<Span, Vec<ExprId>>,
    /// What each declared name stands for.
    declared: HashMap<&'a str, Named>,
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Named {
    /// A question, or what is planned.
    Input(InputId),
    /// A setting.
    Setting(SettingId),
    /// A setting for each member, by that of the first.
    Settings(SettingId, ChoiceId),
    /// What is worked out.
    Let(LetId),
    /// A group.
    Group(String),
    /// One of the members of a choice.
    Member,
}

impl<'a> Speaker<'a> {
    pub fn new(ruleset: &'a Ruleset) -> Self {
        let mut typed: HashMap<Span, Vec<ExprId>> = HashMap::new();
        for (id, expr) in (0u32..).map(ExprId).zip(&ruleset.exprs) {
            typed.entry(expr.span).or_default().push(id);
        }
        let mut declared = HashMap::new();
        for (id, input) in ruleset.inputs() {
            declared.insert(input.name.as_str(), Named::Input(id));
        }
        for (id, setting) in (0u32..).map(SettingId).zip(&ruleset.settings) {
            declared.insert(setting.name.as_str(), Named::Setting(id));
        }
        for (id, worked_out) in (0u32..).map(LetId).zip(&ruleset.lets) {
            declared.insert(worked_out.name.as_str(), Named::Let(id));
        }
        for group in &ruleset.groups {
            declared.insert(&group.name, Named::Group(group.name.clone()));
        }
        Self {
            ruleset,
            typed,
            declared,
        }
    }

    /// What the checker made of a place in the source.
    pub fn typed(&self, span: Span) -> impl Iterator<Item = &'a Expr> {
        let ids = self.typed.get(&span).map_or(&[][..], Vec::as_slice);
        ids.iter().map(|id| self.ruleset.expr(*id))
    }

    /// What a name stands for. One that is both declared and a member is what the
    /// checker found it to be in its place.
    pub fn named(&self, ident: &Ident) -> Named {
        let found = self.typed(ident.span).find_map(|expr| match &expr.kind {
            ExprKind::Input(id) | ExprKind::InputAtMember(id) => Some(Named::Input(*id)),
            ExprKind::Setting(id) => Some(Named::Setting(*id)),
            ExprKind::SettingAtMember { first, choice } => Some(Named::Settings(*first, *choice)),
            ExprKind::Let(id) => Some(Named::Let(*id)),
            ExprKind::Member(_) => Some(Named::Member),
            _ => None,
        });
        let declared = || self.declared.get(ident.name.as_str()).cloned();
        found.or_else(declared).unwrap_or(Named::Member)
    }

    /// The type of what a name stands for.
    pub fn type_of(&self, named: &Named) -> Option<&'a Type> {
        match named {
            Named::Input(id) => Some(&self.ruleset.input(*id).ty),
            Named::Setting(id) | Named::Settings(id, _) => Some(&self.ruleset.setting(*id).ty),
            Named::Let(id) => Some(&self.ruleset.expr(self.ruleset.let_(*id).expr).ty),
            Named::Group(_) | Named::Member => None,
        }
    }

    /// A name as the page says it.
    pub fn name(&self, ident: &Ident) -> Vec<Run> {
        match self.named(ident) {
            Named::Input(id) => vec![self.input(id)],
            Named::Setting(id) => self.setting(id),
            Named::Settings(first, choice) => self.settings(first, choice),
            Named::Let(id) => vec![self.let_(id)],
            Named::Group(name) => vec![Run::Name(readable(&name), Target::Group(name))],
            Named::Member => vec![Run::Answer(readable(&ident.name))],
        }
    }

    /// A question or what is planned, by its name.
    pub fn input(&self, id: InputId) -> Run {
        Run::Name(readable(&self.ruleset.input(id).name), Target::Input(id))
    }

    /// What is worked out, by its name.
    pub fn let_(&self, id: LetId) -> Run {
        Run::Name(readable(&self.ruleset.let_(id).name), Target::Let(id))
    }

    /// `severe (8)`
    pub fn setting(&self, id: SettingId) -> Vec<Run> {
        let setting = self.ruleset.setting(id);
        let (first, name) = match setting.name.split_once('.') {
            Some((map, member)) => {
                let name = format!("{} of {}", readable(map), readable(member));
                (self.first_of(id), name)
            }
            None => (id, readable(&setting.name)),
        };
        vec![
            Run::Name(name, Target::Setting(first)),
            Run::text(format!(" ({})", self.value(&setting.ty, setting.value))),
        ]
    }

    /// A setting for each member, where it is read at one of them: `tolerance (4 to 6)`.
    fn settings(&self, first: SettingId, choice: ChoiceId) -> Vec<Run> {
        let setting = self.ruleset.setting(first);
        let name = setting.name.split('.').next().unwrap_or_default();
        let values: Vec<String> = self
            .members_of(first, choice)
            .map(|(_, setting)| self.value(&setting.ty, setting.value))
            .collect();
        let all_alike = values.windows(2).all(|pair| pair[0] == pair[1]);
        let said = match values.first() {
            Some(value) if all_alike => value.clone(),
            _ => format!("a value for each {}", readable(&self.choice(choice).name)),
        };
        vec![
            Run::Name(readable(name), Target::Setting(first)),
            Run::text(format!(" ({said})")),
        ]
    }

    /// The settings of all members, side by side from the first on.
    pub fn members_of(
        &self,
        first: SettingId,
        choice: ChoiceId,
    ) -> impl Iterator<Item = (&'a str, &'a Setting)> {
        let start = first.0 as usize;
        let settings = self.ruleset.settings.get(start..).unwrap_or_default();
        let members = self.choice(choice).members.iter();
        members.map(String::as_str).zip(settings)
    }

    /// The setting of the first member, of one that is for each.
    pub fn first_of(&self, id: SettingId) -> SettingId {
        let map = |setting: &Setting| setting.name.split_once('.').map(|(map, _)| map.to_owned());
        let wanted = map(self.ruleset.setting(id));
        let mut settings = (0u32..).map(SettingId).zip(&self.ruleset.settings);
        let first = settings.find(|(_, setting)| wanted.is_some() && map(setting) == wanted);
        first.map_or(id, |(first, _)| first)
    }

    pub fn choice(&self, id: ChoiceId) -> &'a Choice {
        self.ruleset.choice(id)
    }

    /// A known value, in the unit of its type.
    pub fn value(&self, ty: &Type, value: Value) -> String {
        match (ty, value) {
            (Type::Number(number), Value::Number(x)) => quantity(x, &number.unit),
            (_, Value::Number(x)) => number(x),
            (_, Value::Truth(truth)) => yes_or_no(truth).to_owned(),
            (Type::Choice(choice) | Type::Set(choice), Value::Member(at)) => {
                let member = self.choice(*choice).members.get(usize::from(at));
                member.map_or_else(String::new, |name| readable(name))
            }
            (Type::Choice(choice) | Type::Set(choice), Value::Set(mask)) => {
                let members = self.members(*choice, mask);
                match members.is_empty() {
                    true => "none".to_owned(),
                    false => members.join(", "),
                }
            }
            (_, Value::Date(day)) => date_text(day),
            (_, Value::Member(_) | Value::Set(_)) => String::new(),
        }
    }

    /// The members of a choice that are in a set.
    pub fn members(&self, choice: ChoiceId, mask: u64) -> Vec<String> {
        let members = (0u32..).zip(&self.choice(choice).members);
        let inside = members.filter(|(bit, _)| mask.checked_shr(*bit).unwrap_or(0) & 1 == 1);
        inside.map(|(_, name)| readable(name)).collect()
    }

    /// All members of a choice; of an ordered one from the lowest to the highest.
    pub fn all_members(&self, choice: ChoiceId) -> String {
        let choice = self.choice(choice);
        let members: Vec<String> = choice.members.iter().map(|name| readable(name)).collect();
        match choice.ordered {
            true => format!("{} (from lowest to highest)", members.join(", ")),
            false => members.join(", "),
        }
    }

    /// What a value may be: “a whole number from 0 to 60”, “one of better, worse”.
    pub fn type_in_words(&self, ty: &Type) -> String {
        match ty {
            Type::Number(number) => number_in_words(number),
            Type::Truth => "yes or no".to_owned(),
            Type::Choice(choice) => format!("one of {}", self.all_members(*choice)),
            Type::Set(choice) => format!("none, one or several of {}", self.all_members(*choice)),
            Type::Date => "a date".to_owned(),
        }
    }

    /// What the ends of a scale mean, where the ruleset says so.
    pub fn direction_in_words(&self, ty: &Type, direction: Direction) -> String {
        let (good, bad) = match direction {
            Direction::Worse => ("best", "worst"),
            Direction::Better => ("worst", "best"),
        };
        let word = match direction {
            Direction::Worse => "worse",
            Direction::Better => "better",
        };
        match ty {
            Type::Truth => format!("yes is {word}"),
            Type::Number(number)
                if number.range.low.is_finite() && number.range.high.is_finite() =>
            {
                let Range { low, high } = number.range;
                let (low, high) = (self::number(low), quantity(high, &number.unit));
                format!("higher is {word}: {low} is {good}, {high} is {bad}")
            }
            Type::Choice(choice) => {
                let members = &self.choice(*choice).members;
                match (members.first(), members.last()) {
                    (Some(low), Some(high)) => format!(
                        "higher is {word}: {} is {good}, {} is {bad}",
                        readable(low),
                        readable(high)
                    ),
                    _ => format!("higher is {word}"),
                }
            }
            _ => format!("higher is {word}"),
        }
    }
}

/// What a number may be, with its unit and range.
fn number_in_words(ty: &NumberType) -> String {
    let what = match (ty.whole, ty.unit.is_plain()) {
        (true, true) => "a whole number".to_owned(),
        (true, false) => format!("a whole number of {}", ty.unit.plural()),
        (false, true) => "a number".to_owned(),
        (false, false) => format!("a number in {},", ty.unit.plural()),
    };
    let Range { low, high } = ty.range;
    match (low.is_finite(), high.is_finite()) {
        (true, true) => format!("{what} from {} to {}", number(low), number(high)),
        (true, false) => format!("{}, {} or more", what.trim_end_matches(','), number(low)),
        (false, true) => format!("{}, {} or less", what.trim_end_matches(','), number(high)),
        (false, false) => what.trim_end_matches(',').to_owned(),
    }
}

/// A name without the signs that join its words.
pub(super) fn readable(name: &str) -> String {
    name.replace('_', " ")
}

/// A verdict at the beginning of a sentence.
pub(super) fn capital_verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Train => "Train",
        Verdict::Modify => "Modify",
        Verdict::Rest => "Rest",
    }
}

pub(super) fn yes_or_no(truth: bool) -> &'static str {
    if truth { "yes" } else { "no" }
}

/// A number as it would be written, without the last bits of binary fractions.
pub(super) fn number(x: f64) -> String {
    let rounded = (x * 1e9).round() / 1e9;
    let is_dust = rounded.is_finite() && (rounded - x).abs() <= x.abs() * 1e-9;
    let shown = if is_dust { rounded } else { x };
    // -0 reads as a mistake.
    let text = format!("{}", shown + 0.0);
    match text.strip_prefix('-') {
        Some(digits) => format!("−{digits}"),
        None => text,
    }
}

/// A number with its unit.
pub(super) fn quantity(x: f64, unit: &Unit) -> String {
    let text = number(x);
    match text.as_str() {
        "−1" => unit.show("-1").replacen('-', "−", 1),
        _ => unit.show(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::{number, quantity};
    use crate::units::Unit;

    #[test]
    fn numbers_lose_nothing_but_dust() {
        for (x, text) in [
            (0.1 + 0.2, "0.3"),
            (0.005, "0.005"),
            (-2.5, "−2.5"),
            (-0.0, "0"),
            (1e-12, "0.000000000001"),
            (100.0 / 60.0, "1.666666667"),
        ] {
            assert_eq!(number(x), text);
        }
        assert_eq!(quantity(-1.0, &Unit::day()), "−1 day");
        assert_eq!(quantity(20.0, &Unit::percent()), "20%");
    }
}
