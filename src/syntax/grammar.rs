//! The one place that runs pest: in goes a text and the rule to read it by,
//! out come pest's pairs, or where reading stopped and what could have stood there.

use std::num::NonZeroUsize;
use std::sync::Once;

use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};
use pest::iterators::{Pair, Pairs};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/touchline.pest"]
struct Grammar;

/// A node that pest read.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// Why a text could not be read.
#[derive(Debug)]
pub(super) enum Failure {
    /// Nothing fits from this byte on; any of these could have stood there.
    Stopped {
        /// The byte offset in the text that was read.
        at: usize,
        /// What would have fitted.
        expected: Vec<Rule>,
    },
    /// Reading took more steps or more depth than is allowed.
    Limit,
}

/// Far more steps than the largest declaration takes; the grammar needs a
/// bounded number a byte, so this only guards against a mistake in it.
const STEPS: Option<NonZeroUsize> = NonZeroUsize::new(400_000_000);

/// Reads the whole of a text by one rule.
pub(super) fn read(rule: Rule, text: &str) -> Result<Node<'_>, Failure> {
    static LIMIT: Once = Once::new();
    LIMIT.call_once(|| pest::set_call_limit(STEPS));
    let mut pairs: Pairs<'_, Rule> =
        Grammar::parse(rule, text).map_err(|error| match error.variant {
            ErrorVariant::CustomError { .. } => Failure::Limit,
            ErrorVariant::ParsingError { positives, .. } => Failure::Stopped {
                at: match error.location {
                    InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
                },
                expected: positives,
            },
        })?;
    pairs.next().ok_or(Failure::Limit)
}

/// The nodes below a node that carry meaning: neither keywords nor punctuation.
pub(super) fn parts<'i>(node: Node<'i>) -> impl Iterator<Item = Node<'i>> {
    node.into_inner().filter(|part| !is_mark(part.as_rule()))
}

/// Whether a node below this one is of this rule.
pub(super) fn has(node: &Node<'_>, rule: Rule) -> bool {
    node.clone().into_inner().any(|part| part.as_rule() == rule)
}

/// Keywords and punctuation: they say what stands where, and hold nothing.
pub(super) fn is_mark(rule: Rule) -> bool {
    is_keyword(rule) || is_punctuation(rule)
}

fn is_punctuation(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::EOI
            | Rule::next_line
            | Rule::comma
            | Rule::colon
            | Rule::equals
            | Rule::less
            | Rule::dot
            | Rule::bar
            | Rule::dash
            | Rule::open
            | Rule::close
            | Rule::open_brace
            | Rule::close_brace
    )
}

/// Whether a rule is a word of the language.
pub(super) fn is_keyword(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::ruleset_
            | Rule::about_
            | Rule::source_
            | Rule::version_
            | Rule::stages_
            | Rule::athlete_
            | Rule::column_
            | Rule::date_
            | Rule::include_
            | Rule::with_
            | Rule::without_
            | Rule::rule_
            | Rule::choice_
            | Rule::group_
            | Rule::of_
            | Rule::input_
            | Rule::plan_
            | Rule::ask_
            | Rule::at_
            | Rule::sum_
            | Rule::average_
            | Rule::highest_
            | Rule::lowest_
            | Rule::median_
            | Rule::higher_
            | Rule::is_
            | Rule::worse_
            | Rule::better_
            | Rule::setting_
            | Rule::let_
            | Rule::table_
            | Rule::adjust_
            | Rule::give_
            | Rule::name_
            | Rule::any_
            | Rule::above_
            | Rule::under_
            | Rule::when_
            | Rule::unless_
            | Rule::then_
            | Rule::flag_
            | Rule::allow_
            | Rule::because_
            | Rule::overrides_
            | Rule::cut_
            | Rule::by_
            | Rule::cap_
            | Rule::raise_
            | Rule::to_
            | Rule::drop_
            | Rule::from_
            | Rule::advise_
            | Rule::otherwise_
            | Rule::guarantee_
            | Rule::always_
            | Rule::never_
            | Rule::rises_
            | Rule::falls_
            | Rule::example_
            | Rule::test_
            | Rule::given_
            | Rule::today_
            | Rule::cases_
            | Rule::expect_
            | Rule::becomes_
            | Rule::yes_
            | Rule::no_
            | Rule::not_
            | Rule::and_
            | Rule::or_
            | Rule::overlaps_
            | Rule::includes_
            | Rule::in_
            | Rule::yesterday_
            | Rule::if_
            | Rule::else_
            | Rule::among_
            | Rule::outside_
            | Rule::over_
            | Rule::last_
            | Rule::known_
            | Rule::latest_
            | Rule::within_
            | Rule::days_
            | Rule::where_
            | Rule::lasting_
            | Rule::scale_
            | Rule::number_
            | Rule::missing_means_
            | Rule::several_a_day_
            | Rule::never_milder_as_
            | Rule::same_verdict_whatever_
            | Rule::could_become_
            | Rule::waiting_on_
            | Rule::no_rule_
            | Rule::no_flag_
            | Rule::for_now_
            | Rule::expect_column_
            | Rule::for_each_
            | Rule::whole_number_
            | Rule::yes_or_no_
            | Rule::one_of_
            | Rule::set_of_
            | Rule::is_between_
            | Rule::is_one_of_
            | Rule::is_missing_
            | Rule::is_known_
            | Rule::is_not_
            | Rule::all_of_
            | Rule::any_of_
            | Rule::none_of_
            | Rule::at_least_
            | Rule::sum_of_
            | Rule::population_sd_of_
            | Rule::sd_of_
            | Rule::trend_of_
            | Rule::z_score_of_
            | Rule::ewma_of_
            | Rule::with_span_
            | Rule::with_at_least_
            | Rule::before_today_
            | Rule::days_in_a_row_
            | Rule::days_since_
            | Rule::months_since_
            | Rule::years_since_
            | Rule::size_of_
            | Rule::days_ago_
    )
}
