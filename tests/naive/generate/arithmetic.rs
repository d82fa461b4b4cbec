//! Random arithmetic: in go a tape and what is measured, out come sums, products,
//! powers and calls as text, with the bounds that their parts leave them.

use super::declarations::{Dim, Draft};
use super::numbers::{INF, Number, in_unit};
use super::{Size, Tape};

impl Draft {
    pub fn arithmetic(&mut self, tape: &mut Tape, dim: Dim, depth: usize) -> Number {
        let a = self.number_of(tape, dim, depth);
        if dim == Dim::Temperature {
            // A literal after a sign is a difference.
            let (op, sign) = *tape.pick(&[("-", -1.0), ("+", 1.0)]);
            let text = tape.pick(&["5 °C", "9 °F", "5 K"]);
            return Number {
                constant: a.constant,
                ..Number::loose(
                    format!("{} {op} {text}", a.bracketed()),
                    a.low + 5.0 * sign,
                    a.high + 5.0 * sign,
                )
            };
        }
        let (low, high, constant) = (a.low, a.high, a.constant);
        let two = |draft: &mut Self, tape: &mut Tape| {
            let b = draft.number_of(tape, dim, depth);
            let constant = a.constant && b.constant;
            (b, constant)
        };
        let number = match tape.below(9) {
            0 => {
                let (b, constant) = two(self, tape);
                Number {
                    constant,
                    ..Number::loose(
                        format!("{} + {}", a.bracketed(), b.bracketed()),
                        low + b.low,
                        high + b.high,
                    )
                }
            }
            1 => {
                let (b, constant) = two(self, tape);
                Number {
                    constant,
                    ..Number::loose(
                        format!("{} - {}", a.bracketed(), b.bracketed()),
                        low - b.high,
                        high - b.low,
                    )
                }
            }
            2 => {
                let (text, factor) = *tape.pick(&[("2", 2.0), ("0.5", 0.5), ("50%", 0.5)]);
                Number {
                    constant,
                    ..Number::loose(
                        format!("{} * {text}", a.bracketed()),
                        low * factor,
                        high * factor,
                    )
                }
            }
            3 => Number {
                constant,
                ..Number::loose(format!("{} / 4", a.bracketed()), low / 4.0, high / 4.0)
            },
            4 => Number {
                constant,
                ..Number::loose(format!("-{}", a.bracketed()), -high, -low)
            },
            5 => {
                let (b, constant) = two(self, tape);
                let name = tape.pick(&["max", "min"]);
                let (low, high) = if *name == "max" {
                    (low.max(b.low), high.max(b.high))
                } else {
                    (low.min(b.low), high.min(b.high))
                };
                Number {
                    constant,
                    ..Number::tight(format!("{name}({}, {})", a.text, b.text), low, high)
                }
            }
            6 => {
                let most = low.abs().max(high.abs());
                let least = if low <= 0.0 && high >= 0.0 {
                    0.0
                } else {
                    low.abs().min(high.abs())
                };
                Number {
                    constant,
                    ..Number::tight(format!("abs({})", a.text), least, most)
                }
            }
            7 if dim == Dim::Share => a,
            7 => {
                let places = tape.pick(&["", ", 0", ", 1"]);
                Number {
                    constant,
                    ..Number::tight(
                        format!("round({}{places})", a.text),
                        low.floor(),
                        high.ceil(),
                    )
                }
            }
            _ => a,
        };
        // A share times a plain number is a plain number, no share.
        if dim == Dim::Share && number.text.contains([' ', '*', '/']) {
            return self.number_atom(tape, dim);
        }
        number
    }

    /// Numbers that have no unit, whatever they are made of.
    pub fn plain(&mut self, tape: &mut Tape, depth: usize) -> Number {
        let dim = self.some_dim(tape);
        match tape.below(15) {
            0 => {
                let (unit, from) = match dim {
                    Dim::Time => (*tape.pick(&["min", "hours", "days"]), dim),
                    Dim::Mass => (*tape.pick(&["g", "kg"]), dim),
                    Dim::Temperature => (*tape.pick(&["°F", "°C", "K"]), dim),
                    Dim::Heart => ("bpm", dim),
                    Dim::Share => ("percent", dim),
                    Dim::Plain => return self.number_atom(tape, Dim::Plain),
                };
                let number = self.number_of(tape, from, depth.min(1));
                let (low, high) = (in_unit(number.low, unit), in_unit(number.high, unit));
                Number {
                    constant: number.constant,
                    ..Number::loose(format!("{} in {unit}", number.bracketed()), low, high)
                }
            }
            1 if dim != Dim::Temperature => {
                let a = self.number_of(tape, dim, depth);
                let b = self.number_of(tape, dim, depth);
                Number {
                    constant: a.constant && b.constant,
                    ..Number::loose(format!("{} / {}", a.bracketed(), b.bracketed()), -INF, INF)
                }
            }
            2 | 11 => {
                let a = self.number_of(tape, Dim::Plain, depth);
                let (text, low) = match tape.below(4) {
                    0 => (format!("{} ^ 2", a.bracketed()), 0.0),
                    1 => (format!("sqrt({})", a.text), 0.0),
                    2 => (format!("ln({})", a.text), -INF),
                    _ => (format!("exp({} / 20)", a.bracketed()), 0.0),
                };
                Number {
                    constant: a.constant,
                    ..Number::loose(text, low, INF)
                }
            }
            3 => {
                let (set, most) = (self.typed_set(tape, 1), self.parts.len());
                Number::loose(format!("size of ({set})"), 0.0, most as f64).whole()
            }
            4 | 5 => {
                let condition = self.condition(tape, depth);
                let days = 2 + tape.below(6);
                let window = self.window(tape, days);
                let text = format!("days when ({condition}) {window}");
                Number::loose(text, 0.0, days as f64).whole()
            }
            6 => {
                let condition = self.condition(tape, depth);
                Number::loose(format!("days in a row when ({condition})"), 0.0, INF).whole()
            }
            7 => {
                let condition = self.condition(tape, depth);
                Number::loose(format!("days since ({condition})"), 0.0, INF).whole()
            }
            8 | 12 => match self.date(tape) {
                Some(date) => {
                    let unit = tape.pick(&["months", "years"]);
                    Number::loose(format!("{unit} since {date}"), -INF, INF).whole()
                }
                None => self.number_atom(tape, Dim::Plain),
            },
            9 | 13 if dim != Dim::Temperature && self.size != Size::Small => {
                let value = self.number_of(tape, dim, depth);
                let days = 3 + tape.below(7);
                let tail = self.tail(tape, days);
                Number::loose(
                    format!("z_score of {} {tail}", value.bracketed()),
                    -INF,
                    INF,
                )
            }
            10 if self.specs.iter().any(|s| s.name == "force") && !self.at_member => {
                Number::loose("1 - force", -0.5, 1.0)
            }
            _ => self.number_atom(tape, Dim::Plain),
        }
    }
}
