//! What newcomers write, and how they are led to what they meant: each file
//! holds one near miss, on the line that its first line names, and gets one
//! message with a fix that makes it check.

use std::path::{Path, PathBuf};

use touchline::Source;
use touchline::diagnostics::{Certainty, Diagnostics, RenderOptions, Severity, apply, render};
use touchline::span::FileId;

/// The files of a folder, sorted.
fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "touchline"))
        .collect();
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(path: &Path) -> (String, Diagnostics) {
    let text = std::fs::read_to_string(path).unwrap();
    let found = Source::from_text(name(path), &text).examine();
    (text, found)
}

/// What keeps a near miss from being told as it should be.
fn faults(path: &Path, ambiguous: bool) -> Vec<String> {
    let (text, found) = read(path);
    let marked = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("# line "))
        .and_then(|line| line.parse::<usize>().ok())
        .expect("the first line says where the mistake is");
    let mut faults = Vec::new();
    let [item] = found.items.as_slice() else {
        return vec![format!("{} messages", found.items.len())];
    };
    if item.severity != Severity::Error {
        faults.push("no error".to_owned());
    }
    if item.help.is_none() {
        faults.push("no help".to_owned());
    }
    let place = item.place().expect("a label");
    let line = text
        .get(..place.start)
        .unwrap_or_default()
        .matches('\n')
        .count()
        + 1;
    if line != marked {
        faults.push(format!("told on line {line}"));
    }
    match &item.fix {
        None if ambiguous => {}
        None => faults.push("no fix".to_owned()),
        Some(fix) if ambiguous => {
            if fix.certainty == Certainty::Sure {
                faults.push("sure of what may be meant in two ways".to_owned());
            }
        }
        Some(fix) => {
            let (fixed, applied) = apply(&text, place.file, [&fix.edits[..]]);
            let left = Source::from_text(name(path), &fixed).examine();
            if applied != 1 {
                faults.push("a fix that cannot be applied".to_owned());
            } else if left.has_errors() {
                faults.push(format!("after the fix:\n{fixed}\n{left}"));
            }
        }
    }
    faults
}

fn assert_faultless(folder: &str, ambiguous: bool) -> usize {
    let files = files(folder);
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|path| {
            let faults = faults(path, ambiguous);
            faults
                .into_iter()
                .map(|fault| format!("{}: {fault}", name(path)))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    files.len()
}

#[test]
fn every_near_miss_gets_one_message_whose_fix_checks() {
    assert!(assert_faultless("tests/cases/near_misses", false) >= 400);
}

#[test]
fn what_may_be_meant_in_two_ways_gets_one_message_with_help() {
    assert!(assert_faultless("tests/cases/near_misses/ambiguous", true) >= 15);
}

fn assert_snapshots(glob: &str, suffix: &str) {
    insta::glob!(glob, |path| {
        let (text, found) = read(path);
        let body = text.split_once('\n').map_or("", |(_, body)| body);
        let fix = match found.items.first().and_then(|item| item.fix.as_ref()) {
            Some(fix) => {
                let (fixed, _) = apply(&text, FileId::default(), [&fix.edits[..]]);
                format!("{:?} fix:\n{}", fix.certainty, changed(&text, &fixed))
            }
            None => "no fix".to_owned(),
        };
        let message = render(&found, &RenderOptions::plain());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(suffix, format!("{body}{}\n\n{message}\n{fix}", "=".repeat(80)));
        });
    });
}

#[test]
fn near_misses_say_what_is_wrong() {
    assert_snapshots("cases/near_misses/*.touchline", "near_misses");
    assert_snapshots(
        "cases/near_misses/ambiguous/*.touchline",
        "near_misses_ambiguous",
    );
}

/// The lines that a fix puts in the place of others.
fn changed(text: &str, fixed: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), fixed.lines().collect());
    let same = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old
        .iter()
        .rev()
        .zip(new.iter().rev())
        .take_while(|(a, b)| a == b)
        .count()
        .min(new.len().saturating_sub(same));
    let lines = new.get(same..new.len() - tail).unwrap_or_default();
    lines.join("\n")
}
