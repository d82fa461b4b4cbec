//! What the checker says of ranges: in go rulesets that it rejects for a
//! condition that never or always holds, out comes nothing where no answer
//! shows otherwise.

use std::cell::Cell;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::TestCaseError;
use touchline::ast::{Declaration, Expr, ExprKind, File};
use touchline::diagnostics::Code;
use touchline::span::Span;

use super::cases::{cases, runner, show, source};
use crate::naive::children::children;
use crate::naive::evaluate::{At, History, Reading};
use crate::naive::generate::{Size, Tape, athletes, ruleset};
use crate::naive::merge::Merged;
use crate::naive::model::Model;
use crate::naive::value::Truth;

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
            let parsed = source(&draft.files).parse();
            let parsed = parsed.map_err(|error| TestCaseError::fail(error.to_string()))?;
            let tree = parsed.tree().clone();
            let merged = Merged::new(parsed.program());
            let Err(errors) = parsed.check() else {
                return Ok(());
            };
            rejected.set(rejected.get() + 1);
            let model = Model::new(&merged);
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
                    let mut history = History::new(&model, athlete, athlete.first());
                    for date in athlete.rows.keys() {
                        history.decide_on(*date);
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
