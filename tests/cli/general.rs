//! Help, colour, closed pipes: what all commands share.

use std::io::Read;

use super::{LEGS, WEEK, folder};

#[test]
fn without_arguments_there_is_help() {
    let shown = folder().run("").code(0).silent();
    insta::assert_snapshot!(shown.to_string());
}

#[test]
fn every_command_has_help() {
    for command in [
        "eval",
        "check",
        "test",
        "fmt",
        "explain",
        "ask",
        "new",
        "completions",
        "man",
    ] {
        let shown = folder().run(&format!("{command} --help")).code(0).silent();
        insta::assert_snapshot!(format!("help_{command}"), shown.to_string());
    }
}

#[test]
fn the_version_is_told() {
    folder().run("--version").code(0).silent().out("touchline ");
}

#[test]
fn wrong_usage_is_two() {
    folder().run("evil x.csv").code(2).nothing_out().err("evil");
    folder().run("eval").code(2).nothing_out().err("DATA");
    folder().run("check").code(2).nothing_out().err("RULESET");
    folder()
        .run("eval x.csv --format xml")
        .code(2)
        .nothing_out()
        .err("ndjson");
    folder()
        .run("eval x.csv --on tomorrow")
        .code(2)
        .err("2026-06-05");
    folder()
        .run("eval x.csv --on 2026-06-05 --every-day")
        .code(2);
    folder()
        .run("eval x.csv --rejects y.csv")
        .code(2)
        .err("--skip-bad-rows");
    folder().run("eval x.csv --color sometimes").code(2);
}

#[test]
fn colour_is_asked_for() {
    let folder = folder().file("legs.touchline", LEGS);
    let always = folder.run("test legs.touchline --color always").code(0);
    assert!(always.out.contains('\u{1b}'));
    let never = folder.run("test legs.touchline --color never").code(0);
    assert!(!never.out.contains('\u{1b}'));
    let auto = folder.run("test legs.touchline").code(0);
    assert_eq!(auto.out, never.out, "a pipe is no terminal");
    let forced = [("CLICOLOR_FORCE", "1")];
    let forced = folder.run_with("test legs.touchline", "", &forced).code(0);
    assert_eq!(forced.out, always.out);
    let no_color = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    let no_color = folder
        .run_with("test legs.touchline", "", &no_color)
        .code(0);
    assert_eq!(no_color.out, never.out);
    let usage = folder.run("test --color=always").code(2);
    assert!(usage.err.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut rows = WEEK.to_owned();
    for athlete in 0..2000 {
        rows.push_str(&format!("A{athlete},2026-06-05,5,,100,5\n"));
    }
    let folder = folder().file("legs.touchline", LEGS).file("week.csv", rows);
    for format in ["table", "json", "ndjson", "csv"] {
        let arguments = format!("eval legs.touchline week.csv --format {format}");
        let mut child = folder.command(&arguments).spawn().expect("the binary");
        drop(child.stdout.take());
        let mut err = String::new();
        let mut stderr = child.stderr.take().expect("standard error");
        stderr.read_to_string(&mut err).expect("UTF-8");
        let status = child.wait().expect("its end");
        assert_eq!((status.code(), err.as_str()), (Some(0), ""), "{format}");
    }
}

/// Messages are coloured where results are, and in no file or pipe unless asked.
#[test]
fn messages_are_coloured_where_that_is_wanted() {
    let folder = folder().file("x.touchline", "otherwise trian\n");
    let of = |arguments: &str, variables: &[(&str, &str)]| {
        let shown = folder.run_with(arguments, "", variables).code(1);
        shown.out.contains('\u{1b}') || shown.err.contains('\u{1b}')
    };
    assert!(!of("check x.touchline", &[]), "a pipe");
    assert!(of("check x.touchline --color always", &[]));
    assert!(of("check x.touchline --color always", &[("NO_COLOR", "1")]));
    assert!(!of(
        "check x.touchline --color never",
        &[("CLICOLOR_FORCE", "1")]
    ));
    assert!(of("check x.touchline", &[("CLICOLOR_FORCE", "1")]));
    let both = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    assert!(!of("check x.touchline", &both), "NO_COLOR goes first");
}

/// A disk without room is told as such, without the number that the system has for it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_words() {
    let folder = folder().file("legs.touchline", LEGS);
    for arguments in [
        "describe legs.touchline --output /dev/full",
        "eval legs.touchline --example x --output /dev/full",
        "man --output legs.touchline",
        "man --output legs.touchline/man",
    ] {
        let shown = folder.run(arguments).code(2);
        assert!(!shown.err.contains("os error"), "{shown}");
    }
    folder
        .run("describe legs.touchline --output /dev/full")
        .code(2)
        .err("`/dev/full` cannot be written: there is no room left")
        .err("make room, or write it elsewhere");
    folder
        .run("man --output legs.touchline")
        .code(2)
        .err("a file stands where a folder is needed");
}

/// A link is written through, also where it leads to a file that is yet to be made.
#[cfg(unix)]
#[test]
fn a_link_stays_a_link() {
    let folder = folder()
        .file("legs.touchline", LEGS)
        .file("pages/old.md", "old");
    for (link, target) in [("a.md", "pages/old.md"), ("b.md", "pages/new.md")] {
        std::os::unix::fs::symlink(target, folder.path(link)).expect("a link");
        let arguments = format!("describe legs.touchline --output {link}");
        folder.run(&arguments).code(0);
        let is_link = folder.path(link).symlink_metadata().expect("the link");
        assert!(is_link.is_symlink(), "{link}");
        assert!(folder.read(target).starts_with("# Leg day"), "{target}");
    }
}

/// A device that never ends is no ruleset, and is not read into memory until there is none.
#[cfg(unix)]
#[test]
fn what_never_ends_is_no_ruleset() {
    let folder = folder();
    for command in ["check", "fmt", "test", "describe"] {
        let shown = folder.run(&format!("{command} /dev/zero")).code(1);
        let said = "`/dev/zero` is too large to be a ruleset (more than 16 MB)";
        assert!(shown.to_string().contains(said), "{shown}");
    }
}
