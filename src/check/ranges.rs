//! Ranges of numbers: in go the ranges of operands, out come those of results,
//! never too narrow; and whether a comparison is decided by ranges alone.

use crate::ruleset::{CompareOp, NumberType, Range};
use crate::units::Conversion;

/// Whether a number has no fraction, but for the last bits of its double.
pub(super) fn is_whole(x: f64) -> bool {
    (x - x.round()).abs() <= tolerance(x, x)
}

/// What two numbers may differ by and still be equal: as the engine compares.
pub(crate) fn tolerance(a: f64, b: f64) -> f64 {
    let size = a.abs().max(b.abs());
    if size.is_finite() {
        (size * 1e-9).max(1e-12)
    } else {
        0.0
    }
}

/// A range from two ends in any order; an end that is no number is unbounded.
fn between(ends: impl IntoIterator<Item = f64>) -> Range {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for end in ends {
        if end.is_nan() {
            return Range::ALL;
        }
        low = low.min(end);
        high = high.max(end);
    }
    // What overflowed has no value at all, so it bounds nothing.
    Range::new(
        if low == f64::INFINITY {
            f64::NEG_INFINITY
        } else {
            low
        },
        if high == f64::NEG_INFINITY {
            f64::INFINITY
        } else {
            high
        },
    )
}

pub(super) fn add(a: Range, b: Range) -> Range {
    Range::new(
        or(a.low + b.low, f64::NEG_INFINITY),
        or(a.high + b.high, f64::INFINITY),
    )
}

pub(super) fn subtract(a: Range, b: Range) -> Range {
    add(a, Range::new(-b.high, -b.low))
}

fn or(x: f64, unbounded: f64) -> f64 {
    if x.is_nan() { unbounded } else { x }
}

pub(super) fn multiply(a: Range, b: Range) -> Range {
    // An unbounded end stands for any finite number: 0 times it is 0.
    let product = |x: f64, y: f64| if x == 0.0 || y == 0.0 { 0.0 } else { x * y };
    between([
        product(a.low, b.low),
        product(a.low, b.high),
        product(a.high, b.low),
        product(a.high, b.high),
    ])
}

pub(super) fn divide(a: Range, b: Range) -> Range {
    // Division by exactly 0 is missing, so a range that begins at 0 begins just above it.
    let inverse = if b.low < 0.0 && b.high > 0.0 || b.low == 0.0 && b.high == 0.0 {
        return Range::ALL;
    } else if b.low == 0.0 {
        Range::new(b.high.recip(), f64::INFINITY)
    } else if b.high == 0.0 {
        Range::new(f64::NEG_INFINITY, b.low.recip())
    } else {
        Range::new(b.high.recip(), b.low.recip())
    };
    multiply(a, inverse)
}

/// `a ^ exponent`, for an exponent written out.
pub(super) fn power(a: Range, exponent: f64) -> Range {
    if a.low > 0.0 || a.low == 0.0 && exponent > 0.0 {
        return between([a.low.powf(exponent), a.high.powf(exponent)]);
    }
    if !is_whole(exponent) || exponent < 0.0 {
        return Range::ALL;
    }
    let even = (exponent.round() / 2.0).fract() == 0.0;
    let ends = [a.low.powf(exponent), a.high.powf(exponent)];
    match even {
        true if a.low <= 0.0 && a.high >= 0.0 => between([0.0, ends[0], ends[1]]),
        _ => between(ends),
    }
}

pub(super) fn absolute(a: Range) -> Range {
    let ends = [a.low.abs(), a.high.abs()];
    if a.low <= 0.0 && a.high >= 0.0 {
        between([0.0, ends[0], ends[1]])
    } else {
        between(ends)
    }
}

/// The range of a function that never falls.
pub(super) fn monotone(a: Range, f: impl Fn(f64) -> f64) -> Range {
    Range::new(
        or(f(a.low), f64::NEG_INFINITY),
        or(f(a.high), f64::INFINITY),
    )
}

/// `round(x, places)`
pub(super) fn round(a: Range, places: f64) -> Range {
    let step = 10f64.powf(-places.round());
    let nearest = |x: f64| {
        let rounded = (x / step).round() * step;
        if rounded.is_finite() { rounded } else { x }
    };
    Range::new(nearest(a.low), nearest(a.high))
}

pub(super) fn convert(a: Range, conversion: Conversion) -> Range {
    between([conversion.apply(a.low), conversion.apply(a.high)])
}

pub(super) fn union(a: Range, b: Range) -> Range {
    Range::new(a.low.min(b.low), a.high.max(b.high))
}

/// The sum of at least `fewest` and at most `most` numbers of a range.
pub(super) fn sum_of(a: Range, fewest: f64, most: f64) -> Range {
    let count = Range::new(fewest, most);
    union(
        multiply(a, Range::new(count.low, count.low)),
        multiply(a, Range::new(count.high, count.high)),
    )
}

/// How far the numbers of a range lie apart at most.
pub(super) fn width(a: Range) -> f64 {
    or(a.high - a.low, f64::INFINITY)
}

/// What ranges alone say of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decided {
    /// True for no values.
    Never,
    /// True for all values.
    Always,
    /// It depends.
    Open,
}

impl Decided {
    fn from(never: bool, always: bool) -> Self {
        match (never, always) {
            (true, _) => Self::Never,
            (_, true) => Self::Always,
            _ => Self::Open,
        }
    }

    fn opposite(self) -> Self {
        match self {
            Self::Never => Self::Always,
            Self::Always => Self::Never,
            Self::Open => Self::Open,
        }
    }
}

fn less(a: f64, b: f64) -> bool {
    a < b - tolerance(a, b)
}

fn at_most(a: f64, b: f64) -> bool {
    a <= b + tolerance(a, b)
}

/// Whether ranges decide a comparison of numbers in one unit.
pub(super) fn decide(op: CompareOp, a: &NumberType, b: &NumberType) -> Decided {
    let (l, r) = (a.range, b.range);
    match op {
        CompareOp::Less => Decided::from(!less(l.low, r.high), less(l.high, r.low)),
        CompareOp::AtMost => Decided::from(!at_most(l.low, r.high), at_most(l.high, r.low)),
        CompareOp::More => decide(CompareOp::Less, b, a),
        CompareOp::AtLeast => decide(CompareOp::AtMost, b, a),
        CompareOp::Is => {
            let apart = !at_most(l.low, r.high) || !at_most(r.low, l.high);
            let equal = l.low == l.high && r.low == r.high && !apart;
            Decided::from(apart || between_whole(a, b), equal)
        }
        CompareOp::IsNot => decide(CompareOp::Is, a, b).opposite(),
    }
}

/// Whether one side is whole and no whole number lies where the two could meet.
fn between_whole(a: &NumberType, b: &NumberType) -> bool {
    let low = a.range.low.max(b.range.low);
    let high = a.range.high.min(b.range.high);
    (a.whole || b.whole)
        && low.is_finite()
        && high.is_finite()
        && (low - tolerance(low, low)).ceil() > high + tolerance(high, high)
}

#[cfg(test)]
mod tests {
    use super::{Decided, add, decide, divide, multiply, power, subtract};
    use crate::ruleset::{CompareOp, NumberType, Range};

    fn number(low: f64, high: f64) -> NumberType {
        NumberType {
            range: Range::new(low, high),
            ..NumberType::plain()
        }
    }

    #[test]
    fn sums_and_products_are_never_too_narrow() {
        let (a, b) = (Range::new(-2.0, 3.0), Range::new(1.0, 4.0));
        assert_eq!(add(a, b), Range::new(-1.0, 7.0));
        assert_eq!(subtract(a, b), Range::new(-6.0, 2.0));
        assert_eq!(multiply(a, b), Range::new(-8.0, 12.0));
        assert_eq!(
            multiply(Range::new(0.0, 0.0), Range::ALL),
            Range::new(0.0, 0.0)
        );
        assert_eq!(power(a, 2.0), Range::new(0.0, 9.0));
        assert_eq!(power(a, 3.0), Range::new(-8.0, 27.0));
        assert_eq!(power(a, 0.5), Range::ALL);
    }

    #[test]
    fn a_divisor_that_may_be_near_zero_bounds_nothing() {
        let a = Range::new(0.0, 10.0);
        assert_eq!(
            divide(a, Range::new(0.0, 5.0)),
            Range::new(0.0, f64::INFINITY)
        );
        assert_eq!(divide(a, Range::new(-1.0, 5.0)), Range::ALL);
        assert_eq!(divide(a, Range::new(2.0, 5.0)), Range::new(0.0, 5.0));
        assert_eq!(divide(Range::ALL, Range::ALL), Range::ALL);
    }

    #[test]
    fn comparisons_are_decided_with_the_tolerance_of_the_engine() {
        let scale = number(0.0, 10.0);
        let at = |x| number(x, x);
        assert_eq!(decide(CompareOp::More, &scale, &at(10.0)), Decided::Never);
        assert_eq!(decide(CompareOp::AtLeast, &scale, &at(10.0)), Decided::Open);
        assert_eq!(
            decide(CompareOp::AtLeast, &scale, &at(0.0)),
            Decided::Always
        );
        assert_eq!(
            decide(CompareOp::AtLeast, &scale, &at(10.5)),
            Decided::Never
        );
        assert_eq!(decide(CompareOp::Is, &scale, &at(11.0)), Decided::Never);
        assert_eq!(decide(CompareOp::IsNot, &scale, &at(11.0)), Decided::Always);
        let anything = number(f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(decide(CompareOp::Less, &anything, &anything), Decided::Open);
        assert_eq!(decide(CompareOp::Is, &anything, &anything), Decided::Open);
    }

    #[test]
    fn whole_numbers_meet_no_fraction() {
        let whole = NumberType {
            whole: true,
            ..number(0.0, 60.0)
        };
        assert_eq!(
            decide(CompareOp::Is, &whole, &number(7.5, 7.5)),
            Decided::Never
        );
        assert_eq!(
            decide(CompareOp::Is, &whole, &number(7.0, 7.0)),
            Decided::Open
        );
    }
}
