//! Strings in which `{expression}` is filled in: in goes the node of a string,
//! out comes a [`Template`], whose expressions are read by the same grammar at
//! their own place in the file. `{{` and `}}` are braces.

use crate::ast::{Template, TemplatePart};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Node, Rule};
use super::layout::MAX_BRACKETS;
use super::reader::{Reader, quoted};

impl<'s> Reader<'s> {
    /// `"Last time {last_reps} reps"`
    pub(super) fn template(&mut self, node: &Node<'s>) -> Option<Template> {
        let span = self.span(node);
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut fine = true;
        let mut chars = quoted(node.as_str()).char_indices().peekable();
        let first = span.start + 1;
        while let Some((at, c)) = chars.next() {
            match c {
                '{' if chars.next_if(|(_, next)| *next == '{').is_some() => literal.push('{'),
                '}' if chars.next_if(|(_, next)| *next == '}').is_some() => literal.push('}'),
                '{' => {
                    // Sets inside have braces of their own.
                    let mut depth = 1_usize;
                    let mut end = None;
                    for (at, c) in chars.by_ref() {
                        match c {
                            '{' | '(' => depth += 1,
                            '}' | ')' => depth -= 1,
                            _ => {}
                        }
                        if depth > MAX_BRACKETS {
                            break;
                        }
                        if depth == 0 {
                            end = Some(at);
                            break;
                        }
                    }
                    let open = Span::new(self.file, first + at, first + at + 1);
                    let Some(end) = end else {
                        let text = quoted(node.as_str()).get(at + 1..).unwrap_or_default();
                        self.error(unclosed(open, depth, text));
                        return None;
                    };
                    let inside = Span::new(self.file, open.end, first + end);
                    match self.interpolation(open, inside) {
                        Some(value) => {
                            if !literal.is_empty() {
                                parts.push(TemplatePart::Literal(std::mem::take(&mut literal)));
                            }
                            parts.push(value);
                        }
                        None => fine = false,
                    }
                }
                '}' => {
                    let here = Span::new(self.file, first + at, first + at + 1);
                    self.error(
                        Diagnostic::error(
                            Code::BadInterpolation,
                            "`}` closes nothing in this text",
                        )
                        .label(here, "no `{` before it")
                        .help("for a brace in the text write `}}`")
                        .fix(here, "}}"),
                    );
                    fine = false;
                }
                c => literal.push(c),
            }
        }
        if !literal.is_empty() {
            parts.push(TemplatePart::Literal(literal));
        }
        fine.then_some(Template { parts, span })
    }

    fn interpolation(&mut self, open: Span, inside: Span) -> Option<TemplatePart> {
        let text = self
            .text
            .get(inside.start.saturating_sub(self.base)..inside.end.saturating_sub(self.base))
            .unwrap_or_default();
        if text.trim().is_empty() {
            self.error(
                Diagnostic::error(Code::BadInterpolation, "there is nothing between these braces")
                    .label(Span::new(self.file, open.start, inside.end + 1), "empty")
                    .help("put a name in, such as `{soreness}`; for braces in the text write `{{` and `}}`"),
            );
            return None;
        }
        self.part(
            Rule::lone_expression,
            inside,
            Code::BadInterpolation,
            |reader, node| reader.lone_expression(node),
        )
        .map(TemplatePart::Value)
    }
}

fn unclosed(open: Span, depth: usize, text: &str) -> Diagnostic {
    if depth > MAX_BRACKETS {
        return Diagnostic::error(
            Code::TooDeep,
            format!("more than {MAX_BRACKETS} brackets are open at once"),
        )
        .label(open, "the first opens here")
        .help("give the inner parts names with `let`");
    }
    let error = Diagnostic::error(Code::BadInterpolation, "this `{` is never closed")
        .label(open, "opened here")
        .help("close it with `}` after the name; for a brace in the text write `{{`");
    let name = text
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.')))
        .unwrap_or(text.len());
    let name = text.get(..name).unwrap_or_default().trim_end_matches('.');
    if name.is_empty() {
        return error;
    }
    let end = open.end + name.len();
    error.fix(Span::new(open.file, end, end), "}")
}
