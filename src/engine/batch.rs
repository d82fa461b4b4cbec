//! Athlete-days laid out for the engine: in go rows with gaps, out come
//! calendar days without any, several athletes at a time.

use std::ops::Range;

use super::Which;
use crate::days::{AthleteRows, Days};

/// A batch is closed once it has this many rows: enough to spread the cost of
/// an operation, few enough that its columns stay in cache.
const ROWS: usize = 2048;

/// The longest history that is laid out, in days. Dates in data files lie
/// within three centuries, so only rows made by hand can reach it.
const LONGEST: i64 = 200_000;

/// No row of the data for this day.
const GAP: usize = usize::MAX;

/// One athlete's days within a batch.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Index into [`Days::athletes`].
    pub(super) athlete: usize,
    /// Rows of the batch, one a calendar day.
    pub(super) rows: Range<usize>,
    /// The rows that are decided.
    pub(super) decided: Vec<usize>,
}

/// Some athletes' days.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub(super) segments: Vec<Segment>,
    /// The day of each row, days since 1970-01-01.
    pub(super) days: Vec<i32>,
    source: Vec<usize>,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.days.len()
    }

    /// The row of the data behind a row of the batch.
    pub(super) fn source(&self, row: usize) -> Option<usize> {
        self.source
            .get(row)
            .copied()
            .filter(|&source| source != GAP)
    }

    /// The segment that a row lies in.
    pub(super) fn segment(&self, row: usize) -> Option<&Segment> {
        let index = self
            .segments
            .partition_point(|segment| segment.rows.end <= row);
        self.segments
            .get(index)
            .filter(|segment| segment.rows.contains(&row))
    }

    fn push(&mut self, days: &Days, index: usize, athlete: &AthleteRows, which: Which) {
        let Some(dates) = days.dates.get(athlete.rows.clone()) else {
            return;
        };
        let until = match which {
            Which::On(day) => day,
            Which::Latest | Which::EveryDay => match dates.last() {
                Some(&last) => last,
                None => return,
            },
        };
        let Some(&first) = dates.first().filter(|&&first| first <= until) else {
            return;
        };
        let length = (i64::from(until) - i64::from(first) + 1).min(LONGEST);
        let start = self.days.len();
        let from = i64::from(until) - length + 1;
        self.days
            .extend((from..=i64::from(until)).filter_map(|day| i32::try_from(day).ok()));
        self.source.resize(self.days.len(), GAP);
        for (offset, &date) in dates.iter().enumerate() {
            let row = usize::try_from(i64::from(date) - from)
                .ok()
                .map(|row| start + row);
            if let Some(source) = row.and_then(|row| self.source.get_mut(row)) {
                *source = athlete.rows.start + offset;
            }
        }
        let rows = start..self.days.len();
        let decided = match which {
            Which::Latest | Which::On(_) => vec![rows.end - 1],
            Which::EveryDay => rows
                .clone()
                .filter(|&row| self.source(row).is_some())
                .collect(),
        };
        self.segments.push(Segment {
            athlete: index,
            rows,
            decided,
        });
    }
}

/// Goes through all athletes, a batch at a time; the batch's memory is reused.
pub(super) fn each_batch(days: &Days, which: Which, mut run: impl FnMut(&Batch)) {
    let mut batch = Batch::default();
    for (index, athlete) in days.athletes.iter().enumerate() {
        batch.push(days, index, athlete, which);
        if batch.len() >= ROWS {
            run(&batch);
            batch.segments.clear();
            batch.days.clear();
            batch.source.clear();
        }
    }
    if batch.len() > 0 {
        run(&batch);
    }
}
