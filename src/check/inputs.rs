//! `input` and `plan`: in go their clauses and types, out come [`Input`]s whose
//! stage, direction, default and headers fit.

use std::collections::HashMap;

use super::expr::Hint;
use super::types::DeclaredType;
use super::{Checker, describe};
use crate::ast::{self, Direction, Expr};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{ExprId, Input, NumberType, Type};
use crate::span::Span;

impl<'a> Checker<'a> {
    /// All inputs and plan values; `None` where one of them is wrong.
    pub(super) fn check_inputs(&mut self) -> Option<Vec<Input>> {
        self.check_headers();
        let checked: Vec<Option<Input>> = (0..self.inputs.len())
            .map(|at| self.check_input(at))
            .collect();
        checked.into_iter().collect()
    }

    fn check_input(&mut self, at: usize) -> Option<Input> {
        let decl = self.inputs[at].decl;
        let stage = decl.at.as_ref().map(|stage| self.stage(stage));
        let declared = self.inputs[at].ty.clone()?;
        self.check_direction(decl, &declared.ty);
        self.check_several_a_day(decl, &declared.ty);
        let start = self.exprs.len();
        let default = match &decl.missing_means {
            None => None,
            Some(value) => Some(self.default(value, decl, &declared)?),
        };
        self.inputs[at].default = default;
        self.inputs[at].default_range = start..self.exprs.len();
        let stage = match stage {
            None => None,
            Some(stage) => Some(stage?),
        };
        let text = |text: &Option<ast::Text>| text.as_ref().map(|text| text.value.clone());
        Some(Input {
            name: decl.name.name.clone(),
            kind: decl.kind,
            ty: declared.ty,
            each: declared.each,
            lasting: declared.lasting,
            ask: text(&decl.ask),
            stage,
            columns: decl.columns.iter().map(|c| c.value.clone()).collect(),
            default,
            combine: decl.several_a_day.map(|(combine, _)| combine),
            direction: decl.direction.map(|(direction, _, _)| direction),
            about: text(&decl.about),
            span: decl.name.span,
        })
    }

    fn stage(&mut self, stage: &ast::Text) -> Option<usize> {
        let found = self.stages.iter().position(|name| *name == stage.value);
        if found.is_some() || self.left_out.stages(&stage.value, &self.stages) {
            return found;
        }
        let name = &stage.value;
        let diagnostic = if self.stages.is_empty() {
            Diagnostic::error(Code::UnknownStage, "the ruleset names no stages")
                .label(stage.span, "no such stage")
                .help(format!(
                    "add `stages \"{name}\"` below the `ruleset` line, with the others in order"
                ))
        } else {
            let diagnostic = Diagnostic::error(
                Code::UnknownStage,
                format!("\"{name}\" is not one of the ruleset's stages"),
            )
            .label(stage.span, "no such stage");
            let stages = self.stages.iter().map(String::as_str);
            match nearest(name, stages.clone()) {
                Some(near) => diagnostic
                    .help(format!("did you mean \"{near}\"?"))
                    .fix(stage.span, format!("\"{near}\"")),
                None => diagnostic.help(format!("its stages are {}", describe::list(stages))),
            }
        };
        self.report(diagnostic);
        None
    }

    fn check_direction(&mut self, decl: &ast::InputDecl, ty: &Type) {
        let Some((direction, says_yes, span)) = decl.direction else {
            return;
        };
        let ends = match direction {
            Direction::Worse => "worse",
            Direction::Better => "better",
        };
        let name = &decl.name.name;
        let (word, why) = match ty {
            Type::Number(_) => ("higher", "it is a number"),
            Type::Choice(choice) if self.choice(*choice).ordered => ("higher", "it has an order"),
            Type::Truth => ("yes", "it is yes or no"),
            Type::Choice(_) => {
                self.report(
                    Diagnostic::error(
                        Code::BadDirection,
                        format!("the answers of `{name}` have no order, so none is higher"),
                    )
                    .label(span, "a direction needs an order")
                    .label(decl.ty.span, "no order here")
                    .help("put `<` between the answers, from the lowest to the highest"),
                );
                return;
            }
            Type::Set(_) | Type::Date => {
                let kind = self.describe(ty);
                self.report(
                    Diagnostic::error(
                        Code::BadDirection,
                        format!("`{name}` is {kind}, which is neither better nor worse"),
                    )
                    .label(span, "no direction fits")
                    .help("take this line away"),
                );
                return;
            }
        };
        if (word == "yes") != says_yes {
            let fixed = format!("{word} is {ends}");
            self.report(
                Diagnostic::error(
                    Code::BadDirection,
                    format!("`{name}` is asked the other way: {why}"),
                )
                .label(span, "does not fit its type")
                .label(decl.ty.span, why)
                .help(format!("write `{fixed}`"))
                .fix(span, fixed)
                .sure(),
            );
        }
    }

    fn check_several_a_day(&mut self, decl: &ast::InputDecl, ty: &Type) {
        let Some((_, span)) = decl.several_a_day else {
            return;
        };
        if !matches!(ty, Type::Number(_)) {
            let message = format!(
                "only numbers can be given several times a day, and `{}` is {}",
                decl.name.name,
                self.describe(ty)
            );
            self.report(
                Diagnostic::error(Code::TypeMismatch, message)
                    .label(span, "this needs numbers")
                    .label(decl.ty.span, "declared here")
                    .help("take this line away"),
            );
        }
    }

    /// `missing means V`, as one value of the input.
    fn default(
        &mut self,
        value: &Expr,
        decl: &ast::InputDecl,
        declared: &DeclaredType,
    ) -> Option<ExprId> {
        let id = self.value(value, Hint::of(&declared.ty))?;
        let id = self.fit_type(id, &declared.ty, &decl.name)?;
        if let (Type::Number(number), Some(given)) = (&declared.ty, self.number_of(id)) {
            let given = given.clone();
            if !within(&given, number) {
                self.report_default_range(value.span, decl, &given, number);
                return None;
            }
        }
        Some(id)
    }

    fn report_default_range(
        &mut self,
        span: Span,
        decl: &ast::InputDecl,
        given: &NumberType,
        number: &NumberType,
    ) {
        let name = &decl.name.name;
        let range = describe::range_in_words(number.range, &number.unit)
            .unwrap_or_else(|| "a number".to_owned());
        let point = given.range.low == given.range.high;
        let is = if point {
            describe::show(given.range.low, &given.unit)
        } else {
            describe::range_in_words(given.range, &given.unit)
                .unwrap_or_else(|| "any number".to_owned())
        };
        let fraction = number.whole && !given.whole;
        let kind = if !fraction {
            range.clone()
        } else {
            "a whole number".to_owned()
        };
        let message = if point {
            format!("`{name}` is {kind}, so a missing one cannot mean {is}")
        } else {
            format!("`{name}` is {kind}, and what a missing one means may not be")
        };
        self.report(
            Diagnostic::error(Code::OutOfRange, message)
                .label(
                    span,
                    match point {
                        true if fraction => "not a whole number".to_owned(),
                        true => "outside the range".to_owned(),
                        false => is,
                    },
                )
                .label(decl.ty.span, format!("`{name}` is {kind}"))
                .help(if fraction {
                    "give a whole number, or declare it as a `number`"
                } else {
                    "give a value inside the range, or widen the range"
                }),
        );
    }

    /// Two inputs must not claim one header.
    fn check_headers(&mut self) {
        let mut claimed: HashMap<String, (String, Span)> = HashMap::new();
        for input in &self.inputs {
            let name = &input.decl.name;
            claimed.insert(folded(&name.name), (name.name.clone(), name.span));
        }
        let mut found = Vec::new();
        for input in &self.inputs {
            let name = &input.decl.name.name;
            for column in &input.decl.columns {
                match claimed.get(&folded(&column.value)) {
                    Some((other, span)) if other != name => found.push(
                        Diagnostic::error(
                            Code::DuplicateName,
                            format!(
                                "the column \"{}\" would hold both `{other}` and `{name}`",
                                column.value
                            ),
                        )
                        .label(column.span, format!("read as `{name}`"))
                        .label(*span, format!("read as `{other}`"))
                        .help("a column holds one thing: take one of them away"),
                    ),
                    Some(_) => {}
                    None => {
                        claimed.insert(folded(&column.value), (name.clone(), column.span));
                    }
                }
            }
        }
        self.diagnostics.append(&mut found);
    }
}

/// Whether every value of one type is a value of the other; both in one unit.
pub(super) fn within(inner: &NumberType, outer: &NumberType) -> bool {
    let slack = |end: f64| {
        if end.is_finite() {
            (end.abs() * 1e-9).max(1e-12)
        } else {
            0.0
        }
    };
    let (low, high) = (outer.range.low, outer.range.high);
    inner.range.low >= low - slack(low)
        && inner.range.high <= high + slack(high)
        && (inner.whole || !outer.whole)
}

/// A header as readers compare it: without case, spaces and underscores.
fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .flat_map(char::to_lowercase)
        .collect()
}
