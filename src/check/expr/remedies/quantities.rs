//! The factor or the divisor between two quantities: in go what both measure, out
//! comes what one of them must be multiplied with or divided by, named where one
//! declaration measures just that.

use super::units::Misfit;
use super::{Remedy, grouped};
use crate::check::Checker;
use crate::check::expr::Mixing;
use crate::check::expr::mismatch::kind;
use crate::check::sides::Side;
use crate::ruleset::{DayCount, ExprId, ExprKind, NumberType, Type};
use crate::units::{Dimension, Unit};

/// Names that a help counts up at most.
const MOST_NAMES: usize = 4;

impl Checker<'_> {
    /// What would make one of two that measure different things like the other.
    pub(in crate::check::expr) fn remedy_for_units(
        &self,
        (id, side, number): Misfit<'_>,
        (other, target): (&Side, &NumberType),
        mixing: Mixing,
    ) -> Remedy {
        let literal = self.is_literal(id);
        if literal && number.unit.is_percent() {
            return self.share_of(side, other, target);
        }
        if target.unit.dimension.is_none() {
            return if literal {
                self.without_unit((id, side, number), other, target)
            } else {
                self.strip((side, number), (other, target))
            };
        }
        if literal {
            return self.literal_of(side, number, other, target);
        }
        if number.unit.dimension.is_none() {
            return self.with_unit((id, side), other, target);
        }
        self.factor((side, number), (other, target), mixing)
    }

    /// `sleep < 80%`: a share of what?
    pub(super) fn share_of(&self, side: &Side, other: &Side, target: &NumberType) -> Remedy {
        if target.unit.is_percent() {
            return Remedy::said("write a percentage on both sides");
        }
        let names = self.names_of(target.unit.dimension, other, true);
        let share = side.text();
        match names.as_slice() {
            [name] => {
                let fixed = format!("{share} * {name}");
                let help = format!("{share} of what? of `{name}` it is `{fixed}`");
                Remedy::write(help, side.span, fixed)
            }
            _ => Remedy::said(format!(
                "{share} of what? write `{share} * …`, with {} behind it",
                kind(target)
            )),
        }
    }

    /// A quantity beside a plain number that is answered or worked out: its plain
    /// number is taken; beside a percentage, its share of another.
    pub(super) fn strip(
        &self,
        (side, number): (&Side, &NumberType),
        (other, target): (&Side, &NumberType),
    ) -> Remedy {
        let unit = &number.unit;
        let text = grouped(self.sources.text(side.span));
        let what = kind(number);
        if target.unit.is_percent() || !unit.is_writable() {
            let names = self.names_of(unit.dimension, side, true);
            let becomes = if target.unit.is_percent() {
                "a percentage"
            } else {
                "a plain number"
            };
            return match names.as_slice() {
                [name] => {
                    let fixed = format!("{text} / {name}");
                    let help = format!(
                        "{what} divided by another is {becomes}: write `{fixed}`, if `{name}` is meant"
                    );
                    Remedy::write(help, side.span, fixed)
                }
                _ => Remedy::said(format!(
                    "{what} divided by another is {becomes}: write `{text} / …`"
                )),
            };
        }
        let fixed = format!("{text} in {}", unit.symbol);
        let help = format!(
            "{} has no unit: to take the plain number of {}, say in which unit, as in `{fixed}`",
            other.subject, side.subject
        );
        Remedy::write(help, side.span, fixed)
    }

    /// A plain number that is worked out or answered, beside a quantity.
    pub(super) fn with_unit(
        &self,
        (id, side): (ExprId, &Side),
        other: &Side,
        target: &NumberType,
    ) -> Remedy {
        if let (Some(_), ExprKind::Convert(inner, _)) = (self.stripped_unit(id), &self.at(id).kind)
        {
            let of_inner = self.number_of(*inner);
            if of_inner.is_some_and(|inner| inner.unit.dimension == target.unit.dimension) {
                let text = self.sources.text(self.at(*inner).span).to_owned();
                let help = format!("leave the unit on: write `{text}`");
                return Remedy::write(help, side.span, text);
            }
        }
        let unit = match &self.at(id).kind {
            ExprKind::Days(DayCount::When(_) | DayCount::InARow | DayCount::Since, _)
                if target.unit.dimension == Dimension::TIME =>
            {
                Unit::day()
            }
            _ => target.unit.clone(),
        };
        if !unit.is_writable() || unit.dimension == Dimension::TEMPERATURE {
            return Remedy::said(format!(
                "{} has no unit: bring in {} instead, or say with `x in UNIT` which plain number \
                 of {} is meant",
                side.subject,
                kind(target),
                other.subject
            ));
        }
        let fixed = format!(
            "{} * {}",
            grouped(self.sources.text(side.span)),
            unit.show("1")
        );
        let help = match &self.at(id).kind {
            ExprKind::Days(..) if unit == Unit::day() => {
                format!("a count of days has no unit: write `{fixed}`")
            }
            _ => format!(
                "{} has no unit: if it counts {}, write `{fixed}`",
                side.subject,
                unit.plural()
            ),
        };
        Remedy::write(help, side.span, fixed)
    }

    /// Two quantities: the one that is a factor or a divisor away from the other.
    pub(super) fn factor(
        &self,
        (side, number): (&Side, &NumberType),
        (other, target): (&Side, &NumberType),
        mixing: Mixing,
    ) -> Remedy {
        let ratio = target.unit.divide(&number.unit).dimension;
        let inverse = number.unit.divide(&target.unit).dimension;
        let (needed, given) = (kind(target), kind(number));
        let text = grouped(self.sources.text(side.span));
        for (dimension, sign, word) in [(ratio, "*", "times"), (inverse, "/", "divided by")] {
            let names = self.names_of(dimension, other, false);
            let what = dimension.describe();
            if let [name] = names.as_slice() {
                let fixed = format!("{text} {sign} {name}");
                let help = if target.unit.dimension.is_named() {
                    format!(
                        "{given} {word} {what} is {needed}: write `{fixed}`, if `{name}` is meant"
                    )
                } else {
                    format!("to be {needed}, write `{fixed}`, if `{name}` is meant")
                };
                return Remedy::write(help, side.span, fixed);
            }
            if !names.is_empty() && names.len() <= MOST_NAMES {
                let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                return Remedy::said(format!(
                    "{given} {word} {what} is {needed}: write `{text} {sign} …` with {}",
                    names.join(" or ")
                ));
            }
        }
        let word = if ratio.is_named() {
            Some(("*", "times", ratio))
        } else if inverse.is_named() {
            Some(("/", "divided by", inverse))
        } else {
            None
        };
        if let Some((sign, word, dimension)) = word {
            let what = dimension.describe();
            return Remedy::said(format!(
                "{given} {word} {what} is {needed}: write `{text} {sign} …`, with {what} in place \
                 of the dots"
            ));
        }
        let doing = match mixing {
            Mixing::Compare => format!("compare {} with {needed}", other.subject),
            Mixing::Add => format!("add {needed} to {}", other.subject),
            Mixing::Subtract => format!("subtract {needed}, as {} is one", other.subject),
            Mixing::Choose => format!("put {needed} beside {}", other.subject),
            Mixing::Assign => format!("write {needed}"),
        };
        let example = self.example(target);
        let example = example.map_or_else(String::new, |text| format!(", as in `{text}`"));
        Remedy::said(format!("{given} never becomes {needed}: {doing}{example}"))
    }

    /// The inputs that measure something, and the settings where they count: sorted,
    /// without those that have a value for each member, and without the other side.
    pub(super) fn names_of(&self, dimension: Dimension, other: &Side, settings: bool) -> Vec<&str> {
        if dimension.is_none() || !self.may_guess() {
            return Vec::new();
        }
        let fits = |ty: &Option<crate::check::types::DeclaredType>| {
            ty.as_ref().is_some_and(|declared| {
                declared.each.is_none()
                    && matches!(&declared.ty, Type::Number(n) if n.unit.dimension == dimension)
            })
        };
        let inputs = self.inputs.iter().filter(|state| fits(&state.ty));
        let mut names: Vec<&str> = inputs.map(|state| state.decl.name.name.as_str()).collect();
        if settings {
            let settings = self.settings.iter().filter(|state| fits(&state.ty));
            names.extend(settings.map(|state| state.decl.name.name.as_str()));
        }
        names.retain(|name| *name != other.text());
        names.sort_unstable();
        names.dedup();
        names
    }
}
