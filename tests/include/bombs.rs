//! Includes that would never end, or fill the memory.

use std::time::{Duration, Instant};

use touchline::diagnostics::Code;

use super::{codes, read};

const OTHERWISE: &str = "otherwise train\n";

/// Files that each include the next as often as `count` says.
fn chain(length: usize, count: usize) -> Vec<(String, String)> {
    (0..length)
        .map(|at| {
            let next = format!("include \"f{}.touchline\"\n", at + 1);
            let next = if at + 1 < length {
                next.repeat(count)
            } else {
                String::new()
            };
            (format!("f{at}.touchline"), format!("{next}{OTHERWISE}"))
        })
        .collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}

#[test]
fn a_bomb_ends_at_once_with_one_error() {
    let begin = Instant::now();
    assert_eq!(codes(&borrowed(&chain(30, 2))), [Code::IncludeTwice]);
    let itself = "include \"bomb.touchline\"\n".repeat(2);
    let files = [("bomb.touchline", format!("{itself}{OTHERWISE}"))];
    let files = files.map(|(name, text)| (name.to_owned(), text));
    assert_eq!(codes(&borrowed(&files)), [Code::IncludeCircle]);
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn diamonds_are_read_once() {
    // Thirty floors of two files that both include both files of the next floor.
    let floor = |at: usize, side: char| {
        let next = format!(
            "include \"a{n}.touchline\"\ninclude \"b{n}.touchline\"\n",
            n = at + 1
        );
        let next = if at < 30 { next } else { String::new() };
        (
            format!("{side}{at}.touchline"),
            format!("{next}setting {side}{at}: number = 1\n"),
        )
    };
    let mut files = vec![(
        "root.touchline".to_owned(),
        format!(
            "include \"a0.touchline\"\n  with a30 = 2\ninclude \"b0.touchline\"\n  with a30 = 2\n{OTHERWISE}"
        ),
    )];
    files.extend((0..=30).flat_map(|at| [floor(at, 'a'), floor(at, 'b')]));
    let checked = read(&borrowed(&files)).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(checked.ruleset.settings.len(), 62);
}

#[test]
fn a_chain_is_read_up_to_its_limit() {
    assert_eq!(codes(&borrowed(&chain(51, 1))), []);
    assert_eq!(codes(&borrowed(&chain(52, 1))), [Code::TooManyIncludes]);
    assert_eq!(codes(&borrowed(&chain(1000, 1))), [Code::TooManyIncludes]);
}

#[test]
fn there_are_so_many_files_and_no_more() {
    let star = |count: usize| {
        let includes: String = (1..count)
            .map(|at| format!("include \"f{at}.touchline\"\n"))
            .collect();
        let mut files = vec![(
            "root.touchline".to_owned(),
            format!("{includes}{OTHERWISE}"),
        )];
        files.extend((1..count).map(|at| (format!("f{at}.touchline"), OTHERWISE.to_owned())));
        files
    };
    assert_eq!(codes(&borrowed(&star(200))), []);
    assert_eq!(codes(&borrowed(&star(201))), [Code::TooManyIncludes]);
    assert_eq!(codes(&borrowed(&star(5000))), [Code::TooManyIncludes]);
}

#[test]
fn files_that_all_include_each_other_end() {
    let all: String = (0..25)
        .map(|at| format!("include \"f{at}.touchline\"\n"))
        .collect();
    let files: Vec<(String, String)> = (0..25)
        .map(|at| {
            let others = all.replace(&format!("include \"f{at}.touchline\"\n"), "");
            (format!("f{at}.touchline"), format!("{others}{OTHERWISE}"))
        })
        .collect();
    let found = codes(&borrowed(&files));
    assert!(!found.is_empty() && found.len() <= 25, "{}", found.len());
    assert!(found.iter().all(|code| *code == Code::IncludeCircle));
}

#[test]
fn files_together_have_a_size() {
    let comment = format!("# {}\n", "x".repeat(6 << 20));
    let text = format!("{comment}{OTHERWISE}");
    let root = format!(
        "include \"a.touchline\"\ninclude \"b.touchline\"\ninclude \"c.touchline\"\n{OTHERWISE}"
    );
    let files = [
        ("root.touchline", root.as_str()),
        ("a.touchline", text.as_str()),
        ("b.touchline", text.as_str()),
        ("c.touchline", text.as_str()),
    ];
    assert_eq!(codes(&files), [Code::FileTooLarge]);
}
