//! The search against going through every value there is.

use proptest::prelude::*;

use super::{Axis, Budget, Domain, Grid, Pieces, Region, Test};
use crate::ruleset::{CompareOp, Range};

/// Of numbers the ends are small, so that all that can differ is among these.
fn values(domain: Domain) -> Vec<Option<f64>> {
    let numbers: Vec<f64> = match domain {
        Domain::Numbers { range, whole } => (-80..=80)
            .map(|quarter| f64::from(quarter) / 4.0)
            .filter(|x| range.contains(*x) && (!whole || x.fract() == 0.0))
            .collect(),
        Domain::Members(count) => (0..count).map(f64::from).collect(),
        Domain::Sets(count) => (0..1u32 << count).map(f64::from).collect(),
    };
    numbers.into_iter().map(Some).chain([None]).collect()
}

/// A test of one value, by Kleene.
fn holds(test: &Test, value: Option<f64>) -> Option<bool> {
    let bits = |x: f64| format!("{x}").parse::<u64>().unwrap();
    match test {
        Test::True => Some(true),
        Test::Missing => Some(value.is_none()),
        Test::Not(inner) => holds(inner, value).map(|truth| !truth),
        Test::And(tests) => {
            let truths: Vec<_> = tests.iter().map(|test| holds(test, value)).collect();
            if truths.contains(&Some(false)) {
                Some(false)
            } else if truths.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        Test::Or(tests) => {
            let not = |test: &Test| Test::Not(Box::new(test.clone()));
            let none = Test::And(tests.iter().map(not).collect());
            holds(&none, value).map(|truth| !truth)
        }
        Test::Compare(op, with) => value.map(|x| match op {
            CompareOp::Less => x < *with,
            CompareOp::AtMost => x <= *with,
            CompareOp::More => x > *with,
            CompareOp::AtLeast => x >= *with,
            CompareOp::Is => x == *with,
            CompareOp::IsNot => x != *with,
        }),
        Test::Members(mask) => value.map(|x| mask >> bits(x) & 1 == 1),
        Test::Overlaps(mask) => value.map(|x| mask & bits(x) != 0),
        Test::Equals(set) => value.map(|x| *set == bits(x)),
    }
}

fn domain() -> impl Strategy<Value = Domain> {
    let range = prop_oneof![
        Just(Range::ALL),
        Just(Range::new(0.0, 5.0)),
        Just(Range::new(-1.5, f64::INFINITY)),
    ];
    prop_oneof![
        (range, any::<bool>()).prop_map(|(range, whole)| Domain::Numbers { range, whole }),
        (1u32..5).prop_map(Domain::Members),
        (1u32..5).prop_map(Domain::Sets),
    ]
}

fn leaf(domain: Domain) -> BoxedStrategy<Test> {
    let op = prop_oneof![
        Just(CompareOp::Less),
        Just(CompareOp::AtMost),
        Just(CompareOp::More),
        Just(CompareOp::AtLeast),
        Just(CompareOp::Is),
        Just(CompareOp::IsNot),
    ];
    let own = match domain {
        Domain::Numbers { .. } => (op, -4i32..14)
            .prop_map(|(op, half)| Test::Compare(op, f64::from(half) / 2.0))
            .boxed(),
        Domain::Members(count) => (0u64..1 << count).prop_map(Test::Members).boxed(),
        Domain::Sets(count) => {
            let mask = 0u64..1 << count;
            prop_oneof![
                mask.clone().prop_map(Test::Overlaps),
                mask.prop_map(Test::Equals)
            ]
            .boxed()
        }
    };
    prop_oneof![8 => own, 2 => Just(Test::True), 1 => Just(Test::Missing)].boxed()
}

fn test(domain: Domain) -> impl Strategy<Value = Test> {
    leaf(domain).prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|test| Test::Not(Box::new(test))),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Test::And),
            prop::collection::vec(inner, 1..3).prop_map(Test::Or),
        ]
    })
}

/// Domains, and rows of a test on each.
fn table() -> impl Strategy<Value = (Vec<Domain>, Vec<Vec<Test>>)> {
    prop::collection::vec(domain(), 1..4).prop_flat_map(|domains| {
        let row: Vec<_> = domains.iter().map(|&domain| test(domain)).collect();
        (Just(domains), prop::collection::vec(row, 0..6))
    })
}

fn axes(domains: &[Domain], rows: &[Vec<Test>]) -> Vec<Axis> {
    let tests = |at: usize| rows.iter().map(move |row| &row[at]);
    let domains = domains.iter().enumerate();
    domains
        .map(|(at, &domain)| Axis::new(domain, tests(at), &mut Budget::new(1_000_000)).unwrap())
        .collect()
}

fn grid(axes: &[Axis], rows: &[Vec<Test>]) -> Grid {
    let row = |row: &Vec<Test>| axes.iter().zip(row).map(|(a, t)| a.region(t)).collect();
    Grid {
        sizes: axes.iter().map(Axis::size).collect(),
        ordered: axes.iter().map(Axis::is_ordered).collect(),
        rows: rows.iter().map(row).collect(),
    }
}

/// Every case: a value of each domain; a missing one only where some cell asks for it.
fn cases(domains: &[Domain], axes: &[Axis]) -> Vec<Vec<Option<f64>>> {
    domains
        .iter()
        .zip(axes)
        .fold(vec![Vec::new()], |cases, (&domain, axis)| {
            let values: Vec<_> = values(domain)
                .into_iter()
                .filter(|value| value.is_some() || axis.missing().is_some())
                .collect();
            let with = |case: Vec<Option<f64>>| {
                let values = values.clone().into_iter();
                values.map(move |value| case.iter().copied().chain([value]).collect())
            };
            cases.into_iter().flat_map(with).collect()
        })
}

fn matches(row: &[Test], case: &[Option<f64>]) -> bool {
    row.iter()
        .zip(case)
        .all(|(test, &value)| holds(test, value) == Some(true))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Numbers are looked at in quarters, and rows compare with halves: so each
    /// number that a row names is among them, and one between it and the next.
    #[test]
    fn gaps_and_overlaps_are_exact((domains, rows) in table()) {
        let axes = axes(&domains, &rows);
        let grid = grid(&axes, &rows);
        let cases = cases(&domains, &axes);
        prop_assume!(cases.len() < 40_000);
        let matched = |case: &Vec<Option<f64>>| rows.iter().any(|row| matches(row, case));
        let budget = || Budget::new(10_000_000);
        let disjoint = grid.disjoint(&mut budget()).unwrap();
        let both = |case: &&Vec<Option<f64>>| rows.iter().filter(|row| matches(row, case)).count() > 1;
        prop_assert_eq!(disjoint, !cases.iter().any(|case| both(&case)));
        let gaps = grid.gaps(disjoint, 10_000, &mut budget()).unwrap();
        prop_assert_eq!(gaps.is_empty(), cases.iter().all(matched));
        // No gap meets a row, and together they are all that no row matches.
        for gap in &gaps {
            for row in &grid.rows {
                prop_assert!(!gap.iter().zip(row).all(|(a, b)| a.meets(b)));
            }
        }
        let mut filled = grid.clone();
        filled.rows.extend(gaps);
        prop_assert_eq!(filled.gaps(false, 10, &mut budget()).unwrap(), Vec::<Vec<Region>>::new());
        let class: Vec<Option<u32>> = (0u32..).take(rows.len()).map(|row| Some(row % 3)).collect();
        let found = grid.overlaps(&class, &mut budget());
        for (row, tests) in rows.iter().enumerate() {
            let before = (0..row).filter(|other| other % 3 != row % 3);
            let overlaps = before.filter(|&other| {
                cases.iter().any(|case| matches(tests, case) && matches(&rows[other], case))
            });
            let overlaps: Vec<usize> = overlaps.collect();
            match found.with[row] {
                Some(other) => prop_assert!(overlaps.contains(&other)),
                None => prop_assert!(overlaps.is_empty()),
            }
        }
    }

    /// A piece is not told apart: each of its values matches the same rows.
    #[test]
    fn sets_of_many_members_make_few_pieces(masks in prop::collection::vec(any::<u64>(), 1..6), named in prop::collection::vec(any::<u64>(), 0..4)) {
        let tests: Vec<Test> = masks.iter().map(|&m| Test::Overlaps(m))
            .chain(named.iter().map(|&s| Test::Equals(s))).collect();
        let axis = Axis::new(Domain::Sets(64), tests.iter(), &mut Budget::new(1_000_000)).unwrap();
        let Pieces::Sets(sets) = &axis.pieces else { panic!() };
        for piece in 0..axis.size() {
            let example = sets.example(piece);
            for test in &tests {
                let expected = match test {
                    Test::Overlaps(mask) => mask & example != 0,
                    Test::Equals(set) => *set == example,
                    _ => false,
                };
                prop_assert_eq!(axis.region(test).meets_side((piece, piece + 1)), expected);
            }
        }
    }
}

#[test]
fn a_whole_number_has_no_gap_between_50_and_51() {
    let low = Test::Compare(CompareOp::AtMost, 50.0);
    let high = Test::Compare(CompareOp::AtLeast, 51.0);
    let rows = vec![vec![low], vec![high]];
    for (whole, gaps) in [(true, 0), (false, 1)] {
        let range = Range::new(0.0, 500.0);
        let axes = axes(&[Domain::Numbers { range, whole }], &rows);
        let found = grid(&axes, &rows)
            .gaps(true, 10, &mut Budget::new(1000))
            .unwrap();
        assert_eq!(found.len(), gaps);
    }
}

#[test]
fn ends_that_only_conversion_tells_apart_are_one() {
    let low = Test::Compare(CompareOp::Less, 28.0);
    let high = Test::Compare(CompareOp::AtLeast, (82.4 - 32.0) * 5.0 / 9.0);
    let rows = vec![vec![low], vec![high]];
    let domain = Domain::Numbers {
        range: Range::ALL,
        whole: false,
    };
    let axes = axes(&[domain], &rows);
    let grid = grid(&axes, &rows);
    assert_eq!(
        grid.gaps(false, 10, &mut Budget::new(1000)),
        Some(Vec::new())
    );
    assert_eq!(grid.disjoint(&mut Budget::new(1000)), Some(true));
}

#[test]
fn a_search_without_budget_says_so() {
    let rows = vec![vec![Test::Compare(CompareOp::Less, 1.0)]];
    let domain = Domain::Numbers {
        range: Range::ALL,
        whole: false,
    };
    let axes = axes(&[domain], &rows);
    let grid = grid(&axes, &rows);
    assert_eq!(grid.gaps(true, 10, &mut Budget::new(1)), None);
    assert_eq!(grid.disjoint(&mut Budget::new(0)), None);
}
