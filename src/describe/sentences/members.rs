//! Sets and maps in words: in goes `highest soreness among target_muscles`, out
//! comes `the highest soreness among target muscles`.

use super::{Bond, Day, Noun, Weight, bare, listed, runs};
use crate::ast::{Aggregate, Expr, ExprKind, Ident, Scope};
use crate::describe::names::{Speaker, readable};
use crate::describe::page::Run;
use crate::ruleset::{self, ChoiceId};
use crate::span::Span;

impl Speaker<'_> {
    /// `soreness.quads`
    pub(super) fn member(&self, span: Span, map: &Ident, member: &Ident) -> Noun {
        let setting = self.typed(span).find_map(|expr| match expr.kind {
            ruleset::ExprKind::Setting(id) => Some(id),
            _ => None,
        });
        if let Some(id) = setting {
            return Noun {
                runs: self.setting(id),
                weight: Weight::Atom,
            };
        }
        let of = Run::Answer(readable(&member.name));
        Noun {
            runs: runs![self.name(map), " of ", of],
            weight: Weight::Power,
        }
    }

    /// Sets, maps, and what is worked out over the members of a choice.
    pub(super) fn of_members(&self, expr: &Expr, day: Day) -> Noun {
        match &expr.kind {
            ExprKind::Set(items) if items.is_empty() => Noun::atom("none"),
            ExprKind::Set(items) => Noun {
                runs: self.nouns(items, "and", day),
                weight: match items.len() {
                    1 => Weight::Atom,
                    _ => Weight::Sum,
                },
            },
            ExprKind::Map(entries) => {
                let entries = entries.iter().map(|(member, value)| {
                    let member = Run::Answer(readable(&member.name));
                    runs![member, ": ", self.noun(value, day).alone()]
                });
                Noun::open(listed(entries.collect(), "and"))
            }
            ExprKind::Without(set, less) => {
                let set = match bare(set).kind {
                    ExprKind::Without(..) => self.noun(set, day).runs,
                    _ => self.noun(set, day).alone(),
                };
                let less = self.noun(less, day).alone();
                Noun::open(runs![set, " without ", less])
            }
            ExprKind::SizeOf(set) => {
                let set = self.noun(set, day).alone();
                Noun::open(runs!["the number of entries in ", set])
            }
            ExprKind::Where { choice, condition } => {
                let condition = self.clause(condition, day).tighter_than(Bond::Several);
                let each = format!("every {} for which ", readable(&choice.name));
                Noun {
                    runs: runs![each, condition],
                    weight: Weight::Sentence,
                }
            }
            ExprKind::OverMembers {
                aggregate,
                value,
                scope,
            } => {
                let of = self.aggregate_of(*aggregate, value, day);
                let choice = self.gone_through(expr.span);
                Noun::open(runs![of, self.scope(*aggregate, scope, choice, day)])
            }
            _ => self.noun(expr, day),
        }
    }

    /// `the highest soreness`, `the sum of (soreness − 2)`
    pub(super) fn aggregate_of(&self, aggregate: Aggregate, value: &Expr, day: Day) -> Vec<Run> {
        let value = self.noun(value, day);
        let of = match value.weight {
            Weight::Atom => " ",
            _ => " of ",
        };
        let words = match aggregate {
            Aggregate::Sum => "the sum of ".to_owned(),
            Aggregate::Average => format!("the average{of}"),
            Aggregate::Median => format!("the median{of}"),
            Aggregate::Highest => format!("the highest{of}"),
            Aggregate::Lowest => format!("the lowest{of}"),
            Aggregate::Sd => "the standard deviation of ".to_owned(),
            Aggregate::PopulationSd => "the population standard deviation of ".to_owned(),
            Aggregate::Trend => "the trend of ".to_owned(),
            Aggregate::ZScore => "the z-score of ".to_owned(),
        };
        runs![words, value.alone()]
    }

    /// Which members count.
    fn scope(
        &self,
        aggregate: Aggregate,
        scope: &Scope,
        choice: Option<ChoiceId>,
        day: Day,
    ) -> Vec<Run> {
        let one = choice.map_or("member".to_owned(), |choice| {
            readable(&self.choice(choice).name)
        });
        match (scope, aggregate) {
            (Scope::All, Aggregate::Highest | Aggregate::Lowest) => {
                vec![Run::text(format!(" of any {one}"))]
            }
            (Scope::All, _) => vec![Run::text(format!(" over every {one}"))],
            (Scope::Among(set), _) => runs![" among ", self.noun(set, day).alone()],
            (Scope::Outside(set), _) => runs![" outside ", self.noun(set, day).alone()],
        }
    }

    /// The choice whose members an expression goes through.
    fn gone_through(&self, span: Span) -> Option<ChoiceId> {
        self.typed(span).find_map(|expr| match expr.kind {
            ruleset::ExprKind::OverMembers { choice, .. } => Some(choice),
            _ => None,
        })
    }

    /// What the members of two sets are, for “at least one muscle in common”.
    pub(super) fn kind_of_members(&self, set: &Expr) -> Option<String> {
        let ty = |expr: &ruleset::Expr| match expr.ty {
            ruleset::Type::Set(choice) => Some(choice),
            _ => None,
        };
        let choice = self.typed(bare(set).span).find_map(ty)?;
        Some(readable(&self.choice(choice).name))
    }
}
