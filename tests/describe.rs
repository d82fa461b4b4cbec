//! Rulesets in words: every shipped ruleset's page, every kind of expression, and
//! what can be held of the HTML without a browser.

mod html;
mod schema;
mod template;

use std::path::{Path, PathBuf};

use touchline::describe::{Description, describe};
use touchline::{Source, built_in};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn built_in(name: &str) -> Description {
    let source = Source::built_in(name).unwrap();
    describe(&source.parse().unwrap().check().unwrap())
}

fn of_text(text: &str) -> Description {
    let source = Source::from_text("test.touchline", text);
    describe(&source.parse().unwrap().check().unwrap())
}

fn of_file(path: &Path) -> Description {
    describe(
        &Source::read(path)
            .unwrap()
            .parse()
            .unwrap()
            .check()
            .unwrap(),
    )
}

/// A ruleset's digest changes with every comment in it.
const SHA256: [(&str, &str); 1] = [("[0-9a-f]{64}", "[SHA-256]")];

/// The page without what every page says.
fn own_words(markdown: &str) -> String {
    let (before, rest) = markdown.split_once("## How it decides").unwrap();
    let (_, rest) = rest.split_once("\n## Questions").unwrap();
    let end = rest.find("\n---\n").unwrap();
    let (rest, _) = rest.split_at_checked(end).unwrap();
    format!("{before}…\n\n## Questions{rest}")
}

#[test]
fn the_page_of_every_shipped_ruleset() {
    for name in built_in::names() {
        insta::with_settings!({snapshot_suffix => name, omit_expression => true, filters => SHA256}, {
            insta::assert_snapshot!("page", built_in(name).markdown());
        });
    }
}

#[test]
fn every_kind_of_expression_in_words() {
    insta::glob!("cases/describe/*.touchline", |path| {
        insta::with_settings!({omit_expression => true}, {
            insta::assert_snapshot!("words", own_words(&of_file(path).markdown()));
        });
    });
}

#[test]
fn a_page_is_the_same_every_time_and_from_everywhere() {
    let path = root().join("rulesets/hooper.touchline");
    assert_eq!(of_file(&path).markdown(), built_in("hooper").markdown());
    assert_eq!(built_in("squad").html(), built_in("squad").html());
}

#[test]
fn a_small_ruleset_has_a_short_page() {
    let page = of_text("otherwise train\n").markdown();
    assert!(page.contains("# test\n"), "{page}");
    assert!(page.contains("**Train** where no rule with a verdict holds."));
    assert!(!page.contains("Thresholds") && !page.contains("Tables"));
}

#[test]
fn names_that_are_members_too_are_told_apart() {
    let page = of_text(
        "input rest: one of rest, none\ninput none: yes or no\n\
         rule \"A\"\n  when rest is rest and none\n  then rest\n  because \"Rest.\"\n\
         otherwise train\n",
    );
    let page = page.markdown();
    let sentence = "**Rest** when [rest](#rest) is *rest* and [none](#none) is yes.";
    assert!(page.contains(sentence), "{page}");
}

#[test]
fn the_deepest_nesting_there_may_be_is_told() {
    let deep = format!("{}stress{}", "(1 + ".repeat(95), ")".repeat(95));
    let nots = format!("{}ill", "not ".repeat(200));
    let text = format!(
        "input stress: scale 0 to 10\ninput ill: yes or no\nlet a = {deep}\n\
         rule \"A\"\n  when a > 100 and {nots}\n  then rest\n  because \"Deep.\"\notherwise train\n"
    );
    let page = of_text(&text);
    assert!(page.markdown().contains("it is not so that"));
    assert!(page.html().contains("it is not so that"));
}

#[test]
fn what_stands_inside_each_other_is_worded_once() {
    for (lead, end) in [
        ("(ill is ", ")"),
        ("(stress > 5 or ill and ", ")"),
        ("all of (ill, ", ")"),
        ("(if ill then ill else ", ")"),
    ] {
        let deep = format!("{}ill{}", lead.repeat(60), end.repeat(60));
        let page = of_text(&format!(
            "input stress: scale 0 to 10\ninput ill: yes or no\n\
             rule \"A\"\n  when {deep}\n  flag \"Deep.\"\notherwise train\n"
        ));
        assert!(page.markdown().len() < 100_000, "{lead}");
    }
}

#[test]
fn lets_that_double_at_each_step_are_followed_once() {
    let mut text = String::from("input x0: number from 0 to 9\n");
    for at in 1..80 {
        let before = at - 1;
        text.push_str(&format!(
            "let x{at} = (x{before} {at} days ago) + x{before}\n"
        ));
    }
    text.push_str("rule \"A\"\n  when x79 > 5\n  flag \"A\"\notherwise train\n");
    let page = of_text(&text).markdown();
    assert!(page.contains("the one that is decided, and up to 3160 days before it"));
}
