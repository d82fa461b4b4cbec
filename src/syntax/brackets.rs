//! Brackets that do not match: in goes a closing bracket, or the end of a
//! declaration, while going through a text, out come messages for brackets that
//! are never closed, close nothing, or are nested too deep.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::keywords::{Keyword, is_clause_word};
use super::layout::MAX_BRACKETS;
use super::line::is_word;
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
                    .help("take it out, or open the bracket before it")
                    .fix(here, ""),
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
            // What is blank here may be part of a wider sign in the file.
            let place = self
                .where_to_close(at)
                .filter(|(end, _)| self.source.is_char_boundary(*end));
            let error = match place {
                Some((end, sure)) => {
                    let error = error.fix(Span::new(self.file, end, end), closing(open));
                    if sure { error.sure() } else { error }
                }
                None => error,
            };
            self.report_bracket(error, at);
        }
        self.open.clear();
        self.bracket_reported = false;
    }

    /// Where a bracket that is never closed was meant to end, where that is plain
    /// enough, and whether it is plain beyond doubt.
    fn where_to_close(&self, at: usize) -> Option<(usize, bool)> {
        if self.open.len() > 1 {
            return None;
        }
        // Comments are blank here.
        let text = self.masked.get(at..)?;
        let line = text
            .get(..text.find('\n').unwrap_or(text.len()))?
            .trim_end();
        let below = text.get(line.len()..)?.trim_start();
        let word_end = below.find(|c: char| !is_word(c)).unwrap_or(below.len());
        let word = below.get(..word_end)?;
        let ends = below.is_empty() || is_clause_word(word) || Keyword::from_word(word).is_some();
        let inside = line.get(1..)?;
        if !ends || inside.trim().is_empty() || line.ends_with([',', '+', '-', '*', '/']) {
            return None;
        }
        let before = self.masked.get(..at)?;
        let call = before.ends_with(is_word);
        let list = before.trim_end().ends_with(" of");
        let comparison = inside.find(['<', '>']).or_else(|| inside.find(" is "));
        let joined = inside.contains(" and ") || inside.contains(" or ");
        // `(a or b and c`: it matters where it ends.
        if inside.contains(" and ") && inside.contains(" or ") {
            return None;
        }
        match comparison {
            // `max(soreness, stress > 7`
            Some(sign) if call => {
                Some((at + 1 + inside.get(..sign)?.trim_end().len(), false)).filter(|_| !joined)
            }
            _ => {
                let plain = comparison.is_none() && !joined;
                Some((at + line.len(), plain && (list || line.starts_with('{'))))
            }
        }
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
