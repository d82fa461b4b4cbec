//! Fixes that are applied unread, on every program of `tests/cases` and every
//! shipped ruleset: none is left afterwards, nothing gets worse, and what was
//! right before still means the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use touchline::days::DaysBuilder;
use touchline::diagnostics::{Certainty, Diagnostics, Severity};
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{Ruleset, Type, Value};
use touchline::{Source, fixes};

/// Every program below a folder of the project, by path, links of folders left alone.
fn programs(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "touchline") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn errors(found: &Diagnostics) -> usize {
    let items = found.items.iter();
    items
        .filter(|item| item.severity == Severity::Error)
        .count()
}

fn sure(found: &Diagnostics) -> usize {
    let fixes = found.items.iter().filter_map(|item| item.fix.as_ref());
    fixes.filter(|fix| fix.certainty == Certainty::Sure).count()
}

/// Numbers that look random, and are the same each time.
struct Numbers(u64);

impl Numbers {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 33).unwrap()) / f64::from(u32::MAX >> 1)
    }

    /// From 0 to `count - 1`.
    fn below(&mut self, count: usize) -> u8 {
        let share = self.next();
        let before = (1..count).filter(|&n| n as f64 <= share * count as f64);
        u8::try_from(before.count()).unwrap()
    }

    fn value(&mut self, ruleset: &Ruleset, ty: &Type) -> Value {
        match ty {
            Type::Number(number) => {
                let (low, high) = (number.range.low.max(-20.0), number.range.high.min(100.0));
                let x = low + self.next() * (high - low).max(0.0);
                Value::Number(if number.whole {
                    x.round()
                } else {
                    (x * 2.0).round() / 2.0
                })
            }
            Type::Truth => Value::Truth(self.next() < 0.5),
            Type::Choice(choice) => {
                Value::Member(self.below(ruleset.choice(*choice).members.len()))
            }
            Type::Set(choice) => {
                let members = ruleset.choice(*choice).members.len();
                Value::Set(
                    (0..members)
                        .map(|bit| u64::from(self.next() < 0.4) << bit)
                        .sum(),
                )
            }
            Type::Date => Value::Date(20_000 + i32::from(self.below(200))),
        }
    }
}

/// What a ruleset decides of two athletes' forty days, half of them with gaps; where its rules
/// stand in the file does not count.
fn decisions(source: &Source) -> Vec<String> {
    let ruleset = source.clone().parse().unwrap().check().unwrap().ruleset;
    let mut builder = DaysBuilder::new(&ruleset);
    let layout = builder.layout().clone();
    let mut numbers = Numbers(7);
    for day in 0..80 {
        let row = builder.row(if day < 40 { "Ana" } else { "Ben" }, 20_454 + day % 40);
        for (id, input) in ruleset.inputs() {
            let members = input
                .each
                .map(|choice| ruleset.choice(choice).members.len());
            for member in 0..members.unwrap_or(1) {
                let slot = layout.slot(id, u8::try_from(member).ok());
                let value = numbers.value(&ruleset, &input.ty);
                if numbers.next() < 0.8 {
                    builder.set(row, slot, value);
                }
            }
        }
    }
    let options = Options {
        which: Which::EveryDay,
        ..Options::default()
    };
    let decided = Evaluator::new(&ruleset).decide(&builder.finish(), &options);
    decided
        .into_iter()
        .map(|decision| {
            let reasons: Vec<_> = decision
                .reasons
                .iter()
                .map(|reason| (&reason.rule, reason.verdict, reason.sure, &reason.because))
                .collect();
            format!(
                "{} {} {:?} {:?} {:?} {:?} {:?} {reasons:?}",
                decision.athlete,
                decision.date,
                decision.verdict,
                decision.possible,
                decision.plan,
                decision.advice,
                decision.flags
            )
        })
        .collect()
}

#[test]
fn no_sure_fix_is_left_and_nothing_gets_worse() {
    let (mut changed, mut mended) = (0, 0);
    for path in programs("tests/cases")
        .into_iter()
        .chain(programs("rulesets"))
    {
        let Ok(source) = Source::read(&path) else {
            continue;
        };
        let before = source.clone().examine();
        let fixed = fixes::fix(std::slice::from_ref(&source));
        let path = path.display();
        let left = &fixed.left[0];
        assert_eq!(
            fixed.refused, 0,
            "{path}: fixes that make it worse\n{before}"
        );
        let hidden_by = before
            .items
            .iter()
            .any(|item| item.severity == Severity::Error && item.fix.is_none());
        // Fixes that overlap another wait for the next round.
        assert_eq!(sure(left), 0, "{path}: still to be fixed\n{left}");
        if errors(&before) > 0 && !hidden_by && errors(left) == 0 {
            mended += 1;
        }
        if let Some(file) = fixed.files.first() {
            changed += 1;
            assert!(sure(&before) > 0, "{path}");
            if errors(&before) == 0 {
                assert_eq!(errors(left), 0, "{path}\n{left}");
                let after = Source::from_text(&file.name, &file.after);
                assert_eq!(
                    decisions(&source),
                    decisions(&after),
                    "{path}: another meaning"
                );
            }
        }
    }
    println!("{changed} programs changed, {mended} of them were wrong and check");
    assert!(changed > 5, "{changed} programs changed");
}

#[test]
fn what_a_fix_uncovers_is_fixed_in_the_next_round() {
    let text = "input stress: scale 0 to 10\n\nrule “Stressed”\n  when stress => 7\n  unless stress == 8\n  then rest\n  because “Not today.”\n\notherwise train\n";
    let fixed = fixes::fix(&[Source::from_text("stress.touchline", text)]);
    let file = &fixed.files[0];
    assert_eq!(fixed.left[0].items.len(), 0, "{}", fixed.left[0]);
    assert_eq!(
        file.after,
        text.replace("=>", ">=")
            .replace("&&", "and")
            .replace("==", "is")
            .replace(['“', '”'], "\"")
    );
    assert_eq!(file.before, text);
}

#[test]
fn a_file_that_two_rulesets_include_is_fixed_once() {
    let sign = "input stress: scale 0 to 10\n\nrule \"Stressed\"\n  when stress => 7\n  then rest\n  because \"Not today.\"\n\notherwise train\n";
    let root = |name: &str| {
        let root = "include \"sign.touchline\"\n\notherwise train\n";
        let texts = [(name, root), ("sign.touchline", sign)];
        let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
        Source::from_texts(name, BTreeMap::from(texts)).unwrap()
    };
    let fixed = fixes::fix(&[root("a.touchline"), root("b.touchline")]);
    assert_eq!(fixed.files.len(), 1);
    assert_eq!(
        (fixed.files[0].name.as_str(), fixed.files[0].fixes),
        ("sign.touchline", 1)
    );
    assert!(fixed.left.iter().all(|left| left.items.is_empty()));
}

#[test]
fn another_meaning_is_noticed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("rulesets/hooper.touchline");
    let text = std::fs::read_to_string(path).unwrap();
    let decided = |text: &str| decisions(&Source::from_text("hooper.touchline", text));
    assert_eq!(decided(&text), decided(&format!("# noted\n\n{text}")));
    assert_ne!(decided(&text), decided(&text.replacen("modify", "rest", 1)));
}
