//! What a command decides from: in go the arguments that name a ruleset, data
//! and settings, out come the ruleset, the days and the thresholds, with all
//! that is to be remarked said.

use std::path::{Path, PathBuf};

use super::athletes::keep;
use super::calendar;
use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::rulesets::{self, Named};
use super::settings;
use super::watch;
use crate::data;
use crate::days::{Days, DaysBuilder};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};
use crate::engine::{Options, Which};
use crate::report::list;
use crate::ruleset::{Ruleset, SettingId, Value};
use crate::testing;

/// The options of every command that decides from data.
#[derive(Debug, clap::Args)]
pub(super) struct Reading {
    /// Decide this day, such as 2026-06-05; also the day of data without dates
    #[arg(long, value_name = "DATE", value_parser = calendar::day)]
    pub on: Option<i32>,

    /// Decide this athlete alone, as the data names them; repeatable
    #[arg(long, value_name = "NAME")]
    pub athlete: Vec<String>,

    /// Decide an example that the ruleset holds, in place of data
    #[arg(long, value_name = "NAME", conflicts_with_all = ["athlete", "settings", "skip_bad_rows"])]
    pub example: Option<String>,

    /// Give a setting of the ruleset another value; repeatable
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,

    /// Give athletes settings of their own: a file with a row an athlete
    ///
    /// CSV, TSV or JSON with a column `athlete` and columns named after settings. What it says wins
    /// over `--set`; a column of the data with the name of a setting wins over both.
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,

    /// Decide from the good rows where others are bad, and exit with 3
    #[arg(long)]
    pub skip_bad_rows: bool,

    /// Write the skipped rows here, with what is wrong with each
    #[arg(long, value_name = "FILE", requires = "skip_bad_rows")]
    pub rejects: Option<PathBuf>,

    /// Read this sheet of Excel workbooks, not the first
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// How the data writes dates, such as DD.MM.YYYY
    #[arg(long, value_name = "FORMAT")]
    pub date_format: Option<String>,
}

/// What there is to decide from.
pub(super) struct Decidable {
    /// The rules.
    pub ruleset: Ruleset,
    /// The days of the athletes that were asked for.
    pub days: Days,
    /// The thresholds; and the day that was asked for, else the latest of each athlete.
    pub options: Options,
    /// Rows were left out.
    pub is_partial: bool,
}

impl Reading {
    /// Whether anything is said that only data can be read by.
    pub fn asks_for_data(&self) -> bool {
        let has_more = self.sheet.is_some() || self.date_format.is_some() || self.skip_bad_rows;
        let has_files = self.settings.is_some() || self.rejects.is_some();
        let has_names = !self.athlete.is_empty() || !self.set.is_empty();
        has_names || has_files || has_more || self.on.is_some() || self.example.is_some()
    }

    /// What there is to watch of what a command names.
    ///
    /// # Errors
    /// Where the arguments are wrong.
    pub fn watched(&self, files: &[String]) -> Result<watch::Files, Stop> {
        let (ruleset, paths) = split(files)?;
        let ruleset = match ruleset {
            Named::File(path) => path.display().to_string(),
            Named::BuiltIn(name) => format!("@{name}"),
        };
        let data = paths.iter().map(PathBuf::from);
        Ok(watch::Files {
            rulesets: vec![ruleset],
            data: data.chain(self.settings.clone()).collect(),
        })
    }

    /// Reads what a command names: a ruleset and data files, or data files alone.
    /// Writes the rejected rows, and remarks on standard error what there is to be.
    ///
    /// # Errors
    /// Whatever is wrong with the arguments, the ruleset or the data.
    pub fn read(&self, files: &[String], console: &Console) -> Result<Decidable, Stop> {
        let (ruleset, paths) = split(files)?;
        match (&self.example, &paths[..]) {
            (None, []) => {
                return Err(wrong_files(
                    "there is no data to decide from".into(),
                    "name a data file after the ruleset, or `-` for standard input",
                ));
            }
            (Some(_), [data, ..]) => {
                return Err(wrong_files(
                    format!("`{data}` is data, and `--example` decides without"),
                    "leave one of them out",
                ));
            }
            _ => {}
        }
        let checked = ruleset.load()?;
        console.remark(&checked.warnings);
        let ruleset = checked.ruleset;
        if let Some(name) = &self.example {
            let settings = settings::settings(&ruleset, &self.set)?;
            return self.example(ruleset, name, settings);
        }
        let read = self.data(&ruleset, &paths)?;
        self.decidable(ruleset, read, &self.athlete, console)
    }

    /// What a questionnaire begins with: the ruleset, the data that the command names, and what
    /// was saved before, each where there is any. An athlete of whom nothing was saved is new.
    ///
    /// # Errors
    /// As [`Reading::read`].
    pub fn read_for_questions(
        &self,
        files: &[String],
        saved: Option<&Path>,
        console: &Console,
    ) -> Result<Decidable, Stop> {
        let (ruleset, mut paths) = split(files)?;
        let named = paths.len();
        if let Some(saved) = saved.filter(|saved| holds_text(saved))
            && !paths.iter().any(|path| is_same(Path::new(path), saved))
        {
            paths.push(saved.display().to_string());
        }
        let checked = ruleset.load()?;
        console.remark(&checked.warnings);
        let ruleset = checked.ruleset;
        let asked = match named {
            // Only what was named says who there is.
            0 => &[][..],
            _ => &self.athlete[..],
        };
        let day = self.on.unwrap_or_else(calendar::today);
        let mut decidable = match paths.is_empty() {
            true => {
                let days = nothing_yet(&ruleset, "", day);
                self.with_settings(ruleset, days, console)?
            }
            false => {
                let mut read = self.data(&ruleset, &paths)?;
                // What has no column is what the questions are for.
                let items = &mut read.warnings.items;
                items.retain(|item| item.code != Code::DataMissingColumn);
                self.decidable(ruleset, read, asked, console)?
            }
        };
        if named == 0 {
            let known = &decidable.days.athletes;
            let is_known = |name: &String| known.iter().any(|athlete| athlete.name == *name);
            match &self.athlete[..] {
                [new] if !is_known(new) => {
                    let names = known.iter().map(|athlete| athlete.name.as_str());
                    if let Some(near) = nearest(new, names.filter(|name| !name.is_empty())) {
                        console.say(&format!("`{new}` is new; did you mean `{near}`?\n\n"));
                    }
                    let days = nothing_yet(&decidable.ruleset, new, day);
                    decidable = self.with_settings(decidable.ruleset, days, console)?;
                }
                names => keep(&mut decidable.days, names)?,
            }
        }
        Ok(decidable)
    }

    /// The same from days that are no file's.
    fn with_settings(
        &self,
        ruleset: Ruleset,
        days: Days,
        console: &Console,
    ) -> Result<Decidable, Stop> {
        let read = data::Read {
            days,
            warnings: Diagnostics::default(),
            errors: Diagnostics::default(),
            rejected: Vec::new(),
        };
        self.decidable(ruleset, read, &[], console)
    }

    fn data(&self, ruleset: &Ruleset, paths: &[String]) -> Result<data::Read, Stop> {
        data::read_paths(ruleset, paths, &self.data_options())
            .map_err(|diagnostics| Stop::file(Exit::DataWrong, diagnostics))
    }

    /// How data files are read.
    pub fn data_options(&self) -> data::Options {
        data::Options {
            today: self.on.unwrap_or_else(calendar::today),
            date_format: self.date_format.clone(),
            sheet: self.sheet.clone(),
            skip_bad_rows: self.skip_bad_rows,
        }
    }

    fn decidable(
        &self,
        ruleset: Ruleset,
        mut read: data::Read,
        athletes: &[String],
        console: &Console,
    ) -> Result<Decidable, Stop> {
        let settings = settings::settings(&ruleset, &self.set)?;
        let wrong = |diagnostics| Stop::file(Exit::DataWrong, diagnostics);
        let own = match &self.settings {
            Some(path) => {
                let format = self.date_format.as_deref();
                data::read_settings(&ruleset, path, &read.days, format).map_err(wrong)?
            }
            None => data::AthleteSettings::default(),
        };
        keep(&mut read.days, athletes)?;
        console.remark(&read.warnings);
        console.remark(&read.errors);
        console.remark(&own.warnings);
        console.remark(&settings::outranked(
            &ruleset,
            &settings,
            &own.by_athlete,
            &read.days,
            self.on,
        ));
        match read.rejected.len() {
            0 => {}
            1 => console.say("1 row was left out\n\n"),
            rows => console.say(&format!("{rows} rows were left out\n\n")),
        }
        if let Some(path) = &self.rejects {
            let mut rejects = Output::open(Some(path))?;
            let text = data::rejects_text(&read.rejected);
            rejects.write(|out| out.write_all(text.as_bytes()))?;
            rejects.finish()?;
        }
        Ok(Decidable {
            ruleset,
            days: read.days,
            options: Options {
                which: self.on.map_or(Which::Latest, Which::On),
                settings,
                athlete_settings: own.by_athlete,
            },
            is_partial: !read.rejected.is_empty(),
        })
    }

    /// The day that an example of the ruleset is.
    fn example(
        &self,
        ruleset: Ruleset,
        name: &str,
        settings: Vec<(SettingId, Value)>,
    ) -> Result<Decidable, Stop> {
        let mut examples = ruleset.examples.iter();
        let Some(example) = examples.find(|example| example.name == name) else {
            let known = ruleset.examples.iter().map(|example| example.name.as_str());
            let help = match nearest(name, known.clone()) {
                Some(near) => format!("did you mean `--example \"{near}\"`?"),
                None if ruleset.examples.is_empty() => "the ruleset holds no examples".to_owned(),
                None => {
                    let known: Vec<String> = known.map(|name| format!("“{name}”")).collect();
                    format!("the ruleset's examples are {}", list(&known, "and"))
                }
            };
            let message = format!("the ruleset has no example “{name}”");
            let unknown = Diagnostic::error(Code::NoSuchExample, message).help(help);
            return Err(Stop::command(unknown));
        };
        let today = self.on.unwrap_or_else(calendar::today);
        let (days, own) = testing::example(&ruleset, example, today).map_err(|reason| {
            let message = format!("the example “{name}” cannot be decided: {reason}");
            let unreachable = Diagnostic::error(Code::NoSuchExample, message);
            Stop::command(unreachable.help("change the day that it gives"))
        })?;
        // What is said on the command line wins over what the example gives.
        let settings = own.into_iter().chain(settings).collect();
        Ok(Decidable {
            ruleset,
            days,
            options: Options {
                which: Which::On(today),
                settings,
                ..Options::default()
            },
            is_partial: false,
        })
    }

    /// Refuses to read standard input twice, to write over what is read, or two
    /// results into one file; `output` is where the command's own go.
    ///
    /// # Errors
    /// `cannot-read` or `cannot-write`.
    pub fn keep_apart(&self, files: &[String], output: Option<&Path>) -> Result<(), Stop> {
        if self.settings.as_deref() == Some(Path::new("-")) && files.iter().any(|file| file == "-")
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
        let mut used: Vec<PathBuf> = files.iter().map(|file| real(Path::new(file))).collect();
        used.extend(self.settings.as_deref().map(real));
        for path in [output, self.rejects.as_deref()].into_iter().flatten() {
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
}

/// Whether two paths lead to one file.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Whether a file is there and has something in it.
fn holds_text(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|known| !known.is_file() || known.len() > 0)
}

/// An athlete's first day, without answers.
fn nothing_yet(ruleset: &Ruleset, athlete: &str, day: i32) -> Days {
    let mut days = DaysBuilder::new(ruleset);
    days.row(athlete, day);
    days.finish()
}

/// The ruleset and the data files among the arguments.
fn split(files: &[String]) -> Result<(Named, Vec<String>), Stop> {
    let (ruleset, paths) = match files.split_first() {
        Some((first, paths)) if Named::is_one(first) => (first.as_str(), paths),
        _ => (rulesets::DEFAULT, files),
    };
    if let Some(second) = paths.iter().find(|path| Named::is_one(path)) {
        return Err(wrong_files(
            format!("`{second}` is a ruleset where data is expected"),
            "name one ruleset, then the data",
        ));
    }
    Ok((Named::one(ruleset)?, paths.to_vec()))
}

fn wrong_files(message: String, help: &str) -> Stop {
    Stop::command(Diagnostic::error(Code::CannotRead, message).help(help))
}
