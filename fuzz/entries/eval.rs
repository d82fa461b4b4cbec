//! A ruleset, a line `----`, and data for it: what is decided keeps what
//! docs/reference.md promises of every decision, and can be shown.

use touchline::Ruleset;
use touchline::data::{DataFile, read};
use touchline::decision::Decision;
use touchline::engine::{Evaluator, Options, Which};
use touchline::report::{CsvTable, JsonArray, TextOptions, full, ndjson_line, table};
use touchline::testing;

/// 2026-06-05
const TODAY: i32 = 20_609;
/// Of many days so many are shown.
const SHOWN: usize = 12;

pub fn eval(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let (rules, data) = text
        .split_once("\n----\n")
        .unwrap_or((text, "athlete\nAna\n"));
    let Ok(ruleset) = Ruleset::from_text("fuzz.touchline", rules) else {
        return;
    };
    let report = testing::run(&ruleset);
    assert_eq!(report.tests.len(), ruleset.tests.len());
    let file = DataFile {
        name: "fuzz".into(),
        bytes: data.into(),
    };
    let options = touchline::data::Options {
        today: TODAY,
        date_format: None,
        sheet: None,
        skip_bad_rows: true,
    };
    let Ok(read) = read(&ruleset, vec![file], &options) else {
        return;
    };
    let evaluator = Evaluator::new(&ruleset);
    let every_day = evaluator.decide(
        &read.days,
        &Options {
            which: Which::EveryDay,
            ..Options::default()
        },
    );
    let latest = evaluator.decide(&read.days, &Options::default());
    assert_eq!(latest.len(), read.days.athletes.len());
    for decision in &latest {
        let last = every_day
            .iter()
            .rfind(|other| other.athlete == decision.athlete);
        assert_eq!(last, Some(decision), "the latest day alone");
    }
    for decision in &every_day {
        promised(decision);
    }
    shown(&ruleset, every_day.get(..SHOWN).unwrap_or(&every_day));
}

fn promised(decision: &Decision) {
    let possible = &decision.possible;
    assert!(possible.is_sorted(), "{decision:?}");
    assert!(possible.contains(&decision.verdict), "{decision:?}");
    assert_eq!(decision.is_final, possible.len() == 1, "{decision:?}");
    assert!(
        !decision.is_final || decision.waiting_on.is_empty(),
        "{decision:?}"
    );
}

fn shown(ruleset: &Ruleset, decisions: &[Decision]) {
    for width in [0, 40, 100] {
        for color in [false, true] {
            let options = TextOptions { width, color };
            assert!(!table(decisions, &options).is_empty() || decisions.is_empty());
            for decision in decisions {
                assert!(!full(decision, &options).is_empty());
            }
        }
    }
    let mut out = Vec::new();
    let mut rows = CsvTable::new(ruleset, &mut out).expect("written");
    for decision in decisions {
        rows.push(decision).expect("written");
    }
    rows.finish().expect("written");
    let mut out = Vec::new();
    let mut array = JsonArray::new(&mut out);
    for decision in decisions {
        array.push(decision).expect("written");
        let mut line = Vec::new();
        ndjson_line(&mut line, decision).expect("written");
        serde_json::from_slice::<serde_json::Value>(&line).expect("JSON");
    }
    array.finish().expect("written");
    serde_json::from_slice::<serde_json::Value>(&out).expect("JSON");
}
