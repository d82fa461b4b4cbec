//! Types as written: in goes `hours from 0 to 16`, `set of muscle`, `one of a, b`,
//! out comes a [`Type`] with its unit and range; and the members of groups.

use super::names::{Named, did_you_mean};
use super::{Checker, index};
use crate::ast::{self, TypeExpr, TypeKind, UnitName};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{ChoiceId, Group, NumberType, Range, Type};
use crate::span::Span;
use crate::units::Unit;

/// The type of an input or plan value.
#[derive(Clone, PartialEq)]
pub(super) struct DeclaredType {
    /// Of one value.
    pub ty: Type,
    /// `for each muscle`
    pub each: Option<ChoiceId>,
    /// `, lasting`
    pub lasting: bool,
}

impl<'a> Checker<'a> {
    /// The types of all inputs and settings, and the members of all groups.
    pub(super) fn check_types(&mut self) {
        for at in 0..self.groups.len() {
            self.check_group(at);
        }
        for at in 0..self.inputs.len() {
            let (decl, in_place) = (self.inputs[at].decl, self.inputs[at].in_place);
            let ty = self.declared_type(&decl.ty, in_place);
            self.inputs[at].ty = ty;
        }
        let mut at = 0;
        while let Some(state) = self.settings.get(at) {
            let (decl, in_place, members) = (state.decl, state.in_place, state.members);
            let ty = self.declared_type(&decl.ty, in_place);
            if decl.ty.lasting {
                self.report_lasting_setting(decl);
            } else {
                for state in self.settings.iter_mut().skip(at).take(members) {
                    state.ty = ty.clone();
                }
            }
            at += members;
        }
    }

    fn report_lasting_setting(&mut self, decl: &ast::SettingDecl) {
        let name = &decl.name.name;
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                format!("`{name}` is a setting, and settings always last"),
            )
            .label(decl.ty.span, "`lasting` says nothing here")
            .help("take `, lasting` away"),
        );
    }

    fn check_group(&mut self, at: usize) {
        let decl = self.groups[at].decl;
        let choice = self.expect_choice(&decl.choice);
        self.check_distinct(&decl.members, &format!("`{}`", decl.name.name));
        let Some(choice) = choice else { return };
        let mut mask = Some(0);
        for member in &decl.members {
            let bit = self.expect_member(choice, member).map(bit);
            mask = mask.zip(bit).map(|(mask, bit)| mask | bit);
        }
        self.groups[at].set = mask.map(|mask| (choice, mask));
    }

    /// The groups by name; `None` where one has what is no member.
    pub(super) fn finish_groups(&self) -> Option<Vec<Group>> {
        let finished = |group: &super::GroupState<'_>| {
            let (choice, members) = group.set?;
            Some(Group {
                name: group.decl.name.name.clone(),
                choice,
                members,
            })
        };
        let mut groups: Vec<Group> = self.groups.iter().map(finished).collect::<Option<_>>()?;
        groups.sort_by(|a, b| a.name.cmp(&b.name));
        Some(groups)
    }

    pub(super) fn declared_type(
        &mut self,
        written: &TypeExpr,
        in_place: Option<ChoiceId>,
    ) -> Option<DeclaredType> {
        let each = written.each.as_ref().map(|each| self.expect_choice(each));
        let ty = match &written.kind {
            TypeKind::Scale { from, to } => {
                self.number_type(Unit::none(), Some((*from, *to)), false, written.span)
            }
            TypeKind::Number { whole, range } => {
                self.number_type(Unit::none(), *range, *whole, written.span)
            }
            TypeKind::Named { name, range } => self.named_type(name, *range, written.span),
            TypeKind::Truth => Some(Type::Truth),
            TypeKind::OneOf { .. } => in_place.map(Type::Choice),
            TypeKind::SetOf(choice) => self.expect_choice(choice).map(Type::Set),
            TypeKind::Date => Some(Type::Date),
        };
        let each = match each {
            None => None,
            Some(choice) => Some(choice?),
        };
        Some(DeclaredType {
            ty: ty?,
            each,
            lasting: written.lasting,
        })
    }

    fn number_type(
        &mut self,
        unit: Unit,
        range: Option<(f64, f64)>,
        whole: bool,
        span: Span,
    ) -> Option<Type> {
        let range = match range {
            None => Range::ALL,
            Some((low, high)) => {
                if !self.check_range(low, high, whole, span) {
                    return None;
                }
                Range::new(low, high)
            }
        };
        Some(Type::Number(NumberType {
            unit,
            range,
            whole,
            interval: false,
        }))
    }

    fn check_range(&mut self, low: f64, high: f64, whole: bool, span: Span) -> bool {
        let diagnostic = if low > high {
            Diagnostic::error(
                Code::EmptyRange,
                format!("nothing lies from {low} to {high}"),
            )
            .label(span, "the ends are the wrong way round")
            .help(format!("write `{high} to {low}`"))
        } else if low == high {
            Diagnostic::error(
                Code::EmptyRange,
                format!("from {low} to {high} leaves a single value"),
            )
            .label(span, "both ends are the same")
            .help("give two ends that differ")
        } else if whole && low.ceil() > high.floor() {
            Diagnostic::error(
                Code::EmptyRange,
                format!("no whole number lies from {low} to {high}"),
            )
            .label(span, "this leaves no value")
            .help("use whole numbers for its ends")
        } else {
            return true;
        };
        self.report(diagnostic);
        false
    }

    /// A unit, or the name of a choice.
    fn named_type(
        &mut self,
        name: &UnitName,
        range: Option<(f64, f64)>,
        span: Span,
    ) -> Option<Type> {
        match self.names.get(&name.text) {
            Some(Named::Choice(choice)) => {
                if range.is_some() {
                    let message = format!("`{}` is a choice, and has no range", name.text);
                    self.report(
                        Diagnostic::error(Code::TypeMismatch, message)
                            .label(span, "`from … to …` stands only after a unit or a number")
                            .help("take the range away"),
                    );
                    return None;
                }
                return Some(Type::Choice(choice));
            }
            Some(Named::Unclear) => return None,
            _ => {}
        }
        match Unit::parse(&name.text) {
            Ok(unit) => self.number_type(unit, range, false, span),
            Err(_) if self.names.get(&name.text).is_none() && self.is_type_left_out(&name.text) => {
                None
            }
            Err(part) => {
                let diagnostic = self.unknown_type(name, &part);
                self.report(diagnostic);
                None
            }
        }
    }

    fn unknown_type(&self, name: &UnitName, part: &str) -> Diagnostic {
        if part != name.text {
            return unknown_unit(name, part);
        }
        let text = &name.text;
        let diagnostic = Diagnostic::error(
            Code::UnknownType,
            format!("`{text}` is neither a unit nor a choice"),
        )
        .label(name.span, "not a type");
        if let Some(help) = no_fixed_length(text) {
            return diagnostic.help(help);
        }
        if let Some(written) = type_for(text) {
            return Diagnostic::error(
                Code::UnknownType,
                format!("`{text}` is written `{written}`"),
            )
            .label(name.span, format!("expected `{written}`"))
            .help(format!("write `{written}`"))
            .fix(name.span, written)
            .sure();
        }
        const WORDS: [&str; 5] = ["number", "scale", "date", "whole number", "yes or no"];
        let mut candidates = self.choice_names();
        candidates.extend(WORDS.iter().copied());
        candidates.extend(unit_names().map(|name| -> &str { name }));
        if let Some(near) = nearest(text, candidates) {
            return did_you_mean(diagnostic, name.span, near);
        }
        match self.names.get(text) {
            Some(named) => diagnostic.help(format!(
                "`{text}` is {}; write what kind of value this is, such as `hours` or `yes or no`",
                named.what()
            )),
            None => diagnostic.help(
                "write a unit such as `hours`, or `scale 0 to 10`, `number`, `yes or no`, \
                 `one of …`, `set of …`, `date`",
            ),
        }
    }

    /// Reads a unit; reports it where it is none.
    pub(super) fn unit(&mut self, name: &UnitName) -> Option<Unit> {
        match Unit::parse(&name.text) {
            Ok(unit) => Some(unit),
            Err(part) => {
                self.report(unknown_unit(name, &part));
                None
            }
        }
    }

    /// The set of all members of a choice.
    pub(super) fn all_members(&self, choice: ChoiceId) -> u64 {
        (0..self.choice(choice).members.len())
            .map(|at| bit(u8::try_from(index(at)).unwrap_or(u8::MAX)))
            .fold(0, |all, bit| all | bit)
    }
}

/// The bit of a member in a set.
pub(super) fn bit(member: u8) -> u64 {
    1u64.checked_shl(u32::from(member)).unwrap_or(0)
}

/// Names of units to suggest: `hours`, not `hour`.
fn unit_names() -> impl Iterator<Item = &'static str> {
    Unit::names().filter(|name| Unit::names().all(|other| other != format!("{name}s")))
}

fn unknown_unit(name: &UnitName, part: &str) -> Diagnostic {
    let message = if part.is_empty() {
        format!("`{}` is not a whole unit", name.text)
    } else {
        format!("`{part}` is not a unit")
    };
    let diagnostic = Diagnostic::error(Code::UnknownUnit, message).label(name.span, "no such unit");
    if let Some(help) = no_fixed_length(part) {
        return diagnostic.help(help);
    }
    // `7h30`
    if let Some(minutes) = name.text.strip_prefix('h')
        && (1..=2).contains(&minutes.len())
        && minutes.chars().all(|c| c.is_ascii_digit())
    {
        let written = format!(" h + {minutes} min");
        return diagnostic
            .help(format!(
                "hours and minutes are added up: write `+` between them, as in `7 h + {minutes} min`"
            ))
            .fix(name.span, written);
    }
    let near = unit_for(part).or_else(|| nearest(part, unit_names()));
    match near {
        Some(near) => did_you_mean(diagnostic, name.span, &name.text.replace(part, near)),
        None => diagnostic.help(
            "units are of time (min, h, days), mass (kg, lb), length (m, km, cm), speed (m/s, \
             km/h), temperature (°C, °F), bpm, W, J, kJ, kcal, percent, and their quotients",
        ),
    }
}

/// How the language writes the types of other languages.
fn type_for(text: &str) -> Option<&'static str> {
    Some(match text.to_lowercase().as_str() {
        "whole" | "integer" | "int" | "count" => "whole number",
        "float" | "decimal" | "double" | "real" | "numeric" | "num" => "number",
        "boolean" | "bool" | "truth" | "yesno" | "yes_no" | "checkbox" => "yes or no",
        "datetime" | "timestamp" => "date",
        _ => return None,
    })
}

/// How people shorten units, too short for "did you mean".
fn unit_for(part: &str) -> Option<&'static str> {
    Some(match part.to_lowercase().as_str() {
        "hr" | "hrs" | "std" => "h",
        "mins" | "mn" => "min",
        "secs" => "s",
        "pct" | "perc" | "percentage" => "percent",
        "kgs" | "kilogrammes" => "kg",
        "kms" => "km",
        "wk" | "wks" => "weeks",
        "dys" | "ds" => "days",
        "in" | "ins" => "inch",
        "mtr" | "mtrs" => "m",
        "bps" | "beats" => "bpm",
        _ => return None,
    })
}

fn no_fixed_length(text: &str) -> Option<&'static str> {
    let months = ["month", "months", "year", "years"];
    months.contains(&text.to_lowercase().as_str()).then_some(
        "months and years have no fixed length: count in days or weeks, or write `months since …`",
    )
}
