//! What is said of a condition: in goes a part of one with what it read, out
//! comes `true: sore today 6, severe 8`, `not known: sleep is not answered`.

use crate::decision::{ReadValue, Waiting};
use crate::engine::{Inspector, Join, Part, Read, show};
use crate::report::{list, missing_days};
use crate::ruleset::{ExprId, ExprKind, Type};

/// More values than this are counted, not written out.
const MOST: usize = 6;

/// One condition without parts.
pub fn one(day: &Inspector<'_>, part: &Part) -> String {
    let head = truth(part.now, part.sure);
    let said = match part.now {
        None => waits(&part.waits_for).or_else(|| values(day, &part.reads)),
        Some(_) => values_of_one(day, part),
    };
    let still = match (part.now, part.sure) {
        (Some(_), None) => waits(&part.waits_for),
        _ => None,
    };
    let mut text = head.to_owned();
    if let Some(said) = said {
        text.push_str(": ");
        text.push_str(&said);
    }
    if let Some(still) = still {
        text.push_str("; ");
        text.push_str(&still);
    }
    text
}

/// A list, or what `not` stands before: `true: 2 of 4: sleep debt 5.5 h, stress 8`.
pub fn joined(day: &Inspector<'_>, parts: &[Part], at: usize) -> String {
    let Some(part) = parts.get(at) else {
        return String::new();
    };
    let head = truth(part.now, part.sure);
    match gist(day, parts, at) {
        Some(gist) => format!("{head}: {gist}"),
        None => head.to_owned(),
    }
}

/// Of how many parts of a list, and what those read that make it so.
fn gist(day: &Inspector<'_>, parts: &[Part], at: usize) -> Option<String> {
    let part = parts.get(at)?;
    let items = || parts.iter().filter(move |item| item.parent == Some(at));
    let count = |now: Option<bool>| items().filter(|item| item.now == now).count();
    let (all, hold, unknown) = (items().count(), count(Some(true)), count(None));
    let mut text = match part.join {
        Join::One => return values_of_one(day, part),
        Join::Not => return None,
        _ if hold == 0 => format!("none of {all}"),
        _ => format!("{hold} of {all}"),
    };
    match (part.join, part.now) {
        (Join::AtLeast(Some(needed)), Some(false) | None) => {
            text.push_str(&format!(", {} needed", show::number_text(needed)));
        }
        (Join::AtLeast(None), _) => text.push_str(", how many are needed is not known"),
        _ => {}
    }
    if part.now.is_none() && unknown > 0 {
        text.push_str(&format!(", {unknown} not known"));
    }
    // What an `all of` or `any of` came out as is made by some of its parts.
    let telling = match (part.join, part.now) {
        (Join::None, Some(now)) => Some(!now),
        (_, now) => now,
    };
    let reads: Vec<&Read> = items()
        .filter(|item| item.now == telling)
        .flat_map(|item| &item.reads)
        .collect();
    let said = match part.now {
        Some(_) => texts(day, reads.into_iter()),
        None => {
            let waits_for = items().flat_map(|item| item.waits_for.iter().cloned());
            waits(&waits_for.collect::<Vec<_>>())
        }
    };
    if let Some(said) = said {
        text.push_str(": ");
        text.push_str(&said);
    }
    Some(text)
}

/// How a condition stands, in words.
pub fn truth(now: Option<bool>, sure: Option<bool>) -> &'static str {
    match (now, sure) {
        (Some(true), Some(_)) => "true",
        (Some(true), None) => "true for now",
        (Some(false), Some(_)) => "false",
        (Some(false), None) => "false for now",
        (None, _) => "not known",
    }
}

/// A name of the ruleset as it is said: `sleep debt`, `soreness of quads`.
pub fn plain(name: &str) -> String {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let spaced = name.replace('_', " ");
    match name.split_once('.') {
        Some((map, member)) if name.chars().all(is_name) => {
            format!("{} of {}", map.replace('_', " "), member.replace('_', " "))
        }
        _ => spaced,
    }
}

/// What a condition without parts read. A single history is not named once more
/// below its own text; a `let` that is a condition is said by what it is made of.
fn values_of_one(day: &Inspector<'_>, part: &Part) -> Option<String> {
    let kind = &day.ruleset().expr(part.expr).kind;
    if let ExprKind::Let(name) = kind {
        let inner = day.parts(day.ruleset().let_(*name).expr);
        return gist(day, &inner, 0);
    }
    if let [only] = part.reads.as_slice() {
        let kind = &day.ruleset().expr(only.expr).kind;
        let is_history = matches!(
            kind,
            ExprKind::OverDays { .. }
                | ExprKind::Ewma { .. }
                | ExprKind::Latest { .. }
                | ExprKind::Days(..)
        );
        if is_history {
            return Some(value(&only.value, &today(day)));
        }
    }
    values(day, &part.reads)
}

/// Values by name.
pub(super) fn values(day: &Inspector<'_>, reads: &[Read]) -> Option<String> {
    texts(day, reads.iter())
}

fn texts<'r>(day: &Inspector<'_>, reads: impl Iterator<Item = &'r Read>) -> Option<String> {
    let today = today(day);
    let mut texts: Vec<String> = Vec::new();
    for read in reads {
        let text = named(day, read, &today);
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    shortened(texts).map(|texts| texts.join(", "))
}

/// `soreness of quads 6`, `highest soreness 6 (quads)`
pub(super) fn named(day: &Inspector<'_>, read: &Read, today: &str) -> String {
    let is_truth = day.ruleset().expr(read.expr).ty == Type::Truth;
    // How many days it needs is no part of what it is.
    let name = read.value.name.split(" with at least ").next();
    let name = plain(name.unwrap_or_default());
    let value = value_of(read, today);
    match is_truth {
        true => format!("{name}: {value}"),
        false => format!("{name} {value}"),
    }
}

/// `6`, `5.5 h (2026-05-06 to 2026-05-08)`; the day decided is not named.
pub(super) fn value(read: &ReadValue, today: &str) -> String {
    let text = &read.datum.text;
    match (&read.date, &read.until) {
        (Some(from), Some(to)) if from != to => format!("{text} ({from} to {to})"),
        (Some(day), _) if day != today => format!("{text} ({day})"),
        _ => text.clone(),
    }
}

/// What a condition would have to be, and what it read: `sore_today >= severe is
/// false (sore today 9, severe 8)`.
pub(super) fn wanted(day: &Inspector<'_>, part: &Part, wanted: bool, lacks: bool) -> String {
    let text = written(day, part.expr);
    let is = match wanted {
        true if lacks => "",
        true => " is true",
        false => " is false",
    };
    let said = match part.now {
        None => waits(&part.waits_for).or_else(|| values(day, &part.reads)),
        Some(_) => values_of_one(day, part),
    };
    match said {
        Some(said) => format!("`{text}`{is} ({said})"),
        None => format!("`{text}`{is}"),
    }
}

/// A condition as the ruleset writes it, on one line; of the cell of a table, with
/// what stands at the head of its column.
pub fn written(day: &Inspector<'_>, condition: ExprId) -> String {
    let text = one_line(
        day.ruleset()
            .sources
            .text(day.ruleset().expr(condition).span),
    );
    match cell_head(day, condition) {
        Some(head) => format!("{head}: {text}"),
        None => text,
    }
}

/// What a cell of a table is compared with, which stands outside of it.
fn cell_head(day: &Inspector<'_>, condition: ExprId) -> Option<String> {
    let ruleset = day.ruleset();
    let span = ruleset.expr(condition).span;
    let mut ahead = vec![condition];
    while let Some(id) = ahead.pop() {
        let expr = ruleset.expr(id);
        let is_inside = expr.span.start >= span.start && expr.span.end <= span.end;
        if !is_inside || expr.span.file != span.file {
            return Some(one_line(ruleset.sources.text(expr.span)));
        }
        ahead.extend(expr.kind.operands().into_iter().rev());
    }
    None
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value alone: `6 (quads)`, `5.5 h (2026-05-06 to 2026-05-08)`.
pub(super) fn value_of(read: &Read, today: &str) -> String {
    match members(read) {
        of if of.is_empty() => value(&read.value, today),
        of => format!("{}{of}", value(&read.value, today)),
    }
}

/// ` (quads, glutes)`
fn members(read: &Read) -> String {
    match read.of.as_slice() {
        [] => String::new(),
        of if of.len() > MOST => format!(" ({} members)", of.len()),
        of => format!(" ({})", of.join(", ")),
    }
}

/// What conditions come to together, without what they read: `true for now`.
pub(super) fn of(parts: &[Part]) -> String {
    let whole = parts.first();
    whole.map_or_else(String::new, |whole| truth(whole.now, whole.sure).to_owned())
}

pub(super) fn today(day: &Inspector<'_>) -> String {
    show::date_text(day.day())
}

/// What has to come before something is known; `None` where nothing would help.
pub fn waits(waits_for: &[Waiting]) -> Option<String> {
    let mut answers: Vec<String> = Vec::new();
    let mut others: Vec<String> = Vec::new();
    for item in waits_for {
        let (texts, text) = match item {
            Waiting::Answer { input, .. } => (&mut answers, plain(input)),
            Waiting::History { of, days } => {
                let days = missing_days(of, *days);
                (&mut others, format!("{days} needed"))
            }
            Waiting::NoValue { of, cause } => (&mut others, format!("{of} has no value ({cause})")),
        };
        if !texts.contains(&text) {
            texts.push(text);
        }
    }
    let is = if answers.len() == 1 { "is" } else { "are" };
    let answers =
        shortened(answers).map(|names| format!("{} {is} not answered", list(&names, "and")));
    let all: Vec<String> = answers
        .into_iter()
        .chain(shortened(others).into_iter().flatten())
        .collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// The first few, and how many more there are; `None` where there is none.
pub(super) fn shortened(mut texts: Vec<String>) -> Option<Vec<String>> {
    if texts.len() > MOST {
        let more = texts.len() - MOST + 1;
        texts.truncate(MOST - 1);
        texts.push(format!("{more} more"));
    }
    (!texts.is_empty()).then_some(texts)
}
