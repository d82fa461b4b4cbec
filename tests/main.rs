//! Every test of the project, in one binary.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod ask;
mod broken;
mod check;
mod cli;
mod codes;
mod data;
mod describe;
mod docs;
mod engine;
mod explain;
mod fixes;
mod format;
mod formats;
mod fuzz_entries;
mod include;
mod library;
mod lint;
mod naive;
mod narrow;
mod near_misses;
mod oracles;
mod plain;
mod properties;
mod render;
mod report;
mod suggest;
mod syntax;
mod terminal;
mod testing;
mod units;
mod weak_messages;
mod what_if;
