//! `touchline explain`.

use touchline::diagnostics::Code;

use super::folder;

#[test]
fn a_message_is_explained() {
    let shown = folder().run("explain wrong-direction").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
    let markdown = folder()
        .run("explain wrong-direction --format markdown")
        .code(0)
        .silent();
    insta::assert_snapshot!(markdown.to_string());
}

#[test]
fn data_and_commands_are_explained_too() {
    let shown = folder().run("explain data-truth").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
}

#[test]
fn names_are_told_by_case_and_spaces() {
    let folder = folder();
    let shown = folder.run("explain unknown-name").code(0);
    assert_eq!(
        folder.run("explain \"Unknown name\"").code(0).out,
        shown.out
    );
    assert_eq!(folder.run("explain UNKNOWN_NAME").code(0).out, shown.out);
}

#[test]
fn a_slip_gets_the_nearest() {
    let folder = folder();
    folder
        .run("explain unkown-name")
        .code(2)
        .nothing_out()
        .err("did you mean `unknown-name`?");
    folder
        .run("explain banana")
        .code(2)
        .nothing_out()
        .err("`touchline explain` lists them all");
}

#[test]
fn all_are_listed_in_groups() {
    let folder = folder();
    let shown = folder.run("explain").code(0).silent();
    let markdown = folder.run("explain --format markdown").code(0).silent();
    for code in Code::ALL {
        assert!(shown.out.contains(&format!("\n  {code} ")), "{code}");
        assert!(markdown.out.contains(&format!("\n- `{code}`: ")), "{code}");
    }
    assert!(shown.out.starts_with("Reading a ruleset\n"), "{shown}");
    assert!(shown.out.contains("\n\nThe command line\n"), "{shown}");
}

#[test]
fn every_page_can_be_shown() {
    let folder = folder();
    for code in Code::ALL {
        folder
            .run(&format!("explain {code}"))
            .code(0)
            .silent()
            .out(code.name());
    }
}

const SLEEP: &str = "\
input sleep: hours from 0 to 16

rule \"Short\"
  when sleep < 6 h
  then rest
  because \"Slept {sleep}.\"

otherwise train

example \"A short night\"
  given sleep = 5 h
";

#[test]
fn a_day_is_explained() {
    let folder = folder()
        .file("sleep.touchline", SLEEP)
        .file("kim.csv", "sleep\n5.5\n");
    let shown = folder
        .run("explain sleep.touchline kim.csv --on 2026-06-05")
        .code(0)
        .silent();
    insta::assert_snapshot!(shown.to_string());
    let example = folder
        .run("explain sleep.touchline --example \"A short night\" --on 2026-06-05")
        .code(0)
        .silent();
    assert!(
        example
            .out
            .contains("train  if sleep were 6 h or more (is 5 h)")
    );
    let markdown = folder
        .run("explain sleep.touchline kim.csv --on 2026-06-05 --format markdown")
        .code(0)
        .silent();
    assert_eq!(markdown.out, format!("```text\n{}```\n", shown.out));
    let read = folder.run_with(
        "explain sleep.touchline - --on 2026-06-05",
        "sleep\n5.5\n",
        &[],
    );
    assert_eq!(read.code(0).out, shown.out);
}

#[test]
fn one_of_several_athletes_is_named() {
    let folder = folder().file("sleep.touchline", SLEEP).file(
        "squad.csv",
        "athlete,date,sleep\nKim,2026-06-05,5\nLee,2026-06-05,7\n",
    );
    let shown = folder.run("explain sleep.touchline squad.csv").code(2);
    assert!(shown.err.contains("whose day is to be explained?"));
    assert!(shown.err.contains("`--athlete`: Kim and Lee"));
    assert!(shown.out.is_empty());
    let one = folder
        .run("explain sleep.touchline squad.csv --athlete Lee --format json")
        .code(0)
        .silent();
    let one: serde_json::Value = serde_json::from_str(&one.out).expect("an object");
    assert_eq!(one["decision"]["athlete"], "Lee");
    assert_eq!(
        one["changes"][0]["nearest"][0]["answers"][0]["beyond"],
        "down"
    );
    let both = folder
        .run("explain sleep.touchline squad.csv --athlete Lee --athlete Kim --format json")
        .code(0);
    let both: serde_json::Value = serde_json::from_str(&both.out).expect("an array");
    assert_eq!(both[0]["decision"]["verdict"], "rest");
    assert_eq!(both[1]["decision"]["verdict"], "train");
}

/// What chooses a day has nothing to choose from without data, and is not passed over.
#[test]
fn options_for_data_need_data() {
    let folder = folder();
    for options in ["--athlete Kim", "--on 2026-06-05", "--set severe=5"] {
        folder
            .run(&format!("explain {options}"))
            .code(2)
            .nothing_out()
            .err("there is no data to decide from");
        folder
            .run(&format!("explain unknown-name {options}"))
            .code(2)
            .nothing_out()
            .err("`unknown-name` cannot be read: there is no such file");
    }
}

#[test]
fn who_there_is_is_told() {
    let folder = folder().file("sleep.touchline", SLEEP).file(
        "squad.csv",
        "athlete,date,sleep\nKim,2026-06-05,5\nLee,2026-06-05,7\n",
    );
    for (data, help) in [
        ("squad.csv", "it names Kim and Lee"),
        ("one.csv", "the data has no column `athlete`"),
    ] {
        std::fs::write(folder.path("one.csv"), "sleep\n5\n").expect("a file");
        folder
            .run(&format!("explain sleep.touchline {data} --athlete Robin"))
            .code(2)
            .err(help);
    }
}

#[test]
fn what_there_is_nothing_to_explain_of() {
    let folder = folder()
        .file("sleep.touchline", SLEEP)
        .file("kim.csv", "athlete,date,sleep\nKim,2026-06-05,5\n");
    let early = folder
        .run("explain sleep.touchline kim.csv --on 2026-06-01")
        .code(0);
    assert_eq!(
        early.out,
        "There is no day to explain: the data begins later.\n"
    );
    let json = folder
        .run("explain sleep.touchline kim.csv --on 2026-06-01 --format json")
        .code(0);
    assert_eq!(json.out, "[]\n");
    let none = folder.run("explain sleep.touchline").code(2);
    assert!(none.err.contains("there is no data to decide from"));
    let missing = folder.run("explain sleep.touchline tuesday.csv").code(2);
    assert!(missing.err.contains("`tuesday.csv`"), "{}", missing.err);
    let built_in = folder.run("explain tuesday.csv").code(2);
    assert!(built_in.err.contains("`tuesday.csv`"), "{}", built_in.err);
    let skipped = folder.file(
        "bad.csv",
        "athlete,date,sleep\nKim,2026-06-05,5\nKim,2026-06-06,x\n",
    );
    let skipped = skipped.run("explain sleep.touchline bad.csv --skip-bad-rows");
    assert!(skipped.code(3).out.starts_with("rest  Kim, 2026-06-05"));
}

#[test]
fn pages_are_there_for_programs() {
    let shown = folder().run("explain unknown-name --format json").code(0);
    let page: serde_json::Value = serde_json::from_str(&shown.out).expect("an object");
    assert_eq!(page["code"], "unknown-name");
    let all = folder().run("explain --format json").code(0);
    let all: serde_json::Value = serde_json::from_str(&all.out).expect("an array");
    let count = all.as_array().map(Vec::len);
    assert_eq!(count, Some(Code::ALL.len()));
}
