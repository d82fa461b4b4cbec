//! Athlete-days laid out for the engine: in go rows with gaps, out come
//! calendar days without any, several athletes at a time.

use std::ops::Range;

use super::Which;
use super::settings::{Alike, Settings, Sources};
use crate::days::{AthleteRows, Days};

/// A batch is closed once it has this many rows: enough to spread the cost of
/// an operation, few enough that its columns stay in cache.
const ROWS: usize = 2048;

/// Fewer rows where all operations together would hold more values than this,
/// so that a table of thousands of rows does not fill the memory.
const CELLS: usize = 1 << 22;

/// The longest history that is laid out, in days. Dates in data files lie
/// within three centuries, so only rows made by hand can reach it.
const LONGEST: i64 = 200_000;

/// No row of the data for this day.
const GAP: usize = usize::MAX;

/// One athlete's days within a batch, read with the same settings.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// Index into [`Days::athletes`].
    pub(super) athlete: usize,
    /// Rows of the batch, one a calendar day.
    pub(super) rows: Range<usize>,
    /// The rows that are decided.
    pub(super) decided: Vec<usize>,
    /// Index into [`Batch::settings`].
    pub(super) settings: usize,
    /// Whether all of the athlete's days that are decided lie in it.
    pub(super) whole: bool,
}

/// Some athletes' days.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) segments: Vec<Segment>,
    /// The settings of the segments; the first are those of everybody without their own.
    pub(super) settings: Vec<Settings>,
    /// The day of each row, days since 1970-01-01.
    pub(super) days: Vec<i32>,
    source: Vec<usize>,
}

impl Batch {
    fn new(common: Settings) -> Self {
        Self {
            segments: Vec::new(),
            settings: vec![common],
            days: Vec::new(),
            source: Vec::new(),
        }
    }

    fn clear(&mut self) {
        self.segments.clear();
        self.settings.truncate(1);
        self.days.clear();
        self.source.clear();
    }

    /// The settings that all segments share, if they do.
    pub(super) fn shared_settings(&self) -> Option<usize> {
        let first = self.segments.first()?.settings;
        let shared = self.segments.iter().all(|other| other.settings == first);
        shared.then_some(first)
    }

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

    fn push(
        &mut self,
        days: &Days,
        index: usize,
        athlete: &AthleteRows,
        alike: Alike,
        whole: bool,
    ) {
        let Some(dates) = days.dates.get(athlete.rows.clone()) else {
            return;
        };
        let until = alike.until;
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
        let decided = match alike.rows {
            None => vec![rows.end - 1],
            Some(sources) => sources
                .iter()
                .filter_map(|source| {
                    let date = i64::from(*days.dates.get(*source)?);
                    Some(start + usize::try_from(date - from).ok()?)
                })
                .collect(),
        };
        let settings = match alike.settings {
            None => 0,
            Some(settings) => {
                // A squad often shares what its athletes have of their own.
                if self.settings.last() != Some(&settings) {
                    self.settings.push(settings);
                }
                self.settings.len() - 1
            }
        };
        self.segments.push(Segment {
            athlete: index,
            rows,
            decided,
            settings,
            whole,
        });
    }
}

/// Goes through all athletes, a batch at a time; the batch's memory is reused.
pub(super) fn each_batch(
    days: &Days,
    which: Which,
    settings: &Sources<'_>,
    operations: usize,
    mut run: impl FnMut(&Batch),
) {
    let full = ROWS.min(CELLS / operations.max(1));
    let mut batch = Batch::new(settings.common().clone());
    for (index, athlete) in days.athletes.iter().enumerate() {
        let alike = settings.days_alike(days, athlete, which);
        let whole = alike.len() == 1;
        for alike in alike {
            batch.push(days, index, athlete, alike, whole);
            if batch.len() > 0 && batch.len() >= full {
                run(&batch);
                batch.clear();
            }
        }
    }
    if batch.len() > 0 {
        run(&batch);
    }
}
