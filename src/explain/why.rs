//! Why the verdict is no other: in go the rules as they stood, out come those
//! that keep it from being milder, and those that would make it stricter, the
//! closest first, each with what would have to be otherwise.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::words;
use crate::decision::Decision;
use crate::engine::{Inspector, Join, Part, RuleStanding, Standing};
use crate::ruleset::{ExprId, ExprKind, LetId, RuleId, Verdict};

/// Of the rules that would give another verdict, no more than this are told.
const MOST: usize = 10;

/// What keeps a verdict from being milder.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeper {
    /// The rule, the table, or `otherwise`.
    pub name: String,
    /// What it is.
    pub kind: KeeperKind,
    /// The verdict that it keeps.
    pub verdict: Verdict,
    /// Which of its conditions would have to be otherwise, in words.
    pub needs: String,
    /// The conditions that this names.
    pub conditions: Vec<ExprId>,
}

/// What keeps a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeeperKind {
    /// A rule that fires.
    Rule,
    /// A table that is sure of it, whichever of its rows holds.
    Table,
    /// `otherwise`: no rule fires.
    Otherwise,
}

/// A rule that would give another verdict, and does not fire.
#[derive(Clone, Debug, PartialEq)]
pub struct Lacking {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// Its verdict.
    pub verdict: Verdict,
    /// Whether answers that are still open may yet make it fire.
    pub may: bool,
    /// How many conditions would have to be otherwise, at least.
    pub lacks: usize,
    /// Which, in words.
    pub needs: String,
    /// The conditions that this names.
    pub conditions: Vec<ExprId>,
}

/// Why a verdict is no other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Why {
    /// What keeps it from being milder, the strictest first.
    pub not_milder: Vec<Keeper>,
    /// How many more rules do.
    pub more_not_milder: usize,
    /// Rules that would make it milder where no rule decides and `otherwise` is stricter.
    pub milder: Vec<Lacking>,
    /// How many more of those there are.
    pub more_milder: usize,
    /// Rules that would make it stricter, the closest first.
    pub stricter: Vec<Lacking>,
    /// How many more of those there are.
    pub more_stricter: usize,
}

/// Why the decision of a day is no other.
pub fn why(day: &Inspector<'_>, decision: &Decision) -> Why {
    let standings = day.standings();
    let mut teller = Teller {
        day,
        costs: HashMap::new(),
    };
    let (not_milder, more_not_milder) = teller.keepers(&standings, decision);
    let is_otherwise = not_milder
        .iter()
        .any(|keeper| keeper.kind == KeeperKind::Otherwise);
    let (milder, more_milder) = match is_otherwise {
        true => teller.lacking(&standings, |verdict| verdict < decision.verdict),
        false => (Vec::new(), 0),
    };
    let (stricter, more_stricter) =
        teller.lacking(&standings, |verdict| verdict > decision.verdict);
    Why {
        not_milder,
        more_not_milder,
        milder,
        more_milder,
        stricter,
        more_stricter,
    }
}

/// What would make a condition come out as wanted.
struct Needs {
    /// It is said of what lacks, so that what has to be true is not said to be.
    lacks: bool,
    words: Vec<String>,
    conditions: Vec<ExprId>,
}

struct Teller<'a, 'd> {
    day: &'a Inspector<'d>,
    /// How many conditions it takes at least to make a `let` false, and to make it true.
    costs: HashMap<LetId, [usize; 2]>,
}

impl Teller<'_, '_> {
    fn keepers(&mut self, standings: &[RuleStanding], decision: &Decision) -> (Vec<Keeper>, usize) {
        let ruleset = self.day.ruleset();
        let mut keepers = Vec::new();
        let fires = |rule: &&RuleStanding| {
            matches!(rule.standing, Standing::Sure | Standing::Fires)
                && rule.verdict.is_some_and(|verdict| verdict > Verdict::Train)
        };
        let mut firing: Vec<&RuleStanding> = standings.iter().filter(fires).collect();
        firing.sort_by_key(|rule| Reverse(rule.verdict));
        let more = firing.len().saturating_sub(MOST);
        for standing in firing.into_iter().take(MOST) {
            let rule = ruleset.rule(standing.rule);
            let needs = self.to_stop(rule.when, rule.unless);
            keepers.push(Keeper {
                name: rule.name.clone(),
                kind: KeeperKind::Rule,
                verdict: standing.verdict.unwrap_or(Verdict::Train),
                needs: needs.words.join("; or "),
                conditions: needs.conditions,
            });
        }
        let floors = decision
            .floors
            .iter()
            .filter(|floor| floor.verdict > Verdict::Train);
        keepers.extend(floors.map(|floor| Keeper {
            name: floor.table.clone(),
            kind: KeeperKind::Table,
            verdict: floor.verdict,
            needs: format!(
                "none of its rows that may hold is milder than {}",
                floor.verdict
            ),
            conditions: Vec::new(),
        }));
        let otherwise = ruleset.otherwise.verdict;
        if keepers.is_empty() && decision.verdict > Verdict::Train && decision.verdict == otherwise
        {
            keepers.push(Keeper {
                name: "otherwise".to_owned(),
                kind: KeeperKind::Otherwise,
                verdict: otherwise,
                needs: "no rule with a verdict fires".to_owned(),
                conditions: Vec::new(),
            });
        }
        keepers.sort_by_key(|keeper| Reverse(keeper.verdict));
        (keepers, more)
    }

    /// The rules that do not fire and would give such a verdict, the closest first.
    fn lacking(
        &mut self,
        standings: &[RuleStanding],
        wanted: impl Fn(Verdict) -> bool,
    ) -> (Vec<Lacking>, usize) {
        let ruleset = self.day.ruleset();
        let mut found: Vec<(usize, Verdict, RuleStanding)> = Vec::new();
        for &standing in standings {
            let fires = matches!(standing.standing, Standing::Sure | Standing::Fires);
            let Some(verdict) = standing
                .verdict
                .filter(|&verdict| wanted(verdict) && !fires)
            else {
                continue;
            };
            let rule = ruleset.rule(standing.rule);
            let cost = self.cost(rule.when, true) + self.cost_of_exception(rule.unless);
            let by = self.day.overriders(standing.rule);
            let overriders = by.iter().filter(|(_, does)| *does == Some(true)).count();
            found.push((cost + overriders, verdict, standing));
        }
        // Rules are held by name, and so equals stay in that order.
        found.sort_by_key(|(cost, verdict, _)| (*cost, *verdict));
        let more = found.len().saturating_sub(MOST);
        found.truncate(MOST);
        let tell = |(lacks, verdict, standing): (usize, Verdict, RuleStanding)| {
            let rule = ruleset.rule(standing.rule);
            let mut needs = self.to_fire(rule.when, rule.unless);
            for (by, _) in self
                .day
                .overriders(standing.rule)
                .into_iter()
                .filter(|(_, does)| *does == Some(true))
            {
                needs
                    .words
                    .push(format!("overridden by “{}”", ruleset.rule(by).name));
            }
            Lacking {
                rule: standing.rule,
                name: rule.name.clone(),
                verdict,
                may: standing.may,
                lacks,
                needs: needs.words.join("; "),
                conditions: needs.conditions,
            }
        };
        (found.into_iter().map(tell).collect(), more)
    }

    /// What would have to be so that a rule that fires does not.
    fn to_stop(&self, when: Option<ExprId>, unless: Option<ExprId>) -> Needs {
        let mut needs = Needs {
            lacks: false,
            words: Vec::new(),
            conditions: Vec::new(),
        };
        if let Some(when) = when {
            let parts = self.day.parts(when);
            let text = self.want(&parts, 0, false, &mut needs);
            needs.words.push(format!("until {text}"));
        } else {
            needs.words.push("it always holds".to_owned());
        }
        if let Some(unless) = unless {
            let parts = self.day.parts(unless);
            let text = self.want(&parts, 0, true, &mut needs);
            needs.words.push(format!("by its exception, until {text}"));
        }
        needs
    }

    /// What would have to be so that a rule that does not fire does.
    fn to_fire(&self, when: Option<ExprId>, unless: Option<ExprId>) -> Needs {
        let mut needs = Needs {
            lacks: true,
            words: Vec::new(),
            conditions: Vec::new(),
        };
        let mut add = |condition: Option<ExprId>, wanted: bool| {
            let parts = condition.map_or_else(Vec::new, |id| self.day.parts(id));
            let whole = parts.first().map(|whole| whole.now);
            // An exception that nobody can tell is not granted.
            let lacks = match wanted {
                true => whole.is_some_and(|now| now != Some(true)),
                false => whole == Some(Some(true)),
            };
            if lacks {
                let text = self.want(&parts, 0, wanted, &mut needs);
                let lead = match wanted {
                    true => "lacks ",
                    false => "its exception holds until ",
                };
                needs.words.push(format!("{lead}{text}"));
            }
        };
        add(when, true);
        add(unless, false);
        needs
    }

    /// What would make a part come out as wanted, in words. The parts are as deep
    /// as brackets are nested, which has a limit.
    fn want(&self, parts: &[Part], at: usize, wanted: bool, needs: &mut Needs) -> String {
        let Some(part) = parts.get(at) else {
            return String::new();
        };
        let goal = match part.join {
            Join::One => {
                needs.conditions.push(part.expr);
                return words::wanted(self.day, part, wanted, needs.lacks);
            }
            Join::Not | Join::None => !wanted,
            _ => wanted,
        };
        let items: Vec<usize> = (at + 1..parts.len())
            .filter(|&item| parts.get(item).is_some_and(|item| item.parent == Some(at)))
            .collect();
        let other = |item: &&usize| parts.get(**item).is_some_and(|item| item.now != Some(goal));
        let wrong: Vec<usize> = items.iter().filter(other).copied().collect();
        let (needed, right) = (
            wanted_of(part, items.len(), goal),
            items.len() - wrong.len(),
        );
        let needed = needed.saturating_sub(right).max(1);
        let texts: Vec<String> = wrong
            .iter()
            .map(|&item| self.want(parts, item, goal, needs))
            .collect();
        let count = texts.len();
        let texts = words::shortened(texts).unwrap_or_default();
        match needed {
            _ if count <= 1 => texts.concat(),
            needed if needed >= count => texts.join(" and "),
            1 => format!("one of these: {}", texts.join(" | ")),
            needed => format!("{needed} of these: {}", texts.join(" | ")),
        }
    }

    /// How many conditions of one would have to be otherwise, at least.
    fn cost(&mut self, condition: Option<ExprId>, wanted: bool) -> usize {
        let Some(condition) = condition else { return 0 };
        let parts = self.day.shape(condition);
        let costs = costs(&parts, |part| self.of_let(part));
        costs[usize::from(wanted)]
    }

    fn cost_of_exception(&mut self, unless: Option<ExprId>) -> usize {
        let Some(unless) = unless else { return 0 };
        let parts = self.day.shape(unless);
        // Not known is no exception either.
        match parts.first().map(|whole| whole.now) {
            Some(Some(true)) => costs(&parts, |part| self.of_let(part))[0],
            _ => 0,
        }
    }

    /// A `let` that is a condition costs what its own parts do.
    fn of_let(&mut self, part: &Part) -> Option<[usize; 2]> {
        let ExprKind::Let(id) = self.day.ruleset().expr(part.expr).kind else {
            return None;
        };
        if let Some(&known) = self.costs.get(&id) {
            return Some(known);
        }
        let inner = self.day.shape(self.day.ruleset().let_(id).expr);
        let costs = costs(&inner, |_| None);
        self.costs.insert(id, costs);
        Some(costs)
    }
}

/// How many parts of one have to come out as the goal.
fn wanted_of(part: &Part, items: usize, goal: bool) -> usize {
    let needed = match part.join {
        Join::AtLeast(Some(count)) => (1..=items)
            .find(|&n| u32::try_from(n).is_ok_and(|n| f64::from(n) >= count - 1e-9))
            .unwrap_or(items),
        Join::AtLeast(None) | Join::All | Join::One | Join::Not => items,
        Join::Any | Join::None => 1,
    };
    match goal {
        true => needed,
        false => items + 1 - needed.clamp(1, items.max(1)),
    }
}

/// How many conditions have to be otherwise to make a condition false, and to make it true.
fn costs(parts: &[Part], mut of_one: impl FnMut(&Part) -> Option<[usize; 2]>) -> [usize; 2] {
    let mut costs: Vec<[usize; 2]> = vec![[0, 0]; parts.len()];
    let mut items: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    // Parts stand after what they are joined into.
    for (at, part) in parts.iter().enumerate().rev() {
        if let Some(of_parent) = part.parent.and_then(|parent| items.get_mut(parent)) {
            of_parent.push(at);
        }
        let own = items.get(at).cloned().unwrap_or_default();
        let cost = match part.join {
            Join::One => {
                let inner = of_one(part).unwrap_or([1, 1]);
                let none = |now: bool| if part.now == Some(now) { 0 } else { 1 };
                [none(false) * inner[0].max(1), none(true) * inner[1].max(1)]
            }
            _ => {
                let of = |goal: bool| -> usize {
                    let flips = matches!(part.join, Join::Not | Join::None);
                    let goal = goal != flips;
                    let mut each: Vec<usize> = own
                        .iter()
                        .filter_map(|&item| costs.get(item))
                        .map(|cost| cost[usize::from(goal)])
                        .collect();
                    each.sort_unstable();
                    let needed = wanted_of(part, own.len(), goal);
                    each.into_iter().take(needed).sum()
                };
                [of(false), of(true)]
            }
        };
        if let Some(place) = costs.get_mut(at) {
            *place = cost;
        }
    }
    costs.first().copied().unwrap_or([0, 0])
}
