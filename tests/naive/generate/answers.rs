//! Random answers to a random ruleset: a few athletes, some weeks, many gaps.

use std::collections::BTreeMap;

use super::super::data::{Answer, Athlete, Key, Row};
use super::Tape;
use super::declarations::{Draft, Kind, Spec};

/// 2026-01-01 as days since 1970-01-01.
const START: i64 = 20_454;

/// One to three athletes of one to twenty days, with missing rows and cells.
pub fn athletes(tape: &mut Tape, draft: &Draft, most_days: usize) -> Vec<Athlete> {
    let count = 1 + tape.below(3);
    (0..count)
        .map(|index| {
            let length = 1 + tape.below(most_days) as i64;
            let first = START + tape.below(40) as i64;
            let gaps = *tape.pick(&[10, 0, 30, 60]);
            let cells = *tape.pick(&[60, 90, 97, 30]);
            let mut rows = BTreeMap::new();
            for day in 0..length {
                if day > 0 && tape.chance(gaps) {
                    continue;
                }
                rows.insert(first + day, row(tape, draft, cells, first + day));
            }
            let own = match tape.chance(25) {
                true => settings(tape, draft, 50),
                false => Row::new(),
            };
            if tape.chance(20) {
                // Some days set them too.
                for row in rows.values_mut() {
                    row.extend(settings(tape, draft, 15));
                }
            }
            Athlete {
                settings: own,
                name: format!("athlete {index}"),
                rows,
            }
        })
        .collect()
}

fn row(tape: &mut Tape, draft: &Draft, cells: usize, date: i64) -> Row {
    let mut row = Row::new();
    for spec in &draft.specs {
        let chance = if spec.lasting { 25 } else { cells };
        match &spec.each {
            None => {
                if tape.chance(chance) {
                    row.insert((spec.name.clone(), None), answer(tape, spec, date));
                }
            }
            Some(parts) => match tape.below(6) {
                0 => {}
                1 => {
                    row.insert((spec.name.clone(), None), Answer::Answered);
                }
                _ => {
                    for part in parts {
                        if tape.chance(chance) {
                            let key = (spec.name.clone(), Some(part.clone()));
                            row.insert(key, answer(tape, spec, date));
                        }
                    }
                }
            },
        }
    }
    row
}

/// Values for some settings.
fn settings(tape: &mut Tape, draft: &Draft, chance: usize) -> Row {
    let mut row = Row::new();
    for spec in &draft.settings {
        let members = match &spec.each {
            None => vec![None],
            Some(parts) => parts.iter().cloned().map(Some).collect(),
        };
        for member in members {
            if tape.chance(chance) {
                row.insert((spec.name.clone(), member), answer(tape, spec, START));
            }
        }
    }
    row
}

fn answer(tape: &mut Tape, spec: &Spec, date: i64) -> Answer {
    match &spec.kind {
        Kind::Number { values, .. } => Answer::Number(*tape.pick(values)),
        Kind::Truth => Answer::Truth(tape.chance(50)),
        Kind::Member(members, _) => Answer::Member(tape.pick(members).clone()),
        Kind::Set(members) => Answer::Set(
            members
                .iter()
                .filter(|_| tape.chance(40))
                .cloned()
                .collect(),
        ),
        Kind::Date => Answer::Date(date + [0, -1, 5, -20, -400][tape.below(5)]),
    }
}

/// The answers that are not given on a day.
pub fn open_keys(draft: &Draft, athlete: &Athlete, date: i64) -> Vec<(Key, Spec)> {
    let row = athlete.rows.get(&date);
    let mut keys = Vec::new();
    for spec in &draft.specs {
        let members = match &spec.each {
            None => vec![None],
            Some(parts) => parts.iter().cloned().map(Some).collect(),
        };
        for member in members {
            let key = (spec.name.clone(), member);
            if !row.is_some_and(|row| row.contains_key(&key)) {
                keys.push((key, spec.clone()));
            }
        }
    }
    keys
}

/// Every answer that an input of few values can get.
pub fn every_answer(spec: &Spec) -> Vec<Answer> {
    match &spec.kind {
        Kind::Number { values, .. } => values.iter().map(|x| Answer::Number(*x)).collect(),
        Kind::Truth => vec![Answer::Truth(false), Answer::Truth(true)],
        Kind::Member(members, _) => members.iter().cloned().map(Answer::Member).collect(),
        Kind::Set(members) => (0..1usize << members.len())
            .map(|mask| {
                let chosen = members
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| mask >> at & 1 == 1);
                Answer::Set(chosen.map(|(_, member)| member.clone()).collect())
            })
            .collect(),
        Kind::Date => Vec::new(),
    }
}
