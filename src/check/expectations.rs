//! `expect …`: in go verdicts, rules, flags and conditions as written, out come
//! ids and typed conditions; a rule or flag that there is none of is reported.

use std::collections::HashSet;

use super::Checker;
use super::declarations::Declarations;
use super::examples::suggest_title;
use super::names::Named;
use crate::ast::{self, ExpectKind, InputKind, TemplatePart};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Expected, ExpectedKind, PlanValue, RuleId, Target, Value};

/// With more flags than this that have values in them, one of them may read like anything.
const MOST_FLAGS: usize = 1000;

impl<'a> Checker<'a> {
    pub(super) fn expects<'e>(
        &mut self,
        expects: impl Iterator<Item = &'e ast::Expect>,
        declarations: &Declarations<'a>,
    ) -> Option<Vec<Expected>> {
        let checked: Vec<Option<Expected>> = expects
            .map(|expect| self.expect(expect, declarations))
            .collect();
        checked.into_iter().collect()
    }

    pub(super) fn expect(
        &mut self,
        expect: &ast::Expect,
        declarations: &Declarations<'a>,
    ) -> Option<Expected> {
        let kind = match &expect.kind {
            ExpectKind::Verdict { verdict, for_now } => ExpectedKind::Verdict {
                verdict: *verdict,
                for_now: *for_now,
            },
            ExpectKind::CouldBecome(verdict) => ExpectedKind::CouldBecome(*verdict),
            ExpectKind::WaitingOn(path) => ExpectedKind::WaitingOn(self.waited_for(path)?),
            ExpectKind::Rule(name) => {
                ExpectedKind::Rule(self.rule_named(name, declarations, true)?)
            }
            ExpectKind::NoRule(name) => {
                ExpectedKind::NoRule(self.rule_named(name, declarations, true)?)
            }
            ExpectKind::Flag(text) => {
                self.check_flag(text, declarations)?;
                ExpectedKind::Flag(text.value.clone())
            }
            ExpectKind::NoFlag => ExpectedKind::NoFlag,
            ExpectKind::Condition(condition) => {
                self.expecting = true;
                let condition = self.condition(condition);
                self.expecting = false;
                ExpectedKind::Condition(condition?)
            }
            ExpectKind::Becomes { target, value } => {
                let (target, value) = self.becomes(target, value)?;
                ExpectedKind::Becomes { target, value }
            }
        };
        Some(Expected {
            kind,
            span: expect.span,
        })
    }

    /// `waiting on X`: an input, or a member of a map.
    fn waited_for(&mut self, path: &ast::Path) -> Option<Target> {
        let named = self.lookup(&path.name, |named| matches!(named, Named::Input(_)))?;
        let Named::Input(id) = named else {
            let name = &path.name.name;
            let mut diagnostic = Diagnostic::error(
                Code::BadTest,
                format!(
                    "decisions wait on answers, and `{name}` is {}",
                    named.what()
                ),
            )
            .label(path.span(), "not an input");
            if let Some(span) = self.names.span(name) {
                diagnostic = diagnostic.label(span, "declared here");
            }
            self.report(diagnostic.help("name the input whose answer is still missing"));
            return None;
        };
        let each = self.input(id).ty.as_ref()?.each;
        match (&path.member, each) {
            (None, _) => Some(Target::Input(id)),
            (Some(member), Some(choice)) => {
                let member = self.expect_member(choice, member)?;
                Some(Target::Member(id, member))
            }
            (Some(_), None) => {
                self.report_no_map(&path.name, path.span());
                None
            }
        }
    }

    /// The rule of a title; reports it where there is none. `by_place` says whether
    /// a row may be called by its place.
    pub(super) fn rule_named(
        &mut self,
        name: &ast::Text,
        declarations: &Declarations<'a>,
        by_place: bool,
    ) -> Option<RuleId> {
        let found = declarations.rule_id(&name.value);
        let titles = declarations.rule_titles.iter().map(AsRef::as_ref);
        if found.is_none() && !self.left_out.titles(&name.value, titles) {
            let diagnostic = Diagnostic::error(
                Code::UnknownRule,
                format!("there is no rule \"{}\"", name.value),
            )
            .label(name.span, "no rule has this name");
            self.report(match declarations.left_out.get(name.value.as_str()) {
                Some(&without) => diagnostic
                    .label(without, "it is left out here")
                    .help("take its name away here, or the `without` there"),
                None => match declarations.otherwise_called(&name.value) {
                    Some(help) => diagnostic.help(help),
                    None => {
                        let by_place_only: HashSet<&str> = match by_place || !self.may_guess() {
                            true => HashSet::new(),
                            false => declarations.titles_by_place().collect(),
                        };
                        let titles = declarations.rule_titles.iter().map(AsRef::as_ref);
                        let mut titles =
                            self.guesses(titles.filter(|title| !by_place_only.contains(title)));
                        titles.dedup();
                        suggest_title(diagnostic, name, &titles, "rule")
                    }
                },
            });
        }
        found
    }

    /// A flag without values is raised as it is written; one with values may read so.
    fn check_flag(&mut self, text: &ast::Text, declarations: &Declarations<'a>) -> Option<()> {
        let others = &declarations.other_flags;
        if declarations.plain_flags.contains(text.value.as_str())
            || others.len() > MOST_FLAGS
            || others.iter().any(|flag| could_read(flag, &text.value))
        {
            return Some(());
        }
        if self.left_out.flags() {
            return None;
        }
        let known: Vec<&str> = self.guesses(declarations.plain_flags.iter().copied());
        let diagnostic = Diagnostic::error(Code::UnknownRule, "no rule raises this flag")
            .label(text.span, "no flag reads like this");
        self.report(suggest_title(diagnostic, text, &known, "flag"));
        None
    }

    fn becomes(&mut self, target: &ast::Path, value: &ast::Expr) -> Option<(PlanValue, Value)> {
        let name = &target.name.name;
        let named = self.lookup(&target.name, |named| matches!(named, Named::Input(_)))?;
        let input = match named {
            Named::Input(id) if self.input(id).decl.kind == InputKind::Plan => id,
            other => {
                let what = match other {
                    Named::Input(_) => "measured or asked",
                    other => other.what(),
                };
                let mut diagnostic = Diagnostic::error(
                    Code::BadTest,
                    format!("only what is planned becomes something else, and `{name}` is {what}"),
                )
                .label(target.span(), "not part of the plan");
                if let Some(span) = self.names.span(name) {
                    diagnostic = diagnostic.label(span, "declared here");
                }
                self.report(diagnostic.help(format!("write `expect {target} is …`")));
                return None;
            }
        };
        let declared = self.input(input).ty.as_ref()?;
        let (ty, each) = (declared.ty.clone(), declared.each);
        let member = match (&target.member, each) {
            (None, None) => None,
            (Some(member), Some(choice)) => Some(self.expect_member(choice, member)?),
            (Some(_), None) => {
                self.report_no_map(&target.name, target.span());
                return None;
            }
            (None, Some(choice)) => {
                let choice = self.choice(choice);
                let first = choice.members.first().map_or("…", String::as_str);
                let diagnostic = Diagnostic::error(
                    Code::MapNeedsMember,
                    format!("`{name}` has a value for each {}", choice.name),
                )
                .label(target.span(), "which of them?")
                .help(format!("name one, as in `expect {name}.{first} becomes …`"));
                self.report(diagnostic);
                return None;
            }
        };
        let ident = self.declared_ident(&target.name);
        match self.constant_of(value, &ty, &ident)? {
            super::constant::Constant::Value(value) => Some((PlanValue { input, member }, value)),
            super::constant::Constant::FromToday(_) => {
                self.report(
                    Diagnostic::error(Code::NotConstant, "an expected date must be written out")
                        .label(value.span, "not a date")
                        .help("write it as in `2026-06-05`, and give the test's `today`"),
                );
                None
            }
        }
    }
}

/// Whether a text with its values filled in could read like this.
fn could_read(template: &ast::Template, text: &str) -> bool {
    let mut rest = text;
    // Whether a value has just been passed, which may read like anything.
    let mut anything = false;
    for part in &template.parts {
        match part {
            TemplatePart::Value(_) => anything = true,
            TemplatePart::Literal(literal) => {
                let found = if anything {
                    rest.find(literal.as_str())
                } else {
                    rest.starts_with(literal.as_str()).then_some(0)
                };
                let Some(at) = found else { return false };
                rest = rest.get(at + literal.len()..).unwrap_or("");
                anything = false;
            }
        }
    }
    if anything || rest.is_empty() {
        return true;
    }
    // The last literal may also stand once more further on, at the very end.
    match template.parts.last() {
        Some(TemplatePart::Literal(last)) if template.parts.len() > 1 => text.ends_with(last),
        _ => false,
    }
}
