//! Expressions over members and over days: in go the nodes of aggregates,
//! windows and day counts, out come [`Expr`](crate::ast::Expr)s.

use crate::ast::{Aggregate, Expr, ExprKind, Scope, Window};

use super::expressions::Built;
use super::grammar::{Node, Rule, has, parts};
use super::reader::Reader;

impl<'s> Reader<'s> {
    pub(super) fn history(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let rule = node.as_rule();
        match rule {
            Rule::history_or_members => self.aggregate(node),
            Rule::latest => {
                let mut inner = parts(node);
                let (value, mut height) = self.boxed(inner.next()?)?;
                let (mut when, mut within) = (None, None);
                for clause in inner {
                    let is_when = clause.as_rule() == Rule::on_days;
                    let part = parts(clause).next()?;
                    let (expr, higher) = if is_when {
                        self.inside(part)?
                    } else {
                        self.boxed(part)?
                    };
                    height = height.max(higher);
                    *(if is_when { &mut when } else { &mut within }) = Some(expr);
                }
                let kind = ExprKind::Latest {
                    value,
                    when,
                    within,
                };
                self.over(kind, span, height)
            }
            Rule::ewma => {
                let mut inner = parts(node);
                let (value, height) = self.boxed(inner.next()?)?;
                let (days, days_height) = self.boxed(inner.next()?)?;
                let kind = ExprKind::Ewma { value, span: days };
                self.over(kind, span, height.max(days_height))
            }
            Rule::days_when => {
                let mut inner = parts(node);
                let (condition, height) = self.inside(inner.next()?)?;
                let (window, window_height) = self.window(inner.next()?)?;
                let kind = ExprKind::DaysWhen { condition, window };
                self.over(kind, span, height.max(window_height))
            }
            Rule::days_in_a_row | Rule::days_since => {
                let (condition, height) = self.inside(parts(node).next()?)?;
                let kind = if rule == Rule::days_since {
                    ExprKind::DaysSince(condition)
                } else {
                    ExprKind::DaysInARow(condition)
                };
                self.over(kind, span, height)
            }
            Rule::since => {
                let years = has(&node, Rule::years_since_);
                let (date, height) = self.boxed(parts(node).next()?)?;
                self.over(ExprKind::Since { years, date }, span, height)
            }
            Rule::size_of => {
                let (set, height) = self.boxed(parts(node).next()?)?;
                self.over(ExprKind::SizeOf(set), span, height)
            }
            _ => None,
        }
    }

    /// `highest soreness among A`, `sum of load over last 7 days`
    fn aggregate(&mut self, node: Node<'s>) -> Option<Built> {
        let span = self.span(&node);
        let mut inner = parts(node);
        let aggregate = aggregate(inner.next()?.into_inner().next()?.as_rule());
        let (value, height) = self.boxed(inner.next()?)?;
        let Some(over) = inner.next() else {
            let kind = ExprKind::OverMembers {
                aggregate,
                value,
                scope: Scope::All,
            };
            return self.over(kind, span, height);
        };
        if over.as_rule() == Rule::scope {
            let among = has(&over, Rule::among_);
            let (set, set_height) = self.boxed(parts(over).next()?)?;
            let scope = if among {
                Scope::Among(set)
            } else {
                Scope::Outside(set)
            };
            let kind = ExprKind::OverMembers {
                aggregate,
                value,
                scope,
            };
            return self.over(kind, span, height.max(set_height));
        }
        self.over_days(aggregate, value, over, span, height)
    }

    fn over_days(
        &mut self,
        aggregate: Aggregate,
        value: Box<Expr>,
        over: Node<'s>,
        span: crate::span::Span,
        mut height: usize,
    ) -> Option<Built> {
        let (mut when, mut window, mut at_least) = (None, None, None);
        for part in parts(over) {
            let higher = match part.as_rule() {
                Rule::on_days => {
                    let (condition, higher) = self.inside(parts(part).next()?)?;
                    when = Some(condition);
                    higher
                }
                Rule::window => {
                    let (days, higher) = self.window(part)?;
                    window = Some(days);
                    higher
                }
                _ => {
                    let (count, higher) = self.boxed(parts(part).next()?)?;
                    at_least = Some(count);
                    higher
                }
            };
            height = height.max(higher);
        }
        let kind = ExprKind::OverDays {
            aggregate,
            value,
            when,
            window: window?,
            at_least,
        };
        self.over(kind, span, height)
    }

    /// `over last 7 days`, `over 28 days before today`
    fn window(&mut self, node: Node<'s>) -> Option<(Window, usize)> {
        let span = self.span(&node);
        let before_today = has(&node, Rule::before_today_);
        let (length, height) = self.boxed(parts(node).next()?)?;
        let window = Window {
            length,
            before_today,
            span,
        };
        Some((window, height))
    }
}

fn aggregate(rule: Rule) -> Aggregate {
    match rule {
        Rule::average_ => Aggregate::Average,
        Rule::median_ => Aggregate::Median,
        Rule::highest_ => Aggregate::Highest,
        Rule::lowest_ => Aggregate::Lowest,
        Rule::sd_of_ => Aggregate::Sd,
        Rule::population_sd_of_ => Aggregate::PopulationSd,
        Rule::trend_of_ => Aggregate::Trend,
        Rule::z_score_of_ => Aggregate::ZScore,
        _ => Aggregate::Sum,
    }
}
