//! The ruleset that data files are read for in these tests: a value of every
//! type, and a rule that needs some of them; and days as text.

use std::sync::LazyLock;

use touchline::Ruleset;
use touchline::days::{Column, Days};

/// The ruleset, as messages point into it.
pub const TEXT: &str = include_str!("../cases/data/squad.touchline");

static SQUAD: LazyLock<Ruleset> =
    LazyLock::new(|| match Ruleset::from_text("squad.touchline", TEXT) {
        Ok(ruleset) => ruleset,
        Err(errors) => panic!("{errors}"),
    });

pub fn squad() -> &'static Ruleset {
    &SQUAD
}

/// Days as text, a line each: athlete, date, and what is given.
pub fn show(ruleset: &Ruleset, days: &Days) -> String {
    let mut inputs: Vec<_> = ruleset.inputs().collect();
    inputs.sort_by_key(|(_, input)| input.span);
    let mut out = String::new();
    for athlete in &days.athletes {
        for row in athlete.rows.clone() {
            out += &format!("{} {}:", athlete.name, days.dates[row]);
            for &(id, input) in &inputs {
                let members = input.each.map(|choice| &ruleset.choice(choice).members);
                let count = members.map_or(1, |members| members.len() + 1);
                let first = days.layout.slot(id, None).0 as usize;
                for at in 0..count {
                    let part = match members {
                        None => String::new(),
                        Some(members) => {
                            format!(".{}", members.get(at).map_or("answered", String::as_str))
                        }
                    };
                    match &days.columns[first + at] {
                        Column::Number(values) if !values[row].is_nan() => {
                            out += &format!(" {}{part}={}", input.name, values[row]);
                        }
                        Column::Set(values) => {
                            if let Some(mask) = values[row] {
                                out += &format!(" {}{part}={mask:b}", input.name);
                            }
                        }
                        Column::Number(_) => {}
                    }
                }
            }
            out.push('\n');
        }
    }
    out
}
