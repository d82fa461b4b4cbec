//! `touchline check`: every error and warning of rulesets.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::Output;
use super::rulesets::Named;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// Say what is wrong with rulesets, and how to put it right
///
/// Every error and every warning is shown with its line and the fix. Nothing is decided.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline check squad.touchline
  touchline check rulesets/          every ruleset below a folder
  touchline check @soreness          a built-in one")]
pub(super) struct Args {
    /// Rulesets: `.touchline` files, folders of them, or built-in ones such as `@soreness`
    #[arg(required = true, value_name = "RULESET")]
    rulesets: Vec<String>,
}

/// Checks every ruleset named, and goes on after a wrong one.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let rulesets = Named::all(&args.rulesets)?;
    let mut output = Output::open(None)?;
    let mut exit = Exit::Done;
    let (mut errors, mut warnings) = (0, 0);
    let mut told = HashSet::new();
    for named in &rulesets {
        let (mut found, wrong) = match named.load() {
            Ok(checked) => (checked.lint(), Exit::Done),
            Err(Stop::Wrong(wrong, found)) => (found, wrong),
            Err(stop) => return Err(stop),
        };
        found
            .items
            .retain(|item| told.insert(Told::of(item, &found.sources)));
        if wrong == Exit::CommandWrong {
            console.complain(&found);
        } else if !found.items.is_empty() {
            let text = console.rendered(&found);
            output.write(|out| writeln!(out, "{text}"))?;
        }
        let (of_errors, of_warnings) = count(&found);
        errors += of_errors;
        warnings += of_warnings;
        exit = exit.and(wrong);
    }
    let summary = summary(rulesets.len(), errors, warnings);
    output.write(|out| writeln!(out, "{summary}"))?;
    output.finish()?;
    Ok(exit)
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

fn count(diagnostics: &Diagnostics) -> (usize, usize) {
    let of = |severity| {
        let items = diagnostics.items.iter();
        items.filter(|item| item.severity == severity).count()
    };
    (of(Severity::Error), of(Severity::Warning))
}

/// `2 rulesets: 1 error, 3 warnings`
fn summary(rulesets: usize, errors: usize, warnings: usize) -> String {
    let several = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    };
    let mut found = Vec::new();
    if errors > 0 {
        found.push(several(errors, "error"));
    }
    if warnings > 0 {
        found.push(several(warnings, "warning"));
    }
    if found.is_empty() {
        found.push("nothing is wrong".into());
    }
    format!("{}: {}", several(rulesets, "ruleset"), found.join(", "))
}
