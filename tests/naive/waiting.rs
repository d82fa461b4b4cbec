//! What a provisional decision waits for: in goes a condition that is unknown
//! for sure, out come the answers of today that its unknown parts read.

use std::collections::BTreeSet;

use touchline::ast::{Aggregate, Expr, ExprKind, Scope};

use super::evaluate::{At, History, children};
use super::model::Input;
use super::value::Truth;

impl History<'_> {
    /// Adds the answers that the unknown parts of an expression wait for; `at` is today, for sure.
    pub fn wait(&self, expr: &Expr, at: &At, found: &mut BTreeSet<String>) {
        if self.value(expr, at).known() {
            return;
        }
        match &expr.kind {
            ExprKind::Name(name) => {
                if let Some(input) = self.model.input(&name.name) {
                    let member = input.each.map(|choice| at.member_of(choice).unwrap());
                    self.wait_for(input, member, at, found);
                } else if let Some(decl) = self.model.let_(&name.name) {
                    let bare = At {
                        members: Vec::new(),
                        ..at.clone()
                    };
                    self.wait(&decl.value, &bare, found);
                }
            }
            ExprKind::Member { map, member } => {
                let input = self.model.input(&map.name).unwrap();
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
                    self.wait_today(value, when.as_deref(), at, found);
                } else if *aggregate == Aggregate::ZScore {
                    self.wait(value, at, found);
                }
            }
            ExprKind::Ewma { value, .. } => self.wait_today(value, None, at, found),
            ExprKind::Latest { value, when, .. } => {
                self.wait_today(value, when.as_deref(), at, found);
            }
            ExprKind::DaysWhen { condition, window } => {
                if !window.before_today {
                    self.wait(condition, at, found);
                }
            }
            ExprKind::Where { choice, condition } => {
                let choice = self.model.choice(&choice.name).unwrap();
                for member in self.all_members(choice) {
                    self.wait(condition, &at.at_member(choice, member), found);
                }
            }
            ExprKind::OverMembers { value, scope, .. } => {
                let choice = self.folded_choice(value);
                if let Scope::Among(set) | Scope::Outside(set) = scope
                    && self.model.type_of(set).is_some()
                {
                    self.wait(set, at, found);
                }
                for member in self.scope(scope, choice, at).1 {
                    self.wait(value, &at.at_member(choice, member), found);
                }
            }
            // The condition, and the branch that it leaves possible.
            ExprKind::If {
                condition,
                then,
                otherwise,
            } => match self.truth(condition, at) {
                Truth::True => self.wait(then, at, found),
                Truth::False => {
                    if let Some(otherwise) = otherwise {
                        self.wait(otherwise, at, found);
                    }
                }
                // First of all the condition; where no answer can settle it, both branches.
                Truth::Unknown => {
                    let mut of_condition = BTreeSet::new();
                    self.wait(condition, at, &mut of_condition);
                    if of_condition.is_empty() {
                        for branch in [Some(then), otherwise.as_ref()].into_iter().flatten() {
                            self.wait(branch, at, &mut of_condition);
                        }
                    }
                    found.extend(of_condition);
                }
            },
            ExprKind::Set(_) => {
                for item in children(expr) {
                    if self.model.type_of(item).is_some() {
                        self.wait(item, at, found);
                    }
                }
            }
            _ => {
                for part in children(expr) {
                    // Members and set literals are known.
                    if self.model.type_of(part).is_some() {
                        self.wait(part, at, found);
                    }
                }
            }
        }
    }

    /// A history that includes today, and is held up by what may still come.
    fn wait_today(&self, value: &Expr, when: Option<&Expr>, at: &At, found: &mut BTreeSet<String>) {
        let picked = when.map_or(Truth::True, |when| self.truth(when, at));
        if picked == Truth::Unknown {
            self.wait(when.unwrap(), at, found);
        }
        if picked != Truth::False {
            self.wait(value, at, found);
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
