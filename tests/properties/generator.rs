//! What the generator of cases writes: in go its rulesets, out comes nothing
//! where every construct and every kind of decision is among them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use touchline::engine::Which;

use super::cases::holds;
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
