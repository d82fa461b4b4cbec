//! `touchline ask` from a pipe.

use std::process::Stdio;

use super::{LEGS, Shown, folder};

const DAY: &str = "ask legs.touchline --on 2026-06-05";

fn ask(more: &str, answers: &str) -> Shown {
    let folder = folder().file("legs.touchline", LEGS);
    folder.run_with(&format!("{DAY} {more}"), answers, &[])
}

#[test]
fn answers_are_a_line_each() {
    let shown = ask("", "5\naltered\n").code(0);
    insta::assert_snapshot!(shown.to_string());
    // Only what can change the verdict is asked.
    let shown = ask("", "9\n").code(0).out("rest  2026-06-05");
    assert!(!shown.err.contains("Movement?"), "{shown}");
}

#[test]
fn an_answer_by_name_counts_whenever_it_comes() {
    ask("", "movement = clean\n5\n").code(0).out("train");
    ask("", "Soreness=9\n").code(0).out("rest");
    // Also where nothing is asked any more.
    let folder = folder().file("legs.touchline", LEGS);
    let arguments = format!("{DAY} --save log.csv");
    let shown = folder.run_with(&arguments, "9\n3\nload = 100 kg\n", &[]);
    shown.code(0).err("1 more line was not needed.");
    assert_eq!(
        folder.read("log.csv"),
        "date,load,soreness\n2026-06-05,100,9\n"
    );
}

#[test]
fn what_is_no_answer_is_told_and_asked_again() {
    let shown = ask("", "twelve\n12\n5 kg\n5\nlimted\n2\n").code(3);
    insta::assert_snapshot!(shown.to_string());
    ask("", "5\nsoreness = \n").code(3).err("after the `=`");
    ask("", "9\nload = 7 h\n").code(3).err("0 to 500 kg");
}

#[test]
fn without_answers_the_decision_is_what_it_was() {
    let shown = ask("", "").code(0);
    insta::assert_snapshot!(shown.to_string());
    let folder = folder().file("legs.touchline", LEGS);
    let mut command = folder.command(DAY);
    command.stdin(Stdio::null());
    let output = command.output().expect("a run");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn back_and_skip_from_a_pipe() {
    ask("", "2\nback\n5\nclean\n").code(0).out("train");
    ask("", "\nlimited\nback\nback\n9\n")
        .code(0)
        .out("rest  2026-06-05");
    ask("", "5\nquit\n")
        .code(130)
        .nothing_out()
        .err("Nothing was saved");
    ask("", "?\n5\n").code(0).err("Higher is worse.");
}

#[test]
fn the_decision_as_json() {
    let shown = ask("--format json", "5\nclean\n").code(0);
    let json: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    assert_eq!(json[0]["verdict"], "train");
    assert_eq!(json[0]["final"], true);
}

#[test]
fn what_is_saved_is_read_back() {
    let folder = folder().file("legs.touchline", LEGS);
    let arguments = format!("{DAY} --athlete Kim --save log.csv");
    let asked = folder.run_with(&arguments, "5\naltered\n", &[]).code(0);
    assert_eq!(
        folder.read("log.csv"),
        "athlete,date,movement,soreness\nKim,2026-06-05,altered,5\n"
    );
    let read = folder.run("eval legs.touchline log.csv").code(0);
    assert_eq!(read.out, asked.out);
    // The same day again: what was answered is not asked, and what is new goes below.
    let again = folder
        .run_with(&arguments, "load = 100 kg\nsoreness = 3\n", &[])
        .code(3)
        .err("`soreness` is answered already, in the data: 5")
        .out("80 kg");
    let lines =
        "athlete,date,movement,soreness,load\nKim,2026-06-05,altered,5,\nKim,2026-06-05,,,100\n";
    assert_eq!(folder.read("log.csv"), lines);
    assert_eq!(folder.run("eval legs.touchline log.csv").out, again.out);
    // Another athlete, who is new.
    let arguments = format!("{DAY} --athlete Kym --save log.csv");
    folder
        .run_with(&arguments, "1\n", &[])
        .code(0)
        .err("`Kym` is new; did you mean `Kim`?");
}

#[test]
fn who_answers_has_to_be_said() {
    let folder = folder()
        .file("legs.touchline", LEGS)
        .file("week.csv", super::WEEK);
    let shown = folder.run(&format!("{DAY} week.csv")).code(2).nothing_out();
    insta::assert_snapshot!(shown.to_string());
    folder
        .run(&format!("{DAY} week.csv --athlete Lee"))
        .code(0)
        .out("rest  Lee, 2026-06-05");
    folder
        .run(&format!("{DAY} week.csv --athlete Leo"))
        .code(2)
        .err("did you mean `Lee`?");
    folder
        .run(&format!("{DAY} -"))
        .code(2)
        .err("standard input, where the answers come from");
}

#[test]
fn what_cannot_be_saved_is_found_before_asking() {
    let folder = folder()
        .file("legs.touchline", LEGS)
        .file("notes.csv", "soreness,load\n2,100\n")
        .file("book.xlsx", "");
    for (save, why) in [
        ("no/log.csv", "there is no such folder"),
        (".", "folder"),
        ("-", "`--save -` names no file"),
        (
            "notes.csv",
            "its rows name no athlete, and this one is `Kim`'s",
        ),
        ("book.xlsx", "it is a workbook"),
    ] {
        let shown = folder.run_with(&format!("{DAY} --athlete Kim --save {save}"), "5\n", &[]);
        let shown = shown.code(2).nothing_out().err(why);
        assert!(!shown.err.contains("Soreness?"), "{shown}");
    }
    let names = folder.names();
    assert_eq!(names, ["book.xlsx", "legs.touchline", "notes.csv"]);
}

#[test]
fn nobody_reads_the_decision() {
    let folder = folder().file("legs.touchline", LEGS);
    let mut child = folder
        .command(&format!("{DAY} --save log.csv"))
        .spawn()
        .expect("the binary");
    drop(child.stdout.take());
    let mut input = child.stdin.take().expect("standard input");
    std::io::Write::write_all(&mut input, b"9\n").expect("an answer");
    drop(input);
    let output = child.wait_with_output().expect("its end");
    assert_eq!(output.status.code(), Some(0));
    // The answers are kept all the same.
    assert_eq!(folder.read("log.csv"), "date,soreness\n2026-06-05,9\n");
}

#[cfg(unix)]
#[test]
fn only_files_keep_answers() {
    let folder = folder().file("legs.touchline", LEGS);
    for save in ["/dev/full", "/dev/null", "/dev/stdin"] {
        folder
            .run_with(&format!("{DAY} --athlete Kim --save {save}"), "5\n", &[])
            .code(2)
            .nothing_out()
            .err("is no file that keeps what is written");
    }
}

/// As `yes '' | touchline ask` does; what is written after the end meets a closed pipe.
#[test]
fn answers_that_never_end_are_read_for_a_while() {
    let folder = folder().file("legs.touchline", LEGS);
    for (line, code) in [("\n", 0), ("?\n", 0), ("back\n", 0), ("many\n", 3)] {
        let shown = folder.run_with(DAY, &line.repeat(20_000), &[]).code(code);
        let shown = shown
            .err("After 10000 lines no more are read.")
            .out("train");
        assert!(shown.out.contains("could still become"), "{shown}");
    }
}
