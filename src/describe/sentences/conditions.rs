//! Conditions in words, inside a sentence: in goes `a or b and not c`, out comes
//! `a or (b and c is no)`. Brackets stand wherever a reader could take it in
//! another way.

use super::{Bond, Clause, Day, Weight, bare, runs};
use crate::ast::{Expr, ExprKind, ListKind};
use crate::describe::names::{Named, Speaker};
use crate::describe::page::Run;
use crate::ruleset::Type;

impl Speaker<'_> {
    /// What must hold, as it may stand after “when”.
    pub(in crate::describe) fn clause(&self, expr: &Expr, day: Day) -> Clause {
        let expr = bare(expr);
        match &expr.kind {
            ExprKind::And(..) => self.joined(expr, Bond::And, day),
            ExprKind::Or(..) => self.joined(expr, Bond::Or, day),
            ExprKind::List { kind, items, .. } => self.several(kind, items, day),
            ExprKind::Not(inner) => self.not(inner, day),
            ExprKind::Truth(truth) => {
                let text = if *truth { "always" } else { "never" };
                Clause::one(vec![Run::text(text)])
            }
            ExprKind::Name(_) | ExprKind::Member { .. } => self.holds(expr, "is yes", "holds", day),
            ExprKind::Ago { value, days } => {
                let then = super::history::ago(*days, day);
                match bare(value).kind {
                    ExprKind::Name(_) | ExprKind::Member { .. } => {
                        let said = self.holds(value, "was yes", "held", Day::That);
                        Clause::one(runs![said.runs, " ", then])
                    }
                    _ => {
                        let value = self.clause(value, Day::That).tighter_than(Bond::Several);
                        Clause {
                            runs: runs!["it held ", then, " that ", value],
                            bond: Bond::Several,
                        }
                    }
                }
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => self.either_holds(condition, then, otherwise.as_deref(), day),
            ExprKind::Compare { .. }
            | ExprKind::Between { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::IsMissing(_)
            | ExprKind::IsKnown(_)
            | ExprKind::Overlaps(..)
            | ExprKind::Includes(..) => self.comparison(expr, day),
            // What is left are values that are yes or no.
            _ => Clause::one(runs![
                self.noun(expr, day).at_least(Weight::Open),
                " is yes"
            ]),
        }
    }

    /// Whether an expression is true or false, and no other value.
    pub(in crate::describe) fn is_condition(&self, expr: &Expr) -> bool {
        let mut expr = bare(expr);
        loop {
            expr = match &expr.kind {
                ExprKind::Name(ident) | ExprKind::Member { map: ident, .. } => {
                    return self.type_of(&self.named(ident)) == Some(&Type::Truth);
                }
                ExprKind::Ago { value, .. } | ExprKind::Latest { value, .. } => bare(value),
                ExprKind::If { then, .. } => bare(then),
                ExprKind::Truth(_)
                | ExprKind::Compare { .. }
                | ExprKind::Between { .. }
                | ExprKind::OneOf { .. }
                | ExprKind::IsMissing(_)
                | ExprKind::IsKnown(_)
                | ExprKind::Not(_)
                | ExprKind::And(..)
                | ExprKind::Or(..)
                | ExprKind::List { .. }
                | ExprKind::Overlaps(..)
                | ExprKind::Includes(..) => return true,
                _ => return false,
            };
        }
    }

    /// `ill is yes`, for an answer; `under recovered holds`, for what is worked out.
    fn holds(&self, expr: &Expr, answer: &str, worked_out: &str, day: Day) -> Clause {
        let expr = bare(expr);
        let is_let = match &expr.kind {
            ExprKind::Name(ident) => matches!(self.named(ident), Named::Let(_)),
            _ => false,
        };
        let word = if is_let { worked_out } else { answer };
        Clause::one(runs![self.noun(expr, day).runs, " ", word])
    }

    fn not(&self, inner: &Expr, day: Day) -> Clause {
        let inner = bare(inner);
        match &inner.kind {
            ExprKind::Name(_) | ExprKind::Member { .. } => {
                self.holds(inner, "is no", "does not hold", day)
            }
            ExprKind::List {
                kind: ListKind::Any,
                items,
                ..
            } => self.several(&ListKind::None, items, day),
            _ => {
                let inner = self.clause(inner, day).runs;
                Clause::one(runs!["it is not so that (", inner, ")"])
            }
        }
    }

    /// The operands of `a and b and c`, or of `a or b or c`, from left to right.
    pub(super) fn operands<'e>(&self, expr: &'e Expr, bond: Bond) -> Vec<&'e Expr> {
        let mut found = Vec::new();
        let mut open = vec![expr];
        while let Some(next) = open.pop() {
            match (&bare(next).kind, bond) {
                (ExprKind::And(left, right), Bond::And) | (ExprKind::Or(left, right), Bond::Or) => {
                    open.extend([&**right, left]);
                }
                _ => found.push(bare(next)),
            }
        }
        found
    }

    fn joined(&self, expr: &Expr, bond: Bond, day: Day) -> Clause {
        let word = if bond == Bond::And { " and " } else { " or " };
        let mut all: Vec<Run> = Vec::new();
        for (at, operand) in self.operands(expr, bond).into_iter().enumerate() {
            let operand = self.clause(operand, day).tighter_than(Bond::And);
            all = match at {
                0 => operand,
                _ => runs![all, word, operand],
            };
        }
        Clause { runs: all, bond }
    }

    /// `at least 2 of these 3: a; b; c`
    fn several(&self, kind: &ListKind, items: &[Expr], day: Day) -> Clause {
        let lead = self.lead(kind, items.len(), day);
        let mut all = runs![lead, ": "];
        for (at, item) in items.iter().enumerate() {
            let item = self.clause(item, day).tighter_than(Bond::Several);
            all = match at {
                0 => runs![all, item],
                _ => runs![all, "; ", item],
            };
        }
        Clause {
            runs: all,
            bond: Bond::Several,
        }
    }

    /// How many of so many conditions must hold.
    pub(super) fn lead(&self, kind: &ListKind, count: usize, day: Day) -> Vec<Run> {
        match (kind, count) {
            (ListKind::All | ListKind::Any, 1) => runs!["this holds"],
            (ListKind::None, 1) => runs!["this does not hold"],
            (ListKind::All, _) => runs!["all of these hold"],
            (ListKind::Any, _) => runs!["any of these holds"],
            (ListKind::None, _) => runs!["none of these holds"],
            (ListKind::AtLeast(least), _) => {
                let least = self.noun(least, day).alone();
                runs!["at least ", least, format!(" of these {count} hold")]
            }
        }
    }

    /// `if c then a else b`, where both are conditions.
    fn either_holds(
        &self,
        condition: &Expr,
        then: &Expr,
        otherwise: Option<&Expr>,
        day: Day,
    ) -> Clause {
        let condition = self.clause(condition, day).tighter_than(Bond::Several);
        let then = self.clause(then, day).tighter_than(Bond::Several);
        let otherwise = match otherwise {
            Some(otherwise) => self.clause(otherwise, day).tighter_than(Bond::Several),
            None => runs!["it is not known"],
        };
        Clause {
            runs: runs![
                "if ",
                condition,
                ", then ",
                then,
                ", and otherwise ",
                otherwise
            ],
            bond: Bond::Several,
        }
    }
}
