//! Expressions without their places.

use super::words::{ident, nowhere, template, unit};
use crate::ast::{Expr, ExprKind, ListKind, Scope, Window};

pub(super) fn expr(Expr { kind, span }: &mut Expr) {
    nowhere(span);
    match kind {
        ExprKind::Number { value: _, unit: of } => of.iter_mut().for_each(unit),
        ExprKind::Truth(_)
        | ExprKind::Date {
            year: _,
            month: _,
            day: _,
        }
        | ExprKind::Today => {}
        ExprKind::Text(words) => template(words),
        ExprKind::Name(name) => ident(name),
        ExprKind::Member { map, member } => {
            ident(map);
            ident(member);
        }
        ExprKind::Set(items) => items.iter_mut().for_each(expr),
        ExprKind::Map(entries) => {
            for (name, value) in entries {
                ident(name);
                expr(value);
            }
        }
        ExprKind::Call {
            function: _,
            arguments,
        } => arguments.iter_mut().for_each(expr),
        ExprKind::InUnit { value, unit: of } => {
            expr(value);
            unit(of);
        }
        ExprKind::If {
            condition,
            then,
            otherwise,
        } => {
            expr(condition);
            expr(then);
            otherwise.iter_mut().for_each(|value| expr(value));
        }
        ExprKind::Arithmetic { op: _, left, right } | ExprKind::Compare { op: _, left, right } => {
            expr(left);
            expr(right);
        }
        ExprKind::Between { value, low, high } => {
            expr(value);
            expr(low);
            expr(high);
        }
        ExprKind::OneOf { value, set } => {
            expr(value);
            expr(set);
        }
        ExprKind::And(left, right)
        | ExprKind::Or(left, right)
        | ExprKind::Overlaps(left, right)
        | ExprKind::Includes(left, right)
        | ExprKind::Without(left, right) => {
            expr(left);
            expr(right);
        }
        ExprKind::Group(inner)
        | ExprKind::Negate(inner)
        | ExprKind::IsMissing(inner)
        | ExprKind::IsKnown(inner)
        | ExprKind::Not(inner)
        | ExprKind::SizeOf(inner)
        | ExprKind::DaysInARow(inner)
        | ExprKind::DaysSince(inner)
        | ExprKind::Ago {
            value: inner,
            days: _,
        }
        | ExprKind::Since {
            years: _,
            date: inner,
        } => expr(inner),
        ExprKind::List {
            kind,
            items,
            bullets: _,
        } => {
            if let ListKind::AtLeast(count) = kind {
                expr(count);
            }
            items.iter_mut().for_each(expr);
        }
        ExprKind::Where { choice, condition } => {
            ident(choice);
            expr(condition);
        }
        ExprKind::OverMembers {
            aggregate: _,
            value,
            scope,
        } => {
            expr(value);
            match scope {
                Scope::All => {}
                Scope::Among(set) | Scope::Outside(set) => expr(set),
            }
        }
        ExprKind::OverDays {
            aggregate: _,
            value,
            when,
            window: days,
            at_least,
        } => {
            expr(value);
            window(days);
            for inner in when.iter_mut().chain(at_least) {
                expr(inner);
            }
        }
        ExprKind::Ewma { value, span } => {
            expr(value);
            expr(span);
        }
        ExprKind::Latest {
            value,
            when,
            within,
        } => {
            expr(value);
            for inner in when.iter_mut().chain(within) {
                expr(inner);
            }
        }
        ExprKind::DaysWhen {
            condition,
            window: days,
        } => {
            expr(condition);
            window(days);
        }
    }
}

fn window(window: &mut Window) {
    let Window {
        length,
        before_today: _,
        span,
    } = window;
    nowhere(span);
    expr(length);
}
