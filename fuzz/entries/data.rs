//! Data files: the first line names one of a few rulesets with the file's
//! ending, and may give a date format (`squad.csv DD.MM.YYYY`); the rest is the
//! file. `settings.csv` reads it as a file of settings.

use std::sync::LazyLock;

use touchline::Ruleset;
use touchline::data::{DataFile, Options, read, read_settings_file, rejects_text};

use super::said::said;

/// 2026-06-05
const TODAY: i32 = 20_609;

static RULESETS: LazyLock<Vec<(&str, Ruleset)>> = LazyLock::new(|| {
    [
        (
            "squad",
            include_str!("../../tests/cases/data/squad.touchline"),
        ),
        (
            "soreness",
            include_str!("../../rulesets/soreness.touchline"),
        ),
        ("small", SMALL),
    ]
    .map(|(name, text)| match Ruleset::from_text(name, text) {
        Ok(ruleset) => (name, ruleset),
        Err(errors) => panic!("{errors}"),
    })
    .into()
});

/// Names in other scripts, an ordered choice, a map of choices, settings of every kind.
const SMALL: &str = "\
choice muskel: schenkel, rücken
input schlafdauer: hours from 0 to 16
  column \"Schlaf 睡眠\"
input ampel: one of green < amber < red
input müde: yes or no for each muskel
input seit: date, lasting
input temperatur: °C from 30 to 45
plan last: kg from 0 to 400 for each muskel
plan ruhig: set of muskel
setting grenze: scale 0 to 10 = 8
setting anteil: percent from 0 to 100 = 20%
setting schonen: set of muskel = {}
setting ab: date = 2026-01-01
otherwise train
";

pub fn data(bytes: &[u8]) {
    let line = bytes.iter().position(|&byte| byte == b'\n');
    let (first, rest) = bytes.split_at(line.unwrap_or(0));
    let Ok(first) = std::str::from_utf8(first) else {
        return;
    };
    let mut words = first.split_whitespace();
    let name = words.next().unwrap_or("squad.csv");
    let date_format = words.next().map(str::to_owned);
    let file = DataFile {
        name: name.to_owned(),
        bytes: rest.get(1..).unwrap_or_default().to_vec(),
    };
    let (stem, _) = name.split_once('.').unwrap_or((name, ""));
    if stem == "settings" {
        return settings(file, date_format.as_deref());
    }
    let named = RULESETS.iter().find(|(name, _)| *name == stem);
    let (_, ruleset) = named.unwrap_or(&RULESETS[0]);
    let strict = Options {
        today: TODAY,
        date_format,
        sheet: None,
        skip_bad_rows: false,
    };
    let lenient = Options {
        skip_bad_rows: true,
        ..strict.clone()
    };
    let whole = read(ruleset, vec![file.clone()], &strict);
    let skipped = read(ruleset, vec![file], &lenient);
    match (&whole, &skipped) {
        (Ok(whole), Ok(skipped)) => {
            said(&whole.warnings);
            assert!(!whole.warnings.has_errors());
            // Written out, since what is missing is not equal to itself.
            assert_eq!(format!("{:?}", whole.days), format!("{:?}", skipped.days));
            assert!(skipped.rejected.is_empty() && skipped.errors.items.is_empty());
        }
        (Err(errors), Ok(skipped)) => {
            said(errors);
            said(&skipped.warnings);
            assert!(errors.has_errors(), "failed without an error");
            assert!(!skipped.rejected.is_empty(), "{errors}");
            assert_eq!(errors.items, skipped.errors.items);
            assert!(!rejects_text(&skipped.rejected).is_empty());
        }
        (Err(errors), Err(others)) => {
            said(errors);
            assert!(errors.has_errors() && others.has_errors());
        }
        (Ok(_), Err(errors)) => panic!("skipping rows finds more: {errors}"),
    }
}

fn settings(file: DataFile, date_format: Option<&str>) {
    let (_, ruleset) = &RULESETS[2];
    let squad = DataFile {
        name: "days.csv".into(),
        bytes: b"athlete,schlafdauer\nAna,8\nBen,7\n".to_vec(),
    };
    let options = Options {
        today: TODAY,
        ..Options::default()
    };
    let days = read(ruleset, vec![squad], &options)
        .expect("good data")
        .days;
    match read_settings_file(ruleset, file, &days, date_format) {
        Ok(settings) => {
            said(&settings.warnings);
            assert!(!settings.warnings.has_errors());
        }
        Err(errors) => {
            said(&errors);
            assert!(errors.has_errors(), "failed without an error");
        }
    }
}
