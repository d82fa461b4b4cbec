//! Near misses in expressions: in goes the place where reading stopped, out
//! comes a message that says how the language writes it.

use crate::ast::{Comparison, Expr, ExprKind, Text};
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::Rule;
use super::place::{Place, Token};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    quotes(place)
        .or_else(|| spoken_comparison(place))
        .or_else(|| bare_list(place))
        .or_else(|| foreign_sign(place))
        .or_else(|| subject_left_out(place))
        .or_else(|| between_without_is(place))
        .or_else(|| is_not_followed(place))
        .or_else(|| number_form(place))
        .or_else(|| list_without_brackets(place))
        .or_else(|| aggregate_form(place))
        .or_else(|| window_form(place))
        .or_else(|| reserved_word(place))
        .or_else(|| format_spec(place))
        .or_else(|| two_values(place))
        .or_else(|| two_word_cell(place))
}

fn syntax(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Syntax, message)
}

/// `'Name'`, and quotes of other scripts
fn quotes(place: &Place<'_>) -> Option<Diagnostic> {
    let quotes = [
        '\'', '`', '\u{2018}', '\u{2019}', '\u{b4}', '\u{ab}', '\u{bb}',
    ];
    let found = place
        .found()
        .filter(|token| token.text.starts_with(quotes))?;
    let close = place
        .after
        .iter()
        .skip(1)
        .find(|token| token.text.starts_with(quotes))
        .copied();
    let error = syntax("texts stand between straight double quotes");
    Some(match close {
        Some(close) => error
            .label(place.span(found.start, close.end()), "other quotes")
            .help("write `\"` on both sides")
            .fix(place.span_of(found), "\"")
            .fix(place.span_of(close), "\""),
        None => error
            .label(place.span_of(found), "another quote")
            .help("write `\"` on both sides of a text"),
    })
}

/// How people say comparisons, and how they are written.
const SPOKEN: [(&[&str], &str); 14] = [
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

/// `soreness at least 7`, `sleep is below 6 h`
fn spoken_comparison(place: &Place<'_>) -> Option<Diagnostic> {
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

/// `warm_up is one of better, unchanged`
fn bare_list(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let tokens: Vec<Token<'_>> = place.before.iter().chain(&place.after).copied().collect();
    let here = place.before.len();
    let separator = |token: &Token<'_>| matches!(token.text, "," | "or");
    let member = |token: &Token<'_>| token.is_word() || token.is_number();
    // Back over `a, b` to the word before the list, then forward over all of it.
    let mut first = here;
    loop {
        let previous = first.checked_sub(1).and_then(|index| tokens.get(index))?;
        if matches!(previous.text, "of" | "is" | "not") {
            break;
        }
        if !(member(previous) || separator(previous)) {
            return None;
        }
        first -= 1;
    }
    let is_one_of = tokens
        .get(first.checked_sub(2)?..first)
        .is_some_and(|words| words.iter().map(|token| token.text).eq(["one", "of"]));
    let is = tokens.get(first - 1).is_some_and(|word| word.text == "is");
    if found.text != "," || !(is || is_one_of) {
        return None;
    }
    let mut members: Vec<&str> = Vec::new();
    let mut end = first;
    while let Some(token) = tokens
        .get(end)
        .filter(|token| member(token) && !separator(token))
    {
        members.push(token.text);
        end += 1;
        let mut next = end;
        while tokens.get(next).is_some_and(separator) {
            next += 1;
        }
        // The list ends at a condition of its own: `… or sleep < 6 h`.
        let more = tokens.get(next).is_some_and(member)
            && next > end
            && tokens
                .get(next + 1)
                .is_none_or(|token| separator(token) || matches!(token.text, "and" | ")"));
        if !more {
            break;
        }
        end = next;
    }
    let (start, last) = (
        tokens.get(first)?.start,
        tokens.get(end.checked_sub(1)?)?.end(),
    );
    if members.is_empty() {
        return None;
    }
    let set = format!("{{{}}}", members.join(", "));
    let span = place.span(start, last);
    let written = format!("is one of {set}");
    let fix = if is_one_of {
        set
    } else {
        format!("one of {set}")
    };
    Some(
        Diagnostic::error(Code::BareList, "a list of members goes between `{` and `}`")
            .label(span, "not in brackets")
            .help(format!("write `{written}`"))
            .fix(span, fix),
    )
}

/// `==`, `=>`, `&&`, `≥` and others, and what they are here.
const SIGNS: [(&str, &str); 21] = [
    ("==", "is"),
    ("=>", ">="),
    ("=<", "<="),
    ("!=", "is not"),
    ("<>", "is not"),
    ("\u{2260}", "is not"),
    ("\u{2265}", ">="),
    ("\u{2264}", "<="),
    ("&&", "and"),
    ("&", "and"),
    ("||", "or"),
    ("|", "or"),
    ("!", "not"),
    ("=", "is"),
    ("\u{d7}", "*"),
    ("\u{b7}", "*"),
    ("\u{f7}", "/"),
    ("\u{2212}", "-"),
    ("\u{2013}", "-"),
    ("[", "("),
    (";", ""),
];

fn foreign_sign(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let begun = place.before.first().map_or("", |token| token.text);
    if found.text == "|" && begun == "|" {
        return None;
    }
    let (sign, written) = SIGNS.into_iter().find(|(sign, _)| *sign == found.text)?;
    let span = place.span_of(found);
    // `= >` and `! =` with a space between them are one sign as well.
    let error = match sign {
        "[" => {
            return Some(
                syntax("square brackets mean nothing here")
                    .label(span, "a square bracket")
                    .help("conditions are grouped with `( )`, members of a choice with `{ }`"),
            );
        }
        ";" => {
            return Some(
                syntax("a line needs no `;`")
                    .label(span, "not needed")
                    .help("take it out; put each clause on a line of its own")
                    .fix(span, ""),
            );
        }
        "=" if place.expects(Rule::colon) || place.expects(Rule::verdict) => return None,
        _ => syntax(format!("`{sign}` is written `{written}`")),
    };
    let spaced = |edge: Option<char>| edge.is_some_and(|c| !c.is_whitespace());
    let word = written.starts_with(char::is_alphabetic);
    let before = word
        && spaced(
            place
                .text
                .get(..found.start)
                .and_then(|t| t.chars().next_back()),
        );
    let after = word && spaced(place.text.get(found.end()..).and_then(|t| t.chars().next()));
    let replacement = format!(
        "{}{written}{}",
        if before { " " } else { "" },
        if after { " " } else { "" }
    );
    Some(
        error
            .label(span, "not a sign of this language")
            .help(format!("write `{written}`"))
            .fix(span, replacement),
    )
}

const COMPARISONS: [&str; 6] = ["<", "<=", ">", ">=", "is", "overlaps"];
/// Tokens at which one condition begins.
const BOUNDARIES: [&str; 12] = [
    "when", "unless", "and", "or", "not", "(", ",", "if", "then", "else", "=", "-",
];

/// `soreness > 5 and < 8`
fn subject_left_out(place: &Place<'_>) -> Option<Diagnostic> {
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
fn between_without_is(place: &Place<'_>) -> Option<Diagnostic> {
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
fn is_not_followed(place: &Place<'_>) -> Option<Diagnostic> {
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
        return Some(
            syntax("decimals are written with a point")
                .label(span, "a decimal comma")
                .help(format!("write `{written}`"))
                .fix(span, written),
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

/// `when sleep then`: a word of the language where something else belongs
fn reserved_word(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found()?;
    let doubled = found.text == place.last_word() && found.is_word();
    if doubled {
        return Some(
            syntax(format!("`{}` stands twice", found.text))
                .label(place.span_of(found), "the second")
                .help("take one of them out")
                .fix(place.span_of(found), ""),
        );
    }
    None
}

/// `sleep quality` as the name of a column
fn two_word_cell(place: &Place<'_>) -> Option<Diagnostic> {
    let (first, second) = (place.last()?, place.found()?);
    let cell = place.keyword.is_none() && place.expects(Rule::EOI) && !place.after_value();
    if !cell || !first.is_word() || !second.is_word() || place.before.len() != 1 {
        return None;
    }
    let span = place.span(first.start, second.end());
    let joined = format!("{}_{}", first.text, second.text);
    Some(
        syntax("a name is one word")
            .label(span, "more than one word")
            .help(format!("write `{joined}`"))
            .fix(span, joined),
    )
}

/// `{ratio:.2f}`
fn format_spec(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found().filter(|token| token.text == ":")?;
    if place.keyword.is_some() || !place.expects(Rule::EOI) {
        return None;
    }
    let value = place.between(0, found.start);
    Some(
        syntax("numbers in a text have no format of their own")
            .label(place.span(found.start, place.line_end()), "cannot stand here")
            .help(format!(
                "write `{{{value}}}`, which prints at most two decimals and the unit, or `{{round({value}, 1)}}`"
            )),
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
