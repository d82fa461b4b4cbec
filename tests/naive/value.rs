//! Values as the naive evaluator sees them: in go numbers, truths, members,
//! sets and dates, known, partly known or missing; out come comparisons in
//! three-valued logic and values as text.

use std::collections::BTreeSet;

use touchline::units::Unit;

/// Three-valued truth (Kleene).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    False,
    Unknown,
    True,
}

impl Truth {
    pub fn of(holds: bool) -> Self {
        if holds { Self::True } else { Self::False }
    }

    pub fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }

    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    pub fn known(self) -> bool {
        self != Self::Unknown
    }
}

/// Members of a choice, by index.
pub type Members = BTreeSet<usize>;

/// A value on one day.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Not known at all, whatever it is a value of.
    Missing,
    /// A number between two bounds, in the unit of its expression.
    Number { lo: f64, hi: f64 },
    /// A truth, which may be unknown.
    Truth(Truth),
    /// A member of a choice, by index.
    Member(usize),
    /// A set: what is surely in it, and what may be in it.
    Set { sure: Members, maybe: Members },
    /// Days since 1970-01-01.
    Date(i64),
}

impl Value {
    /// An exact number; what is not finite is missing.
    pub fn number(x: f64) -> Self {
        if x.is_finite() {
            Self::Number { lo: x, hi: x }
        } else {
            Self::Missing
        }
    }

    /// A number within bounds; bounds that meet in an infinity are no value.
    pub fn bounds(lo: f64, hi: f64) -> Self {
        if lo.is_nan() || hi.is_nan() || (lo == hi && !lo.is_finite()) {
            Self::Missing
        } else {
            Self::Number { lo, hi }
        }
    }

    /// Whether `is known` holds of it.
    pub fn known(&self) -> bool {
        match self {
            Self::Missing => false,
            Self::Number { lo, hi } => lo == hi && lo.is_finite(),
            Self::Truth(truth) => truth.known(),
            Self::Set { sure, maybe } => sure == maybe,
            Self::Member(_) | Self::Date(_) => true,
        }
    }

    /// The number, where it is exact.
    pub fn exact(&self) -> Option<f64> {
        match self {
            Self::Number { lo, hi } if lo == hi && lo.is_finite() => Some(*lo),
            _ => None,
        }
    }

    /// The truth; what is missing is unknown.
    pub fn truth(&self) -> Truth {
        match self {
            Self::Truth(truth) => *truth,
            _ => Truth::Unknown,
        }
    }
}

/// How far two numbers may be apart and still be the same.
pub fn tolerance(a: f64, b: f64) -> f64 {
    (1e-9 * a.abs().max(b.abs())).max(1e-12)
}

/// `a < b` for two exact numbers.
pub fn less(a: f64, b: f64) -> bool {
    if a.is_infinite() || b.is_infinite() {
        a < b
    } else {
        a < b - tolerance(a, b)
    }
}

/// A pair of bounds.
pub type Pair = (f64, f64);

/// `a < b` for every value between the bounds, for none, or for some.
pub fn less_bounds(a: Pair, b: Pair) -> Truth {
    if less(a.1, b.0) {
        Truth::True
    } else if !less(a.0, b.1) {
        Truth::False
    } else {
        Truth::Unknown
    }
}

/// `a is b` for every value between the bounds, for none, or for some.
pub fn is_bounds(a: Pair, b: Pair) -> Truth {
    if less(a.1, b.0) || less(b.1, a.0) {
        Truth::False
    } else if !less(a.0, b.1) && !less(b.0, a.1) {
        Truth::True
    } else {
        Truth::Unknown
    }
}

/// Down to the next whole number, forgiving what floating point lost.
pub fn floor(x: f64) -> f64 {
    (x + tolerance(x, x)).floor()
}

/// Up to the next whole number, forgiving what floating point lost.
pub fn ceil(x: f64) -> f64 {
    (x - tolerance(x, x)).ceil()
}

/// To `places` decimals, halves away from zero.
pub fn round(x: f64, places: f64) -> f64 {
    let scale = 10f64.powf(places);
    let whole = floor(x.abs() * scale + 0.5);
    whole.copysign(x) / scale
}

/// At most two decimals.
pub fn show(x: f64) -> String {
    let text = format!("{:.2}", round(x, 2.0));
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.into()
    }
}

/// A number within bounds as text, with its unit.
pub fn show_bounds(lo: f64, hi: f64, unit: &Unit) -> String {
    if lo == hi {
        unit.show(&show(lo))
    } else if lo.is_infinite() && hi.is_infinite() {
        "not known".into()
    } else if hi.is_infinite() {
        format!("{} or more", unit.show(&show(lo)))
    } else if lo.is_infinite() {
        format!("{} or less", unit.show(&show(hi)))
    } else {
        format!("{} to {}", show(lo), unit.show(&show(hi)))
    }
}

/// The date of a day since 1970-01-01: year, month, day (proleptic Gregorian).
pub fn civil(days: i64) -> (i64, i64, i64) {
    let (mut year, mut rest) = (1970, days);
    loop {
        let length = if leap(year) { 366 } else { 365 };
        if rest < 0 {
            year -= 1;
            rest += if leap(year) { 366 } else { 365 };
        } else if rest >= length {
            rest -= length;
            year += 1;
        } else {
            break;
        }
    }
    let mut month = 1;
    while rest >= month_length(year, month) {
        rest -= month_length(year, month);
        month += 1;
    }
    (year, month, rest + 1)
}

/// The day since 1970-01-01 of a date.
pub fn days_of(year: i64, month: i64, day: i64) -> i64 {
    let mut days = day - 1;
    for y in 1970..year {
        days += if leap(y) { 366 } else { 365 };
    }
    for y in year..1970 {
        days -= if leap(y) { 366 } else { 365 };
    }
    for m in 1..month {
        days += month_length(year, m);
    }
    days
}

/// `2026-06-05`
pub fn show_date(days: i64) -> String {
    let (year, month, day) = civil(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Whole calendar months from one day to another, towards zero.
pub fn months_between(from: i64, to: i64) -> i64 {
    if to < from {
        return -months_between(to, from);
    }
    let (y1, m1, d1) = civil(from);
    let (y2, m2, d2) = civil(to);
    let months = (y2 - y1) * 12 + (m2 - m1);
    if d2 < d1 { months - 1 } else { months }
}

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
