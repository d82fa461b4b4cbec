//! A condition that needs a value to be missing and reads it as well, so that it is
//! unknown at best: it never fires, and at most keeps decisions waiting.
//!
//! ```touchline
//! rule "No sleep, or little"
//!   when sleep is missing and sleep < 6 h
//!   then rest
//!   because "You hardly slept."
//! ```

use super::possible::Reader;
use super::same::all_of;
use super::whole::{Whole, clash, text};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, Input, Ruleset};
use crate::span::Span;

/// A warning for each of the conditions that are never true for what is missing only.
pub(super) fn find(
    ruleset: &Ruleset,
    reader: &Reader<'_>,
    missing_free: &Reader<'_>,
    wholes: &[Whole],
) -> Vec<Diagnostic> {
    wholes
        .iter()
        .filter(|whole| !whole.truths.may_be_yes())
        .filter(|whole| missing_free.condition(whole.condition).may_be_yes())
        .map(|whole| warning(ruleset, reader, whole))
        .collect()
}

fn warning(ruleset: &Ruleset, reader: &Reader<'_>, whole: &Whole) -> Diagnostic {
    let what = &whole.what;
    let message = match whole.of_rule {
        true => format!("{what} can never fire, and at most keeps a decision waiting"),
        false => format!("{what} can be unknown, and never true"),
    };
    let diagnostic = Diagnostic::warning(Code::ProvisionalOnlyRule, message);
    let Some((one, other)) = clash(ruleset, reader, whole.condition) else {
        if let Some((at, input)) = never_missing(ruleset, whole.condition) {
            let name = &input.name;
            let diagnostic = diagnostic.label(at, "never true");
            let default = input.default.map(|default| ruleset.expr(default).span);
            return match default {
                Some(default) => diagnostic.label(default, "stands for a missing answer"),
                None => diagnostic,
            }
            .help(format!(
                "take `missing means` away from `{name}`, or this condition out"
            ));
        }
        return diagnostic
            .label(ruleset.expr(whole.condition).span, "true on no day at all")
            .help("a value that is missing is neither high nor low: ask for one or the other");
    };
    let about_missing = |id| matches!(ruleset.expr(id).kind, ExprKind::IsMissing(_));
    let (missing, reads) = match about_missing(one) {
        true => (one, other),
        false => (other, one),
    };
    diagnostic
        .label(ruleset.expr(missing).span, "where this is so")
        .label(ruleset.expr(reads).span, "this is not true")
        .help(format!(
            "keep `{}` alone, or `{}` alone; to act on both, write `or` between them",
            text(ruleset, missing),
            text(ruleset, reads)
        ))
}

/// `mood is missing`, where a default stands for every missing answer.
fn never_missing(ruleset: &Ruleset, condition: ExprId) -> Option<(Span, &Input)> {
    all_of(ruleset, condition).into_iter().find_map(|part| {
        let ExprKind::IsMissing(of) = ruleset.expr(part).kind else {
            return None;
        };
        match ruleset.expr(of).kind {
            ExprKind::Input(input) => Some((ruleset.expr(part).span, ruleset.input(input)))
                .filter(|(_, input)| input.default.is_some()),
            _ => None,
        }
    })
}
