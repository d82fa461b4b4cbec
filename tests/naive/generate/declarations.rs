//! Inputs, choices and lets of a random ruleset: in goes a tape, out comes a draft
//! with what its rules may read. Numbers are in `measures`, plan values in `plans`,
//! settings in `settings`.

use super::includes::DraftFile;
use super::measures::{NUMBERS, default_literal};
use super::tables::DraftTable;
use super::{Size, Tape};

/// What a number measures; the generator keeps bounds in one canonical unit each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dim {
    Plain,
    /// As fractions.
    Share,
    /// In hours.
    Time,
    /// In kilograms.
    Mass,
    /// In beats a minute.
    Heart,
    /// In °C.
    Temperature,
}

/// What an input holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// The dimension, the factor and offset from the declared to the canonical
    /// unit, and the values that answers take, in the declared unit.
    Number {
        dim: Dim,
        factor: f64,
        offset: f64,
        values: Vec<f64>,
    },
    Truth,
    /// Members; ordered or not.
    Member(Vec<String>, bool),
    /// Members of the named choice.
    Set(Vec<String>),
    Date,
}

/// An input or plan value.
#[derive(Clone, Debug)]
pub struct Spec {
    pub name: String,
    pub kind: Kind,
    /// Members of the choice it is a map over.
    pub each: Option<Vec<String>>,
    pub planned: bool,
    pub whole: bool,
    pub lasting: bool,
    /// Whether it says what it is where it is missing.
    pub has_default: bool,
    /// The declared range, in the canonical unit.
    pub low: f64,
    pub high: f64,
}

/// A named number: a setting or a `let`.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub dim: Dim,
    pub low: f64,
    pub high: f64,
    pub constant: bool,
    pub whole: bool,
    /// Whether it is a setting for each part.
    pub each: bool,
}

/// A ruleset in the making.
#[derive(Debug)]
pub struct Draft {
    pub size: Size,
    /// The first is `ruleset`; the others may stand in any order.
    pub declarations: Vec<String>,
    /// The same in files, the root first.
    pub files: Vec<DraftFile>,
    pub tables: Vec<DraftTable>,
    pub specs: Vec<Spec>,
    /// Settings, with the values that athletes have instead.
    pub settings: Vec<Spec>,
    /// Rules and named rows so far, by name.
    pub rule_names: Vec<String>,
    /// Members of the choice `part`.
    pub parts: Vec<String>,
    pub numbers: Vec<Named>,
    pub truths: Vec<String>,
    pub sets: Vec<String>,
    /// Names of members, with all members of their choice.
    pub members: Vec<(String, Vec<String>)>,
    pub groups: Vec<String>,
    pub has_stages: bool,
    /// Whether a map is being read at a member.
    pub at_member: bool,
    /// How many more operators may be written.
    pub fuel: usize,
}

impl Draft {
    pub fn new(size: Size) -> Self {
        Self {
            size,
            declarations: Vec::new(),
            files: Vec::new(),
            tables: Vec::new(),
            specs: Vec::new(),
            settings: Vec::new(),
            rule_names: Vec::new(),
            parts: Vec::new(),
            numbers: Vec::new(),
            truths: Vec::new(),
            sets: Vec::new(),
            members: Vec::new(),
            groups: Vec::new(),
            has_stages: false,
            at_member: false,
            fuel: 0,
        }
    }

    /// All files, one below the other.
    pub fn text(&self) -> String {
        let show = |file: &DraftFile| match self.files.len() {
            1 => file.text(),
            _ => format!("# {}\n\n{}", file.path, file.text()),
        };
        self.files.iter().map(show).collect::<Vec<_>>().join("\n")
    }

    pub fn declare(&mut self, tape: &mut Tape) {
        self.has_stages = tape.chance(30);
        self.declarations.push(if self.has_stages {
            "ruleset \"Random\"\n  stages \"check-in\", \"warm-up\"".into()
        } else {
            "ruleset \"Random\"".into()
        });
        let count = 2 + tape.below(if self.size == Size::Small { 1 } else { 3 });
        self.parts = ["chest", "back", "legs", "core"][..count]
            .iter()
            .map(|part| (*part).to_owned())
            .collect();
        let parts = self.parts.join(", ");
        self.declarations.push(format!("choice part: {parts}"));
        if tape.chance(40) {
            self.groups.push("upper".into());
            let members = if count > 2 && tape.chance(50) {
                "back, chest"
            } else {
                "chest"
            };
            self.declarations
                .push(format!("group upper of part: {members}"));
        }
        match self.size {
            Size::Full | Size::Ends => {
                let inputs = 3 + tape.below(5);
                for _ in 0..inputs {
                    self.input(tape);
                }
                for _ in 0..tape.below(4) {
                    self.plan(tape);
                }
                for _ in 0..tape.below(4) {
                    self.setting(tape);
                }
                for _ in 0..tape.below(5) {
                    self.let_(tape);
                }
                if self.size == Size::Full && tape.chance(45) {
                    self.give_table(tape);
                    if tape.chance(40) {
                        self.let_(tape);
                    }
                }
            }
            Size::Small => {
                for _ in 0..2 + tape.below(2) {
                    self.small_input(tape);
                }
                for _ in 0..tape.below(2) {
                    self.setting(tape);
                }
                for _ in 0..tape.below(3) {
                    self.let_(tape);
                }
                if tape.chance(35) {
                    self.give_table(tape);
                }
            }
        }
    }

    pub fn free(&self, name: &str) -> String {
        let taken = |name: &str| {
            self.specs.iter().any(|spec| spec.name == name)
                || self.numbers.iter().any(|n| n.name == name)
                || self.truths.iter().any(|n| n == name)
                || self.sets.iter().any(|n| n == name)
                || self.members.iter().any(|n| n.0 == name)
        };
        if !taken(name) {
            return name.to_owned();
        }
        (2..)
            .map(|n| format!("{name}_{n}"))
            .find(|name| !taken(name))
            .unwrap()
    }

    fn input(&mut self, tape: &mut Tape) {
        match tape.below(22) {
            0..=8 => self.number(tape, false),
            9 | 10 => self.add(tape, "sore", "yes or no", Kind::Truth),
            11 => {
                let members = ["clean", "altered", "chest"].map(str::to_owned);
                let kind = Kind::Member(members.to_vec(), false);
                self.add(tape, "movement", "one of clean, altered, chest", kind);
            }
            12 => {
                let members = ["green", "amber", "red"].map(str::to_owned);
                let kind = Kind::Member(members.to_vec(), true);
                self.add(tape, "light", "one of green < amber < red", kind);
            }
            13 | 14 => {
                let kind = Kind::Set(self.parts.clone());
                self.add(tape, "tight", "set of part", kind);
            }
            15..=17 => self.number(tape, true),
            18 => self.add_map(tape, "tender", "yes or no", Kind::Truth),
            19 => self.add(tape, "injury", "date", Kind::Date),
            _ => match tape.below(3) {
                0 => self.add(tape, "injury", "date", Kind::Date),
                1 => {
                    let kind = Kind::Member(self.parts.clone(), false);
                    self.add(tape, "focus", "part", kind);
                }
                _ => self.add(tape, "poorly", "yes or no", Kind::Truth),
            },
        }
    }

    fn small_input(&mut self, tape: &mut Tape) {
        let scale = Kind::Number {
            dim: Dim::Plain,
            factor: 1.0,
            offset: 0.0,
            values: vec![0.0, 1.0, 2.0],
        };
        let members = ["clean", "altered"].map(str::to_owned).to_vec();
        match tape.below(6) {
            0 => {
                self.add(tape, "stress", "whole number from 0 to 2", scale);
                self.range(0.0, 2.0, true);
            }
            1 => self.add(tape, "sore", "yes or no", Kind::Truth),
            2 => {
                let kind = Kind::Member(members, false);
                self.add(tape, "movement", "one of clean, altered", kind);
            }
            3 => {
                let kind = Kind::Set(self.parts.clone());
                self.add(tape, "tight", "set of part", kind);
            }
            4 => {
                self.add_map(tape, "ache", "whole number from 0 to 2", scale);
                self.range(0.0, 2.0, true);
            }
            _ => self.add_map(tape, "tender", "yes or no", Kind::Truth),
        }
    }

    pub fn range(&mut self, low: f64, high: f64, whole: bool) {
        let spec = self.specs.last_mut().unwrap();
        (spec.low, spec.high, spec.whole) = (low, high, whole);
    }

    fn number(&mut self, tape: &mut Tape, map: bool) {
        let (name, ty, dim, factor, offset, low, high, values) = *tape.pick(NUMBERS);
        let kind = Kind::Number {
            dim,
            factor,
            offset,
            values: values.to_vec(),
        };
        if map {
            self.add_map(tape, &format!("{name}_of"), ty, kind);
        } else {
            self.add(tape, name, ty, kind);
        }
        let canonical = |x: f64| (x + offset) * factor;
        self.range(canonical(low), canonical(high), ty.starts_with("whole"));
    }

    fn add(&mut self, tape: &mut Tape, name: &str, ty: &str, kind: Kind) {
        let lasting = match kind {
            Kind::Date => tape.chance(60),
            _ => tape.chance(8),
        };
        let mut ty = ty.to_owned();
        if lasting {
            ty.push_str(", lasting");
        }
        self.push_spec(tape, "input", name, &ty, kind, None, lasting);
    }

    fn add_map(&mut self, tape: &mut Tape, name: &str, ty: &str, kind: Kind) {
        let ty = format!("{ty} for each part");
        let parts = Some(self.parts.clone());
        self.push_spec(tape, "input", name, &ty, kind, parts, false);
    }

    #[allow(clippy::too_many_arguments)]
    pub fn push_spec(
        &mut self,
        tape: &mut Tape,
        word: &str,
        name: &str,
        ty: &str,
        kind: Kind,
        each: Option<Vec<String>>,
        lasting: bool,
    ) {
        let name = self.free(name);
        let mut text = format!("{word} {name}: {ty}");
        if self.has_stages && tape.chance(40) {
            let stage = tape.pick(&["check-in", "warm-up"]);
            text.push_str(&format!("\n  at \"{stage}\""));
        }
        let has_default = tape.chance(if each.is_some() { 40 } else { 20 });
        if has_default {
            let default = match &kind {
                Kind::Number { dim, values, .. } => {
                    let value = values[tape.below(values.len())];
                    default_literal(ty, *dim, value)
                }
                Kind::Truth => (*tape.pick(&["no", "yes"])).to_owned(),
                Kind::Member(members, _) => tape.pick(members).clone(),
                Kind::Set(_) => (*tape.pick(&["{}", "{chest}"])).to_owned(),
                Kind::Date => "2026-01-05".to_owned(),
            };
            text.push_str(&format!("\n  missing means {default}"));
        }
        self.declarations.push(text);
        self.specs.push(Spec {
            name,
            kind,
            each,
            planned: word == "plan",
            whole: false,
            lasting,
            has_default,
            low: f64::NEG_INFINITY,
            high: f64::INFINITY,
        });
    }

    fn let_(&mut self, tape: &mut Tape) {
        self.fuel = 6;
        match tape.below(5) {
            0..=2 => {
                let dim = self.some_dim(tape);
                let number = self.number_of(tape, dim, 3);
                let name = self.free("worth");
                self.declarations
                    .push(format!("let {name} = {}", number.text));
                self.numbers.push(Named {
                    name,
                    dim,
                    low: number.low,
                    high: number.high,
                    constant: number.constant,
                    whole: number.whole,
                    each: false,
                });
            }
            3 => {
                let body = self.condition_body(tape, "let");
                let name = self.free("bad");
                self.declarations.push(format!("let {name} = {body}"));
                self.truths.push(name);
            }
            _ => {
                let text = self.typed_set(tape, 2);
                let name = self.free("these");
                self.declarations.push(format!("let {name} = {text}"));
                self.sets.push(name);
            }
        }
    }
}
