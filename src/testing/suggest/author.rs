//! Tests for what is missing: in go the places of a ruleset and how they stood, out
//! come `test` blocks, each with what it is called and what the ruleset now gives.

use std::collections::HashSet;

use super::super::coverage::meter::{Meter, Place, Seen, Target};
use super::super::coverage::{self, source};
use super::add;
use super::join::{Draft, joined, number};
use super::scenario::{Scenario, Slot};
use super::score::{Goal, Surroundings};
use super::search::{ROUNDS, Search};
use super::write::{self, Block, Known};
use crate::engine::{Inspector, Standing, show};
use crate::ruleset::{ExprKind, GivenValue, RuleId, Type};

/// No more cases of tests are started from than this.
const MOST_CASES: usize = 40;

/// Writes blocks for what is missing.
pub(super) struct Author<'a> {
    meter: &'a Meter<'a>,
    pub search: Search<'a>,
    seen: Vec<Seen>,
    examples: Vec<Known>,
    names: HashSet<String>,
}

/// What a scenario gives, to be expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Given {
    verdict: String,
    rule: Option<String>,
    value: Option<String>,
}

impl<'a> Author<'a> {
    /// Makes ready; `seen` is what the ruleset's own tests try.
    pub fn new(meter: &'a Meter<'a>, seen: Vec<Seen>) -> Self {
        let ruleset = meter.ruleset;
        let examples: Vec<Known> = ruleset
            .examples
            .iter()
            .map(|example| Known {
                name: example.name.clone(),
                scenario: Scenario::of(example.given.iter(), None),
            })
            .collect();
        let mut starts: Vec<Scenario> = examples
            .iter()
            .map(|known| known.scenario.clone())
            .collect();
        for test in &ruleset.tests {
            let alone = test.cases.is_empty().then_some(None);
            for case in alone.into_iter().chain(test.cases.iter().map(Some)) {
                let scenario = Scenario::of_case(test, case);
                if starts.len() < MOST_CASES + examples.len() && !starts.contains(&scenario) {
                    starts.push(scenario);
                }
            }
        }
        Self {
            meter,
            search: Search::new(meter, starts),
            seen,
            names: ruleset.tests.iter().map(|test| test.name.clone()).collect(),
            examples,
        }
    }

    /// The text of each test.
    pub fn blocks(&mut self) -> Vec<String> {
        let mut order: Vec<usize> = (0..self.meter.targets.len()).collect();
        // A threshold that is tried mostly tries its rule and its condition, too.
        order.sort_by_key(|&index| {
            match self.meter.targets.get(index).map(|target| &target.place) {
                Some(Place::Threshold(_)) => 0,
                Some(Place::Row(_)) => 1,
                Some(Place::Rule(_)) => 2,
                Some(Place::Condition(_)) | None => 3,
            }
        });
        let mut blocks = Vec::new();
        for most in ROUNDS {
            self.search.most_each = most;
            for &index in &order {
                if self.search.is_spent() {
                    break;
                }
                blocks.extend(self.of_target(index));
            }
        }
        let written = joined(blocks).into_iter().filter_map(|mut block: Block| {
            block.name = self.name(&block.name);
            write::block(self.meter.ruleset, &self.examples, &block)
        });
        written.collect()
    }

    fn of_target(&mut self, index: usize) -> Vec<Draft> {
        let Some(target) = self.meter.targets.get(index) else {
            return Vec::new();
        };
        let order = match target.place {
            Place::Threshold(_) => [Seen::SECOND, Seen::FIRST, Seen::THIRD],
            _ => [Seen::FIRST, Seen::SECOND, Seen::NOTHING],
        };
        let mut found: Vec<(Seen, Scenario)> = Vec::new();
        for bit in order {
            let has = self.seen.get(index).is_some_and(|seen| seen.has(bit));
            if bit.is_empty() || has || !target.needed.has(bit) {
                continue;
            }
            let goal = Goal { target: index, bit };
            let from = found.first().map(|(_, scenario)| scenario.clone());
            let Some(scenario) = self.search.find(goal, from.as_ref()) else {
                continue;
            };
            let meter = self.meter;
            let looked = self.search.look(std::slice::from_ref(&scenario), |day| {
                let targets = meter.targets.iter();
                targets.map(|target| meter.look(target, day)).collect()
            });
            add(&mut self.seen, &looked);
            found.push((bit, scenario));
        }
        if found.is_empty() {
            return Vec::new();
        }
        let needed: Vec<Seen> = found.iter().map(|(bit, _)| *bit).collect();
        let welcome: Vec<Seen> = order
            .into_iter()
            .filter(|bit| !bit.is_empty() && target.needed.has(*bit) && !needed.contains(bit))
            .collect();
        let scenarios: Vec<Scenario> = found.iter().map(|(_, scenario)| scenario.clone()).collect();
        let together = match &target.place {
            Place::Threshold(_) => self
                .search
                .side_by_side(&scenarios, index, &needed, &welcome),
            _ => None,
        };
        let mut found = together.unwrap_or(found);
        found.sort_by_key(|(bit, _)| Seen::ALL.iter().position(|known| known == bit));
        let target = self.search.targets.get(index).unwrap_or(target).clone();
        self.write(&target, found)
    }

    /// As one table of cases where they differ in one answer of today alone, else a block each.
    fn write(&mut self, target: &Target, mut found: Vec<(Seen, Scenario)>) -> Vec<Draft> {
        let scenarios: Vec<Scenario> = found.iter().map(|(_, scenario)| scenario.clone()).collect();
        let rule = Surroundings::of(self.meter, target).rule;
        let meter = self.meter;
        let given = self
            .search
            .look(&scenarios, |day| given(meter, target, rule, day));
        let slot = one_slot(&scenarios);
        let mut written = Vec::new();
        if let (Some(slot), true) = (slot, found.len() > 1) {
            let column = |get: &dyn Fn(&Given) -> Option<String>| {
                let all: Option<Vec<String>> = given.iter().map(get).collect();
                all.filter(|all| all.iter().any(|text| Some(text) != all.first()))
            };
            let expects = column(&|given| given.value.clone())
                .or_else(|| column(&|given| Some(given.verdict.clone())))
                .or_else(|| column(&|given| given.rule.clone()))
                .unwrap_or_else(|| given.iter().map(|given| given.verdict.clone()).collect());
            let mut cases: Vec<(GivenValue, String)> = scenarios
                .iter()
                .filter_map(|scenario| scenario.get(0, slot))
                .zip(expects)
                .collect();
            cases.sort_by(|(a, _), (b, _)| number(*a).total_cmp(&number(*b)));
            let (value, limit) = self.threshold(target);
            written.push(Draft {
                block: Block {
                    name: self.all_of(target, &found),
                    scenario: scenarios.first().cloned().unwrap_or_default(),
                    expects: Vec::new(),
                    cases: Some((slot, cases)),
                },
                around: matches!(target.place, Place::Threshold(_)).then(|| (value, vec![limit])),
            });
        } else {
            let alike = found.len() > 1
                && scenarios
                    .iter()
                    .all(|other| Some(other) == scenarios.first());
            if alike {
                // One day tries it all, on several days of its history.
                found.truncate(1);
            }
            for ((bit, scenario), given) in found.into_iter().zip(given) {
                let expects = [Some(given.verdict), given.rule, given.value];
                let block = Block {
                    name: match alike {
                        true => self.all_of(target, &[]),
                        false => self.one_of(target, bit),
                    },
                    scenario,
                    expects: expects.into_iter().flatten().collect(),
                    cases: None,
                };
                written.push(Draft {
                    block,
                    around: None,
                });
            }
        }
        written
    }

    /// `sore_today just below 4`, `“Too sore” fires`
    fn one_of(&self, target: &Target, bit: Seen) -> String {
        let ruleset = self.meter.ruleset;
        let is = bit == Seen::FIRST;
        match &target.place {
            Place::Rule(id) => {
                let does = if is { "fires" } else { "does not fire" };
                format!("{} {does}", ruleset.rule(*id).name)
            }
            Place::Row(index) => {
                let name = self.meter.places.rows.get(*index);
                let name = name.map_or("", |row| &row.name);
                format!("{name} {}", if is { "holds" } else { "does not hold" })
            }
            Place::Condition(index) => {
                let place = self.meter.places.conditions.get(*index);
                let text = place.map_or_else(String::new, |place| source(ruleset, place.expr));
                format!("{text} is {}", if is { "true" } else { "false" })
            }
            Place::Threshold(_) => {
                let point = match bit {
                    Seen::FIRST => "just below",
                    Seen::SECOND => "at",
                    _ => "just above",
                };
                let (value, limit) = self.threshold(target);
                format!("{value} {point} {limit}")
            }
        }
    }

    fn all_of(&self, target: &Target, found: &[(Seen, Scenario)]) -> String {
        match (&target.place, found) {
            (Place::Threshold(_), _) => {
                let (value, limit) = self.threshold(target);
                format!("{value} around {limit}")
            }
            (_, [(bit, _), ..]) => format!("{}, or not", self.one_of(target, *bit)),
            _ => String::new(),
        }
    }

    /// What is compared, and with what.
    fn threshold(&self, target: &Target) -> (String, String) {
        let ruleset = self.meter.ruleset;
        let Place::Threshold(turns) = &target.place else {
            return Default::default();
        };
        let Some(turn) = turns.first() else {
            return Default::default();
        };
        let limit = match &ruleset.expr(turn.value).ty {
            Type::Number(number) => coverage::show_exactly(target.limit, number),
            _ => source(ruleset, turn.limit),
        };
        (source(ruleset, turn.value), limit)
    }

    /// A name that no test has, as it can stand between quotes.
    fn name(&mut self, text: &str) -> String {
        let mut plain = text.replace('"', "'").replace('\\', "/");
        plain = plain.replace('{', "(").replace('}', ")");
        let mut name = plain.clone();
        let mut number = 2;
        while !self.names.insert(name.clone()) {
            name = format!("{plain}, {number}");
            number += 1;
        }
        name
    }
}

/// What came out of a scenario.
fn given(meter: &Meter<'_>, target: &Target, rule: Option<RuleId>, day: &Inspector<'_>) -> Given {
    let outcome = day.outcome();
    let verdict = match outcome.is_final() {
        true => outcome.verdict.to_string(),
        false => format!("{} for now", outcome.verdict),
    };
    let rule = rule.map(|id| {
        let name = &meter.ruleset.rule(id).name;
        match day.standing(id) {
            Standing::Sure | Standing::Fires => format!("rule \"{name}\""),
            _ => format!("no rule \"{name}\""),
        }
    });
    Given {
        verdict,
        rule,
        value: looked_up(meter, target, day),
    }
}

/// What a table gives whose row or cell it is: `change is 2.5 kg`.
fn looked_up(meter: &Meter<'_>, target: &Target, day: &Inspector<'_>) -> Option<String> {
    let ruleset = meter.ruleset;
    let span = match &target.place {
        Place::Row(index) => meter.places.rows.get(*index)?.span,
        Place::Threshold(turns) => ruleset.expr(turns.first()?.comparison).span,
        Place::Rule(_) | Place::Condition(_) => return None,
    };
    let mut lets = ruleset.lets.iter();
    let given = lets.find(|given| match &ruleset.expr(given.expr).kind {
        ExprKind::Lookup { rows, .. } => rows.iter().any(|(condition, _)| {
            let row = ruleset.expr(*condition).span;
            row.file == span.file && row.start <= span.start && span.end <= row.end
        }),
        _ => false,
    })?;
    let value = match (&ruleset.expr(given.expr).ty, day.number(given.expr)) {
        (Type::Number(number), Some(x)) => coverage::show_exactly(x, number),
        (Type::Choice(choice), Some(x)) => show::member(ruleset, *choice, x).text,
        (Type::Number(_) | Type::Choice(_), None) => "missing".to_owned(),
        _ => return None,
    };
    Some(format!("{} is {value}", given.name))
}

/// The answer of today in which scenarios differ, if it is one alone.
fn one_slot(scenarios: &[Scenario]) -> Option<Slot> {
    let first = scenarios.first()?;
    let mut slot = None;
    for other in scenarios.iter().skip(1) {
        let alike = (first.today, &first.answered, &first.settings)
            == (other.today, &other.answered, &other.settings);
        if !alike || first.values.len() != other.values.len() {
            return None;
        }
        for ((key, value), (other_key, other_value)) in first.values.iter().zip(&other.values) {
            if key == other_key && value == other_value {
                continue;
            }
            let &(ago, of) = key;
            if key != other_key || ago != 0 || slot.is_some_and(|slot| slot != of) {
                return None;
            }
            slot = Some(of);
        }
    }
    slot
}
