//! Messages as a reader sees them, in a terminal: in go diagnostics, out comes
//! each with its code, its headline, the lines of source that it is about, the
//! values that do not go together, and the help. Nothing is wider than the
//! terminal; lines of source are cut, all else is broken.

use miette::{GraphicalTheme, ThemeStyles};

use super::excerpt::Excerpt;
use super::frame;
use super::printable::brief;
use super::sides;
use super::wrap::wrap;
use super::{Diagnostic, Diagnostics, Severity};

/// How to render.
#[derive(Clone, Debug)]
pub struct RenderOptions {
    /// How many columns there are.
    pub width: usize,
    /// Whether to colour.
    pub color: bool,
}

impl RenderOptions {
    /// 100 columns, no colour: for pipes, snapshots and `Display`.
    pub fn plain() -> Self {
        Self {
            width: 100,
            color: false,
        }
    }
}

/// In fewer columns than this nothing can be set.
pub(super) const NARROWEST: usize = 24;
/// What stands before the help.
const HELP: &str = "  help: ";
/// Columns left free at the right of headline and help.
const RIGHT: usize = 2;

/// Renders every message, a blank line between them, and the count of those not held.
pub fn render(diagnostics: &Diagnostics, options: &RenderOptions) -> String {
    let width = options.width.max(NARROWEST);
    let theme = if options.color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let styles = &theme.styles;
    let mut out = String::new();
    for (index, item) in diagnostics.items.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        write_headline(&mut out, item, width, styles);
        let excerpt = Excerpt::of(item, &diagnostics.sources, width);
        frame::write(&mut out, &excerpt, width, styles);
        if !item.sides.is_empty() {
            sides::write(&mut out, item, &diagnostics.sources, width, styles);
        }
        if let Some(help) = &item.help {
            let lead = styles.help.style(HELP).to_string();
            let indent = " ".repeat(HELP.len());
            write_wrapped(&mut out, help, [&lead, &indent], HELP.len(), width);
        }
    }
    if diagnostics.hidden > 0 {
        out.push_str(&format!("\n{}\n", hidden_line(diagnostics)));
    }
    out
}

/// The code, and below it what is wrong.
fn write_headline(out: &mut String, item: &Diagnostic, width: usize, styles: &ThemeStyles) {
    let (style, sign) = match item.severity {
        Severity::Error => (styles.error, "×"),
        Severity::Warning => (styles.warning, "⚠"),
    };
    out.push_str(&format!("{}\n\n", style.style(item.code)));
    let lead = format!("  {} ", style.style(sign));
    let bar = format!("  {} ", style.style("│"));
    write_wrapped(out, &item.message, [&lead, &bar], 4, width);
}

/// A text broken into lines, the first behind one lead, the others behind the
/// other; both are `indent` columns wide.
fn write_wrapped(out: &mut String, text: &str, leads: [&str; 2], indent: usize, width: usize) {
    let lines = wrap(&brief(text), width.saturating_sub(indent + RIGHT));
    for (index, line) in lines.iter().enumerate() {
        let lead = leads[index.min(1)];
        let row = format!("{lead}{line}");
        out.push_str(row.trim_end());
        out.push('\n');
    }
}

/// How many messages there were that are not held.
pub(super) fn hidden_line(diagnostics: &Diagnostics) -> String {
    let is_data = |item: &Diagnostic| item.code.name().starts_with("data-");
    let what = match (diagnostics.items.iter().any(is_data), diagnostics.hidden) {
        (true, 1) => "bad cell",
        (true, _) => "bad cells",
        (false, 1) => "message",
        (false, _) => "messages",
    };
    format!("… and {} more {what}", diagnostics.hidden)
}
