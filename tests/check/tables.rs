//! Tables: rows are rules and values, and what they leave out or say twice is
//! found exactly, over the declared types.

use touchline::Source;
use touchline::diagnostics::{Code, Diagnostics};
use touchline::ruleset::{ExprKind, Ruleset, Type, Verdict};

use super::ruleset;

const INPUTS: &str = "choice muscle: chest, back, quads\n\
    input aqi: whole number from 0 to 500\ninput stress: scale 0 to 10\n\
    input heat: °F from 0 to 130\ninput sensitive: yes or no\n\
    input light: one of green < amber < red\ninput injured: date, lasting\n\
    input soreness: scale 0 to 10 for each muscle\nplan targets: set of muscle\n\
    setting limit: scale 0 to 10 = 5\nlet rpe = 10 - stress\n";

/// A table of which every row gives a number of its own.
fn table(head: &str, rows: &[&str]) -> String {
    let mut text = format!("{INPUTS}table \"T\"\n  | {head} | give x |\n");
    for (at, row) in rows.iter().enumerate() {
        text.push_str(&format!("  | {row} | {at} |\n"));
    }
    text + "otherwise train\n"
}

fn said(text: &str) -> Diagnostics {
    Source::from_text("test.touchline", text).examine()
}

fn codes(head: &str, rows: &[&str]) -> Vec<Code> {
    said(&table(head, rows))
        .items
        .iter()
        .map(|item| item.code)
        .collect()
}

#[test]
fn tables_that_fit_their_types_are_complete() {
    let whole: &[(&str, &[&str])] = &[
        ("aqi", &["0 to 50", "51 to 150", ">= 151"]),
        ("aqi", &["< 50.5", "> 50.5"]),
        ("aqi / 100", &["<= 0.5", "> 0.5"]),
        ("500 - aqi", &[">= 450", "< 450"]),
        ("stress", &["0 to under 5", "5", "above 5 to 10"]),
        ("rpe", &["< 3", "3 to 10"]),
        ("heat", &["< 28 °C", ">= 82.4 °F"]),
        ("sensitive", &["yes", "not yes"]),
        ("light", &["green or red", "amber"]),
        ("light", &["<= amber", "red"]),
        ("injured", &["< 2026-01-01", ">= 2026-01-01"]),
        ("injured", &["<= 2025-12-31", "> 2025-12-31"]),
        ("injured", &["is missing", "is known"]),
        (
            "injured | injured - 2026-01-01",
            &["< 2026-01-01 | any", "any | >= 0 days"],
        ),
        ("2026-01-01 - injured", &["<= 0 days", "> 0 days"]),
        ("stress", &["< 5", ">= 5 or is missing"]),
        ("targets", &["overlaps {chest, back}", "{}", "{quads}"]),
        ("targets", &["includes quads", "not includes quads"]),
        ("highest soreness", &["<= 5", "> 5"]),
        ("size of targets", &["0 or 1", "2 to 3"]),
        ("stress < 5", &["yes", "no"]),
        ("soreness.chest", &["< 5", ">= 5"]),
        ("stress | rpe", &["< 5 | any", ">= 5 | <= 5"]),
        (
            "aqi | sensitive",
            &["0 to 50 | any", "> 50 | yes", "> 50 | no"],
        ),
        (
            "aqi | sensitive",
            &["< 50 | yes", "< 100 | no", ">= 50 | yes", ">= 100 | no"],
        ),
    ];
    for (head, rows) in whole {
        let text = table(head, rows);
        assert_eq!(said(&text).items, [], "{head} {rows:?}\n{}", said(&text));
        let ruleset = ruleset(text.trim_end_matches("otherwise train\n"));
        let x = ruleset.lets.iter().find(|x| x.name == "x").unwrap();
        let lookup = &ruleset.expr(x.expr).kind;
        assert!(
            matches!(lookup, ExprKind::Lookup { complete: true, .. }),
            "{head} {rows:?}"
        );
    }
}

#[test]
fn what_is_left_out_is_shown() {
    let gaps: &[(&str, &[&str], &str)] = &[
        ("aqi", &["0 to 50", "52 to 150", ">= 151"], "aqi 51"),
        ("aqi", &["0 to 50", ">= 61"], "aqi 51 to 60"),
        (
            "stress",
            &["0 to 5", "6 to 10"],
            "stress above 5 to under 6",
        ),
        ("stress", &["< 5", "> 5"], "stress 5"),
        ("heat", &["< 28 °C", "> 28 °C"], "heat 82.4 °F"),
        ("heat", &["< 100 °F"], "heat >= 100 °F"),
        ("rpe", &["> 3"], "stress >= 7"),
        ("500 - aqi", &[">= 449", "< 448"], "aqi 52"),
        ("sensitive", &["yes"], "sensitive no"),
        ("light", &["amber"], "light green or red"),
        (
            "light | sensitive",
            &["amber | any", "not amber | yes"],
            "light green or red, sensitive no",
        ),
        (
            "injured",
            &["< 2026-01-01", "> 2026-01-02"],
            "injured 2026-01-01 to 2026-01-02",
        ),
        (
            "injured",
            &["is missing", "< 2026-01-01"],
            "injured >= 2026-01-01",
        ),
        ("injured", &["is known"], "injured missing"),
        (
            "targets",
            &["overlaps {chest, back}", "{}"],
            "targets {quads}",
        ),
        (
            "aqi | stress",
            &["< 100 | < 5", ">= 100 | any"],
            "aqi <= 99, stress >= 5",
        ),
        ("highest soreness", &["< 9"], "highest soreness >= 9"),
    ];
    for (head, rows, case) in gaps {
        let said = said(&table(head, rows));
        let [gap] = said.items.as_slice() else {
            panic!("{head} {rows:?}: {said}");
        };
        assert_eq!(gap.code, Code::TableGap);
        assert_eq!(
            gap.message,
            format!("the table \"T\" has no row for {case}")
        );
    }
}

#[test]
fn a_row_that_a_setting_decides_proves_nothing() {
    let rows = ["< limit", ">= limit"];
    assert_eq!(codes("stress", &rows), []);
    let ruleset = ruleset(table("stress", &rows).trim_end_matches("otherwise train\n"));
    let lookup = &ruleset.expr(ruleset.lets.last().unwrap().expr).kind;
    assert!(matches!(
        lookup,
        ExprKind::Lookup {
            complete: false,
            ..
        }
    ));
    // But what it cannot reach is left out for sure.
    assert_eq!(
        codes("stress | sensitive", &["< limit | yes", ">= 5 | yes"]),
        [Code::TableGap]
    );
}

#[test]
fn overlaps_are_errors_only_where_they_are_sure_and_differ() {
    assert_eq!(codes("stress", &["0 to 5", "5 to 10"]), [Code::RowsOverlap]);
    let same = table("stress", &["0 to 5", "5 to 10"]).replace("| 1 |", "| 0 |");
    assert_eq!(said(&same).items, []);
    let units = table("stress", &["0 to 5", "5 to 10"])
        .replace("| 0 |", "| 60 min |")
        .replace("| 1 |", "| 1 h |");
    assert_eq!(said(&units).items, []);
    // Only whole numbers lie in neither or in one.
    assert_eq!(codes("aqi", &["< 51", "> 50"]), []);
    let two = ["any | < 5", "< 5 | any", ">= 5 | >= 5"];
    let errors = said(&table("stress | aqi", &two));
    assert!(errors.has_errors());
    let linked = said(&table("stress | highest soreness", &two));
    assert!(linked.has_errors());
    let dependent = said(&table("stress | stress * stress", &two));
    assert!(!dependent.has_errors(), "{dependent}");
    assert_eq!(dependent.items.len(), 1);
}

#[test]
fn rows_are_rules_by_number_or_name() {
    let text = format!(
        "{INPUTS}table \"Air\"\n\
         | aqi | name | then | because | flag |\n\
         | < 50 | | train | | |\n\
         | >= 50 | \"Bad air\" | rest | \"Bad.\" | \"Look {{aqi}}\" |\n\
         rule \"Strict\"\n  when stress > 9\n  then train\n  overrides \"Bad air\"\n"
    );
    let text = text.replace("\n|", "\n  |");
    let ruleset: Ruleset = ruleset(&text);
    let names: Vec<&str> = ruleset
        .rules
        .iter()
        .map(|rule| rule.name.as_str())
        .collect();
    assert_eq!(names, ["Air, row 1", "Bad air", "Strict"]);
    assert_eq!(ruleset.rules[1].verdict, Some(Verdict::Rest));
    assert!(ruleset.rules[1].flag.is_some());
    let [air] = ruleset.tables.as_slice() else {
        panic!("{:?}", ruleset.tables);
    };
    let rows: Vec<&str> = air
        .rows
        .iter()
        .map(|&row| ruleset.rule(row).name.as_str())
        .collect();
    assert_eq!(rows, ["Air, row 1", "Bad air"]);
    assert!(!air.complete, "a row is overridden");
    let alone = super::ruleset(text.split("rule ").next().unwrap());
    assert!(alone.tables[0].complete);
}

#[test]
fn the_conditions_of_a_table_are_read_once() {
    let text = format!(
        "{INPUTS}let a = x + y\nlet b = 3 * stress\n\
         table \"T\"\n  | b | stress | give x | give y | then |\n  \
         | < 5 | any | 1 kg | a_limit | train |\n  | >= 5 | < 10 | 2500 g | b_limit | train |\n  \
         | otherwise | | 2 kg | 4 kg | train |\n\
         let a_limit = 3 kg\nlet b_limit = a_limit + x\n"
    );
    let ruleset = ruleset(&text);
    let rows = |name: &str| {
        let x = ruleset.lets.iter().find(|x| x.name == name).unwrap();
        match &ruleset.expr(x.expr).kind {
            ExprKind::Lookup { rows, .. } => rows.iter().map(|row| row.0).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(rows("x"), rows("y"));
    let when: Vec<_> = ruleset.rules.iter().filter_map(|rule| rule.when).collect();
    assert_eq!(when, rows("x"));
    let x = ruleset.lets.iter().find(|x| x.name == "x").unwrap();
    let Type::Number(number) = &ruleset.expr(x.expr).ty else {
        panic!("{:?}", ruleset.expr(x.expr).ty);
    };
    assert_eq!(
        (
            number.unit.symbol.as_str(),
            number.range.low,
            number.range.high
        ),
        ("kg", 1.0, 2.5)
    );
}

#[test]
fn what_a_table_gives_may_be_a_member() {
    let text = table("stress", &["< 5", ">= 5"])
        .replace("| 0 |", "| green |")
        .replace("| 1 |", "| red |");
    assert_eq!(said(&text).items, []);
}

#[test]
fn large_tables_are_gone_through() {
    let rows: Vec<String> = (0..2000)
        .map(|at| {
            let test = format!("{} to {}", at * 5, at * 5 + 4);
            format!(
                "{test} | {} | any | not red | >= 0",
                if at % 2 == 0 { "yes" } else { "any" }
            )
        })
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let wide = |head: &str| table(head, &rows).replace("from 0 to 500", "from 0 to 9999");
    let gaps = said(&wide("aqi | sensitive | stress | light | highest soreness"));
    let of = |code| gaps.items.iter().filter(|item| item.code == code).count();
    assert_eq!((of(Code::TableGap), of(Code::ColumnDecidesNothing)), (1, 2));
    let all = vec!["any | any"; 2000];
    let said = said(&table("aqi | stress", &all));
    let overlaps = said
        .items
        .iter()
        .filter(|item| item.code == Code::RowsOverlap);
    assert_eq!(overlaps.count(), 21);
}

#[test]
fn a_table_that_is_too_wide_says_so() {
    let heads: Vec<String> = (1..=65).map(|n| format!("stress + {n}")).collect();
    let row = vec!["any"; 65].join(" | ");
    assert_eq!(codes(&heads.join(" | "), &[&row]), [Code::TableTooLarge]);
    let otherwise = format!("otherwise{}", " |".repeat(64));
    assert_eq!(codes(&heads.join(" | "), &[&row, &otherwise]), []);
}

/// A table with a column of values, one a row.
fn values(cells: &[&str]) -> String {
    let mut text = format!("{INPUTS}table \"T\"\n  | aqi | give x |\n");
    for (at, cell) in cells.iter().enumerate() {
        text.push_str(&format!("  | {at} | {cell} |\n"));
    }
    text + "  | otherwise | {} |\notherwise train\n"
}

#[test]
fn other_rows_say_what_an_empty_set_is_of() {
    let columns: &[&[&str]] = &[
        &["{}", "targets"],
        &["{}", "{chest}"],
        &["({})", "({back, quads})"],
        &["{}", "muscle where (soreness >= 5)"],
        &["{}", "targets without {chest}"],
        &["{chest}", "{}", "targets"],
    ];
    for cells in columns {
        let said = said(&values(cells));
        assert_eq!(said.items, [], "{cells:?}\n{said}");
    }
    let [one] = said(&values(&["{}", "{}"])).items.try_into().unwrap();
    assert_eq!(one.code, Code::TypeMismatch);
}

#[test]
fn what_is_wrong_with_both_ends_of_a_cell_is_said_once() {
    for cell in ["82 to 87 °G", "82 to 87 kg", "82 kg to 87 lb", "82 to 87"] {
        let said = said(&table("heat", &["0 to 81 °F", cell]));
        assert_eq!(said.items.len(), 1, "{cell}\n{said}");
    }
    let said = said(&table("heat", &["82 °X to 87 °G"]));
    assert_eq!(said.items.len(), 2, "{said}");
}

#[test]
fn two_choices_with_the_same_members_are_to_be_declared_as_one() {
    let text = table("light", &["< other", "otherwise"]);
    let text = format!("setting other: one of green < amber < red = amber\n{text}");
    let [one] = said(&text).items.try_into().unwrap();
    assert_eq!(one.code, Code::TypeMismatch);
    assert!(one.help.unwrap().contains("declare one `choice` by name"));
}

#[test]
fn rows_without_names_are_not_suggested_as_names() {
    let row = "table \"T\"\n  | aqi | then | because |\n  | < 5 | rest | \"x\" |\n  \
               | otherwise | modify | \"y\" |\n";
    let rule = "rule \"Z\"\n  overrides \"Quite another\"\n  when aqi < 3\n  then train\n";
    let text = format!("{INPUTS}{row}{rule}otherwise train\n");
    let [one] = said(&text).items.try_into().unwrap();
    assert_eq!(one.help.unwrap(), "there is \"Z\"");
}

#[test]
fn a_part_that_a_not_lets_through_already_adds_nothing() {
    let idle = ["not green or red", "red or not green"];
    for cell in idle {
        let said = codes("light", &[cell, "otherwise"]);
        assert_eq!(said, [Code::PartAddsNothing], "{cell}");
    }
    let fine = [
        "not green or green",
        "not green or is missing",
        "green or red",
    ];
    for cell in fine {
        let said = codes("light", &[cell, "otherwise"]);
        assert!(!said.contains(&Code::PartAddsNothing), "{cell}");
    }
}
