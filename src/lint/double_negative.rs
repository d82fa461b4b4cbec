//! A negative of a negative: `not (movement is not clean)`, `not not ill`,
//! `not (sleep is missing)`, `unless not rested`.
//!
//! Read aloud they mean what they mean, but they are read wrong at six in the
//! morning. Every fix keeps the meaning, of a missing answer too: in `unless not
//! rested` a missing answer is no exception, which `and rested` would turn round.

use crate::ast::{Comparison, Declaration, Expr, ExprKind, File, GuaranteeKind, ListKind};
use crate::check::walk;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::Span;

/// A warning for each negative of a negative in a file.
pub(super) fn find(file: &File, sources: &Sources) -> Vec<Diagnostic> {
    let reader = Reader { sources };
    let mut found = Vec::new();
    for declaration in &file.declarations {
        match declaration {
            Declaration::Rule(rule) => {
                found.extend(rule.when.iter().flat_map(|when| reader.inside(when)));
                if let Some(unless) = &rule.unless {
                    let before = found.len();
                    found.extend(reader.inside(unless));
                    if found.len() == before {
                        found.extend(reader.unless_not(unless));
                    }
                }
            }
            Declaration::Let(decl) => found.extend(reader.inside(&decl.value)),
            Declaration::Guarantee(decl) => {
                if let GuaranteeKind::Always(_, condition) | GuaranteeKind::Never(_, condition) =
                    &decl.kind
                {
                    found.extend(reader.inside(condition));
                }
            }
            _ => {}
        }
    }
    found
}

struct Reader<'a> {
    sources: &'a Sources,
}

impl<'a> Reader<'a> {
    fn text(&self, span: Span) -> &'a str {
        self.sources.text(span)
    }

    /// All within an expression, the outermost of each only.
    fn inside(&self, root: &Expr) -> Vec<Diagnostic> {
        let mut told: Option<Span> = None;
        let mut found = Vec::new();
        for part in walk::all(root) {
            if told.is_some_and(|told| told.start <= part.span.start && part.span.end <= told.end) {
                continue;
            }
            if let Some(diagnostic) = self.double(part) {
                told = Some(part.span);
                found.push(diagnostic);
            }
        }
        found
    }

    fn double(&self, expr: &Expr) -> Option<Diagnostic> {
        let ExprKind::Not(inner) = &expr.kind else {
            return None;
        };
        let denied = without_brackets(inner);
        let (what, instead) = match &denied.kind {
            ExprKind::Not(meant) => ("`not` twice", self.text(meant.span).to_owned()),
            ExprKind::Compare {
                op: Comparison::IsNot,
                left,
                right,
            } => (
                "`not`, and `is not`",
                format!("{} is {}", self.text(left.span), self.text(right.span)),
            ),
            ExprKind::IsMissing(value) => (
                "`not`, and `missing`",
                format!("{} is known", self.text(value.span)),
            ),
            ExprKind::List {
                kind: ListKind::None,
                ..
            } => {
                let list = self.text(denied.span).strip_prefix("none")?;
                ("`not`, and `none`", format!("any{list}"))
            }
            _ => return None,
        };
        Some(self.warning(expr.span, what, &instead))
    }

    /// `unless not …`
    fn unless_not(&self, unless: &Expr) -> Option<Diagnostic> {
        let ExprKind::Not(inner) = &without_brackets(unless).kind else {
            return None;
        };
        let denied = without_brackets(inner);
        let instead = match &denied.kind {
            ExprKind::Compare { op, left, right } => {
                let op = match op {
                    Comparison::Less => ">=",
                    Comparison::AtMost => ">",
                    Comparison::More => "<=",
                    Comparison::AtLeast => "<",
                    Comparison::Is => "is not",
                    Comparison::IsNot => "is",
                };
                format!("{} {op} {}", self.text(left.span), self.text(right.span))
            }
            ExprKind::IsKnown(value) => format!("{} is missing", self.text(value.span)),
            ExprKind::Name(name) => format!("{} is no", name.name),
            _ => {
                return Some(
                    Diagnostic::warning(
                        Code::DoubleNegative,
                        "an exception to the opposite of a condition is hard to read",
                    )
                    .label(unless.span, "`unless`, and `not`")
                    .help("give the condition a name with `let`, and write `unless NAME is no`"),
                );
            }
        };
        Some(self.warning(unless.span, "`unless`, and `not`", &instead))
    }

    fn warning(&self, at: Span, what: &str, instead: &str) -> Diagnostic {
        let diagnostic = Diagnostic::warning(
            Code::DoubleNegative,
            "a negative of a negative is hard to read",
        )
        .label(at, what);
        if instead.contains('\n') {
            // Without its brackets it might not go on over the line's end.
            let line = instead.split_whitespace().collect::<Vec<_>>().join(" ");
            return diagnostic.help(format!("write `{line}`, which is the same"));
        }
        diagnostic
            .help(format!("write `{instead}`, which is the same"))
            .fix(at, instead)
            .sure()
    }
}

fn without_brackets(mut expr: &Expr) -> &Expr {
    while let ExprKind::Group(inner) = &expr.kind {
        expr = inner;
    }
    expr
}
