//! `touchline test`: the rulesets' own tests, and what they leave untried.

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output::{self, Output};
use super::rulesets::Named;
use super::watch;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, nearest};
use crate::pipeline::Checked;
use crate::testing::{self, RulesetReport, Selection, Shown, Suggestions, WrongRuleset};

/// Run the tests that rulesets hold
///
/// A failing test shows what was given and expected, what came out instead, and the rules' own
/// text with the value of each condition.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline test squad.touchline
  touchline test rulesets/                        every ruleset below a folder
  touchline test --filter sleep squad.touchline   only tests with `sleep` in their name
  touchline test --coverage squad.touchline       what does no test try?
  touchline test --min-coverage 100 rulesets/     for CI: fail where anything is untried
  touchline test --format junit rulesets/         for CI: results to be shown there
  touchline test --suggest squad.touchline        tests for what no test tries, to be read")]
pub(super) struct Args {
    /// Rulesets: `.touchline` files, folders of them, or built-in ones such as `@soreness`
    #[arg(required = true, value_name = "RULESET")]
    rulesets: Vec<String>,

    /// Only tests whose name contains TEXT, in capitals or not; may be given several times
    #[arg(long, value_name = "TEXT")]
    filter: Vec<String>,

    /// How to show the results
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,

    /// Say which rules, rows, conditions and thresholds no test tries; `all` shows the tried ones too
    #[arg(
        long,
        value_enum,
        value_name = "SHOW",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "missing"
    )]
    coverage: Option<Show>,

    /// End with exit code 1 where the tests of a ruleset try less than this
    #[arg(long, value_name = "PERCENT", value_parser = percent)]
    min_coverage: Option<f64>,

    /// Write tests for what no test tries, with what the ruleset now gives, to standard output;
    /// nothing is tested
    #[arg(long, conflicts_with_all = ["filter", "format", "coverage", "min_coverage", "watch"])]
    suggest: bool,

    /// Test again after every change of a file, until Ctrl-C
    #[arg(long)]
    watch: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Failing tests in full, and a line a ruleset
    #[default]
    Human,
    /// One JSON document
    Json,
    /// JUnit's XML, a suite a ruleset and a testcase a case
    Junit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Show {
    /// What no test tries
    Missing,
    /// Everything, with how often it was tried
    #[value(alias = "full")]
    All,
}

/// Tests every ruleset named, and goes on after a wrong one.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    match args.watch {
        _ if args.suggest => suggest(args, console),
        true => {
            let files = watch::Files::of_rulesets(&args.rulesets);
            watch::run(&files, console, &mut || test(args, console))
        }
        false => test(args, console),
    }
}

fn test(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut exit = Exit::Done;
    let (mut rulesets, mut wrong) = (Vec::new(), Vec::new());
    for named in Named::all(&args.rulesets)? {
        match named.load() {
            Ok(checked) => rulesets.push(checked),
            Err(Stop::Wrong(code, found)) => {
                console.remark(&found);
                wrong.push(errors(&named, &found));
                exit = exit.and(code);
            }
            Err(stop) => return Err(stop),
        }
    }
    let selection = Selection {
        filters: args.filter.clone(),
        coverage: args.coverage.is_some() || args.min_coverage.is_some(),
    };
    check_filter(&selection, &rulesets)?;
    let mut reports: Vec<RulesetReport<'_>> = rulesets
        .iter()
        .map(|checked| testing::run_some(&checked.ruleset, &selection))
        .collect();
    if !selection.filters.is_empty() {
        reports.retain(|report| !report.tests.is_empty());
    }
    if reports.iter().any(|report| report.failed() > 0) {
        exit = exit.and(Exit::RulesetWrong);
    }
    let shown = match args.coverage {
        Some(Show::All) => Shown::All,
        _ => Shown::Missing,
    };
    let text = match args.format {
        Format::Human if reports.is_empty() => String::new(),
        Format::Human => testing::text(&reports, shown, &console.results(false)),
        Format::Json => testing::json(&reports, &wrong),
        Format::Junit => testing::junit(&reports, &wrong),
    };
    output::print(&text)?;
    Ok(exit.and(reached(args, &reports, console)))
}

/// Writes tests for what no test of each ruleset tries.
fn suggest(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let mut exit = Exit::Done;
    let mut output = Output::open(None)?;
    let all = Named::all(&args.rulesets)?;
    let mut is_first = true;
    for named in &all {
        let checked = match named.load() {
            Ok(checked) => checked,
            Err(Stop::Wrong(code, found)) => {
                console.remark(&found);
                exit = exit.and(code);
                continue;
            }
            Err(stop) => return Err(stop),
        };
        let source = named.source()?;
        let with = |text: &str| {
            let whole = format!("{}\n\n{text}", source.text());
            let checked = source.clone().with_text(&whole).parse();
            let checked = checked.and_then(|parsed| parsed.check());
            checked.ok().map(|checked| checked.ruleset)
        };
        let suggested = testing::suggest(&checked.ruleset, &with);
        let name = called(named);
        if !suggested.text.is_empty() {
            let text = match all.len() {
                1 => suggested.text.clone(),
                _ => format!("# {name}\n\n{}", suggested.text),
            };
            let gap = if is_first { "" } else { "\n" };
            output.write(|out| write!(out, "{gap}{text}"))?;
            is_first = false;
        }
        console.say(&what_is_left(&name, &suggested));
    }
    output.finish()?;
    Ok(exit)
}

/// What the suggested tests come to, and what none was found for.
fn what_is_left(name: &str, suggested: &Suggestions) -> String {
    let Suggestions { before, after, .. } = suggested;
    let mut out = match suggested.text.is_empty() {
        true if suggested.not_found.is_empty() => {
            return format!("{name}: its tests try everything already\n");
        }
        true => format!("{name}: no test to suggest\n"),
        false => format!("{name}: with these its tests try {after}%, without them {before}%\n"),
    };
    if suggested.given_up {
        out.push_str(
            "  the search was long and is not at its end: add these tests, and ask again\n",
        );
    }
    for text in &suggested.not_found {
        out.push_str(&format!("  could not find a day on which {text}\n"));
    }
    out
}

/// Whether the tests of each ruleset try enough; says where they do not.
fn reached(args: &Args, reports: &[RulesetReport<'_>], console: &Console) -> Exit {
    let mut exit = Exit::Done;
    let Some(least) = args.min_coverage else {
        return exit;
    };
    for report in reports {
        if let Some(coverage) = report.coverage.as_ref().filter(|it| !it.reaches(least)) {
            exit = Exit::RulesetWrong;
            let (file, percent) = (&report.file, coverage.percent());
            console.say(&format!(
                "{file}: its tests try {percent}%, and --min-coverage asks for {least}%\n"
            ));
        }
    }
    exit
}

/// A filter that takes no test of any ruleset is a slip of the pen.
fn check_filter(selection: &Selection, rulesets: &[Checked]) -> Result<(), Stop> {
    let tests = || rulesets.iter().flat_map(|checked| &checked.ruleset.tests);
    for filter in &selection.filters {
        let one = Selection {
            filters: vec![filter.clone()],
            ..Selection::default()
        };
        if rulesets.is_empty() || tests().any(|test| one.takes(test)) {
            continue;
        }
        let names = || tests().map(|test| test.name.as_str());
        let help = match nearest(filter, names().flat_map(|name| parts(name, filter))) {
            Some(near) => format!("did you mean `{near}`?"),
            None => match names().next() {
                Some(name) => format!("name a part of a test's name, as in `--filter \"{name}\"`"),
                None => "there are no tests at all: write some, or see `docs/reference.md`".into(),
            },
        };
        let message = format!("no test has `{filter}` in its name");
        return Err(Stop::command(
            Diagnostic::error(Code::UnknownTest, message).help(help),
        ));
    }
    Ok(())
}

/// A test's name, and each run of its words that is as long as the filter.
fn parts<'n>(name: &'n str, filter: &str) -> Vec<&'n str> {
    let words = filter.split_whitespace().count().max(1);
    let starts: Vec<usize> = name
        .char_indices()
        .filter(|&(at, c)| {
            let before = name.get(..at).and_then(|before| before.chars().next_back());
            c != ' ' && before.is_none_or(|before| before == ' ')
        })
        .map(|(at, _)| at)
        .collect();
    let run = |index: usize| {
        let start = starts.get(index).copied()?;
        let end = starts.get(index + words).copied().unwrap_or(name.len());
        name.get(start..end)
            .map(|run| run.trim_end_matches([' ', ',', '.', ':']))
    };
    let runs = (0..starts.len()).filter_map(run);
    std::iter::once(name).chain(runs).collect()
}

/// The errors of a ruleset, a line each, for results that programs read.
fn errors(named: &Named, found: &Diagnostics) -> WrongRuleset {
    let file = called(named);
    let line = |item: &Diagnostic| {
        let place = item.place().and_then(|span| {
            let file = found.sources.get(span.file)?.name();
            Some(format!(", {file}, line {}", found.sources.line(span)))
        });
        let place = place.unwrap_or_default();
        format!("{}: {}{place}", item.code.name(), item.message)
    };
    WrongRuleset {
        file,
        errors: found.items.iter().map(line).collect(),
    }
}

/// A ruleset as it was named.
fn called(named: &Named) -> String {
    match named {
        Named::File(path) => path.display().to_string(),
        Named::BuiltIn(name) => format!("@{name}"),
    }
}

fn percent(text: &str) -> Result<f64, String> {
    let number = text.trim().trim_end_matches('%').trim_end();
    match number.parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err("a number from 0 to 100 is needed".into()),
    }
}
