//! Decisions as a coach reads them: hand-made ones, in every format and at several widths.

#![allow(clippy::expect_used)]

use serde_json::{Value as Json, json};
use touchline::Ruleset;
use touchline::ast::Verdict::{self, Modify, Rest, Train};
use touchline::decision::{
    Adjusted, Advice, Datum, Decision, Flag, Floor, MayHold, Overridden, Planned, ReadValue,
    Reason, RulesetInfo, Waiting,
};
use touchline::report::{CsvTable, JsonArray, TextOptions, full, ndjson_line, table};

fn datum(value: Json, text: &str) -> Datum {
    Datum {
        value,
        text: text.into(),
    }
}

fn decision(athlete: &str, verdict: Verdict) -> Decision {
    Decision {
        athlete: athlete.into(),
        date: "2026-06-05".into(),
        verdict,
        is_final: true,
        possible: vec![verdict],
        waiting_on: Vec::new(),
        reasons: Vec::new(),
        may: Vec::new(),
        overridden: Vec::new(),
        floors: Vec::new(),
        adjustments: Vec::new(),
        advice: Vec::new(),
        plan: Vec::new(),
        flags: Vec::new(),
        settings: Vec::new(),
        ruleset: RulesetInfo {
            name: "Train sore or rest".into(),
            version: None,
            sha256: "5c3f".into(),
        },
    }
}

fn reason(rule: &str, verdict: Verdict, because: &str, line: usize) -> Reason {
    Reason {
        rule: rule.into(),
        by_place: false,
        verdict: Some(verdict),
        sure: true,
        because: Some(because.into()),
        file: "soreness.touchline".into(),
        line,
        values: Vec::new(),
    }
}

fn read(name: &str, value: Json, text: &str, date: Option<&str>) -> ReadValue {
    ReadValue {
        name: name.into(),
        datum: datum(value, text),
        date: date.map(str::to_owned),
        until: None,
    }
}

fn answer(order: usize, stage: &str, input: &str) -> Waiting {
    Waiting::Answer {
        order,
        stage: Some(stage.into()),
        input: input.into(),
    }
}

/// Before the warm-up: modify as things stand.
fn before_warm_up() -> Decision {
    let rule = "Sore enough to cost quality";
    let change = |change: &str, target: &str, to: Option<Datum>| Adjusted {
        rule: rule.into(),
        change: change.into(),
        target: target.into(),
        not_made: to.is_none().then(|| format!("{target} is not planned")),
        to,
    };
    let planned = |name: &str, before: Datum, after: Datum| Planned {
        name: name.into(),
        before,
        after,
    };
    Decision {
        is_final: false,
        possible: vec![Train, Modify, Rest],
        waiting_on: vec![
            answer(1, "check-in", "sleep"),
            answer(1, "check-in", "soreness.glutes"),
            answer(1, "check-in", "soreness.quads"),
            answer(1, "check-in", "stress"),
            answer(2, "warm-up", "movement"),
            answer(2, "warm-up", "warm_up"),
            Waiting::History {
                of: "wellness".into(),
                days: Some(9),
            },
            Waiting::NoValue {
                of: "z".into(),
                cause: "no spread in 28 days".into(),
            },
        ],
        reasons: vec![
            Reason {
                sure: false,
                values: vec![
                    read("sore_today", json!(6.0), "6", Some("2026-06-05")),
                    read("manageable", json!(4.0), "4", None),
                    read("warm_up", Json::Null, "not known", Some("2026-06-05")),
                ],
                ..reason(rule, Modify, "6/10 where it counts, and the warm-up has not cleared it.", 139)
            },
            Reason {
                verdict: None,
                because: None,
                values: vec![ReadValue {
                    until: Some("2026-06-05".into()),
                    ..read("days when (highest soreness >= severe) over last 14 days", json!(4), "4", Some("2026-05-23"))
                }],
                ..reason("Soreness keeps coming back", Train, "", 160)
            },
        ],
        may: vec![
            MayHold { rule: "Technique is breaking down".into(), verdict: Rest },
            MayHold { rule: "The warm-up made it worse".into(), verdict: Rest },
            MayHold { rule: "Movement is altered".into(), verdict: Modify },
        ],
        adjustments: vec![
            change("cut load by 20%", "load", Some(datum(json!(80.0), "80 kg"))),
            change("cut sets by 30%", "sets", Some(datum(json!(7.0), "7"))),
            change("cap effort at 7", "effort", None),
        ],
        advice: vec![Advice { rule: "Movement is altered".into(), text: "Fresh today: chest, back.".into() }],
        plan: vec![
            planned("load", datum(json!(100.0), "100 kg"), datum(json!(80.0), "80 kg")),
            planned("sets", datum(json!(10.0), "10"), datum(json!(7.0), "7")),
            planned(
                "target_muscles",
                datum(json!(["quads", "glutes"]), "quads, glutes"),
                datum(json!(["quads", "glutes"]), "quads, glutes"),
            ),
        ],
        flags: vec![
            Flag {
                rule: "Soreness keeps coming back".into(),
                text: "Review the week: volume, exercise selection, spacing of sessions and recovery habits.".into(),
                raised: true,
            },
            Flag { rule: "Thin".into(), text: "No usable baseline.".into(), raised: false },
        ],
        ..decision("Kim Lee", Modify)
    }
}

fn all_clear() -> Decision {
    Decision {
        reasons: vec![reason(
            "Back from a lay-off",
            Train,
            "First sessions back are expected to bite.",
            31,
        )],
        overridden: vec![Overridden {
            rule: "Sore enough to cost quality".into(),
            by: "Back from a lay-off".into(),
        }],
        ..decision("", Train)
    }
}

fn severe() -> Decision {
    Decision {
        reasons: vec![Reason {
            values: vec![
                read("sore_today", json!(9.0), "8 to 10", Some("2026-06-05")),
                read("sleep", json!(5.5), "5.5 h", Some("2026-06-04")),
            ],
            ..reason(
                "Severe where it matters",
                Rest,
                "9/10 in a muscle that today depends on leaves no room for good training.",
                110,
            )
        }],
        ..decision("鈴木 一朗", Rest)
    }
}

fn otherwise(athlete: &str) -> Decision {
    Decision {
        reasons: vec![reason(
            "otherwise",
            Train,
            "Soreness is manageable and movement is clean.",
            165,
        )],
        ..decision(athlete, Train)
    }
}

fn text(width: usize) -> TextOptions {
    TextOptions {
        width,
        color: false,
    }
}

fn squad() -> Vec<Decision> {
    vec![
        otherwise("Zoë"),
        before_warm_up(),
        otherwise("Ann"),
        severe(),
    ]
}

#[test]
fn a_provisional_decision_in_full() {
    for width in [40, 80, 100] {
        insta::assert_snapshot!(
            format!("full_{width}"),
            full(&before_warm_up(), &text(width))
        );
    }
}

#[test]
fn a_final_decision_in_full() {
    let both = [all_clear(), severe()].map(|decision| full(&decision, &text(80)));
    insta::assert_snapshot!(both.join("=====\n"));
}

#[test]
fn a_squad_as_a_table() {
    for width in [40, 80, 100, 140] {
        insta::assert_snapshot!(format!("table_{width}"), table(&squad(), &text(width)));
    }
}

#[test]
fn a_calm_morning_is_short() {
    insta::assert_snapshot!(table(&[otherwise("Zoë"), otherwise("Ann")], &text(80)));
    assert_eq!(table(&[], &text(80)), "No athlete-days to decide.\n");
}

/// Air of 180, and nobody knows whether the athlete is sensitive: no row holds
/// yet, and none of those that may says train.
#[test]
fn a_table_that_is_sure_of_a_verdict_says_so() {
    let floored = Decision {
        is_final: false,
        possible: vec![Modify, Rest],
        waiting_on: vec![answer(1, "check-in", "sensitive")],
        may: vec![
            MayHold {
                rule: "Practice, row 4".into(),
                verdict: Modify,
            },
            MayHold {
                rule: "Practice, row 5".into(),
                verdict: Rest,
            },
        ],
        floors: vec![Floor {
            table: "Practice".into(),
            verdict: Modify,
        }],
        ..decision("Kim Lee", Modify)
    };
    let mut csv = Vec::new();
    let mut rows = CsvTable::new(&ruleset(), &mut csv).expect("in memory");
    for decision in [&floored, &all_clear()] {
        rows.push(decision).expect("in memory");
    }
    rows.finish().expect("in memory");
    insta::assert_snapshot!(format!(
        "{}=====\n{}=====\n{}",
        full(&floored, &text(80)),
        table(&[floored, all_clear()], &text(80)),
        String::from_utf8(csv).expect("UTF-8")
    ));
}

#[test]
fn colour_only_where_asked() {
    let options = TextOptions {
        width: 80,
        color: true,
    };
    let colored = format!(
        "{}=====\n{}",
        full(&severe(), &options),
        table(&squad(), &options)
    );
    insta::assert_snapshot!(colored.replace('\u{1b}', "␛"));
    let plain = format!(
        "{}=====\n{}",
        full(&severe(), &text(80)),
        table(&squad(), &text(80))
    );
    let mut stripped = colored;
    for code in ["1", "2", "1;32", "1;33", "1;31", "0"] {
        stripped = stripped.replace(&format!("\u{1b}[{code}m"), "");
    }
    assert_eq!(stripped, plain, "colour changes no layout");
}

#[test]
fn names_cannot_steer_the_terminal() {
    let shown = full(&otherwise("\u{1b}[2Jx"), &text(80));
    assert!(!shown.contains('\u{1b}'), "{shown}");
    let shown = table(&[otherwise("\u{1b}[2Jx"), otherwise("y")], &text(80));
    assert!(!shown.contains('\u{1b}'), "{shown}");
}

#[test]
fn json_is_an_array_and_ndjson_a_line_each() {
    let mut out = Vec::new();
    let mut array = JsonArray::new(&mut out);
    for decision in squad() {
        array.push(&decision).expect("in memory");
    }
    array.finish().expect("in memory");
    let array: Vec<Json> = serde_json::from_slice(&out).expect("an array");
    assert_eq!(array.len(), 4);
    insta::assert_snapshot!(serde_json::to_string_pretty(&array[1]).expect("JSON"));

    let mut out = Vec::new();
    for decision in squad() {
        ndjson_line(&mut out, &decision).expect("in memory");
    }
    let lines = String::from_utf8(out).expect("UTF-8");
    let lines: Vec<Json> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("an object a line"))
        .collect();
    assert_eq!(lines, array);

    let mut out = Vec::new();
    JsonArray::new(&mut out).finish().expect("in memory");
    assert_eq!(out, b"[]\n");
}

#[test]
fn csv_has_the_plan_in_columns() {
    let mut out = Vec::new();
    let mut table = CsvTable::new(&ruleset(), &mut out).expect("in memory");
    for decision in squad() {
        table.push(&decision).expect("in memory");
    }
    table.finish().expect("in memory");
    insta::assert_snapshot!(String::from_utf8(out).expect("UTF-8"));
}

/// A ruleset that plans a load, sets and a set of muscles.
fn ruleset() -> Ruleset {
    let text = "ruleset \"Train sore or rest\"\n\nchoice muscle: quads, glutes\n\n\
        plan target_muscles: set of muscle\n\nplan load: kg from 0 to 500\n\n\
        plan sets: number from 0 to 500\n\notherwise train\n";
    Ruleset::from_text("plan", text).expect("it checks")
}
