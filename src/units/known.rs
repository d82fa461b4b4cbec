//! The units that are known by name: a line each, with every name, what it
//! measures and its size in the base unit. `docs/units.md` is made of these.

use super::{Dimension, Unit};

/// A unit that has a name of its own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Every name; the first is how it is printed.
    pub names: &'static [&'static str],
    /// What it measures.
    pub dimension: Dimension,
    /// Its size in the base unit of its dimension, numerator.
    pub num: f64,
    /// Its size in the base unit of its dimension, denominator.
    pub den: f64,
    /// What is added to a point on its scale before it is scaled to kelvin; 0 but for temperatures.
    pub offset: f64,
}

impl Known {
    /// The unit itself.
    pub fn unit(&self) -> Unit {
        Unit {
            dimension: self.dimension,
            num: self.num,
            den: self.den,
            offset: self.offset,
            symbol: self.names.first().copied().unwrap_or_default().to_owned(),
        }
    }
}

const fn unit(
    names: &'static [&'static str],
    dimension: Dimension,
    num: f64,
    den: f64,
    offset: f64,
) -> Known {
    Known {
        names,
        dimension,
        num,
        den,
        offset,
    }
}

/// The units, those of one dimension together.
pub const KNOWN: &[Known] = &[
    unit(
        &["ms", "millisecond", "milliseconds"],
        Dimension::TIME,
        1.0,
        1000.0,
        0.0,
    ),
    unit(
        &["s", "second", "seconds", "sec"],
        Dimension::TIME,
        1.0,
        1.0,
        0.0,
    ),
    unit(
        &["min", "minute", "minutes"],
        Dimension::TIME,
        60.0,
        1.0,
        0.0,
    ),
    unit(&["h", "hour", "hours"], Dimension::TIME, 3600.0, 1.0, 0.0),
    unit(&["day", "days", "d"], Dimension::TIME, 86_400.0, 1.0, 0.0),
    unit(&["week", "weeks"], Dimension::TIME, 604_800.0, 1.0, 0.0),
    unit(&["g", "gram", "grams"], Dimension::MASS, 1.0, 1000.0, 0.0),
    unit(
        &["kg", "kilogram", "kilograms", "kilo", "kilos"],
        Dimension::MASS,
        1.0,
        1.0,
        0.0,
    ),
    unit(
        &["lb", "lbs", "pound", "pounds"],
        Dimension::MASS,
        45_359_237.0,
        100_000_000.0,
        0.0,
    ),
    unit(
        &["m", "metre", "metres", "meter", "meters"],
        Dimension::LENGTH,
        1.0,
        1.0,
        0.0,
    ),
    unit(
        &["km", "kilometre", "kilometres", "kilometer", "kilometers"],
        Dimension::LENGTH,
        1000.0,
        1.0,
        0.0,
    ),
    unit(
        &["mi", "mile", "miles"],
        Dimension::LENGTH,
        1_609_344.0,
        1000.0,
        0.0,
    ),
    unit(
        &[
            "cm",
            "centimetre",
            "centimetres",
            "centimeter",
            "centimeters",
        ],
        Dimension::LENGTH,
        1.0,
        100.0,
        0.0,
    ),
    unit(&["inch", "inches"], Dimension::LENGTH, 254.0, 10_000.0, 0.0),
    unit(
        &["ft", "foot", "feet"],
        Dimension::LENGTH,
        3048.0,
        10_000.0,
        0.0,
    ),
    unit(
        &["yd", "yard", "yards"],
        Dimension::LENGTH,
        9144.0,
        10_000.0,
        0.0,
    ),
    unit(
        &["km/h", "kmh", "kph"],
        Dimension::SPEED,
        1000.0,
        3600.0,
        0.0,
    ),
    unit(&["mph"], Dimension::SPEED, 1_609_344.0, 3_600_000.0, 0.0),
    unit(&["K", "kelvin"], Dimension::TEMPERATURE, 1.0, 1.0, 0.0),
    unit(
        &["°C", "celsius", "degC"],
        Dimension::TEMPERATURE,
        1.0,
        1.0,
        273.15,
    ),
    unit(
        &["°F", "fahrenheit", "degF"],
        Dimension::TEMPERATURE,
        5.0,
        9.0,
        459.67,
    ),
    unit(&["bpm"], Dimension::HEART_RATE, 1.0, 60.0, 0.0),
    unit(&["W", "watt", "watts"], Dimension::POWER, 1.0, 1.0, 0.0),
    unit(&["J", "joule", "joules"], Dimension::ENERGY, 1.0, 1.0, 0.0),
    unit(
        &["kJ", "kilojoule", "kilojoules"],
        Dimension::ENERGY,
        1000.0,
        1.0,
        0.0,
    ),
    unit(
        &["kcal", "kilocalorie", "kilocalories"],
        Dimension::ENERGY,
        4184.0,
        1.0,
        0.0,
    ),
    unit(&["%", "percent"], Dimension::NONE, 1.0, 100.0, 0.0),
];
