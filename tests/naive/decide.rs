//! Decisions: in go a ruleset as written and athletes; out comes for each
//! decided day what the reference says of decisions, rule by rule.

use std::collections::BTreeSet;

use touchline::ast::{Adjustment, AdjustmentKind, Verdict};
use touchline::decision::SettingFrom;

use super::data::Athlete;
use super::evaluate::{At, History, Reading};
use super::merge::Merged;
use super::model::Model;
use super::settings::name_of;
use super::standing::Standing;
use super::value::{Value, show_date};
use super::waiting::Look;

/// Which days are decided.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Days {
    /// Every row.
    Every,
    /// This day, for athletes whose first row is not later.
    On(i64),
}

/// A rule that fires.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    pub rule: String,
    pub verdict: Option<Verdict>,
    /// `None` for `otherwise`.
    pub sure: Option<bool>,
    pub because: Option<String>,
}

/// One change of plan: by which rule, of what, and whether it could be made.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub rule: String,
    pub target: String,
    pub made: bool,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub athlete: String,
    pub date: String,
    pub verdict: Verdict,
    pub is_final: bool,
    pub possible: Vec<Verdict>,
    /// Answers that must be waited for: `sleep`, `soreness.quads`.
    pub waiting: BTreeSet<String>,
    /// Answers that may be.
    pub may_wait: BTreeSet<String>,
    pub reasons: Vec<Reason>,
    pub may: Vec<(String, Verdict)>,
    /// Rule, and by which.
    pub overridden: Vec<(String, String)>,
    /// Table, and the verdict it is sure of.
    pub floors: Vec<(String, Verdict)>,
    pub changes: Vec<Change>,
    pub advice: Vec<(String, String)>,
    /// Name, before, after.
    pub plan: Vec<(String, Value, Value)>,
    /// Rule, text, whether raised.
    pub flags: Vec<(String, String, bool)>,
    /// Name, value, who set it so.
    pub settings: Vec<(String, Value, SettingFrom)>,
}

/// Decides all of it.
pub fn decide(merged: &Merged, athletes: &[Athlete], days: Days) -> Vec<Decision> {
    let model = Model::new(merged);
    let mut decisions = Vec::new();
    for athlete in athletes {
        let first = athlete.first();
        let mut history = History::new(&model, athlete, first);
        let dates: Vec<i64> = match days {
            Days::Every => athlete.rows.keys().copied().collect(),
            Days::On(day) => [day].into_iter().filter(|d| *d >= first).collect(),
        };
        for date in dates {
            history.decide_on(date);
            decisions.push(history.decide(date));
        }
    }
    decisions
}

impl History<'_> {
    fn decide(&self, date: i64) -> Decision {
        let now = At {
            day: date - self.first,
            reading: Reading::Now,
            members: Vec::new(),
        };
        let sure = At {
            reading: Reading::Sure,
            ..now.clone()
        };
        let otherwise = self.model.otherwise.unwrap();
        let mildest = otherwise.then.verdict;
        let rules = self.standings(&now, &sure);
        let floors = self.floors(&rules, mildest);

        let strictest_sure = rules
            .iter()
            .filter(|r| r.sure)
            .filter_map(|r| r.counting(mildest))
            .chain(floors.iter().map(|floor| floor.verdict))
            .max();
        let may = |rule: &&Standing| rule.may;
        let may_come = rules.iter().filter(may).filter_map(|r| r.counting(mildest));
        let possible: BTreeSet<Verdict> = match strictest_sure {
            Some(sure) => may_come
                .filter(|verdict| *verdict > sure)
                .chain([sure])
                .collect(),
            None => may_come.chain([mildest]).collect(),
        };
        let firing = rules
            .iter()
            .filter(|r| r.fires)
            .filter_map(|r| r.counting(mildest))
            .max();
        // Where something is sure of a verdict, `otherwise` has nothing to say.
        let otherwise_says = firing.is_none() && strictest_sure.is_none();
        let mildest_possible = *possible.iter().next().unwrap();
        let verdict = match firing {
            Some(firing) => firing.max(mildest_possible),
            None if otherwise_says => mildest,
            None => mildest_possible,
        };
        let is_final = possible.len() == 1;

        let (mut waiting, mut may_wait) = (BTreeSet::new(), BTreeSet::new());
        if !is_final {
            for rule in &rules {
                let differs = match (rule.counting(mildest), strictest_sure) {
                    (None, _) => false,
                    (Some(verdict), Some(sure)) => verdict > sure,
                    (Some(verdict), None) => verdict != mildest,
                };
                if rule.may && !rule.sure && differs {
                    for condition in self.unsettled(rule, &rules) {
                        self.wait(condition, &sure, Look::Least, &mut waiting);
                        self.wait(condition, &sure, Look::Most, &mut may_wait);
                    }
                }
            }
        }

        let mut reasons: Vec<Reason> = rules
            .iter()
            .filter(|r| r.fires)
            .map(|r| Reason {
                rule: r.name.to_owned(),
                verdict: r.verdict,
                sure: Some(r.sure),
                because: r.decl.because.as_ref().map(|text| self.fill(text, &now)),
            })
            .collect();
        if otherwise_says {
            reasons.push(Reason {
                rule: "otherwise".into(),
                verdict: Some(mildest),
                sure: None,
                because: otherwise.because.as_ref().map(|text| self.fill(text, &now)),
            });
        }
        // The strictest first, those that only flag last; then by name.
        reasons.sort_by(|a, b| b.verdict.cmp(&a.verdict).then(a.rule.cmp(&b.rule)));

        let mut advice = Vec::new();
        let mut lines: Vec<(&str, &Adjustment)> = Vec::new();
        for rule in rules.iter().filter(|r| r.fires) {
            for line in rule.decl.then.iter().flat_map(|then| &then.adjustments) {
                lines.push((rule.name, line));
            }
        }
        if otherwise_says {
            for line in &otherwise.then.adjustments {
                lines.push(("otherwise", line));
            }
        }
        for (name, line) in &lines {
            if let AdjustmentKind::Advise(text) = &line.kind {
                advice.push(((*name).to_owned(), self.fill(text, &now)));
            }
        }
        advice.sort();
        let mut flags: Vec<(String, String, bool)> = rules
            .iter()
            .filter(|rule| rule.may || rule.fires)
            .filter_map(|rule| {
                let text = rule.decl.flag.as_ref()?;
                Some((rule.name.to_owned(), self.fill(text, &now), rule.fires))
            })
            .collect();
        flags.sort();

        let mut changes = Vec::new();
        let mut plan = Vec::new();
        for input in self.model.inputs.iter().filter(|input| input.planned()) {
            let members = self.members_of(input);
            let planned = |&member: &Option<usize>| self.input(input, member, &now).known();
            let of_map = members.iter().any(Option::is_some);
            if verdict == Verdict::Modify && of_map && !members.iter().any(planned) {
                changes.extend(Self::nothing_planned(input, &lines));
            }
            for member in members {
                let before = self.input(input, member, &now);
                let mut after = before.clone();
                if verdict == Verdict::Modify {
                    after = self.adjust(input, member, &before, &lines, &now, &mut changes);
                }
                if before.known() {
                    plan.push((self.answer_name(input, member), before, after));
                }
            }
        }
        plan.sort_by(|a, b| a.0.cmp(&b.0));
        changes.sort();

        let settings = self.settings.iter();
        let mut settings: Vec<(String, Value, SettingFrom)> = settings
            .map(|(key, (value, from))| (name_of(key), value.clone(), *from))
            .collect();
        settings.sort_by(|a, b| a.0.cmp(&b.0));
        Decision {
            athlete: self.athlete.name.clone(),
            date: show_date(date),
            verdict,
            is_final,
            possible: possible.into_iter().collect(),
            waiting,
            may_wait,
            reasons,
            may: rules
                .iter()
                .filter(|r| r.may && !r.fires)
                .filter_map(|r| Some((r.name.to_owned(), r.counting(mildest)?)))
                .collect(),
            overridden: self.overridden(&rules),
            floors: floors
                .iter()
                .filter(|floor| !floor.row_is_sure)
                .map(|floor| (floor.table.to_owned(), floor.verdict))
                .collect(),
            changes,
            advice,
            plan,
            flags,
            settings,
        }
    }
}
