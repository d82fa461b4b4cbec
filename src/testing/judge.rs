//! What was expected against what came out: in goes one expectation and the
//! decision, out comes nothing where it is met, else what came out instead and
//! what to do about it.

use serde_json::Value as Json;

use crate::decision::{Decision, Waiting};
use crate::diagnostics::nearest;
use crate::engine::{Examined, Standing, show};
use crate::report::{list, missing_days, value};
use crate::ruleset::{
    ExpectedKind, ExprId, PlanValue, RuleId, Ruleset, Target, Type, Value, Verdict,
};

pub(super) struct Judge<'a> {
    pub ruleset: &'a Ruleset,
    pub examined: &'a Examined,
    /// The expressions that [`Examined::observed`] follows.
    pub observed: &'a [ExprId],
}

/// What came out instead, and what to do about it.
type Unmet = Option<(String, Option<String>)>;

impl Judge<'_> {
    /// What came out instead; `None` where the expectation is met.
    pub fn unmet(&self, expected: &ExpectedKind) -> Unmet {
        match expected {
            ExpectedKind::Verdict { verdict, for_now } => self.verdict(*verdict, *for_now),
            ExpectedKind::CouldBecome(verdict) => self.could_become(*verdict),
            ExpectedKind::WaitingOn(target) => self.waiting_on(*target),
            ExpectedKind::Rule(rule) => self.rule(*rule, true),
            ExpectedKind::NoRule(rule) => self.rule(*rule, false),
            ExpectedKind::Flag(text) => self.flag(text),
            ExpectedKind::NoFlag => self.no_flag(),
            ExpectedKind::Condition(expr) => self.condition(*expr),
            ExpectedKind::Becomes { target, value } => self.becomes(*target, *value),
        }
    }

    fn decision(&self) -> &Decision {
        &self.examined.decision
    }

    fn verdict(&self, expected: Verdict, for_now: bool) -> Unmet {
        let decision = self.decision();
        let actual = decision.verdict;
        if actual == expected && decision.is_final != for_now {
            return None;
        }
        let hint = match (actual == expected, for_now) {
            (true, true) => Some(format!(
                "nothing of today is open any more: write `expect {expected}`"
            )),
            (true, false) => {
                let write = format!("write `expect {expected} for now`");
                Some(match self.open_answers() {
                    answers if answers.is_empty() => write,
                    answers => format!("give {}, or {write}", list(&answers, "and")),
                })
            }
            (false, _) if decision.possible.contains(&expected) => match self.open_answers() {
                answers if answers.is_empty() => None,
                answers => Some(format!(
                    "it could still become {expected}: give {}",
                    list(&answers, "and")
                )),
            },
            (false, _) => None,
        };
        Some((self.outcome(), hint))
    }

    fn could_become(&self, expected: Verdict) -> Unmet {
        let decision = self.decision();
        let could = !decision.is_final
            && decision.verdict != expected
            && decision.possible.contains(&expected);
        (!could).then(|| (self.outcome(), None))
    }

    fn waiting_on(&self, target: Target) -> Unmet {
        let (name, member) = match target {
            Target::Input(input) => (&self.ruleset.input(input).name, None),
            Target::Member(input, member) => {
                let declared = self.ruleset.input(input);
                let members = declared
                    .each
                    .map(|choice| &self.ruleset.choice(choice).members);
                let member = members.and_then(|members| members.get(usize::from(member)));
                (&declared.name, member)
            }
            Target::Setting(setting) => (&self.ruleset.setting(setting).name, None),
        };
        let is_it = |waiting: &Waiting| match waiting {
            Waiting::Answer { input, .. } => match input.split_once('.') {
                Some((map, of)) => map == name && member.is_none_or(|member| member == of),
                None => input == name,
            },
            Waiting::History { of, .. } => names(of).any(|part| part == name),
            Waiting::NoValue { .. } => false,
        };
        if self.decision().waiting_on.iter().any(is_it) {
            return None;
        }
        let waiting: Vec<String> = self
            .decision()
            .waiting_on
            .iter()
            .map(waiting_text)
            .collect();
        Some(match waiting.is_empty() {
            true => ("waiting on nothing".into(), None),
            false => (format!("waiting on {}", list(&waiting, "and")), None),
        })
    }

    fn rule(&self, rule: RuleId, expected: bool) -> Unmet {
        let mut states = self.examined.rules.iter();
        let state = states.find(|state| state.rule == rule)?;
        let fires = matches!(state.standing, Standing::Sure | Standing::Fires);
        if fires == expected {
            return None;
        }
        let name = &self.ruleset.rule(rule).name;
        let mut overridden = self.decision().overridden.iter();
        Some(
            match overridden.find(|overridden| overridden.rule == *name) {
                _ if fires => ("it fires".into(), None),
                Some(overridden) => (format!("“{}” overrides it", overridden.by), None),
                None if state.standing == Standing::May => {
                    let read = state
                        .conditions
                        .iter()
                        .filter(|condition| condition.now.is_none());
                    let mut open: Vec<String> = read
                        .flat_map(|condition| &condition.values)
                        .filter(|read| read.datum.value.is_null())
                        .map(|read| format!("`{}`", read.name))
                        .collect();
                    open.sort_unstable();
                    open.dedup();
                    let hint = (!open.is_empty()).then(|| format!("give {}", list(&open, "and")));
                    ("it does not fire, and still may".into(), hint)
                }
                None => ("it does not fire".into(), None),
            },
        )
    }

    fn flag(&self, expected: &str) -> Unmet {
        let flags = &self.decision().flags;
        if flags
            .iter()
            .any(|flag| flag.raised && flag.text == expected)
        {
            return None;
        }
        if flags.iter().any(|flag| flag.text == expected) {
            return Some(("it may be raised, and is not yet".into(), None));
        }
        let raised: Vec<&str> = flags
            .iter()
            .filter(|flag| flag.raised)
            .map(|flag| flag.text.as_str())
            .collect();
        if raised.is_empty() {
            return Some(("no flag".into(), None));
        }
        let near = nearest(expected, raised.iter().copied());
        let quoted: Vec<String> = raised.iter().map(|text| format!("“{text}”")).collect();
        let hint = near.map(|near| format!("write `expect flag \"{near}\"`"));
        Some((format!("flag {}", list(&quoted, "and")), hint))
    }

    fn no_flag(&self) -> Unmet {
        let raised = self.decision().flags.iter().filter(|flag| flag.raised);
        let quoted: Vec<String> = raised.map(|flag| format!("“{}”", flag.text)).collect();
        (!quoted.is_empty()).then(|| (format!("flag {}", list(&quoted, "and")), None))
    }

    fn condition(&self, expr: ExprId) -> Unmet {
        let index = self.observed.iter().position(|known| *known == expr);
        let observed = index.and_then(|index| self.examined.observed.get(index));
        let Some(observed) = observed else {
            return Some(("it was not looked at".into(), None));
        };
        let what = match observed.truth {
            Some(true) => return None,
            Some(false) => "it does not hold".to_owned(),
            None => match causes(&observed.waiting_on) {
                causes if causes.is_empty() => "it is not known".to_owned(),
                causes => format!("it is not known ({})", causes.join("; ")),
            },
        };
        let today = &self.decision().date;
        let read: Vec<String> = observed
            .values
            .iter()
            .map(|read| value(read, today))
            .collect();
        let open = answers(&observed.waiting_on);
        let hint = (!open.is_empty()).then(|| format!("give {}", list(&open, "and")));
        Some(match read.is_empty() {
            true => (what, hint),
            false => (format!("{what}; {}", read.join(" · ")), hint),
        })
    }

    fn becomes(&self, target: PlanValue, expected: Value) -> Unmet {
        let input = self.ruleset.input(target.input);
        let name = self.ruleset.plan_name(target);
        let mut plan = self.decision().plan.iter();
        let Some(planned) = plan.find(|planned| planned.name == name) else {
            let hint = format!("give `{name}`, so that there is something to adjust");
            return Some((format!("{name} is not planned"), Some(hint)));
        };
        if self.is_value(&planned.after.value, &input.ty, expected) {
            return None;
        }
        let text = &planned.after.text;
        Some(match planned.before == planned.after {
            true => (format!("{name} stays {text}"), None),
            false => (format!("{name} becomes {text}"), None),
        })
    }

    /// Whether a value of a decision is the one expected.
    fn is_value(&self, actual: &Json, ty: &Type, expected: Value) -> bool {
        if let (Value::Number(expected), Some(actual)) = (expected, actual.as_f64()) {
            let size = actual.abs().max(expected.abs());
            return (actual - expected).abs() <= (size * 1e-9).max(1e-12);
        }
        *actual == show::value(self.ruleset, ty, expected).value
    }

    /// The decision in a line.
    fn outcome(&self) -> String {
        let decision = self.decision();
        let verdict = decision.verdict;
        let others: Vec<&str> = decision
            .possible
            .iter()
            .filter(|other| **other != verdict)
            .map(|other| other.name())
            .collect();
        if !decision.is_final && !others.is_empty() {
            let could = list(&others, "or");
            return format!("{verdict} for now; it could still become {could}");
        }
        let deciding = decision
            .reasons
            .iter()
            .filter(|reason| reason.verdict == Some(verdict));
        let rules: Vec<String> = deciding
            .map(|reason| match reason.rule.as_str() {
                "otherwise" => "`otherwise`".to_owned(),
                rule => format!("“{rule}”"),
            })
            .collect();
        match rules.is_empty() {
            true => verdict.to_string(),
            false => format!("{verdict}, by {}", list(&rules, "and")),
        }
    }

    /// The answers that the decision waits for, as a hint names them.
    fn open_answers(&self) -> Vec<String> {
        answers(&self.decision().waiting_on)
    }
}

/// The answers that are waited for, as a hint names them.
fn answers(waiting: &[Waiting]) -> Vec<String> {
    waiting
        .iter()
        .filter_map(|waiting| match waiting {
            Waiting::Answer { input, .. } => Some(format!("`{input}`")),
            Waiting::History { .. } | Waiting::NoValue { .. } => None,
        })
        .collect()
}

/// Why there is no value, or not yet: `load: no row for 30`.
fn causes(waiting: &[Waiting]) -> Vec<String> {
    waiting
        .iter()
        .filter_map(|waiting| match waiting {
            Waiting::Answer { .. } => None,
            Waiting::History { of, days } => Some(missing_days(of, *days)),
            Waiting::NoValue { of, cause } => Some(format!("{of}: {cause}")),
        })
        .collect()
}

fn waiting_text(waiting: &Waiting) -> String {
    match waiting {
        Waiting::Answer { input, .. } => input.clone(),
        Waiting::History { of, .. } | Waiting::NoValue { of, .. } => of.clone(),
    }
}

/// The names in an expression as written.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}
