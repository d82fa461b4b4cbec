//! Aggregates over the members of a map: in go what is read at a member and
//! which members count, out comes a value, within bounds where some are missing.

use touchline::ast::{Aggregate, Expr, ExprKind, Scope};

use super::children::children;
use super::evaluate::{At, History};
use super::model::{Model, Type};
use super::value::{Members, Value};

impl Model<'_> {
    /// The choice whose members an aggregate goes through.
    pub fn folded_choice(&self, value: &Expr) -> usize {
        let mut found = None;
        maps_in(value, &mut |name| {
            found = found.or(self.map(name));
        });
        found.expect("an aggregate over members reads a map")
    }
}

impl History<'_> {
    /// The members that count: surely, and maybe.
    pub fn scope(&self, scope: &Scope, choice: usize, at: &At) -> (Members, Members) {
        let all = self.all_members(choice);
        match scope {
            Scope::All => (all.clone(), all),
            Scope::Among(set) => self.set(set, at, choice),
            Scope::Outside(set) => {
                let (sure, maybe) = self.set(set, at, choice);
                (&all - &maybe, &all - &sure)
            }
        }
    }

    pub fn over_members(
        &self,
        aggregate: Aggregate,
        value: &Expr,
        scope: &Scope,
        at: &At,
    ) -> Value {
        let choice = self.model.folded_choice(value);
        let (sure, maybe) = self.scope(scope, choice, at);
        let read = |member: &usize| self.value(value, &at.at_member(choice, *member));
        if matches!(aggregate, Aggregate::Highest | Aggregate::Lowest) {
            let Some(Type::Number { low, high, .. }) = self.model.type_of(value) else {
                panic!("no number: {value:?}")
            };
            let bounds = |member: &usize| match read(member) {
                Value::Number { lo, hi } => (lo, hi),
                _ => (low, high),
            };
            let lows = |members: &Members| members.iter().map(|m| bounds(m).0).collect::<Vec<_>>();
            let highs = |members: &Members| members.iter().map(|m| bounds(m).1).collect::<Vec<_>>();
            // Over no members, `highest` is the lowest of the range, `lowest` its highest.
            return if aggregate == Aggregate::Highest {
                Value::bounds(
                    lows(&sure).into_iter().fold(low, f64::max),
                    highs(&maybe).into_iter().fold(low, f64::max),
                )
            } else {
                Value::bounds(
                    lows(&maybe).into_iter().fold(high, f64::min),
                    highs(&sure).into_iter().fold(high, f64::min),
                )
            };
        }
        if sure != maybe {
            return Value::Missing;
        }
        let numbers: Option<Vec<f64>> = sure.iter().map(|m| read(m).exact()).collect();
        match numbers {
            Some(numbers) => super::history::fold(aggregate, &numbers),
            None => Value::Missing,
        }
    }
}

/// Every bare name in an expression that could be a map read at a member.
fn maps_in(expr: &Expr, found: &mut dyn FnMut(&str)) {
    if let ExprKind::Name(name) = &expr.kind {
        found(&name.name);
    }
    for child in children(expr) {
        maps_in(child, found);
    }
}
