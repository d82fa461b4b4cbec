//! What a ruleset of several files decides.

use touchline::data;
use touchline::decision::{Decision, SettingFrom};
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::Ruleset;
use touchline::{Source, ast::Verdict, built_in};

use super::{case, files_of, ruleset};

fn decisions(ruleset: &Ruleset, data: &str) -> Vec<Decision> {
    let read = data::read_paths(ruleset, &[data], &data::Options::default());
    let read = read.unwrap_or_else(|errors| panic!("{errors}"));
    let options = Options {
        which: Which::EveryDay,
        ..Options::default()
    };
    Evaluator::new(ruleset).decide(&read.days, &options)
}

/// What is decided, apart from where it is written and what `otherwise` says.
fn core(decision: &Decision) -> Decision {
    let mut decision = decision.clone();
    decision.reasons.retain(|reason| reason.rule != "otherwise");
    for reason in &mut decision.reasons {
        reason.file = String::new();
    }
    decision.advice.retain(|advice| advice.rule != "otherwise");
    decision.ruleset.name = String::new();
    decision.ruleset.version = None;
    decision.ruleset.sha256 = String::new();
    decision
}

/// A built-in ruleset alone, and included by a file that says `more`.
fn alone_and_included(name: &str, more: &str) -> (Vec<Decision>, Vec<Decision>) {
    let alone = Source::built_in(name)
        .and_then(Source::parse)
        .and_then(|parsed| parsed.check());
    let alone = alone.unwrap_or_else(|errors| panic!("{errors}")).ruleset;
    let included = ruleset(&[("squad.touchline", &format!("include \"@{name}\"\n{more}"))]);
    let data = format!("rulesets/{name}.csv");
    (decisions(&alone, &data), decisions(&included, &data))
}

#[test]
fn a_file_that_only_includes_decides_the_same() {
    for name in built_in::names() {
        let (alone, included) = alone_and_included(name, "otherwise train\n");
        assert!(!alone.is_empty());
        for (alone, included) in alone.iter().zip(&included) {
            assert_eq!(core(alone), core(included), "{name}");
        }
    }
}

#[test]
fn including_makes_no_verdict_milder() {
    let house = "input house_rule: scale 0 to 10\nrule \"House\"\n  when house_rule >= 5\n  then modify\n  because \"House.\"\nrule \"House day\"\n  when today is 2026-06-01\n  then modify\n  because \"Monday.\"\n";
    for name in built_in::names() {
        for otherwise in Verdict::ALL {
            let more = format!("{house}otherwise {otherwise}\n  because \"So.\"\n");
            let (alone, included) = alone_and_included(name, &more);
            assert_eq!(alone.len(), included.len());
            for (alone, included) in alone.iter().zip(&included) {
                assert!(included.verdict >= alone.verdict, "{name}: {included:#?}");
                assert!(
                    included.possible.first() >= alone.possible.first(),
                    "{name}"
                );
                assert!(included.possible.last() >= alone.possible.last(), "{name}");
                assert!(
                    included.verdict >= otherwise
                        || !included.reasons.iter().any(|r| r.rule == "otherwise")
                );
            }
        }
    }
}

/// Decides one answer of today.
fn today(ruleset: &Ruleset, answers: &str) -> Decision {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("data.json");
    std::fs::write(&path, answers).expect("the data");
    let mut decisions = decisions(ruleset, &path.display().to_string());
    decisions.pop().expect("a decision")
}

#[test]
fn a_milder_rule_of_an_included_file_is_told_and_counts_for_nothing() {
    let mild = "input heat: °C from -40 to 60\nrule \"Mild\"\n  when heat < 20 °C\n  then train\n    advise \"Enjoy.\"\n  flag \"Mild.\"\notherwise train\n";
    let root = "include \"mild.touchline\"\notherwise modify\n  because \"Winter.\"\n";
    let ruleset = ruleset(&[("squad.touchline", root), ("mild.touchline", mild)]);
    let decision = today(&ruleset, r#"{"heat": 10}"#);
    assert_eq!(
        (decision.verdict, decision.is_final),
        (Verdict::Modify, true)
    );
    let reasons: Vec<(&str, &str)> = decision
        .reasons
        .iter()
        .map(|r| (r.rule.as_str(), r.file.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [("otherwise", "squad.touchline"), ("Mild", "mild.touchline")]
    );
    assert_eq!((decision.flags.len(), decision.advice.len()), (1, 1));
    let unknown = today(&ruleset, "{}");
    assert!(unknown.is_final && unknown.waiting_on.is_empty());
}

#[test]
fn a_milder_floor_of_an_included_table_counts_for_nothing() {
    let air = "input aqi: whole number from 0 to 500\ninput at_risk: yes or no\ntable \"Air\"\n  | aqi | at_risk | then | because |\n  | <= 100 | any | train | |\n  | > 100 | no | modify | \"Bad.\" |\n  | > 100 | yes | rest | \"Bad for you.\" |\notherwise train\n";
    let floor = |otherwise: &str, answers: &str| {
        let root = format!("include \"air.touchline\"\notherwise {otherwise}\n  because \"So.\"\n");
        let ruleset = ruleset(&[("squad.touchline", root.as_str()), ("air.touchline", air)]);
        let decision = today(&ruleset, answers);
        let floors: Vec<Verdict> = decision.floors.iter().map(|floor| floor.verdict).collect();
        let says_otherwise = decision.reasons.iter().any(|r| r.rule == "otherwise");
        (decision.possible, floors, says_otherwise)
    };
    use Verdict::{Modify, Rest, Train};
    let all = vec![Train, Modify, Rest];
    assert_eq!(floor("train", "{}"), (all, vec![Train], false));
    assert_eq!(floor("modify", "{}"), (vec![Modify, Rest], vec![], true));
    let bad = r#"{"aqi": 150}"#;
    assert_eq!(
        floor("train", bad),
        (vec![Modify, Rest], vec![Modify], false)
    );
    assert_eq!(floor("rest", bad), (vec![Rest], vec![], true));
}

#[test]
fn the_outermost_clauses_count() {
    let text = case("tuned_alike");
    let ruleset = ruleset(&files_of(&text));
    let decision = today(&ruleset, r#"{"heat": 30.5}"#);
    assert_eq!(decision.verdict, Verdict::Rest);
    let hot = decision.settings.first().expect("a setting");
    assert_eq!(
        (hot.name.as_str(), hot.datum.text.as_str()),
        ("hot", "30 °C")
    );
    assert_eq!(hot.from, SettingFrom::Ruleset);
}

#[test]
fn declarations_of_two_files_become_one() {
    let text = case("inputs_agree");
    let ruleset = ruleset(&files_of(&text));
    assert_eq!(ruleset.name, "Squad");
    assert_eq!(ruleset.stages, ["check-in", "evening", "warm-up"]);
    assert_eq!(ruleset.athlete_columns, ["player"]);
    assert!(ruleset.tests.is_empty());
    assert_eq!(ruleset.otherwise.verdict, Verdict::Train);
    let input = |name: &str| {
        ruleset
            .inputs
            .iter()
            .find(|input| input.name == name)
            .expect("an input")
    };
    let sleep = input("sleep");
    assert_eq!(sleep.ask.as_deref(), Some("How long did you sleep?"));
    assert_eq!(
        (sleep.stage, sleep.columns.as_slice()),
        (Some(1), &["Sleep".to_owned(), "zzz".to_owned()][..])
    );
    let mood = input("mood");
    assert_eq!(
        (mood.ask.as_deref(), mood.about.as_deref()),
        (Some("Mood?"), Some("How it feels."))
    );
    assert_eq!(ruleset.choices.len(), 1);
}

#[test]
fn a_rule_that_is_left_out_can_be_written_anew() {
    let lib = "input heat: °C\nrule \"Hot\"\n  when heat > 30 °C\n  then rest\n  because \"Hot.\"\nrule \"Shade\"\n  when heat > 25 °C\n  then train\n  overrides \"Hot\"\notherwise train\n";
    let root = "include \"lib.touchline\"\n  without rule \"Hot\"\nrule \"Hot\"\n  when heat > 35 °C\n  then rest\n  because \"Ours.\"\notherwise train\n";
    let ruleset = ruleset(&[("squad.touchline", root), ("lib.touchline", lib)]);
    assert_eq!(ruleset.rules.len(), 2);
    // What overrode the old rule has nothing to say of the new one.
    assert!(ruleset.rules.iter().all(|rule| rule.overrides.is_empty()));
    assert_eq!(today(&ruleset, r#"{"heat": 32}"#).verdict, Verdict::Train);
    assert_eq!(today(&ruleset, r#"{"heat": 36}"#).verdict, Verdict::Rest);
}

#[test]
fn the_hash_is_of_all_texts_in_order() {
    let (root, a, b) = (
        "include \"b.touchline\"\ninclude \"a.touchline\"\notherwise train\n",
        "# a\nlet x = 1\n",
        "# b\nlet y = 1\n",
    );
    let several = ruleset(&[
        ("squad.touchline", root),
        ("a.touchline", a),
        ("b.touchline", b),
    ]);
    let alone = ruleset(&[("squad.touchline", "otherwise train\n")]);
    let changed = ruleset(&[
        ("squad.touchline", root),
        ("a.touchline", a),
        ("b.touchline", "# B\nlet y = 1\n"),
    ]);
    // printf 'otherwise train\n' | sha256sum
    assert_eq!(
        alone.sha256,
        "1874946a18a3141a901343a11c89d95c7d74fad0419b8ec77e047b56ef81f3ea"
    );
    assert_ne!(several.sha256, changed.sha256);
    let order = |ruleset: &Ruleset| -> Vec<String> {
        (0..3)
            .filter_map(|id| {
                Some(
                    ruleset
                        .sources
                        .get(touchline::span::FileId(id))?
                        .name()
                        .to_owned(),
                )
            })
            .collect()
    };
    assert_eq!(
        order(&several),
        ["squad.touchline", "a.touchline", "b.touchline"]
    );
}

#[test]
fn the_order_of_includes_changes_nothing() {
    let files = |root: &'static str| {
        ruleset(&[
            ("squad.touchline", root),
            (
                "a.touchline",
                "setting x: number = 1\ninput heat: °C\nrule \"A\"\n  when heat > 30 °C\n  then rest\n  because \"A {x}.\"\n",
            ),
            (
                "b.touchline",
                "setting a: number = 2\ninput heat: °C\n  ask \"Heat?\"\nrule \"B\"\n  when heat > 20 °C\n  then modify\n  because \"B {a}.\"\n",
            ),
        ])
    };
    let one = files("include \"a.touchline\"\ninclude \"b.touchline\"\notherwise train\n");
    let other = files("otherwise train\ninclude \"b.touchline\"\ninclude \"a.touchline\"\n");
    let answers = r#"{"heat": 31}"#;
    assert_eq!(core(&today(&one, answers)), core(&today(&other, answers)));
    let names = |ruleset: &Ruleset| -> Vec<String> {
        ruleset.settings.iter().map(|s| s.name.clone()).collect()
    };
    assert_eq!(names(&one), names(&other));
    assert_eq!(
        one.inputs
            .first()
            .and_then(|input| input.ask.clone())
            .as_deref(),
        Some("Heat?")
    );
}

#[test]
fn a_squad_builds_on_two_rulesets() {
    let path = "tests/cases/programs/squad.touchline";
    let checked = Source::read(path)
        .and_then(Source::parse)
        .and_then(|parsed| parsed.check());
    let checked = checked.unwrap_or_else(|errors| panic!("{errors}"));
    assert!(checked.warnings.items.is_empty(), "{}", checked.warnings);
    let ruleset = checked.ruleset;
    assert_eq!(ruleset.name, "First team");
    let rule = |name: &str| ruleset.rules.iter().find(|rule| rule.name == name);
    assert!(rule("Soreness keeps coming back").is_none());
    assert!(rule("Practice, row 6").is_some_and(|row| row.included && row.table.is_some()));
    assert!(
        rule("Back from a lay-off").is_some_and(|rule| !rule.included && rule.overrides.len() == 1)
    );
    let decision = today(
        &ruleset,
        r#"{"target_muscles": ["quads"], "soreness": {"quads": 7}, "aqi": 20}"#,
    );
    let severe = decision
        .settings
        .iter()
        .find(|setting| setting.name == "severe");
    assert_eq!(severe.map(|setting| setting.datum.text.as_str()), Some("7"));
    assert_eq!((decision.verdict, decision.is_final), (Verdict::Rest, true));
    let first = decision.reasons.first().expect("a reason");
    assert_eq!(first.rule, "Severe where it matters");
    assert_eq!(first.file, "tests/cases/programs/soreness.touchline");
    assert_eq!(ruleset.examples.len(), 1);
}

#[test]
fn rows_of_included_tables_can_be_left_out_by_name() {
    let lib = "input aqi: whole number from 0 to 500\ntable \"Air\"\n  | aqi | then | because | name |\n  \
        | > 200 | rest | \"Bad air.\" | \"Bad\" |\n  | 151 to 200 | modify | \"Poor air.\" | \"Poor\" |\n  \
        | otherwise | train | | \"Good\" |\notherwise train\n";
    let all = ruleset(&[
        (
            "squad.touchline",
            "include \"air.touchline\"\notherwise train\n",
        ),
        ("air.touchline", lib),
    ]);
    assert!(
        all.tables
            .first()
            .is_some_and(|table| table.complete && table.rows.len() == 3)
    );
    let root = "include \"air.touchline\"\n  without rule \"Poor\"\notherwise train\n";
    let fewer = ruleset(&[("squad.touchline", root), ("air.touchline", lib)]);
    assert!(
        fewer
            .tables
            .first()
            .is_some_and(|table| !table.complete && table.rows.len() == 2)
    );
    let names: Vec<&str> = fewer.rules.iter().map(|rule| rule.name.as_str()).collect();
    assert_eq!(names, ["Bad", "Good"]);
    // The row that is gone does not become an ordinary day of the table's.
    let decision = today(&fewer, r#"{"aqi": 180}"#);
    let reasons: Vec<&str> = decision
        .reasons
        .iter()
        .map(|reason| reason.rule.as_str())
        .collect();
    assert_eq!(reasons, ["otherwise"]);
}
