//! What units measure: in go the exponents of time, mass, length, temperature and
//! heart beats, out come everyday words: "a time", "a mass per length".

/// Exponents of the base dimensions: time, mass, length, temperature, heart beats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dimension([i8; 5]);

impl Dimension {
    /// A plain number or a share.
    pub const NONE: Self = Self([0; 5]);
    /// A duration.
    pub const TIME: Self = Self([1, 0, 0, 0, 0]);
    /// A temperature.
    pub const TEMPERATURE: Self = Self([0, 0, 0, 1, 0]);
    pub(super) const MASS: Self = Self([0, 1, 0, 0, 0]);
    pub(super) const LENGTH: Self = Self([0, 0, 1, 0, 0]);
    pub(super) const SPEED: Self = Self([-1, 0, 1, 0, 0]);
    /// Beats in a time; kept apart from plain "per time", which nothing else here is.
    pub(super) const HEART_RATE: Self = Self([-1, 0, 0, 0, 1]);
    pub(super) const ENERGY: Self = Self([-2, 1, 2, 0, 0]);
    pub(super) const POWER: Self = Self([-3, 1, 2, 0, 0]);

    /// Whether this is a plain number or a share.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn combine(self, other: Self, sign: i8) -> Self {
        let mut exponents = self.0;
        for (mine, theirs) in exponents.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs.saturating_mul(sign));
        }
        Self(exponents)
    }

    pub(super) fn root(self) -> Option<Self> {
        let even = self.0.iter().all(|e| e % 2 == 0);
        even.then(|| Self(self.0.map(|e| e / 2)))
    }

    pub(super) fn power(self, exponent: i8) -> Self {
        Self(self.0.map(|e| e.saturating_mul(exponent)))
    }

    /// What it measures, in everyday words: "a time", "a mass".
    pub fn describe(self) -> String {
        match self {
            Self::NONE => "a plain number".into(),
            Self::TIME => "a time".into(),
            Self::MASS => "a mass".into(),
            Self::LENGTH => "a length".into(),
            Self::TEMPERATURE => "a temperature".into(),
            Self::SPEED => "a speed".into(),
            Self::HEART_RATE => "a heart rate".into(),
            Self::ENERGY => "an energy".into(),
            Self::POWER => "a power".into(),
            _ => self.compound().unwrap_or("a combined quantity".into()),
        }
    }

    /// Whether it has a word of its own: a time, not a mass per length.
    pub fn is_named(self) -> bool {
        NAMED.iter().any(|(dimension, _)| *dimension == self)
    }

    /// What is made of two that have a word: "a mass per length", "a length squared".
    fn compound(self) -> Option<String> {
        let find = |made: &dyn Fn(Self) -> Self| NAMED.iter().find(|(one, _)| made(*one) == self);
        if let Some((_, word)) = find(&|one| one.power(2)) {
            return Some(format!("{} squared", article(word)));
        }
        for (per, unit) in NAMED {
            if let Some((_, word)) = find(&|one| one.combine(*per, -1)) {
                return Some(format!("{} per {unit}", article(word)));
            }
            if Self::NONE.combine(*per, -1) == self {
                return Some(format!("a number per {unit}"));
            }
        }
        for (per, unit) in NAMED {
            if let Some((_, word)) = find(&|one| one.combine(per.power(2), -1)) {
                return Some(format!("{} per {unit} squared", article(word)));
            }
            if let Some((_, word)) = find(&|one| one.combine(*per, 1)) {
                return Some(format!("{} times {}", article(unit), article(word)));
            }
        }
        None
    }
}

/// What has a word of its own.
const NAMED: &[(Dimension, &str)] = &[
    (Dimension::TIME, "time"),
    (Dimension::LENGTH, "length"),
    (Dimension::MASS, "mass"),
    (Dimension::TEMPERATURE, "temperature"),
    (Dimension::HEART_RATE, "heart rate"),
    (Dimension::SPEED, "speed"),
    (Dimension::POWER, "power"),
    (Dimension::ENERGY, "energy"),
];

fn article(word: &str) -> String {
    let article = if word.starts_with('e') { "an" } else { "a" };
    format!("{article} {word}")
}
