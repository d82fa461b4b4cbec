//! Over the members of a map: in go `highest soreness among A`, `muscle where (…)`,
//! out come folds and sets in whose inner part the map is read at each member.

use super::Hint;
use crate::ast::{self, Aggregate, ExprKind as Ast, Ident, Scope};
use crate::check::names::Named;
use crate::check::{Checker, ranges, walk};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, MemberFold, NumberType, Range, Type};
use crate::span::Span;
use crate::units::Dimension;

/// Two choices of 64 members inside each other; a third would take minutes.
const MOST_COMBINATIONS: usize = 4096;

impl Checker<'_> {
    pub(super) fn over_members(
        &mut self,
        aggregate: Aggregate,
        value: &ast::Expr,
        scope: &Scope,
        span: Span,
    ) -> Option<ExprId> {
        let (name, fold) = member_fold(aggregate);
        let Some(fold) = fold else {
            let message = format!("`{name}` goes over days, and here no days are named");
            self.report(
                Diagnostic::error(Code::BadWindow, message)
                    .label(span, "over which days?")
                    .help(format!("write `{name} … over last 28 days`")),
            );
            return None;
        };
        let Some(choice) = self.choice_of_maps(value) else {
            return self.report_nothing_to_fold(name, value, scope, span);
        };
        self.go_through(choice, span)?;
        let value = self.number(value, &format!("`{name}`"));
        self.at_member.pop();
        let (among, outside) = match scope {
            Scope::All => (None, false),
            Scope::Among(set) => (Some(self.scope_set(set, choice)), false),
            Scope::Outside(set) => (Some(self.scope_set(set, choice)), true),
        };
        let value = value?;
        let among = match among {
            None => None,
            Some(among) => Some(among?),
        };
        let number = self.number_of(value)?.clone();
        let number = self.folded(fold, number, choice, name, span)?;
        let kind = ExprKind::OverMembers {
            fold,
            choice,
            value,
            among,
            outside,
        };
        Some(self.push(kind, Type::Number(number), span))
    }

    fn scope_set(&mut self, set: &ast::Expr, choice: ChoiceId) -> Option<ExprId> {
        let id = self.value(set, Hint::Set(choice))?;
        let id = self.expect_set(id, "`among` or `outside`")?;
        let Type::Set(found) = self.at(id).ty else {
            return None;
        };
        if found == choice {
            return Some(id);
        }
        let (wanted, given) = (&self.choice(choice).name, &self.choice(found).name);
        let message = format!("a set of {wanted} is needed here, and this is a set of {given}");
        let help = format!(
            "name members of `{wanted}`: {}",
            self.choice(choice).members.join(", ")
        );
        let side = self.side(id);
        let needed = format!("a set of {wanted} is needed here");
        self.report(
            self.one_sided(Code::TypeMismatch, message, &side, &needed)
                .help(help),
        );
        None
    }

    /// The choice of the first map that is read, which the members are of.
    fn choice_of_maps(&self, value: &ast::Expr) -> Option<ChoiceId> {
        walk::all(value).find_map(|part| match &part.kind {
            Ast::Name(ident) => match self.names.get(&ident.name) {
                Some(Named::Input(id)) => self.input(id).ty.as_ref()?.each,
                Some(Named::Setting(id)) => self.setting(id).ty.as_ref()?.each,
                _ => None,
            },
            _ => None,
        })
    }

    /// There is no map in it: a window was forgotten, or a name is wrong.
    fn report_nothing_to_fold(
        &mut self,
        name: &str,
        value: &ast::Expr,
        scope: &Scope,
        span: Span,
    ) -> Option<ExprId> {
        let reported = self.diagnostics.len();
        let id = self.value(value, Hint::None);
        if let Scope::Among(set) | Scope::Outside(set) = scope {
            let _ = self.value(set, Hint::None);
        }
        let id = id?;
        if self.diagnostics.len() > reported || self.awaited.is_some() {
            return None;
        }
        let side = self.side(id);
        let text = side.subject.trim_matches('`').to_owned();
        let message = format!("`{name}` needs several values, and {} is one", side.subject);
        let diagnostic =
            Diagnostic::error(Code::BadWindow, message).label(span, "over which days?");
        let diagnostic = self.with_sides(diagnostic, &[&side]);
        self.report(diagnostic.help(format!("write `{name} {text} over last 7 days`")));
        None
    }

    fn folded(
        &mut self,
        fold: MemberFold,
        number: NumberType,
        choice: ChoiceId,
        name: &str,
        span: Span,
    ) -> Option<NumberType> {
        let members = self.choice(choice).members.len();
        let members = u32::try_from(members).map_or(f64::INFINITY, f64::from);
        match fold {
            MemberFold::Highest | MemberFold::Lowest => Some(number),
            MemberFold::Average | MemberFold::Median => Some(NumberType {
                whole: false,
                ..number
            }),
            MemberFold::Sum => self.summed(number, 1.0, members, name, span),
            MemberFold::Sd => Some(spread(number, std::f64::consts::FRAC_1_SQRT_2)),
            MemberFold::PopulationSd => Some(spread(number, 0.5)),
        }
    }

    /// The type of a sum of so many values.
    pub(super) fn summed(
        &mut self,
        number: NumberType,
        fewest: f64,
        most: f64,
        name: &str,
        span: Span,
    ) -> Option<NumberType> {
        if number.unit.dimension == Dimension::TEMPERATURE && !number.interval {
            self.report(
                Diagnostic::error(
                    Code::UnitMismatch,
                    format!("`{name}` cannot add temperatures"),
                )
                .label(span, "a sum of temperatures means nothing")
                .help("take the `average`, or the `highest`"),
            );
            return None;
        }
        Some(NumberType {
            range: ranges::sum_of(number.range, fewest, most),
            ..number
        })
    }

    /// Goes through the members of a choice, inside those that are gone through
    /// already. What is inside is worked out for every combination of them.
    fn go_through(&mut self, choice: ChoiceId, span: Span) -> Option<()> {
        let mut distinct = self.at_member.clone();
        distinct.push(choice);
        distinct.sort_unstable();
        distinct.dedup();
        let combinations = distinct.iter().fold(1usize, |product, &choice| {
            product.saturating_mul(self.choice(choice).members.len())
        });
        if combinations > MOST_COMBINATIONS {
            self.report(
                Diagnostic::error(Code::TooDeep, "this goes through too many combinations of members")
                    .label(span, format!("{combinations} combinations"))
                    .help(format!(
                        "at most {MOST_COMBINATIONS} are gone through: name the inner part with a `let`, or leave a choice out"
                    )),
            );
            return None;
        }
        self.at_member.push(choice);
        Some(())
    }

    /// `muscle where (soreness >= 5)`
    pub(super) fn where_(
        &mut self,
        choice: &Ident,
        condition: &ast::Expr,
        span: Span,
    ) -> Option<ExprId> {
        let choice = self.expect_choice(choice)?;
        self.go_through(choice, span)?;
        let condition = self.condition(condition);
        self.at_member.pop();
        let kind = ExprKind::Where(choice, condition?);
        Some(self.push(kind, Type::Set(choice), span))
    }
}

/// The type of a spread: at most this share of the range's width.
pub(super) fn spread(number: NumberType, share: f64) -> NumberType {
    let most = ranges::width(number.range) * share * (1.0 + 1e-6);
    NumberType {
        interval: number.unit.dimension == Dimension::TEMPERATURE,
        range: Range::new(0.0, most),
        whole: false,
        unit: number.unit,
    }
}

/// How an aggregate is written, and what it is over members.
fn member_fold(aggregate: Aggregate) -> (&'static str, Option<MemberFold>) {
    match aggregate {
        Aggregate::Sum => ("sum of", Some(MemberFold::Sum)),
        Aggregate::Average => ("average", Some(MemberFold::Average)),
        Aggregate::Median => ("median", Some(MemberFold::Median)),
        Aggregate::Highest => ("highest", Some(MemberFold::Highest)),
        Aggregate::Lowest => ("lowest", Some(MemberFold::Lowest)),
        Aggregate::Sd => ("sd of", Some(MemberFold::Sd)),
        Aggregate::PopulationSd => ("population sd of", Some(MemberFold::PopulationSd)),
        Aggregate::Trend => ("trend of", None),
        Aggregate::ZScore => ("z_score of", None),
    }
}
