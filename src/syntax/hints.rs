//! Near misses: in goes what stands where reading stopped, out comes a message
//! that says how the language writes it.

use crate::ast::{Comparison, Expr, ExprKind, Text};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

/// `x is not missing`, `x is not known`
pub(super) fn is_not_missing(
    op: Comparison,
    left: &Expr,
    right: &Expr,
    span: Span,
) -> Option<Diagnostic> {
    let ExprKind::Name(word) = &right.kind else {
        return None;
    };
    let opposite = match word.name.as_str() {
        "missing" => "known",
        "known" => "missing",
        _ => return None,
    };
    if op != Comparison::IsNot {
        return None;
    }
    let tail = Span::new(span.file, left.span.end, span.end);
    Some(
        Diagnostic::error(
            Code::Syntax,
            format!("`is not {}` is written `is {opposite}`", word.name),
        )
        .label(tail, "the long way round")
        .help(format!("write `is {opposite}`"))
        .fix(tail, format!(" is {opposite}")),
    )
}

/// `7-9` in a cell
pub(super) fn dash_range(cell: &Text) -> Option<Diagnostic> {
    let dash = cell.value.find(['-', '\u{2013}', '\u{2014}'])?;
    let (low, rest) = cell.value.split_at_checked(dash)?;
    let mut chars = rest.chars();
    chars.next();
    let (low, high) = (low.trim(), chars.as_str().trim());
    if !starts_with_digit(low) || !starts_with_digit(high) {
        return None;
    }
    // A date has two dashes.
    if high.contains('-') || !plain(low) || !plain(high) {
        return None;
    }
    let written = format!("{low} to {high}");
    Some(
        Diagnostic::error(Code::DashRange, "a range in a cell is written with `to`")
            .label(cell.span, "reads as a subtraction")
            .help(format!("write `{written}`"))
            .fix(cell.span, written),
    )
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// A number, perhaps with a unit or `days ago`.
fn plain(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ' ' | '%' | '\u{b0}' | '/'))
}
