//! Units of measure: names in, [`Unit`]s with a dimension and an exact factor
//! out, and [`Conversion`]s between units of one dimension.
//!
//! A factor is a fraction (`num / den`), so that 20% is exactly 0.2 and 90 min
//! exactly 1.5 h. Months and years are no units: they have no fixed length.

mod conversion;
mod dimension;
mod known;

pub use conversion::Conversion;
pub use dimension::Dimension;
pub use known::{KNOWN, Known};

/// A unit: what it measures, its size in base units, and how it is printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Size in base units (s, kg, m, K), numerator.
    num: f64,
    /// Size in base units, denominator.
    den: f64,
    /// What is added to a temperature point before scaling to kelvin.
    offset: f64,
    /// How it is printed: `h`, `%`, `bpm/day`; empty for a plain number.
    pub symbol: String,
}

impl Unit {
    /// A plain number.
    pub fn none() -> Self {
        Self {
            dimension: Dimension::NONE,
            num: 1.0,
            den: 1.0,
            offset: 0.0,
            symbol: String::new(),
        }
    }

    /// Percent: a plain number, in hundredths.
    pub fn percent() -> Self {
        Self {
            den: 100.0,
            symbol: "%".into(),
            ..Self::none()
        }
    }

    /// Days.
    pub fn day() -> Self {
        Self {
            dimension: Dimension::TIME,
            num: 86_400.0,
            symbol: "day".into(),
            ..Self::none()
        }
    }

    /// Reads `kg`, `hours`, `bpm/day`, `kg*m`, `m/s^2`. `Err` holds the part that is no unit.
    ///
    /// # Errors
    /// The first part of the name that is not a unit.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(unit) = Self::simple(text) {
            return Ok(unit);
        }
        let mut unit = Self::none();
        let mut rest = text;
        let mut divide = false;
        loop {
            let end = rest.find(['/', '*', '·']).unwrap_or(rest.len());
            let (part, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let (name, exponent) = match part.split_once('^') {
                Some((name, exponent)) => {
                    (name, exponent.parse::<i8>().map_err(|_| part.to_owned())?)
                }
                None => (part, 1),
            };
            let factor = Self::simple(name.trim()).ok_or_else(|| name.trim().to_owned())?;
            let factor = if exponent == 1 {
                factor
            } else {
                factor.power(exponent)
            };
            unit = if divide {
                unit.divide(&factor)
            } else {
                unit.multiply(&factor)
            };
            let mut chars = after.chars();
            match chars.next() {
                None => break,
                Some(operator) => divide = operator == '/',
            }
            rest = chars.as_str();
        }
        Ok(unit)
    }

    fn simple(name: &str) -> Option<Self> {
        let exact = KNOWN.iter().find(|known| known.names.contains(&name));
        // `Hours` and `KG` mean what they say; `M` and `K` could be two things.
        let loosely = |known: &&Known| {
            let mut names = known.names.iter();
            name.len() > 1 && names.any(|known| known.eq_ignore_ascii_case(name))
        };
        let known = exact.or_else(|| KNOWN.iter().find(loosely))?;
        Some(known.unit())
    }

    /// Every name that is a unit, for "did you mean".
    pub fn names() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().flat_map(|known| known.names.iter().copied())
    }

    /// Whether values need no conversion between the two.
    pub fn same_size(&self, other: &Self) -> bool {
        self.dimension == other.dimension
            && self.num * other.den == other.num * self.den
            && self.offset == other.offset
    }

    /// Whether a ruleset would name it: `kg/m`, but neither `km/(m/s)` nor a chain of ten units.
    pub fn is_writable(&self) -> bool {
        const LONGEST: usize = 24;
        if self.symbol.len() > LONGEST {
            return false;
        }
        self.is_plain() || Self::parse(&self.symbol).is_ok_and(|unit| unit.same_size(self))
    }

    /// The units with a name that measure the same.
    pub fn known_alike(&self) -> impl Iterator<Item = Self> {
        let dimension = self.dimension;
        let alike = KNOWN
            .iter()
            .filter(move |known| known.dimension == dimension);
        alike.map(Known::unit)
    }

    /// Whether this is a plain number, not a share.
    pub fn is_plain(&self) -> bool {
        self.same_size(&Self::none())
    }

    /// Whether this is percent.
    pub fn is_percent(&self) -> bool {
        self.same_size(&Self::percent())
    }

    /// The unit of a product. Temperatures count as differences.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        let symbol = match (self.symbol.as_str(), other.symbol.as_str()) {
            ("", s) | (s, "") => s.to_owned(),
            (a, b) => match (a.strip_prefix("1/"), b.strip_prefix("1/")) {
                (_, Some(per)) => format!("{a}/{per}"),
                (Some(per), None) => format!("{b}/{per}"),
                (None, None) => format!("{a}·{b}"),
            },
        };
        Self {
            dimension: self.dimension.combine(other.dimension, 1),
            num: self.num * other.num,
            den: self.den * other.den,
            offset: 0.0,
            symbol,
        }
        .named()
    }

    /// The unit of a quotient. Temperatures count as differences.
    #[must_use]
    pub fn divide(&self, other: &Self) -> Self {
        let symbol = match (self.symbol.as_str(), other.symbol.as_str()) {
            (s, "") => s.to_owned(),
            ("", s) => format!("1/{s}"),
            (a, b) if a == b => String::new(),
            (a, b) if b.contains(['/', '·']) => format!("{a}/({b})"),
            (a, b) => format!("{a}/{b}"),
        };
        Self {
            dimension: self.dimension.combine(other.dimension, -1),
            num: self.num * other.den,
            den: self.den * other.num,
            offset: 0.0,
            symbol,
        }
        .named()
    }

    /// The unit of a power.
    #[must_use]
    pub fn power(&self, exponent: i8) -> Self {
        Self {
            dimension: self.dimension.power(exponent),
            num: self.num.powi(exponent.into()),
            den: self.den.powi(exponent.into()),
            offset: 0.0,
            symbol: match (exponent, self.symbol.as_str()) {
                (0, _) | (_, "") => String::new(),
                (1, symbol) => symbol.to_owned(),
                (_, symbol) if symbol.contains(['/', '·']) => format!("({symbol})^{exponent}"),
                (_, symbol) => format!("{symbol}^{exponent}"),
            },
        }
        .named()
    }

    /// The unit whose square this is; `None` where it is no square.
    pub fn root(&self) -> Option<Self> {
        let dimension = self.dimension.root()?;
        let symbol = match self.symbol.strip_suffix("^2") {
            Some(symbol) => symbol.trim_matches(['(', ')']).to_owned(),
            None if self.symbol.is_empty() => String::new(),
            None => format!("({})^(1/2)", self.symbol),
        };
        let root = Self {
            dimension,
            num: self.num.sqrt(),
            den: self.den.sqrt(),
            offset: 0.0,
            symbol,
        };
        Some(root.named())
    }

    /// The same unit under the name that it has on its own, where it has one:
    /// km / (km/h) is hours, W·s is J. A temperature found so is a difference.
    fn named(mut self) -> Self {
        if self.dimension.is_none() {
            return if self.num == self.den {
                Self::none()
            } else {
                self
            };
        }
        let known = KNOWN.iter().find(|known| {
            known.dimension == self.dimension
                && known.num * self.den == self.num * known.den
                && known.names.first() != Some(&"K")
        });
        if let Some(known) = known {
            self = known.unit();
        }
        self
    }

    /// Prints a number that is already text with its unit: `8 h`, `20%`, `3 days`, `1 day`, `0.4/day`.
    pub fn show(&self, number: &str) -> String {
        match self.symbol.as_str() {
            "" => number.to_owned(),
            "%" => format!("{number}%"),
            word @ ("day" | "week") if number != "1" && number != "-1" => {
                format!("{number} {word}s")
            }
            symbol => match symbol.strip_prefix("1/") {
                Some(unit) => format!("{number}/{unit}"),
                None => format!("{number} {symbol}"),
            },
        }
    }

    /// How a ruleset would write "in this unit", in the plural: `hours`, `percent`, `kg`.
    pub fn plural(&self) -> String {
        match self.symbol.as_str() {
            "" => "plain numbers".into(),
            "%" => "percent".into(),
            "h" => "hours".into(),
            "min" => "minutes".into(),
            "s" => "seconds".into(),
            word @ ("day" | "week") => format!("{word}s"),
            symbol => symbol.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Unit;

    #[test]
    fn what_is_no_unit_is_named() {
        assert_eq!(Unit::parse("kg/furlong"), Err("furlong".into()));
        assert_eq!(Unit::parse("month"), Err("month".into()));
        assert_eq!(Unit::parse(""), Err(String::new()));
    }

    #[test]
    fn products_and_quotients_take_the_name_of_their_unit() {
        let unit = |text| Unit::parse(text).unwrap();
        assert_eq!(unit("km").divide(&unit("km/h")).symbol, "h");
        assert_eq!(unit("m/s").multiply(&unit("s")).symbol, "m");
        assert_eq!(unit("W").multiply(&unit("s")).symbol, "J");
        assert_eq!(unit("bpm/day").multiply(&unit("day")).symbol, "bpm");
        assert_eq!(unit("h").divide(&unit("h")), Unit::none());
        assert_eq!(unit("m").power(2).root(), Some(unit("m")));
        assert_eq!(unit("kg").root(), None);
        assert_eq!(unit("kg").divide(&unit("m").power(2)).symbol, "kg/m^2");
    }

    #[test]
    fn combined_units_are_told_by_what_they_are_made_of() {
        for (text, words) in [
            ("kg/m", "a mass per length"),
            ("kg/m^2", "a mass per length squared"),
            ("m^2", "a length squared"),
            ("m/s^2", "a speed per time"),
            ("bpm/day", "a heart rate per time"),
            ("kg*m", "a length times a mass"),
            ("min/km", "a time per length"),
            ("J/kg", "a speed squared"),
        ] {
            assert_eq!(Unit::parse(text).unwrap().dimension.describe(), words);
        }
        let odd = Unit::parse("km")
            .unwrap()
            .divide(&Unit::parse("m/s").unwrap());
        assert_eq!(odd.dimension.describe(), "a time");
        assert!(!odd.is_writable() && Unit::parse("kg/m^2").unwrap().is_writable());
    }

    #[test]
    fn days_are_words_and_agree_in_number() {
        let days = Unit::parse("days").unwrap();
        assert_eq!(days.show("1"), "1 day");
        assert_eq!(days.show("3"), "3 days");
        assert_eq!(Unit::percent().show("80"), "80%");
    }
}
