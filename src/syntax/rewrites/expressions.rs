//! What stands between the parts of an expression: in goes a line, out come
//! rewrites such as `soreness.quads` for `soreness[quads]`. `choices` looks at
//! `then` and `else`, `numbers` at dates and numbers.

use super::{LineTokens, Rewrite, choices, numbers};
use crate::ast::Verdict;
use crate::syntax::errors::shortened;
use crate::syntax::keywords::RESERVED;
use crate::syntax::place::{Place, Token};

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && !matches!(line.word(0), "let" | "setting") {
        return found;
    }
    choices::choice_by_question(place, line, &mut found);
    for index in 0..line.tokens.len() {
        found.extend(numbers::date(line, index));
        found.extend(numbers::two_units(place, line, index));
        found.extend(numbers::thousands(place, line, index));
        found.extend(numbers::percent(line, index));
        found.extend(numbers::power(line, index));
        found.extend(member(place, line, index));
        found.extend(numbers::number_after_unit(line, index));
        found.extend(numbers::out_of(line, index));
    }
    choices::if_words(place, line, &mut found);
    two_names(place, line, &mut found);
    found
}

/// `soreness[quads]`, `soreness.of quads`, `soreness of quads`, `soreness->quads`
fn member(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    // A verdict has no members: `train for nw`.
    let map = line
        .tokens
        .get(at)
        .filter(|token| token.is_word() && Verdict::from_name(token.text).is_none())?;
    let name = |index: usize| line.tokens.get(index).filter(|token| token.is_word());
    let unquoted = |index: usize| {
        line.tokens
            .get(index)
            .map(|token| token.text.trim_matches('"'))
            .filter(|text| text.starts_with(char::is_alphabetic))
    };
    let (member, end, guess) = if line.word(at + 1) == "[" && line.word(at + 3) == "]" {
        (unquoted(at + 2)?, at + 4, false)
    } else if line.says(at + 1, &[".", "of"]) {
        (name(at + 3)?.text, at + 4, false)
    } else if line.word(at + 1) == "."
        && (line.word(at + 2) == "\"" || line.word(at + 2).starts_with('"'))
    {
        (unquoted(at + 2)?, at + 3, false)
    } else if matches!(line.word(at + 1), "of" | "in" | "for" | "at") && !is_spoken(map.text) {
        (name(at + 2)?.text, at + 3, true)
    } else if line.says(at + 1, &["-", ">"]) || line.says(at + 1, &[":", ":"]) {
        (name(at + 3)?.text, at + 4, false)
    } else {
        return None;
    };
    let (from, to) = line.range(at, end)?;
    let (said_from, said_to) = line.range(at + 1, end)?;
    let written = format!("{}.{member}", map.text);
    let said = shortened(place.between(from, to));
    let rewrite = Rewrite::new(
        said_from,
        said_to,
        format!("`{said}` is written `{written}`"),
    )
    .label("a member stands after a dot")
    .help(format!("write `{written}`"))
    .with(from, to, written);
    Some(if guess { rewrite.guess() } else { rewrite })
}

/// Words that another word may follow.
fn is_spoken(word: &str) -> bool {
    [
        "sum", "sd", "trend", "z_score", "ewma", "size", "all", "any", "none", "one", "is", "at",
        "when", "unless", "and", "or", "not", "days", "average", "number", "set", "count", "max",
        "min", "waiting",
    ]
    .contains(&word)
}

/// `soreness quads`, `sleep quality`: two names, of which nobody knows how they belong together.
fn two_names(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(at) = line.here.checked_sub(1) else {
        return;
    };
    let (Some(first), Some(second)) = (line.tokens.get(at), line.tokens.get(at + 1)) else {
        return;
    };
    let plain = |text: &str| !RESERVED.contains(&text) && !is_spoken(text) && text != "else";
    let name = |token: &Token<'_>| token.is_word() && plain(token.text);
    if !name(first) || !name(second) || line.tokens.get(at + 2).is_some_and(name) {
        return;
    }
    for joint in ["_", "."] {
        let (one, other) = (first.text, second.text);
        let written = format!("{one}{joint}{other}");
        if !place.declares(&written, joint == ".") {
            continue;
        }
        found.push(
            Rewrite::new(
                first.start,
                second.end(),
                if joint == "_" {
                    "a name is one word"
                } else {
                    "a member stands after a dot"
                },
            )
            .label("two words")
            .help(format!("write `{written}`"))
            .with(first.start, second.end(), written)
            .guess(),
        );
    }
    // `quads soreness`
    let turned = format!("{}.{}", second.text, first.text);
    if place.declares(&turned, true) {
        found.push(
            Rewrite::new(first.start, second.end(), "a member stands after a dot")
                .label("two words")
                .help(format!("write `{turned}`"))
                .with(first.start, second.end(), turned)
                .guess(),
        );
    }
}
