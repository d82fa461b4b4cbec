//! Properties that hold of every ruleset and all data: in go random ones, out
//! comes nothing, or the smallest case that breaks a property, as text.
//!
//! `TOUCHLINE_CASES` sets how many cases are tried (a few hundred by default),
//! `TOUCHLINE_SEED` where they start, `TOUCHLINE_SHOW=1` tells what was generated.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::cast_possible_truncation
)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use touchline::ast::{Declaration, Expr, ExprKind, File};
use touchline::decision::{Decision, Waiting};
use touchline::diagnostics::Code;
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{SettingId, Value};
use touchline::span::Span;
use touchline::{Ruleset, Source};

use crate::naive::compare::differences;
use crate::naive::data::{Answer, Athlete, to_days};
use crate::naive::decide::{Days, decide};
use crate::naive::evaluate::{At, History, Reading, children};
use crate::naive::generate::{Draft, Size, Tape, athletes, every_answer, open_keys, ruleset};
use crate::naive::model::Model;
use crate::naive::value::Truth;

/// 2026-01-01 as days since 1970-01-01.
const START: i64 = 20_454;

fn checked(text: &str) -> Ruleset {
    Ruleset::from_text("property.touchline", text).unwrap_or_else(|error| panic!("{error}"))
}

/// How many cases a property tries: `TOUCHLINE_CASES` is that of the comparison with
/// the naive evaluator, and the others grow and shrink with it.
fn cases(default: u32) -> u32 {
    let asked = std::env::var("TOUCHLINE_CASES").map_or(COMPARED, |text| text.parse().unwrap());
    (default * asked).div_ceil(COMPARED)
}

/// How many cases are compared with the naive evaluator by default.
const COMPARED: u32 = 400;

/// A ruleset and data that were generated, parsed and checked.
struct Case {
    draft: Draft,
    text: String,
    tree: File,
    ruleset: Ruleset,
    athletes: Vec<Athlete>,
}

impl Case {
    fn decide(&self, which: Which) -> Vec<Decision> {
        self.decide_for(&self.athletes, which)
    }

    fn decide_for(&self, athletes: &[Athlete], which: Which) -> Vec<Decision> {
        decide_with(&self.ruleset, athletes, which)
    }
}

fn decide_with(ruleset: &Ruleset, athletes: &[Athlete], which: Which) -> Vec<Decision> {
    let options = Options {
        which,
        ..Options::default()
    };
    Evaluator::new(ruleset).decide(&to_days(ruleset, athletes), &options)
}

fn which(days: Days) -> Which {
    match days {
        Days::Every => Which::EveryDay,
        Days::On(day) => Which::On(i32::try_from(day).unwrap()),
    }
}

/// What happened to the cases that were generated.
#[derive(Default)]
struct Count {
    accepted: Cell<u32>,
    rejected: RefCell<BTreeMap<String, (u32, String)>>,
}

impl Count {
    fn reject(&self, code: &str, text: &str) {
        let mut rejected = self.rejected.borrow_mut();
        let entry = rejected.entry(code.to_owned()).or_default();
        entry.0 += 1;
        if entry.1.is_empty() || text.len() < entry.1.len() {
            text.clone_into(&mut entry.1);
        }
    }

    /// The generator writes rulesets that the checker takes, nearly always.
    fn assert_high(&self) {
        let rejected = self.rejected.borrow();
        let lost: u32 = rejected.values().map(|(count, _)| count).sum();
        let all = self.accepted.get() + lost;
        if std::env::var_os("TOUCHLINE_SHOW").is_some() {
            eprintln!("{} of {all} accepted", self.accepted.get());
            for (code, (count, text)) in rejected.iter() {
                eprintln!("-- {count} x {code}\n{text}");
            }
        }
        assert!(
            self.accepted.get() * 10 > all * 6,
            "only {} of {all} rulesets were accepted: {:#?}",
            self.accepted.get(),
            rejected
                .iter()
                .map(|(code, (n, _))| (code, n))
                .collect::<Vec<_>>()
        );
    }
}

fn generate(words: &(Vec<u32>, Vec<u32>), size: Size, count: &Count) -> Option<Case> {
    let draft = ruleset(&mut Tape::new(&words.0), size);
    let most_days = if size == Size::Small { 4 } else { 20 };
    let athletes = athletes(&mut Tape::new(&words.1), &draft, most_days);
    let text = draft.text();
    let parsed = match Source::from_text("random.touchline", text.clone()).parse() {
        Ok(parsed) => parsed,
        Err(error) => {
            count.reject("not parsed", &error.to_string());
            return None;
        }
    };
    let tree = parsed.tree().clone();
    match parsed.check() {
        Ok(checked) => {
            count.accepted.set(count.accepted.get() + 1);
            Some(Case {
                draft,
                text,
                tree,
                ruleset: checked.ruleset,
                athletes,
            })
        }
        Err(error) => {
            let first = error
                .items
                .iter()
                .find(|item| item.severity == touchline::diagnostics::Severity::Error);
            let code = first.map_or("unknown", |item| item.code.name());
            count.reject(code, &error.to_string());
            None
        }
    }
}

/// Where random cases come from.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 6000,
        ..Config::default()
    };
    let mut seed = [7; 32];
    if let Ok(text) = std::env::var("TOUCHLINE_SEED") {
        for (byte, given) in seed.iter_mut().zip(text.bytes()) {
            *byte = given;
        }
    }
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// Tries a property on random cases, and shows the smallest one that breaks it.
fn holds(size: Size, default: u32, property: impl Fn(&Case) -> Result<(), String>) {
    let mut runner = runner(cases(default));
    let count = Count::default();
    let words = (vec(any::<u32>(), 100..900), vec(any::<u32>(), 100..1600));
    // A panic in the middle of a case is a failure of that case.
    let result = runner.run(&words.prop_map(|words| words), |words| {
        let Some(case) = generate(&words, size, &count) else {
            return Ok(());
        };
        property(&case).map_err(TestCaseError::fail)
    });
    match result {
        Ok(()) => count.assert_high(),
        Err(TestError::Fail(reason, words)) => {
            let found = generate(&words, size, &Count::default());
            let (text, rows) = found.map_or_else(Default::default, |case| {
                let rows: Vec<String> = case.athletes.iter().map(show).collect();
                (case.text, rows.concat())
            });
            panic!("{reason}\n\n{text}\n{rows}");
        }
        Err(other) => panic!("{other}"),
    }
}

/// An athlete's answers, a line a day.
fn show(athlete: &Athlete) -> String {
    let mut text = format!("{}\n", athlete.name);
    for (date, row) in &athlete.rows {
        text.push_str(&crate::naive::value::show_date(*date));
        for ((name, member), answer) in row {
            let member = member.as_ref().map_or(String::new(), |m| format!(".{m}"));
            let value = match answer {
                Answer::Number(x) => x.to_string(),
                Answer::Truth(truth) => truth.to_string(),
                Answer::Member(member) => member.clone(),
                Answer::Set(members) => format!("{{{}}}", members.join(", ")),
                Answer::Date(day) => crate::naive::value::show_date(*day),
                Answer::Answered => "{}".into(),
            };
            text.push_str(&format!("  {name}{member}={value}"));
        }
        text.push('\n');
    }
    text
}

fn say<T: std::fmt::Debug + PartialEq>(what: &str, a: &T, b: &T) -> Result<(), String> {
    if a == b {
        Ok(())
    } else {
        Err(format!("{what}\n  {a:?}\n  {b:?}"))
    }
}

#[test]
fn the_engine_decides_as_the_naive_evaluator_does() {
    holds(Size::Full, COMPARED, |case| {
        let first = case.athletes[0].first();
        let model = Model::new(&case.tree);
        for days in [Days::Every, Days::On(first + 4), Days::On(first + 30)] {
            let naive = decide(&case.tree, &case.athletes, days);
            let engine = case.decide(which(days));
            let different = differences(&model, &naive, &engine);
            if !different.is_empty() {
                return Err(format!("{days:?}\n{different}"));
            }
        }
        Ok(())
    });
}

/// Without what the order of declarations may change: lines, and the text's own sum.
fn without_lines(decisions: Vec<Decision>) -> Vec<Decision> {
    decisions
        .into_iter()
        .map(|mut decision| {
            for reason in &mut decision.reasons {
                reason.line = 0;
            }
            decision.ruleset.sha256.clear();
            decision
        })
        .collect()
}

#[test]
fn the_order_of_declarations_never_matters() {
    holds(Size::Full, 120, |case| {
        let mut shuffled = case.draft.declarations.clone();
        let middle = shuffled.len() / 3;
        shuffled.rotate_left(middle);
        shuffled.reverse();
        let text = shuffled.join("\n\n") + "\n";
        let other = Ruleset::from_text("random.touchline", text.clone())
            .map_err(|error| format!("{text}\n{error}"))?;
        let which = Which::EveryDay;
        say(
            "declarations in another order",
            &without_lines(case.decide(which)),
            &without_lines(decide_with(&other, &case.athletes, which)),
        )
    });
}

#[test]
fn a_missing_answer_never_settles_anything() {
    holds(Size::Full, 120, |case| {
        let athlete = &case.athletes[0];
        let (&date, row) = athlete.rows.last_key_value().unwrap();
        let before = &case.decide_for(std::slice::from_ref(athlete), Which::Latest)[0];
        for (index, key) in row.keys().enumerate() {
            let lasting = |name: &str| {
                let spec = case.draft.specs.iter().find(|spec| spec.name == *name);
                spec.is_some_and(|spec| spec.lasting)
            };
            // Without its answer of today a lasting value is an older one, not a missing one.
            // One answer of a map with a default also says that the others are as usual.
            let map = key.1.is_some() || row[key] == Answer::Answered;
            if lasting(&key.0) || map || index > 8 {
                continue;
            }
            let mut fewer = athlete.clone();
            fewer.rows.get_mut(&date).unwrap().remove(key);
            let after = &case.decide_for(&[fewer], Which::Latest)[0];
            for verdict in &before.possible {
                if !after.possible.contains(verdict) {
                    return Err(format!(
                        "without {key:?} of today {verdict} is no longer possible: {:?}, then {:?}",
                        before.possible, after.possible
                    ));
                }
            }
        }
        Ok(())
    });
}

#[test]
fn athletes_together_decide_as_each_alone() {
    holds(Size::Full, 120, |case| {
        let together = case.decide(Which::EveryDay);
        let alone: Vec<Decision> = case
            .athletes
            .iter()
            .flat_map(|athlete| case.decide_for(std::slice::from_ref(athlete), Which::EveryDay))
            .collect();
        say("together, then alone", &together, &alone)
    });
}

#[test]
fn deciding_one_day_is_deciding_every_day_up_to_it() {
    holds(Size::Full, 120, |case| {
        let every = case.decide(Which::EveryDay);
        for athlete in &case.athletes {
            for &date in athlete.rows.keys() {
                let on = Which::On(i32::try_from(date).unwrap());
                let one = case.decide_for(std::slice::from_ref(athlete), on);
                let day = crate::naive::value::show_date(date);
                let same = every
                    .iter()
                    .find(|d| d.athlete == athlete.name && d.date == day);
                say("on one day, and among every day", &one.first(), &same)?;
            }
        }
        Ok(())
    });
}

/// Every way to answer what is open today, each left unanswered too.
fn every_way(draft: &Draft, athlete: &Athlete, date: i64) -> Option<Vec<Athlete>> {
    let mut ways = vec![athlete.clone()];
    ways[0].rows.entry(date).or_default();
    for spec in draft.specs.iter().filter(|spec| spec.each.is_some()) {
        let key = (spec.name.clone(), None);
        let row = athlete.rows.get(&date);
        let untouched = !row.is_some_and(|row| row.keys().any(|k| k.0 == spec.name));
        if untouched {
            // `{}`: the map is answered, though none of its members is given.
            let mut answered = ways.clone();
            for way in &mut answered {
                let row = way.rows.get_mut(&date).unwrap();
                row.insert(key.clone(), Answer::Answered);
            }
            ways.extend(answered);
        }
    }
    for (key, spec) in open_keys(draft, athlete, date) {
        let answered_map = key.1.is_some()
            && athlete
                .rows
                .get(&date)
                .is_some_and(|row| row.keys().any(|k| k.0 == key.0));
        let has_default = draft.declarations.iter().any(|declaration| {
            declaration.starts_with(&format!("input {}:", spec.name))
                && declaration.contains("missing means")
        });
        let carried = spec.lasting
            && athlete
                .rows
                .range(..date)
                .any(|(_, row)| row.contains_key(&key));
        // A default that an answered map fills in is an answer; so is what lasts.
        if carried || answered_map && has_default {
            continue;
        }
        let mut more = Vec::new();
        for answer in every_answer(&spec) {
            for way in &ways {
                let mut way = way.clone();
                let row = way.rows.get_mut(&date).unwrap();
                row.insert(key.clone(), answer.clone());
                more.push(way);
            }
        }
        ways.extend(more);
        if ways.len() > 3000 {
            return None;
        }
    }
    Some(ways)
}

#[test]
fn no_answer_leads_out_of_what_is_possible() {
    let (tried, skipped) = (Cell::new(0), Cell::new(0));
    holds(Size::Small, 250, |case| {
        let athlete = &case.athletes[0];
        let date = *athlete.rows.last_key_value().unwrap().0;
        let on = Which::On(i32::try_from(date).unwrap());
        let Some(ways) = every_way(&case.draft, athlete, date) else {
            skipped.set(skipped.get() + 1);
            return Ok(());
        };
        let before = &case.decide_for(std::slice::from_ref(athlete), on)[0];
        // All ways at once, each under a name of its own.
        let ways: Vec<Athlete> = ways
            .into_iter()
            .enumerate()
            .map(|(index, way)| Athlete {
                name: format!("way {index}"),
                ..way
            })
            .collect();
        for (way, after) in ways.iter().zip(case.decide_for(&ways, on)) {
            tried.set(tried.get() + 1);
            let inside = after.possible.iter().all(|v| before.possible.contains(v));
            let kept = !before.is_final || after.verdict == before.verdict;
            if !before.possible.contains(&after.verdict) || !inside || !kept {
                return Err(format!(
                    "{} of {:?} becomes {} of {:?} with {:?}",
                    before.verdict, before.possible, after.verdict, after.possible, way.rows[&date]
                ));
            }
        }
        Ok(())
    });
    assert!(tried.get() > skipped.get() * 10);
}

/// Windows read their days alone: an older first row changes nothing in them.
#[test]
fn a_window_is_the_same_wherever_the_history_starts() {
    let text = |expression: &str| {
        format!(
            "input load: number from 0 to 1000\n\nrule \"Shown\"\n  when {expression} is known\n  \
             flag \"{{{expression}}}\"\n\notherwise train\n"
        )
    };
    let mut runner = runner(cases(60));
    let loads = vec(proptest::option::weighted(0.8, 0u32..1000), 8..80);
    let expressions = [
        "(average load over last 7 days with at least 1 known)",
        "(sum of (load / 7) over last 7 days with at least 1 known)",
        "(sd of (load * 0.1) over 6 days before today with at least 2 known)",
        "(trend of (load / 3) over last 7 days with at least 2 known)",
        "(z_score of (load / 3) over last 7 days with at least 2 known)",
        "(median load over 5 days before today with at least 1 known)",
        "(days when (load > 500) over last 7 days)",
    ];
    let rulesets: Vec<Ruleset> = expressions
        .iter()
        .map(|expression| {
            let text = text(expression);
            Ruleset::from_text("window.touchline", text).unwrap_or_else(|e| panic!("{e}"))
        })
        .collect();
    runner
        .run(&(loads, 0usize..70), |(loads, dropped)| {
            let key = ("load".to_owned(), None);
            let rows = |from: usize| {
                let mut rows = BTreeMap::new();
                for (day, load) in loads.iter().enumerate().skip(from) {
                    let mut row = BTreeMap::new();
                    if let Some(load) = load {
                        row.insert(key.clone(), Answer::Number(f64::from(*load) * 0.1));
                    }
                    rows.insert(START + day as i64, row);
                }
                vec![Athlete {
                    name: "a".into(),
                    rows,
                }]
            };
            let from = dropped.min(loads.len() - 8);
            for ruleset in &rulesets {
                let whole = decide_with(ruleset, &rows(0), Which::Latest);
                let part = decide_with(ruleset, &rows(from), Which::Latest);
                if whole != part {
                    let (whole, part) = (&whole[0].flags, &part[0].flags);
                    return Err(TestCaseError::fail(format!("{whole:?}\n{part:?}")));
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn only_members_that_count_are_waited_for() {
    let ruleset = checked(
        "choice part: chest, back\n\ninput ache: scale 0 to 10 for each part\n\n\
         rule \"Sore\"\n  when highest ache among {chest} >= 5\n  then rest\n  because \"It aches.\"\n\n\
         otherwise train\n",
    );
    let answered = Answer::Answered;
    let row = BTreeMap::from([(("ache".to_owned(), None), answered)]);
    let athlete = Athlete {
        name: String::new(),
        rows: BTreeMap::from([(START, row)]),
    };
    let decision = &decide_with(&ruleset, &[athlete], Which::Latest)[0];
    let inputs: Vec<&String> = decision
        .waiting_on
        .iter()
        .filter_map(|waiting| match waiting {
            Waiting::Answer { input, .. } => Some(input),
            _ => None,
        })
        .collect();
    assert_eq!(inputs, ["ache.chest"]);
}

/// The innermost comparison around a place.
fn comparison_at(file: &File, place: Span) -> Option<&Expr> {
    fn search<'a>(expr: &'a Expr, place: Span, found: &mut Option<&'a Expr>) {
        if expr.span.start > place.start || expr.span.end < place.end {
            return;
        }
        match expr.kind {
            ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::IsMissing(_)
            | ExprKind::IsKnown(_) => *found = Some(expr),
            // Of a list one value may be meant.
            ExprKind::OneOf { .. } => *found = None,
            _ => {}
        }
        for child in children(expr) {
            search(child, place, found);
        }
    }
    let mut found = None;
    for declaration in &file.declarations {
        match declaration {
            Declaration::Let(decl) => search(&decl.value, place, &mut found),
            Declaration::Rule(decl) => {
                for condition in [&decl.when, &decl.unless].into_iter().flatten() {
                    search(condition, place, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

/// What the checker says of ranges, held against every answer that was generated.
#[test]
fn what_is_called_never_true_never_is() {
    let (tried, rejected) = (Cell::new(0), Cell::new(0));
    let words = (vec(any::<u32>(), 100..600), vec(any::<u32>(), 400..1600));
    runner(cases(400))
        .run(&words, |words| {
            let draft = ruleset(&mut Tape::new(&words.0), Size::Ends);
            let athletes = athletes(&mut Tape::new(&words.1), &draft, 12);
            let text = draft.text();
            let parsed = Source::from_text("random.touchline", text.clone()).parse();
            let parsed = parsed.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let tree = parsed.tree().clone();
            let Err(errors) = parsed.check() else {
                return Ok(());
            };
            rejected.set(rejected.get() + 1);
            let model = Model::new(&tree);
            for item in &errors.items {
                let never = match item.code {
                    Code::NeverTrue => Truth::True,
                    Code::AlwaysTrue => Truth::False,
                    _ => continue,
                };
                let Some(expr) = item.place().and_then(|place| comparison_at(&tree, place)) else {
                    continue;
                };
                tried.set(tried.get() + 1);
                for athlete in &athletes {
                    let history = History::new(&model, athlete);
                    for date in athlete.rows.keys() {
                        for member in 0..draft.parts.len() {
                            let at = At {
                                day: date - history.first,
                                reading: Reading::Now,
                                members: vec![(model.choice("part").unwrap(), member)],
                            };
                            if history.truth(expr, &at) == never {
                                return Err(TestCaseError::fail(format!(
                                    "on day {}\n{errors}\n{}",
                                    at.day,
                                    show(athlete)
                                )));
                            }
                        }
                    }
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        tried.get() * 2 > rejected.get(),
        "{tried:?} of {rejected:?}"
    );
}

/// Words for a tape, made of one.
fn words(seed: u32, count: usize) -> Vec<u32> {
    let mut state = seed | 1;
    (0..count)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state.wrapping_mul(0x9E37_79B1)
        })
        .collect()
}

/// More rows than any batch holds.
#[test]
fn hundreds_of_athletes_decide_as_each_alone() {
    holds(Size::Full, 6, |case| {
        let mut squad: Vec<Athlete> = Vec::new();
        for seed in 1..250 {
            squad.extend(athletes(
                &mut Tape::new(&words(seed, 1500)),
                &case.draft,
                20,
            ));
        }
        for (index, athlete) in squad.iter_mut().enumerate() {
            athlete.name = format!("athlete {index}");
        }
        let together = case.decide_for(&squad, Which::EveryDay);
        let mut alone = Vec::new();
        for athlete in &squad {
            alone.extend(case.decide_for(std::slice::from_ref(athlete), Which::EveryDay));
        }
        say("how many", &together.len(), &alone.len())?;
        for (together, alone) in together.iter().zip(&alone) {
            say("together, then alone", together, alone)?;
        }
        Ok(())
    });
}

#[test]
fn years_of_one_athlete_decide_as_the_naive_evaluator_does() {
    holds(Size::Full, 8, |case| {
        let mut rows = BTreeMap::new();
        for seed in 1..100 {
            let first = &athletes(&mut Tape::new(&words(seed, 1500)), &case.draft, 20)[0];
            let shift = START + 21 * i64::from(seed) - first.first();
            rows.extend(
                first
                    .rows
                    .iter()
                    .map(|(day, row)| (day + shift, row.clone())),
            );
        }
        let long = [Athlete {
            name: "long".into(),
            rows,
        }];
        let model = Model::new(&case.tree);
        let every = case.decide_for(&long, Which::EveryDay);
        for day in long[0].rows.keys().rev().step_by(97) {
            let days = Days::On(*day);
            let naive = decide(&case.tree, &long, days);
            let engine = case.decide_for(&long, which(days));
            let different = differences(&model, &naive, &engine);
            if !different.is_empty() {
                return Err(different);
            }
            let same = every.iter().find(|decision| decision.date == naive[0].date);
            say("on one day, and among every day", &Some(&engine[0]), &same)?;
        }
        Ok(())
    });
}

/// A choice may have 64 members, as many as a mask has bits.
#[test]
fn sets_of_sixty_four_members_are_whole() {
    let members: Vec<String> = (0..64).map(|n| format!("m{n}")).collect();
    let text = format!(
        "choice part: {}\n\ninput ache: scale 0 to 10 for each part\n\ninput tight: set of part\n\n\
         rule \"All\"\n  when size of tight >= 64\n  flag \"All.\"\n\n\
         rule \"Last\"\n  when tight includes m63\n  flag \"Last.\"\n\n\
         rule \"Rest\"\n  when tight without {{m0}} is {{m63}}\n  flag \"{{tight}}\"\n\n\
         rule \"Ache\"\n  when highest ache outside {{m63}} >= 5\n  then rest\n  because \"x\"\n\n\
         rule \"Sore\"\n  when (part where (ache >= 5)) overlaps {{m62, m63}}\n  then modify\n  because \"x\"\n\n\
         otherwise train\n",
        members.join(", ")
    );
    let parsed = Source::from_text("sixty-four.touchline", text)
        .parse()
        .unwrap();
    let tree = parsed.tree().clone();
    let ruleset = parsed
        .check()
        .unwrap_or_else(|error| panic!("{error}"))
        .ruleset;
    let set = |names: &[&str]| Answer::Set(names.iter().map(|name| (*name).to_owned()).collect());
    let mut athletes = Vec::new();
    for (index, tight) in [
        Answer::Set(members.clone()),
        set(&["m63"]),
        set(&["m0", "m63"]),
        set(&[]),
    ]
    .into_iter()
    .enumerate()
    {
        for (ache, known) in [(9.0, 63..64), (9.0, 62..63), (1.0, 0..64), (1.0, 0..63)] {
            let mut row = BTreeMap::from([(("tight".to_owned(), None), tight.clone())]);
            for member in &members[known] {
                let key = ("ache".to_owned(), Some(member.clone()));
                row.insert(key, Answer::Number(ache));
            }
            athletes.push(Athlete {
                name: format!("{index} {} {ache}", athletes.len()),
                rows: BTreeMap::from([(START, row)]),
            });
        }
    }
    let naive = decide(&tree, &athletes, Days::Every);
    let engine = decide_with(&ruleset, &athletes, Which::EveryDay);
    assert_eq!(differences(&Model::new(&tree), &naive, &engine), "");
}

/// A setting given to the engine counts as the one that the ruleset states.
#[test]
fn a_setting_given_is_a_setting_stated() {
    holds(Size::Full, 120, |case| {
        let stated = "scale 0 to 10 = ";
        for (at, declaration) in case.draft.declarations.iter().enumerate() {
            let Some((head, _)) = declaration.split_once(stated) else {
                continue;
            };
            let name = head.trim_start_matches("setting ").trim_end_matches(": ");
            let mut other = case.draft.declarations.clone();
            other[at] = format!("{head}{stated}6");
            let text = other.join("\n\n") + "\n";
            let Ok(tuned) = Ruleset::from_text("random.touchline", text) else {
                continue;
            };
            let id = case
                .ruleset
                .settings
                .iter()
                .position(|s| s.name == name)
                .unwrap();
            let options = Options {
                which: Which::EveryDay,
                settings: vec![(SettingId(id as u32), Value::Number(6.0))],
            };
            let days = to_days(&case.ruleset, &case.athletes);
            let given = Evaluator::new(&case.ruleset).decide(&days, &options);
            let stated = decide_with(&tuned, &case.athletes, Which::EveryDay);
            say(
                "given, then stated",
                &without_lines(given),
                &without_lines(stated),
            )?;
        }
        Ok(())
    });
}

/// What the generator must write now and then, or the comparison would be of little worth.
const CONSTRUCTS: &[&str] = &[
    " + ",
    " - ",
    " * ",
    " / ",
    " ^ ",
    "min(",
    "max(",
    "abs(",
    "round(",
    "sqrt(",
    "ln(",
    "exp(",
    " in ",
    "if ",
    " else ",
    " >= ",
    " <= ",
    " < ",
    " > ",
    " is ",
    " is not ",
    " is between ",
    " is one of ",
    " is missing",
    " is known",
    "not ",
    ") and (",
    ") or (",
    "all of",
    "any of",
    "none of",
    "at least 2 of",
    "at least limit of",
    "\n    - ",
    "overlaps",
    "includes",
    " without ",
    "size of",
    "part where (",
    "highest ",
    "lowest ",
    "average ",
    "median ",
    "sum of ",
    "sd of ",
    "population sd of ",
    "trend of ",
    "z_score of ",
    "ewma of ",
    "latest ",
    " within ",
    "yesterday",
    "days ago",
    "days when (",
    "days in a row when (",
    "days since (",
    "months since ",
    "years since ",
    " when (",
    " over last ",
    " before today",
    " with at least ",
    " among ",
    " outside ",
    "today",
    "missing means",
    ", lasting",
    "for each part",
    "unless",
    "flag ",
    "advise ",
    "cut ",
    "cap ",
    "raise ",
    "drop ",
    "otherwise rest",
    "stages",
    "setting ",
    "air - heat",
    "min\n",
];

#[test]
fn the_generator_writes_every_construct() {
    let wanted = 400;
    let counts: RefCell<BTreeMap<&str, u32>> = RefCell::default();
    let (days, provisional) = (Cell::new(0), Cell::new(0));
    let verdicts: RefCell<BTreeMap<(touchline::ast::Verdict, usize), u32>> = RefCell::default();
    holds(Size::Full, wanted, |case| {
        for construct in CONSTRUCTS {
            if case.text.contains(construct) {
                *counts.borrow_mut().entry(construct).or_default() += 1;
            }
        }
        for decision in case.decide(Which::EveryDay) {
            days.set(days.get() + 1);
            provisional.set(provisional.get() + u32::from(!decision.is_final));
            let key = (decision.verdict, decision.possible.len());
            *verdicts.borrow_mut().entry(key).or_default() += 1;
        }
        Ok(())
    });
    if std::env::var_os("TOUCHLINE_SHOW").is_some() {
        eprintln!(
            "{:?}\n{} of {} provisional {:?}",
            counts.borrow(),
            provisional.get(),
            days.get(),
            verdicts.borrow()
        );
    }
    for construct in CONSTRUCTS {
        assert!(
            counts.borrow().contains_key(construct),
            "the generator never wrote `{construct}`"
        );
    }
    assert_eq!(verdicts.borrow().len(), 9, "{:?}", verdicts.borrow());
}
