//! Rows as boxes: a region on each axis.

use super::region::Region;

/// A region on each axis.
pub(in crate::check::tables) type Case = Vec<Region>;

/// A range of pieces on each axis.
pub(super) type Block = Vec<(u32, u32)>;

/// The rows of a table over its axes.
#[derive(Clone, Debug)]
pub(in crate::check::tables) struct Grid {
    /// How many pieces each axis has.
    pub sizes: Vec<u32>,
    /// Whether the pieces of each axis have an order that cases are told by.
    pub ordered: Vec<bool>,
    /// What each row matches; a row with an empty region matches nothing.
    pub rows: Vec<Case>,
}

impl Grid {
    /// The block of all cases.
    pub(super) fn everything(&self) -> Block {
        self.sizes.iter().map(|&size| (0, size)).collect()
    }

    pub(super) fn meets(&self, row: usize, block: &Block) -> bool {
        let sides = self.rows[row].iter().zip(block);
        sides
            .into_iter()
            .all(|(region, &side)| region.meets_side(side))
    }

    pub(super) fn covers(&self, row: usize, block: &Block) -> bool {
        let sides = self.rows[row].iter().zip(block);
        sides
            .into_iter()
            .all(|(region, &side)| region.covers_side(side))
    }

    /// Two halves of a block, cut where rows begin or end: on the axis where most
    /// of them do, in the middle. `None` where no row begins or ends inside.
    pub(super) fn halves(&self, block: &Block, rows: &[usize]) -> Option<(Block, Block)> {
        let cuts = |axis: usize| {
            let side = block[axis];
            rows.iter()
                .flat_map(move |&row| self.rows[row][axis].cuts_in(side))
        };
        let axis = (0..block.len()).max_by_key(|&axis| (cuts(axis).count(), block.len() - axis))?;
        let mut places: Vec<u32> = cuts(axis).collect();
        if places.is_empty() {
            return None;
        }
        let middle = places.len() / 2;
        let (_, &mut cut, _) = places.select_nth_unstable(middle);
        let (mut low, mut high) = (block.clone(), block.clone());
        low[axis].1 = cut;
        high[axis].0 = cut;
        Some((low, high))
    }

    /// How many combinations of pieces a block has; `None` past 2^128.
    pub(super) fn volume(block: &Block) -> Option<u128> {
        block.iter().try_fold(1u128, |volume, side| {
            volume.checked_mul(u128::from(side.1 - side.0))
        })
    }

    /// How many combinations of a block a row matches.
    pub(super) fn volume_in(&self, row: usize, block: &Block) -> Option<u128> {
        let sides = self.rows[row].iter().zip(block);
        sides
            .into_iter()
            .try_fold(1u128, |volume, (region, &side)| {
                volume.checked_mul(u128::from(region.count_in(side)))
            })
    }
}
