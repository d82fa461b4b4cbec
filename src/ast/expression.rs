//! Expressions as written. Each variant is documented by its syntax.

use super::{Ident, Template, UnitName};
use crate::span::Span;

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

/// The constructs of LANGUAGE section 3.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `7`, `7.5`, `8 h`, `20%`, `0.5 bpm/day`; a minus sign is [`ExprKind::Negate`].
    Number {
        /// The number as written.
        value: f64,
        /// Its unit, `%` included.
        unit: Option<UnitName>,
    },
    /// `yes`, `no`
    Truth(bool),
    /// `2026-06-05`: year, month, day; not yet known to be a day of the calendar.
    Date {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
        /// The day of the month, 1 to 31.
        day: i8,
    },
    /// `today`
    Today,
    /// `"Last time {last_reps} reps"`: only where a text may stand.
    Text(Template),
    /// `stress`, or the member `clean`
    Name(Ident),
    /// `soreness.quads`
    Member {
        /// The map.
        map: Ident,
        /// Its member.
        member: Ident,
    },
    /// `{chest, back}`, `{}` (which is also the empty map)
    Set(Vec<Expr>),
    /// `{quads: 5, hamstrings: 3}`
    Map(Vec<(Ident, Expr)>),
    /// `(a + b)`: kept, since the layout keeps them.
    Group(Box<Expr>),

    /// `-x`
    Negate(Box<Expr>),
    /// `a + b`
    Arithmetic {
        /// Which.
        op: Arithmetic,
        /// Left of it.
        left: Box<Expr>,
        /// Right of it.
        right: Box<Expr>,
    },
    /// `max(a, b)`, `round(x, 2)`
    Call {
        /// Which.
        function: Function,
        /// The values between the brackets.
        arguments: Vec<Expr>,
    },
    /// `x in °F`
    InUnit {
        /// The quantity.
        value: Box<Expr>,
        /// The unit whose plain number is wanted.
        unit: UnitName,
    },
    /// `if c then a else b`
    If {
        /// The condition.
        condition: Box<Expr>,
        /// The value when it holds.
        then: Box<Expr>,
        /// The value when it does not; missing where absent.
        otherwise: Option<Box<Expr>>,
    },

    /// `a < b`, `a is b`, `a is not b`
    Compare {
        /// Which.
        op: Comparison,
        /// Left of it.
        left: Box<Expr>,
        /// Right of it.
        right: Box<Expr>,
    },
    /// `x is between a and b`
    Between {
        /// The value.
        value: Box<Expr>,
        /// The lowest that is in.
        low: Box<Expr>,
        /// The highest that is in.
        high: Box<Expr>,
    },
    /// `x is one of {a, b}`, `x is one of lower_body`
    OneOf {
        /// The value.
        value: Box<Expr>,
        /// A set, or a list of values.
        set: Box<Expr>,
    },
    /// `x is missing`
    IsMissing(Box<Expr>),
    /// `x is known`
    IsKnown(Box<Expr>),
    /// `not c`
    Not(Box<Expr>),
    /// `a and b`
    And(Box<Expr>, Box<Expr>),
    /// `a or b`
    Or(Box<Expr>, Box<Expr>),
    /// `any of (a, b)`, or over bullet lines
    List {
        /// Which of them must hold.
        kind: ListKind,
        /// The conditions.
        items: Vec<Expr>,
        /// Whether they stand on bullet lines.
        bullets: bool,
    },

    /// `a overlaps b`
    Overlaps(Box<Expr>, Box<Expr>),
    /// `a includes x`
    Includes(Box<Expr>, Box<Expr>),
    /// `a without b`
    Without(Box<Expr>, Box<Expr>),
    /// `size of a`
    SizeOf(Box<Expr>),
    /// `muscle where (soreness >= 5)`
    Where {
        /// The choice.
        choice: Ident,
        /// What must hold of a member.
        condition: Box<Expr>,
    },

    /// `months since birthday`, `years since birthday`
    Since {
        /// Years, else months.
        years: bool,
        /// The date.
        date: Box<Expr>,
    },

    /// `highest soreness`, `average soreness outside target_muscles`: over the members of a map
    OverMembers {
        /// Which.
        aggregate: Aggregate,
        /// What is read at each member.
        value: Box<Expr>,
        /// Which members count.
        scope: Scope,
    },
    /// `average sleep when (C) over last 7 days with at least 3 known`
    OverDays {
        /// Which.
        aggregate: Aggregate,
        /// What is read on each day.
        value: Box<Expr>,
        /// Only the days on which this is true.
        when: Option<Box<Expr>>,
        /// Which days.
        window: Window,
        /// The least number of known days, as written.
        at_least: Option<Box<Expr>>,
    },
    /// `ewma of load with span 7 days`
    Ewma {
        /// What is averaged.
        value: Box<Expr>,
        /// The span, as written (`7 days`).
        span: Box<Expr>,
    },
    /// `latest weight`, `latest weight when (C)`, `latest weight within 2 days`
    Latest {
        /// What is looked for.
        value: Box<Expr>,
        /// Only on days on which this is true.
        when: Option<Box<Expr>>,
        /// How old it may be, as written (`2 days`).
        within: Option<Box<Expr>>,
    },
    /// `soreness yesterday`, `soreness 3 days ago`
    Ago {
        /// What is read then.
        value: Box<Expr>,
        /// How many days back; `yesterday` is 1.
        days: u32,
    },
    /// `days when (C) over last 14 days`
    DaysWhen {
        /// What must hold of a day.
        condition: Box<Expr>,
        /// Which days.
        window: Window,
    },
    /// `days in a row when (C)`
    DaysInARow(Box<Expr>),
    /// `days since (C)`
    DaysSince(Box<Expr>),
}

/// `+ - * / ^`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `^`
    Power,
}

/// `min(…) max(…) abs(…) round(x, n) sqrt(…) ln(…) exp(…)`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `min(a, b, …)`
    Min,
    /// `max(a, b, …)`
    Max,
    /// `abs(x)`
    Abs,
    /// `round(x)`, `round(x, n)`: to n decimals, halves away from zero
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
pub enum Comparison {
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

/// `all of`, `any of`, `none of`, `at least N of`
#[derive(Clone, Debug, PartialEq)]
pub enum ListKind {
    /// `all of`
    All,
    /// `any of`
    Any,
    /// `none of`
    None,
    /// `at least N of`: a number or the name of a setting.
    AtLeast(Box<Expr>),
}

/// The words that come before `of`, or before the expression itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
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
    /// `z_score of`: today against the window
    ZScore,
}

/// The members that an aggregate over a map counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Scope {
    /// All of them.
    All,
    /// `among A`
    Among(Box<Expr>),
    /// `outside A`
    Outside(Box<Expr>),
}

/// `over last 7 days`, `over 28 days before today`
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The length as written (`7 days`, `2 weeks`).
    pub length: Box<Expr>,
    /// Ends yesterday, not today.
    pub before_today: bool,
    /// From `over` to its last word.
    pub span: Span,
}
