//! Sums, products and functions in words: in goes `max(a - b, 0 h) / c`, out
//! comes `(the larger of (a − b) and 0 h) ÷ c`, with brackets wherever it could
//! be read in another way.

use super::{Day, Noun, Weight, bare, listed, runs};
use crate::ast::{Arithmetic, Expr, ExprKind, Function};
use crate::describe::names::Speaker;
use crate::describe::page::Run;

impl Speaker<'_> {
    /// `a + b`, `-a`
    pub(super) fn arithmetic(&self, expr: &Expr, day: Day) -> Noun {
        match &expr.kind {
            ExprKind::Negate(value) => self.negative(value, day),
            ExprKind::Arithmetic { op, left, right } => self.operation(*op, left, right, day),
            _ => self.noun(expr, day),
        }
    }

    fn negative(&self, value: &Expr, day: Day) -> Noun {
        let is_literal = matches!(value.kind, ExprKind::Number { .. });
        let value = self.noun(value, day).alone();
        Noun {
            runs: runs!["−", value],
            // A number below zero is one word, but not beside a sign.
            weight: if is_literal {
                Weight::Power
            } else {
                Weight::Sum
            },
        }
    }

    fn operation(&self, op: Arithmetic, left: &Expr, right: &Expr, day: Day) -> Noun {
        if op == Arithmetic::Power {
            return self.power(left, right, day);
        }
        // What begins with a minus sign stands behind another sign in brackets.
        let is_signed = matches!(bare(right).kind, ExprKind::Negate(_));
        let mixes = op == Arithmetic::Multiply
            && matches!(
                bare(left).kind,
                ExprKind::Arithmetic {
                    op: Arithmetic::Divide,
                    ..
                }
            );
        let (sign, weight) = match op {
            Arithmetic::Add => (" + ", Weight::Sum),
            Arithmetic::Subtract => (" − ", Weight::Sum),
            Arithmetic::Multiply => (" × ", Weight::Product),
            Arithmetic::Divide | Arithmetic::Power => (" ÷ ", Weight::Product),
        };
        let before = if mixes { Weight::Power } else { weight };
        let behind = match (is_signed, op) {
            (true, _) => Weight::Atom,
            // a + (b + c) is a + b + c.
            (false, Arithmetic::Add) => Weight::Sum,
            (false, Arithmetic::Subtract) => Weight::Product,
            (false, _) => Weight::Power,
        };
        let left = self.noun(left, day).at_least(before);
        let right = self.noun(right, day).at_least(behind);
        Noun {
            runs: runs![left, sign, right],
            weight,
        }
    }

    fn power(&self, base: &Expr, exponent: &Expr, day: Day) -> Noun {
        let base = self.noun(base, day).alone();
        let literal = match &exponent.kind {
            ExprKind::Number { value, unit: None } => Some(*value),
            _ => None,
        };
        let runs = match literal {
            Some(2.0) => runs![base, " squared"],
            Some(3.0) => runs![base, " cubed"],
            _ => runs![base, " to the power of ", self.noun(exponent, day).alone()],
        };
        Noun {
            runs,
            weight: Weight::Open,
        }
    }

    /// `max(a, b)`
    pub(super) fn call(&self, function: Function, arguments: &[Expr], day: Day) -> Noun {
        let items: Vec<Vec<Run>> = arguments
            .iter()
            .map(|argument| self.noun(argument, day).alone())
            .collect();
        let of = |words: &str| runs![words, listed(items.clone(), "and")];
        Noun::open(match function {
            Function::Min if items.len() == 2 => of("the smaller of "),
            Function::Min => of("the smallest of "),
            Function::Max if items.len() == 2 => of("the larger of "),
            Function::Max => of("the largest of "),
            Function::Abs => of("the absolute value of "),
            Function::Sqrt => of("the square root of "),
            Function::Ln => of("the natural logarithm of "),
            Function::Exp => of("e to the power of "),
            Function::Round => self.rounded(items, arguments.get(1)),
        })
    }

    fn rounded(&self, items: Vec<Vec<Run>>, decimals: Option<&Expr>) -> Vec<Run> {
        let mut items = items.into_iter();
        let value = items.next().unwrap_or_default();
        let literal = match decimals.map(|decimals| &decimals.kind) {
            None => Some(0.0),
            Some(ExprKind::Number { value, unit: None }) => Some(*value),
            Some(_) => None,
        };
        match literal {
            Some(0.0) => runs![value, " rounded to a whole number"],
            Some(1.0) => runs![value, " rounded to 1 decimal"],
            _ => runs![
                value,
                " rounded to ",
                items.next().unwrap_or_default(),
                " decimals"
            ],
        }
    }
}
