//! Pieces of an axis: sorted ranges that neither meet nor touch.

/// Some pieces of an axis, by their places; each range holds its first place and
/// not its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::check::tables) struct Region {
    ranges: Vec<(u32, u32)>,
}

impl Region {
    /// The pieces from `start` up to, not including, `end`.
    pub fn range(start: u32, end: u32) -> Self {
        let ranges = if start < end {
            vec![(start, end)]
        } else {
            Vec::new()
        };
        Self { ranges }
    }

    /// The pieces of ranges in any order.
    pub fn of(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.retain(|(start, end)| start < end);
        ranges.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Self { ranges: joined }
    }

    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether it is all of an axis of this size.
    pub fn is_all(&self, size: u32) -> bool {
        self.ranges == [(0, size)]
    }

    pub fn union(&self, other: &Self) -> Self {
        Self::of(self.ranges.iter().chain(&other.ranges).copied().collect())
    }

    /// The pieces of an axis of this size that are not in it.
    pub fn complement(&self, size: u32) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut start = 0;
        for &(from, to) in &self.ranges {
            ranges.push((start, from));
            start = to;
        }
        ranges.push((start, size));
        ranges.retain(|(start, end)| start < end);
        Self { ranges }
    }

    pub fn intersection(&self, other: &Self) -> Self {
        let mut ranges = Vec::new();
        let (mut a, mut b) = (0, 0);
        while let (Some(x), Some(y)) = (self.ranges.get(a), other.ranges.get(b)) {
            let (start, end) = (x.0.max(y.0), x.1.min(y.1));
            if start < end {
                ranges.push((start, end));
            }
            if x.1 < y.1 {
                a += 1;
            } else {
                b += 1;
            }
        }
        Self { ranges }
    }

    pub fn meets(&self, other: &Self) -> bool {
        let (mut a, mut b) = (0, 0);
        while let (Some(x), Some(y)) = (self.ranges.get(a), other.ranges.get(b)) {
            if x.0.max(y.0) < x.1.min(y.1) {
                return true;
            }
            if x.1 < y.1 {
                a += 1;
            } else {
                b += 1;
            }
        }
        false
    }

    /// The ranges that meet a side of a box.
    fn near(&self, (start, end): (u32, u32)) -> &[(u32, u32)] {
        let first = self.ranges.partition_point(|range| range.1 <= start);
        let rest = self.ranges.get(first..).unwrap_or_default();
        let count = rest.partition_point(|range| range.0 < end);
        rest.get(..count).unwrap_or_default()
    }

    /// Whether it meets a side of a box.
    pub fn meets_side(&self, side: (u32, u32)) -> bool {
        !self.near(side).is_empty()
    }

    /// Whether it holds all of a side.
    pub fn covers_side(&self, side: (u32, u32)) -> bool {
        match self.near(side) {
            [range] => range.0 <= side.0 && side.1 <= range.1,
            _ => false,
        }
    }

    /// How many pieces of a side it holds.
    pub fn count_in(&self, side: (u32, u32)) -> u32 {
        let clipped = self.near(side).iter();
        clipped
            .map(|range| range.1.min(side.1) - range.0.max(side.0))
            .sum()
    }

    /// The places inside a side at which it begins or ends.
    pub fn cuts_in(&self, side: (u32, u32)) -> impl Iterator<Item = u32> {
        let ends = self.near(side).iter().flat_map(|range| [range.0, range.1]);
        ends.filter(move |&cut| side.0 < cut && cut < side.1)
    }
}
