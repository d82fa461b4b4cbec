//! Rows to days: in go rows of values with their places, from all files, out
//! come the merged [`Days`], or what is wrong with the rows.
//!
//! Reading happens in one pass where all is well. Where something is wrong, a
//! second pass over the same rows knows what the first one found: where the
//! values stand that contradict later ones, and which athlete-days must be left
//! out whole because one of their rows is bad.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::headers::Part;
use super::number::{Misfit, into_type};
use super::problem::Problem;
use super::rejects::RejectedRow;
use super::row::{Ended, GivenValue, Named, Place};
use super::several;
use super::subject::Subject;
use super::whose;
use crate::days::{DaysBuilder, Held, RowId, Slot};
use crate::diagnostics::Diagnostic;
use crate::ruleset::{Combine, InputId, Ruleset, Type, Value};
use crate::source::Sources;
use crate::span::{FileId, Span};

/// How many bad cells are shown in full.
pub(super) const SHOWN: usize = 20;

/// What a first pass found to be wrong.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// Values given twice.
    conflicts: HashSet<(RowId, Slot)>,
    /// Values that do not fit their type once several are combined.
    misfits: BTreeMap<(RowId, Slot), (f64, Misfit)>,
    /// Athlete-days to be left out.
    bad_days: HashSet<RowId>,
    /// What files name, for those that name an athlete or a date in some rows only.
    pub uneven: HashMap<FileId, Named>,
}

/// Where the values stand that do not fit once combined.
#[derive(Debug)]
struct Combined {
    day: String,
    input: InputId,
    spans: Vec<Span>,
}

/// Percentages as they come in, to see whether they look like fractions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shares {
    pub of: Subject,
    /// Whether all of them lie between 0 and 1.5.
    pub small: bool,
    /// The first that is no whole number, and its place.
    pub fraction: Option<(f64, Span)>,
}

/// Collects the rows of one pass.
#[derive(Debug)]
pub(super) struct Gather<'a> {
    ruleset: &'a Ruleset,
    sources: &'a Sources,
    earlier: Option<Rc<Findings>>,
    /// Whether the rows left out are wanted.
    keep_rejected: bool,
    /// The days so far.
    pub builder: DaysBuilder,
    /// What this pass found.
    pub findings: Findings,
    /// Whether any row is bad.
    pub faulty: bool,
    /// Errors of whole files.
    pub fatal: Vec<Diagnostic>,
    /// Errors of rows, the first of them.
    pub shown: Vec<Diagnostic>,
    /// How many more there are.
    pub hidden: usize,
    /// The rows left out.
    pub rejected: Vec<RejectedRow>,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
    /// The first line of a file that names no athlete.
    pub unnamed: Option<Span>,
    /// Which inputs any file has a column for.
    pub covered: Vec<bool>,
    /// What misspelt columns may have been meant for.
    pub misspelt: HashSet<String>,
    /// Percentages by file and slot.
    pub shares: BTreeMap<(FileId, Slot), Shares>,
    several: BTreeMap<(RowId, Slot), (InputId, Vec<f64>)>,
    first_places: HashMap<(RowId, Slot), GivenValue>,
    combined: BTreeMap<(RowId, Slot), Combined>,
    /// The days of files that do not name both the athlete and the date.
    alone: HashMap<(FileId, RowId), Span>,
    given: Vec<GivenValue>,
    problems: Vec<(Box<Problem>, Span, String)>,
}

impl<'a> Gather<'a> {
    /// A pass; `earlier` is what the one before it found.
    pub fn new(
        ruleset: &'a Ruleset,
        sources: &'a Sources,
        earlier: Option<Findings>,
        keep_rejected: bool,
    ) -> Self {
        Self {
            ruleset,
            sources,
            earlier: earlier.map(Rc::new),
            keep_rejected,
            builder: DaysBuilder::new(ruleset),
            findings: Findings::default(),
            faulty: false,
            fatal: Vec::new(),
            shown: Vec::new(),
            hidden: 0,
            rejected: Vec::new(),
            warnings: Vec::new(),
            unnamed: None,
            covered: vec![false; ruleset.inputs.len()],
            misspelt: HashSet::new(),
            shares: BTreeMap::new(),
            several: BTreeMap::new(),
            first_places: HashMap::new(),
            alone: HashMap::new(),
            combined: BTreeMap::new(),
            given: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// What an earlier pass saw a file name in some rows and not in others.
    pub fn uneven(&self, file: FileId) -> Option<Named> {
        self.earlier.as_ref()?.uneven.get(&file).copied()
    }

    /// Rows of files that have one for each athlete, with their athletes.
    pub fn rows_of_athletes(&self) -> impl Iterator<Item = (Span, &str)> {
        let rows = self.alone.iter();
        rows.map(|(&(_, row), &span)| (span, self.builder.athlete_of(row)))
    }

    /// Notes a value of the row that is being read.
    pub fn give(&mut self, given: GivenValue) {
        self.given.push(given);
    }

    /// Notes that some file has a column for an input.
    pub fn cover(&mut self, subject: Subject) {
        if let Subject::Input(input) = subject
            && let Some(covered) = self.covered.get_mut(input.0 as usize)
        {
            *covered = true;
        }
    }

    /// Notes what is wrong with a cell of the row that is being read.
    pub fn problem(&mut self, problem: Box<Problem>, span: Span, column: &str) {
        // One cell may set several settings; it is wrong once.
        if self
            .problems
            .last()
            .is_some_and(|(_, other, _)| *other == span)
        {
            return;
        }
        self.problems.push((problem, span, column.to_owned()));
    }

    /// Notes a percentage written without a unit.
    pub fn share(&mut self, given: &GivenValue) {
        let Value::Number(x) = given.value else {
            return;
        };
        let shares = self
            .shares
            .entry((given.span.file, given.slot))
            .or_insert(Shares {
                of: given.of,
                small: true,
                fraction: None,
            });
        shares.small &= (0.0..=1.5).contains(&x);
        if shares.fraction.is_none() && x.fract() != 0.0 {
            shares.fraction = Some((x, given.span));
        }
    }

    /// Ends a row; `day` is its athlete and date where both could be read.
    /// `alone` says that its file cannot have two rows of one day.
    pub fn end(&mut self, place: Place<'_>, day: Option<(&str, i32)>, alone: bool) -> Ended {
        let row = day.map(|(athlete, date)| self.builder.row(athlete, date));
        if let Some(row) = row
            && alone
        {
            let first = *self
                .alone
                .entry((place.span.file, row))
                .or_insert(place.span);
            if first != place.span {
                self.given.clear();
                self.problems.clear();
                return Ended::Again(first);
            }
        }
        if let Some((name, span)) = self.contradiction() {
            self.problem(whose::contradiction(name), span, name);
        }
        let problems = std::mem::take(&mut self.problems);
        let given = std::mem::take(&mut self.given);
        if !problems.is_empty() {
            self.faulty = true;
            self.findings.bad_days.extend(row);
            if self.earlier.is_some() {
                self.reject(place, || {
                    let lines = problems.iter();
                    lines
                        .map(|(problem, _, column)| problem.line(column))
                        .collect()
                });
                for (problem, span, column) in problems {
                    self.show(|| problem.at(span, &column));
                }
            }
        } else if let Some((row, day)) = row.zip(day) {
            match self.earlier.clone() {
                Some(earlier) if earlier.bad_days.contains(&row) => {
                    self.leave_out(&earlier, place, row, day, &given);
                }
                _ => self.commit(row, &given),
            }
        }
        self.given = given;
        self.given.clear();
        Ended::Well
    }

    /// An error of a row that is no cell's.
    pub fn bad_row(&mut self, place: Place<'_>, diagnostic: Diagnostic) {
        self.faulty = true;
        self.given.clear();
        self.problems.clear();
        if self.earlier.is_some() {
            self.reject(place, || vec![diagnostic.message.clone()]);
            self.show(|| diagnostic);
        }
    }

    fn commit(&mut self, row: RowId, given: &[GivenValue]) {
        for given in given {
            let Some(held) = self.builder.get(row, given.slot) else {
                self.builder.set(row, given.slot, given.value);
                continue;
            };
            let next = Held::from(given.value);
            match (given.of, given.of.combines(self.ruleset), held, next) {
                (_, Some(_), ..) if given.part == Part::Map => {}
                (Subject::Input(input), Some(_), Held::Number(first), Held::Number(next)) => {
                    self.several
                        .entry((row, given.slot))
                        .or_insert_with(|| (input, vec![first]))
                        .1
                        .push(next);
                }
                (Subject::Setting(_), ..) if held == next => {}
                _ => {
                    self.faulty = true;
                    self.findings.conflicts.insert((row, given.slot));
                    self.findings.bad_days.insert(row);
                }
            }
        }
    }

    /// Leaves a row out because its athlete-day is bad, and says why.
    fn leave_out(
        &mut self,
        earlier: &Findings,
        place: Place<'_>,
        row: RowId,
        day: (&str, i32),
        given: &[GivenValue],
    ) {
        self.faulty = true;
        let day = several::day(day);
        let mut twice = Vec::new();
        let mut reason = format!("another row{day} is bad, or says otherwise");
        for given in given {
            let key = (row, given.slot);
            if earlier.conflicts.contains(&key) {
                match self.first_places.get(&key) {
                    Some(first) if first.repeated_by(given) => {}
                    Some(first) => twice.push((*given, first.span)),
                    None => {
                        self.first_places.insert(key, *given);
                    }
                }
            }
            if let (Some((value, misfit)), Subject::Input(id)) =
                (earlier.misfits.get(&key), given.of)
            {
                let input = self.ruleset.input(id);
                reason = several::headline(input, *value, *misfit, &day);
                let combined = self.combined.entry(key).or_insert_with(|| Combined {
                    day: day.clone(),
                    input: id,
                    spans: Vec::new(),
                });
                combined.spans.push(given.span);
            }
        }
        if !twice.is_empty() {
            let (ruleset, sources, layout) =
                (self.ruleset, self.sources, self.builder.layout().clone());
            let diagnostic = several::two_values(ruleset, sources, &layout, &twice, &day);
            reason.clone_from(&diagnostic.message);
            self.show(|| diagnostic);
        }
        self.reject(place, || vec![reason]);
    }

    /// Combines what was given several times a day, and holds it against its type.
    pub fn combine(&mut self) {
        for ((row, slot), (id, mut values)) in std::mem::take(&mut self.several) {
            let input = self.ruleset.input(id);
            let Some(how) = input.combine else { continue };
            let value = several::combine(how, &mut values);
            let fitting = match &input.ty {
                Type::Number(ty) => into_type(ty, value),
                _ => Ok(value),
            };
            match fitting {
                Ok(value) => self.builder.set(row, slot, Value::Number(value)),
                Err(misfit) => {
                    self.faulty = true;
                    self.findings.bad_days.insert(row);
                    self.findings.misfits.insert((row, slot), (value, misfit));
                }
            }
        }
        let Some(earlier) = self.earlier.clone() else {
            return;
        };
        for row in &earlier.bad_days {
            self.builder.drop_row(*row);
        }
        for (key, combined) in std::mem::take(&mut self.combined) {
            if let Some((value, misfit)) = earlier.misfits.get(&key) {
                let (ruleset, day) = (self.ruleset, combined.day);
                let input = ruleset.input(combined.input);
                self.show(|| {
                    several::misfit(ruleset, input, *value, *misfit, &combined.spans, &day)
                });
            }
        }
    }

    fn show(&mut self, diagnostic: impl FnOnce() -> Diagnostic) {
        if self.shown.len() < SHOWN {
            self.shown.push(diagnostic());
        } else {
            self.hidden += 1;
        }
    }

    fn reject(&mut self, place: Place<'_>, errors: impl FnOnce() -> Vec<String>) {
        if self.keep_rejected {
            self.rejected
                .push(RejectedRow::new(self.sources, place, errors()));
        }
    }

    /// Whether a map is said to hold nothing while a member of it holds something.
    fn contradiction(&self) -> Option<(&'a str, Span)> {
        let empty = self.given.iter().find(|given| given.part == Part::Map)?;
        let other = self.given.iter().find(|given| {
            given.part == Part::Member
                && given.of == empty.of
                && !matches!(Held::from(given.value), Held::Number(0.0) | Held::Set(0))
        })?;
        Some((empty.of.name(self.ruleset), other.span))
    }
}

/// Whether the combination makes sense for what is no number.
pub(super) fn orders(how: Combine) -> bool {
    matches!(how, Combine::Highest | Combine::Lowest)
}
