//! Near misses in comparisons: in goes the place where reading stopped, or the
//! two sides that were read, out comes a message that says how the language
//! writes what is compared.

use crate::ast::{Comparison, Expr, ExprKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::hints::syntax;
use super::place::{Place, Token};

/// How people say comparisons, and how they are written.
pub(super) const SPOKEN: [(&[&str], &str); 14] = [
    (&["at", "least"], ">="),
    (&["at", "most"], "<="),
    (&["no", "more", "than"], "<="),
    (&["no", "less", "than"], ">="),
    (&["more", "than"], ">"),
    (&["greater", "than"], ">"),
    (&["higher", "than"], ">"),
    (&["less", "than"], "<"),
    (&["lower", "than"], "<"),
    (&["fewer", "than"], "<"),
    (&["above"], ">"),
    (&["below"], "<"),
    (&["under"], "<"),
    (&["over"], ">"),
];

const COMPARISONS: [&str; 6] = ["<", "<=", ">", ">=", "is", "overlaps"];
/// Tokens at which one condition begins.
const BOUNDARIES: [&str; 12] = [
    "when", "unless", "and", "or", "not", "(", ",", "if", "then", "else", "=", "-",
];

/// `soreness at least 7`, `sleep is below 6 h`
pub(super) fn spoken_comparison(place: &Place<'_>) -> Option<Diagnostic> {
    let at = place.found()?.start;
    let tokens: Vec<Token<'_>> = place.before.iter().chain(&place.after).copied().collect();
    let here = place.before.len();
    // The phrase may have begun some words before the place where nothing fitted any more.
    for begin in here.saturating_sub(4)..=here {
        for (phrase, sign) in SPOKEN {
            let written = tokens.get(begin..begin + phrase.len());
            let same = written.is_some_and(|written| {
                written
                    .iter()
                    .zip(phrase)
                    .all(|(token, word)| token.text == *word)
            });
            let end = begin + phrase.len();
            let Some(value) = tokens.get(end).filter(|_| same) else {
                continue;
            };
            let subject = begin
                .checked_sub(1)
                .and_then(|index| tokens.get(index))
                .is_some_and(|token| !BOUNDARIES.contains(&token.text) && token.text != "with");
            let number = value.is_number() || value.text == "-" || value.is_word();
            // Reading stopped in the phrase, or at most at its number's unit.
            let passed = tokens.get(end + 1).is_some_and(|token| token.start < at);
            // `at least 2 of` is a list, `over last 7 days` a window.
            let list = tokens.get(end + 1).is_some_and(|token| token.text == "of");
            let first = *tokens.get(begin)?;
            let is = begin
                .checked_sub(1)
                .and_then(|index| tokens.get(index))
                .filter(|token| token.text == "is");
            let window = *phrase == ["over"] && is.is_none();
            if passed || !number || list || window || !subject {
                continue;
            }
            let last = tokens.get(end - 1)?;
            let start = is.map_or(first.start, |is| is.start);
            let said = place.between(start, last.end());
            let span = place.span(start, last.end());
            return Some(
                syntax(format!("`{said}` is written `{sign}`"))
                    .label(span, "a comparison in words")
                    .help(format!("write `{sign}`"))
                    .fix(span, sign),
            );
        }
    }
    None
}

/// `soreness > 5 and < 8`
pub(super) fn subject_left_out(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    if !COMPARISONS.contains(&found.text) || !matches!(place.last_word(), "and" | "or" | "not") {
        return None;
    }
    let comparison = place
        .before
        .iter()
        .rposition(|token| COMPARISONS.contains(&token.text))?;
    let begin = place
        .before
        .iter()
        .take(comparison)
        .rposition(|token| BOUNDARIES.contains(&token.text))
        .map_or(0, |index| index + 1);
    let first = place.before.get(begin)?;
    let subject = place.between(first.start, place.before.get(comparison)?.start);
    if subject.is_empty() {
        return None;
    }
    let insert = place.span(found.start, found.start);
    Some(
        syntax(format!(
            "what `{}` compares is left out after `{}`",
            found.text,
            place.last_word()
        ))
        .label(place.span_of(found), "compares nothing")
        .help(format!("say it again: `{subject} {} …`", found.text))
        .fix(insert, format!("{subject} ")),
    )
}

/// `x between 4 and 6`, `x one of {a, b}`, `x missing`
pub(super) fn between_without_is(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let what = match found.text {
        "between" => "between 4 and 6",
        "one" if place.next(1).is_some_and(|next| next.text == "of") => "one of {a, b}",
        "missing" => "missing",
        "known" if !place.before.iter().any(|token| token.text == "least") => "known",
        _ => return None,
    };
    let last = place.last()?;
    if matches!(last.text, "is" | "not") || BOUNDARIES.contains(&last.text) {
        return None;
    }
    Some(
        syntax(format!("`is` is missing before `{}`", found.text))
            .label(place.span_of(found), "expected `is` before this")
            .help(format!("write `is {what}`"))
            .fix(place.span(found.start, found.start), "is "),
    )
}

/// `x is not between 4 and 6`, `x is not one of {a, b}`
pub(super) fn is_not_followed(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let words: Vec<&str> = place
        .before
        .iter()
        .rev()
        .take(3)
        .map(|token| token.text)
        .collect();
    let test = match (found.text, words.as_slice()) {
        ("between", ["not", "is", ..]) => "is between 4 and 6",
        ("of", ["one", "not", "is"]) => "is one of {a, b}",
        _ => return None,
    };
    Some(
        syntax("`not` stands before what it turns round")
            .label(place.span_of(found), "after `is not`")
            .help(format!("write `not NAME {test}`")),
    )
}

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
