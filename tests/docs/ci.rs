//! The workflow and the hooks of docs/ci.md, run: in go the files as the page
//! shows them, out comes what they do in a repository of right and wrong rulesets.

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use super::fences::Page;
use super::root;

const RIGHT: &str = "input stress: scale 0 to 10\n\nrule \"Stressed\"\n  when stress >= 7\n  then rest\n  because \"{stress}/10 is too much.\"\n\notherwise train\n\ntest \"Stressed\"\n  given stress = 8\n  expect rest\n\ntest \"Not stressed\"\n  given stress = 3\n  expect train\n";

/// An error.
fn wrong() -> String {
    RIGHT.replace("when stress", "when stres")
}

/// No error, and a test that fails.
fn failing() -> String {
    RIGHT.replace("expect train", "expect rest")
}

/// Nothing wrong but its layout.
fn askew() -> String {
    RIGHT.replace("  then", "    then")
}

/// A repository with a ruleset, and the program where a shell finds it.
struct Club {
    dir: TempDir,
    bin: TempDir,
}

impl Club {
    fn new() -> Self {
        let club = Self {
            dir: tempfile::tempdir().unwrap(),
            bin: tempfile::tempdir().unwrap(),
        };
        let program = env!("CARGO_BIN_EXE_touchline");
        std::os::unix::fs::symlink(program, club.bin.path().join("touchline")).unwrap();
        club.git("init --quiet --initial-branch=main");
        club.put("rulesets/squad.touchline", RIGHT);
        club.put("notes.txt", "nothing\n");
        club.git("add .");
        club.git("commit --quiet --message=first");
        club
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Runs a command in the repository.
    fn run(&self, program: &str, arguments: &[&str]) -> Output {
        let path = std::env::var("PATH").unwrap();
        Command::new(program)
            .args(arguments)
            .current_dir(self.dir.path())
            .env("PATH", format!("{}:{path}", self.bin.path().display()))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "Kim")))
            .envs(
                ["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "kim@example.org")),
            )
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE")
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    #[track_caller]
    fn git(&self, arguments: &str) {
        let output = self.run("git", &arguments.split(' ').collect::<Vec<_>>());
        assert!(
            output.status.success(),
            "git {arguments}\n{}",
            said(&output)
        );
    }

    /// Runs a step as GitHub does.
    fn step(&self, script: &str) -> Output {
        self.run(
            "bash",
            &["--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        )
    }

    /// Tries to commit what has been added; whether there is a commit afterwards.
    fn commits(&self) -> bool {
        let head = || self.run("git", &["rev-parse", "HEAD"]).stdout;
        let before = head();
        let output = self.run("git", &["commit", "--quiet", "--message=next"]);
        let is_new = head() != before;
        assert_eq!(output.status.success(), is_new, "{}", said(&output));
        is_new
    }
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// A file that the page shows.
fn shown(name: &str) -> String {
    let page = Page::read(&root().join("docs/ci.md"));
    let block = page
        .blocks
        .iter()
        .find(|block| block.option("file") == Some(name));
    block
        .unwrap_or_else(|| panic!("docs/ci.md shows no `{name}`"))
        .text()
}

/// The steps of a workflow that run something, by name.
fn steps(workflow: &str) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    let mut name = String::new();
    for line in workflow.lines().map(str::trim) {
        if let Some(step) = line.strip_prefix("- name: ") {
            name = step.to_owned();
        } else if let Some(script) = line.strip_prefix("run: ") {
            assert!(
                !script.starts_with(['|', '>']),
                "only steps of one line are read here"
            );
            steps.push((std::mem::take(&mut name), script.to_owned()));
        }
    }
    steps
}

/// Whether each step goes well, by name, with what all of them say.
fn outcome(club: &Club) -> (Vec<(String, bool)>, String) {
    let mut all = String::new();
    let workflow = steps(&shown(".github/workflows/rulesets.yml"));
    let run = |(name, script): (String, String)| {
        let output = club.step(&script);
        all.push_str(&said(&output));
        (name, output.status.success())
    };
    (workflow.into_iter().map(run).collect(), all)
}

fn outcomes(check: bool, test: bool) -> Vec<(String, bool)> {
    let steps = [
        ("Install Touchline", true),
        ("Check", check),
        ("Layout", true),
        ("Test", test),
        ("Write findings", true),
    ];
    steps.map(|(name, well)| (name.to_owned(), well)).to_vec()
}

#[test]
fn the_workflow_passes_what_is_right() {
    let club = Club::new();
    assert_eq!(outcome(&club).0, outcomes(true, true));
    let log = std::fs::read_to_string(club.path("touchline.sarif")).unwrap();
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn the_workflow_stops_what_is_wrong() {
    let club = Club::new();
    club.put("rulesets/squad.touchline", &wrong());
    let (steps, said) = outcome(&club);
    assert_eq!(steps, outcomes(false, false));
    assert!(
        said.contains("\n::error file=rulesets/squad.touchline,line=4,"),
        "{said}"
    );
    let log = std::fs::read_to_string(club.path("touchline.sarif")).unwrap();
    let log: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "unknown-name");
    club.put("rulesets/squad.touchline", &failing());
    assert_eq!(outcome(&club).0, outcomes(true, false));
    club.put("rulesets/squad.touchline", &askew());
    let (steps, said) = outcome(&club);
    let failed: Vec<&str> = steps
        .iter()
        .filter(|(_, well)| !well)
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(failed, ["Layout"]);
    assert!(said.contains("\n+  then rest\n"), "{said}");
}

#[test]
fn the_workflow_installs_the_program_where_there_is_none() {
    let club = Club::new();
    let cargo = "#!/bin/sh\necho \"cargo $*\"\n";
    std::fs::remove_file(club.bin.path().join("touchline")).unwrap();
    let path = club.bin.path().join("cargo");
    std::fs::write(&path, cargo).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    let workflow = shown(".github/workflows/rulesets.yml");
    let (_, script) = steps(&workflow).remove(0);
    let said = said(&club.step(&format!("TOUCHLINE=there TOUCHLINE_VERSION=v1; {script}")));
    assert_eq!(
        said,
        "cargo install --locked --git there --tag v1 touchline\n"
    );
}

#[test]
fn the_hook_stops_what_is_wrong() {
    let club = Club::new();
    let hook = club.path(".git/hooks/pre-commit");
    club.put(".git/hooks/pre-commit", &shown(".git/hooks/pre-commit"));
    std::fs::set_permissions(&hook, PermissionsExt::from_mode(0o755)).unwrap();
    let stage = |text: &str| {
        club.put("rulesets/squad.touchline", text);
        club.git("add .");
    };
    stage(&RIGHT.replace(">= 7", "> 6"));
    assert!(club.commits(), "a right ruleset");
    stage(&wrong());
    assert!(!club.commits(), "a wrong one");
    stage(&failing());
    assert!(!club.commits(), "one that fails its test");
    stage(&askew());
    assert!(!club.commits(), "one that is not in its layout");
    // What counts is what is committed.
    stage(&wrong());
    club.put("rulesets/squad.touchline", RIGHT);
    assert!(!club.commits(), "put right, and not added");
    stage(RIGHT);
    club.put("rulesets/squad.touchline", &wrong());
    assert!(club.commits(), "spoilt, and not added");
    club.put("notes.txt", "something\n");
    club.git("add notes.txt");
    assert!(club.commits(), "no ruleset among what changes");
}

#[test]
fn the_hooks_for_pre_commit_stop_what_is_wrong() {
    let hooks = std::fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap();
    let value = |hook: &str, key: &str| {
        let line = hook
            .lines()
            .find_map(|line| line.trim().strip_prefix(&format!("{key}: ")));
        line.unwrap_or_else(|| panic!("no `{key}` in\n{hook}"))
            .to_owned()
    };
    let wanted = shown(".pre-commit-config.yaml");
    let named: Vec<&str> = wanted
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- id: "))
        .collect();
    let mut found = Vec::new();
    for hook in hooks.split("- id: ").skip(1) {
        let id = hook.lines().next().unwrap().to_owned();
        assert_eq!(value(hook, "pass_filenames"), "false");
        let script = format!(
            "{} {}",
            value(hook, "entry"),
            value(hook, "args").trim_matches(['[', ']'])
        );
        let club = Club::new();
        assert!(club.step(&script).status.success(), "{script}");
        let spoilt = match id.as_str() {
            "touchline-fmt" => askew(),
            _ => wrong(),
        };
        club.put("rulesets/squad.touchline", &spoilt);
        assert!(!club.step(&script).status.success(), "{script}");
        found.push(id);
    }
    assert_eq!(found, named);
}
