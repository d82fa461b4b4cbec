//! The interpreter's loop: each operation of the plan, in order, over all rows
//! of a batch. In go what the batch holds, out come the columns of all operations:
//! of numbers (`number`), of truths (`truth`) and of sets (`set`); what is given
//! from outside is read in `given`.

mod given;
mod number;
mod set;
mod truth;

use super::batch::Batch;
use super::columns::{Buffer, Columns};
use crate::days::Days;
use crate::plan::{NodeId, Plan};

/// All that an operation may read.
pub(super) struct Context<'a> {
    pub(super) columns: &'a Columns,
    pub(super) batch: &'a Batch,
    pub(super) days: &'a Days,
}

/// Fills the columns of a batch.
pub(super) fn run(plan: &Plan, columns: &mut Columns, batch: &Batch, days: &Days) {
    for (index, op) in plan.ops.iter().enumerate() {
        let Some(slot) = columns.buffers.get_mut(index) else {
            continue;
        };
        // Taken out while it is written, so that the others can be read.
        let mut buffer = std::mem::replace(slot, Buffer::Truth(Vec::new()));
        buffer.resize(batch.len());
        let context = Context {
            columns,
            batch,
            days,
        };
        match &mut buffer {
            Buffer::Number(out) => context.number(op, out),
            Buffer::Truth(out) => context.truth(op, out),
            Buffer::Set(out) => context.set(op, out),
        }
        if let Some(slot) = columns.buffers.get_mut(index) {
            *slot = buffer;
        }
    }
}

impl Context<'_> {
    fn numbers(&self, node: NodeId) -> &[f64] {
        self.columns.numbers(node)
    }

    fn truths(&self, node: NodeId) -> &[u8] {
        self.columns.truths(node)
    }

    fn sets(&self, node: NodeId) -> &[u64] {
        self.columns.sets(node)
    }

    fn when(&self, node: Option<NodeId>) -> Option<&[u8]> {
        node.map(|node| self.truths(node))
    }
}
