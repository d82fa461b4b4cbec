//! What looks at other days: windows, `ewma`, `latest`, `ago` and the three day
//! counts, by walking over the days one by one. Also here: which expressions an
//! answer of today could still change.

use touchline::ast::{Aggregate, Expr, ExprKind, Scope, Window};
use touchline::units::Unit;

use super::children::children;
use super::evaluate::{At, History, Reading};
use super::value::{Truth, Value};

impl History<'_> {
    /// The value of an expression that looks at other days.
    pub fn past(&self, expr: &Expr, at: &At) -> Value {
        match &expr.kind {
            ExprKind::Ago { value, days } => self.on_day(value, at, at.day - i64::from(*days)),
            ExprKind::OverDays {
                aggregate,
                value,
                when,
                window,
                at_least,
            } => {
                let blocked = !window.before_today && self.blocked(value, when.as_deref(), at);
                if blocked {
                    return Value::Missing;
                }
                let at_least = at_least.as_deref().map(|k| {
                    let k = self.exact(k, at, &Unit::none());
                    k.unwrap() as usize
                });
                let found = self.window(value, when.as_deref(), window, *aggregate, at_least, at);
                let Some(found) = found else {
                    return Value::Missing;
                };
                let numbers: Vec<f64> = found.iter().map(|(_, x)| *x).collect();
                match aggregate {
                    Aggregate::Trend => trend(&found),
                    Aggregate::ZScore => {
                        // Today's value in the reading asked for; the window is as it is.
                        let today = self.value(value, at).exact();
                        let (mean, sd) = (
                            fold(Aggregate::Average, &numbers).exact(),
                            fold(Aggregate::Sd, &numbers).exact(),
                        );
                        match (today, mean, sd) {
                            (Some(today), Some(mean), Some(sd)) if sd != 0.0 => {
                                Value::number((today - mean) / sd)
                            }
                            _ => Value::Missing,
                        }
                    }
                    _ => fold(*aggregate, &numbers),
                }
            }
            ExprKind::Ewma { value, span } => {
                if self.blocked(value, None, at) {
                    return Value::Missing;
                }
                let span = self.exact(span, at, &Unit::day()).unwrap();
                let weight = 2.0 / (span + 1.0);
                let mut average: Option<f64> = None;
                for day in 0..=at.day {
                    if let Some(x) = self.on_day(value, at, day).exact() {
                        average = Some(match average {
                            None => x,
                            Some(e) => e + weight * (x - e),
                        });
                    }
                }
                average.map_or(Value::Missing, Value::number)
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                if self.blocked(value, when.as_deref(), at) {
                    return Value::Missing;
                }
                let within = within
                    .as_deref()
                    .map(|n| self.exact(n, at, &Unit::day()).unwrap() as i64);
                for day in (0..=at.day).rev() {
                    if within.is_some_and(|n| at.day - day > n) {
                        break;
                    }
                    let picked = match when.as_deref() {
                        Some(when) => self.truth(when, &at.on(day)) == Truth::True,
                        None => true,
                    };
                    let found = self.on_day(value, at, day);
                    if picked && found.known() {
                        return found;
                    }
                }
                Value::Missing
            }
            ExprKind::DaysWhen { condition, window } => {
                let (mut lo, mut hi) = (0.0, 0.0);
                for day in self.window_days(window, at) {
                    match self.truth_on(condition, day, at) {
                        Truth::True => {
                            lo += 1.0;
                            hi += 1.0;
                        }
                        Truth::Unknown => hi += 1.0,
                        Truth::False => {}
                    }
                }
                Value::bounds(lo, hi)
            }
            ExprKind::DaysInARow(condition) => {
                let run = |still: &dyn Fn(Truth) -> bool| {
                    let mut length = 0;
                    while length <= at.day && still(self.truth_on(condition, at.day - length, at)) {
                        length += 1;
                    }
                    length
                };
                let lo = run(&|truth| truth == Truth::True);
                let hi = run(&|truth| truth != Truth::False);
                let hi = if hi > at.day {
                    f64::INFINITY
                } else {
                    hi as f64
                };
                Value::bounds(lo as f64, hi)
            }
            ExprKind::DaysSince(condition) => {
                let back_to = |found: &dyn Fn(Truth) -> bool| {
                    (0..=at.day).find(|back| found(self.truth_on(condition, at.day - back, at)))
                };
                let hi = back_to(&|truth| truth == Truth::True);
                let lo = back_to(&|truth| truth != Truth::False);
                Value::bounds(
                    // The day before the first row is unknown.
                    lo.unwrap_or(at.day + 1) as f64,
                    hi.map_or(f64::INFINITY, |back| back as f64),
                )
            }
            _ => panic!("no history: {expr:?}"),
        }
    }

    /// The value on a day: what is before the first row is missing.
    fn on_day(&self, value: &Expr, at: &At, day: i64) -> Value {
        if day < 0 {
            Value::Missing
        } else {
            self.value(value, &at.on(day))
        }
    }

    /// A day count's condition: today in the reading asked for, past days as they are.
    fn truth_on(&self, condition: &Expr, day: i64, at: &At) -> Truth {
        if day < 0 {
            Truth::Unknown
        } else if day == at.day {
            self.truth(condition, at)
        } else {
            self.truth(condition, &at.on(day))
        }
    }

    /// The days of a window; those before the first row are negative.
    fn window_days(&self, window: &Window, at: &At) -> Vec<i64> {
        let length = self.exact(&window.length, at, &Unit::day()).unwrap() as i64;
        let end = if window.before_today {
            at.day - 1
        } else {
            at.day
        };
        (end - length + 1..=end).collect()
    }

    /// The known values of a window by day; `None` where they are too few.
    fn window(
        &self,
        value: &Expr,
        when: Option<&Expr>,
        window: &Window,
        aggregate: Aggregate,
        at_least: Option<usize>,
        at: &At,
    ) -> Option<Vec<(i64, f64)>> {
        let all = self.window_days(window, at);
        let picked: Vec<i64> = match when {
            None => all,
            Some(when) => all
                .into_iter()
                .filter(|day| *day >= 0 && self.truth(when, &at.on(*day)) == Truth::True)
                .collect(),
        };
        let needed = at_least.unwrap_or(match aggregate {
            Aggregate::Sum => picked.len(),
            _ => picked.len().div_ceil(2),
        });
        let known: Vec<(i64, f64)> = picked
            .into_iter()
            .filter_map(|day| Some((day, self.on_day(value, at, day).exact()?)))
            .collect();
        (known.len() >= needed && !known.is_empty()).then_some(known)
    }

    /// Whether an answer that may still come today could change what a history
    /// that includes today reads: then, for sure, nothing is known of it.
    fn blocked(&self, value: &Expr, when: Option<&Expr>, at: &At) -> bool {
        if at.reading == Reading::Now {
            return false;
        }
        match when {
            Some(when) if self.truth(when, at) == Truth::False => false,
            Some(when) if self.truth(when, at) == Truth::Unknown => self.open(when, at),
            _ => self.open(value, at) && !self.value(value, at).known(),
        }
    }

    /// Whether any answer of today that an expression reads is not given.
    pub fn open(&self, expr: &Expr, at: &At) -> bool {
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(input) = self.model.input(&name.name) {
                    match input.each {
                        None => self.open_input(input, None, at),
                        Some(choice) => match at.member_of(choice) {
                            Some(member) => self.open_input(input, Some(member), at),
                            // A name of a map where no map can stand is a member.
                            None => false,
                        },
                    }
                } else if let Some(decl) = self.model.let_(&name.name) {
                    let bare = At {
                        members: Vec::new(),
                        ..at.clone()
                    };
                    self.open(&decl.value, &bare)
                } else if let Some(given) = self.model.lookup(&name.name) {
                    let bare = At {
                        members: Vec::new(),
                        ..at.clone()
                    };
                    given.lookup.rows.iter().any(|row| {
                        let value = row.value.as_ref();
                        self.open(&row.condition, &bare)
                            || value.is_some_and(|value| self.open(value, &bare))
                    })
                } else {
                    false
                }
            }
            ExprKind::Member { map, member } => {
                let Some(input) = self.model.input(&map.name) else {
                    return false;
                };
                let member = self.model.member(input.each.unwrap(), &member.name);
                self.open_input(input, member, at)
            }
            ExprKind::Ago { .. } => false,
            ExprKind::OverDays {
                aggregate,
                value,
                when,
                window,
                ..
            } => {
                if window.before_today {
                    *aggregate == Aggregate::ZScore && self.open(value, at)
                } else {
                    self.blocked(value, when.as_deref(), at)
                        || *aggregate == Aggregate::ZScore && self.open(value, at)
                }
            }
            ExprKind::Ewma { value, .. } => self.blocked(value, None, at),
            ExprKind::Latest { value, when, .. } => self.blocked(value, when.as_deref(), at),
            ExprKind::DaysWhen { condition, window } => {
                !window.before_today && self.open(condition, at)
            }
            ExprKind::Where { choice, condition } => {
                let choice = self.model.choice(&choice.name).unwrap();
                self.all_members(choice)
                    .into_iter()
                    .any(|member| self.open(condition, &at.at_member(choice, member)))
            }
            ExprKind::OverMembers { value, scope, .. } => {
                let choice = self.model.folded_choice(value);
                let of_scope = match scope {
                    Scope::All => false,
                    Scope::Among(set) | Scope::Outside(set) => self.open(set, at),
                };
                of_scope
                    || self
                        .all_members(choice)
                        .into_iter()
                        .any(|member| self.open(value, &at.at_member(choice, member)))
            }
            _ => children(expr).into_iter().any(|child| self.open(child, at)),
        }
    }
}

/// One number of many; none of none.
pub fn fold(aggregate: Aggregate, numbers: &[f64]) -> Value {
    if numbers.is_empty() {
        return Value::Missing;
    }
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    let mean = sum / count;
    Value::number(match aggregate {
        Aggregate::Sum => sum,
        Aggregate::Average => mean,
        Aggregate::Highest => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        Aggregate::Lowest => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        Aggregate::Median => {
            let mut sorted = numbers.to_vec();
            sorted.sort_by(f64::total_cmp);
            let middle = sorted.len() / 2;
            if sorted.len() % 2 == 1 {
                sorted[middle]
            } else {
                f64::midpoint(sorted[middle - 1], sorted[middle])
            }
        }
        Aggregate::Sd | Aggregate::PopulationSd => {
            let sample = aggregate == Aggregate::Sd;
            if sample && numbers.len() < 2 {
                return Value::Missing;
            }
            let squares: f64 = numbers.iter().map(|x| (x - mean) * (x - mean)).sum();
            let sd = (squares / if sample { count - 1.0 } else { count }).sqrt();
            let largest = numbers
                .iter()
                .fold(0.0f64, |largest, x| largest.max(x.abs()));
            if sd <= (1e-9 * largest).max(1e-12) {
                0.0
            } else {
                sd
            }
        }
        Aggregate::Trend | Aggregate::ZScore => panic!("these read days"),
    })
}

/// The least-squares slope a day.
fn trend(known: &[(i64, f64)]) -> Value {
    if known.len() < 2 {
        return Value::Missing;
    }
    let count = known.len() as f64;
    let mean_day = known.iter().map(|(day, _)| *day as f64).sum::<f64>() / count;
    let mean = known.iter().map(|(_, x)| x).sum::<f64>() / count;
    let products: f64 = known
        .iter()
        .map(|(day, x)| (*day as f64 - mean_day) * (x - mean))
        .sum();
    let squares: f64 = known
        .iter()
        .map(|(day, _)| (*day as f64 - mean_day).powi(2))
        .sum();
    Value::number(products / squares)
}
