//! Lookups in tables: for each day, the value of the row that holds. Known where
//! a row surely holds or the table is complete, and all rows that may hold give
//! the same; so a row that is out of the question never costs what is known.

/// A candidate was seen: its condition is not false.
const ANY: u8 = 1;
/// One of them is true.
const HOLDS: u8 = 2;
/// The first of them is known exactly, so that others can agree with it.
const EXACT: u8 = 4;
/// Two of them give different values, or one that nobody knows.
const DIFFER: u8 = 8;

/// What was seen so far on each day, the rows of the table gone through one by one.
struct Seen {
    flags: Vec<u8>,
    complete: bool,
}

impl Seen {
    fn new(days: usize, complete: bool) -> Self {
        Self {
            flags: vec![0; days],
            complete,
        }
    }

    /// One row of the table; `exact` and `same` compare its value on a day with
    /// what was kept, `keep` keeps it.
    fn row(
        &mut self,
        condition: &[u8],
        exact: impl Fn(usize) -> bool,
        mut same_or_keep: impl FnMut(usize, bool) -> bool,
    ) {
        for (day, (flags, condition)) in self.flags.iter_mut().zip(condition).enumerate() {
            if *condition == 0 {
                continue;
            }
            if *flags & ANY == 0 {
                same_or_keep(day, true);
                *flags |= ANY | if exact(day) { EXACT } else { 0 };
            } else if *flags & EXACT == 0 || !exact(day) || !same_or_keep(day, false) {
                *flags |= DIFFER;
            }
            *flags |= if *condition == 2 { HOLDS } else { 0 };
        }
    }

    /// Whether what was kept is the value of that day.
    fn known(&self, day: usize) -> bool {
        let flags = self.flags.get(day).copied().unwrap_or(0);
        flags & ANY != 0 && flags & DIFFER == 0 && (self.complete || flags & HOLDS != 0)
    }
}

/// One end of a number's bounds (`[low, high]`); missing where the lookup is.
pub(super) fn number<'a>(
    rows: impl Iterator<Item = (&'a [u8], [&'a [f64]; 2])>,
    complete: bool,
    upper: bool,
    out: &mut [f64],
) {
    let mut seen = Seen::new(out.len(), complete);
    for (condition, [low, high]) in rows {
        let this = if upper { high } else { low };
        seen.row(
            condition,
            |day| low[day] == high[day] && low[day].is_finite(),
            |day, keep| {
                if keep {
                    out[day] = this[day];
                }
                out[day] == this[day]
            },
        );
    }
    for (day, out) in out.iter_mut().enumerate() {
        if !seen.known(day) {
            *out = f64::NAN;
        }
    }
}

/// Truths; unknown where the lookup is missing.
pub(super) fn truth<'a>(
    rows: impl Iterator<Item = (&'a [u8], &'a [u8])>,
    complete: bool,
    out: &mut [u8],
) {
    let mut seen = Seen::new(out.len(), complete);
    for (condition, value) in rows {
        seen.row(
            condition,
            |day| value[day] != 1,
            |day, keep| {
                if keep {
                    out[day] = value[day];
                }
                out[day] == value[day]
            },
        );
    }
    for (day, out) in out.iter_mut().enumerate() {
        if !seen.known(day) {
            *out = 1;
        }
    }
}

/// One side of a set (`[sure, maybe]`); `blank` where the lookup is missing.
pub(super) fn set<'a>(
    rows: impl Iterator<Item = (&'a [u8], [&'a [u64]; 2])>,
    complete: bool,
    maybe: bool,
    blank: u64,
    out: &mut [u64],
) {
    let mut seen = Seen::new(out.len(), complete);
    for (condition, [sure, may]) in rows {
        let this = if maybe { may } else { sure };
        seen.row(
            condition,
            |day| sure[day] == may[day],
            |day, keep| {
                if keep {
                    out[day] = this[day];
                }
                out[day] == this[day]
            },
        );
    }
    for (day, out) in out.iter_mut().enumerate() {
        if !seen.known(day) {
            *out = blank;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOT: f64 = f64::NAN;

    /// The lookup on one day, its rows given as condition and bounds.
    fn lookup(rows: &[(u8, [f64; 2])], complete: bool) -> [f64; 2] {
        [false, true].map(|upper| {
            let columns = rows.iter().map(|(condition, [low, high])| {
                (
                    std::slice::from_ref(condition),
                    [std::slice::from_ref(low), std::slice::from_ref(high)],
                )
            });
            let mut out = [5.0];
            number(columns, complete, upper, &mut out);
            out[0]
        })
    }

    fn is(found: [f64; 2], expected: [f64; 2]) {
        assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits));
    }

    #[test]
    fn the_row_that_holds_gives_its_value_bounds_and_all() {
        is(lookup(&[(0, [1.0; 2]), (2, [2.0; 2])], false), [2.0; 2]);
        is(lookup(&[(2, [1.0, 3.0]), (0, [2.0; 2])], false), [1.0, 3.0]);
        is(lookup(&[(2, [NOT; 2])], true), [NOT; 2]);
    }

    #[test]
    fn where_no_row_holds_nothing_is_given() {
        is(lookup(&[(0, [1.0; 2]), (0, [2.0; 2])], true), [NOT; 2]);
        is(lookup(&[], false), [NOT; 2]);
    }

    #[test]
    fn a_row_that_may_hold_counts_only_in_a_complete_table() {
        is(lookup(&[(1, [1.0; 2]), (0, [2.0; 2])], false), [NOT; 2]);
        is(lookup(&[(1, [1.0; 2]), (0, [2.0; 2])], true), [1.0; 2]);
        is(lookup(&[(1, [1.0, 4.0]), (0, [2.0; 2])], true), [1.0, 4.0]);
    }

    #[test]
    fn rows_that_may_hold_must_agree_exactly() {
        is(lookup(&[(1, [1.0; 2]), (1, [1.0; 2])], true), [1.0; 2]);
        is(lookup(&[(1, [1.0; 2]), (2, [1.0; 2])], false), [1.0; 2]);
        is(lookup(&[(1, [1.0; 2]), (1, [1.5; 2])], true), [NOT; 2]);
        is(lookup(&[(1, [1.0, 2.0]), (1, [1.0, 2.0])], true), [NOT; 2]);
        is(lookup(&[(2, [1.0; 2]), (1, [NOT; 2])], true), [NOT; 2]);
        is(
            lookup(&[(1, [1.0; 2]), (1, [2.0; 2]), (1, [1.0; 2])], true),
            [NOT; 2],
        );
    }

    #[test]
    fn truths_and_sets_agree_likewise() {
        let truth_of = |rows: &[(u8, u8)], complete| {
            let columns = rows.iter().map(|(condition, value)| {
                (std::slice::from_ref(condition), std::slice::from_ref(value))
            });
            let mut out = [0];
            truth(columns, complete, &mut out);
            out[0]
        };
        assert_eq!(truth_of(&[(2, 2), (0, 0)], false), 2);
        assert_eq!(truth_of(&[(1, 0), (1, 0)], true), 0);
        assert_eq!(truth_of(&[(1, 0), (1, 2)], true), 1);
        assert_eq!(truth_of(&[(1, 0), (0, 2)], false), 1);
        let set_of = |rows: &[(u8, [u64; 2])], complete| {
            [false, true].map(|maybe| {
                let columns = rows.iter().map(|(condition, [sure, may])| {
                    (
                        std::slice::from_ref(condition),
                        [std::slice::from_ref(sure), std::slice::from_ref(may)],
                    )
                });
                let mut out = [9];
                set(
                    columns,
                    complete,
                    maybe,
                    if maybe { 7 } else { 0 },
                    &mut out,
                );
                out[0]
            })
        };
        assert_eq!(set_of(&[(2, [1, 3]), (0, [4, 4])], false), [1, 3]);
        assert_eq!(set_of(&[(1, [1, 1]), (1, [1, 1])], true), [1, 1]);
        assert_eq!(set_of(&[(1, [1, 3]), (1, [1, 3])], true), [0, 7]);
        assert_eq!(set_of(&[(0, [1, 1])], true), [0, 7]);
    }
}
