//! The real binary: every command, option and exit code, in a folder of its own.

#![allow(clippy::expect_used)]

mod ask;
mod check;
mod completions;
mod describe;
mod eval;
mod explain;
mod fix;
mod fmt;
mod formats;
mod general;
mod man;
mod new;
mod settings;
mod test;
mod watch;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A folder with files, in which the binary is run.
struct Folder {
    dir: TempDir,
}

/// What a run showed.
struct Shown {
    code: i32,
    out: String,
    err: String,
}

/// An empty folder.
fn folder() -> Folder {
    Folder {
        dir: TempDir::new().expect("a folder"),
    }
}

impl Folder {
    /// Adds a file; folders in its name are made.
    fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.path(name);
        let parent = path.parent().expect("a parent");
        std::fs::create_dir_all(parent).expect("folders");
        std::fs::write(path, content).expect("a file");
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file")
    }

    /// The names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.path()).expect("the folder");
        let name = |entry: std::io::Result<std::fs::DirEntry>| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        };
        let mut names: Vec<String> = entries.map(name).collect();
        names.sort();
        names
    }

    /// Runs `touchline` with arguments; inside quotes they may hold spaces.
    fn run(&self, arguments: &str) -> Shown {
        self.run_with(arguments, "", &[])
    }

    /// The same with standard input and environment variables.
    fn run_with(&self, arguments: &str, stdin: &str, variables: &[(&str, &str)]) -> Shown {
        let mut command = self.command(arguments);
        command.envs(variables.iter().copied());
        let mut child = command.spawn().expect("the binary");
        let mut input = child.stdin.take().expect("standard input");
        let output = std::thread::scope(|scope| {
            // Beside reading what it says; a command that needs no input may have ended by now.
            scope.spawn(move || {
                let _ = input.write_all(stdin.as_bytes());
            });
            child.wait_with_output().expect("its end")
        });
        Shown {
            code: output.status.code().expect("an exit code"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
        command.current_dir(self.dir.path()).args(split(arguments));
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLUMNS"] {
            command.env_remove(name);
        }
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }
}

/// Splits at spaces, but not inside quotes.
fn split(arguments: &str) -> Vec<String> {
    let parts = arguments.split('"').enumerate();
    parts
        .flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

impl Shown {
    #[track_caller]
    fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "the exit code of\n{self}");
        self
    }

    #[track_caller]
    fn out(self, text: &str) -> Self {
        assert!(
            self.out.contains(text),
            "no {text:?} on standard output of\n{self}"
        );
        self
    }

    #[track_caller]
    fn err(self, text: &str) -> Self {
        assert!(
            self.err.contains(text),
            "no {text:?} on standard error of\n{self}"
        );
        self
    }

    #[track_caller]
    fn silent(self) -> Self {
        assert!(
            self.err.is_empty(),
            "something on standard error of\n{self}"
        );
        self
    }

    #[track_caller]
    fn nothing_out(self) -> Self {
        assert!(
            self.out.is_empty(),
            "something on standard output of\n{self}"
        );
        self
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "exit code {}", self.code)?;
        if !self.out.is_empty() {
            write!(f, "──── standard output\n{}", self.out)?;
        }
        if !self.err.is_empty() {
            write!(f, "──── standard error\n{}", self.err)?;
        }
        Ok(())
    }
}

/// A small ruleset with a plan, two stages and tests.
const LEGS: &str = r#"ruleset "Leg day"
  version "2"
  stages "check-in", "warm-up"

plan load: kg from 0 to 500
plan sets: whole number from 0 to 20

input soreness: scale 0 to 10
  at "check-in"
  higher is worse

input movement: one of clean, altered, limited
  at "warm-up"

setting severe: scale 0 to 10 = 8
setting warm: one of clean, altered = clean
setting need: hours from 4 to 12 = 8 h

rule "Too sore"
  when soreness >= severe
  then rest
  because "{soreness}/10 is too sore."

rule "Sore"
  when soreness >= 4
  unless movement is clean
  then modify
    cut load by 20%
  because "{soreness}/10 is sore."

rule "Heavy"
  when load >= 150 kg
  flag "A heavy day: {load}."

otherwise train
  because "Fresh legs."

test "Fresh"
  given soreness = 1, movement = clean
  expect train

test "Sore"
  given soreness = 5
  cases
  | movement | expect |
  | clean    | train  |
  | altered  | modify |
"#;

/// Its data: two athletes on two days.
const WEEK: &str = "\
athlete,date,soreness,movement,load,sets
Kim,2026-06-04,2,clean,100,5
Kim,2026-06-05,5,,100,5
Lee,2026-06-04,1,clean,160,5
Lee,2026-06-05,9,clean,160,5
";
