//! `cut X by V`: in goes what is planned and V as written, out comes a cut by a share
//! of X or by an amount in its unit, neither of them past what X can be.

use std::collections::HashSet;

use crate::ast::{self, Path};
use crate::check::Checker;
use crate::check::describe::{plain, show};
use crate::check::expr::Mixing;
use crate::check::lets::Progress;
use crate::check::names::Named;
use crate::check::ranges;
use crate::check::sides::Side;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{AdjustmentKind, ExprId, ExprKind, LetId, NumberType, PlanValue, Type};
use crate::span::Span;
use crate::units::Dimension;

impl Checker<'_> {
    /// `cut X by 20%` is a share whatever X is; anything else an amount.
    pub(super) fn cut(
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
            let side = self.target_side(target, &Type::Number(plain.clone()));
            let by = self.fit(id, &plain, &side, Mixing::Assign)?;
            return Some(AdjustmentKind::Cut {
                target: plan,
                by,
                share: true,
            });
        }
        let has_unit = !planned.unit.dimension.is_none();
        let is_unclear = has_unit && !self.is_literal(id) || self.is_share(id);
        if given.unit.is_plain() && is_unclear {
            self.report_plain_share(target, id, planned);
            return None;
        }
        let amount = NumberType {
            interval: planned.unit.dimension == Dimension::TEMPERATURE,
            ..planned.clone()
        };
        let side = self.target_side(target, &Type::Number(amount.clone()));
        if self.is_literal(id) && given.unit.is_plain() && !planned.unit.dimension.is_none() {
            self.report_share_or_amount(id, &amount, &side);
            return None;
        }
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

    /// Whether a plain number comes from a percentage, or is how many times one
    /// quantity goes into another: 0.25, or 25, where a quarter is meant.
    fn is_share(&self, id: ExprId) -> bool {
        let has_dimension = |id: ExprId| {
            let number = self.number_of(id);
            number.is_some_and(|number| !number.unit.dimension.is_none())
        };
        let is_constant = |id: ExprId| match self.at(id).kind {
            ExprKind::Convert(inner, _) => self.is_literal(inner),
            _ => self.is_literal(id),
        };
        let mut seen = HashSet::new();
        let mut waiting = vec![id];
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Some(number) = self.number_of(id) else {
                continue;
            };
            if number.unit.is_percent() {
                return true;
            }
            match &self.at(id).kind {
                ExprKind::Divide(a, b) if has_dimension(*a) && has_dimension(*b) => return true,
                ExprKind::Divide(a, _) => waiting.push(*a),
                // A hundred times a share is one still; `sets` times a share is an amount.
                ExprKind::Multiply(a, b) if is_constant(*a) => waiting.push(*b),
                ExprKind::Multiply(a, b) if is_constant(*b) => waiting.push(*a),
                ExprKind::Multiply(..) => {}
                ExprKind::Let(LetId(at)) => {
                    let state = self.lets.get(*at as usize);
                    waiting.extend(state.and_then(|state| match state.progress {
                        Progress::Done(expr) => expr,
                        Progress::Todo => None,
                    }));
                }
                kind => waiting.extend(kind.operands()),
            }
        }
        false
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

    /// `cut load by 10` and `by 0.1` may be a share as well as an amount.
    fn report_share_or_amount(&mut self, by: ExprId, amount: &NumberType, target: &Side) {
        let side = self.side(by);
        let Some(value) = self.number_of(by).map(|number| number.range.low) else {
            return;
        };
        let is_fraction = value > 0.0 && value < 1.0;
        let share = format!(
            "{}%",
            plain(if is_fraction { value * 100.0 } else { value })
        );
        let amount_text = amount.unit.show(&plain(value));
        let (first, second, when) = if is_fraction {
            (share, amount_text, "it is an amount")
        } else {
            (amount_text, share, "it is a share")
        };
        let message = format!(
            "{} is in {}, and {} has no unit",
            target.subject,
            amount.unit.plural(),
            side.subject
        );
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self
            .with_sides(diagnostic, &[target, &side])
            .help(format!("write `{first}`, or `{second}` if {when}"))
            .fix(side.span, first);
        self.report(diagnostic);
    }

    /// A worked-out ratio says neither how many kg nor that it is a share.
    fn report_plain_share(&mut self, target: &Path, by: ExprId, planned: NumberType) {
        let side = self.side(by);
        let text = self.sources.text(side.span).to_owned();
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
        let message = if planned.unit.dimension.is_none() {
            format!(
                "{} is a share, and `cut {name} by` would take it for an amount",
                side.subject
            )
        } else {
            format!(
                "`{name}` is in {}, and {} is a plain number",
                planned.unit.plural(),
                side.subject
            )
        };
        let target_side = self.target_side(target, &Type::Number(planned));
        let diagnostic = Diagnostic::error(Code::UnitMismatch, message).label(side.span, "");
        let diagnostic = self.with_sides(diagnostic, &[&target_side, &side]);
        // A share of each member can only be written as one.
        self.report(if of_map && target.member.is_none() {
            diagnostic.help(format!("write a share, as in `cut {name} by 20%`"))
        } else {
            diagnostic
                .help(format!("write `cut {name} by {fixed}` if it is a share"))
                .fix(side.span, fixed)
        });
    }
}
