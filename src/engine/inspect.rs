//! One decided day, to be asked about: in go a rule, a condition or a value of
//! the ruleset, out comes how it stands, part by part, with what it read. All
//! of it is read from the columns that the decision was made from.

use super::decide::Common;
use super::examine::Standing;
use super::view::View;
use super::waiting::Causes;
use crate::decision::{Datum, Decision, ReadValue, Waiting};
use crate::plan::{Lowered, Members, Reading};
use crate::ruleset::{ExprId, ExprKind, MemberFold, RuleId, Ruleset, Verdict};
use crate::span::Span;

/// A day that was decided, with everything behind it.
pub struct Inspector<'a> {
    pub(super) view: View<'a>,
    pub(super) name: &'a str,
    pub(super) common: &'a Common,
}

/// How a rule stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleStanding {
    /// The rule.
    pub rule: RuleId,
    /// How it stands.
    pub standing: Standing,
    /// Its verdict, where it takes part in the decision's.
    pub verdict: Option<Verdict>,
    /// Whether it fires, or still may.
    pub may: bool,
}

/// How the parts of a condition are joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Join {
    /// It is one condition, with no parts.
    One,
    /// `a and b`, `all of`: all must hold.
    All,
    /// `a or b`, `any of`: one must hold.
    Any,
    /// `none of`: none may hold.
    None,
    /// `at least N of`; N is missing where it is not known.
    AtLeast(Option<f64>),
    /// `not` of what is joined.
    Not,
}

/// A condition, or a part of one, at its place among the others.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The condition.
    pub expr: ExprId,
    /// The part that it is joined into, by its index; `None` for the whole.
    pub parent: Option<usize>,
    /// How its own parts are joined.
    pub join: Join,
    /// Where it stands: of a list, its first words (`at least 2 of`).
    pub span: Span,
    /// It is a list with a line or words of its own, not only `and` or `or` between others.
    pub has_head: bool,
    /// Whether it holds as things stand; `None` is unknown.
    pub now: Option<bool>,
    /// The same where no answer of today that may still come counts.
    pub sure: Option<bool>,
    /// What it read; only of one without parts.
    pub reads: Vec<Read>,
    /// What could still change it; only of one without parts.
    pub waits_for: Vec<Waiting>,
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The name or history.
    pub expr: ExprId,
    /// Its value, and the days it is from.
    pub value: ReadValue,
    /// Of the highest or lowest of some members, those that are it.
    pub of: Vec<String>,
}

impl<'a> Inspector<'a> {
    pub(super) fn new(view: View<'a>, name: &'a str, common: &'a Common) -> Self {
        Self { view, name, common }
    }

    pub(super) fn view(&self) -> View<'a> {
        self.view
    }

    /// The ruleset.
    pub fn ruleset(&self) -> &'a Ruleset {
        self.view.ruleset
    }

    /// The day, days since 1970-01-01.
    pub fn day(&self) -> i32 {
        self.view.day()
    }

    /// The decision of the day.
    pub fn decision(&self) -> Decision {
        self.view.decide(self.name, self.common)
    }

    /// How every rule stands, by name.
    pub fn standings(&self) -> Vec<RuleStanding> {
        let stands = self.view.stands();
        let standing = stands.iter().map(|stand| RuleStanding {
            rule: stand.id,
            standing: stand.standing(),
            verdict: stand.verdict(),
            may: stand.may,
        });
        standing.collect()
    }

    /// How one rule stands.
    pub fn standing(&self, rule: RuleId) -> Standing {
        self.view.stand(rule, self.ruleset().rule(rule)).standing()
    }

    /// The rules that override a rule, by name, each with whether it does so now;
    /// `None` where it may.
    pub fn overriders(&self, rule: RuleId) -> Vec<(RuleId, Option<bool>)> {
        let by = self.view.plan.overriders(rule).iter();
        by.map(|&by| {
            let status = self.view.truth_at(self.view.plan.rule(by).status);
            (by, truth(status))
        })
        .collect()
    }

    /// What an expression is as things stand.
    pub fn datum(&self, expr: ExprId) -> Datum {
        self.view.datum(expr)
    }

    /// An exact number as things stand; members by index, dates as days since 1970-01-01.
    pub fn number(&self, expr: ExprId) -> Option<f64> {
        self.view.exact(expr)
    }

    /// What an expression read, in the order written, each name once. `let`s are
    /// values here, also those that are conditions.
    pub fn reads(&self, expr: ExprId) -> Vec<Read> {
        let reads = self.view.reads(expr, false).into_iter();
        reads
            .map(|(expr, value)| Read {
                expr,
                value,
                of: self.extremes(expr),
            })
            .collect()
    }

    /// A condition and its parts, the whole first and each before its own parts.
    /// What `and`, `or`, `not` and lists join is taken apart, `let`s are not.
    pub fn parts(&self, condition: ExprId) -> Vec<Part> {
        let mut parts = self.shape(condition);
        for part in parts.iter_mut().filter(|part| part.join == Join::One) {
            part.reads = self.reads(part.expr);
            if part.sure.is_none() {
                part.waits_for = self.waits_for(part.expr);
            }
        }
        parts
    }

    /// The same without what was read and what is waited for.
    pub fn shape(&self, condition: ExprId) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        let mut ahead = vec![(condition, None)];
        while let Some((id, parent)) = ahead.pop() {
            let (join, items) = self.joined(id);
            let span = self.ruleset().expr(id).span;
            let first = items.first().map(|&item| self.ruleset().expr(item).span);
            let head = first.and_then(|first| self.head(span, first));
            let at = parts.len();
            parts.push(Part {
                expr: id,
                parent,
                join,
                span: head.unwrap_or(span),
                has_head: head.is_some(),
                now: self.view.truth_now(id),
                sure: truth(self.view.truth(id, Reading::Sure, &Members::new())),
                reads: Vec::new(),
                waits_for: Vec::new(),
            });
            ahead.extend(items.into_iter().rev().map(|item| (item, Some(at))));
        }
        parts
    }

    /// What a condition waits for, where something of it is unknown in the sure reading.
    pub fn waits_for(&self, condition: ExprId) -> Vec<Waiting> {
        let mut causes = Causes::new(self.view);
        causes.follow(condition);
        causes.finish()
    }

    /// How a condition is joined, and of what.
    fn joined(&self, id: ExprId) -> (Join, Vec<ExprId>) {
        let ruleset = self.ruleset();
        let expr = ruleset.expr(id);
        if self.view.is_one_cell(id) {
            return (Join::One, Vec::new());
        }
        match &expr.kind {
            ExprKind::And(items) => (Join::All, items.clone()),
            ExprKind::Or(items) => (Join::Any, items.clone()),
            ExprKind::AtLeast(count, items) => {
                (Join::AtLeast(self.view.exact(*count)), items.clone())
            }
            ExprKind::Not(inner) => match &ruleset.expr(*inner).kind {
                // The last row of a table holds where none of the others does:
                // there is no place for the parts.
                ExprKind::Or(_) if ruleset.expr(*inner).span == expr.span => {
                    match (
                        self.starts_with(expr.span, "none"),
                        &ruleset.expr(*inner).kind,
                    ) {
                        (true, ExprKind::Or(items)) => (Join::None, items.clone()),
                        _ => (Join::One, Vec::new()),
                    }
                }
                ExprKind::And(_) | ExprKind::Or(_) | ExprKind::AtLeast(..) | ExprKind::Not(_)
                    if !self.view.is_one_cell(*inner) =>
                {
                    (Join::Not, vec![*inner])
                }
                _ => (Join::One, Vec::new()),
            },
            _ => (Join::One, Vec::new()),
        }
    }

    fn starts_with(&self, span: Span, word: &str) -> bool {
        self.ruleset().sources.text(span).starts_with(word)
    }

    /// The words that a list begins with, `at least 2 of`; of `not (…)` the `not`.
    fn head(&self, span: Span, first: Span) -> Option<Span> {
        let words = ["all", "any", "none", "at", "not"];
        let text = self.ruleset().sources.text(span);
        let is_list = words.iter().any(|word| text.starts_with(word));
        if !is_list || first.file != span.file || first.start <= span.start {
            return None;
        }
        let before = Span {
            end: first.start.min(span.end),
            ..span
        };
        let text = self.ruleset().sources.text(before);
        let line = text.lines().next().unwrap_or("");
        let line = line.split('#').next().unwrap_or("");
        let words = line.trim_end_matches(['(', ' ', '\t', '-']);
        (!words.is_empty()).then_some(Span {
            end: span.start + words.len(),
            ..span
        })
    }

    /// The members whose value is the highest (or lowest) one.
    fn extremes(&self, id: ExprId) -> Vec<String> {
        let ExprKind::OverMembers {
            fold: MemberFold::Highest | MemberFold::Lowest,
            choice,
            value,
            among,
            outside,
        } = &self.ruleset().expr(id).kind
        else {
            return Vec::new();
        };
        let (Some(whole), Some(choice_id)) = (self.number(id), Some(*choice)) else {
            return Vec::new();
        };
        let counts = match among.and_then(|among| self.view.set(among)) {
            Some((sure, _)) if !outside => sure,
            Some((_, maybe)) => !maybe,
            None => u64::MAX,
        };
        let members = &self.ruleset().choice(choice_id).members;
        let is_it = |member: u8| {
            let at = vec![(choice_id, member)];
            match self.view.plan.value(*value, Reading::Now, &at) {
                Some(Lowered::Number(bounds)) => self.view.number_at(bounds.low) == whole,
                _ => false,
            }
        };
        (0u8..)
            .zip(members)
            .filter(|(member, _)| counts >> member & 1 == 1 && is_it(*member))
            .map(|(_, name)| name.clone())
            .collect()
    }
}

/// 0 false, 1 unknown, 2 true.
pub(super) fn truth(truth: u8) -> Option<bool> {
    match truth {
        0 => Some(false),
        2 => Some(true),
        _ => None,
    }
}
