//! Decisions: in go a ruleset as written and athletes; out comes for each
//! decided day what the reference says of decisions, rule by rule.

use std::collections::BTreeSet;

use touchline::ast::{
    Adjustment, AdjustmentKind, Expr, ExprKind, File, RuleDecl, Template, TemplatePart, Verdict,
};
use touchline::units::Unit;

use super::data::Athlete;
use super::evaluate::{At, History, Reading};
use super::model::{Input, Model, Type, bare};
use super::value::{Members, Truth, Value, ceil, floor, show_bounds, show_date};
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
    pub changes: Vec<Change>,
    pub advice: Vec<(String, String)>,
    /// Name, before, after.
    pub plan: Vec<(String, Value, Value)>,
    /// Rule, text, whether raised.
    pub flags: Vec<(String, String, bool)>,
}

/// Decides all of it.
pub fn decide(file: &File, athletes: &[Athlete], days: Days) -> Vec<Decision> {
    let model = Model::new(file);
    let mut decisions = Vec::new();
    for athlete in athletes {
        let history = History::new(&model, athlete);
        let dates: Vec<i64> = match days {
            Days::Every => athlete.rows.keys().copied().collect(),
            Days::On(day) => [day].into_iter().filter(|d| *d >= history.first).collect(),
        };
        for date in dates {
            decisions.push(history.decide(date));
        }
    }
    decisions
}

/// How a rule stands on the decided day.
struct Standing<'a> {
    rule: &'a RuleDecl,
    name: &'a str,
    verdict: Option<Verdict>,
    fires: bool,
    sure: bool,
    may: bool,
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
        let mut rules: Vec<Standing> = self
            .model
            .rules
            .iter()
            .map(|rule| self.standing(rule, &now, &sure))
            .collect();
        rules.sort_by_key(|rule| rule.name);
        let otherwise = self.model.otherwise.unwrap();
        let mildest = otherwise.then.verdict;

        let strictest_sure = rules
            .iter()
            .filter(|r| r.sure)
            .filter_map(|r| r.verdict)
            .max();
        let may = |rule: &&Standing| rule.may;
        let possible: BTreeSet<Verdict> = match strictest_sure {
            Some(sure) => rules
                .iter()
                .filter(may)
                .filter_map(|r| r.verdict)
                .filter(|verdict| *verdict > sure)
                .chain([sure])
                .collect(),
            None => rules
                .iter()
                .filter(may)
                .filter_map(|r| r.verdict)
                .chain([mildest])
                .collect(),
        };
        let firing = rules
            .iter()
            .filter(|r| r.fires)
            .filter_map(|r| r.verdict)
            .max();
        let verdict = firing
            .unwrap_or(mildest)
            .max(*possible.iter().next().unwrap());
        let is_final = possible.len() == 1;

        let (mut waiting, mut may_wait) = (BTreeSet::new(), BTreeSet::new());
        if !is_final {
            for rule in &rules {
                let differs = match (rule.verdict, strictest_sure) {
                    (None, _) => false,
                    (Some(verdict), Some(sure)) => verdict > sure,
                    (Some(verdict), None) => verdict != mildest,
                };
                if rule.may && !rule.sure && differs {
                    for condition in [&rule.rule.when, &rule.rule.unless].into_iter().flatten() {
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
                because: r.rule.because.as_ref().map(|text| self.fill(text, &now)),
            })
            .collect();
        if firing.is_none() {
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
            for line in rule.rule.then.iter().flat_map(|then| &then.adjustments) {
                lines.push((rule.name, line));
            }
        }
        if firing.is_none() {
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
                let text = rule.rule.flag.as_ref()?;
                Some((rule.name.to_owned(), self.fill(text, &now), rule.fires))
            })
            .collect();
        flags.sort();

        let mut changes = Vec::new();
        let mut plan = Vec::new();
        let planned = self.model.inputs.iter().filter(|input| input.planned());
        for input in planned.filter(|input| input.each.is_none()) {
            let before = self.input(input, None, &now);
            let mut after = before.clone();
            if verdict == Verdict::Modify {
                after = self.adjust(input, &before, &lines, &now, &mut changes);
            }
            if before.known() {
                plan.push((input.name().to_owned(), before, after));
            }
        }
        plan.sort_by(|a, b| a.0.cmp(&b.0));
        changes.sort();

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
                .filter_map(|r| Some((r.name.to_owned(), r.verdict?)))
                .collect(),
            changes,
            advice,
            plan,
            flags,
        }
    }

    fn standing<'r>(&self, rule: &'r RuleDecl, now: &At, sure: &At) -> Standing<'r> {
        let read = |condition: &Option<Expr>, absent: Truth, at: &At| match condition {
            Some(condition) => self.truth(condition, at),
            None => absent,
        };
        let (when_now, when_sure) = (
            read(&rule.when, Truth::True, now),
            read(&rule.when, Truth::True, sure),
        );
        let (unless_now, unless_sure) = (
            read(&rule.unless, Truth::False, now),
            read(&rule.unless, Truth::False, sure),
        );
        Standing {
            rule,
            name: &rule.title.value,
            verdict: rule.then.as_ref().map(|then| then.verdict),
            fires: when_now == Truth::True && unless_now != Truth::True,
            sure: when_sure == Truth::True && unless_sure == Truth::False,
            may: when_sure != Truth::False && unless_sure != Truth::True,
        }
    }

    /// What all modify rules that fire make of a plan value.
    fn adjust(
        &self,
        input: &Input,
        before: &Value,
        lines: &[(&str, &Adjustment)],
        now: &At,
        changes: &mut Vec<Change>,
    ) -> Value {
        let mut record = |rule: &str, made: bool| {
            changes.push(Change {
                rule: rule.to_owned(),
                target: input.name().to_owned(),
                made,
            });
        };
        if let Type::Set(choice) = input.ty {
            let mut dropped = Members::new();
            for (rule, line) in lines {
                let AdjustmentKind::Drop { set, target } = &line.kind else {
                    continue;
                };
                if target.name == input.name() {
                    let (sure, maybe) = self.set(set, now, choice);
                    // What is surely in it is dropped, even where more may be.
                    let planned = match before {
                        Value::Set { sure, .. } => sure.clone(),
                        _ => Members::new(),
                    };
                    let known = sure == maybe || maybe.is_disjoint(&planned);
                    let made = (known || !sure.is_empty()) && before.known();
                    record(rule, made);
                    if made {
                        dropped.extend(sure);
                    }
                }
            }
            return match before {
                Value::Set { sure, .. } => Value::Set {
                    sure: sure - &dropped,
                    maybe: sure - &dropped,
                },
                _ => Value::Missing,
            };
        }
        let Type::Number {
            unit, low, high, ..
        } = &input.ty
        else {
            return before.clone();
        };
        let planned = before.exact();
        let (mut cuts, mut caps, mut raises) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, line) in lines {
            let (target, expr) = match &line.kind {
                AdjustmentKind::Cut { target, by } => (target, by),
                AdjustmentKind::Cap { target, at } => (target, at),
                AdjustmentKind::Raise { target, to } => (target, to),
                AdjustmentKind::Drop { .. } | AdjustmentKind::Advise(_) => continue,
            };
            if target.name != input.name() {
                continue;
            }
            let (result, into) = match &line.kind {
                AdjustmentKind::Cut { .. } => {
                    let cut = if self.model.unit_of(expr).0.is_percent() {
                        let share = self.exact(expr, now, &Unit::none());
                        share.zip(planned).map(|(share, planned)| share * planned)
                    } else {
                        self.difference(expr, now, unit)
                    };
                    // A negative cut is no cut.
                    let result = cut
                        .zip(planned)
                        .map(|(cut, planned)| planned - cut.max(0.0));
                    (result, &mut cuts)
                }
                AdjustmentKind::Cap { .. } => (self.exact(expr, now, unit), &mut caps),
                _ => (self.exact(expr, now, unit), &mut raises),
            };
            record(rule, result.is_some() && planned.is_some());
            into.extend(result);
        }
        let Some(planned) = planned else {
            return Value::Missing;
        };
        let down = |x: f64| if input.whole { floor(x) } else { x };
        let up = |x: f64| if input.whole { ceil(x) } else { x };
        let mut result = planned;
        for cut in cuts {
            result = result.min(down(cut));
        }
        for cap in caps {
            result = result.min(down(cap));
        }
        for raise in raises {
            result = result.max(up(raise));
        }
        Value::number(result.max(*low).min(*high))
    }

    /// An amount in a unit, taken as a difference.
    fn difference(&self, expr: &Expr, at: &At, unit: &Unit) -> Option<f64> {
        let (from, _) = self.model.unit_of(expr);
        let x = self.value(expr, at).exact()?;
        let convert = touchline::units::Conversion::between(&from, unit, true);
        Some(convert.unwrap().apply(x))
    }

    fn fill(&self, text: &Template, at: &At) -> String {
        let mut out = String::new();
        for part in &text.parts {
            match part {
                TemplatePart::Literal(text) => out.push_str(text),
                TemplatePart::Value(expr) => out.push_str(&self.show(expr, at)),
            }
        }
        out
    }

    fn show(&self, expr: &Expr, at: &At) -> String {
        let ty = self.model.type_of(expr);
        let names = |choice: usize, members: &Members| {
            let all = &self.model.choices[choice].members;
            let names: Vec<&str> = members.iter().map(|m| all[*m].as_str()).collect();
            if names.is_empty() {
                "none".to_owned()
            } else {
                names.join(", ")
            }
        };
        match (self.value(expr, at), ty) {
            (
                Value::Number { lo, hi },
                Some(Type::Number {
                    unit, low, high, ..
                }),
            ) => {
                if lo != hi && lo == low && hi == high {
                    return "not known".into();
                }
                match &bare(expr).kind {
                    ExprKind::InUnit { unit, .. } => {
                        show_bounds(lo, hi, &Unit::parse(&unit.text).unwrap())
                    }
                    _ => show_bounds(lo, hi, &unit),
                }
            }
            (Value::Truth(Truth::True), _) => "yes".into(),
            (Value::Truth(Truth::False), _) => "no".into(),
            (Value::Member(member), Some(Type::Member(choice))) => {
                self.model.choices[choice].members[member].clone()
            }
            (Value::Set { sure, maybe }, Some(Type::Set(choice))) if sure == maybe => {
                names(choice, &sure)
            }
            (Value::Set { sure, maybe }, Some(Type::Set(choice)))
                if !sure.is_empty() || maybe != self.all_members(choice) =>
            {
                let rest = names(choice, &(&maybe - &sure));
                if sure.is_empty() {
                    format!("maybe {rest}")
                } else {
                    format!("{}, maybe {rest}", names(choice, &sure))
                }
            }
            (Value::Date(day), _) => show_date(day),
            _ => "not known".into(),
        }
    }
}
