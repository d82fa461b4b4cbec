//! A second, deliberately naive evaluator: in go a ruleset as written and
//! athlete-days as plain maps, out come decisions. It follows the reference
//! alone, row by row and by recursion over the tree, so that what it shares
//! with the engine is the language and nothing else.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::unreachable,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

pub mod adjust;
pub mod children;
pub mod compare;
pub mod complete;
pub mod data;
pub mod decide;
pub mod evaluate;
pub mod generate;
pub mod history;
pub mod inputs;
pub mod lookups;
pub mod members;
pub mod merge;
pub mod model;
pub mod operation_types;
pub mod operators;
pub mod ranges;
pub mod rows;
pub mod settings;
pub mod show;
pub mod standing;
pub mod types;
pub mod value;
pub mod waiting;
