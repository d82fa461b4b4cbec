//! What is written out: in go `7.5`, `8 h`, `yes`, `2026-06-05`, `today`, out
//! come constants, numbers in the unit they are written in.

use crate::ast::UnitName;
use crate::check::{Checker, ranges};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ExprId, ExprKind, NumberType, Range, Type};
use crate::span::Span;
use crate::units::Unit;

impl Checker<'_> {
    pub(super) fn literal(
        &mut self,
        value: f64,
        unit: Option<&UnitName>,
        span: Span,
    ) -> Option<ExprId> {
        let unit = match unit {
            None => Unit::none(),
            Some(name) => self.unit(name)?,
        };
        if !value.is_finite() {
            self.report(
                Diagnostic::error(Code::OutOfRange, "this number is too large to be kept")
                    .label(span, "beyond 300 digits")
                    .help("write a number that can be measured"),
            );
            return None;
        }
        Some(self.push_number(value, unit, false, span))
    }

    /// A number in a unit.
    pub(super) fn push_number(
        &mut self,
        value: f64,
        unit: Unit,
        interval: bool,
        span: Span,
    ) -> ExprId {
        let ty = Type::Number(NumberType {
            unit,
            range: Range::new(value, value),
            whole: ranges::is_whole(value),
            interval,
        });
        self.push(ExprKind::Number(value), ty, span)
    }

    pub(super) fn truth(&mut self, truth: bool, span: Span) -> ExprId {
        self.push(ExprKind::Truth(truth), Type::Truth, span)
    }

    pub(super) fn today(&mut self, span: Span) -> ExprId {
        self.push(ExprKind::Today, Type::Date, span)
    }

    pub(super) fn date(&mut self, year: i16, month: i8, day: i8, span: Span) -> Option<ExprId> {
        let days = self.days_since_epoch(year, month, day, span)?;
        Some(self.push(ExprKind::Date(days), Type::Date, span))
    }

    /// Days since 1970-01-01; reports what is no day of the calendar.
    pub(in crate::check) fn days_since_epoch(
        &mut self,
        year: i16,
        month: i8,
        day: i8,
        span: Span,
    ) -> Option<i32> {
        let epoch = jiff::civil::date(1970, 1, 1);
        let days = jiff::civil::Date::new(year, month, day)
            .ok()
            .and_then(|date| i32::try_from(date.duration_since(epoch).as_hours() / 24).ok());
        if days.is_none() {
            self.report(
                Diagnostic::error(
                    Code::OutOfRange,
                    format!("{year:04}-{month:02}-{day:02} is not a day of the calendar"),
                )
                .label(span, "there is no such day")
                .help("write year, month and day, as in `2026-06-05`"),
            );
        }
        days
    }

    pub(super) fn text_as_value(&mut self, span: Span) -> Option<ExprId> {
        let text = self.sources.text(span).trim_matches('"').trim().to_owned();
        if let Some((name, message, is_sure)) = self.meant_by_text(&text) {
            let diagnostic = Diagnostic::error(Code::TypeMismatch, message)
                .label(span, "a text, where a value is needed")
                .help(format!("write `{name}`"))
                .fix(span, name);
            self.report(match is_sure {
                true => diagnostic.sure(),
                false => diagnostic,
            });
            return None;
        }
        let diagnostic = Diagnostic::error(Code::TypeMismatch, "a text cannot stand here")
            .label(span, "in quotes it is a text, not a value");
        self.report(if Self::is_value(&text) {
            diagnostic
                .help(format!("take the quotes away: write `{text}`"))
                .fix(span, text)
        } else {
            diagnostic.help("write names and answers without quotes, as in `warm_up is better`")
        });
        None
    }

    /// Whether a text would be a value if it had no quotes: a number with or
    /// without a unit, a date, `yes`.
    fn is_value(text: &str) -> bool {
        if matches!(text, "yes" | "no" | "today") {
            return true;
        }
        let is_date = text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (digits, unit) = text
            .split_at_checked(end.unwrap_or(text.len()))
            .unwrap_or(("", text));
        let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.ends_with(|c: char| c.is_ascii_digit())
            && digits.parse::<f64>().is_ok();
        let unit = unit.trim();
        is_date || is_number && (unit.is_empty() || Unit::parse(unit).is_ok())
    }

    pub(super) fn map_as_value(&mut self, span: Span) -> Option<ExprId> {
        self.report(
            Diagnostic::error(
                Code::TypeMismatch,
                "values for each member stand only where a test gives them",
            )
            .label(span, "cannot be read here")
            .help("read one member, as in `soreness.quads`, or write a set, as in `{quads, back}`"),
        );
        None
    }
}
