//! The `touchline` command; all of it is in the library's `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    touchline::cli::run()
}
