//! Changes of plan: in go the lines under `then`, out come adjustments of plan
//! values by amounts in their unit, or by shares; `cut`s have a file of their own.

mod cut;

use super::Checker;
use super::describe::show;
use super::expr::{Hint, Mixing};
use super::names::Named;
use super::ranges::{self, Decided};
use super::sides::Side;
use crate::ast::{self, AdjustmentKind as Ast, Ident, InputKind, Path, Then, Verdict};
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{
    Adjustment, AdjustmentKind, CompareOp, ExprId, NumberType, PlanValue, Range, Type,
};
use crate::span::Span;

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
            None if self.is_left_out(&ident.name) => return None,
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
        let diagnostic = diagnostic.help(help);
        self.report(match named {
            Named::Input(id) => {
                let span = self.input(id).decl.span;
                let keyword = Span::new(span.file, span.start, span.start + "input".len());
                match self.sources.text(keyword) {
                    "input" => diagnostic.fix(keyword, "plan"),
                    _ => diagnostic,
                }
            }
            _ => diagnostic,
        });
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
                let message = format!("`{word}` changes numbers, and `{name}` is {kind}");
                let side = self.target_side(target, &ty);
                let needed = "a number is needed here";
                let diagnostic = self.one_sided(Code::TypeMismatch, message, &side, needed);
                self.report(diagnostic.help(help));
                None
            }
        }
    }

    fn target_side(&self, target: &Path, ty: &Type) -> Side {
        self.side_of_name(format!("`{target}`"), target.span(), &target.name.name, ty)
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
        let side = self.target_side(target, &Type::Number(planned.clone()));
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
        self.report(self.with_sides(diagnostic, &[&side]));
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
            let (side, planned) = (self.side(set), self.target_side(target, &ty));
            let message = format!("`{target}` is {wanted}, and {} is {given}", side.subject);
            let diagnostic = Diagnostic::error(Code::TypeMismatch, message).label(side.span, "");
            self.report(
                self.with_sides(diagnostic, &[&side, &planned])
                    .help(format!(
                        "drop members of `{}`: {}",
                        self.choice(choice).name,
                        self.choice(choice).members.join(", ")
                    )),
            );
            return None;
        }
        Some(AdjustmentKind::Drop { target: id, set })
    }
}
