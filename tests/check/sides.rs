//! Both sides of a mismatch: as data, and on narrow screens.

use touchline::diagnostics::{Diagnostic, Diagnostics, RenderOptions, render};
use unicode_width::UnicodeWidthStr;

use super::messages;

/// Each side of the first message of a text: itself, what it is, and the text
/// that it comes from; parts begin with a dash.
fn sides(text: &str) -> Vec<(String, String, String)> {
    let found = messages("test.touchline", text);
    let first = found.items.first().expect("a message");
    let side = |side: &touchline::diagnostics::Side| {
        let dash = if side.is_part { "- " } else { "" };
        let origin = side.origin.map_or("", |span| found.sources.text(span));
        (
            format!("{dash}{}", side.text),
            side.what.clone(),
            origin.to_owned(),
        )
    };
    first.sides.iter().map(side).collect()
}

fn owned(sides: &[(&str, &str, &str)]) -> Vec<(String, String, String)> {
    let owned = |&(a, b, c): &(&str, &str, &str)| (a.to_owned(), b.to_owned(), c.to_owned());
    sides.iter().map(owned).collect()
}

#[test]
fn sides_say_what_each_is_and_where_it_comes_from() {
    let text = "input sleep: hours from 0 to 16\nlet x = sleep > 50 kg\notherwise train\n";
    let expected = [
        ("sleep", "a time, in hours", "sleep: hours from 0 to 16"),
        ("50 kg", "a mass, in kg", "50 kg"),
    ];
    assert_eq!(sides(text), owned(&expected));
}

#[test]
fn quotients_are_told_with_their_parts() {
    let text = "input way: km\ninput speed: m/s\nlet x = 5 kg > 2 * way / speed\notherwise train\n";
    let expected = [
        ("5 kg", "a mass, in kg", "5 kg"),
        ("2 * way / speed", "a time", ""),
        ("- way", "a length, in km", "way: km"),
        ("- speed", "a speed, in m/s", "speed: m/s"),
    ];
    assert_eq!(sides(text), owned(&expected));
}

#[test]
fn long_products_and_deep_histories_are_told_shortly() {
    let product = vec!["way"; 200].join(" * ");
    let text = format!("input way: km\nlet x = {product} > 5 kg\notherwise train\n");
    for (text, what, _) in sides(&text) {
        assert!(
            text.chars().count() <= 40 && what.chars().count() <= 80,
            "{what}"
        );
    }
    let nested = format!("{}way{}", "-(".repeat(100), ")".repeat(100));
    let text = format!("input way: km\nlet x = {nested} > 5 kg\notherwise train\n");
    assert_eq!(sides(&text).len(), 2);
}

/// The lines of a message below its excerpts.
fn below(found: &Diagnostics, item: &Diagnostic, width: usize) -> Vec<String> {
    let one = Diagnostics::new(found.sources.clone(), vec![item.clone()]);
    let options = RenderOptions {
        width,
        color: false,
    };
    let text = render(&one, &options);
    let (_, below) = text.rsplit_once("╰────\n").expect("an excerpt");
    below.lines().map(str::to_owned).collect()
}

#[test]
fn sides_fit_any_screen() {
    let mut count = 0;
    for path in std::fs::read_dir("tests/cases/check").unwrap() {
        let text = std::fs::read_to_string(path.unwrap().path()).unwrap();
        let found = messages("test.touchline", &text);
        for item in found.items.iter().filter(|item| !item.sides.is_empty()) {
            count += 1;
            for width in [24, 40, 60, 80, 100, 200] {
                for line in below(&found, item, width) {
                    assert!(line.width() <= width, "{width}: {line}");
                    assert_eq!(line.trim_end(), line);
                }
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn sides_on_a_narrow_screen() {
    let text = "input 睡眠: hours from 0 to 16\ninput distance: km from 0 to 100\n\
                input speed: m/s from 0 to 12\nlet x = 睡眠 > 5 kg\n\
                let y = distance / speed > 5 kg\notherwise train\n";
    let found = messages("test.touchline", text);
    let lines: Vec<String> = found
        .items
        .iter()
        .flat_map(|item| below(&found, item, 40))
        .collect();
    let expected = "  睡眠: a time, in hours
    from `input 睡眠: …`, line 1
  5 kg: a mass, in kg
    written here
  help: `睡眠` is a time: write `5 h`,
        if that is meant
  distance / speed: a time
    distance: a length, in km
      from `input distance …`, line 2
    speed: a speed, in m/s
      from `input speed: …`, line 3
  5 kg: a mass, in kg
    written here
  help: `distance / speed` is a time:
        write a time, in one of ms, s,
        min, h, day, week";
    assert_eq!(lines.join("\n"), expected);
}
