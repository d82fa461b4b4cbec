//! `touchline describe`: a ruleset as a page to read and to sign.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::rulesets::{self, Named};
use crate::describe::{Template, describe, schema, template};
use crate::diagnostics::{Code, Diagnostic};

/// Say in plain words what a ruleset decides, on a page to read and sign
///
/// Its questions, thresholds and rules, the strictest first, with reasons and changes of plan: all
/// that is needed to decide by hand.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline describe squad.touchline                          the page, as Markdown
  touchline describe squad.touchline --output squad.html      as one HTML file, to send or to print
  touchline describe @hooper --format html > hooper.html      a built-in ruleset
  touchline describe squad.touchline --template               the header line of its data
  touchline describe squad.touchline --template -o days.xlsx  an Excel sheet to fill in
  touchline describe squad.touchline --schema                 the JSON Schema of its data")]
pub(super) struct Args {
    /// A `.touchline` file, or a built-in ruleset such as `@hooper`; without one, `@soreness`
    #[arg(value_name = "RULESET")]
    ruleset: Option<String>,

    /// How to write the page; without it, as the ending of `--output` says, else Markdown
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,

    /// Write a sheet to fill in instead, with a column for each question and what is planned: a
    /// table, or an Excel workbook where `--output` ends in `.xlsx`
    #[arg(long, conflicts_with = "format")]
    template: bool,

    /// Write the JSON Schema of its data instead
    #[arg(long, conflicts_with_all = ["format", "template"])]
    schema: bool,

    /// Write it to a file: whole, or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text that can be read as it is
    #[default]
    Markdown,
    /// One file for a browser, a phone or a printer
    Html,
}

impl Format {
    /// What the ending of a file's name asks for.
    fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        match ending.as_str() {
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// Writes the page.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let named = Named::one(args.ruleset.as_deref().unwrap_or(rulesets::DEFAULT))?;
    let checked = named.load()?;
    console.remark(&checked.warnings);
    if args.template {
        return write_template(&template(&checked), args.output.as_deref());
    }
    if args.schema {
        write(args.output.as_deref(), schema(&checked).as_bytes())?;
        return Ok(Exit::Done);
    }
    let by_ending = args.output.as_deref().and_then(Format::of);
    let page = describe(&checked);
    let text = match args.format.or(by_ending).unwrap_or_default() {
        Format::Markdown => page.markdown(),
        Format::Html => page.html(),
    };
    write(args.output.as_deref(), text.as_bytes())?;
    Ok(Exit::Done)
}

/// Writes the sheet, and never over one that may be filled in.
fn write_template(template: &Template, to: Option<&Path>) -> Result<Exit, Stop> {
    let path = to.unwrap_or(Path::new("-"));
    let name = path.display();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let bytes = match ending.to_lowercase().as_str() {
        "xlsx" => template.workbook().map_err(Stop::command)?,
        "" | "csv" | "txt" => template.csv().into_bytes(),
        _ => {
            let message = format!("no template is written as `.{ending}`");
            let stem = path.with_extension("").display().to_string();
            return Err(Stop::command(
                Diagnostic::error(Code::CannotWrite, message)
                    .help(format!("write it to `{stem}.xlsx` or to `{stem}.csv`")),
            ));
        }
    };
    let is_filled = |known: std::fs::Metadata| known.is_file() && known.len() > 0;
    if std::fs::metadata(path).is_ok_and(is_filled) {
        return Err(Stop::command(
            Diagnostic::error(Code::CannotWrite, format!("`{name}` is there already")).help(
                "nothing was changed: it may hold answers; choose another name for the template",
            ),
        ));
    }
    write(to, &bytes)?;
    Ok(Exit::Done)
}

fn write(to: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    let mut output = Output::open(to)?;
    output.write(|out| out.write_all(bytes))?;
    output.finish()
}
