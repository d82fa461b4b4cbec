//! Headers that give nothing: in goes a header that names nothing of the
//! ruleset, or has a unit or a member that cannot be, out comes what may have
//! been meant, or a [`Problem`] that says how to write it.

use super::headers::{Headers, Known, Meaning, Rows, bracket, fold};
use super::problem::{Problem, list, measures, members, near};
use super::subject::Subject;
use super::warnings::Note;
use crate::diagnostics::Code;
use crate::ruleset::Type;
use crate::units::Unit;

impl Headers<'_> {
    pub(super) fn unused(&self, name: &str) -> Meaning {
        if let Some(member) = self.member_without_point(name) {
            return Meaning::Unused(Some(member));
        }
        let days = self.rows == Rows::Days;
        let inputs = self.ruleset.inputs.iter().filter(|_| days);
        let names = inputs.flat_map(|input| {
            std::iter::once(&input.name)
                .chain(&input.columns)
                .map(String::as_str)
        });
        let settings = self.ruleset.settings.iter();
        let names = names
            .chain(settings.map(|setting| setting.name.as_str()))
            .chain(["athlete"])
            .chain(["date"].into_iter().filter(|_| days));
        Meaning::Unused(near(name, names).map(str::to_owned))
    }

    /// `soreness.quads` for `Soreness (quads)` or `soreness_quads`.
    pub(super) fn member_without_point(&self, header: &str) -> Option<String> {
        let letters = |text: &str| -> String {
            let letters = text.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect()
        };
        let wanted = letters(header);
        let inputs = self
            .ruleset
            .inputs
            .iter()
            .filter(|_| self.rows == Rows::Days);
        let of_inputs = inputs.flat_map(|input| {
            let each = input.each.into_iter();
            each.flat_map(|choice| members(self.ruleset, choice))
                .map(|member| (input.name.as_str(), member))
        });
        let maps = self.maps.iter();
        let of_settings =
            maps.flat_map(|map| map.members.iter().map(|(member, _)| (map.name, *member)));
        let mut all = of_inputs.chain(of_settings);
        all.find(|(map, member)| {
            let rest = wanted.strip_prefix(&letters(map));
            rest.is_some_and(|rest| rest == letters(member))
        })
        .map(|(map, member)| format!("{map}.{member}"))
    }

    /// What there is to say of a header that is not used; `near` is what may have been meant.
    pub fn note(&self, header: &str, near: Option<String>) -> Note {
        let folded = fold(header);
        let mut dates = self
            .ruleset
            .date_columns
            .iter()
            .map(String::as_str)
            .chain(["date"]);
        if self.rows == Rows::Settings && dates.any(|date| fold(date) == folded) {
            return Note::Date;
        }
        near.map_or(Note::None, Note::Near)
    }
}

pub(super) fn no_unit(header: &str, unit: &str, name: &str, known: Known) -> Box<Problem> {
    let problem = Problem::new(
        Code::DataUnit,
        header,
        format!("names no unit in its brackets, which `{name}` needs"),
    )
    .expected("a unit such as `(min)`, or no brackets");
    match (near(unit, Unit::names()), known) {
        (Some(near), _) => {
            let right = header.replacen(unit, near, 1);
            let problem = problem.help(format!("did you mean `({near})`?"));
            if header.matches(unit).count() == 1 {
                problem.replacement(right)
            } else {
                problem
            }
        }
        (None, Known::Subject(Subject::Input(_))) => problem.help(format!(
            "write the unit, or give the input this header: `column \"{header}\"`"
        )),
        (None, _) => problem.help("write the unit, or take the brackets out"),
    }
}

pub(super) fn no_member<'n, N: Iterator<Item = &'n str>>(
    key: &str,
    wrong: String,
    names: impl Fn() -> N,
) -> Box<Problem> {
    let problem = Problem::new(Code::DataMember, key, wrong).expected(list(names(), "or"));
    match near(key, names()) {
        Some(near) => problem
            .help(format!("did you mean `{near}`?"))
            .replacement(near),
        None => problem.help("use one of these names, or leave it out"),
    }
}

/// The problem of a member in a header, with a replacement for the whole header.
pub(super) fn member_replaced(mut problem: Box<Problem>, header: &str) -> Box<Problem> {
    let member = problem.shown.clone();
    let right = problem.replacement.take();
    match (header.rsplit_once(&member), right) {
        (Some((before, after)), Some(right)) => {
            problem.replacement(format!("{before}{right}{after}"))
        }
        _ => problem,
    }
}

/// A header with the name that may have been meant; it keeps its unit.
pub(super) fn renamed(header: &str, near: &str) -> String {
    match bracket(header.trim()) {
        Some((_, unit)) if Unit::parse(unit).is_ok() && !near.contains('.') => {
            format!("{near} ({unit})")
        }
        _ => near.to_owned(),
    }
}

pub(super) fn misfit(header: &str, unit: &Unit, name: &str, ty: &Type) -> Box<Problem> {
    let wanted = match ty {
        Type::Number(ty) => measures(&ty.unit),
        _ => "not a number".into(),
    };
    Problem::new(
        Code::DataUnit,
        header,
        format!("gives {}, but `{name}` is {wanted}", measures(unit)),
    )
    .expected("a unit that fits")
    .help("correct the unit in the header, or take it out")
}
