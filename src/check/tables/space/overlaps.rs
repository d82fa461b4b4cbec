//! Overlaps: rows that match the same case and differ, found by halving.

use super::Budget;
use super::grid::{Block, Grid};

/// Rows that match the same case and differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::check::tables) struct Overlaps {
    /// For each row, one before it with which it shares a case and not its class.
    pub with: Vec<Option<usize>>,
    /// There are no more than these: the budget sufficed.
    pub complete: bool,
    any: bool,
}

impl Grid {
    /// For each row one before it that matches some of the same cases and is of
    /// another class; rows without a class are left out.
    pub fn overlaps(&self, class: &[Option<u32>], budget: &mut Budget) -> Overlaps {
        self.search(class, false, budget)
    }

    /// Whether no two rows match the same case; `None` where that is not found in time.
    pub fn disjoint(&self, budget: &mut Budget) -> Option<bool> {
        let class: Vec<Option<u32>> = (0u32..).take(self.rows.len()).map(Some).collect();
        let found = self.search(&class, true, budget);
        (found.any || found.complete).then_some(!found.any)
    }

    fn search(&self, class: &[Option<u32>], first_only: bool, budget: &mut Budget) -> Overlaps {
        let mut found = Overlaps {
            with: vec![None; self.rows.len()],
            ..Overlaps::default()
        };
        let rows: Vec<usize> = (0..self.rows.len())
            .filter(|&row| class[row].is_some())
            .collect();
        let mut open: Vec<(Block, Vec<usize>)> = vec![(self.everything(), rows)];
        while let Some((block, rows)) = open.pop() {
            let steps = (rows.len() + 1) * self.sizes.len().max(1);
            if budget.take(steps).is_none() || first_only && found.any {
                return found;
            }
            let rows: Vec<usize> = rows
                .into_iter()
                .filter(|&row| self.meets(row, &block))
                .collect();
            let (full, part): (Vec<usize>, Vec<usize>) =
                rows.iter().partition(|&&row| self.covers(row, &block));
            // A row that covers the block shares a case with every other in it.
            found.note(&rows, &full, class);
            found.note(&full, &rows, class);
            if !found.may_find(&part, class) {
                continue;
            }
            if let Some((low, high)) = self.halves(&block, &part) {
                open.push((high, part.clone()));
                open.push((low, part));
            }
        }
        found.complete = true;
        found
    }
}

impl Overlaps {
    /// Notes of each row the first of others that is before it and of another class.
    fn note(&mut self, rows: &[usize], others: &[usize], class: &[Option<u32>]) {
        let Some(&first) = others.first() else { return };
        let second = others.iter().find(|&&other| class[other] != class[first]);
        for &row in rows {
            let other = if class[row] == class[first] {
                second.copied()
            } else {
                Some(first)
            };
            if let Some(other) = other.filter(|&other| other < row) {
                self.with[row].get_or_insert(other);
                self.any = true;
            }
        }
    }

    /// Whether one of these rows may still be found to share a case.
    fn may_find(&self, rows: &[usize], class: &[Option<u32>]) -> bool {
        let Some((&first, rest)) = rows.split_first() else {
            return false;
        };
        let differ = rest.iter().any(|&row| class[row] != class[first]);
        differ && rest.iter().any(|&row| self.with[row].is_none())
    }
}
