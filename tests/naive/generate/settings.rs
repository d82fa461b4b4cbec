//! Settings of a random ruleset, and the values that athletes have instead.

use super::declarations::{Dim, Draft, Kind, Named, Spec};
use super::{Size, Tape};

const INF: f64 = f64::INFINITY;

/// Type, dimension, factor and offset to the canonical unit, low and high (declared
/// unit), values as declared, values of athletes (declared unit).
type SettingKind = (
    &'static str,
    Dim,
    (f64, f64),
    (f64, f64),
    &'static [&'static str],
    &'static [f64],
);

const NUMBERS: &[SettingKind] = &[
    (
        "scale 0 to 10",
        Dim::Plain,
        (1.0, 0.0),
        (0.0, 10.0),
        &["4", "7.5", "8"],
        &[4.0, 0.0, 5.0, 6.5, 10.0],
    ),
    (
        "hours from 0 to 24",
        Dim::Time,
        (1.0, 0.0),
        (0.0, 24.0),
        &["8 h", "450 min", "0.25 days"],
        &[7.0, 0.0, 8.0, 24.0],
    ),
    (
        "number",
        Dim::Plain,
        (1.0, 0.0),
        (-INF, INF),
        &["1", "-2", "0.5"],
        &[1.0, -3.0, 0.0, 2.0, 50.0],
    ),
    (
        "percent",
        Dim::Share,
        (0.01, 0.0),
        (-INF, INF),
        &["80%", "12.5%"],
        &[80.0, 0.0, 50.0, 120.0],
    ),
    (
        "kg from 0 to 500",
        Dim::Mass,
        (1.0, 0.0),
        (0.0, 500.0),
        &["60 kg", "80000 g"],
        &[60.0, 20.0, 100.0, 500.0],
    ),
    (
        "°C from -20 to 60",
        Dim::Temperature,
        (1.0, 0.0),
        (-20.0, 60.0),
        &["20 °C", "68 °F", "-5 °C"],
        &[20.0, -20.0, 10.0, 35.0],
    ),
];

/// The one kind of a small ruleset.
const SMALL: SettingKind = (
    "whole number from 0 to 2",
    Dim::Plain,
    (1.0, 0.0),
    (0.0, 2.0),
    &["1", "0", "2"],
    &[1.0, 0.0, 2.0],
);

impl Draft {
    pub fn setting(&mut self, tape: &mut Tape) {
        if self.size != Size::Small && self.setting_of_other_type(tape) {
            return;
        }
        let small = self.size == Size::Small;
        // Which kind: by what there is already, so that small tapes see several.
        let kind = match small {
            true => SMALL,
            false => NUMBERS[self.declarations.len() % NUMBERS.len()],
        };
        let (ty, dim, (factor, offset), (low, high), declared, values) = kind;
        let each = tape.chance(30);
        let name = self.free(if each { "bound_of" } else { "limit" });
        let (mut value, mut ty) = ((*tape.pick(declared)).to_owned(), ty.to_owned());
        if each {
            ty.push_str(" for each part");
            if tape.chance(60) {
                let parts = self.parts.clone();
                let values = parts.iter().map(|part| {
                    let value = tape.pick(declared);
                    format!("{part}: {value}")
                });
                value = format!("{{{}}}", values.collect::<Vec<_>>().join(", "));
            }
        }
        self.declarations
            .push(format!("setting {name}: {ty} = {value}"));
        let canonical = |x: f64| (x + offset) * factor;
        let spec = Spec {
            name: name.clone(),
            kind: Kind::Number {
                dim,
                factor,
                offset,
                values: values.to_vec(),
            },
            each: each.then(|| self.parts.clone()),
            planned: false,
            whole: small,
            lasting: true,
            has_default: false,
            low: canonical(low),
            high: canonical(high),
        };
        self.numbers.push(Named {
            name,
            dim,
            low: spec.low,
            high: spec.high,
            constant: true,
            whole: small,
            each,
        });
        self.settings.push(spec);
    }

    /// A truth, a member or a set, each once.
    fn setting_of_other_type(&mut self, tape: &mut Tape) -> bool {
        let (name, ty, value, kind) = match tape.below(12) {
            9 if self.truths.is_empty() => {
                self.truths.push("strict".into());
                let value = tape.pick(&["no", "yes"]);
                ("strict", "yes or no", *value, Kind::Truth)
            }
            10 if self.members_of(&self.parts.clone()).is_none() => {
                self.members.push(("weak_spot".into(), self.parts.clone()));
                let kind = Kind::Member(self.parts.clone(), false);
                ("weak_spot", "part", "back", kind)
            }
            11 if self.sets.is_empty() => {
                self.sets.push("spared".into());
                let value = tape.pick(&["{chest}", "{}", "{back, chest}"]);
                (
                    "spared",
                    "set of part",
                    *value,
                    Kind::Set(self.parts.clone()),
                )
            }
            _ => return false,
        };
        self.declarations
            .push(format!("setting {name}: {ty} = {value}"));
        self.settings.push(Spec {
            name: name.to_owned(),
            kind,
            each: None,
            planned: false,
            whole: false,
            lasting: true,
            has_default: false,
            low: -INF,
            high: INF,
        });
        true
    }
}
