//! Text to tree: each bad program says what is wrong, and its fixes fix it.

#![allow(clippy::panic, clippy::unwrap_used, clippy::string_slice)]

mod limits;
mod tables;
mod trees;

use touchline::ast::File;
use touchline::diagnostics::{Diagnostics, RenderOptions, apply, render};
use touchline::source::Sources;
use touchline::span::Span;
use touchline::syntax;

fn parse(text: &str) -> (File, Diagnostics) {
    let mut sources = Sources::default();
    let id = sources.add("test.touchline", text);
    let (file, errors) = syntax::parse(&sources, id);
    (file, Diagnostics::new(sources, errors))
}

fn parse_whole(text: &str) -> File {
    let (file, errors) = parse(text);
    assert_eq!(errors.items, [], "{errors}");
    file
}

/// The source with its line numbers, above what is said of it.
fn source_and_messages(text: &str) -> String {
    let (_, errors) = parse(text);
    let source: String = text
        .lines()
        .enumerate()
        .map(|(index, line)| {
            let line: String = line.chars().take(120).collect();
            let gap = if line.is_empty() { "" } else { " " };
            format!("{:>3}{gap}{line}\n", index + 1)
        })
        .collect();
    let rule = "-".repeat(80);
    format!(
        "{source}{rule}\n{}",
        render(&errors, &RenderOptions::plain())
    )
}

#[test]
fn every_bad_program_says_what_is_wrong() {
    insta::glob!("cases/syntax/*.touchline", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(source_and_messages(&text));
        });
    });
}

/// Applying what a message says leaves fewer messages, never others.
#[test]
fn fixes_can_be_applied() {
    for path in std::fs::read_dir("tests/cases/syntax").unwrap() {
        let path = path.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let (_, errors) = parse(&text);
        for error in &errors.items {
            let Some(fix) = &error.fix else { continue };
            let (fixed, applied) = apply(&text, error.place().unwrap().file, [&fix.edits[..]]);
            assert_eq!(applied, 1, "{}: {error:?}", path.display());
            let (_, after) = parse(&fixed);
            let still = after.items.iter().any(|other| {
                other.message == error.message
                    && other.place().map(|place| place.start)
                        == error.place().map(|place| place.start)
            });
            assert!(!still, "{}: {error:?}", path.display());
        }
    }
}

fn at(text: &str, span: Span) -> &str {
    &text[span.start..span.end]
}
