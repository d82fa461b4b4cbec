//! A rule as it stood: in go a decided day and a rule, out come its conditions
//! with what they read, and the notes that say so below its own text.

use std::collections::BTreeSet;

use super::words;
use crate::diagnostics::{Note, NoteTone};
use crate::engine::{Inspector, Join, Part};
use crate::report::drawn::DrawnRule;
use crate::ruleset::{ExprId, Rule, RuleId, Ruleset};
use crate::span::Span;

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
    let mut notes = notes(day, &when);
    notes.extend(self::notes(day, &unless));
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
            lines: lines(ruleset, rule),
            notes,
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

fn tone(now: Option<bool>) -> NoteTone {
    match now {
        Some(true) => NoteTone::Holds,
        Some(false) => NoteTone::Fails,
        None => NoteTone::Unknown,
    }
}

/// The lines of a rule that say when it holds and what it then gives; of the
/// row of a table, also the title and the header of the table.
fn lines(ruleset: &Ruleset, rule: &Rule) -> BTreeSet<usize> {
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
    for condition in rule.when.into_iter().chain(rule.unless) {
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
