//! `touchline explain`: the page of a message.

use super::console::Console;
use super::exit::{Exit, Stop};
use super::output;
use crate::diagnostics::{Code, Diagnostic, Page, Part, nearest, page, pages, without_links, wrap};
use crate::report::{TextOptions, Tone, paint};

/// Say at length what a message means
///
/// What it means, an example that gives it, and the same put right. Without a message's name, all
/// of them are listed.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  touchline explain unknown-name
  touchline explain                  every message in a line")]
pub(super) struct Args {
    /// The name of a message, such as `unknown-name`
    #[arg(value_name = "CODE")]
    code: Option<String>,

    /// How to show it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading on the terminal
    #[default]
    Human,
    /// As it is written in the documentation
    Markdown,
}

/// Columns that hold running text well.
const WIDEST: usize = 90;
/// Below this many columns a list has no room for two columns.
const NARROW: usize = 60;

/// Shows one page, or the list of all.
pub(super) fn run(args: &Args, console: &Console) -> Result<Exit, Stop> {
    let options = console.results(false);
    let text = match (&args.code, args.format) {
        (None, Format::Human) => list(options),
        (None, Format::Markdown) => markdown_list(),
        (Some(name), format) => {
            let page = find(name)?;
            match format {
                Format::Human => shown(&page, options),
                Format::Markdown => page.markdown(),
            }
        }
    };
    output::print(&text)?;
    Ok(Exit::Done)
}

/// The page of a message's name, case and spaces aside.
fn find(name: &str) -> Result<Page, Stop> {
    let folded = name.trim().to_lowercase().replace([' ', '_'], "-");
    let known = Code::ALL.iter().find(|code| code.name() == folded);
    if let Some(&code) = known {
        return Ok(page(code));
    }
    let message = format!("there is no message `{name}`");
    let unknown = Diagnostic::error(Code::UnknownMessage, message);
    let names = Code::ALL.iter().map(|code| code.name());
    Err(Stop::command(unknown.help(match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`touchline explain` lists them all".to_owned(),
    })))
}

/// A page laid out for a terminal.
fn shown(page: &Page, options: TextOptions) -> String {
    let width = options.width.min(WIDEST);
    let heading = paint(page.code.name(), Tone::Strong, options.color);
    let group = paint(&format!("({})", page.group), Tone::Quiet, options.color);
    let mut out = format!("{heading}  {group}\n");
    let mut is_first = true;
    for part in page.parts() {
        out.push('\n');
        match part {
            Part::Paragraph(text) => {
                for line in wrap(&without_links(text), width) {
                    out.push_str(&format!("{line}\n"));
                }
            }
            Part::Example { info, body } => {
                let is_wrong = info.split(' ').any(|word| word.starts_with("error="));
                if is_wrong && std::mem::take(&mut is_first) {
                    out.push_str("Wrong:\n\n");
                }
                for line in body.lines() {
                    out.push_str(format!("    {line}").trim_end());
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// Every message in a line, in groups.
fn list(options: TextOptions) -> String {
    let names = pages().iter().map(|page| page.code.name().len());
    let column = names.max().unwrap_or(0) + 4;
    let width = options.width.min(WIDEST + column);
    let mut out = String::new();
    let mut group = "";
    for page in pages() {
        if page.group != group {
            group = page.group;
            let gap = if out.is_empty() { "" } else { "\n" };
            let heading = paint(group, Tone::Strong, options.color);
            out.push_str(&format!("{gap}{heading}\n"));
        }
        let name = page.code.name();
        if width < NARROW {
            out.push_str(&format!("  {name}\n"));
            for line in wrap(&page.meaning(), width.saturating_sub(4)) {
                out.push_str(&format!("    {line}\n"));
            }
            continue;
        }
        let mut lead = format!("  {name}");
        for line in wrap(&page.meaning(), width - column) {
            out.push_str(&format!("{lead:column$}{line}\n"));
            lead.clear();
        }
    }
    out.push_str("\n`touchline explain CODE` says more of one of them.\n");
    out
}

fn markdown_list() -> String {
    let mut out = String::new();
    let mut group = "";
    for page in pages() {
        if page.group != group {
            group = page.group;
            let gap = if out.is_empty() { "" } else { "\n" };
            out.push_str(&format!("{gap}## {group}\n\n"));
        }
        out.push_str(&format!("- `{}`: {}\n", page.code, page.meaning()));
    }
    out
}
