//! The conditions that are looked at as wholes: in goes a ruleset, out come the
//! conditions of the root file's rules and `let`s, each with what it can be.

use std::collections::HashSet;

use super::possible::{Reader, Truths};
use super::same::all_of;
use crate::ruleset::{ExprId, ExprKind, LetId, Ruleset, Type};
use crate::span::FileId;

/// A condition of a rule, or a `let` that is one.
pub(super) struct Whole {
    /// `the rule "Tired"`, or the name in backticks.
    pub what: String,
    /// It is a rule's.
    pub of_rule: bool,
    /// The condition.
    pub condition: ExprId,
    /// What it can be.
    pub truths: Truths,
}

/// All of a file. A rule that reads a `let` which is decided is left out: the `let` is told.
pub(super) fn all(ruleset: &Ruleset, reader: &Reader<'_>, file: FileId) -> Vec<Whole> {
    let mut found = Vec::new();
    let mut told: HashSet<LetId> = HashSet::new();
    for (id, decl) in (0..).map(LetId).zip(&ruleset.lets) {
        let expr = ruleset.expr(decl.expr);
        let looked_at = expr.ty == Type::Truth
            && !matches!(expr.kind, ExprKind::Truth(_) | ExprKind::Lookup { .. })
            && decl.span.file == file
            && !reads(ruleset, decl.expr, &told);
        if looked_at {
            let truths = reader.condition(decl.expr);
            if !truths.may_be_yes() || !truths.may_be_no() {
                told.insert(id);
            }
            found.push(Whole {
                what: format!("`{}`", decl.name),
                of_rule: false,
                condition: decl.expr,
                truths,
            });
        }
    }
    let rules = ruleset.rules.iter();
    for rule in rules.filter(|rule| !rule.included && rule.table.is_none()) {
        if let Some(condition) = rule.when.filter(|&when| !reads(ruleset, when, &told)) {
            found.push(Whole {
                what: format!("the rule \"{}\"", rule.name),
                of_rule: true,
                condition,
                truths: reader.condition(condition),
            });
        }
    }
    found
}

/// Whether an expression reads one of these, through others too.
fn reads(ruleset: &Ruleset, id: ExprId, lets: &HashSet<LetId>) -> bool {
    if lets.is_empty() {
        return false;
    }
    let mut ahead = vec![id];
    let mut seen = HashSet::new();
    while let Some(id) = ahead.pop() {
        if !seen.insert(id) {
            continue;
        }
        match &ruleset.expr(id).kind {
            ExprKind::Let(name) if lets.contains(name) => return true,
            ExprKind::Let(name) => ahead.push(ruleset.let_(*name).expr),
            kind => ahead.extend(kind.operands()),
        }
    }
    false
}

/// Two of the conditions that `and` joins which are never both true.
pub(super) fn clash(
    ruleset: &Ruleset,
    reader: &Reader<'_>,
    condition: ExprId,
) -> Option<(ExprId, ExprId)> {
    let parts = all_of(ruleset, condition);
    let most = parts.get(..parts.len().min(20)).unwrap_or_default();
    most.iter().enumerate().find_map(|(index, &part)| {
        let others = most.get(index + 1..).unwrap_or_default();
        let clashes = |&&other: &&ExprId| !reader.together(&[part, other], None).may_be_yes();
        others.iter().find(clashes).map(|&other| (part, other))
    })
}

/// The text of an expression, on one line.
pub(super) fn text(ruleset: &Ruleset, id: ExprId) -> String {
    let text = ruleset.sources.text(ruleset.expr(id).span);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
