//! What rules need: in goes a ruleset and which inputs the data has columns
//! for, out come the inputs that conditions read and the data cannot give.

use crate::ruleset::{ExprKind, InputId, Ruleset};

/// Inputs without a column that conditions of rules read, also through `let`s.
///
/// An input with a default counts too: without its column every day would pass
/// for that default. A later stage of which the data holds nothing at all does
/// not: a warm-up that has not been done yet is not a column forgotten.
pub(super) fn lacking(ruleset: &Ruleset, covered: &[bool]) -> Vec<InputId> {
    let has = |id: InputId| covered.get(id.0 as usize).copied().unwrap_or(false);
    let reached = ruleset
        .inputs()
        .filter(|(id, _)| has(*id))
        .filter_map(|(_, input)| input.stage)
        .max();
    let read = read_by_conditions(ruleset);
    ruleset
        .inputs()
        .filter(|(id, input)| {
            read.get(id.0 as usize).copied().unwrap_or(false)
                && !has(*id)
                && input
                    .stage
                    .is_none_or(|stage| stage == 0 || Some(stage) <= reached)
        })
        .map(|(id, _)| id)
        .collect()
}

fn read_by_conditions(ruleset: &Ruleset) -> Vec<bool> {
    let mut read = vec![false; ruleset.inputs.len()];
    let mut seen = vec![false; ruleset.exprs.len()];
    let conditions = ruleset
        .rules
        .iter()
        .flat_map(|rule| [rule.when, rule.unless]);
    let mut waiting: Vec<_> = conditions.flatten().collect();
    while let Some(id) = waiting.pop() {
        let Some(seen) = seen.get_mut(id.0 as usize) else {
            continue;
        };
        if std::mem::replace(seen, true) {
            continue;
        }
        let kind = &ruleset.expr(id).kind;
        match kind {
            ExprKind::Input(input)
            | ExprKind::InputMember(input, _)
            | ExprKind::InputAtMember(input) => {
                if let Some(read) = read.get_mut(input.0 as usize) {
                    *read = true;
                }
            }
            ExprKind::Let(name) => waiting.push(ruleset.let_(*name).expr),
            _ => waiting.extend(kind.operands()),
        }
    }
    read
}
