//! `touchline check`.

use super::{LEGS, WEEK, folder};

const WRONG: &str = r#"input soreness: scale 0 to 10
rule "Sore"
  when sorenes >= 4
  then rest
  because "Sore."
otherwise train
"#;

const GOOD: &str = r#"input soreness: scale 0 to 10
rule "Sore"
  when soreness >= 4
  then rest
  because "{soreness}/10 is sore."
otherwise train
test "From 4 on"
  cases
  | soreness | expect |
  | 3        | train  |
  | 4        | rest   |
"#;

#[test]
fn a_good_ruleset_is_told_so() {
    let shown = folder()
        .file("legs.touchline", GOOD)
        .run("check legs.touchline");
    insta::assert_snapshot!(shown.code(0).silent().to_string());
}

#[test]
fn a_wrong_one_is_shown_and_the_next_still_checked() {
    let folder = folder()
        .file("a.touchline", WRONG)
        .file("b.touchline", GOOD);
    let shown = folder.run("check a.touchline b.touchline").code(1).silent();
    insta::assert_snapshot!(shown.to_string());
}

#[test]
fn a_folder_stands_for_its_rulesets() {
    let folder = folder()
        .file("rules/b.touchline", GOOD)
        .file("rules/deep/a.touchline", WRONG)
        .file("rules/.hidden/c.touchline", WRONG)
        .file("rules/notes.txt", "not a ruleset");
    let shown = folder.run("check rules").code(1);
    shown
        .out("rules/deep/a.touchline:3")
        .out("2 rulesets: 1 error");
    // Named twice, checked once.
    folder
        .run("check rules rules/b.touchline")
        .out("2 rulesets");
}

#[test]
fn built_in_rulesets_have_nothing_wrong() {
    let shown = folder()
        .run("check @soreness @wellness_lights @load_watch")
        .code(0);
    shown.silent().out("3 rulesets: nothing is wrong");
}

#[test]
fn what_is_no_ruleset_is_the_commands_mistake() {
    let folder = folder()
        .file("empty/readme.txt", "")
        .file("week.csv", WEEK)
        .file("legs.touchline", LEGS);
    folder
        .run("check nowhere.touchline")
        .code(2)
        .err("there is no such file");
    folder
        .run("check empty")
        .code(2)
        .nothing_out()
        .err("no ruleset in the folder");
    folder
        .run("check week.csv")
        .code(2)
        .nothing_out()
        .err("is a data file");
    folder
        .run("check @sornes")
        .code(2)
        .nothing_out()
        .err("did you mean `@soreness`?");
    folder
        .run("check @zzz")
        .code(2)
        .err("and `@wellness_lights`");
    // The others are checked all the same.
    let shown = folder.run("check nowhere.touchline legs.touchline").code(2);
    shown.out("2 rulesets: 1 error");
}

#[test]
fn what_several_rulesets_include_is_wrong_once() {
    let folder = folder()
        .file("rules/lib/sore.touchline", WRONG)
        .file(
            "rules/first.touchline",
            "include \"lib/sore.touchline\"\notherwise train\n",
        )
        .file(
            "rules/second.touchline",
            "include \"lib/sore.touchline\"\ninput sleep: hourz\notherwise train\n",
        );
    let shown = folder.run("check rules").code(1).silent();
    insta::assert_snapshot!(shown.to_string());
    let path = folder.path("rules/second.touchline");
    folder
        .run(&format!("check rules \"{}\"", path.display()))
        .code(1)
        .out("4 rulesets: 2 errors");
}

#[test]
fn includes_are_found_from_any_folder() {
    let folder = folder()
        .file("lib/legs.touchline", LEGS)
        .file(
            "squads/first.touchline",
            "include \"@hooper\"\n  with watch_from = 12\n\notherwise train\n\ntest \"Tired\"\n  given sleep = 4, stress = 4, fatigue = 4, soreness = 4\n  expect modify\n",
        )
        .file("squads/data.csv", "sleep,stress,fatigue,soreness\n5,5,5,5\n");
    folder.run("check squads/first.touchline").code(0);
    folder
        .run("test squads/first.touchline")
        .code(0)
        .out("1 test");
    folder
        .run("eval squads/first.touchline squads/data.csv")
        .code(0)
        .out("@hooper:")
        .out("Fatigued");
    let outside = folder.file(
        "squads/outside.touchline",
        "include \"../lib/legs.touchline\"\notherwise train\n",
    );
    outside
        .run("check squads/outside.touchline")
        .code(1)
        .out("include-outside");
    outside
        .file(
            "squads/gone.touchline",
            "include \"gone_too.touchline\"\notherwise train\n",
        )
        .run("eval squads/gone.touchline squads/data.csv")
        .code(1)
        .err("include-not-found");
}
