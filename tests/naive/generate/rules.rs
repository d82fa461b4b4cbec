//! Rules of a random ruleset, with what they adjust, flag and advise.

use super::declarations::{Dim, Draft, Kind};
use super::{Size, Tape};

impl Draft {
    pub fn rules(&mut self, tape: &mut Tape) {
        let count = 1 + tape.below(if self.size == Size::Small { 3 } else { 5 });
        let names = [
            "Limping",
            "Short of sleep",
            "Alarm",
            "A spike",
            "Zest",
            "Doubt",
        ];
        let tables = match tape.below(6) {
            4 => 1,
            5 => 2,
            _ => 0,
        };
        for _ in 0..if self.size != Size::Ends { tables } else { 0 } {
            self.rule_table(tape);
        }
        for name in &names[..count] {
            self.rule(tape, name);
        }
        let verdict = match tape.below(6) {
            0..=3 => "train",
            4 => "modify",
            _ => "rest",
        };
        let mut text = format!("otherwise {verdict}");
        if tape.chance(20) {
            text.push_str("\n    advise \"Carry on.\"");
        }
        if verdict != "train" {
            text.push_str("\n  because \"That is the plan.\"");
        }
        self.declarations.push(text);
    }

    fn rule(&mut self, tape: &mut Tape, name: &str) {
        let mut text = format!("rule \"{name}\"");
        self.fuel = 10;
        if !tape.chance(4) {
            text.push_str(&format!("\n  when {}", self.condition_body(tape, "rule")));
        }
        if tape.chance(30) {
            self.fuel = 5;
            text.push_str(&format!("\n  unless {}", self.condition_body(tape, "rule")));
        }
        let verdict = match tape.below(10) {
            0..=2 => Some("modify"),
            3..=5 => Some("rest"),
            6 | 7 => Some("train"),
            _ => None,
        };
        if let Some(verdict) = verdict {
            text.push_str(&format!("\n  then {verdict}"));
            if verdict == "modify" {
                for _ in 0..tape.below(4) {
                    if let Some(line) = self.adjustment(tape) {
                        text.push_str(&format!("\n    {line}"));
                    }
                }
            }
            if tape.chance(20) {
                let shown = self.shown(tape);
                text.push_str(&format!("\n    advise \"Mind {{{shown}}} today.\""));
            }
        }
        if verdict.is_none() || tape.chance(15) {
            let shown = self.shown(tape);
            text.push_str(&format!("\n  flag \"Look at {{{shown}}}.\""));
        }
        if matches!(verdict, Some("modify" | "rest")) {
            let shown = self.shown(tape);
            text.push_str(&format!("\n  because \"It is {{{shown}}}.\""));
        }
        // Rules before this one only, so that there are no circles.
        if !self.rule_names.is_empty() && tape.chance(25) {
            let first = tape.pick(&self.rule_names).clone();
            text.push_str(&format!("\n  overrides \"{first}\""));
            let second = tape.pick(&self.rule_names).clone();
            if second != first && tape.chance(50) {
                text.push_str(&format!(", \"{second}\""));
            }
        }
        self.rule_names.push(name.to_owned());
        self.declarations.push(text);
    }

    /// What a text may show: names only, whose unit is declared.
    pub fn shown(&self, tape: &mut Tape) -> String {
        let mut names = Vec::new();
        for spec in &self.specs {
            match &spec.each {
                None => names.push(spec.name.clone()),
                Some(parts) => names.push(format!("{}.{}", spec.name, parts[0])),
            }
        }
        names.extend(self.sets.iter().cloned());
        names.extend(self.truths.iter().cloned());
        let settings = self.numbers.iter().filter(|n| n.name.starts_with("limit"));
        names.extend(settings.map(|n| n.name.clone()));
        let given = self.numbers.iter().filter(|n| n.name.starts_with("given"));
        names.extend(given.map(|n| n.name.clone()));
        let name = names[tape.below(names.len())].clone();
        let numbers: Vec<&super::declarations::Spec> = self
            .specs
            .iter()
            .filter(|spec| matches!(spec.kind, Kind::Number { .. }))
            .collect();
        if numbers.is_empty() || !tape.chance(40) {
            return name;
        }
        let spec = *tape.pick(&numbers);
        let Kind::Number { dim, .. } = spec.kind else {
            return name;
        };
        if spec.each.is_some() {
            return match tape.below(3) {
                0 => format!("highest {}", spec.name),
                1 => format!("lowest {}", spec.name),
                _ => format!("average {}", spec.name),
            };
        }
        let name = &spec.name;
        match tape.below(7) {
            0 => format!("round({name}, 1)"),
            1 => format!("average {name} over last 3 days with at least 1 known"),
            2 => format!("days when ({name} is known) over last 4 days"),
            3 => format!("days in a row when ({name} is missing)"),
            4 => format!("sd of {name} over last 5 days with at least 2 known"),
            5 => match dim {
                Dim::Time => format!("{name} in min"),
                Dim::Mass => format!("{name} in lb"),
                Dim::Temperature => format!("{name} in °F"),
                Dim::Share => format!("{name} in percent"),
                Dim::Heart => format!("{name} in bpm"),
                Dim::Plain => format!("{name} / 3"),
            },
            _ => "today".into(),
        }
    }

    pub fn adjustment(&mut self, tape: &mut Tape) -> Option<String> {
        let plans: Vec<(String, Kind)> = self
            .specs
            .iter()
            .filter(|spec| spec.planned)
            .map(|spec| {
                // Of a map every member, or one.
                let name = match &spec.each {
                    Some(parts) if tape.chance(50) => {
                        format!("{}.{}", spec.name, tape.pick(parts))
                    }
                    _ => spec.name.clone(),
                };
                (name, spec.kind.clone())
            })
            .collect();
        if plans.is_empty() {
            return None;
        }
        let (name, kind) = tape.pick(&plans).clone();
        let dim = match kind {
            Kind::Number { dim, .. } => dim,
            _ => {
                self.fuel = 2;
                return Some(format!("drop ({}) from {name}", self.typed_set(tape, 1)));
            }
        };
        self.fuel = 3;
        let amount = |draft: &mut Self, tape: &mut Tape, literals: &[&str]| {
            if tape.chance(40) {
                let number = draft.number_of(tape, dim, 2);
                if !number.constant {
                    return number.bracketed();
                }
            }
            (*tape.pick(literals)).to_owned()
        };
        let (amounts, levels): (&[&str], &[&str]) = match dim {
            Dim::Mass => (&["5 kg", "2500 g"], &["60 kg", "90 kg"]),
            Dim::Time => (&["10 min", "0.5 h"], &["45 min", "1 h"]),
            Dim::Share => (&["10%", "5%"], &["80%", "62.5%"]),
            _ => (&["2", "1.5"], &["6", "4.5"]),
        };
        Some(match tape.below(5) {
            0 | 1 => format!(
                "cut {name} by {}",
                tape.pick(&["20%", "30%", "50%", "12.5%"])
            ),
            2 => format!("cut {name} by {}", amount(self, tape, amounts)),
            3 => format!("cap {name} at {}", amount(self, tape, levels)),
            _ => format!("raise {name} to {}", amount(self, tape, levels)),
        })
    }
}
