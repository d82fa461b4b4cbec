//! Near misses in numbers, lists, aggregates and windows of days: in goes the
//! place where reading stopped, out comes a message that says how the language
//! writes it.

use crate::diagnostics::Diagnostic;

use super::grammar::Rule;
use super::hints::syntax;
use super::place::{Place, Token};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    number_form(place)
        .or_else(|| list_without_brackets(place))
        .or_else(|| aggregate_form(place))
        .or_else(|| window_form(place))
        .or_else(|| two_values(place))
}

/// `7,5`, `.5`, `3 months`
fn number_form(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let touches = |left: Token<'_>, right: Token<'_>| left.end() == right.start;
    let comma = if found.text == "," {
        Some((place.last(), found, place.next(1)))
    } else {
        let before = place.before.len().checked_sub(2);
        place.last().filter(|last| last.text == ",").map(|last| {
            (
                before.and_then(|i| place.before.get(i).copied()),
                last,
                Some(found),
            )
        })
    };
    if let Some((Some(whole), comma, Some(fraction))) = comma
        && whole.is_number()
        && fraction.is_number()
        && touches(whole, comma)
        && touches(comma, fraction)
    {
        let written = format!("{}.{}", whole.text, fraction.text);
        let span = place.span(whole.start, fraction.end());
        // `1.000,5` and `7,500` may be read in two ways.
        let digits = whole.text.replace('.', "");
        let error = syntax("decimals are written with a point, and thousands without a sign");
        if whole.text.contains('.') {
            return Some(error.label(span, "a point and a comma").help(format!(
                "write `{digits}.{}` if the point is for thousands",
                fraction.text
            )));
        }
        if fraction.text.len() == 3 && whole.text != "0" {
            return Some(error.label(span, "thousands, or decimals?").help(format!(
                "write `{digits}{}` or `{written}`, whichever is meant",
                fraction.text
            )));
        }
        return Some(
            syntax("decimals are written with a point")
                .label(span, "a decimal comma")
                .help(format!("write `{written}`"))
                .fix(span, written)
                .sure(),
        );
    }
    // `12.05.2026` is read as far as `12.05`.
    if found.text == "."
        && let Some((one, two)) = place.last().and_then(|last| last.text.split_once('.'))
        && let Some(year) = place
            .next(1)
            .filter(|next| next.is_number() && next.text.len() == 4)
        && let Some(last) = place.last()
    {
        let span = place.span(last.start, year.end());
        return Some(
            syntax("a date is written year, month, day, with `-` between them")
                .label(span, "a date with points")
                .help(format!(
                    "write `{0}-{2:0>2}-{1:0>2}` or `{0}-{1:0>2}-{2:0>2}`, whichever day is meant",
                    year.text, one, two
                )),
        );
    }
    if found.text == "."
        && place
            .next(1)
            .is_some_and(|next| next.is_number() && touches(found, next))
    {
        return Some(
            syntax("a number begins with a digit")
                .label(place.span_of(found), "expected a digit before the point")
                .help("write `0` before the point, such as `0.5`")
                .fix(place.span(found.start, found.start), "0"),
        );
    }
    if let Some(ago) = ago_form(place, found) {
        return Some(ago);
    }
    if matches!(found.text, "months" | "years") && place.last().is_some_and(Token::is_number) {
        return Some(
            syntax(format!(
                "{} have no fixed length, so they are no unit",
                found.text
            ))
            .label(place.span_of(found), "not a unit")
            .help(format!(
                "count in days or weeks; for whole calendar {} write `{} since DATE`",
                found.text, found.text
            )),
        );
    }
    None
}

/// `soreness 2 weeks ago`, `soreness 3 days`, `soreness 3`
fn ago_form(place: &Place<'_>, found: Token<'_>) -> Option<Diagnostic> {
    let number = place.last().filter(|last| last.is_number())?;
    let ago = place.next(1).is_some_and(|next| next.text == "ago");
    if ago && !matches!(found.text, "day" | "days") {
        let days = match found.text.trim_end_matches('s') {
            "week" => 7,
            "month" => 30,
            "year" => 365,
            _ => return None,
        };
        let days = number.text.parse::<u32>().ok()?.checked_mul(days)?;
        let span = place.span(number.start, found.end());
        return Some(
            syntax("`ago` counts in days")
                .label(span, "not in days")
                .help(format!("write `{days} days ago`"))
                .fix(span, format!("{days} days")),
        );
    }
    if !place.expects(Rule::days_ago_) {
        return None;
    }
    if matches!(found.text, "day" | "days") {
        return Some(
            syntax(format!("`ago` is missing after `{}`", found.text))
                .label(place.span_of(found), "expected `ago` after this")
                .help(format!("write `{} {} ago`", number.text, found.text))
                .fix(place.span(found.end(), found.end()), " ago"),
        );
    }
    None
}

/// `1 2`: two values, and nothing between them
fn two_values(place: &Place<'_>) -> Option<Diagnostic> {
    let number = place.last().filter(|last| last.is_number())?;
    let in_cell = place.keyword.is_none() && (place.before.len() == 1 || place.expects(Rule::to_));
    if !place.expects(Rule::days_ago_) || in_cell {
        return None;
    }
    Some(
        syntax(format!("nothing stands between this and `{}`", number.text))
            .label(place.span_of(number), "expected an operator before this")
            .help("put an operator such as `+` or `>=` before it, or a comma"),
    )
}

/// `all of a and b`
fn list_without_brackets(place: &Place<'_>) -> Option<Diagnostic> {
    let words: Vec<&str> = place
        .before
        .iter()
        .rev()
        .take(4)
        .map(|token| token.text)
        .collect();
    let head = match words.as_slice() {
        ["of", kind @ ("all" | "any" | "none"), ..] => format!("{kind} of"),
        ["of", n, "least", "at"] => format!("at least {n} of"),
        _ => return None,
    };
    let error = syntax(format!("`{head}` needs a list of conditions"));
    let nested = place.before.first().is_some_and(|first| first.text == "-");
    Some(match place.found() {
        None if nested => error
            .label(place.here(), "expected `(`")
            .help(format!(
                "inside a list line write its conditions in brackets, such as `{head} (first, second)`, or give them a name with `let`"
            )),
        Some(_) => error
            .label(place.here(), "not a list in brackets")
            .help(format!(
                "write `{head} (first, second)`, or each condition on a line of its own that begins with `-`"
            )),
        None => error
            .label(place.here(), "expected conditions")
            .help("write each condition on a line below that begins with `-`, or all of them here in brackets with commas between them"),
    })
}

/// `sum load`, `average of load`, `trend load`
fn aggregate_form(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let last = place.last_word();
    if found.text == "of" && matches!(last, "average" | "median" | "highest" | "lowest" | "latest")
    {
        let span = place.span(
            found.start,
            place.next(1).map_or(found.end(), |next| next.start),
        );
        return Some(
            syntax(format!("no `of` stands after `{last}`"))
                .label(place.span_of(found), "not needed")
                .help(format!("write `{last} NAME`"))
                .fix(span, ""),
        );
    }
    if last == "days" && place.expects(Rule::when_) {
        return Some(
            syntax("this count of days is not written in full")
                .label(place.span_of(found), "does not go on with `days`")
                .help(format!("write `{DAY_COUNTS}`")),
        );
    }
    if !place.expects_value() {
        return None;
    }
    let full = match found.text {
        "sum" => "sum of NAME over last 7 days",
        "sd" => "sd of NAME over last 28 days",
        "population" => "population sd of NAME over last 28 days",
        "trend" => "trend of NAME over last 7 days",
        "z_score" => "z_score of NAME over 28 days before today",
        "ewma" => "ewma of NAME with span 7 days",
        "size" => "size of SET",
        "months" => "months since DATE",
        "years" => "years since DATE",
        "days" => DAY_COUNTS,
        _ => return None,
    };
    Some(
        syntax(format!("`{}` is not written like this", found.text))
            .label(place.span_of(found), "a word of the language")
            .help(format!("write `{full}`")),
    )
}

const DAY_COUNTS: &str = "days when (CONDITION) over last 14 days`, `days in a row when (CONDITION)` or `days since (CONDITION)";

const AGGREGATES: [&str; 9] = [
    "sum", "average", "median", "highest", "lowest", "sd", "trend", "z_score", "latest",
];

/// `average load over 7 days`, `average a + b over last 7 days`, `load over last 7 days`
fn window_form(place: &Place<'_>) -> Option<Diagnostic> {
    if place.last_word() == "the" && matches!(place.word(), "last" | "previous" | "past") {
        let the = place.last()?;
        let span = place.span(the.start, place.found()?.end());
        return Some(
            syntax("no `the` stands in a window of days")
                .label(span, "not needed")
                .help("write `over last 7 days`")
                .fix(span, "last"),
        );
    }
    if place.expects(Rule::before_today_) && place.before.iter().any(|token| token.text == "over") {
        return Some(
            syntax("this does not say whether today counts")
                .label(place.here(), "expected `before today`")
                .help("write `over last 7 days`, which ends today, or `over 7 days before today`, which ends yesterday"),
        );
    }
    let found = place.found()?;
    let bracket = place.expects(Rule::brackets) || place.expects(Rule::open);
    if bracket && place.last_word() == "when" {
        return Some(
            syntax("a condition on days goes in brackets")
                .label(place.here(), "not in brackets")
                .help("write `when (CONDITION)`, such as `days when (soreness >= 8) over last 14 days`"),
        );
    }
    if bracket && place.last_word() == "since" {
        return Some(
            syntax("the condition after `days since` goes in brackets")
                .label(place.here(), "not in brackets")
                .help("write `days since (CONDITION)`; for the days between two dates write `today - DATE`"),
        );
    }
    if !matches!(found.text, "over" | "among" | "outside" | "within" | "with") {
        return None;
    }
    let aggregate = place
        .before
        .iter()
        .rev()
        .find(|token| AGGREGATES.contains(&token.text));
    let what = found.text;
    Some(match (aggregate, what) {
        (Some(aggregate), _) => syntax(format!(
            "`{what}` does not belong to `{}` here",
            aggregate.text
        ))
        .label(place.span_of(found), format!("too far from `{}`", aggregate.text))
        .label(place.span_of(*aggregate), "reads only the name after it")
        .help(format!(
            "put what `{}` reads in brackets, such as `average (load * 2) over last 7 days`",
            aggregate.text
        )),
        (None, "among" | "outside") => syntax(format!("`{what}` does not say what of these members"))
            .label(place.span_of(found), "no `highest` or `average` before it")
            .help(format!("write `highest NAME {what} SET`, or `lowest`, `average`, `median`, `sum of`")),
        (None, "over") => syntax("`over` does not say what of these days")
            .label(place.span_of(found), "no `average` or `sum of` before it")
            .help("write `average NAME over last 7 days`, or `sum of`, `highest`, `lowest`, `median`, `trend of`; more than is compared with `>`"),
        _ => return None,
    })
}
