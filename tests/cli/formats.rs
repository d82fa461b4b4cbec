//! `touchline check --format`, `--limit` and `--deny-warnings`.

use super::folder;

const WRONG: &str = "input sleep: hours from 0 to 16\n\nrule \"Short night\"\n  when slep < 6 h\n  then rest\n  because \"Too little sleep.\"\n\notherwise train\n";

/// It checks, and is hardly meant.
const WARNED: &str = "input fatigue: scale 0 to 10\n  higher is worse\n\nrule \"Worn out\"\n  when fatigue <= 7\n  then rest\n  because \"Worn out.\"\n\notherwise train\n";

/// It checks.
const RIGHT: &str = "input sleep: hours from 0 to 16\n\nrule \"Short night\"\n  when sleep < 6 h\n  then rest\n  because \"Too little sleep.\"\n\notherwise train\n";

/// As many rules, each with one name that is not declared.
fn mistakes(count: usize) -> String {
    let rules = (0..count).map(|n| {
        format!("rule \"R{n}\"\n  when wrong_{n}_{n} > 4\n  then rest\n  because \"No.\"\n\n")
    });
    rules.chain(["otherwise train\n".to_owned()]).collect()
}

#[test]
fn every_format_is_one_document_for_all_rulesets() {
    let folder = folder()
        .file("rules/first team/slip.touchline", WRONG)
        .file("rules/warned.touchline", WARNED)
        .file("rules/right.touchline", RIGHT);
    for format in ["human", "plain", "json", "github"] {
        let shown = folder
            .run(&format!("check . --format {format}"))
            .code(1)
            .silent();
        insta::assert_snapshot!(format!("format_{format}"), shown.to_string());
    }
    let shown = folder.run("check . --format sarif").code(1).silent();
    let log: serde_json::Value = serde_json::from_str(&shown.out).expect("JSON");
    let results = log["runs"][0]["results"].as_array().expect("results");
    assert_eq!(results.len(), 2);
    let uri = &results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "rules/first%20team/slip.touchline");
}

#[test]
fn paths_start_from_the_working_folder() {
    let folder = folder().file("rules/slip.touchline", WRONG);
    let absolute = folder.path("rules").canonicalize().expect("the folder");
    for path in [
        "rules".to_owned(),
        "./rules/.".to_owned(),
        format!("\"{}\"", absolute.display()),
    ] {
        folder
            .run(&format!("check {path} --format github"))
            .code(1)
            .out("::error file=rules/slip.touchline,line=4,");
        folder
            .run(&format!("check {path} --format sarif"))
            .code(1)
            .out("\"uri\": \"rules/slip.touchline\"");
    }
}

#[test]
fn what_cannot_be_read_is_in_the_document_too() {
    let folder = folder().file("right.touchline", RIGHT);
    for format in ["json", "sarif", "github"] {
        folder
            .run(&format!(
                "check right.touchline nowhere.touchline --format {format}"
            ))
            .code(2)
            .out("cannot-read")
            .err("there is no such file");
    }
    folder
        .run("check nowhere.touchline --format plain")
        .code(2)
        .err("error cannot-read: `nowhere.touchline`")
        .out("1 ruleset: 1 error");
}

#[test]
fn warnings_are_denied() {
    let folder = folder()
        .file("warned.touchline", WARNED)
        .file("right.touchline", RIGHT);
    folder.run("check .").code(0).out("2 rulesets: 1 warning\n");
    folder
        .run("check . --deny-warnings")
        .code(1)
        .out("2 rulesets: 1 warning (denied)\n");
    folder
        .run("check . --deny-warnings --format json")
        .code(1)
        .out("\"warnings\": 1");
    folder.run("check right.touchline --deny-warnings").code(0);
}

#[test]
fn people_get_twenty_messages_and_programs_all() {
    let folder = folder().file("many.touchline", mistakes(27));
    let count =
        |arguments: &str, what: &str| folder.run(arguments).code(1).out.matches(what).count();
    assert_eq!(count("check many.touchline", "╭─["), 20);
    assert_eq!(
        count("check many.touchline --format plain", "error unknown-name"),
        20
    );
    assert_eq!(count("check many.touchline --limit 0", "╭─["), 27);
    assert_eq!(count("check many.touchline --limit 3", "╭─["), 3);
    for format in ["json", "sarif", "github"] {
        let all = folder.run(&format!("check many.touchline --format {format}"));
        let some = folder.run(&format!("check many.touchline --format {format} --limit 2"));
        let times = |text: &str| text.matches("wrong_25_25` is not").count();
        assert!(times(&all.out) > 0 && times(&some.out) == 0, "{}", some.out);
    }
    folder
        .run("check many.touchline")
        .out("\n\n… and 7 more messages: --limit 0 shows all\n\n1 ruleset: 27 errors\n");
    folder
        .run("check many.touchline --limit 26 --format plain")
        .out("\n\nand 1 more message: --limit 0 shows all\n\n1 ruleset: 27 errors\n");
}

#[test]
fn no_warning_takes_the_place_of_an_error() {
    let folder = folder()
        .file("a.touchline", WARNED)
        .file("b.touchline", WRONG);
    let shown = folder.run("check . --limit 1").code(1);
    let shown = shown.out("unknown-name").out("… and 1 more message");
    assert!(!shown.out.contains("wrong-direction"), "{shown}");
}
