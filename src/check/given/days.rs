//! Values given on days: in go tables of days and values given on dates, out come
//! values on each day, all of them counted back from the test's today.

use super::{Day, Drafts, GivenTo};
use crate::ast::{self, DaySpec, Expr, Ident};
use crate::check::Checker;
use crate::check::constant::Constant;
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Given, Type, Value};
use crate::span::Span;

/// How far back a test may give values.
const MOST_DAYS: u32 = 3660;

impl Checker<'_> {
    pub(in crate::check) fn today_of(&mut self, date: &Expr, span: Span) -> Option<i32> {
        let ident = Ident {
            name: "today".to_owned(),
            span,
        };
        match self.constant_of(date, &Type::Date, &ident)? {
            Constant::Value(Value::Date(day)) => Some(day),
            _ => {
                self.report(
                    Diagnostic::error(Code::NotConstant, "`today` must be given as a date")
                        .label(date.span, "not a date")
                        .help("write the date itself, as in `given today = 2026-06-05`"),
                );
                None
            }
        }
    }

    pub(in crate::check) fn give_days(
        &mut self,
        table: &ast::DayTable,
        drafts: &mut Option<Drafts>,
    ) -> Option<()> {
        let mut whole = Some(());
        let columns: Vec<Option<GivenTo>> = table
            .columns
            .iter()
            .map(|path| {
                let to = self.given_to(path)?;
                if let GivenTo::Setting(..) | GivenTo::Settings(..) = to {
                    self.report_setting_day(path);
                    return None;
                }
                Some(to)
            })
            .collect();
        self.check_columns(table.columns.iter());
        for (day, span, cells) in &table.rows {
            let days = self.days_of(*day, *span);
            for ((cell, to), path) in cells.iter().zip(&columns).zip(&table.columns) {
                let Some(cell) = cell else { continue };
                let values = match to {
                    Some(to) => self.given_values(to, path, cell),
                    None => None,
                };
                let (Some(values), Some(days)) = (values, &days) else {
                    whole = None;
                    continue;
                };
                for &day in days {
                    self.put(values.clone(), day, cell.span, drafts)?;
                }
            }
            if days.is_none() {
                whole = None;
            }
        }
        whole
    }

    fn report_setting_day(&mut self, path: &ast::Path) {
        let name = &path.name.name;
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("`{name}` is a setting, and settings have no days"),
            )
            .label(path.span(), "one value for the whole test")
            .help(format!("give it on its own line, as in `given {name} = …`")),
        );
    }

    pub(in crate::check) fn check_columns<'p>(
        &mut self,
        paths: impl Iterator<Item = &'p ast::Path>,
    ) {
        let idents: Vec<Ident> = paths
            .map(|path| Ident {
                name: match &path.member {
                    Some(member) => format!("{}.{}", path.name.name, member.name),
                    None => path.name.name.clone(),
                },
                span: path.span(),
            })
            .collect();
        self.check_distinct(&idents, "this table's header");
    }

    /// The days of a row, the earliest first.
    fn days_of(&mut self, day: DaySpec, span: Span) -> Option<Vec<Day>> {
        match day {
            DaySpec::Ago { from, to } => {
                let (early, late) = (from.max(to), from.min(to));
                if early > MOST_DAYS {
                    self.report_too_far(span);
                    return None;
                }
                Some((late..=early).rev().map(Day::Ago).collect())
            }
            DaySpec::Date { year, month, day } => {
                let date = self.days_since_epoch(year, month, day, span)?;
                Some(vec![Day::On(date)])
            }
        }
    }

    fn report_too_far(&mut self, span: Span) {
        self.report(
            Diagnostic::error(
                Code::BadTest,
                format!("a test looks back at most {MOST_DAYS} days"),
            )
            .label(span, "too long ago")
            .help("give a day within ten years of the test's today"),
        );
    }

    /// The values with their days counted back from today.
    pub(in crate::check) fn resolve(
        &mut self,
        drafts: &Drafts,
        today: Option<i32>,
    ) -> Option<Vec<Given>> {
        let mut given = Vec::new();
        let mut wrong: Option<Span> = None;
        for draft in drafts.drafts() {
            let days_ago = match draft.day {
                Day::Ago(days) => Some(days),
                Day::On(date) => self.days_before(date, today, draft.span, &mut wrong),
            };
            if let Some(days_ago) = days_ago {
                given.push(Given {
                    target: draft.target,
                    days_ago,
                    value: draft.value,
                    span: draft.span,
                });
            }
        }
        wrong.is_none().then_some(given)
    }

    /// One message a test: what is wrong with one date is wrong with the others.
    fn days_before(
        &mut self,
        date: i32,
        today: Option<i32>,
        span: Span,
        wrong: &mut Option<Span>,
    ) -> Option<u32> {
        let ago = today.map(|today| i64::from(today) - i64::from(date));
        let days = ago.and_then(|ago| u32::try_from(ago).ok());
        if let Some(days) = days
            && days <= MOST_DAYS
        {
            return Some(days);
        }
        if wrong.replace(span).is_none() {
            match ago {
                None => self.report(
                    Diagnostic::error(
                        Code::BadTest,
                        "a test with dates needs to say which day is today",
                    )
                    .label(span, "given on a date")
                    .help("add `given today = 2026-06-05` with the day that is decided"),
                ),
                Some(_) if days.is_none() => self.report(
                    Diagnostic::error(Code::BadTest, "nothing can be given after today")
                        .label(span, "later than the test's today")
                        .help("give an earlier date, or a later `today`"),
                ),
                Some(_) => self.report_too_far(span),
            }
        }
        None
    }
}
