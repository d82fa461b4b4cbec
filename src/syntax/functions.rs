//! Calls of functions: in goes the node of a call such as `max(a, b)`, out
//! comes an [`Expr`](crate::ast::Expr), or a message that names the function
//! that was meant.

use crate::ast::{ExprKind, Function, Ident};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::Span;

use super::expressions::Built;
use super::grammar::{Node, parts};
use super::place::Place;
use super::reader::Reader;

impl<'s> Reader<'s> {
    /// `max(a, b)`
    pub(super) fn call(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let name = self.ident(&inner.next()?);
        let function = function(&name.name);
        let Some(function) = function else {
            let inside: Option<Vec<_>> = inner.map(|part| plain_name(&part)).collect();
            if let Some(error) = self.like_a_call(&name, span, &inside.unwrap_or_default()) {
                self.error(error);
                return None;
            }
            let error = Diagnostic::error(
                Code::UnknownName,
                format!("there is no function `{}`", name.name),
            );
            let known = FUNCTIONS.map(|(known, _)| known);
            self.error(match nearest(&name.name, known) {
                Some(near) => error
                    .label(name.span, "unknown function")
                    .help(format!("did you mean `{near}`?"))
                    .fix(name.span, near),
                None => error.label(name.span, "unknown function").help(format!(
                    "the functions are {}",
                    known.map(|known| format!("`{known}`")).join(", ")
                )),
            });
            return None;
        };
        let (arguments, height) = self.several(inner)?;
        self.over(
            ExprKind::Call {
                function,
                arguments,
            },
            span,
            height,
        )
    }
}

impl Reader<'_> {
    /// `any(a, b)`, `all_of(a, b)`, `soreness(quads)`
    fn like_a_call(&self, name: &Ident, span: Span, inside: &[&str]) -> Option<Diagnostic> {
        let list = match name.name.to_lowercase().as_str() {
            "any" | "any_of" | "anyof" | "or" | "either" | "one_of" => "any of",
            "all" | "all_of" | "allof" | "and" | "both" | "every" => "all of",
            "none" | "none_of" | "noneof" | "neither" | "nor" => "none of",
            _ => "",
        };
        if !list.is_empty() {
            return Some(
                Diagnostic::error(Code::Syntax, format!("`{}` is written `{list}`", name.name))
                    .label(name.span, format!("expected `{list}`"))
                    .help(format!("write `{list} ( … )`"))
                    .fix(name.span, format!("{list} "))
                    .sure(),
            );
        }
        let [member] = inside else {
            return None;
        };
        let written = format!("{}.{member}", name.name);
        let place = Place::new("", 0, span, &[], None).in_file(self.whole);
        place.declares(&written, true).then(|| {
            Diagnostic::error(Code::Syntax, "a member stands after a dot")
                .label(Span::new(span.file, name.span.end, span.end), "in brackets")
                .help(format!("write `{written}`"))
                .fix(span, written)
                .sure()
        })
    }
}

/// The name that an expression consists of; `None` where there is more to it.
fn plain_name<'s>(node: &Node<'s>) -> Option<&'s str> {
    let text = node.as_str().trim();
    text.chars()
        .all(|c| c.is_alphanumeric() || c == '_')
        .then_some(text)
}

const FUNCTIONS: [(&str, Function); 7] = [
    ("min", Function::Min),
    ("max", Function::Max),
    ("abs", Function::Abs),
    ("round", Function::Round),
    ("sqrt", Function::Sqrt),
    ("ln", Function::Ln),
    ("exp", Function::Exp),
];

fn function(name: &str) -> Option<Function> {
    FUNCTIONS
        .into_iter()
        .find(|(known, _)| *known == name)
        .map(|(_, function)| function)
}

/// Whether a name is that of a function, or nearly.
pub(super) fn is_like_a_function(name: &str) -> bool {
    nearest(name, FUNCTIONS.map(|(known, _)| known)).is_some()
}
