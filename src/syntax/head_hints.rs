//! Near misses in the header of a table: in goes the place where reading
//! stopped in one of its cells, out comes a message that says how the head of
//! a column is written.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::errors::shortened;
use super::functions::is_like_a_function;
use super::hints::syntax;
use super::keywords::RESERVED;
use super::place::{Place, Token};

/// The words of a header that name an output.
const OUTPUTS: [&str; 6] = ["then", "adjust", "because", "flag", "name", "give"];

/// The hint for a cell of the header that could not be read.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    let tokens: Vec<Token<'_>> = place.before.iter().chain(&place.after).copied().collect();
    let whole = place.span(tokens.first()?.start, tokens.last()?.end());
    colon(place, &tokens)
        .or_else(|| output(place, &tokens))
        .or_else(|| unit(place, &tokens))
        .or_else(|| condition(place, &tokens))
        .map(|(error, written)| put_right(error, written, whole))
        .or_else(|| reserved(place, &tokens))
        .or_else(|| several_words(place, &tokens))
}

/// `hours (h)`, which reads like a call of a function that there is not.
pub(super) fn like_a_call(text: &str, span: Span) -> Option<Diagnostic> {
    let place = Place::new(text, 0, span, &[], None);
    let first = place.found()?;
    let call = place.next(1)?.text == "(" && !is_like_a_function(first.text);
    let (error, written) = unit(&place, &place.after).filter(|_| call)?;
    Some(put_right(error, written, span))
}

fn put_right(error: Diagnostic, written: String, span: Span) -> Diagnostic {
    let help = match written.split_once(" in ") {
        Some((name, _)) => format!(
            "write `{}`, or `{}` alone where each cell says its unit",
            shortened(&written),
            shortened(name)
        ),
        None => format!("write `{}`", shortened(&written)),
    };
    error.help(help).fix(span, written)
}

/// What is wrong, and the head as it is written.
type Meant = (Diagnostic, String);

/// `temp:`, `then:`, `give: change`
fn colon(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Meant> {
    let colon = tokens.iter().position(|token| token.text == ":")?;
    let rest = colon + 1 < tokens.len();
    let begun = tokens.first()?.text;
    if rest && begun != "give" {
        return None;
    }
    let mut written = place
        .between(tokens.first()?.start, tokens.get(colon)?.start)
        .to_owned();
    if let Some(next) = tokens.get(colon + 1) {
        written = format!(
            "{written} {}",
            place.between(next.start, tokens.last()?.end())
        );
    }
    let error = syntax("the head of a column has no `:`")
        .label(place.span_of(*tokens.get(colon)?), "not needed");
    Some((error, written))
}

/// `then: rest`, `give share of load`
fn output(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Meant> {
    let first = tokens.first()?.text;
    let whole = place.span(tokens.first()?.start, tokens.last()?.end());
    if first == "give" && tokens.len() > 2 && tokens.iter().all(|token| token.is_word()) {
        let words: Vec<&str> = tokens.iter().skip(1).map(|token| token.text).collect();
        let error = syntax("a name is one word").label(whole, "more than one word after `give`");
        return Some((error, format!("give {}", words.join("_"))));
    }
    (OUTPUTS.contains(&first) && tokens.len() > 1 && first != "give").then(|| {
        let error = syntax(format!("a column of outputs is headed by `{first}` alone"))
            .label(whole, "more than one word");
        (error, first.to_owned())
    })
}

/// `temp (°F)`, `load [kg]`: the unit after a name, as spreadsheets have it.
fn unit(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Meant> {
    let open = tokens
        .iter()
        .position(|token| matches!(token.text, "(" | "["))?;
    let (first, last) = (tokens.first()?, tokens.last()?);
    let named = tokens.get(..open)?.iter().all(|token| token.is_word());
    if open == 0 || !named || !matches!(last.text, ")" | "]") {
        return None;
    }
    let unit = place.between(tokens.get(open)?.end(), last.start);
    if unit.is_empty() || unit.contains(['(', '[', ',', '<', '>', '=']) {
        return None;
    }
    let name = place.between(first.start, tokens.get(open)?.start);
    let error = syntax("no unit stands in brackets at the head of a column").label(
        place.span(tokens.get(open)?.start, last.end()),
        "in brackets",
    );
    // `stress (0-10)` says a range, which the declaration has.
    if unit.starts_with(|c: char| c.is_ascii_digit()) {
        let error = syntax("the head of a column says no range").label(
            place.span(tokens.get(open)?.start, last.end()),
            "where it is declared, it has its range",
        );
        return Some((error, name.to_owned()));
    }
    let unit = if unit == "%" { "percent" } else { unit };
    Some((error, format!("{name} in {unit}")))
}

/// `when temp`, `if stress`
fn condition(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Meant> {
    let first = tokens.first()?;
    let second = tokens.get(1)?;
    matches!(first.text, "when" | "if" | "unless").then(|| {
        let error = syntax(format!(
            "no `{}` stands at the head of a column",
            first.text
        ))
        .label(place.span_of(*first), "not needed");
        let end = tokens.last().map_or(0, |last| last.end());
        (error, place.between(second.start, end).to_owned())
    })
}

/// `today's`, `days`
fn reserved(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Diagnostic> {
    let [word] = tokens else { return None };
    RESERVED.contains(&word.text).then(|| {
        Diagnostic::error(
            Code::ReservedName,
            format!("`{}` is a word of the language, so it cannot be a name", word.text),
        )
        .label(place.span_of(*word), "reserved")
        .help("head the column with the name of an input, a `let` or a setting, or with an expression")
    })
}

/// `air temp`
fn several_words(place: &Place<'_>, tokens: &[Token<'_>]) -> Option<Diagnostic> {
    let names = tokens
        .iter()
        .all(|token| token.is_word() && !RESERVED.contains(&token.text));
    if tokens.len() < 2 || !names {
        return None;
    }
    let whole = place.span(tokens.first()?.start, tokens.last()?.end());
    let words: Vec<&str> = tokens.iter().map(|token| token.text).collect();
    let joined = words.join("_");
    Some(
        syntax("a name is one word")
            .label(whole, "more than one word")
            .help(format!("write `{joined}` if that is what it is called"))
            .fix(whole, joined),
    )
}
