//! Touchline: a small rule language in which coaches write their own criteria
//! for training, modifying or resting. In go a ruleset and days of athletes, out
//! come decisions that say why, what becomes of the plan, and what they wait for.
//!
//! ```
//! use touchline::diagnostics::Diagnostics;
//! use touchline::{Ruleset, data};
//!
//! fn main() -> Result<(), Diagnostics> {
//!     let ruleset = Ruleset::load("rulesets/soreness.touchline")?;
//!     let options = data::Options::default();
//!     let read = data::read_paths(&ruleset, &["rulesets/soreness.csv"], &options)?;
//!     for decision in ruleset.decide(&read.days) {
//!         println!("{}: {}", decision.athlete, decision.verdict);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! The modules are the stages in the order a ruleset's text flows through them,
//! and each stage is a type: [`Source`] → [`Parsed`] → [`Checked`], which holds a
//! [`Ruleset`]; [`data`] reads [`days::Days`]; [`engine`] decides; [`report`]
//! shows. What has not been checked cannot be evaluated. Every stage that can
//! fail gives all its [`diagnostics::Diagnostics`] at once.

pub mod ask;
pub mod ast;
pub mod built_in;
pub mod check;
pub mod cli;
pub mod data;
pub mod days;
pub mod decision;
pub mod describe;
pub mod diagnostics;
pub mod engine;
pub mod explain;
pub mod fixes;
pub mod format;
mod include;
pub mod lint;
mod near_readings;
pub mod pipeline;
pub mod plan;
pub mod report;
pub mod ruleset;
pub mod source;
pub mod span;
pub mod syntax;
pub mod testing;
pub mod units;
pub mod what_if;

pub use pipeline::{Checked, Parsed, Source};
pub use ruleset::Ruleset;
