//! `touchline fmt`: rulesets in their one layout. In go files, folders or standard
//! input, out come the files rewritten, or what would change in them.

use std::io::Read as _;

use super::console::Console;
use super::diff::diff;
use super::exit::{Exit, Stop};
use super::fix::{self, several};
use super::output::{self, Output};
use super::rulesets::Named;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, printable};
use crate::fixes::FixedFile;
use crate::format;
use crate::pipeline::{MAX_RULESET_BYTES, Source, io_reason};

/// Lay rulesets out as the library's are
///
/// Spaces, line breaks, the columns of tables and the order of clauses; every comment and blank
/// line stays in its place. What a ruleset says never changes: the result is read again, and
/// compared, before it is written. It need not be right for this, only readable.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline fmt squad.touchline         lay a file out anew
  touchline fmt rulesets/               every ruleset below a folder
  touchline fmt --check rulesets/       only say which would change, and end with 1
  touchline fmt --diff squad.touchline  only show what would change
  touchline fmt - < squad.touchline     from standard input to standard output")]
pub(super) struct Args {
    /// Rulesets: `.touchline` files, or folders of them; `-` is standard input
    #[arg(required = true, value_name = "RULESET")]
    rulesets: Vec<String>,

    /// Change nothing; end with exit code 1 where something would change
    #[arg(long)]
    check: bool,

    /// Change nothing; show as a diff what would change
    #[arg(long)]
    diff: bool,
}

/// What standard input is called in messages.
const STANDARD_INPUT: &str = "standard input";

/// Lays out every ruleset named, and goes on after one that cannot be.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    if args.rulesets.iter().any(|ruleset| ruleset == "-") {
        return standard_input(args, console);
    }
    let mut exit = Exit::Done;
    let mut counts = Counts::default();
    for named in Named::all(&args.rulesets)? {
        counts.files += 1;
        match one(args, &named, console) {
            Ok(changes) => counts.changed += usize::from(changes),
            Err(Stop::Wrong(wrong, found)) => {
                console.remark(&found);
                counts.left += 1;
                exit = exit.and(wrong);
            }
            Err(stop) => return Err(stop),
        }
    }
    if counts.changed > 0 && args.check {
        exit = exit.and(Exit::RulesetWrong);
    }
    console.say(&counts.text(args));
    Ok(exit)
}

/// Lays out one ruleset; whether that changes it.
fn one(args: &Args, named: &Named, console: &Console) -> Result<bool, Stop> {
    let path = match named {
        Named::File(path) => path,
        Named::BuiltIn(name) => return Err(built_in(name)),
    };
    let source = named.source()?;
    let name = path.display().to_string();
    let (before, after) = (source.text(), formatted(&source)?);
    if after == before {
        return Ok(false);
    }
    if args.check || args.diff {
        show(args, &name, (before, &after), console)?;
        return Ok(true);
    }
    fix::write_file(&FixedFile {
        name: name.clone(),
        before: before.to_owned(),
        after,
        fixes: 0,
    })?;
    console.say(&format!("laid out {}\n", printable(&name)));
    Ok(true)
}

/// Lays out what is piped in.
fn standard_input(args: &Args, console: &Console) -> Result<Exit, Stop> {
    if args.rulesets.len() > 1 {
        let several = Diagnostic::error(
            Code::CannotRead,
            "standard input cannot be laid out together with files",
        );
        return Err(Stop::command(several.help("leave `-` out, or the files")));
    }
    let source = piped()?;
    let (before, after) = (source.text(), formatted(&source)?);
    if !args.check && !args.diff {
        output::print(&after)?;
        return Ok(Exit::Done);
    }
    if after == before {
        return Ok(Exit::Done);
    }
    show(args, STANDARD_INPUT, (before, &after), console)?;
    Ok(match args.check {
        true => Exit::RulesetWrong,
        false => Exit::Done,
    })
}

fn piped() -> Result<Source, Stop> {
    let cannot = |code, reason: String| {
        let message = format!("standard input cannot be read: {reason}");
        Stop::command(Diagnostic::error(code, message).help("give it the text of a ruleset"))
    };
    let mut bytes = Vec::new();
    let input = std::io::stdin().lock();
    let read = input.take(MAX_RULESET_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| cannot(Code::CannotRead, io_reason(&error)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_RULESET_BYTES {
        return Err(cannot(Code::FileTooLarge, "it is larger than 16 MB".into()));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Source::from_text(STANDARD_INPUT, text)),
        Err(_) => Err(cannot(Code::NotText, "it is not UTF-8 text".into())),
    }
}

fn formatted(source: &Source) -> Result<String, Stop> {
    let laid_out = source.formatted();
    laid_out.map_err(|found| Stop::file(Exit::RulesetWrong, found))
}

/// What `--check` and `--diff` say of a ruleset that would change.
fn show(
    args: &Args,
    name: &str,
    (before, after): (&str, &str),
    console: &Console,
) -> Result<(), Stop> {
    let mut out = Output::open(None)?;
    if args.check {
        out.write(|out| writeln!(out, "would change {}", printable(name)))?;
    }
    if args.diff {
        let folder = std::env::current_dir().unwrap_or_default();
        let changes = diff(&folder, name, before, after, console.diffs());
        out.write(|out| out.write_all(changes.as_bytes()))?;
    }
    out.finish()
}

#[derive(Default)]
struct Counts {
    files: usize,
    changed: usize,
    /// Those that could not be read or written.
    left: usize,
}

impl Counts {
    fn text(&self, args: &Args) -> String {
        let all = several(self.files, "ruleset");
        let left = match self.left {
            0 => String::new(),
            left => format!(
                "; {left} left as {}",
                if left == 1 { "it is" } else { "they are" }
            ),
        };
        match (self.changed, args.check || args.diff) {
            (0, _) if self.left > 0 => format!("{all}: none laid out anew{left}\n"),
            (0, _) if self.files == 1 => format!("{all}, as it should be\n"),
            (0, _) => format!("{all}, as they should be\n"),
            (changed, true) => format!("{changed} of {all} would change{left}\n"),
            (changed, false) => format!("{changed} of {all} laid out anew{left}\n"),
        }
    }
}

fn built_in(name: &str) -> Stop {
    let message = format!("`@{name}` is built in, and cannot be changed");
    Stop::command(
        Diagnostic::error(Code::CannotWrite, message)
            .help("name `.touchline` files, or folders of them"),
    )
}

impl Source {
    /// Its text in the one layout; or its syntax errors, as `check` tells them.
    pub(super) fn formatted(&self) -> Result<String, Diagnostics> {
        let (sources, id) = self.text_alone();
        let errors = match format::format(&sources, id) {
            Ok(text) => return Ok(text),
            Err(errors) => errors,
        };
        let mut told = self.clone().examine();
        told.items.retain(|item| {
            let place = |one: &Diagnostic| one.place().map(|span| (span.start, span.end));
            let is_same = |error: &Diagnostic| {
                error.code == item.code
                    && error.message == item.message
                    && place(error) == place(item)
            };
            errors.iter().any(is_same)
        });
        match told.items.len() == errors.len() {
            true => Err(told),
            // Said in other words there, or no syntax error.
            false => Err(Diagnostics::new(sources, errors)),
        }
    }
}
