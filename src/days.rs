//! Athlete-days: what athletes reported and what is planned, as columns that
//! the engine reads. Readers in `data` and the test runner fill a
//! [`DaysBuilder`]; out comes a [`Days`] whose rows of one athlete lie together
//! in date order, at most one a day. Days without a row are not held here.
//!
//! Settings have columns too, for those that a day of the data sets: what it
//! sets holds from that day on.

use std::collections::HashMap;
use std::ops::Range;

use crate::ruleset::{InputId, Ruleset, SettingId, Type, Value};

/// Where the values of an input or a setting are among the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u32);

/// Which column holds what: one for an input, one a member for a map and one
/// more that says whether the map was answered at all; after these, one for a setting.
#[derive(Clone, Debug)]
pub struct Layout {
    starts: Vec<u32>,
    sets: Vec<bool>,
    settings: u32,
}

impl Layout {
    /// The columns of a ruleset's inputs, plan values and settings.
    pub fn new(ruleset: &Ruleset) -> Self {
        let mut starts = Vec::with_capacity(ruleset.inputs.len());
        let mut sets = Vec::new();
        for input in &ruleset.inputs {
            starts.push(u32::try_from(sets.len()).unwrap_or(u32::MAX));
            let is_set = matches!(input.ty, Type::Set(_));
            match input.each {
                None => sets.push(is_set),
                Some(choice) => {
                    sets.extend(ruleset.choice(choice).members.iter().map(|_| is_set));
                    sets.push(false);
                }
            }
        }
        let settings = u32::try_from(sets.len()).unwrap_or(u32::MAX);
        let is_set = |ty: &Type| matches!(ty, Type::Set(_));
        sets.extend(ruleset.settings.iter().map(|setting| is_set(&setting.ty)));
        Self {
            starts,
            sets,
            settings,
        }
    }

    /// The column of an input that is no map, or of a map's member.
    pub fn slot(&self, input: InputId, member: Option<u8>) -> Slot {
        Slot(self.starts[input.0 as usize] + u32::from(member.unwrap_or(0)))
    }

    /// The column that says whether a map was answered; `members` is how many it has.
    pub fn answered(&self, input: InputId, members: usize) -> Slot {
        Slot(self.starts[input.0 as usize] + u32::try_from(members).unwrap_or(0))
    }

    /// The column of a setting.
    pub fn setting(&self, setting: SettingId) -> Slot {
        Slot(self.settings + setting.0)
    }

    fn empty_columns(&self) -> Vec<Column> {
        self.sets
            .iter()
            .map(|&set| {
                if set {
                    Column::Set(Vec::new())
                } else {
                    Column::Number(Vec::new())
                }
            })
            .collect()
    }
}

/// The values of one slot, a row each; none at all for a setting that no row gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Numbers in the declared unit; truths as 0 and 1; members by index; dates
    /// as days since 1970-01-01; NaN where not given.
    Number(Vec<f64>),
    /// Sets as bit masks.
    Set(Vec<Option<u64>>),
}

impl Column {
    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Number(values) => values.is_empty(),
            Self::Set(values) => values.is_empty(),
        }
    }

    /// What a row holds.
    pub fn get(&self, row: usize) -> Option<Held> {
        match self {
            Self::Number(values) => values
                .get(row)
                .filter(|value| !value.is_nan())
                .map(|&value| Held::Number(value)),
            Self::Set(values) => values.get(row).copied().flatten().map(Held::Set),
        }
    }

    fn resize(&mut self, rows: usize) {
        match self {
            Self::Number(values) => values.resize(rows, f64::NAN),
            Self::Set(values) => values.resize(rows, None),
        }
    }
}

/// One athlete's rows.
#[derive(Clone, Debug, PartialEq)]
pub struct AthleteRows {
    /// The athlete, as the data names them; empty where the data names none.
    pub name: String,
    /// Rows of [`Days::dates`] and of every column.
    pub rows: Range<usize>,
}

/// Athlete-days in columns.
#[derive(Clone, Debug)]
pub struct Days {
    /// The athletes, in the order of their first appearance.
    pub athletes: Vec<AthleteRows>,
    /// The date of each row: days since 1970-01-01, rising within an athlete.
    pub dates: Vec<i32>,
    /// A column for each slot of the layout.
    pub columns: Vec<Column>,
    /// Which column holds what.
    pub layout: Layout,
}

impl Days {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.dates.is_empty()
    }
}

/// A row under construction; its number is its place in the order of first mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowId(pub usize);

/// A value as columns hold it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// In [`Column::Number`].
    Number(f64),
    /// In [`Column::Set`].
    Set(u64),
}

impl From<Value> for Held {
    fn from(value: Value) -> Self {
        match value {
            Value::Set(mask) => Self::Set(mask),
            Value::Number(x) => Self::Number(x),
            Value::Truth(truth) => Self::Number(f64::from(u8::from(truth))),
            Value::Member(index) => Self::Number(f64::from(index)),
            Value::Date(day) => Self::Number(f64::from(day)),
        }
    }
}

/// Collects values in any order.
#[derive(Clone, Debug)]
pub struct DaysBuilder {
    layout: Layout,
    athletes: Vec<String>,
    athlete_ids: HashMap<String, usize>,
    row_ids: HashMap<(usize, i32), usize>,
    rows: Vec<(usize, i32)>,
    dropped: Vec<bool>,
    last_athlete: usize,
    columns: Vec<Column>,
}

impl DaysBuilder {
    /// No rows yet.
    pub fn new(ruleset: &Ruleset) -> Self {
        let layout = Layout::new(ruleset);
        let columns = layout.empty_columns();
        Self {
            layout,
            athletes: Vec::new(),
            athlete_ids: HashMap::new(),
            row_ids: HashMap::new(),
            rows: Vec::new(),
            dropped: Vec::new(),
            last_athlete: 0,
            columns,
        }
    }

    /// Which column holds what.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The row of an athlete and a date (days since 1970-01-01), made where there is none yet.
    pub fn row(&mut self, athlete: &str, date: i32) -> RowId {
        let id = self.athlete(athlete);
        let next = self.rows.len();
        let row = *self.row_ids.entry((id, date)).or_insert(next);
        if row == next {
            self.rows.push((id, date));
            self.dropped.push(false);
            let settings = self.layout.settings as usize;
            for (index, column) in self.columns.iter_mut().enumerate() {
                // Most data sets nothing: such a column begins with its first value.
                if index < settings || !column.is_empty() {
                    column.resize(next + 1);
                }
            }
        }
        RowId(row)
    }

    fn athlete(&mut self, name: &str) -> usize {
        // Files mostly hold the rows of one athlete one after the other.
        if self.athletes.get(self.last_athlete).map(String::as_str) == Some(name) {
            return self.last_athlete;
        }
        let id = match self.athlete_ids.get(name) {
            Some(&id) => id,
            None => {
                let id = self.athletes.len();
                self.athletes.push(name.to_owned());
                self.athlete_ids.insert(name.to_owned(), id);
                id
            }
        };
        self.last_athlete = id;
        id
    }

    /// The value given so far, as columns hold it.
    pub fn get(&self, row: RowId, slot: Slot) -> Option<Held> {
        self.columns.get(slot.0 as usize)?.get(row.0)
    }

    /// The athlete of a row.
    pub fn athlete_of(&self, row: RowId) -> &str {
        let athlete = self
            .rows
            .get(row.0)
            .and_then(|(id, _)| self.athletes.get(*id));
        athlete.map_or("", String::as_str)
    }

    /// Leaves the row out of what [`DaysBuilder::finish`] gives.
    pub fn drop_row(&mut self, row: RowId) {
        if let Some(dropped) = self.dropped.get_mut(row.0) {
            *dropped = true;
        }
    }

    /// Gives a value; one given before is replaced.
    pub fn set(&mut self, row: RowId, slot: Slot, value: Value) {
        let Some(column) = self.columns.get_mut(slot.0 as usize) else {
            return;
        };
        column.resize(self.rows.len());
        match (column, Held::from(value)) {
            (Column::Number(values), Held::Number(number)) => values[row.0] = number,
            (Column::Set(values), Held::Set(mask)) => values[row.0] = Some(mask),
            _ => {}
        }
    }

    /// Takes a value back.
    pub fn clear(&mut self, row: RowId, slot: Slot) {
        match self.columns.get_mut(slot.0 as usize) {
            Some(Column::Number(values)) => {
                if let Some(value) = values.get_mut(row.0) {
                    *value = f64::NAN;
                }
            }
            Some(Column::Set(values)) => {
                if let Some(value) = values.get_mut(row.0) {
                    *value = None;
                }
            }
            None => {}
        }
    }

    /// Sorts the rows by athlete and date.
    pub fn finish(self) -> Days {
        let mut order: Vec<usize> = (0..self.rows.len())
            .filter(|&row| !self.dropped[row])
            .collect();
        order.sort_by_key(|&row| self.rows[row]);
        let dates = order.iter().map(|&row| self.rows[row].1).collect();
        let columns = self
            .columns
            .into_iter()
            .map(|column| match column {
                unused if unused.is_empty() => unused,
                Column::Number(values) => {
                    Column::Number(order.iter().map(|&row| values[row]).collect())
                }
                Column::Set(values) => Column::Set(order.iter().map(|&row| values[row]).collect()),
            })
            .collect();
        let mut athletes: Vec<AthleteRows> = Vec::with_capacity(self.athletes.len());
        let mut current = None;
        for (position, &row) in order.iter().enumerate() {
            let id = self.rows[row].0;
            if current != Some(id) {
                current = Some(id);
                athletes.push(AthleteRows {
                    name: self.athletes[id].clone(),
                    rows: position..position,
                });
            }
            if let Some(athlete) = athletes.last_mut() {
                athlete.rows.end = position + 1;
            }
        }
        Days {
            athletes,
            dates,
            columns,
            layout: self.layout,
        }
    }
}
