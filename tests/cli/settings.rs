//! `touchline eval --settings`: who decides with which thresholds.

use super::{Folder, LEGS, WEEK, folder};

fn squad() -> Folder {
    folder()
        .file("legs.touchline", LEGS)
        .file("week.csv", WEEK)
        .file(
            "own.csv",
            "athlete,severe,need (min)\nKim,5,\nLee,10,420\nMo,3,\n",
        )
}

/// Athlete, date and verdict of each decision.
fn verdicts(csv: &str) -> Vec<String> {
    let rows = csv.lines().skip(1);
    rows.map(|row| row.split(',').take(3).collect::<Vec<_>>().join(" "))
        .collect()
}

#[test]
fn the_settings_file_counts_for_its_athletes() {
    let folder = squad();
    let plain = folder.run("eval legs.touchline week.csv --format csv");
    assert_eq!(
        verdicts(&plain.out),
        ["Kim 2026-06-05 modify", "Lee 2026-06-05 rest"]
    );
    let own = folder
        .run("eval legs.touchline week.csv --format csv --settings own.csv")
        .code(0)
        .err("1 athlete of whom the data has no day: `Mo`");
    assert_eq!(
        verdicts(&own.out),
        ["Kim 2026-06-05 rest", "Lee 2026-06-05 train"]
    );
}

#[test]
fn one_athlete_in_full_says_who_set_what() {
    let shown = squad()
        .file("own.csv", "athlete,need (min)\nLee,420\n")
        .file(
            "week.csv",
            "athlete,date,severe,soreness,movement\n\
             Lee,2026-06-04,10,1,clean\n\
             Lee,2026-06-05,,9,clean\n",
        )
        .run("eval legs.touchline week.csv --settings own.csv --set severe=9 --set warm=altered --athlete Lee");
    insta::assert_snapshot!(shown.code(0).to_string());
}

#[test]
fn a_column_of_the_data_changes_over_time() {
    let folder = folder().file("legs.touchline", LEGS).file(
        "week.csv",
        "athlete,date,soreness,movement,Severe\n\
         Kim,2026-06-01,7,clean,\n\
         Kim,2026-06-02,7,clean,6\n\
         Kim,2026-06-04,7,clean,\n\
         Kim,2026-06-05,7,clean,8\n\
         Lee,2026-06-05,7,clean,\n",
    );
    let run = |arguments: &str| {
        let shown = folder.run(&format!(
            "eval legs.touchline week.csv --format csv {arguments}"
        ));
        verdicts(&shown.code(0).out)
    };
    assert_eq!(
        run("--every-day"),
        [
            "Kim 2026-06-01 train",
            "Kim 2026-06-02 rest",
            "Kim 2026-06-04 rest",
            "Kim 2026-06-05 train",
            "Lee 2026-06-05 train",
        ]
    );
    // What a later row says is not read.
    assert_eq!(run("--on 2026-06-03")[0], "Kim 2026-06-03 train");
    assert_eq!(run("--on 2026-06-04")[0], "Kim 2026-06-04 rest");
    assert_eq!(
        run("--set severe=7"),
        ["Kim 2026-06-05 train", "Lee 2026-06-05 rest"]
    );
}

#[test]
fn set_that_does_not_count_is_told() {
    let folder = squad();
    let run = |arguments: &str| {
        folder
            .run(&format!(
                "eval legs.touchline week.csv --settings own.csv {arguments}"
            ))
            .code(0)
    };
    run("--set severe=9").err("`--set severe` does not count for anybody");
    run("--set need=9").err("`--set need` does not count for 1 of 2 athletes, who has");
    run("--set severe=9 --athlete Kim").err("does not count: the athlete has a value of their own");
    let silent = run("--set warm=altered");
    assert!(!silent.err.contains("does not count"), "{silent}");
}

#[test]
fn a_bad_settings_file_decides_nothing() {
    let folder = squad()
        .file("twice.csv", "athlete,severe\nKim,5\nKim,6\n")
        .file("data.csv", "athlete,severe,soreness\nKim,5,6\n");
    let run = |arguments: &str| folder.run(&format!("eval legs.touchline {arguments}"));
    run("week.csv --settings twice.csv")
        .code(3)
        .nothing_out()
        .err("two rows of settings for `Kim`")
        .err("twice.csv:3");
    run("week.csv --settings twice.csv --skip-bad-rows")
        .code(3)
        .nothing_out();
    run("week.csv --settings data.csv")
        .code(3)
        .nothing_out()
        .err("`soreness` is an input, not a setting");
    run("week.csv --settings nowhere.csv")
        .code(2)
        .nothing_out()
        .err("there is no such file");
    run("- --settings -")
        .code(2)
        .nothing_out()
        .err("standard input cannot be both");
    run("week.csv --settings own.csv --output own.csv")
        .code(2)
        .err("this command uses it already");
    let shown = folder.run_with(
        "eval legs.touchline week.csv --settings - --athlete Kim",
        r#"{"athlete": "Kim", "severe": 5}"#,
        &[],
    );
    shown.code(0).out("severe  5  (settings file)");
}
