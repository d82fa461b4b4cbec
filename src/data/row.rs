//! What a row hands to [`Gather`](super::gather::Gather): its values with their
//! places, where it stands and whose it is; and what comes back, whether it was
//! taken.

use std::sync::Arc;

use super::headers::Part;
use super::rejects::TableShape;
use super::subject::Subject;
use crate::days::{Held, Slot};
use crate::ruleset::Value;
use crate::span::Span;

/// One value of the row that is being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct GivenValue {
    pub of: Subject,
    pub slot: Slot,
    pub part: Part,
    pub value: Value,
    /// The cell.
    pub span: Span,
}

impl GivenValue {
    /// Whether another one of the same day says it once more: a setting is often
    /// written into each of an athlete's rows.
    pub(super) fn repeated_by(&self, other: &Self) -> bool {
        matches!(self.of, Subject::Setting(_)) && Held::from(self.value) == Held::from(other.value)
    }
}

/// Where a row stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'t> {
    /// All of it.
    pub span: Span,
    /// The table it is a row of, if it is one.
    pub table: Option<&'t Arc<TableShape>>,
    /// The athlete of the object whose `history` holds it.
    pub inherited: Option<&'t str>,
}

/// What the rows of a file name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub athlete: bool,
    pub date: bool,
}

/// How a row ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// It was taken, or its problems were noted.
    Well,
    /// It is the second one of its day, in a file that does not say whose or of
    /// which day rows are; with the first one.
    Again(Span),
}
