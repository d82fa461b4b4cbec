//! Random plan values: in goes a tape, out comes one more value of today's session,
//! declared and described in the draft.

use super::Tape;
use super::declarations::{Dim, Draft, Kind};

impl Draft {
    pub fn plan(&mut self, tape: &mut Tape) {
        let number = |dim, factor, values: &[f64]| Kind::Number {
            dim,
            factor,
            offset: 0.0,
            values: values.to_vec(),
        };
        let (name, ty, kind, low, high, whole) = match tape.below(6) {
            0 => (
                "load",
                "kg from 0 to 500",
                number(Dim::Mass, 1.0, &[0.0, 50.0, 82.5, 100.0, 500.0]),
                0.0,
                500.0,
                false,
            ),
            1 => (
                "sets",
                "whole number from 1 to 30",
                number(Dim::Plain, 1.0, &[1.0, 3.0, 5.0, 7.0, 10.0, 30.0]),
                1.0,
                30.0,
                true,
            ),
            2 => (
                "effort",
                "scale 0 to 10",
                number(Dim::Plain, 1.0, &[0.0, 5.0, 6.5, 8.0, 10.0]),
                0.0,
                10.0,
                false,
            ),
            3 => (
                "length",
                "minutes from 0 to 240",
                number(Dim::Time, 1.0 / 60.0, &[0.0, 30.0, 60.0, 90.0, 240.0]),
                0.0,
                4.0,
                false,
            ),
            4 => (
                "power",
                "percent from 0 to 120",
                number(Dim::Share, 0.01, &[0.0, 60.0, 77.5, 100.0, 120.0]),
                0.0,
                1.2,
                false,
            ),
            _ => (
                "targets",
                "set of part",
                Kind::Set(self.parts.clone()),
                0.0,
                0.0,
                false,
            ),
        };
        let each = tape.chance(25);
        let name = match each {
            true => format!("{name}_of"),
            false => name.to_owned(),
        };
        if self.specs.iter().any(|spec| spec.name == name) {
            return;
        }
        let is_number = matches!(kind, Kind::Number { .. });
        if each {
            let ty = format!("{ty} for each part");
            let parts = Some(self.parts.clone());
            self.push_spec(tape, "plan", &name, &ty, kind, parts, false);
        } else {
            self.push_spec(tape, "plan", &name, ty, kind, None, false);
        }
        if is_number {
            self.range(low, high, whole);
        }
    }
}
