//! Near misses in expressions: in goes the place where reading stopped, out
//! comes a message that says how the language writes it.

use crate::ast::Text;
use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::comparison_hints;
use super::grammar::Rule;
use super::place::{Place, Token};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    quotes(place)
        .or_else(|| comparison_hints::spoken_comparison(place))
        .or_else(|| bare_list(place))
        .or_else(|| foreign_sign(place))
        .or_else(|| comparison_hints::subject_left_out(place))
        .or_else(|| comparison_hints::between_without_is(place))
        .or_else(|| comparison_hints::is_not_followed(place))
        .or_else(|| reserved_word(place))
        .or_else(|| format_spec(place))
        .or_else(|| two_word_cell(place))
}

pub(super) fn syntax(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Syntax, message)
}

/// Signs that stand in the place of a quote.
pub(super) const QUOTES: [char; 12] = [
    '\'', '`', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}', '\u{b4}', '\u{ab}', '\u{bb}',
    '\u{2033}', '\u{2032}', '\u{ff02}',
];

/// `'Name'`, `''Name''`, and quotes of other scripts
fn quotes(place: &Place<'_>) -> Option<Diagnostic> {
    let is_quote = |token: &&Token<'_>| token.text.starts_with(QUOTES);
    let found = place.found().filter(|token| is_quote(&token))?;
    let error = syntax("texts stand between straight double quotes");
    let others = place.after.get(1..).unwrap_or_default();
    let list = others
        .windows(2)
        .find(|pair| is_quote(&&pair[0]) && matches!(pair[1].text, "," | "|"))
        .and_then(|pair| pair.first());
    let last = others.iter().rfind(is_quote);
    let Some(close) = list.or(last).copied() else {
        return Some(
            error
                .label(place.span_of(found), "another quote")
                .help("write `\"` on both sides of a text"),
        );
    };
    let text = place.text;
    let run = |from: usize, to: usize| {
        text.get(from..to)
            .is_some_and(|run| run.chars().all(|c| QUOTES.contains(&c)))
    };
    let end = |at: usize| {
        at + text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8)
    };
    // `''Name''`
    let second = end(found.start);
    let doubled = run(second, end(second)) && second < close.start;
    let before = text
        .get(..close.start)
        .and_then(|t| t.char_indices().next_back())
        .map_or(close.start, |(at, _)| at);
    let (open_end, close_start) = if doubled && run(before, close.start) && before > second {
        (end(second), before)
    } else {
        (second, close.start)
    };
    Some(
        error
            .label(place.span(found.start, end(close.start)), "other quotes")
            .help("write `\"` on both sides")
            .fix(place.span(found.start, open_end), "\"")
            .fix(place.span(close_start, end(close.start)), "\"")
            .sure(),
    )
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
            ))
            .fix(place.span(found.start, place.line_end()), "")
            .sure(),
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
    Some(range_with_dash(cell.span, low, high))
}

/// `7-9`, `7..9`
pub(super) fn range_with_dash(span: Span, low: &str, high: &str) -> Diagnostic {
    let written = format!("{low} to {high}");
    Diagnostic::error(Code::DashRange, "a range in a cell is written with `to`")
        .label(span, "has no `to`")
        .help(format!("write `{written}`"))
        .fix(span, written)
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// A number, perhaps with a unit or `days ago`.
fn plain(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ' ' | '%' | '\u{b0}' | '/'))
}
