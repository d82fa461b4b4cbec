//! `touchline ask` at a terminal: from the first question to the decision, back
//! and on, with lists, with lines, and left in the middle.

use tempfile::TempDir;

use super::{CTRL_C, DOWN, ENTER, ESCAPE, SPACE, Session};

/// Two stages, a set, a map, a choice and a number with a unit.
const LEGS: &str = r#"ruleset "Leg day"
  stages "check-in", "warm-up"

choice muscle: chest, back, quads

input sleep: hours from 0 to 16
  ask "How long did you sleep?"
  higher is better
input target: set of muscle
  ask "What is trained today?"
input soreness: scale 0 to 10 for each muscle
  ask "How sore is each?"
  higher is worse
  missing means 0
input movement: one of clean, altered, limited
  at "warm-up"
  ask "How do you move?"

rule "Short night"
  when sleep < 5 h
  then rest
  because "{sleep} is too short."

rule "Sore"
  when highest soreness among target >= 7
  then rest
  because "Too sore."

rule "Altered"
  when movement is altered
  then modify
    advise "Train something else."
  because "Soreness changes how you move."

otherwise train
  because "All is well."
"#;

fn folder() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("legs.touchline"), LEGS).expect("a file");
    folder
}

fn ask(folder: &TempDir, more: &[&str], size: (u16, u16)) -> Session {
    let mut arguments = vec!["ask", "legs.touchline", "--on", "2026-06-05"];
    arguments.extend(more);
    Session::start(folder.path(), &arguments, size)
}

trait Typing {
    /// Types a line once a question was asked and its prompt, the last line, waits for it.
    fn typed(&mut self, question: &str, prompt: &str, line: &str) -> &mut Self;
}

impl Typing for Session {
    #[track_caller]
    fn typed(&mut self, question: &str, prompt: &str, line: &str) -> &mut Self {
        let end = format!("\n  {prompt}");
        self.wait_until(question, |screen| {
            screen.contains(question) && screen.ends_with(&end)
        });
        self.send(line).send(ENTER)
    }
}

#[test]
fn a_questionnaire_from_start_to_end() {
    let folder = folder();
    let mut session = ask(
        &folder,
        &["--save", "log.csv", "--athlete", "Kim"],
        (80, 60),
    );
    session
        .typed("How long did you sleep?", ">", "450 min")
        .wait("How sore is each?")
        .wait("[ ] chest")
        .send(DOWN)
        .send(SPACE)
        .wait("[x] back")
        .send(ENTER)
        .typed("which? back", "back", "11")
        .typed("`11` is out of range: 0 (best) to 10 (worst)", "back", "8")
        .wait("What is trained today?")
        .wait("[ ] chest")
        .send(SPACE)
        .wait("[x] chest")
        .send(DOWN)
        .send(DOWN)
        .send(SPACE)
        .wait("[x] quads")
        .send(ENTER)
        .wait("── warm-up ──")
        .wait("How do you move?")
        .send(DOWN)
        .wait("> altered")
        .send(ENTER);
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(ended.restored);
    insta::assert_snapshot!(ended.screen);
    let saved = std::fs::read_to_string(folder.path().join("log.csv")).expect("the file");
    assert_eq!(
        saved,
        "athlete,date,movement,sleep,soreness.back,target\nKim,2026-06-05,altered,7.5,8,chest;quads\n"
    );
}

#[test]
fn back_and_on_again_and_skipping() {
    let folder = folder();
    let mut session = ask(&folder, &[], (80, 60));
    session
        .typed("How long did you sleep?", ">", "back")
        .typed("This is the first question.", ">", "3 h")
        .wait("rest");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(
        ended
            .screen
            .contains("Nothing you could still answer changes this."),
        "{}",
        ended.screen
    );

    let mut session = ask(&folder, &[], (80, 60));
    session
        .typed("How long did you sleep?", ">", "")
        .wait("What is trained today?")
        .wait("[ ] chest")
        .send(ESCAPE)
        .wait_until("the first question again", |screen| {
            screen.matches("How long did you sleep?").count() == 2
        })
        .typed("How long did you sleep?", ">", "?")
        .typed("Higher is better.", ">", "3 h")
        .wait("Short night");
    assert_eq!(session.end().code, 0);
}

#[test]
fn thirty_columns_have_lines_in_place_of_lists() {
    let folder = folder();
    let mut session = ask(&folder, &[], (30, 60));
    session
        .typed("did you sleep?", ">", "8")
        .typed("How sore is each?", ">", "back 3, quads 9")
        .typed("What is trained today?", ">", "quads, 2")
        .wait("Ruleset: Leg day");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    insta::assert_snapshot!(ended.screen);
}

#[test]
fn ctrl_c_leaves_and_saves_nothing() {
    for (columns, variables) in [(80, &[][..]), (30, &[]), (80, &[("TERM", "dumb")])] {
        let folder = folder();
        let path = folder.path().join("log.csv");
        let before = "athlete,date,sleep\nKim,2026-06-04,7\n";
        std::fs::write(&path, before).expect("a file");
        let mut session = Session::start_with(
            folder.path(),
            &[
                "ask",
                "legs.touchline",
                "--save",
                "log.csv",
                "--athlete",
                "Kim",
            ],
            (columns, 60),
            variables,
        );
        session
            .typed("did you sleep?", ">", "8")
            .wait_until("the second question's prompt", |screen| {
                let last = screen.lines().last().unwrap_or_default();
                let waits = last.ends_with('>') || last.ends_with("skips]");
                screen.contains("How sore is each?") && waits
            })
            .send(CTRL_C)
            .wait("Nothing was saved");
        let ended = session.end();
        assert_eq!(ended.code, 130, "{}", ended.screen);
        assert!(ended.restored);
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), before);
        let mut names = std::fs::read_dir(folder.path()).expect("the folder");
        let hidden = |entry: std::io::Result<std::fs::DirEntry>| {
            let name = entry.expect("an entry").file_name();
            name.to_string_lossy().starts_with('.')
        };
        assert!(!names.any(hidden), "something half-written is left");
    }
}

#[test]
fn without_colour_there_is_none() {
    let folder = folder();
    for (more, variables) in [
        (&["--color", "never"][..], &[][..]),
        (&[], &[("NO_COLOR", "1")]),
    ] {
        let mut arguments = vec!["ask", "legs.touchline"];
        arguments.extend(more);
        let mut session = Session::start_with(folder.path(), &arguments, (80, 60), variables);
        session.typed("How long did you sleep?", ">", "2 h");
        let ended = session.end();
        assert_eq!(ended.code, 0);
        assert!(!ended.colored, "{}", ended.screen);
    }
}

#[test]
fn a_terminal_that_shows_lines_alone_gets_lines() {
    let folder = folder();
    let mut session = Session::start_with(
        folder.path(),
        &["ask", "legs.touchline"],
        (80, 60),
        &[("TERM", "dumb")],
    );
    session
        .answer("higher is better\n  >", "8 h\n")
        .answer("How sore is each?", "none\n")
        .answer("How do you move?", "3\n")
        .wait("train");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
}

#[test]
fn who_answers_is_chosen_from_those_in_the_data() {
    let folder = folder();
    let data = "athlete,date,sleep\nKim,2026-06-04,7\nLee,2026-06-04,8\n";
    std::fs::write(folder.path().join("log.csv"), data).expect("a file");
    let mut session = ask(&folder, &["log.csv"], (80, 60));
    session
        .wait("> Kim")
        .send(DOWN)
        .wait("> Lee")
        .send(ENTER)
        .typed("How long did you sleep?", ">", "2 h")
        .wait("rest  Lee, 2026-06-05");
    assert_eq!(session.end().code, 0);
}

#[test]
fn what_is_typed_at_a_list_is_an_answer() {
    let folder = folder();
    let mut session = ask(&folder, &["--format", "json"], (80, 60));
    session
        .typed("How long did you sleep?", ">", "8")
        .wait("How sore is each?")
        .wait("[ ] chest")
        .send("quads\r")
        .typed("which? quads", "quads", "9")
        .wait("What is trained today?")
        .wait("[ ] none of them")
        .send("calves\r")
        .wait("`calves` is none of these; the space key marks, escape goes back")
        .wait_until("the list again", |screen| {
            screen.matches("[ ] none of them").count() == 1
        })
        // The space key marks the one that is to be seen, and the rest is typed.
        .send("che")
        .wait_until("chest alone", |screen| !screen.contains("[ ] back"))
        .send(SPACE)
        .wait("[x] chest")
        .wait("[ ] back")
        .send("qu\r")
        .wait("> chest, quads");
    let ended = session.end();
    assert_eq!(ended.code, 0, "{}", ended.screen);
    assert!(ended.screen.contains("Too sore"), "{}", ended.screen);
}

#[test]
fn words_go_back_from_a_list_as_from_a_line() {
    let folder = folder();
    let mut session = ask(&folder, &[], (80, 60));
    session
        .typed("How long did you sleep?", ">", "8")
        .wait("How sore is each?")
        .wait("[ ] chest")
        .send("<\r")
        .wait_until("the first question again", |screen| {
            screen.matches("How long did you sleep?").count() == 2
        })
        .typed("How long did you sleep?", ">", "8")
        .wait_until("the list again", |screen| {
            screen.matches("How sore is each?").count() == 2 && screen.contains("[ ] chest")
        })
        .send("quit\r")
        .wait("Left. Nothing was saved.");
    assert_eq!(session.end().code, 130);
}
