//! What may still come: in go decisions, every answer taken away or given, out
//! comes nothing where each stays within what was said to be possible.

use std::cell::Cell;
use std::collections::BTreeMap;

use touchline::decision::Waiting;
use touchline::engine::Which;
use touchline::ruleset::Verdict;

use super::cases::{START, checked, decide_with, holds};
use crate::naive::data::{Answer, Athlete};
use crate::naive::generate::{Draft, Size, every_answer, open_keys};

#[test]
fn a_missing_answer_never_settles_anything() {
    holds(Size::Full, 120, |case| {
        let athlete = &case.athletes[0];
        let (&date, row) = athlete.rows.last_key_value().unwrap();
        let before = &case.decide_for(std::slice::from_ref(athlete), Which::Latest)[0];
        for (index, key) in row.keys().enumerate() {
            let Some(spec) = case.draft.specs.iter().find(|spec| spec.name == key.0) else {
                // A setting is no answer.
                continue;
            };
            // Without its answer of today a lasting value is an older one, not a missing one.
            let lasting = spec.lasting;
            // One answer of a map with a default also says that the others are as usual.
            let filled = spec.each.is_some() && spec.has_default;
            if lasting || filled || index > 8 {
                continue;
            }
            let mut fewer = athlete.clone();
            fewer.rows.get_mut(&date).unwrap().remove(key);
            let after = &case.decide_for(&[fewer], Which::Latest)[0];
            for verdict in &before.possible {
                if !after.possible.contains(verdict) {
                    return Err(format!(
                        "without {key:?} of today {verdict} is no longer possible: {:?}, then {:?}",
                        before.possible, after.possible
                    ));
                }
            }
        }
        Ok(())
    });
}

/// Every way to answer what is open today, each left unanswered too.
fn every_way(draft: &Draft, athlete: &Athlete, date: i64) -> Option<Vec<Athlete>> {
    let mut ways = vec![athlete.clone()];
    ways[0].rows.entry(date).or_default();
    for spec in draft.specs.iter().filter(|spec| spec.each.is_some()) {
        let key = (spec.name.clone(), None);
        let row = athlete.rows.get(&date);
        let untouched = !row.is_some_and(|row| row.keys().any(|k| k.0 == spec.name));
        if untouched {
            // `{}`: the map is answered, though none of its members is given.
            let mut answered = ways.clone();
            for way in &mut answered {
                let row = way.rows.get_mut(&date).unwrap();
                row.insert(key.clone(), Answer::Answered);
            }
            ways.extend(answered);
        }
    }
    for (key, spec) in open_keys(draft, athlete, date) {
        let answered_map = key.1.is_some()
            && athlete
                .rows
                .get(&date)
                .is_some_and(|row| row.keys().any(|k| k.0 == key.0));
        let carried = spec.lasting
            && athlete
                .rows
                .range(..date)
                .any(|(_, row)| row.contains_key(&key));
        // A default that an answered map fills in is an answer; so is what lasts.
        if carried || answered_map && spec.has_default {
            continue;
        }
        let mut more = Vec::new();
        for answer in every_answer(&spec) {
            for way in &ways {
                let mut way = way.clone();
                let row = way.rows.get_mut(&date).unwrap();
                row.insert(key.clone(), answer.clone());
                more.push(way);
            }
        }
        ways.extend(more);
        if ways.len() > 3000 {
            return None;
        }
    }
    Some(ways)
}

#[test]
fn no_answer_leads_out_of_what_is_possible() {
    let (tried, skipped) = (Cell::new(0), Cell::new(0));
    holds(Size::Small, 250, |case| {
        let athlete = &case.athletes[0];
        let date = *athlete.rows.last_key_value().unwrap().0;
        let on = Which::On(i32::try_from(date).unwrap());
        let Some(ways) = every_way(&case.draft, athlete, date) else {
            skipped.set(skipped.get() + 1);
            return Ok(());
        };
        let before = &case.decide_for(std::slice::from_ref(athlete), on)[0];
        // All ways at once, each under a name of its own.
        let ways: Vec<Athlete> = ways
            .into_iter()
            .enumerate()
            .map(|(index, way)| Athlete {
                name: format!("way {index}"),
                ..way
            })
            .collect();
        for (way, after) in ways.iter().zip(case.decide_for(&ways, on)) {
            tried.set(tried.get() + 1);
            let inside = after.possible.iter().all(|v| before.possible.contains(v));
            let kept = !before.is_final || after.verdict == before.verdict;
            if !before.possible.contains(&after.verdict) || !inside || !kept {
                return Err(format!(
                    "{} of {:?} becomes {} of {:?} with {:?}",
                    before.verdict, before.possible, after.verdict, after.possible, way.rows[&date]
                ));
            }
        }
        Ok(())
    });
    assert!(tried.get() > skipped.get() * 10);
}

#[test]
fn only_members_that_count_are_waited_for() {
    let ruleset = checked(
        "choice part: chest, back\n\ninput ache: scale 0 to 10 for each part\n\n\
         rule \"Sore\"\n  when highest ache among {chest} >= 5\n  then rest\n  because \"It aches.\"\n\n\
         otherwise train\n",
    );
    let answered = Answer::Answered;
    let row = BTreeMap::from([(("ache".to_owned(), None), answered)]);
    let athlete = Athlete {
        name: String::new(),
        rows: BTreeMap::from([(START, row)]),
        ..Athlete::default()
    };
    let decision = &decide_with(&ruleset, &[athlete], Which::Latest)[0];
    let inputs: Vec<&String> = decision
        .waiting_on
        .iter()
        .filter_map(|waiting| match waiting {
            Waiting::Answer { input, .. } => Some(input),
            _ => None,
        })
        .collect();
    assert_eq!(inputs, ["ache.chest"]);
}

#[test]
fn a_table_that_is_sure_leaves_nothing_to_otherwise() {
    let ruleset = checked(
        "input ache: scale 0 to 10\n\n\
         table \"Bands\"\n  | ache | then | because |\n  | < 5 | train | |\n  \
         | >= 5 | rest | \"It aches.\" |\n\n\
         otherwise modify\n  because \"That is the plan.\"\n",
    );
    let athlete = Athlete {
        rows: BTreeMap::from([(START, BTreeMap::new())]),
        ..Athlete::default()
    };
    let decision = &decide_with(&ruleset, &[athlete], Which::Latest)[0];
    assert_eq!(decision.possible, [Verdict::Train, Verdict::Rest]);
    assert_eq!(decision.verdict, Verdict::Train);
    assert!(decision.reasons.is_empty());
}
