//! The parts of an expression as written, without recursion: in goes an
//! expression, out come all expressions in it, however deep they lie.

use crate::ast::{Expr, ExprKind, ListKind, Scope, TemplatePart};

/// The expression and every one in it, each before its parts, from left to right.
pub(crate) fn all(root: &Expr) -> impl Iterator<Item = &Expr> {
    let mut open = vec![root];
    std::iter::from_fn(move || {
        let next = open.pop()?;
        let first = open.len();
        parts(next, &mut open);
        if let Some(added) = open.get_mut(first..) {
            added.reverse();
        }
        Some(next)
    })
}

fn parts<'e>(expr: &'e Expr, into: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Number { .. }
        | ExprKind::Truth(_)
        | ExprKind::Date { .. }
        | ExprKind::Today
        | ExprKind::Name(_)
        | ExprKind::Member { .. } => {}
        ExprKind::Text(template) => {
            into.extend(template.parts.iter().filter_map(|part| match part {
                TemplatePart::Value(value) => Some(value),
                TemplatePart::Literal(_) => None,
            }));
        }
        ExprKind::Set(items) => into.extend(items),
        ExprKind::Map(entries) => into.extend(entries.iter().map(|(_, value)| value)),
        ExprKind::Call { arguments, .. } => into.extend(arguments),
        ExprKind::Group(x)
        | ExprKind::Negate(x)
        | ExprKind::InUnit { value: x, .. }
        | ExprKind::IsMissing(x)
        | ExprKind::IsKnown(x)
        | ExprKind::Not(x)
        | ExprKind::SizeOf(x)
        | ExprKind::Where { condition: x, .. }
        | ExprKind::Since { date: x, .. }
        | ExprKind::Ewma { value: x, .. }
        | ExprKind::Ago { value: x, .. }
        | ExprKind::DaysWhen { condition: x, .. }
        | ExprKind::DaysInARow(x)
        | ExprKind::DaysSince(x) => into.push(x),
        ExprKind::Arithmetic { left, right, .. }
        | ExprKind::Compare { left, right, .. }
        | ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Overlaps(left, right)
        | ExprKind::Includes(left, right)
        | ExprKind::Without(left, right)
        | ExprKind::OneOf {
            value: left,
            set: right,
        } => into.extend([&**left, right]),
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => {
            into.extend([&**condition, then]);
            into.extend(otherwise.as_deref());
        }
        ExprKind::Between { value, low, high } => into.extend([&**value, low, high]),
        ExprKind::List { kind, items, .. } => {
            if let ListKind::AtLeast(count) = kind {
                into.push(count);
            }
            into.extend(items);
        }
        ExprKind::OverMembers { value, scope, .. } => {
            into.push(value);
            match scope {
                Scope::All => {}
                Scope::Among(set) | Scope::Outside(set) => into.push(set),
            }
        }
        ExprKind::OverDays { value, when, .. } | ExprKind::Latest { value, when, .. } => {
            into.push(value);
            into.extend(when.as_deref());
        }
    }
}
