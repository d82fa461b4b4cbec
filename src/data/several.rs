//! Several values for one input and day: in go the values and where they stand,
//! out comes the one that `several a day` makes of them, or the message that
//! shows both places.

use super::date;
use super::gather::orders;
use super::headers::Part;
use super::number::Misfit;
use super::problem::{describe, list, shorten};
use super::row::GivenValue;
use super::subject::Subject;
use crate::days::Layout;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Combine, Input, Ruleset, Type};
use crate::source::Sources;
use crate::span::Span;

/// How many places of one combined value are shown.
const PLACES: usize = 6;

/// How the input's values of one day become one, if they may be several.
pub(super) fn combines(input: &Input) -> Option<Combine> {
    let how = input.combine?;
    match &input.ty {
        Type::Number(_) => Some(how),
        Type::Set(_) => None,
        _ => orders(how).then_some(how),
    }
}

/// The one value; the order in which the values came does not matter.
pub(super) fn combine(how: Combine, values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let sum: f64 = values.iter().sum();
    match how {
        Combine::Sum => sum,
        Combine::Average => {
            let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
            sum / f64::from(count.max(1))
        }
        Combine::Highest => values.last().copied().unwrap_or(f64::NAN),
        Combine::Lowest => values.first().copied().unwrap_or(f64::NAN),
    }
}

/// `` for `Ana` on 2026-06-05``, with a space before it.
pub(super) fn day((athlete, date): (&str, i32)) -> String {
    if athlete.is_empty() {
        format!(" on {}", date::show(date))
    } else {
        format!(" for `{}` on {}", shorten(athlete), date::show(date))
    }
}

/// What is wrong with a combined value, in a line.
pub(super) fn headline(input: &Input, value: f64, misfit: Misfit, day: &str) -> String {
    let what = match input.combine {
        Some(Combine::Sum) => "sum",
        Some(Combine::Average) => "average",
        Some(Combine::Highest) => "highest value",
        _ => "lowest value",
    };
    let value = (value * 100.0).round() / 100.0;
    let wrong = match misfit {
        Misfit::Range => format!("is {value}, out of range"),
        Misfit::Fraction => format!("is {value}, not a whole number"),
    };
    format!("the {what} of `{}`{day} {wrong}", input.name)
}

/// The message for a combined value that does not fit its type.
pub(super) fn misfit(
    ruleset: &Ruleset,
    input: &Input,
    value: f64,
    misfit: Misfit,
    spans: &[Span],
    day: &str,
) -> Diagnostic {
    let expected = describe(ruleset, &input.ty);
    let mut diagnostic =
        Diagnostic::error(Code::DataRange, headline(input, value, misfit, day)).help(match misfit {
            Misfit::Range => format!(
                "expected {expected}: correct the values, or widen the range of `{}` in the ruleset",
                input.name
            ),
            Misfit::Fraction => format!(
                "declare `{}` as `number` instead of `whole number`",
                input.name
            ),
        });
    for (count, span) in spans.iter().take(PLACES).enumerate() {
        diagnostic = diagnostic.label(*span, if count == 0 { "this" } else { "and this" });
    }
    diagnostic
}

/// The message for one row whose values were given before; one for all of them.
pub(super) fn two_values(
    ruleset: &Ruleset,
    sources: &Sources,
    layout: &Layout,
    twice: &[(GivenValue, Span)],
    day: &str,
) -> Diagnostic {
    let names: Vec<String> = twice
        .iter()
        .map(|(given, _)| name(ruleset, layout, given))
        .collect();
    let of = list(names.iter().map(String::as_str), "and");
    let each = if names.len() > 1 { " each" } else { "" };
    let mut diagnostic = Diagnostic::error(
        Code::DataTwoValues,
        format!("two values{each} of {of}{day}"),
    );
    let cell = |span: Span| shorten(sources.text(span).trim());
    if let Some((given, first)) = twice.first() {
        diagnostic = diagnostic
            .label(given.span, format!("`{}` here", cell(given.span)))
            .label(*first, format!("`{}` here", cell(*first)));
        let same = twice
            .iter()
            .all(|(given, first)| cell(given.span) == cell(*first));
        let inputs = twice.iter().map(|(given, _)| given.of);
        let input = inputs
            .filter(|of| matches!(of, Subject::Input(_)))
            .map(|of| of.name(ruleset))
            .next();
        diagnostic = diagnostic.help(match (input, same) {
            (None, _) => "keep the right one; a setting has one value a day".into(),
            (Some(input), true) => format!("they are the same: delete one; if a day may have several, write `several a day: sum` (or average, highest, lowest) under `{input}` in the ruleset"),
            (Some(input), false) => format!("keep the right one; if a day may have several, write `several a day: average` (or sum, highest, lowest) under `{input}` in the ruleset"),
        });
    }
    diagnostic
}

/// `soreness.quads`
fn name(ruleset: &Ruleset, layout: &Layout, given: &GivenValue) -> String {
    let name = given.of.name(ruleset);
    match (given.part, given.of, given.of.each(ruleset)) {
        (Part::Member, Subject::Input(input), Some(choice)) => {
            let first = layout.slot(input, None).0;
            let at = given.slot.0.saturating_sub(first) as usize;
            let member = ruleset.choice(choice).members.get(at);
            format!("{name}.{}", member.map_or("", String::as_str))
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::combine;
    use crate::ruleset::Combine;

    #[test]
    fn several_become_one() {
        let values = || [300.0, 200.0, 100.0];
        assert_eq!(combine(Combine::Sum, &mut values()), 600.0);
        assert_eq!(combine(Combine::Average, &mut values()), 200.0);
        assert_eq!(combine(Combine::Highest, &mut values()), 300.0);
        assert_eq!(combine(Combine::Lowest, &mut values()), 100.0);
    }
}
