//! Every program there is, and those with a slip that still can be read, laid out:
//! what they say stays.

use std::path::{Path, PathBuf};

use super::{laid_out, proved};
use crate::broken;

/// Every ruleset of the repository, in order.
pub fn programs() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    find(Path::new("rulesets"), &mut paths);
    find(Path::new("tests/cases"), &mut paths);
    paths.sort();
    let read = |path: PathBuf| Some((path.clone(), std::fs::read_to_string(path).ok()?));
    paths.into_iter().filter_map(read).collect()
}

fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            find(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "touchline") {
            found.push(path);
        }
    }
}

#[test]
fn every_program_keeps_what_it_says() {
    let programs = programs();
    let all = programs.len();
    let done = programs.iter().filter_map(|(_, text)| proved(text)).count();
    assert!(done > 140, "{done} of {all}");
}

/// The library shows the layout.
#[test]
fn the_rulesets_are_laid_out() {
    for (path, text) in programs() {
        if path.starts_with("rulesets") {
            assert_eq!(
                proved(&text).as_deref(),
                Some(text.as_str()),
                "{}",
                path.display()
            );
        }
    }
}

#[test]
fn a_slip_that_can_be_read_keeps_what_it_says() {
    let texts = broken::slipped();
    let all = texts.len();
    let done = texts.iter().filter_map(|text| laid_out(text)).count();
    println!("{done} of {all} slips can be read");
    assert!(done > 200, "{done} of {all}");
}

/// Blocks of the documentation, whole or in part.
#[test]
fn the_documentation_keeps_what_it_says() {
    let mut done = 0;
    for page in ["reference", "errors", "cookbook", "cli"] {
        let text = std::fs::read_to_string(format!("docs/{page}.md")).unwrap();
        for block in text.split("\n```touchline").skip(1) {
            let (options, block) = block.split_once('\n').unwrap();
            let block = block.split("\n```").next().unwrap();
            if !options.contains("values") {
                done += usize::from(proved(&format!("{block}\n")).is_some());
            }
        }
    }
    assert!(done > 200, "{done}");
}
