//! The `touchline` command: in go arguments, out come results on standard
//! output, everything else on standard error, and an exit code. A file a
//! command; `clap` and terminals are known nowhere else.

mod ask;
mod athletes;
mod calendar;
mod check;
mod completions;
mod console;
mod describe;
mod diff;
mod eval;
mod exit;
mod explain;
mod fix;
mod fmt;
mod man;
mod new;
mod output;
mod pages;
mod reading;
mod rulesets;
mod settings;
mod test;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use console::{ColorWhen, Console};
use exit::{Exit, Stop};

/// Train as planned, modify the session, or rest: your own rules decide, and say why.
#[derive(Debug, Parser)]
#[command(name = "touchline", version, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// Colour on the terminal.
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value_t,
        display_order = 900
    )]
    color: ColorWhen,
}

const AFTER_HELP: &str = "\
Examples:
  touchline eval monday.csv                    decide with the built-in soreness rules
  touchline eval squad.touchline monday.csv    decide with your own
  touchline check squad.touchline              is anything wrong with the rules?
  touchline check --fix squad.touchline        put right what can only be meant one way
  touchline test squad.touchline               do the rules do what their tests say?
  touchline fmt squad.touchline                lay the rules out as they should be
  touchline explain monday.csv --athlete Kim   why did it come out so?
  touchline explain unknown-name               what does this message mean?
  touchline ask squad.touchline                ask an athlete, and decide
  touchline describe squad.touchline           the rules as a page to read and sign
  touchline new squad                          start a ruleset of your own

Exit codes:
  0  done, and nothing is wrong
  1  the ruleset is wrong: errors, or failed tests
  2  the command is wrong: arguments, or files that cannot be read or written
  3  the data is wrong, or rows were skipped
  4  --fail-on matched
  130  left while asking";

#[derive(Debug, Subcommand)]
enum Command {
    Eval(Box<eval::Args>),
    Check(check::Args),
    Test(test::Args),
    Fmt(fmt::Args),
    Explain(explain::Args),
    Ask(Box<ask::Args>),
    New(new::Args),
    Describe(describe::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    if let Some(answer) = completions::answer(&arguments, Cli::command()) {
        // A shell that does not listen needs no answer.
        let _ = output::print(&answer);
        return Exit::Done.into();
    }
    if arguments.len() <= 1 {
        let help = Cli::command().render_help();
        return print_help(&help.to_string());
    }
    let color = ColorWhen::among(&arguments);
    let command = Cli::command().color(color.into());
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing is left to tell where even this cannot be printed.
            let _ = error.print();
            return match error.use_stderr() {
                true => Exit::CommandWrong.into(),
                false => Exit::Done.into(),
            };
        }
    };
    let console = Console::new(cli.color);
    let result = match cli.command {
        Command::Eval(args) => eval::run(&args, &console),
        Command::Check(args) => check::run(&args, &console),
        Command::Test(args) => test::run(&args, &console),
        Command::Fmt(args) => fmt::run(&args, &console),
        Command::Explain(args) => explain::run(&args, &console),
        Command::Ask(args) => ask::run(&args, &console),
        Command::New(args) => new::run(&args, &console),
        Command::Describe(args) => describe::run(&args, &console),
        Command::Completions(args) => completions::run(&args),
        Command::Man(args) => man::run(&args, Cli::command()),
    };
    match result {
        Ok(exit) => exit.into(),
        Err(Stop::ClosedPipe) => Exit::Done.into(),
        Err(Stop::Wrong(exit, diagnostics)) => {
            console.complain(&diagnostics);
            exit.into()
        }
    }
}

fn print_help(help: &str) -> ExitCode {
    match output::print(help) {
        Ok(()) | Err(Stop::ClosedPipe) => Exit::Done.into(),
        Err(Stop::Wrong(exit, _)) => exit.into(),
    }
}
