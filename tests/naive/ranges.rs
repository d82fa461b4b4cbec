//! Where the values of an operation may lie: in go the ranges of its operands, out
//! comes the narrowest range that holds all it can come to.

/// Two ends, both in; either may be infinite.
pub type Ends = (f64, f64);

const ALL: Ends = (f64::NEG_INFINITY, f64::INFINITY);

/// The smallest range that holds some numbers.
fn around(numbers: &[f64]) -> Ends {
    if numbers.iter().any(|x| x.is_nan()) {
        return ALL;
    }
    let low = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let high = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (low, high)
}

/// A product of ends: however large a number is, 0 times it is 0.
fn times(x: f64, y: f64) -> f64 {
    if x == 0.0 || y == 0.0 { 0.0 } else { x * y }
}

pub fn product(a: Ends, b: Ends) -> Ends {
    around(&[
        times(a.0, b.0),
        times(a.0, b.1),
        times(a.1, b.0),
        times(a.1, b.1),
    ])
}

pub fn quotient(a: Ends, b: Ends) -> Ends {
    // Nothing is divided by 0 itself, but by what is as near as one likes.
    let inverse = if b.0 > 0.0 || b.1 < 0.0 {
        (1.0 / b.1, 1.0 / b.0)
    } else if b.0 == 0.0 && b.1 > 0.0 {
        (1.0 / b.1, f64::INFINITY)
    } else if b.1 == 0.0 && b.0 < 0.0 {
        (f64::NEG_INFINITY, 1.0 / b.0)
    } else {
        return ALL;
    };
    product(a, inverse)
}

/// With an exponent that is written out.
pub fn power(a: Ends, exponent: f64) -> Ends {
    let whole = exponent.fract() == 0.0 && exponent >= 0.0;
    let ends = around(&[a.0.powf(exponent), a.1.powf(exponent)]);
    if a.0 > 0.0 || a.0 == 0.0 && exponent > 0.0 {
        ends
    } else if !whole {
        ALL
    } else if exponent % 2.0 == 0.0 && a.1 >= 0.0 {
        (0.0f64.min(ends.0), ends.1)
    } else {
        ends
    }
}

pub fn absolute(a: Ends) -> Ends {
    let most = a.0.abs().max(a.1.abs());
    match a.0 <= 0.0 && a.1 >= 0.0 {
        true => (0.0, most),
        false => (a.0.abs().min(a.1.abs()), most),
    }
}

pub fn rounded(a: Ends, places: f64) -> Ends {
    let step = 10f64.powf(-places);
    let round = |x: f64| match x.is_finite() {
        true => (x / step).round() * step,
        false => x,
    };
    (round(a.0), round(a.1))
}

/// Of a function that rises; below what it is defined for nothing comes out.
pub fn rising(a: Ends, defined_from: f64, f: fn(f64) -> f64) -> Ends {
    (f(a.0.max(defined_from)), f(a.1.max(defined_from)))
}

/// Of at least so many numbers, and at most so many.
pub fn sum(a: Ends, fewest: f64, most: f64) -> Ends {
    let (few, many) = (product(a, (fewest, fewest)), product(a, (most, most)));
    (few.0.min(many.0), few.1.max(many.1))
}
