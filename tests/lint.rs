//! Lints: in go rulesets that check and hold what is hardly meant, out come
//! snapshots of what is said of each; nothing for those whose name ends with `_silent`.

use touchline::Source;
use touchline::diagnostics::{Diagnostic, RenderOptions, Severity, apply, render};

fn said(name: &str, text: &str) -> touchline::diagnostics::Diagnostics {
    Source::from_text(name, text).examine()
}

#[test]
fn what_is_hardly_meant_is_said() {
    insta::glob!("cases/lint/*.touchline", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        let said = said(&name, &text);
        if name.ends_with("_silent.touchline") {
            assert!(said.items.is_empty(), "{name}\n{said}");
            return;
        }
        assert!(!said.items.is_empty(), "{name} is met with silence");
        let said = render(&said, &RenderOptions::plain());
        insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("lint", format!("{text}\n{}\n\n{said}", "=".repeat(80)));
        });
    });
}

#[test]
fn every_fix_of_a_lint_puts_it_right() {
    for path in std::fs::read_dir("tests/cases/lint").unwrap() {
        let path = path.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let found = said("test.touchline", &text);
        for item in &found.items {
            assert!(item.help.is_some(), "no help: {}", item.message);
            assert!(!item.labels.is_empty(), "no place: {}", item.message);
            let Some(fix) = &item.fix else { continue };
            let (fixed, applied) = apply(&text, item.place().unwrap().file, [&fix.edits[..]]);
            assert_eq!(applied, 1, "{item:?}");
            let left = said("test.touchline", &fixed).items;
            let same = |items: &[Diagnostic]| {
                let same = items.iter().filter(|other| other.message == item.message);
                same.count()
            };
            assert!(
                same(&left) < same(&found.items),
                "{}: {} is not put right by {fix:?}\n{fixed}",
                path.display(),
                item.message
            );
            if item.severity == Severity::Warning {
                let errors = left.iter().any(|left| left.severity == Severity::Error);
                assert!(!errors, "{}\n{fixed}\n{left:?}", path.display());
            }
        }
    }
}
