//! Calls of functions: in goes the node of a call such as `max(a, b)`, out
//! comes an [`Expr`](crate::ast::Expr), or a message that names the function
//! that was meant.

use crate::ast::{ExprKind, Function};
use crate::diagnostics::{Code, Diagnostic, nearest};

use super::expressions::Built;
use super::grammar::{Node, parts};
use super::reader::Reader;

impl<'s> Reader<'s> {
    /// `max(a, b)`
    pub(super) fn call(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let name = self.ident(&inner.next()?);
        let function = function(&name.name);
        let Some(function) = function else {
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
