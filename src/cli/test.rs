//! `touchline test`: the rulesets' own tests.

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output;
use super::rulesets::Named;
use super::watch;
use crate::testing;

/// Run the tests that rulesets hold
///
/// A failing test shows what was expected, what came out instead, and how the rules stood.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline test squad.touchline
  touchline test rulesets/           every ruleset below a folder
  touchline test @soreness           a built-in one")]
pub(super) struct Args {
    /// Rulesets: `.touchline` files, folders of them, or built-in ones such as `@soreness`
    #[arg(required = true, value_name = "RULESET")]
    rulesets: Vec<String>,

    /// Test again after every change of a file, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

/// Tests every ruleset named, and goes on after a wrong one.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match args.watch {
        true => {
            let files = watch::Files::of_rulesets(&args.rulesets);
            watch::run(&files, console, &mut || test(args, console))
        }
        false => test(args, console),
    }
}

fn test(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut exit = Exit::Done;
    let mut reports = Vec::new();
    for named in Named::all(&args.rulesets)? {
        let wrong = match named.load() {
            Ok(checked) => {
                let report = testing::run(&checked.ruleset);
                let failed = report.failed() > 0;
                reports.push(report);
                if failed {
                    Exit::RulesetWrong
                } else {
                    Exit::Done
                }
            }
            Err(Stop::Wrong(wrong, found)) => {
                console.remark(&found);
                wrong
            }
            Err(stop) => return Err(stop),
        };
        exit = exit.and(wrong);
    }
    if !reports.is_empty() {
        output::print(&testing::text(&reports, &console.results(false)))?;
    }
    Ok(exit)
}
