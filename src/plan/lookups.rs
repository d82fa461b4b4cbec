//! `give x` of a table to columns: the value of the row that holds. Each of the
//! sides that a value is known by is one operation over all rows of the table.

use super::lower::Lowering;
use super::{Bounds, Members, NodeId, Op, Reading, SetNodes};
use crate::ruleset::ExprId;

/// The rows of a table: what must hold, and what is then given.
type Rows = [(ExprId, ExprId)];

impl Lowering<'_> {
    pub(super) fn lookup_number(
        &mut self,
        rows: &Rows,
        complete: bool,
        reading: Reading,
        members: &Members,
    ) -> Bounds {
        let rows: Vec<(NodeId, Bounds)> = rows
            .iter()
            .map(|&(condition, value)| {
                (
                    self.truth(condition, reading, members),
                    self.number(value, reading, members),
                )
            })
            .collect();
        let exact = rows.iter().all(|(_, value)| value.low == value.high);
        let mut end = |rows, upper| {
            self.graph.add(Op::LookupNumber {
                rows,
                complete,
                upper,
            })
        };
        if exact {
            return Bounds::exact(end(rows, false));
        }
        Bounds {
            low: end(rows.clone(), false),
            high: end(rows, true),
        }
    }

    pub(super) fn lookup_truth(
        &mut self,
        rows: &Rows,
        complete: bool,
        reading: Reading,
        members: &Members,
    ) -> NodeId {
        let rows = rows
            .iter()
            .map(|&(condition, value)| {
                (
                    self.truth(condition, reading, members),
                    self.truth(value, reading, members),
                )
            })
            .collect();
        self.graph.add(Op::LookupTruth { rows, complete })
    }

    pub(super) fn lookup_set(
        &mut self,
        rows: &Rows,
        complete: bool,
        all: u64,
        reading: Reading,
        members: &Members,
    ) -> SetNodes {
        let rows: Vec<(NodeId, SetNodes)> = rows
            .iter()
            .map(|&(condition, value)| {
                (
                    self.truth(condition, reading, members),
                    self.set(value, reading, members),
                )
            })
            .collect();
        SetNodes {
            sure: self.graph.add(Op::LookupSet {
                rows: rows.clone(),
                complete,
                maybe: false,
                blank: 0,
            }),
            maybe: self.graph.add(Op::LookupSet {
                rows,
                complete,
                maybe: true,
                blank: all,
            }),
        }
    }
}
