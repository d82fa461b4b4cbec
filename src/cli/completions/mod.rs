//! `touchline completions`: in goes a shell's name, out comes the script that
//! lets it complete; and when the shell then asks, a line up to the cursor goes
//! in, and out come the words that may stand there.
//!
//! The script only asks: what there is to choose is known here, from the
//! rulesets and data files that the line names already.

mod athletes;
mod candidates;
mod names;
mod words;

use std::ffi::{OsStr, OsString};

use clap_complete::engine::CompletionCandidate;

use super::exit::{Exit, Stop};
use super::output;
use words::Words;

/// Let the shell complete commands, rulesets, settings, tests and athletes
///
/// Prints a script for the shell. Once it has read the script, pressing Tab completes what is
/// being typed, the names in your own rulesets and data among them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  echo 'source <(touchline completions bash)' >> ~/.bashrc
  echo 'source <(touchline completions zsh)' >> ~/.zshrc
  touchline completions fish > ~/.config/fish/completions/touchline.fish
  touchline completions powershell >> $PROFILE

Open a new terminal afterwards.")]
pub(super) struct Args {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

/// The shells that can be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Shell {
    /// Bash 3.2 or later
    Bash,
    /// Zsh 5 or later
    Zsh,
    /// Fish 3.1 or later
    Fish,
    /// PowerShell 5 or later
    Powershell,
}

impl Shell {
    fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("bash.sh"),
            Self::Zsh => include_str!("zsh.zsh"),
            Self::Fish => include_str!("fish.fish"),
            Self::Powershell => include_str!("powershell.ps1"),
        }
    }
}

/// By this the scripts ask: it holds the shell's name.
const ASKS: &str = "TOUCHLINE_COMPLETE";
/// And by this, where the line would be hard to hand over as an argument.
const LINE: &str = "TOUCHLINE_LINE";

/// Prints the script of a shell.
pub(super) fn run(args: &Args) -> Result<Exit, Stop> {
    output::print(args.shell.script())?;
    Ok(Exit::Done)
}

/// Answers a shell that asks, with the arguments of this process; `None` where it is a command.
pub(super) fn answer(arguments: &[OsString], command: clap::Command) -> Option<String> {
    let asks = std::env::var(ASKS).ok()?;
    let shell = <Shell as clap::ValueEnum>::from_str(&asks, true).ok()?;
    let argument = |index: usize| {
        let text = arguments.get(index).map(|text| text.to_string_lossy());
        text.unwrap_or_default().into_owned()
    };
    let line = std::env::var(LINE).unwrap_or_else(|_| argument(1));
    let words = Words::cut(&line, shell);
    let kept = match shell {
        Shell::Bash => words.kept(&argument(2), shell),
        _ => String::new(),
    };
    let mut out = String::new();
    for candidate in offered(&words, command) {
        let value = candidate.get_value().to_string_lossy();
        // What is no text, or would be cut by the script, cannot be typed.
        let unfit = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
        if value.contains(unfit) {
            continue;
        }
        let Some(rest) = value.strip_prefix(&kept).filter(|rest| !rest.is_empty()) else {
            continue;
        };
        out.push_str(&words.quoted(rest, shell));
        if let Some(help) = candidate.get_help().filter(|_| shell != Shell::Bash) {
            let help = help.to_string();
            let line = help.lines().next().unwrap_or_default();
            out.push('\t');
            out.extend(line.chars().filter(|c| !c.is_control()));
        }
        out.push('\n');
    }
    Some(out)
}

/// What may stand at the cursor.
fn offered(words: &Words, command: clap::Command) -> Vec<CompletionCandidate> {
    let mut command = candidates::add(command, &words.before);
    let mut line: Vec<OsString> = words.before.iter().map(OsString::from).collect();
    let at = line.len();
    line.push(OsString::from(&words.current));
    let folder = std::env::current_dir().ok();
    let found = clap_complete::engine::complete(&mut command, line, at, folder.as_deref());
    let mut found = found.unwrap_or_default();
    // Options are offered once a dash is typed, or where there is nothing else.
    let is_option = |candidate: &CompletionCandidate| starts_with(candidate.get_value(), "-");
    if words.current.is_empty() && !found.iter().all(is_option) {
        found.retain(|candidate| !is_option(candidate));
    }
    found
}

fn starts_with(value: &OsStr, start: &str) -> bool {
    value.as_encoded_bytes().starts_with(start.as_bytes())
}
