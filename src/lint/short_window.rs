//! A window with too few days for what is asked of it.
//!
//! Fewer days than `with at least` names are an error already. What is left: a spread
//! or a trend over a single day, which needs two; and a z-score over a window that
//! counts today in. Such a z-score has a limit: of n days none is further from their
//! mean than (n - 1) / √n sample SDs, so a week's never reaches 2.5.
//!
//! ```touchline
//! rule "Far below the usual"
//!   when z_score of hrv over last 7 days <= -2.5
//!   then rest
//!   because "HRV is far below the usual."
//! ```

use std::collections::HashSet;

use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{CompareOp, ExprId, ExprKind, Over, Ruleset, Value, WindowFunc};
use crate::span::Span;

/// A chain of `let`s longer than this is followed no further.
const LONGEST: usize = 64;

/// A warning for each such window, wherever it stands.
pub(super) fn find(ruleset: &Ruleset) -> Vec<Diagnostic> {
    let mut told: HashSet<Span> = HashSet::new();
    let mut found = Vec::new();
    for expr in &ruleset.exprs {
        let warning = match &expr.kind {
            ExprKind::OverDays { func, over, .. } => one_day(*func, *over, expr.span),
            ExprKind::Compare(op, left, right) => out_of_reach(ruleset, *op, *left, *right)
                .or_else(|| out_of_reach(ruleset, op.turned(), *right, *left))
                .map(|reach| reach.warning(ruleset, expr.span)),
            _ => None,
        };
        found.extend(warning.filter(|_| told.insert(expr.span)));
    }
    found
}

fn one_day(func: WindowFunc, over: Over, at: Span) -> Option<Diagnostic> {
    let what = match func {
        WindowFunc::Sd => "an SD",
        WindowFunc::Trend => "a trend",
        WindowFunc::ZScore => "a z-score",
        _ => return None,
    };
    (over.days == 1).then(|| {
        Diagnostic::warning(
            Code::ShortWindow,
            format!("{what} over a single day is never known"),
        )
        .label(at, "needs two days or more")
        .help("write a longer window, such as `over 28 days before today`")
    })
}

/// A z-score, and the number that it never reaches.
struct OutOfReach {
    score: ExprId,
    over: Over,
    limit: f64,
}

fn out_of_reach(
    ruleset: &Ruleset,
    op: CompareOp,
    value: ExprId,
    with: ExprId,
) -> Option<OutOfReach> {
    let with = match ruleset.expr(with).kind {
        ExprKind::Number(number) => number,
        ExprKind::Negate(inner) => match ruleset.expr(inner).kind {
            ExprKind::Number(number) => -number,
            _ => return None,
        },
        ExprKind::Setting(setting) => match ruleset.setting(setting).value {
            Value::Number(number) => number,
            _ => return None,
        },
        _ => return None,
    };
    let score = behind_names(ruleset, value);
    let ExprKind::OverDays {
        func: WindowFunc::ZScore,
        over,
        when: None,
        ..
    } = ruleset.expr(score).kind
    else {
        return None;
    };
    if over.before_today || over.days < 2 {
        return None;
    }
    let days = f64::from(over.days);
    let limit = (days - 1.0) / days.sqrt();
    // More than what comparisons allow for.
    let beyond = with.abs() > limit * 1.000_001;
    let reached_for = match op {
        CompareOp::Less | CompareOp::AtMost => with < 0.0,
        CompareOp::More | CompareOp::AtLeast => with > 0.0,
        CompareOp::Is | CompareOp::IsNot => false,
    };
    (beyond && reached_for).then_some(OutOfReach { score, over, limit })
}

impl OutOfReach {
    fn warning(&self, ruleset: &Ruleset, at: Span) -> Diagnostic {
        let days = self.over.days;
        let text = ruleset.sources.text(at);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let limit = (self.limit * 100.0).floor() / 100.0;
        let diagnostic = Diagnostic::warning(
            Code::ShortWindow,
            format!("`{text}` can never be true: {days} days are too few for it"),
        )
        .label(
            at,
            format!("no z-score within {days} days goes beyond {limit}"),
        );
        let score = ruleset.expr(self.score).span;
        let inside = at.file == score.file && at.start <= score.start && score.end <= at.end;
        let diagnostic = match inside {
            true => diagnostic,
            false => diagnostic.label(score, "today is one of the days it is held against"),
        };
        diagnostic.help(format!(
            "hold today against the days before it, with `over {days} days before today`, or take \
             a longer window"
        ))
    }
}

fn behind_names(ruleset: &Ruleset, id: ExprId) -> ExprId {
    let mut at = id;
    for _ in 0..LONGEST {
        match ruleset.expr(at).kind {
            ExprKind::Let(name) => at = ruleset.let_(name).expr,
            _ => break,
        }
    }
    at
}
