//! `example` and `test` as written.

use super::{Expr, Ident, Text, Verdict};
use crate::span::Span;

/// `example "Fresh"` with its `given` clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleDecl {
    /// Its name.
    pub title: Text,
    /// What is given, in order.
    pub given: Vec<Given>,
    /// The whole declaration.
    pub span: Span,
}

/// `test "Name"` with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct TestDecl {
    /// Its name.
    pub title: Text,
    /// What is given, in order: a later one replaces an earlier one.
    pub given: Vec<Given>,
    /// `cases` and its table
    pub cases: Option<CaseTable>,
    /// `expect …`, in order
    pub expects: Vec<Expect>,
    /// The whole declaration.
    pub span: Span,
}

/// One thing given.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// `"Fresh"`: an example to start from
    Example(Text),
    /// `soreness.quads = 5`
    Value {
        /// What.
        path: Path,
        /// Its value today.
        value: Expr,
    },
    /// `today = 2026-06-05`
    Today {
        /// The date.
        date: Expr,
        /// The whole clause.
        span: Span,
    },
    /// A table of days.
    Days(DayTable),
}

/// `soreness`, `soreness.quads`
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The input, plan value or setting.
    pub name: Ident,
    /// A member of a map.
    pub member: Option<Ident>,
}

impl Path {
    /// From the first to the last letter.
    pub fn span(&self) -> Span {
        match &self.member {
            Some(member) => self.name.span.to(member.span),
            None => self.name.span,
        }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name.name)?;
        match &self.member {
            Some(member) => write!(f, ".{}", member.name),
            None => Ok(()),
        }
    }
}

/// A table with a `day` column.
#[derive(Clone, Debug, PartialEq)]
pub struct DayTable {
    /// The columns after `day`.
    pub columns: Vec<Path>,
    /// The days, and a cell for each column; an empty cell gives nothing.
    pub rows: Vec<(DaySpec, Span, Vec<Option<Expr>>)>,
    /// The whole table.
    pub span: Span,
}

/// A cell of a `day` column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DaySpec {
    /// `today` (0 to 0), `yesterday`, `3 days ago`, `27 to 7 days ago`
    Ago {
        /// The earlier end, as a count of days.
        from: u32,
        /// The later end, as a count of days.
        to: u32,
    },
    /// `2026-06-05`
    Date {
        /// The year.
        year: i16,
        /// The month.
        month: i8,
        /// The day of the month.
        day: i8,
    },
}

/// The table below `cases`.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseTable {
    /// Its columns.
    pub columns: Vec<CaseColumn>,
    /// Its rows: where each stands, and a cell for each column.
    pub rows: Vec<(Span, Vec<CaseCell>)>,
    /// The whole table.
    pub span: Span,
}

/// A column of `cases`.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseColumn {
    /// A name that each row gives a value to.
    Given(Path),
    /// `today`
    Today(Span),
    /// `expect`
    Expect(Span),
}

/// A cell of `cases`.
#[derive(Clone, Debug, PartialEq)]
pub enum CaseCell {
    /// Nothing.
    Empty,
    /// A value, below a name.
    Value(Expr),
    /// What is expected, below `expect`.
    Expect(Expect),
}

/// `expect …`
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// What.
    pub kind: ExpectKind,
    /// Where, without the word `expect`.
    pub span: Span,
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpectKind {
    /// `modify` (and final), `modify for now` (provisional)
    Verdict {
        /// The verdict.
        verdict: Verdict,
        /// `for now`
        for_now: bool,
    },
    /// `could become rest`
    CouldBecome(Verdict),
    /// `waiting on X`
    WaitingOn(Path),
    /// `rule "…"`
    Rule(Text),
    /// `no rule "…"`
    NoRule(Text),
    /// `flag "…"`
    Flag(Text),
    /// `no flag`
    NoFlag,
    /// `X is VALUE`, or any other condition
    Condition(Expr),
    /// `load becomes 80 kg`
    Becomes {
        /// The plan value.
        target: Path,
        /// What the adjusted plan says.
        value: Expr,
    },
}
