//! Comparisons that can be read, but are not what was meant: in goes what was
//! read, out comes a message that says how it is written.

use crate::ast::{Arithmetic, Comparison, Expr, ExprKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::hints::syntax;
use super::place::Place;

/// Words of other languages for an answer that is not there.
const NOTHING: [&str; 15] = [
    "null",
    "nil",
    "nan",
    "na",
    "n_a",
    "undefined",
    "none",
    "empty",
    "blank",
    "unknown",
    "unanswered",
    "absent",
    "missing",
    "void",
    "nothing",
];
/// And for one that is.
const SOMETHING: [&str; 7] = [
    "answered",
    "given",
    "present",
    "filled",
    "known",
    "available",
    "set",
];

/// What a word after `is` stands for, unless the file says it itself.
fn missing_word(name: &str, whole: &str) -> Option<bool> {
    let folded = name.to_lowercase();
    let missing = NOTHING.contains(&folded.as_str());
    if !missing && !SOMETHING.contains(&folded.as_str()) {
        return None;
    }
    (!Place::says(whole, name)).then_some(missing)
}

/// `x is null`, `x is not answered`, `x is 7-9`
pub(super) fn compared(
    op: Comparison,
    left: &Expr,
    right: &Expr,
    span: Span,
    whole: &str,
) -> Option<Diagnostic> {
    if !matches!(op, Comparison::Is | Comparison::IsNot) {
        return None;
    }
    let tail = Span::new(span.file, left.span.end, span.end);
    let not = op == Comparison::IsNot;
    match &right.kind {
        ExprKind::Name(name) => {
            let missing = missing_word(&name.name, whole)?;
            let written = if missing == not {
                "is known"
            } else {
                "is missing"
            };
            let said = if not { "is not " } else { "is " };
            let error = syntax(format!("`{said}{}` is written `{written}`", name.name)).label(
                Span::new(span.file, right.span.start, span.end),
                format!("expected `{written}`"),
            );
            // `none` may be an answer, too: no soreness at all.
            let answer = ["none", "nothing", "void"].contains(&name.name.to_lowercase().as_str());
            Some(if answer {
                error
                    .help(format!(
                        "write `{written}` if nobody has answered, or `{said}0` for an answer of 0"
                    ))
                    .fix(tail, format!(" {written}"))
            } else {
                error
                    .help(format!("write `{written}`"))
                    .fix(tail, format!(" {written}"))
                    .sure()
            })
        }
        ExprKind::Arithmetic {
            op: Arithmetic::Subtract,
            left: low,
            right: high,
        } => {
            let plain = |side: &Expr| matches!(side.kind, ExprKind::Number { .. });
            if !plain(low) || !plain(high) {
                return None;
            }
            let joint = Span::new(span.file, low.span.end, high.span.start);
            let error =
                Diagnostic::error(Code::DashRange, "a range is written `is between … and …`")
                    .label(right.span, "a range with a dash")
                    .help("write `is between` and both ends with `and` between them");
            if not {
                return Some(error);
            }
            Some(
                error
                    .fix(
                        Span::new(span.file, left.span.end, low.span.start),
                        " is between ",
                    )
                    .fix(joint, " and ")
                    .sure(),
            )
        }
        _ => None,
    }
}

/// `x is 7 or more`: read as two conditions.
pub(super) fn or_more(left: &Expr, right: &Expr, whole: &str) -> Option<Diagnostic> {
    let ExprKind::Name(word) = &right.kind else {
        return None;
    };
    let sign = match word.name.as_str() {
        "more" | "higher" | "above" | "greater" | "longer" | "over" | "up" | "later" => ">=",
        "less" | "lower" | "below" | "fewer" | "shorter" | "under" | "earlier" => "<=",
        _ => return None,
    };
    let ExprKind::Compare {
        op,
        left: about,
        right: number,
    } = &left.kind
    else {
        return None;
    };
    let fits = *op == Comparison::Is
        || (*op == Comparison::AtLeast && sign == ">=")
        || (*op == Comparison::AtMost && sign == "<=");
    if !fits || !matches!(number.kind, ExprKind::Number { .. }) || Place::says(whole, &word.name) {
        return None;
    }
    let file = word.span.file;
    let tail = Span::new(file, number.span.end, word.span.end);
    Some(
        syntax(format!(
            "`or {}` is written `{sign}`, before the number",
            word.name
        ))
        .label(
            Span::new(file, tail.start + 1, tail.end),
            "a comparison in words",
        )
        .help(format!("write `{sign}`"))
        .fix(
            Span::new(file, about.span.end, number.span.start),
            format!(" {sign} "),
        )
        .fix(tail, "")
        .sure(),
    )
}

/// `25/05/2026`, `2026/06/05`: read as divisions.
pub(super) fn date(span: Span, text: &str) -> Option<Diagnostic> {
    let fields: Vec<&str> = text.split('/').map(str::trim).collect();
    let [first, second, third] = fields.as_slice() else {
        return None;
    };
    let digits = |field: &str| field.len() <= 4 && field.chars().all(|c| c.is_ascii_digit());
    if !(digits(first) && digits(second) && digits(third)) {
        return None;
    }
    let (one, two): (u32, u32);
    let year: &str;
    if first.len() == 4 && third.len() <= 2 {
        year = first;
        (one, two) = (third.parse().ok()?, second.parse().ok()?);
    } else if third.len() == 4 && first.len() <= 2 {
        year = third;
        (one, two) = (first.parse().ok()?, second.parse().ok()?);
    } else {
        return None;
    }
    let error = syntax("a date is written year, month, day, with `-` between them")
        .label(span, "read as a division");
    let written = |day: u32, month: u32| format!("{year}-{month:02}-{day:02}");
    let valid = |day: u32, month: u32| (1..=31).contains(&day) && (1..=12).contains(&month);
    let iso = first.len() == 4;
    Some(
        match (valid(one, two), valid(two, one) && !iso && one != two) {
            (true, true) => error.help(format!(
                "write `{}` or `{}`, whichever day is meant",
                written(one, two),
                written(two, one)
            )),
            (true, false) => error
                .help(format!("write `{}`", written(one, two)))
                .fix(span, written(one, two))
                .sure(),
            (false, true) => error
                .help(format!("write `{}`", written(two, one)))
                .fix(span, written(two, one))
                .sure(),
            (false, false) => error.help("write a date such as `2026-06-05`"),
        },
    )
}
