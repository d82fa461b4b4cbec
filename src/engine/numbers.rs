//! Loops over columns of numbers. NaN is missing, and what is not finite
//! becomes missing, so that nothing downstream has to ask.

use crate::plan::{Binary, Unary};

/// `x`, or missing where it is not finite.
fn finite(x: f64) -> f64 {
    if x.is_finite() { x } else { f64::NAN }
}

pub(super) fn map(a: &[f64], out: &mut [f64], f: impl Fn(f64) -> f64) {
    out.iter_mut().zip(a).for_each(|(out, a)| *out = f(*a));
}

fn zip(a: &[f64], b: &[f64], out: &mut [f64], f: impl Fn(f64, f64) -> f64) {
    out.iter_mut()
        .zip(a.iter().zip(b))
        .for_each(|(out, (a, b))| *out = f(*a, *b));
}

pub(super) fn unary(op: Unary, a: &[f64], out: &mut [f64]) {
    match op {
        Unary::Negate => map(a, out, |x| -x),
        Unary::Abs => map(a, out, f64::abs),
        Unary::Sqrt => map(a, out, |x| finite(x.sqrt())),
        Unary::Ln => map(a, out, |x| finite(x.ln())),
        Unary::Exp => map(a, out, |x| finite(x.exp())),
        Unary::Floor => map(a, out, floor),
    }
}

pub(super) fn binary(op: Binary, a: &[f64], b: &[f64], out: &mut [f64]) {
    match op {
        Binary::Add => zip(a, b, out, |a, b| finite(a + b)),
        Binary::Subtract => zip(a, b, out, |a, b| finite(a - b)),
        Binary::Multiply => zip(a, b, out, |a, b| finite(a * b)),
        Binary::Divide => zip(a, b, out, |a, b| finite(a / b)),
        // NaN ^ 0 would be 1, and 1 ^ NaN too: a missing answer must stay missing.
        Binary::Power => zip(a, b, out, |a, b| {
            if a.is_nan() || b.is_nan() {
                f64::NAN
            } else {
                finite(a.powf(b))
            }
        }),
        Binary::Min => zip(a, b, out, |a, b| extremum(a, b, b < a)),
        Binary::Max => zip(a, b, out, |a, b| extremum(a, b, b > a)),
        Binary::Round => zip(a, b, out, round),
        Binary::Months => zip(a, b, out, months_between),
        Binary::Years => zip(a, b, out, |a, b| (months_between(a, b) / 12.0).trunc()),
    }
}

/// `b` where it is better, else `a`. `f64::min` forgets a NaN; here it must win.
fn extremum(a: f64, b: f64, better: bool) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else if better {
        b
    } else {
        a
    }
}

/// To `places` decimals, halves away from zero; the usual tolerance makes
/// 1.005 a half, though the double just below it is not.
pub(super) fn round(x: f64, places: f64) -> f64 {
    if !places.is_finite() {
        return f64::NAN;
    }
    let scale = 10f64.powf(places.round().clamp(-300.0, 300.0));
    let scaled = x.abs() * scale;
    if !scaled.is_finite() || scaled > 9e15 {
        return x;
    }
    let rounded = (scaled + tolerance(scaled, 0.0) + 0.5).floor() / scale;
    finite(rounded.copysign(x))
}

/// How far apart two numbers may be and still be equal: 1e-9 of the larger
/// magnitude, or 1e-12. Finite for infinite operands, so that they still compare.
pub(super) fn tolerance(a: f64, b: f64) -> f64 {
    (a.abs().max(b.abs()).min(f64::MAX) * 1e-9).max(1e-12)
}

/// Rounded down to a whole number, with the tolerance of comparisons.
pub(super) fn floor(x: f64) -> f64 {
    (x + tolerance(x, 0.0)).floor()
}

/// Rounded up to a whole number, with the tolerance of comparisons.
pub(super) fn ceil(x: f64) -> f64 {
    (x - tolerance(x, 0.0)).ceil()
}

/// Whole calendar months from one day to another, towards zero. A month is full
/// on the same day of the next month; where that has no such day, on the first
/// of the month after.
fn months_between(from: f64, to: f64) -> f64 {
    let months = || {
        let (from, to) = (super::show::date(from)?, super::show::date(to)?);
        Some(from.until((jiff::Unit::Month, to)).ok()?.get_months())
    };
    months().map_or(f64::NAN, f64::from)
}

pub(super) fn exact(low: &[f64], high: &[f64], out: &mut [f64]) {
    zip(low, high, out, |low, high| {
        if low == high { finite(low) } else { f64::NAN }
    });
}

pub(super) fn bound_end(this: &[f64], other: &[f64], out: &mut [f64]) {
    zip(this, other, out, |this, other| {
        if this == other { finite(this) } else { this }
    });
}

pub(super) fn default(first: &[f64], second: &[f64], filled: Option<&[u8]>, out: &mut [f64]) {
    zip(first, second, out, |first, second| {
        if first.is_nan() { second } else { first }
    });
    if let Some(filled) = filled {
        for ((out, first), filled) in out.iter_mut().zip(first).zip(filled) {
            if *filled != 2 {
                *out = *first;
            }
        }
    }
}

/// One end of `if`; see [`Op::IfNumber`](crate::plan::Op::IfNumber).
pub(super) fn choose(
    condition: &[u8],
    this: [Option<&[f64]>; 2],
    other: [Option<&[f64]>; 2],
    out: &mut [f64],
) {
    let read = |column: Option<&[f64]>, row: usize| {
        column
            .and_then(|values| values.get(row))
            .copied()
            .unwrap_or(f64::NAN)
    };
    for (row, (out, condition)) in out.iter_mut().zip(condition).enumerate() {
        let [yes, no] = this.map(|column| read(column, row));
        *out = match condition {
            2 => yes,
            0 => no,
            _ => {
                let [other_yes, other_no] = other.map(|column| read(column, row));
                // Both branches are the same exact number.
                if yes == no && other_yes == other_no && yes == other_yes {
                    yes
                } else {
                    f64::NAN
                }
            }
        };
    }
}

pub(super) fn blank(value: &[f64], blocked: &[u8], out: &mut [f64]) {
    out.iter_mut()
        .zip(value.iter().zip(blocked))
        .for_each(|(out, (value, blocked))| {
            *out = if *blocked == 2 { f64::NAN } else { *value };
        });
}

/// The highest (or lowest) of the members in the mask; a missing one counts as
/// `blank`, none at all as `empty`.
pub(super) fn extreme(
    highest: bool,
    members: &[&[f64]],
    mask: Option<&[u64]>,
    blank: f64,
    empty: f64,
    out: &mut [f64],
) {
    out.fill(f64::NAN);
    for (bit, member) in members.iter().enumerate() {
        for (row, (out, x)) in out.iter_mut().zip(*member).enumerate() {
            let counts =
                mask.is_none_or(|mask| mask.get(row).is_some_and(|mask| mask >> bit & 1 == 1));
            if !counts {
                continue;
            }
            let x = if x.is_nan() { blank } else { *x };
            let better = if highest { x > *out } else { x < *out };
            if out.is_nan() || better {
                *out = x;
            }
        }
    }
    out.iter_mut()
        .filter(|out| out.is_nan())
        .for_each(|out| *out = empty);
}

pub(super) fn z_score(today: &[f64], mean: &[f64], sd: &[f64], out: &mut [f64]) {
    for ((out, today), (mean, sd)) in out.iter_mut().zip(today).zip(mean.iter().zip(sd)) {
        *out = finite((today - mean) / sd);
    }
}

#[cfg(test)]
mod tests {
    use super::{months_between, round};

    /// Days since 1970-01-01.
    fn day(year: i16, month: i8, day: i8) -> f64 {
        let span = jiff::civil::date(year, month, day) - jiff::civil::date(1970, 1, 1);
        f64::from(span.get_days())
    }

    #[test]
    fn a_month_is_full_on_the_same_day_of_the_next() {
        let months = |from, to| months_between(from, to);
        assert_eq!(months(day(2026, 1, 15), day(2026, 2, 14)), 0.0);
        assert_eq!(months(day(2026, 1, 15), day(2026, 2, 15)), 1.0);
        assert_eq!(months(day(2026, 1, 31), day(2026, 2, 28)), 0.0);
        assert_eq!(months(day(2026, 1, 31), day(2026, 3, 1)), 1.0);
        assert_eq!(months(day(2024, 2, 29), day(2025, 2, 28)), 11.0);
        assert_eq!(months(day(2026, 3, 1), day(2026, 1, 31)), -1.0);
    }

    #[test]
    fn halves_round_away_from_zero() {
        assert_eq!(round(2.5, 0.0), 3.0);
        assert_eq!(round(-2.5, 0.0), -3.0);
        assert_eq!(round(1.005, 2.0), 1.01);
        assert_eq!(round(1234.0, -2.0), 1200.0);
    }
}
