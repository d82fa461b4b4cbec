//! Messages for screen readers and logs: in go diagnostics, out come lines that
//! each say one thing and can be read aloud, without boxes, carets or colour:
//!
//! ```text
//! error unknown-name: nothing is called `sorenes`
//! at squad.touchline, line 7, column 8, `sorenes`: not declared
//! also line 3, column 7, `soreness`: a scale
//! help: did you mean `soreness`?
//! fix: replace `sorenes` by `soreness`, if that is meant
//! ```

use super::printable::{brief, printable};
use super::render::hidden_line;
use super::{Certainty, Diagnostic, Diagnostics, Edit, Severity, Side, wrap};
use crate::source::{SourceFile, Sources};
use crate::span::Span;

/// Of a labelled text, so many characters are repeated.
const LONGEST_QUOTE: usize = 60;
/// Lines are never wrapped to fewer columns.
const NARROWEST: usize = 20;

/// Every message in words, a blank line between them, and the count of those not
/// held. Lines wider than `width` columns go on, indented, in the next;
/// `usize::MAX` keeps each fact on one line, as logs want it.
pub fn plain(diagnostics: &Diagnostics, width: usize) -> String {
    let mut out = String::new();
    for (index, item) in diagnostics.items.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        for fact in facts(item, &diagnostics.sources) {
            push_wrapped(&mut out, &fact, width);
        }
    }
    if diagnostics.hidden > 0 {
        out.push('\n');
        let more = hidden_line(diagnostics);
        push_wrapped(&mut out, more.trim_start_matches(['…', ' ']), width);
    }
    out
}

/// What there is to say of one message, a line each.
fn facts(item: &Diagnostic, sources: &Sources) -> Vec<String> {
    let severity = match item.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut facts = vec![format!("{severity} {}: {}", item.code, item.message)];
    let first = item.place();
    for (index, label) in item.labels.iter().enumerate() {
        let lead = if index == 0 { "at" } else { "also" };
        let place = place(
            label.span,
            sources,
            first.filter(|_| index > 0).map(|s| s.file),
        );
        let Some(place) = place else {
            continue;
        };
        let what = covered(label.span, sources);
        let text = if label.text.is_empty() {
            String::new()
        } else {
            format!(": {}", label.text)
        };
        facts.push(format!("{lead} {place}, {what}{text}"));
    }
    facts.extend(item.sides.iter().map(|side| side_fact(side, sources)));
    if let Some(help) = &item.help {
        facts.push(format!("help: {help}"));
    }
    if let Some(fix) = &item.fix {
        let mut edits: Vec<String> = Vec::new();
        let mut near = first;
        for edit in &fix.edits {
            edits.push(edit_words(edit, near, sources));
            near = Some(edit.span);
        }
        let meant = match fix.certainty {
            Certainty::Sure => "",
            Certainty::Guess => ", if that is meant",
        };
        facts.push(format!("fix: {}{meant}", edits.join("; then ")));
    }
    facts
}

/// `squad.touchline, line 7, column 8`; without the file where it is known already.
fn place(span: Span, sources: &Sources, known: Option<crate::span::FileId>) -> Option<String> {
    let file = sources.get(span.file)?;
    let (line, column) = file.line_and_column(start_of(span, file));
    let place = format!("line {line}, column {column}");
    Some(if known == Some(span.file) {
        place
    } else {
        format!("{}, {place}", file.name())
    })
}

fn start_of(span: Span, file: &SourceFile) -> usize {
    file.text().floor_char_boundary(span.start)
}

/// What a label covers: its text, where it is short; or what it stands before.
fn covered(span: Span, sources: &Sources) -> String {
    let Some(file) = sources.get(span.file) else {
        return "here".into();
    };
    let text = file.text();
    let start = start_of(span, file);
    let end = text.floor_char_boundary(span.end).max(start);
    let covered = text.get(start..end).unwrap_or("").trim_end();
    let first = covered.lines().next().unwrap_or("");
    let last_line = file.line(start + covered.len().saturating_sub(1));
    if last_line > file.line(start) {
        return format!("{} to line {last_line}", quoted(first));
    }
    if !first.is_empty() {
        return quoted(first);
    }
    let line = file.line_range(file.line(start));
    let rest = text.get(start..line.end).unwrap_or("");
    let next = rest.split_whitespace().next();
    match next {
        Some(next) if rest.starts_with(next) => format!("before {}", quoted(next)),
        Some(next) => format!("in the space before {}", quoted(next)),
        None if start == text.len() => "at the end of the file".into(),
        None if line.is_empty() => "on the empty line".into(),
        None => "at the end of the line".into(),
    }
}

/// A text in backticks, cut where it is long.
fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(LONGEST_QUOTE).collect();
    let more = if letters.next().is_some() { "…" } else { "" };
    format!("`{start}{more}`")
}

fn side_fact(side: &Side, sources: &Sources) -> String {
    let origin = side.origin.and_then(|span| place(span, sources, None));
    match origin {
        Some(origin) => format!("`{}` is {}, from {origin}", side.text, side.what),
        None => format!("`{}` is {}", side.text, side.what),
    }
}

/// ``replace `=` by `is` ``, with its place where that is not the one just spoken of.
fn edit_words(edit: &Edit, near: Option<Span>, sources: &Sources) -> String {
    let replaced = sources.text(edit.span);
    let is_here = near.is_some_and(|near| near.file == edit.span.file && near == edit.span);
    let at = match place(edit.span, sources, near.map(|near| near.file)) {
        Some(place) if !is_here => format!("at {place}, "),
        _ => String::new(),
    };
    match (replaced.is_empty(), edit.replacement.is_empty()) {
        (true, _) => format!("{at}insert {}", aloud(&edit.replacement)),
        (false, true) => format!("{at}delete {}", aloud(replaced)),
        (false, false) => {
            format!(
                "{at}replace {} by {}",
                aloud(replaced),
                aloud(&edit.replacement)
            )
        }
    }
}

/// A text with its line breaks and indentation in words.
fn aloud(text: &str) -> String {
    if text.is_empty() {
        return "nothing".into();
    }
    let mut pieces: Vec<String> = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            pieces.push("a line break".into());
        }
        pieces.extend(Some(line_aloud(line)).filter(|piece| !piece.is_empty()));
    }
    pieces.join(", then ")
}

fn line_aloud(line: &str) -> String {
    let rest = line.trim_start();
    let space: &str = line.strip_suffix(rest).unwrap_or("");
    let spaces = match space.chars().count() {
        0 => String::new(),
        _ if space == "\t" => "a tab".into(),
        _ if space == "\u{a0}" => "a non-breaking space".into(),
        1 => "a space".into(),
        _ if space.chars().all(|c| c == '\t') => format!("{} tabs", space.chars().count()),
        n => format!("{n} spaces"),
    };
    match (spaces.is_empty(), rest.is_empty()) {
        (_, true) => spaces,
        (true, false) => quoted(rest),
        (false, false) => format!("{spaces} and {}", quoted(rest)),
    }
}

/// Adds a fact as one line, or as several of which those after the first are indented.
fn push_wrapped(out: &mut String, fact: &str, width: usize) {
    let fact = brief(fact.trim());
    let fact = printable(&fact);
    let lines = wrap(&fact, width.max(NARROWEST));
    // Broken again with room for the indentation, where it does not fit one line.
    let lines = if lines.len() > 1 {
        wrap(&fact, width.max(NARROWEST) - 2)
    } else {
        lines
    };
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            out.push_str("  ");
        }
        out.push_str(line);
        out.push('\n');
    }
}
