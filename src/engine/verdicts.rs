//! From rules to verdicts at one row: in go the columns of the rules, out come
//! which of them fire, hold for sure or may hold, which are overridden, and the
//! verdicts that are possible.

use std::collections::HashSet;

use super::examine::Standing;
use super::view::View;
use super::waiting::Causes;
use crate::decision::{Floor, Overridden, Waiting};
use crate::ruleset::{Rule, RuleId, Ruleset, Table, Verdict};

/// A rule at one row.
#[derive(Clone, Copy)]
pub(super) struct Stand<'a> {
    pub(super) rule: &'a Rule,
    pub(super) id: RuleId,
    pub(super) fires: bool,
    pub(super) sure: bool,
    pub(super) may: bool,
    /// It would fire, were it not for a rule that overrides it.
    pub(super) overridden: bool,
    /// Its verdict takes part in the decision's.
    pub(super) counts: bool,
}

impl Stand<'_> {
    /// Its verdict, where it has one that takes part in the decision's.
    pub(super) fn verdict(&self) -> Option<Verdict> {
        self.rule.verdict.filter(|_| self.counts)
    }

    /// How it stands, in one word.
    pub(super) fn standing(&self) -> Standing {
        match (self.fires, self.sure, self.may) {
            _ if self.overridden => Standing::Overridden,
            (true, true, _) => Standing::Sure,
            (true, false, _) => Standing::Fires,
            (false, _, true) => Standing::May,
            (false, _, false) => Standing::No,
        }
    }

    /// Its verdict, where it may hold.
    fn possible(&self) -> Option<Verdict> {
        self.verdict().filter(|_| self.may)
    }
}

/// What the rules together allow.
pub(super) struct Verdicts {
    /// The strictest verdict that a rule or a table is sure of.
    pub(super) sure: Option<Verdict>,
    /// Tables that are sure of a verdict though none of their rows is.
    pub(super) floors: Vec<Floor>,
    /// From the mildest to the strictest; at least one.
    pub(super) possible: Vec<Verdict>,
    /// The strictest verdict of a rule that fires.
    pub(super) firing: Option<Verdict>,
    /// As things stand.
    pub(super) verdict: Verdict,
}

impl Ruleset {
    /// Whether a verdict takes part in a decision's: one of an included file
    /// never makes it milder than `otherwise`.
    fn counts(&self, verdict: Option<Verdict>, included: bool) -> bool {
        !included || verdict.is_none_or(|verdict| verdict >= self.otherwise.verdict)
    }
}

impl View<'_> {
    /// How every rule stands, by name.
    pub(super) fn stands(&self) -> Vec<Stand<'_>> {
        (0u32..)
            .map(RuleId)
            .zip(&self.ruleset.rules)
            .map(|(id, rule)| self.stand(id, rule))
            .collect()
    }

    /// How one rule stands.
    pub(super) fn stand<'r>(&self, id: RuleId, rule: &'r Rule) -> Stand<'r> {
        let plan = self.plan.rule(id);
        let when_sure = self.truth_at(plan.when_sure);
        let exception_sure = self.truth_at(plan.exception_sure);
        let now = self.truth_at(plan.when_now) == 2;
        // An exception must be shown: a missing answer never grants it.
        let fires = now && self.truth_at(plan.exception_now) != 2;
        Stand {
            rule,
            id,
            fires,
            sure: when_sure == 2 && exception_sure == 0,
            may: when_sure != 0 && exception_sure != 2,
            overridden: now && !fires && self.truth_at(plan.unless_now) != 2,
            counts: self.ruleset.counts(rule.verdict, rule.included),
        }
    }

    pub(super) fn verdicts(&self, stands: &[Stand<'_>]) -> Verdicts {
        let otherwise = self.ruleset.otherwise.verdict;
        let mut floors = Vec::new();
        let mut sure = stands
            .iter()
            .filter(|stand| stand.sure)
            .filter_map(Stand::verdict)
            .max();
        for table in &self.ruleset.tables {
            let Some((verdict, of_a_row)) = self.floor(table, stands) else {
                continue;
            };
            sure = sure.max(Some(verdict));
            if !of_a_row {
                floors.push(Floor {
                    table: table.name.clone(),
                    verdict,
                });
            }
        }
        floors.sort_by(|a, b| a.table.cmp(&b.table));
        let may = stands.iter().filter_map(Stand::possible);
        let mut possible: Vec<Verdict> = match sure {
            Some(sure) => std::iter::once(sure)
                .chain(may.filter(|&verdict| verdict > sure))
                .collect(),
            None => std::iter::once(otherwise).chain(may).collect(),
        };
        possible.sort_unstable();
        possible.dedup();
        let firing = stands
            .iter()
            .filter(|stand| stand.fires)
            .filter_map(Stand::verdict)
            .max();
        let mildest = possible.first().copied().unwrap_or(otherwise);
        // What is sure of a verdict leaves nothing to `otherwise`, be it stricter or not.
        let unless_firing = if sure.is_some() { mildest } else { otherwise };
        Verdicts {
            sure,
            floors,
            firing,
            verdict: firing.unwrap_or(unless_firing).max(mildest),
            possible,
        }
    }

    /// What a table is sure of, and whether one of its rows is sure: one of them
    /// holds, so it is the mildest verdict of those that may.
    fn floor(&self, table: &Table, stands: &[Stand<'_>]) -> Option<(Verdict, bool)> {
        if !table.complete {
            return None;
        }
        let mut rows = table
            .rows
            .iter()
            .filter_map(|row| stands.get(row.0 as usize))
            .filter(|stand| stand.may)
            .peekable();
        let included = rows.peek()?.rule.included;
        let (mut mildest, mut of_a_row) = (Verdict::Rest, false);
        for stand in rows {
            mildest = mildest.min(stand.rule.verdict?);
            of_a_row |= stand.sure;
        }
        self.ruleset
            .counts(Some(mildest), included)
            .then_some((mildest, of_a_row))
    }

    /// Each rule that would fire, were it not overridden, with each that does so.
    pub(super) fn overridden(&self, stands: &[Stand<'_>]) -> Vec<Overridden> {
        let by = |id: RuleId| {
            let overriders = self.plan.overriders(id).iter().copied();
            overriders.filter(|&by| self.truth_at(self.plan.rule(by).status) == 2)
        };
        stands
            .iter()
            .filter(|stand| stand.overridden)
            .flat_map(|stand| by(stand.id).map(|by| (stand.rule, by)))
            .map(|(rule, by)| Overridden {
                rule: rule.name.clone(),
                by: self.ruleset.rule(by).name.clone(),
            })
            .collect()
    }

    /// What the rules wait for that could still change the verdict.
    pub(super) fn waiting_on(&self, stands: &[Stand<'_>], sure: Option<Verdict>) -> Vec<Waiting> {
        let otherwise = self.ruleset.otherwise.verdict;
        let mut causes = Causes::new(*self);
        let matters = |stand: &&Stand<'_>| match (stand.verdict(), sure) {
            _ if !stand.may || stand.sure => false,
            (None, _) => false,
            (Some(verdict), Some(sure)) => verdict > sure,
            (Some(verdict), None) => verdict != otherwise,
        };
        let mut ahead: Vec<RuleId> = stands
            .iter()
            .filter(matters)
            .map(|stand| stand.id)
            .collect();
        let mut seen = HashSet::new();
        while let Some(id) = ahead.pop() {
            if !seen.insert(id) {
                continue;
            }
            let rule = self.ruleset.rule(id);
            for condition in rule.when.into_iter().chain(rule.unless) {
                causes.follow(condition);
            }
            let overriders = self.plan.overriders(id).iter().copied();
            ahead.extend(overriders.filter(|&by| self.truth_at(self.plan.rule(by).status) == 1));
        }
        causes.finish()
    }
}
