//! `cut X by V`: in goes what is planned and V as written, out comes a cut by a share
//! of X or by an amount in its unit, neither of them past what X can be.

use crate::ast::{self, Path};
use crate::check::Checker;
use crate::check::describe::show;
use crate::check::expr::Mixing;
use crate::check::names::Named;
use crate::check::ranges;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{AdjustmentKind, ExprId, NumberType, PlanValue};
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
}
