//! A rule as it stood: in go a decided day and a rule, out come its conditions
//! with what they read, and the notes that say so below its own text.

use std::collections::BTreeSet;

use super::words;
use crate::diagnostics::{Note, NoteTone};
use crate::engine::{Inspector, Join, Part};
use crate::report::drawn::DrawnRule;
use crate::ruleset::{ExprId, Rule, RuleId, Ruleset};
use crate::span::Span;

/// Of one rule, no more conditions than this are drawn.
pub(super) const MOST_NOTES: usize = 60;

/// A rule, how it stood, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedRule {
    /// How it stood, and what is said below its conditions.
    pub drawn: DrawnRule,
    /// Its `when` and the parts of it; empty where it always holds.
    pub when: Vec<Part>,
    /// Its `unless` and the parts of it.
    pub unless: Vec<Part>,
    /// The whole rule; of the row of a table, its line.
    pub span: Span,
}

/// How a rule stood on a day, and why.
pub fn rule(day: &Inspector<'_>, id: RuleId) -> ExplainedRule {
    let ruleset = day.ruleset();
    let rule = ruleset.rule(id);
    let parts = |expr: Option<ExprId>| expr.map_or_else(Vec::new, |expr| day.parts(expr));
    let (when, unless) = (parts(rule.when), parts(rule.unless));
    let (mut notes, mut more_notes) = few(notes(day, &when), &when);
    let (of_unless, more_of_unless) = few(self::notes(day, &unless), &unless);
    notes.extend(of_unless);
    more_notes += more_of_unless;
    let by = day.overriders(id).into_iter();
    ExplainedRule {
        drawn: DrawnRule {
            rule: id,
            name: rule.name.clone(),
            verdict: rule.verdict,
            standing: day.standing(id),
            overridden_by: by
                .filter(|(_, does)| *does != Some(false))
                .map(|(by, does)| (ruleset.rule(by).name.clone(), does == Some(true)))
                .collect(),
            lines: lines(ruleset, rule, more_notes > 0),
            notes,
            more_notes,
        },
        span: rule.span,
        when,
        unless,
    }
}

/// What is said below the conditions of one `when`, `unless` or `let`.
pub(super) fn notes(day: &Inspector<'_>, parts: &[Part]) -> Vec<Note> {
    let note = |(at, part): (usize, &Part)| {
        let text = match part.join {
            Join::One => words::one(day, part),
            _ if part.has_head => words::joined(day, parts, at),
            _ => return None,
        };
        Some(Note {
            span: part.span,
            text,
            tone: tone(part.now),
        })
    };
    parts.iter().enumerate().filter_map(note).collect()
}

/// The first notes of those that say why it came out so, in the order written, where
/// there are more than can be drawn; and how many are left out.
pub(super) fn few(notes: Vec<Note>, parts: &[Part]) -> (Vec<Note>, usize) {
    let more = notes.len().saturating_sub(MOST_NOTES);
    if more == 0 {
        return (notes, 0);
    }
    let whole = parts.first().map(|whole| tone(whole.now));
    let (mut telling, others): (Vec<Note>, Vec<Note>) =
        notes.into_iter().partition(|note| Some(note.tone) == whole);
    telling.truncate(MOST_NOTES);
    let room = MOST_NOTES - telling.len();
    telling.extend(others.into_iter().take(room));
    telling.sort_by_key(|note| note.span);
    (telling, more)
}

fn tone(now: Option<bool>) -> NoteTone {
    match now {
        Some(true) => NoteTone::Holds,
        Some(false) => NoteTone::Fails,
        None => NoteTone::Unknown,
    }
}

/// The lines of a rule that say when it holds and what it then gives; of the
/// row of a table, also the title and the header of the table. Lines of conditions
/// that have notes are drawn anyway: `only_noted` leaves it at them.
fn lines(ruleset: &Ruleset, rule: &Rule, only_noted: bool) -> BTreeSet<usize> {
    let sources = &ruleset.sources;
    let mut lines = BTreeSet::new();
    let Some(file) = sources.get(rule.span.file) else {
        return lines;
    };
    let words = |line: usize| {
        let text = file.text().get(file.line_range(line)).unwrap_or("");
        text.trim_start_matches('\u{feff}').trim_start()
    };
    lines.insert(file.line(rule.title_span.start));
    if let Some(table) = rule.table.and_then(|table| table_of(ruleset, table.0)) {
        let title = file.line(table.start);
        let row = file.line(rule.span.start);
        lines.insert(title);
        let mut between = title + 1..row;
        lines.extend(between.find(|&line| words(line).starts_with('|')));
        lines.insert(row);
        return lines;
    }
    let last = file.line(rule.span.end.saturating_sub(1));
    let conditions = rule.when.into_iter().chain(rule.unless);
    for condition in conditions.filter(|_| !only_noted) {
        let span = ruleset.expr(condition).span;
        lines.extend(file.line(span.start)..=file.line(span.end.saturating_sub(1)).min(last));
    }
    let first = file.line(rule.span.start);
    for line in first..=last {
        let mut word = words(line).split_whitespace();
        // A body that stands below its word is shown with that word.
        let is_head = matches!(word.next(), Some("when" | "unless"));
        let gives = ["then", "flag", "overrides"];
        let is_clause = gives.iter().any(|clause| words(line).starts_with(clause));
        if is_clause || is_head {
            lines.insert(line);
        }
    }
    lines
}

fn table_of(ruleset: &Ruleset, table: u32) -> Option<Span> {
    ruleset.tables.get(table as usize).map(|table| table.span)
}
