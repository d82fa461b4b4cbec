//! What the conditions of some rules stand on: in go their expressions, out come
//! the `let`s, settings and histories that they read, each once, in the order in
//! which they are met.

use std::collections::{BTreeSet, HashSet, VecDeque};

use super::{rules, words};
use crate::decision::Datum;
use crate::diagnostics::{Note, NoteTone};
use crate::engine::{History, Inspector, Join, Part, Read};
use crate::ruleset::{ExprId, ExprKind, LetId, Ruleset, SettingId, Type};
use crate::span::Span;

/// Of what a table gives, no more rows than this are shown.
const MOST_ROWS: usize = 5;

/// A `let` as it stood.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedLet {
    /// The `let`.
    pub id: LetId,
    /// Its name.
    pub name: String,
    /// What it was.
    pub value: Datum,
    /// What it read; of one that is a condition, its parts say so.
    pub reads: Vec<Read>,
    /// Its parts, where it is a condition.
    pub parts: Vec<Part>,
    /// Its name where it is declared.
    pub span: Span,
    /// The lines that show it, counted from 1.
    pub lines: BTreeSet<usize>,
    /// What is said below it.
    pub notes: Vec<Note>,
    /// Of how many more conditions nothing is said, since there are too many.
    pub more_notes: usize,
}

/// What conditions stand on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    /// `let`s, those that conditions read before those that other `let`s read.
    pub lets: Vec<ExplainedLet>,
    /// Settings.
    pub settings: Vec<SettingId>,
    /// Windows, counts of days and the like.
    pub histories: Vec<History>,
}

/// What these expressions read, directly or by `let`s.
pub fn names(day: &Inspector<'_>, conditions: &[ExprId]) -> Names {
    let mut names = Names::default();
    let mut seen = HashSet::new();
    let (mut lets, mut settings) = (HashSet::new(), HashSet::new());
    let mut ahead: VecDeque<ExprId> = conditions.iter().copied().collect();
    let mut histories = HashSet::new();
    while let Some(whole) = ahead.pop_front() {
        for history in day.histories(whole) {
            if histories.insert((history.name.clone(), history.on.clone())) {
                names.histories.push(history);
            }
        }
        let mut inside = vec![whole];
        while let Some(id) = inside.pop() {
            if !seen.insert(id) {
                continue;
            }
            let kind = &day.ruleset().expr(id).kind;
            match kind {
                ExprKind::Let(id) if lets.insert(*id) => {
                    names.lets.push(explained(day, *id));
                    ahead.push_back(day.ruleset().let_(*id).expr);
                }
                ExprKind::Setting(id) if settings.insert(*id) => names.settings.push(*id),
                ExprKind::SettingAtMember { first, choice } => {
                    let members = day.ruleset().choice(*choice).members.len();
                    let all = (first.0..).take(members).map(SettingId);
                    names.settings.extend(all.filter(|id| settings.insert(*id)));
                }
                // What is read on an earlier day is told with its history.
                ExprKind::Ago(..) => {}
                kind => inside.extend(kind.operands().into_iter().rev()),
            }
        }
    }
    names
}

fn explained(day: &Inspector<'_>, id: LetId) -> ExplainedLet {
    let ruleset = day.ruleset();
    let given = ruleset.let_(id);
    let expr = ruleset.expr(given.expr);
    let mut shown = ExplainedLet {
        id,
        name: given.name.clone(),
        value: day.datum(given.expr),
        reads: Vec::new(),
        parts: Vec::new(),
        span: given.span,
        lines: BTreeSet::new(),
        notes: Vec::new(),
        more_notes: 0,
    };
    if let ExprKind::Lookup { rows, heads, .. } = &expr.kind {
        shown.reads = heads.iter().flat_map(|&head| day.reads(head)).collect();
        table(day, rows, &mut shown);
        return shown;
    }
    if expr.ty == Type::Truth {
        shown.parts = day.parts(given.expr);
        let notes = rules::notes(day, &shown.parts);
        (shown.notes, shown.more_notes) = rules::few(notes, &shown.parts);
        shown.lines = lines(ruleset, id, shown.more_notes > 0);
        let list = shown.parts.first().is_some_and(|whole| !whole.has_head);
        // Of conditions joined by `and`, nothing says yet what they come to.
        if list && shown.parts.len() > 1 {
            shown.notes.push(note(given.span, &words::of(&shown.parts)));
        }
        return shown;
    }
    shown.reads = day.reads(given.expr);
    let today = words::today(day);
    let in_it = |read: &&Read| ruleset.expr(read.expr).span.file == expr.span.file;
    let notes = shown.reads.iter().filter(in_it).map(|read| {
        let text = words::value_of(read, &today);
        note(ruleset.expr(read.expr).span, &text)
    });
    shown.notes = notes.collect();
    shown.more_notes = shown.notes.len().saturating_sub(rules::MOST_NOTES);
    shown.notes.truncate(rules::MOST_NOTES);
    shown.lines = lines(ruleset, id, shown.more_notes > 0);
    if let ExprKind::OverMembers {
        among: Some(among), ..
    } = expr.kind
    {
        let text = day.datum(among).text;
        shown.notes.push(note(ruleset.expr(among).span, &text));
    }
    shown
}

/// The lines of a `let`; only its first where those with notes are enough.
fn lines(ruleset: &Ruleset, id: LetId, only_noted: bool) -> BTreeSet<usize> {
    let given = ruleset.let_(id);
    let end = ruleset.expr(given.expr).span.end.saturating_sub(1);
    let Some(file) = ruleset.sources.get(given.span.file) else {
        return BTreeSet::new();
    };
    let first = file.line(given.span.start);
    match only_noted {
        true => BTreeSet::from([first]),
        false => (first..=file.line(end.max(given.span.start))).collect(),
    }
}

/// The rows of a table that may hold, each cell with what it asks, and what it gives.
fn table(day: &Inspector<'_>, rows: &[(ExprId, ExprId)], shown: &mut ExplainedLet) {
    let ruleset = day.ruleset();
    let candidates = rows.iter().filter(|(condition, _)| {
        let whole = day.shape(*condition);
        whole.first().is_some_and(|whole| whole.now != Some(false))
    });
    let Some(file) = ruleset.sources.get(shown.span.file) else {
        return;
    };
    shown.lines.insert(file.line(shown.span.start));
    for &(condition, value) in candidates.take(MOST_ROWS) {
        let parts = day.parts(condition);
        // Of a row that holds where no other does there is no cell to point at.
        let is_cell = |part: &&Part| part.join == Join::One;
        let cells: Vec<Part> = parts.iter().filter(is_cell).cloned().collect();
        shown.notes.extend(rules::notes(day, &cells));
        let span = ruleset.expr(value).span;
        shown.notes.push(note(span, &day.datum(value).text));
        shown.parts.extend(parts);
    }
}

fn note(span: Span, text: &str) -> Note {
    Note {
        span,
        text: text.to_owned(),
        tone: NoteTone::Value,
    }
}
