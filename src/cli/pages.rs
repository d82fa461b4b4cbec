//! The pages of messages, as `touchline explain CODE` shows them: in goes the
//! name of a message, out comes its page, or the list of all.

use super::exit::Stop;
use super::explain::Format;
use crate::diagnostics::{Code, Diagnostic, Page, Part, nearest, page, pages, without_links, wrap};
use crate::report::{TextOptions, Tone, paint};

/// Columns that hold running text well.
const WIDEST: usize = 90;
/// Below this many columns a list has no room for two columns.
const NARROW: usize = 60;

/// One page; the list of all where none is named.
///
/// # Errors
/// `unknown-message`.
pub(super) fn text(
    name: Option<&str>,
    format: Format,
    options: TextOptions,
) -> Result<String, Stop> {
    let page = name.map(find).transpose()?;
    Ok(match (page, format) {
        (None, Format::Human) => list(options),
        (None, Format::Markdown) => markdown_list(),
        (None, Format::Json) => {
            let pages: Vec<_> = pages().iter().map(json).collect();
            format!("{:#}\n", serde_json::Value::from(pages))
        }
        (Some(page), Format::Human) => shown(&page, options),
        (Some(page), Format::Markdown) => page.markdown(),
        (Some(page), Format::Json) => format!("{:#}\n", json(&page)),
    })
}

fn json(page: &Page) -> serde_json::Value {
    serde_json::json!({
        "code": page.code.name(),
        "group": page.group,
        "meaning": page.meaning(),
        "markdown": page.markdown(),
    })
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
