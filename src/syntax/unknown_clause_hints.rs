//! Lines that begin no clause of their declaration: in goes the place where
//! such a line begins, out comes a message that names the clause that was
//! meant, or the ones that there are.

use crate::diagnostics::{Code, Diagnostic, nearest};

use super::errors::shortened;
use super::keywords::{ADJUSTMENTS, Keyword};
use super::place::{Place, Token};
use super::row_hints;

/// A line that begins no clause of its declaration.
pub(super) fn unknown_clause(place: &Place<'_>) -> Diagnostic {
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
        let error = Diagnostic::error(
            Code::UnknownClause,
            format!("`{word}` stands apart from its verdict"),
        )
        .label(here, "not right below `then`")
        .help("put it on the line below `then modify`, indented once more");
        return below_then(place, error);
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
    let owners: Vec<String> = Keyword::ALL
        .iter()
        .filter(|other| **other != keyword && other.has_clause(word) && word != "allow")
        .map(|other| article(*other))
        .collect();
    if !owners.is_empty() && !keyword.has_clause(word) {
        return error
            .label(here, "stands below something else")
            .help(format!(
                "`{word}` is a clause of {}; {} {}",
                owners.join(" or "),
                if clauses.len() == 1 {
                    format!("the one clause of {} is", article(keyword))
                } else {
                    format!("the clauses of {} are", article(keyword))
                },
                listed(clauses)
            ));
    }
    match nearest(word, first_words()) {
        Some(near) if near != word => error
            .label(here, "unknown clause")
            .help(format!("did you mean `{near}`?"))
            .fix(here, near)
            .sure(),
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

/// Moves the line below the one that begins with `then`, where there is one.
fn below_then(place: &Place<'_>, error: Diagnostic) -> Diagnostic {
    let Some(word) = place.found() else {
        return error;
    };
    let mut at = 0;
    let mut after_then = None;
    let mut own = None;
    for line in place.text.split('\n') {
        let end = at + line.len();
        if line.trim_start().starts_with("then ") {
            after_then = Some(end);
        }
        if (at..=end).contains(&word.start) {
            own = Some((at, end));
        }
        at = end + 1;
    }
    match (own, after_then) {
        (Some((from, to)), Some(then)) if from > 0 => error
            .fix(place.span(from - 1, to), "")
            .fix(
                place.span(then, then),
                format!("\n    {}", place.between(from, to)),
            )
            .sure(),
        _ => error,
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

/// `a rule`, `an input`
pub(super) fn article(keyword: Keyword) -> String {
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
