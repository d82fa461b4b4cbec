//! Messages in words, for screen readers and logs: every fact on a line, no
//! boxes, no carets, no colour.

use touchline::diagnostics::{Code, Diagnostic, Diagnostics, plain};
use touchline::source::Sources;
use touchline::span::{FileId, Span};

const RULES: &str = "\
input soreness: scale 0 to 10
  higher is worse
input sleep: hours from 0 to 16

rule \"Sore\"
  when sorenes = 8 and sleep < 7
\u{a0} then rest
otherwise train
";

fn place(sources: &Sources, file: FileId, text: &str) -> Span {
    let start = sources.get(file).unwrap().text().find(text).unwrap();
    Span::new(file, start, start + text.len())
}

fn squad() -> Diagnostics {
    let mut sources = Sources::default();
    let rules = sources.add("rules/squad.touchline", RULES);
    let at = |text: &str| place(&sources, rules, text);
    let end_of = |text: &str| {
        let span = at(text);
        Span::new(rules, span.end, span.end)
    };
    let when = at("when sorenes = 8 and sleep < 7");
    let items = vec![
        Diagnostic::error(Code::UnknownName, "nothing is called `sorenes`")
            .label(at("sorenes "), "")
            .label(at("soreness"), "this one is near")
            .help("did you mean `soreness`?")
            .fix(at("sorenes "), "soreness "),
        Diagnostic::error(Code::Syntax, "`=` is written `is`")
            .label(at("="), "here")
            .help("write `is`")
            .fix(at("="), "is")
            .sure(),
        Diagnostic::error(Code::UnitMismatch, "`sleep < 7` lacks a unit")
            .label(at("sleep < 7"), "a time and a plain number")
            .side("sleep", "a time, in hours", Some(at("sleep:")))
            .side("7", "a plain number", None)
            .help("write the unit")
            .fix(end_of("sleep < 7"), " h"),
        Diagnostic::error(
            Code::MissingBecause,
            "`Sore` says `rest` without saying why",
        )
        .label(end_of("then rest"), "no `because` here")
        .help("add a line:\n  because \"Sore: {soreness}/10\"")
        .fix(end_of("then rest"), "\n  because \"\""),
        Diagnostic::error(Code::Syntax, "a space that only looks like one")
            .label(at("\u{a0}"), "")
            .fix(at("\u{a0}"), " ")
            .fix(at("\notherwise"), "")
            .sure(),
        Diagnostic::warning(Code::NeverTrue, "two lines")
            .label(when.to(at("then rest")), "all of this")
            .label(Span::new(rules, RULES.len(), RULES.len()), "the end")
            .label(Span::new(FileId(7), 3, 4), "nowhere")
            .label(Span::new(rules, 9000, 9001), "past the end"),
    ];
    let mut all = Diagnostics::new(sources, items);
    all.hidden = 3;
    all
}

#[test]
fn every_fact_is_a_line() {
    let text = plain(&squad(), usize::MAX);
    assert!(text.is_ascii() || !text.contains(['─', '│', '╭', '┬', '×', '⚠', '\u{1b}']));
    insta::assert_snapshot!(text);
}

#[test]
fn narrow_lines_go_on_indented() {
    let text = plain(&squad(), 40);
    assert!(
        text.lines().all(|line| line.chars().count() <= 40),
        "{text}"
    );
    insta::assert_snapshot!(text);
    // Broken into lines, it says the same.
    let words = |text: &str| {
        text.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&text), words(&plain(&squad(), usize::MAX)));
}

#[test]
fn the_words_of_a_terminal_do_not_get_through() {
    let mut sources = Sources::default();
    let data = sources.add(
        "we\u{7}ek.csv",
        "athlete,sleep\nKim,\u{1b}[2Jsoso\u{202e}\n",
    );
    let cell = place(&sources, data, "\u{1b}[2Jsoso\u{202e}");
    let wrong = Diagnostic::error(Code::DataNumber, "`\u{1b}[2Jsoso` is no number").label(cell, "");
    let text = plain(&Diagnostics::new(sources, vec![wrong]), 80);
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{text:?}");
}
