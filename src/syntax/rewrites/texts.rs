//! Texts as other languages write them: in goes a line with quotes, out come
//! rewrites with one text between one pair of them, such as `"Sore: {soreness}"`
//! for `"Sore: " + soreness`.

use super::{LineTokens, Rewrite};
use crate::syntax::errors::in_help;
use crate::syntax::place::Place;

/// `"He says "ouch"."`, `"""Sore."""`, `"Sore: " + soreness`, `["a", "b"]`
pub(super) fn texts(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let first = line.tokens.iter().position(|token| token.is_string());
    let last = line.tokens.iter().rposition(|token| token.is_string());
    let (Some(first), Some(last)) = (first, last) else {
        return found;
    };
    let open = line.tokens.iter().find(|token| token.text == "[");
    let close = line.tokens.iter().rfind(|token| token.text == "]");
    if let (Some(open), Some(close)) = (open, close) {
        found.push(
            Rewrite::new(
                open.start,
                open.end(),
                "no brackets stand around a list of texts",
            )
            .label("not needed")
            .help("take both brackets out")
            .with(open.start, open.end(), "")
            .with(close.start, close.end(), ""),
        );
    }
    let Some((from, to)) = line.range(first, last + 1).filter(|_| last > first) else {
        found.extend(joined(place, line, first));
        return found;
    };
    found.extend(joined(place, line, first));
    let text = place.between(from, to);
    let inner = text.trim_matches('"');
    let start = from + (text.len() - text.trim_start_matches('"').len());
    if text.starts_with("\"\"") && text.ends_with("\"\"") && !inner.contains('"') {
        found.push(
            Rewrite::new(from, to, "a text stands between one pair of quotes")
                .label("more than one pair")
                .help("write `\"` once on each side")
                .with(from, start, "\"")
                .with(start + inner.len(), to, "\""),
        );
    }
    let mut rewrite = Rewrite::new(from, to, "a text ends at the next `\"`")
        .label("quotes inside a text")
        .help("write `'` for quotes inside it");
    let mut edits = 0;
    for (at, _) in text.match_indices('"') {
        if at == 0 || at + 1 == text.len() {
            continue;
        }
        let escaped = text.get(..at).is_some_and(|before| before.ends_with('\\'));
        let at = from + at;
        rewrite = rewrite.with(at - usize::from(escaped), at + 1, "'");
        edits += 1;
    }
    // `"A" and "B"` are two texts: neither has a blank at its inner end.
    let inside =
        |text: &str| text.trim_matches('"').trim() != text.trim_matches('"') || text.contains("\\");
    let one = inside(line.word(first)) || inside(line.word(last));
    if edits > 0 && edits % 2 == 0 && one {
        found.push(rewrite);
    }
    found
}

/// `"Sore: " + soreness`
fn joined(place: &Place<'_>, line: &LineTokens<'_>, first: usize) -> Option<Rewrite> {
    let text = line.tokens.get(first)?;
    let mut written = text.text.trim_matches('"').to_owned();
    let mut at = first + 1;
    let sign = line.tokens.get(at)?;
    while matches!(line.word(at), "+" | "&" | "..") {
        let next = line.tokens.get(at + 1)?;
        if next.is_string() {
            written.push_str(next.text.trim_matches('"'));
            at += 2;
            continue;
        }
        let member = usize::from(line.word(at + 2) == ".") * 2;
        if !next.is_word() {
            return None;
        }
        written.push_str(&format!(
            "{{{}}}",
            line.text(place, at + 1, at + 2 + member)
        ));
        at += 2 + member;
    }
    if at == first + 1 || at != line.tokens.len() {
        return None;
    }
    let (_, to) = line.range(first, at)?;
    let written = format!("\"{written}\"");
    Some(
        Rewrite::new(
            sign.start,
            sign.end(),
            "a value stands inside the text, between braces",
        )
        .label("texts are not added up")
        .help(format!("write `{}`", in_help(&written)))
        .with(text.start, to, written),
    )
}
