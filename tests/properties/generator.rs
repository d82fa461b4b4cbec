//! What the generator of cases writes: in go its rulesets, out comes nothing
//! where every construct and every kind of decision is among them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use touchline::decision::{Decision, SettingFrom};
use touchline::engine::Which;
use touchline::ruleset::Verdict;

use super::cases::{COMPARED, Case, holds};
use crate::naive::generate::Size;

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

/// The same of cells of tables, of which each begins after a bar.
const CELLS: &[&str] = &[
    "| any |",
    "| yes |",
    "| not yes |",
    "| is yes |",
    "| is not yes |",
    "| < ",
    "| <= ",
    "| > ",
    "| >= ",
    "| not ",
    "| above ",
    "| is between ",
    "| is one of {",
    "| is missing |",
    "| includes ",
    "| not includes ",
    "| overlaps {",
    "| is {",
    "| {} |",
    "today - 5 days |",
    "| < 2026-01-20 |",
    "| 2026-01-10 to 2026-02-01 |",
    " to under ",
    " or ",
    ">= limit",
    "<= limit",
    "| otherwise | ",
    "| then |",
    "| adjust |",
    "| because |",
    "| flag |",
    "| name |",
    "| give given |",
    "| give tabled |",
    "| give listed |",
    "| give zone |",
    "yesterday |",
    "| highest ",
    "| size of ",
    "| days when (",
];

/// The same of several files.
const CLAUSES: &[&str] = &[
    "include \"one.touchline\"",
    "include \"../one.touchline\"",
    "include \"lib/two.touchline\"",
    "include \"three.touchline\"",
    "with limit",
    "with bound_of",
    "without rule \"Bands ",
    "without rule \"Alarm\"",
    "overrides \"Bands ",
    "overrides \"Limping\"",
    "overrides \"Limping\", \"",
    "for each part = {",
];

/// What a construct does, where it was generated.
fn outcomes(case: &Case, decision: &Decision) -> Vec<&'static str> {
    let is_from = |from: SettingFrom| decision.settings.iter().any(|s| s.from == from);
    let fires = |part: &str| decision.reasons.iter().any(|r| r.rule.contains(part));
    let shown = |text: &Option<String>| text.as_ref().is_some_and(|t| t.contains("not known"));
    let changed = |name: fn(&str) -> bool| {
        let mut plan = decision.plan.iter();
        plan.any(|planned| name(&planned.name) && planned.before != planned.after)
    };
    let sure_row = decision
        .reasons
        .iter()
        .any(|r| r.sure && r.rule.contains(", row "));
    let included = case.ruleset.rules.iter().filter(|rule| rule.included);
    let milder = |rule: &&touchline::ruleset::Rule| {
        let verdict = rule.verdict;
        verdict.is_some_and(|verdict| verdict < case.ruleset.otherwise.verdict)
    };
    let [mut displaced, mut of_included] = [false; 2];
    for rule in included {
        let says = decision.reasons.iter().any(|r| r.rule == rule.name);
        displaced |= says && milder(&rule);
        of_included |= says;
    }
    [
        ("overridden", !decision.overridden.is_empty()),
        ("a floor", !decision.floors.is_empty()),
        (
            "a floor that raises the verdict",
            decision.floors.iter().any(|f| f.verdict > Verdict::Train),
        ),
        ("a row that is sure", sure_row),
        ("a row that fires", fires(", row ")),
        ("an included rule", of_included),
        ("an included rule that counts for nothing", displaced),
        ("a setting of the data", is_from(SettingFrom::Data)),
        ("a setting of the file", is_from(SettingFrom::SettingsFile)),
        ("a plan changed", changed(|_| true)),
        (
            "a plan of a member changed",
            changed(|name| name.contains('.')),
        ),
        (
            "unknown in a reason",
            decision.reasons.iter().any(|r| shown(&r.because)),
        ),
    ]
    .into_iter()
    .filter_map(|(what, happened)| happened.then_some(what))
    .collect()
}

/// How often things were seen, by what they are called.
#[derive(Default)]
struct Tally(RefCell<BTreeMap<&'static str, u32>>);

impl Tally {
    fn add(&self, what: &'static str) {
        *self.0.borrow_mut().entry(what).or_default() += 1;
    }

    fn at_least(&self, wanted: u32, all: &[&'static str]) {
        for what in all {
            let seen = self.0.borrow().get(what).copied().unwrap_or(0);
            assert!(seen >= wanted, "`{what}` {seen} times, of {wanted}");
        }
    }
}

#[test]
fn the_generator_writes_every_construct() {
    let (cases_with, days_with) = (Tally::default(), Tally::default());
    let (days, provisional) = (Cell::new(0), Cell::new(0));
    let verdicts: RefCell<BTreeMap<(Verdict, usize), u32>> = RefCell::default();
    holds(Size::Full, COMPARED, |case| {
        let is_row = |line: &&str| line.starts_with("  |");
        let rows: Vec<&str> = case.text.lines().filter(is_row).collect();
        let rows = rows.join("\n");
        for (constructs, text) in [
            (CONSTRUCTS, &case.text),
            (CELLS, &rows),
            (CLAUSES, &case.text),
        ] {
            for construct in constructs.iter().filter(|c| text.contains(**c)) {
                cases_with.add(construct);
            }
        }
        for table in case.ruleset.tables.iter().filter(|table| table.complete) {
            let last = table.rows.last().map(|row| case.ruleset.rule(*row).span);
            let ends =
                last.is_some_and(|row| case.ruleset.sources.text(row).contains("otherwise |"));
            cases_with.add(if ends {
                "ends in otherwise"
            } else {
                "leaves nothing out"
            });
        }
        for decision in case.decide(Which::EveryDay) {
            days.set(days.get() + 1);
            provisional.set(provisional.get() + u32::from(!decision.is_final));
            let key = (decision.verdict, decision.possible.len());
            *verdicts.borrow_mut().entry(key).or_default() += 1;
            for outcome in outcomes(case, &decision) {
                days_with.add(outcome);
            }
        }
        Ok(())
    });
    if std::env::var_os("TOUCHLINE_SHOW").is_some() {
        eprintln!("cases with {:?}", cases_with.0.borrow());
        eprintln!("days with {:?}", days_with.0.borrow());
        let (provisional, days) = (provisional.get(), days.get());
        eprintln!(
            "{provisional} of {days} provisional {:?}",
            verdicts.borrow()
        );
    }
    for constructs in [CONSTRUCTS, CELLS, CLAUSES] {
        cases_with.at_least(1, constructs);
    }
    cases_with.at_least(3, &["ends in otherwise", "leaves nothing out"]);
    let seen = days_with.0.borrow().keys().copied().collect::<Vec<_>>();
    assert_eq!(seen.len(), 12, "{seen:?}");
    days_with.at_least(20, &seen);
    assert_eq!(verdicts.borrow().len(), 9, "{:?}", verdicts.borrow());
}
