//! Near misses in the first lines of declarations, around names, types and
//! texts: in goes the place where reading stopped, out comes a message that
//! says how the language writes it.

use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::units::Unit;

use super::errors::shortened;
use super::grammar::Rule;
use super::keywords::{Keyword, RESERVED};
use super::place::{Place, Token};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    reserved_name(place)
        .or_else(|| two_words(place))
        .or_else(|| type_words(place))
        .or_else(|| missing_colon(place))
        .or_else(|| missing_equals(place))
        .or_else(|| unquoted(place))
        .or_else(|| range_bounds(place))
}

/// `let days = 5`, `one of yes, no`
fn reserved_name(place: &Place<'_>) -> Option<Diagnostic> {
    let word = place
        .found()
        .filter(|token| RESERVED.contains(&token.text))?;
    let name =
        place.expects(Rule::name) || place.expects(Rule::members) || place.expects(Rule::path);
    if !name || place.expects(Rule::digits) || place.expects(Rule::number) || place.expects_value()
    {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::ReservedName,
            format!(
                "`{}` is a word of the language, so it cannot be a name",
                word.text
            ),
        )
        .label(place.here(), "reserved")
        .help(format!("choose another name, such as `my_{}`", word.text)),
    )
}

/// `set muscle`, `whole from 0 to 5`, `hours 0 to 16`
fn type_words(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.first_line || !place.expects(Rule::from_) || place.expects_value() {
        return None;
    }
    let last = place.last()?;
    let found = place.found().filter(|found| found.text != ";")?;
    let here = place.span(found.start, found.start);
    if last.text == "set" && found.is_word() {
        return Some(
            Diagnostic::error(Code::Syntax, "`of` is missing after `set`")
                .label(place.here(), "expected `of` before this")
                .help(format!("write `set of {}`", found.text))
                .fix(here, "of "),
        );
    }
    if last.text == "whole" {
        return Some(
            Diagnostic::error(Code::Syntax, "`number` is missing after `whole`")
                .label(place.here(), "expected `number` before this")
                .help("write `whole number`, or `whole number from 0 to 60`")
                .fix(here, "number "),
        );
    }
    if found.is_number() || found.text == "-" {
        let is_unit = Unit::parse(last.text).is_ok();
        if !is_unit && nearest(last.text, ["scale"]).is_some() {
            return Some(
                Diagnostic::error(Code::Syntax, format!("`{}` is written `scale`", last.text))
                    .label(place.span_of(last), "expected `scale`")
                    .help("write `scale`")
                    .fix(place.span_of(last), "scale"),
            );
        }
        return Some(
            Diagnostic::error(Code::Syntax, "`from` is missing before this range")
                .label(place.here(), "expected `from` before this")
                .help(format!("write it as in `{} from 0 to 16`", last.text))
                .fix(here, "from "),
        );
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            format!("the type ends before `{}`", shortened(found.text)),
        )
        .label(place.here(), "cannot stand here")
        .help("after a type may stand a range such as `from 0 to 16`, `for each CHOICE`, and `, lasting`"),
    )
}

/// `input sleep quality: scale 1 to 5`
fn two_words(place: &Place<'_>) -> Option<Diagnostic> {
    let expects = if place.expects(Rule::colon) {
        ":"
    } else if place.expects(Rule::equals) || place.expects(Rule::becomes_) {
        "="
    } else {
        return None;
    };
    if place.last_word() == place.before.first().map_or("", |first| first.text) {
        return None;
    }
    let first = place.last().filter(|token| token.is_word())?;
    let words: Vec<&str> = place
        .after
        .iter()
        .take_while(|token| token.is_word())
        .map(|token| token.text)
        .collect();
    let after = place.next(words.len())?;
    if words.is_empty() || after.text != expects {
        return None;
    }
    let last = place.next(words.len() - 1)?;
    let joined = format!("{}_{}", first.text, words.join("_"));
    let span = place.span(first.start, last.end());
    Some(
        Diagnostic::error(Code::Syntax, "a name is one word")
            .label(span, "more than one word")
            .help(format!("write `{joined}`"))
            .fix(span, joined),
    )
}

/// `input sleep hours`
fn missing_colon(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::colon) || place.keyword.is_none() {
        return None;
    }
    let name = place.last()?;
    let after = place.span(name.end(), name.end());
    let (error, help) = match (place.keyword?, place.found()) {
        (Keyword::Choice, _) => (
            "`:` is missing after the name of this choice",
            "write `choice NAME: first, second`",
        ),
        (Keyword::Group, _) => (
            "`:` is missing after the choice",
            "write `group NAME of CHOICE: first, second`",
        ),
        (_, None) => (
            "this has no type",
            "write `:` and a type after the name, such as `: scale 0 to 10`, `: hours from 0 to 16` or `: yes or no`",
        ),
        (Keyword::Setting, Some(found)) if found.text == "=" => (
            "this setting has no type",
            "write a type before the value, such as `setting severe: scale 0 to 10 = 8`",
        ),
        (_, Some(found)) if found.text == "=" => (
            "this has a value where its type should stand",
            "what is measured or planned has a type, such as `input sleep: hours from 0 to 16`; what is worked out is a `let`",
        ),
        _ if place
            .before
            .first()
            .is_some_and(|first| first.text == "several") =>
        {
            (
                "`:` is missing after `several a day`",
                "write it as in `several a day: sum`",
            )
        }
        _ => (
            "`:` is missing between the name and its type",
            "put `:` after the name",
        ),
    };
    let error = Diagnostic::error(Code::Syntax, error)
        .label(
            place.here(),
            if place.found().is_some() {
                "expected `:`"
            } else {
                "expected `:` and a type"
            },
        )
        .help(help);
    Some(match place.found() {
        Some(found) if found.is_word() => error.fix(after, ":"),
        _ => error,
    })
}

/// `setting severe: scale 0 to 10`, `given sleep is 8 h`
fn missing_equals(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::equals) {
        return None;
    }
    let begun = place.before.first().map_or("", |first| first.text);
    match (begun, place.found()) {
        ("setting", None) => Some(
            Diagnostic::error(Code::Syntax, "this setting has no value")
                .label(place.here(), "expected `=` and a value")
                .help("write the value after its type, such as `= 8`"),
        ),
        (_, Some(found)) if matches!(found.text, "is" | ":" | "==" | "to" | "=>") => Some(
            Diagnostic::error(
                Code::Syntax,
                format!("a value is given with `=`, not with `{}`", found.text),
            )
            .label(place.here(), "expected `=`")
            .help(match place.last().filter(|last| last.is_word()) {
                Some(name) => format!("write `{} = …`", shortened(name.text)),
                None => "write `NAME = VALUE`".to_owned(),
            })
            .fix(place.here(), if found.text == ":" { " =" } else { "=" }),
        ),
        ("let", _) => Some(
            Diagnostic::error(Code::Syntax, "`=` is missing after the name")
                .label(place.here(), "expected `=`")
                .help("write `let NAME = VALUE`"),
        ),
        _ => None,
    }
}

/// `rule Severe soreness`
fn unquoted(place: &Place<'_>) -> Option<Diagnostic> {
    let texts = [Rule::text, Rule::template, Rule::string];
    if !texts.iter().any(|rule| place.expects(*rule))
        || place.expects_value()
        || place.expects(Rule::name)
    {
        return None;
    }
    let found = place.found()?;
    if found.text.starts_with(super::hints::QUOTES) {
        return None;
    }
    if place.after.iter().any(|token| token.is_string()) || !(found.is_word() || found.is_number())
    {
        return None;
    }
    let span = place.span(found.start, place.line_end());
    let written = place.between(found.start, place.line_end());
    // A clause on the same line would be lost in the text.
    let clause =
        |token: &Token<'_>| matches!(token.text, "when" | "then" | "if" | "and" | ":" | "=");
    let is_text = !place.after.iter().any(clause);
    let error = Diagnostic::error(
        Code::Syntax,
        format!(
            "what stands after `{}` goes between quotes",
            place.last_word()
        ),
    )
    .label(span, "not between quotes")
    .help(format!("write `\"{}\"`", shortened(written)))
    .fix(span, format!("\"{written}\""));
    // What an `include` brings in nobody has read yet.
    let is_sure = is_text && place.last_word() != "include";
    Some(if is_sure { error.sure() } else { error })
}

/// `scale 0-10`, `from 0 h to 16 h`
fn range_bounds(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.first_line || !place.last().is_some_and(Token::is_number) {
        return None;
    }
    let found = place.found()?;
    let ranged = place
        .before
        .iter()
        .any(|token| matches!(token.text, "scale" | "from"));
    if !ranged {
        return None;
    }
    if place.expects(Rule::to_) && matches!(found.text, "-" | ".." | "\u{2013}" | "," | "and") {
        return Some(
            Diagnostic::error(Code::DashRange, "a range is written with `to`")
                .label(place.here(), "expected `to`")
                .help("write both ends with `to` between them, such as `0 to 10`")
                .fix(place.here(), " to "),
        );
    }
    let unit =
        found.text == "%" || (found.is_word() && !matches!(found.text, "for" | "to" | "from"));
    unit.then(|| {
        Diagnostic::error(Code::Syntax, "the ends of a range are plain numbers")
            .label(place.here(), "a unit is not needed here")
            .help(format!(
                "take `{}` out: the type before it already says the unit, such as `hours from 0 to 16`",
                found.text
            ))
            .fix(place.here(), "")
    })
}
