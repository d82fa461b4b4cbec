//! The terminal, or what stands in for it: whether there is colour, and how
//! wide it is, for standard output and standard error each.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use terminal_size::{Width, terminal_size_of};

use super::diff::DiffOptions;
use crate::diagnostics::{Diagnostics, RenderOptions, plain, render, wrap};
use crate::report::TextOptions;

/// Columns where there is no terminal to ask.
const DEFAULT_WIDTH: usize = 100;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorWhen {
    /// On a terminal, unless NO_COLOR or CLICOLOR=0 is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl ColorWhen {
    /// What the arguments say, before they are read in earnest: usage errors have colour too.
    pub fn among(arguments: &[OsString]) -> Self {
        let mut texts = arguments.iter().filter_map(|argument| argument.to_str());
        while let Some(text) = texts.next() {
            let when = match text {
                "--color" => texts.next(),
                "--" => None,
                _ => text.strip_prefix("--color="),
            };
            if let Some(when) = when.and_then(|when| Self::from_str(when, true).ok()) {
                return when;
            }
        }
        Self::Auto
    }
}

impl From<ColorWhen> for clap::ColorChoice {
    fn from(when: ColorWhen) -> Self {
        match when {
            ColorWhen::Auto => Self::Auto,
            ColorWhen::Always => Self::Always,
            ColorWhen::Never => Self::Never,
        }
    }
}

/// How to lay out what goes to standard output and to standard error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Console {
    out: TextOptions,
    err: TextOptions,
}

impl Console {
    /// Asks the terminals.
    pub fn new(color: ColorWhen) -> Self {
        let (out, err) = (std::io::stdout(), std::io::stderr());
        let colored = |auto: ColorChoice| match color {
            ColorWhen::Auto => auto != ColorChoice::Never,
            ColorWhen::Always => true,
            ColorWhen::Never => false,
        };
        let width = |found: Option<(Width, _)>| match found {
            Some((Width(columns), _)) if columns > 0 => usize::from(columns),
            _ => DEFAULT_WIDTH,
        };
        Self {
            out: TextOptions {
                width: width(terminal_size_of(&out)),
                color: colored(AutoStream::choice(&out)),
            },
            err: TextOptions {
                width: width(terminal_size_of(&err)),
                color: colored(AutoStream::choice(&err)),
            },
        }
    }

    /// How to lay out results. In a file there is no colour.
    pub fn results(&self, to_file: bool) -> TextOptions {
        match to_file {
            true => TextOptions {
                width: DEFAULT_WIDTH,
                color: false,
            },
            false => self.out,
        }
    }

    /// How to lay out what goes to standard error.
    pub fn messages(&self) -> TextOptions {
        self.err
    }

    /// Messages as results, which `check` gives.
    pub fn rendered(&self, diagnostics: &Diagnostics) -> String {
        render(diagnostics, &options(self.out))
    }

    /// The same in plain words. What is no terminal gets whole lines.
    pub fn in_words(&self, diagnostics: &Diagnostics) -> String {
        let width = match std::io::stdout().is_terminal() {
            true => self.out.width,
            false => usize::MAX,
        };
        plain(diagnostics, width)
    }

    /// How to lay out diffs, which are results.
    pub fn diffs(&self) -> DiffOptions {
        DiffOptions {
            color: self.out.color,
            terminal: std::io::stdout().is_terminal(),
        }
    }

    /// Says what is wrong on standard error. Where that is closed, nobody listens.
    pub fn complain(&self, diagnostics: &Diagnostics) {
        if !diagnostics.items.is_empty() {
            self.say(&render(diagnostics, &options(self.err)));
        }
    }

    /// Says in plain words what is wrong, on standard error.
    pub fn complain_in_words(&self, diagnostics: &Diagnostics) {
        if !diagnostics.items.is_empty() {
            self.say(&plain(diagnostics, self.err.width));
        }
    }

    /// Says what should be looked at before the results, which a blank line sets apart.
    pub fn remark(&self, diagnostics: &Diagnostics) {
        if !diagnostics.items.is_empty() {
            self.complain(diagnostics);
            self.say("\n");
        }
    }

    /// Writes a line to standard error, over several where it is too long.
    pub fn say_line(&self, line: &str) {
        let lines = wrap(line, self.err.width);
        self.say(&format!("{}\n", lines.join("\n")));
    }

    /// Writes to standard error.
    pub fn say(&self, text: &str) {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }
}

fn options(text: TextOptions) -> RenderOptions {
    RenderOptions {
        width: text.width,
        color: text.color,
    }
}
