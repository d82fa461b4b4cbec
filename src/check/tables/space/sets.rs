//! Sets, cut where some row tells them apart: by which of the masks that cells
//! name they overlap, and by whether they are one that a cell names.
//!
//! Two members that lie in the same masks are alike, so a set is told by which
//! classes of members it has some of: the ways to overlap are the unions of
//! classes. So 64 members make few pieces, never 2^64.

use std::collections::BTreeMap;

use super::Budget;
use super::axis::Test;

/// More ways to overlap, or sets that are named, are not gone through.
const MOST_PIECES: usize = 1024;

/// How many sets are tried in search of an example.
const MOST_TRIES: u64 = 10_000;

/// Sets in pieces.
#[derive(Clone, Debug)]
pub(in crate::check::tables) struct SetAxis {
    /// The masks that cells ask about.
    masks: Vec<u64>,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
struct Piece {
    /// A bit for each of `masks` that its sets overlap.
    overlaps: u64,
    /// The one set it is; or all that overlap so and are not named.
    only: Option<u64>,
    /// One of its sets.
    example: u64,
}

impl SetAxis {
    /// Sets of so many members, cut; `None` where there are too many pieces.
    pub fn new<'t>(
        members: u32,
        leaves: impl Iterator<Item = &'t Test>,
        budget: &mut Budget,
    ) -> Option<Self> {
        let (mut masks, mut named) = (Vec::new(), Vec::new());
        for test in leaves {
            match test {
                Test::Overlaps(mask) => masks.push(*mask),
                Test::Equals(set) => named.push(*set),
                _ => {}
            }
        }
        for list in [&mut masks, &mut named] {
            list.sort_unstable();
            list.dedup();
        }
        if masks.len() > 64 || named.len() > MOST_PIECES {
            return None;
        }
        let signature = |set: u64| {
            let bits = masks
                .iter()
                .enumerate()
                .filter(|(_, mask)| *mask & set != 0);
            bits.fold(0, |bits, (at, _)| bits | 1u64 << at)
        };
        let mut classes: BTreeMap<u64, u64> = BTreeMap::new();
        for member in 0..members.min(64) {
            *classes.entry(signature(1 << member)).or_default() |= 1 << member;
        }
        let ways = ways(&classes, budget)?;
        let mut named_of: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for set in named {
            named_of.entry(signature(set)).or_default().push(set);
        }
        let mut pieces = Vec::new();
        for (&overlaps, way) in &ways {
            let here = named_of.remove(&overlaps).unwrap_or_default();
            pieces.extend(here.iter().map(|&set| Piece {
                overlaps,
                only: Some(set),
                example: set,
            }));
            if way.count > here.len() as u128 {
                let allowed = classes.iter().filter(|(class, _)| **class & !overlaps == 0);
                pieces.push(Piece {
                    overlaps,
                    only: None,
                    example: unnamed(way.least, allowed.fold(0, |all, (_, m)| all | m), &here),
                });
            }
        }
        (pieces.len() <= MOST_PIECES).then_some(Self { masks, pieces })
    }

    /// How many pieces there are.
    pub fn size(&self) -> u32 {
        u32::try_from(self.pieces.len()).unwrap_or(u32::MAX)
    }

    /// Whether a test of sets, without others in it, is true of a piece.
    pub fn holds(&self, test: &Test, piece: u32) -> bool {
        let at = usize::try_from(piece).unwrap_or(usize::MAX);
        let Some(piece) = self.pieces.get(at) else {
            return false;
        };
        match test {
            Test::Overlaps(mask) => match self.masks.binary_search(mask) {
                Ok(at) => piece.overlaps >> at & 1 == 1,
                Err(_) => false,
            },
            Test::Equals(set) => piece.only == Some(*set),
            _ => false,
        }
    }

    /// A set of a piece.
    pub fn example(&self, piece: u32) -> u64 {
        let at = usize::try_from(piece).unwrap_or(usize::MAX);
        self.pieces.get(at).map_or(0, |piece| piece.example)
    }
}

/// A way to overlap the masks.
struct Way {
    /// How many sets overlap so.
    count: u128,
    /// A small set that does.
    least: u64,
}

/// Every way to overlap the masks; `None` where there are too many.
fn ways(classes: &BTreeMap<u64, u64>, budget: &mut Budget) -> Option<BTreeMap<u64, Way>> {
    let mut ways = BTreeMap::from([(0, Way { count: 1, least: 0 })]);
    for (&class, &members) in classes {
        budget.take(ways.len())?;
        // Of this class a set has no member, or one or more of them.
        let some = (1u128 << members.count_ones()) - 1;
        let first = members & members.wrapping_neg();
        let with: Vec<(u64, Way)> = ways
            .iter()
            .map(|(&overlaps, way)| {
                let way = Way {
                    count: way.count * some,
                    least: way.least | first,
                };
                (overlaps | class, way)
            })
            .collect();
        for (overlaps, way) in with {
            match ways.get_mut(&overlaps) {
                Some(known) => known.count += way.count,
                None => drop(ways.insert(overlaps, way)),
            }
        }
        if ways.len() > MOST_PIECES {
            return None;
        }
    }
    Some(ways)
}

/// A set that overlaps as `least` does and is none of those named, if one is
/// found soon. Adding members that are `allowed` changes nothing of how it overlaps.
fn unnamed(least: u64, allowed: u64, named: &[u64]) -> u64 {
    let free = allowed & !least;
    let mut more = 0u64;
    for _ in 0..MOST_TRIES {
        let set = least | more;
        if !named.contains(&set) {
            return set;
        }
        // The next subset of the free members, all in turn.
        more = more.wrapping_sub(free) & free;
        if more == 0 {
            break;
        }
    }
    least
}
