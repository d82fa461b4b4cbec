//! Tables written otherwise: in go random rulesets with tables, out comes nothing
//! where rows written as rules, and what a table gives written with `if`, come to
//! the same.

use std::cell::Cell;
use std::collections::BTreeSet;

use touchline::decision::{Decision, Waiting};
use touchline::engine::Which;
use touchline::{Parsed, Ruleset};

use super::cases::{Case, decide_with, holds, say, source};
use crate::naive::generate::{Dim, DraftFile, DraftRow, DraftTable, Size};

/// What a cell asks of its head; `None` for `any`.
fn condition(head: &str, cell: &str) -> Option<String> {
    if cell == "any" {
        return None;
    }
    let parts: Vec<&str> = cell.split(" or ").collect();
    if parts.len() > 1 {
        let parts: Vec<String> = parts
            .iter()
            .map(|part| format!("({})", condition(head, part).unwrap()))
            .collect();
        return Some(parts.join(" or "));
    }
    if let Some(rest) = cell.strip_prefix("not ") {
        return Some(format!("not ({})", condition(head, rest)?));
    }
    let follows = ["<", ">", "is ", "overlaps ", "includes "];
    if follows.iter().any(|word| cell.starts_with(word)) {
        return Some(format!("({head}) {cell}"));
    }
    let Some((low, high)) = cell.split_once(" to ") else {
        return Some(format!("({head}) is {cell}"));
    };
    let (above, low) = match low.strip_prefix("above ") {
        Some(low) => (true, low),
        None => (false, low),
    };
    let (under, high) = match high.strip_prefix("under ") {
        Some(high) => (true, high),
        None => (false, high),
    };
    // A unit that is written once holds for both.
    let digits = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let unit = |text: &str| text.trim_start_matches(digits).to_owned();
    let low = match low.starts_with(digits) && unit(low).is_empty() {
        true => format!("{low}{}", unit(high)),
        false => low.to_owned(),
    };
    let mut text = format!("(({head}) is between {low} and {high})");
    if above {
        text.push_str(&format!(" and (({head}) > {low})"));
    }
    if under {
        text.push_str(&format!(" and (({head}) < {high})"));
    }
    Some(text)
}

/// What a row asks; `None` where it asks nothing.
fn row_condition(table: &DraftTable, row: &DraftRow) -> Option<String> {
    if row.cells.is_empty() {
        let others = table.rows.iter().filter(|row| !row.cells.is_empty());
        let others: Option<Vec<String>> = others.map(|row| row_condition(table, row)).collect();
        return Some(format!("none of ({})", others?.join(", ")));
    }
    let mut asked: Vec<String> = Vec::new();
    for (at, (head, cell)) in table.heads.iter().zip(&row.cells).enumerate() {
        let Some(text) = condition(head, cell) else {
            continue;
        };
        // Where a column says what a missing value means, nothing else in it does, but
        // for what its bounds decide.
        let asks_missing = |cell: &str| cell.contains("is missing");
        let others = table.rows.iter().filter_map(|row| row.cells.get(at));
        if others.into_iter().any(|cell| asks_missing(cell)) && !asks_missing(cell) {
            asked.push(format!("(({text}) is known)"));
        }
        asked.push(format!("({text})"));
    }
    (!asked.is_empty()).then(|| asked.join(" and "))
}

/// The rows as rules; `None` where a row asks nothing, and nothing can be said of the others.
fn as_rules(table: &DraftTable) -> Option<Vec<String>> {
    let mut rules = Vec::new();
    for (number, row) in (1..).zip(&table.rows) {
        let of = |head: &str| {
            let output = row.outputs.iter().find(|(name, _)| name == head);
            output.map_or(&[][..], |(_, lines)| lines)
        };
        let name = match of("name") {
            [name] => name.clone(),
            _ => format!("\"{}, row {number}\"", table.title),
        };
        let mut text = format!("rule {name}\n  when {}", row_condition(table, row)?);
        for line in of("then") {
            text.push_str(&format!("\n  then {line}"));
        }
        for line in of("adjust") {
            text.push_str(&format!("\n    {line}"));
        }
        for head in ["flag", "because"] {
            for line in of(head) {
                text.push_str(&format!("\n  {head} {line}"));
            }
        }
        rules.push(text);
    }
    Some(rules)
}

/// The files with some declarations replaced by others.
fn replaced(files: &[DraftFile], old: &str, new: &[String]) -> Vec<DraftFile> {
    let mut files = files.to_vec();
    for file in &mut files {
        if let Some(at) = file.declarations.iter().position(|text| text == old) {
            file.declarations.splice(at..=at, new.iter().cloned());
        }
    }
    files
}

fn checked(files: &[DraftFile]) -> Result<Ruleset, String> {
    let checked = source(files).parse().and_then(Parsed::check);
    checked
        .map(|checked| checked.ruleset)
        .map_err(|error| error.to_string())
}

/// What is said of rules alone, whatever tables are sure of.
fn of_rules(decision: &Decision) -> impl std::fmt::Debug + PartialEq {
    let reasons: Vec<_> = decision
        .reasons
        .iter()
        .filter(|reason| reason.rule != "otherwise")
        .map(|reason| {
            (
                reason.rule.clone(),
                reason.verdict,
                reason.sure,
                reason.because.clone(),
            )
        })
        .collect();
    let may: Vec<_> = decision.may.iter().map(|may| may.rule.clone()).collect();
    (
        reasons,
        may,
        decision.flags.clone(),
        decision.overridden.clone(),
    )
}

/// What follows from them, where no table adds anything.
fn of_all(decision: &Decision) -> impl std::fmt::Debug + PartialEq {
    let answers: BTreeSet<String> = decision
        .waiting_on
        .iter()
        .filter_map(|waiting| match waiting {
            Waiting::Answer { input, .. } => Some(input.clone()),
            _ => None,
        })
        .collect();
    (
        decision.verdict,
        decision.possible.clone(),
        answers,
        decision.plan.clone(),
        decision.adjustments.clone(),
        decision.advice.clone(),
    )
}

fn same_but_for_floors(table: &Decision, rules: &Decision) -> Result<(), String> {
    say(
        "in a table, then as rules",
        &of_rules(table),
        &of_rules(rules),
    )?;
    if table.floors.is_empty() {
        return say("in a table, then as rules", &of_all(table), &of_all(rules));
    }
    let fewer = table.possible.iter().all(|v| rules.possible.contains(v));
    match fewer {
        true => Ok(()),
        false => Err(format!("{table:?}\nmay become more than\n{rules:?}")),
    }
}

#[test]
fn rows_of_a_table_are_rules() {
    let (tried, skipped) = (Cell::new(0), Cell::new(0));
    holds(Size::Full, 250, |case| {
        for table in &case.draft.tables {
            let gives = table.rows[0]
                .outputs
                .iter()
                .any(|(head, _)| head.starts_with("give"));
            if gives {
                continue;
            }
            // A rule must not say what its range says already, and a cell may.
            let other = as_rules(table)
                .map(|rules| replaced(&case.draft.files, &table.text(), &rules))
                .and_then(|files| checked(&files).ok());
            let Some(other) = other else {
                skipped.set(skipped.get() + 1);
                continue;
            };
            tried.set(tried.get() + 1);
            let rules = decide_with(&other, &case.athletes, Which::EveryDay);
            for (table, rules) in case.decide(Which::EveryDay).iter().zip(&rules) {
                same_but_for_floors(table, rules)?;
            }
        }
        Ok(())
    });
    assert!(
        tried.get() > skipped.get(),
        "{tried:?}, {skipped:?} skipped"
    );
}

/// A ruleset that shows a name of a table beside the same with `if`.
fn with_ifs(case: &Case, table: &DraftTable, column: usize) -> Option<Ruleset> {
    let (head, _) = &table.rows[0].outputs[column];
    let name = head.strip_prefix("give ")?;
    let mut text = String::new();
    for row in table.rows.iter().rev() {
        let [value] = row.outputs[column].1.as_slice() else {
            return None;
        };
        let value = match value.starts_with("if ") {
            true => format!("({value})"),
            false => value.clone(),
        };
        text = match (row.cells.is_empty(), text.is_empty()) {
            (true, _) => value,
            (false, true) => format!("if {} then {value}", row_condition(table, row)?),
            (false, false) => {
                format!("if {} then {value} else {text}", row_condition(table, row)?)
            }
        };
    }
    let dim = case.draft.numbers.iter().find(|named| named.name == name);
    let unit = match dim.map(|named| named.dim) {
        None | Some(Dim::Plain) => "",
        Some(Dim::Share) => " in percent",
        Some(Dim::Time) => " in h",
        Some(Dim::Mass) => " in kg",
        Some(Dim::Heart) => " in bpm",
        Some(Dim::Temperature) => " in °C",
    };
    let mut files = case.draft.files.clone();
    files[0].declarations.push(format!("let with_ifs = {text}"));
    files[0].declarations.push(format!(
        "rule \"Probe\"\n  flag \"{{{name}{unit}}}/{{with_ifs{unit}}}\""
    ));
    checked(&files).ok()
}

#[test]
fn what_a_table_gives_is_what_ifs_give() {
    let (tried, skipped, known) = (Cell::new(0), Cell::new(0), Cell::new(0));
    holds(Size::Full, 250, |case| {
        for table in &case.draft.tables {
            for column in 0..table.rows[0].outputs.len() {
                if !table.rows[0].outputs[column].0.starts_with("give ") {
                    continue;
                }
                let Some(probed) = with_ifs(case, table, column) else {
                    skipped.set(skipped.get() + 1);
                    continue;
                };
                tried.set(tried.get() + 1);
                for decision in decide_with(&probed, &case.athletes, Which::EveryDay) {
                    let probe = decision.flags.iter().find(|flag| flag.rule == "Probe");
                    let (given, with_ifs) = probe.unwrap().text.split_once('/').unwrap();
                    let partly = [" to ", " or more", " or less", "maybe", "not known"];
                    if partly.iter().any(|words| with_ifs.contains(words)) {
                        continue;
                    }
                    // Within bounds a value may be missing and pass another test as
                    // well: then two rows hold, and ifs take the first.
                    let asks_missing = |row: &DraftRow| {
                        let mut cells = row.cells.iter();
                        cells.any(|cell| cell.contains("is missing"))
                    };
                    if given == "not known" && table.rows.iter().any(asks_missing) {
                        continue;
                    }
                    known.set(known.get() + 1);
                    say("given, then with ifs", &given, &with_ifs)
                        .map_err(|error| format!("{} {error}", decision.date))?;
                }
            }
        }
        Ok(())
    });
    assert!(
        tried.get() > skipped.get(),
        "{tried:?}, {skipped:?} skipped"
    );
    assert!(known.get() > 5 * tried.get(), "{known:?} of {tried:?}");
}
