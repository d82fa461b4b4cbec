//! Ranges and comparisons in an order of their own: in goes a line, out come
//! rewrites such as `is between 4 and 6` for `from 4 to 6`.

use crate::diagnostics::Code;

use super::{LineTokens, Rewrite, spaced};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::place::Place;

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && line.word(0) != "let" {
        return found;
    }
    for index in 1..line.tokens.len() {
        found.extend(between(place, line, index));
        found.extend(bare_range(place, line, index));
        found.extend(or_more(place, line, index));
    }
    found
}

/// Words between which and a range nothing else stands.
const JOINTS: [&str; 8] = ["and", "to", "-", "\u{2013}", "\u{2014}", ",", "..", "&"];

/// A number with its sign and unit at an index, and how many tokens it has.
fn number(line: &LineTokens<'_>, at: usize) -> Option<usize> {
    let sign = usize::from(matches!(line.word(at), "-" | "\u{2212}"));
    if !line.tokens.get(at + sign)?.is_number() {
        return None;
    }
    let next = line.tokens.get(at + sign + 1);
    let unit = next.is_some_and(|token| {
        token.text == "%"
            || (token.is_word() && !["and", "to", "or", "of", "up"].contains(&token.text))
    });
    Some(sign + 1 + usize::from(unit))
}

/// A number or a name at an index, and how many tokens it has.
fn end_of_range(line: &LineTokens<'_>, at: usize) -> Option<usize> {
    let name = line.tokens.get(at).is_some_and(|token| {
        token.is_word() && !matches!(token.text, "and" | "or" | "not" | "last" | "each")
    });
    number(line, at).or(name.then_some(1))
}

/// `between 4 and 6` and `from 4 to 6` without `is`, `is between 4 to 6`, `not between`
fn between(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let word = line.word(at).to_ascii_lowercase();
    let bracket = matches!(line.word(at + 1), "[" | "(");
    let opens = match word.as_str() {
        "between" | "from" => true,
        "in" | "within" | "inside" => true,
        "outside" => number(line, at + 1).is_some(),
        _ => false,
    };
    if !opens {
        return None;
    }
    let first = at + 1 + usize::from(bracket);
    let low = end_of_range(line, first)?;
    let up_to = usize::from(line.says(first + low, &["up", "to"]));
    if !JOINTS.contains(&line.word(first + low + up_to)) {
        return None;
    }
    // Days ago and windows of days are read otherwise.
    if matches!(word.as_str(), "in" | "within" | "inside")
        && (number(line, first).is_none() || (!bracket && line.word(first + low) == ","))
    {
        return None;
    }
    let joint = first + low + up_to;
    let high = end_of_range(line, joint + 1)?;
    let mut end = joint + 1 + high;
    if bracket {
        if !matches!(line.word(end), ")" | "]") {
            return None;
        }
        end += 1;
    }
    let (low, high) = (
        line.text(place, first, first + low),
        line.text(place, joint + 1, joint + 1 + high),
    );
    let mut begin = at;
    let mut negated = word == "outside";
    loop {
        let before = line.word(begin - 1).to_ascii_lowercase();
        match before.as_str() {
            "is" | "are" | "was" | "lies" => begin -= 1,
            "not" if begin - 1 > line.condition_start(begin - 1) => {
                negated = true;
                begin -= 1;
            }
            _ => break,
        }
        if begin == 0 {
            return None;
        }
    }
    let written = format!("is between {low} and {high}");
    let comma = line.word(joint) == ",";
    let found = range(place, line, (begin, end), &written, negated)?;
    // `in [4, 6]`: two values, or all between them.
    Some(if comma { found.guess() } else { found })
}

/// A range as it is written, with `not` before what it is about.
fn range(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    (begin, end): (usize, usize),
    written: &str,
    negated: bool,
) -> Option<Rewrite> {
    let (from, to) = line.range(begin, end)?;
    let subject = line.condition_start(begin);
    let about = line.text(place, subject, begin);
    if about.is_empty() || matches!(about, "not" | "-") {
        return None;
    }
    if negated {
        let (start, _) = line.range(subject, begin)?;
        let whole = format!("not {about} {written}");
        return Some(
            Rewrite::new(from, to, "`not` stands before what it turns round")
                .label(format!("expected `not` before `{}`", shortened(about)))
                .help(format!("write `{}`", in_help(&whole)))
                .with(start, to, whole),
        );
    }
    let said = shortened(place.between(from, to));
    let is_missing = line.word(begin).eq_ignore_ascii_case("between")
        && written.ends_with(place.between(from, to));
    let rewrite = if is_missing {
        let first = line.tokens.get(begin)?;
        Rewrite::new(first.start, first.end(), "`is` is missing before `between`")
            .label("expected `is` before this")
    } else {
        Rewrite::new(from, to, format!("`{said}` is written `{written}`"))
            .label("a range")
            .code(Code::DashRange)
    };
    Some(rewrite.help(format!("write `{written}`")).with(
        from,
        to,
        spaced(place, from, to, written),
    ))
}

/// `soreness 7-9`, `soreness is 7 to 9`, `soreness is 7..9`
fn bare_range(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let low = number(line, at)?;
    let joint = at + low;
    if !matches!(
        line.word(joint),
        "to" | "-" | "\u{2013}" | "\u{2014}" | ".." | "\u{2026}"
    ) {
        return None;
    }
    let high = number(line, joint + 1)?;
    let end = joint + 1 + high;
    let is = line.word(at - 1).eq_ignore_ascii_case("is");
    let begin = at - usize::from(is);
    if begin == 0
        || !(is
            || line
                .tokens
                .get(begin - 1)
                .is_some_and(|token| token.is_word()))
    {
        return None;
    }
    // `from 4 to 6` and `over 7 to 9 days` begin with a word of their own.
    if [
        "from", "between", "over", "last", "scale", "cut", "to", "by", "at", "when", "if",
    ]
    .contains(&line.word(begin - 1))
    {
        return None;
    }
    let (low, high) = (
        line.text(place, at, joint),
        line.text(place, joint + 1, end),
    );
    range(
        place,
        line,
        (begin, end),
        &format!("is between {low} and {high}"),
        false,
    )
}

/// `soreness 7 or more`, `soreness 7+`, `soreness is 2 or less`
fn or_more(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let words = number(line, at)?;
    let next = at + words;
    let (tail, sign) = match (line.word(next), line.word(next + 1)) {
        ("+", _) => (1, ">="),
        (
            "and" | "or",
            "up" | "more" | "above" | "over" | "higher" | "greater" | "longer" | "upwards",
        ) => (2, ">="),
        ("and" | "or", "less" | "below" | "under" | "lower" | "fewer" | "shorter") => (2, "<="),
        _ => return None,
    };
    let sign_already = matches!(line.word(at - 1), ">" | "<" | ">=" | "<=");
    let is = matches!(
        line.word(at - 1),
        "is" | "=" | "==" | ">" | ">=" | "<" | "<="
    );
    if sign_already && line.word(at - 1).trim_end_matches('=') != sign.trim_end_matches('=') {
        return None;
    }
    let (from, to) = line.range(at - usize::from(is), next + tail)?;
    let number = line.text(place, at, next);
    let said = line.text(place, next, next + tail);
    let strict = matches!(line.word(at - 1), ">" | "<");
    let rewrite = Rewrite::new(
        from,
        to,
        format!("`{said}` is written `{sign}`, before the number"),
    )
    .label("a comparison in words")
    .with(
        from,
        to,
        spaced(place, from, to, &format!("{sign} {number}")),
    );
    Some(if strict {
        // `> 7+`: with the number itself, or without.
        let other = line.word(at - 1);
        let help = format!("write `{sign} {number}`, or `{other} {number}` without it");
        rewrite.help(help).guess()
    } else {
        rewrite.help(format!("write `{sign} {number}`"))
    })
}
