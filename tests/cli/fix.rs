//! `touchline check --fix` and `--diff`: files on the disk.

use std::process::{Command, Stdio};

use super::{Folder, folder};

/// Two slips that can only be meant one way, and one that cannot.
const SLIPS: &str = "input sleep: hours from 0 to 16\n\nrule \"Short night\"\n  when sleep => 1 h and slep < 6 h\n  then rest\n  because “Too little sleep.”\n\notherwise train\n";
const HALF_RIGHT: &str = "input sleep: hours from 0 to 16\n\nrule \"Short night\"\n  when sleep >= 1 h and slep < 6 h\n  then rest\n  because \"Too little sleep.\"\n\notherwise train\n";
const SIGN: &str = "input tension: scale 0 to 10\n\nrule \"Tense\"\n  when tension => 7\n  then rest\n  because \"Not today.\"\n\notherwise train\n";

fn right(text: &str) -> String {
    text.replace("=>", ">=").replace(['“', '”'], "\"")
}

#[test]
fn what_is_sure_is_applied_and_the_rest_shown() {
    let folder = folder()
        .file("slips.touchline", SLIPS)
        .file("right.touchline", right(SIGN));
    let shown = folder.run("check --fix .").code(1).silent();
    assert_eq!(folder.read("slips.touchline"), HALF_RIGHT);
    assert_eq!(folder.read("right.touchline"), right(SIGN));
    assert_eq!(folder.names(), ["right.touchline", "slips.touchline"]);
    insta::assert_snapshot!(shown.to_string());
    // What is done is done: the next time there is nothing to say of it.
    let again = folder.run("check --fix .").code(1).silent();
    assert!(!again.out.contains("fixed"), "{again}");
}

#[test]
fn nothing_left_is_zero() {
    let folder = folder().file("sign.touchline", SIGN);
    let shown = folder.run("check --fix sign.touchline").code(0).silent();
    assert_eq!(
        shown.out,
        "fixed sign.touchline: 1 mistake\n\n1 ruleset: nothing is wrong\n"
    );
    assert_eq!(folder.read("sign.touchline"), right(SIGN));
    let shown = folder.run("check --fix sign.touchline").code(0).silent();
    assert_eq!(shown.out, "1 ruleset: nothing is wrong\n");
}

#[test]
fn a_diff_changes_nothing() {
    let folder = folder().file("rules/slips.touchline", SLIPS);
    let shown = folder.run("check --diff rules").code(1);
    assert_eq!(folder.read("rules/slips.touchline"), SLIPS);
    insta::assert_snapshot!(shown.to_string());
    let folder = folder.file("rules/slips.touchline", HALF_RIGHT);
    folder
        .run("check --diff rules")
        .code(1)
        .nothing_out()
        .err("there is nothing that --fix can put right; 1 error is left");
    let folder = folder.file("rules/slips.touchline", right(SIGN));
    folder
        .run("check --diff rules")
        .code(0)
        .nothing_out()
        .err("nothing else is wrong");
}

#[test]
fn a_diff_and_the_fix() {
    let folder = folder().file("sign.touchline", SIGN);
    let shown = folder
        .run("check --fix --diff sign.touchline")
        .code(0)
        .silent();
    assert_eq!(folder.read("sign.touchline"), right(SIGN));
    insta::assert_snapshot!(shown.to_string());
}

/// Applies a diff in the folder.
fn git_apply(folder: &Folder, diff: &str) {
    std::fs::write(folder.path("the.diff"), diff).expect("the diff");
    let git = Command::new("git")
        .args(["apply", "the.diff"])
        .current_dir(folder.dir.path())
        .stdin(Stdio::null())
        .output()
        .expect("git");
    let said = String::from_utf8_lossy(&git.stderr);
    assert!(git.status.success(), "{said}\n{diff}");
}

#[test]
fn the_diff_is_what_the_fix_does() {
    for (name, text) in [
        ("sign.touchline", SIGN.to_owned()),
        ("first team/Zoë.touchline", SLIPS.to_owned()),
        ("windows.touchline", SIGN.replace('\n', "\r\n")),
        ("marked.touchline", format!("\u{feff}{SLIPS}")),
        (
            "endless.touchline",
            SIGN.replace("otherwise train\n", "otherwise train"),
        ),
    ] {
        let diffed = folder().file(name, &text);
        let diff = diffed.run("check --diff .").code(1).out;
        git_apply(&diffed, &diff);
        let fixed = folder().file(name, &text);
        fixed.run("check --fix .");
        assert_eq!(diffed.read(name), fixed.read(name));
        assert_eq!(fixed.read(name), right(&text), "line breaks and marks stay");
    }
}

#[test]
fn programs_get_their_document_alone() {
    let folder = folder().file("slips.touchline", SLIPS);
    let shown = folder
        .run("check --fix --diff slips.touchline --format json")
        .code(1);
    let document: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON alone");
    assert_eq!(document["errors"], 1);
    shown
        .err("fixed slips.touchline: 2 mistakes")
        .err("+++ b/slips.touchline");
}

#[test]
fn included_files_are_fixed_once_and_built_in_ones_never() {
    let squad = "include \"lib/sign.touchline\"\ninclude \"@soreness\"\n\notherwise train\n";
    let folder = folder()
        .file("lib/sign.touchline", SIGN)
        .file("first.touchline", squad)
        .file("second.touchline", squad);
    let shown = folder
        .run("check --fix first.touchline second.touchline")
        .code(0)
        .silent();
    assert_eq!(folder.read("lib/sign.touchline"), right(SIGN));
    assert_eq!(shown.out.matches("fixed ").count(), 1, "{shown}");
    folder
        .run("check --fix @soreness")
        .code(0)
        .out("1 ruleset: nothing is wrong");
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder().file("real/sign.touchline", SIGN);
    let real = folder.path("real/sign.touchline");
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).expect("permissions");
    std::os::unix::fs::symlink("real/sign.touchline", folder.path("link.touchline"))
        .expect("a link");
    folder
        .run("check --fix link.touchline")
        .code(0)
        .out("fixed link.touchline: 1 mistake");
    assert_eq!(folder.read("real/sign.touchline"), right(SIGN));
    let is_link = folder
        .path("link.touchline")
        .symlink_metadata()
        .expect("the link")
        .is_symlink();
    assert!(is_link);
    let mode = real.metadata().expect("the file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder().file("sign.touchline", SIGN);
    let path = folder.path("sign.touchline");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).expect("permissions");
    folder
        .run("check --fix sign.touchline")
        .code(2)
        .nothing_out()
        .err("`sign.touchline` cannot be written");
    assert_eq!(folder.read("sign.touchline"), SIGN);
}
