//! Decisions as text: in go [`Decision`](crate::decision::Decision)s, out come
//! one in full ([`full`]), several as a table ([`table`]), JSON ([`JsonArray`],
//! [`ndjson_line`]) or CSV ([`CsvTable`]). Nothing here decides anything or
//! knows of terminals.

mod csv;
pub mod drawn;
mod full;
mod grid;
mod json;
mod paint;
mod phrases;
mod table;

pub use self::csv::CsvTable;
pub(crate) use full::who;
pub use full::{full, headline};
pub use grid::{Cell, grid};
pub use json::{JsonArray, ndjson_line};
pub use paint::{Tone, paint};
pub use phrases::{list, missing_days, range, value, waiting};
pub use table::{DecisionTable, table};

/// How to lay out text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextOptions {
    /// How many columns there are.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
}
