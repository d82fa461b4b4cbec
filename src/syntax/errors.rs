//! Why a text could not be read, in a coach's words: in goes where the grammar
//! stopped and what it expected there, out comes a message. A known near miss
//! gets the message of [`hints`](super::hints) or
//! [`clause_hints`](super::clause_hints); the rest says what was expected.

use crate::diagnostics::{Code, Diagnostic};
use crate::span::Span;

use super::grammar::{Failure, Rule};
use super::keywords::Keyword;
use super::place::Place;
use super::{clause_hints, header_hints, hints, history_hints, include_hints, rewrites};

/// The message for a failure in `text`, which stands at `span` in its file.
pub(super) fn explain(
    failure: &Failure,
    text: &str,
    span: Span,
    keyword: Option<Keyword>,
    whole: &str,
    brief: bool,
) -> Diagnostic {
    match failure {
        Failure::Limit => Diagnostic::error(Code::TooDeep, "this is nested too deep to be read")
            .label(Span::new(span.file, span.start, span.start), "begins here")
            .help("give its inner parts names with `let`"),
        Failure::Stopped { at, expected } => {
            let place = Place::new(text, *at, span, expected, keyword).in_file(whole);
            explain_place(&place, brief)
        }
    }
}

/// The message for a place. Put briefly it says where it is and no more: what may have
/// been meant takes far longer to find than that something is wrong.
pub(super) fn explain_place(place: &Place<'_>, brief: bool) -> Diagnostic {
    if brief {
        return Diagnostic::error(Code::Syntax, "this cannot be read").label(place.here(), "");
    }
    rewrites::clauses::hint(place)
        .or_else(|| rewrites::hint(place).filter(|_| !place.begins_line()))
        .or_else(|| clause_hints::hint(place))
        .or_else(|| include_hints::hint(place))
        .or_else(|| header_hints::hint(place))
        .or_else(|| hints::hint(place))
        .or_else(|| history_hints::hint(place))
        .unwrap_or_else(|| plain(place))
}

/// What is said of a declaration that gave no tree although nothing was found wrong with it.
pub(super) fn unreadable(span: Span, keyword: Keyword) -> Diagnostic {
    Diagnostic::error(
        Code::Syntax,
        format!("this {} cannot be read", keyword.noun()),
    )
    .label(Span::new(span.file, span.start, span.start), "begins here")
    .help("write it in smaller parts, and report this as a mistake of Touchline's")
}

/// What was expected, and what stands there instead.
fn plain(place: &Place<'_>) -> Diagnostic {
    let (what, help) = words(place);
    let error = match place.found() {
        Some(token) => Diagnostic::error(
            Code::Syntax,
            format!("expected {what}, not `{}`", shortened(token.text)),
        ),
        None => Diagnostic::error(
            Code::Syntax,
            match place.last() {
                Some(last) => format!("expected {what} after `{}`", shortened(last.text)),
                None => format!("expected {what}"),
            },
        ),
    };
    error
        .label(place.here(), format!("expected {what}"))
        .help(help)
}

/// A token as it may stand in a headline.
pub(super) fn shortened(token: &str) -> String {
    if token.chars().count() <= 30 {
        return token.to_owned();
    }
    let mut short: String = token.chars().take(29).collect();
    short.push('…');
    short
}

/// What is to be written, as it may stand in a help.
pub(super) fn in_help(text: &str) -> String {
    if text.chars().count() <= LONGEST_HELP {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(LONGEST_HELP - 1).collect();
    short.push('…');
    short
}

/// More letters than this of what is to be written tell nobody anything.
const LONGEST_HELP: usize = 90;

/// What could have stood there, and how that is written.
fn words(place: &Place<'_>) -> (&'static str, String) {
    if place.after_value() && place.expects(Rule::then_) {
        return (
            "`then`",
            "write `if CONDITION then VALUE else VALUE`".into(),
        );
    }
    let begun = place.before.first().map_or("", |first| first.text);
    if begun == "raise" && place.expects(Rule::to_) {
        return (
            "`to`",
            "write the least it may be, such as `raise breaks to 3 min`".into(),
        );
    }
    if place.after_value() {
        return if place.expects(Rule::close) {
            (
                "an operator, a comma or `)`",
                "put an operator such as `+`, `>=` or `and` between the two, or a comma, or close the bracket before it".into(),
            )
        } else if place.keyword.is_none() {
            (
                "an operator or the end",
                "put an operator between the two, such as `+`, `>=` or `and`".into(),
            )
        } else {
            (
                "an operator or the line's end",
                "put an operator between the two, such as `+`, `>=` or `and`, or begin a new line"
                    .into(),
            )
        };
    }
    if place.last_word() == "of" && place.first_line && place.expects(Rule::name) {
        return (
            "the members",
            "write them with commas between them, such as `one of low, middle, high`, or with `<` where they have an order".into(),
        );
    }
    if place.keyword == Some(Keyword::Let) && place.expects(Rule::condition) {
        return ("a value", VALUE.to_owned());
    }
    // What matters most comes first: where a value is expected, so may be a bracket.
    for (rules, what, help) in EXPECTED {
        if rules.iter().any(|rule| place.expects(*rule)) {
            return (what, (*help).to_owned());
        }
    }
    if place.keyword.is_none() && place.before.is_empty() {
        return ("a value", VALUE.to_owned());
    }
    if place.keyword.is_none() {
        return ("the end", "take out what stands here".into());
    }
    (
        "the line's end",
        "begin a new line here, or take out what stands here".into(),
    )
}

const VALUE: &str = "write a name, a number such as `7` or `8 h`, or an expression in brackets";

/// What a cell below an expression may hold.
pub(super) const CELL: &str = "a cell below an expression holds a value such as `better`, a range such as `7 to 14`, a comparison such as `< 82`, several of them with `or` between them, or `any`";

/// The rules of the grammar that something else stood in the place of, what
/// people call them, and how they are written.
const EXPECTED: &[(&[Rule], &str, &str)] = &[
    (&[Rule::either, Rule::one_test], "what must hold", CELL),
    (
        &[Rule::verdict],
        "a verdict",
        "write `train`, `modify` or `rest`",
    ),
    (
        &[Rule::condition],
        "a condition",
        "write one such as `soreness >= 7`, or `any of` and a line for each condition",
    ),
    (
        &[Rule::template],
        "a text",
        "write it between quotes, such as `\"Soreness is {soreness}.\"`",
    ),
    (
        &[
            Rule::given_item,
            Rule::given_rows,
            Rule::given_value,
            Rule::given_today,
        ],
        "what is given",
        "write `given \"Example\"`, `given soreness = 5`, or `given` and below it a table of days",
    ),
    (
        &[Rule::text, Rule::string],
        "a text",
        "write it between quotes, such as `\"Warm-up\"`",
    ),
    (
        &[Rule::expectation],
        "what is expected",
        "write `expect modify`, `expect could become rest`, `expect rule \"…\"` or `expect NAME is VALUE`",
    ),
    (
        &[Rule::promise],
        "a promise",
        "write `never train when …`, `always rest when …`, `never milder as X rises` or `same verdict whatever X is`",
    ),
    (
        &[Rule::type_of, Rule::kind],
        "a type",
        "write a type such as `scale 0 to 10`, `hours from 0 to 16`, `yes or no` or `one of low, high`",
    ),
    (
        &[Rule::bound],
        "a number",
        "write both ends of the range as plain numbers, such as `0 to 10`",
    ),
    (
        &[Rule::path, Rule::lone_column],
        "a name",
        "write the name of an input, such as `sleep` or `soreness.quads`",
    ),
    (
        &[Rule::day, Rule::lone_day],
        "a day",
        "write `today`, `yesterday`, `3 days ago`, `27 to 7 days ago` or a date such as `2026-06-05`",
    ),
    (
        &[Rule::days_ago_],
        "`days ago`",
        "write `today`, `yesterday`, `3 days ago`, `27 to 7 days ago` or a date such as `2026-06-05`",
    ),
    (
        &[Rule::window, Rule::over_],
        "the days that count",
        "write `over last 7 days`, or `over 28 days before today`",
    ),
    (
        &[Rule::length],
        "a number of days",
        "write one such as `7 days`",
    ),
    (
        &[Rule::brackets],
        "a condition in brackets",
        "put it in brackets, such as `(soreness >= 5)`",
    ),
    (&[Rule::count], "a number", "write how many, such as `2`"),
    (
        &[
            Rule::expression,
            Rule::comparison,
            Rule::difference,
            Rule::sum,
            Rule::operand,
            Rule::element,
            Rule::number,
            Rule::digits,
        ],
        "a value",
        VALUE,
    ),
    (
        &[Rule::with_span_],
        "`with span`",
        "write `ewma of NAME with span 7 days`",
    ),
    (
        &[Rule::members],
        "the members",
        "write them with commas between them, such as `low, middle, high`, or with `<` where they have an order",
    ),
    (
        &[Rule::name, Rule::name_value],
        "a name",
        "write one word of letters, digits and `_`, such as `sleep_debt`",
    ),
    (
        &[Rule::bar, Rule::cell],
        "`|`",
        "a row begins and ends with `|`, and has one between its cells",
    ),
    (&[Rule::colon], "`:`", "put `:` after the name"),
    (
        &[Rule::then_],
        "`then`",
        "write `if CONDITION then VALUE else VALUE`",
    ),
    (
        &[Rule::to_],
        "`to`",
        "write both ends with `to` between them, such as `0 to 10`",
    ),
    (
        &[Rule::by_],
        "`by`",
        "write what it is cut by, such as `cut load by 20%`",
    ),
    (
        &[Rule::at_],
        "`at`",
        "write the most it may be, such as `cap effort at 7`",
    ),
    (
        &[Rule::from_],
        "`from`",
        "write what it is dropped from, such as `drop lower_body from target_muscles`",
    ),
    (
        &[Rule::is_],
        "`is`",
        "write `higher is worse` or `higher is better`, and in a guarantee `same verdict whatever X is`",
    ),
    (
        &[Rule::worse_, Rule::better_],
        "`worse` or `better`",
        "write `higher is worse` or `higher is better`",
    ),
    (
        &[Rule::sum_, Rule::average_, Rule::highest_, Rule::lowest_],
        "`sum`, `average`, `highest` or `lowest`",
        "write `several a day: sum`",
    ),
    (
        &[Rule::rises_, Rule::falls_],
        "`rises` or `falls`",
        "write `never milder as X rises`",
    ),
    (
        &[Rule::when_],
        "`when`",
        "write the condition after it, such as `when soreness >= 7`",
    ),
    (
        &[Rule::column_],
        "`column`",
        "write `athlete column \"…\"` with the header of the column",
    ),
    (
        &[Rule::rule_],
        "`rule`",
        "write `without rule \"…\"` with the name of the rule",
    ),
    (
        &[Rule::of_],
        "`of`",
        "write `group NAME of CHOICE: first, second`, or `at least 2 of (first, second)`",
    ),
    (&[Rule::known_], "`known`", "write `with at least 3 known`"),
    (&[Rule::and_], "`and`", "write `is between 4 and 6`"),
    (
        &[Rule::close_brace],
        "`}`",
        "put commas between the members, and `}` after the last",
    ),
    (
        &[Rule::close],
        "`)`",
        "put an operator or a comma between the two, or close the bracket before it",
    ),
    (
        &[Rule::equals],
        "`=`",
        "put `=` between the name and its value",
    ),
    (
        &[Rule::unit],
        "a unit",
        "write a unit such as `kg`, `hours`, `percent` or `m/s`",
    ),
    (
        &[Rule::bullet, Rule::open],
        "`(`",
        "put the conditions in brackets with commas between them, or each on a line of its own that begins with `-`",
    ),
];
