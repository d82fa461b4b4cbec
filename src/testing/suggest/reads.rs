//! What a goal hangs on: in go a place and its rule, out come the inputs that they
//! read, on which days, and how those days matter.

use std::collections::HashSet;

use super::super::coverage::meter::{Meter, Place, Target};
use super::super::coverage::places::ALL_DAYS;
use crate::ruleset::{DayCount, ExprId, ExprKind, InputId, Over, RuleId, Ruleset, WindowFunc};

/// No more inputs are varied than this.
const MOST_READS: usize = 24;

/// How the days of a history matter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Shape {
    /// It is counted how many of them there are.
    pub counted: bool,
    /// Their slope matters.
    pub slope: bool,
    /// Their spread matters.
    pub spread: bool,
}

/// An input that a goal reads, and on which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Read {
    pub input: InputId,
    /// One member of a map; `None` for all, or for what is no map.
    pub member: Option<u8>,
    /// From so many days before the day decided …
    pub nearest: u32,
    /// … to so many.
    pub furthest: u32,
    pub shape: Shape,
}

/// The inputs that a goal, or its rule, reads; those of the goal first.
pub(super) fn reads(ruleset: &Ruleset, roots: &[ExprId]) -> Vec<Read> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut ahead: Vec<(ExprId, u32, u32, Shape)> = roots
        .iter()
        .rev()
        .map(|&root| (root, 0, 0, Shape::default()))
        .collect();
    while let Some(visit) = ahead.pop() {
        // `let`s that read each other on other days would multiply them without end.
        if !seen.insert(visit) || seen.len() > 4096 {
            continue;
        }
        let (id, nearest, furthest, shape) = visit;
        let mut add = |input: InputId, member: Option<u8>| {
            let read = Read {
                input,
                member,
                nearest,
                furthest,
                shape,
            };
            if !found.contains(&read) && found.len() < MOST_READS {
                found.push(read);
            }
        };
        let over = |over: Over| {
            let last = u32::from(over.before_today);
            let furthest = furthest.saturating_add(over.days - 1 + last);
            (nearest.saturating_add(last), furthest)
        };
        let kind = &ruleset.expr(id).kind;
        let (nearest, furthest, shape) = match kind {
            ExprKind::Input(input) => {
                add(*input, None);
                continue;
            }
            ExprKind::InputMember(input, member) => {
                add(*input, Some(*member));
                continue;
            }
            ExprKind::InputAtMember(input) => {
                add(*input, None);
                continue;
            }
            ExprKind::Let(name) => {
                ahead.push((ruleset.let_(*name).expr, nearest, furthest, shape));
                continue;
            }
            ExprKind::OverDays {
                func, over: days, ..
            } => {
                let (nearest, furthest) = over(*days);
                let shape = Shape {
                    slope: shape.slope || *func == WindowFunc::Trend,
                    spread: shape.spread
                        || matches!(
                            func,
                            WindowFunc::ZScore | WindowFunc::Sd | WindowFunc::PopulationSd
                        ),
                    ..shape
                };
                // The z-score is that of today's value.
                if *func == WindowFunc::ZScore && nearest > 0 {
                    let today = kind.operands().into_iter();
                    ahead.extend(today.map(|id| (id, 0, 0, shape)));
                }
                (nearest, furthest, shape)
            }
            ExprKind::Days(count, _) => {
                let (nearest, furthest) = match count {
                    DayCount::When(days) => over(*days),
                    DayCount::InARow | DayCount::Since => (nearest, ALL_DAYS),
                };
                let counted = true;
                (nearest, furthest, Shape { counted, ..shape })
            }
            ExprKind::Ewma { .. } => (nearest, ALL_DAYS, shape),
            ExprKind::Latest { within, .. } => (
                nearest,
                furthest.saturating_add(within.unwrap_or(ALL_DAYS)),
                Shape {
                    counted: true,
                    ..shape
                },
            ),
            ExprKind::Ago(_, days) => (
                nearest.saturating_add(*days),
                furthest.saturating_add(*days),
                shape,
            ),
            _ => (nearest, furthest, shape),
        };
        let operands = kind.operands().into_iter().rev();
        ahead.extend(operands.map(|id| (id, nearest, furthest, shape)));
    }
    found
}

/// What a goal hangs on: its own expressions, then those of its rule.
pub(super) fn roots(meter: &Meter<'_>, target: &Target, rule: Option<RuleId>) -> Vec<ExprId> {
    let own: Vec<ExprId> = match &target.place {
        Place::Row(index) => {
            let row = meter.places.rows.get(*index);
            row.and_then(|row| row.condition).into_iter().collect()
        }
        Place::Condition(index) => {
            let place = meter.places.conditions.get(*index);
            place.map(|place| place.expr).into_iter().collect()
        }
        Place::Threshold(turns) => turns.iter().map(|turn| turn.comparison).collect(),
        Place::Rule(_) => Vec::new(),
    };
    let mut roots = own;
    // What is read inside a history is reached by what reads it.
    if let Some(id) = rule {
        let overriders = meter.evaluator.overriders(id);
        for &id in std::iter::once(&id).chain(overriders) {
            let rule = meter.ruleset.rule(id);
            roots.extend(rule.when.into_iter().chain(rule.unless));
        }
    } else {
        let rules = meter.ruleset.rules.iter().take(64);
        roots.extend(rules.flat_map(|rule| rule.when.into_iter().chain(rule.unless)));
    }
    roots
}
