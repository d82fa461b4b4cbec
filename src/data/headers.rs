//! Headers to inputs: in goes the header of a column or the key of an object,
//! out comes what its cells give: the athlete, the date, an input, a map's
//! member, or nothing that the ruleset reads.

use std::collections::HashMap;

use super::member::{find_member, folded};
use super::number::convert;
use super::problem::{Problem, list, measures, members, near};
use super::warnings::Note;
use crate::days::{Layout, Slot};
use crate::diagnostics::Code;
use crate::ruleset::{Input, InputId, Ruleset, Type};
use crate::units::{Conversion, Unit};

/// What the cells under a header give.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// The athlete's name; the flag says that the ruleset itself named this header.
    Athlete { declared: bool },
    /// The date, likewise.
    Date { declared: bool },
    /// A value.
    Field(Field),
    /// Nothing that the ruleset reads; with what may have been meant.
    Unused(Option<String>),
    /// An input's name with a unit or a member that cannot be.
    Wrong(Box<Problem>),
}

/// The column of an input.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Field {
    pub input: InputId,
    pub part: Part,
    /// Where the values go; for [`Part::Map`] the flag that says that it was answered.
    pub slot: Slot,
    /// From the unit in the header's brackets.
    pub unit: Option<Conversion>,
}

/// What of an input a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An input that is no map.
    Whole,
    /// One member of a map.
    Member,
    /// The map itself: `none`, or a JSON object.
    Map,
}

#[derive(Clone, Copy, Debug)]
enum Known {
    Athlete { declared: bool },
    Date { declared: bool },
    Input(InputId),
}

/// Every name that a header can have.
#[derive(Debug)]
pub(super) struct Headers<'a> {
    ruleset: &'a Ruleset,
    layout: Layout,
    known: HashMap<String, Known>,
}

impl<'a> Headers<'a> {
    pub fn new(ruleset: &'a Ruleset) -> Self {
        let mut known = HashMap::new();
        let mut add = |name: &str, what: Known| {
            known.entry(fold(name)).or_insert(what);
        };
        for name in &ruleset.athlete_columns {
            add(name, Known::Athlete { declared: true });
        }
        for name in &ruleset.date_columns {
            add(name, Known::Date { declared: true });
        }
        for (id, input) in ruleset.inputs() {
            add(&input.name, Known::Input(id));
        }
        for (id, input) in ruleset.inputs() {
            for column in &input.columns {
                add(column, Known::Input(id));
            }
        }
        add("athlete", Known::Athlete { declared: false });
        add("date", Known::Date { declared: false });
        Self {
            ruleset,
            layout: Layout::new(ruleset),
            known,
        }
    }

    /// What a header means.
    pub fn meaning(&self, header: &str) -> Meaning {
        let header = header.trim();
        let bracket = bracket(header);
        if let Some(known) = self.known.get(&fold(header)) {
            // A header that the ruleset spells out may hold brackets that are no unit.
            let unit = bracket.and_then(|(_, unit)| Unit::parse(unit).ok());
            return self.known(header, *known, None, unit.as_ref());
        }
        let (name, unit_name) = match bracket {
            Some((name, unit)) => (name, Some(unit)),
            None => (header, None),
        };
        let (input, member) = match self.known.get(&fold(name)) {
            Some(known @ (Known::Athlete { .. } | Known::Date { .. })) => {
                return self.known(header, *known, None, None);
            }
            Some(Known::Input(input)) => (*input, None),
            None => match name.rsplit_once('.') {
                Some((map, member)) => match self.known.get(&fold(map)) {
                    Some(Known::Input(input)) => (*input, Some(member)),
                    _ => return self.unused(name),
                },
                None => return self.unused(name),
            },
        };
        let unit = match unit_name {
            None => None,
            Some(unit_name) => match (Unit::parse(unit_name), &self.ruleset.input(input).ty) {
                (Ok(unit), _) => Some(unit),
                (Err(_), Type::Number(ty)) if !ty.unit.is_plain() => {
                    return Meaning::Wrong(self.no_unit(header, unit_name, input));
                }
                // `Soreness (today)` may be a question of its own; better ask than guess.
                (Err(_), _) => return self.unused(name),
            },
        };
        self.known(header, Known::Input(input), member, unit.as_ref())
    }

    /// The slot of the member of a map that an object's key names.
    pub fn member(&self, input: InputId, key: &str) -> Result<Slot, Box<Problem>> {
        let Some(choice) = self.ruleset.input(input).each else {
            return Ok(self.layout.slot(input, None));
        };
        match find_member(self.ruleset, choice, key.trim()) {
            Some(member) => Ok(self.layout.slot(input, Some(member))),
            None => {
                let choice_name = &self.ruleset.choice(choice).name;
                let problem =
                    Problem::new(Code::DataMember, key, format!("is not a `{choice_name}`"));
                let problem = problem.expected(list(members(self.ruleset, choice), "or"));
                Err(match near(key, members(self.ruleset, choice)) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("use one of these names, or leave it out"),
                })
            }
        }
    }

    fn known(
        &self,
        header: &str,
        known: Known,
        member: Option<&str>,
        unit: Option<&Unit>,
    ) -> Meaning {
        let id = match known {
            Known::Athlete { declared } => return Meaning::Athlete { declared },
            Known::Date { declared } => return Meaning::Date { declared },
            Known::Input(id) => id,
        };
        let input = self.ruleset.input(id);
        let unit = match (unit, &input.ty) {
            (None, _) => None,
            (Some(unit), Type::Number(ty)) => match convert(unit, ty) {
                Some(conversion) => Some(conversion),
                None => return Meaning::Wrong(misfit(header, unit, input)),
            },
            (Some(unit), _) => return Meaning::Wrong(misfit(header, unit, input)),
        };
        let (part, slot) = match (input.each, member) {
            (None, None) => (Part::Whole, self.layout.slot(id, None)),
            (None, Some(_)) => return self.unused(header),
            (Some(choice), None) => {
                let count = self.ruleset.choice(choice).members.len();
                (Part::Map, self.layout.answered(id, count))
            }
            (Some(_), Some(member)) => match self.member(id, member) {
                Ok(slot) => (Part::Member, slot),
                Err(problem) => return Meaning::Wrong(problem),
            },
        };
        Meaning::Field(Field {
            input: id,
            part,
            slot,
            unit,
        })
    }

    fn no_unit(&self, header: &str, unit: &str, input: InputId) -> Box<Problem> {
        let name = &self.ruleset.input(input).name;
        let problem = Problem::new(
            Code::DataUnit,
            header,
            format!("names no unit in its brackets, which `{name}` needs"),
        )
        .expected("a unit such as `(min)`, or no brackets");
        match near(unit, Unit::names()) {
            Some(near) => problem.help(format!("did you mean `({near})`?")),
            None => problem.help(format!(
                "write the unit, or give the input this header: `column \"{header}\"`"
            )),
        }
    }

    fn unused(&self, name: &str) -> Meaning {
        let inputs = self.ruleset.inputs.iter();
        let names = inputs.flat_map(|input| {
            std::iter::once(&input.name)
                .chain(&input.columns)
                .map(String::as_str)
        });
        let near = near(name, names.chain(["athlete", "date"])).map(str::to_owned);
        Meaning::Unused(near)
    }

    /// What there is to say of a header that is not used; `near` is what may have been meant.
    pub fn note(&self, header: &str, near: Option<String>) -> Note {
        let folded = fold(header);
        let mut settings = self.ruleset.settings.iter();
        if settings.any(|setting| fold(&setting.name) == folded) {
            return Note::Setting;
        }
        near.map_or(Note::None, Note::Near)
    }
}

fn fold(name: &str) -> String {
    folded(name).collect()
}

/// `Sleep (min)` as `Sleep` and `min`.
fn bracket(header: &str) -> Option<(&str, &str)> {
    let (open, inner) = match header.strip_suffix(')') {
        Some(inner) => ('(', inner),
        None => ('[', header.strip_suffix(']')?),
    };
    let (name, unit) = inner.rsplit_once(open)?;
    Some((name.trim_end(), unit.trim()))
}

fn misfit(header: &str, unit: &Unit, input: &Input) -> Box<Problem> {
    let wanted = match &input.ty {
        Type::Number(ty) => measures(&ty.unit),
        _ => "not a number".into(),
    };
    Problem::new(
        Code::DataUnit,
        header,
        format!("gives {}, but `{}` is {wanted}", measures(unit), input.name),
    )
    .expected("a unit that fits")
    .help("correct the unit in the header, or take it out")
}
