//! `touchline new`.

use super::{Folder, Shown, folder};
use crate::terminal::Session;

/// The lines of a page that are commands, as `run` takes them.
fn commands(page: &str) -> Vec<String> {
    let command = |line: &str| line.strip_prefix("    touchline ").map(str::to_owned);
    page.lines().filter_map(command).collect()
}

/// The folder that `new` made, to run commands in.
fn inside(outer: &Folder, name: &str) -> Folder {
    let mut inner = folder();
    for file in [
        format!("{name}.touchline"),
        format!("{name}.csv"),
        "README.md".into(),
    ] {
        inner = inner.file(&file, outer.read(&format!("{name}/{file}")));
    }
    inner
}

/// Everything that a new folder promises.
fn holds(outer: &Folder, name: &str) {
    let inner = inside(outer, name);
    inner.run("check --deny-warnings .").code(0).silent();
    inner.run("test .").code(0).silent();
    inner.run("fmt --check .").code(0);
    let commands = commands(&inner.read("README.md"));
    assert!(commands.len() >= 3, "{commands:?}");
    for command in commands {
        inner.run(&command).code(0).silent();
    }
    let decided = format!("eval {name}.touchline {name}.csv");
    inner.run(&decided).code(0).silent();
}

fn made(outer: &Folder, arguments: &str) -> Shown {
    outer.run(&format!("new {arguments}")).code(0).silent()
}

#[test]
fn a_new_folder_holds_what_it_promises() {
    let outer = folder();
    insta::assert_snapshot!(made(&outer, "squad").to_string());
    assert_eq!(outer.names(), ["squad"]);
    holds(&outer, "squad");
    inside(&outer, "squad")
        .run("test --min-coverage 100 .")
        .code(0);
    insta::assert_snapshot!("readme", outer.read("squad/README.md"));
    let workflow = outer.read("squad/.github/workflows/rulesets.yml");
    let version = env!("CARGO_PKG_VERSION");
    assert!(workflow.contains(&format!("TOUCHLINE_VERSION: v{version}\n")));
    for page in [
        "squad.touchline",
        "README.md",
        ".github/workflows/rulesets.yml",
    ] {
        let text = outer.read(&format!("squad/{page}"));
        assert!(
            !text.contains("{{n") && !text.contains("{{t") && !text.contains("{{v"),
            "a gap in {page}\n{text}"
        );
    }
}

#[test]
fn the_workflow_is_that_of_the_documentation() {
    let outer = folder();
    made(&outer, "squad");
    let documented = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci.md"),
    );
    let documented = documented.unwrap();
    for line in outer
        .read("squad/.github/workflows/rulesets.yml")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let line = line.replace("warnings .", "warnings rulesets");
        let line = line.replace("test .", "test rulesets");
        let line = line.replace("--diff .", "--diff rulesets");
        assert!(documented.contains(&line), "{line}");
    }
}

#[test]
fn a_built_in_ruleset_is_a_start() {
    let outer = folder();
    for (index, (name, _)) in touchline::built_in::RULESETS.iter().enumerate() {
        made(&outer, &format!("mine{index} --from @{name}"));
        holds(&outer, &format!("mine{index}"));
    }
    outer
        .run("new other --from @sorenes")
        .code(2)
        .nothing_out()
        .err("did you mean `@soreness`?");
    assert!(!outer.names().contains(&"other".to_owned()));
}

#[test]
fn names_become_names_of_files() {
    for (name, called, title) in [
        ("First Team", "first_team", "First Team"),
        ("müllers-Läufer", "müllers-läufer", "Müllers-Läufer"),
        ("Kim's  squad!", "kims_squad", "Kim's squad!"),
        ("squad.touchline", "squad", "Squad"),
        ("a \u{1b}[2J b", "a_2j_b", "A [2J b"),
        ("mu\u{308}ller", "muller", "Mu\u{308}ller"),
        ("{{title}} {x}", "title_x", "{{title}} {x}"),
        ("con", "con_rules", "Con"),
        ("陸上部", "陸上部", "陸上部"),
    ] {
        let outer = folder();
        made(&outer, &format!("\"{name}\"")).out(&format!("made {called}/"));
        assert_eq!(outer.names(), [called]);
        let text = outer.read(&format!("{called}/{called}.touchline"));
        assert!(
            text.starts_with(&format!("ruleset \"{title}\"\n")),
            "{text}"
        );
        holds(&outer, called);
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let outer = folder();
    let long = "x".repeat(61);
    for (name, says) in [
        ("../squad", "leads to another folder"),
        ("a/b", "leads to another folder"),
        ("/squad", "leads to another folder"),
        ("a\\b", "leads to another folder"),
        ("..", "no letter"),
        (" ", "no letter"),
        ("!", "no letter"),
        ("@soreness", "touchline new NAME --from @soreness"),
        ("@squat", "leave the `@` out"),
        (long.as_str(), "at most 60 characters"),
    ] {
        outer
            .run(&format!("new \"{name}\""))
            .code(2)
            .nothing_out()
            .err(says);
    }
    assert!(outer.names().is_empty());
}

#[test]
fn nothing_is_written_over() {
    let outer = folder()
        .file("squad", "mine")
        .file("team/notes.txt", "mine");
    for name in ["squad", "Squad", "team"] {
        outer
            .run(&format!("new {name}"))
            .code(2)
            .nothing_out()
            .err("is there already")
            .err("nothing was changed");
    }
    assert_eq!(outer.read("squad"), "mine");
    assert_eq!(outer.names(), ["squad", "team"]);
    assert_eq!(outer.read("team/notes.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_gets_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let outer = folder();
    let set = |mode| {
        std::fs::set_permissions(outer.path("."), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    set(0o555);
    let may_write_anyway = std::fs::write(outer.path("probe"), "").is_ok();
    if !may_write_anyway {
        outer
            .run("new squad")
            .code(2)
            .nothing_out()
            .err("cannot be made here");
    }
    set(0o755);
    if !may_write_anyway {
        assert!(outer.names().is_empty());
    }
}

#[cfg(unix)]
#[test]
fn others_may_read_what_was_made() {
    use std::os::unix::fs::PermissionsExt;
    let outer = folder();
    made(&outer, "squad");
    std::fs::create_dir(outer.path("usual")).unwrap();
    let mode = |name: &str| {
        let known = std::fs::metadata(outer.path(name)).unwrap();
        known.permissions().mode()
    };
    assert_eq!(mode("squad"), mode("usual"));
}

#[test]
fn thirty_columns_are_enough() {
    let outer = folder();
    let mut session = Session::start(outer.dir.path(), &["new", "squad"], (30, 40));
    session.wait("touchline test");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    let said = "  squad.csv\n    made-up answers to try\n    them on\n";
    assert!(ended.screen.contains(said), "{}", ended.screen);
}
