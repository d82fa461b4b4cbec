//! Near misses around comparisons and ranges in the cells below an expression:
//! in goes the cell that could not be read, out comes a message that says how
//! a cell writes it.

use crate::diagnostics::Diagnostic;
use crate::span::Span;

use super::cell::Cell;
use super::comparison_hints::SPOKEN;
use super::hints::{range_with_dash, syntax};
use super::place::Token;

/// The hint for this cell, if it is a known near miss.
pub(super) fn hint(cell: &Cell<'_>) -> Option<Diagnostic> {
    limit(cell)
        .or_else(|| and_more(cell))
        .or_else(|| chain(cell))
        .or_else(|| two_comparisons(cell))
        .or_else(|| between_without_is(cell))
        .or_else(|| spoken_end(cell))
        .or_else(|| spoken(cell))
        .or_else(|| other_range(cell))
        .or_else(|| second_to(cell))
}

/// `min 7`, `max. 7`, `7 -`, `>7+`
fn limit(cell: &Cell<'_>) -> Option<Diagnostic> {
    let dot = usize::from(cell.word(1) == ".");
    let number = |at: usize| cell.test().get(at).is_some_and(|token| token.is_number());
    let units = |from: usize, to: usize| to >= from && to - from < 2;
    let last = cell.len().checked_sub(1)?;
    let (written, said, sure) = match cell.word(0).to_lowercase().as_str() {
        "min" | "minimum" | "from" if number(1 + dot) && units(2 + dot, cell.len()) => (
            format!(">= {}", cell.text(1 + dot, cell.len())),
            cell.text(0, 1 + dot),
            true,
        ),
        "max" | "maximum" if number(1 + dot) && units(2 + dot, cell.len()) => (
            format!("<= {}", cell.text(1 + dot, cell.len())),
            cell.text(0, 1 + dot),
            true,
        ),
        "<" | "<=" | ">" | ">="
            if cell.word(last) == "+" && number(1) && cell.word(0).starts_with('>') =>
        {
            // `> 7` or `>= 7`: `+` leaves the number in, and `>` takes it out.
            (cell.text(0, last).to_owned(), "+", false)
        }
        _ if number(0)
            && matches!(cell.word(last), "-" | "\u{2013}" | "\u{2026}" | "..")
            && units(1, last)
            && last > 0 =>
        {
            // The other end may have been forgotten.
            (format!(">= {}", cell.text(0, last)), cell.word(last), false)
        }
        _ => return None,
    };
    let span = cell.span(0, cell.len());
    let help = match said {
        _ if sure => format!("write `{written}`"),
        "+" => format!(
            "write `{written}`, or `{}` if the number itself is in",
            written.replacen('>', ">=", usize::from(!written.starts_with(">=")))
        ),
        _ => format!("write `{written}`, or the other end, as in `7 to 9`"),
    };
    let error = syntax(format!(
        "`{}` is written `{written}`",
        cell.text(0, cell.len())
    ))
    .label(span, format!("`{said}` is not read in a cell"))
    .help(help)
    .fix(span, written);
    Some(if sure { error.sure() } else { error })
}

/// `5+`, `8 h and up`, `5 or more`
fn and_more(cell: &Cell<'_>) -> Option<Diagnostic> {
    let (words, sign) = match (
        cell.word(cell.len().checked_sub(2)?),
        cell.word(cell.len() - 1),
    ) {
        (_, "+") => (1, ">="),
        (
            "and" | "or",
            "up" | "more" | "above" | "over" | "higher" | "upward" | "upwards" | "beyond",
        ) => (2, ">="),
        ("and" | "or", "less" | "below" | "under" | "lower" | "fewer" | "down") => (2, "<="),
        _ => return None,
    };
    let number = cell.text(0, cell.len() - words);
    let first = usize::from(cell.word(0) == "-");
    let is_number = |c: char| c.is_ascii_digit();
    let plain = cell.len() - words <= first + 2 && cell.word(first).starts_with(is_number);
    let span = cell.span(0, cell.len());
    let said = cell.text(cell.len() - words, cell.len());
    plain.then(|| {
        syntax(format!("`{said}` is written `{sign}`, before the number"))
            .label(span, "a comparison")
            .help(format!("write `{sign} {number}`"))
            .fix(span, format!("{sign} {number}"))
    })
}

/// `5 < x < 8`, `5 <= hrs < 8`
fn chain(cell: &Cell<'_>) -> Option<Diagnostic> {
    let mut signs = (0..cell.len()).filter(|&at| end_of_range(cell.word(at)).is_some());
    let (first, second) = (signs.next()?, signs.next()?);
    let (low, high) = (
        end_of_range(cell.word(first))?,
        end_of_range(cell.word(second))?,
    );
    // One thing stands between the two, and both look the same way.
    if signs.next().is_some() || first == 0 || second == first + 1 || low.0 != high.0 {
        return None;
    }
    let (one, other) = (cell.text(0, first), cell.text(second + 1, cell.len()));
    if other.is_empty() {
        return None;
    }
    let written = if low.0 {
        written_range((other, high.1), (one, low.1))
    } else {
        written_range((one, low.1), (other, high.1))
    };
    let span = cell.span(0, cell.len());
    Some(
        syntax("two comparisons in one cell are written as a range")
            .label(span, "two comparisons")
            .help(format!("write `{written}`"))
            .fix(span, written),
    )
}

/// A comparison that says where a range ends: whether it is the lower end, and
/// whether the end itself is in.
fn end_of_range(sign: &str) -> Option<(bool, bool)> {
    Some(match sign {
        ">" => (true, false),
        ">=" | "=>" | "\u{2265}" => (true, true),
        "<" => (false, false),
        "<=" | "=<" | "\u{2264}" => (false, true),
        _ => return None,
    })
}

/// The number that `8 h` begins with.
fn number(text: &str) -> Option<f64> {
    text.split(' ').next()?.parse().ok()
}

/// `above 3 to under 8`
fn written_range(low: (&str, bool), high: (&str, bool)) -> String {
    format!(
        "{}{} to {}{}",
        if low.1 { "" } else { "above " },
        low.0,
        if high.1 { "" } else { "under " },
        high.0
    )
}

/// `> 3 and < 8`, `> 3 < 8`
fn two_comparisons(cell: &Cell<'_>) -> Option<Diagnostic> {
    let is_and = |token: &Token<'_>| matches!(token.text, "and" | "&&" | "&");
    let joint = cell.test().iter().position(is_and);
    let between = cell.test().iter().any(|token| token.text == "between");
    if between || (joint.is_none() && !cell.place.after_value()) {
        return None;
    }
    let start = usize::from(cell.word(0) == "is");
    let second = cell
        .test()
        .iter()
        .enumerate()
        .skip(start + 1)
        .find(|(_, token)| end_of_range(token.text).is_some())
        .map(|(index, _)| index);
    if let (Some(first), Some(second)) = (end_of_range(cell.word(start)), second)
        && let Some(next) = end_of_range(cell.word(second))
        && first.0 != next.0
    {
        let before = joint.filter(|joint| joint + 1 == second).unwrap_or(second);
        let one = (cell.text(start + 1, before), first.1);
        let other = (cell.text(second + 1, cell.len()), next.1);
        if !one.0.is_empty() && !other.0.is_empty() && !other.0.contains(['<', '>']) {
            let (low, high) = if first.0 { (one, other) } else { (other, one) };
            let span = cell.span(0, cell.len());
            if number(low.0)
                .zip(number(high.0))
                .is_some_and(|(low, high)| low > high)
            {
                return Some(
                    syntax("no value is on both sides of these")
                        .label(span, "two comparisons")
                        .help("write `or` between them where one of the two is enough"),
                );
            }
            let written = written_range(low, high);
            return Some(
                syntax("two comparisons in one cell are written as a range")
                    .label(span, "two comparisons")
                    .help(format!("write `{written}`"))
                    .fix(span, written),
            );
        }
    }
    let joint = joint?;
    // `worse and unchanged` are two values, of which only one can be.
    if !cell
        .test()
        .iter()
        .any(|token| end_of_range(token.text).is_some() || token.text == "is")
    {
        return None;
    }
    Some(
        syntax("no `and` stands in a cell")
            .label(cell.span(joint, joint + 1), "joins two conditions")
            .help("write `or` where one of the two is enough; where both must hold, write a range such as `3 to under 8`, or give the second a column of its own"),
    )
}

/// `between 4 and 6`, `from 4 to 6`
fn between_without_is(cell: &Cell<'_>) -> Option<Diagnostic> {
    let is_from = cell.word(0) == "is" && cell.word(1) == "from";
    let first = usize::from(is_from);
    let joint = match cell.word(first) {
        "between" => ["and", "to"],
        "from" => ["to", "and"],
        _ => return None,
    };
    let at = cell
        .test()
        .iter()
        .position(|token| joint.contains(&token.text) || matches!(token.text, "-" | "\u{2013}"))?;
    let (low, high) = (cell.text(first + 1, at), cell.text(at + 1, cell.len()));
    if low.is_empty() || high.is_empty() {
        return None;
    }
    let written = format!("{low} to {high}");
    let span = cell.span(0, cell.len());
    Some(
        syntax(format!("`{}` is not needed in a cell", cell.word(first)))
            .label(cell.span(first, first + 1), "not needed")
            .help(format!("write `{written}`"))
            .fix(span, written),
    )
}

/// The signs for how people say comparisons, and what begins to say one.
fn said(tokens: &[Token<'_>]) -> Option<(usize, &'static str)> {
    let begins = |phrase: &&[&str]| {
        tokens.len() > phrase.len()
            && tokens
                .iter()
                .zip(phrase.iter())
                .all(|(token, word)| token.text == *word)
    };
    SPOKEN
        .iter()
        .find(|(phrase, _)| begins(phrase))
        .map(|(phrase, sign)| (phrase.len(), *sign))
}

/// `82 to below 87`, `82 to < 87`
fn spoken_end(cell: &Cell<'_>) -> Option<Diagnostic> {
    let to = cell.test().iter().position(|token| token.text == "to")?;
    let after = cell.test().get(to + 1..)?;
    let (words, sign) = match said(after) {
        Some(said) => said,
        None => (1, after.first().filter(|_| after.len() > 1)?.text),
    };
    let (lower, with_end) = end_of_range(sign)?;
    if lower {
        return None;
    }
    let span = cell.span(to + 1, to + 1 + words);
    let said = cell.text(to + 1, to + 1 + words);
    let error = syntax(format!("a range does not end with `{said}`")).label(span, "not read here");
    let next = cell.span(to + 1 + words, to + 2 + words);
    Some(if with_end {
        error
            .help("take it out: both ends of a range are in")
            .fix(Span::new(span.file, span.start, next.start), "")
    } else {
        error
            .help("write `under` before an end that is not in")
            .fix(span, "under")
    })
}

/// `at least 7`, `over 82`, `over 82 to 87`, `> 82 to 87`
fn spoken(cell: &Cell<'_>) -> Option<Diagnostic> {
    let is = usize::from(cell.word(0) == "is");
    let tokens = cell.test().get(is..)?;
    let range = tokens.iter().any(|token| token.text == "to");
    let (words, sign) = match said(tokens) {
        Some(said) => said,
        None if range => (1, tokens.first()?.text),
        None => return None,
    };
    let (lower, with_end) = end_of_range(sign)?;
    let span = cell.span(0, is + words);
    let said = cell.text(0, is + words);
    if !range {
        return Some(
            syntax(format!("`{said}` is written `{sign}`"))
                .label(span, "a comparison in words")
                .help(format!(
                    "write `{sign} {}`",
                    cell.text(is + words, cell.len())
                ))
                .fix(span, sign),
        );
    }
    if said == "above" || !lower {
        return None;
    }
    let rest = cell.text(is + words, cell.len());
    let written = if with_end {
        rest.to_owned()
    } else {
        format!("above {rest}")
    };
    Some(
        syntax(format!("a range does not begin with `{said}`"))
            .label(span, "not read here")
            .help(format!("write `{written}`"))
            .fix(cell.span(0, cell.len()), written),
    )
}

/// `7..9`, `7–9`, `7~9`, `7 -> 9`
fn other_range(cell: &Cell<'_>) -> Option<Diagnostic> {
    let signs = [
        "..", "\u{2026}", "\u{2013}", "\u{2014}", "~", "until", "till",
    ];
    let at = cell
        .test()
        .iter()
        .position(|token| signs.contains(&token.text))?;
    let next = at + 1 + usize::from(cell.word(at + 1) == ".");
    let (low, high) = (cell.text(0, at), cell.text(next, cell.len()));
    let ends = |end: &str| end.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    (ends(low) && ends(high)).then(|| range_with_dash(cell.span(0, cell.len()), low, high))
}

/// `7 to 9 to 12`
fn second_to(cell: &Cell<'_>) -> Option<Diagnostic> {
    let found = cell.place.found().filter(|token| token.text == "to")?;
    let before = &cell.place.before;
    let first = before.iter().rev().find(|token| token.text == "to")?;
    Some(
        syntax("a range has two ends")
            .label(cell.place.span_of(found), "the second `to`")
            .label(cell.place.span_of(*first), "the first")
            .help("write its lowest and its highest value, such as `7 to 12`; two ranges have `or` between them"),
    )
}
