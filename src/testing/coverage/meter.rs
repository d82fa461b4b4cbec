//! What a case tries: in go a ruleset's places and a decided day, out comes for
//! each rule, row, condition and threshold how it stood; and which of that can be
//! at all, since nothing impossible is asked of tests.

use std::collections::HashMap;

use super::lies::{Lies, beside, given_out};
use super::places::{ALL_DAYS, At, Places, Turn};
use crate::days::DaysBuilder;
use crate::engine::{Evaluator, Inspector, Options, Standing};
use crate::lint::possible::Reader;
use crate::plan::Lowered;
use crate::ruleset::{ChoiceId, ExprId, RuleId, Ruleset};

/// How something can stand; a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::testing) struct Seen(u8);

impl Seen {
    pub const NOTHING: Self = Self(0);
    /// A rule fires; a row or a condition is true; a value is just below its threshold.
    pub const FIRST: Self = Self(1);
    /// A rule does not fire; false; exactly at the threshold.
    pub const SECOND: Self = Self(2);
    /// A rule may fire; unknown; just above the threshold.
    pub const THIRD: Self = Self(4);
    /// A rule is overridden.
    pub const FOURTH: Self = Self(8);
    /// In the order of their bits.
    pub const ALL: [Self; 4] = [Self::FIRST, Self::SECOND, Self::THIRD, Self::FOURTH];

    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn of(truth: Option<bool>) -> Self {
        match truth {
            Some(true) => Self::FIRST,
            Some(false) => Self::SECOND,
            None => Self::THIRD,
        }
    }
}

/// Something that tests can try.
#[derive(Clone, Debug)]
pub(in crate::testing) enum Place {
    /// A rule that is no row.
    Rule(RuleId),
    /// A row of a table, by its index in [`Places::rows`].
    Row(usize),
    /// A condition, by its index in [`Places::conditions`].
    Condition(usize),
    /// A threshold: the comparisons that turn at it, the first as written first.
    Threshold(Vec<Turn>),
}

/// A place, and how it can stand.
#[derive(Clone, Debug)]
pub(in crate::testing) struct Target {
    pub place: Place,
    /// What tests should try of it: only what can be.
    pub needed: Seen,
    /// How it can stand besides, which is worth telling.
    pub told: Seen,
    /// Of a threshold, the number, with the ruleset's own settings.
    pub limit: f64,
    /// Of a threshold, how far from it still is just beside it.
    pub step: f64,
}

/// Measures what decided days try.
pub(in crate::testing) struct Meter<'a> {
    pub ruleset: &'a Ruleset,
    pub evaluator: Evaluator<'a>,
    pub places: Places,
    pub targets: Vec<Target>,
}

impl<'a> Meter<'a> {
    /// Finds what there is to try.
    pub fn new(ruleset: &'a Ruleset) -> Self {
        let places = Places::of(ruleset);
        let mut meter = Self {
            ruleset,
            evaluator: Evaluator::new(ruleset),
            places,
            targets: Vec::new(),
        };
        meter.targets = meter.find_targets();
        meter
    }

    fn find_targets(&self) -> Vec<Target> {
        let reader = Reader::new(self.ruleset);
        let may_be = |condition: ExprId| {
            let truths = reader.condition(condition);
            (
                truths.may_be_yes(),
                truths.may_be_no(),
                truths.may_be_unknown(),
            )
        };
        let seen = |may_be: (bool, bool, bool)| {
            let first = if may_be.0 { Seen::FIRST } else { Seen::NOTHING };
            let second = if may_be.1 {
                Seen::SECOND
            } else {
                Seen::NOTHING
            };
            let third = if may_be.2 { Seen::THIRD } else { Seen::NOTHING };
            (first.and(second), third)
        };
        let target = |place, (needed, told)| Target {
            place,
            needed,
            told,
            limit: 0.0,
            step: 0.0,
        };
        let mut targets = Vec::new();
        for &id in &self.places.rules {
            targets.push(target(Place::Rule(id), self.rule_can(id, &reader)));
        }
        for (index, row) in self.places.rows.iter().enumerate() {
            let may_be = row.condition.map_or((false, false, false), may_be);
            targets.push(target(Place::Row(index), seen(may_be)));
        }
        for (index, condition) in self.places.conditions.iter().enumerate() {
            let may_be = may_be(condition.expr);
            targets.push(target(Place::Condition(index), seen(may_be)));
        }
        targets.extend(self.thresholds());
        targets
    }

    /// How a rule can stand: what is needed, and what is told besides.
    fn rule_can(&self, id: RuleId, reader: &Reader<'_>) -> (Seen, Seen) {
        let rule = self.ruleset.rule(id);
        let overriders = self.evaluator.overriders(id);
        let when: Vec<ExprId> = rule.when.into_iter().collect();
        let fires = reader.together(&when, rule.unless).may_be_yes();
        let condition = rule.when.map(|when| reader.condition(when));
        let exception = rule.unless.map(|unless| reader.condition(unless));
        let is_excepted = exception.is_some_and(|truths| truths.may_be_yes());
        let is_not = condition.is_some_and(|truths| truths.may_be_no())
            || is_excepted
            || !overriders.is_empty();
        let may = [condition, exception]
            .into_iter()
            .flatten()
            .any(|truths| truths.may_be_unknown());
        let bit = |can: bool, seen: Seen| if can { seen } else { Seen::NOTHING };
        let told = bit(may, Seen::THIRD).and(bit(!overriders.is_empty(), Seen::FOURTH));
        (bit(fires, Seen::FIRST).and(bit(is_not, Seen::SECOND)), told)
    }

    /// Comparisons of one value with one limit are one threshold, wherever they stand.
    fn thresholds(&self) -> Vec<Target> {
        let mut order: Vec<Vec<Turn>> = Vec::new();
        let mut known: HashMap<(Lowered, Lowered), usize> = HashMap::new();
        for turn in &self.places.turns {
            let members = turn.at.first().map_or_else(Vec::new, |at| {
                let first = |&choice: &ChoiceId| (choice, 0);
                at.choices.iter().map(first).collect()
            });
            let columns = |expr| self.evaluator.columns_of(expr, &members);
            let (Some(value), Some(limit)) = (columns(turn.value), columns(turn.limit)) else {
                continue;
            };
            let next = order.len();
            let index = *known.entry((value, limit)).or_insert(next);
            match order.get_mut(index) {
                Some(turns) => turns.push(turn.clone()),
                None => order.push(vec![turn.clone()]),
            }
        }
        let limits = self.limits(&order);
        order
            .into_iter()
            .zip(limits)
            .filter_map(|(turns, limit)| self.threshold(turns, limit?))
            .collect()
    }

    /// What each threshold is, with the ruleset's own settings; the lowest member's
    /// of one for each member.
    fn limits(&self, thresholds: &[Vec<Turn>]) -> Vec<Option<f64>> {
        let mut days = DaysBuilder::new(self.ruleset);
        days.row("", 0);
        let limits = |day: &Inspector<'_>| -> Vec<Option<f64>> {
            let limit = |turns: &Vec<Turn>| {
                let turn = turns.first()?;
                let choices = turn.at.first().map_or(&[][..], |at| &at.choices);
                let members: Vec<_> = choices.iter().map(|&choice| (choice, 0)).collect();
                day.number_before(turn.limit, 0, &members)
            };
            thresholds.iter().map(limit).collect()
        };
        let mut found = self
            .evaluator
            .inspect(&days.finish(), &Options::default(), limits);
        found.pop().unwrap_or_default()
    }

    fn threshold(&self, mut turns: Vec<Turn>, limit: f64) -> Option<Target> {
        let value = turns.first()?.value;
        let lies = Lies::of(self.ruleset, value);
        // A comparison that the range decides turns nowhere.
        turns.retain(|turn| !lies.decide(turn.op, limit));
        if turns.is_empty() {
            return None;
        }
        let needed = match given_out(self.ruleset, value) {
            // What is only ever one of some numbers may leap over a point.
            Some(values) => {
                let step = lies.step(limit);
                let points = values.iter().map(|&value| beside(value, limit, step));
                points.fold(Seen::NOTHING, Seen::and)
            }
            None => lies.around(limit),
        };
        (!needed.is_empty()).then(|| Target {
            place: Place::Threshold(turns),
            needed,
            told: Seen::NOTHING,
            limit,
            step: lies.step(limit),
        })
    }

    /// How a place stood on a day that was decided.
    pub fn look(&self, target: &Target, day: &Inspector<'_>) -> Seen {
        match &target.place {
            Place::Rule(id) => self.look_at_rule(*id, day),
            Place::Row(index) => match self.places.rows.get(*index) {
                Some(row) => row
                    .condition
                    .map_or(Seen::FIRST, |condition| truths(day, condition, &row.at)),
                None => Seen::NOTHING,
            },
            Place::Condition(index) => match self.places.conditions.get(*index) {
                Some(place) => truths(day, place.expr, &place.at),
                None => Seen::NOTHING,
            },
            Place::Threshold(turns) => {
                turns
                    .iter()
                    .fold(Seen::NOTHING, |seen, turn| match seen.has(target.needed) {
                        true => seen,
                        false => seen.and(self.around(day, turn, target)),
                    })
            }
        }
    }

    fn look_at_rule(&self, id: RuleId, day: &Inspector<'_>) -> Seen {
        let rule = self.ruleset.rule(id);
        let now = |condition: ExprId| day.truth_before(condition, 0, &[]);
        match day.standing(id) {
            Standing::Sure | Standing::Fires => Seen::FIRST,
            Standing::No => Seen::SECOND,
            Standing::Overridden => Seen::SECOND.and(Seen::FOURTH),
            // As things stand it does not fire, though an answer may still come.
            Standing::May
                if rule.when.and_then(now) == Some(false)
                    || rule.unless.and_then(now) == Some(true) =>
            {
                Seen::SECOND.and(Seen::THIRD)
            }
            Standing::May => Seen::THIRD,
        }
    }

    /// Where a value lay of its threshold, on all days that it was read.
    fn around(&self, day: &Inspector<'_>, turn: &Turn, target: &Target) -> Seen {
        let mut seen = Seen::NOTHING;
        each_reading(day, &turn.at, |ago, members| {
            let value = day.number_before(turn.value, ago, members);
            let limit = day.number_before(turn.limit, ago, members);
            if let (Some(value), Some(limit)) = (value, limit) {
                seen = seen.and(beside(value, limit, target.step));
            }
            !seen.has(target.needed)
        });
        seen
    }
}

fn truths(day: &Inspector<'_>, condition: ExprId, at: &[At]) -> Seen {
    let mut seen = Seen::NOTHING;
    each_reading(day, at, |ago, members| {
        seen = seen.and(Seen::of(day.truth_before(condition, ago, members)));
        !seen.has(Seen::FIRST.and(Seen::SECOND).and(Seen::THIRD))
    });
    seen
}

/// Goes through the days and members of readings for as long as `look` says so.
pub(in crate::testing) fn each_reading(
    day: &Inspector<'_>,
    at: &[At],
    mut look: impl FnMut(usize, &[(ChoiceId, u8)]) -> bool,
) {
    let past = day.days_before();
    for at in at {
        let nearest = usize::try_from(at.nearest).unwrap_or(usize::MAX);
        let furthest = match at.furthest {
            ALL_DAYS => past,
            days => usize::try_from(days).unwrap_or(usize::MAX).min(past),
        };
        let counts: Vec<usize> = at
            .choices
            .iter()
            .map(|&choice| day.ruleset().choice(choice).members.len())
            .collect();
        let combinations: usize = counts.iter().product();
        for ago in nearest..=furthest {
            for combination in 0..combinations {
                let mut rest = combination;
                let members: Vec<(ChoiceId, u8)> = at
                    .choices
                    .iter()
                    .zip(&counts)
                    .map(|(&choice, &count)| {
                        let member = rest % count.max(1);
                        rest /= count.max(1);
                        (choice, u8::try_from(member).unwrap_or(0))
                    })
                    .collect();
                if !look(ago, &members) {
                    return;
                }
            }
        }
    }
}
