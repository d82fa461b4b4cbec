//! `touchline eval`: decides.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::calendar;
use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::rulesets::{self, Named};
use super::settings;
use crate::ast::Verdict;
use crate::data::{self, AthleteSettings};
use crate::days::Days;
use crate::decision::Decision;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};
use crate::engine::{Evaluator, Options, Which};
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
  touchline eval squad.touchline season.csv --settings athletes.csv"
)]
pub(super) struct Args {
    /// A ruleset, then data files (CSV, TSV, JSON); `-` is standard input
    ///
    /// A ruleset is a `.touchline` file, or a built-in one such as `@wellness_lights`. Without one
    /// the built-in `@soreness` decides.
    #[arg(required = true, value_name = "DATA", num_args = 1..)]
    files: Vec<String>,

    /// Decide this day, such as 2026-06-05; also the day of data without dates
    #[arg(long, value_name = "DATE", value_parser = calendar::day)]
    on: Option<i32>,

    /// Decide every day in the data, not the latest alone
    #[arg(long, conflicts_with = "on")]
    every_day: bool,

    /// Decide this athlete alone, as the data names them; repeatable
    #[arg(long, value_name = "NAME")]
    athlete: Vec<String>,

    /// How to show the decisions
    #[arg(long, value_enum, default_value_t)]
    format: Format,

    /// Write the decisions to a file: whole, or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Give a setting of the ruleset another value; repeatable
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,

    /// Give athletes settings of their own: a file with a row an athlete
    ///
    /// CSV, TSV or JSON with a column `athlete` and columns named after settings. What it says wins
    /// over `--set`; a column of the data with the name of a setting wins over both.
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,

    /// Exit with 4 when a decision is, or still could become, this strict; or is provisional
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    fail_on: Vec<FailOn>,

    /// Decide from the good rows where others are bad, and exit with 3
    #[arg(long)]
    skip_bad_rows: bool,

    /// Write the skipped rows here, with what is wrong with each
    #[arg(long, value_name = "FILE", requires = "skip_bad_rows")]
    rejects: Option<PathBuf>,

    /// How the data writes dates, such as DD.MM.YYYY
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
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
    let (ruleset, paths) = split(&args.files)?;
    keep_apart(args)?;
    let checked = ruleset.load()?;
    console.remark(&checked.warnings);
    let ruleset = checked.ruleset;
    let settings = settings::settings(&ruleset, &args.set)?;
    let mut read = read(args, &ruleset, &paths)?;
    let own = own_settings(args, &ruleset, &read.days)?;
    keep_athletes(&mut read.days, &args.athlete)?;
    console.remark(&read.warnings);
    console.remark(&read.errors);
    console.remark(&own.warnings);
    console.remark(&settings::outranked(
        &ruleset,
        &settings,
        &own.by_athlete,
        &read.days,
        args.on,
    ));
    match read.rejected.len() {
        0 => {}
        1 => console.say("1 row was left out\n\n"),
        rows => console.say(&format!("{rows} rows were left out\n\n")),
    }
    if let Some(path) = &args.rejects {
        let mut rejects = Output::open(Some(path))?;
        let text = data::rejects_text(&read.rejected);
        rejects.write(|out| out.write_all(text.as_bytes()))?;
        rejects.finish()?;
    }

    let options = Options {
        which: match (args.on, args.every_day) {
            (Some(day), _) => Which::On(day),
            (None, true) => Which::EveryDay,
            (None, false) => Which::Latest,
        },
        settings,
        athlete_settings: own.by_athlete,
    };
    let evaluator = Evaluator::new(&ruleset);
    let mut failed = false;
    let mut output = Output::open(args.output.as_deref())?;
    let to_file = args.output.is_some();
    output.write(|out| {
        let mut error = None;
        let mut page = Page::new(args.format, &ruleset, out)?;
        evaluator.decide_each(&read.days, &options, &mut |decision| {
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
    Ok(match (read.rejected.is_empty(), failed) {
        (false, _) => Exit::DataWrong,
        (true, true) => Exit::FailOn,
        (true, false) => Exit::Done,
    })
}

/// The ruleset and the data files among the arguments.
fn split(files: &[String]) -> Result<(Named, Vec<String>), Stop> {
    let (ruleset, paths) = match files.split_first() {
        Some((first, paths)) if Named::is_one(first) => (first.as_str(), paths),
        _ => (rulesets::DEFAULT, files),
    };
    let wrong = |message: String, help: &str| {
        Stop::command(Diagnostic::error(Code::CannotRead, message).help(help))
    };
    if let Some(second) = paths.iter().find(|path| Named::is_one(path)) {
        return Err(wrong(
            format!("`{second}` is a ruleset where data is expected"),
            "name one ruleset, then the data",
        ));
    }
    if paths.is_empty() {
        return Err(wrong(
            "there is no data to decide from".into(),
            "name a data file after the ruleset, or `-` for standard input",
        ));
    }
    Ok((Named::one(ruleset)?, paths.to_vec()))
}

/// Refuses to read standard input twice, to write over what is read, or two results into one file.
fn keep_apart(args: &Args) -> Result<(), Stop> {
    if args.settings.as_deref() == Some(Path::new("-")) && args.files.iter().any(|file| file == "-")
    {
        return Err(Stop::command(
            Diagnostic::error(
                Code::CannotRead,
                "standard input cannot be both the data and the settings",
            )
            .help("write one of them to a file, and name that"),
        ));
    }
    let real = |path: &Path| {
        let absolute = path.canonicalize().or_else(|_| std::path::absolute(path));
        absolute.unwrap_or_else(|_| path.to_owned())
    };
    let mut used: Vec<PathBuf> = args
        .files
        .iter()
        .map(|file| real(Path::new(file)))
        .collect();
    used.extend(args.settings.as_deref().map(real));
    for path in [&args.output, &args.rejects].into_iter().flatten() {
        let known = real(path);
        let is_file = !known.exists() || known.is_file();
        if path != Path::new("-") && is_file && used.contains(&known) {
            let name = path.display();
            return Err(Stop::command(
                Diagnostic::error(
                    Code::CannotWrite,
                    format!("`{name}` cannot be written: this command uses it already"),
                )
                .help("choose another name"),
            ));
        }
        used.push(known);
    }
    Ok(())
}

fn read(args: &Args, ruleset: &Ruleset, paths: &[String]) -> Result<data::Read, Stop> {
    let options = data::Options {
        today: args.on.unwrap_or_else(calendar::today),
        date_format: args.date_format.clone(),
        skip_bad_rows: args.skip_bad_rows,
    };
    let wrong = |diagnostics: Diagnostics| Stop::file(Exit::DataWrong, diagnostics);
    data::read_paths(ruleset, paths, &options).map_err(wrong)
}

/// The settings of each athlete, from `--settings`.
fn own_settings(args: &Args, ruleset: &Ruleset, days: &Days) -> Result<AthleteSettings, Stop> {
    let Some(path) = &args.settings else {
        return Ok(AthleteSettings::default());
    };
    data::read_settings(ruleset, path, days, args.date_format.as_deref())
        .map_err(|diagnostics| Stop::file(Exit::DataWrong, diagnostics))
}

/// Leaves the athletes that were asked for; all where none was.
fn keep_athletes(days: &mut Days, names: &[String]) -> Result<(), Stop> {
    if names.is_empty() {
        return Ok(());
    }
    for name in names {
        if !days.athletes.iter().any(|athlete| athlete.name == *name) {
            let known = days.athletes.iter().map(|athlete| athlete.name.as_str());
            let help = match nearest(name, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the name as the data does".to_owned(),
            };
            return Err(Stop::command(
                Diagnostic::error(
                    Code::UnknownAthlete,
                    format!("the data names no athlete `{name}`"),
                )
                .help(help),
            ));
        }
    }
    days.athletes
        .retain(|athlete| names.contains(&athlete.name));
    Ok(())
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
