//! Typed expressions. Operands are already in one unit: where the source mixes
//! units, `check` has put an [`ExprKind::Convert`] in between.

use super::{ChoiceId, InputId, LetId, SettingId, Type};
use crate::span::Span;
use crate::units::Conversion;

/// Index into [`Ruleset::exprs`](super::Ruleset::exprs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub u32);

/// An expression, its type, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of its value.
    pub ty: Type,
    /// Where it stands in the source.
    pub span: Span,
}

/// The typed constructs.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A number, in the unit of the expression's type.
    Number(f64),
    /// `yes`, `no`
    Truth(bool),
    /// A member of a choice, by its index.
    Member(u8),
    /// A set literal or a group: a bit for each member.
    Set(u64),
    /// A set literal whose members are not all constants.
    SetOf(Vec<ExprId>),
    /// A date: days since 1970-01-01.
    Date(i32),
    /// `today`
    Today,
    /// An input that is no map.
    Input(InputId),
    /// One member of a map.
    InputMember(InputId, u8),
    /// A map read at the member that the innermost [`ExprKind::Where`] or
    /// [`ExprKind::OverMembers`] over its choice is looking at.
    InputAtMember(InputId),
    /// A setting; of one `for each …`, that of a member.
    Setting(SettingId),
    /// A setting `for each …` read at the member that the innermost
    /// [`ExprKind::Where`] or [`ExprKind::OverMembers`] over its choice is looking at.
    SettingAtMember {
        /// The setting of the first member; the others follow it.
        first: SettingId,
        /// Whose members it has a value for.
        choice: ChoiceId,
    },
    /// A `let`.
    Let(LetId),
    /// The operand in another unit of the same dimension.
    Convert(ExprId, Conversion),

    /// `-x`
    Negate(ExprId),
    /// `a + b`; both in the unit of the result.
    Add(ExprId, ExprId),
    /// `a - b`; both in the unit of the result. Of two dates: a count of days.
    Subtract(ExprId, ExprId),
    /// `date + n days`; the second operand is a number in days.
    AddDays(ExprId, ExprId),
    /// `a * b`; a share has been converted to a plain number.
    Multiply(ExprId, ExprId),
    /// `a / b`; missing where b is 0.
    Divide(ExprId, ExprId),
    /// `a ^ b`
    Power(ExprId, ExprId),
    /// `max(a, b)` and the like; all in the unit of the result.
    Call(Func, Vec<ExprId>),
    /// `if c then a else b`; without `else`, missing.
    If(ExprId, ExprId, Option<ExprId>),
    /// `give x` of a table: the value of the row that holds.
    ///
    /// Known where a row surely holds, or the table is complete, and all rows
    /// that may hold give the same.
    Lookup {
        /// What must hold of each row, a truth, and its value.
        rows: Vec<(ExprId, ExprId)>,
        /// One of the rows holds whatever the answers are.
        complete: bool,
        /// The expressions at the heads of the table's columns.
        heads: Vec<ExprId>,
    },
    /// `months since d`: whole calendar months up to today.
    MonthsSince(ExprId),
    /// `years since d`: whole calendar years up to today.
    YearsSince(ExprId),

    /// `a < b`, `a is b`, and the like: numbers in one unit, dates, or members
    /// of one choice (in order); `is` and `is not` also truths and sets.
    Compare(CompareOp, ExprId, ExprId),
    /// `x is between a and b`
    Between(ExprId, ExprId, ExprId),
    /// `x is one of S`: a member and a set of its choice.
    OneOf(ExprId, ExprId),
    /// `x is missing`
    IsMissing(ExprId),
    /// `x is known`
    IsKnown(ExprId),
    /// `not c`
    Not(ExprId),
    /// `a and b`, `all of`
    And(Vec<ExprId>),
    /// `a or b`, `any of`; `none of` is its negation.
    Or(Vec<ExprId>),
    /// `at least N of`
    AtLeast(ExprId, Vec<ExprId>),

    /// `a overlaps b`
    Overlaps(ExprId, ExprId),
    /// `a includes x`
    Includes(ExprId, ExprId),
    /// `a without b`
    Without(ExprId, ExprId),
    /// `size of a`
    SizeOf(ExprId),
    /// `muscle where (C)`: the condition is read at each member.
    Where(ChoiceId, ExprId),
    /// `highest soreness among A`: the value is read at each member.
    OverMembers {
        /// Which.
        fold: MemberFold,
        /// The choice whose members are gone through.
        choice: ChoiceId,
        /// What is read at each; a number.
        value: ExprId,
        /// The set of those that count; all where absent.
        among: Option<ExprId>,
        /// Count those outside the set instead.
        outside: bool,
    },

    /// `average sleep over last 7 days`
    OverDays {
        /// Which.
        func: WindowFunc,
        /// What is read on each day; a number.
        value: ExprId,
        /// Only days on which this is true.
        when: Option<ExprId>,
        /// Which days.
        over: Over,
        /// `with at least K known`
        at_least: Option<u32>,
    },
    /// `ewma of load with span N days`
    Ewma {
        /// What is averaged.
        value: ExprId,
        /// N; the weight of a day is 2 / (N + 1).
        span_days: f64,
    },
    /// `latest x when (C) within N days`
    Latest {
        /// What is looked for; of any type.
        value: ExprId,
        /// Only on days on which this is true.
        when: Option<ExprId>,
        /// At most this many days old.
        within: Option<u32>,
    },
    /// `x yesterday`, `x N days ago`; N is at least 1.
    Ago(ExprId, u32),
    /// `days when (C) over …`, `days in a row when (C)`, `days since (C)`
    Days(DayCount, ExprId),
}

/// Functions of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Func {
    /// `min(a, b, …)`
    Min,
    /// `max(a, b, …)`
    Max,
    /// `abs(x)`
    Abs,
    /// `round(x, n)`: always two operands, n plain; halves away from zero.
    Round,
    /// `sqrt(x)`
    Sqrt,
    /// `ln(x)`
    Ln,
    /// `exp(x)`
    Exp,
}

/// `< <= > >=`, `is`, `is not`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompareOp {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
    /// `is`
    Is,
    /// `is not`
    IsNot,
}

impl CompareOp {
    /// `a < b` as a comparison of b with a.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }
}

/// Over the members of a map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MemberFold {
    /// `highest`: known within bounds.
    Highest,
    /// `lowest`: known within bounds.
    Lowest,
    /// `average`: needs all its members.
    Average,
    /// `sum of`: needs all its members.
    Sum,
    /// `median`: needs all its members.
    Median,
    /// `sd of`: sample; needs all its members.
    Sd,
    /// `population sd of`: needs all its members.
    PopulationSd,
}

/// Over the days of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WindowFunc {
    /// `sum of`
    Sum,
    /// `average`
    Average,
    /// `median`
    Median,
    /// `highest`
    Highest,
    /// `lowest`
    Lowest,
    /// `sd of`: sample, n - 1
    Sd,
    /// `population sd of`: n
    PopulationSd,
    /// `trend of`: least-squares slope a day
    Trend,
    /// `z_score of`: today against the window's mean and sample SD
    ZScore,
}

/// `over last N days`, `over N days before today`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Over {
    /// How many calendar days; at least 1.
    pub days: u32,
    /// Ends yesterday, not today.
    pub before_today: bool,
}

/// The three day counts: plain numbers, known within bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayCount {
    /// `days when (C) over …`
    When(Over),
    /// `days in a row when (C)`, ending today
    InARow,
    /// `days since (C)`: 0 on a day when it holds
    Since,
}

impl ExprKind {
    /// The operands, in the order written; what a name stands for is none.
    pub fn operands(&self) -> Vec<ExprId> {
        match self {
            Self::Number(_)
            | Self::Truth(_)
            | Self::Member(_)
            | Self::Set(_)
            | Self::Date(_)
            | Self::Today
            | Self::Input(_)
            | Self::InputMember(..)
            | Self::InputAtMember(_)
            | Self::Setting(_)
            | Self::SettingAtMember { .. }
            | Self::Let(_) => Vec::new(),
            Self::Convert(a, _)
            | Self::Negate(a)
            | Self::MonthsSince(a)
            | Self::YearsSince(a)
            | Self::IsMissing(a)
            | Self::IsKnown(a)
            | Self::Not(a)
            | Self::SizeOf(a)
            | Self::Where(_, a)
            | Self::Ewma { value: a, .. }
            | Self::Ago(a, _)
            | Self::Days(_, a) => vec![*a],
            Self::Add(a, b)
            | Self::Subtract(a, b)
            | Self::AddDays(a, b)
            | Self::Multiply(a, b)
            | Self::Divide(a, b)
            | Self::Power(a, b)
            | Self::Compare(_, a, b)
            | Self::OneOf(a, b)
            | Self::Overlaps(a, b)
            | Self::Includes(a, b)
            | Self::Without(a, b) => vec![*a, *b],
            Self::Between(a, b, c) => vec![*a, *b, *c],
            Self::Lookup { rows, .. } => rows.iter().flat_map(|&(a, b)| [a, b]).collect(),
            Self::If(a, b, c) => [*a, *b].into_iter().chain(*c).collect(),
            Self::SetOf(items) | Self::Call(_, items) | Self::And(items) | Self::Or(items) => {
                items.clone()
            }
            Self::AtLeast(n, items) => std::iter::once(*n).chain(items.iter().copied()).collect(),
            Self::OverMembers { value, among, .. } => {
                std::iter::once(*value).chain(*among).collect()
            }
            Self::OverDays { value, when, .. } | Self::Latest { value, when, .. } => {
                std::iter::once(*value).chain(*when).collect()
            }
        }
    }
}
