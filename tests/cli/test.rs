//! `touchline test`.

use super::{LEGS, folder};

#[test]
fn tests_that_pass() {
    let shown = folder()
        .file("legs.touchline", LEGS)
        .run("test legs.touchline");
    insta::assert_snapshot!(shown.code(0).silent().to_string());
}

#[test]
fn built_in_rulesets_pass_their_own() {
    folder()
        .run("test @soreness @wellness_lights @load_watch")
        .code(0)
        .silent();
}

#[test]
fn every_kind_of_failure_says_what_came_out() {
    let wrong = r#"
test "Provisional, not final"
  given soreness = 5, load = 100 kg
  expect modify

test "Final, not provisional"
  given soreness = 9, movement = clean
  expect rest for now
  expect could become train
  expect waiting on movement

test "Another verdict"
  given soreness = 1, movement = clean, load = 160 kg
  expect rest
  expect rule "Sore"
  expect no rule "Heavy"
  expect flag "A heavy day: 150 kg."
  expect no flag
  expect soreness > 3
  expect load becomes 128 kg
  expect sets becomes 3

test "Not sure yet"
  given load = 100 kg
  expect rule "Too sore"
  expect waiting on load
  expect soreness > 3

test "Rows"
  cases
  | soreness | movement | expect |
  | 1        | clean    | train  |
  | 9        | clean    | modify |
  | 5        | altered  | rest   |
"#;
    let shown = folder()
        .file("legs.touchline", format!("{LEGS}{wrong}"))
        .run("test legs.touchline");
    insta::assert_snapshot!(shown.code(1).silent().to_string());
}

#[test]
fn what_holds_is_not_reported() {
    let right = r#"
test "All kinds"
  given soreness = 5, load = 100 kg
  expect modify for now
  expect could become train
  expect waiting on movement
  expect rule "Sore"
  expect no rule "Too sore"
  expect no flag
  expect soreness > 3
  expect load becomes 80 kg

test "Settings and flags"
  given severe = 3, soreness = 3, movement = clean, load = 160 kg
  expect rest
  expect flag "A heavy day: 160 kg."
"#;
    let folder = folder().file("legs.touchline", format!("{LEGS}{right}"));
    folder
        .run("test legs.touchline")
        .code(0)
        .silent()
        .out("4 tests: 4 passed");
}

#[test]
fn a_wrong_ruleset_is_not_tested() {
    let folder = folder()
        .file("rules/a.touchline", "otherwise sleep\n")
        .file("rules/b.touchline", LEGS);
    let shown = folder.run("test rules").code(1).out("2 tests: 2 passed");
    shown.err("rules/a.touchline:1");
    folder.run("test nowhere.touchline").code(2).nothing_out();
}

#[test]
fn a_filter_takes_tests_by_a_part_of_their_name() {
    let folder = folder();
    folder
        .run("test @soreness @hooper --filter SEVERITY")
        .code(0)
        .silent()
        .out("2 tests: 2 passed");
    folder
        .run("test @soreness --filter dread --filter severity")
        .code(0)
        .out("3 tests: 3 passed");
    let none = folder.run("test @soreness --filter severty");
    none.code(2).nothing_out().err("did you mean `Severity`?");
}

#[test]
fn what_is_untried_can_be_denied() {
    let folder = folder().file("legs.touchline", LEGS);
    folder
        .run("test --min-coverage 0 legs.touchline")
        .code(0)
        .silent();
    let denied = folder.run("test --min-coverage 100 legs.touchline");
    denied
        .code(1)
        .out("no test")
        .err("and --min-coverage asks for 100%");
    let odd = folder.run("test --min-coverage 101 legs.touchline");
    odd.code(2).nothing_out();
    folder
        .run("test --coverage=full @hooper")
        .code(0)
        .silent()
        .out("fired 8");
}

#[test]
fn programs_are_told_of_rulesets_that_are_wrong() {
    let folder = folder()
        .file("rules/a.touchline", "otherwise sleep\n")
        .file("rules/b.touchline", LEGS);
    let json = folder.run("test --format json rules").code(1);
    json.out("\"wrong\": [").out("rules/a.touchline");
    let junit = folder.run("test --format junit --coverage rules").code(1);
    junit.out("errors=\"1\"").out("<property name=\"coverage\"");
}

#[test]
fn tests_are_suggested_and_pass() {
    let folder = folder().file("legs.touchline", LEGS);
    let suggested = folder
        .run("test --suggest legs.touchline")
        .code(0)
        .out("# read this: is it what you want?")
        .err("with these its tests try");
    let whole = format!("{LEGS}\n{}", suggested.out);
    let folder = folder.file("legs.touchline", whole);
    folder.run("test legs.touchline").code(0).silent();
    folder
        .run("test --suggest --coverage legs.touchline")
        .code(2)
        .nothing_out();
    folder
        .run("test --suggest @hooper")
        .code(0)
        .nothing_out()
        .err("its tests try everything already");
}
