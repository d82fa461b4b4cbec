//! Changes of plan: in go the lines under `then`, out come adjustments of plan
//! values by amounts in their unit, or by shares.

use super::Checker;
use super::describe::{Side, show};
use super::expr::{Hint, Mixing};
use super::names::Named;
use super::ranges::{self, Decided};
use crate::ast::{self, AdjustmentKind as Ast, Ident, InputKind, Path, Then, Verdict};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{
    Adjustment, AdjustmentKind, CompareOp, ExprId, NumberType, PlanValue, Range, Type,
};
use crate::span::Span;
use crate::units::Dimension;

impl Checker<'_> {
    /// The lines under `then`; `rule` is the title of the rule, absent for `otherwise`.
    pub(super) fn check_adjustments(
        &mut self,
        then: &Then,
        rule: Option<Span>,
    ) -> Option<Vec<Adjustment>> {
        let lines: Vec<Option<Adjustment>> = then
            .adjustments
            .iter()
            .map(|line| {
                let allowed = self.check_allowed(line, then, rule);
                let kind = self.adjustment(&line.kind);
                allowed?;
                Some(Adjustment {
                    kind: kind?,
                    span: line.span,
                })
            })
            .collect();
        lines.into_iter().collect()
    }

    fn check_allowed(
        &mut self,
        line: &ast::Adjustment,
        then: &Then,
        rule: Option<Span>,
    ) -> Option<()> {
        let is_advice = matches!(line.kind, Ast::Advise(_));
        if is_advice || rule.is_some() && then.verdict == Verdict::Modify {
            return Some(());
        }
        let diagnostic = if rule.is_none() {
            Diagnostic::error(
                Code::AdjustOutsideModify,
                "`otherwise` can advise, but not change the plan",
            )
            .label(line.span, "a change of plan")
            .label(then.verdict_span, "under `otherwise`")
            .help("write a rule with `then modify` for it")
        } else {
            Diagnostic::error(
                Code::AdjustOutsideModify,
                format!(
                    "only `modify` changes the plan, and this rule says {}",
                    then.verdict
                ),
            )
            .label(line.span, "a change of plan")
            .label(
                then.verdict_span,
                format!("the verdict is {}", then.verdict),
            )
            .help("say `then modify`, or put it in words with `advise \"…\"`")
        };
        self.report(diagnostic);
        None
    }

    fn adjustment(&mut self, line: &Ast) -> Option<AdjustmentKind> {
        match line {
            Ast::Cut { target, by } => {
                let plan = self.planned_number(target, "cut");
                self.cut(target, plan, by)
            }
            Ast::Cap { target, at } => {
                let plan = self.planned_number(target, "cap");
                let at = self.limit(target, plan.as_ref(), at, CompareOp::AtLeast);
                Some(AdjustmentKind::Cap {
                    target: plan?.0,
                    at: at?,
                })
            }
            Ast::Raise { target, to } => {
                let plan = self.planned_number(target, "raise");
                let to = self.limit(target, plan.as_ref(), to, CompareOp::AtMost);
                Some(AdjustmentKind::Raise {
                    target: plan?.0,
                    to: to?,
                })
            }
            Ast::Drop { set, target } => self.drop(set, target),
            Ast::Advise(text) => self.template(text).map(AdjustmentKind::Advise),
        }
    }

    /// What is changed, and the type of one value of it.
    pub(super) fn planned(&mut self, target: &Path) -> Option<(PlanValue, Type)> {
        let ident = &target.name;
        let named = match self.names.get(&ident.name) {
            Some(Named::Unclear) => return None,
            Some(named) => named,
            None => {
                self.report_unknown_plan(ident);
                return None;
            }
        };
        let input = match named {
            Named::Input(id) if self.input(id).decl.kind == InputKind::Plan => id,
            other => {
                self.report_unplanned(ident, other);
                return None;
            }
        };
        let declared = self.input(input).ty.as_ref()?;
        let (ty, each) = (declared.ty.clone(), declared.each);
        let member = match (&target.member, each) {
            (None, _) => None,
            (Some(member), Some(choice)) => Some(self.expect_member(choice, member)?),
            (Some(_), None) => {
                self.report_no_map(ident, target.span());
                return None;
            }
        };
        Some((PlanValue { input, member }, ty))
    }

    fn plans(&self) -> Vec<&str> {
        self.inputs
            .iter()
            .filter(|input| input.decl.kind == InputKind::Plan)
            .map(|input| input.decl.name.name.as_str())
            .collect()
    }

    fn report_unknown_plan(&mut self, target: &Ident) {
        let name = &target.name;
        let diagnostic = Diagnostic::error(Code::UnknownName, format!("`{name}` is not declared"))
            .label(target.span, "nothing of this name is planned");
        let diagnostic = match nearest(name, self.plans()) {
            Some(near) => super::names::did_you_mean(diagnostic, target.span, near),
            None => diagnostic.help(format!("declare it, as in `plan {name}: kg from 0 to 500`")),
        };
        self.report(diagnostic);
    }

    fn report_unplanned(&mut self, target: &Ident, named: Named) {
        let name = &target.name;
        let what = match named {
            Named::Input(_) => "measured or asked",
            other => other.what(),
        };
        let message = format!("`{name}` is {what}, not planned, so it cannot be changed");
        let mut diagnostic = Diagnostic::error(Code::AdjustUnplanned, message)
            .label(target.span, "not part of the plan");
        if let Some(span) = self.names.span(name) {
            diagnostic = diagnostic.label(span, "declared here");
        }
        let help = match named {
            Named::Input(_) => format!(
                "declare it with `plan {name}: …` if it is part of today's session, or put the \
                 change in words with `advise \"…\"`"
            ),
            _ => "name something that is declared with `plan`".to_owned(),
        };
        self.report(diagnostic.help(help));
    }

    fn planned_number(&mut self, target: &Path, word: &str) -> Option<(PlanValue, NumberType)> {
        match self.planned(target)? {
            (id, Type::Number(number)) => Some((id, number)),
            (_, ty) => {
                let kind = self.describe(&ty);
                let name = target.to_string();
                let help = match ty {
                    Type::Set(_) => format!("take members out with `drop … from {name}`"),
                    _ => "put the change in words with `advise \"…\"`".to_owned(),
                };
                let mut diagnostic = Diagnostic::error(
                    Code::TypeMismatch,
                    format!("`{word}` changes numbers, and `{name}` is {kind}"),
                )
                .label(target.span(), kind);
                if let Some(span) = self.names.span(&target.name.name) {
                    diagnostic = diagnostic.label(span, "declared here");
                }
                self.report(diagnostic.help(help));
                None
            }
        }
    }

    /// `cut X by 20%` is a share whatever X is; anything else an amount.
    fn cut(
        &mut self,
        target: &Path,
        plan: Option<(PlanValue, NumberType)>,
        by: &ast::Expr,
    ) -> Option<AdjustmentKind> {
        let id = self.number(by, "`cut … by`")?;
        let (plan, planned) = plan?;
        let given = self.number_of(id)?.clone();
        if given.unit.is_percent() {
            self.check_share(&given, by.span)?;
            let plain = NumberType::plain();
            let side = self.target_side(target);
            let by = self.fit(id, &plain, &side, Mixing::Assign)?;
            return Some(AdjustmentKind::Cut {
                target: plan,
                by,
                share: true,
            });
        }
        if given.unit.is_plain() && !planned.unit.dimension.is_none() && !self.is_literal(id) {
            self.report_plain_share(target, id, &planned);
            return None;
        }
        let amount = NumberType {
            interval: planned.unit.dimension == Dimension::TEMPERATURE,
            ..planned.clone()
        };
        let side = self.target_side(target);
        let by = self.fit(id, &amount, &side, Mixing::Assign)?;
        if self.is_literal(by) {
            let given = self.number_of(by)?.clone();
            self.check_amount(&given, &planned, target, by)?;
        }
        Some(AdjustmentKind::Cut {
            target: plan,
            by,
            share: false,
        })
    }

    fn target_side(&self, target: &Path) -> Side {
        let declared = self.names.span(&target.name.name);
        Side {
            subject: format!("`{target}`"),
            span: target.span(),
            origin: declared.map(|span| (span, format!("`{}` is declared here", target.name.name))),
        }
    }

    fn check_share(&mut self, given: &NumberType, span: Span) -> Option<()> {
        let outside = if given.range.low > 100.0 {
            "more than all of it"
        } else if given.range.high < 0.0 {
            "a cut below nothing"
        } else {
            return Some(());
        };
        self.report(
            Diagnostic::error(Code::OutOfRange, "a cut takes away from 0% to 100%")
                .label(span, outside)
                .help("write the share that is taken away, as in `by 20%`"),
        );
        None
    }

    fn check_amount(
        &mut self,
        given: &NumberType,
        planned: &NumberType,
        target: &Path,
        by: ExprId,
    ) -> Option<()> {
        let most = ranges::width(planned.range);
        let (why, help) = if given.range.high < 0.0 {
            (
                "a negative cut changes nothing".to_owned(),
                "write how much is taken away, without the minus".to_owned(),
            )
        } else if given.range.low > most {
            (
                format!("`{target}` spans {}", show(most, &planned.unit)),
                "write a smaller amount".to_owned(),
            )
        } else {
            return Some(());
        };
        let side = self.side(by);
        self.report(
            Diagnostic::error(
                Code::OutOfRange,
                format!("`{target}` cannot be cut by {}", side.subject),
            )
            .label(side.span, why)
            .help(help),
        );
        None
    }

    /// A worked-out ratio says neither how many kg nor that it is a share.
    fn report_plain_share(&mut self, target: &Path, by: ExprId, planned: &NumberType) {
        let side = self.side(by);
        let text = side.subject.trim_matches('`').to_owned();
        let name = target.to_string();
        let declared = self.names.get(&target.name.name);
        let of_map = match declared {
            Some(Named::Input(id)) => self
                .input(id)
                .ty
                .as_ref()
                .is_some_and(|ty| ty.each.is_some()),
            _ => false,
        };
        let fixed = if text.contains(' ') {
            format!("{name} * ({text})")
        } else {
            format!("{name} * {text}")
        };
        let diagnostic = Diagnostic::error(
            Code::UnitMismatch,
            format!(
                "`{name}` is in {}, and {} is a plain number",
                planned.unit.plural(),
                side.subject
            ),
        )
        .label(side.span, "a plain number")
        .label(target.span(), format!("in {}", planned.unit.plural()));
        // A share of each member can only be written as one.
        self.report(if of_map && target.member.is_none() {
            diagnostic.help(format!("write a share, as in `cut {name} by 20%`"))
        } else {
            diagnostic
                .help(format!("write `cut {name} by {fixed}` if it is a share"))
                .fix(side.span, fixed)
        });
    }

    /// The V of `cap X at V` and `raise X to V`, in the unit of X.
    fn limit(
        &mut self,
        target: &Path,
        plan: Option<&(PlanValue, NumberType)>,
        value: &ast::Expr,
        does_nothing: CompareOp,
    ) -> Option<ExprId> {
        let id = self.number(value, "a limit")?;
        let (_, planned) = plan?;
        let side = self.target_side(target);
        let id = self.fit(id, planned, &side, Mixing::Assign)?;
        if !self.is_literal(id) {
            return Some(id);
        }
        let given = self.number_of(id)?.clone();
        let point = |x: f64| NumberType {
            range: Range::new(x, x),
            ..planned.clone()
        };
        let (low, high) = (point(planned.range.low), point(planned.range.high));
        let above = ranges::decide(CompareOp::More, &given, &high) == Decided::Always;
        let below = ranges::decide(CompareOp::Less, &given, &low) == Decided::Always;
        if !above && !below {
            return Some(id);
        }
        let nothing = above == (does_nothing == CompareOp::AtLeast);
        let why = if nothing {
            "this would never change it"
        } else {
            "outside its range"
        };
        let words = super::describe::range_in_words(planned.range, &planned.unit);
        let name = target.to_string();
        let diagnostic = Diagnostic::error(
            Code::OutOfRange,
            format!(
                "`{name}` is {}, so {} is out of its range",
                words.unwrap_or_default(),
                show(given.range.low, &planned.unit)
            ),
        )
        .label(value.span, why)
        .help("give a limit inside the range, or widen the range where it is declared");
        let diagnostic = match side.origin {
            Some((span, text)) => diagnostic.label(span, text),
            None => diagnostic,
        };
        self.report(diagnostic);
        None
    }

    fn drop(&mut self, set: &ast::Expr, target: &Path) -> Option<AdjustmentKind> {
        let plan = self.planned(target);
        let hint = plan.as_ref().map_or(Hint::None, |(_, ty)| Hint::of(ty));
        let hint = match hint {
            Hint::Set(_) => hint,
            _ => Hint::None,
        };
        // Of an unknown plan nothing says what the members are of.
        if plan.is_none() && self.needs_other_side(set, hint) {
            return None;
        }
        let set = self.value(set, hint);
        let (id, ty) = plan?;
        let Type::Set(choice) = ty else {
            let kind = self.describe(&ty);
            let name = target.to_string();
            self.report(
                Diagnostic::error(
                    Code::TypeMismatch,
                    format!("`drop` takes members out of a set, and `{name}` is {kind}"),
                )
                .label(target.span(), kind)
                .help(format!("write `cut {name} by …` or `cap {name} at …`")),
            );
            return None;
        };
        let set = self.expect_set(set?, "`drop`")?;
        if self.at(set).ty != Type::Set(choice) {
            let (given, wanted) = (self.describe(&self.at(set).ty), self.describe(&ty));
            let side = self.side(set);
            self.report(
                Diagnostic::error(
                    Code::TypeMismatch,
                    format!("`{target}` is {wanted}, and {} is {given}", side.subject),
                )
                .label(side.span, given)
                .label(target.span(), wanted)
                .help(format!("drop members of `{}`", self.choice(choice).name)),
            );
            return None;
        }
        Some(AdjustmentKind::Drop { target: id, set })
    }
}
