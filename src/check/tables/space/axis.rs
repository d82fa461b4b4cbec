//! An axis: a domain cut into pieces that no row tells apart within.

use super::Budget;
use super::numbers::NumberAxis;
use super::region::Region;
use super::sets::SetAxis;
use crate::ruleset::{CompareOp, Range};

/// The values of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::check::tables) enum Domain {
    /// Numbers of a range, or whole numbers of it.
    Numbers { range: Range, whole: bool },
    /// So many members, at most 64.
    Members(u32),
    /// Sets of so many members, at most 64.
    Sets(u32),
}

/// What a cell asks of the value in its column.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::check::tables) enum Test {
    /// Nothing.
    True,
    /// Of a number.
    Compare(CompareOp, f64),
    /// Of a member: it is one of these, a bit for each.
    Members(u64),
    /// Of a set: it has one of these.
    Overlaps(u64),
    /// Of a set: it is exactly this one.
    Equals(u64),
    /// That there is none.
    Missing,
    Not(Box<Test>),
    And(Vec<Test>),
    Or(Vec<Test>),
}

impl Test {
    /// The tests that hold no other.
    pub fn leaves(&self) -> impl Iterator<Item = &Test> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            loop {
                match open.pop()? {
                    Self::Not(inner) => open.push(inner),
                    Self::And(tests) | Self::Or(tests) => open.extend(tests),
                    leaf => return Some(leaf),
                }
            }
        })
    }

    /// Whether it holds of a missing value; `None` where that is unknown.
    fn of_missing(&self) -> Option<bool> {
        match self {
            Self::True | Self::Missing => Some(true),
            Self::Compare(..) | Self::Members(_) | Self::Overlaps(_) | Self::Equals(_) => None,
            Self::Not(inner) => inner.of_missing().map(|truth| !truth),
            Self::And(tests) => all(tests.iter().map(Self::of_missing)),
            Self::Or(tests) => all(tests
                .iter()
                .map(|test| test.of_missing().map(|truth| !truth)))
            .map(|none| !none),
        }
    }
}

/// `and` of truths, `None` for unknown.
fn all(truths: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut result = Some(true);
    for truth in truths {
        match truth {
            Some(false) => return Some(false),
            Some(true) => {}
            None => result = None,
        }
    }
    result
}

/// The pieces of an axis, by what they are of.
#[derive(Clone, Debug)]
pub(in crate::check::tables) enum Pieces {
    Numbers(NumberAxis),
    /// A piece for each member.
    Members,
    Sets(SetAxis),
}

/// A domain, cut.
#[derive(Clone, Debug)]
pub(in crate::check::tables) struct Axis {
    pub pieces: Pieces,
    /// How many pieces there are of values.
    known: u32,
    /// Whether there is one more, for the value that is missing: where some cell
    /// asks for that.
    asks_missing: bool,
}

impl Axis {
    /// The pieces that these tests tell apart; `None` where there are too many, or
    /// the budget does not suffice.
    pub fn new<'t>(
        domain: Domain,
        tests: impl Iterator<Item = &'t Test> + Clone,
        budget: &mut Budget,
    ) -> Option<Self> {
        let leaves = || tests.clone().flat_map(Test::leaves);
        let (pieces, known) = match domain {
            Domain::Numbers { range, whole } => {
                let numbers = leaves().filter_map(|test| match test {
                    Test::Compare(_, x) => Some(*x),
                    _ => None,
                });
                let axis = NumberAxis::new(range, whole, numbers);
                let size = axis.size();
                (Pieces::Numbers(axis), size)
            }
            Domain::Members(count) => (Pieces::Members, count),
            Domain::Sets(members) => {
                let axis = SetAxis::new(members, leaves(), budget)?;
                let size = axis.size();
                // Each test will be held against each piece.
                let pieces = usize::try_from(size).ok()?;
                budget.take(leaves().count().checked_mul(pieces)?)?;
                (Pieces::Sets(axis), size)
            }
        };
        Some(Self {
            pieces,
            known,
            asks_missing: leaves().any(|test| *test == Test::Missing),
        })
    }

    /// An axis that nothing is told apart on.
    pub fn of_one_piece() -> Self {
        Self {
            pieces: Pieces::Members,
            known: 1,
            asks_missing: false,
        }
    }

    /// Whether its pieces have an order that cases are told by.
    pub fn is_ordered(&self) -> bool {
        matches!(self.pieces, Pieces::Numbers(_))
    }

    /// How many pieces there are.
    pub fn size(&self) -> u32 {
        self.known + u32::from(self.asks_missing)
    }

    /// The piece of the missing value, where some cell asks for it.
    pub fn missing(&self) -> Option<u32> {
        self.asks_missing.then_some(self.known)
    }

    /// The pieces of whose values a test is true.
    pub fn region(&self, test: &Test) -> Region {
        let known = self.of_known(test);
        if self.asks_missing && test.of_missing() == Some(true) {
            known.union(&Region::range(self.known, self.known + 1))
        } else {
            known
        }
    }

    fn of_known(&self, test: &Test) -> Region {
        let everything = Region::range(0, self.known);
        match (test, &self.pieces) {
            (Test::True, _) => everything,
            (Test::Missing, _) => Region::default(),
            (Test::Not(inner), _) => self.of_known(inner).complement(self.known),
            (Test::And(tests), _) => tests
                .iter()
                .map(|test| self.of_known(test))
                .fold(everything, |all, one| all.intersection(&one)),
            (Test::Or(tests), _) => {
                let ranges = tests.iter().map(|test| self.of_known(test));
                Region::of(ranges.flat_map(|one| one.ranges().to_vec()).collect())
            }
            (Test::Compare(op, x), Pieces::Numbers(axis)) => axis.region(*op, *x),
            (Test::Members(mask), Pieces::Members) => of_bits(self.known, |at| mask >> at & 1 == 1),
            (test, Pieces::Sets(axis)) => of_bits(self.known, |at| axis.holds(test, at)),
            _ => Region::default(),
        }
    }
}

/// The pieces for which something holds.
fn of_bits(size: u32, holds: impl Fn(u32) -> bool) -> Region {
    let held = (0..size).filter(|&at| holds(at));
    Region::of(held.map(|at| (at, at + 1)).collect())
}
