//! Settings of athletes: in go files with a row an athlete, and data with
//! columns of settings; a folder of bad files whose messages are snapshots.

use std::sync::LazyLock;

use touchline::Ruleset;
use touchline::data::{AthleteSettings, read, read_settings};
use touchline::days::{Days, Held};
use touchline::diagnostics::Diagnostics;
use touchline::ruleset::{SettingId, Value};

use super::{file, options};

const TEXT: &str = r#"ruleset "Own"
choice muscle: quads, glutes, lower_back
input sleep: hours from 0 to 16
input soreness: scale 0 to 10 for each muscle
plan sets: whole number from 0 to 60
setting severe: scale 0 to 10 = 8
setting need: hours from 4 to 12 = 8 h
setting share: percent from 0 to 100 = 20%
setting careful: yes or no = no
setting spared: set of muscle = {}
setting weak: muscle = quads
setting since: date = 2026-01-01
setting low_back_limit: scale 0 to 10 = 5
setting tolerance: scale 0 to 10 for each muscle = {quads: 6, glutes: 5, lower_back: 4}
setting top: kg from 0 to 300 for each muscle = 100 kg
otherwise train
"#;

static OWN: LazyLock<Ruleset> = LazyLock::new(|| match Ruleset::from_text("own.touchline", TEXT) {
    Ok(ruleset) => ruleset,
    Err(errors) => panic!("{errors}"),
});

fn days(text: &str) -> Days {
    match read(&OWN, vec![file("data.csv", text)], &options()) {
        Ok(read) => {
            assert_eq!(read.warnings.items, []);
            read.days
        }
        Err(errors) => panic!("{errors}"),
    }
}

fn squad() -> Days {
    days("athlete,sleep\nAna,8\nBen,8\n")
}

fn own(name: &str, text: &str) -> Result<AthleteSettings, Diagnostics> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    read_settings(&OWN, &path, &squad(), Some("DD.MM.YYYY"))
}

/// The settings as text, a line an athlete.
fn show(settings: &AthleteSettings) -> String {
    let mut athletes: Vec<_> = settings.by_athlete.iter().collect();
    athletes.sort_by_key(|(name, _)| *name);
    let line = |(name, own): (&String, &Vec<(SettingId, Value)>)| {
        let value =
            |(id, value): &(SettingId, Value)| format!(" {}={value:?}", OWN.setting(*id).name);
        format!("{name}:{}\n", own.iter().map(value).collect::<String>())
    };
    athletes.into_iter().map(line).collect()
}

#[test]
fn a_row_an_athlete() {
    let rows = "Ana: careful=Truth(true) need=Number(7.0) severe=Number(6.0) share=Number(15.0) since=Date(20454) spared=Set(5) weak=Member(2)\nBen: low_back_limit=Number(3.5)\n";
    for (name, text) in [
        (
            "a.csv",
            "Athlete,Severe,need (min),share,careful,spared,weak,since,Low Back Limit\n\
             Ana,6,420,15%,y,quads;lower_back,Lower back,01.01.2026,\nBen,,,,,,,NA,3.5\n",
        ),
        (
            "a.csv",
            "athlete;severe;need;share;careful;spared;weak;since;low_back_limit\n\
             Ana;6;7 h;15,0;TRUE;\"quads, lower_back\";lower_back;2026-01-01;\nBen;;;;;;;;3,5\n",
        ),
        (
            "a.json",
            r#"[{"athlete": "Ana", "severe": 6, "need": "420 min", "share": 15, "careful": true, "spared": ["quads", "lower_back"], "weak": "lower_back", "since": "2026-01-01"},
                {"athlete": "Ben", "severe": null, "lowbacklimit": "3.5"}]"#,
        ),
        (
            "a.ndjson",
            "{\"athlete\": \"Ana\", \"severe\": 6, \"need\": 7, \"share\": \"15%\", \"careful\": 1, \"spared\": \"quads;lower_back\", \"weak\": \"lower back\", \"since\": \"01.01.2026\"}\n\
             {\"athlete\": \"Ben\", \"low_back_limit\": 3.5}\n",
        ),
    ] {
        match own(name, text) {
            Ok(settings) => {
                assert_eq!(show(&settings), rows, "{text}");
                assert_eq!(settings.warnings.items, [], "{text}");
            }
            Err(errors) => panic!("{errors}"),
        }
    }
}

/// A setting for each member has a column for each, or one for all of them.
#[test]
fn settings_for_each_member() {
    let rows = "Ana: tolerance.quads=Number(7.0) tolerance.lower_back=Number(3.0) top.quads=Number(60.0) top.glutes=Number(60.0) top.lower_back=Number(60.0)\n";
    for (name, text) in [
        (
            "a.csv",
            "athlete;Tolerance.Quads;tolerance. lower back;top (kg)\nAna;7;3;60\n",
        ),
        (
            "a.json",
            r#"{"athlete": "Ana", "tolerance": {"quads": 7, "Lower Back": 3, "glutes": null}, "top": "60000 g"}"#,
        ),
        (
            "a.json",
            r#"{"athlete": "Ana", "tolerance.quads": 7, "tolerance": {"lower_back": 3}, "top": 60}"#,
        ),
    ] {
        match own(name, text) {
            Ok(settings) => assert_eq!(show(&settings), rows, "{text}"),
            Err(errors) => panic!("{errors}"),
        }
    }
    let settings = own("a.csv", "athlete,top.quads (lb)\nBen,2.20462262185\n").unwrap();
    let (_, value) = settings.by_athlete["Ben"][0];
    assert!(
        matches!(value, Value::Number(x) if (x - 1.0).abs() < 1e-9),
        "{value:?}"
    );
}

#[test]
fn who_has_no_name_is_the_only_one() {
    let days = days("sleep\n8\n");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "severe\n6\n").unwrap();
    let settings = read_settings(&OWN, &path, &days, None).unwrap();
    assert_eq!(show(&settings), ": severe=Number(6.0)\n");
}

#[test]
fn columns_of_the_data() {
    let days = days(
        "athlete,date,sleep,SEVERE,spared\nAna,2026-06-04,8,,\nAna,2026-06-05,8,6.5,none\nAna,2026-06-05,,6.5,\nBen,2026-06-05,8,,quads glutes\n",
    );
    let column = |name: &str| {
        let mut ids = (0..).map(SettingId).zip(&OWN.settings);
        let (id, _) = ids.find(|(_, setting)| setting.name == name).unwrap();
        let slot = days.layout.setting(id).0 as usize;
        let rows = 0..days.len();
        rows.map(|row| days.columns[slot].get(row))
            .collect::<Vec<_>>()
    };
    assert_eq!(column("severe"), [None, Some(Held::Number(6.5)), None]);
    assert_eq!(
        column("spared"),
        [None, Some(Held::Set(0)), Some(Held::Set(3))]
    );
    // What no row sets has no column.
    assert_eq!(column("need"), [None; 3]);
    assert!(days.columns[days.layout.setting(SettingId(0)).0 as usize].is_empty());
}

#[test]
fn bad_columns_of_the_data() {
    let text = "athlete,date,sleep,severe,severe,need (kg)\nAna,2026-06-05,8,6,7,8\n";
    let first = read(&OWN, vec![file("data.csv", text)], &options()).unwrap_err();
    let text = "athlete,date,sleep,severe,need\n\
                Ana,2026-06-05,8,6,7\nAna,2026-06-05,,6,\nAna,2026-06-05,,7,7 h\nBen,2026-06-05,8,11,2\n";
    let second = read(&OWN, vec![file("data.csv", text)], &options()).unwrap_err();
    insta::with_settings!({snapshot_path => "../snapshots/settings", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!("in_the_data", format!("{first}\n{second}"));
    });
}

/// Each file in `tests/cases/settings` is wrong, or is warned of, in one way.
#[test]
fn every_bad_file_of_settings_says_what_is_wrong() {
    let mut cases: Vec<_> = std::fs::read_dir("tests/cases/settings")
        .unwrap()
        .map(|case| case.unwrap().path())
        .collect();
    cases.sort();
    for case in cases {
        let text = std::fs::read_to_string(&case).unwrap();
        let messages = match read_settings(&OWN, &case, &squad(), None) {
            Ok(settings) => settings.warnings,
            Err(errors) => errors,
        };
        assert!(!messages.items.is_empty(), "{} is fine", case.display());
        let name = case
            .file_name()
            .unwrap()
            .to_string_lossy()
            .replace('.', "_");
        let shown = messages.to_string().replace("tests/cases/settings/", "");
        insta::with_settings!({snapshot_path => "../snapshots/settings", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name, format!("{}\n----\n{shown}", text.trim_end()));
        });
    }
}
