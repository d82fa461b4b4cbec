//! The columns of a batch: one buffer an operation, kept from batch to batch so
//! that nothing is allocated per row.

use crate::plan::{ColumnKind, NodeId};

/// The values of one operation, a row each.
#[derive(Clone, Debug)]
pub(super) enum Buffer {
    Number(Vec<f64>),
    Truth(Vec<u8>),
    Set(Vec<u64>),
}

impl Buffer {
    pub(super) fn new(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Number => Self::Number(Vec::new()),
            ColumnKind::Truth => Self::Truth(Vec::new()),
            ColumnKind::Set => Self::Set(Vec::new()),
        }
    }

    /// Makes room for a batch. What stands in the rows is overwritten by the operation.
    pub(super) fn resize(&mut self, rows: usize) {
        match self {
            Self::Number(values) => values.resize(rows, f64::NAN),
            Self::Truth(values) => values.resize(rows, 1),
            Self::Set(values) => values.resize(rows, 0),
        }
    }
}

/// All columns of a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) buffers: Vec<Buffer>,
}

impl Columns {
    /// Numbers, members or dates; empty where the column holds something else,
    /// which a plan never asks for.
    pub(super) fn numbers(&self, node: NodeId) -> &[f64] {
        match &self.buffers[node.0 as usize] {
            Buffer::Number(values) => values,
            Buffer::Truth(_) | Buffer::Set(_) => &[],
        }
    }

    /// Truths as 0, 1, 2.
    pub(super) fn truths(&self, node: NodeId) -> &[u8] {
        match &self.buffers[node.0 as usize] {
            Buffer::Truth(values) => values,
            Buffer::Number(_) | Buffer::Set(_) => &[],
        }
    }

    /// Bit masks.
    pub(super) fn sets(&self, node: NodeId) -> &[u64] {
        match &self.buffers[node.0 as usize] {
            Buffer::Set(values) => values,
            Buffer::Number(_) | Buffer::Truth(_) => &[],
        }
    }
}
