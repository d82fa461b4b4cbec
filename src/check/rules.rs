//! `rule` and `otherwise`: in go their clauses, out come conditions, verdicts and
//! texts with their values typed; rules by name.

use super::Checker;
use super::declarations::Declarations;
use super::expr::Hint;
use super::tables::RowRule;
use crate::ast::{self, ExprKind as Ast, Verdict};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, Otherwise, Rule, Template, TemplatePart};
use crate::span::{FileId, Span};

/// What a rule is written as.
enum Source<'d> {
    /// `rule "Name"`
    Rule(&'d ast::RuleDecl),
    /// A row of a table
    Row(&'d RowRule),
}

impl<'a> Checker<'a> {
    /// All rules and rows, by name; `None` for each that holds a mistake.
    pub(super) fn check_rules(&mut self, declarations: &Declarations<'a>) -> Vec<Option<Rule>> {
        let (rules, rows) = (&declarations.rules, &declarations.rows);
        let titles = rules.iter().map(|rule| &rule.title);
        self.check_titles("rule", titles.chain(declarations.row_titles()));
        let rules = rules.iter().map(|rule| (&rule.title, Source::Rule(rule)));
        let rows = rows.iter().map(|row| (&row.title, Source::Row(row)));
        let mut sorted: Vec<(&ast::Text, Source<'_>)> = rules.chain(rows).collect();
        sorted.sort_by_key(|(title, _)| &title.value);
        sorted
            .into_iter()
            .map(|(_, source)| match source {
                Source::Rule(rule) => self.rule(rule),
                Source::Row(row) => self.row(row, declarations),
            })
            .collect()
    }

    fn rule(&mut self, rule: &ast::RuleDecl) -> Option<Rule> {
        let whole = self.check_clauses(rule);
        let when = self.optional_condition(rule.when.as_ref());
        let unless = self.optional_condition(rule.unless.as_ref());
        let adjustments = match &rule.then {
            None => Some(Vec::new()),
            Some(then) => self.check_adjustments(then, Some(rule.title.span)),
        };
        let flag = self.optional_template(rule.flag.as_ref());
        let because = self.optional_template(rule.because.as_ref());
        whole?;
        Some(Rule {
            name: rule.title.value.clone(),
            when: when?,
            unless: unless?,
            verdict: rule.then.as_ref().map(|then| then.verdict),
            adjustments: adjustments?,
            flag: flag?,
            because: because?,
            // `check_overrides` fills it in, once every rule has its id.
            overrides: Vec::new(),
            table: None,
            included: false,
            span: rule.span,
            title_span: rule.title.span,
        })
    }

    /// What a rule must say: a verdict or a flag, and why.
    fn check_clauses(&mut self, rule: &ast::RuleDecl) -> Option<()> {
        let title = &rule.title.value;
        let Some(then) = &rule.then else {
            if rule.flag.is_some() {
                return Some(());
            }
            self.report(
                Diagnostic::error(
                    Code::RuleWithoutVerdict,
                    format!("the rule \"{title}\" says what to look for, but not what follows"),
                )
                .label(rule.title.span, "no verdict and no flag")
                .help("add `then rest`, `then modify` or `then train`, or `flag \"…\"` for a note"),
            );
            return None;
        };
        self.check_because(
            then,
            rule.because.as_ref(),
            &format!("the rule \"{title}\""),
        )
    }

    /// `because` is required under `modify` and `rest`.
    fn check_because(
        &mut self,
        then: &ast::Then,
        because: Option<&ast::Template>,
        what: &str,
    ) -> Option<()> {
        if then.verdict == Verdict::Train || because.is_some_and(says_something) {
            return Some(());
        }
        self.report(
            Diagnostic::error(
                Code::MissingBecause,
                format!("{what} says {} but not why", then.verdict),
            )
            .label(then.verdict_span, "an athlete will ask why")
            .help("add a line `because \"…\"` with the reason in the athlete's words"),
        );
        None
    }

    fn optional_condition(&mut self, expr: Option<&ast::Expr>) -> Option<Option<ExprId>> {
        match expr {
            None => Some(None),
            Some(expr) => self.condition(expr).map(Some),
        }
    }

    pub(super) fn optional_template(
        &mut self,
        template: Option<&ast::Template>,
    ) -> Option<Option<Template>> {
        match template {
            None => Some(None),
            Some(template) => self.template(template).map(Some),
        }
    }

    /// A text whose values may be of any type.
    pub(super) fn template(&mut self, template: &ast::Template) -> Option<Template> {
        let parts: Vec<Option<TemplatePart>> = template
            .parts
            .iter()
            .map(|part| match part {
                ast::TemplatePart::Literal(text) => Some(TemplatePart::Literal(text.clone())),
                ast::TemplatePart::Value(value) => {
                    self.template_value(value).map(TemplatePart::Value)
                }
            })
            .collect();
        Some(Template {
            parts: parts.into_iter().collect::<Option<_>>()?,
            span: template.span,
        })
    }

    /// An outermost `in` says in which unit to print.
    fn template_value(&mut self, value: &ast::Expr) -> Option<ExprId> {
        let mut at = value;
        while let Ast::Group(inner) = &at.kind {
            at = inner;
        }
        match &at.kind {
            Ast::InUnit { value, unit } => self.in_unit(value, unit, at.span, true),
            _ => self.value(at, Hint::None),
        }
    }

    /// `included` is what an included file says, which does not count here.
    fn report_missing_otherwise(&mut self, included: Option<&ast::OtherwiseDecl>, file: FileId) {
        let text = self.sources.get(file).map_or("", |file| file.text());
        let at = text.trim_end().len();
        let end = Span::new(file, at, at);
        let error = Diagnostic::error(
            Code::MissingOtherwise,
            "nothing says what to do when no rule holds",
        )
        .label(end, "the ruleset ends without `otherwise`");
        self.report(match included {
            None => error
                .fix(end, "\n\notherwise train\n")
                .help("add a line `otherwise train`, with the verdict of an ordinary day"),
            Some(included) => {
                let verdict = included.then.verdict;
                error
                    .label(
                        included.then.verdict_span,
                        "this counts only where its own file is used alone",
                    )
                    .fix(end, format!("\n\notherwise {verdict}\n"))
                    .help(format!(
                        "add a line `otherwise {verdict}` to this file, too"
                    ))
            }
        });
    }

    /// The one `otherwise`.
    pub(super) fn check_otherwise(
        &mut self,
        otherwises: &[&ast::OtherwiseDecl],
        included: Option<&ast::OtherwiseDecl>,
        file: FileId,
    ) -> Option<Otherwise> {
        let Some((&first, more)) = otherwises.split_first() else {
            if !self.left_out.otherwise(file) {
                self.report_missing_otherwise(included, file);
            }
            return None;
        };
        for second in more {
            self.report(
                Diagnostic::error(
                    Code::SecondOtherwise,
                    "the ruleset says twice what to do when no rule holds",
                )
                .label(second.then.verdict_span, "the second `otherwise`")
                .label(first.then.verdict_span, "the first")
                .help("keep one of them"),
            );
        }
        let whole = self.check_because(&first.then, first.because.as_ref(), "`otherwise`");
        let adjustments = self.check_adjustments(&first.then, None);
        let because = self.optional_template(first.because.as_ref());
        whole?;
        Some(Otherwise {
            verdict: first.then.verdict,
            adjustments: adjustments?,
            because: because?,
            span: first.span,
        })
    }
}

/// Whether a text holds more than blanks.
pub(super) fn says_something(text: &ast::Template) -> bool {
    text.parts.iter().any(|part| match part {
        ast::TemplatePart::Literal(text) => !text.trim().is_empty(),
        ast::TemplatePart::Value(_) => true,
    })
}
