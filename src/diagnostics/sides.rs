//! The values that do not go together, side by side: in go the sides of a
//! message, out come lines that say what each is and where that comes from, in
//! columns, or one below the other where the columns do not fit.
//!
//! ```text
//!   sleep   a time, in hours   from `input sleep: hours`, line 3
//!   50 kg   a mass, in kg      written here
//! ```

use miette::ThemeStyles;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::printable::{brief, printable};
use super::wrap::wrap;
use super::{Diagnostic, Side};
use crate::source::Sources;
use crate::span::Span;

/// Before each line, and again before what is a part of the side above.
const INDENT: usize = 2;
/// Between two columns.
const GAP: usize = 3;
/// Columns that a declaration is quoted in at most: as many as there is room for.
const QUOTES: [usize; 4] = [40, 22, 14, 0];

/// One line of the columns.
struct Row {
    indent: usize,
    text: String,
    what: String,
    /// With the declaration quoted at each of these lengths.
    origin: [String; QUOTES.len()],
}

/// Writes a line for each side, in no more columns than `width`.
pub(super) fn write(
    out: &mut String,
    item: &Diagnostic,
    sources: &Sources,
    width: usize,
    styles: &ThemeStyles,
) {
    let row = |side: &Side| Row {
        indent: if side.is_part { 2 * INDENT } else { INDENT },
        text: brief(&side.text),
        what: brief(&side.what),
        origin: QUOTES.map(|quote| origin(side, item, sources, quote)),
    };
    let rows: Vec<Row> = item.sides.iter().map(row).collect();
    let texts = rows.iter().map(|row| row.indent + row.text.width()).max();
    let whats = rows.iter().map(|row| row.what.width()).max();
    let (texts, whats) = (texts.unwrap_or(0), whats.unwrap_or(0));
    // Each line quotes as much as it has room for; without room for the place, none do.
    let room = width.saturating_sub(texts + GAP + whats + GAP + 1);
    let fitting = |row: &Row| {
        let fits = |origin: &&String| origin.width() <= room;
        row.origin.iter().find(fits).cloned()
    };
    let origins: Vec<Option<String>> = rows.iter().map(fitting).collect();
    let in_columns = room > 0 && origins.iter().all(Option::is_some);
    for (row, origin) in rows.iter().zip(origins) {
        let Some(origin) = origin.filter(|_| in_columns) else {
            stack(out, row, width, styles);
            continue;
        };
        out.push_str(&" ".repeat(row.indent));
        out.push_str(&row.text);
        out.push_str(&" ".repeat(texts + GAP - row.indent - row.text.width()));
        out.push_str(&row.what);
        if !origin.is_empty() {
            out.push_str(&" ".repeat(whats + GAP - row.what.width()));
            out.push_str(&styles.linum.style(&origin).to_string());
        }
        out.push('\n');
    }
}

/// A side on lines of its own.
fn stack(out: &mut String, row: &Row, width: usize, styles: &ThemeStyles) {
    let indent = " ".repeat(row.indent);
    let hanging = " ".repeat(row.indent + INDENT);
    let room = width.saturating_sub(row.indent + INDENT);
    let said = wrap(&format!("{}: {}", row.text, row.what), room);
    for (index, line) in said.iter().enumerate() {
        out.push_str(if index == 0 { &indent } else { &hanging });
        out.push_str(line);
        out.push('\n');
    }
    let [.., shortest] = &row.origin;
    let origin = row.origin.iter().find(|origin| origin.width() <= room);
    let origin = origin.unwrap_or(shortest);
    if origin.is_empty() {
        return;
    }
    for line in wrap(origin, room) {
        out.push_str(&hanging);
        out.push_str(&styles.linum.style(line).to_string());
        out.push('\n');
    }
}

/// "written here", "from `input sleep: hours`, line 3"; empty where nothing is known of it.
fn origin(side: &Side, item: &Diagnostic, sources: &Sources, quote: usize) -> String {
    let Some(span) = side.origin else {
        return String::new();
    };
    let within =
        |outer: Span| outer.file == span.file && outer.start <= span.start && span.end <= outer.end;
    if item.labels.iter().any(|label| within(label.span)) {
        return "written here".to_owned();
    }
    let Some(file) = sources.get(span.file) else {
        return String::new();
    };
    let line = file.line(span.start);
    let place = match item.place() {
        Some(place) if place.file == span.file => format!("line {line}"),
        _ => format!("{}, line {line}", printable(file.name())),
    };
    let declaration = declaration(sources, span, quote);
    if !declaration.is_empty() {
        format!("from `{declaration}`, {place}")
    } else {
        format!("from {place}")
    }
}

/// A declaration as it is written, on one line, with the word that begins it, in
/// so many columns; empty where that is none.
fn declaration(sources: &Sources, span: Span, longest: usize) -> String {
    let file = match sources.get(span.file) {
        Some(file) if longest > 0 => file,
        _ => return String::new(),
    };
    let text = file.text();
    let range = file.line_range(file.line(span.start));
    let word = text.get(range.start..span.start).unwrap_or("").trim();
    let is_word = !word.is_empty() && word.chars().all(char::is_alphanumeric);
    let start = if is_word { range.start } else { span.start };
    let end = span.end.min(range.end);
    let goes_on = span.end > range.end;
    let shown = text.get(start..end).unwrap_or("");
    let words: Vec<&str> = shown.split_whitespace().collect();
    let shown = printable(&words.join(" ")).replace('`', "'");
    let mut used = 0;
    let mut short = String::new();
    for c in shown.chars() {
        used += c.width().unwrap_or(0);
        if used > longest {
            break;
        }
        short.push(c);
    }
    if short.len() < shown.len() {
        // Between words, unless that leaves the first one alone.
        let is_within = shown
            .get(short.len()..)
            .is_some_and(|rest| !rest.starts_with(' '));
        match short.rfind(' ') {
            Some(space) if is_within && short.find(' ') < Some(space) => short.truncate(space),
            _ => {}
        }
    }
    if short.len() < shown.len() || goes_on {
        short.truncate(short.trim_end().len());
        short.push_str(" …");
    }
    short
}

#[cfg(test)]
mod tests {
    use crate::diagnostics::{Code, Diagnostic, Diagnostics, RenderOptions, render};
    use crate::source::Sources;
    use crate::span::Span;

    fn rendered(width: usize) -> String {
        let mut sources = Sources::default();
        let text = "input 睡眠: hours\nlet debt = 8 h - 睡眠\nrule \"R\"\n  when 睡眠 > 50 kg\n";
        let file = sources.add("a.touchline", text);
        let at = |part: &str, nth: usize| {
            let (start, _) = text.match_indices(part).nth(nth).expect("the text");
            Span::new(file, start, start + part.len())
        };
        let item = Diagnostic::error(Code::UnitMismatch, "a time is no mass")
            .label(at("50 kg", 0), "")
            .label(at("睡眠", 2), "")
            .side("睡眠", "a time, in hours", Some(at("睡眠: hours", 0)))
            .part("debt", "a time", Some(at("debt = 8 h - 睡眠", 0)))
            .side("50 kg", "a mass, in kg", Some(at("50 kg", 0)))
            .help("give a time");
        let options = RenderOptions {
            width,
            color: false,
        };
        let text = render(&Diagnostics::new(sources, vec![item]), &options);
        let (_, sides) = text.split_once("╰────\n").expect("an excerpt");
        sides.to_owned()
    }

    #[test]
    fn columns_stand_below_each_other() {
        assert_eq!(
            rendered(80),
            "  睡眠     a time, in hours   from `input 睡眠: hours`, line 1\n    \
               debt   a time             from `let debt = 8 h - 睡眠`, line 2\n  \
             50 kg    a mass, in kg      written here\n  help: give a time\n"
        );
    }

    #[test]
    fn what_does_not_fit_loses_its_quotes_and_then_stands_one_below_the_other() {
        assert_eq!(
            rendered(48),
            "  睡眠     a time, in hours   from line 1\n    \
               debt   a time             from line 2\n  \
             50 kg    a mass, in kg      written here\n  help: give a time\n"
        );
        assert_eq!(
            rendered(40),
            "  睡眠: a time, in hours\n    from `input 睡眠: hours`, line 1\n    \
               debt: a time\n      from `let debt = 8 h …`, line 2\n  \
             50 kg: a mass, in kg\n    written here\n  help: give a time\n"
        );
    }
}
