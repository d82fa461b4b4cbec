//! `touchline fmt`: the one layout of rulesets.

use std::io::Read as _;
use std::path::Path;

use super::console::Console;
use super::diff::diff;
use super::exit::{Exit, Stop};
use super::fix::{self, several};
use super::output;
use super::rulesets::Named;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
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

/// Formats every ruleset named, and goes on after one that cannot be read.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    if args.rulesets.iter().any(|ruleset| ruleset == "-") {
        return standard_input(args, console);
    }
    let mut exit = Exit::Done;
    let mut counts = Counts::default();
    for named in Named::all(&args.rulesets)? {
        let Named::File(path) = &named else {
            return Err(built_in(&named));
        };
        let source = named.source()?;
        let name = path.display().to_string();
        let after = match source.formatted() {
            Ok(after) => after,
            Err(found) => {
                console.remark(&found);
                counts.unread += 1;
                exit = exit.and(Exit::RulesetWrong);
                continue;
            }
        };
        let changes = after != source.text();
        counts.files += 1;
        counts.changed += usize::from(changes);
        if !changes {
            continue;
        }
        if args.diff {
            output::print(&shown(&name, source.text(), &after, console)?)?;
        }
        if args.check {
            exit = exit.and(Exit::RulesetWrong);
        }
        if !args.diff && !args.check {
            fix::write_file(&FixedFile {
                name: name.clone(),
                before: source.text().to_owned(),
                after,
                fixes: 0,
            })?;
        }
        if !args.diff {
            let done = if args.check {
                "would change"
            } else {
                "laid out"
            };
            console.say(&format!("{done} {name}\n"));
        }
    }
    console.say(&counts.text(args));
    Ok(exit)
}

#[derive(Default)]
struct Counts {
    files: usize,
    changed: usize,
    unread: usize,
}

impl Counts {
    fn text(&self, args: &Args) -> String {
        let rest = match self.unread {
            0 => String::new(),
            unread => format!("; {} cannot be read", several(unread, "ruleset")),
        };
        let all = several(self.files, "ruleset");
        match (self.changed, args.check || args.diff) {
            (0, _) if self.files == 0 => format!("nothing is laid out{rest}\n"),
            (0, _) => format!("{all} as they should be{rest}\n").replacen(
                "1 ruleset as they should be",
                "1 ruleset as it should be",
                1,
            ),
            (changed, true) => format!("{changed} of {all} would change{rest}\n"),
            (changed, false) => format!("{changed} of {all} laid out anew{rest}\n"),
        }
    }
}

fn standard_input(args: &Args, console: &Console) -> Result<Exit, Stop> {
    if args.rulesets.len() > 1 {
        let several = Diagnostic::error(
            Code::CannotRead,
            "standard input cannot be laid out together with files",
        );
        return Err(Stop::command(several.help("leave `-` out, or the files")));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin()
        .lock()
        .take(MAX_RULESET_BYTES + 1)
        .read_to_end(&mut bytes);
    let cannot = |code, reason: String| {
        let message = format!("standard input cannot be read: {reason}");
        Stop::command(Diagnostic::error(code, message).help("give it the text of a ruleset"))
    };
    read.map_err(|error| cannot(Code::CannotRead, io_reason(&error)))?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_RULESET_BYTES {
        return Err(cannot(Code::FileTooLarge, "it is larger than 16 MB".into()));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| cannot(Code::NotText, "it is not UTF-8 text".into()))?;
    let source = Source::from_text(STANDARD_INPUT, text);
    let after = match source.formatted() {
        Ok(after) => after,
        Err(found) => return Err(Stop::Wrong(Exit::RulesetWrong, found)),
    };
    let changes = after != source.text();
    match (args.diff, args.check) {
        (true, _) if changes => {
            output::print(&shown("standard_input", source.text(), &after, console)?)?;
        }
        (false, false) => output::print(&after)?,
        _ => {}
    }
    Ok(match args.check && changes {
        true => {
            console.say("standard input would change\n");
            Exit::RulesetWrong
        }
        false => Exit::Done,
    })
}

fn shown(name: &str, before: &str, after: &str, console: &Console) -> Result<String, Stop> {
    let folder = std::env::current_dir().unwrap_or_else(|_| Path::new(".").to_owned());
    Ok(diff(&folder, name, before, after, console.diffs()))
}

fn built_in(named: &Named) -> Stop {
    let name = match named {
        Named::BuiltIn(name) => name.as_str(),
        Named::File(_) => "",
    };
    let message = format!("`@{name}` is built in, and cannot be changed");
    Stop::command(
        Diagnostic::error(Code::CannotWrite, message)
            .help("name `.touchline` files, or folders of them"),
    )
}

impl Source {
    /// Its text in the one layout.
    pub(super) fn formatted(&self) -> Result<String, Diagnostics> {
        let (sources, id) = self.text_alone();
        format::format(&sources, id).map_err(|found| Diagnostics::new(sources, found))
    }
}
