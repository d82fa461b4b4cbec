//! The operands of an expression: in goes an expression, out come those it is made of.

use touchline::ast::{Expr, ExprKind, ListKind, Scope};

/// The operands of an expression, without windows and their counts.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Number { .. }
        | ExprKind::Truth(_)
        | ExprKind::Date { .. }
        | ExprKind::Today
        | ExprKind::Text(_)
        | ExprKind::Name(_)
        | ExprKind::Member { .. }
        | ExprKind::Map(_) => Vec::new(),
        ExprKind::Set(items) => items.iter().collect(),
        ExprKind::Group(a)
        | ExprKind::Negate(a)
        | ExprKind::IsMissing(a)
        | ExprKind::IsKnown(a)
        | ExprKind::Not(a)
        | ExprKind::SizeOf(a)
        | ExprKind::DaysInARow(a)
        | ExprKind::DaysSince(a) => vec![a],
        ExprKind::InUnit { value, .. } | ExprKind::Ago { value, .. } => vec![value],
        ExprKind::Since { date, .. } => vec![date],
        ExprKind::Ewma { value, .. } => vec![value],
        ExprKind::DaysWhen { condition, .. } | ExprKind::Where { condition, .. } => {
            vec![condition]
        }
        ExprKind::Arithmetic { left, right, .. } | ExprKind::Compare { left, right, .. } => {
            vec![left, right]
        }
        ExprKind::And(a, b)
        | ExprKind::Or(a, b)
        | ExprKind::Overlaps(a, b)
        | ExprKind::Includes(a, b)
        | ExprKind::Without(a, b) => vec![a, b],
        ExprKind::OneOf { value, set } => vec![value, set],
        ExprKind::Between { value, low, high } => vec![value, low, high],
        ExprKind::Call { arguments, .. } => arguments.iter().collect(),
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => [condition, then]
            .into_iter()
            .chain(otherwise)
            .map(|e| &**e)
            .collect(),
        ExprKind::List { kind, items, .. } => {
            let mut all: Vec<&Expr> = items.iter().collect();
            if let ListKind::AtLeast(n) = kind {
                all.push(n);
            }
            all
        }
        ExprKind::OverMembers { value, scope, .. } => match scope {
            Scope::All => vec![value],
            Scope::Among(set) | Scope::Outside(set) => vec![value, set],
        },
        ExprKind::OverDays { value, when, .. } | ExprKind::Latest { value, when, .. } => {
            [value].into_iter().chain(when).map(|e| &**e).collect()
        }
    }
}
