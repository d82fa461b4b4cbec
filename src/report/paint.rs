//! Colour: in go a text and what it stands for, out comes the text as a
//! terminal shows it. The sixteen ANSI colours only, which every theme of a
//! terminal keeps readable.

use crate::ast::Verdict;

/// What a text stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// A heading or a name.
    Strong,
    /// What is there for those who look for it.
    Quiet,
    /// A line that a change takes away.
    Removed,
    /// A line that a change adds.
    Added,
    /// A verdict, or what failed (rest) or passed (train).
    Verdict(Verdict),
}

/// The text in its colour, where there is colour.
pub fn paint(text: &str, tone: Tone, color: bool) -> String {
    let code = match tone {
        _ if !color || text.is_empty() => return text.to_owned(),
        Tone::Plain => return text.to_owned(),
        Tone::Strong => "1",
        Tone::Quiet => "2",
        Tone::Removed => "31",
        Tone::Added => "32",
        Tone::Verdict(Verdict::Train) => "1;32",
        Tone::Verdict(Verdict::Modify) => "1;33",
        Tone::Verdict(Verdict::Rest) => "1;31",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
