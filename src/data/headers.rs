//! Headers to what they name: in goes the header of a column or the key of an
//! object, out comes what its cells give: the athlete, the date, an input, a
//! map's member, a setting, or nothing that the ruleset reads.

use std::collections::HashMap;

use super::header_misses::{member_replaced, misfit, no_member, no_unit};
use super::member::{find_member, folded, same_name};
use super::number::{convert, unit_of};
use super::problem::{Problem, members};
use super::subject::Subject;
use super::whose;
use crate::days::{Layout, Slot};
use crate::diagnostics::Code;
use crate::ruleset::{InputId, Ruleset, SettingId, Type};
use crate::units::{Conversion, Unit};

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rows {
    /// Athlete-days: inputs, plan values and settings.
    Days,
    /// Athletes: settings alone.
    Settings,
}

/// What the cells under a header give.
#[derive(Clone, Debug)]
pub(super) enum Meaning {
    /// The athlete's name; the flag says that the ruleset itself named this header.
    Athlete { declared: bool },
    /// The date, likewise.
    Date { declared: bool },
    /// A value.
    Field(Field),
    /// A setting for each member of a choice: one value for all of them, or an object.
    Each(Vec<Field>),
    /// Nothing that the ruleset reads; with what may have been meant.
    Unused(Option<String>),
    /// A name of the ruleset with a unit or a member that cannot be, or in the wrong file.
    Wrong(Box<Problem>),
}

/// The column of an input or a setting.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Field {
    pub of: Subject,
    pub part: Part,
    /// Where the values go; for [`Part::Map`] the flag that says that it was answered.
    pub slot: Slot,
    /// From the unit in the header's brackets.
    pub unit: Option<Conversion>,
}

/// What of an input a column gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An input that is no map, or a setting.
    Whole,
    /// One member of a map.
    Member,
    /// The map itself: `none`, or a JSON object.
    Map,
}

/// What a name of the ruleset stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Known {
    Athlete {
        declared: bool,
    },
    Date {
        declared: bool,
    },
    Subject(Subject),
    /// Index into [`Headers::maps`].
    Map(usize),
    /// An input among settings.
    Misplaced(InputId),
}

/// A setting that has a value for each member.
#[derive(Debug)]
pub(super) struct SettingMap<'a> {
    pub name: &'a str,
    /// Each member with its setting.
    pub members: Vec<(&'a str, SettingId)>,
}

/// Every name that a header can have.
#[derive(Debug)]
pub(super) struct Headers<'a> {
    /// What the rows below them are.
    pub rows: Rows,
    pub(super) ruleset: &'a Ruleset,
    layout: Layout,
    known: HashMap<String, Known>,
    /// The settings that have members.
    pub(super) maps: Vec<SettingMap<'a>>,
}

impl<'a> Headers<'a> {
    pub fn new(ruleset: &'a Ruleset, rows: Rows) -> Self {
        let mut known = HashMap::new();
        let mut add = |name: &str, what: Known| {
            known.entry(fold(name)).or_insert(what);
        };
        let days = rows == Rows::Days;
        for name in &ruleset.athlete_columns {
            add(name, Known::Athlete { declared: true });
        }
        for name in ruleset.date_columns.iter().filter(|_| days) {
            add(name, Known::Date { declared: true });
        }
        let input = |id| match rows {
            Rows::Days => Known::Subject(Subject::Input(id)),
            Rows::Settings => Known::Misplaced(id),
        };
        for (id, declared) in ruleset.inputs() {
            add(&declared.name, input(id));
        }
        for (id, declared) in ruleset.inputs().filter(|_| days) {
            for column in &declared.columns {
                add(column, input(id));
            }
        }
        let mut maps: Vec<SettingMap<'a>> = Vec::new();
        for (id, setting) in (0u32..).map(SettingId).zip(&ruleset.settings) {
            add(&setting.name, Known::Subject(Subject::Setting(id)));
            if let Some((name, member)) = setting.name.split_once('.') {
                match maps.last_mut() {
                    Some(map) if map.name == name => map.members.push((member, id)),
                    _ => {
                        add(name, Known::Map(maps.len()));
                        maps.push(SettingMap {
                            name,
                            members: vec![(member, id)],
                        });
                    }
                }
            }
        }
        add("athlete", Known::Athlete { declared: false });
        if days {
            add("date", Known::Date { declared: false });
        }
        Self {
            rows,
            ruleset,
            layout: Layout::new(ruleset),
            known,
            maps,
        }
    }

    /// What a header means.
    pub fn meaning(&self, header: &str) -> Meaning {
        let header = header.trim();
        match self.named(header) {
            // Of the whole header, only the member is wrong.
            Meaning::Wrong(problem) if problem.code == Code::DataMember => {
                Meaning::Wrong(member_replaced(problem, header))
            }
            meaning => meaning,
        }
    }

    fn named(&self, header: &str) -> Meaning {
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
        let (known, member) = match self.known.get(&fold(name)) {
            Some(known @ (Known::Athlete { .. } | Known::Date { .. })) => {
                return self.known(header, *known, None, None);
            }
            Some(known) => (*known, None),
            None => match name.rsplit_once('.') {
                Some((map, member)) => match self.known.get(&fold(map)) {
                    Some(known @ (Known::Subject(_) | Known::Map(_) | Known::Misplaced(_))) => {
                        (*known, Some(member))
                    }
                    _ => return self.unused(name),
                },
                None => return self.unused(name),
            },
        };
        let unit = match unit_name {
            None => None,
            Some(unit_name) => match (self.unit_of(unit_name, known), self.of(known)) {
                (Ok(unit), _) => Some(unit),
                (Err(_), _) if self.member_without_point(header).is_some() => {
                    return self.unused(header);
                }
                (Err(_), Some((of, Type::Number(ty)))) if !ty.unit.is_plain() => {
                    return Meaning::Wrong(no_unit(header, unit_name, of, known));
                }
                // `Soreness (today)` may be a question of its own; better ask than guess.
                (Err(_), _) => return self.unused(name),
            },
        };
        self.known(header, known, member, unit.as_ref())
    }

    /// The part of a map's column that the key of an object names.
    pub fn member(&self, map: &Field, key: &str) -> Result<Field, Box<Problem>> {
        let Subject::Input(input) = map.of else {
            return Ok(*map);
        };
        let Some(choice) = self.ruleset.input(input).each else {
            return Ok(*map);
        };
        match find_member(self.ruleset, choice, key.trim()) {
            Some(member) => Ok(Field {
                slot: self.layout.slot(input, Some(member)),
                part: Part::Member,
                ..*map
            }),
            None => {
                let choice_name = &self.ruleset.choice(choice).name;
                let wrong = format!("is not a `{choice_name}`");
                Err(no_member(key, wrong, || members(self.ruleset, choice)))
            }
        }
    }

    /// The one of a setting's columns that the key of an object names.
    pub fn setting_member(&self, fields: &[Field], key: &str) -> Result<Field, Box<Problem>> {
        let member = |field: &Field| {
            let name = field.of.name(self.ruleset);
            name.split_once('.').map_or(name, |(_, member)| member)
        };
        let found = fields
            .iter()
            .find(|field| same_name(member(field), key.trim()));
        found.copied().ok_or_else(|| {
            let wrong = "is none of the members of this setting";
            no_member(key, wrong.to_owned(), || fields.iter().map(member))
        })
    }

    /// The unit in a header's brackets.
    fn unit_of(&self, name: &str, known: Known) -> Result<Unit, String> {
        match self.of(known) {
            Some((_, ty)) => unit_of(name, ty),
            None => Unit::parse(name),
        }
    }

    /// The name and the type behind a header.
    fn of(&self, known: Known) -> Option<(&'a str, &'a Type)> {
        let subject = match known {
            Known::Athlete { .. } | Known::Date { .. } => return None,
            Known::Subject(subject) => subject,
            Known::Misplaced(id) => Subject::Input(id),
            Known::Map(at) => {
                let map = self.maps.get(at)?;
                let (_, id) = map.members.first()?;
                return Some((map.name, Subject::Setting(*id).ty(self.ruleset)));
            }
        };
        Some((subject.name(self.ruleset), subject.ty(self.ruleset)))
    }

    fn known(
        &self,
        header: &str,
        known: Known,
        member: Option<&str>,
        unit: Option<&Unit>,
    ) -> Meaning {
        let unit = match (unit, self.of(known)) {
            (None, _) | (_, None) => None,
            (Some(unit), Some((name, ty))) => match ty {
                Type::Number(number) => match convert(unit, number) {
                    Some(conversion) => Some(conversion),
                    None => return Meaning::Wrong(misfit(header, unit, name, ty)),
                },
                _ => return Meaning::Wrong(misfit(header, unit, name, ty)),
            },
        };
        match known {
            Known::Athlete { declared } => Meaning::Athlete { declared },
            Known::Date { declared } => Meaning::Date { declared },
            Known::Misplaced(id) => {
                Meaning::Wrong(whose::misplaced(header, self.ruleset.input(id)))
            }
            Known::Subject(Subject::Input(id)) => self.input(header, id, member, unit),
            Known::Subject(Subject::Setting(id)) if member.is_none() => {
                Meaning::Field(self.setting(id, unit))
            }
            Known::Subject(Subject::Setting(_)) => self.unused(header),
            Known::Map(at) => {
                let members = self.maps.get(at).map_or(&[][..], |map| &map.members);
                let fields = members.iter().map(|(_, id)| self.setting(*id, unit));
                let fields: Vec<Field> = fields.collect();
                match member {
                    None => Meaning::Each(fields),
                    Some(member) => match self.setting_member(&fields, member) {
                        Ok(field) => Meaning::Field(field),
                        Err(problem) => Meaning::Wrong(problem),
                    },
                }
            }
        }
    }

    fn setting(&self, id: SettingId, unit: Option<Conversion>) -> Field {
        Field {
            of: Subject::Setting(id),
            part: Part::Whole,
            slot: self.layout.setting(id),
            unit,
        }
    }

    fn input(
        &self,
        header: &str,
        id: InputId,
        member: Option<&str>,
        unit: Option<Conversion>,
    ) -> Meaning {
        let of = Subject::Input(id);
        let field = |part, slot| Field {
            of,
            part,
            slot,
            unit,
        };
        let field = match (self.ruleset.input(id).each, member) {
            (None, None) => field(Part::Whole, self.layout.slot(id, None)),
            (None, Some(_)) => return self.unused(header),
            (Some(choice), _) => {
                let count = self.ruleset.choice(choice).members.len();
                field(Part::Map, self.layout.answered(id, count))
            }
        };
        match member.map(|member| self.member(&field, member)) {
            None => Meaning::Field(field),
            Some(Ok(field)) => Meaning::Field(field),
            Some(Err(problem)) => Meaning::Wrong(problem),
        }
    }
}

/// A name as it is looked up.
pub(super) fn fold(name: &str) -> String {
    folded(name).collect()
}

/// `Sleep (min)` as `Sleep` and `min`.
pub(super) fn bracket(header: &str) -> Option<(&str, &str)> {
    let (open, inner) = match header.strip_suffix(')') {
        Some(inner) => ('(', inner),
        None => ('[', header.strip_suffix(']')?),
    };
    let (name, unit) = inner.rsplit_once(open)?;
    Some((name.trim_end(), unit.trim()))
}
