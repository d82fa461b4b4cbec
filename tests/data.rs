//! Data files to days: each kind of file, each way to write a value, and a
//! folder of bad files whose messages are snapshots.

mod agreement;
mod groups;
mod settings;
mod sizes;
pub mod squad;
mod workbooks;

use std::path::Path;

use squad::{show, squad};
use touchline::data::{DataFile, Options, Read, read, read_paths, rejects_text};
use touchline::diagnostics::{Diagnostics, apply};

/// 2026-06-05
const TODAY: i32 = 20_609;

fn options() -> Options {
    Options {
        today: TODAY,
        ..Options::default()
    }
}

fn file(name: &str, text: impl AsRef<[u8]>) -> DataFile {
    DataFile {
        name: name.into(),
        bytes: text.as_ref().to_vec(),
    }
}

fn read_text(name: &str, text: impl AsRef<[u8]>) -> Result<Read, Diagnostics> {
    read(squad(), vec![file(name, text)], &options())
}

#[track_caller]
fn gives(name: &str, text: &str, days: &str) {
    match read_text(name, text) {
        Ok(read) => assert_eq!(show(squad(), &read.days), days, "{text}"),
        Err(errors) => panic!("{errors}"),
    }
}

#[track_caller]
fn fails(name: &str, text: &str, message: &str) {
    match read_text(name, text) {
        Ok(read) => panic!("read as {}", show(squad(), &read.days)),
        Err(errors) => assert_eq!(errors.items[0].message, message, "{text}"),
    }
}

#[test]
fn values_as_spreadsheets_hold_them() {
    gives(
        "a.csv",
        "\u{feff}Player ID,DATE,soreness.Quads,Soreness.lower back,Hours Slept,Dreads loading,movement,force,sets,target_muscles,daily_load,birthday\r\n\
         Ana,2026-06-04,5,NA,450 min,Y,CLEAN,20%,3.0,quads;lower_back,300.5,2001-02-03\r\n\
         Ben,2026-06-05,,,7h,false,,90,,none,,\r\n\
         \"Cy, the third\",2026-06-05,,,n/a,0,,,,\"glutes, quads\",1e3,null\r\n",
        "Ana 20608: soreness.quads=5 sleep=7.5 dreads_loading=1 movement=0 force=20 load=300.5 birthday=11356 sets=3 target_muscles=1001\n\
         Ben 20609: sleep=7 dreads_loading=0 force=90 target_muscles=0\n\
         Cy, the third 20609: dreads_loading=0 load=1000 target_muscles=11\n",
    );
}

#[test]
fn semicolons_bring_the_decimal_comma() {
    gives(
        "a.csv",
        "athlete;date;sleep;stress;target_muscles\nAna;2026-06-04;7,5;2.5;\"quads;glutes\"\nAna;2026-06-05;8;-0;quads glutes\n",
        "Ana 20608: sleep=7.5 stress=2.5 target_muscles=11\nAna 20609: sleep=8 stress=0 target_muscles=11\n",
    );
}

#[test]
fn headers_may_hold_a_unit() {
    gives(
        "a.tsv",
        "athlete\tSleep (min)\tForce [%]\nAna\t450\t90\nBen\t7 h\t\n",
        "Ana 20609: sleep=7.5 force=90\nBen 20609: sleep=7\n",
    );
}

#[test]
fn without_names_and_dates_it_is_today_and_one_athlete() {
    gives("a.csv", "sleep\n7\n", " 20609: sleep=7\n");
    gives(
        "a.csv",
        "athlete,sleep\nAna,7\n\n,\nBen,8",
        "Ana 20609: sleep=7\nBen 20609: sleep=8\n",
    );
    gives(
        "a.csv",
        "date,sleep\n2026-06-04,7\n2026-06-03,6\n",
        " 20607: sleep=6\n 20608: sleep=7\n",
    );
    gives("-", "{\"sleep\": 7}", " 20609: sleep=7\n");
}

#[test]
fn columns_without_a_header_are_no_error() {
    gives(
        "a.csv",
        "athlete,sleep,,\nAna,7,,x\nBen,8,,y\nCy,9\n",
        "Ana 20609: sleep=7\nBen 20609: sleep=8\nCy 20609: sleep=9\n",
    );
    gives(
        "a.csv",
        "sep=;\r\nathlete;sleep\r\nAna;7,5\r\n",
        "Ana 20609: sleep=7.5\n",
    );
}

#[test]
fn what_the_ruleset_names_goes_before_athlete() {
    let days = "T7 20609: sleep=7\n";
    gives("a.csv", "athlete,sleep,player_id\nAna,7,T7\n", days);
    gives(
        "a.json",
        r#"{"athlete": "Ana", "player_id": "T7", "sleep": 7}"#,
        days,
    );
    gives(
        "a.json",
        r#"{"player_id": "T7", "athlete": "Ana", "sleep": 7}"#,
        days,
    );
    fails(
        "a.json",
        r#"{"athlete": "Ana", "Athlete": "Ben", "sleep": 7}"#,
        "`Athlete` stands twice in one object",
    );
}

#[test]
fn the_data_of_the_rulesets_is_read_without_a_word() {
    for (rules, data) in [
        ("soreness", "soreness.csv"),
        ("soreness", "soreness_one.json"),
        ("load_watch", "load_watch.csv"),
        ("wellness_lights", "wellness_lights.csv"),
    ] {
        let ruleset = touchline::Ruleset::load(format!("rulesets/{rules}.touchline")).unwrap();
        match read_paths(&ruleset, &[format!("rulesets/{data}")], &options()) {
            Ok(read) => assert_eq!(read.warnings.items, [], "{data}"),
            Err(errors) => panic!("{errors}"),
        }
    }
}

#[test]
fn an_empty_map_is_an_answer() {
    gives(
        "a.csv",
        "athlete,soreness\nAna,none\nBen,\nCy,{}\n",
        "Ana 20609: soreness.answered=1\nBen 20609:\nCy 20609: soreness.answered=1\n",
    );
    gives(
        "a.json",
        r#"[{"athlete": "Ana", "soreness": {}}, {"athlete": "Ben", "soreness": {"quads": null}}]"#,
        "Ana 20609: soreness.answered=1\nBen 20609:\n",
    );
}

#[test]
fn json_in_its_three_shapes() {
    let days =
        "Ana 20608: soreness.quads=5\nAna 20609: sleep=7.5 dreads_loading=1 target_muscles=11\n";
    gives(
        "a.json",
        r#"{"athlete": "Ana", "sleep": "450 min", "dreads_loading": true, "target_muscles": ["quads", "Glutes"],
            "history": [{"date": "2026-06-04", "soreness": {"Quads": 5, "glutes": null}}]}"#,
        days,
    );
    gives(
        "a.json",
        r#"[{"athlete": "Ana", "date": "2026-06-05", "sleep": 7.5, "dreads_loading": 1, "target_muscles": "quads;glutes"},
            {"athlete": "Ana", "date": "2026-06-04", "soreness.quads": 5}]"#,
        days,
    );
    gives(
        "-",
        "{\"athlete\": \"Ana\", \"date\": \"2026-06-05\", \"sl\\u0065ep\": 7.5, \"dreads_loading\": \"yes\", \"target_muscles\": \"quads glutes\"}\n\n\
         {\"athlete\": \"Ana\", \"date\": \"2026-06-04\", \"soreness\": {\"quads\": \"5\"}}\n",
        days,
    );
}

#[test]
fn rows_of_one_day_are_merged_over_files() {
    let files = vec![
        file(
            "a.csv",
            "athlete,date,sleep,load\nAna,2026-06-05,7,100\nBen,2026-06-05,8,\n",
        ),
        file(
            "b.ndjson",
            "{\"player_id\": \"Ana\", \"date\": \"2026-06-05\", \"stress\": 3, \"load\": 200.5}\n",
        ),
    ];
    let read = read(squad(), files, &options()).unwrap();
    assert_eq!(
        show(squad(), &read.days),
        "Ana 20609: sleep=7 stress=3 load=300.5\nBen 20609: sleep=8\n"
    );
}

#[test]
fn several_columns_of_one_input_are_several_a_day() {
    gives(
        "a.csv",
        "athlete,daily_load,session_load\nAna,100,200\n",
        "Ana 20609: load=300\n",
    );
}

#[test]
fn dates_as_the_option_says() {
    let given = Options {
        date_format: Some("DD.MM.YYYY".into()),
        ..options()
    };
    let text = "athlete;date;birthday\nAna;04.06.2026;3.2.2001\n";
    let read = read(squad(), vec![file("a.csv", text)], &given).unwrap();
    assert_eq!(show(squad(), &read.days), "Ana 20608: birthday=11356\n");
    let wrong = Options {
        date_format: Some("DD.MM".into()),
        ..options()
    };
    let errors = touchline::data::read(squad(), vec![file("a.csv", text)], &wrong).unwrap_err();
    assert_eq!(errors.items[0].message, "`DD.MM` is not a format of dates");
}

#[test]
fn numbers_at_the_edge() {
    gives("a.csv", "sleep\n16\n", " 20609: sleep=16\n");
    gives("a.csv", "sleep\n960 min\n", " 20609: sleep=16\n");
    gives("a.csv", "sleep\n+7.\n", " 20609: sleep=7\n");
    fails(
        "a.csv",
        "sleep\n16.1\n",
        "`16.1` for `sleep` is out of range",
    );
    fails(
        "a.csv",
        "stress\n\u{2212}1\n",
        "`\u{2212}1` for `stress` is out of range",
    );
    for text in [
        "NaN",
        "inf",
        "-Infinity",
        "1e999",
        "7..5",
        "--7",
        "7 7",
        "0x10",
    ] {
        fails(
            "a.csv",
            &format!("stress\n{text}\n"),
            &format!("`{text}` for `stress` is not a number"),
        );
    }
    fails(
        "a.csv",
        "stress\n5%\n",
        "`5%` for `stress` is a percentage, not a plain number",
    );
    fails(
        "a.csv",
        "sleep\n7 kg\n",
        "`7 kg` for `sleep` is a mass, not a time",
    );
}

#[test]
fn bad_cells_past_twenty_are_counted() {
    let mut text = "athlete,sleep,stress\n".to_owned();
    for row in 0..30 {
        text += &format!("A{row},x,11\n");
    }
    let errors = read_text("a.csv", &text).unwrap_err();
    assert_eq!((errors.items.len(), errors.hidden), (20, 40));
}

#[test]
fn bad_days_are_left_out_whole() {
    let skip = Options {
        skip_bad_rows: true,
        ..options()
    };
    let text = "athlete,date,sleep,load\n\
                Ana,2026-06-04,7,100\n\
                Ana,2026-06-05,8,100\n\
                Ana,2026-06-05,,\"3,5\"\n\
                Ben,2026-06-05,7,\n\
                Ben,2026-06-05,8,\n\
                Cy,2026-06-05,8,4000\n\
                Cy,2026-06-05,,4000\n\
                Dee,2026-06-05,17,x\n\
                Eve,2026-06-05\n\
                ,2026-06-05,8,1\n\
                Fay,2026-06-05,8,1\n";
    let read = read(squad(), vec![file("a.csv", text)], &skip).unwrap();
    assert_eq!(
        show(squad(), &read.days),
        "Ana 20608: sleep=7 load=100\nFay 20609: sleep=8 load=1\n"
    );
    insta::assert_snapshot!("rejected_rows_of_a_table", rejects_text(&read.rejected));
    assert_eq!(read.errors.items.len(), 7);

    let text = r#"{"athlete": "Ana", "date": "2026-06-05", "sleep": 7, "history": [{"date": "2026-06-04", "sleep": 70}]}
{"athlete": "Ben", "sleep": 7}
{"athlete": "Cy", "date": "2026-06-05", "sleep" 7}
7
"#;
    let read = touchline::data::read(squad(), vec![file("a.ndjson", text)], &skip).unwrap();
    assert_eq!(show(squad(), &read.days), "Ana 20609: sleep=7\n");
    insta::assert_snapshot!("rejected_rows_of_ndjson", rejects_text(&read.rejected));
}

#[test]
fn files_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.csv");
    let errors = read_paths(squad(), &[folder.path(), missing.as_path()], &options()).unwrap_err();
    let place = folder.path().display().to_string();
    insta::assert_snapshot!(
        "files_that_cannot_be_read",
        errors.to_string().replace(&place, "/data")
    );
}

/// Each file or folder of files in `tests/cases/data` is wrong, or is warned of, in one way.
#[test]
fn every_bad_file_says_what_is_wrong() {
    let mut cases: Vec<_> = std::fs::read_dir("tests/cases/data")
        .unwrap()
        .map(|case| case.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_none_or(|extension| extension != "touchline")
        })
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        let mut paths = vec![case.clone()];
        if case.is_dir() {
            paths = std::fs::read_dir(&case)
                .unwrap()
                .map(|path| path.unwrap().path())
                .collect();
            paths.sort();
        }
        let files: Vec<DataFile> = paths.iter().map(|path| load(path)).collect();
        let mut shown = String::new();
        for file in &files {
            shown += &format!("{}\n", String::from_utf8_lossy(&file.bytes).trim_end());
            shown += "----\n";
        }
        let messages = match read(squad(), files, &options()) {
            Ok(read) => read.warnings,
            Err(errors) => errors,
        };
        assert!(!messages.items.is_empty(), "{} is fine", case.display());
        shown += &messages.to_string();
        let stem = case.file_stem().unwrap().to_string_lossy().into_owned();
        insta::with_settings!({snapshot_path => "snapshots/data", prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(stem, shown);
        });
    }
}

/// What a message of a data file offers to write there puts that message right.
#[test]
fn fixes_of_data_can_be_applied() {
    let mut applied = 0;
    for entry in std::fs::read_dir("tests/cases/data").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        if name.ends_with(".touchline") {
            continue;
        }
        for item in said(&name, &text).items {
            let Some(fix) = &item.fix else { continue };
            let edits: Vec<_> = fix.edits.iter().map(|edit| edit.span.file).collect();
            let (fixed, count) = apply(
                text.trim_start_matches('\u{feff}'),
                edits[0],
                [fix.edits.as_slice()],
            );
            assert_eq!(count, 1, "{name}: {item:?}");
            let place = item.place().map(|span| span.start);
            let still = said(&name, &fixed).items.into_iter().find(|other| {
                other.message == item.message && other.place().map(|span| span.start) == place
            });
            assert_eq!(still, None, "{name}\n{fixed}");
            applied += 1;
        }
    }
    assert!(applied >= 40, "{applied} fixes");
}

/// What there is to say of a file.
fn said(name: &str, text: &str) -> Diagnostics {
    match read_text(name, text) {
        Ok(read) => read.warnings,
        Err(errors) => errors,
    }
}

fn load(path: &Path) -> DataFile {
    file(
        &path.file_name().unwrap().to_string_lossy(),
        std::fs::read(path).unwrap(),
    )
}
