//! Days, windows of days, and what is made of many values: in goes a line, out
//! come rewrites such as `average x over last 7 days` for `avg x in past 7 days`.

use super::errors::{in_help, shortened};
use super::place::Place;
use super::rewrites::{LineTokens, Rewrite, spaced};

/// Ways to say over which days.
const WINDOWS: [(&[&str], &str); 31] = [
    (&["over", "the", "course", "of", "the", "last"], "over last"),
    (&["over", "the", "last"], "over last"),
    (&["over", "the", "past"], "over last"),
    (&["over", "the", "previous"], "over last"),
    (&["over", "past"], "over last"),
    (&["over", "previous"], "over last"),
    (&["over", "these", "last"], "over last"),
    (&["in", "the", "last"], "over last"),
    (&["in", "the", "past"], "over last"),
    (&["in", "last"], "over last"),
    (&["in", "past"], "over last"),
    (&["of", "the", "last"], "over last"),
    (&["of", "last"], "over last"),
    (&["during", "the", "last"], "over last"),
    (&["during", "the", "past"], "over last"),
    (&["during", "last"], "over last"),
    (&["within", "the", "last"], "over last"),
    (&["within", "last"], "over last"),
    (&["within", "the", "past"], "over last"),
    (&["for", "the", "last"], "over last"),
    (&["for", "the", "past"], "over last"),
    (&["for", "last"], "over last"),
    (&["for", "past"], "over last"),
    (&["across", "the", "last"], "over last"),
    (&["across", "last"], "over last"),
    (&["from", "the", "last"], "over last"),
    (&["since", "the", "last"], "over last"),
    (&["the", "last"], "over last"),
    (&["the", "past"], "over last"),
    (&["past"], "over last"),
    (&["last"], "over last"),
];

/// Ways to say what is made of many values.
const AGGREGATES: [(&[&str], &str); 55] = [
    (&["the", "rolling", "average", "of"], "average"),
    (&["rolling", "average", "of"], "average"),
    (&["rolling", "average"], "average"),
    (&["rolling", "mean", "of"], "average"),
    (&["rolling", "mean"], "average"),
    (&["moving", "average", "of"], "average"),
    (&["moving", "average"], "average"),
    (&["the", "average", "of"], "average"),
    (&["the", "average"], "average"),
    (&["average", "of"], "average"),
    (&["the", "mean", "of"], "average"),
    (&["mean", "of"], "average"),
    (&["mean"], "average"),
    (&["avg", "of"], "average"),
    (&["avg"], "average"),
    (&["avg", "."], "average"),
    (&["the", "median", "of"], "median"),
    (&["median", "of"], "median"),
    (&["the", "highest"], "highest"),
    (&["highest", "of"], "highest"),
    (&["maximum", "of"], "highest"),
    (&["maximum"], "highest"),
    (&["max", "of"], "highest"),
    (&["max", "."], "highest"),
    (&["max"], "highest"),
    (&["the", "lowest"], "lowest"),
    (&["lowest", "of"], "lowest"),
    (&["minimum", "of"], "lowest"),
    (&["minimum"], "lowest"),
    (&["min", "of"], "lowest"),
    (&["min"], "lowest"),
    (&["the", "sum", "of"], "sum of"),
    (&["the", "total", "of"], "sum of"),
    (&["total", "of"], "sum of"),
    (&["total"], "sum of"),
    (&["sum"], "sum of"),
    (&["standard", "deviation", "of"], "sd of"),
    (&["standard", "deviation"], "sd of"),
    (&["std", "of"], "sd of"),
    (&["std"], "sd of"),
    (&["stdev", "of"], "sd of"),
    (&["stdev"], "sd of"),
    (&["stddev", "of"], "sd of"),
    (&["stddev"], "sd of"),
    (&["sd"], "sd of"),
    (&["slope", "of"], "trend of"),
    (&["trend", "in"], "trend of"),
    (&["trend"], "trend of"),
    (&["z", "-", "score", "of"], "z_score of"),
    (&["zscore", "of"], "z_score of"),
    (&["z_score"], "z_score of"),
    (&["ewma"], "ewma of"),
    (&["latest", "of"], "latest"),
    (&["the", "latest"], "latest"),
    (&["most", "recent"], "latest"),
];

/// Ways to count days.
const COUNTS: [(&[&str], &str); 17] = [
    (&["the", "number", "of", "days", "when"], "days when"),
    (&["number", "of", "days", "when"], "days when"),
    (&["number", "of", "days", "with"], "days when"),
    (&["number", "of", "days", "where"], "days when"),
    (&["number", "of", "days", "on", "which"], "days when"),
    (&["count", "of", "days", "when"], "days when"),
    (&["count", "of", "days", "with"], "days when"),
    (&["count", "days", "when"], "days when"),
    (&["count", "days", "with"], "days when"),
    (&["days", "on", "which"], "days when"),
    (&["days", "with"], "days when"),
    (&["days", "where"], "days when"),
    (&["days", "of"], "days when"),
    (&["days", "that"], "days when"),
    (&["count", "of"], "days when"),
    (&["count"], "days when"),
    (&["days", "if"], "days when"),
];

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && line.word(0) != "let" {
        return found;
    }
    // What is said of the whole line comes first: `for 3 days in a row`.
    for index in 0..line.tokens.len() {
        found.extend(in_a_row(place, line, index));
        found.extend(as_call(line, index));
        found.extend(yesterday(place, line, index));
        found.extend(whole_week(place, line, index));
        found.extend(days_back(place, line, index));
        found.extend(any_or_all(line, index));
    }
    let aggregate = first_of(place, line, &AGGREGATES);
    let window = first_of(place, line, &WINDOWS);
    let count = first_of(place, line, &COUNTS);
    // `avg x in past 7 days`: either alone would leave the other to stumble over.
    for (one, other) in [(&aggregate, &window), (&count, &window)] {
        if let (Some(one), Some(other)) = (one, other) {
            found.extend(both(place, one, other));
        }
    }
    for (phrases, only_last) in [
        (&AGGREGATES[..], false),
        (&WINDOWS[..], true),
        (&COUNTS[..], false),
    ] {
        for index in 0..line.tokens.len() {
            for (words, written) in phrases {
                let last_alone =
                    only_last && *words == ["last"] && line.word(index.wrapping_sub(1)) == "over";
                if !line.says(index, words) || last_alone {
                    continue;
                }
                if let Some((from, to)) = line.range(index, index + words.len()) {
                    found.push(Rewrite::word(place, from, to, written));
                }
            }
        }
    }
    for index in 0..line.tokens.len() {
        found.extend(condition_on_days(place, line, index));
        found.extend(ewma_window(place, line, index));
    }
    found
}

/// Where some words stand, and what they are written as.
type Said = ((usize, usize), &'static str);

fn first_of(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    phrases: &[(&[&str], &'static str)],
) -> Option<Said> {
    (0..line.tokens.len()).find_map(|index| {
        let (words, written) = phrases.iter().find(|(words, _)| line.says(index, words))?;
        let range = line.range(index, index + words.len())?;
        (place.between(range.0, range.1) != *written).then_some((range, *written))
    })
}

/// Two at once, and what the second leaves to be read in brackets.
fn both(place: &Place<'_>, one: &Said, other: &Said) -> Option<Rewrite> {
    let ((from, to), written) = *one;
    let ((start, end), then) = *other;
    (to <= start).then(|| {
        Rewrite::word(place, from, to, written).with(start, end, spaced(place, start, end, then))
    })
}

/// `soreness >= 7 for 3 days in a row`
fn in_a_row(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
fn as_call(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
fn yesterday(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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

/// `soreness[-1]`
fn days_back(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
fn any_or_all(line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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

/// `last week`, `over the past week`
fn whole_week(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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

/// `days when soreness >= 7 over last 7 days`, `days since injured > 3`
fn condition_on_days(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Vec<Rewrite> {
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
fn ewma_window(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
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
