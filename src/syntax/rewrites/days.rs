//! Days as they are said elsewhere: in goes a line and the token that it is
//! looked at from, out comes a rewrite such as `soreness yesterday` for
//! `yesterday's soreness`, or `days in a row when (…) >= 3` for `… for 3 days`.

use super::{LineTokens, Rewrite};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::place::Place;

/// `soreness >= 7 for 3 days in a row`
pub(super) fn in_a_row(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let joint = usize::from(["for", "on", "over"].contains(&line.word(at)));
    let number = line
        .tokens
        .get(at + joint)
        .filter(|token| token.is_number())?;
    if !matches!(line.word(at + joint + 1), "day" | "days" | "consecutive") {
        return None;
    }
    let end = if line.says(at + joint + 1, &["days", "in", "a", "row"]) {
        at + joint + 5
    } else if line.says(at + joint + 1, &["consecutive", "days"])
        || line.says(at + joint + 1, &["days", "running"])
        || line.says(at + joint + 1, &["days", "straight"])
    {
        at + joint + 3
    } else if line.word(at) == "for" {
        at + joint + 2
    } else {
        return None;
    };
    let begin = line.condition_start(at);
    let condition = line.text(place, begin, at);
    if condition.is_empty() || begin >= at {
        return None;
    }
    let (from, to) = line.range(begin, end)?;
    let (said_from, said_to) = line.range(at, end)?;
    let said = place.between(said_from, said_to);
    let written = format!("days in a row when ({condition}) >= {}", number.text);
    Some(
        Rewrite::new(
            said_from,
            said_to,
            format!("`{said}` is written `days in a row when`, before the condition"),
        )
        .label("a count of days")
        .help(format!("write `{}`", in_help(&written)))
        .with(from, to, written)
        .guess(),
    )
}

/// `average(soreness, 7 days)`, `count(soreness >= 7)`
pub(super) fn as_call(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let written = match line.word(at).to_ascii_lowercase().as_str() {
        "average" | "avg" | "mean" => "average",
        "sum" | "total" => "sum of",
        "median" => "median",
        "highest" | "max" => "highest",
        "lowest" | "min" => "lowest",
        "sd" | "std" | "stdev" => "sd of",
        "trend" | "slope" => "trend of",
        _ => return None,
    };
    let open = at + 1;
    if line.word(open) != "(" || line.word(open + 2) != "," {
        return None;
    }
    let close = line.closing(open)?;
    let number = line
        .tokens
        .get(open + 3)
        .filter(|token| token.is_number())?;
    let unit = match close.checked_sub(open + 3)? {
        1 => "days",
        2 => line.word(open + 4),
        _ => return None,
    };
    if !unit.starts_with("day") && !unit.starts_with("week") && unit != "d" {
        return None;
    }
    let (from, to) = line.range(at, close + 1)?;
    let whole = format!(
        "{written} {} over last {} {unit}",
        line.word(open + 1),
        number.text
    );
    Some(
        Rewrite::new(from, to, format!("`{}` is no function", line.word(at)))
            .label("written like one")
            .help(format!("write `{whole}`"))
            .with(from, to, whole)
            .guess(),
    )
}

/// `yesterday's soreness`, `previous soreness`, `soreness[-1]`
pub(super) fn yesterday(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let mut next = at + 1;
    match line.word(at).to_ascii_lowercase().as_str() {
        "yesterday" | "yesterdays" => {}
        "previous" | "prev" => {}
        _ => return None,
    }
    if matches!(line.word(next), "'" | "\u{2019}") && line.word(next + 1) == "s" {
        next += 2;
    }
    if line.word(next) == "day" {
        next += 1;
    }
    let name = line.tokens.get(next).filter(|token| token.is_word())?;
    let member = usize::from(line.word(next + 1) == ".") * 2;
    let end = next + 1 + member;
    let (from, to) = line.range(at, end)?;
    let (said_from, said_to) = line.range(at, next)?;
    let whole = format!("{} yesterday", line.text(place, next, end));
    Some(
        Rewrite::new(
            said_from,
            said_to,
            format!("`yesterday` stands after `{}`", shortened(name.text)),
        )
        .label("stands before it")
        .help(format!("write `{}`", in_help(&whole)))
        .with(from, to, whole),
    )
}

/// `last week`, `over the past week`
pub(super) fn whole_week(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let days = match line.word(at) {
        "week" => 7,
        "fortnight" => 14,
        "month" => 28,
        _ => return None,
    };
    let mut begin = at.checked_sub(1)?;
    if !matches!(
        line.word(begin),
        "last" | "past" | "previous" | "the" | "this"
    ) {
        return None;
    }
    while begin > 0
        && matches!(
            line.word(begin - 1),
            "the" | "over" | "in" | "during" | "for" | "within" | "last" | "of"
        )
    {
        begin -= 1;
    }
    let (from, to) = line.range(begin, at + 1)?;
    let written = format!("over last {days} days");
    Some(Rewrite::word(place, from, to, &written).guess())
}

/// `soreness[-1]`
pub(super) fn days_back(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let number = line.tokens.get(at + 3).filter(|token| token.is_number())?;
    if !line.says(at + 1, &["[", "-"]) || line.word(at + 4) != "]" {
        return None;
    }
    let (from, to) = line.range(at + 1, at + 5)?;
    let written = match number.text {
        "1" => " yesterday".to_owned(),
        days => format!(" {days} days ago"),
    };
    let said = place.between(from, to);
    Some(
        Rewrite::new(
            from,
            to,
            format!("`{said}` is written `{}`", written.trim()),
        )
        .label("a day that is past")
        .help(format!("write `{}{written}`", line.word(at)))
        .with(from, to, written)
        .guess(),
    )
}

/// `any soreness >= 7`, `all soreness < 3`: the extreme member says it for all.
pub(super) fn any_or_all(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let word = line.tokens.get(at)?;
    let any = matches!(word.text, "any" | "some");
    if !any && !matches!(word.text, "all" | "every" | "each") {
        return None;
    }
    line.tokens
        .get(at + 1)
        .filter(|next| next.is_word() && next.text != "of")?;
    let up = match line.word(at + 2) {
        ">" | ">=" => true,
        "<" | "<=" => false,
        _ => return None,
    };
    let written = if any == up { "highest" } else { "lowest" };
    Some(
        Rewrite::new(
            word.start,
            word.end(),
            format!("`{}` stands before a list of conditions only", word.text),
        )
        .label(format!("expected `{written}`"))
        .help(format!(
            "write `{written} {}`: where it holds of that one, it holds of {}",
            line.word(at + 1),
            if any { "one" } else { "all" }
        ))
        .with(word.start, word.end(), written)
        .guess(),
    )
}

/// `days when soreness >= 7 over last 7 days`, `days since injured > 3`
pub(super) fn condition_on_days(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    at: usize,
) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let head = line.word(at);
    let since = head == "since" && line.word(at.wrapping_sub(1)) == "days";
    let row = head == "when" && line.word(at.wrapping_sub(1)) == "row";
    if !(since || row || head == "when" || head == "where") || at == 0 || line.word(at + 1) == "(" {
        return found;
    }
    let first = at + 1;
    let sign = |index: usize| matches!(line.word(index), "<" | "<=" | ">" | ">=" | "is");
    let signs: Vec<usize> = (first..line.tokens.len()).filter(|&i| sign(i)).collect();
    let over = (first..line.tokens.len()).find(|&i| matches!(line.word(i), "over" | "within"));
    let end = match (over, signs.as_slice()) {
        (Some(over), _) if !since && !row => over,
        (_, [.., last]) if since || row => *last,
        _ => line.tokens.len(),
    };
    if let Some((from, to)) = line.range(first, end) {
        let written = format!("({})", place.between(from, to));
        let what = if since { "days since" } else { head };
        let more = if since {
            "; for the days between two dates write `today - DATE`"
        } else {
            ""
        };
        let rewrite = Rewrite::new(
            from,
            to,
            format!("the condition after `{what}` goes in brackets"),
        )
        .label("not in brackets")
        .help(format!("write `{what} {}`{more}", in_help(&written)))
        .with(from, from, "(")
        .with(to, to, ")");
        // Where the condition ends is chosen.
        found.push(if over.is_some() && !since {
            rewrite
        } else {
            rewrite.guess()
        });
    }
    found
}

/// `ewma of soreness over last 7 days`
pub(super) fn ewma_window(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let ewma = line
        .tokens
        .iter()
        .take(at)
        .any(|token| token.text == "ewma");
    if !ewma || !line.says(at, &["over"]) {
        return None;
    }
    let words = if line.word(at + 1) == "last" { 2 } else { 1 };
    let (from, to) = line.range(at, at + words)?;
    Some(Rewrite::word(place, from, to, "with span"))
}
