//! The number that is just right: in go scenarios between which a number passes its
//! threshold, out comes one between them that reaches it, with as few decimals as do.

use super::super::coverage::meter::{Place, Seen};
use super::knobs::Line;
use super::scenario::Scenario;
use super::score::{Goal, Measured, Score, Surroundings};
use super::search::Search;
use crate::ruleset::{GivenValue, Type, Value};

/// How many steps narrow a number down, each to a sixteenth.
const MOST_NARROWINGS: usize = 11;

impl Search<'_> {
    /// What lies between two values of one knob, where a number passes its threshold.
    pub(super) fn between(
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
}
