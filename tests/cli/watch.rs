//! `--watch`: the real binary watches while files are changed, broken, replaced
//! and taken away. Nothing here depends on how fast that is seen: each step waits
//! for what it leads to, and only a test that fails waits long.

use std::fs::File;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::{Folder, LEGS, WEEK, folder};

/// How long something may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(90);
const WAITING: &str = "waiting for changes, Ctrl-C ends\n";

/// Rules of which `check` has nothing to say.
const NIGHT: &str = r#"input sleep: hours from 0 to 16

rule "Short night"
  when sleep < 6 h
  then rest
  because "{sleep} of sleep."

otherwise train

test "Six hours will do"
  cases
  | sleep | expect |
  | 5 h   | rest   |
  | 6 h   | train  |
  | 7 h   | train  |
"#;

/// The binary at work, all that it says going to one file.
struct Watching {
    child: Child,
    log: TempDir,
    /// How much of the log was waited for.
    read: usize,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts a command, and waits until it has done its work once.
fn watching(folder: &Folder, arguments: &str) -> (Watching, String) {
    let log = TempDir::new().expect("a folder");
    let file = File::create(log.path().join("log")).expect("a file");
    let child = folder
        .command(arguments)
        .stdin(Stdio::null())
        .stdout(file.try_clone().expect("the same file"))
        .stderr(file)
        .spawn()
        .expect("the binary");
    let mut watching = Watching {
        child,
        log,
        read: 0,
    };
    let first = watching.next();
    (watching, first)
}

impl Watching {
    /// What was said up to the next time that it waits.
    #[track_caller]
    fn next(&mut self) -> String {
        let started = Instant::now();
        loop {
            let all = std::fs::read(self.log.path().join("log")).expect("the log");
            let all = String::from_utf8_lossy(&all).into_owned();
            let new = all.get(self.read..).unwrap_or_default();
            if let Some(at) = new.find(WAITING) {
                let end = at + WAITING.len();
                self.read += end;
                return new.get(..end).unwrap_or_default().to_owned();
            }
            let ended = self.child.try_wait().expect("its state");
            assert!(ended.is_none(), "it ended: {ended:?}\n{all}");
            assert!(started.elapsed() < PATIENCE, "nothing more was said\n{all}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for a run that says something; some steps may be seen as two changes.
    #[track_caller]
    fn until(&mut self, text: &str) -> String {
        let started = Instant::now();
        loop {
            let said = self.next();
            if said.contains(text) {
                return said;
            }
            assert!(started.elapsed() < PATIENCE, "no {text:?} in\n{said}");
        }
    }
}

impl Folder {
    /// Writes a file over, as some editors do: it is empty for a moment.
    fn overwrite(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, content).expect("a file");
    }

    /// Writes a file as other editors do: a new one takes its place.
    fn replace(&self, name: &str, content: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        self.overwrite("new~", content);
        std::fs::rename(self.path("new~"), path).expect("a rename");
    }

    fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).expect("a file");
    }
}

/// The rules with another exception, by which one of their two tests fails.
fn stricter() -> String {
    LEGS.replace("unless movement is clean", "unless movement is limited")
}

#[test]
fn a_ruleset_that_changes_breaks_and_is_put_right() {
    let folder = folder().file("legs.touchline", LEGS);
    let (mut watch, first) = watching(&folder, "test legs.touchline --watch");
    assert!(first.contains("2 tests: 2 passed"), "{first}");

    folder.replace("legs.touchline", &stricter());
    let said = watch.until("1 passed, 1 failed");
    assert!(said.contains("──── legs.touchline changed"), "{said}");

    folder.overwrite("legs.touchline", "rule \"half");
    watch.until("unclosed-string");

    folder.overwrite("legs.touchline", LEGS);
    watch.until("2 tests: 2 passed");
}

#[test]
fn a_file_that_is_gone_is_told_and_waited_for() {
    let folder = folder().file("night.touchline", NIGHT);
    let (mut watch, _) = watching(&folder, "check night.touchline --watch");
    folder.remove("night.touchline");
    let said = watch.until("there is no such file");
    assert!(said.contains("──── night.touchline is gone"), "{said}");
    folder.replace("night.touchline", NIGHT);
    let said = watch.until("1 ruleset: nothing is wrong");
    assert!(said.contains("──── night.touchline is new"), "{said}");
}

#[test]
fn a_folder_that_a_file_takes_the_place_of_is_noticed() {
    let folder = folder().file("night.touchline", NIGHT);
    let (mut watch, _) = watching(&folder, "check night.touchline --watch");
    folder.remove("night.touchline");
    std::fs::create_dir(folder.path("night.touchline")).expect("a folder");
    watch.until("there is no ruleset in the folder");
    std::fs::remove_dir(folder.path("night.touchline")).expect("the folder");
    folder.replace("night.touchline", NIGHT);
    watch.until("1 ruleset: nothing is wrong");
}

#[test]
fn data_and_settings_are_watched_too() {
    let folder = folder()
        .file("legs.touchline", LEGS)
        .file("week.csv", WEEK)
        .file("own.csv", "athlete,severe\nKim,9\n");
    let arguments = "eval legs.touchline week.csv --settings own.csv --watch";
    let (mut watch, first) = watching(&folder, arguments);
    assert!(first.contains("2 decisions: 1 rest, 1 modify"), "{first}");
    folder.replace(
        "week.csv",
        &WEEK.replace("Lee,2026-06-05,9", "Lee,2026-06-05,2"),
    );
    let said = watch.until("2 decisions: 1 modify, 1 train");
    assert!(said.contains("week.csv changed"), "{said}");
    folder.replace("own.csv", "athlete,severe\nKim,5\n");
    watch.until("2 decisions: 1 rest, 1 train");
    folder.replace("week.csv", "athlete,date,soreness\nKim,2026-06-05,much\n");
    watch.until("`much`");
    folder.replace("week.csv", WEEK);
    watch.until("2 decisions: 2 rest");
}

#[test]
fn what_is_included_is_watched_also_before_it_is_there() {
    let including = format!("include \"lib/heat.touchline\"\n\n{NIGHT}");
    let folder = folder().file("night.touchline", including);
    let (mut watch, first) = watching(&folder, "check night.touchline --watch");
    assert!(first.contains("include-not-found"), "{first}");
    let heat = "input heat: °C from -40 to 60\n\nrule \"Hot\"\n  when heat >= 32 °C\n  then rest\n  because \"Hot.\"\n\notherwise train\n";
    folder.replace("lib/heat.touchline", heat);
    watch.until("1 ruleset: nothing is wrong");
    folder.replace("lib/heat.touchline", &heat.replace("heat >=", "heet >="));
    watch.until("`heet` is not declared");
}

#[test]
fn rulesets_that_appear_in_a_folder_are_picked_up() {
    let folder = folder().file("rules/legs.touchline", LEGS);
    let (mut watch, first) = watching(&folder, "test rules --watch");
    assert!(first.contains("2 tests"), "{first}");
    folder.replace("rules/deep/more.touchline", &stricter());
    let said = watch.until("4 tests: 3 passed");
    assert!(said.contains("more.touchline is new"), "{said}");
    folder.remove("rules/deep/more.touchline");
    watch.until("2 tests: 2 passed");
}

#[test]
fn an_empty_folder_is_waited_for() {
    let folder = folder().file("rules/notes.txt", "");
    let (mut watch, first) = watching(&folder, "check rules --watch");
    assert!(
        first.contains("there is no ruleset in the folder"),
        "{first}"
    );
    folder.replace("rules/night.touchline", NIGHT);
    watch.until("1 ruleset: nothing is wrong");
}

#[test]
fn its_own_output_is_no_change() {
    let folder = folder().file("legs.touchline", LEGS).file("week.csv", WEEK);
    let arguments = "eval legs.touchline week.csv --format csv --output out.csv --watch";
    let (mut watch, _) = watching(&folder, arguments);
    let first = folder.read("out.csv");
    folder.replace("legs.touchline", &LEGS.replace("= 8\n", "= 10\n"));
    let said = watch.until("──── ");
    assert!(said.contains("──── legs.touchline changed\n"), "{said}");
    assert_ne!(folder.read("out.csv"), first);
    assert_eq!(folder.names(), ["legs.touchline", "out.csv", "week.csv"]);
}

#[test]
fn what_never_changes_is_not_watched() {
    let folder = folder().file("legs.touchline", LEGS).file("week.csv", WEEK);
    for arguments in [
        "eval legs.touchline - --watch",
        "eval legs.touchline week.csv --settings - --watch",
    ] {
        folder
            .run(arguments)
            .code(2)
            .nothing_out()
            .err("standard input cannot be watched");
    }
    folder
        .run("check @soreness --watch")
        .code(2)
        .nothing_out()
        .err("built-in rulesets never change");
    folder
        .run("check legs.touchline --watch --fix")
        .code(2)
        .nothing_out();
}

#[cfg(unix)]
#[test]
fn a_terminal_shows_the_latest_run_alone() {
    use crate::terminal::{CTRL_C, Session};
    let folder = folder().file("night.touchline", NIGHT);
    let arguments = ["check", "night.touchline", "--watch"];
    let mut session = Session::start(&folder.path("."), &arguments, (30, 60));
    session.wait("nothing is wrong").wait("\nends");
    folder.replace("night.touchline", &NIGHT.replace("sleep <", "slep <"));
    session.wait("`slep` is not declared").wait("\nends");
    let screen = session.screen();
    assert!(screen.starts_with("night.touchline changed"), "{screen}");
    assert!(!screen.contains("nothing is wrong"), "{screen}");
    let ended = session.send(CTRL_C);
    assert!(ended.screen().contains("slep"));
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    use std::os::unix::process::ExitStatusExt;
    // A shell starts what runs in the background so, and what it starts takes it over.
    if is_interrupt_ignored() {
        return;
    }
    let folder = folder().file("legs.touchline", LEGS);
    let (mut watch, _) = watching(&folder, "check legs.touchline --watch");
    let number = watch.child.id().to_string();
    let sent = std::process::Command::new("kill")
        .args(["-INT", &number])
        .status();
    assert!(sent.expect("kill").success());
    let status = watch.child.wait().expect("its end");
    // What a shell calls 130.
    assert_eq!(status.signal(), Some(2));
}

/// Whether Ctrl-C is told to nobody; where that cannot be seen, it is taken for told.
#[cfg(unix)]
fn is_interrupt_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| mask & 2 != 0)
}
