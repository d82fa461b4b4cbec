//! The numbers that a random ruleset can ask for: each with its type as written, its
//! measure, its range, and the values that answers to it take.

use super::declarations::Dim;

pub type NumberKind = (
    &'static str,
    &'static str,
    Dim,
    f64,
    f64,
    f64,
    f64,
    &'static [f64],
);

/// Name, type, dimension, factor, offset, low, high (declared unit), values.
pub const NUMBERS: &[NumberKind] = &[
    (
        "stress",
        "scale 0 to 10",
        Dim::Plain,
        1.0,
        0.0,
        0.0,
        10.0,
        &[0.0, 2.0, 4.0, 5.0, 6.0, 7.5, 8.0, 10.0],
    ),
    (
        "sleep",
        "hours from 0 to 16",
        Dim::Time,
        1.0,
        0.0,
        0.0,
        16.0,
        &[0.0, 4.0, 6.0, 7.0, 7.5, 8.0, 9.0, 16.0],
    ),
    (
        "reps",
        "whole number from 0 to 20",
        Dim::Plain,
        1.0,
        0.0,
        0.0,
        20.0,
        &[0.0, 1.0, 3.0, 5.0, 8.0, 10.0, 20.0],
    ),
    (
        "nap",
        "minutes from 0 to 300",
        Dim::Time,
        1.0 / 60.0,
        0.0,
        0.0,
        300.0,
        &[0.0, 15.0, 30.0, 60.0, 90.0, 240.0, 300.0],
    ),
    (
        "balance",
        "number from -5 to 5",
        Dim::Plain,
        1.0,
        0.0,
        -5.0,
        5.0,
        &[0.0, -5.0, -2.5, 1.0, 2.0, 5.0],
    ),
    (
        "force",
        "percent from 0 to 150",
        Dim::Share,
        0.01,
        0.0,
        0.0,
        150.0,
        &[0.0, 50.0, 80.0, 95.0, 100.0, 150.0],
    ),
    (
        "bar",
        "kg from 0 to 200",
        Dim::Mass,
        1.0,
        0.0,
        0.0,
        200.0,
        &[0.0, 20.0, 60.0, 80.0, 100.0, 200.0],
    ),
    (
        "pulse",
        "bpm from 30 to 200",
        Dim::Heart,
        1.0,
        0.0,
        30.0,
        200.0,
        &[50.0, 30.0, 55.0, 60.0, 72.0, 200.0],
    ),
    (
        "heat",
        "°C from -10 to 45",
        Dim::Temperature,
        1.0,
        0.0,
        -10.0,
        45.0,
        &[0.0, -10.0, 10.0, 20.0, 30.0, 45.0],
    ),
    (
        "air",
        "°F from 14 to 122",
        Dim::Temperature,
        5.0 / 9.0,
        -32.0,
        14.0,
        122.0,
        &[50.0, 14.0, 32.0, 68.0, 86.0, 122.0],
    ),
    (
        "score",
        "number",
        Dim::Plain,
        1.0,
        0.0,
        f64::NEG_INFINITY,
        f64::INFINITY,
        &[0.0, 0.1, -4.0, 0.1, 2.0, 0.1, 100.0],
    ),
];

/// A default in the declared unit.
pub fn default_literal(ty: &str, dim: Dim, value: f64) -> String {
    match dim {
        Dim::Plain => format!("{value}"),
        Dim::Share => format!("{value}%"),
        Dim::Time if ty.starts_with("minutes") => format!("{value} min"),
        Dim::Time => format!("{value} h"),
        Dim::Mass => format!("{value} kg"),
        Dim::Heart => format!("{value} bpm"),
        Dim::Temperature if ty.starts_with("°F") => format!("{value} °F"),
        Dim::Temperature => format!("{value} °C"),
    }
}
