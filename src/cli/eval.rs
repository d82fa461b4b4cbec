//! `touchline eval`: decides.

use std::io::Write;
use std::path::PathBuf;

use clap::ValueEnum;

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::reading::{Decidable, Reading};
use super::watch;
use crate::ast::Verdict;
use crate::decision::Decision;
use crate::engine::{Evaluator, Which};
use crate::report::{CsvTable, DecisionTable, JsonArray, TextOptions, full, ndjson_line};
use crate::ruleset::Ruleset;

/// Decide who trains as planned, who modifies, and who rests
///
/// Reads what your athletes reported and decides the latest day of each. One athlete is shown in
/// full: the verdict, why, the adjusted plan, and what the decision still waits for. Several come
/// as a table, the strictest first.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "touchline eval [OPTIONS] [RULESET] DATA...",
    after_help = "\
Examples:
  touchline eval monday.csv                          the built-in soreness rules
  touchline eval squad.touchline season.csv          your own rules
  touchline eval @load_watch loads.csv               another built-in ruleset
  touchline eval squad.touchline a.csv b.csv         several files are read as one
  cat monday.csv | touchline eval squad.touchline -  from another program
  touchline eval squad.touchline season.csv --on 2026-06-05
  touchline eval squad.touchline season.csv --athlete Kim
  touchline eval squad.touchline season.csv --every-day --format csv --output decisions.csv
  touchline eval squad.touchline season.csv --set severe=7 --set \"sleep_need=7.5 h\"
  touchline eval squad.touchline season.csv --settings athletes.csv
  touchline eval squad.touchline --example \"A usual day\"    what the rules say of their example"
)]
pub(super) struct Args {
    /// A ruleset, then data files (CSV, TSV, JSON, XLSX); `-` is standard input
    ///
    /// A ruleset is a `.touchline` file, or a built-in one such as `@wellness_lights`. Without one
    /// the built-in `@soreness` decides.
    #[arg(required_unless_present = "example", value_name = "DATA", num_args = 1..)]
    files: Vec<String>,

    #[command(flatten)]
    reading: Reading,

    /// Decide every day in the data, not the latest alone
    #[arg(long, conflicts_with_all = ["on", "example"])]
    every_day: bool,

    /// How to show the decisions
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Write the decisions to a file: whole, or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Exit with 4 when a decision is, or still could become, this strict; or is provisional
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    /// Decide again after every change of a file, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading: one athlete in full, several as a table
    #[default]
    Table,
    /// An array of decisions with all there is to know
    Json,
    /// The same, one decision a line
    Ndjson,
    /// A row a decision, for spreadsheets
    Csv,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// A decision that is modify or rest, or could become it
    Modify,
    /// A decision that is rest, or could become it
    Rest,
    /// A decision that an answer of today could change
    Provisional,
}

impl FailOn {
    fn matches(self, decision: &Decision) -> bool {
        let strictest = decision.possible.last().copied();
        let strictest = strictest.unwrap_or(decision.verdict).max(decision.verdict);
        match self {
            Self::Modify => strictest >= Verdict::Modify,
            Self::Rest => strictest >= Verdict::Rest,
            Self::Provisional => !decision.is_final,
        }
    }
}

/// Decides, shows, and says how it went.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match args.watch {
        true => {
            let files = args.reading.watched(&args.files)?;
            watch::run(&files, console, &mut || decide(args, console))
        }
        false => decide(args, console),
    }
}

fn decide(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let reading = &args.reading;
    reading.keep_apart(&args.files, args.output.as_deref())?;
    let Decidable {
        ruleset,
        days,
        mut options,
        is_partial,
    } = reading.read(&args.files, console)?;
    if args.every_day {
        options.which = Which::EveryDay;
    }
    let evaluator = Evaluator::new(&ruleset);
    let mut failed = false;
    let mut output = Output::open(args.output.as_deref())?;
    let to_file = args.output.is_some();
    output.write(|out| {
        let mut error = None;
        let mut page = Page::new(args.format, &ruleset, out)?;
        evaluator.decide_each(&days, &options, &mut |decision| {
            failed |= args.fail_on.iter().any(|on| on.matches(&decision));
            if error.is_none() {
                error = page.push(decision).err();
            }
        });
        match error {
            Some(error) => Err(error),
            None => page.finish(console, to_file),
        }
    })?;
    output.finish()?;
    Ok(match (is_partial, failed) {
        (true, _) => Exit::DataWrong,
        (false, true) => Exit::FailOn,
        (false, false) => Exit::Done,
    })
}

/// What is shown for reading: the only decision in full, or a table.
#[derive(Default)]
struct Rows {
    table: DecisionTable,
    /// The only one so far.
    only: Option<Decision>,
    is_several: bool,
}

impl Rows {
    fn push(&mut self, decision: Decision) {
        self.table.push(&decision);
        self.is_several |= self.only.is_some();
        self.only = (!self.is_several).then_some(decision);
    }

    fn text(self, options: &TextOptions) -> String {
        match self.only {
            Some(only) => full(&only, options),
            None => self.table.text(options),
        }
    }
}

/// Decisions on their way into one of the formats.
enum Page<'a> {
    Table(&'a mut dyn Write, Box<Rows>),
    Json(JsonArray<&'a mut dyn Write>),
    Ndjson(&'a mut dyn Write),
    Csv(Box<CsvTable<&'a mut dyn Write>>),
}

impl<'a> Page<'a> {
    fn new(format: Format, ruleset: &Ruleset, out: &'a mut dyn Write) -> std::io::Result<Self> {
        Ok(match format {
            Format::Table => Self::Table(out, Box::default()),
            Format::Json => Self::Json(JsonArray::new(out)),
            Format::Ndjson => Self::Ndjson(out),
            Format::Csv => Self::Csv(Box::new(CsvTable::new(ruleset, out)?)),
        })
    }

    fn push(&mut self, decision: Decision) -> std::io::Result<()> {
        match self {
            Self::Table(_, rows) => {
                rows.push(decision);
                Ok(())
            }
            Self::Json(array) => array.push(&decision),
            Self::Ndjson(out) => ndjson_line(out, &decision),
            Self::Csv(table) => table.push(&decision),
        }
    }

    fn finish(self, console: &Console, to_file: bool) -> std::io::Result<()> {
        match self {
            Self::Table(out, rows) => {
                out.write_all(rows.text(&console.results(to_file)).as_bytes())
            }
            Self::Json(array) => array.finish(),
            Self::Ndjson(_) => Ok(()),
            Self::Csv(table) => table.finish(),
        }
    }
}
