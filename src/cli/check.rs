//! `touchline check`: every error and warning of rulesets, for people and for
//! programs; and the fixes that can be applied without anybody reading them.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::{Exit, Stop};
use super::fix::{self, several};
use super::output::{self, Output};
use super::rulesets::Named;
use super::watch;
use crate::diagnostics::{Batch, Code, Diagnostic, Diagnostics, github, json, sarif};
use crate::fixes::{self, Fixed};
use crate::pipeline::Source;
use crate::source::Sources;

/// Say what is wrong with rulesets, and how to put it right
///
/// Every error and every warning is shown with its line and the fix. Nothing is decided.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline check squad.touchline
  touchline check rulesets/                  every ruleset below a folder
  touchline check @soreness                  a built-in one
  touchline check --diff rulesets/           what --fix would change
  touchline check --fix rulesets/            change it
  touchline check --watch squad.touchline    check again after every change")]
pub(super) struct Args {
    /// Rulesets: `.touchline` files, folders of them, or built-in ones such as `@soreness`
    #[arg(required = true, value_name = "RULESET")]
    rulesets: Vec<String>,

    /// How to show what is found
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Show no more than N messages; 0 shows all, which json, sarif and github do anyway [default: 20]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// End with exit code 1 if there are warnings
    #[arg(long)]
    deny_warnings: bool,

    /// Put right in the files what can only be meant one way, and show what is left
    #[arg(long)]
    fix: bool,

    /// Show as a diff what --fix changes; without --fix, change nothing
    #[arg(long)]
    diff: bool,

    /// Check again after every change of a file, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    watch: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// The lines with labels below them
    #[default]
    Human,
    /// In words alone, a fact a line: for screen readers and logs
    Plain,
    /// One JSON document
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows beside the lines of a change
    Github,
}

/// How many messages people are shown at once.
const ENOUGH: usize = 20;

/// Checks every ruleset named, and goes on after a wrong one.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match args.watch {
        true => {
            let files = watch::Files::of_rulesets(&args.rulesets);
            watch::run(&files, console, &mut || check(args, console))
        }
        false => check(args, console),
    }
}

fn check(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut sources = Vec::new();
    let mut unread = Vec::new();
    for named in Named::all(&args.rulesets)? {
        unread.push(match named.source() {
            Ok(source) => {
                sources.push(source);
                None
            }
            Err(Stop::Wrong(exit, found)) => Some((exit, found)),
            Err(stop) => return Err(stop),
        });
    }
    let fixed = match args.fix || args.diff {
        true => fixes::fix(&sources),
        false => Fixed {
            left: sources.into_iter().map(Source::examine).collect(),
            ..Fixed::default()
        },
    };
    let mut left = fixed.left.iter().cloned();
    let mut told = HashSet::new();
    let mut exit = Exit::Done;
    let mut parts = Vec::new();
    let mut unreadable = Vec::new();
    for unread in unread {
        let (wrong, mut found) = unread.unwrap_or_else(|| examined(left.next()));
        let items = &mut found.items;
        items.retain(|item| told.insert(Told::of(item, &found.sources)));
        exit = exit.and(wrong);
        if wrong == Exit::CommandWrong {
            unreadable.push(parts.len());
        }
        parts.push(found);
    }
    let mut batch = Batch::new(parts, std::env::current_dir().unwrap_or_default());
    if args.deny_warnings && batch.warnings > 0 {
        exit = exit.and(Exit::RulesetWrong);
    }
    for part in unreadable {
        if let Some(part) = batch.parts.get_mut(part) {
            match args.format {
                Format::Plain => console.complain_in_words(part),
                _ => console.complain(part),
            }
            // A document tells programs of all that is wrong; people have read it now.
            if args.format.is_for_people() {
                part.items.clear();
            }
        }
    }
    if args.diff && !args.fix {
        output::print(&fix::diffs(&fixed, &batch.folder, console.diffs()))?;
        fix::say_what_is_left(&fixed, &batch, console);
        fix::say_what_was_refused(&fixed, console);
        return Ok(match fixed.files.is_empty() {
            true => exit,
            false => exit.and(Exit::RulesetWrong),
        });
    }
    let mut output = Output::open(None)?;
    if args.fix {
        let diffs = match args.diff {
            true => fix::diffs(&fixed, &batch.folder, console.diffs()),
            false => String::new(),
        };
        let done = format!("{diffs}{}", fix::write(&fixed, console)?);
        match args.format.is_for_people() {
            true if done.is_empty() => {}
            true => output.write(|out| writeln!(out, "{done}"))?,
            false => console.say(&done),
        }
        fix::say_what_was_refused(&fixed, console);
    }
    let text = shown(args, batch, console);
    output.write(|out| out.write_all(text.as_bytes()))?;
    output.finish()?;
    Ok(exit)
}

impl Format {
    fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Plain)
    }
}

/// What was found in one ruleset, and what that means for the exit code.
fn examined(found: Option<Diagnostics>) -> (Exit, Diagnostics) {
    let found = found.unwrap_or_default();
    match found.has_errors() {
        true => (Exit::RulesetWrong, found),
        false => (Exit::Done, found),
    }
}

/// All that is printed of the messages.
fn shown(args: &Args, mut batch: Batch, console: &Console) -> String {
    let most = match args.limit {
        Some(0) => None,
        None if args.format.is_for_people() => Some(ENOUGH),
        limit => limit,
    };
    let hidden = most.map_or(0, |most| batch.limit(most));
    let summary = summary(&batch, args.deny_warnings);
    match args.format {
        Format::Json => return json(&batch),
        Format::Sarif => return sarif(&batch),
        Format::Github => return format!("{}{summary}\n", github(&batch)),
        Format::Human | Format::Plain => {}
    }
    let mut out = String::new();
    for part in batch.parts.iter().filter(|part| !part.items.is_empty()) {
        out.push_str(&match args.format {
            Format::Plain => console.in_words(part),
            _ => console.rendered(part),
        });
        out.push('\n');
    }
    if hidden > 0 {
        let mark = if args.format == Format::Plain {
            ""
        } else {
            "… "
        };
        let more = several(hidden, "more message");
        out.push_str(&format!("{mark}and {more}: --limit 0 shows all\n\n"));
    }
    out.push_str(&format!("{summary}\n"));
    out
}

/// What makes two messages one: a file that several rulesets include is wrong once.
#[derive(PartialEq, Eq, Hash)]
struct Told {
    code: Code,
    message: String,
    /// The file by its real path, and where in it.
    place: Option<(PathBuf, usize, usize)>,
}

impl Told {
    fn of(item: &Diagnostic, sources: &Sources) -> Self {
        let place = item.place().and_then(|span| {
            let path = Path::new(sources.get(span.file)?.name());
            let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            Some((path, span.start, span.end))
        });
        Self {
            code: item.code,
            message: item.message.clone(),
            place,
        }
    }
}

/// `2 rulesets: 1 error, 3 warnings`
fn summary(batch: &Batch, deny_warnings: bool) -> String {
    let mut found = Vec::new();
    if batch.errors > 0 {
        found.push(several(batch.errors, "error"));
    }
    if batch.warnings > 0 {
        let denied = if deny_warnings { " (denied)" } else { "" };
        found.push(several(batch.warnings, "warning") + denied);
    }
    if found.is_empty() {
        found.push("nothing is wrong".into());
    }
    format!(
        "{}: {}",
        several(batch.rulesets, "ruleset"),
        found.join(", ")
    )
}
