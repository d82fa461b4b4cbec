//! Numbers that others have published, through rulesets and the engine: in go
//! the published data, out come the published results.

#![allow(clippy::unwrap_used, clippy::panic)]

use touchline::Ruleset;
use touchline::days::DaysBuilder;
use touchline::engine::{Evaluator, Options, Which};
use touchline::ruleset::{ExprId, Value};

/// The day after the data ends.
const TODAY: i32 = 20_000;

/// What the named `let`s are today, given the days before (the last one is
/// yesterday) and today's own values.
fn worked_out(
    ruleset: &Ruleset,
    input: &str,
    before: &[f64],
    today: &[(&str, f64)],
    lets: &[&str],
) -> Vec<Option<f64>> {
    let id = |name: &str| ruleset.inputs().find(|(_, i)| i.name == name).unwrap().0;
    let mut builder = DaysBuilder::new(ruleset);
    for (back, x) in before.iter().rev().enumerate() {
        let row = builder.row("", TODAY - 1 - i32::try_from(back).unwrap());
        let slot = builder.layout().slot(id(input), None);
        builder.set(row, slot, Value::Number(*x));
    }
    let row = builder.row("", TODAY);
    for (name, x) in today {
        let slot = builder.layout().slot(id(name), None);
        builder.set(row, slot, Value::Number(*x));
    }
    let exprs: Vec<ExprId> = lets
        .iter()
        .map(|name| ruleset.lets.iter().find(|l| l.name == *name).unwrap().expr)
        .collect();
    let options = Options {
        which: Which::On(TODAY),
        ..Options::default()
    };
    let examined = Evaluator::observing(ruleset, &exprs).examine(&builder.finish(), &options);
    let observed = &examined[0].observed;
    observed.iter().map(|o| o.datum.value.as_f64()).collect()
}

fn load_watch() -> Ruleset {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/rulesets/load_watch.touchline");
    Ruleset::load(path).unwrap_or_else(|errors| panic!("{errors}"))
}

fn ruleset(text: &str) -> Ruleset {
    Ruleset::from_text("oracle.touchline", text).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Asserts that a number is as printed: to half of its last digit.
#[track_caller]
fn as_printed(found: Option<f64>, printed: f64, digit: f64) {
    let found = found.unwrap_or(f64::NAN);
    assert!(
        (found - printed).abs() <= digit / 2.0 + 1e-9,
        "{found} is not {printed}"
    );
}

fn weeks(days: &[&[f64]]) -> Vec<f64> {
    days.concat()
}

/// Williams, West, Cross and Stokes, "Better way to determine the acute:chronic
/// workload ratio?", Br J Sports Med 2017;51:209-210: three athletes with the
/// same rolling ratio on day 28, and three exponentially weighted ones.
#[test]
fn williams_2017_three_athletes() {
    let steady = weeks(&[&[30.0; 21], &[50.0; 7]]);
    let rising = weeks(&[
        &[15.0, 15.0, 20.0, 20.0, 20.0, 25.0, 25.0],
        &[25.0, 25.0, 30.0, 30.0, 30.0, 35.0, 35.0],
        &[35.0, 35.0, 35.0, 40.0, 45.0, 45.0, 45.0],
        &[40.0, 40.0, 45.0, 45.0, 50.0, 60.0, 70.0],
    ]);
    let spiked = weeks(&[
        &[55.0, 50.0, 40.0, 60.0, 45.0, 50.0, 50.0],
        &[20.0, 30.0, 80.0, 25.0, 10.0, 30.0, 15.0],
        &[20.0, 15.0, 5.0, 5.0, 15.0, 5.0, 5.0],
        &[5.0, 5.0, 15.0, 45.0, 90.0, 95.0, 95.0],
    ]);
    let load_watch = load_watch();
    for (loads, smooth) in [(steady, 1.25), (rising, 1.41), (spiked, 1.55)] {
        assert_eq!(loads.len(), 28);
        let lets = ["ratio", "smooth_ratio"];
        let found = worked_out(&load_watch, "load", &loads, &[], &lets);
        as_printed(found[0], 1.43, 0.01);
        as_printed(found[1], smooth, 0.01);
    }
}

/// The same series through the PyPI package `acwr` 0.1.1: coupled, uncoupled
/// and exponentially weighted ratios.
#[test]
fn ratios_as_the_acwr_package_gives_them() {
    let load_watch = load_watch();
    let uncoupled = ruleset(
        "input load: number from 0 to 5000\n\n\
         let acute = average load over 7 days before today with at least 7 known\n\n\
         let before = (average load over 21 days before today with at least 21 known) 7 days ago\n\n\
         let ratio = acute / before\n\n\
         rule \"High\"\n  when ratio > 1.5\n  flag \"High.\"\n\notherwise train\n",
    );
    let week = |training: f64| [training, training, training, training, training, 0.0, 0.0];
    let weekly = weeks(&[&week(400.0), &week(400.0), &week(400.0), &week(500.0)]);
    let last_day = weeks(&[&[100.0; 27], &[1000.0]]);
    let a_week_ago = weeks(&[&[100.0; 21], &[1000.0], &[100.0; 6]]);
    let after_a_pause = weeks(&[&[0.0; 21], &[50.0; 7]]);
    let cases: [(Vec<f64>, f64, Option<f64>, f64); 5] = [
        (vec![30.0; 28], 1.0, Some(1.0), 1.0),
        // The ceiling of the coupled ratio; the uncoupled one has no value.
        (after_a_pause, 4.0, None, 2.2015),
        (weekly, 1.1765, Some(1.25), 0.78),
        // The same rolling ratios, and opposite stories.
        (last_day, 1.7297, Some(2.2857), 2.0053),
        (a_week_ago, 1.7297, Some(2.2857), 0.9973),
    ];
    for (loads, coupled, of_three_weeks, smooth) in cases {
        let lets = ["ratio", "smooth_ratio"];
        let found = worked_out(&load_watch, "load", &loads, &[], &lets);
        as_printed(found[0], coupled, 0.0001);
        as_printed(found[1], smooth, 0.0001);
        let found = worked_out(&uncoupled, "load", &loads, &[], &["ratio"])[0];
        match of_three_weeks {
            Some(ratio) => as_printed(found, ratio, 0.0001),
            None => assert_eq!(found, None),
        }
    }
}

/// Foster, "Monitoring training in athletes with reference to overtraining
/// syndrome", Med Sci Sports Exerc 1998;30:1164-1168: monotony is the week's
/// mean over its standard deviation, strain the week's load times monotony. The
/// paper leaves open which deviation; the sample one is what `acwr` 0.1.1 takes.
#[test]
fn foster_1998_monotony_and_strain() {
    let text = |sd: &str| {
        format!(
            "input load: number from 0 to 5000\n\n\
             let mean = average load over 7 days before today with at least 7 known\n\n\
             let deviation = {sd} load over 7 days before today with at least 7 known\n\n\
             let monotony = mean / deviation\n\n\
             let strain = monotony * sum of load over 7 days before today\n\n\
             rule \"High\"\n  when monotony > 2 or strain > 6000\n  flag \"High.\"\n\notherwise train\n"
        )
    };
    let (sample, population) = (ruleset(&text("sd of")), ruleset(&text("population sd of")));
    type Week = ([f64; 7], f64, [f64; 3], [f64; 3]);
    // Mean; then deviation, monotony and strain of the sample, and of the population.
    let known: [Week; 5] = [
        (
            [300.0, 0.0, 450.0, 180.0, 0.0, 600.0, 120.0],
            235.71,
            [227.44, 1.036, 1710.0],
            [210.57, 1.119, 1847.0],
        ),
        (
            [700.0, 100.0, 700.0, 100.0, 700.0, 100.0, 0.0],
            342.86,
            [335.94, 1.021, 2449.0],
            [311.02, 1.102, 2646.0],
        ),
        (
            [350.0, 340.0, 360.0, 350.0, 340.0, 360.0, 350.0],
            350.0,
            [8.16, 42.87, 105_022.0],
            [7.56, 46.30, 113_437.0],
        ),
        (
            [900.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            128.57,
            [340.17, 0.378, 340.0],
            [314.93, 0.408, 367.0],
        ),
        (
            [400.0, 450.0, 0.0, 500.0, 200.0, 600.0, 0.0],
            307.14,
            [242.26, 1.268, 2726.0],
            [224.29, 1.369, 2944.0],
        ),
    ];
    let lets = ["mean", "deviation", "monotony", "strain"];
    for (loads, mean, of_sample, of_population) in known {
        for (ruleset, [deviation, monotony, strain]) in
            [(&sample, of_sample), (&population, of_population)]
        {
            let found = worked_out(ruleset, "load", &loads, &[], &lets);
            as_printed(found[0], mean, 0.01);
            as_printed(found[1], deviation, 0.01);
            let digit = if monotony > 10.0 { 0.01 } else { 0.001 };
            as_printed(found[2], monotony, digit);
            as_printed(found[3], strain, 1.0);
        }
    }
    // Seven equal days have no spread: monotony and strain have no value, at rest too.
    for load in [300.0, 0.0, 0.1] {
        for ruleset in [&sample, &population] {
            let found = worked_out(ruleset, "load", &[load; 7], &[], &lets);
            as_printed(found[0], load, 1e-9);
            assert_eq!(found[1..], [Some(0.0), None, None]);
        }
    }
}

/// SoccerMon (Midoglu et al., Scientific Data 2024;11:553), which takes the
/// population deviation: player TeamA-1 on 2020-08-21.
#[test]
fn a_row_of_soccermon() {
    let loads = [1000.0, 60.0, 360.0, 450.0, 870.0, 360.0, 180.0];
    let lets = ["acute", "monotony", "strain"];
    let found = worked_out(&load_watch(), "load", &loads, &[], &lets);
    as_printed(found[0], 468.57, 0.01);
    as_printed(found[1], 1.46, 0.01);
    // Its strain takes the monotony as printed.
    let week = found[2].unwrap() / found[1].unwrap();
    as_printed(Some(week * 1.46), 4788.8, 0.1);
}

/// The worked example of trainthetrainer21: three athletes jump 13 today, each
/// against a week of their own. One answer, three verdicts.
#[test]
fn one_jump_against_three_baselines() {
    let text = "input jump: number from 0 to 100\n\n\
         let mean = average jump over 7 days before today with at least 7 known\n\n\
         let deviation = sd of jump over 7 days before today with at least 7 known\n\n\
         let of_all = population sd of jump over 7 days before today with at least 7 known\n\n\
         let z = z_score of jump over 7 days before today with at least 7 known\n\n\
         rule \"Far below\"\n  when z <= -2\n  then rest\n  because \"{z}\"\n\n\
         rule \"Below\"\n  when z <= -1\n  then modify\n  because \"{z}\"\n\notherwise train\n";
    let jumps = ruleset(text);
    let weeks: [([f64; 7], [f64; 4]); 3] = [
        (
            [15.0, 14.0, 16.0, 15.0, 14.0, 15.0, 16.0],
            [15.0, 0.8165, 0.7559, -2.449],
        ),
        (
            [10.0, 9.0, 11.0, 10.0, 9.0, 10.0, 11.0],
            [10.0, 0.8165, 0.7559, 3.674],
        ),
        (
            [15.0, 13.0, 17.0, 15.0, 13.0, 15.0, 17.0],
            [15.0, 1.6330, 1.5119, -1.225],
        ),
    ];
    for (week, [mean, deviation, of_all, z]) in weeks {
        let lets = ["mean", "deviation", "of_all", "z"];
        let found = worked_out(&jumps, "jump", &week, &[("jump", 13.0)], &lets);
        as_printed(found[0], mean, 0.001);
        as_printed(found[1], deviation, 0.0001);
        as_printed(found[2], of_all, 0.0001);
        as_printed(found[3], z, 0.001);
    }
    // A week of equal jumps has no spread, and so no z-score.
    let found = worked_out(&jumps, "jump", &[15.0; 7], &[("jump", 13.0)], &["z"]);
    assert_eq!(found, [None]);
}

/// The wind chill of the US National Weather Service (2001), in °F and mph,
/// from values given in °C and km/h.
#[test]
fn wind_chill_of_the_national_weather_service() {
    let chill = ruleset(
        "input air: °C from -60 to 60\n\ninput wind: km/h from 0 to 300\n\n\
         let t = air in °F\n\nlet v = (wind in mph) ^ 0.16\n\n\
         let chill = 35.74 + 0.6215 * t - 35.75 * v + 0.4275 * t * v\n\n\
         rule \"Bitter\"\n  when chill < -18\n  then rest\n  because \"It feels like {chill} °F.\"\n\n\
         otherwise train\n",
    );
    for (fahrenheit, mph, feels) in [
        (40.0, 5.0, 36.5),
        (30.0, 10.0, 21.2),
        (20.0, 15.0, 6.2),
        (10.0, 20.0, -8.9),
        (0.0, 15.0, -19.4),
        (-10.0, 30.0, -39.4),
    ] {
        let today = [
            ("air", (fahrenheit - 32.0) / 1.8),
            ("wind", mph * 1.609_344),
        ];
        let found = worked_out(&chill, "air", &[], &today, &["chill"]);
        as_printed(found[0], feels, 0.1);
    }
}
