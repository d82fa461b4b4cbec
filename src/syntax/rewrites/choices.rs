//! A choice between two values as other languages write it: in goes a line, out
//! come rewrites such as `if injured then 10 else 5` for `injured ? 10 : 5`.

use super::{LineTokens, Rewrite};
use crate::syntax::place::Place;

/// `if c: a else: b`, `if c a else b`, `if c then a otherwise b`
pub(super) fn if_words(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(begin) = line.tokens.iter().position(|token| token.text == "if") else {
        return;
    };
    let colons: Vec<_> = line
        .tokens
        .iter()
        .skip(begin)
        .filter(|token| token.text == ":")
        .collect();
    if let [first, rest @ ..] = colons.as_slice() {
        let mut rewrite =
            Rewrite::new(first.start, first.end(), "`:` is written `then` after `if`")
                .label("expected `then`")
                .help("write `if CONDITION then VALUE else VALUE`")
                .with(first.start, first.end(), " then");
        for colon in rest {
            rewrite = rewrite.with(colon.start, colon.end(), "");
        }
        found.push(rewrite);
    }
    for (index, token) in line.tokens.iter().enumerate().skip(begin + 1) {
        match token.text {
            "otherwise" => found.push(Rewrite::word(place, token.start, token.end(), "else")),
            "," if matches!(line.word(index + 1), "else" | "then") => {
                found.push(Rewrite::word(place, token.start, token.end(), ""));
            }
            "elif" | "elseif" => {
                found.push(Rewrite::word(place, token.start, token.end(), "else if"));
            }
            _ => {}
        }
    }
    let has_then = line
        .tokens
        .iter()
        .skip(begin)
        .any(|token| token.text == "then");
    if !has_then {
        for token in line.tokens.iter().skip(begin + 2) {
            let value =
                token.is_number() || token.is_word() || token.text == "(" || token.text == "{";
            if value && token.text != "else" {
                found.push(Rewrite::missing(place, *token, "then"));
            }
        }
    }
}

/// `injured ? 10 : soreness`, `10 if injured else soreness`, `if(injured, 10, soreness)`
pub(super) fn choice_by_question(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    found: &mut Vec<Rewrite>,
) {
    let begin = line
        .tokens
        .iter()
        .position(|token| token.text == "=")
        .map_or(1, |at| at + 1);
    let end = line.tokens.len();
    let at = |word: &str| (begin..end).find(|&index| line.word(index) == word);
    let text = |from: usize, to: usize| line.text(place, from, to);
    let written = |condition: &str, then: &str, other: &str| {
        (!condition.is_empty() && !then.is_empty() && !other.is_empty())
            .then(|| format!("if {condition} then {then} else {other}"))
    };
    let (whole, said) = if let (Some(question), Some(colon)) = (at("?"), at(":")) {
        (
            written(
                text(begin, question),
                text(question + 1, colon),
                text(colon + 1, end),
            ),
            (question, question + 1),
        )
    } else if let (Some(when), Some(other)) = (
        at("if").or(at("when")).filter(|&at| at > begin),
        at("else").or(at("otherwise")),
    ) {
        (
            written(
                text(when + 1, other),
                text(begin, when),
                text(other + 1, end),
            ),
            (when, when + 1),
        )
    } else if line.word(begin).eq_ignore_ascii_case("if")
        && line.word(begin + 1) == "("
        && line.closing(begin + 1) == Some(end - 1)
    {
        let commas: Vec<usize> = (begin..end)
            .filter(|&index| matches!(line.word(index), "," | ";"))
            .collect();
        let [first, second] = commas.as_slice() else {
            return;
        };
        (
            written(
                text(begin + 2, *first),
                text(first + 1, *second),
                text(second + 1, end - 1),
            ),
            (begin, end),
        )
    } else {
        return;
    };
    let (Some(whole), Some((from, to)), Some((said_from, said_to))) =
        (whole, line.range(begin, end), line.range(said.0, said.1))
    else {
        return;
    };
    found.push(
        Rewrite::new(
            said_from,
            said_to,
            "a choice between two values is written `if … then … else …`",
        )
        .label("not written like this")
        .help(format!("write `{whole}`"))
        .with(from, to, whole),
    );
}
