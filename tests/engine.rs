//! The engine on small rulesets: each `tests/cases/engine/*.touchline` decides
//! every row of the data file beside it, and the decisions are a snapshot.

use std::fs;
use std::path::Path;

use touchline::Ruleset;
use touchline::data::{self, DataFile};
use touchline::engine::{Evaluator, Options, Which};
use touchline::report::{TextOptions, full};

/// The day of rows that name none: 2026-06-04.
const TODAY: i32 = 20_608;

#[test]
fn decisions_of_every_case() {
    insta::glob!("cases/engine/*.touchline", |path| {
        let text = fs::read_to_string(path).unwrap();
        let rows = path.with_extension("csv");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("{text}\n{}\n{}", fs::read_to_string(&rows).unwrap(), decide(&text, &rows)));
        });
    });
}

/// Every decision in full, rule by rule.
fn decide(text: &str, rows: &Path) -> String {
    let ruleset = Ruleset::from_text("case", text).unwrap_or_else(|errors| panic!("{errors}"));
    let file = DataFile {
        name: "data".into(),
        bytes: fs::read(rows).unwrap(),
    };
    let read = data::read(
        &ruleset,
        vec![file],
        &data::Options {
            today: TODAY,
            ..Default::default()
        },
    )
    .unwrap_or_else(|errors| panic!("{errors}"));
    let options = Options {
        which: Which::EveryDay,
        ..Options::default()
    };
    let page = TextOptions {
        width: 100,
        color: false,
    };
    let decisions = Evaluator::new(&ruleset).decide(&read.days, &options);
    decisions
        .iter()
        .map(|decision| full(decision, &page))
        .collect::<Vec<_>>()
        .join("\n")
}
