//! A threshold that the ruleset's own tests do not touch: a comparison with a number
//! or a setting that no test makes true, or none makes false.
//!
//! `>` for `>=`, or 7 for 17, would pass all tests. Where a ruleset has no tests
//! nothing is said. The tests are run, all at once, and what is told is how the
//! comparison stood on the day that each decides.
//!
//! ```touchline
//! rule "Sore"
//!   when soreness >= 7
//!   then rest
//!   because "Sore."
//!
//! test "Fresh"
//!   given soreness = 1
//!   expect train
//! ```

use std::collections::{BTreeMap, HashSet};

use super::whole::text;
use crate::ast::{Declaration, Program};
use crate::diagnostics::{Code, Diagnostic};
use crate::engine::Evaluator;
use crate::ruleset::{CompareOp, ExprId, ExprKind, LetId, Ruleset};
use crate::span::Span;
use crate::testing;

/// The most thresholds of one declaration that are pointed at.
const MOST_SHOWN: usize = 5;
/// The most answers that are looked at: cases times thresholds.
const MOST_ANSWERS: usize = 1 << 24;

/// A warning for each rule, `let` and table of the root file with such thresholds.
pub(super) fn find(ruleset: &Ruleset, program: &Program) -> Vec<Diagnostic> {
    if ruleset.tests.is_empty() {
        return Vec::new();
    }
    let mut thresholds = thresholds(ruleset);
    let file = program.root.id;
    thresholds.retain(|&id| ruleset.expr(id).span.file == file);
    let cases: usize = ruleset
        .tests
        .iter()
        .map(|test| test.cases.len().max(1))
        .sum();
    if thresholds.is_empty() || cases.saturating_mul(thresholds.len()) > MOST_ANSWERS {
        return Vec::new();
    }
    let (days, options) = testing::cases(ruleset);
    let mut seen = vec![[false; 2]; thresholds.len()];
    for truths in Evaluator::observing(ruleset, &thresholds).truths(&days, &options) {
        for (seen, truth) in seen.iter_mut().zip(truths) {
            match truth {
                Some(false) => seen[0] = true,
                Some(true) => seen[1] = true,
                None => {}
            }
        }
    }
    // By the declaration that each stands in.
    let mut declarations: Vec<(Span, &Declaration)> = program
        .root
        .declarations
        .iter()
        .filter_map(|declaration| Some((span(declaration)?, declaration)))
        .collect();
    declarations.sort_by_key(|(span, _)| *span);
    let mut untested: BTreeMap<usize, Vec<(ExprId, [bool; 2])>> = BTreeMap::new();
    for (&id, seen) in thresholds.iter().zip(seen) {
        let place = ruleset.expr(id).span;
        let after = declarations.partition_point(|(span, _)| span.start <= place.start);
        if let (false, Some(index)) = (seen == [true; 2], after.checked_sub(1)) {
            untested.entry(index).or_default().push((id, seen));
        }
    }
    untested
        .into_iter()
        .filter_map(|(index, ids)| {
            let (_, declaration) = declarations.get(index)?;
            warning(ruleset, declaration, ids)
        })
        .collect()
}

fn span(declaration: &Declaration) -> Option<Span> {
    match declaration {
        Declaration::Rule(rule) => Some(rule.span),
        Declaration::Let(decl) => Some(decl.span),
        Declaration::Table(table) => Some(table.span),
        _ => None,
    }
}

fn warning(
    ruleset: &Ruleset,
    declaration: &Declaration,
    mut ids: Vec<(ExprId, [bool; 2])>,
) -> Option<Diagnostic> {
    ids.sort_by_key(|(id, _)| ruleset.expr(*id).span);
    let lacks = |seen: [bool; 2]| match seen {
        [true, false] => "true",
        [false, true] => "false",
        _ => "true, and none makes it false",
    };
    let what = match declaration {
        Declaration::Rule(rule) => format!("the rule \"{}\"", rule.title.value),
        Declaration::Let(decl) => format!("`{}`", decl.name.name),
        Declaration::Table(table) => format!("the table \"{}\"", table.title.value),
        _ => return None,
    };
    let &(first, seen) = ids.first()?;
    let (message, help) = if ids.len() == 1 {
        (
            format!("no test makes `{}` {}", text(ruleset, first), lacks(seen)),
            match seen {
                [true, false] => "add a test in which it holds, and look at what comes out",
                [false, true] => "add a test in which it does not hold, and look at what comes out",
                _ => "add a test with a case on either side of it",
            }
            .to_owned(),
        )
    } else {
        (
            format!(
                "the tests leave {} thresholds of {what} untested",
                ids.len()
            ),
            "add a test with `cases` on either side of each".to_owned(),
        )
    };
    let mut diagnostic = Diagnostic::warning(Code::UntestedThreshold, message).help(help);
    for (id, seen) in ids.iter().take(MOST_SHOWN) {
        let label = format!("no test makes this {}", lacks(*seen));
        diagnostic = diagnostic.label(ruleset.expr(*id).span, label);
    }
    if let (Some(last), Some(more)) = (
        diagnostic.labels.last_mut(),
        ids.len().checked_sub(MOST_SHOWN),
    ) && more > 0
    {
        last.text.push_str(&format!(", nor {more} more below"));
    }
    Some(diagnostic)
}

/// The comparisons with a number or a setting that rules read of the day itself.
/// What is read of other days, or of each member, is left out.
fn thresholds(ruleset: &Ruleset) -> Vec<ExprId> {
    let mut ahead: Vec<ExprId> = ruleset
        .rules
        .iter()
        .flat_map(|rule| rule.when.into_iter().chain(rule.unless))
        .collect();
    let mut seen: HashSet<ExprId> = HashSet::new();
    let mut lets: HashSet<LetId> = HashSet::new();
    let mut found = Vec::new();
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        let kind = &ruleset.expr(id).kind;
        if is_threshold(ruleset, kind) {
            found.push(id);
        }
        match kind {
            ExprKind::Let(name) => {
                if lets.insert(*name) {
                    ahead.push(ruleset.let_(*name).expr);
                }
            }
            ExprKind::OverDays { .. }
            | ExprKind::Ewma { .. }
            | ExprKind::Latest { .. }
            | ExprKind::Ago(..)
            | ExprKind::Days(..)
            | ExprKind::Where(..)
            | ExprKind::OverMembers { .. } => {}
            kind => ahead.extend(kind.operands()),
        }
    }
    found.sort_unstable();
    found
}

fn is_threshold(ruleset: &Ruleset, kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Compare(
            CompareOp::Less | CompareOp::AtMost | CompareOp::More | CompareOp::AtLeast,
            left,
            right,
        ) => is_fixed(ruleset, *left) != is_fixed(ruleset, *right),
        ExprKind::Between(value, low, high) => {
            !is_fixed(ruleset, *value) && is_fixed(ruleset, *low) && is_fixed(ruleset, *high)
        }
        _ => false,
    }
}

/// Whether a value is written out, or a setting.
fn is_fixed(ruleset: &Ruleset, id: ExprId) -> bool {
    match ruleset.expr(id).kind {
        ExprKind::Number(_) | ExprKind::Setting(_) => true,
        ExprKind::Convert(inner, _) | ExprKind::Negate(inner) => matches!(
            ruleset.expr(inner).kind,
            ExprKind::Number(_) | ExprKind::Setting(_)
        ),
        _ => false,
    }
}
