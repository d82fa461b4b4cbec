//! What each argument can be: in go the commands as `clap` knows them and the
//! words of the line so far, out come the same commands with, for each argument
//! that names something, who lists what it can name.

use std::ffi::OsStr;
use std::path::Path;

use clap::CommandFactory as _;
use clap::builder::StyledStr;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter as _,
};

use super::super::rulesets::{self, Named};
use super::athletes;
use super::names::Names;
use crate::built_in;
use crate::diagnostics::pages;

/// Adds to every argument, by its name, who completes it.
pub(super) fn add(mut command: clap::Command, before: &[String]) -> clap::Command {
    // Options of all commands, and the help, have to be where completion looks for them.
    command.build();
    let words = before.to_vec();
    command.mut_subcommands(|command| {
        command.mut_args(|argument| match Completed::of(argument.get_id().as_str()) {
            Some(completed) => {
                let words = words.clone();
                argument.add(ArgValueCompleter::new(move |current: &OsStr| {
                    completed.candidates(&words, &current.to_string_lossy())
                }))
            }
            None => argument,
        })
    })
}

/// What an argument names.
#[derive(Clone, Copy)]
enum Completed {
    /// Rulesets: files, folders, or built-in ones.
    Rulesets,
    /// A ruleset, then data.
    RulesetThenData,
    /// A built-in ruleset.
    BuiltIn,
    /// A message's code, or a ruleset and data.
    CodeOrRuleset,
    /// A message's code.
    Code,
    /// `NAME=VALUE`
    Setting,
    Athlete,
    Example,
    /// A test.
    Test,
    /// A command of the program.
    Command,
}

impl Completed {
    fn of(argument: &str) -> Option<Self> {
        Some(match argument {
            "rulesets" | "ruleset" => Self::Rulesets,
            "files" => Self::RulesetThenData,
            "from" => Self::BuiltIn,
            "subject" => Self::CodeOrRuleset,
            "code" => Self::Code,
            "set" => Self::Setting,
            "athlete" => Self::Athlete,
            "example" => Self::Example,
            "filter" => Self::Test,
            "page" => Self::Command,
            _ => return None,
        })
    }

    /// What may stand there, once `current` is typed of it.
    fn candidates(self, words: &[String], current: &str) -> Vec<CompletionCandidate> {
        let mut found = match self {
            Self::Rulesets => {
                let mut found = files(current, rulesets::is_ruleset);
                found.extend(built_ins());
                found
            }
            Self::RulesetThenData if words.iter().any(|word| Named::is_one(word)) => {
                files(current, rulesets::is_data)
            }
            Self::RulesetThenData => {
                let fits = |path: &Path| rulesets::is_ruleset(path) || rulesets::is_data(path);
                let mut found = files(current, fits);
                found.extend(built_ins());
                found
            }
            Self::BuiltIn => built_ins(),
            Self::Code => codes(),
            Self::CodeOrRuleset => {
                let mut found = Self::RulesetThenData.candidates(words, current);
                if !words.iter().any(|word| Named::is_one(word)) {
                    found.extend(codes());
                }
                found
            }
            Self::Setting => settings(&Names::of(words).settings, current),
            Self::Athlete => {
                let names = Names::of(words);
                let athletes = athletes::among(words, &names.athlete_columns);
                athletes.into_iter().map(CompletionCandidate::new).collect()
            }
            Self::Command => {
                let program = super::super::Cli::command();
                let names = program.get_subcommands().map(|command| command.get_name());
                names.map(CompletionCandidate::new).collect()
            }
            Self::Example => named(&Names::of(words).examples, ""),
            Self::Test => named(&Names::of(words).tests, ""),
        };
        found.retain(|candidate| candidate.get_value().to_string_lossy().starts_with(current));
        found
    }
}

/// Names with what is said of each, in their order.
fn named(names: &[(String, String)], end: &str) -> Vec<CompletionCandidate> {
    let candidate = |(name, says): &(String, String)| {
        let help = (!says.is_empty()).then(|| StyledStr::from(says.clone()));
        CompletionCandidate::new(format!("{name}{end}")).help(help)
    };
    names.iter().map(candidate).collect()
}

/// `sore_from=`; and once the sign is typed, with the value that it has.
fn settings(settings: &[(String, String)], current: &str) -> Vec<CompletionCandidate> {
    if current.contains('=') {
        let written = |(name, value): &(String, String)| (format!("{name}={value}"), String::new());
        let valued = settings.iter().filter(|(_, value)| !value.is_empty());
        return named(&valued.map(written).collect::<Vec<_>>(), "");
    }
    let says = |(name, value): &(String, String)| {
        let says = if value.is_empty() {
            String::new()
        } else {
            format!("is {value}")
        };
        (name.clone(), says)
    };
    named(&settings.iter().map(says).collect::<Vec<_>>(), "=")
}

fn built_ins() -> Vec<CompletionCandidate> {
    let title = |text: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix("ruleset "));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let rulesets = built_in::RULESETS.iter();
    let names: Vec<_> = rulesets
        .map(|(name, text)| (format!("@{name}"), title(text)))
        .collect();
    named(&names, "")
}

fn codes() -> Vec<CompletionCandidate> {
    let code = |page: &crate::diagnostics::Page| (page.code.name().to_owned(), page.meaning());
    let names: Vec<_> = pages().iter().map(code).collect();
    named(&names, "")
}

/// Files that fit, and folders in which there may be some.
fn files(
    current: &str,
    fits: impl Fn(&Path) -> bool + Send + Sync + 'static,
) -> Vec<CompletionCandidate> {
    let fits = move |path: &Path| path.is_file() && fits(path);
    let mut found = PathCompleter::any()
        .filter(fits)
        .complete(OsStr::new(current));
    let is_hidden = |candidate: &CompletionCandidate| candidate.is_hide_set();
    if !found.iter().all(is_hidden) {
        found.retain(|candidate| !candidate.is_hide_set());
    }
    found
}
