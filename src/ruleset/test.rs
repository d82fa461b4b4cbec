//! `example` and `test` blocks, resolved: what is given as values, what is
//! expected as data.

use super::{ExprId, InputId, PlanValue, RuleId, SettingId, Value, Verdict};
use crate::span::Span;

/// `example …`
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name.
    pub name: String,
    /// What it gives.
    pub given: Vec<Given>,
    /// The whole declaration.
    pub span: Span,
}

/// `test …`
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// Its name.
    pub name: String,
    /// The day it is played on, days since 1970-01-01, where `given today = …` says so.
    pub today: Option<i32>,
    /// What it gives, examples unfolded: a later one replaces an earlier one.
    pub given: Vec<Given>,
    /// The rows of `cases`; a test without any is one case.
    pub cases: Vec<Case>,
    /// What is expected of every case.
    pub expects: Vec<Expected>,
    /// The whole declaration.
    pub span: Span,
}

/// A row of `cases`.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// What it gives on top, replacing what the test gives.
    pub given: Vec<Given>,
    /// The day, where the row has a `today`.
    pub today: Option<i32>,
    /// What is expected of it alone.
    pub expects: Vec<Expected>,
    /// The row.
    pub span: Span,
}

/// One value given on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What it is given to.
    pub target: Target,
    /// How many days ago; 0 is today. Absolute dates have been counted back from the test's today.
    pub days_ago: u32,
    /// The value.
    pub value: GivenValue,
    /// Where it is written.
    pub span: Span,
}

/// What a value is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// An input that is no map; or a whole map, to say that it was answered
    /// (`{}` and `{quads: 5}` give this, and one [`Target::Member`] an entry).
    Input(InputId),
    /// One member of a map.
    Member(InputId, u8),
    /// A setting, for this test.
    Setting(SettingId),
}

/// A value given in a test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GivenValue {
    /// A value, in the unit of the target's type.
    Value(Value),
    /// `today + 3 days`: days after the test's today.
    DaysFromToday(i32),
    /// A map was answered; the members left out are forgotten from earlier givens.
    Answered,
}

/// One `expect`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// What.
    pub kind: ExpectedKind,
    /// Where.
    pub span: Span,
}

/// What is expected.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectedKind {
    /// `modify`, `modify for now`
    Verdict {
        /// The verdict.
        verdict: Verdict,
        /// Provisional, else final.
        for_now: bool,
    },
    /// `could become rest`
    CouldBecome(Verdict),
    /// `waiting on X`
    WaitingOn(Target),
    /// `rule "…"`: it fires.
    Rule(RuleId),
    /// `no rule "…"`: it does not.
    NoRule(RuleId),
    /// `flag "…"`: by its text, as printed.
    Flag(String),
    /// `no flag`
    NoFlag,
    /// `X is VALUE`, or any other condition.
    Condition(ExprId),
    /// `load becomes 80 kg`: in the unit of the target's type.
    Becomes {
        /// The plan value; of a map, one member.
        target: PlanValue,
        /// What the adjusted plan says.
        value: Value,
    },
}
