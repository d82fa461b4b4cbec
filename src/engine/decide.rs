//! The decision at one row: in go how the rules stand and the verdicts that are
//! possible, out comes everything that is told beside the verdict.

use std::cmp::Reverse;

use super::examine::{Examined, Observed, RuleState};
use super::settings::Settings;
use super::show;
use super::verdicts::Stand;
use super::view::View;
use super::waiting::Causes;
use crate::decision::{Advice, Decision, Flag, MayHold, Reason, RulesetInfo, UsedSetting};
use crate::plan::{Members, Reading};
use crate::ruleset::{Adjustment, AdjustmentKind, ExprId, Rule, Type, Verdict};
use crate::span::Span;

/// The name under which `otherwise` gives its reason.
const OTHERWISE: &str = "otherwise";

impl View<'_> {
    /// The decision for the athlete `name`.
    pub(super) fn decide(&self, name: &str, common: &Common) -> Decision {
        let stands = self.stands();
        let verdicts = self.verdicts(&stands);
        let verdict = verdicts.verdict;
        let is_final = verdicts.possible.len() == 1;
        // Where a rule or a table is sure of a verdict, `otherwise` has no say.
        let otherwise = verdicts.firing.is_none() && verdicts.sure.is_none();

        let mut reasons = self.reasons(&stands);
        if otherwise {
            reasons.insert(0, self.otherwise_reason(is_final));
        }
        let adjusting: Vec<&Rule> = stands
            .iter()
            .filter(|stand| stand.fires && stand.rule.verdict == Some(Verdict::Modify))
            .map(|stand| stand.rule)
            .filter(|_| verdict == Verdict::Modify)
            .collect();
        let (plan, adjustments) = self.adjust(&adjusting);
        Decision {
            athlete: name.to_owned(),
            date: show::date_text(self.day()),
            verdict,
            is_final,
            waiting_on: if is_final {
                Vec::new()
            } else {
                self.waiting_on(&stands, verdicts.sure)
            },
            possible: verdicts.possible,
            reasons,
            may: stands
                .iter()
                .filter(|stand| stand.may && !stand.fires)
                .filter_map(|stand| {
                    let verdict = stand.verdict()?;
                    Some(MayHold {
                        rule: stand.rule.name.clone(),
                        verdict,
                    })
                })
                .collect(),
            overridden: self.overridden(&stands),
            floors: verdicts.floors,
            adjustments,
            advice: self.advice(&stands, otherwise),
            plan,
            flags: self.flags(&stands),
            settings: common.settings.clone(),
            ruleset: common.ruleset.clone(),
        }
    }

    fn reasons(&self, stands: &[Stand<'_>]) -> Vec<Reason> {
        let mut firing: Vec<&Stand<'_>> = stands.iter().filter(|stand| stand.fires).collect();
        // Rules are held by name, so a stable sort leaves equals in that order.
        firing.sort_by_key(|stand| Reverse(stand.rule.verdict));
        firing
            .into_iter()
            .map(|stand| {
                let rule = stand.rule;
                let conditions = rule.when.into_iter().chain(rule.unless);
                let mut values = Vec::new();
                for value in conditions.flat_map(|condition| self.values(condition)) {
                    if !values
                        .iter()
                        .any(|other: &crate::decision::ReadValue| other.name == value.name)
                    {
                        values.push(value);
                    }
                }
                let because = rule.because.as_ref().map(|because| self.fill(because));
                let reason = self.reason(
                    &rule.name,
                    rule.verdict,
                    stand.sure,
                    because,
                    rule.span,
                    values,
                );
                Reason {
                    by_place: rule.table.is_some() && rule.title_span == rule.span,
                    ..reason
                }
            })
            .collect()
    }

    fn otherwise_reason(&self, sure: bool) -> Reason {
        let otherwise = &self.ruleset.otherwise;
        let because = otherwise.because.as_ref().map(|because| self.fill(because));
        self.reason(
            OTHERWISE,
            Some(otherwise.verdict),
            sure,
            because,
            otherwise.span,
            Vec::new(),
        )
    }

    fn reason(
        &self,
        rule: &str,
        verdict: Option<Verdict>,
        sure: bool,
        because: Option<String>,
        span: Span,
        values: Vec<crate::decision::ReadValue>,
    ) -> Reason {
        let sources = &self.ruleset.sources;
        Reason {
            rule: rule.to_owned(),
            by_place: false,
            verdict,
            sure,
            because,
            file: sources
                .get(span.file)
                .map(|file| file.name().to_owned())
                .unwrap_or_default(),
            line: sources.line(span),
            values,
        }
    }

    fn advice(&self, stands: &[Stand<'_>], otherwise: bool) -> Vec<Advice> {
        let fill = |rule: &str, adjustments: &[Adjustment]| -> Vec<Advice> {
            adjustments
                .iter()
                .filter_map(|adjustment| match &adjustment.kind {
                    AdjustmentKind::Advise(text) => Some(Advice {
                        rule: rule.to_owned(),
                        text: self.fill(text),
                    }),
                    _ => None,
                })
                .collect()
        };
        let mut advice: Vec<Advice> = stands
            .iter()
            .filter(|stand| stand.fires)
            .flat_map(|stand| fill(&stand.rule.name, &stand.rule.adjustments))
            .collect();
        if otherwise {
            advice.extend(fill(OTHERWISE, &self.ruleset.otherwise.adjustments));
        }
        advice
    }

    fn flags(&self, stands: &[Stand<'_>]) -> Vec<Flag> {
        stands
            .iter()
            .filter(|stand| stand.fires || stand.may)
            .filter_map(|stand| {
                let flag = stand.rule.flag.as_ref()?;
                Some(Flag {
                    rule: stand.rule.name.clone(),
                    text: self.fill(flag),
                    raised: stand.fires,
                })
            })
            .collect()
    }

    fn observe(&self, expr: ExprId) -> Observed {
        let is_condition = self.ruleset.expr(expr).ty == Type::Truth;
        let truth = match self.truth(expr, Reading::Now, &Members::new()) {
            _ if !is_condition => None,
            0 => Some(false),
            2 => Some(true),
            _ => None,
        };
        let mut causes = Causes::new(*self);
        if is_condition && truth.is_none() {
            causes.follow(expr);
        }
        Observed {
            expr,
            truth,
            datum: self.datum(expr),
            values: self.values(expr),
            waiting_on: causes.finish(),
        }
    }

    /// The decision with everything behind it.
    pub(super) fn examine(&self, name: &str, common: &Common, observed: &[ExprId]) -> Examined {
        let rules = self
            .stands()
            .iter()
            .map(|stand| RuleState {
                rule: stand.id,
                standing: stand.standing(),
                conditions: {
                    let when = stand.rule.when.map(|when| self.conditions(when, false));
                    let unless = stand
                        .rule
                        .unless
                        .map(|unless| self.conditions(unless, true));
                    when.into_iter().chain(unless).flatten().collect()
                },
            })
            .collect();
        let observed = observed.iter().map(|&expr| self.observe(expr)).collect();
        Examined {
            decision: self.decide(name, common),
            rules,
            observed,
        }
    }
}

/// What is the same in every decision with the same settings.
pub(super) struct Common {
    pub(super) settings: Vec<UsedSetting>,
    pub(super) ruleset: RulesetInfo,
}

impl Common {
    pub(super) fn new(ruleset: &crate::ruleset::Ruleset, settings: &Settings) -> Self {
        let mut settings: Vec<UsedSetting> = ruleset
            .settings
            .iter()
            .zip(settings.iter())
            .map(|(setting, (value, from))| UsedSetting {
                name: setting.name.clone(),
                datum: show::held(ruleset, &setting.ty, value),
                from,
            })
            .collect();
        settings.sort_by(|a, b| a.name.cmp(&b.name));
        Self {
            settings,
            ruleset: RulesetInfo {
                name: ruleset.name.clone(),
                version: ruleset.version.clone(),
                sha256: ruleset.sha256.clone(),
            },
        }
    }
}
