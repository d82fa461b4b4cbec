//! Values in words: in goes an expression that has a value, out comes what may
//! stand before “is 8 or more”: `the highest soreness among target muscles`.

use super::{Day, Noun, Weight, bare, listed, runs};
use crate::ast::{Expr, ExprKind, UnitName};
use crate::describe::names::{self, Speaker, quantity, yes_or_no};
use crate::describe::page::Run;
use crate::units::Unit;

impl Speaker<'_> {
    /// What an expression is the value of.
    pub(in crate::describe) fn noun(&self, expr: &Expr, day: Day) -> Noun {
        let expr = bare(expr);
        match &expr.kind {
            ExprKind::Number { value, unit } => Noun::atom(literal(*value, unit.as_ref())),
            ExprKind::Truth(truth) => Noun::atom(yes_or_no(*truth)),
            ExprKind::Date {
                year,
                month,
                day: of_month,
            } => Noun::atom(format!("{year:04}-{month:02}-{of_month:02}")),
            ExprKind::Today => Noun::atom(match day {
                Day::Today => "today",
                Day::That => "that day",
            }),
            ExprKind::Name(ident) => Noun {
                runs: self.name(ident),
                weight: Weight::Atom,
            },
            ExprKind::Member { map, member } => self.member(expr.span, map, member),
            ExprKind::Negate(_) | ExprKind::Arithmetic { .. } => self.arithmetic(expr, day),
            ExprKind::Call {
                function,
                arguments,
            } => self.call(*function, arguments, day),
            ExprKind::InUnit { value, unit } => {
                let value = self.noun(value, day).alone();
                Noun::open(runs![value, " in ", unit_in_words(unit)])
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.either(condition, then, otherwise.as_deref(), day),
            ExprKind::Text(template) => Noun::atom("").with(self.text(template)),
            ExprKind::Set(_)
            | ExprKind::Map(_)
            | ExprKind::Without(..)
            | ExprKind::SizeOf(_)
            | ExprKind::Where { .. }
            | ExprKind::OverMembers { .. } => self.of_members(expr, day),
            ExprKind::Since { .. }
            | ExprKind::OverDays { .. }
            | ExprKind::Ewma { .. }
            | ExprKind::Latest { .. }
            | ExprKind::Ago { .. }
            | ExprKind::DaysWhen { .. }
            | ExprKind::DaysInARow(_)
            | ExprKind::DaysSince(_) => self.of_days(expr, day),
            _ => Noun {
                runs: runs!["whether ", self.clause(expr, day).runs],
                weight: Weight::Sentence,
            },
        }
    }

    /// `a if C, otherwise b`
    fn either(&self, condition: &Expr, then: &Expr, otherwise: Option<&Expr>, day: Day) -> Noun {
        let condition = self
            .clause(condition, day)
            .tighter_than(super::Bond::Several);
        let then = self.noun(then, day).at_least(Weight::Open);
        let otherwise = match otherwise {
            Some(otherwise) => self.noun(otherwise, day).at_least(Weight::Open),
            None => vec![Run::text("not known")],
        };
        Noun {
            runs: runs![then, " if ", condition, ", otherwise ", otherwise],
            weight: Weight::Sentence,
        }
    }

    /// Values in a row: `chest, back and arms`.
    pub(super) fn nouns(&self, items: &[Expr], word: &str, day: Day) -> Vec<Run> {
        let items = items.iter().map(|item| self.noun(item, day).alone());
        listed(items.collect(), word)
    }
}

impl Noun {
    fn with(self, runs: Vec<Run>) -> Self {
        Self { runs, ..self }
    }
}

/// A number as written, under the name that its unit is printed by.
pub(super) fn literal(value: f64, unit: Option<&UnitName>) -> String {
    let Some(name) = unit else {
        return names::number(value);
    };
    match Unit::parse(&name.text) {
        Ok(unit) => quantity(value, &unit),
        Err(_) => format!("{} {}", names::number(value), name.text),
    }
}

fn unit_in_words(name: &UnitName) -> String {
    Unit::parse(&name.text).map_or_else(|_| name.text.clone(), |unit| unit.plural())
}
