//! The operations under construction: in goes an operation, out comes its
//! column, the same one for the same operation.

use std::collections::HashMap;

use super::{Bounds, NodeId, Op};

/// Operations, each held once.
#[derive(Debug, Default)]
pub struct Graph {
    ops: Vec<Op>,
    index: HashMap<Op, NodeId>,
}

impl Graph {
    /// The column of an operation.
    pub fn add(&mut self, op: Op) -> NodeId {
        let op = match Self::simplify(&op) {
            Some(same) => return same,
            None => op,
        };
        let next = NodeId(u32::try_from(self.ops.len()).unwrap_or(u32::MAX));
        *self.index.entry(op).or_insert_with_key(|op| {
            self.ops.push(op.clone());
            next
        })
    }

    /// An operation that is one of its operands.
    fn simplify(op: &Op) -> Option<NodeId> {
        match op {
            Op::Exact(bounds) if bounds.low == bounds.high => Some(bounds.low),
            Op::And(items) | Op::Or(items) | Op::Union(items) => match items.as_slice() {
                [only] => Some(*only),
                _ => None,
            },
            Op::Convert(node, conversion) if conversion.is_identity() => Some(*node),
            _ => None,
        }
    }

    /// The column of a number that is exact.
    pub fn exact(&mut self, bounds: Bounds) -> NodeId {
        self.add(Op::Exact(bounds))
    }

    /// A truth that never changes.
    pub fn truth(&mut self, value: u8) -> NodeId {
        self.add(Op::Truth(value))
    }

    /// Whether this column is false on every day.
    pub fn is_false(&self, node: NodeId) -> bool {
        self.ops.get(node.0 as usize) == Some(&Op::Truth(0))
    }

    /// `or` of truths of which those that are always false are left out.
    pub fn any(&mut self, nodes: impl IntoIterator<Item = NodeId>) -> NodeId {
        let mut nodes: Vec<NodeId> = nodes
            .into_iter()
            .filter(|&node| !self.is_false(node))
            .collect();
        nodes.sort_unstable();
        nodes.dedup();
        if nodes.is_empty() {
            self.truth(0)
        } else {
            self.add(Op::Or(nodes))
        }
    }

    /// The operations, in an order in which each only reads earlier ones.
    pub fn into_ops(self) -> Vec<Op> {
        self.ops
    }
}
