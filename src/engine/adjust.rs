//! The plan before and after: what the firing rules change in it. Their order
//! never matters: the lowest result of the cuts, then the lowest cap, then the
//! highest raise, the union of what is dropped.

use std::collections::BTreeMap;

use super::numbers::{ceil, floor};
use super::show;
use super::view::View;
use crate::decision::{Adjusted, Datum, Planned};
use crate::ruleset::{Adjustment, AdjustmentKind, NumberType, PlanValue, Rule, Type};

/// What the rules want of one plan value.
#[derive(Default)]
struct Wanted {
    cut: Option<f64>,
    cap: Option<f64>,
    raise: Option<f64>,
    dropped: u64,
}

/// A whole number after a cut or a cap, inside the declared range.
fn down(x: f64, ty: &NumberType) -> f64 {
    let x = if ty.whole { floor(x) } else { x };
    x.clamp(ty.range.low, ty.range.high)
}

fn up(x: f64, ty: &NumberType) -> f64 {
    let x = if ty.whole { ceil(x) } else { x };
    x.clamp(ty.range.low, ty.range.high)
}

impl View<'_> {
    /// The planned values by name with what the rules make of them, and what each rule did.
    pub(super) fn adjust(&self, rules: &[&Rule]) -> (Vec<Planned>, Vec<Adjusted>) {
        let mut wanted: BTreeMap<PlanValue, Wanted> = BTreeMap::new();
        let mut adjusted = Vec::new();
        for rule in rules {
            for adjustment in &rule.adjustments {
                for target in self.targets(&adjustment.kind) {
                    let change = self.change(adjustment, target, wanted.entry(target).or_default());
                    let (to, not_made) = match change {
                        Ok(to) => (Some(to), None),
                        Err(why) => (None, Some(why)),
                    };
                    let source = self.ruleset.sources.text(adjustment.span);
                    adjusted.push(Adjusted {
                        rule: rule.name.clone(),
                        change: source.split_whitespace().collect::<Vec<_>>().join(" "),
                        target: self.ruleset.plan_name(target),
                        to,
                        not_made,
                    });
                }
            }
        }
        let plan = self.plan_after(&wanted);
        for change in &mut adjusted {
            // A raise below what is planned still counts where another rule cuts
            // further; where none did, it has done nothing.
            let same = |planned: &&Planned| {
                planned.name == change.target && planned.before == planned.after
            };
            if let Some(planned) = plan.iter().find(same).filter(|_| change.not_made.is_none()) {
                change.to = None;
                change.not_made = Some(format!(
                    "{} is {} already",
                    change.target, planned.before.text
                ));
            }
        }
        (plan, adjusted)
    }

    /// What a line changes: of a map, each member that is planned, or where none
    /// is the map itself, to say so. Advice changes nothing.
    fn targets(&self, kind: &AdjustmentKind) -> Vec<PlanValue> {
        let target = match kind {
            AdjustmentKind::Cut { target, .. }
            | AdjustmentKind::Cap { target, .. }
            | AdjustmentKind::Raise { target, .. }
            | AdjustmentKind::Drop { target, .. } => *target,
            AdjustmentKind::Advise(_) => return Vec::new(),
        };
        if target.member.is_some() || self.ruleset.input(target.input).each.is_none() {
            return vec![target];
        }
        let planned = |value: &PlanValue| {
            self.planned_number(*value).is_some() || self.planned_set(*value).is_some()
        };
        let members: Vec<PlanValue> = self
            .ruleset
            .values_of(target.input)
            .filter(planned)
            .collect();
        if members.is_empty() {
            vec![target]
        } else {
            members
        }
    }

    /// What one line makes of the plan by itself, noted among what is wanted;
    /// or why it makes nothing.
    fn change(
        &self,
        adjustment: &Adjustment,
        target: PlanValue,
        wanted: &mut Wanted,
    ) -> Result<Datum, String> {
        let input = self.ruleset.input(target.input);
        let name = self.ruleset.plan_name(target);
        let not_planned = || format!("{name} is not planned");
        let not_known = |expr| format!("{} is not known", self.source(expr));
        if let AdjustmentKind::Drop { set, .. } = &adjustment.kind {
            let planned = self.planned_set(target).ok_or_else(not_planned)?;
            let (sure, maybe) = self.set(*set).ok_or_else(|| not_known(*set))?;
            let doubtful = planned & maybe & !sure;
            if planned & sure == 0 {
                return Err(match doubtful {
                    0 => format!("{name} has none of them"),
                    _ => not_known(*set),
                });
            }
            wanted.dropped |= sure;
            let Type::Set(choice) = input.ty else {
                return Err(not_planned());
            };
            let left = planned & !sure;
            let mut datum = show::set(self.ruleset, choice, left, left);
            if doubtful != 0 {
                let names = show::set(self.ruleset, choice, doubtful, doubtful).text;
                datum.text.push_str(&format!(" (not known of {names})"));
            }
            return Ok(datum);
        }
        let Type::Number(ty) = &input.ty else {
            return Err(not_planned());
        };
        let planned = self.planned_number(target).ok_or_else(not_planned)?;
        let lowest =
            |slot: &mut Option<f64>, x: f64| *slot = Some(slot.map_or(x, |other| other.min(x)));
        let already = |x: f64| format!("{name} is {} already", show::number(x, x, ty).text);
        let result = match &adjustment.kind {
            AdjustmentKind::Cut { by, share, .. } => {
                let by_value = self.exact(*by).ok_or_else(|| not_known(*by))?;
                let cut = if *share { planned * by_value } else { by_value };
                if cut <= 0.0 {
                    return Err("a cut of 0 or less changes nothing".to_owned());
                }
                let x = down(planned - cut, ty).min(planned);
                lowest(&mut wanted.cut, x);
                x
            }
            AdjustmentKind::Cap { at, .. } => {
                let at_value = self.exact(*at).ok_or_else(|| not_known(*at))?;
                let x = down(at_value, ty);
                if x >= planned {
                    return Err(already(planned));
                }
                lowest(&mut wanted.cap, x);
                x
            }
            AdjustmentKind::Raise { to, .. } => {
                let to_value = self.exact(*to).ok_or_else(|| not_known(*to))?;
                let x = up(to_value, ty);
                wanted.raise = Some(wanted.raise.map_or(x, |other: f64| other.max(x)));
                x.max(planned)
            }
            AdjustmentKind::Drop { .. } | AdjustmentKind::Advise(_) => return Err(not_planned()),
        };
        Ok(show::number(result, result, ty))
    }

    fn plan_after(&self, wanted: &BTreeMap<PlanValue, Wanted>) -> Vec<Planned> {
        let mut plan: Vec<Planned> = self
            .ruleset
            .plan_values()
            .filter_map(|id| {
                let input = self.ruleset.input(id.input);
                let wanted = wanted.get(&id);
                let (before, after) = match &input.ty {
                    Type::Number(ty) => {
                        let planned = self.planned_number(id)?;
                        let mut x = planned;
                        if let Some(wanted) = wanted {
                            x = wanted.cut.map_or(x, |cut| x.min(cut));
                            x = wanted.cap.map_or(x, |cap| x.min(cap));
                            x = wanted.raise.map_or(x, |raise| x.max(raise));
                        }
                        (show::number(planned, planned, ty), show::number(x, x, ty))
                    }
                    Type::Set(choice) => {
                        let planned = self.planned_set(id)?;
                        let left = planned & !wanted.map_or(0, |wanted| wanted.dropped);
                        let show = |mask| show::set(self.ruleset, *choice, mask, mask);
                        (show(planned), show(left))
                    }
                    _ => {
                        let datum = self.planned_other(id)?;
                        (datum.clone(), datum)
                    }
                };
                Some(Planned {
                    name: self.ruleset.plan_name(id),
                    before,
                    after,
                })
            })
            .collect();
        plan.sort_by(|a, b| a.name.cmp(&b.name));
        plan
    }
}
