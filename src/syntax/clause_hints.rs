//! Near misses around clauses and the first lines of declarations: in goes
//! the place where reading stopped, out comes a message that says how the
//! language writes it.

use crate::diagnostics::{Code, Diagnostic, nearest};

use super::errors::shortened;
use super::grammar::Rule;
use super::keywords::{ADJUSTMENTS, Keyword};
use super::place::{Place, Token};
use super::row_hints;

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    if place.begins_line() {
        return Some(nothing_below(place).unwrap_or_else(|| unknown_clause(place)));
    }
    needless_colon(place)
        .or_else(|| verdict(place))
        .or_else(|| condition_after_verdict(place))
        .or_else(|| clause_on_same_line(place))
        .or_else(|| expectation(place))
        .or_else(|| given_with_and(place))
        .or_else(|| two_adjustments(place))
        .or_else(|| missing_rows(place))
        .or_else(|| bullets_without_list(place))
}

/// A line that begins no clause of its declaration.
fn unknown_clause(place: &Place<'_>) -> Diagnostic {
    let Some(keyword) = place.keyword else {
        return Diagnostic::error(Code::UnknownClause, "this line cannot be read")
            .label(place.here(), "here");
    };
    let noun = keyword.noun();
    let word = place.word();
    let here = place.here();
    if word == "-" {
        return Diagnostic::error(Code::UnknownClause, "this line belongs to no list")
            .label(here, "begins with `-`, but no list stands above it")
            .help("a list begins with `all of`, `any of`, `none of` or `at least 2 of` at the end of the line above, such as `when any of`");
    }
    if word == "|" {
        return match keyword {
            Keyword::Test => {
                Diagnostic::error(Code::UnknownClause, "this table belongs to nothing")
                    .label(here, "a row")
                    .help("write `given` above a table of days, or `cases` above a table of cases")
            }
            Keyword::Table => row_hints::unreadable(place),
            _ => Diagnostic::error(Code::UnknownClause, format!("a {noun} has no table"))
                .label(here, "a row")
                .help("write a `table \"Name\"` of its own at the left edge"),
        };
    }
    if Keyword::from_word(word).is_some()
        && !keyword.has_clause(word)
        && place
            .next(1)
            .is_some_and(|next| next.is_string() || next.is_word())
    {
        return Diagnostic::error(
            Code::UnknownClause,
            format!("`{word}` begins a declaration, but is indented"),
        )
        .label(here, "not at the left edge")
        .help("begin its line at the left edge");
    }
    if ADJUSTMENTS.contains(&word) && keyword == Keyword::Rule {
        return Diagnostic::error(
            Code::UnknownClause,
            format!("`{word}` stands apart from its verdict"),
        )
        .label(here, "not right below `then`")
        .help("put it on the line below `then modify`, indented once more");
    }
    if keyword == Keyword::Table {
        return row_hints::without_bars(place);
    }
    if keyword.clauses().is_empty() {
        return Diagnostic::error(Code::UnknownClause, format!("a {noun} has no clauses"))
            .label(here, "cannot stand here")
            .help("take this line out, or write it as a comment with `#`");
    }
    let headline = if place.found().is_some_and(Token::is_word) {
        if keyword.has_clause(word) {
            format!("this `{}` clause cannot be read", shortened(word))
        } else {
            format!("{} has no clause `{}`", article(keyword), shortened(word))
        }
    } else {
        format!("`{}` begins no clause", shortened(word))
    };
    let error = Diagnostic::error(Code::UnknownClause, headline);
    if matches!(
        word,
        "+" | "-" | "*" | "/" | "^" | "<" | ">" | "<=" | ">=" | "is" | "=" | ","
    ) {
        return Diagnostic::error(
            Code::UnknownClause,
            format!("`{word}` does not go on with the line above"),
        )
        .label(here, "begins the line")
        .help(format!(
            "put `{word}` at the end of the line above, or the whole expression in brackets"
        ));
    }
    let clauses = keyword.clauses();
    // `missing` is nearer to `missing means` than its letters say.
    let first_words = || clauses.iter().filter_map(|clause| clause.split(' ').next());
    if let Some(clause) = clauses
        .iter()
        .find(|clause| clause.contains(' ') && clause.split(' ').next() == Some(word))
    {
        return error
            .label(here, "not written in full")
            .help(format!("did you mean `{clause}`?"));
    }
    if let Some(meant) = meant(word, keyword) {
        return error
            .label(here, "unknown clause")
            .help(format!("write `{meant}`"));
    }
    match nearest(word, first_words()) {
        Some(near) if near != word => error
            .label(here, "unknown clause")
            .help(format!("did you mean `{near}`?"))
            .fix(here, near),
        _ if clauses.len() == 1 => error
            .label(here, "unknown clause")
            .help(format!("the one clause of {} is {}", article(keyword), listed(clauses))),
        _ => error.label(here, "unknown clause").help(format!(
            "the clauses of {} are {}; an expression goes on over the line's end only inside brackets, after an operator, or before `and` and `or`",
            article(keyword),
            listed(clauses)
        )),
    }
}

/// Words of other languages for a clause.
fn meant(word: &str, keyword: Keyword) -> Option<&'static str> {
    Some(match (word, keyword) {
        ("if", Keyword::Rule) => "when …",
        ("else" | "except" | "but", Keyword::Rule) => "unless …",
        ("reason" | "why" | "message", Keyword::Rule | Keyword::Otherwise) => "because \"…\"",
        ("train" | "modify" | "rest" | "verdict", Keyword::Rule) => "then rest",
        ("set" | "setting" | "given" | "let" | "using", Keyword::Include) => "with NAME = VALUE",
        ("except" | "not" | "drop" | "exclude" | "remove" | "rule", Keyword::Include) => {
            "without rule \"…\""
        }
        ("rest" | "train" | "modify" | "assert" | "should", Keyword::Test) => "expect …",
        ("with" | "let" | "set" | "when", Keyword::Test | Keyword::Example) => "given NAME = VALUE",
        ("default", Keyword::Input | Keyword::Plan) => "missing means …",
        ("question" | "prompt", Keyword::Input | Keyword::Plan) => "ask \"…\"",
        ("lower" | "no", Keyword::Input | Keyword::Plan) => "higher is better",
        ("unit" | "type", Keyword::Input | Keyword::Plan) => "input NAME: TYPE",
        ("description" | "note" | "comment", _) if keyword.has_clause("about") => "about \"…\"",
        _ => return None,
    })
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

/// `expect could be rest`
fn expectation(place: &Place<'_>) -> Option<Diagnostic> {
    let second = match place.before.as_slice() {
        [first, _] => first.text == "expect",
        [_] => place.keyword.is_none() && place.expects(Rule::becomes_),
        _ => false,
    };
    let found = place.found()?;
    if !second || !place.after_value() || !(found.is_word() || found.is_string()) {
        return None;
    }
    let said = place.last()?;
    if !said.is_word() {
        return None;
    }
    let error = Diagnostic::error(
        Code::Syntax,
        format!(
            "`{} {}` is nothing that a test can expect",
            said.text,
            shortened(found.text)
        ),
    )
    .label(place.span(said.start, found.end()), "not understood");
    let phrases = [
        "for now",
        "could become",
        "waiting on",
        "no rule",
        "no flag",
    ];
    let written = format!("{} {}", said.text, found.text);
    Some(match nearest(&written, phrases) {
        Some(near) => error
            .help(format!("did you mean `{near}`?"))
            .fix(place.span(said.start, found.end()), near),
        None => error.help("write `modify`, `modify for now`, `could become rest`, `waiting on NAME`, `rule \"…\"`, `no rule \"…\"`, `flag \"…\"`, `no flag`, `NAME is VALUE` or `NAME becomes VALUE`"),
    })
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

fn article(keyword: Keyword) -> String {
    let noun = keyword.noun();
    if noun.starts_with('`') {
        noun.to_owned()
    } else if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        format!("an {noun}")
    } else {
        format!("a {noun}")
    }
}

fn listed(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
