//! Whatever the text is, it is read in good time, and what is said stands in it.

use proptest::prelude::*;
use touchline::diagnostics::{RenderOptions, render};

use super::{at, parse, parse_whole};

#[test]
fn what_nobody_could_read_is_refused_at_once() {
    let deep = 100_000;
    let cases = [
        "(".repeat(10 << 20),
        "let x = (".repeat(1 << 20),
        format!("let x = {}1{}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("let x = {}1{}", "{".repeat(10_000), "}".repeat(10_000)),
        format!("let x = {}a", "not ".repeat(deep)),
        format!("let x = {}a", "- ".repeat(deep)),
        format!("let x = a{}", " ^ a".repeat(deep)),
        format!("let x = a{}", " and a".repeat(deep)),
        format!("let x = a{}", " + a".repeat(deep)),
        format!("let x = a{}", " without a".repeat(deep)),
        format!("let x = a{}", " in kg".repeat(deep)),
        format!("let x = {}a", "if a then ".repeat(deep)),
        format!("let x = a{}", " is a".repeat(deep)),
        format!("let x = \n{}", "  - a > (\n".repeat(deep)),
        format!("rule \"A\"\n  because \"{}\"", "{(".repeat(deep)),
        format!(
            "rule \"A\"\n  because \"{{{}1{}}}\"",
            "(".repeat(90),
            ")".repeat(90)
        ),
        format!(
            "let x = {}1{}",
            format!("({}", "- ".repeat(240)).repeat(9),
            ")".repeat(9)
        ),
        format!(
            "let x = {}1{}",
            format!("({}", "- ".repeat(240)).repeat(90),
            ")".repeat(90)
        ),
        format!("let x = {}1{}", "(if a then ".repeat(90), ")".repeat(90)),
        format!("let x = {}1{}", "max(-1 + ".repeat(90), ")".repeat(90)),
        format!("let x = {}a{}", "days since (".repeat(90), ")".repeat(90)),
        in_cell(&"not ".repeat(deep)),
        in_cell(&"a or ".repeat(deep)),
        in_cell(&"- ".repeat(deep)),
        in_cell(&"1 to ".repeat(deep)),
        in_cell(&"max(".repeat(90)),
        in_cell(&format!("{}1{}", "max(-1 + ".repeat(90), ")".repeat(90))),
        in_cell(&format!("{}1{}", "(if a then ".repeat(90), ")".repeat(90))),
        in_cell(&"a or ".repeat(251)),
        format!("table \"T\"\n  |{}\n", "a |".repeat(deep)),
        format!("table \"T\"\n  |{}\n", "a |".repeat(101)),
    ];
    for text in cases {
        let (_, errors) = parse(&text);
        let start: String = text.chars().take(40).collect();
        assert!(
            errors.items.len() <= 1,
            "{start}: {:?}",
            errors.items.first()
        );
    }
}

fn in_cell(cell: &str) -> String {
    format!("table \"T\"\n  | x | give y |\n  | {cell}a | 1 |\n")
}

/// A table as long as any, each row of another kind.
fn long_table(rows: usize) -> String {
    let mut text =
        String::from("table \"Long\"\n  | name | aqi | movement | then | adjust | because |\n");
    for row in 0..rows {
        text.push_str(&match row % 3 {
            0 => format!("  | \"Row {row}\" | {row} to under {} °C | not a or b | modify | cut load by {row}%, cap effort at 7 | \"It is {{aqi}} | today.\" |\n", row + 1),
            1 => format!("  | \"Row {row}\" | above {row} to {} | any | rest | | \"Rest.\" |\n", row + 1),
            _ => format!("  | | >= {row} | is missing | train | advise \"Go.\" | |\n"),
        });
    }
    text
}

#[test]
fn a_table_of_ten_thousand_rows_is_read() {
    let file = parse_whole(&long_table(10_000));
    let [touchline::ast::Declaration::Table(table)] = file.declarations.as_slice() else {
        panic!();
    };
    assert_eq!((table.rows.len(), table.columns.len()), (10_000, 6));
}

#[test]
fn a_table_of_ten_thousand_mistakes_is_read_in_good_time() {
    let bad = long_table(10_000)
        .replace("to under", "to under under")
        .replace("rest |", "rst |");
    let (_, errors) = parse(&bad);
    assert_eq!(errors.items.len(), 101);
}

#[test]
fn nested_history_takes_linear_time() {
    // Each level doubled the time once; at this depth that would never end.
    let read = |depth: usize, end: &str| {
        let text = format!(
            "let x = {}a{}{end}\n",
            "sum of (max(1, ".repeat(depth),
            ") + 1) when (a) over last 7 days".repeat(depth)
        );
        parse(&text)
    };
    for end in ["", " )", " a b"] {
        let (_, errors) = read(45, end);
        assert_eq!(errors.items.is_empty(), end.is_empty(), "{end}");
    }
}

#[test]
fn many_errors_are_counted() {
    let cases = [
        (
            "ruel \"A\"\n",
            400,
            "300 more lines of this file cannot be read",
        ),
        (
            "ruel \"A\"\n",
            1_000_000,
            "at least 999900 more lines of this file cannot be read",
        ),
        (
            "rule A\n",
            400,
            "300 more lines of this file cannot be read",
        ),
        (
            "rule A\n",
            1_000_000,
            "at least 900 more lines of this file cannot be read",
        ),
    ];
    for (line, times, last) in cases {
        let (_, errors) = parse(&line.repeat(times));
        assert_eq!(errors.items.len(), 101);
        assert_eq!(
            errors.items.last().map(|error| error.message.as_str()),
            Some(last)
        );
    }
}

const WORDS: &[&str] = &[
    "rule",
    "\"A\"",
    "when",
    "unless",
    "then",
    "rest",
    "modify",
    "cut",
    "by",
    "cap",
    "at",
    "let",
    "x",
    "soreness",
    "=",
    ">=",
    "<",
    "is",
    "is not",
    "one of",
    "{",
    "}",
    "(",
    ")",
    ",",
    "and",
    "or",
    "not",
    "between",
    "7",
    "7.5",
    "8 h",
    "20%",
    "2026-06-05",
    "- ",
    "+",
    "^",
    "/",
    "all of",
    "any of",
    "at least 2 of",
    "sum of",
    "average",
    "over last 7 days",
    "with at least",
    "known",
    "days when",
    "latest",
    "within",
    "yesterday",
    "3 days ago",
    "in",
    "kg",
    "if",
    "else",
    "test",
    "given",
    "cases",
    "expect",
    "|",
    "| day |",
    "today",
    "table",
    "table \"T\"\n  | x | then | adjust | give y | name |\n  | ",
    "|\n  |",
    "otherwise",
    "any",
    "above",
    "under",
    "to",
    "-",
    "give",
    "adjust",
    "name",
    "input",
    ":",
    "scale 0 to 10",
    "for each",
    "lasting",
    "because",
    "\"{x} {\"",
    "\"{{ {x > }\"",
    "#",
    "\"",
    "\u{201c}",
    "\u{a0}",
    "\u{feff}",
    "\r",
    "\t",
    "\n",
    "\n  ",
    "\n    - ",
    "\nrule",
    "\ntest \"B\"\n  ",
    "\nlet y = ",
    "[",
    ".",
    "==",
    "&&",
    "'",
    "é",
    "°C",
    "muscle where",
    "since",
    "size of",
    "ewma of",
    "with span",
    "\0",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_text_at_all_panics(text in "\\PC{0,200}", bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_spans(&text);
        check_spans(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn no_soup_of_words_panics(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60), spaced in any::<bool>()) {
        check_spans(&words.join(if spaced { " " } else { "" }));
    }

    #[test]
    fn no_cut_in_a_ruleset_panics(name in proptest::sample::select(&["soreness", "air_quality"][..]), from in any::<proptest::sample::Index>(), length in 0_usize..40, with in proptest::sample::select(WORDS)) {
        let mut text = std::fs::read_to_string(format!("rulesets/{name}.touchline")).unwrap();
        let start = (0..=from.index(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap();
        let end = (start + length..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        text.replace_range(start..end, with);
        check_spans(&text);
    }

    #[test]
    fn shuffled_declarations_parse(seed in proptest::collection::vec(any::<u64>(), 60)) {
        let text = std::fs::read_to_string("rulesets/soreness.touchline").unwrap();
        let mut parts: Vec<(u64, String)> = Vec::new();
        for line in text.lines() {
            if line.starts_with(char::is_alphabetic) {
                parts.push((seed[parts.len() % seed.len()], String::new()));
            }
            if let Some((_, part)) = parts.last_mut() {
                part.push_str(line);
                part.push('\n');
            }
        }
        let count = parts.len();
        parts.sort();
        let shuffled: String = parts.into_iter().map(|(_, part)| part).collect();
        prop_assert_eq!(parse_whole(&shuffled).declarations.len(), count);
    }
}

#[test]
fn what_is_said_of_bad_programs_stands_in_them() {
    for path in std::fs::read_dir("tests/cases/syntax").unwrap() {
        check_spans(&std::fs::read_to_string(path.unwrap().path()).unwrap());
    }
    check_spans("input\u{201c}\"");
    check_spans("test \"A\"\n  given\n  | day | x |\n  |\u{a0}| 1 |\n");
    check_spans("table \"A\"\n  | x |\u{a0}| then |\n  |\u{a0}| 1 | rest |\n");
    check_spans("input \u{201d}\u{201e}\u{a0}x\u{200b}: \u{feff}kg");
}

/// Whatever is said stands within the text, between characters, and can be shown.
fn check_spans(text: &str) {
    let (file, errors) = parse(text);
    for error in &errors.items {
        assert!(!error.labels.is_empty(), "{error:?}");
        assert!(error.help.is_some(), "{error:?}");
        let spans = error.labels.iter().map(|label| label.span);
        for span in spans.chain(
            error
                .fix
                .iter()
                .flat_map(|fix| &fix.edits)
                .map(|edit| edit.span),
        ) {
            assert!(text.get(span.start..span.end).is_some(), "{error:?}");
        }
    }
    for comment in &file.comments {
        assert_eq!(at(text, comment.span), comment.text);
    }
    render(&errors, &RenderOptions::plain());
}
