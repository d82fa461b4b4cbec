//! `min max abs round sqrt ln exp`, `x in UNIT`, `if`: in go their values, out
//! come calls whose operands are in one unit.

use super::{Hint, Mixing};
use crate::ast::{self, Function, UnitName};
use crate::check::{Checker, ranges};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, Func, NumberType, Range, Type};
use crate::span::Span;
use crate::units::{Conversion, Unit};

impl Checker<'_> {
    pub(super) fn call(
        &mut self,
        function: Function,
        arguments: &[ast::Expr],
        span: Span,
    ) -> Option<ExprId> {
        let (name, fewest, most) = match function {
            Function::Min => ("min", 2, usize::MAX),
            Function::Max => ("max", 2, usize::MAX),
            Function::Abs => ("abs", 1, 1),
            Function::Round => ("round", 1, 2),
            Function::Sqrt => ("sqrt", 1, 1),
            Function::Ln => ("ln", 1, 1),
            Function::Exp => ("exp", 1, 1),
        };
        let needed_for = format!("`{name}`");
        let ids: Vec<Option<ExprId>> = arguments
            .iter()
            .map(|argument| self.number(argument, &needed_for))
            .collect();
        if !(fewest..=most).contains(&arguments.len()) {
            self.report_count(name, fewest, most, arguments.len(), span);
            return None;
        }
        let ids = ids.into_iter().collect::<Option<Vec<_>>>()?;
        let first = *ids.first()?;
        match function {
            Function::Min => self.extreme(Func::Min, &ids, span),
            Function::Max => self.extreme(Func::Max, &ids, span),
            Function::Abs => self.absolute(first, span),
            Function::Round => self.round(first, ids.get(1).copied(), span),
            Function::Sqrt => self.root(first, span),
            Function::Ln => self.plain_function(Func::Ln, first, name, span),
            Function::Exp => self.plain_function(Func::Exp, first, name, span),
        }
    }

    fn report_count(&mut self, name: &str, fewest: usize, most: usize, found: usize, span: Span) {
        let needs = match (fewest, most) {
            (1, 1) => "one value".to_owned(),
            (1, 2) => "one or two values".to_owned(),
            _ => format!("at least {fewest} values"),
        };
        let help = match name {
            "min" | "max" => format!(
                "write `{name}(a, b)`; over days or members it is `{} …`",
                if name == "min" { "lowest" } else { "highest" }
            ),
            "round" => "write `round(x)`, or `round(x, 2)` for two decimals".to_owned(),
            _ => format!("write `{name}(x)`"),
        };
        self.report(
            Diagnostic::error(
                Code::BadArguments,
                format!("`{name}` takes {needs}, and here it has {found}"),
            )
            .label(span, needs)
            .help(help),
        );
    }

    fn extreme(&mut self, func: Func, ids: &[ExprId], span: Span) -> Option<ExprId> {
        let (ids, target) = self.common_unit(ids, Mixing::Choose)?;
        let numbers: Vec<NumberType> = ids
            .iter()
            .filter_map(|&id| self.number_of(id).cloned())
            .collect();
        let pick = if func == Func::Min {
            f64::min
        } else {
            f64::max
        };
        let low = numbers.iter().map(|n| n.range.low).reduce(pick)?;
        let high = numbers.iter().map(|n| n.range.high).reduce(pick)?;
        let ty = Type::Number(NumberType {
            range: Range::new(low, high),
            whole: numbers.iter().all(|n| n.whole),
            ..target
        });
        Some(self.push(ExprKind::Call(func, ids), ty, span))
    }

    fn absolute(&mut self, id: ExprId, span: Span) -> Option<ExprId> {
        let id = self.no_temperature(id, "`abs`")?;
        let number = self.number_of(id)?.clone();
        let ty = Type::Number(NumberType {
            range: ranges::absolute(number.range),
            ..number
        });
        Some(self.push(ExprKind::Call(Func::Abs, vec![id]), ty, span))
    }

    fn round(&mut self, id: ExprId, decimals: Option<ExprId>, span: Span) -> Option<ExprId> {
        let decimals = match decimals {
            None => self.push_number(0.0, Unit::none(), false, span),
            Some(decimals) => {
                let number = self.number_of(decimals)?.clone();
                if !number.unit.is_plain() || self.is_literal(decimals) && !number.whole {
                    let side = self.side(decimals);
                    self.report(
                        Diagnostic::error(
                            Code::BadArguments,
                            format!("{} is not a count of decimals", side.subject),
                        )
                        .label(side.span, "how many decimals?")
                        .help("write a whole number, as in `round(x, 2)`"),
                    );
                    return None;
                }
                decimals
            }
        };
        let number = self.number_of(id)?.clone();
        let places = match self.at(decimals).kind {
            ExprKind::Number(places) => Some(places),
            _ => None,
        };
        let ty = Type::Number(NumberType {
            range: places.map_or(Range::ALL, |places| ranges::round(number.range, places)),
            whole: number.whole || places.is_some_and(|places| places <= 0.0),
            ..number
        });
        let call = ExprKind::Call(Func::Round, vec![id, decimals]);
        Some(self.push(call, ty, span))
    }

    /// `ln`, `exp`: of plain numbers only.
    fn plain_function(&mut self, func: Func, id: ExprId, name: &str, span: Span) -> Option<ExprId> {
        let number = self.number_of(id)?.clone();
        if !number.unit.dimension.is_none() {
            let side = self.side(id);
            let text = side.subject.trim_matches('`').to_owned();
            let unit = &number.unit.symbol;
            let message = format!(
                "`{name}` takes a plain number, and {} is {}",
                side.subject,
                number.unit.dimension.describe()
            );
            let diagnostic = self.one_sided(
                Code::UnitMismatch,
                message,
                &side,
                "a plain number is needed here",
            );
            self.report(
                diagnostic
                    .help(format!("say in which unit: `{name}({text} in {unit})`"))
                    .fix(side.span, format!("{text} in {unit}")),
            );
            return None;
        }
        let id = self.plain_share(id);
        let range = self.number_of(id)?.range;
        let range = match func {
            Func::Ln => {
                ranges::monotone(range, |x| if x > 0.0 { x.ln() } else { f64::NEG_INFINITY })
            }
            _ => ranges::monotone(range, f64::exp),
        };
        let ty = Type::Number(NumberType {
            range,
            ..NumberType::plain()
        });
        Some(self.push(ExprKind::Call(func, vec![id]), ty, span))
    }

    /// `x in °F`: the plain number of that unit; `printed` keeps the unit, for a text.
    pub(in crate::check) fn in_unit(
        &mut self,
        value: &ast::Expr,
        unit: &UnitName,
        span: Span,
        printed: bool,
    ) -> Option<ExprId> {
        let id = self.number(value, "`in`");
        let unit_read = self.unit(unit);
        let (id, to) = (id?, unit_read?);
        let number = self.number_of(id)?.clone();
        let Some(conversion) = Conversion::between(&number.unit, &to, number.interval) else {
            let side = self.side(id);
            let message = format!(
                "{} is {}, which cannot be told in {}",
                side.subject,
                number.unit.dimension.describe(),
                to.plural()
            );
            let measures = match to.dimension.is_none() {
                true => "no unit of it".to_owned(),
                false => format!("measures {}", to.dimension.describe()),
            };
            let diagnostic =
                Diagnostic::error(Code::UnitMismatch, message).label(unit.span, measures);
            let known: Vec<String> = number.unit.known_alike().map(|unit| unit.symbol).collect();
            let help = match known.as_slice() {
                [] => format!(
                    "name a unit that measures {}",
                    number.unit.dimension.describe()
                ),
                known => format!(
                    "name a unit that measures {}: {}",
                    number.unit.dimension.describe(),
                    known.join(", ")
                ),
            };
            self.report(self.with_sides(diagnostic, &[&side]).help(help));
            return None;
        };
        let ty = Type::Number(NumberType {
            range: ranges::convert(number.range, conversion),
            whole: number.whole && conversion.is_identity(),
            unit: if printed { to } else { Unit::none() },
            interval: printed && number.interval,
        });
        let id = self.converted(id, conversion, ty);
        if let Some(expr) = self.exprs.get_mut(id.0 as usize) {
            expr.span = span;
        }
        Some(id)
    }

    /// `if c then a else b`
    pub(super) fn if_(
        &mut self,
        condition: &ast::Expr,
        then: &ast::Expr,
        otherwise: Option<&ast::Expr>,
        hint: Hint,
        span: Span,
    ) -> Option<ExprId> {
        let condition = self.condition(condition);
        let otherwise_hint = otherwise.map_or(Hint::None, |branch| self.hint_of(branch));
        let then_hint = self.hint_of(then);
        let then = self.value(then, hint.or(otherwise_hint));
        let Some(otherwise) = otherwise else {
            let (condition, then) = (condition?, then?);
            let ty = self.at(then).ty.clone();
            return Some(self.push(ExprKind::If(condition, then, None), ty, span));
        };
        let otherwise = self.value(otherwise, hint.or(then_hint));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        let (then, otherwise, ty) = self.branches(then, otherwise)?;
        let kind = ExprKind::If(condition, then, Some(otherwise));
        Some(self.push(kind, ty, span))
    }

    fn branches(&mut self, then: ExprId, otherwise: ExprId) -> Option<(ExprId, ExprId, Type)> {
        let (ids, ty) = self.one_type(&[then, otherwise])?;
        Some((*ids.first()?, *ids.last()?, ty))
    }

    /// Values of which any may be the result, brought to one type: numbers to one
    /// unit, their ranges joined.
    pub(in crate::check) fn one_type(&mut self, ids: &[ExprId]) -> Option<(Vec<ExprId>, Type)> {
        let first = *ids.first()?;
        let ty = self.at(first).ty.clone();
        let are_numbers =
            |id: ExprId| matches!((&self.at(id).ty, &ty), (Type::Number(_), Type::Number(_)));
        let differs = |id: &&ExprId| self.at(**id).ty != ty && !are_numbers(**id);
        if let Some(&other) = ids.iter().find(differs) {
            self.report_types(first, other, None, Mixing::Choose.verb());
            return None;
        }
        if !are_numbers(first) {
            return Some((ids.to_vec(), ty));
        }
        let (ids, target) = self.common_unit(ids, Mixing::Choose)?;
        let numbers = || ids.iter().filter_map(|id| self.number_of(*id));
        let ty = Type::Number(NumberType {
            range: numbers().map(|n| n.range).reduce(ranges::union)?,
            whole: numbers().all(|n| n.whole),
            ..target
        });
        Some((ids, ty))
    }
}
