//! Gaps: cases that no row matches, found by halving whatever is neither covered
//! by one row nor met by none.

use super::Budget;
use super::grid::{Block, Case, Grid};
use super::region::Region;

impl Grid {
    /// Cases that no row matches, at most so many, together all there are unless
    /// there are more than that; `None` where the budget does not suffice.
    /// `disjoint` says that no two rows match the same case.
    pub fn gaps(&self, disjoint: bool, most: usize, budget: &mut Budget) -> Option<Vec<Case>> {
        let mut gaps: Vec<Case> = Vec::new();
        let mut open: Vec<(Block, Vec<usize>)> =
            vec![(self.everything(), (0..self.rows.len()).collect())];
        while let Some((block, rows)) = open.pop() {
            budget.take((rows.len() + gaps.len() + 1) * self.sizes.len().max(1))?;
            let known = |gap: &Case| gap.iter().zip(&block).all(|(r, &side)| r.covers_side(side));
            if gaps.iter().any(known) {
                continue;
            }
            let rows: Vec<usize> = rows
                .into_iter()
                .filter(|&row| self.meets(row, &block))
                .collect();
            if rows.is_empty() {
                budget.take(self.rows.len() * self.sizes.len())?;
                gaps.push(self.grown(&block));
                if gaps.len() >= most {
                    break;
                }
                continue;
            }
            if rows.iter().any(|&row| self.covers(row, &block))
                || disjoint && self.filled(&block, &rows) == Some(true)
            {
                continue;
            }
            let Some((low, high)) = self.halves(&block, &rows) else {
                continue;
            };
            open.push((high, rows.clone()));
            open.push((low, rows));
        }
        gaps.sort_by(|a, b| {
            let starts = |gap: &Case| -> Vec<u32> {
                let first = |region: &Region| region.ranges().first().map_or(0, |range| range.0);
                gap.iter().map(first).collect()
            };
            starts(a).cmp(&starts(b))
        });
        Some(gaps)
    }

    /// Whether rows that share no case fill a block; `None` where the numbers are
    /// too large to be counted.
    fn filled(&self, block: &Block, rows: &[usize]) -> Option<bool> {
        let all = Self::volume(block)?;
        let matched = rows.iter().try_fold(0u128, |sum, &row| {
            sum.checked_add(self.volume_in(row, block)?)
        })?;
        Some(matched == all)
    }

    /// The gap around a block that no row meets: as wide as it can be, first on
    /// the first axis. On an axis with an order it stays in one piece.
    fn grown(&self, block: &Block) -> Case {
        let mut case: Case = block
            .iter()
            .map(|side| Region::range(side.0, side.1))
            .collect();
        for axis in 0..case.len() {
            let beside = |row: &&Case| {
                let sides = row.iter().zip(&case).enumerate();
                sides
                    .into_iter()
                    .all(|(other, (region, side))| other == axis || region.meets(side))
            };
            let rows = self.rows.iter().filter(beside);
            let met = rows.flat_map(|row| row[axis].ranges().to_vec()).collect();
            let free = Region::of(met).complement(self.sizes[axis]);
            case[axis] = if self.ordered[axis] {
                let around = free
                    .ranges()
                    .iter()
                    .find(|range| range.0 <= block[axis].0 && block[axis].1 <= range.1);
                around.map_or_else(Region::default, |range| Region::range(range.0, range.1))
            } else {
                free
            };
        }
        case
    }
}
