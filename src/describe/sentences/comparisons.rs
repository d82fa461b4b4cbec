//! Comparisons in words: in goes `sore_today >= severe`, out comes `sore today is
//! at least severe (8)`; of days that are counted, `on 4 or more of the last 14
//! days …`.

use super::history::{days, this};
use super::{Bond, Clause, Day, Weight, bare, runs};
use crate::ast::{Comparison, Expr, ExprKind};
use crate::describe::names::{Named, Speaker, yes_or_no};
use crate::describe::page::Run;
use crate::ruleset::Type;

/// What kind of value is compared, which decides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Date,
    Member,
    Set,
}

impl Speaker<'_> {
    /// A comparison of values, as a condition.
    pub(super) fn comparison(&self, expr: &Expr, day: Day) -> Clause {
        match &expr.kind {
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, day),
            ExprKind::Between { value, low, high } => {
                let (low, high) = (self.noun(low, day).runs, self.noun(high, day).runs);
                let amount = || runs![low.clone(), " to ", high.clone()];
                if let Some(counted) = self.counts(value, amount, day) {
                    return counted;
                }
                let range = runs!["between ", low, " and ", high, " (both included)"];
                let value = self.noun(value, day).at_least(Weight::Open);
                Clause::one(runs![value, " is ", range])
            }
            ExprKind::OneOf { value, set } => {
                let value = self.noun(value, day).at_least(Weight::Open);
                Clause::one(runs![value, " ", self.one_of(set, day)])
            }
            ExprKind::IsMissing(value) => {
                Clause::one(runs![self.known(value, day), " is not known"])
            }
            ExprKind::IsKnown(value) => Clause::one(runs![self.known(value, day), " is known"]),
            ExprKind::Overlaps(left, right) => self.overlap(left, right, day),
            ExprKind::Includes(set, member) => {
                let (set, member) = (self.noun(set, day).alone(), self.noun(member, day).alone());
                Clause::one(runs![member, " is in ", set])
            }
            _ => self.clause(expr, day),
        }
    }

    /// What is asked whether it is known; of a condition, whether it can be told.
    fn known(&self, value: &Expr, day: Day) -> Vec<Run> {
        self.noun(value, day).at_least(Weight::Open)
    }

    fn compare(&self, op: Comparison, left: &Expr, right: &Expr, day: Day) -> Clause {
        let truth = match (&bare(right).kind, op) {
            (ExprKind::Truth(truth), Comparison::Is) => Some(*truth),
            (ExprKind::Truth(truth), Comparison::IsNot) => Some(!*truth),
            _ => None,
        };
        if let Some(truth) = truth {
            let left = self.noun(left, day).at_least(Weight::Open);
            return Clause::one(runs![left, " is ", yes_or_no(truth)]);
        }
        if let Some(counted) = self.counts(left, || self.amount(op, right, day), day) {
            return counted;
        }
        let kind = self.kind_of(left).or_else(|| self.kind_of(right));
        let left = self.noun(left, day).at_least(Weight::Open);
        let test = self.test(op, right, kind.unwrap_or(Kind::Number), day);
        Clause::one(runs![left, " ", test])
    }

    /// `is 8 or more`, `is at least severe (8)`
    pub(super) fn test(&self, op: Comparison, right: &Expr, kind: Kind, day: Day) -> Vec<Run> {
        let is_literal = is_literal(right);
        let right = self.noun(right, day);
        let right = match kind {
            Kind::Set => right.alone(),
            _ => right.at_least(Weight::Open),
        };
        match (op, kind) {
            (Comparison::Is, Kind::Set) => runs!["is exactly ", right],
            (Comparison::IsNot, Kind::Set) => runs!["is not exactly ", right],
            (Comparison::Is, _) => runs!["is ", right],
            (Comparison::IsNot, _) => runs!["is not ", right],
            (Comparison::Less, Kind::Date) => runs!["is before ", right],
            (Comparison::AtMost, Kind::Date) => runs!["is on or before ", right],
            (Comparison::More, Kind::Date) => runs!["is after ", right],
            (Comparison::AtLeast, Kind::Date) => runs!["is on or after ", right],
            (Comparison::Less, Kind::Member) => runs!["is below ", right],
            (Comparison::AtMost, Kind::Member) => runs!["is at or below ", right],
            (Comparison::More, Kind::Member) => runs!["is above ", right],
            (Comparison::AtLeast, Kind::Member) => runs!["is at or above ", right],
            (Comparison::Less, _) => runs!["is less than ", right],
            (Comparison::AtMost, _) if is_literal => runs!["is ", right, " or less"],
            (Comparison::AtMost, _) => runs!["is at most ", right],
            (Comparison::More, _) => runs!["is more than ", right],
            (Comparison::AtLeast, _) if is_literal => runs!["is ", right, " or more"],
            (Comparison::AtLeast, _) => runs!["is at least ", right],
        }
    }

    /// `4 or more`, for days that are counted.
    fn amount(&self, op: Comparison, right: &Expr, day: Day) -> Vec<Run> {
        let is_literal = is_literal(right);
        let right = self.noun(right, day).at_least(Weight::Open);
        match op {
            Comparison::Less => runs!["fewer than ", right],
            Comparison::AtMost => runs!["at most ", right],
            Comparison::More => runs!["more than ", right],
            Comparison::AtLeast if is_literal => runs![right, " or more"],
            Comparison::AtLeast => runs!["at least ", right],
            Comparison::Is => runs!["exactly ", right],
            Comparison::IsNot => runs!["any number but ", right],
        }
    }

    /// `on 4 or more of the last 14 days …`: where the value is a count of days.
    fn counts(&self, value: &Expr, amount: impl FnOnce() -> Vec<Run>, day: Day) -> Option<Clause> {
        let value = bare(value);
        let bond = Bond::Several;
        let (lead, condition) = match &value.kind {
            ExprKind::DaysWhen { condition, window } => {
                let of = days(self.window(value.span, window), day);
                (runs!["on ", amount(), format!(" of {of} ")], condition)
            }
            ExprKind::DaysInARow(condition) => {
                let row = format!(" days in a row, {} the last, ", this(day));
                (runs!["on ", amount(), row], condition)
            }
            ExprKind::DaysSince(condition) => {
                let condition = self.clause(condition, Day::That).tighter_than(Bond::And);
                let back = match day {
                    Day::Today => " days back",
                    Day::That => " days before that day",
                };
                let lead = "the last day on which ";
                let runs = runs![lead, condition, " lies ", amount(), back];
                return Some(Clause::one(runs));
            }
            _ => return None,
        };
        let condition = self.clause(condition, Day::That).tighter_than(bond);
        Some(Clause {
            runs: runs![lead, condition],
            // It reaches over the “and” that may follow.
            bond,
        })
    }

    /// `is one of (a, b)`
    pub(super) fn one_of(&self, set: &Expr, day: Day) -> Vec<Run> {
        match &bare(set).kind {
            ExprKind::Set(items) if items.is_empty() => runs!["is one of none"],
            ExprKind::Set(items) if items.len() == 1 => {
                runs!["is ", self.nouns(items, "or", day)]
            }
            ExprKind::Set(items) => runs!["is one of (", self.nouns(items, "or", day), ")"],
            _ => runs!["is one of ", self.noun(set, day).alone()],
        }
    }

    /// `at least one muscle is in both target muscles and pushing`
    fn overlap(&self, left: &Expr, right: &Expr, day: Day) -> Clause {
        let set = self.noun(left, day).alone();
        match &bare(right).kind {
            ExprKind::Set(items) if items.len() > 1 => {
                let items = self.nouns(items, "and", day);
                Clause::one(runs!["at least one of (", items, ") is in ", set])
            }
            ExprKind::Set(items) if items.len() == 1 => {
                Clause::one(runs![self.nouns(items, "and", day), " is in ", set])
            }
            _ => {
                let kind = self.kind_in_common(left, right);
                let other = self.noun(right, day).alone();
                let both = format!("at least one {kind} is in both ");
                Clause {
                    runs: runs![both, set, " and ", other],
                    // Its “and” is not one of conditions.
                    bond: Bond::And,
                }
            }
        }
    }

    /// `includes at least one of pushing`: of the head of a column.
    pub(super) fn overlaps_in_cell(&self, set: &Expr) -> Vec<Run> {
        runs![
            "includes at least one of ",
            self.noun(set, Day::Today).alone()
        ]
    }

    /// What the members of two sets are.
    fn kind_in_common(&self, left: &Expr, right: &Expr) -> String {
        let kind = self.kind_of_members(right);
        let kind = kind.or_else(|| self.kind_of_members(left));
        kind.unwrap_or_else(|| "member".to_owned())
    }

    /// What is compared, as far as it decides the words.
    pub(super) fn kind_of(&self, expr: &Expr) -> Option<Kind> {
        let expr = bare(expr);
        let of = |ty: &Type| match ty {
            Type::Number(_) | Type::Truth => Kind::Number,
            Type::Choice(_) => Kind::Member,
            Type::Set(_) => Kind::Set,
            Type::Date => Kind::Date,
        };
        match &expr.kind {
            ExprKind::Number { .. } => Some(Kind::Number),
            ExprKind::Date { .. } | ExprKind::Today => Some(Kind::Date),
            ExprKind::Set(_) => Some(Kind::Set),
            ExprKind::Name(ident) => match self.named(ident) {
                Named::Group(_) => Some(Kind::Set),
                Named::Member => Some(Kind::Member),
                named => self.type_of(&named).map(of),
            },
            _ => self.typed(expr.span).next().map(|typed| of(&typed.ty)),
        }
    }
}

/// A number as written, after which `or more` can stand.
fn is_literal(expr: &Expr) -> bool {
    match &bare(expr).kind {
        ExprKind::Number { .. } => true,
        ExprKind::Negate(inner) => matches!(inner.kind, ExprKind::Number { .. }),
        _ => false,
    }
}
