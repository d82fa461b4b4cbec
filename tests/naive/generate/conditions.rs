//! Random conditions and dates: in go a tape and what is declared, out come
//! conditions as text, few of them always true or always false.

use super::declarations::{Dim, Draft, Kind, Spec};
use super::numbers::literal;
use super::{Size, Tape};

impl Draft {
    /// A condition.
    pub fn condition(&mut self, tape: &mut Tape, depth: usize) -> String {
        if depth == 0 || self.fuel == 0 {
            return self.simple_condition(tape);
        }
        self.fuel -= 1;
        match tape.below(16) {
            0..=4 => self.comparison(tape, depth - 1),
            5..=7 => self.simple_condition(tape),
            8 => {
                let (a, b) = self.two(tape, depth);
                format!("({a}) and ({b})")
            }
            9 => {
                let (a, b) = self.two(tape, depth);
                format!("({a}) or ({b})")
            }
            10 => format!("not ({})", self.condition(tape, depth - 1)),
            11 => {
                let kind = self.list_kind(tape);
                let (a, b) = self.two(tape, depth);
                let c = self.simple_condition(tape);
                format!("{kind} ({a}, {b}, {c})")
            }
            12 => self.missing(tape, depth - 1),
            13 => self.about_sets(tape, depth - 1),
            14 => match tape.below(4) {
                0 => format!("({}) yesterday", self.condition(tape, depth - 1)),
                1 => format!("({}) 2 days ago", self.condition(tape, depth - 1)),
                2 => format!("latest ({})", self.condition(tape, depth - 1)),
                _ => {
                    let (a, b) = self.two(tape, depth);
                    let c = self.simple_condition(tape);
                    format!("(if {c} then ({a}) else ({b}))")
                }
            },
            _ => self.comparison(tape, depth - 1),
        }
    }

    /// The condition of a `let` or a clause, sometimes on bullet lines.
    pub fn condition_body(&mut self, tape: &mut Tape, _of: &str) -> String {
        if tape.chance(25) {
            let kind = self.list_kind(tape);
            let mut text = kind;
            for _ in 0..2 + tape.below(2) {
                let item = self.condition(tape, 1);
                text.push_str(&format!("\n    - {item}"));
            }
            text
        } else {
            self.condition(tape, 2)
        }
    }

    fn list_kind(&mut self, tape: &mut Tape) -> String {
        match tape.below(5) {
            0 => "all of".into(),
            1 => "any of".into(),
            2 => "none of".into(),
            3 => "at least 2 of".into(),
            _ => {
                let setting = self
                    .numbers
                    .iter()
                    .find(|n| n.constant && n.dim == Dim::Plain && n.name.starts_with("limit"));
                match setting {
                    Some(setting) if tape.chance(50) => format!("at least {} of", setting.name),
                    _ => "at least 1 of".into(),
                }
            }
        }
    }

    fn two(&mut self, tape: &mut Tape, depth: usize) -> (String, String) {
        (
            self.condition(tape, depth - 1),
            self.condition(tape, depth - 1),
        )
    }

    /// The name of a member of this choice.
    pub fn members_of(&self, members: &[String]) -> Option<String> {
        let found = self.members.iter().find(|(_, all)| all == members);
        found.map(|(name, _)| name.clone())
    }

    /// A condition that reads one answer.
    pub fn simple_condition(&mut self, tape: &mut Tape) -> String {
        let at_member = self.at_member;
        let specs: Vec<Spec> = self
            .specs
            .iter()
            .filter(|spec| !at_member || spec.each.is_some() || tape.chance(10))
            .cloned()
            .collect();
        if !self.truths.is_empty() && tape.chance(20) {
            return tape.pick(&self.truths).clone();
        }
        if specs.is_empty() {
            return self.comparison(tape, 0);
        }
        let spec = tape.pick(&specs).clone();
        let name = match &spec.each {
            Some(_) if at_member => spec.name.clone(),
            Some(parts) => format!("{}.{}", spec.name, tape.pick(parts)),
            None => spec.name.clone(),
        };
        match &spec.kind {
            Kind::Truth => match tape.below(4) {
                0 | 1 => name,
                2 => format!("{name} is {}", tape.pick(&["yes", "no"])),
                _ => format!("not {name}"),
            },
            Kind::Member(members, ordered) => {
                let member = tape.pick(members).clone();
                let name = self.some_day(tape, &name);
                match tape.below(5) {
                    4 if self.members_of(members).is_some() => {
                        format!("{name} is {}", self.members_of(members).unwrap())
                    }
                    0 | 1 => format!("{name} is {member}"),
                    2 if *ordered => match tape.below(4) {
                        0 => format!("{name} > green"),
                        1 => format!("{name} < red"),
                        2 => format!("{name} >= amber"),
                        _ => format!("{name} <= amber"),
                    },
                    2 => format!("{name} is not {member}"),
                    _ if members.len() > 2 => {
                        format!("{name} is one of {{{}, {}}}", members[0], members[1])
                    }
                    _ => format!("{name} is not {member}"),
                }
            }
            Kind::Set(_) if spec.each.is_some() => {
                let part = tape.pick(&self.parts);
                match tape.below(3) {
                    0 => format!("{name} includes {part}"),
                    1 => format!("{name} overlaps {{{part}}}"),
                    _ => format!("size of ({name}) >= 1"),
                }
            }
            // Anything larger could ask for a set again, without end.
            Kind::Set(_) if at_member => self.last_resort(),
            Kind::Set(_) => self.about_sets(tape, 0),
            Kind::Date => {
                let days = 1 + tape.below(6);
                let name = self.some_day(tape, &name);
                match tape.below(6) {
                    4 => format!("{name} + {days} days is today"),
                    5 => format!("{name} is between today - 2 weeks and today"),
                    0 => format!("{name} < today"),
                    1 => format!("{name} >= today - {days} days"),
                    2 => format!("today - {name} > {days} days"),
                    _ => format!("{name} is today"),
                }
            }
            Kind::Number { dim, .. } => {
                let number = super::numbers::Number {
                    text: name,
                    tight: true,
                    low: spec.low,
                    high: spec.high,
                    constant: false,
                    whole: spec.whole,
                };
                self.compare_number(tape, &number, *dim)
            }
        }
    }

    /// A name as on another day, sometimes.
    fn some_day(&mut self, tape: &mut Tape, name: &str) -> String {
        match tape.below(8) {
            5 => format!("({name} yesterday)"),
            6 => format!("(latest {name})"),
            7 => {
                let condition = self.last_resort();
                format!("(if {condition} then {name} else {name} yesterday)")
            }
            _ => name.to_owned(),
        }
    }

    /// A comparison of a number.
    fn comparison(&mut self, tape: &mut Tape, depth: usize) -> String {
        if self.size != Size::Small && tape.chance(6) {
            return self.trend(tape);
        }
        if self.size != Size::Small
            && tape.chance(20)
            && ["heat", "air"]
                .iter()
                .all(|t| self.specs.iter().any(|s| s.name == *t))
            && !self.at_member
        {
            // A difference of temperatures against a literal, which is a difference too.
            return format!("air - heat > {}", tape.pick(&["9 °F", "5 °C", "5 K"]));
        }
        let dim = self.some_dim(tape);
        let mut number = self.number_of(tape, dim, depth);
        if number.constant {
            self.fuel = 0;
            number = self.number_of(tape, Dim::Plain, 0);
            if number.constant {
                let numberless = self
                    .specs
                    .iter()
                    .any(|spec| !matches!(spec.kind, Kind::Number { .. }));
                return if numberless && !self.at_member {
                    self.simple_condition(tape)
                } else {
                    format!("days since ({}) > 1", self.last_resort())
                };
            }
            return self.compare_number(tape, &number, Dim::Plain);
        }
        if tape.chance(20) {
            let other = self.number_of(tape, dim, depth);
            // Overlapping ranges only: else the comparison would say nothing.
            if !other.constant && other.low < number.high && other.high > number.low {
                let op = tape.pick(&[">", "<", ">=", "<="]);
                return format!("{} {op} {}", number.bracketed(), other.bracketed());
            }
        }
        self.compare_number(tape, &number, dim)
    }

    pub fn last_resort(&self) -> String {
        let spec = &self.specs[0];
        match &spec.each {
            Some(parts) => format!("{}.{} is missing", spec.name, parts[0]),
            None => format!("{} is missing", spec.name),
        }
    }

    fn compare_number(
        &mut self,
        tape: &mut Tape,
        number: &super::numbers::Number,
        dim: Dim,
    ) -> String {
        let text = number.bracketed();
        let limits: Vec<String> = self
            .numbers
            .iter()
            .filter(|n| n.constant && n.dim == dim)
            .filter(|n| n.low < number.high && n.high > number.low)
            .map(|n| match n.each && !self.at_member {
                true => format!("{}.{}", n.name, self.parts[0]),
                false => n.name.clone(),
            })
            .collect();
        let a = self.threshold(tape, number, dim);
        match tape.below(11) {
            10 => {
                let b = self.threshold(tape, number, dim);
                let (a, b) = (literal(dim, a, tape), literal(dim, b, tape));
                format!("{text} is one of {{{a}, {b}}}")
            }
            0..=5 => {
                let op = tape.pick(&[">=", "<", ">", "<="]);
                let right = if !limits.is_empty() && tape.chance(40) {
                    tape.pick(&limits).clone()
                } else {
                    literal(dim, a, tape)
                };
                format!("{text} {op} {right}")
            }
            6 => {
                let b = self.threshold(tape, number, dim);
                let (a, b) = (a.min(b), a.max(b));
                if a == b {
                    return format!("{text} is {}", literal(dim, a, tape));
                }
                format!(
                    "{text} is between {} and {}",
                    literal(dim, a, tape),
                    literal(dim, b, tape)
                )
            }
            7 => format!("{text} is {}", literal(dim, a, tape)),
            8 => format!("{text} is not {}", literal(dim, a, tape)),
            _ => format!("{text} > {}", literal(dim, a, tape)),
        }
    }

    /// The slope of a window, whose unit is one a day.
    fn trend(&mut self, tape: &mut Tape) -> String {
        let dim = self.some_dim(tape);
        let unit = match dim {
            Dim::Time => " h/day",
            Dim::Mass => " kg/day",
            Dim::Heart => " bpm/day",
            Dim::Temperature => " °F/day",
            Dim::Share => " %/day",
            Dim::Plain => "",
        };
        let number = self.number_of(tape, dim, 1);
        if number.constant {
            return self.comparison(tape, 0);
        }
        let days = 3 + tape.below(6);
        let tail = self.tail(tape, days);
        let slope = tape.pick(&["0.5", "0.1", "1"]);
        format!("trend of {} {tail} >= {slope}{unit}", number.bracketed())
    }

    fn missing(&mut self, tape: &mut Tape, depth: usize) -> String {
        let what = match tape.below(4) {
            0 | 1 => {
                let specs: Vec<&Spec> = self
                    .specs
                    .iter()
                    .filter(|spec| spec.each.is_none())
                    .collect();
                match specs.is_empty() {
                    true => return self.simple_condition(tape),
                    false => tape.pick(&specs).name.clone(),
                }
            }
            2 => {
                let dim = self.some_dim(tape);
                let number = self.number_of(tape, dim, depth.min(2));
                if number.constant {
                    return self.simple_condition(tape);
                }
                number.bracketed()
            }
            _ => format!("({})", self.condition(tape, depth)),
        };
        format!("{what} is {}", tape.pick(&["missing", "known"]))
    }

    /// The name of a date.
    pub fn date(&self, tape: &mut Tape) -> Option<String> {
        let names: Vec<&Spec> = self
            .specs
            .iter()
            .filter(|spec| spec.kind == Kind::Date)
            .collect();
        (!names.is_empty()).then(|| tape.pick(&names).name.clone())
    }
}

/// A set of one or two members, written out.
pub fn some_of(tape: &mut Tape, parts: &[String]) -> String {
    let (a, b) = (tape.pick(parts), tape.pick(parts));
    match a == b {
        true => format!("{{{a}}}"),
        false => format!("{{{a}, {b}}}"),
    }
}
