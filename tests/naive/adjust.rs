//! Adjusted plans: in go a plan value and the lines of all modify rules that fire,
//! out come the value after them and which of them could be made.

use touchline::ast::{Adjustment, AdjustmentKind, Expr, Path};
use touchline::units::Unit;

use super::decide::Change;
use super::evaluate::{At, History};
use super::model::{Input, Type};
use super::value::{Members, Value, ceil, floor};

impl History<'_> {
    /// The lines about a map of which no member is planned.
    pub fn nothing_planned(input: &Input, lines: &[(&str, &Adjustment)]) -> Vec<Change> {
        let about_it = lines.iter().filter(|(_, line)| match &line.kind {
            AdjustmentKind::Cut { target, .. }
            | AdjustmentKind::Cap { target, .. }
            | AdjustmentKind::Raise { target, .. }
            | AdjustmentKind::Drop { target, .. } => target.to_string() == input.name(),
            AdjustmentKind::Advise(_) => false,
        });
        let change = |(rule, _): &(&str, &Adjustment)| Change {
            rule: (*rule).to_owned(),
            target: input.name().to_owned(),
            made: false,
        };
        about_it.map(change).collect()
    }

    /// What all modify rules that fire make of a plan value.
    pub fn adjust(
        &self,
        input: &Input,
        member: Option<usize>,
        before: &Value,
        lines: &[(&str, &Adjustment)],
        now: &At,
        changes: &mut Vec<Change>,
    ) -> Value {
        let name = self.answer_name(input, member);
        // A line about a map is about every member that is planned.
        let is_target = |target: &Path| {
            let target = target.to_string();
            target == name || target == input.name() && before.known()
        };
        let mut record = |rule: &str, made: bool| {
            changes.push(Change {
                rule: rule.to_owned(),
                target: name.clone(),
                made,
            });
        };
        if let Type::Set(choice) = input.ty {
            let mut dropped = Members::new();
            for (rule, line) in lines {
                let AdjustmentKind::Drop { set, target } = &line.kind else {
                    continue;
                };
                if is_target(target) {
                    let (sure, maybe) = self.set(set, now, choice);
                    // What is surely in it is dropped, even where more may be.
                    let planned = match before {
                        Value::Set { sure, .. } => sure.clone(),
                        _ => Members::new(),
                    };
                    let known = sure == maybe || maybe.is_disjoint(&planned);
                    let made = (known || !sure.is_empty()) && before.known();
                    record(rule, made);
                    if made {
                        dropped.extend(sure);
                    }
                }
            }
            return match before {
                Value::Set { sure, .. } => Value::Set {
                    sure: sure - &dropped,
                    maybe: sure - &dropped,
                },
                _ => Value::Missing,
            };
        }
        let Type::Number {
            unit, low, high, ..
        } = &input.ty
        else {
            return before.clone();
        };
        let planned = before.exact();
        let (mut cuts, mut caps, mut raises) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, line) in lines {
            let (target, expr) = match &line.kind {
                AdjustmentKind::Cut { target, by } => (target, by),
                AdjustmentKind::Cap { target, at } => (target, at),
                AdjustmentKind::Raise { target, to } => (target, to),
                AdjustmentKind::Drop { .. } | AdjustmentKind::Advise(_) => continue,
            };
            if !is_target(target) {
                continue;
            }
            let (result, into) = match &line.kind {
                AdjustmentKind::Cut { .. } => {
                    let cut = if self.model.unit_of(expr).0.is_percent() {
                        let share = self.exact(expr, now, &Unit::none());
                        share.zip(planned).map(|(share, planned)| share * planned)
                    } else {
                        self.difference(expr, now, unit)
                    };
                    // A negative cut is no cut.
                    let result = cut
                        .zip(planned)
                        .map(|(cut, planned)| planned - cut.max(0.0));
                    (result, &mut cuts)
                }
                AdjustmentKind::Cap { .. } => (self.exact(expr, now, unit), &mut caps),
                _ => (self.exact(expr, now, unit), &mut raises),
            };
            record(rule, result.is_some() && planned.is_some());
            into.extend(result);
        }
        let Some(planned) = planned else {
            return Value::Missing;
        };
        let down = |x: f64| if input.ty.is_whole() { floor(x) } else { x };
        let up = |x: f64| if input.ty.is_whole() { ceil(x) } else { x };
        let mut result = planned;
        for cut in cuts {
            result = result.min(down(cut));
        }
        for cap in caps {
            result = result.min(down(cap));
        }
        for raise in raises {
            result = result.max(up(raise));
        }
        Value::number(result.max(*low).min(*high))
    }

    /// An amount in a unit, taken as a difference.
    fn difference(&self, expr: &Expr, at: &At, unit: &Unit) -> Option<f64> {
        let (from, _) = self.model.unit_of(expr);
        let x = self.value(expr, at).exact()?;
        let convert = touchline::units::Conversion::between(&from, unit, true);
        Some(convert.unwrap().apply(x))
    }
}
