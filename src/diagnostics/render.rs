//! Diagnostics as text: in go messages with spans, out comes what a terminal
//! or a pipe shows, through miette's graphical handler.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeStyles};

use super::excerpt::{CONTEXT, Excerpt};
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

/// Below this many columns miette has no room to wrap.
const NARROWEST: usize = 24;
/// What stands before the help.
const HELP: &str = "  help: ";

/// Renders every message, a blank line between them, and the count of those not held.
pub fn render(diagnostics: &Diagnostics, options: &RenderOptions) -> String {
    let width = options.width.max(NARROWEST);
    let theme = if options.color {
        GraphicalTheme::unicode()
    } else {
        GraphicalTheme::unicode_nocolor()
    };
    let styles = theme.styles.clone();
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_context_lines(CONTEXT)
        .with_urls(false)
        .with_break_words(false)
        .without_syntax_highlighting();
    let mut out = String::new();
    for (index, item) in diagnostics.items.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let report = Report {
            diagnostic: item,
            excerpt: Excerpt::of(item, &diagnostics.sources, width),
        };
        // Writing to a string fails only where miette cannot read the excerpt.
        if handler.render_report(&mut out, &report).is_err() {
            out.push_str(&format!("{}: {report}\n", item.code));
        }
        // The values stand between the lines of source and the help.
        if !item.sides.is_empty() {
            sides::write(&mut out, item, &diagnostics.sources, width, &styles);
            if let Some(help) = &item.help {
                write_help(&mut out, help, width, &styles);
            }
        }
    }
    if diagnostics.hidden > 0 {
        out.push_str(&format!("\n{}\n", hidden_line(diagnostics)));
    }
    out
}

/// The help as miette sets it.
fn write_help(out: &mut String, help: &str, width: usize, styles: &ThemeStyles) {
    let lines = wrap(&brief(help), width.saturating_sub(2 + HELP.len()));
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            out.push_str(&styles.help.style(HELP).to_string());
        } else {
            out.push_str(&" ".repeat(HELP.len()));
        }
        out.push_str(line);
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

/// One message, as miette reads it.
#[derive(Debug)]
struct Report<'a> {
    diagnostic: &'a Diagnostic,
    excerpt: Option<Excerpt>,
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&brief(&self.diagnostic.message))
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.diagnostic.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        if !self.diagnostic.sides.is_empty() {
            return None;
        }
        let help = self.diagnostic.help.as_deref()?;
        Some(Box::new(brief(help)))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt
            .as_ref()
            .map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        Some(Box::new(excerpt.labels.iter().cloned()))
    }
}
