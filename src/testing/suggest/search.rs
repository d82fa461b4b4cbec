//! Finds days on which something stands as it should: in go goals and scenarios to
//! start from, out come scenarios that reach them.
//!
//! From the scenario that comes nearest one thing is changed at a time, that which
//! brings it nearer most, until it is there; a number that passes its goal between
//! two values is looked for between them. Nothing here is found by chance, and how
//! much is worked out is limited: the same ruleset always gives the same tests.

use super::super::coverage::meter::{Meter, Seen, Target};
use super::knobs::{Knobs, Line};
use super::reads::{Read, reads, roots};
use super::scenario::{Scenario, together};
use super::score::{Goal, Measured, Score, Surroundings, measure};
use super::starts::{counts, made_up, plainest, without_gaps};
use crate::what_if::AnswerValues;

/// How many columns of rows are worked out for one ruleset, at most.
const MOST_WORK: usize = 400_000_000;
/// And for one goal, in each round: what is found easily is not to wait for what is
/// hard to find.
pub(super) const ROUNDS: [usize; 2] = [6_000_000, 60_000_000];
/// How many things of a scenario are changed one after the other.
const MOST_CHANGES: usize = 6;
/// How many scenarios are started from.
const MOST_STARTS: usize = 3;
/// No more rows are laid out at once than this.
const MOST_ROWS: usize = 1 << 15;

/// What is looked for among scenarios, with what was found out about it.
pub(super) struct Search<'a> {
    pub meter: &'a Meter<'a>,
    /// Those of the meter; of a threshold only the comparisons that are plainest to try.
    pub targets: Vec<Target>,
    pub(super) knobs: Knobs<'a>,
    /// What is started from, a later kind only where none of an earlier one will do.
    starts: [Vec<Scenario>; 3],
    pub(super) work: usize,
    /// How much is worked out for one goal, at most; see [`ROUNDS`].
    pub most_each: usize,
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
            most_each: 0,
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
        let until = (self.work + self.most_each).min(MOST_WORK);
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
                let reach = |bit: Seen, near: &Scenario| {
                    let reaching = of_knob().filter(|(_, (seen, rest, _))| {
                        seen.has(bit) && *rest <= least.max(0.25) + 1e-9
                    });
                    let nearest = reaching.min_by(|(one, (_, a, _)), (other, (_, b, _))| {
                        let apart = |line: &Line| line.scenario.apart(near);
                        a.total_cmp(b).then(apart(one).total_cmp(&apart(other)))
                    });
                    nearest.map(|(line, _)| (bit, line.scenario.clone()))
                };
                // Beside the threshold is as near to what is at it as can be.
                let at = reach(Seen::SECOND, scenario).map(|(_, at)| at);
                let near = at.as_ref().unwrap_or(scenario);
                let all: Option<Vec<(Seen, Scenario)>> =
                    needed.iter().map(|&bit| reach(bit, near)).collect();
                if let Some(mut all) = all {
                    all.extend(welcome.iter().filter_map(|&bit| reach(bit, near)));
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

    pub(super) fn measured(
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
            let mut best: Option<(Score, (usize, f64), Scenario)> = None;
            let mut offer = |score: Score, scenario: &Scenario| {
                // Of those that come as near, the one that takes least to write, and
                // of these the likeliest: a night of five hours, not one of none.
                let effort = || (scenario.effort(&now), scenario.apart(&now));
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
        let inputs = least.inputs();
        // Whole answers first: a history may hang on any one of them being given.
        for &input in &inputs {
            let mut tried = vec![least.as_in(start, input)];
            if is_made_up {
                tried.insert(0, least.without(input));
                tried.push(least.only_days(input, 0, None));
            }
            least = self.fewest(goal, surroundings, least, tried, score);
        }
        if !is_made_up {
            return least;
        }
        for &input in &inputs {
            let shorter = [0, 1, 2, 3, 7, 14, 21, 28];
            let tried = shorter.map(|days| least.only_days(input, days, None));
            least = self.fewest(goal, surroundings, least, tried.to_vec(), score);
            if let Some(choice) = self.meter.ruleset.input(input).each {
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
