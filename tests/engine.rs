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

/// Names in a row, each read by the one before: no length of them may overflow
/// the stack of a test's thread, decided or not.
#[test]
fn long_chains_of_names_decide() {
    use std::fmt::Write;
    let mut text = "input a: scale 0 to 10\nlet x0 = b0\n".to_owned();
    for link in 0..5000 {
        writeln!(
            text,
            "input b{link}: scale 0 to 10\n  missing means b{}",
            link + 1
        )
        .unwrap();
        writeln!(text, "let x{} = x{link} + x{link}", link + 1).unwrap();
        writeln!(text, "let y{} = y{link} or y{link}", link + 1).unwrap();
    }
    text += "input b5000: scale 0 to 10\nlet y0 = a > 3\n\
        rule \"Long\"\n  when x5000 > 3 or y5000\n  then rest\n  because \"{x3}\"\n\notherwise train\n";
    let ruleset = Ruleset::from_text("chains", text).unwrap_or_else(|errors| panic!("{errors}"));
    for (rows, waits) in [
        ("athlete,a,b5000\nAna,4,1\n", 0),
        ("athlete,a,b5000\nAna,,\n", 2),
    ] {
        let file = DataFile {
            name: "data".into(),
            bytes: rows.into(),
        };
        let read = data::read(&ruleset, vec![file], &data::Options::default()).unwrap();
        let examined = Evaluator::new(&ruleset).examine(&read.days, &Options::default());
        assert_eq!(examined[0].decision.waiting_on.len(), waits);
    }
}
