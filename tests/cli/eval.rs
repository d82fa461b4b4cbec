//! `touchline eval`.

use super::{Folder, LEGS, WEEK, folder};

fn squad() -> Folder {
    folder().file("legs.touchline", LEGS).file("week.csv", WEEK)
}

#[test]
fn one_athlete_is_shown_in_full() {
    let kim: String = WEEK
        .lines()
        .filter(|row| !row.starts_with("Lee"))
        .map(|row| format!("{row}\n"))
        .collect();
    let shown = squad()
        .file("kim.csv", kim)
        .run("eval legs.touchline kim.csv");
    insta::assert_snapshot!(shown.code(0).silent().to_string());
}

#[test]
fn several_are_a_table_and_the_latest_day_counts() {
    let shown = squad().run("eval legs.touchline week.csv");
    insta::assert_snapshot!(shown.code(0).silent().to_string());
}

#[test]
fn a_day_or_every_day() {
    let shown = squad()
        .run("eval legs.touchline week.csv --on 2026-06-04")
        .code(0);
    assert!(!shown.out.contains("2026-06-05"), "{shown}");
    let shown = squad()
        .run("eval legs.touchline week.csv --every-day")
        .code(0);
    shown.out("2026-06-04").out("2026-06-05").out("4 decisions");
    // Nobody has reported yet by then.
    let shown = squad().run("eval legs.touchline week.csv --on 2026-01-01");
    shown.code(0).out("No athlete-days to decide.");
}

#[test]
fn json_csv_and_a_line_each() {
    for format in ["json", "ndjson", "csv"] {
        let shown = squad().run(&format!("eval legs.touchline week.csv --format {format}"));
        let text = shown.code(0).silent().to_string();
        let text = text.split("\"sha256\"").next().map_or("", |_| &text);
        insta::with_settings!({filters => vec![("[0-9a-f]{64}", "[sha256]")]}, {
            insta::assert_snapshot!(format!("format_{format}"), text);
        });
    }
    let shown = squad().run("eval legs.touchline week.csv --on 2026-01-01 --format json");
    assert_eq!(shown.out, "[]\n");
}

#[test]
fn standard_input_is_data() {
    let shown = squad()
        .run_with("eval legs.touchline -", WEEK, &[])
        .code(0)
        .silent();
    assert_eq!(shown.out, squad().run("eval legs.touchline week.csv").out);
}

#[test]
fn without_a_ruleset_soreness_decides() {
    let data = "athlete,target_muscles,soreness.quads,warm_up\nKim,quads,9,unchanged\n";
    let folder = folder().file("monday.csv", data);
    let shown = folder.run("eval monday.csv --on 2026-06-05").code(0);
    let named = folder
        .run("eval @soreness monday.csv --on 2026-06-05")
        .code(0);
    assert_eq!(shown.out, named.out);
    shown
        .out("Kim, 2026-06-05")
        .out("Severe where it matters")
        .out("Train sore or rest");
}

#[test]
fn which_file_is_what() {
    let folder = squad();
    folder
        .run("eval legs.touchline")
        .code(2)
        .nothing_out()
        .err("no data");
    folder.run("eval @soreness").code(2).err("no data");
    folder
        .run("eval week.csv legs.touchline")
        .code(2)
        .err("is a ruleset where data is expected");
    folder
        .run("eval nowhere.touchline week.csv")
        .code(2)
        .err("there is no such file");
    folder
        .run("eval legs.touchline nowhere.csv")
        .code(2)
        .err("there is no such file");
    folder
        .run("eval @legs week.csv")
        .code(2)
        .err("no built-in ruleset");
}

#[test]
fn a_wrong_ruleset_is_one() {
    let shown = squad()
        .file("a.touchline", "otherwise sleep\n")
        .run("eval a.touchline week.csv");
    shown.code(1).nothing_out().err("a.touchline:1");
}

#[test]
fn settings_are_tuned() {
    let folder = squad();
    let run = |set: &str| folder.run(&format!("eval legs.touchline week.csv --format csv {set}"));
    run("")
        .code(0)
        .out("Lee,2026-06-05,rest")
        .out("Kim,2026-06-05,modify");
    run("--set severe=10").code(0).out("Lee,2026-06-05,train");
    run("--set severe=5").code(0).out("Kim,2026-06-05,rest");
    run("--set severe=3 --set severe=10")
        .code(0)
        .out("Lee,2026-06-05,train");
    run("--set \"need = 450 min\"").code(0).silent();
    run("--set warm=Altered").code(0).silent();
    for wrong in [
        "sever=5",
        "zzz=5",
        "severe",
        "severe=",
        "severe=11",
        "severe=high",
        "need=5 kg",
        "need=6,5",
        "need: 6 h",
        "soreness=5",
        "warm=limited",
    ] {
        let shown = run(&format!("--set \"{wrong}\"")).code(2).nothing_out();
        insta::assert_snapshot!(
            format!("set_{}", wrong.replace(['=', ' ', ',', ':'], "_")),
            shown.to_string()
        );
    }
}

#[test]
fn a_setting_for_each_member_is_set_for_one_or_all() {
    let folder = squad()
        .file(
            "each.touchline",
            "choice muscle: quads, chest\n\
             input soreness: scale 0 to 10 for each muscle\n\
             setting tolerance: scale 0 to 10 for each muscle = {quads: 4, chest: 6}\n\
             rule \"Sore\"\n  when highest (soreness - tolerance) > 0\n  then rest\n  because \"Sore.\"\n\
             otherwise train\n",
        )
        .file("each.csv", "athlete,soreness.quads,soreness.chest\nKim,5,6\nLee,4,7\n");
    let run = |set: &str| folder.run(&format!("eval each.touchline each.csv --format csv {set}"));
    run("").code(0).out(",rest,yes").out("Lee");
    let one = run("--set tolerance.quads=5").code(0).to_string();
    assert!(one.contains("Kim") && one.contains(",train,"), "{one}");
    let all = run("--set tolerance=7").code(0).to_string();
    assert!(!all.contains(",rest,"), "{all}");
    let last = run("--set tolerance=7 --set tolerance.chest=2")
        .code(0)
        .to_string();
    assert!(!last.contains(",train,"), "{last}");
}

#[test]
fn bad_data_is_three() {
    let folder = squad().file(
        "bad.csv",
        WEEK.replace("Kim,2026-06-05,5", "Kim,2026-06-05,soso"),
    );
    let shown = folder
        .run("eval legs.touchline bad.csv")
        .code(3)
        .nothing_out();
    insta::assert_snapshot!(shown.to_string());
}

#[test]
fn bad_rows_are_skipped_on_demand() {
    let folder = squad().file(
        "bad.csv",
        WEEK.replace("Kim,2026-06-05,5", "Kim,2026-06-05,soso"),
    );
    let arguments =
        "eval legs.touchline bad.csv --skip-bad-rows --rejects rejects.csv --format csv";
    let shown = folder.run(arguments).code(3);
    let shown = shown.out("Lee,2026-06-05,rest").out("Kim,2026-06-04,train");
    insta::assert_snapshot!(format!(
        "{}\n──── rejects.csv\n{}",
        shown,
        folder.read("rejects.csv")
    ));
    // Nothing skipped, nothing wrong.
    let shown = folder.run("eval legs.touchline week.csv --skip-bad-rows --rejects none.csv");
    shown.code(0).silent();
}

#[test]
fn dates_in_another_format() {
    let folder = squad().file("week_us.csv", "athlete,date,soreness\nKim,06/05/2026,9\n");
    folder.run("eval legs.touchline week_us.csv").code(3);
    let shown = folder.run("eval legs.touchline week_us.csv --date-format MM/DD/YYYY");
    shown.code(0).out("2026-06-05");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = squad();
    let shown = folder.run("eval legs.touchline week.csv --format csv --output out.csv");
    shown.code(0).nothing_out().silent();
    let printed = folder.run("eval legs.touchline week.csv --format csv").out;
    assert_eq!(folder.read("out.csv"), printed);
    // Replaced.
    let again = "eval legs.touchline week.csv --every-day --format csv -o out.csv";
    folder.run(again).code(0);
    assert_eq!(folder.read("out.csv").lines().count(), 5);
    // Colour stays on the terminal.
    folder
        .run("eval legs.touchline week.csv --color always -o out.txt")
        .code(0);
    assert!(!folder.read("out.txt").contains('\u{1b}'));
    // Not touched where something is wrong, and nothing left behind.
    let before = folder.read("out.csv");
    folder
        .run("eval legs.touchline nowhere.csv --format csv -o out.csv")
        .code(2);
    assert_eq!(folder.read("out.csv"), before);
    folder
        .run("eval legs.touchline week.csv -o no/such/out.csv")
        .code(2)
        .err("no such folder");
    folder
        .run("eval legs.touchline week.csv -o .")
        .code(2)
        .err("it is a folder");
    let names = folder.names();
    assert_eq!(names, ["legs.touchline", "out.csv", "out.txt", "week.csv"]);
}

#[test]
fn fail_on_a_verdict() {
    let folder = squad();
    let run = |on: &str, day: &str| {
        folder.run(&format!(
            "eval legs.touchline week.csv --on {day} --fail-on {on}"
        ))
    };
    // On the 4th all train, finally; on the 5th Kim may still train, and Lee rests.
    for on in ["modify", "rest", "provisional", "rest,provisional"] {
        run(on, "2026-06-04").code(0);
        run(on, "2026-06-05").code(4).out("Lee");
    }
    let kim = folder.run_with(
        "eval legs.touchline - --fail-on rest",
        "athlete,date,soreness,movement\nKim,2026-06-05,5,altered\n",
        &[],
    );
    kim.code(0).out("modify");
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let folder = squad();
    folder
        .run("eval legs.touchline week.csv -o ./week.csv")
        .code(2)
        .err("uses it already");
    folder
        .run("eval legs.touchline week.csv -o legs.touchline")
        .code(2);
    let both = "eval legs.touchline week.csv -o a.csv --skip-bad-rows --rejects a.csv";
    folder.run(both).code(2).err("uses it already");
    assert_eq!(folder.read("week.csv"), WEEK);
    assert_eq!(folder.read("legs.touchline"), LEGS);
}

#[test]
fn an_example_stands_in_for_data() {
    let folder = squad();
    folder
        .run("eval @soreness --example Fresh --on 2026-06-04")
        .code(0)
        .out("train  2026-06-04");
    // What is said on the command line wins over what the example gives.
    folder
        .run("eval @soreness --example Fresh --set manageable=0")
        .code(0);
    folder
        .run("eval @soreness --example Freshly")
        .code(2)
        .nothing_out()
        .err("did you mean `--example \"Fresh\"`?");
    folder
        .run("eval @soreness --example Fish")
        .code(2)
        .err("examples are “Fresh”");
    folder
        .run("eval @soreness week.csv --example Fresh")
        .code(2)
        .err("`week.csv` is data");
    folder
        .run("eval @hooper --example Fresh")
        .code(2)
        .err("the ruleset holds no examples");
}
