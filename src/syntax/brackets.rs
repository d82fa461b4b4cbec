//! Brackets that do not match: in goes a closing bracket, or the end of a
//! declaration, while going through a text, out come messages for brackets that
//! are never closed, close nothing, or are nested too deep.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::layout::MAX_BRACKETS;
use super::lines::Scanner;

impl Scanner<'_> {
    pub(super) fn close(&mut self, c: char) {
        let partner = match c {
            ')' => '(',
            '}' => '{',
            _ => '[',
        };
        let here = Span::new(self.file, self.at, self.at + c.len_utf8());
        match self.open.last().copied() {
            Some((open, _)) if open == partner => {
                self.open.pop();
            }
            _ if self.bracket_reported => {
                self.open.pop();
            }
            Some((open, at)) => {
                self.open.pop();
                self.report_bracket(
                    Diagnostic::error(
                        Code::UnclosedBracket,
                        format!("`{open}` is closed by `{c}`"),
                    )
                    .label(Span::new(self.file, at, at + 1), "opened here")
                    .label(here, format!("this closes a `{partner}`"))
                    .help(format!("close it with `{}`", closing(open)))
                    .fix(here, closing(open)),
                    at,
                );
            }
            None => self.report_bracket(
                Diagnostic::error(Code::UnclosedBracket, format!("`{c}` closes nothing"))
                    .label(here, format!("no `{partner}` is open here"))
                    .help("take it out, or open the bracket before it"),
                here.start,
            ),
        }
    }

    fn report_bracket(&mut self, error: Diagnostic, at: usize) {
        self.errors.push(error);
        self.broken.push(at);
        self.bracket_reported = true;
    }

    /// At the end of a declaration: whatever is open stays so.
    pub(super) fn close_brackets(&mut self) {
        if let (false, Some((open, at))) = (self.bracket_reported, self.open.first().copied()) {
            let error = Diagnostic::error(
                Code::UnclosedBracket,
                format!("this `{open}` is never closed"),
            )
            .label(Span::new(self.file, at, at + 1), "opened here")
            .help(format!("close it with `{}`", closing(open)));
            self.report_bracket(error, at);
        }
        self.open.clear();
        self.bracket_reported = false;
    }

    pub(super) fn too_deep(&self) -> Diagnostic {
        let first = self.open.first().map_or(self.at, |(_, at)| *at);
        Diagnostic::error(
            Code::TooDeep,
            format!("more than {MAX_BRACKETS} brackets are open at once"),
        )
        .label(
            Span::new(self.file, first, first + 1),
            "the first opens here",
        )
        .label(
            Span::new(self.file, self.at, self.at + 1),
            "this is one too many",
        )
        .help("give the inner parts names with `let`")
    }
}

fn closing(open: char) -> &'static str {
    match open {
        '(' => ")",
        '{' => "}",
        _ => "]",
    }
}
