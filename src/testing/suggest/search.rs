//! Finds days on which something stands as it should: in go goals and scenarios to
//! start from, out come scenarios that reach them.
//!
//! From the scenario that comes nearest one thing is changed at a time, that which
//! brings it nearer most, until it is there; a number that passes its goal between
//! two values is looked for between them. Nothing here is found by chance, and how
//! much is worked out is limited: the same ruleset always gives the same tests.

use super::super::coverage::meter::{Meter, Place, Seen, Target};
use super::super::coverage::places::Turn;
use super::knobs::{Knobs, Line, Read, middle, reads, roots};
use super::scenario::{Scenario, Slot, together};
use super::score::{Goal, Measured, Score, Surroundings, measure};
use crate::ast::Direction;
use crate::ruleset::{ExprKind, GivenValue, Ruleset, Type, Value};
use crate::what_if::AnswerValues;

/// How many columns of rows are worked out for one ruleset, at most.
const MOST_WORK: usize = 400_000_000;
/// And for one goal.
const MOST_WORK_EACH: usize = 60_000_000;
/// How many things of a scenario are changed one after the other.
const MOST_CHANGES: usize = 6;
/// How many scenarios are started from.
const MOST_STARTS: usize = 3;
/// How many steps narrow a number down, each to a sixteenth.
const MOST_NARROWINGS: usize = 11;
/// No more rows are laid out at once than this.
const MOST_ROWS: usize = 1 << 15;
/// How far back a made-up history goes at most.
const MADE_UP: u32 = 35;

/// What is looked for among scenarios, with what was found out about it.
pub(super) struct Search<'a> {
    pub meter: &'a Meter<'a>,
    /// Those of the meter; of a threshold only the comparisons that are plainest to try.
    pub targets: Vec<Target>,
    knobs: Knobs<'a>,
    /// What is started from, a later kind only where none of an earlier one will do.
    starts: [Vec<Scenario>; 3],
    work: usize,
}

impl<'a> Search<'a> {
    /// Makes ready; `starts` are scenarios of tests and examples.
    pub fn new(meter: &'a Meter<'a>, mut given: Vec<Scenario>) -> Self {
        let ruleset = meter.ruleset;
        let values = AnswerValues::new(ruleset, &[]);
        let mut likely: Vec<Scenario> = given.iter().filter_map(without_gaps).collect();
        likely.extend(made_up(ruleset, &values, false));
        let varied = made_up(ruleset, &values, true);
        given.push(Scenario::default());
        let starts = [given, likely, varied.into_iter().collect()];
        let knobs = Knobs {
            ruleset,
            values,
            counts: counts(meter),
        };
        Self {
            meter,
            targets: meter.targets.iter().map(plainest).collect(),
            knobs,
            starts,
            work: 0,
        }
    }

    /// Whether there is anything left to look with.
    pub fn is_spent(&self) -> bool {
        self.work >= MOST_WORK
    }

    /// A scenario that reaches a goal, from one that nearly does if that is given.
    pub fn find(&mut self, goal: Goal, from: Option<&Scenario>) -> Option<Scenario> {
        let target = self.targets.get(goal.target)?;
        let surroundings = Surroundings::of(self.meter, target);
        let roots = roots(self.meter, target, surroundings.rule);
        let reads = reads(self.meter.ruleset, &roots);
        let until = (self.work + MOST_WORK_EACH).min(MOST_WORK);
        let mut best: Option<(Score, Scenario, Scenario)> = None;
        let kinds = std::iter::once(from.into_iter().cloned().collect()).chain(self.starts.clone());
        for starts in kinds {
            for (start, score) in self.nearest_starts(goal, &surroundings, starts) {
                let (score, scenario) =
                    self.climb(goal, &surroundings, &reads, start.clone(), score, until);
                let is_better = best.as_ref().is_none_or(|(known, _, _)| {
                    (score.goal, score.rest) < (known.goal, known.rest)
                });
                if is_better {
                    best = Some((score, scenario, start));
                }
                if self.work >= until {
                    break;
                }
            }
            let is_there = best.as_ref().is_some_and(|(score, _, _)| score.is_there());
            if is_there || self.work >= until {
                break;
            }
        }
        let (score, scenario, start) = best?;
        if score.goal > 0.0 {
            return None;
        }
        Some(self.without_needless(goal, &surroundings, scenario, &start, score))
    }

    /// Scenarios that differ in one answer of today alone, and reach all of some goals
    /// of one place; of those further ones that can be had as well.
    pub fn side_by_side(
        &mut self,
        found: &[Scenario],
        target: usize,
        needed: &[Seen],
        welcome: &[Seen],
    ) -> Option<Vec<(Seen, Scenario)>> {
        let of = self.targets.get(target)?.clone();
        let surroundings = Surroundings::of(self.meter, &of);
        let roots = roots(self.meter, &of, surroundings.rule);
        let reads = reads(self.meter.ruleset, &roots);
        let meter = self.meter;
        for scenario in found {
            let mut lines = self.knobs.todays(scenario, &reads);
            let own = lines
                .iter()
                .map(|line| line.knob)
                .collect::<std::collections::BTreeSet<_>>();
            lines.extend(own.into_iter().map(|knob| Line {
                knob,
                number: None,
                scenario: scenario.clone(),
            }));
            lines.sort_by_key(|line| line.knob);
            let scenarios: Vec<Scenario> = lines.iter().map(|line| line.scenario.clone()).collect();
            let looked = self.look(&scenarios, |day| {
                let final_ = day.outcome().is_final();
                (
                    meter.look(&of, day),
                    surroundings.distance(meter, day),
                    final_,
                )
            });
            let least = looked
                .iter()
                .map(|(_, rest, _)| *rest)
                .fold(f64::INFINITY, f64::min);
            for knob in lines.chunk_by(|a, b| a.knob == b.knob) {
                let number = knob.first().map_or(0, |line| line.knob);
                let of_knob = || {
                    let both = lines.iter().zip(&looked);
                    both.filter(move |(line, _)| line.knob == number)
                };
                let reach = |bit: Seen| {
                    let reaching = of_knob().filter(|(_, (seen, rest, _))| {
                        seen.has(bit) && *rest <= least.max(0.25) + 1e-9
                    });
                    let nearest = reaching.min_by(|(_, (_, a, _)), (_, (_, b, _))| a.total_cmp(b));
                    nearest.map(|(line, _)| (bit, line.scenario.clone()))
                };
                let all: Option<Vec<(Seen, Scenario)>> =
                    needed.iter().map(|&bit| reach(bit)).collect();
                if let Some(mut all) = all {
                    all.extend(welcome.iter().filter_map(|&bit| reach(bit)));
                    return Some(all);
                }
            }
        }
        None
    }

    /// Makes something of each scenario's day.
    pub fn look<T>(
        &mut self,
        scenarios: &[Scenario],
        make: impl Fn(&crate::engine::Inspector<'_>) -> T,
    ) -> Vec<T> {
        let mut made = Vec::with_capacity(scenarios.len());
        let mut rest = scenarios;
        while !rest.is_empty() {
            let mut rows = 0;
            let fits = rest.iter().take_while(|scenario| {
                rows += scenario.days();
                rows <= MOST_ROWS
            });
            let (now, later) = rest.split_at(fits.count().max(1));
            rest = later;
            let rows: usize = now.iter().map(Scenario::days).sum();
            self.work += rows.saturating_mul(self.meter.evaluator.operations());
            let (days, options) = together(self.meter.ruleset, now);
            made.extend(self.meter.evaluator.inspect(&days, &options, &make));
        }
        made
    }

    fn measured(
        &mut self,
        scenarios: &[Scenario],
        goal: Goal,
        surroundings: &Surroundings,
    ) -> Vec<Measured> {
        let meter = self.meter;
        let Some(target) = self.targets.get(goal.target).cloned() else {
            return Vec::new();
        };
        self.look(scenarios, |day| {
            measure(meter, day, &target, goal.bit, surroundings)
        })
    }

    /// The scenarios that come nearest, the nearest first.
    fn nearest_starts(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        starts: Vec<Scenario>,
    ) -> Vec<(Scenario, Score)> {
        let measured = self.measured(&starts, goal, surroundings);
        let mut scored: Vec<(Scenario, Score)> = starts
            .into_iter()
            .zip(measured)
            .map(|(start, measured)| (start, measured.score))
            .collect();
        scored.sort_by(|(_, one), (_, other)| {
            let goal = one.goal.total_cmp(&other.goal);
            goal.then(one.rest.total_cmp(&other.rest))
        });
        scored.truncate(MOST_STARTS);
        scored
    }

    fn climb(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        reads: &[Read],
        start: Scenario,
        score: Score,
        until: usize,
    ) -> (Score, Scenario) {
        let (mut now, mut score) = (start, score);
        for _ in 0..MOST_CHANGES {
            if score.is_there() || self.work >= until {
                break;
            }
            let lines = self.knobs.around(&now, reads);
            let scenarios: Vec<Scenario> = lines.iter().map(|line| line.scenario.clone()).collect();
            let measured = self.measured(&scenarios, goal, surroundings);
            let mut best: Option<(Score, usize, Scenario)> = None;
            let mut offer = |score: Score, scenario: &Scenario| {
                // Of those that come as near, the one that takes least to write.
                let effort = || scenario.effort(&now);
                let is_better = best.as_ref().is_none_or(|(known, most, _)| {
                    let (new, old) = ((score.goal, score.rest), (known.goal, known.rest));
                    new < old || new == old && effort() < *most
                });
                if is_better {
                    best = Some((score, effort(), scenario.clone()));
                }
            };
            for (line, measured) in lines.iter().zip(&measured) {
                offer(measured.score, &line.scenario);
            }
            if score.goal > 0.0 && !measured.iter().any(|it| it.score.goal == 0.0) {
                for (score, scenario) in self.between(goal, surroundings, &lines, &measured, until)
                {
                    offer(score, &scenario);
                }
            }
            match best {
                Some((better, _, scenario))
                    if (better.goal, better.rest) < (score.goal, score.rest) =>
                {
                    now = scenario;
                    score = better;
                }
                _ => break,
            }
        }
        (score, now)
    }

    /// What lies between two values of one knob, where a number passes its threshold.
    fn between(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        lines: &[Line],
        measured: &[Measured],
        until: usize,
    ) -> Vec<(Score, Scenario)> {
        let target = self.targets.get(goal.target);
        let Some(Place::Threshold(_)) = target.map(|target| &target.place) else {
            return Vec::new();
        };
        let step = target.map_or(0.0, |target| target.step);
        // In the middle of what is just below, or just above.
        let aim = match goal.bit {
            Seen::FIRST => -step / 2.0,
            Seen::THIRD => step / 2.0,
            _ => 0.0,
        };
        let mut found = Vec::new();
        let mut tries = 0;
        for (pair, of) in lines.windows(2).zip(measured.windows(2)) {
            let ([low, high], [under, over]) = (pair, of) else {
                continue;
            };
            let (Some(a), Some(b)) = (under.above, over.above) else {
                continue;
            };
            let passes = (a - aim) * (b - aim) < 0.0;
            let is_one = low.knob == high.knob && low.number.is_some() && high.number.is_some();
            if !passes || !is_one || tries >= 8 || self.work >= until {
                continue;
            }
            tries += 1;
            found.extend(self.narrow(goal, surroundings, low, high, a - aim, aim));
        }
        found
    }

    fn narrow(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        low: &Line,
        high: &Line,
        at_low: f64,
        aim: f64,
    ) -> Option<(Score, Scenario)> {
        const PARTS: u8 = 16;
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for _ in 0..MOST_NARROWINGS {
            let shares: Vec<f64> = (1..PARTS)
                .map(|part| from + (to - from) * f64::from(part) / f64::from(PARTS))
                .collect();
            let scenarios: Vec<Scenario> = shares
                .iter()
                .map(|&share| self.mixed(&low.scenario, &high.scenario, share, None))
                .collect();
            let measured = self.measured(&scenarios, goal, surroundings);
            let there = shares
                .iter()
                .zip(&measured)
                .find(|(_, measured)| measured.score.goal == 0.0);
            if let Some((&share, measured)) = there {
                return Some(self.rounded(goal, surroundings, low, high, share, measured.score));
            }
            let mut next = to;
            for (&share, measured) in shares.iter().zip(&measured) {
                match measured.above {
                    Some(above) if (above - aim) * at_low > 0.0 => from = share,
                    _ => {
                        next = share;
                        break;
                    }
                }
            }
            to = next;
            if to - from < 1e-15 {
                break;
            }
        }
        None
    }

    /// The same with as few decimals as reach it, too.
    fn rounded(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        low: &Line,
        high: &Line,
        share: f64,
        score: Score,
    ) -> (Score, Scenario) {
        let exact = self.mixed(&low.scenario, &high.scenario, share, None);
        let rounded: Vec<Scenario> = (0..=9)
            .map(|decimals| self.mixed(&low.scenario, &high.scenario, share, Some(decimals)))
            .collect();
        let measured = self.measured(&rounded, goal, surroundings);
        rounded
            .into_iter()
            .zip(measured)
            .find(|(_, measured)| measured.score.goal == 0.0 && measured.score.rest <= score.rest)
            .map_or((score, exact), |(scenario, measured)| {
                (measured.score, scenario)
            })
    }

    /// A scenario between two that differ in numbers alone.
    fn mixed(
        &self,
        low: &Scenario,
        high: &Scenario,
        share: f64,
        decimals: Option<i32>,
    ) -> Scenario {
        let mut mixed = low.clone();
        for (&(ago, slot), value) in &high.values {
            let (
                Some(GivenValue::Value(Value::Number(from))),
                GivenValue::Value(Value::Number(to)),
            ) = (low.get(ago, slot), *value)
            else {
                continue;
            };
            if from == to {
                continue;
            }
            let mut number = from + (to - from) * share;
            let is_whole = match &self.meter.ruleset.input(slot.0).ty {
                Type::Number(number) => number.whole,
                _ => false,
            };
            if let Some(decimals) = decimals.or(is_whole.then_some(0)) {
                let power = 10f64.powi(if is_whole { 0 } else { decimals });
                number = (number * power).round() / power;
            }
            mixed.set(ago, slot, Some(GivenValue::Value(Value::Number(number))));
        }
        mixed
    }

    /// Takes back what a scenario gives and does not need: what it was given beyond
    /// what it started from, and of what is made up whatever it can do without.
    fn without_needless(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        scenario: Scenario,
        start: &Scenario,
        score: Score,
    ) -> Scenario {
        let is_made_up = self
            .starts
            .iter()
            .skip(1)
            .any(|starts| starts.contains(start));
        let mut least = scenario;
        for input in least.inputs() {
            let mut tried = vec![least.as_in(start, input)];
            if is_made_up {
                tried.push(least.only_days(input, 0, None));
                tried.insert(0, least.without(input));
                for days in [1, 2, 3, 7, 14, 21, 28] {
                    tried.push(least.only_days(input, days, None));
                }
            }
            least = self.fewest(goal, surroundings, least, tried, score);
            if let Some(choice) = self.meter.ruleset.input(input).each
                && is_made_up
            {
                let members = self.meter.ruleset.choice(choice).members.len();
                for member in (0u8..64).take(members) {
                    let tried = vec![least.only_days(input, u32::MAX, Some(member))];
                    least = self.fewest(goal, surroundings, least, tried, score);
                }
            }
        }
        least
    }

    /// The first of some scenarios that gives less and is as good.
    fn fewest(
        &mut self,
        goal: Goal,
        surroundings: &Surroundings,
        least: Scenario,
        mut tried: Vec<Scenario>,
        score: Score,
    ) -> Scenario {
        tried.retain(|tried| *tried != least);
        let measured = self.measured(&tried, goal, surroundings);
        let mut both = tried.into_iter().zip(measured);
        let good = both
            .find(|(_, measured)| measured.score.goal == 0.0 && measured.score.rest <= score.rest);
        good.map_or(least, |(fewer, _)| fewer)
    }
}

/// A threshold as the comparisons of it that are read on the day decided, if any are.
fn plainest(target: &Target) -> Target {
    let mut target = target.clone();
    if let Place::Threshold(turns) = &mut target.place {
        let is_plain = |turn: &Turn| {
            let mut at = turn.at.iter();
            at.any(|at| at.nearest == 0 && at.furthest == 0 && at.choices.is_empty())
        };
        if turns.iter().any(is_plain) {
            turns.retain(is_plain);
        }
    }
    target
}

/// The same with every day of the past that is not given as the next later one that is.
fn without_gaps(scenario: &Scenario) -> Option<Scenario> {
    let mut filled = scenario.clone();
    let last = scenario.days().min(400);
    let mut row: Vec<(Slot, GivenValue)> = Vec::new();
    for ago in (1..).take(last.saturating_sub(1)) {
        let given = scenario.on(ago);
        match given.is_empty() {
            true => {
                for (slot, value) in &row {
                    filled.set(ago, *slot, Some(*value));
                }
            }
            false => row = given,
        }
    }
    (filled != *scenario).then_some(filled)
}

/// Numbers of days that rules count, and those beside them.
fn counts(meter: &Meter<'_>) -> Vec<u32> {
    let mut counts: Vec<u32> = vec![1, 2];
    for target in &meter.targets {
        if let Place::Threshold(_) = target.place
            && (0.0..=400.0).contains(&target.limit)
        {
            let near = (0..=400u32).find(|&count| f64::from(count) >= target.limit);
            let near = near.unwrap_or(0);
            counts.extend([near.saturating_sub(1), near, near + 1, near + 2]);
        }
    }
    for expr in &meter.ruleset.exprs {
        if let ExprKind::Latest {
            within: Some(days), ..
        } = expr.kind
        {
            counts.extend([days, days.saturating_add(1)]);
        }
    }
    counts.sort_unstable();
    counts.dedup();
    counts.truncate(24);
    counts
}

/// A day on which everything is answered, as were the days before it; with
/// `varied`, not every day alike.
fn made_up(ruleset: &Ruleset, values: &AnswerValues<'_>, varied: bool) -> Option<Scenario> {
    let mut scenario = Scenario::default();
    for (id, input) in ruleset.inputs() {
        let value = |ago: u32| -> Option<GivenValue> {
            Some(match &input.ty {
                Type::Number(number) => {
                    let (low, high) = (number.range.low, number.range.high);
                    let good = match input.direction {
                        Some(Direction::Worse) if low.is_finite() => low,
                        Some(Direction::Better) if high.is_finite() => high,
                        _ => middle(low, high),
                    };
                    let grain = if number.whole { 1.0 } else { values.grain(id) };
                    let off = match (varied, ago % 2) {
                        (true, 1) => grain,
                        (true, 0) if ago > 0 => -grain,
                        _ => 0.0,
                    };
                    let off = if good + off > high || good + off < low {
                        0.0
                    } else {
                        off
                    };
                    GivenValue::Value(Value::Number(good + off))
                }
                Type::Truth => {
                    GivenValue::Value(Value::Truth(input.direction == Some(Direction::Better)))
                }
                Type::Choice(_) => GivenValue::Value(Value::Member(0)),
                Type::Set(_) => GivenValue::Value(Value::Set(1)),
                Type::Date => GivenValue::DaysFromToday(30),
            })
        };
        let members = match input.each {
            None => vec![None],
            Some(choice) => {
                let members = ruleset.choice(choice).members.len();
                (0u8..64).take(members).map(Some).collect()
            }
        };
        let back = if input.lasting { 0 } else { MADE_UP };
        for ago in 0..=back {
            for &member in &members {
                scenario.set(ago, (id, member), value(ago));
            }
        }
    }
    (scenario.values.len() <= 20_000).then_some(scenario)
}
