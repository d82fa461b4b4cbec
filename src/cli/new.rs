//! `touchline new`: in goes a name, out comes a folder with a ruleset that
//! checks, its tests, made-up data, and a file that lets GitHub check changes.

use std::io;
use std::path::Path;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output;
use crate::built_in;
use crate::diagnostics::{Code, Diagnostic, wrap};
use crate::pipeline::{Source, io_reason};

/// Start a ruleset of your own, with tests and data
///
/// Makes a folder with a small ruleset, its tests, made-up answers to try it on, and what lets
/// GitHub check every change. What is there already is never touched.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline new squad
  touchline new \"First team\"                 makes the folder first_team
  touchline new throwers --from @soreness    start with a copy of a built-in ruleset")]
pub(super) struct Args {
    /// What to call the ruleset, and the folder it lies in
    #[arg(value_name = "NAME")]
    name: String,

    /// Start with a copy of a built-in ruleset, such as @soreness
    #[arg(long, value_name = "RULESET")]
    from: Option<String>,
}

const RULESET: &str = include_str!("new/ruleset.touchline");
const DATA: &str = include_str!("new/data.csv");
const README: &str = include_str!("new/README.md");
const WORKFLOW: &str = include_str!("new/rulesets.yml");

/// Of each built-in ruleset its made-up data, and a setting with another value to try.
const BUILT_IN: &[(&str, &str, &str)] = &[
    (
        "air_quality",
        include_str!("../../rulesets/air_quality.csv"),
        "",
    ),
    (
        "hooper",
        include_str!("../../rulesets/hooper.csv"),
        "fatigued_from=16",
    ),
    (
        "load_watch",
        include_str!("../../rulesets/load_watch.csv"),
        "",
    ),
    (
        "soreness",
        include_str!("../../rulesets/soreness.csv"),
        "severe=7",
    ),
    (
        "squad",
        include_str!("../../rulesets/squad.csv"),
        "severe=8",
    ),
    (
        "strength_day",
        include_str!("../../rulesets/strength_day.csv"),
        "",
    ),
    (
        "throwers_soreness",
        include_str!("../../rulesets/throwers_soreness.csv"),
        "off_after_stop=3",
    ),
    (
        "wellness_lights",
        include_str!("../../rulesets/wellness_lights.csv"),
        "red=-3",
    ),
];

/// Longer names are refused, in characters: file systems have their limits.
const LONGEST: usize = 60;
/// What Windows keeps for devices.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

/// Makes the folder, and says what to do next.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let name = folder_name(&args.name).map_err(|wrong| Stop::command(*wrong))?;
    let (ruleset, data, setting) = match &args.from {
        Some(from) => copied(from)?,
        None => (RULESET.to_owned(), DATA, "sore_from=7"),
    };
    let attempt = match setting {
        "" => String::new(),
        _ => format!(
            "See what another threshold would have decided, before you change it:\n\n    \
             touchline eval {name}.touchline {name}.csv --every-day --set {setting}\n\n"
        ),
    };
    let filled = |text: &str| {
        text.replace("{{version}}", env!("CARGO_PKG_VERSION"))
            .replace("{{attempt}}", &attempt)
            .replace("{{name}}", &name)
            .replace("{{title}}", &title(&args.name))
    };
    let files = [
        (format!("{name}.touchline"), filled(&ruleset)),
        (format!("{name}.csv"), data.to_owned()),
        ("README.md".to_owned(), filled(README)),
        (
            ".github/workflows/rulesets.yml".to_owned(),
            filled(WORKFLOW),
        ),
    ];
    make(&name, &files)?;
    output::print(&told(&name, console.results(false).width))?;
    Ok(Exit::Done)
}

/// The text of a built-in ruleset as a file of its own, its data, and a setting to try.
fn copied(from: &str) -> Result<(String, &'static str, &'static str), Stop> {
    let wanted = from.strip_prefix('@').unwrap_or(from);
    let known = BUILT_IN.iter().find(|(known, ..)| *known == wanted);
    let (Some(&(name, data, setting)), Some((_, text))) = (known, built_in::ruleset(wanted)) else {
        let unknown = Source::built_in(wanted).err().unwrap_or_default();
        return Err(Stop::file(Exit::CommandWrong, unknown));
    };
    let mut ruleset = format!("# Copied from @{name}.\n\n{text}");
    // The files that it includes are no neighbours of the copy.
    for other in built_in::names() {
        let file = format!("include \"{other}.touchline\"");
        ruleset = ruleset.replace(&file, &format!("include \"@{other}\""));
    }
    let formatted = Source::from_text(name, ruleset.as_str()).formatted();
    Ok((formatted.unwrap_or(ruleset), data, setting))
}

/// The name as a file can be called everywhere: in small letters, with `_` for spaces and signs.
fn folder_name(name: &str) -> Result<String, Box<Diagnostic>> {
    let refuse = |message: String, help: &str| {
        Err(Box::new(
            Diagnostic::error(Code::CannotWrite, message).help(help),
        ))
    };
    let trimmed = name.trim();
    if let Some(built_in) = trimmed.strip_prefix('@') {
        return match built_in::ruleset(built_in) {
            Some(_) => refuse(
                format!("`{trimmed}` is a built-in ruleset, and no name for one of your own"),
                &format!(
                    "to start with a copy of it, write `touchline new NAME --from @{built_in}`"
                ),
            ),
            None => refuse(
                format!("`{trimmed}` begins with `@`, as only built-in rulesets do"),
                "leave the `@` out; `--from` starts with a copy of a built-in one",
            ),
        };
    }
    if trimmed.contains(['/', '\\']) {
        return refuse(
            format!("`{trimmed}` leads to another folder, and a name is needed here"),
            "go to the folder in which to make it, and name it there, as in `touchline new squad`",
        );
    }
    let mut folder = String::new();
    for c in trimmed
        .strip_suffix(".touchline")
        .unwrap_or(trimmed)
        .chars()
    {
        if c.is_alphanumeric() || c == '-' {
            folder.extend(c.to_lowercase());
        } else if c.width() != Some(0) && !matches!(c, '\'' | '’') && !folder.ends_with('_') {
            folder.push('_');
        }
    }
    let mut folder = folder.trim_matches(['_', '-']).to_owned();
    if folder.is_empty() {
        return refuse(
            format!("`{name}` has no letter or digit to make a name of"),
            "name the ruleset after those it is for, as in `touchline new squad`",
        );
    }
    if folder.chars().count() > LONGEST {
        return refuse(
            format!("a name has at most {LONGEST} characters"),
            "choose a shorter one; the title inside the ruleset may be as long as you like",
        );
    }
    let is_port = |port: &str| {
        let number = folder.strip_prefix(port);
        number.is_some_and(|number| number.len() == 1)
    };
    if DEVICES.contains(&folder.as_str()) || is_port("com") || is_port("lpt") {
        folder.push_str("_rules");
    }
    Ok(folder)
}

/// The name as a title: `first_team` is `First team`.
fn title(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_suffix(".touchline").unwrap_or(name);
    let spaced = name.replace(['_', '"', '“', '”'], " ");
    let words = spaced.split(|c: char| c.is_whitespace() || c.is_control());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Puts files into a folder that is there once they all are.
fn make(name: &str, files: &[(String, String)]) -> Result<(), Stop> {
    let there = || {
        Stop::command(
            Diagnostic::error(Code::CannotWrite, format!("`{name}` is there already"))
                .help("nothing was changed; choose another name, or move the old one away"),
        )
    };
    let is_there = || std::fs::symlink_metadata(name).is_ok();
    if is_there() {
        return Err(there());
    }
    let made = || -> io::Result<()> {
        let unfinished = tempfile::Builder::new()
            .prefix(".touchline-")
            .tempdir_in(".")?;
        // The temporary folder is for its maker's eyes only, and what comes of it is not.
        let folder = unfinished.path().join(name);
        for (file, text) in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
            std::fs::write(path, text)?;
        }
        std::fs::rename(&folder, name)
    };
    match made() {
        Ok(()) => Ok(()),
        Err(_) if is_there() => Err(there()),
        Err(error) => Err(Stop::command(
            Diagnostic::error(
                Code::CannotWrite,
                format!("`{name}` cannot be made here: {}", io_reason(&error)),
            )
            .help("go to a folder in which you may write"),
        )),
    }
}

/// What was made, and what to do next.
fn told(name: &str, width: usize) -> String {
    let files = [
        (format!("{name}.touchline"), "the rules, and their tests"),
        (format!("{name}.csv"), "made-up answers to try them on"),
        ("README.md".to_owned(), "what to do with them"),
        (
            ".github/workflows/rulesets.yml".to_owned(),
            "checks every change on GitHub",
        ),
    ];
    let names = files.iter().map(|(file, _)| file.width()).max();
    let column = names.unwrap_or(0);
    let widest = files.iter().map(|(_, says)| says.width()).max();
    let is_narrow = column + widest.unwrap_or(0) + 4 > width;
    let mut out = format!("made {name}/\n");
    for (file, says) in &files {
        out.push_str(&match is_narrow {
            true => {
                let says = wrap(says, width.saturating_sub(4)).join("\n    ");
                format!("  {file}\n    {says}\n")
            }
            false => {
                let gap = " ".repeat(column - file.width() + 2);
                format!("  {file}{gap}{says}\n")
            }
        });
    }
    out.push_str(&format!(
        "\nNext:\n  cd {name}\n  touchline eval {name}.touchline {name}.csv\n  touchline test {name}.touchline\n"
    ));
    out
}
