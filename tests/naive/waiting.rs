//! What a provisional decision waits for: in goes a condition that is unknown
//! for sure, out come the answers of today that its unknown parts read.
//!
//! The reference leaves open how far to look into a window that is held up by
//! today, and into `is missing`. So there are two readings: the answers that a
//! decision must name, and those that it may.

use std::collections::BTreeSet;

use touchline::ast::{Aggregate, Expr, ExprKind, Scope};

use super::children::children;
use super::evaluate::{At, History};
use super::model::Input;
use super::value::Truth;

/// How far to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What must be named.
    Least,
    /// What may be named.
    Most,
}

impl History<'_> {
    /// Adds the answers that the unknown parts of an expression wait for; `at` is today, for sure.
    pub fn wait(&self, expr: &Expr, at: &At, look: Look, found: &mut BTreeSet<String>) {
        if self.value(expr, at).known() {
            return;
        }
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(input) = self.model.input(&name.name) {
                    let member = input.each.map(|choice| at.member_of(choice).unwrap());
                    self.wait_for(input, member, at, found);
                } else if let Some(decl) = self.model.let_(&name.name) {
                    self.wait(&decl.value, &without_members(at), look, found);
                } else if let Some(given) = self.model.lookup(&name.name) {
                    let bare = without_members(at);
                    for (row, truth) in self.candidates(given, &bare) {
                        if truth == Truth::Unknown {
                            self.wait(&row.condition, &bare, look, found);
                        }
                        if let Some(value) = &row.value
                            && self.model.type_of(value).is_some()
                        {
                            self.wait(value, &bare, look, found);
                        }
                    }
                }
            }
            ExprKind::Member { map, member } => {
                let Some(input) = self.model.input(&map.name) else {
                    return;
                };
                let member = self.model.member(input.each.unwrap(), &member.name);
                self.wait_for(input, member, at, found);
            }
            ExprKind::Ago { .. } => {}
            ExprKind::OverDays {
                aggregate,
                value,
                when,
                window,
                ..
            } => {
                if !window.before_today {
                    self.wait_today(value, when.as_deref(), at, look, found);
                } else if *aggregate == Aggregate::ZScore {
                    self.wait(value, at, look, found);
                }
            }
            // Unknown because something it reads is open.
            ExprKind::IsMissing(inner) | ExprKind::IsKnown(inner) if look == Look::Most => {
                self.open_answers(inner, at, found);
            }
            ExprKind::Ewma { value, .. } => self.wait_today(value, None, at, look, found),
            ExprKind::Latest { value, when, .. } => {
                self.wait_today(value, when.as_deref(), at, look, found);
            }
            ExprKind::DaysWhen { condition, window } => {
                if !window.before_today {
                    self.wait(condition, at, look, found);
                }
            }
            ExprKind::Where { choice, condition } => {
                let choice = self.model.choice(&choice.name).unwrap();
                for member in self.all_members(choice) {
                    self.wait(condition, &at.at_member(choice, member), look, found);
                }
            }
            ExprKind::OverMembers { value, scope, .. } => {
                let choice = self.model.folded_choice(value);
                if let Scope::Among(set) | Scope::Outside(set) = scope
                    && self.model.type_of(set).is_some()
                {
                    self.wait(set, at, look, found);
                }
                for member in self.scope(scope, choice, at).1 {
                    self.wait(value, &at.at_member(choice, member), look, found);
                }
            }
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => {
                let truth = self.truth(condition, at);
                // The condition, and each branch that may count.
                self.wait(condition, at, look, found);
                let both = truth == Truth::Unknown;
                if truth == Truth::True || both {
                    self.wait(then, at, look, found);
                }
                if let Some(otherwise) = otherwise
                    && (truth == Truth::False || both)
                {
                    self.wait(otherwise, at, look, found);
                }
            }
            ExprKind::OneOf { value, set } if self.model.choice_of(value).is_none() => {
                for part in [&**value].into_iter().chain(children(set)) {
                    self.wait(part, at, look, found);
                }
            }
            _ => {
                for part in children(expr) {
                    // Members and set literals are known.
                    if self.model.type_of(part).is_some() {
                        self.wait(part, at, look, found);
                    }
                }
            }
        }
    }

    /// A history that includes today, and is held up by what may still come.
    fn wait_today(
        &self,
        value: &Expr,
        when: Option<&Expr>,
        at: &At,
        look: Look,
        found: &mut BTreeSet<String>,
    ) {
        if look == Look::Most {
            self.open_answers(value, at, found);
            for when in when.into_iter() {
                self.open_answers(when, at, found);
            }
            return;
        }
        let picked = when.map_or(Truth::True, |when| self.truth(when, at));
        if picked == Truth::Unknown {
            self.wait(when.unwrap(), at, look, found);
        }
        if picked == Truth::True {
            self.wait(value, at, look, found);
        }
    }

    /// Every answer of today that an expression reads and that is not given.
    fn open_answers(&self, expr: &Expr, at: &At, found: &mut BTreeSet<String>) {
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(input) = self.model.input(&name.name) {
                    match input.each {
                        None => self.wait_for(input, None, at, found),
                        Some(choice) => {
                            for member in self.all_members(choice) {
                                self.wait_for(input, Some(member), at, found);
                            }
                        }
                    }
                } else if let Some(decl) = self.model.let_(&name.name) {
                    self.open_answers(&decl.value, &without_members(at), found);
                } else if let Some(given) = self.model.lookup(&name.name) {
                    for row in &given.lookup.rows {
                        for expr in [&row.condition].into_iter().chain(&row.value) {
                            self.open_answers(expr, &without_members(at), found);
                        }
                    }
                }
            }
            ExprKind::Member { map, member } => {
                let Some(input) = self.model.input(&map.name) else {
                    return;
                };
                let member = self.model.member(input.each.unwrap(), &member.name);
                self.wait_for(input, member, at, found);
            }
            ExprKind::Ago { .. } => {}
            _ => {
                for part in children(expr) {
                    self.open_answers(part, at, found);
                }
            }
        }
    }

    fn wait_for(
        &self,
        input: &Input,
        member: Option<usize>,
        at: &At,
        found: &mut BTreeSet<String>,
    ) {
        if self.open_input(input, member, at) {
            found.insert(match member {
                // A map that was not answered at all is waited for as one.
                Some(_) if !self.answered(input, at.day) => input.name().to_owned(),
                Some(member) => {
                    let members = &self.model.choices[input.each.unwrap()].members;
                    format!("{}.{}", input.name(), members[member])
                }
                None => input.name().to_owned(),
            });
        }
    }
}

/// A `let` is read at no member.
fn without_members(at: &At) -> At {
    At {
        members: Vec::new(),
        ..at.clone()
    }
}
