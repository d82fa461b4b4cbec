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

pub mod children;
pub mod compare;
pub mod data;
pub mod decide;
pub mod evaluate;
pub mod generate;
pub mod history;
pub mod inputs;
pub mod members;
pub mod model;
pub mod operators;
pub mod types;
pub mod value;
pub mod waiting;
