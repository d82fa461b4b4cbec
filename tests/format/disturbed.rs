//! Programs whose layout was disturbed: laid out, each is what it was, and its
//! comments stand where they stood.

use std::sync::OnceLock;

use super::disturb::{Changes, Seed, disturbed};
use super::{laid_out, programs::programs, proved};

/// A text without its comments and blank lines.
fn stripped(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let mut in_text = false;
        let end = line.char_indices().find(|(_, c)| {
            in_text ^= *c == '"';
            *c == '#' && !in_text
        });
        let end = end.map_or(line.len(), |(end, _)| end);
        line.get(..end).unwrap_or_default().trim_end()
    });
    let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n") + "\n"
}

/// Programs as they are laid out, without comments.
fn bases() -> &'static [String] {
    static BASES: OnceLock<Vec<String>> = OnceLock::new();
    BASES.get_or_init(|| {
        let programs = programs().into_iter();
        programs
            .filter_map(|(_, text)| laid_out(&text))
            .filter_map(|layout| laid_out(&stripped(&layout).replace('\r', "")))
            .collect()
    })
}

#[track_caller]
fn same(before: &str, after: Option<String>, disturbed: &str) {
    let Some(after) = after else {
        panic!("cannot be read:\n{disturbed}");
    };
    if after != before {
        let line = before.lines().zip(after.lines()).position(|(a, b)| a != b);
        let line = line.unwrap_or(0);
        let shown = |text: &str| text.lines().nth(line).unwrap_or_default().to_owned();
        panic!(
            "line {}:\n{}\n{}\n{disturbed}",
            line + 1,
            shown(before),
            shown(&after)
        );
    }
}

#[test]
fn spaces_and_line_breaks_are_laid_out_in_one_way() {
    let mut seed = Seed(11);
    for base in bases() {
        for round in 0..3 {
            let changes = Changes {
                breaks: round > 0,
                order: round == 2,
                ..Changes::default()
            };
            let text = disturbed(base, changes, &mut seed);
            same(base, proved(&text), &text);
        }
    }
}

/// How many letters of the ruleset stand before each comment, which tells its place whatever
/// the spaces are.
fn places(text: &str) -> Vec<(String, usize)> {
    let mut places = Vec::new();
    let mut letters = 0;
    for line in text.lines() {
        let mut in_text = false;
        for (at, c) in line.char_indices() {
            in_text ^= c == '"';
            if c == '#' && !in_text {
                let comment = line.get(at..).unwrap_or_default();
                places.push((comment.trim_end().to_owned(), letters));
                break;
            }
            letters += usize::from(!c.is_whitespace());
        }
    }
    places
}

#[test]
fn comments_stay_where_they_are() {
    let mut seed = Seed(13);
    for base in bases() {
        for round in 0..2 {
            let changes = Changes {
                breaks: true,
                comments: true,
                blank_lines: round % 2 == 1,
                ..Changes::default()
            };
            let text = disturbed(base, changes, &mut seed);
            let Some(layout) = proved(&text) else {
                panic!("cannot be read:\n{text}");
            };
            for (before, after) in places(&text).iter().zip(places(&layout)) {
                assert_eq!(before.0, after.0, "{text}\n{layout}");
                // At most an operator or a comma stands on its other side.
                let moved = before.1.abs_diff(after.1);
                assert!(
                    moved <= 5,
                    "{} moved by {moved}\n{text}\n{layout}",
                    before.0
                );
            }
            same(
                &stripped(base),
                proved(&stripped(&layout)).map(|text| stripped(&text)),
                &text,
            );
        }
    }
}

#[test]
fn comments_move_with_their_clauses() {
    let mut seed = Seed(17);
    for base in bases() {
        for _ in 0..2 {
            let changes = Changes {
                breaks: true,
                order: true,
                comments: true,
                blank_lines: true,
            };
            let text = disturbed(base, changes, &mut seed);
            let Some(layout) = proved(&text) else {
                panic!("cannot be read:\n{text}");
            };
            same(
                &stripped(base),
                proved(&stripped(&layout)).map(|text| stripped(&text)),
                &text,
            );
        }
    }
}
