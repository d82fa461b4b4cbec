//! Random expressions that give a number, with bounds so that comparisons can
//! be made that are neither always true nor always false.

use super::declarations::{Dim, Draft, Kind};
use super::{Size, Tape};

/// A number as text.
#[derive(Clone, Debug)]
pub struct Number {
    pub text: String,
    /// A name or a call: needs no brackets before `yesterday` or in a window.
    pub tight: bool,
    /// In the canonical unit.
    pub low: f64,
    pub high: f64,
    /// Without any answer in it.
    pub constant: bool,
    pub whole: bool,
}

impl Number {
    fn tight(text: impl Into<String>, low: f64, high: f64) -> Self {
        Self {
            text: text.into(),
            tight: true,
            low,
            high,
            constant: false,
            whole: false,
        }
    }

    fn loose(text: impl Into<String>, low: f64, high: f64) -> Self {
        Self {
            tight: false,
            ..Self::tight(text, low, high)
        }
    }

    fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
    }

    /// In brackets where it needs them.
    pub fn bracketed(&self) -> String {
        if self.tight {
            self.text.clone()
        } else {
            format!("({})", self.text)
        }
    }
}

const INF: f64 = f64::INFINITY;

impl Draft {
    /// A dimension that some answer has.
    pub fn some_dim(&mut self, tape: &mut Tape) -> Dim {
        let mut dims = Vec::new();
        for spec in &self.specs {
            if let Kind::Number { dim, .. } = spec.kind {
                dims.push(dim);
            }
        }
        dims.push(Dim::Plain);
        *tape.pick(&dims)
    }

    /// An expression of a dimension. It may be constant where nothing has that dimension.
    pub fn number_of(&mut self, tape: &mut Tape, dim: Dim, depth: usize) -> Number {
        if depth == 0 || self.fuel == 0 {
            return self.number_atom(tape, dim);
        }
        self.fuel -= 1;
        match tape.below(17) {
            0..=2 => self.number_atom(tape, dim),
            3..=5 => self.arithmetic(tape, dim, depth - 1),
            6..=8 => self.history(tape, dim, depth - 1),
            9 | 10 => self.over_members(tape, dim),
            11 => {
                let condition = self.condition(tape, depth - 1);
                let then = self.number_of(tape, dim, depth - 1);
                if tape.chance(60) {
                    let other = self.number_of(tape, dim, depth - 1);
                    let mut number = Number::loose(
                        format!("if {condition} then {} else {}", then.text, other.text),
                        then.low.min(other.low),
                        then.high.max(other.high),
                    );
                    number.whole = then.whole && other.whole;
                    number
                } else {
                    let text = format!("if {condition} then {}", then.text);
                    Number::loose(text, then.low, then.high)
                }
            }
            _ if dim == Dim::Plain => self.plain(tape, depth - 1),
            _ => self.arithmetic(tape, dim, depth - 1),
        }
    }

    /// A name, or a literal where there is none.
    fn number_atom(&mut self, tape: &mut Tape, dim: Dim) -> Number {
        let mut atoms = Vec::new();
        for spec in &self.specs {
            let Kind::Number { dim: its, .. } = spec.kind else {
                continue;
            };
            if its != dim {
                continue;
            }
            let atom = |text: String| Number {
                whole: spec.whole,
                ..Number::tight(text, spec.low, spec.high)
            };
            match &spec.each {
                None => atoms.push(atom(spec.name.clone())),
                Some(_) if self.at_member => {
                    // The more likely, so that what is read at a member reads one.
                    for _ in 0..4 {
                        atoms.push(atom(spec.name.clone()));
                    }
                }
                Some(parts) => {
                    for part in parts {
                        atoms.push(atom(format!("{}.{part}", spec.name)));
                    }
                }
            }
        }
        for named in self.numbers.iter().filter(|named| named.dim == dim) {
            let atom = |text: String| Number {
                constant: named.constant,
                whole: named.whole,
                ..Number::tight(text, named.low, named.high)
            };
            match named.each {
                true if !self.at_member => {
                    atoms.extend(
                        self.parts
                            .iter()
                            .map(|p| atom(format!("{}.{p}", named.name))),
                    );
                }
                _ => atoms.push(atom(named.name.clone())),
            }
        }
        if atoms.is_empty() {
            let value = match dim {
                Dim::Temperature => 20.0,
                Dim::Share => 0.5,
                _ => 2.0,
            };
            return Number {
                constant: true,
                ..Number::loose(literal(dim, value, tape), value, value)
            };
        }
        tape.pick(&atoms).clone()
    }

    fn arithmetic(&mut self, tape: &mut Tape, dim: Dim, depth: usize) -> Number {
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
    fn plain(&mut self, tape: &mut Tape, depth: usize) -> Number {
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

    fn history(&mut self, tape: &mut Tape, dim: Dim, depth: usize) -> Number {
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

    fn over_members(&mut self, tape: &mut Tape, dim: Dim) -> Number {
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

    /// A literal strictly between the bounds of a number, in the canonical unit.
    pub fn threshold(&mut self, tape: &mut Tape, number: &Number, dim: Dim) -> f64 {
        let (low, high) = (number.low, number.high);
        let inside = |x: f64| x > low && x < high;
        if self.size == Size::Ends && tape.chance(40) {
            let ends = [low, high, low - 1.0, high + 1.0];
            let ends: Vec<f64> = ends.into_iter().filter(|x| x.is_finite()).collect();
            if !ends.is_empty() {
                return *tape.pick(&ends);
            }
        }
        if low.is_finite() && high.is_finite() && high > low {
            let eighths = *tape.pick(&[4.0, 6.0, 2.0, 5.0, 7.0, 3.0, 1.0]);
            let exact = low + (high - low) * eighths / 8.0;
            let step = match dim {
                Dim::Share => 0.05,
                Dim::Temperature => 5.0,
                _ if number.whole => 1.0,
                Dim::Heart => 1.0,
                Dim::Time => 0.25,
                _ => 0.5,
            };
            if number.whole && high - low >= 2.0 {
                return exact
                    .round()
                    .clamp((low + 1.0).ceil(), (high - 1.0).floor());
            }
            for step in [step, step / 5.0, 0.01] {
                let nice = (exact / step).round() * step;
                if inside(nice) {
                    return nice;
                }
            }
            return exact;
        }
        let table: &[f64] = match dim {
            Dim::Share => &[0.5, 0.8, 1.2],
            Dim::Time => &[1.0, 8.0, 24.0, 0.5],
            Dim::Mass | Dim::Heart => &[60.0, 20.0, 100.0],
            Dim::Temperature => &[20.0, 5.0, 30.0],
            Dim::Plain => &[1.0, 2.0, 3.0, 0.5, -1.0],
        };
        let nice = *tape.pick(table);
        if inside(nice) {
            nice
        } else if low.is_finite() {
            low + 1.0
        } else if high.is_finite() {
            high - 1.0
        } else {
            1.0
        }
    }
}

fn in_unit(x: f64, unit: &str) -> f64 {
    match unit {
        "min" => x * 60.0,
        "days" => x / 24.0,
        "g" => x * 1000.0,
        "°F" => x * 1.8 + 32.0,
        "K" => x + 273.15,
        "percent" => x * 100.0,
        _ => x,
    }
}

/// A value of the canonical unit as text, in one unit or another.
pub fn literal(dim: Dim, value: f64, tape: &mut Tape) -> String {
    let other = tape.chance(30);
    let (number, unit) = in_words(dim, value, other);
    number + unit
}

/// The same as its number and its unit, which is left out of a range's other end.
pub fn in_words(dim: Dim, value: f64, other: bool) -> (String, &'static str) {
    let show = |x: f64| {
        let text = format!("{x:.6}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    match dim {
        Dim::Plain => (show(value), ""),
        Dim::Share => (show(value * 100.0), "%"),
        Dim::Time if other => (show(value * 60.0), " min"),
        Dim::Time => (show(value), " h"),
        Dim::Mass if other => (show(value * 1000.0), " g"),
        Dim::Mass => (show(value), " kg"),
        Dim::Heart => (show(value), " bpm"),
        Dim::Temperature if other => (show(value * 1.8 + 32.0), " °F"),
        Dim::Temperature => (show(value), " °C"),
    }
}
