//! What a condition can be at all: in goes a condition, out comes which of no,
//! unknown and yes it may be on some day of some athlete, from the declared ranges
//! alone. What is left out can never be; what is in may still be impossible.
//!
//! A condition reads values, and compares each with numbers or members. Between
//! the numbers that it is compared with it does not matter what a value is, so each
//! has a handful of cases (`value`): missing, below 3, 3 itself, between 3 and
//! 8, and so on. The condition is looked at in every combination of the cases of the
//! values that it reads more than once; where these are too many, some of them are
//! taken for independent, which only adds to what may be.
//!
//! Of the two readings of a condition this is the one from the data as it stands.

mod builder;
mod part;
mod value;

use super::same::Same;
use crate::ruleset::{ExprId, InputId, Ruleset};
use builder::Builder;
use part::{Part, every_case};

/// Some of no, unknown and yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Truths(u8);

impl Truths {
    const NONE: Self = Self(0);
    const NO: Self = Self(1);
    const UNKNOWN: Self = Self(2);
    const YES: Self = Self(4);
    /// Anything.
    pub const ANY: Self = Self(7);

    fn from(truth: bool) -> Self {
        if truth { Self::YES } else { Self::NO }
    }

    /// Whether it may be no.
    pub fn may_be_no(self) -> bool {
        self.0 & Self::NO.0 != 0
    }

    /// Whether it may be unknown.
    pub fn may_be_unknown(self) -> bool {
        self.0 & Self::UNKNOWN.0 != 0
    }

    /// Whether it may be yes.
    pub fn may_be_yes(self) -> bool {
        self.0 & Self::YES.0 != 0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn negated(self) -> Self {
        let swapped = u8::from(self.may_be_no()) * 4 + u8::from(self.may_be_yes());
        Self(swapped | self.0 & Self::UNKNOWN.0)
    }

    /// `and` of what each may be, whatever the other is.
    fn and(self, other: Self) -> Self {
        let mut found = 0;
        for (level, bit) in [(0, 1), (1, 2), (2, 4)] {
            // The lesser of the two is this one where one is it and the other no less.
            let reaches = |truths: Self| truths.0 >> level != 0;
            let is = |truths: Self| truths.0 & bit != 0;
            if is(self) && reaches(other) || is(other) && reaches(self) {
                found |= bit;
            }
        }
        Self(found)
    }

    fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }
}

/// Works out what conditions can be.
pub struct Reader<'a> {
    ruleset: &'a Ruleset,
    same: Same,
    /// What is asked of being missing is taken for anything.
    missing_is_free: bool,
}

impl<'a> Reader<'a> {
    /// Makes ready for the conditions of a ruleset.
    pub fn new(ruleset: &'a Ruleset) -> Self {
        Self {
            ruleset,
            same: Same::by_meaning(ruleset),
            missing_is_free: false,
        }
    }

    /// The same, but for `is missing` and `is known`, which may be anything.
    pub(super) fn with_missing_free(ruleset: &'a Ruleset) -> Self {
        Self {
            missing_is_free: true,
            ..Self::new(ruleset)
        }
    }

    /// What a condition may be.
    pub fn condition(&self, condition: ExprId) -> Truths {
        self.together(&[condition], None)
    }

    /// Whether an exception may be true where a condition is not false. Where the
    /// condition is unknown, an exception keeps the rule from being waited for.
    pub(super) fn may_apply(&self, exception: ExprId, condition: ExprId) -> bool {
        let mut builder = Builder::new(self);
        let exception = builder.condition(exception, 0);
        let no = Part::Not(Box::new(builder.condition(condition, 0)));
        let both = Part::And(vec![exception, Part::NotYes(Box::new(no))]);
        builder.gave_up() || every_case(&both, builder.values()).may_be_yes()
    }

    /// What `and` of these may be; where an exception is given, also that is not yes.
    pub fn together(&self, conditions: &[ExprId], exception: Option<ExprId>) -> Truths {
        let mut builder = Builder::new(self);
        let mut parts: Vec<Part> = conditions
            .iter()
            .map(|&condition| builder.condition(condition, 0))
            .collect();
        if let Some(exception) = exception {
            let exception = builder.condition(exception, 0);
            parts.push(Part::NotYes(Box::new(exception)));
        }
        if builder.gave_up() {
            return Truths::ANY;
        }
        every_case(&Part::And(parts), builder.values())
    }
}

/// Whether an input always has a value on the day that is decided.
fn always_known(ruleset: &Ruleset, input: InputId) -> bool {
    let input = ruleset.input(input);
    input.default.is_some() && input.each.is_none()
}
