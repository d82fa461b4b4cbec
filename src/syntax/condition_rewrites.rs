//! What stands between the parts of an expression: `then` and `else`, the dot
//! before a member, dates and numbers of other kinds: in goes a line, out come
//! rewrites.

use super::errors::shortened;
use super::place::Place;
use super::rewrites::{LineTokens, Rewrite};

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && !matches!(line.word(0), "let" | "setting") {
        return found;
    }
    choice_by_question(place, line, &mut found);
    for index in 0..line.tokens.len() {
        found.extend(date(line, index));
        found.extend(two_units(place, line, index));
        found.extend(thousands(place, line, index));
        found.extend(percent(line, index));
        found.extend(power(line, index));
        found.extend(member(place, line, index));
        found.extend(number_after_unit(line, index));
        found.extend(out_of(line, index));
    }
    if_words(place, line, &mut found);
    two_names(place, line, &mut found);
    found
}

/// `if c: a else: b`, `if c a else b`, `if c then a otherwise b`
fn if_words(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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
fn choice_by_question(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
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

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `25.05.2026`, `5 June 2026`: where the order of day and month is plain.
fn date(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let number = |index: usize| line.word(index).parse::<u32>().ok();
    // `25.05.2026` is read as `25.05`, `.`, `2026`.
    let dotted = line.word(at).split_once('.').and_then(|(day, month)| {
        let (day, month) = (day.parse::<u32>().ok()?, month.parse::<u32>().ok()?);
        (line.word(at + 1) == "." && line.touches(at) && line.touches(at + 1)).then_some((
            day,
            month,
            number(at + 2)?,
        ))
    });
    let named = || {
        let month = line.word(at + 1).to_lowercase();
        let month = MONTHS
            .iter()
            .position(|name| month.len() >= 3 && name.starts_with(month.trim_end_matches('.')))?;
        Some((number(at)?, u32::try_from(month).ok()? + 1, number(at + 2)?))
    };
    let ambiguous = dotted.is_some_and(|(day, month, _)| day <= 12 && month <= 12);
    let (day, month, year) = dotted.or_else(named)?;
    let (day, month) = if month > 12 {
        (month, day)
    } else {
        (day, month)
    };
    if !(1..=31).contains(&day)
        || !(1..=12).contains(&month)
        || !(1000..=9999).contains(&year)
        || ambiguous
    {
        return None;
    }
    let (from, to) = line.range(at, at + 3)?;
    let written = format!("{year}-{month:02}-{day:02}");
    Some(
        Rewrite::new(from, to, "a date is written year, month, day")
            .label("not in this order")
            .help(format!("write `{written}`"))
            .with(from, to, written),
    )
}

/// `7 h 30 min`
fn two_units(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let is = |index: usize, number: bool| {
        line.tokens.get(index).is_some_and(|token| {
            if number {
                token.is_number()
            } else {
                token.is_word()
            }
        })
    };
    if !(is(at, true) && is(at + 1, false) && is(at + 2, true) && is(at + 3, false)) {
        return None;
    }
    let (from, to) = line.range(at, at + 4)?;
    let written = format!(
        "({} {} + {} {})",
        line.word(at),
        line.word(at + 1),
        line.word(at + 2),
        line.word(at + 3)
    );
    let said = place.between(from, to);
    Some(
        Rewrite::new(from, to, format!("`{said}` are two values"))
            .label("nothing stands between them")
            .help(format!("write `{written}`"))
            .with(from, to, written),
    )
}

/// `1 000 km`, `1'000`
fn thousands(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let quote = usize::from(matches!(line.word(at + 1), "'" | "\u{2019}"));
    let (first, second) = (line.tokens.get(at)?, line.tokens.get(at + 1 + quote)?);
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if !digits(first.text) || first.text.len() > 3 || !digits(second.text) || second.text.len() != 3
    {
        return None;
    }
    let written = format!("{}{}", first.text, second.text);
    let said = place.between(first.start, second.end());
    Some(
        Rewrite::new(
            first.start,
            second.end(),
            format!("`{said}` is written `{written}`"),
        )
        .label("a gap in a number")
        .help(format!("write `{written}`"))
        .with(first.start, second.end(), written)
        .guess(),
    )
}

/// `20 per cent`
fn percent(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let number = line.tokens.get(at).filter(|token| token.is_number())?;
    let (from, to) = line
        .range(at + 1, at + 3)
        .filter(|_| line.says(at + 1, &["per", "cent"]))?;
    Some(
        Rewrite::new(from, to, "`per cent` is written `%`")
            .label("expected `%`")
            .help(format!("write `{}%`", number.text))
            .with(number.end(), to, "%"),
    )
}

/// `soreness²`
fn power(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let token = line.tokens.get(at)?;
    let written = match token.text {
        "\u{b2}" => " ^ 2",
        "\u{b3}" => " ^ 3",
        _ => return None,
    };
    Some(
        Rewrite::new(
            token.start,
            token.end(),
            format!("`{}` is written `{}`", token.text, written.trim()),
        )
        .label("a small figure")
        .help(format!("write `{}`", written.trim()))
        .with(token.start, token.end(), written),
    )
}

/// `soreness[quads]`, `soreness.of quads`, `soreness of quads`, `soreness->quads`
fn member(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let map = line.tokens.get(at).filter(|token| token.is_word())?;
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
        "min",
    ]
    .contains(&word)
}

/// `run > km 5`
fn number_after_unit(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let unit = line.tokens.get(at).filter(|token| token.is_word())?;
    let number = line.tokens.get(at + 1).filter(|token| token.is_number())?;
    let sign = matches!(
        line.word(at.checked_sub(1)?),
        "<" | "<=" | ">" | ">=" | "is" | "="
    );
    if !sign || crate::units::Unit::parse(unit.text).is_err() {
        return None;
    }
    let written = format!("{} {}", number.text, unit.text);
    Some(
        Rewrite::new(unit.start, number.end(), "a unit stands after its number")
            .label("stands before it")
            .help(format!("write `{written}`"))
            .with(unit.start, number.end(), written),
    )
}

/// `7 out of 10`
fn out_of(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let number = line.tokens.get(at).filter(|token| token.is_number())?;
    if !line.says(at + 1, &["out", "of", "10"]) {
        return None;
    }
    let (from, to) = line.range(at + 1, at + 4)?;
    Some(
        Rewrite::new(
            from,
            to,
            "how far a scale goes is said where it is declared",
        )
        .label("not needed")
        .help(format!("write `{}`", number.text))
        .with(number.end(), to, ""),
    )
}

/// `soreness quads`, `sleep quality`: two names, of which nobody knows how they belong together.
fn two_names(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(at) = line.here.checked_sub(1) else {
        return;
    };
    let (Some(first), Some(second)) = (line.tokens.get(at), line.tokens.get(at + 1)) else {
        return;
    };
    let plain = |text: &str| {
        !super::keywords::RESERVED.contains(&text) && !is_spoken(text) && text != "else"
    };
    let name = |token: &super::place::Token<'_>| token.is_word() && plain(token.text);
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
