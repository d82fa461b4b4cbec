//! Random numbers over days or members: in go a tape and what is measured, out come
//! averages, trends and extremes as text, with bounds, and windows for them.

use super::Tape;
use super::declarations::{Dim, Draft, Kind};
use super::numbers::Number;

impl Draft {
    pub fn history(&mut self, tape: &mut Tape, dim: Dim, depth: usize) -> Number {
        let value = self.number_of(tape, dim, depth);
        let text = value.bracketed();
        let days = 2 + tape.below(8);
        let (low, high) = (value.low, value.high);
        let made = match tape.below(12) {
            0 => format!("{text} yesterday"),
            1 => format!("{text} {} days ago", 1 + tape.below(4)),
            2 => format!("average {text} {}", self.tail(tape, days)),
            3 => format!("highest {text} {}", self.tail(tape, days)),
            4 => format!("lowest {text} {}", self.tail(tape, days)),
            5 => format!("median {text} {}", self.tail(tape, days)),
            6 | 7 => {
                let when = if tape.chance(30) {
                    format!(" when ({})", self.condition(tape, 1))
                } else {
                    String::new()
                };
                let within = if tape.chance(40) {
                    format!(" within {} days", 1 + tape.below(4))
                } else {
                    String::new()
                };
                format!("latest {text}{when}{within}")
            }
            8 => format!("ewma of {text} with span {} days", 2 + tape.below(6)),
            9 if dim != Dim::Temperature => {
                let tail = self.tail(tape, days);
                let n = days as f64;
                let low = low * n;
                return Number {
                    constant: value.constant,
                    ..Number::loose(format!("sum of {text} {tail}"), low, high * n)
                };
            }
            10 if dim != Dim::Temperature => {
                let name = tape.pick(&["sd of", "population sd of"]);
                let tail = self.tail(tape, days);
                return Number {
                    constant: value.constant,
                    ..Number::loose(format!("{name} {text} {tail}"), 0.0, (high - low) / 2.0)
                };
            }
            _ => format!("{text} yesterday"),
        };
        Number {
            constant: value.constant,
            whole: value.whole && !made.starts_with(['a', 'm', 'e']),
            ..Number::loose(made, low, high)
        }
    }

    pub fn over_members(&mut self, tape: &mut Tape, dim: Dim) -> Number {
        let maps: Vec<(String, f64, f64, bool)> = self
            .specs
            .iter()
            .filter(|spec| spec.each.is_some())
            .filter(|spec| matches!(spec.kind, Kind::Number { dim: d, .. } if d == dim))
            .map(|spec| (spec.name.clone(), spec.low, spec.high, spec.whole))
            .collect();
        if maps.is_empty() {
            return self.number_atom(tape, dim);
        }
        let (name, low, high, whole) = tape.pick(&maps).clone();
        let scope = match tape.below(3) {
            0 => String::new(),
            1 => format!(" among {}", self.scope_set(tape)),
            _ => format!(" outside {}", self.scope_set(tape)),
        };
        let value = if tape.chance(15) && dim == Dim::Plain {
            format!("(10 - {name})")
        } else {
            name
        };
        let (low, high) = if value.starts_with('(') {
            (10.0 - high, 10.0 - low)
        } else {
            (low, high)
        };
        match tape.below(8) {
            0..=2 => Number {
                whole,
                ..Number::loose(format!("highest {value}{scope}"), low, high)
            },
            3 | 4 => Number {
                whole,
                ..Number::loose(format!("lowest {value}{scope}"), low, high)
            },
            5 => Number::loose(format!("average {value}{scope}"), low, high),
            6 if dim != Dim::Temperature => {
                let n = self.parts.len() as f64;
                let text = format!("sum of {value}{scope}");
                Number::loose(text, low.min(0.0) * n, high * n)
            }
            _ => {
                let name = if dim == Dim::Temperature {
                    "median"
                } else {
                    tape.pick(&["median", "sd of", "population sd of"])
                };
                if name == "median" {
                    Number::loose(format!("median {value}{scope}"), low, high)
                } else {
                    let text = format!("{name} {value}{scope}");
                    Number::loose(text, 0.0, (high - low) / 2.0)
                }
            }
        }
    }

    /// `over last 7 days`, `over 7 days before today`
    pub fn window(&mut self, tape: &mut Tape, days: usize) -> String {
        if tape.chance(40) {
            format!("over {days} days before today")
        } else if days == 7 && tape.chance(50) {
            "over last 1 week".into()
        } else if days == 9 {
            // Longer than any history here.
            "over last 4 weeks".into()
        } else {
            format!("over last {days} days")
        }
    }

    /// What follows the value of a window: the days that count, the window, how many must be known.
    pub fn tail(&mut self, tape: &mut Tape, days: usize) -> String {
        let mut text = String::new();
        if tape.chance(20) {
            text = format!("when ({}) ", self.condition(tape, 1));
        }
        text.push_str(&self.window(tape, days));
        if tape.chance(50) {
            text.push_str(&format!(" with at least {} known", 1 + tape.below(2)));
        }
        text
    }
}
