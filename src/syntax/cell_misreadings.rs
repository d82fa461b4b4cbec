//! Cells below an expression that can be read, but are not what was meant: in
//! goes what was read, out comes a message that says how it is written.

use crate::ast::{Arithmetic, CellTest, Comparison, Expr, ExprKind, TemplatePart};
use crate::diagnostics::Diagnostic;
use crate::span::Span;

use super::hints::{range_with_dash, syntax};

/// A cell that can be read, but is not what was meant. `nots` says whether `not` stands before it.
pub(super) fn misread(test: &CellTest, nots: bool, alone: bool, span: Span) -> Option<Diagnostic> {
    match test {
        CellTest::Compare(Comparison::Is, value) => match &value.kind {
            ExprKind::Name(name) if matches!(name.name.as_str(), "missing" | "known") => {
                let written = match (name.name.as_str(), nots) {
                    ("missing", false) | ("known", true) => "is missing",
                    _ => "is known",
                };
                Some(
                    syntax(format!("`is` is missing before `{}`", name.name))
                        .label(value.span, "expected `is` before this")
                        .help(format!("write `{written}`"))
                        .fix(span, written),
                )
            }
            ExprKind::Name(name) if name.name == "any" && (nots || !alone) => Some(
                syntax("`any` stands alone in its cell")
                    .label(value.span, "holds for every value")
                    .help("write `any` and nothing else where it does not matter, or leave it out"),
            ),
            ExprKind::Text(text) => {
                let error = syntax("a value stands without quotes")
                    .label(value.span, "in quotes")
                    .help("write a value without quotes; texts stand below `because`, `flag` or `name`");
                let [TemplatePart::Literal(bare)] = text.parts.as_slice() else {
                    return Some(error);
                };
                let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ' ' | '%' | '°' | '/');
                Some(if bare.chars().all(plain) && !bare.trim().is_empty() {
                    let one = !bare.contains(' ');
                    let error = error.fix(value.span, bare.trim());
                    if one { error.sure() } else { error }
                } else {
                    error
                })
            }
            ExprKind::Arithmetic {
                op: Arithmetic::Subtract,
                left,
                right,
            } => {
                let (low, high) = (literal(left)?, literal(right)?);
                Some(range_with_dash(value.span, &low, &high))
            }
            // `n/a`, as spreadsheets have it
            ExprKind::Arithmetic {
                op: Arithmetic::Divide,
                left,
                right,
            } if is_name(left, "n") && is_name(right, "a") => Some(
                syntax("`n/a` is written `is missing`")
                    .label(value.span, "expected `is missing`")
                    .help("write `is missing` where there is no answer, or `any` where it does not matter"),
            ),
            ExprKind::Group(inner) if matches!(inner.kind, ExprKind::Or(..)) => Some(
                syntax("no brackets stand around `or` in a cell")
                    .label(value.span, "in brackets")
                    .help(if nots {
                        "write `not is one of {a, b}`"
                    } else {
                        "take the brackets out"
                    }),
            ),
            _ => None,
        },
        CellTest::Compare(Comparison::IsNot, value) => match &value.kind {
            ExprKind::Name(name) if matches!(name.name.as_str(), "missing" | "known") => {
                let opposite = if name.name == "missing" { "known" } else { "missing" };
                Some(
                    syntax(format!("`is not {}` is written `is {opposite}`", name.name))
                        .label(span, "the long way round")
                        .help(format!("write `is {opposite}`"))
                        .fix(span, format!("is {opposite}")),
                )
            }
            _ => None,
        },
        CellTest::Range { low, high, .. } => match &low.kind {
            // `up to 7`
            ExprKind::Name(name) if name.name == "up" => {
                let before = Span::new(span.file, low.span.start, high.span.start);
                Some(
                    syntax("`up to` is written `<=`")
                        .label(before, "a comparison in words")
                        .help(match literal(high) {
                            Some(high) => format!("write `<= {high}`"),
                            None => "write `<=`".to_owned(),
                        })
                        .fix(before, "<= "),
                )
            }
            _ => None,
        },
        _ => None,
    }
}

/// `82 or more`, `5 h or less`
pub(super) fn or_more(tests: &[CellTest], span: Span) -> Option<Diagnostic> {
    let [
        CellTest::Compare(Comparison::Is, number),
        CellTest::Compare(Comparison::Is, word),
    ] = tests
    else {
        return None;
    };
    let ExprKind::Name(name) = &word.kind else {
        return None;
    };
    let sign = match name.name.as_str() {
        "more" | "higher" | "above" | "greater" | "longer" | "later" => ">=",
        "less" | "lower" | "below" | "under" | "fewer" | "shorter" | "earlier" => "<=",
        _ => return None,
    };
    let written = literal(number)?;
    let after = Span::new(span.file, number.span.end, word.span.end);
    let before = Span::new(span.file, number.span.start, number.span.start);
    Some(
        syntax(format!("`or {}` is written `{sign}`", name.name))
            .label(after, "a comparison in words")
            .help(format!("write `{sign} {written}`"))
            .fix(before, format!("{sign} "))
            .fix(after, ""),
    )
}

fn is_name(value: &Expr, name: &str) -> bool {
    matches!(&value.kind, ExprKind::Name(found) if found.name.eq_ignore_ascii_case(name))
}

/// A plain number as written, with its sign and unit.
fn literal(value: &Expr) -> Option<String> {
    match &value.kind {
        ExprKind::Number { value, unit } => {
            let unit = unit.as_ref().map_or("", |unit| &unit.text);
            let gap = if unit.is_empty() || unit == "%" {
                ""
            } else {
                " "
            };
            Some(format!("{value}{gap}{unit}"))
        }
        ExprKind::Negate(inner) => Some(format!("-{}", literal(inner)?)),
        _ => None,
    }
}

/// Nothing below an expression; the cell's text would stand at `at`.
pub(super) fn empty_test(here: Span, at: Span) -> Diagnostic {
    syntax("this cell does not say what must hold")
        .label(here, "an empty cell")
        .help("write `any` where it does not matter; where a spreadsheet merged it with the cell above, write that again")
        .fix(at, " any ")
}
