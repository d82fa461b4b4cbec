//! Near misses in `include` and `overrides`: in goes the place where reading
//! stopped, out comes a message that says how they name files, settings and
//! rules.

use crate::diagnostics::{Code, Diagnostic};

use super::errors::shortened;
use super::grammar::Rule;
use super::hints::syntax;
use super::keywords::Keyword;
use super::place::{Place, Token};

/// The hint for this place, if it is a known near miss.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    let begun = place.before.first().map_or("", |first| first.text);
    match (place.keyword?, begun) {
        (Keyword::Include, "include") => built_in(place).or_else(|| second_file(place)),
        (Keyword::Include, "with") => settings(place),
        (Keyword::Include, "without") => without(place).or_else(|| joined_texts(place)),
        (Keyword::Rule, "overrides") => overrides(place).or_else(|| joined_texts(place)),
        _ => None,
    }
}

/// `include @soreness`
fn built_in(place: &Place<'_>) -> Option<Diagnostic> {
    let at = place
        .found()
        .filter(|token| token.text == "@" && place.before.len() == 1)?;
    let name = place.next(1).filter(|next| next.is_word())?;
    let written = format!("\"@{}\"", name.text);
    let span = place.span(at.start, name.end());
    Some(
        syntax("what stands after `include` goes between quotes")
            .label(span, "not between quotes")
            .help(format!("write `{}`", shortened(&written)))
            .fix(span, written),
    )
}

/// `include "a.touchline", "b.touchline"`
fn second_file(place: &Place<'_>) -> Option<Diagnostic> {
    let joint = place
        .found()
        .filter(|token| matches!(token.text, "," | "and" | "&" | "+"))?;
    let next = place.next(1).filter(|next| next.is_string())?;
    let span = place.span(joint.start, next.end());
    Some(
        syntax("one `include` names one file")
            .label(span, "a second file")
            .help(format!(
                "write `include {}` on a line of its own",
                shortened(next.text)
            ))
            .fix(span, format!("\ninclude {}", next.text)),
    )
}

/// `with severe = 7 and need = 8 h`, `with setting severe = 7`
fn settings(place: &Place<'_>) -> Option<Diagnostic> {
    let setting = place.last().filter(|last| last.text == "setting");
    if let (Some(setting), Some(name)) = (setting, place.found().filter(|found| found.is_word())) {
        return Some(
            syntax("`setting` is not said again after `with`")
                .label(place.span_of(setting), "not needed")
                .help(format!("write `with {} = …`", shortened(name.text)))
                .fix(place.span(setting.start, name.start), ""),
        );
    }
    let sign = place.found()?.text;
    let joint = joint_before_setting(place).filter(|_| matches!(sign, "=" | "and" | ":" | "is"))?;
    Some(
        syntax("several settings have commas between them")
            .label(place.span_of(joint), "expected `,`")
            .help("write `,`, or a second `with` on a line of its own")
            .fix(place.span_of(joint), ","),
    )
}

/// The `and` before the name of a setting that was read as a value.
fn joint_before_setting<'p>(place: &Place<'p>) -> Option<Token<'p>> {
    match place.before.as_slice() {
        [.., joint, name] if joint.text == "and" && name.is_word() => Some(*joint),
        _ => place.found().filter(|found| found.text == "and"),
    }
}

/// `without "Short night"`, `without rules "Short night"`, `without table "Practice"`
fn without(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.expects(Rule::rule_) || place.before.len() > 1 {
        return None;
    }
    let found = place.found()?;
    let title = place.after.iter().find(|token| token.is_string());
    let title = title.map_or("\"…\"", |title| title.text);
    let error = syntax("`without` leaves out rules").label(place.here(), "expected `rule`");
    Some(match found.text {
        "table" => error.help("write `without rule \"…\"` with the name of a row, as the table's column `name` has it"),
        "flag" => error.help("write `without rule \"…\"` with the name of the rule that raises the flag"),
        "rules" => error
            .help(format!("write `without rule {}`", shortened(title)))
            .fix(place.here(), "rule"),
        word if word.starts_with('"') => error
            .help(format!("write `without rule {}`", shortened(title)))
            .fix(place.span(found.start, found.start), "rule "),
        _ => error.help("write `without rule \"…\"` with the name of a rule; inputs, settings and `let`s stay"),
    })
}

/// `overrides rule "Sore"`, `overrides flag "…"`, `overrides otherwise`
fn overrides(place: &Place<'_>) -> Option<Diagnostic> {
    let found = place.found().filter(|_| place.before.len() == 1)?;
    let error = |message: &str, label: &str| syntax(message).label(place.here(), label);
    Some(match (found.text, place.next(1)) {
        ("otherwise", None) => error(
            "nothing needs to override `otherwise`",
            "decides only where no rule does",
        )
        .help("take this line out: any rule with a verdict comes before `otherwise`"),
        ("rule" | "rules", Some(next)) if next.is_string() => {
            let gap = place.span(found.start, next.start);
            error("`overrides` names rules alone", "not needed")
                .help(format!("write `overrides {}`", shortened(next.text)))
                .fix(gap, "")
        }
        ("flag" | "table", Some(next)) if next.is_string() => {
            error("`overrides` names rules alone", "not a rule").help(if found.text == "flag" {
                "name the rule that raises the flag, as in `overrides \"Short night\"`"
            } else {
                "name rows of the table, as its column `name` has them"
            })
        }
        _ => return None,
    })
}

/// `overrides "Sore" and "Tired"`
fn joined_texts(place: &Place<'_>) -> Option<Diagnostic> {
    let joint = place
        .found()
        .filter(|found| matches!(found.text, "and" | "or" | "&" | ";"))?;
    let between = place.last().is_some_and(Token::is_string)
        && place
            .next(1)
            .is_some_and(|next| next.is_string() || next.text == "rule");
    between.then(|| {
        Diagnostic::error(Code::Syntax, "several names have commas between them")
            .label(place.span_of(joint), "expected `,`")
            .help("write `,`")
            .fix(place.span_of(joint), ",")
    })
}
