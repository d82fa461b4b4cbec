//! Near misses around clauses and the first lines of declarations: in goes
//! the place where reading stopped, out comes a message that says how the
//! language writes it.

use crate::diagnostics::{Code, Diagnostic, nearest};

use super::errors::shortened;
use super::grammar::Rule;
use super::keywords::{ADJUSTMENTS, Keyword};
use super::place::{Place, Token};
use super::{expectation_hints, unknown_clause_hints};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    if place.begins_line() {
        return Some(
            nothing_below(place).unwrap_or_else(|| unknown_clause_hints::unknown_clause(place)),
        );
    }
    needless_colon(place)
        .or_else(|| verdict(place))
        .or_else(|| condition_after_verdict(place))
        .or_else(|| clause_on_same_line(place))
        .or_else(|| expectation_hints::hint(place))
        .or_else(|| given_with_and(place))
        .or_else(|| two_adjustments(place))
        .or_else(|| missing_rows(place))
        .or_else(|| bullets_without_list(place))
}

/// `because: "…"`, `otherwise: train`, `when x > 5:`
fn needless_colon(place: &Place<'_>) -> Option<Diagnostic> {
    let colon = place.found().filter(|token| token.text == ":")?;
    let at_end = place.after.len() == 1 && !place.before.is_empty();
    let after_keyword = place.before.len() == 1
        && place.last().is_some_and(Token::is_word)
        && !place.expects(Rule::name);
    if place.keyword.is_none() || !(at_end || after_keyword) || place.expects(Rule::colon) {
        return None;
    }
    let what = if after_keyword {
        format!("no `:` stands after `{}`", place.last_word())
    } else {
        "no `:` stands at the end of this line".to_owned()
    };
    Some(
        Diagnostic::error(Code::Syntax, what)
            .label(place.span_of(colon), "not needed")
            .help("take the `:` out")
            .fix(place.span_of(colon), ""),
    )
}

/// `then modfy`
fn verdict(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::verdict) {
        return None;
    }
    let word = place.found().filter(|token| token.is_word())?;
    let error = Diagnostic::error(
        Code::Syntax,
        format!("`{}` is no verdict", shortened(word.text)),
    );
    let here = place.here();
    Some(match nearest(word.text, ["train", "modify", "rest"]) {
        Some(near) => error
            .label(here, "not a verdict")
            .help(format!("did you mean `{near}`?"))
            .fix(here, near),
        None => error
            .label(here, "not a verdict")
            .help("the verdicts are `train`, `modify` and `rest`"),
    })
}

/// `then rest if soreness > 7`
fn condition_after_verdict(place: &Place<'_>) -> Option<Diagnostic> {
    let word = place.found().filter(|token| {
        matches!(token.text, "if" | "when" | "unless")
            && matches!(place.last_word(), "train" | "modify" | "rest")
    })?;
    let condition = place.between(word.end(), place.line_end());
    let clause = if word.text == "unless" {
        "unless"
    } else {
        "when"
    };
    if place.keyword == Some(Keyword::Guarantee) {
        return Some(
            Diagnostic::error(
                Code::Syntax,
                format!("`{}` is written `when` here", word.text),
            )
            .label(place.here(), "expected `when`")
            .help(format!("write `when {condition}`"))
            .fix(place.here(), "when"),
        );
    }
    let error = Diagnostic::error(
        Code::Syntax,
        format!(
            "the condition of a verdict stands on a line of its own, not after `{}`",
            place.last_word()
        ),
    )
    .label(place.here(), "begins a condition");
    Some(match place.keyword {
        Some(Keyword::Otherwise) => error.help(format!(
            "`otherwise` has no condition: write a `rule \"Name\"`, and below it `when {condition}` and `then {}`",
            place.last_word()
        )),
        _ => error.help(format!("write `{clause} {condition}` on a line above `then`")),
    })
}

/// `when soreness > 7 then rest`, `otherwise train because "…"`
fn clause_on_same_line(place: &Place<'_>) -> Option<Diagnostic> {
    let word = place.found()?;
    let keyword = place.keyword?;
    let ends = [Rule::EOI, Rule::next_line, Rule::or_];
    let follows = place
        .next(1)
        .is_some_and(|next| next.is_word() || next.is_string());
    if !keyword.has_clause(word.text) || !follows || !ends.iter().any(|rule| place.expects(*rule)) {
        return None;
    }
    let deeper = if ADJUSTMENTS.contains(&word.text) {
        "    "
    } else {
        "  "
    };
    Some(
        Diagnostic::error(
            Code::Syntax,
            format!("`{}` begins a line of its own", word.text),
        )
        .label(place.here(), "not on a line of its own")
        .help("break the line before it")
        .fix(place.here(), format!("\n{deeper}{}", word.text)),
    )
}

/// `given "Fresh" and soreness = 5`
fn given_with_and(place: &Place<'_>) -> Option<Diagnostic> {
    let given = place
        .before
        .first()
        .is_some_and(|first| first.text == "given");
    // `stress = 5 and ill = no` is read as a value up to the second `=`.
    let joint = match (place.before.as_slice(), place.word()) {
        ([.., joint, name], "=") if joint.text == "and" && name.is_word() => *joint,
        (_, "and") if place.expects(Rule::comma) => place.found()?,
        _ => return None,
    };
    if !given {
        return None;
    }
    let span = place.span_of(joint);
    Some(
        Diagnostic::error(
            Code::Syntax,
            "what is given is separated by commas, not by `and`",
        )
        .label(span, "expected `,`")
        .help("write `,`, or a second `given` on a line of its own")
        .fix(span, ","),
    )
}

/// `when any of`, `given` or `cases` with nothing below it but the next clause
fn nothing_below(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword?;
    let last = *place.above.last()?;
    if !keyword.has_clause(place.word()) {
        return None;
    }
    let (code, what, help) = if place.expects(Rule::dash) {
        (
            Code::Syntax,
            format!("no conditions stand below `{}`", list_head(&place.above)),
            "below it write each condition on a line of its own that begins with `-`, or all of them after it in brackets with commas between them",
        )
    } else if place.expects(Rule::bar) && last.text == "cases" {
        (
            Code::MissingClause,
            "`cases` has no table".to_owned(),
            CASES,
        )
    } else if place.expects(Rule::bar) && last.text == "given" {
        (
            Code::MissingClause,
            "nothing is given here".to_owned(),
            GIVEN,
        )
    } else {
        return None;
    };
    let below = place.span(last.end(), last.end());
    Some(
        Diagnostic::error(code, what)
            .label(below, "nothing follows")
            .help(help),
    )
}

/// `any of`, `at least 2 of`, at the end of a line
fn list_head(line: &[Token<'_>]) -> String {
    let words: Vec<&str> = line.iter().map(|token| token.text).collect();
    let from = words
        .iter()
        .rposition(|word| matches!(*word, "all" | "any" | "none" | "at"))
        .unwrap_or(0);
    words.get(from..).unwrap_or_default().join(" ")
}

/// `cut load by 20% and sets by 30%`
fn two_adjustments(place: &Place<'_>) -> Option<Diagnostic> {
    let begun = place.before.first()?.text;
    let again = matches!(place.word(), "by" | "at" | "to" | "from" | "and" | ",");
    if !ADJUSTMENTS.contains(&begun) || !again || !place.after_value() {
        return None;
    }
    Some(
        Diagnostic::error(Code::Syntax, format!("one `{begun}` changes one thing"))
            .label(place.here(), "a second change")
            .help(format!("write a second `{begun}` on a line of its own")),
    )
}

const CASES: &str = "below it write rows such as `| soreness | expect |` and `| 5 | modify |`";
const GIVEN: &str =
    "write `given NAME = VALUE`, or below `given` a table whose first column is `day`";

/// `cases` with nothing below it
fn missing_rows(place: &Place<'_>) -> Option<Diagnostic> {
    if place.found().is_some() || place.last().is_none() {
        return None;
    }
    let (what, help) = match (place.keyword?, place.last_word(), place.before.len()) {
        (Keyword::Test, "cases", 1) => ("`cases` has no table", CASES),
        (Keyword::Test | Keyword::Example, "given", 1) => ("nothing is given here", GIVEN),
        (Keyword::Table, _, _) if place.first_line => (
            "this table has no rows",
            "below it write a header and rows, such as `| soreness | then |` and `| >= 8 | rest |`",
        ),
        (Keyword::Guarantee, _, _) if place.first_line => (
            "this guarantee promises nothing",
            "below it write `never train when …`, `always rest when …`, `never milder as X rises` or `same verdict whatever X is`",
        ),
        _ => return None,
    };
    Some(
        Diagnostic::error(Code::MissingClause, what)
            .label(place.here(), "nothing follows")
            .help(help),
    )
}

/// `when` and bullets, without saying which must hold
fn bullets_without_list(place: &Place<'_>) -> Option<Diagnostic> {
    if place.found().is_some() || !place.expects(Rule::condition) {
        return None;
    }
    let last = place.last()?;
    let below = place.text.get(last.end()..)?.trim_start();
    if !below.starts_with('-') || !matches!(last.text, "when" | "unless") {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            format!(
                "`{}` does not say how many of these lines must hold",
                last.text
            ),
        )
        .label(
            place.here(),
            "expected `all of`, `any of`, `none of` or `at least 2 of`",
        )
        .help(format!(
            "write `{} all of` or `{} any of`",
            last.text, last.text
        )),
    )
}
