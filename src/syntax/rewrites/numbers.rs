//! Numbers and dates as they are written elsewhere: in goes a line and the token
//! that it is looked at from, out comes a rewrite such as `2026-05-25` for
//! `25.05.2026`, or `(7 h + 30 min)` for `7 h 30 min`.

use super::{LineTokens, Rewrite};
use crate::syntax::place::Place;

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
pub(super) fn date(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
pub(super) fn two_units(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
pub(super) fn thousands(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
pub(super) fn percent(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
pub(super) fn power(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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

/// `run > km 5`
pub(super) fn number_after_unit(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
pub(super) fn out_of(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
        .with(number.end(), to, "")
        .guess(),
    )
}
