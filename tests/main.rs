//! Every test of the project, in one binary.

mod render;
mod report;
mod naive;
mod syntax;
