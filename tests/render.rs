//! Messages as a reader sees them: hand-made diagnostics at several widths.

#![allow(clippy::expect_used)]

use touchline::diagnostics::{Code, Diagnostic, Diagnostics, RenderOptions, render};
use touchline::source::Sources;
use touchline::span::{FileId, Span};

const RULES: &str = "\
ruleset \"Squad\"

input soreness: scale 0 to 10
  higher is worse

rule \"Sore where it matters\"
  when sorenes >= 8 and soreness >= 12
  then rest
  because \"{soreness}/10 in a muscle that today depends on leaves no room for good training at all, so come back tomorrow.\"
";

/// The place of the `nth` occurrence of a text.
fn place(sources: &Sources, file: FileId, text: &str, nth: usize) -> Span {
    let source = sources.get(file).expect("the file");
    let (start, found) = source
        .text()
        .match_indices(text)
        .nth(nth)
        .expect("the text");
    Span::new(file, start, start + found.len())
}

fn at(diagnostics: &Diagnostics, width: usize, color: bool) -> String {
    render(diagnostics, &RenderOptions { width, color })
}

fn one(sources: Sources, diagnostic: Diagnostic) -> Diagnostics {
    Diagnostics::new(sources, vec![diagnostic])
}

fn squad() -> Diagnostics {
    let mut sources = Sources::default();
    let rules = sources.add("rules/squad.touchline", RULES);
    let misspelt = Diagnostic::error(Code::UnknownName, "nothing is called `sorenes`")
        .label(place(&sources, rules, "sorenes", 2), "not declared")
        .help("did you mean `soreness`?");
    let never = Diagnostic::warning(
        Code::NeverTrue,
        "`soreness >= 12` is never true: `soreness` goes from 0 to 10, so the rule cannot fire",
    )
    .label(place(&sources, rules, "soreness >= 12", 0), "never true")
    .label(
        place(&sources, rules, "scale 0 to 10", 0),
        "declared here as a scale that ends at 10",
    )
    .help("compare with a number from 0 to 10, or widen the scale");
    Diagnostics::new(sources, vec![misspelt, never])
}

#[test]
fn two_messages_at_three_widths() {
    for width in [40, 80, 100] {
        insta::assert_snapshot!(format!("two_messages_{width}"), at(&squad(), width, false));
    }
}

#[test]
fn colour() {
    let colored = at(&squad(), 80, true);
    assert!(colored.contains("\u{1b}[31m"), "errors are red");
    insta::assert_snapshot!(colored.replace('\u{1b}', "␛"));
}

#[test]
fn a_long_line_is_cut_around_its_label() {
    let mut sources = Sources::default();
    let rules = sources.add("squad.touchline", RULES);
    let span = place(&sources, rules, "come back tomorrow", 0);
    let diagnostics = one(
        sources,
        Diagnostic::error(Code::Syntax, "this could be shorter").label(span, "here"),
    );
    insta::assert_snapshot!(at(&diagnostics, 60, false));
}

#[test]
fn labels_in_two_files_make_one_message() {
    let mut sources = Sources::default();
    let first = sources.add("first.touchline", RULES);
    let second = sources.add("second.touchline", "setting soreness: scale 1 to 5 = 3\n");
    let there = place(&sources, second, "soreness", 0);
    let here = place(&sources, first, "soreness", 0);
    let diagnostics = one(
        sources,
        Diagnostic::error(Code::DuplicateName, "`soreness` is declared twice")
            .label(there, "declared again here")
            .label(here, "declared first here")
            .help("rename one of them"),
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn without_a_source_the_message_stands_alone() {
    let diagnostics = one(
        Sources::default(),
        Diagnostic::error(
            Code::CannotRead,
            "`x.csv` cannot be read: there is no such file",
        )
        .help("check the path, and that you may read the file"),
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn bad_cells_past_the_first_are_counted() {
    let mut sources = Sources::default();
    let data = sources.add("week.csv", "athlete,sleep\nKim,8\nLee,soso\n");
    let span = place(&sources, data, "soso", 0);
    let mut diagnostics = one(
        sources,
        Diagnostic::error(Code::DataNumber, "`soso` is no number of hours")
            .label(span, "in the column `sleep`"),
    );
    diagnostics.hidden = 14;
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn wide_characters_and_tabs_keep_the_label_in_place() {
    let mut sources = Sources::default();
    let data = sources.add(
        "week.tsv",
        "athlete\tnote\tsleep\n鈴木 一朗\t良い👍\tsoso\n",
    );
    let span = place(&sources, data, "soso", 0);
    let diagnostics = one(
        sources,
        Diagnostic::error(Code::DataNumber, "`soso` is no number of hours").label(span, "here"),
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn what_steers_a_terminal_is_made_visible() {
    let mut sources = Sources::default();
    let data = sources.add(
        "we\u{7}ek.csv",
        "athlete,sleep\r\nKim,\u{1b}[2Jsoso\u{202e}\r\n",
    );
    let span = place(&sources, data, "\u{1b}[2Jsoso\u{202e}", 0);
    let diagnostics = one(
        sources,
        Diagnostic::error(Code::DataNumber, "`\u{1b}[2Jsoso` is no number").label(span, "here"),
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn empty_places_point_between_characters() {
    let mut sources = Sources::default();
    let ended = sources.add("a.touchline", "otherwise train\n");
    let open = sources.add("b.touchline", "otherwise");
    let nothing = sources.add("c.touchline", "");
    let missing = |message: &str, file, at| {
        Diagnostic::error(Code::Syntax, message).label(Span::new(file, at, at), "here")
    };
    let diagnostics = Diagnostics::new(
        sources,
        vec![
            missing("after the last line", ended, 16),
            missing("at the end of a line", ended, 15),
            missing("at the end of a file without a line break", open, 9),
            missing("in an empty file", nothing, 0),
        ],
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn labels_over_lines_and_beside_each_other() {
    let mut sources = Sources::default();
    let rules = sources.add("squad.touchline", RULES);
    let whole = Span::new(rules, RULES.find("rule \"Sore").expect("rule"), RULES.len());
    let clause = place(&sources, rules, "higher is worse", 0);
    let input = place(&sources, rules, "input soreness", 0);
    let diagnostics = Diagnostics::new(
        sources.clone(),
        vec![
            Diagnostic::error(Code::Syntax, "a whole declaration")
                .label(whole, "all of this rule")
                .label(place(&sources, rules, "then rest", 0), "its verdict"),
            Diagnostic::error(Code::Syntax, "two lines").label(input.to(clause), "both lines"),
            Diagnostic::error(Code::Syntax, "a place that is not in the text")
                .label(Span::new(rules, 9000, 9999), "nowhere"),
            Diagnostic::error(Code::Syntax, "three labels in a line")
                .label(place(&sources, rules, "sorenes", 2), "")
                .label(place(&sources, rules, "8", 0), "a number")
                .label(place(&sources, rules, "12", 0), "another"),
        ],
    );
    insta::assert_snapshot!(at(&diagnostics, 80, false));
}

#[test]
fn a_huge_line_and_a_huge_file_are_shown_in_part() {
    let mut sources = Sources::default();
    let long = sources.add(
        "one_line.json",
        format!("[{}\"soso\"]", "12345,".repeat(1_000_000)),
    );
    let many = sources.add("rows.csv", "Kim,8,7,6,5\n".repeat(1_000_000));
    let diagnostics = Diagnostics::new(
        sources,
        vec![
            Diagnostic::error(Code::DataNumber, "`soso` is no number")
                .label(Span::new(long, 6_000_001, 6_000_007), "here"),
            Diagnostic::error(Code::DataNumber, "first and last")
                .label(Span::new(many, 11_999_992, 11_999_993), "the last")
                .label(Span::new(many, 4, 5), "the first"),
        ],
    );
    let text = at(&diagnostics, 60, false);
    insta::assert_snapshot!(text);
}

#[test]
fn no_width_and_no_place_makes_it_fail() {
    let mut sources = Sources::default();
    let text = "a\tb\r\nü漢\u{200d}👍\u{1b}\n\n  x\n";
    let file = sources.add("x", text);
    for start in 0..=text.len() + 1 {
        for end in start..=text.len() + 1 {
            let diagnostics = one(
                sources.clone(),
                Diagnostic::error(Code::Syntax, "x")
                    .label(Span::new(file, start, end), "label label label")
                    .label(Span::new(file, 3, 4), "two"),
            );
            for width in [0, 1, 13, 30, 200] {
                let shown = at(&diagnostics, width, false);
                assert!(shown.contains("two"), "{start}..{end}\n{shown}");
                assert!(!shown.contains("Failed to read"), "{start}..{end}\n{shown}");
            }
        }
    }
}
