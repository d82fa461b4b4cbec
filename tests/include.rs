//! `include`: every mistake with its message, bombs, links, and what a ruleset
//! made of several files decides.

#![allow(clippy::expect_used)]

use std::collections::BTreeMap;

use touchline::diagnostics::{Code, Diagnostics, RenderOptions, render};
use touchline::{Checked, Ruleset, Source};

mod bombs;
mod decisions;
mod disk;

/// Files by name; the first is the root.
fn read(files: &[(&str, &str)]) -> Result<Checked, Diagnostics> {
    let root = files.first().expect("a root").0;
    let texts = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Source::from_texts(root, texts.collect::<BTreeMap<_, _>>())?
        .parse()?
        .check()
}

fn ruleset(files: &[(&str, &str)]) -> Ruleset {
    let checked = read(files).unwrap_or_else(|errors| panic!("{errors}"));
    assert!(checked.warnings.items.is_empty(), "{}", checked.warnings);
    checked.ruleset
}

fn codes(files: &[(&str, &str)]) -> Vec<Code> {
    match read(files) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.items.iter().map(|item| item.code).collect(),
    }
}

/// The files of a case: each after a line `==== name`.
fn files_of(text: &str) -> Vec<(&str, &str)> {
    let files = text.split("==== ").filter(|file| !file.is_empty());
    files.filter_map(|file| file.split_once('\n')).collect()
}

fn case(name: &str) -> String {
    std::fs::read_to_string(format!("tests/cases/include/{name}.txt")).expect("the case")
}

#[test]
fn every_mistake_has_its_message() {
    insta::glob!("cases/include/*.txt", |path| {
        let text = std::fs::read_to_string(path).expect("the case");
        let messages = match read(&files_of(&text)) {
            Ok(checked) => format!("nothing is wrong\n{}", checked.warnings),
            Err(errors) => render(&errors, &RenderOptions::plain()),
        };
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("include", format!("{text}\n{}\n\n{messages}", "=".repeat(80)));
        });
    });
}

#[test]
fn messages_about_several_files_fit_a_narrow_screen() {
    for name in ["check_errors_below", "circle", "tuned_two_ways"] {
        let text = case(name);
        let errors = read(&files_of(&text)).expect_err("errors");
        let options = RenderOptions {
            width: 60,
            color: false,
        };
        insta::assert_snapshot!(format!("narrow_{name}"), render(&errors, &options));
    }
}

#[test]
fn every_message_has_a_place_and_a_way_out() {
    for path in std::fs::read_dir("tests/cases/include").expect("the cases") {
        let text = std::fs::read_to_string(path.expect("a case").path()).expect("a case");
        let Err(errors) = read(&files_of(&text)) else {
            continue;
        };
        for item in &errors.items {
            assert!(item.help.is_some(), "no help: {}", item.message);
            assert!(!item.labels.is_empty(), "no place: {}", item.message);
            for edit in item.fix.iter().flat_map(|fix| &fix.edits) {
                let source = errors.sources.get(edit.span.file).expect("the file");
                assert!(source.text().get(edit.span.start..edit.span.end).is_some());
            }
        }
    }
}
