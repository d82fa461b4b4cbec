//! A history that includes today over an input that says what a missing answer
//! means: until today's answer is given, today counts as if it had been.

use std::collections::HashSet;

use crate::check::describe::show;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{
    AdjustmentKind, DayCount, ExprId, ExprKind, InputId, Ruleset, Template, TemplatePart, Type,
};

/// A warning for each such history that a rule reads, and each input in it.
pub(super) fn find(ruleset: &Ruleset) -> Vec<Diagnostic> {
    let mut walk = Walk {
        ruleset,
        ahead: Vec::new(),
        seen: HashSet::new(),
    };
    for rule in &ruleset.rules {
        walk.ahead.extend(rule.when.into_iter().chain(rule.unless));
        for template in rule.because.iter().chain(&rule.flag) {
            walk.template(template);
        }
        for adjustment in &rule.adjustments {
            match &adjustment.kind {
                AdjustmentKind::Cut { by: value, .. }
                | AdjustmentKind::Cap { at: value, .. }
                | AdjustmentKind::Raise { to: value, .. }
                | AdjustmentKind::Drop { set: value, .. } => walk.ahead.push(*value),
                AdjustmentKind::Advise(template) => walk.template(template),
            }
        }
    }
    walk.run()
}

/// Goes through what is read as of today; what is read as of a day past has all
/// the answers it will ever have.
struct Walk<'a> {
    ruleset: &'a Ruleset,
    ahead: Vec<ExprId>,
    seen: HashSet<ExprId>,
}

impl Walk<'_> {
    fn template(&mut self, template: &Template) {
        self.ahead
            .extend(template.parts.iter().filter_map(|part| match part {
                TemplatePart::Value(value) => Some(*value),
                TemplatePart::Literal(_) => None,
            }));
    }

    fn run(mut self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        while let Some(id) = self.ahead.pop() {
            if !self.seen.insert(id) {
                continue;
            }
            let kind = &self.ruleset.expr(id).kind;
            if let Some(read) = over_today(kind) {
                let inputs = self.defaulted(&read);
                found.extend(inputs.into_iter().map(|input| self.warning(id, input)));
            }
            match kind {
                ExprKind::Let(name) => self.ahead.push(self.ruleset.let_(*name).expr),
                ExprKind::Ago(..) => {}
                ExprKind::OverDays { over, .. } | ExprKind::Days(DayCount::When(over), _)
                    if over.before_today => {}
                kind => self.ahead.extend(kind.operands()),
            }
        }
        found
    }

    /// The inputs with a default that these expressions read as of today.
    fn defaulted(&self, exprs: &[ExprId]) -> Vec<InputId> {
        let mut ahead = exprs.to_vec();
        let mut seen = HashSet::new();
        let mut inputs = Vec::new();
        while let Some(id) = ahead.pop() {
            if !seen.insert(id) {
                continue;
            }
            match &self.ruleset.expr(id).kind {
                ExprKind::Input(input) if self.ruleset.input(*input).default.is_some() => {
                    inputs.push(*input);
                }
                ExprKind::Let(name) => ahead.push(self.ruleset.let_(*name).expr),
                ExprKind::Ago(..) => {}
                // Told where that history itself is looked at.
                kind if over_today(kind).is_some() => {}
                kind => ahead.extend(kind.operands()),
            }
        }
        inputs.sort_unstable();
        inputs.dedup();
        inputs
    }

    fn warning(&self, history: ExprId, input: InputId) -> Diagnostic {
        let input = self.ruleset.input(input);
        let name = &input.name;
        let history = self.ruleset.expr(history);
        let default = input.default.map(|default| self.ruleset.expr(default));
        let meant = match (default.map(|default| &default.kind), &input.ty) {
            (Some(ExprKind::Number(value)), Type::Number(ty)) => show(*value, &ty.unit),
            _ => default.map_or_else(String::new, |default| {
                self.ruleset.sources.text(default.span).to_owned()
            }),
        };
        let diagnostic = Diagnostic::warning(
            Code::DefaultToday,
            format!("today counts here with `{name}` as {meant}, though it may still be answered"),
        )
        .label(history.span, "this includes today");
        let diagnostic = match default {
            Some(default) => {
                diagnostic.label(default.span, format!("a missing `{name}` means {meant}"))
            }
            None => diagnostic,
        };
        diagnostic.help(match &history.kind {
            ExprKind::OverDays { over, .. } | ExprKind::Days(DayCount::When(over), _) => format!(
                "to count only days that are over, write `over {} days before today`",
                over.days
            ),
            ExprKind::Latest { .. } => format!(
                "`{name}` always has a value today, so `latest` never looks further back: take \
                 `missing means` or `latest` away"
            ),
            _ => {
                "to count only days that are over, put it in brackets and write `yesterday` after \
                  them"
                    .to_owned()
            }
        })
    }
}

/// What a history that includes today reads on its days.
fn over_today(kind: &ExprKind) -> Option<Vec<ExprId>> {
    match kind {
        ExprKind::OverDays { over, .. } | ExprKind::Days(DayCount::When(over), _)
            if over.before_today =>
        {
            None
        }
        ExprKind::OverDays { .. }
        | ExprKind::Ewma { .. }
        // With `when` it passes over the days that a default stands for, or means them.
        | ExprKind::Latest { when: None, .. }
        | ExprKind::Days(..) => Some(kind.operands()),
        _ => None,
    }
}
