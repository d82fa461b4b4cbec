//! `touchline ask`: a questionnaire. In go answers, typed at a terminal or a line
//! each from a pipe, out come the decision and, where it is asked for, a row of
//! data.

mod interrupt;
mod lines;
mod marks;
mod prompts;
mod save;

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::calendar;
use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::reading::{Decidable, Reading};
use crate::ask::{Entry, Question, Questionnaire};
use crate::days::Days;
use crate::decision::{Decision, Waiting};
use crate::diagnostics::{Code, Diagnostic, printable, wrap};
use crate::report::{JsonArray, Tone, full, list, paint};
use interrupt::Interrupt;
use lines::Lines;
use prompts::Prompts;
use save::Save;

/// Ask an athlete, and decide
///
/// Asks only what can still change the verdict, stage by stage, and stops when nothing can. Enter
/// alone skips a question, `back` goes back, `?` tells more. From a pipe the answers are a line
/// each, in the order of the questions; a line `sleep = 7 h` answers that question whenever it
/// comes. The questions go to standard error, the decision to standard output.
#[derive(Debug, clap::Args)]
#[command(
    override_usage = "touchline ask [OPTIONS] [RULESET] [DATA]...",
    after_help = "\
Examples:
  touchline ask                                      the built-in soreness rules
  touchline ask squad.touchline                      your own rules
  touchline ask squad.touchline season.csv --athlete Kim    with the days before
  touchline ask squad.touchline --athlete Kim --save log.csv   and keep the answers
  touchline ask squad.touchline --on 2026-06-05      about another day
  printf '7 h\\n3\\n' | touchline ask squad.touchline --format json"
)]
pub(super) struct Args {
    /// A ruleset, then data files with earlier days, and with what today is answered already
    ///
    /// A ruleset is a `.touchline` file, or a built-in one such as `@wellness_lights`. Without one
    /// the built-in `@soreness` asks.
    #[arg(value_name = "DATA", num_args = 0..)]
    files: Vec<String>,

    #[command(flatten)]
    reading: Reading,

    /// Add the answers to this file as a row: CSV, TSV, JSON or NDJSON; its earlier days count
    ///
    /// A file that is not there is made. It is written at the end, whole or not at all.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,

    /// How to show the decision
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    #[default]
    Table,
    /// An array with the decision and all there is to know
    Json,
}

/// What comes of a question.
enum Typed {
    /// A line, read.
    Entry(Entry),
    /// Nothing more will be typed.
    End,
    /// Ctrl-C.
    Interrupted,
}

/// Who is asked.
enum Asked {
    /// A person at a terminal, with lists to choose from.
    Prompts(Box<Prompts>),
    /// A pipe, or a terminal that shows lines alone.
    Lines(Lines),
}

/// Asks, saves, and shows the decision.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    if args.files.iter().any(|file| file == "-") {
        return Err(Stop::command(
            Diagnostic::error(
                Code::CannotRead,
                "`-` is standard input, where the answers come from",
            )
            .help("name a file with the data"),
        ));
    }
    args.reading.keep_apart(&args.files, None)?;
    let save = args.save.as_deref();
    save.map_or(Ok(()), save::refuse_what_is_no_file)?;
    let Decidable {
        ruleset,
        mut days,
        options,
        is_partial,
    } = args
        .reading
        .read_for_questions(&args.files, save, console)?;
    let interrupt = Interrupt::watch(nothing_saved(console, save));
    let mut asked = Asked::new(console, &interrupt);
    let Some(athlete) = whose(&mut asked, &days)? else {
        return Ok(left(console, save));
    };
    if let Some(one) = days.athletes.get(athlete).cloned() {
        days.athletes = vec![one];
    }
    let name = days.athletes.first().map(|athlete| athlete.name.clone());
    let name = match (name, &args.reading.athlete[..]) {
        (Some(name), _) if !name.is_empty() => name,
        (_, [only]) => only.clone(),
        _ => String::new(),
    };
    let day = args.reading.on.unwrap_or_else(calendar::today);
    let save = match save {
        Some(path) => Some(Save::new(path, &ruleset, &args.reading, &name, day)?),
        None => None,
    };
    let mut questionnaire = Questionnaire::new(&ruleset, &days, 0, day, &options);
    if converse(&mut questionnaire, &mut asked, console)? == Ended::Left {
        return Ok(left(console, args.save.as_deref()));
    }
    let misread = asked.finish(&mut questionnaire, console)?;
    let saved = match &save {
        Some(save) => interrupt.after(|| save.write(&questionnaire, console)),
        None => interrupt.after(|| Ok(())),
    };
    if let Some(decision) = questionnaire.decision() {
        close(&questionnaire, decision, console);
        // What was typed is worth more than who reads the decision.
        show(decision, args.format, console)?;
    }
    saved?;
    Ok(match is_partial || misread {
        true => Exit::DataWrong,
        false => Exit::Done,
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    /// There is nothing more to ask, or nobody to ask.
    Done,
    /// On her own will.
    Left,
}

/// Asks until there is nothing more to ask.
fn converse(
    questionnaire: &mut Questionnaire<'_>,
    asked: &mut Asked,
    console: &Console,
) -> Result<Ended, Stop> {
    let mut stage = None;
    loop {
        let Some(question) = questionnaire.question() else {
            return Ok(Ended::Done);
        };
        let next = question.input().stage;
        if next != stage {
            stage = next;
            if let Some(stage) = question.stage() {
                tell(console, &format!("── {stage} ──"), Tone::Quiet, 0);
            }
        }
        match asked.ask(&question, console)? {
            Typed::Entry(Entry::Answer(input, changes)) => questionnaire.answer(input, changes),
            Typed::Entry(Entry::Skip) => questionnaire.skip(),
            Typed::Entry(Entry::Back) => {
                if !questionnaire.back() {
                    tell(console, "This is the first question.", Tone::Quiet, 2);
                }
            }
            Typed::Entry(Entry::Help) => {
                for line in question.help() {
                    tell(console, &line, Tone::Plain, 2);
                }
            }
            Typed::Entry(Entry::Quit) | Typed::Interrupted => return Ok(Ended::Left),
            Typed::End => return Ok(Ended::Done),
        }
    }
}

impl Asked {
    fn new(console: &Console, interrupt: &Interrupt) -> Self {
        match Prompts::new(console, interrupt) {
            Some(prompts) => Self::Prompts(Box::new(prompts)),
            None => Self::Lines(Lines::new()),
        }
    }

    fn ask(&mut self, question: &Question<'_>, console: &Console) -> Result<Typed, Stop> {
        tell(console, &question.text(), Tone::Strong, 0);
        match self {
            Self::Prompts(prompts) => prompts.ask(question, console),
            Self::Lines(lines) => {
                tell(console, &question.hint(), Tone::Quiet, 2);
                lines.ask(question, console)
            }
        }
    }

    /// What is still to be read when nothing more is asked. Whether some of it was no answer.
    fn finish(
        &mut self,
        questionnaire: &mut Questionnaire<'_>,
        console: &Console,
    ) -> Result<bool, Stop> {
        match self {
            Self::Prompts(_) => Ok(false),
            Self::Lines(lines) => lines.finish(questionnaire, console),
        }
    }
}

/// The index of the athlete who is asked; `None` where that was left.
fn whose(asked: &mut Asked, days: &Days) -> Result<Option<usize>, Stop> {
    let athletes = days.athletes.iter();
    let names: Vec<String> = athletes.map(|athlete| athlete.name.clone()).collect();
    match (asked, names.len()) {
        (_, 0 | 1) => Ok(Some(0)),
        (Asked::Prompts(prompts), _) => prompts.choose("Who answers?", names),
        (Asked::Lines(_), count) => {
            let shown: Vec<String> = names
                .iter()
                .take(8)
                .map(|name| format!("`{}`", printable(name)))
                .collect();
            let names = match count > 8 {
                true => format!("{} and {} more", shown.join(", "), count - 8),
                false => list(&shown, "and"),
            };
            Err(Stop::command(
                Diagnostic::error(
                    Code::UnknownAthlete,
                    format!("the data names {count} athletes, and one answers"),
                )
                .help(format!("say who: `--athlete NAME`; there are {names}")),
            ))
        }
    }
}

/// Says on standard error, in lines that fit.
fn tell(console: &Console, text: &str, tone: Tone, indent: usize) {
    let layout = console.messages();
    let width = layout.width.saturating_sub(indent);
    for line in wrap(&printable(text), width) {
        let line = paint(&line, tone, layout.color);
        console.say(&format!("{}{line}\n", " ".repeat(indent)));
    }
}

fn left(console: &Console, save: Option<&Path>) -> Exit {
    console.say(&nothing_saved(console, save));
    Exit::Interrupted
}

/// What is said where the questionnaire is left.
fn nothing_saved(console: &Console, save: Option<&Path>) -> String {
    let text = match save {
        Some(path) => format!("Left. Nothing was saved to {}.", path.display()),
        None => "Left. Nothing was saved.".to_owned(),
    };
    let lines = wrap(&printable(&text), console.messages().width);
    format!("\n{}\n", lines.join("\n"))
}

/// Says why nothing more is asked.
fn close(questionnaire: &Questionnaire<'_>, decision: &Decision, console: &Console) {
    let is_answer = |item: &Waiting| matches!(item, Waiting::Answer { .. });
    let waits_on_answers = decision.waiting_on.iter().any(is_answer);
    let day = questionnaire.what_if();
    let mut inputs = day.ruleset().inputs();
    let text = if decision.is_final {
        match inputs.any(|(id, _)| !day.is_answered(id)) {
            true => "Nothing you could still answer changes this.",
            false => "",
        }
    } else if waits_on_answers {
        "What was left open could still change this."
    } else {
        "Nothing you could still answer changes this; it waits for what earlier days would tell."
    };
    if !text.is_empty() {
        tell(console, text, Tone::Quiet, 0);
    }
    console.say("\n");
}

fn show(decision: &Decision, format: Format, console: &Console) -> Result<(), Stop> {
    let mut output = Output::open(None)?;
    output.write(|out| match format {
        Format::Table => out.write_all(full(decision, &console.results(false)).as_bytes()),
        Format::Json => {
            let mut array = JsonArray::new(out);
            array.push(decision)?;
            array.finish()
        }
    })?;
    output.finish()
}
