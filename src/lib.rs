//! Touchline: a small rule language in which coaches write their own criteria
//! for training, modifying or resting.

pub mod ast;
pub mod check;
pub mod cli;
pub mod data;
pub mod days;
pub mod decision;
pub mod diagnostics;
pub mod engine;
pub mod pipeline;
pub mod plan;
pub mod report;
pub mod ruleset;
pub mod source;
pub mod span;
pub mod syntax;
pub mod testing;
pub mod units;

pub use pipeline::{Checked, Parsed, Source};
pub use ruleset::Ruleset;
