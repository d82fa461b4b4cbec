//! Random sets: in go a tape and the sets declared so far, out come sets as text,
//! written out, named or worked out, and conditions about them.

use super::Tape;
use super::declarations::{Draft, Kind};

impl Draft {
    /// The names of sets that answers give.
    pub fn set_names(&self) -> Vec<String> {
        self.specs
            .iter()
            .filter(|spec| matches!(spec.kind, Kind::Set(_)) && spec.each.is_none())
            .map(|spec| spec.name.clone())
            .chain(self.sets.iter().cloned())
            .collect()
    }

    pub fn set_literal(&mut self, tape: &mut Tape) -> String {
        if !self.groups.is_empty() && tape.chance(40) {
            return self.groups[0].clone();
        }
        let mut members = vec![tape.pick(&self.parts).clone()];
        if tape.chance(30) {
            let other = tape.pick(&self.parts).clone();
            if !members.contains(&other) {
                members.push(other);
            }
        }
        if self.specs.iter().any(|s| s.name == "focus") && !self.at_member && tape.chance(30) {
            members.push("focus".into());
        }
        format!("{{{}}}", members.join(", "))
    }

    /// A set whose choice can be told from it alone.
    pub fn typed_set(&mut self, tape: &mut Tape, depth: usize) -> String {
        let names = self.set_names();
        match tape.below(6) {
            0..=2 if !names.is_empty() => tape.pick(&names).clone(),
            3 if !names.is_empty() && depth > 0 => {
                let without = if tape.chance(50) {
                    self.set_literal(tape)
                } else {
                    format!("({})", self.typed_set(tape, 0))
                };
                format!("{} without {without}", tape.pick(&names))
            }
            4 if !names.is_empty() => match tape.below(3) {
                0 => format!("({} yesterday)", tape.pick(&names)),
                1 => format!("(latest {})", tape.pick(&names)),
                _ => {
                    let condition = self.simple_condition(tape);
                    let (a, b) = (tape.pick(&names), tape.pick(&names));
                    format!("(if {condition} then {a} else {b})")
                }
            },
            _ => self.where_set(tape),
        }
    }

    fn where_set(&mut self, tape: &mut Tape) -> String {
        let outer = self.at_member;
        self.at_member = true;
        let has_map = self.specs.iter().any(|spec| spec.each.is_some());
        let text = if has_map {
            let condition = if tape.chance(70) {
                self.simple_condition(tape)
            } else {
                self.condition(tape, 1)
            };
            format!("part where ({condition})")
        } else if self.set_names().is_empty() {
            self.at_member = false;
            let condition = self.simple_condition_without_sets();
            format!("part where ({condition})")
        } else {
            tape.pick(&self.set_names()).clone()
        };
        self.at_member = outer;
        text
    }

    fn simple_condition_without_sets(&self) -> String {
        self.last_resort()
    }

    /// A set where `among` or `outside` wants one.
    pub fn scope_set(&mut self, tape: &mut Tape) -> String {
        if tape.chance(50) {
            self.set_literal(tape)
        } else {
            format!("({})", self.typed_set(tape, 1))
        }
    }

    pub fn about_sets(&mut self, tape: &mut Tape, depth: usize) -> String {
        let outer = self.at_member;
        self.at_member = false;
        let set = self.typed_set(tape, depth);
        let text = match tape.below(5) {
            0 | 1 => {
                let other = if tape.chance(60) {
                    self.set_literal(tape)
                } else {
                    format!("({})", self.typed_set(tape, 0))
                };
                format!("({set}) overlaps {other}")
            }
            2 => {
                let focus = self.specs.iter().any(|s| s.name == "focus");
                if let Some(name) = self.members_of(&self.parts.clone())
                    && tape.chance(40)
                {
                    self.at_member = outer;
                    return format!("({set}) includes {name}");
                }
                if focus && tape.chance(60) {
                    format!("({set}) includes focus")
                } else {
                    format!("({set}) includes {}", tape.pick(&self.parts))
                }
            }
            3 => format!("size of ({set}) >= 1"),
            _ => format!("({set}) is {}", self.set_literal(tape)),
        };
        self.at_member = outer;
        text
    }
}
