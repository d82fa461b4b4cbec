//! What turns nodes into a tree has in common: where it is in the file, what
//! went wrong, and the smallest pieces: names, texts, units, numbers.
//!
//! Every step gives `None` where it cannot go on; it has said why by then.

use crate::ast::{Ident, Text, UnitName, Verdict};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::{FileId, Span};

use super::errors;
use super::grammar::{self, Failure, Node, Rule};
use super::place::Place;

/// Turns the nodes of one text into tree, and keeps what goes wrong.
pub(super) struct Reader<'s> {
    /// The file that spans point into.
    pub file: FileId,
    /// Where the text starts in the file.
    pub base: usize,
    /// The text that is read.
    pub text: &'s str,
    /// The text of the whole file.
    pub whole: &'s str,
    /// What is wrong is counted, and not put into words.
    pub brief: bool,
    /// How many operators that recurse are being read, one inside the other.
    pub descent: usize,
    /// A part of the declaration was taken out, for a mistake that was reported.
    pub damaged: bool,
    /// What went wrong.
    pub errors: Vec<Diagnostic>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(file: FileId, base: usize, text: &'s str, whole: &'s str) -> Self {
        Self {
            file,
            base,
            text,
            whole,
            brief: false,
            descent: 0,
            damaged: false,
            errors: Vec::new(),
        }
    }

    /// Where a node stands in the file.
    pub(super) fn span(&self, node: &Node<'_>) -> Span {
        let start = self.base + node.as_span().start();
        // What may follow at a node's end is looked for past blanks, which are not part of it.
        let text = node.as_str().trim_end();
        Span::new(self.file, start, start + text.len())
    }

    /// What stands at a span.
    pub(super) fn text_of(&self, span: Span) -> &'s str {
        let (from, to) = (
            span.start.checked_sub(self.base),
            span.end.checked_sub(self.base),
        );
        let range = from.zip(to).and_then(|(from, to)| self.text.get(from..to));
        range.unwrap_or_default()
    }

    /// As much of a span as stands on its first line.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let text = self.text.get(span.start - self.base..span.end - self.base);
        let line = text
            .and_then(|text| text.lines().next())
            .unwrap_or_default();
        Span::new(span.file, span.start, span.start + line.trim_end().len())
    }

    /// Reads a part of the text, a cell or the inside of braces, by a rule of
    /// its own; `None` where it does not fit, which is then reported.
    pub(super) fn part<T>(
        &mut self,
        rule: Rule,
        span: Span,
        code: Code,
        make: impl FnOnce(&mut Reader<'s>, Node<'s>) -> Option<T>,
    ) -> Option<T> {
        self.hinted(rule, span, code, |_| None, make)
    }

    /// [`part`](Self::part), with near misses of its own.
    pub(super) fn hinted<T>(
        &mut self,
        rule: Rule,
        span: Span,
        code: Code,
        hint: impl FnOnce(&Place<'_>) -> Option<Diagnostic>,
        make: impl FnOnce(&mut Reader<'s>, Node<'s>) -> Option<T>,
    ) -> Option<T> {
        let text = self
            .text
            .get(span.start.saturating_sub(self.base)..span.end.saturating_sub(self.base))?;
        let mut inner = Reader::new(self.file, span.start, text, self.whole);
        inner.descent = self.descent;
        inner.brief = self.brief;
        let made = match grammar::read(rule, text) {
            Ok(node) => make(&mut inner, node),
            Err(failure) => {
                let near_miss = match &failure {
                    Failure::Limit => None,
                    Failure::Stopped { .. } if self.brief => None,
                    Failure::Stopped { at, expected } => hint(
                        &Place::new(text, *at, span, expected, None)
                            .read_by(rule)
                            .in_file(self.whole),
                    ),
                };
                match near_miss {
                    Some(error) => inner.error(error),
                    None => inner.fail(&failure, rule, code),
                }
                None
            }
        };
        self.errors.append(&mut inner.errors);
        made
    }

    /// Reports why a part could not be read.
    fn fail(&mut self, failure: &Failure, rule: Rule, code: Code) {
        let span = Span::new(self.file, self.base, self.base + self.text.len());
        let error = match failure {
            Failure::Limit => errors::explain(failure, self.text, span, None, "", self.brief),
            Failure::Stopped { at, expected } => {
                let place = Place::new(self.text, *at, span, expected, None);
                let place = place.read_by(rule).in_file(self.whole);
                errors::explain_place(&place, self.brief)
            }
        };
        self.errors.push(Diagnostic {
            code: if error.code == Code::Syntax {
                code
            } else {
                error.code
            },
            ..error
        });
    }

    pub(super) fn error(&mut self, error: Diagnostic) {
        self.errors.push(error);
    }

    /// `stress`
    pub(super) fn ident(&self, node: &Node<'_>) -> Ident {
        Ident {
            name: node.as_str().to_owned(),
            span: self.span(node),
        }
    }

    /// `"plain text"`
    pub(super) fn text(&self, node: &Node<'_>) -> Text {
        Text {
            value: quoted(node.as_str()).replace("{{", "{").replace("}}", "}"),
            span: self.span(node),
        }
    }

    /// `bpm/day`
    pub(super) fn unit(&self, node: &Node<'_>) -> UnitName {
        UnitName {
            text: node.as_str().to_owned(),
            span: self.span(node),
        }
    }

    /// `modify`
    pub(super) fn verdict(&self, node: &Node<'_>) -> Option<(Verdict, Span)> {
        Some((Verdict::from_name(node.as_str())?, self.span(node)))
    }

    /// `7.5`, `-3`
    pub(super) fn number(&mut self, node: &Node<'_>) -> Option<f64> {
        let value: f64 = node.as_str().trim().replace(' ', "").parse().ok()?;
        if value.is_finite() {
            return Some(value);
        }
        let span = self.span(node);
        self.error(
            Diagnostic::error(Code::Syntax, "this number is too large")
                .label(span, "more than any computer counts to")
                .help("write a smaller number"),
        );
        None
    }

    /// `2026-06-05`
    pub(super) fn date(&mut self, node: &Node<'_>) -> Option<(i16, i8, i8)> {
        let span = self.span(node);
        let mut fields = node.as_str().split('-');
        let (year, month, day) = (fields.next()?, fields.next()?, fields.next()?);
        if month.len() != 2 || day.len() != 2 {
            let full = format!("{year}-{month:0>2}-{day:0>2}");
            self.error(
                Diagnostic::error(
                    Code::Syntax,
                    "a date has two digits for the month and the day",
                )
                .label(span, "not a whole date")
                .help(format!("write `{full}`"))
                .fix(span, full),
            );
            return None;
        }
        Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
    }

    /// `3`, as a count of days
    pub(super) fn days(&mut self, node: &Node<'_>) -> Option<u32> {
        let span = self.span(node);
        // A hundred thousand days are 270 years.
        match node.as_str().parse::<u32>() {
            Ok(days) if days <= 100_000 => Some(days),
            _ => {
                self.error(
                    Diagnostic::error(Code::Syntax, "that is longer ago than any record goes")
                        .label(span, "more than 100000 days")
                        .help("write a smaller number of days"),
                );
                None
            }
        }
    }
}

/// What stands between the quotes.
pub(super) fn quoted(string: &str) -> &str {
    string
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .unwrap_or(string)
}
