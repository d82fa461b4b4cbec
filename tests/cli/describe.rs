//! `touchline describe --template`: sheets to fill in, and what is never written over.

use super::folder;

const RULES: &str = "input sleep: hours from 0 to 16\nrule \"Short night\"\n  when sleep < 6 h\n  then rest\n  because \"Short.\"\notherwise train\n";

#[test]
fn a_template_is_filled_in_and_evaluated() {
    let folder = folder().file("squad.touchline", RULES);
    folder
        .run("describe squad.touchline --template -o days.csv")
        .code(0)
        .silent();
    let header = folder.read("days.csv");
    assert_eq!(header, "athlete,date,sleep\n");
    let folder = folder.file("filled.csv", format!("{header}Ana,2026-06-01,5\n"));
    folder
        .run("eval squad.touchline filled.csv")
        .code(0)
        .out("Short night");
}

#[test]
fn a_sheet_with_answers_is_never_written_over() {
    let answers = "athlete,date,sleep\nAna,2026-06-01,5\n";
    let folder = folder()
        .file("squad.touchline", RULES)
        .file("days.csv", answers)
        .file("days.xlsx", answers);
    for name in ["days.csv", "days.xlsx"] {
        let command = format!("describe squad.touchline --template --output {name}");
        folder.run(&command).code(2).err("is there already");
        assert_eq!(folder.read(name), answers);
    }
}

#[test]
fn what_is_no_sheet_is_refused() {
    let folder = folder().file("squad.touchline", RULES);
    let shown = folder
        .run("describe squad.touchline --template -o days.ods")
        .code(2);
    shown.err("days.xlsx");
    folder
        .run("describe squad.touchline --template --format html")
        .code(2);
    assert_eq!(folder.names(), ["squad.touchline"]);
}
