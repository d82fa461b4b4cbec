//! Pieces of a decision in words: its range, what it waits for, what was read.

use crate::ast::Verdict;
use crate::decision::{Decision, Floor, ReadValue, Reason, Waiting};

/// `modify`, or for a provisional decision `train … rest`.
pub fn range(decision: &Decision) -> String {
    match (decision.possible.first(), decision.possible.last()) {
        (Some(mildest), Some(strictest)) if mildest != strictest => {
            format!("{mildest} … {strictest}")
        }
        _ => decision.verdict.to_string(),
    }
}

/// The strictest verdict that is possible; a list is sorted by it.
pub(super) fn strictest(decision: &Decision) -> Verdict {
    let last = decision.possible.last().copied();
    last.unwrap_or(decision.verdict).max(decision.verdict)
}

/// What speaks for a verdict.
pub(super) enum Why<'a> {
    /// A rule that fires, or `otherwise`.
    Rule(&'a Reason),
    /// A table that is sure of it.
    Table(&'a Floor),
}

/// What speaks for verdicts, the strictest first; of one verdict rules before tables.
pub(super) fn why(decision: &Decision) -> Vec<(Verdict, Why<'_>)> {
    let rules = decision.reasons.iter();
    let rules = rules.filter_map(|reason| Some((reason.verdict?, Why::Rule(reason))));
    let tables = floors(decision).map(|floor| (floor.verdict, Why::Table(floor)));
    let mut all: Vec<_> = rules.chain(tables).collect();
    all.sort_by_key(|(verdict, _)| std::cmp::Reverse(*verdict));
    all
}

/// The tables that keep the verdict from being milder, where no rule is sure of it.
pub(super) fn floors(decision: &Decision) -> impl Iterator<Item = &Floor> {
    let mildest = decision.possible.first();
    let is_sure = |floor: &&Floor| {
        let mut reasons = decision.reasons.iter();
        reasons.any(|reason| reason.sure && reason.verdict == Some(floor.verdict))
    };
    // That it is not milder than `train` is worth a line only where nothing else is said.
    let says_more = |floor: &&Floor| {
        let mut reasons = decision.reasons.iter();
        floor.verdict > Verdict::Train || reasons.all(|reason| reason.verdict.is_none())
    };
    decision
        .floors
        .iter()
        .filter(says_more)
        .filter(move |floor| Some(&floor.verdict) == mildest)
        .filter(move |floor| !is_sure(floor))
}

/// How the verdict stands, as a sentence.
pub(super) fn standing(decision: &Decision) -> String {
    let others: Vec<&str> = decision
        .possible
        .iter()
        .filter(|verdict| **verdict != decision.verdict)
        .map(|verdict| verdict.name())
        .collect();
    if decision.is_final || others.is_empty() {
        return "Final: no answer of today can change this.".into();
    }
    let now = match decision.verdict {
        Verdict::Train => "Train",
        Verdict::Modify => "Modify",
        Verdict::Rest => "Rest",
    };
    format!(
        "{now} for now; it could still become {}.",
        list(&others, "or")
    )
}

/// `a`, `a or b`, `a, b or c`.
pub fn list<T: AsRef<str>>(items: &[T], word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {word} {}", first.join(", "), last.as_ref())
        }
    }
}

/// What a decision waits for: a heading and what stands under it, stage by stage.
pub fn waiting(decision: &Decision) -> Vec<(String, String)> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut add =
        |heading: &str, text: String| match groups.iter_mut().find(|(known, _)| known == heading) {
            Some((_, texts)) => texts.push(text),
            None => groups.push((heading.to_owned(), vec![text])),
        };
    for (stage, input, members) in answers(decision) {
        let text = match members.is_empty() {
            true => input.to_owned(),
            false => format!("{input} ({})", members.join(", ")),
        };
        add(stage.unwrap_or("answers"), text);
    }
    for item in &decision.waiting_on {
        match item {
            Waiting::Answer { .. } => {}
            Waiting::History { of, days } => add("history", missing_days(of, *days)),
            Waiting::NoValue { of, cause } => add("no value", format!("{of} ({cause})")),
        }
    }
    let joined = |(heading, texts): (String, Vec<String>)| (heading, texts.join(", "));
    groups.into_iter().map(joined).collect()
}

/// The answers that a decision waits for: stage, input, and of a map its members.
fn answers(decision: &Decision) -> Vec<(Option<&str>, &str, Vec<&str>)> {
    let mut answers: Vec<(Option<&str>, &str, Vec<&str>)> = Vec::new();
    for item in &decision.waiting_on {
        let Waiting::Answer { stage, input, .. } = item else {
            continue;
        };
        let stage = stage.as_deref();
        match input.split_once('.') {
            None => answers.push((stage, input, Vec::new())),
            Some((map, member)) => match answers.last_mut() {
                Some((known_stage, known, members))
                    if *known_stage == stage && *known == map && !members.is_empty() =>
                {
                    members.push(member);
                }
                _ => answers.push((stage, map, vec![member])),
            },
        }
    }
    answers
}

/// `9 more days of wellness`.
pub fn missing_days(of: &str, days: Option<u32>) -> String {
    match days {
        Some(1) => format!("1 more day of {of}"),
        Some(days) => format!("{days} more days of {of}"),
        None => format!("earlier days of {of}"),
    }
}

/// `sleep: 6 h`, with its day where that is not the day decided.
pub fn value(read: &ReadValue, today: &str) -> String {
    let days = match (&read.date, &read.until) {
        (Some(from), Some(to)) if from != to => format!(" ({from} to {to})"),
        (Some(day), _) if day != today => format!(" ({day})"),
        _ => String::new(),
    };
    format!("{}: {}{days}", read.name, read.datum.text)
}

/// What a condition read, in one line.
pub(super) fn values(values: &[ReadValue], today: &str) -> String {
    let texts: Vec<String> = values.iter().map(|read| value(read, today)).collect();
    texts.join(" · ")
}
