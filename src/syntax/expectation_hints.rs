//! Near misses after `expect` in a test: in goes the place where reading stopped,
//! or what was read and is no expectation, out comes a message that says how the
//! language writes what is expected.

use crate::ast::Verdict;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::span::Span;

use super::errors::shortened;
use super::grammar::Rule;
use super::place::{Place, Token};

/// How an expectation of several words goes on.
const PHRASES: [&str; 5] = [
    "for now",
    "could become",
    "waiting on",
    "no rule",
    "no flag",
];
/// Words that may stand for the `on` of `waiting on`.
const ON: [&str; 7] = ["on", "for", "of", "to", "in", "at", "upon"];

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    let second = match place.before.as_slice() {
        [first, _] => first.text == "expect",
        [_] => place.keyword.is_none() && place.expects(Rule::becomes_),
        _ => false,
    };
    let found = place.found()?;
    if !second || !place.after_value() || !(found.is_word() || found.is_string()) {
        return None;
    }
    let said = place.last().filter(|said| said.is_word())?;
    Some(
        for_now(place, said, found)
            .or_else(|| waiting_on(place, said, found))
            .unwrap_or_else(|| phrase(place, said, found)),
    )
}

/// `expect could be rest`
fn phrase(place: &Place<'_>, said: Token<'_>, found: Token<'_>) -> Diagnostic {
    let written = format!("{} {}", said.text, found.text);
    let span = place.span(said.start, found.end());
    let error = nothing(&format!("{} {}", said.text, shortened(found.text)), span);
    match nearest(&written, PHRASES) {
        Some(near) => error
            .help(format!("did you mean `{near}`?"))
            .fix(span, near),
        None => error.help("write `modify`, `modify for now`, `could become rest`, `waiting on NAME`, `rule \"…\"`, `no rule \"…\"`, `flag \"…\"`, `no flag`, `NAME is VALUE` or `NAME becomes VALUE`"),
    }
}

/// `expect train for nw`
fn for_now(place: &Place<'_>, said: Token<'_>, found: Token<'_>) -> Option<Diagnostic> {
    let last = place.next(1)?;
    let text = place.between(said.start, last.end());
    misspelt_for_now(text, place.span(said.start, last.end())).filter(|_| found.is_word())
}

/// `rest or now`, which reads as a condition.
pub(super) fn misspelt_for_now(text: &str, span: Span) -> Option<Diagnostic> {
    let (verdict, rest) = text.split_once(char::is_whitespace)?;
    Verdict::from_name(verdict)?;
    let rest = rest.trim();
    if rest.split_whitespace().count() != 2 || nearest(rest, ["for now"]).is_none() {
        return None;
    }
    let written = format!("{verdict} for now");
    Some(
        nothing(text, span)
            .help(format!("did you mean `{written}`?"))
            .fix(span, written),
    )
}

/// `expect waiting hrv on`, `expect waiting hrv`
fn waiting_on(place: &Place<'_>, said: Token<'_>, found: Token<'_>) -> Option<Diagnostic> {
    if said.text != "waiting" || !found.is_word() || ON.contains(&found.text) {
        return None;
    }
    let on = place.next(1).filter(|next| next.text == "on");
    if on.is_none() && place.next(1).is_some() {
        return None;
    }
    let span = place.span(said.start, on.unwrap_or(found).end());
    let written = format!("waiting on {}", found.text);
    Some(
        Diagnostic::error(Code::Syntax, "`on` stands right after `waiting`")
            .label(span, "expected `waiting on` and a name")
            .help(format!("write `{}`", shortened(&written)))
            .fix(span, written),
    )
}

fn nothing(said: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        format!("`{said}` is nothing that a test can expect"),
    )
    .label(span, "not understood")
}
