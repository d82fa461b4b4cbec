//! `setting`: in go its type and value, out comes a [`Setting`] whose value is a
//! constant in the declared unit and range, or one a member; the same for what
//! tests give.

use super::constant::Constant;
use super::expr::Hint;
use super::names::Named;
use super::types::DeclaredType;
use super::{Checker, describe, inputs, walk};
use crate::ast::{Expr, ExprKind, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, NumberType, Setting, Type, Value};
use crate::span::Span;

/// More members than this are counted, not named.
const MOST_SHOWN: usize = 5;

impl<'a> Checker<'a> {
    /// All settings; `None` where one of them is wrong.
    pub(super) fn check_settings(&mut self) -> Option<Vec<Setting>> {
        let mut settings = Some(Vec::new());
        let mut at = 0;
        while let Some(state) = self.settings.get(at) {
            let members = state.members;
            let checked = self.check_setting(at);
            settings = settings.zip(checked).map(|(mut settings, more)| {
                settings.extend(more);
                settings
            });
            at += members;
        }
        settings
    }

    /// The setting at a place, or those of every member.
    fn check_setting(&mut self, at: usize) -> Option<Vec<Setting>> {
        let decl = self.settings[at].decl;
        let DeclaredType { ty, each, .. } = self.settings[at].ty.clone()?;
        let values = self.setting_values(&decl.value, &ty, each, &decl.name)?;
        let names: Vec<String> = match each {
            None => vec![decl.name.name.clone()],
            Some(choice) => {
                let members = self.choice(choice).members.iter();
                members
                    .map(|member| format!("{}.{member}", decl.name.name))
                    .collect()
            }
        };
        let setting = |(name, value)| Setting {
            name,
            ty: ty.clone(),
            value,
            about: decl.about.as_ref().map(|about| about.value.clone()),
            span: decl.name.span,
        };
        Some(names.into_iter().zip(values).map(setting).collect())
    }

    /// The value of a setting; of one `for each …`, that of each member.
    pub(super) fn setting_values(
        &mut self,
        value: &Expr,
        ty: &Type,
        each: Option<ChoiceId>,
        declared: &Ident,
    ) -> Option<Vec<Value>> {
        let Some(choice) = each else {
            return Some(vec![self.setting_value(value, ty, declared)?]);
        };
        let count = self.choice(choice).members.len();
        let Some(entries) = entries(value, ty) else {
            let value = self.setting_value(value, ty, declared)?;
            return Some(vec![value; count]);
        };
        let members: Vec<Ident> = entries.iter().map(|(member, _)| member.clone()).collect();
        self.check_distinct(&members, &format!("`{}`", declared.name));
        let mut values = vec![None; count];
        let mut whole = true;
        for (member, value) in entries {
            let member = self.expect_member(choice, member);
            let value = self.setting_value(value, ty, declared);
            match member.zip(value) {
                Some((member, value)) => values[usize::from(member)] = Some(value),
                None => whole = false,
            }
        }
        let missing: Vec<String> = self
            .choice(choice)
            .members
            .iter()
            .zip(&values)
            .filter(|(_, value)| value.is_none())
            .map(|(member, _)| format!("`{member}`"))
            .collect();
        if whole && !missing.is_empty() {
            self.report_members_left_out(value.span, declared, choice, &missing);
            return None;
        }
        values.into_iter().collect::<Option<_>>().filter(|_| whole)
    }

    fn report_members_left_out(
        &mut self,
        span: Span,
        declared: &Ident,
        choice: ChoiceId,
        missing: &[String],
    ) {
        let name = &declared.name;
        let (shown, more) = missing.split_at(missing.len().min(MOST_SHOWN));
        let shown = match more.len() {
            0 => describe::list(shown.iter().map(|name| name.trim_matches('`'))),
            more => format!("{} and {more} more", shown.join(", ")),
        };
        let verb = if missing.len() == 1 { "has" } else { "have" };
        let choice = &self.choice(choice).name;
        self.report(
            Diagnostic::error(
                Code::MapNeedsMember,
                format!("`{name}` needs a value for each {choice}, and {shown} {verb} none"),
            )
            .label(span, "not all of them")
            .help("name every member, or write one value for all"),
        );
    }

    /// What a setting is set to, where it is declared or by `with`.
    fn setting_value(&mut self, value: &Expr, ty: &Type, declared: &Ident) -> Option<Value> {
        match self.constant_of(value, ty, declared)? {
            Constant::Value(value) => Some(value),
            Constant::FromToday(_) => {
                self.report(not_constant(
                    value.span,
                    declared,
                    "`today` is another day tomorrow",
                ));
                None
            }
        }
    }

    /// A value that reads no answers, in the unit and range of a declared type.
    /// Its expressions are not kept.
    pub(super) fn constant_of(
        &mut self,
        value: &Expr,
        ty: &Type,
        declared: &Ident,
    ) -> Option<Constant> {
        let start = self.exprs.len();
        let constant = self.constant_value(value, ty, declared);
        self.exprs.truncate(start);
        constant
    }

    fn constant_value(&mut self, value: &Expr, ty: &Type, declared: &Ident) -> Option<Constant> {
        let id = self.value(value, Hint::of(ty));
        // A `let` that is still to be read is no value known beforehand, whatever it holds.
        if self.awaited.take().is_some() {
            self.report_not_constant(value, declared);
            return None;
        }
        let id = self.fit_type(id?, ty, declared)?;
        let Some(constant) = self.constant(id) else {
            self.report_not_constant(value, declared);
            return None;
        };
        if let (Type::Number(number), Constant::Value(Value::Number(x))) = (ty, constant)
            && !self.check_value(x, number, id, value.span, declared)
        {
            return None;
        }
        Some(constant)
    }

    /// A value that reads what an athlete, a day or a coach may change, or that there is not.
    fn report_not_constant(&mut self, value: &Expr, declared: &Ident) {
        let read = walk::all(value).find_map(|part| match &part.kind {
            ExprKind::Name(name) => Some((name, self.names.get(&name.name)?)),
            _ => None,
        });
        let (span, why) = match read {
            Some((name, Named::Input(_))) => (name.span, format!("`{}` is an answer", name.name)),
            Some((name, Named::Setting(_))) => (
                name.span,
                format!(
                    "`{}` is a setting, and may be set to another value",
                    name.name
                ),
            ),
            Some((name, Named::Let(_))) => {
                (name.span, format!("`{}` is worked out each day", name.name))
            }
            _ => (value.span, "this has no value of its own".to_owned()),
        };
        self.report(not_constant(span, declared, why));
    }

    fn check_value(
        &mut self,
        x: f64,
        number: &NumberType,
        id: ExprId,
        span: Span,
        declared: &Ident,
    ) -> bool {
        let point = NumberType {
            range: crate::ruleset::Range::new(x, x),
            whole: crate::check::ranges::is_whole(x),
            ..number.clone()
        };
        if inputs::within(&point, number) {
            return true;
        }
        let name = &declared.name;
        let shown = describe::show(x, &number.unit);
        let fraction = number.whole && !point.whole;
        let kind = if fraction {
            "a whole number".to_owned()
        } else {
            describe::range_in_words(number.range, &number.unit).unwrap_or_default()
        };
        let said = self.quote(self.at(id).span);
        let message = if said == format!("`{shown}`") || said == "this" {
            format!("`{name}` is {kind}, so it cannot be {shown}")
        } else {
            let shown = describe::show((x * 100.0).round() / 100.0, &number.unit);
            format!("`{name}` is {kind}, so it cannot be {said}, which is {shown}")
        };
        self.report(
            Diagnostic::error(Code::OutOfRange, message)
                .label(
                    span,
                    if fraction {
                        "not a whole number"
                    } else {
                        "outside the range"
                    },
                )
                .label(declared.span, format!("`{name}` is {kind}"))
                .help(if fraction {
                    "give a whole number, or declare it as a `number`"
                } else {
                    "give a value inside the range, or widen the range where it is declared"
                }),
        );
        false
    }
}

/// The values of members, where they are written one by one. `{}` is no member's
/// value, unless it is the empty set, for all.
pub(super) fn entries<'e>(value: &'e Expr, ty: &Type) -> Option<&'e [(Ident, Expr)]> {
    match &value.kind {
        ExprKind::Map(entries) => Some(entries),
        ExprKind::Set(items) if items.is_empty() && !matches!(ty, Type::Set(_)) => Some(&[]),
        _ => None,
    }
}

fn not_constant(span: Span, declared: &Ident, why: impl Into<String>) -> Diagnostic {
    Diagnostic::error(
        Code::NotConstant,
        format!("the value of `{}` must be written out", declared.name),
    )
    .label(span, why)
    .help("write the value itself, such as `8` or `8 h`; what is worked out from answers or settings is a `let`")
}
