//! Types of values: what a name can hold, in which unit and range.

use crate::units::Unit;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);)+
    };
}

ids! {
    /// Index into [`Ruleset::choices`](super::Ruleset::choices).
    ChoiceId,
    /// Index into [`Ruleset::inputs`](super::Ruleset::inputs).
    InputId,
    /// Index into [`Ruleset::settings`](super::Ruleset::settings).
    SettingId,
    /// Index into [`Ruleset::lets`](super::Ruleset::lets).
    LetId,
    /// Index into [`Ruleset::rules`](super::Ruleset::rules).
    RuleId,
    /// Index into [`Ruleset::tables`](super::Ruleset::tables).
    TableId
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A number or a quantity.
    Number(NumberType),
    /// `yes or no`
    Truth,
    /// One member of a choice.
    Choice(ChoiceId),
    /// Some members of a choice.
    Set(ChoiceId),
    /// A day of the calendar.
    Date,
}

/// A number: its unit, and where its values lie.
#[derive(Clone, Debug, PartialEq)]
pub struct NumberType {
    /// The unit the number is kept in.
    pub unit: Unit,
    /// Where its values lie, in that unit.
    pub range: Range,
    /// Whether it has no fractions.
    pub whole: bool,
    /// A difference of two temperatures, not a point on the scale.
    pub interval: bool,
}

impl NumberType {
    /// A plain number, anywhere.
    pub fn plain() -> Self {
        Self {
            unit: Unit::none(),
            range: Range::ALL,
            whole: false,
            interval: false,
        }
    }
}

/// A closed range of numbers; its ends may be infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
}

impl Range {
    /// Every number.
    pub const ALL: Self = Self {
        low: f64::NEG_INFINITY,
        high: f64::INFINITY,
    };

    /// From `low` to `high`, both included.
    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high }
    }

    /// Whether a number lies in it.
    pub fn contains(self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }
}
