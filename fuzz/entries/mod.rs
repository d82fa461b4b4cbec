//! What the fuzz targets run, as plain functions: in go any bytes, and where
//! something does not hold of what comes out, it panics. `tests/fuzz_entries.rs`
//! runs the same functions over the stored corpus.

#![allow(
    dead_code,
    unused_imports,
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a finding is a panic, and each target runs one of the functions"
)]

mod check;
mod data;
mod eval;
mod parse;
mod said;

pub use check::check;
pub use data::data;
pub use eval::eval;
pub use parse::parse;
