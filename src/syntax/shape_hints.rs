//! Mistakes of a whole declaration's shape, after which its other lines are
//! not worth a message each: in goes the place where reading stopped, out comes
//! the one message.

use crate::diagnostics::{Code, Diagnostic};

use super::errors::in_help;
use super::grammar::{Failure, Rule};
use super::keywords::Keyword;
use super::place::{Place, Token};
use super::rewrites::LineTokens;

/// The message after which the declaration is not read on.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    otherwise_in_rule(place)
        .or_else(|| indented_declaration(place))
        .or_else(|| bullets(place))
        .or_else(|| braces(place))
        .or_else(|| otherwise_if(place))
        .or_else(|| nameless(place))
        .or_else(|| members_below(place))
}

/// The place of a failure in a declaration.
pub(super) fn place<'a>(
    failure: &'a Failure,
    text: &'a str,
    span: crate::span::Span,
    keyword: Keyword,
    whole: &'a str,
) -> Option<Place<'a>> {
    match failure {
        Failure::Limit => None,
        Failure::Stopped { at, expected } => {
            Some(Place::new(text, *at, span, expected, Some(keyword)).in_file(whole))
        }
    }
}

/// `rule "Sore"`, with blanks before it
fn indented_declaration(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword.filter(|_| place.begins_line())?;
    let word = place.found()?;
    let next = place.next(1)?;
    let begins = Keyword::from_word(word.text).is_some() && !keyword.has_clause(word.text);
    if !begins || !(next.is_string() || next.is_word()) {
        return None;
    }
    let before = place.text.get(..word.start)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Some(
        Diagnostic::error(
            Code::UnknownClause,
            format!("`{}` begins a declaration, but is indented", word.text),
        )
        .label(place.span_of(word), "not at the left edge")
        .help("begin its line at the left edge")
        .fix(place.span(start, word.start), "")
        .sure(),
    )
}

/// A line below the first of a declaration: where it stands, and how far it is indented.
struct Below<'p> {
    start: usize,
    indent: usize,
    text: &'p str,
}

/// The lines from the one on which an offset stands.
fn lines_from<'p>(place: &Place<'p>, at: usize) -> impl Iterator<Item = Below<'p>> {
    let text = place.text;
    let mut start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |newline| newline + 1);
    text.get(start..)
        .unwrap_or_default()
        .split('\n')
        .map(move |line| {
            let trimmed = line.trim();
            let indent = line.len() - line.trim_start().len();
            let below = Below {
                start: start + indent,
                indent,
                text: trimmed,
            };
            start += line.len() + 1;
            below
        })
}

/// What a line of a list may begin with in place of `-`; how long it is.
fn other_bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(
        first,
        '*' | '\u{2022}' | '\u{2013}' | '\u{2014}' | '\u{b7}' | '+' | '\u{25cf}' | '\u{25aa}' | '>'
    ) {
        return Some(first.len_utf8());
    }
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let sign = line.get(digits..)?.starts_with(['.', ')']);
    (digits > 0 && digits < 3 && sign).then_some(digits + 1)
}

/// `any of`, and below it lines that do not begin with `-`
fn bullets(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword?;
    let begins = place.begins_line();
    // The line above ends with the list's head, or is a line of the list.
    let found = place.found().or_else(|| {
        let last = place.last()?;
        let rest = place.text.get(last.end()..)?;
        let start = last.end() + (rest.len() - rest.trim_start().len());
        Some(Token { start, text: "" })
    })?;
    let head = if begins {
        place.above.last()
    } else {
        place.before.last()
    };
    let after_head = head.is_some_and(|last| last.text == "of") && place.expects(Rule::dash);
    let in_list = begins && place.above.first().is_some_and(|first| first.text == "-");
    if !(after_head || in_list) {
        return None;
    }
    let mut error: Option<Diagnostic> = None;
    let mut depth = None;
    for line in lines_from(place, found.start) {
        if line.text.is_empty() {
            continue;
        }
        if *depth.get_or_insert(line.indent) != line.indent {
            break;
        }
        if line.text.starts_with('-') && error.is_some() {
            continue;
        }
        let word: &str = line
            .text
            .split(|c: char| !(c.is_alphanumeric() || c == '_'))
            .next()
            .unwrap_or_default();
        let (end, written) = match other_bullet(line.text) {
            Some(sign) => {
                let spaced = line
                    .text
                    .get(sign..)
                    .is_some_and(|rest| rest.starts_with(' '));
                (line.start + sign, if spaced { "-" } else { "- " })
            }
            None if after_head && !word.is_empty() && !keyword.has_clause(word) => {
                (line.start, "- ")
            }
            None => break,
        };
        let so_far = error.take().unwrap_or_else(|| {
            let to = if end > line.start {
                end
            } else {
                line.start + word.len()
            };
            Diagnostic::error(Code::Syntax, "each condition of a list begins with `-`")
                .label(place.span(line.start, to), "expected `-`")
                .help("write `-` at the beginning of each of these lines")
        });
        error = Some(so_far.fix(place.span(line.start, end), written));
    }
    error.map(Diagnostic::sure)
}

/// `rule "Sore" {`
fn braces(place: &Place<'_>) -> Option<Diagnostic> {
    let open = place.found().filter(|found| found.text == "{")?;
    let text = place.text.trim_end();
    let close = text.strip_suffix('}')?.len();
    if !place.first_line
        || place.expects_value()
        || !place.before.get(1).is_some_and(|token| token.is_string())
        || close <= open.start
    {
        return None;
    }
    Some(
        Diagnostic::error(
            Code::Syntax,
            "no braces stand around the lines of a declaration",
        )
        .label(place.span_of(open), "not needed")
        .help("take both braces out; the lines are indented instead")
        .fix(place.span_of(open), "")
        .fix(place.span(close, close + 1), "")
        .sure(),
    )
}

/// `otherwise if stress > 7`, and the lines of a rule below it
fn otherwise_if(place: &Place<'_>) -> Option<Diagnostic> {
    let word = place
        .found()
        .filter(|found| matches!(found.text, "if" | "when" | "unless"))?;
    let first = place.before.first()?;
    if place.keyword != Some(Keyword::Otherwise) || !place.first_line || place.before.len() != 1 {
        return None;
    }
    let condition = place.between(word.end(), place.line_end());
    let condition = condition.trim_end_matches([':', ',']).trim();
    let error = Diagnostic::error(Code::Syntax, "`otherwise` has no condition")
        .label(place.span_of(word), "a condition belongs to a rule")
        .help(format!(
            "write a `rule` with `when {}`; `otherwise` is what holds where no rule does",
            in_help(condition)
        ));
    let then = place
        .text
        .lines()
        .skip(1)
        .any(|line| line.trim_start().starts_with("then "));
    Some(
        if then && !condition.contains('"') && !condition.is_empty() && word.text != "unless" {
            error.fix(
                place.span(first.start, place.line_end()),
                format!("rule \"{condition}\"\n  when {condition}"),
            )
        } else {
            error
        },
    )
}

/// `else train`, indented below a rule
fn otherwise_in_rule(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword.filter(|_| place.begins_line())?;
    let word = place.found()?;
    let meant = matches!(word.text, "else" | "otherwise" | "default") && keyword == Keyword::Rule;
    let verdict = place
        .after
        .iter()
        .skip(1)
        .find_map(|token| crate::ast::Verdict::from_name(token.text))?;
    if !meant || place.after.len() > 3 {
        return None;
    }
    let before = place.text.get(..word.start)?;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let error = Diagnostic::error(
        Code::UnknownClause,
        "a rule says nothing of the days on which it does not hold",
    )
    .label(place.span_of(word), "not part of a rule")
    .help(format!(
        "write `otherwise {verdict}` at the left edge, once, for the days on which no rule holds"
    ));
    let there = place
        .whole
        .lines()
        .any(|line| line.starts_with("otherwise"));
    let last = place
        .text
        .get(place.line_end()..)
        .is_none_or(|rest| rest.trim().is_empty());
    Some(if there || !last {
        error
    } else {
        error
            .fix(
                place.span(start, place.line_end()),
                format!("\notherwise {verdict}"),
            )
            .sure()
    })
}

/// `rule`, and nothing after it
fn nameless(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword?;
    let only = place.before.len() == 1 && place.found().is_none()
        || place.before.is_empty() && place.at == 0;
    // The rows of a table begin on the next line.
    let bare_table = keyword == Keyword::Table && place.word() == "|" && place.above.len() == 1;
    if !(only && place.first_line || bare_table)
        || !(place.expects(Rule::text) || place.expects(Rule::string) || bare_table)
    {
        return None;
    }
    let word = if bare_table {
        place.above.first()
    } else {
        place.before.first()
    }?;
    Some(
        Diagnostic::error(Code::Syntax, format!("this {} has no name", keyword.noun()))
            .label(place.span_of(*word), "expected a name after this")
            .help(format!("write `{} \"Name\"`", word.text))
            .fix(place.span(word.end(), word.end()), " \"Name\""),
    )
}

/// `choice side:`, and the members below it
fn members_below(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword?;
    if !matches!(keyword, Keyword::Choice | Keyword::Group) {
        return None;
    }
    let first = lines_from(place, 0).next()?;
    if !first.text.ends_with(':') {
        return None;
    }
    let mut names = Vec::new();
    let mut end = 0;
    for line in lines_from(place, 0)
        .skip(1)
        .filter(|line| !line.text.is_empty())
    {
        let bare = line
            .text
            .trim_start_matches(['-', '*', '\u{2022}', ' '])
            .trim_end_matches([',', ';'])
            .trim();
        let bare = bare.trim_matches('"');
        if bare.is_empty() || !bare.chars().all(|c| c.is_alphanumeric() || c == '_') {
            return None;
        }
        names.push(bare);
        end = line.start + line.text.len();
    }
    if names.is_empty() {
        return None;
    }
    let list = names.join(", ");
    let after = first.start + first.text.len();
    Some(
        Diagnostic::error(
            Code::Syntax,
            "the members stand on the same line, with commas between them",
        )
        .label(place.span(first.start, after), "its members stand below")
        .help(format!(
            "write `{} {}`",
            in_help(first.text),
            in_help(&list)
        ))
        .fix(place.span(after, end), format!(" {list}"))
        .sure(),
    )
}

/// Whether a declaration's first line ends before it is complete: its other
/// lines have nothing to do with that.
pub(super) fn first_line_is_cut_short(place: &Place<'_>) -> bool {
    let line = LineTokens::of(place);
    place.first_line
        && place.found().is_none()
        && !line.tokens.is_empty()
        && ![
            Rule::next_line,
            Rule::EOI,
            Rule::or_,
            Rule::bar,
            Rule::condition,
        ]
        .iter()
        .any(|rule| place.expects(*rule))
}
