//! Numbers from unit to unit: in go two [`Unit`]s of one dimension, out comes a
//! [`Conversion`], exact where the fraction of their factors is.

use super::Unit;

/// How a number in one unit becomes the number in another of the same dimension.
#[derive(Clone, Copy, Debug)]
pub struct Conversion {
    before: f64,
    mul: f64,
    div: f64,
    after: f64,
}

impl Conversion {
    /// From one unit to the other; `interval` treats temperatures as differences.
    /// `None` where the two measure different things.
    pub fn between(from: &Unit, to: &Unit, interval: bool) -> Option<Self> {
        if from.dimension != to.dimension {
            return None;
        }
        let (before, after) = if interval {
            (0.0, 0.0)
        } else {
            (from.offset, to.offset)
        };
        let (mul, div) = (from.num * to.den, from.den * to.num);
        Some(if mul == div {
            Self {
                before: before - after,
                mul: 1.0,
                div: 1.0,
                after: 0.0,
            }
        } else {
            Self {
                before,
                mul,
                div,
                after,
            }
        })
    }

    /// Converts one number.
    pub fn apply(self, x: f64) -> f64 {
        (x + self.before) * self.mul / self.div - self.after
    }

    /// Whether it leaves every number as it is.
    pub fn is_identity(self) -> bool {
        self.before == 0.0 && self.after == 0.0 && self.mul == self.div
    }

    fn bits(self) -> [u64; 4] {
        [self.before, self.mul, self.div, self.after].map(f64::to_bits)
    }
}

/// By bits, so that equal expressions can be found and shared.
impl PartialEq for Conversion {
    fn eq(&self, other: &Self) -> bool {
        self.bits() == other.bits()
    }
}

impl Eq for Conversion {}

impl std::hash::Hash for Conversion {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.bits().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::{Conversion, Unit};

    fn convert(x: f64, from: &str, to: &str) -> f64 {
        let (from, to) = (Unit::parse(from).unwrap(), Unit::parse(to).unwrap());
        Conversion::between(&from, &to, false).unwrap().apply(x)
    }

    #[test]
    fn conversions_are_exact_where_they_can_be() {
        assert_eq!(convert(90.0, "min", "h"), 1.5);
        assert_eq!(convert(20.0, "%", "kg/kg"), 0.2);
        assert_eq!(convert(7.0, "percent", "kg/kg"), 0.07);
        assert_eq!(convert(36.0, "km/h", "m/s"), 10.0);
        assert_eq!(convert(1.0, "mi", "km"), 1.609344);
        assert_eq!(convert(2.0, "weeks", "days"), 14.0);
    }

    #[test]
    fn temperatures_convert_as_points() {
        assert!((convert(212.0, "°F", "°C") - 100.0).abs() < 1e-9);
        assert!((convert(0.0, "°C", "°F") - 32.0).abs() < 1e-9);
    }
}
