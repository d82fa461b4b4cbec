//! `touchline fmt`: files, folders and standard input, what is written, and what is not.

use super::folder;

const BEFORE: &str = "input sleep :hours from 0 to 16\notherwise train\n";
const AFTER: &str = "input sleep: hours from 0 to 16\n\notherwise train\n";
const WRONG: &str = "input sleep hours\notherwise train\n";

#[test]
fn a_file_is_rewritten_and_once_is_enough() {
    let folder = folder().file("squad.touchline", BEFORE);
    let shown = folder.run("fmt squad.touchline").code(0);
    assert_eq!(
        (shown.out.as_str(), shown.err.as_str()),
        (
            "",
            "laid out squad.touchline\n1 of 1 ruleset laid out anew\n"
        )
    );
    assert_eq!(folder.read("squad.touchline"), AFTER);
    let shown = folder.run("fmt squad.touchline").code(0);
    assert_eq!(shown.err, "1 ruleset, as it should be\n");
    assert_eq!(folder.names(), ["squad.touchline"]);
}

#[test]
fn a_file_that_is_laid_out_is_not_touched() {
    let folder = folder().file("squad.touchline", AFTER);
    let path = folder.path("squad.touchline");
    let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000);
    let file = std::fs::File::options().append(true).open(&path).unwrap();
    file.set_modified(long_ago).unwrap();
    folder.run("fmt squad.touchline").code(0);
    let modified = std::fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(modified, long_ago);
}

#[test]
fn a_folder_is_gone_through_and_a_wrong_file_stops_nothing() {
    let folder = folder()
        .file("club/a.touchline", WRONG)
        .file("club/deep/b.touchline", BEFORE)
        .file("club/c.touchline", AFTER)
        .file("club/notes.txt", "input  x");
    let shown = folder.run("fmt club").code(1);
    assert_eq!(folder.read("club/a.touchline"), WRONG);
    assert_eq!(folder.read("club/deep/b.touchline"), AFTER);
    assert_eq!(folder.read("club/notes.txt"), "input  x");
    assert!(shown.err.contains("club/a.touchline:1"), "{}", shown.err);
    assert!(
        shown
            .err
            .ends_with("1 of 3 rulesets laid out anew; 1 left as it is\n"),
        "{}",
        shown.err
    );
}

#[test]
fn syntax_errors_are_told_as_check_tells_them() {
    let folder = folder().file("wrong.touchline", "rule \"A\"\n  when x >= 7\n  then rst\n");
    let told = folder.run("fmt wrong.touchline").code(1).err;
    let checked = folder.run("check wrong.touchline").code(1).out;
    let message = checked.split("\n\n").next().unwrap();
    assert!(told.starts_with(message), "{told}\n{checked}");
    // What only `check` can know is not told.
    let folder = super::folder().file("x.touchline", "let  a = nobody\n");
    let shown = folder.run("fmt x.touchline").code(0);
    assert_eq!(
        shown.err,
        "laid out x.touchline\n1 of 1 ruleset laid out anew\n"
    );
    assert_eq!(folder.read("x.touchline"), "let a = nobody\n");
}

#[test]
fn check_names_what_would_change_and_changes_nothing() {
    let folder = folder()
        .file("a.touchline", BEFORE)
        .file("b.touchline", AFTER);
    let shown = folder.run("fmt --check .").code(1);
    assert_eq!(shown.out, "would change a.touchline\n");
    assert_eq!(shown.err, "1 of 2 rulesets would change\n");
    assert_eq!(folder.read("a.touchline"), BEFORE);
    let shown = folder.run("fmt --check b.touchline").code(0);
    assert_eq!(shown.out, "");
}

#[test]
fn diff_shows_what_would_change_and_changes_nothing() {
    let folder = folder().file("a.touchline", BEFORE);
    let shown = folder.run("fmt --diff a.touchline").code(0);
    assert_eq!(
        shown.out,
        "--- a/a.touchline\n+++ b/a.touchline\n@@ -1,2 +1,3 @@\n\
         -input sleep :hours from 0 to 16\n+input sleep: hours from 0 to 16\n+\n otherwise train\n"
    );
    assert_eq!(folder.read("a.touchline"), BEFORE);
    let shown = folder
        .run("fmt --check --diff --color always a.touchline")
        .code(1);
    assert!(shown.out.contains("\u{1b}["), "{}", shown.out);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder();
    let shown = folder.run_with("fmt -", BEFORE, &[]).code(0);
    assert_eq!((shown.out.as_str(), shown.err.as_str()), (AFTER, ""));
    assert_eq!(folder.run_with("fmt -", AFTER, &[]).code(0).out, AFTER);
    let shown = folder.run_with("fmt --check -", BEFORE, &[]).code(1);
    assert_eq!(shown.out, "would change standard input\n");
    assert_eq!(folder.run_with("fmt --check -", AFTER, &[]).code(0).out, "");
    let shown = folder.run_with("fmt --diff -", BEFORE, &[]).code(0);
    assert!(shown.out.contains("+input sleep: hours"), "{}", shown.out);
    let shown = folder.run_with("fmt -", WRONG, &[]).code(1);
    assert_eq!(shown.out, "");
    assert!(shown.err.contains("standard input:1"), "{}", shown.err);
    let shown = folder.run_with("fmt - a.touchline", AFTER, &[]).code(2);
    assert!(shown.err.contains("together with files"), "{}", shown.err);
}

#[test]
fn line_ends_and_the_mark_of_the_encoding_stay() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let folder = folder().file("a.touchline", windows(BEFORE));
    folder.run("fmt a.touchline").code(0);
    assert_eq!(folder.read("a.touchline"), windows(AFTER));
}

#[test]
fn what_cannot_be_written_is_told_and_the_rest_is_done() {
    let folder = folder()
        .file("a.touchline", BEFORE)
        .file("b.touchline", BEFORE);
    let path = folder.path("a.touchline");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let shown = folder
        .run("fmt a.touchline b.touchline nobody.touchline @soreness")
        .code(2);
    assert!(
        shown.err.contains("`a.touchline` cannot be written"),
        "{}",
        shown.err
    );
    assert!(
        shown.err.contains("`nobody.touchline` cannot be read"),
        "{}",
        shown.err
    );
    assert!(
        shown.err.contains("`@soreness` is built in"),
        "{}",
        shown.err
    );
    assert_eq!(folder.read("a.touchline"), BEFORE);
    assert_eq!(folder.read("b.touchline"), AFTER);
    assert_eq!(folder.names(), ["a.touchline", "b.touchline"]);
}

#[test]
fn a_closed_pipe_is_no_mistake() {
    let folder = folder().file("a.touchline", BEFORE);
    let long = format!("{BEFORE}{}", "# a comment of some length\n".repeat(20_000));
    let folder = folder.file("long.touchline", &long);
    for arguments in ["fmt --diff a.touchline long.touchline", "fmt -"] {
        let mut child = folder.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        let mut input = child.stdin.take().unwrap();
        let _ = std::io::Write::write_all(&mut input, long.as_bytes());
        drop(input);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    }
}
