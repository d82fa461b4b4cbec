//! The cases of a table, all of them: in go the domains of its columns and what
//! each row asks of them, out come the cases that no row matches and the rows
//! that match the same case. Nothing here knows of names or texts.
//!
//! 1. `axis`: a domain is cut where some row tells its values apart, so that all
//!    values of one piece look alike to every row; `numbers` and `sets` do the
//!    cutting. What was infinite is a finite number of pieces, and nothing is lost.
//! 2. `region`: the pieces that a row matches.
//! 3. `grid`: rows as boxes of pieces; `gaps` and `overlaps` search it by halving,
//!    within a budget of steps.

mod axis;
mod gaps;
mod grid;
mod numbers;
mod overlaps;
mod region;
mod sets;

#[cfg(test)]
mod brute_force;

pub(super) use axis::{Axis, Domain, Pieces, Test};
pub(super) use grid::{Case, Grid};
pub(super) use numbers::Interval;
pub(super) use region::Region;

/// How many steps a search has left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget(u64);

impl Budget {
    /// So many rows may be looked at, axis by axis.
    pub fn new(steps: u64) -> Self {
        Self(steps)
    }

    /// A budget of its own for a part of the work.
    pub fn part(&mut self, most: u64) -> Self {
        let steps = self.0.min(most);
        self.0 -= steps;
        Self(steps)
    }

    /// Takes back what a part has left.
    pub fn give_back(&mut self, part: Self) {
        self.0 += part.0;
    }

    /// Takes steps; `None` where there are not enough left.
    fn take(&mut self, steps: usize) -> Option<()> {
        let steps = u64::try_from(steps).unwrap_or(u64::MAX);
        match self.0.checked_sub(steps) {
            Some(left) => {
                self.0 = left;
                Some(())
            }
            None => {
                self.0 = 0;
                None
            }
        }
    }
}
