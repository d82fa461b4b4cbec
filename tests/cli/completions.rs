//! `touchline completions`: the scripts, and what is answered when a shell asks.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::{Folder, LEGS, WEEK, folder};

const SHELLS: [&str; 4] = ["bash", "zsh", "fish", "powershell"];

/// What is offered for a line up to the cursor, with what is said of each.
fn offered(folder: &Folder, shell: &str, line: &str) -> Vec<(String, String)> {
    let mut command = folder.command("");
    command.env("TOUCHLINE_COMPLETE", shell);
    match shell {
        // What bash would replace begins behind the last sign that parts words for it.
        "bash" => {
            let parts = |c: char| c.is_whitespace() || "\"'@=:".contains(c);
            command.args([line, line.rsplit(parts).next().unwrap_or_default()])
        }
        "powershell" => command.env("TOUCHLINE_LINE", line),
        _ => command.arg(line),
    };
    let output = command.stdin(Stdio::null()).output().expect("the binary");
    assert!(output.status.success(), "{line}");
    assert!(output.stderr.is_empty(), "{line}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let part = |line: &str| match line.split_once('\t') {
        Some((value, help)) => (value.to_owned(), help.to_owned()),
        None => (line.to_owned(), String::new()),
    };
    text.lines().map(part).collect()
}

/// The values alone.
fn values(folder: &Folder, shell: &str, line: &str) -> Vec<String> {
    let all = offered(folder, shell, line).into_iter();
    all.map(|(value, _)| value).collect()
}

fn club() -> Folder {
    let week = WEEK.replace("Lee", "Lee Ann");
    folder()
        .file("legs.touchline", LEGS)
        .file("week.csv", week)
        .file("notes.txt", "")
        .file("more/arms.touchline", "otherwise train\n")
        .file(".hidden.touchline", "otherwise train\n")
}

#[test]
fn commands_and_options() {
    let folder = club();
    for shell in SHELLS {
        let commands = values(&folder, shell, "touchline ");
        assert!(commands.contains(&"eval".to_owned()), "{commands:?}");
        assert!(!commands.iter().any(|command| command.starts_with('-')));
        assert_eq!(values(&folder, shell, "touchline comp"), ["completions"]);
        let formats = values(&folder, shell, "touchline check --format ");
        assert_eq!(formats, ["human", "plain", "json", "sarif", "github"]);
        assert!(values(&folder, shell, "touchline check --li").contains(&"--limit".to_owned()));
        assert!(values(&folder, shell, "NO_COLOR=1 touchline ev").contains(&"eval".to_owned()));
    }
}

#[test]
fn rulesets_and_data() {
    let folder = club();
    let first = values(&folder, "fish", "touchline eval ");
    for there in ["legs.touchline", "week.csv", "more/", "@soreness"] {
        assert!(first.contains(&there.to_owned()), "{there} in {first:?}");
    }
    for absent in ["notes.txt", ".hidden.touchline"] {
        assert!(!first.contains(&absent.to_owned()), "{absent} in {first:?}");
    }
    let then = values(&folder, "fish", "touchline eval legs.touchline ");
    assert_eq!(then, ["week.csv", "more/"]);
    let checked = values(&folder, "fish", "touchline check ");
    assert!(checked.contains(&"legs.touchline".to_owned()));
    assert!(!checked.contains(&"week.csv".to_owned()));
    let inside = values(&folder, "fish", "touchline check more/");
    assert_eq!(inside, ["more/arms.touchline"]);
    let built_in = offered(&folder, "fish", "touchline eval @sor");
    let expected = ("@soreness".to_owned(), "Train sore or rest".to_owned());
    assert_eq!(built_in, [expected]);
    assert_eq!(values(&folder, "bash", "touchline eval @sor"), ["soreness"]);
    assert_eq!(
        values(&folder, "powershell", "touchline eval '@sor"),
        ["'@soreness'"]
    );
    let copied = values(&folder, "fish", "touchline new legs --from @ho");
    assert_eq!(copied, ["@hooper"]);
}

#[test]
fn names_in_rulesets() {
    let folder = club();
    let settings = offered(&folder, "fish", "touchline eval legs.touchline --set ");
    let expected = [
        ("need=", "is 8 h"),
        ("severe=", "is 8"),
        ("warm=", "is clean"),
    ];
    let expected = expected.map(|(name, says)| (name.to_owned(), says.to_owned()));
    assert_eq!(settings, expected);
    let valued = values(&folder, "bash", "touchline eval legs.touchline --set need=");
    assert_eq!(valued, [r"8\ h"]);
    let built_in = values(&folder, "fish", "touchline eval week.csv --set sev");
    assert_eq!(built_in, ["severe="], "of @soreness, which decides");
    let examples = values(&folder, "fish", "touchline eval @soreness --example ");
    assert_eq!(examples, ["Fresh"]);
    let tests = values(&folder, "bash", "touchline test legs.touchline --filter ");
    assert_eq!(tests, ["Fresh", "Sore"]);
    let codes = offered(&folder, "fish", "touchline explain unknown-na");
    let expected = (
        "unknown-name".to_owned(),
        "Nothing has this name.".to_owned(),
    );
    assert_eq!(codes, [expected]);
}

#[test]
fn athletes_are_read_from_the_data_on_the_line() {
    let folder = club().file(
        "days.ndjson",
        "{\"athlete\": \"Mia\"}\n{\"athlete\": \"No\u{eb}l\"}\n",
    );
    let line = "touchline eval legs.touchline week.csv --athlete ";
    assert_eq!(values(&folder, "fish", line), ["Kim", "Lee Ann"]);
    assert_eq!(values(&folder, "bash", line), ["Kim", r"Lee\ Ann"]);
    assert_eq!(
        values(&folder, "bash", &format!("{line}\"Lee")),
        ["Lee Ann"]
    );
    assert_eq!(values(&folder, "powershell", line), ["Kim", "'Lee Ann'"]);
    assert_eq!(
        values(&folder, "zsh", &format!("{line}Lee\\ ")),
        ["Lee Ann"]
    );
    let both = "touchline eval week.csv days.ndjson --athlete ";
    assert_eq!(
        values(&folder, "fish", both),
        ["Kim", "Lee Ann", "Mia", "No\u{eb}l"]
    );
    let other = "touchline eval @load_watch loads.csv --athlete ";
    let folder = folder.file("loads.csv", "PLAYER ID,x\nTara,1\n");
    assert_eq!(values(&folder, "fish", other), ["Tara"]);
}

#[test]
fn what_is_broken_is_passed_over_in_silence() {
    let folder = folder()
        .file(
            "half.touchline",
            "rule \"Whole\nsetting sore: scale 0 to\nathlete column \"who\"\n",
        )
        .file("latin.touchline", b"setting \xe4: hours\n")
        .file(
            "bytes.csv",
            (0u8..=255).cycle().take(10_000).collect::<Vec<_>>(),
        )
        .file("empty.csv", "")
        .file("zip.xlsx", b"PK\x03\x04 and no more")
        .file("odd.csv", "athlete\n\u{1b}[2J\nK\u{7}im\n\u{fffd}\nLee\n");
    let set = values(&folder, "fish", "touchline eval half.touchline --set ");
    assert_eq!(set, ["sore="]);
    for line in [
        "touchline eval latin.touchline --set ",
        "touchline eval none.touchline --set ",
        "touchline eval bytes.csv --athlete ",
        "touchline eval empty.csv --athlete ",
        "touchline eval none.csv --athlete ",
        "touchline eval zip.xlsx --athlete ",
        "touchline eval @none --set x",
        "touchline evil --x ",
        "touchline \"",
        "touchline 'eval \\",
        "",
        " ",
    ] {
        for shell in SHELLS {
            offered(&folder, shell, line);
        }
    }
    let odd = values(&folder, "fish", "touchline eval odd.csv --athlete ");
    assert_eq!(odd, ["Lee"]);
}

#[test]
fn a_huge_file_is_not_read_to_its_end() {
    let folder = club();
    let file = std::fs::File::create(folder.path("huge.csv")).unwrap();
    std::io::Write::write_all(&mut &file, b"athlete,date\nKim,2026-06-05\n").unwrap();
    // Takes no room on most disks.
    file.set_len(900 << 20).unwrap();
    let started = Instant::now();
    let line = "touchline eval legs.touchline huge.csv --athlete ";
    assert_eq!(values(&folder, "fish", line), ["Kim"]);
    // A second, and as much again as a busy machine may take.
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn scripts_are_printed() {
    let folder = folder();
    for shell in SHELLS {
        let shown = folder.run(&format!("completions {shell}")).code(0).silent();
        assert!(shown.out.contains("TOUCHLINE_COMPLETE"), "{shell}");
    }
    folder
        .run("completions tcsh")
        .code(2)
        .nothing_out()
        .err("fish");
    folder.run("completions").code(2).nothing_out().err("SHELL");
}

/// Runs a script in a shell that may not be on this machine; `None` where it is not.
fn in_shell(folder: &Folder, shell: &[&str], script: &str) -> Option<String> {
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_touchline"));
    let path = std::env::var("PATH").unwrap_or_default();
    let path = format!("{}:{path}", bin.parent().unwrap().display());
    let (program, arguments) = shell.split_first().unwrap();
    let output = Command::new(program)
        .args(arguments)
        .arg(script)
        .current_dir(folder.path("."))
        .env("PATH", path)
        .env_remove("LD_PRELOAD")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && said.is_empty(),
        "{shell:?}\n{said}"
    );
    Some(String::from_utf8(output.stdout).expect("UTF-8"))
}

#[cfg(unix)]
#[test]
fn bash_takes_the_script() {
    let folder = club();
    let script = r#"
source <(touchline completions bash)
ask() {
    COMP_LINE="$1" COMP_POINT=${#1}
    _touchline touchline "$2" ""
    printf '%s|' "${COMPREPLY[@]}"; echo
}
ask 'touchline eval @sor' sor
ask 'touchline eval legs.touchline week.csv --athlete ' ''
ask 'touchline eval legs.touchline --set need=' '='
ask 'touchline eval legs.touchline --example "' ''
complete -p touchline | grep -c _touchline
"#;
    if let Some(out) = in_shell(&folder, &["bash", "--norc", "-c"], script) {
        assert_eq!(out, "soreness|\nKim|Lee\\ Ann|\n=8\\ h|\n|\n1\n");
    }
}

#[cfg(unix)]
#[test]
fn fish_and_zsh_take_their_scripts() {
    let folder = club();
    let script = "touchline completions fish | source\n\
                  complete -C 'touchline eval legs.touchline week.csv --athlete Lee'";
    if let Some(out) = in_shell(&folder, &["fish", "--no-config", "-c"], script) {
        assert_eq!(out, "Lee Ann\n");
    }
    let script = "autoload -Uz compinit && compinit -u -D\n\
                  source <(touchline completions zsh)\necho $_comps[touchline]";
    if let Some(out) = in_shell(&folder, &["zsh", "-f", "-c"], script) {
        assert_eq!(out, "_touchline\n");
    }
}
