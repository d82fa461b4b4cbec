//! What the declared ranges say of a comparison: in go two sides in one unit, out
//! comes whether it can be true and false; one that cannot be both is a mistake.

use crate::check::Checker;
use crate::check::describe::{range_in_words, show};
use crate::check::ranges::{self, Decided};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, CompareOp, ExprId, ExprKind, Type};
use crate::span::Span;

/// The ranges of two sides, for a message on what they decide.
pub(in crate::check) struct RangesTold {
    /// "`aqi` is a whole number, from 0 to 500"
    pub sides: Option<String>,
    /// Where the sides were declared, and what is said there.
    pub declared: Vec<(Span, String)>,
    /// What could be compared instead.
    pub reach: Option<String>,
}

impl RangesTold {
    /// Labels the declarations.
    pub fn declared_in(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        for (at, text) in &self.declared {
            diagnostic = diagnostic.label(*at, text.clone());
        }
        diagnostic
    }
}

impl Checker<'_> {
    /// What the types alone say of a comparison of two comparable sides.
    pub(in crate::check) fn decided_by_types(
        &self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
    ) -> Decided {
        match (&self.at(left).ty, &self.at(right).ty) {
            (Type::Number(a), Type::Number(b)) => ranges::decide(op, a, b),
            (Type::Choice(choice), Type::Choice(_)) => {
                self.members_decided(op, *choice, left, right)
            }
            _ => Decided::Open,
        }
    }

    pub(super) fn check_numbers(
        &mut self,
        op: CompareOp,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<()> {
        let (a, b) = (self.number_of(left)?, self.number_of(right)?);
        let decided = ranges::decide(op, a, b);
        // `soreness > 10` on a scale to 10 most likely means `>= 10`.
        let instead = match op {
            CompareOp::More => Some((CompareOp::AtLeast, ">=", "include")),
            CompareOp::Less => Some((CompareOp::AtMost, "<=", "include")),
            CompareOp::AtLeast => Some((CompareOp::More, ">", "leave out")),
            CompareOp::AtMost => Some((CompareOp::Less, "<", "leave out")),
            CompareOp::Is | CompareOp::IsNot => None,
        };
        let instead = instead
            .filter(|(op, _, _)| ranges::decide(*op, a, b) == Decided::Open)
            .map(|(_, sign, what)| {
                let text = |id: ExprId| self.sources.text(self.at(id).span);
                (format!("{} {sign} {}", text(left), text(right)), what)
            });
        self.check_decided(decided, left, right, span, instead)
    }

    /// Reports a comparison that the ranges decide; `instead` is the one with the
    /// end of the range included or left out, where that alone decides it.
    pub(super) fn check_decided(
        &mut self,
        decided: Decided,
        left: ExprId,
        right: ExprId,
        span: Span,
        instead: Option<(String, &str)>,
    ) -> Option<()> {
        if decided == Decided::Open {
            return Some(());
        }
        let told = self.what_ranges_say(left, right);
        let Some(diagnostic) = self.decided(decided, span, told.sides.as_deref())? else {
            return Some(());
        };
        let diagnostic = told.declared_in(diagnostic);
        let diagnostic = match instead {
            Some((instead, what)) => diagnostic
                .help(format!("to {what} the end of the range write `{instead}`"))
                .fix(span, instead),
            None => {
                let help = told.reach.unwrap_or_else(|| {
                    "take this comparison away, or compare something that can vary".to_owned()
                });
                let meant =
                    [(right, left), (left, right)]
                        .into_iter()
                        .find_map(|(literal, other)| {
                            Some((literal, self.unit_inside(literal, other)?))
                        });
                match meant {
                    Some((literal, (fixed, which))) => diagnostic
                        .help(format!(
                            "write `{fixed}`{which}, if that is meant; or {help}"
                        ))
                        .fix(self.at(literal).span, fixed),
                    None => diagnostic.help(help),
                }
            }
        };
        self.report(diagnostic);
        None
    }

    /// The ranges of two sides in words, and where they were declared.
    pub(in crate::check) fn what_ranges_say(&self, left: ExprId, right: ExprId) -> RangesTold {
        let mut sides = Vec::new();
        let mut declared = Vec::new();
        let mut reach = None;
        let mut changeable = false;
        for id in [left, right] {
            let Some(number) = self.number_of(id) else {
                continue;
            };
            if self.is_literal(id) {
                // 60 °C beside degrees of Fahrenheit.
                if let Some((value, unit)) = self.as_written(id)
                    && !unit.same_size(&number.unit)
                    && (value != 0.0 || number.range.low != 0.0)
                {
                    let shown = show(number.range.low, &number.unit);
                    sides.push(format!("{} is {shown}", self.side(id).subject));
                }
                continue;
            }
            let range = range_in_words(number.range, &number.unit);
            let words = match (&range, number.whole) {
                (Some(range), true) => format!("a whole number, {range}"),
                (Some(range), false) => range.clone(),
                (None, true) => "a whole number".to_owned(),
                (None, false) => continue,
            };
            let subject = self.side(id).subject;
            sides.push(format!("{subject} is {words}"));
            if let Some((name, at, verb, _)) = self.source_of(id)
                && format!("`{name}`") == subject
            {
                declared.push((at, format!("{verb} here, {words}")));
                changeable |= verb == "declared";
            }
            reach = reach.or_else(|| {
                let ends = [number.range.low, number.range.high];
                let [low, high] = ends.map(|end| show(end, &number.unit));
                match ends.map(f64::is_finite) {
                    [true, true] => {
                        let value = if number.whole {
                            "whole number"
                        } else {
                            "value"
                        };
                        Some(format!("compare it with a {value} from {low} to {high}"))
                    }
                    [true, false] => Some(format!("compare it with a value above {low}")),
                    [false, true] => Some(format!("compare it with a value below {high}")),
                    [false, false] => None,
                }
            });
        }
        if changeable && let Some(reach) = &mut reach {
            reach.push_str(", or change the range where it is declared");
        }
        RangesTold {
            sides: (!sides.is_empty()).then(|| sides.join(", and ")),
            declared,
            reach,
        }
    }

    /// The headline; inner `None` where nothing is decided.
    #[expect(clippy::option_option, reason = "`?` passes on what was let through")]
    pub(super) fn decided(
        &self,
        decided: Decided,
        span: Span,
        label: Option<&str>,
    ) -> Option<Option<Diagnostic>> {
        let quoted = self.quote(span);
        let (code, message) = match decided {
            Decided::Open => return Some(None),
            Decided::Always if self.expecting => return Some(None),
            Decided::Never => (Code::NeverTrue, format!("{quoted} can never be true")),
            Decided::Always => (Code::AlwaysTrue, format!("{quoted} is always true")),
        };
        let label = label.unwrap_or(match decided {
            Decided::Never => "never true",
            _ => "always true",
        });
        Some(Some(Diagnostic::error(code, message).label(span, label)))
    }

    /// `light > red`, where red is the highest.
    pub(super) fn check_members_compared(
        &mut self,
        op: CompareOp,
        choice: ChoiceId,
        left: ExprId,
        right: ExprId,
        span: Span,
    ) -> Option<()> {
        let decided = self.members_decided(op, choice, left, right);
        let Some(diagnostic) = self.decided(decided, span, None)? else {
            return Some(());
        };
        self.report(self.with_order(diagnostic, choice));
        None
    }

    /// Adds the members of a choice, in order.
    pub(in crate::check) fn with_order(
        &self,
        diagnostic: Diagnostic,
        choice: ChoiceId,
    ) -> Diagnostic {
        let declared = self.choice(choice);
        diagnostic
            .label(
                declared.span,
                format!("`{}` is declared here", declared.name),
            )
            .help(format!(
                "from the lowest to the highest: {}",
                declared.members.join(" < ")
            ))
    }

    fn members_decided(
        &self,
        op: CompareOp,
        choice: ChoiceId,
        left: ExprId,
        right: ExprId,
    ) -> Decided {
        let last = self.choice(choice).members.len().saturating_sub(1);
        let range = |id: ExprId| match self.at(id).kind {
            ExprKind::Member(member) => (usize::from(member), usize::from(member)),
            _ => (0, last),
        };
        let ((l0, l1), (r0, r1)) = (range(left), range(right));
        let (never, always) = match op {
            CompareOp::Less => (l0 >= r1, l1 < r0),
            CompareOp::AtMost => (l0 > r1, l1 <= r0),
            CompareOp::More => (r0 >= l1, r1 < l0),
            CompareOp::AtLeast => (r0 > l1, r1 <= l0),
            CompareOp::Is => (l0 > r1 || r0 > l1, l0 == l1 && r0 == r1 && l0 == r0),
            CompareOp::IsNot => (l0 == l1 && r0 == r1 && l0 == r0, l0 > r1 || r0 > l1),
        };
        match (never, always) {
            (true, _) => Decided::Never,
            (_, true) => Decided::Always,
            _ => Decided::Open,
        }
    }
}
