//! Messages as GitHub shows them beside a change: in goes a [`Batch`], out
//! comes a line for each, a workflow command that the runner reads.
//!
//! `::error file=squad.touchline,line=4,endLine=4,col=8,endColumn=12,title=unknown-name::…`

use super::batch::Batch;
use super::{Diagnostic, Severity};
use crate::source::Sources;

/// One workflow command a message, each on a line of its own.
pub fn github(batch: &Batch) -> String {
    let commands = batch
        .items()
        .map(|(sources, item)| command(batch, sources, item));
    commands.collect()
}

fn command(batch: &Batch, sources: &Sources, item: &Diagnostic) -> String {
    let kind = match item.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = Vec::new();
    let region = item.place().and_then(|span| batch.region(sources, span));
    if let Some(region) = region {
        properties.push(format!("file={}", property(&region.file)));
        properties.push(format!("line={}", region.line));
        properties.push(format!("endLine={}", region.end_line));
        // GitHub takes columns only where the place is within one line.
        if region.line == region.end_line {
            properties.push(format!("col={}", region.column));
            properties.push(format!("endColumn={}", region.end_column));
        }
    }
    properties.push(format!("title={}", property(item.code.name())));
    let text = data(&text(batch, sources, item));
    format!("::{kind} {}::{text}\n", properties.join(","))
}

/// The headline, what its place says, the two sides, other places, and the help, a line each.
fn text(batch: &Batch, sources: &Sources, item: &Diagnostic) -> String {
    let mut lines = vec![item.message.clone()];
    let mut labels = item.labels.iter();
    let here = labels.next().filter(|label| !label.text.is_empty());
    lines.extend(here.map(|label| format!("here: {}", label.text)));
    for side in &item.sides {
        lines.push(format!("`{}`: {}", side.text, side.what));
    }
    for label in labels {
        if let Some(region) = batch.region(sources, label.span) {
            let at = format!("{}, line {}", region.file, region.line);
            lines.push(match label.text.as_str() {
                "" => format!("see {at}"),
                text => format!("{at}: {text}"),
            });
        }
    }
    lines.extend(item.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// Text behind the command, where a line break would end it.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, where `,` and `:` would end it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
