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
    pub fn tight(text: impl Into<String>, low: f64, high: f64) -> Self {
        Self {
            text: text.into(),
            tight: true,
            low,
            high,
            constant: false,
            whole: false,
        }
    }

    pub fn loose(text: impl Into<String>, low: f64, high: f64) -> Self {
        Self {
            tight: false,
            ..Self::tight(text, low, high)
        }
    }

    pub fn whole(self) -> Self {
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

pub const INF: f64 = f64::INFINITY;

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
    pub fn number_atom(&mut self, tape: &mut Tape, dim: Dim) -> Number {
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

pub fn in_unit(x: f64, unit: &str) -> f64 {
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
