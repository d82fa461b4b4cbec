//! Comments as other languages write them, after something else on the line:
//! in goes a line, out come rewrites that begin them with `#`.

use super::{LineTokens, Rewrite};
use crate::syntax::place::{Place, Token};

/// `when soreness > 7 -- too sore`
pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.keyword.is_none() {
        return found;
    }
    for (index, token) in line.tokens.iter().enumerate().skip(1) {
        let dashes = token.text == "-" && line.word(index + 1) == "-" && line.touches(index);
        let words = line.tokens.get(index + if dashes { 2 } else { 1 });
        let sign = match token.text {
            _ if dashes => token.start + 2,
            "\u{2014}" | "\u{2013}" | ";" => token.end(),
            _ => continue,
        };
        // Words, and not what could be read on: `7 – 2`, `a; b >= 3`.
        let signs = ["<", ">", "<=", ">=", "=", "+", "*"];
        let prose = words.is_some_and(|word| word.is_word())
            && !line
                .tokens
                .iter()
                .skip(index)
                .any(|t| t.is_number() || signs.contains(&t.text) || decides(place, t.text));
        if prose {
            found.push(
                Rewrite::new(token.start, sign, "a comment begins with `#`")
                    .label("expected `#`")
                    .help("write `#` before what is said to people only")
                    .with(token.start, sign, "#")
                    .guess()
                    .comment(token.start),
            );
        }
    }
    // `when soreness > 7 (too sore)`
    if let Some(open) = line.tokens.iter().rposition(|token| token.text == "(")
        && let Some(close) = line.closing(open)
        && close + 1 == line.tokens.len()
        && open > 1
        && close > open + 1
    {
        let inside = line.tokens.get(open + 1..close).unwrap_or_default();
        let remark = |token: &Token<'_>| token.is_word() && !decides(place, token.text);
        if inside.iter().all(remark) {
            let (from, to) = line.range(open, close + 1).unwrap_or_default();
            found.push(
                Rewrite::new(from, to, "a remark stands in a comment")
                    .label("cannot be read")
                    .help("write it as a comment, which begins with `#`")
                    .with(from, from, "# ")
                    .guess()
                    .comment(from),
            );
        }
    }
    found
}

/// Whether a word may be part of a condition, which no comment may swallow.
fn decides(place: &Place<'_>, word: &str) -> bool {
    matches!(word, "and" | "or" | "not" | "when" | "unless" | "then")
        || Place::says(place.whole, word)
}
