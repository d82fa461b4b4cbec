//! What stands under `then`, in words: `cut load by 20%`, `effort at most 7`.

use super::{Day, runs};
use crate::ast::{Adjustment, AdjustmentKind, Path};
use crate::describe::names::{Speaker, readable};
use crate::describe::page::{Run, Said};

/// What stands under `then`, told apart.
#[derive(Clone, Debug, Default)]
pub(in crate::describe) struct Changes {
    /// Changes of the plan.
    pub plan: Vec<Vec<Run>>,
    /// Pieces of advice.
    pub advice: Vec<Vec<Run>>,
}

impl Speaker<'_> {
    /// Changes of the plan, and advice.
    pub(in crate::describe) fn changes(&self, lines: &[Adjustment]) -> Changes {
        let mut changes = Changes::default();
        for line in lines {
            let noun = |value| self.noun(value, Day::Today).at_least(super::Weight::Open);
            let change = match &line.kind {
                AdjustmentKind::Cut { target, by } => {
                    runs!["cut ", self.planned(target), " by ", noun(by)]
                }
                AdjustmentKind::Cap { target, at } => {
                    runs![self.planned(target), " at most ", noun(at)]
                }
                AdjustmentKind::Raise { target, to } => {
                    runs![self.planned(target), " at least ", noun(to)]
                }
                AdjustmentKind::Drop { set, target } => {
                    let set = self.noun(set, Day::Today).runs;
                    runs!["from ", self.planned(target), " leave out ", set]
                }
                AdjustmentKind::Advise(text) => {
                    changes.advice.push(self.text(text));
                    continue;
                }
            };
            changes.plan.push(change);
        }
        changes
    }

    /// `load`, `sets of quads`
    fn planned(&self, target: &Path) -> Vec<Run> {
        let name = self.name(&target.name);
        match &target.member {
            Some(member) => runs![name, " of ", Run::Answer(readable(&member.name))],
            None => name,
        }
    }
}

/// One line, or a point for each.
pub(in crate::describe) fn points(mut lines: Vec<Vec<Run>>) -> Said {
    match lines.len() {
        0 | 1 => lines.pop().unwrap_or_default().into(),
        _ => Said {
            runs: Vec::new(),
            points: lines.into_iter().map(Said::from).collect(),
        },
    }
}
