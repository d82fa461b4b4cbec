//! Conditions as points below a line: in goes the body of `when`, out comes
//! `any of these holds` with a point for each, or one line where there are no
//! more than two plain conditions.

use super::history::ago;
use super::{Bond, Clause, Day, Weight, bare, runs};
use crate::ast::{Expr, ExprKind, ListKind};
use crate::describe::names::Speaker;
use crate::describe::page::{Run, Said};

impl Speaker<'_> {
    /// What must hold, to stand after `lead`: `Rest when`.
    pub(in crate::describe) fn when(&self, lead: Vec<Run>, expr: &Expr) -> Said {
        let expr = bare(expr);
        match self.parts(expr) {
            Some((kind, items)) => {
                let head = self.lead(&kind, items.len(), Day::Today);
                Said {
                    runs: runs![lead, " ", head, ":"],
                    points: items.into_iter().map(|item| self.point(item)).collect(),
                }
            }
            None => {
                let clause = self.clause(expr, Day::Today);
                runs![lead, " ", clause.runs].into()
            }
        }
    }

    /// A condition as a point below a line.
    fn point(&self, expr: &Expr) -> Said {
        match self.parts(bare(expr)) {
            Some((kind, items)) => {
                let head = self.lead(&kind, items.len(), Day::Today);
                Said {
                    runs: runs![head, ":"],
                    points: items.into_iter().map(|item| self.point(item)).collect(),
                }
            }
            None => self.clause(expr, Day::Today).runs.into(),
        }
    }

    /// The conditions that need a line each; `None` where one line is as clear.
    fn parts<'e>(&self, expr: &'e Expr) -> Option<(ListKind, Vec<&'e Expr>)> {
        let (kind, items) = match &expr.kind {
            ExprKind::List { kind, items, .. } => (kind.clone(), items.iter().collect()),
            ExprKind::And(..) => (ListKind::All, self.operands(expr, Bond::And)),
            ExprKind::Or(..) => (ListKind::Any, self.operands(expr, Bond::Or)),
            ExprKind::Not(inner) => match &bare(inner).kind {
                ExprKind::List {
                    kind: ListKind::Any,
                    items,
                    ..
                } => (ListKind::None, items.iter().collect()),
                ExprKind::Or(..) => (ListKind::None, self.operands(bare(inner), Bond::Or)),
                ExprKind::List { .. } | ExprKind::And(..) => (ListKind::None, vec![bare(inner)]),
                _ => return None,
            },
            _ => return None,
        };
        let is_plain = |item: &&Expr| self.clause(item, Day::Today).bond == Bond::One;
        let is_line = matches!(expr.kind, ExprKind::And(..) | ExprKind::Or(..))
            && items.len() == 2
            && items.iter().all(is_plain);
        (!is_line).then_some((kind, items))
    }

    /// What a name stands for, to follow `lead`: a condition, cases, or a value.
    pub(in crate::describe) fn meaning(&self, expr: &Expr) -> Said {
        let expr = bare(expr);
        if self.is_condition(expr) && !matches!(expr.kind, ExprKind::If { .. }) {
            return self.when(runs!["Holds when"], expr);
        }
        if let ExprKind::Ago { value, days } = &expr.kind {
            let said = self.noun(value, Day::That);
            if said.weight < Weight::Power {
                let then = ago(*days, Day::Today);
                return runs!["As it was ", then, ": ", said.runs].into();
            }
        }
        match self.cases(expr) {
            Some(points) => Said {
                runs: runs!["The first of these that fits:"],
                points,
            },
            None if self.is_condition(expr) => {
                let clause = self.clause(expr, Day::Today);
                runs!["Holds when ", clause.tighter_than(Bond::Several)].into()
            }
            None => sentence_case(self.noun(expr, Day::Today).runs).into(),
        }
    }

    /// `if c then a else if d then b else e`, a line for each.
    fn cases(&self, expr: &Expr) -> Option<Vec<Said>> {
        let is_condition = self.is_condition(expr);
        let said = |value: &Expr| match is_condition {
            true => {
                let clause: Clause = self.clause(value, Day::Today);
                runs!["holds if ", clause.tighter_than(Bond::Several)]
            }
            false => self.noun(value, Day::Today).at_least(Weight::Open),
        };
        let mut points = Vec::new();
        let mut at = expr;
        while let ExprKind::If {
            condition,
            then,
            otherwise,
        } = &at.kind
        {
            let condition = self
                .clause(condition, Day::Today)
                .tighter_than(Bond::Several);
            points.push(Said::from(runs!["if ", condition, ": ", said(then)]));
            match otherwise.as_deref().map(bare) {
                Some(next) if matches!(next.kind, ExprKind::If { .. }) => at = next,
                Some(last) => {
                    points.push(runs!["otherwise: ", said(last)].into());
                    return Some(points);
                }
                None => {
                    points.push(Said::text("otherwise: not known"));
                    return Some(points);
                }
            }
        }
        None
    }
}

/// A line that begins with a capital letter, unless it begins with a name.
pub(in crate::describe) fn sentence_case(mut runs: Vec<Run>) -> Vec<Run> {
    if let Some(Run::Text(first)) = runs.first_mut() {
        let mut chars = first.chars();
        if let Some(letter) = chars.next() {
            *first = letter.to_uppercase().chain(chars).collect();
        }
    }
    runs
}
