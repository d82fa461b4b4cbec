//! `table` as written: a header of expressions and outputs, and rows whose cells
//! are read by the kind of their column.

use super::{Adjustment, Comparison, Expr, Ident, Template, Text, Verdict};
use crate::span::Span;

/// `table "Name"` and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct TableDecl {
    /// Its name.
    pub title: Text,
    /// The header line's cells.
    pub columns: Vec<TableColumn>,
    /// The other lines, the first of them row 1.
    pub rows: Vec<TableRow>,
    /// The whole declaration.
    pub span: Span,
}

/// A cell of the header line.
#[derive(Clone, Debug, PartialEq)]
pub struct TableColumn {
    /// What its cells say.
    pub kind: ColumnKind,
    /// The cell.
    pub span: Span,
}

/// What the cells of a column say.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnKind {
    /// An expression: what must hold of it.
    Tests(Expr),
    /// `then`: a verdict
    Then,
    /// `adjust`: changes of plan and advice, with commas between them
    Adjust,
    /// `because`
    Because,
    /// `flag`
    Flag,
    /// `name`: what the row is called
    Name,
    /// `give X`: the value of X
    Give(Ident),
}

/// A line below the header.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// `| otherwise | … |`: it holds where no other row does.
    pub otherwise: bool,
    /// A cell for each column.
    pub cells: Vec<TableCell>,
    /// The whole line.
    pub span: Span,
}

/// A cell below the header.
#[derive(Clone, Debug, PartialEq)]
pub struct TableCell {
    /// What it says.
    pub kind: CellKind,
    /// What stands in it, without the space around; empty where nothing does.
    pub span: Span,
}

/// What a cell says.
#[derive(Clone, Debug, PartialEq)]
pub enum CellKind {
    /// Nothing: only in outputs, and below the expressions of an `otherwise` row.
    Empty,
    /// Below an expression.
    Tests(CellTest),
    /// Below `then`.
    Then(Verdict),
    /// Below `adjust`.
    Adjust(Vec<Adjustment>),
    /// Below `because` and `flag`.
    Text(Template),
    /// Below `name`.
    Name(Text),
    /// Below `give X`.
    Give(Expr),
}

/// What must hold of the expression at the head of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum CellTest {
    /// `any`: nothing.
    Any,
    /// `< 82 °F`, `is better`, `is not 5`; a value alone (`better`, `5`, `yes`) is `is`.
    Compare(Comparison, Expr),
    /// `7 to 14`, `82 to under 87`, `above 82 to 87`, `is between 7 and 14`
    Range {
        /// The lower end.
        low: Expr,
        /// The lower end itself is in: there is no `above`.
        with_low: bool,
        /// The upper end.
        high: Expr,
        /// The upper end itself is in: there is no `under`.
        with_high: bool,
    },
    /// `is one of {a, b}`
    OneOf(Expr),
    /// `is missing`
    IsMissing,
    /// `is known`
    IsKnown,
    /// `overlaps lower_body`
    Overlaps(Expr),
    /// `includes quads`
    Includes(Expr),
    /// `not a`
    Not(Box<CellTest>),
    /// `a or b`
    Or(Vec<CellTest>),
}
