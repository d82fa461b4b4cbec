//! What the tests of a ruleset try, and what they leave out: in go the ruleset
//! and the days of its cases, out comes a [`Coverage`].
//!
//! 1. `places`, found by `walk`: the rules, rows, conditions and thresholds of the
//!    ruleset's own file;
//! 2. `meter`: which ways each can stand, and how it stood in a case; `lies`: the same
//!    of the numbers beside a threshold;
//! 3. here: how often over all cases; `text` says it in words.
//!
//! All cases are worked out together, as the days of one athlete each.

pub(super) mod lies;
pub(super) mod meter;
pub(super) mod places;
pub(super) mod text;
mod walk;

use crate::days::Days;
use crate::engine::{Options, show};
use crate::ruleset::{ExprId, ExprKind, NumberType, Ruleset, Type};
use crate::span::Span;
use meter::{Meter, Place, Seen, Target};
use places::Turn;

/// What the tests of one ruleset try.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Rules, rows, conditions and thresholds, each by where they stand.
    pub items: Vec<Item>,
}

/// Something that tests can try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// The name of a rule or a row, or a condition as it is written; of a
    /// threshold, the comparison, or in a cell of a table what is compared.
    pub text: String,
    /// Of a threshold, the number, with its unit, and the setting that it is.
    pub limit: Option<String>,
    /// The file, as messages name it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, in characters, counted from 1.
    pub column: usize,
    /// How it can stand.
    pub states: Vec<State>,
}

/// What an [`Item`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ItemKind {
    /// A rule.
    Rule,
    /// A row of a table.
    Row,
    /// One of the conditions that `and`, `or`, `not` and lists join.
    Condition,
    /// A comparison with a number or a setting.
    Threshold,
}

/// One way in which an [`Item`] can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// `fired`, `not_fired`, `may_fire`, `overridden`; `true`, `false`, `unknown`;
    /// `below`, `at`, `above`.
    pub name: &'static str,
    /// In how many cases it stood so.
    pub cases: usize,
    /// Whether tests should try it: the others are only told.
    pub needed: bool,
}

impl State {
    /// Whether a test is missing.
    pub fn is_missing(&self) -> bool {
        self.needed && self.cases == 0
    }
}

impl ItemKind {
    /// All kinds, in the order they are told.
    pub const ALL: [Self; 4] = [Self::Rule, Self::Row, Self::Condition, Self::Threshold];

    /// `rule`, `row`, `condition`, `threshold`, or several of them.
    pub fn counted(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Rule, 1) => "rule",
            (Self::Rule, _) => "rules",
            (Self::Row, 1) => "row",
            (Self::Row, _) => "rows",
            (Self::Condition, 1) => "condition",
            (Self::Condition, _) => "conditions",
            (Self::Threshold, 1) => "threshold",
            (Self::Threshold, _) => "thresholds",
        }
    }

    fn states(self) -> &'static [&'static str] {
        match self {
            Self::Rule => &["fired", "not_fired", "may_fire", "overridden"],
            Self::Row | Self::Condition => &["true", "false", "unknown"],
            Self::Threshold => &["below", "at", "above"],
        }
    }
}

impl Item {
    /// Whether every way in which it can stand was tried.
    pub fn is_whole(&self) -> bool {
        !self.states.iter().any(State::is_missing)
    }
}

impl Coverage {
    /// The items of a kind.
    pub fn of(&self, kind: ItemKind) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(move |item| item.kind == kind)
    }

    /// How many ways to stand were tried, and how many there are.
    pub fn tried(&self) -> (usize, usize) {
        let states = || self.items.iter().flat_map(|item| &item.states);
        let needed = states().filter(|state| state.needed);
        let missing = states().filter(|state| state.is_missing()).count();
        let needed = needed.count();
        (needed - missing, needed)
    }

    /// The share that was tried in percent, rounded down: 100 only if nothing is
    /// missing. 100, too, where there is nothing to try.
    pub fn percent(&self) -> usize {
        match self.tried() {
            (_, 0) => 100,
            (tried, needed) => tried * 100 / needed,
        }
    }

    /// Whether at least this share in percent was tried.
    pub fn reaches(&self, percent: f64) -> bool {
        let (tried, needed) = self.tried();
        let count = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        needed == 0 || count(tried) * 100.0 >= count(needed) * percent * (1.0 - 1e-12)
    }
}

/// Measures what cases try: `days` and `options` are theirs, as
/// [`cases`](super::cases) makes them.
pub(super) fn measure(ruleset: &Ruleset, days: &Days, options: &Options) -> Coverage {
    let meter = Meter::new(ruleset);
    let seen = meter.evaluator.inspect(days, options, |day| {
        let look = |target: &Target| meter.look(target, day);
        meter.targets.iter().map(look).collect::<Vec<Seen>>()
    });
    let mut items: Vec<Item> = meter
        .targets
        .iter()
        .map(|target| item(&meter, target))
        .collect();
    for case in seen {
        for (item, seen) in items.iter_mut().zip(case) {
            for (state, bit) in item.states.iter_mut().zip(Seen::ALL) {
                state.cases += usize::from(seen.has(bit));
            }
        }
    }
    for (item, target) in items.iter_mut().zip(&meter.targets) {
        // What cannot be is not told of.
        let can_be = target.needed.and(target.told);
        let mut bits = Seen::ALL.into_iter();
        item.states
            .retain(|state| bits.next().is_some_and(|bit| can_be.has(bit)) || state.cases > 0);
    }
    Coverage { items }
}

/// A place with nothing tried yet.
fn item(meter: &Meter<'_>, target: &Target) -> Item {
    let ruleset = meter.ruleset;
    let (kind, text, limit, span) = match &target.place {
        Place::Rule(id) => {
            let rule = ruleset.rule(*id);
            (ItemKind::Rule, rule.name.clone(), None, rule.title_span)
        }
        Place::Row(index) => {
            let row = meter.places.rows.get(*index);
            let (name, span) =
                row.map_or_else(Default::default, |row| (row.name.clone(), row.span));
            (ItemKind::Row, name, None, span)
        }
        Place::Condition(index) => {
            let expr = meter.places.conditions.get(*index).map(|place| place.expr);
            let span = expr.map_or_else(Span::default, |expr| ruleset.expr(expr).span);
            let text = expr.map_or_else(String::new, |expr| source(ruleset, expr));
            (ItemKind::Condition, text, None, span)
        }
        Place::Threshold(turns) => {
            let first = turns.first();
            let span = first.map_or_else(Span::default, |turn| ruleset.expr(turn.comparison).span);
            let text = first.map_or_else(String::new, |turn| compared(ruleset, turn));
            let limit = first.map(|turn| limit_text(ruleset, turn, target.limit));
            (ItemKind::Threshold, text, limit, span)
        }
    };
    let file = ruleset.sources.get(span.file);
    let (line, column) = file.map_or((0, 0), |file| file.line_and_column(span.start));
    let states = kind.states().iter().zip(Seen::ALL);
    Item {
        kind,
        text,
        limit,
        file: file.map_or_else(String::new, |file| file.name().to_owned()),
        line,
        column,
        states: states
            .map(|(name, bit)| State {
                name,
                cases: 0,
                needed: target.needed.has(bit),
            })
            .collect(),
    }
}

/// An expression as written, on one line.
pub(super) fn source(ruleset: &Ruleset, expr: ExprId) -> String {
    super::one_line(ruleset.sources.text(ruleset.expr(expr).span))
}

/// A comparison as written; of a cell, and of `is between`, only what is compared.
pub(super) fn compared(ruleset: &Ruleset, turn: &Turn) -> String {
    let (whole, value) = (
        ruleset.expr(turn.comparison).span,
        ruleset.expr(turn.value).span,
    );
    let is_inside =
        value.file == whole.file && whole.start <= value.start && value.end <= whole.end;
    let is_simple = matches!(ruleset.expr(turn.comparison).kind, ExprKind::Compare(..));
    match is_inside && is_simple {
        true => source(ruleset, turn.comparison),
        false => source(ruleset, turn.value),
    }
}

/// `5`, `severe (8)`, `20%`
fn limit_text(ruleset: &Ruleset, turn: &Turn, limit: f64) -> String {
    let written = source(ruleset, turn.limit);
    match &ruleset.expr(turn.value).ty {
        Type::Number(number) if written.starts_with(char::is_alphabetic) => {
            format!("{written} ({})", show::number(limit, limit, number).text)
        }
        Type::Number(number) => show_exactly(limit, number),
        _ => written,
    }
}

/// A number with its unit and all its decimals.
pub(super) fn show_exactly(number: f64, ty: &NumberType) -> String {
    ty.unit.show(&format!("{number}"))
}
