//! Every test of the project, in one binary.

mod data;
mod cli;
mod docs;
mod check;
mod naive;
mod oracles;
mod properties;
mod render;
mod report;
mod syntax;
mod testing;
