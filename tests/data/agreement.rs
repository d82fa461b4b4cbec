//! Properties: the same rows in any format give the same days, days written out
//! and read back are the same, and no bytes make the readers panic.

use proptest::prelude::*;

use super::squad::{show, squad};
use super::{TODAY, file, options};
use touchline::data::{Options, read};

/// One athlete-day, a text for each of the names below; empty where not given.
#[derive(Clone, Debug)]
struct Row {
    athlete: usize,
    date: i32,
    cells: Vec<String>,
}

const NAMES: [&str; 9] = [
    "soreness.quads",
    "soreness.lower_back",
    "sleep",
    "dreads_loading",
    "movement",
    "force",
    "sets",
    "target_muscles",
    "birthday",
];

const ATHLETES: [&str; 4] = ["Ana", "Ben, Jr", "Zoë \"Z\"", "7"];

fn row() -> impl Strategy<Value = Row> {
    let or_empty =
        |texts: BoxedStrategy<String>| prop_oneof![1 => Just(String::new()), 3 => texts].boxed();
    let tenths = |high: u32| {
        (0..=high * 10)
            .prop_map(|n| format!("{}", f64::from(n) / 10.0))
            .boxed()
    };
    let word = |words: &'static [&'static str]| {
        prop::sample::select(words).prop_map(str::to_owned).boxed()
    };
    let cells = vec![
        or_empty(tenths(10)),
        or_empty(tenths(10)),
        or_empty(tenths(16)),
        or_empty(word(&["yes", "no"])),
        or_empty(word(&["clean", "altered", "limited"])),
        or_empty(tenths(150)),
        or_empty((0..60_u8).prop_map(|n| n.to_string()).boxed()),
        or_empty(word(&[
            "none",
            "quads",
            "quads;lower_back",
            "glutes;hamstrings;quads",
        ])),
        or_empty(word(&["1999-12-31", "2004-02-29"])),
    ];
    (0..ATHLETES.len(), 0..6, cells).prop_map(|(athlete, date, cells)| Row {
        athlete,
        date,
        cells,
    })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..12).prop_map(|mut rows| {
        let mut seen = std::collections::HashSet::new();
        rows.retain(|row| seen.insert((row.athlete, row.date)));
        rows
    })
}

fn date(day: i32) -> String {
    format!("2026-06-{:02}", day + 1)
}

fn table(rows: &[Row], delimiter: char, line_end: &str) -> String {
    let line = |cells: Vec<String>| {
        let quoted = cells.iter().map(|cell| {
            if cell.contains([',', ';', '"', '\t']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell.clone()
            }
        });
        let separator = delimiter.to_string();
        quoted.collect::<Vec<_>>().join(&separator) + line_end
    };
    let mut header = vec!["athlete".to_owned(), "date".into()];
    header.extend(NAMES.map(str::to_owned));
    let mut out = line(header);
    for row in rows {
        let mut cells = vec![ATHLETES[row.athlete].to_owned(), date(row.date)];
        for (name, cell) in NAMES.iter().zip(&row.cells) {
            let number = !matches!(*name, "birthday" | "target_muscles");
            cells.push(if delimiter == ';' && number {
                cell.replace('.', ",")
            } else {
                cell.clone()
            });
        }
        out += &line(cells);
    }
    out
}

fn object(row: &Row, whole: bool) -> serde_json::Value {
    let mut object = serde_json::Map::new();
    if whole {
        object.insert("athlete".into(), ATHLETES[row.athlete].into());
    }
    object.insert("date".into(), date(row.date).into());
    let mut soreness = serde_json::Map::new();
    for (name, cell) in NAMES.iter().zip(&row.cells) {
        let value: serde_json::Value = match (*name, cell.as_str()) {
            (_, "") => serde_json::Value::Null,
            ("dreads_loading", truth) => (truth == "yes").into(),
            ("target_muscles", "none") => serde_json::json!([]),
            ("target_muscles", set) => set.split(';').collect::<Vec<_>>().into(),
            ("birthday" | "movement", text) => text.into(),
            (_, number) => serde_json::from_str(number).unwrap(),
        };
        match name.strip_prefix("soreness.") {
            Some(member) => soreness.insert(member.into(), value),
            None => object.insert((*name).into(), value),
        };
    }
    object.insert("soreness".into(), soreness.into());
    object.into()
}

fn days(name: &str, text: &str) -> String {
    match read(squad(), vec![file(name, text)], &options()) {
        Ok(read) => show(squad(), &read.days),
        Err(errors) => panic!("{text}\n{errors}"),
    }
}

proptest! {
    #[test]
    fn every_format_gives_the_same_days(rows in rows()) {
        let comma = days("a.csv", &table(&rows, ',', "\n"));
        prop_assert_eq!(&comma, &days("a.csv", &table(&rows, ';', "\r\n")));
        prop_assert_eq!(&comma, &days("a.tsv", &table(&rows, '\t', "\n")));
        let objects: Vec<_> = rows.iter().map(|row| object(row, true)).collect();
        let lines: Vec<String> = objects.iter().map(ToString::to_string).collect();
        prop_assert_eq!(&comma, &days("a.ndjson", &lines.join("\n")));
        prop_assert_eq!(&comma, &days("-", &serde_json::to_string_pretty(&objects).unwrap()));
        // With the later days of each athlete as the history of the first.
        let mut nested: Vec<(usize, serde_json::Value)> = Vec::new();
        for row in &rows {
            match nested.iter_mut().find(|(athlete, _)| *athlete == row.athlete) {
                None => nested.push((row.athlete, object(row, true))),
                Some((_, first)) => {
                    let history = first.as_object_mut().unwrap().entry("history").or_insert(serde_json::json!([]));
                    history.as_array_mut().unwrap().push(object(row, false));
                }
            }
        }
        let nested: Vec<_> = nested.into_iter().map(|(_, object)| object).collect();
        prop_assert_eq!(&comma, &days("a.json", &serde_json::to_string(&nested).unwrap()));
    }

    #[test]
    fn the_order_of_rows_does_not_matter_to_a_day(rows in rows()) {
        let mut lines = days("a.csv", &table(&rows, ',', "\n")).lines().map(str::to_owned).collect::<Vec<_>>();
        let mut turned: Vec<Row> = rows.clone();
        turned.reverse();
        let mut back = days("a.csv", &table(&turned, ',', "\n")).lines().map(str::to_owned).collect::<Vec<_>>();
        lines.sort();
        back.sort();
        prop_assert_eq!(lines, back);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), json in any::<bool>(), skip in any::<bool>()) {
        anything(&bytes, json, skip);
    }

    #[test]
    fn no_text_panics(text in "(athlete|date|sleep|soreness|\\.quads|history|force|load|[,;\t\n\"'{}\\[\\]:\\\\]|null|NaN|2026-06-0[1-3]|[0-9.]{1,3}| (min|h|%|kg)|é|\u{feff}|\\(|\\)|none|x){0,40}", json in any::<bool>(), skip in any::<bool>()) {
        anything(text.as_bytes(), json, skip);
    }

    #[test]
    fn no_cell_panics(cell in "\\PC{0,12}", column in prop::sample::select(&NAMES[..])) {
        let cell = cell.replace(['"', ','], "");
        anything(format!("athlete,{column}\nAna,\"{cell}\"\n").as_bytes(), false, true);
        let json = serde_json::json!({"athlete": cell, column: cell});
        anything(json.to_string().as_bytes(), true, true);
    }
}

fn anything(bytes: &[u8], json: bool, skip: bool) {
    let given = Options {
        today: TODAY,
        date_format: skip.then(|| "DD.MM.YY".to_owned()),
        sheet: None,
        skip_bad_rows: skip,
    };
    let name = if json { "a.json" } else { "a.csv" };
    let messages = match read(
        squad(),
        vec![
            file(name, bytes),
            file("b.csv", "athlete,date,load\nAna,2026-06-01,5\n"),
        ],
        &given,
    ) {
        Ok(read) => {
            touchline::data::rejects_text(&read.rejected);
            format!("{}{}", read.warnings, read.errors)
        }
        Err(errors) => errors.to_string(),
    };
    assert!(!messages.contains('\u{0}'));
}
