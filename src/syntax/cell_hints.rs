//! Near misses in the cells below an expression: in goes the place where
//! reading stopped, out comes a message that says how a cell writes it.

use crate::diagnostics::Diagnostic;

use super::cell::Cell;
use super::comparison_hints::SPOKEN;
use super::errors::{CELL, shortened};
use super::grammar::Rule;
use super::hints::{self, syntax};
use super::place::{Place, Token};
use super::{cell_range_hints, history_hints, rewrites};

/// The message for a cell that could not be read, whose column has this head.
pub(super) fn hint(place: &Place<'_>, head: &str) -> Option<Diagnostic> {
    let cell = Cell::new(place);
    whole_cell(&cell)
        .or_else(|| cell_range_hints::hint(&cell))
        .or_else(|| not_after_is(&cell))
        .or_else(|| list_without_is(&cell))
        .or_else(|| needless_beginning(&cell))
        .or_else(|| subject(&cell, head))
        .or_else(|| not_in_brackets(&cell))
        .or_else(|| separator(&cell))
        .or_else(|| two_values(place))
        .or_else(|| rewrites::hint(place))
        .or_else(|| hints::hint(place))
        .or_else(|| history_hints::hint(place))
        .or_else(|| several_words(&cell))
        .or_else(|| cannot_go_on(place))
}

/// `*`, `-`
fn whole_cell(cell: &Cell<'_>) -> Option<Diagnostic> {
    let text = cell.place.text.trim();
    let truth = ["\u{2713}", "\u{2714}", "\u{2717}", "\u{2718}", "\u{2715}"]
        .iter()
        .position(|sign| *sign == text);
    if let Some(sign) = truth {
        let written = if sign < 2 { "yes" } else { "no" };
        return Some(
            syntax(format!("`{text}` is written `{written}`"))
                .label(cell.whole(), format!("expected `{written}`"))
                .help(format!("write `{written}`"))
                .fix(cell.whole(), written)
                .sure(),
        );
    }
    let signs = [
        "*", "-", "--", "..", "...", "?", "/", "\u{2013}", "\u{2014}", "\u{2026}",
    ];
    if !signs.contains(&text) {
        return None;
    }
    let error = syntax(format!("`{text}` is written `any`")).label(cell.whole(), "expected `any`");
    // Only a star cannot stand for an answer that is not there.
    Some(if text == "*" {
        error.help("write `any`").fix(cell.whole(), "any").sure()
    } else {
        error
            .help("write `any` where the row holds whatever it is, or `is missing` where it holds without an answer")
            .fix(cell.whole(), "any")
    })
}

/// `is not between 4 and 6`, `is not one of {a, b}`
fn not_after_is(cell: &Cell<'_>) -> Option<Diagnostic> {
    if (cell.word(0), cell.word(1)) != ("is", "not") {
        return None;
    }
    let joint = cell.test().iter().position(|token| token.text == "and");
    let written = match (cell.word(2), joint) {
        ("between", Some(joint)) => format!(
            "not {} to {}",
            cell.text(3, joint),
            cell.text(joint + 1, cell.len())
        ),
        ("one", _) => format!("not is {}", cell.text(2, cell.len())),
        _ => return None,
    };
    let span = cell.span(0, cell.len());
    Some(
        syntax("`not` stands before what it turns round")
            .label(cell.span(0, 2), "the wrong way round")
            .help(format!("write `{}`", shortened(&written)))
            .fix(span, written),
    )
}

/// `one of {a, b}`, `in {a, b}`
fn list_without_is(cell: &Cell<'_>) -> Option<Diagnostic> {
    let words = match (cell.word(0), cell.word(1)) {
        ("one", "of") => 2,
        ("in", _) => 1,
        _ => return None,
    };
    let span = cell.span(0, words);
    let said = cell.text(0, words);
    if cell.word(words) != "{" {
        return Some(
            syntax(format!("`{said}` is not needed in a cell"))
                .label(span, "not needed")
                .help("write the values with `or` between them, such as `clean or altered`"),
        );
    }
    Some(
        syntax(format!("`{said}` is written `is one of`"))
            .label(span, "expected `is one of`")
            .help("write `is one of`, or the values alone with `or` between them")
            .fix(span, "is one of"),
    )
}

/// `=7`, `== 7`, `: 7`, `if >= 7`, `to 7`
fn needless_beginning(cell: &Cell<'_>) -> Option<Diagnostic> {
    let is = usize::from(cell.word(0) == "is");
    let sign = cell.word(is);
    if sign == "to" && cell.len() > is + 1 {
        let rest = cell.text(is + 1, cell.len());
        return Some(
            syntax("this range does not say where it begins")
                .label(cell.span(is, is + 1), "nothing stands before this")
                .help(format!("write `<= {rest}`, or a lower end before `to`"))
                .fix(cell.span(0, cell.len()), format!("<= {rest}")),
        );
    }
    if !matches!(sign, "=" | "==" | ":" | "if" | "when") || cell.len() < is + 2 {
        return None;
    }
    let rest = cell.text(is + 1, cell.len());
    Some(
        syntax(format!("`{sign}` is not needed in a cell"))
            .label(cell.span(is, is + 1), "not needed")
            .help(format!("write `{}`", shortened(rest)))
            .fix(cell.span(0, cell.len()), rest),
    )
}

/// `sleep < 6 h` below `sleep`
fn subject(cell: &Cell<'_>, head: &str) -> Option<Diagnostic> {
    let found = cell.place.found()?;
    let comparison = [
        "<", "<=", ">", ">=", "is", "overlaps", "includes", "=", "==",
    ];
    let here = cell.place.before.len().checked_sub(cell.first)?;
    if here == 0 || !comparison.contains(&found.text) {
        return None;
    }
    let said = cell.text(0, here);
    let already = comparison.contains(&cell.word(0)) || cell.word(0) == "above";
    if already
        || !cell
            .word(0)
            .starts_with(|c: char| c.is_alphabetic() || c == '_')
    {
        return None;
    }
    let rest = cell.text(here, cell.len());
    if said != head {
        return Some(
            syntax(format!(
                "a cell says only what must hold of `{}`",
                shortened(head)
            ))
            .label(cell.span(0, cell.len()), "a whole condition")
            .help(format!(
                "give `{}` a column of its own, and write `{}` in its cell",
                shortened(said),
                shortened(rest)
            )),
        );
    }
    Some(
        syntax(format!(
            "`{}` stands at the head of the column already",
            shortened(head)
        ))
        .label(cell.span(0, here), "said twice")
        .help(format!("write `{}`", shortened(rest)))
        .fix(cell.span(0, cell.len()), rest),
    )
}

/// `clean, altered`, `clean and altered`, `clean / altered`, `["clean", "altered"]`
fn separator(cell: &Cell<'_>) -> Option<Diagnostic> {
    let found = cell
        .place
        .found()
        .filter(|token| matches!(token.text, "," | "and" | "/" | "[" | ";" | "&" | "{"))?;
    let list = matches!(found.text, "[" | "{");
    if cell
        .test()
        .iter()
        .any(|token| matches!(token.text, "is" | "of" | "to" | "between"))
    {
        return None;
    }
    if !(cell.place.after_value() || list && cell.place.before.is_empty()) {
        return None;
    }
    let mut values: Vec<&str> = Vec::new();
    for token in cell.test() {
        match token.text {
            "," | "and" | "/" | ";" | "&" | "or" | "[" | "]" | "{" | "}" => {}
            text if token.is_word() || token.is_number() => values.push(text),
            text if token.is_string() => values.push(text.trim_matches('"')),
            _ => return None,
        }
    }
    let whole = cell.whole();
    let span = cell.place.span_of(found);
    if values.is_empty() || values.iter().any(|value| value.is_empty()) {
        return None;
    }
    // Units stand behind their numbers: `6 h, 7 h`.
    let with_units = cell.test().windows(2).any(|pair| {
        pair[0].is_number() && pair[1].is_word() && !matches!(pair[1].text, "or" | "and")
    });
    let error = syntax(if list {
        "the values of a cell stand without brackets"
    } else {
        "the values of a cell have `or` between them"
    })
    .label(span, if list { "not needed" } else { "expected `or`" });
    if with_units || cell.place.before.iter().any(|token| token.text == "or") {
        return Some(error.help("write `or` between them").fix(span, " or"));
    }
    let written = values.join(" or ");
    // `7,5`: two values, or a decimal comma.
    let digits = |token: &super::place::Token<'_>| token.text.chars().all(|c| c.is_ascii_digit());
    if let [whole_part, comma, decimals] = cell.test()
        && comma.text == ","
        && digits(whole_part)
        && digits(decimals)
        && cell.text(0, 3).len() == whole_part.text.len() + 1 + decimals.text.len()
    {
        let number = format!("{}.{}", whole_part.text, decimals.text);
        return Some(
            syntax("decimals are written with a point, and values have `or` between them")
                .label(whole, "decimals, or two values?")
                .help(format!(
                    "write `{number}`, or `{written}`, whichever is meant"
                )),
        );
    }
    Some(
        error
            .help(format!("write `{}`", shortened(&written)))
            .fix(whole, written)
            .sure(),
    )
}

/// `not (< 5)`
fn not_in_brackets(cell: &Cell<'_>) -> Option<Diagnostic> {
    let (open, close) = (cell.word(0), cell.word(cell.len().checked_sub(1)?));
    let comparison = ["<", "<=", ">", ">=", "is"];
    if open != "(" || close != ")" || !comparison.contains(&cell.word(1)) {
        return None;
    }
    let inside = cell.text(1, cell.len() - 1);
    Some(
        syntax("no brackets stand around a comparison in a cell")
            .label(cell.span(0, 1), "not needed")
            .help(format!("write it without them: `{}`", shortened(inside)))
            .fix(cell.span(0, cell.len()), inside)
            .sure(),
    )
}

/// `breaking down`
fn several_words(cell: &Cell<'_>) -> Option<Diagnostic> {
    let words: Vec<&str> = cell.test().iter().map(|token| token.text).collect();
    let plain = cell.test().iter().all(|token| token.is_word());
    let range = ["to", "above", "under", "is", "not"];
    let spoken = SPOKEN.iter().any(|(phrase, _)| words.starts_with(phrase));
    if words.len() < 2 || !plain || spoken || words.iter().any(|word| range.contains(word)) {
        return None;
    }
    let joined = words.join("_");
    let span = cell.span(0, cell.len());
    if matches!(
        words.as_slice(),
        [
            "any" | "all" | "anything" | "everything",
            "other" | "others" | "else"
        ]
    ) {
        return Some(
            syntax("what no other row holds is `otherwise`")
                .label(span, "not a value")
                .help("write `otherwise` in the first cell of the last row, and nothing below the other expressions"),
        );
    }
    Some(
        syntax("a name is one word")
            .label(span, "more than one word")
            .help(format!(
                "write `{}` if that is what it is called",
                shortened(&joined)
            ))
            .fix(span, joined),
    )
}

/// `5 6`: read as far as a number of days would be
fn two_values(place: &Place<'_>) -> Option<Diagnostic> {
    let last = place.last().filter(|last| last.is_number())?;
    let after = place.expects(Rule::days_ago_) && place.before.len() > 1;
    after.then(|| not_going_on(place, last))
}

fn not_going_on(place: &Place<'_>, token: Token<'_>) -> Diagnostic {
    syntax(format!(
        "`{}` does not go on with what stands before it in this cell",
        shortened(token.text)
    ))
    .label(place.span_of(token), "not understood here")
    .help(CELL)
}

/// Something that does not go on with what stands before it.
fn cannot_go_on(place: &Place<'_>) -> Option<Diagnostic> {
    if !place.after_value() {
        return None;
    }
    Some(match place.found() {
        Some(found) => not_going_on(place, found),
        None => syntax("this cell is not complete")
            .label(place.here(), "something is missing here")
            .help(CELL),
    })
}
