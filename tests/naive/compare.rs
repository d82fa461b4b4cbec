//! Holds a decision of the engine against a naive one: in go both, out comes
//! what differs, in words.

use std::collections::BTreeSet;
use std::fmt::Debug;

use touchline::decision::{self, Waiting};

use super::decide::{Change, Decision};
use super::model::{Model, Type};
use super::value::{Truth, Value, show_date};

/// What differs; empty where nothing does.
pub fn differences(model: &Model, naive: &[Decision], engine: &[decision::Decision]) -> String {
    let mut found = String::new();
    if naive.len() != engine.len() {
        return format!("{} decisions, naive {}\n", engine.len(), naive.len());
    }
    for (naive, engine) in naive.iter().zip(engine) {
        let mut differ = |what: &str, engine_says: &dyn Debug, naive_says: &dyn Debug| {
            let (engine_says, naive_says) = (format!("{engine_says:?}"), format!("{naive_says:?}"));
            if engine_says != naive_says {
                found.push_str(&format!(
                    "{} on {}: {what}\n  engine {engine_says}\n  naive  {naive_says}\n",
                    naive.athlete, naive.date
                ));
            }
        };
        differ("athlete", &engine.athlete, &naive.athlete);
        differ("date", &engine.date, &naive.date);
        differ("verdict", &engine.verdict, &naive.verdict);
        differ("final", &engine.is_final, &naive.is_final);
        differ("possible", &engine.possible, &naive.possible);
        let answers: BTreeSet<&String> = engine
            .waiting_on
            .iter()
            .filter_map(|waiting| match waiting {
                Waiting::Answer { input, .. } => Some(input),
                _ => None,
            })
            .collect();
        let least: BTreeSet<&String> = naive.waiting.iter().collect();
        let most: BTreeSet<&String> = naive.may_wait.iter().collect();
        if !answers.is_subset(&most) {
            differ("waiting on more than", &answers, &most);
        }
        if !answers.is_superset(&least) {
            differ("waiting on less than", &answers, &least);
        }
        let reasons: Vec<_> = engine
            .reasons
            .iter()
            .map(|r| (&r.rule, r.verdict, &r.because))
            .collect();
        let expected: Vec<_> = naive
            .reasons
            .iter()
            .map(|r| (&r.rule, r.verdict, &r.because))
            .collect();
        differ("reasons", &reasons, &expected);
        let sure = |rule: &str| {
            engine
                .reasons
                .iter()
                .find(|r| r.rule == rule)
                .map(|r| r.sure)
        };
        for reason in &naive.reasons {
            if reason.sure.is_some() {
                differ(
                    &format!("sure of {}", reason.rule),
                    &sure(&reason.rule),
                    &reason.sure,
                );
            }
        }
        let may: BTreeSet<_> = engine
            .may
            .iter()
            .map(|m| (m.rule.clone(), m.verdict))
            .collect();
        differ(
            "may",
            &may,
            &naive.may.iter().cloned().collect::<BTreeSet<_>>(),
        );
        let overridden: Vec<_> = engine
            .overridden
            .iter()
            .map(|o| (o.rule.clone(), o.by.clone()))
            .collect();
        differ("overridden", &overridden, &naive.overridden);
        let floors: Vec<_> = engine
            .floors
            .iter()
            .map(|f| (f.table.clone(), f.verdict))
            .collect();
        differ("floors", &floors, &naive.floors);
        let changes: Vec<Change> = engine
            .adjustments
            .iter()
            .map(|a| Change {
                rule: a.rule.clone(),
                target: a.target.clone(),
                made: a.not_made.is_none(),
            })
            .collect();
        let all = |changes: &[Change]| {
            let mut all: Vec<_> = changes
                .iter()
                .map(|c| (c.rule.clone(), c.target.clone()))
                .collect();
            all.sort();
            all
        };
        differ("adjustments", &all(&changes), &all(&naive.changes));
        // One that changes nothing may be called made or not made.
        for change in &naive.changes {
            let not_made = |changes: &[Change]| {
                let same =
                    |c: &&Change| !c.made && c.rule == change.rule && c.target == change.target;
                changes.iter().filter(same).count()
            };
            let (engine, naive) = (not_made(&changes), not_made(&naive.changes));
            if engine < naive {
                differ("adjustments not made", &engine, &naive);
            }
        }
        let advice: BTreeSet<_> = engine
            .advice
            .iter()
            .map(|a| (a.rule.clone(), a.text.clone()))
            .collect();
        differ(
            "advice",
            &advice,
            &naive.advice.iter().cloned().collect::<BTreeSet<_>>(),
        );
        let flags: BTreeSet<_> = engine
            .flags
            .iter()
            .map(|f| (f.rule.clone(), f.text.clone(), f.raised))
            .collect();
        differ(
            "flags",
            &flags,
            &naive.flags.iter().cloned().collect::<BTreeSet<_>>(),
        );
        let names: Vec<_> = engine.plan.iter().map(|p| p.name.clone()).collect();
        let expected: Vec<_> = naive.plan.iter().map(|p| p.0.clone()).collect();
        differ("what is planned", &names, &expected);
        for (engine, (name, before, after)) in engine.plan.iter().zip(&naive.plan) {
            let input = model.input(without_member(name)).unwrap();
            for (what, datum, value) in [
                ("before", &engine.before, before),
                ("after", &engine.after, after),
            ] {
                let expected = json(model, &input.ty, value);
                if !same(&datum.value, &expected) {
                    differ(&format!("{name} {what}"), &datum.value, &expected);
                }
            }
        }
        let names: Vec<_> = engine.settings.iter().map(|s| (&s.name, s.from)).collect();
        let expected: Vec<_> = naive.settings.iter().map(|s| (&s.0, s.2)).collect();
        differ("settings", &names, &expected);
        for (engine, (name, value, _)) in engine.settings.iter().zip(&naive.settings) {
            let setting = model.setting(without_member(name)).unwrap();
            let expected = json(model, &setting.ty, value);
            if !same(&engine.datum.value, &expected) {
                differ(name, &engine.datum.value, &expected);
            }
        }
    }
    found
}

/// The map of `load.quads`.
fn without_member(name: &str) -> &str {
    name.split_once('.').map_or(name, |(map, _)| map)
}

fn json(model: &Model, ty: &Type, value: &Value) -> serde_json::Value {
    match (value, ty) {
        (Value::Number { lo, hi }, _) if lo == hi => serde_json::json!(lo),
        (Value::Truth(truth), _) if truth.known() => serde_json::json!(*truth == Truth::True),
        (Value::Member(member), Type::Member(choice)) => {
            serde_json::json!(model.choices[*choice].members[*member])
        }
        (Value::Set { sure, maybe }, Type::Set(choice)) if sure == maybe => {
            let names = sure.iter().map(|m| &model.choices[*choice].members[*m]);
            serde_json::json!(names.collect::<Vec<_>>())
        }
        (Value::Date(day), _) => serde_json::json!(show_date(*day)),
        _ => serde_json::Value::Null,
    }
}

/// Numbers may differ by what floating point loses.
fn same(a: &serde_json::Value, b: &serde_json::Value) -> bool {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        _ => a == b,
    }
}
