//! The order of declarations shows nowhere but in spans.

use touchline::ruleset::Ruleset;

/// The declarations of a file, each from its line at column 1 to the next.
fn declarations(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = line.starts_with(char::is_alphabetic);
        match blocks.last_mut() {
            Some(block) if !begins => {
                block.push_str(line);
                block.push('\n');
            }
            _ => blocks.push(format!("{line}\n")),
        }
    }
    blocks
}

/// The ruleset as text without spans, its tests by name.
fn shown(text: &str) -> String {
    let mut ruleset =
        Ruleset::from_text("test.touchline", text).unwrap_or_else(|errors| panic!("{errors}"));
    ruleset.tests.sort_by(|a, b| a.name.cmp(&b.name));
    ruleset.sha256.clear();
    ruleset.sources = touchline::source::Sources::default();
    let text = format!("{ruleset:#?}");
    let mut lines = Vec::new();
    let mut lines_of_span = 0;
    for line in text.lines() {
        if line.trim_start().contains("pan: Span {") {
            lines_of_span = 8;
        }
        if lines_of_span > 0 {
            lines_of_span -= 1;
            continue;
        }
        lines.push(line);
    }
    lines.join("\n")
}

/// The next of a fixed series of numbers.
pub fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*state >> 40).unwrap()
}

#[test]
fn shuffled_declarations_make_the_same_ruleset() {
    let mut texts: Vec<String> = ["soreness", "load_watch", "wellness_lights"]
        .iter()
        .map(|name| std::fs::read_to_string(format!("rulesets/{name}.touchline")).unwrap())
        .collect();
    texts.push(std::fs::read_to_string("tests/cases/check/nearly_right_names.touchline").unwrap());
    let mut state = 7;
    for text in texts {
        let expected = shown(&text);
        let mut blocks = declarations(&text);
        for _ in 0..12 {
            for at in (1..blocks.len()).rev() {
                blocks.swap(at, next(&mut state) % (at + 1));
            }
            let shuffled = blocks.concat();
            assert_eq!(shown(&shuffled), expected);
        }
    }
}
