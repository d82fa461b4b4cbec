//! History: in go windows, `ewma`, `latest`, `yesterday` and day counts as
//! written, out come operations whose lengths are whole days that can be.

use super::Hint;
use super::members::spread;
use crate::ast::{self, Aggregate, ExprKind as Ast, Window};
use crate::check::Checker;
use crate::check::describe::plain;
use crate::check::ranges;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{DayCount, ExprId, ExprKind, NumberType, Over, Range, Type, WindowFunc};
use crate::span::Span;
use crate::units::{Conversion, Dimension, Unit};

/// Ten years: the longest window there is.
const MOST_DAYS: u32 = 3660;

impl Checker<'_> {
    pub(super) fn over_days(
        &mut self,
        aggregate: Aggregate,
        value: &ast::Expr,
        when: Option<&ast::Expr>,
        window: &Window,
        at_least: Option<&ast::Expr>,
        span: Span,
    ) -> Option<ExprId> {
        let (name, func) = window_func(aggregate);
        let value = self.number(value, &format!("`{name}`"));
        let picked = when.map(|when| self.condition(when));
        let over = self.over(window);
        let at_least = match at_least {
            None => Some(None),
            Some(count) => self
                .known_count(count, over.map(|over| over.days))
                .map(Some),
        };
        let (value, over, at_least) = (value?, over?, at_least?);
        let when = match picked {
            None => None,
            Some(picked) => Some(picked?),
        };
        let number = self.number_of(value)?.clone();
        let most = f64::from(over.days);
        let fewest = match at_least {
            Some(known) => f64::from(known.max(1)),
            None if when.is_some() => 1.0,
            None => most,
        };
        let number = match func {
            WindowFunc::Sum => self.summed(number, fewest, most, name, span)?,
            WindowFunc::Average | WindowFunc::Median => NumberType {
                whole: false,
                ..number
            },
            WindowFunc::Highest | WindowFunc::Lowest => number,
            WindowFunc::Sd => spread(number, std::f64::consts::FRAC_1_SQRT_2),
            WindowFunc::PopulationSd => spread(number, 0.5),
            WindowFunc::Trend => slope(&number),
            WindowFunc::ZScore => NumberType::plain(),
        };
        let kind = ExprKind::OverDays {
            func,
            value,
            when,
            over,
            at_least,
        };
        Some(self.push(kind, Type::Number(number), span))
    }

    fn over(&mut self, window: &Window) -> Option<Over> {
        let days = self.days(&window.length, "a window")?;
        Some(Over {
            days,
            before_today: window.before_today,
        })
    }

    /// A number of days or weeks that is written out.
    fn days(&mut self, length: &ast::Expr, what: &str) -> Option<u32> {
        let span = length.span;
        let Ast::Number { value, unit } = &ungrouped(length).kind else {
            self.report(
                Diagnostic::error(
                    Code::BadWindow,
                    format!(
                        "the length of {what} is written out, and {} is not",
                        self.quote(span)
                    ),
                )
                .label(span, "not a number of days")
                .help("write the number itself, as in `7 days` or `4 weeks`"),
            );
            return None;
        };
        let Some(name) = unit else {
            let fixed = Unit::day().show(&plain(*value));
            self.report(
                Diagnostic::error(
                    Code::BadWindow,
                    format!("{} of what? {what} is counted in days", self.quote(span)),
                )
                .label(span, "a plain number")
                .help(format!("write `{fixed}`"))
                .fix(span, fixed),
            );
            return None;
        };
        let unit = self.unit(name)?;
        let days = Conversion::between(&unit, &Unit::day(), true).map(|c| c.apply(*value));
        let count = days
            .and_then(|days| whole(days, MOST_DAYS))
            .filter(|&n| n >= 1);
        if count.is_none() {
            let why = match days {
                None => format!("{} is not a length of time", unit.dimension.describe()),
                Some(days) if !ranges::is_whole(days) => "not a whole number of days".to_owned(),
                Some(days) if days < 1.0 => "less than a day".to_owned(),
                Some(_) => format!("more than {MOST_DAYS} days"),
            };
            self.report(
                Diagnostic::error(
                    Code::BadWindow,
                    format!("{} cannot be the length of {what}", self.quote(span)),
                )
                .label(span, why)
                .help(format!(
                    "write a whole number of days or weeks, from 1 to {MOST_DAYS} days"
                )),
            );
        }
        count
    }

    /// The K of `with at least K known`.
    fn known_count(&mut self, count: &ast::Expr, days: Option<u32>) -> Option<u32> {
        let span = count.span;
        let most = days.unwrap_or(MOST_DAYS);
        let known = match &ungrouped(count).kind {
            Ast::Number { value, unit: None } => whole(*value, MOST_DAYS),
            _ => None,
        };
        if let Some(known) = known
            && (1..=most).contains(&known)
        {
            return Some(known);
        }
        let quoted = self.quote(span);
        let diagnostic = if known.is_some_and(|known| known > most) {
            Diagnostic::error(
                Code::BadWindow,
                format!("a window of {most} days never has {quoted} known days"),
            )
            .label(span, format!("the window has {most}"))
        } else {
            Diagnostic::error(
                Code::BadWindow,
                format!("{quoted} is not a count of known days"),
            )
            .label(span, "how many days?")
        };
        self.report(diagnostic.help(format!("write a whole number from 1 to {most}")));
        None
    }

    pub(super) fn ewma(
        &mut self,
        value: &ast::Expr,
        days: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let value = self.number(value, "`ewma of`");
        let days = self.days(days, "a span");
        let (value, days) = (value?, days?);
        let number = self.number_of(value)?.clone();
        let ty = Type::Number(NumberType {
            whole: false,
            ..number
        });
        let kind = ExprKind::Ewma {
            value,
            span_days: f64::from(days),
        };
        Some(self.push(kind, ty, span))
    }

    pub(super) fn latest(
        &mut self,
        value: &ast::Expr,
        when: Option<&ast::Expr>,
        within: Option<&ast::Expr>,
        hint: Hint,
        span: Span,
    ) -> Option<ExprId> {
        let value = self.value(value, hint);
        let when = when.map(|when| self.condition(when));
        let within = within.map(|within| self.days(within, "what `within` allows"));
        let value = value?;
        let when = match when {
            None => None,
            Some(when) => Some(when?),
        };
        let within = match within {
            None => None,
            Some(within) => Some(within?),
        };
        let ty = self.at(value).ty.clone();
        let kind = ExprKind::Latest {
            value,
            when,
            within,
        };
        Some(self.push(kind, ty, span))
    }

    /// `x yesterday`, `x 3 days ago`
    pub(super) fn ago(
        &mut self,
        value: &ast::Expr,
        days: u32,
        hint: Hint,
        span: Span,
    ) -> Option<ExprId> {
        let value = self.value(value, hint);
        if !(1..=MOST_DAYS).contains(&days) {
            let why = if days == 0 {
                "that is today"
            } else {
                "too far back"
            };
            self.report(
                Diagnostic::error(
                    Code::BadWindow,
                    format!("`{days} days ago` cannot be looked back to"),
                )
                .label(span, why)
                .help(format!(
                    "write from 1 to {MOST_DAYS} days, or leave it away for today"
                )),
            );
            return None;
        }
        let value = value?;
        let ty = self.at(value).ty.clone();
        Some(self.push(ExprKind::Ago(value, days), ty, span))
    }

    pub(super) fn days_when(
        &mut self,
        condition: &ast::Expr,
        window: &Window,
        span: Span,
    ) -> Option<ExprId> {
        let condition = self.condition(condition);
        let over = self.over(window)?;
        let count = DayCount::When(over);
        Some(self.push_count(count, condition?, f64::from(over.days), span))
    }

    pub(super) fn days_in_a_row(&mut self, condition: &ast::Expr, span: Span) -> Option<ExprId> {
        let condition = self.condition(condition)?;
        Some(self.push_count(DayCount::InARow, condition, f64::INFINITY, span))
    }

    pub(super) fn days_since(&mut self, condition: &ast::Expr, span: Span) -> Option<ExprId> {
        let condition = self.condition(condition)?;
        Some(self.push_count(DayCount::Since, condition, f64::INFINITY, span))
    }

    fn push_count(&mut self, count: DayCount, condition: ExprId, most: f64, span: Span) -> ExprId {
        let ty = Type::Number(NumberType {
            range: Range::new(0.0, most),
            whole: true,
            ..NumberType::plain()
        });
        self.push(ExprKind::Days(count, condition), ty, span)
    }

    /// `months since birthday`, `years since birthday`
    pub(super) fn since(&mut self, years: bool, date: &ast::Expr, span: Span) -> Option<ExprId> {
        let date = self.value(date, Hint::None)?;
        if self.at(date).ty != Type::Date {
            let side = self.side(date);
            let kind = self.describe(&self.at(date).ty);
            let words = if years { "years since" } else { "months since" };
            let message = format!("`{words}` needs a date, and {} is {kind}", side.subject);
            let diagnostic =
                self.one_sided(Code::TypeMismatch, message, &side, "a date is needed here");
            self.report(
                diagnostic.help("name a date; days are counted with `days since (condition)`"),
            );
            return None;
        }
        let ty = Type::Number(NumberType {
            whole: true,
            ..NumberType::plain()
        });
        let kind = if years {
            ExprKind::YearsSince(date)
        } else {
            ExprKind::MonthsSince(date)
        };
        Some(self.push(kind, ty, span))
    }
}

/// The type of a slope a day. That of a plain number is one too, since no
/// literal could be written in `1/day`. Between two days that follow each other it is
/// the range's width at most, over more days less.
fn slope(number: &NumberType) -> NumberType {
    let most = ranges::width(number.range) * (1.0 + 1e-6);
    let unit = if number.unit.is_plain() {
        Unit::none()
    } else {
        number.unit.divide(&Unit::day())
    };
    NumberType {
        interval: unit.dimension == Dimension::TEMPERATURE,
        unit,
        range: Range::new(-most, most),
        whole: false,
    }
}

fn ungrouped(expr: &ast::Expr) -> &ast::Expr {
    let mut at = expr;
    while let Ast::Group(inner) = &at.kind {
        at = inner;
    }
    at
}

/// A whole number from 0 to `most`.
fn whole(value: f64, most: u32) -> Option<u32> {
    if !ranges::is_whole(value) || !(0.0..=f64::from(most)).contains(&value.round()) {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to `most`"
    )]
    let whole = value.round() as u32;
    Some(whole)
}

/// How an aggregate is written, and what it is over days.
fn window_func(aggregate: Aggregate) -> (&'static str, WindowFunc) {
    match aggregate {
        Aggregate::Sum => ("sum of", WindowFunc::Sum),
        Aggregate::Average => ("average", WindowFunc::Average),
        Aggregate::Median => ("median", WindowFunc::Median),
        Aggregate::Highest => ("highest", WindowFunc::Highest),
        Aggregate::Lowest => ("lowest", WindowFunc::Lowest),
        Aggregate::Sd => ("sd of", WindowFunc::Sd),
        Aggregate::PopulationSd => ("population sd of", WindowFunc::PopulationSd),
        Aggregate::Trend => ("trend of", WindowFunc::Trend),
        Aggregate::ZScore => ("z_score of", WindowFunc::ZScore),
    }
}
