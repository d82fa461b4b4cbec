//! Cells below an expression: in goes what a cell says of the head of its column,
//! out comes a condition, typed by the same comparisons as in a rule.
//!
//! A cell may say what the declared range makes always true (`>= 0`). What can
//! never be true is a mistake: that row would never match.

use crate::ast::{self, CellTest};
use crate::check::Checker;
use crate::check::describe::list;
use crate::check::expr::{Hint, Mixing, compare_op};
use crate::check::ranges::{self, Decided};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{CompareOp, ExprId, ExprKind, Type};
use crate::span::Span;

/// Deeper than the parser lets anything through.
const MAX_DEPTH: usize = 260;

/// Where a test stands.
#[derive(Clone, Copy)]
struct Place {
    /// The expression at the head of the column.
    head: ExprId,
    /// The row, counted from 1.
    row: usize,
    /// The cell.
    span: Span,
    /// How many `not` and `or` are around it.
    depth: usize,
}

impl Place {
    fn inside(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }

    /// The part of the cell that is meant: all of it, unless it has several.
    fn part(self, operand: Span) -> Span {
        if self.depth == 0 { self.span } else { operand }
    }
}

impl Checker<'_> {
    /// A cell; inner `None` where it asks nothing.
    #[expect(clippy::option_option, reason = "a mistake is not the same as `any`")]
    pub(super) fn cell(
        &mut self,
        head: ExprId,
        row: usize,
        test: &CellTest,
        span: Span,
    ) -> Option<Option<ExprId>> {
        if *test == CellTest::Any {
            return Some(None);
        }
        let place = Place {
            head,
            row,
            span,
            depth: 0,
        };
        self.cell_test(place, test).map(Some)
    }

    fn cell_test(&mut self, place: Place, test: &CellTest) -> Option<ExprId> {
        let Place { head, span, .. } = place;
        if place.depth >= MAX_DEPTH {
            self.report(
                Diagnostic::error(Code::TooDeep, "this is nested too deep to be read")
                    .label(span, "this cell")
                    .help("write it with fewer `not` and `or`"),
            );
            return None;
        }
        let hint = Hint::of(&self.at(head).ty);
        match test {
            CellTest::Any => Some(self.push(ExprKind::Truth(true), Type::Truth, span)),
            CellTest::Compare(op, value) => {
                if self.report_slash(hint, value) {
                    return None;
                }
                let value = self.value(value, hint)?;
                self.cell_compared(place, compare_op(*op), value)
            }
            CellTest::Range {
                low,
                with_low,
                high,
                with_high,
            } => {
                let shares_unit = unit_of(low).is_some_and(|unit| unit_of(high) == Some(unit));
                let low = self.value(low, hint);
                if low.is_none() && shares_unit {
                    return None;
                }
                let high = self.value(high, hint);
                self.cell_between(place, (low?, *with_low), (high?, *with_high))
            }
            CellTest::OneOf(set) => {
                self.restating(|checker| checker.one_of_in(Some(head), hint.as_set(), set, span))
            }
            CellTest::IsMissing => self.missing(head, true, span),
            CellTest::IsKnown => self.restating(|checker| checker.missing(head, false, span)),
            CellTest::Overlaps(set) => self.overlaps_with(head, set, span),
            CellTest::Includes(member) => {
                let set = self.expect_set(head, "`includes`")?;
                self.includes_in(Some(set), member, span)
            }
            CellTest::Not(inner) => {
                let inner = self.cell_test(place.inside(), inner)?;
                Some(self.push(ExprKind::Not(inner), Type::Truth, span))
            }
            CellTest::Or(tests) => {
                let tests: Vec<Option<ExprId>> = tests
                    .iter()
                    .map(|test| self.cell_test(place.inside(), test))
                    .collect();
                let tests = tests.into_iter().collect::<Option<_>>()?;
                Some(self.push(ExprKind::Or(tests), Type::Truth, span))
            }
        }
    }

    /// `clean/altered`: members are not divided, so `or` is meant; whether it was that.
    fn report_slash(&mut self, hint: Hint, value: &ast::Expr) -> bool {
        let (Hint::Member(choice), ast::ExprKind::Arithmetic { op, left, right }) =
            (hint, &value.kind)
        else {
            return false;
        };
        let member = |checker: &Self, side: &ast::Expr| match &side.kind {
            ast::ExprKind::Name(name) => checker.member(choice, &name.name).is_some(),
            _ => false,
        };
        if *op != ast::Arithmetic::Divide || !member(self, left) || !member(self, right) {
            return false;
        }
        let sign = Span::new(value.span.file, left.span.end, right.span.start);
        self.report(
            Diagnostic::error(
                Code::BareList,
                "the values of a cell have `or` between them",
            )
            .label(sign, "expected `or`")
            .help("write `or`")
            .fix(sign, " or ")
            .sure(),
        );
        true
    }

    /// Reads what may hold always.
    fn restating<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.expecting, true);
        let result = read(self);
        self.expecting = before;
        result
    }

    fn cell_compared(&mut self, place: Place, op: CompareOp, value: ExprId) -> Option<ExprId> {
        let operand = self.at(value).span;
        if self.report_kind(place.head, value) {
            return None;
        }
        let (head, value) = self.comparable(op, place.head, value, place.span)?;
        if self.decided_by_types(op, head, value) == Decided::Never {
            self.report_never(place, (head, value), place.part(operand));
            return None;
        }
        let kind = ExprKind::Compare(op, head, value);
        Some(self.push(kind, Type::Truth, place.span))
    }

    /// A value of another kind than the head, where a cell is put right otherwise
    /// than a condition; whether it was that.
    fn report_kind(&mut self, head: ExprId, value: ExprId) -> bool {
        let (wanted, given) = (&self.at(head).ty, &self.at(value).ty);
        let help = match wanted {
            _ if wanted == given => return false,
            // What may be put right in the declarations is said as beside any other value.
            Type::Choice(_) if matches!(given, Type::Choice(_)) => return false,
            Type::Truth => "write `yes` or `no`".to_owned(),
            Type::Choice(choice) => {
                let members = self.choice(*choice).members.iter().map(String::as_str);
                format!("write one of its answers: {}", list(members))
            }
            Type::Date => "write a date, as in `2026-06-05`".to_owned(),
            Type::Number(_) | Type::Set(_) => return false,
        };
        let (wanted, given) = (self.describe(wanted), self.describe(given));
        let (head, value) = (self.side(head), self.side(value));
        let message = format!(
            "{} is {wanted}, and {} is {given}",
            head.subject, value.subject
        );
        let diagnostic = Diagnostic::error(Code::TypeMismatch, message).label(value.span, "");
        self.report(self.with_sides(diagnostic, &[&head, &value]).help(help));
        true
    }

    /// A row that can never match, or a part of its cell.
    fn report_never(&mut self, place: Place, (head, value): (ExprId, ExprId), span: Span) {
        let told = self.what_ranges_say(head, value);
        let subject = self.side(head).subject;
        let quoted = self.quote(span);
        let (code, message) = if place.depth == 0 {
            let message = format!(
                "row {} never matches: {subject} is never {quoted}",
                place.row
            );
            (Code::RowNeverMatches, message)
        } else {
            (Code::NeverTrue, format!("{subject} is never {quoted}"))
        };
        let label = told.sides.as_deref().unwrap_or("never true");
        let diagnostic = told.declared_in(Diagnostic::error(code, message).label(span, label));
        let diagnostic = match (&self.at(head).ty, &told.reach) {
            (Type::Choice(choice), _) => self.with_order(diagnostic, *choice),
            (_, Some(reach)) => diagnostic.help(reach.clone()),
            _ => diagnostic.help("take the row away, or ask for what can be"),
        };
        self.report(diagnostic);
    }

    /// `7 to 14`, `82 to under 87`
    fn cell_between(
        &mut self,
        place: Place,
        (low, with_low): (ExprId, bool),
        (high, with_high): (ExprId, bool),
    ) -> Option<ExprId> {
        let written = self.at(low).span.to(self.at(high).span);
        self.ends_measure(place.head, low, high)?;
        let [head, low, high] = self.comparable_with_ends([place.head, low, high])?;
        if let (Some(x), Some(a), Some(b)) = (
            self.number_of(head),
            self.number_of(low),
            self.number_of(high),
        ) {
            let op = if with_low && with_high {
                CompareOp::AtMost
            } else {
                CompareOp::Less
            };
            if ranges::decide(op, a, b) == Decided::Never {
                self.report_ends(low, high, written, with_low && with_high);
                return None;
            }
            let below = if with_low {
                CompareOp::AtMost
            } else {
                CompareOp::Less
            };
            let above = if with_high {
                CompareOp::AtMost
            } else {
                CompareOp::Less
            };
            let never = [(below, a, x), (above, x, b)]
                .into_iter()
                .any(|(op, l, r)| ranges::decide(op, l, r) == Decided::Never);
            if never {
                self.report_never(place, (head, low), place.part(written));
                return None;
            }
        }
        if with_low && with_high {
            let kind = ExprKind::Between(head, low, high);
            return Some(self.push(kind, Type::Truth, place.span));
        }
        let from = if with_low {
            CompareOp::AtLeast
        } else {
            CompareOp::More
        };
        let to = if with_high {
            CompareOp::AtMost
        } else {
            CompareOp::Less
        };
        let from = self.push(ExprKind::Compare(from, head, low), Type::Truth, place.span);
        let to = self.push(ExprKind::Compare(to, head, high), Type::Truth, place.span);
        Some(self.push(ExprKind::And(vec![from, to]), Type::Truth, place.span))
    }

    /// Reports ends that measure alike, and not what the head does: at the upper
    /// one, where a unit given once stands.
    fn ends_measure(&mut self, head: ExprId, low: ExprId, high: ExprId) -> Option<()> {
        let of = |id: ExprId| Some(self.number_of(id)?.unit.dimension);
        let (head_is, ends_are) = (of(head), of(high));
        if head_is.is_some() && ends_are.is_some() && of(low) == ends_are && head_is != ends_are {
            self.common_unit(&[head, high], Mixing::Compare)?;
        }
        Some(())
    }

    /// `14 to 7`
    fn report_ends(&mut self, low: ExprId, high: ExprId, span: Span, closed: bool) {
        let text = |id: ExprId| self.sources.text(self.at(id).span).to_owned();
        let (low, high) = (text(low), text(high));
        let diagnostic = Diagnostic::error(
            Code::EmptyRange,
            format!("nothing lies from {low} to {high}"),
        );
        let diagnostic = if closed {
            diagnostic
                .label(span, "the ends are the wrong way round")
                .help(format!("write `{high} to {low}`"))
                .fix(span, format!("{high} to {low}"))
        } else {
            diagnostic
                .label(span, "no value is left between the ends")
                .help("write the lower end first, and the ends apart")
        };
        self.report(diagnostic);
    }
}

/// Where the unit of a number is written; of two numbers it may be one place.
fn unit_of(value: &ast::Expr) -> Option<Span> {
    match &value.kind {
        ast::ExprKind::Number {
            unit: Some(unit), ..
        } => Some(unit.span),
        _ => None,
    }
}

/// The expressions that a cell compares with.
pub(super) fn operands<'e>(test: &'e CellTest, into: &mut Vec<&'e ast::Expr>) {
    let mut open = vec![test];
    while let Some(test) = open.pop() {
        match test {
            CellTest::Any | CellTest::IsMissing | CellTest::IsKnown => {}
            CellTest::Compare(_, value)
            | CellTest::OneOf(value)
            | CellTest::Overlaps(value)
            | CellTest::Includes(value) => into.push(value),
            CellTest::Range { low, high, .. } => into.extend([low, high]),
            CellTest::Not(inner) => open.push(inner),
            CellTest::Or(tests) => open.extend(tests.iter().rev()),
        }
    }
}
