//! What there is to try in a ruleset: in goes a ruleset, out come its [`Places`].
//!
//! Only what is declared in the ruleset's own file: what it includes is tried by
//! the tests of that file.

use std::collections::{HashMap, HashSet};

use super::places::{ALL_DAYS, At, Condition, Places, Row, Turn};
use crate::ruleset::{
    AdjustmentKind, CompareOp, DayCount, ExprId, ExprKind, Rule, RuleId, Ruleset, Template,
    TemplatePart, Type,
};
use crate::span::FileId;

/// An expression is looked at in no more readings than this: `let`s that read each
/// other on other days multiply them.
const MOST_READINGS: usize = 8;

impl Places {
    /// Goes through what the rules of the ruleset's own file read and print.
    pub fn of(ruleset: &Ruleset) -> Self {
        let file = ruleset.otherwise.span.file;
        let mut walk = Walk {
            ruleset,
            file,
            ahead: Vec::new(),
            readings: HashMap::new(),
            rows: HashSet::new(),
            found: Self::default(),
        };
        for (id, rule) in (0..).map(RuleId).zip(&ruleset.rules) {
            if rule.span.file == file {
                walk.rule(id, rule);
            }
        }
        walk.finish()
    }
}

/// In what place an expression stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// It decides: its parts are conditions.
    Condition,
    /// It is a cell of a table, or a row of cells: the row is what is tried.
    Cell,
    /// It is worked out.
    Value,
}

struct Walk<'a> {
    ruleset: &'a Ruleset,
    file: FileId,
    ahead: Vec<(ExprId, Role, At)>,
    /// How each expression that was met is read.
    readings: HashMap<ExprId, Vec<At>>,
    /// The conditions of rows that were met.
    rows: HashSet<ExprId>,
    found: Places,
}

impl Walk<'_> {
    fn rule(&mut self, id: RuleId, rule: &Rule) {
        let role = match rule.table {
            Some(_) => {
                self.rows.extend(rule.when);
                self.found.rows.push(Row {
                    name: rule.name.clone(),
                    condition: rule.when,
                    span: rule.span,
                    at: Vec::new(),
                });
                Role::Cell
            }
            None => {
                self.found.rules.push(id);
                Role::Condition
            }
        };
        let when = rule.when.map(|when| (when, role, At::today()));
        self.ahead.extend(when);
        let unless = rule
            .unless
            .map(|unless| (unless, Role::Condition, At::today()));
        self.ahead.extend(unless);
        for template in rule.because.iter().chain(&rule.flag) {
            self.template(template);
        }
        for adjustment in &rule.adjustments {
            match &adjustment.kind {
                AdjustmentKind::Cut { by: expr, .. }
                | AdjustmentKind::Cap { at: expr, .. }
                | AdjustmentKind::Raise { to: expr, .. }
                | AdjustmentKind::Drop { set: expr, .. } => {
                    self.ahead.push((*expr, Role::Value, At::today()));
                }
                AdjustmentKind::Advise(template) => self.template(template),
            }
        }
        while let Some((id, role, at)) = self.ahead.pop() {
            self.visit(id, role, at);
        }
    }

    fn template(&mut self, template: &Template) {
        for part in &template.parts {
            if let TemplatePart::Value(expr) = part {
                self.ahead.push((*expr, Role::Value, At::today()));
            }
        }
    }

    fn visit(&mut self, id: ExprId, role: Role, at: At) {
        let expr = self.ruleset.expr(id);
        if expr.span.file != self.file {
            return;
        }
        let known = self.readings.entry(id).or_default();
        if known.contains(&at) || known.len() >= MOST_READINGS {
            return;
        }
        let is_new = known.is_empty();
        known.push(at.clone());
        let is_truth = expr.ty == Type::Truth;
        // What is worked out from conditions that are joined hangs on each of them.
        let joined = match role {
            Role::Value if is_truth => Role::Condition,
            role => role,
        };
        match &expr.kind {
            ExprKind::Let(name) => {
                let meant = self.ruleset.let_(*name).expr;
                let role = self.role_of(meant);
                self.ahead.push((meant, role, at));
            }
            ExprKind::And(items) | ExprKind::Or(items) => self.all(items, joined, &at),
            ExprKind::Not(inner) => self.ahead.push((*inner, joined, at)),
            ExprKind::AtLeast(count, items) => {
                self.ahead.push((*count, Role::Value, at.clone()));
                self.all(items, joined, &at);
            }
            ExprKind::If(condition, then, otherwise) => {
                self.ahead.push((*condition, Role::Condition, at.clone()));
                let branches = [Some(*then), *otherwise];
                for branch in branches.into_iter().flatten() {
                    self.ahead.push((branch, self.role_of(branch), at.clone()));
                }
            }
            ExprKind::Lookup { rows, .. } => {
                for (number, (condition, value)) in (1..).zip(rows) {
                    if is_new {
                        self.lookup_row(id, number, *condition);
                    }
                    self.ahead.push((*condition, Role::Cell, at.clone()));
                    self.ahead.push((*value, self.role_of(*value), at.clone()));
                }
            }
            ExprKind::Truth(_) => {}
            kind => {
                if is_new && is_truth && role == Role::Condition {
                    let at = Vec::new();
                    self.found.conditions.push(Condition { expr: id, at });
                }
                if is_new {
                    self.turns(id);
                }
                self.operands(kind, &at);
            }
        }
    }

    /// What stands for itself: a `let` that is a condition is one wherever it is read.
    fn role_of(&self, id: ExprId) -> Role {
        match self.ruleset.expr(id).ty {
            Type::Truth => Role::Condition,
            _ => Role::Value,
        }
    }

    fn all(&mut self, items: &[ExprId], role: Role, at: &At) {
        let items = items.iter().map(|&item| (item, role, at.clone()));
        self.ahead.extend(items);
    }

    /// The row of a table that gives a value; of several columns that do, one row is enough.
    fn lookup_row(&mut self, lookup: ExprId, number: usize, condition: ExprId) {
        if !self.rows.insert(condition) {
            return;
        }
        let mut lets = self.ruleset.lets.iter();
        let gives = lets.find(|given| given.expr == lookup);
        self.found.rows.push(Row {
            name: format!(
                "{}, row {number}",
                gives.map_or("table", |gives| &gives.name)
            ),
            condition: Some(condition),
            span: self.ruleset.expr(condition).span,
            at: Vec::new(),
        });
    }

    /// What one condition, or a value, reads, and on which days.
    fn operands(&mut self, kind: &ExprKind, at: &At) {
        match kind {
            ExprKind::OverDays {
                value, when, over, ..
            } => {
                self.ahead.push((*value, Role::Value, at.over(*over)));
                let when = when.map(|when| (when, Role::Condition, at.over(*over)));
                self.ahead.extend(when);
            }
            ExprKind::Ewma { value, .. } => {
                self.ahead
                    .push((*value, Role::Value, at.earlier(0, ALL_DAYS)));
            }
            ExprKind::Latest {
                value,
                when,
                within,
            } => {
                let at = at.earlier(0, within.unwrap_or(ALL_DAYS));
                let when = when.map(|when| (when, Role::Condition, at.clone()));
                self.ahead.extend(when);
                self.ahead.push((*value, Role::Value, at));
            }
            ExprKind::Ago(value, days) => {
                let at = at.earlier(*days, *days);
                self.ahead.push((*value, Role::Value, at));
            }
            ExprKind::Days(count, condition) => {
                let at = match count {
                    DayCount::When(over) => at.over(*over),
                    DayCount::InARow | DayCount::Since => at.earlier(0, ALL_DAYS),
                };
                self.ahead.push((*condition, Role::Condition, at));
            }
            ExprKind::Where(choice, condition) => {
                self.ahead
                    .push((*condition, Role::Condition, at.each(*choice)));
            }
            ExprKind::OverMembers {
                choice,
                value,
                among,
                ..
            } => {
                self.ahead.push((*value, Role::Value, at.each(*choice)));
                let among = among.map(|among| (among, Role::Value, at.clone()));
                self.ahead.extend(among);
            }
            kind => {
                for operand in kind.operands() {
                    self.ahead.push((operand, Role::Value, at.clone()));
                }
            }
        }
    }

    fn turns(&mut self, id: ExprId) {
        let expr = self.ruleset.expr(id);
        let mut turn = |value: ExprId, limit: ExprId, op: CompareOp| {
            let orders = !matches!(op, CompareOp::Is | CompareOp::IsNot);
            let has_neighbours = match self.ruleset.expr(value).ty {
                Type::Number(_) | Type::Date => true,
                Type::Choice(_) => orders,
                Type::Truth | Type::Set(_) => false,
            };
            if has_neighbours && !is_fixed(self.ruleset, value) && is_fixed(self.ruleset, limit) {
                self.found.turns.push(Turn {
                    comparison: id,
                    value,
                    limit,
                    op,
                    at: Vec::new(),
                });
            }
        };
        match expr.kind {
            ExprKind::Compare(op, left, right) => {
                turn(left, right, op);
                turn(right, left, op.turned());
            }
            ExprKind::Between(value, low, high) => {
                turn(value, low, CompareOp::AtLeast);
                turn(value, high, CompareOp::AtMost);
            }
            _ => {}
        }
    }

    fn finish(self) -> Places {
        let Self {
            ruleset,
            readings,
            mut found,
            ..
        } = self;
        let at = |id: ExprId| readings.get(&id).cloned().unwrap_or_default();
        for place in &mut found.conditions {
            place.at = at(place.expr);
        }
        for turn in &mut found.turns {
            turn.at = at(turn.comparison);
        }
        for row in &mut found.rows {
            row.at = row.condition.map_or_else(|| vec![At::today()], at);
        }
        let span = |id: ExprId| ruleset.expr(id).span;
        found.rules.sort_by_key(|&id| ruleset.rule(id).span);
        found.rows.sort_by_key(|row| row.span);
        found.conditions.sort_by_key(|place| span(place.expr));
        found
            .turns
            .sort_by_key(|turn| (span(turn.comparison), turn.limit));
        found
    }
}

/// Whether a value is the same whatever the answers are: a number, a setting, or
/// worked out from these alone.
fn is_fixed(ruleset: &Ruleset, id: ExprId) -> bool {
    let mut ahead = vec![id];
    while let Some(id) = ahead.pop() {
        match &ruleset.expr(id).kind {
            ExprKind::Number(_)
            | ExprKind::Member(_)
            | ExprKind::Date(_)
            | ExprKind::Setting(_)
            | ExprKind::SettingAtMember { .. } => {}
            kind @ (ExprKind::Convert(..)
            | ExprKind::Negate(_)
            | ExprKind::Add(..)
            | ExprKind::Subtract(..)
            | ExprKind::AddDays(..)
            | ExprKind::Multiply(..)
            | ExprKind::Divide(..)
            | ExprKind::Power(..)
            | ExprKind::Call(..)) => ahead.extend(kind.operands()),
            _ => return false,
        }
    }
    true
}
