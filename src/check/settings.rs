//! `setting`: in go its type and value, out comes a [`Setting`] whose value is a
//! constant in the declared unit and range; the same for what tests give.

use super::constant::Constant;
use super::expr::Hint;
use super::{Checker, describe, inputs};
use crate::ast::{Expr, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, NumberType, Setting, Type, Value};
use crate::span::Span;

impl<'a> Checker<'a> {
    /// All settings; `None` where one of them is wrong.
    pub(super) fn check_settings(&mut self) -> Option<Vec<Setting>> {
        let checked: Vec<Option<Setting>> = (0..self.settings.len())
            .map(|at| self.check_setting(at))
            .collect();
        checked.into_iter().collect()
    }

    fn check_setting(&mut self, at: usize) -> Option<Setting> {
        let decl = self.settings[at].decl;
        let ty = self.settings[at].ty.clone()?;
        let value = self.setting_value(&decl.value, &ty, &decl.name)?;
        Some(Setting {
            name: decl.name.name.clone(),
            ty,
            value,
            about: decl.about.as_ref().map(|about| about.value.clone()),
            span: decl.name.span,
        })
    }

    /// What a setting is set to, where it is declared or by `with`.
    pub(super) fn setting_value(
        &mut self,
        value: &Expr,
        ty: &Type,
        declared: &Ident,
    ) -> Option<Value> {
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
        let id = self.value(value, Hint::of(ty))?;
        let id = self.fit_type(id, ty, declared)?;
        let Some(constant) = self.constant(id) else {
            self.report(not_constant(
                value.span,
                declared,
                "this depends on answers or has no value",
            ));
            return None;
        };
        if let (Type::Number(number), Constant::Value(Value::Number(x))) = (ty, constant)
            && !self.check_value(x, number, id, value.span, declared)
        {
            return None;
        }
        Some(constant)
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
        let kind = if number.whole && !point.whole {
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
                .label(span, "outside the range")
                .label(declared.span, format!("`{name}` is {kind}"))
                .help("give a value inside the range, or widen the range where it is declared"),
        );
        false
    }
}

fn not_constant(span: Span, declared: &Ident, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotConstant,
        format!("`{}` needs a value that is known beforehand", declared.name),
    )
    .label(span, why)
    .help("write the value itself, such as `8 h`; use `let` for what is worked out from answers")
}
