//! Explanations of decisions: rules drawn on their own text, what they read, why
//! the verdict is no other, and changes that hold when the data is changed.

use std::path::Path;

use touchline::days::Days;
use touchline::engine::{Counting, Evaluator, Options, Standing, Which};
use touchline::explain::{Change, Explanation, document, explanations, text};
use touchline::report::{TextOptions, drawn};
use touchline::{Ruleset, built_in, data, explain};
use unicode_width::UnicodeWidthStr;

const EVERYTHING: &str = "tests/cases/explain/everything";

fn read(stem: &str) -> (Ruleset, Days) {
    let ruleset = Ruleset::load(format!("{stem}.touchline")).unwrap();
    let path = format!("{stem}.csv");
    let read = data::read_paths(&ruleset, &[path], &data::Options::default()).unwrap();
    (ruleset, read.days)
}

/// An athlete's latest day.
fn latest(stem: &str, athlete: &str) -> (Ruleset, Explanation) {
    on(stem, athlete, Which::Latest)
}

fn on(stem: &str, athlete: &str, which: Which) -> (Ruleset, Explanation) {
    let (ruleset, mut days) = read(stem);
    days.athletes.retain(|known| known.name == athlete);
    let options = Options {
        which,
        ..Options::default()
    };
    let explanation = explanations(&ruleset, &days, &options).remove(0);
    (ruleset, explanation)
}

fn shown(ruleset: &Ruleset, explanation: &Explanation, width: usize) -> String {
    let options = TextOptions {
        width,
        color: false,
    };
    let text = text(ruleset, explanation, &options);
    for line in text.lines() {
        assert!(line.width() <= width, "wider than {width}: {line}");
    }
    text
}

/// The day of an athlete at 80 columns.
fn page(stem: &str, athlete: &str) -> String {
    let (ruleset, explanation) = latest(stem, athlete);
    shown(&ruleset, &explanation, 80)
}

#[test]
fn rules_are_drawn_on_their_own_text() {
    let mut all = String::new();
    for (name, athlete, width) in [
        ("soreness", "Chloe", 90),
        ("squad", "Pavel", 90),
        ("throwers_soreness", "Dot", 90),
        ("throwers_soreness", "Dot", 30),
    ] {
        let (ruleset, mut days) = read(&format!("rulesets/{name}"));
        days.athletes.retain(|known| known.name == athlete);
        let evaluator = Evaluator::new(&ruleset);
        let drawn = evaluator.inspect(&days, &Options::default(), |day| {
            let standings = day.standings().into_iter();
            let told = standings.filter(|rule| rule.standing != Standing::No);
            told.map(|told| explain::rule(day, told.rule).drawn)
                .collect::<Vec<_>>()
        });
        let options = TextOptions {
            width,
            color: false,
        };
        let drawn = drawn.iter().flatten();
        let drawn: Vec<String> = drawn
            .map(|rule| drawn::rule(&ruleset, rule, &options))
            .collect();
        let drawn = drawn.join("\n");
        all.push_str(&format!("== {name}, {athlete}, {width} columns\n{drawn}\n"));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn every_shipped_ruleset_is_explained() {
    for (name, athlete) in [
        ("air_quality", "Dee"),
        ("hooper", "Deniz"),
        ("load_watch", "Tara"),
        ("soreness", "Kim"),
        ("squad", "Pavel"),
        ("strength_day", "Ida"),
        ("throwers_soreness", "Dot"),
        ("wellness_lights", "Nora"),
    ] {
        insta::assert_snapshot!(name, page(&format!("rulesets/{name}"), athlete));
    }
    assert_eq!(built_in::names().count(), 8, "each has its snapshot");
}

#[test]
fn conditions_of_every_shape_are_explained() {
    insta::assert_snapshot!("every_shape", page(EVERYTHING, "Zoë"));
    insta::assert_snapshot!("overridden", page(EVERYTHING, "Tom"));
    insta::assert_snapshot!("nothing_answered", page(EVERYTHING, "李"));
}

#[test]
fn thirty_columns_are_enough() {
    let (ruleset, explanation) = latest(EVERYTHING, "李");
    insta::assert_snapshot!(shown(&ruleset, &explanation, 30));
}

#[test]
fn an_earlier_day_is_explained_as_it_was() {
    // 2026-06-02
    let (ruleset, explanation) = on(EVERYTHING, "Zoë", Which::On(20_606));
    assert_eq!(explanation.decision.date, "2026-06-02");
    insta::assert_snapshot!(shown(&ruleset, &explanation, 100));
}

#[test]
fn colour_changes_no_word() {
    let (ruleset, explanation) = latest(EVERYTHING, "Zoë");
    let colored = TextOptions {
        width: 60,
        color: true,
    };
    let colored = text(&ruleset, &explanation, &colored);
    assert!(colored.contains("\u{1b}[36m"));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').unwrap().1;
    }
    plain.push_str(rest);
    assert_eq!(plain, shown(&ruleset, &explanation, 60));
}

#[test]
fn programs_are_told_all_there_is() {
    let (ruleset, explanation) = latest(EVERYTHING, "Zoë");
    let document = document(&ruleset, &explanation);
    insta::assert_snapshot!(format!("{document:#}"));
    assert_eq!(document["decision"]["verdict"], "rest");
}

/// The days that an average or a sum is made of are those that it is told to be of.
fn histories_add_up(explanation: &Explanation) {
    for history in &explanation.names.histories {
        let counted: Vec<f64> = history
            .days
            .iter()
            .filter(|day| day.counting == Counting::Counted)
            .filter_map(|day| day.number)
            .collect();
        let sum: f64 = counted.iter().sum();
        let expected = match history.name.split(' ').next().unwrap() {
            "average" => sum / f64::from(u32::try_from(counted.len()).unwrap()),
            "sum" => sum,
            _ => continue,
        };
        if let Some(value) = history.value.value.as_f64() {
            let name = &history.name;
            assert!(
                (value - expected).abs() < 1e-9,
                "{name}: {value} of {counted:?}"
            );
        }
    }
}

/// A data file as rows of cells, the header first.
fn rows(path: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_path(path)
        .unwrap();
    let row = |row: Result<csv::StringRecord, _>| -> Vec<String> {
        row.unwrap().iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

/// What eval decides where the changed answers stand in the data.
fn decided(ruleset: &Ruleset, name: &str, change: &Change, athlete: &str, folder: &Path) -> String {
    let mut rows = rows(&format!("rulesets/{name}.csv"));
    let whose = rows[0]
        .iter()
        .position(|head| ["athlete", "player_id"].contains(&head.as_str()))
        .unwrap();
    let header = rows[0].clone();
    rows.retain(|row| row[whose] == athlete);
    rows.insert(0, header);
    for answer in &change.answers {
        let input = ruleset.input(answer.input);
        let known = |head: &String| *head == answer.name || input.columns.contains(head);
        let column = match rows[0].iter().position(known) {
            Some(column) => column,
            None => {
                rows[0].push(answer.name.clone());
                rows.iter_mut()
                    .skip(1)
                    .for_each(|row| row.push(String::new()));
                rows[0].len() - 1
            }
        };
        // As it is printed, unit and all.
        let text = answer.to.text.replace(", ", ";");
        rows.last_mut().unwrap()[column] = text;
    }
    let path = folder.join("changed.csv");
    let mut writer = csv::Writer::from_path(&path).unwrap();
    rows.iter()
        .for_each(|row| writer.write_record(row).unwrap());
    writer.flush().unwrap();
    let read = data::read_paths(ruleset, &[path.as_path()], &data::Options::default());
    let days = read
        .unwrap_or_else(|error| panic!("{}\n{error}", change.text()))
        .days;
    let decision = ruleset.decide(&days).remove(0);
    let now = if decision.is_final { "" } else { " for now" };
    format!("{}{now}", decision.verdict)
}

#[test]
fn changes_of_every_athlete_hold_when_the_data_is_changed() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut count = 0;
    for name in built_in::names() {
        let (ruleset, days) = read(&format!("rulesets/{name}"));
        for explanation in explanations(&ruleset, &days, &Options::default()) {
            shown(&ruleset, &explanation, 30);
            histories_add_up(&explanation);
            let athlete = &explanation.decision.athlete;
            for change in explanation.changes.iter().flat_map(|to| &to.changes) {
                let told = change.text();
                let (told, _) = told.split_once(", if").unwrap();
                let decided = decided(&ruleset, name, change, athlete, folder.path());
                assert_eq!(decided, told, "{name}, {athlete}: {}", change.text());
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

#[test]
fn a_ruleset_of_thousands_of_rules_is_explained_in_part() {
    let mut lines = String::from("input a: scale 0 to 10\ninput b: scale 0 to 10\n");
    for number in 0..2000 {
        let (a, b) = (number % 10, number / 10 % 10);
        lines.push_str(&format!(
            "rule \"R{number}\"\n  when a > {a} and b > {b}\n  then modify\n  because \"R.\"\n"
        ));
    }
    lines.push_str("otherwise train\n");
    let ruleset = Ruleset::from_text("many.touchline", lines).unwrap();
    for (a, b) in [("", ""), ("10", "10"), ("0", "0")] {
        let csv = format!("athlete,date,a,b\nKim,2026-06-01,{a},{b}\n");
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("kim.csv");
        std::fs::write(&path, csv).unwrap();
        let read = data::read_paths(&ruleset, &[path], &data::Options::default()).unwrap();
        let explanation = explanations(&ruleset, &read.days, &Options::default()).remove(0);
        let text = shown(&ruleset, &explanation, 80);
        assert!(text.lines().count() < 400, "{}", text.lines().count());
    }
}

#[test]
fn of_a_list_without_end_the_telling_conditions_are_drawn() {
    let mut text = String::from("input a: scale 0 to 10\nrule \"R\"\n  when any of\n");
    for number in 0..3000 {
        text.push_str(&format!("    - a > {}\n", f64::from(number) / 301.0));
    }
    text.push_str("  then rest\n  because \"R.\"\notherwise train\n");
    let ruleset = Ruleset::from_text("long.touchline", text).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("kim.csv");
    std::fs::write(&path, "athlete,date,a\nKim,2026-06-01,0.01\n").unwrap();
    let read = data::read_paths(&ruleset, &[path], &data::Options::default()).unwrap();
    let explanation = explanations(&ruleset, &read.days, &Options::default()).remove(0);
    let text = shown(&ruleset, &explanation, 80);
    // Four of them hold, all the others do not.
    assert_eq!(text.matches("── true: a 0.01").count(), 4, "{text}");
    assert!(text.contains("… and 2941 more conditions"), "{text}");
}
