//! How far a day is from what is looked for: in go a decided day, a place and how
//! it should stand, out comes a distance that shrinks as the day comes nearer, so
//! that a search can follow it; and how far the rest of the rule is from hanging
//! on that place alone.

use super::super::coverage::lies::tolerance;
use super::super::coverage::meter::{Meter, Place, Seen, Target, each_reading};
use super::super::coverage::places::At;
use crate::engine::Inspector;
use crate::ruleset::{ChoiceId, CompareOp, ExprId, ExprKind, RuleId, Type};

/// Conditions nested deeper are taken for one.
const DEEPEST: usize = 64;
/// What is unknown is further away than anything that is known.
const UNKNOWN: f64 = 1.5;

/// What is looked for: a way in which a place can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Goal {
    /// The place, by its index in [`Meter::targets`].
    pub target: usize,
    /// How it should stand.
    pub bit: Seen,
}

/// How far a day is from a goal; 0 is there.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct Score {
    /// From the goal.
    pub goal: f64,
    /// From what makes the rule hang on it, and the decision final.
    pub rest: f64,
}

impl Score {
    /// Nothing is left to be done.
    pub fn is_there(self) -> bool {
        self.goal == 0.0 && self.rest == 0.0
    }
}

/// A day measured against a goal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    pub score: Score,
    /// Of a threshold, how far above it the value lies that is nearest to it.
    pub above: Option<f64>,
}

/// The rule that a place belongs to, and what else must be for it to hang on it.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// The rule.
    pub rule: Option<RuleId>,
    /// Conditions beside it, and how they should stand.
    beside: Vec<(ExprId, bool)>,
}

impl Surroundings {
    /// Finds the first rule that hangs on an expression.
    pub fn of(meter: &Meter<'_>, target: &Target) -> Self {
        let sought: Vec<ExprId> = match &target.place {
            Place::Rule(rule) => {
                return Self {
                    rule: Some(*rule),
                    beside: Vec::new(),
                };
            }
            Place::Row(index) => {
                let row = meter.places.rows.get(*index);
                row.and_then(|row| row.condition).into_iter().collect()
            }
            Place::Condition(index) => {
                let place = meter.places.conditions.get(*index);
                place.map(|place| place.expr).into_iter().collect()
            }
            Place::Threshold(turns) => turns.iter().map(|turn| turn.comparison).collect(),
        };
        for (id, rule) in (0..).map(RuleId).zip(&meter.ruleset.rules) {
            let mut beside = Vec::new();
            if let Some(when) = rule.when
                && path(meter, when, &sought, &mut beside, 0)
            {
                beside.extend(rule.unless.map(|unless| (unless, false)));
                return Self {
                    rule: Some(id),
                    beside,
                };
            }
            beside.clear();
            if let Some(unless) = rule.unless
                && path(meter, unless, &sought, &mut beside, 0)
            {
                beside.extend(rule.when.map(|when| (when, true)));
                return Self {
                    rule: Some(id),
                    beside,
                };
            }
        }
        Self::default()
    }

    pub fn distance(&self, meter: &Meter<'_>, day: &Inspector<'_>) -> f64 {
        let beside = self.beside.iter();
        let apart: f64 = beside
            .map(|&(condition, want)| truth(meter, day, condition, want, 0, &[], 0))
            .sum();
        apart + if day.outcome().is_final() { 0.0 } else { 0.25 }
    }
}

/// Whether a condition holds one of the sought, and what else it is joined with.
fn path(
    meter: &Meter<'_>,
    id: ExprId,
    sought: &[ExprId],
    beside: &mut Vec<(ExprId, bool)>,
    depth: usize,
) -> bool {
    if sought.contains(&id) {
        return true;
    }
    if depth > DEEPEST {
        return false;
    }
    let before = beside.len();
    let found = match &meter.ruleset.expr(id).kind {
        ExprKind::Let(name) => {
            let meant = meter.ruleset.let_(*name).expr;
            path(meter, meant, sought, beside, depth + 1)
        }
        ExprKind::Not(inner) => path(meter, *inner, sought, beside, depth + 1),
        kind @ (ExprKind::And(items) | ExprKind::Or(items) | ExprKind::AtLeast(_, items)) => {
            let at = items
                .iter()
                .position(|&item| path(meter, item, sought, beside, depth + 1));
            if let Some(at) = at {
                // Of `at least N of`, one less than N others make it hang on this one.
                let mut wanted = match kind {
                    ExprKind::And(_) => items.len(),
                    ExprKind::Or(_) => 0,
                    ExprKind::AtLeast(count, _) => needed(meter, *count).saturating_sub(1),
                    _ => 0,
                };
                for (index, &item) in items.iter().enumerate() {
                    if index != at {
                        beside.push((item, wanted > 0));
                        wanted = wanted.saturating_sub(1);
                    }
                }
            }
            at.is_some()
        }
        _ => false,
    };
    if !found {
        beside.truncate(before);
    }
    found
}

/// The N of `at least N of`, where it is written out.
fn needed(meter: &Meter<'_>, count: ExprId) -> usize {
    match meter.ruleset.expr(count).kind {
        ExprKind::Number(count) => (1..=64)
            .find(|&n| f64::from(n) >= count)
            .map_or(1, |n| usize::try_from(n).unwrap_or(1)),
        _ => 1,
    }
}

/// Measures a day.
pub(super) fn measure(
    meter: &Meter<'_>,
    day: &Inspector<'_>,
    target: &Target,
    bit: Seen,
    surroundings: &Surroundings,
) -> Measured {
    let (apart, above) = distance(meter, day, target, bit);
    // What the meter says counts; the distance only leads there.
    let is_there = meter.look(target, day).has(bit);
    Measured {
        score: Score {
            goal: if is_there { 0.0 } else { apart.max(1e-6) },
            rest: surroundings.distance(meter, day),
        },
        above,
    }
}

fn distance(
    meter: &Meter<'_>,
    day: &Inspector<'_>,
    target: &Target,
    bit: Seen,
) -> (f64, Option<f64>) {
    let want = bit == Seen::FIRST;
    match &target.place {
        Place::Rule(id) => (rule(meter, day, *id, want, 0), None),
        Place::Row(index) => match meter.places.rows.get(*index) {
            Some(row) => match row.condition {
                Some(condition) => (nearest(meter, day, condition, want, &row.at), None),
                None => (f64::INFINITY, None),
            },
            None => (f64::INFINITY, None),
        },
        Place::Condition(index) => match meter.places.conditions.get(*index) {
            Some(place) => (nearest(meter, day, place.expr, want, &place.at), None),
            None => (f64::INFINITY, None),
        },
        Place::Threshold(turns) => {
            let (mut least, mut above) = (f64::INFINITY, None);
            for turn in turns {
                each_reading(day, &turn.at, |ago, members| {
                    let value = day.number_before(turn.value, ago, members);
                    let limit = day.number_before(turn.limit, ago, members);
                    if let (Some(value), Some(limit)) = (value, limit) {
                        let apart = value - limit;
                        let from = match bit {
                            Seen::FIRST => (apart + target.step / 2.0).abs(),
                            Seen::THIRD => (apart - target.step / 2.0).abs(),
                            _ => apart.abs(),
                        };
                        let from = near(from, target.step);
                        if from < least {
                            least = from;
                            above = Some(apart);
                        }
                    } else {
                        least = least.min(UNKNOWN);
                    }
                    true
                });
            }
            (least.min(2.0), above)
        }
    }
}

/// How far a rule is from firing, or from not firing.
fn rule(meter: &Meter<'_>, day: &Inspector<'_>, id: RuleId, fires: bool, depth: usize) -> f64 {
    let rule = meter.ruleset.rule(id);
    let of = |condition: Option<ExprId>, want: bool| match condition {
        Some(condition) => truth(meter, day, condition, want, 0, &[], 0),
        None => {
            if want {
                0.0
            } else {
                f64::INFINITY
            }
        }
    };
    let when = of(rule.when, fires);
    let overriders = meter.evaluator.overriders(id);
    if depth > 8 {
        return when;
    }
    match fires {
        true => {
            let unless = rule
                .unless
                .map_or(0.0, |unless| truth(meter, day, unless, false, 0, &[], 0));
            let others: f64 = overriders
                .iter()
                .map(|&by| self::rule(meter, day, by, false, depth + 1).min(UNKNOWN))
                .sum();
            when + unless + others
        }
        false => {
            let unless = rule.unless.map_or(f64::INFINITY, |unless| {
                truth(meter, day, unless, true, 0, &[], 0)
            });
            when.min(unless)
        }
    }
}

/// The least distance on the days and members at which a condition is read.
fn nearest(
    meter: &Meter<'_>,
    day: &Inspector<'_>,
    condition: ExprId,
    want: bool,
    at: &[At],
) -> f64 {
    let mut least = f64::INFINITY;
    each_reading(day, at, |ago, members| {
        least = least.min(truth(meter, day, condition, want, ago, members, 0));
        least > 0.0
    });
    least.min(4.0)
}

/// How far a condition is from being true, or false.
fn truth(
    meter: &Meter<'_>,
    day: &Inspector<'_>,
    id: ExprId,
    want: bool,
    ago: usize,
    members: &[(ChoiceId, u8)],
    depth: usize,
) -> f64 {
    let now = day.truth_before(id, ago, members);
    if now == Some(want) {
        return 0.0;
    }
    if depth > DEEPEST {
        return 1.0;
    }
    let of = |item: ExprId, want: bool| truth(meter, day, item, want, ago, members, depth + 1);
    let least_of = |items: &[ExprId], count: usize| {
        let mut each: Vec<f64> = items.iter().map(|&item| of(item, want)).collect();
        each.sort_by(f64::total_cmp);
        each.into_iter().take(count.max(1)).sum::<f64>()
    };
    let apart = match &meter.ruleset.expr(id).kind {
        ExprKind::Let(name) => of(meter.ruleset.let_(*name).expr, want),
        ExprKind::Not(inner) => of(*inner, !want),
        ExprKind::And(items) if want => least_of(items, items.len()),
        ExprKind::Or(items) if !want => least_of(items, items.len()),
        ExprKind::And(items) | ExprKind::Or(items) => least_of(items, 1),
        ExprKind::AtLeast(count, items) => {
            let count = needed(meter, *count);
            least_of(
                items,
                if want {
                    count
                } else {
                    (items.len() + 1).saturating_sub(count)
                },
            )
        }
        ExprKind::Compare(op, left, right)
            if matches!(meter.ruleset.expr(*left).ty, Type::Number(_) | Type::Date) =>
        {
            let left = day.number_before(*left, ago, members);
            let right = day.number_before(*right, ago, members);
            match (left, right) {
                (Some(left), Some(right)) => compared(*op, left, right, want),
                (None, None) => UNKNOWN + 0.5,
                _ => UNKNOWN,
            }
        }
        ExprKind::Between(value, low, high) => {
            let [value, low, high] =
                [*value, *low, *high].map(|id| day.number_before(id, ago, members));
            match (value, low, high) {
                (Some(value), Some(low), Some(high)) if want => {
                    let under = compared(CompareOp::AtLeast, value, low, true);
                    under.max(compared(CompareOp::AtMost, value, high, true))
                }
                (Some(value), Some(low), Some(high)) => {
                    let under = compared(CompareOp::Less, value, low, true);
                    under.min(compared(CompareOp::More, value, high, true))
                }
                _ => UNKNOWN,
            }
        }
        _ => match now {
            None => UNKNOWN,
            Some(_) => 1.0,
        },
    };
    // What its parts do not show is still not as wanted.
    apart.max(1e-3)
}

fn compared(op: CompareOp, left: f64, right: f64, want: bool) -> f64 {
    let apart = left - right;
    let size = left.abs().max(right.abs()).max(1.0);
    let missing = match (op, want) {
        (CompareOp::Less | CompareOp::AtMost, true)
        | (CompareOp::More | CompareOp::AtLeast, false) => apart.max(tolerance(left, right)),
        (CompareOp::More | CompareOp::AtLeast, true)
        | (CompareOp::Less | CompareOp::AtMost, false) => (-apart).max(tolerance(left, right)),
        (CompareOp::Is, true) | (CompareOp::IsNot, false) => apart.abs(),
        (CompareOp::Is, false) | (CompareOp::IsNot, true) => tolerance(left, right),
    };
    near(missing, size).max(1e-3)
}

/// From 0 to below 1, rising.
fn near(apart: f64, size: f64) -> f64 {
    apart / (apart + size.max(f64::MIN_POSITIVE))
}
