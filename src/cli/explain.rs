//! `touchline explain`: why a decision came out so, on the ruleset's own text;
//! or the page of a message.

use std::path::Path;

use super::athletes;
use super::console::Console;
use super::exit::{Exit, Stop};
use super::output;
use super::pages;
use super::reading::{Decidable, Reading};
use super::rulesets::Named;
use crate::days::Days;
use crate::explain::{Explanation, document, explanations, text};
use crate::report::TextOptions;
use crate::ruleset::Ruleset;

/// Say why an athlete's day came out so, or what a message means
///
/// With data: each rule that fired, may still fire or was overridden, drawn on the ruleset's own
/// text with the value of each condition; the days behind every average and count; why the verdict
/// is neither milder nor stricter; and the nearest changes of today's answers that would give
/// another one. With the name of a message: what it means, an example that gives it, and the same
/// put right. Alone: the list of all messages.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "touchline explain [OPTIONS] [RULESET] DATA...\n       touchline explain [CODE]",
    after_help = "\
Examples:
  touchline explain monday.csv --athlete Kim         the built-in soreness rules
  touchline explain squad.touchline season.csv --athlete Kim
  touchline explain squad.touchline season.csv --athlete Kim --on 2026-06-05
  touchline explain squad.touchline season.csv --athlete Kim --format json
  touchline explain squad.touchline --example \"A usual day\"
  touchline explain unknown-name                     what does this message mean?
  touchline explain                                  every message in a line"
)]
pub(super) struct Args {
    /// A ruleset, then data files, as for `eval`; or the name of a message
    ///
    /// One word that is no file is the name of a message, such as `unknown-name`.
    #[arg(id = "subject", value_name = "DATA")]
    files: Vec<String>,

    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    #[command(flatten)]
    reading: Reading,
}

/// How to show an explanation or a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// For reading on the terminal
    #[default]
    Human,
    /// A page as it is written in the documentation; an explanation in a block of text
    Markdown,
    /// With all there is to know
    Json,
}

/// Columns where there is no terminal to ask for them.
const PAGE: usize = 100;

/// Explains a day, or shows a page.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let code = code(&args.files).filter(|_| !args.reading.asks_for_data());
    if let Some(code) = code {
        let text = pages::text(code, args.format, console.results(false))?;
        output::print(&text)?;
        return Ok(Exit::Done);
    }
    args.reading.keep_apart(&args.files, None)?;
    let Decidable {
        ruleset,
        days,
        options,
        is_partial,
    } = args.reading.read(&args.files, console)?;
    athletes::one(&days, &args.reading.athlete)?;
    let all = explanations(&ruleset, &days, &options);
    let text = match args.format {
        Format::Json => json(&ruleset, &all),
        Format::Human if all.is_empty() => nothing(&days),
        Format::Human => shown(&ruleset, &all, &console.results(false)),
        Format::Markdown => {
            let options = TextOptions {
                width: PAGE,
                color: false,
            };
            format!("```text\n{}```\n", shown(&ruleset, &all, &options))
        }
    };
    output::print(&text)?;
    Ok(match is_partial {
        true => Exit::DataWrong,
        false => Exit::Done,
    })
}

/// The message that is asked for: `Some(None)` is the list of all, `None` a day.
fn code(files: &[String]) -> Option<Option<&str>> {
    match files {
        [] => Some(None),
        [only] => {
            let is_path = only.contains(['.', '/', '\\']) || only == "-" || Named::is_one(only);
            (!is_path && !Path::new(only).exists()).then_some(Some(only))
        }
        _ => None,
    }
}

fn shown(ruleset: &Ruleset, all: &[Explanation], options: &TextOptions) -> String {
    let texts: Vec<String> = all
        .iter()
        .map(|explanation| text(ruleset, explanation, options))
        .collect();
    texts.join("\n\n")
}

/// One object; of several athletes, an array.
fn json(ruleset: &Ruleset, all: &[Explanation]) -> String {
    let mut documents: Vec<serde_json::Value> = all
        .iter()
        .map(|explanation| document(ruleset, explanation))
        .collect();
    match documents.len() {
        1 => format!("{:#}\n", documents.remove(0)),
        _ => format!("{:#}\n", serde_json::Value::from(documents)),
    }
}

fn nothing(days: &Days) -> String {
    match days.athletes.first() {
        None => "There is no day to explain.\n".to_owned(),
        Some(_) => "There is no day to explain: the data begins later.\n".to_owned(),
    }
}
