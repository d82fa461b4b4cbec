//! Types, ranges and lists of members as they are said elsewhere: in goes the
//! first line of an input, a plan, a setting, a choice or a group, out come
//! rewrites such as `yes or no` for `true/false`, `scale 0 to 10` for
//! `scale (0, 10)`, and `one of left, right` for `["left", "right"]`.

use super::{LineTokens, Rewrite, spaced};
use crate::diagnostics::nearest;
use crate::syntax::errors::in_help;
use crate::syntax::place::Place;
use crate::units::Unit;

/// Types as they are said elsewhere.
const TYPES: [(&[&str], &str); 26] = [
    (&["yes", "/", "no"], "yes or no"),
    (&["yes", ",", "no"], "yes or no"),
    (&["yes", "|", "no"], "yes or no"),
    (&["yes", "-", "no"], "yes or no"),
    (&["yes", "and", "no"], "yes or no"),
    (&["yes", "no"], "yes or no"),
    (&["no", "or", "yes"], "yes or no"),
    (&["one", "of", "yes", ",", "no"], "yes or no"),
    (&["one", "of", "yes", "or", "no"], "yes or no"),
    (&["one", "of", "{", "yes", ",", "no", "}"], "yes or no"),
    (&["true", "or", "false"], "yes or no"),
    (&["true", "/", "false"], "yes or no"),
    (&["y", "/", "n"], "yes or no"),
    (&["a", "scale", "of"], "scale"),
    (&["a", "scale", "from"], "scale"),
    (&["scale", "of"], "scale"),
    (&["scale", "from"], "scale"),
    (&["scale", "between"], "scale"),
    (&["scale", ":"], "scale"),
    (&["whole", "numbers"], "whole number"),
    (&["for", "every"], "for each"),
    (&["per"], "for each"),
    (&["each"], "for each"),
    (&["by"], "for each"),
    (&["for"], "for each"),
    (&["between"], "from"),
];

pub(super) fn types(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let Some(colon) = line.tokens.iter().position(|token| token.text == ":") else {
        return;
    };
    for index in colon + 1..line.tokens.len() {
        for (words, written) in TYPES {
            if line.says(index, words) && line.word(index + words.len()) != "each" {
                let mut rewrite = line
                    .range(index, index + words.len())
                    .map(|(from, to)| Rewrite::word(place, from, to, written));
                // `between 0 and 16`
                let and = (index..line.tokens.len())
                    .find(|&at| matches!(line.word(at), "and" | "-" | "\u{2013}" | ","));
                if let (true, Some(and)) = (words.contains(&"between"), and)
                    && let Some((from, to)) = line.range(and, and + 1)
                {
                    rewrite = rewrite
                        .map(|rewrite| rewrite.with(from, to, spaced(place, from, to, "to")));
                }
                found.extend(rewrite);
            }
        }
    }
    let first = colon + 1;
    let number = |index: usize| {
        let sign = usize::from(line.word(index) == "-");
        line.tokens
            .get(index + sign)
            .is_some_and(|token| token.is_number())
            .then_some(sign + 1)
    };
    // `scale (0 to 10)`, `scale [0, 10]`
    let open = line
        .tokens
        .iter()
        .position(|token| matches!(token.text, "(" | "["));
    if let Some(open) = open.filter(|&open| open > colon)
        && let Some(close) = line.closing(open)
        && let (Some(low), Some((from, to))) = (number(open + 1), line.range(open, close + 1))
        && let Some(high) = number(open + 1 + low + 1)
        && open + 1 + low + 1 + high == close
    {
        let range = format!(
            "{} to {}",
            line.text(place, open + 1, open + 1 + low),
            line.text(place, open + 2 + low, close)
        );
        let range = if matches!(line.word(open - 1), "scale" | "from") {
            range
        } else {
            format!("from {range}")
        };
        found.push(
            Rewrite::new(from, to, "a range stands without brackets")
                .label("in brackets")
                .help(format!("write `{range}`"))
                .with(from, to, spaced(place, from, to, &range)),
        );
    }
    // `0 to 10`, `1-10`
    if let Some(low) = number(first)
        && matches!(line.word(first + low), "to" | "-" | "\u{2013}" | "..")
        && number(first + low + 1).is_some()
        && let Some((from, to)) = line.range(first + low, first + low + 1)
        && let Some(start) = line.tokens.get(first).map(|token| token.start)
    {
        let rewrite = Rewrite::new(start, start, "a range alone does not say what is measured")
            .label("expected a type before this")
            .help("write `scale` before it for a rating, or a unit and `from`, as in `hours from 0 to 16`")
            .with(start, start, "scale ")
            .guess();
        found.push(if line.word(first + low) == "to" {
            rewrite
        } else {
            rewrite.with(from, to, spaced(place, from, to, "to"))
        });
    }
    units_of_ends(line, colon, found);
    // `date lasting`
    let last = line.tokens.len().saturating_sub(1);
    if line.says(last, &["lasting"])
        && line.word(last.saturating_sub(1)) != ","
        && let Some(token) = line.tokens.get(last)
        && let Some(before) = line.tokens.get(last.saturating_sub(1))
    {
        found.push(
            Rewrite::new(token.start, token.end(), "a comma stands before `lasting`")
                .label("expected `,` before this")
                .help("write `, lasting`")
                .with(before.end(), before.end(), ","),
        );
    }
    // `date, lastnig`: behind what is a type, and no member.
    if let Some(word) = line.tokens.get(last).filter(|token| token.is_word())
        && line.word(last.saturating_sub(1)) == ","
        && line.word(last) != "lasting"
        && nearest(word.text, ["lasting"]).is_some()
        && (is_type(line.word(first)) || place.declares(line.word(first), false))
    {
        found.push(Rewrite::word(place, word.start, word.end(), "lasting").guess());
    }
}

/// Whether a word begins a type, whatever is declared.
fn is_type(word: &str) -> bool {
    matches!(word, "scale" | "number" | "whole" | "date" | "set" | "yes")
        || Unit::parse(word).is_ok()
}

/// `hours from 0 h to 16 h`
fn units_of_ends(line: &LineTokens<'_>, colon: usize, found: &mut Vec<Rewrite>) {
    let mut rewrite: Option<Rewrite> = None;
    for index in colon + 1..line.tokens.len() {
        let (Some(number), Some(unit)) = (line.tokens.get(index), line.tokens.get(index + 1))
        else {
            break;
        };
        let is_unit = unit.text == "%"
            || (unit.is_word()
                && !matches!(unit.text, "to" | "for" | "from" | "per" | "and" | "each"));
        if !number.is_number() || !is_unit || line.word(index + 1) == "ago" {
            continue;
        }
        let so_far = rewrite.take().unwrap_or_else(|| {
            Rewrite::new(unit.start, unit.end(), "the ends of a range are plain numbers")
                .label("a unit is not needed here")
                .help("take it out: the type before the range says the unit, such as `hours from 0 to 16`")
        });
        rewrite = Some(so_far.with(number.end(), unit.end(), ""));
    }
    // Whether it is the unit of the type nobody has looked at.
    found.extend(rewrite.map(Rewrite::guess));
}

/// `one of {a, b}`, `one of "a", "b"`, `one of a or b`, `choice side: one of a, b`
pub(super) fn members(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let one_of = (0..line.tokens.len()).find(|&index| line.says(index, &["one", "of"]));
    let colon = line.tokens.iter().position(|token| token.text == ":");
    let bare = matches!(line.word(0), "choice" | "group");
    let (Some(first), has_one_of) = (
        one_of.map(|at| at + 2).or(colon.map(|at| at + 1)),
        one_of.is_some(),
    ) else {
        return;
    };
    let rest = line.tokens.get(first..).unwrap_or_default();
    let end = rest
        .iter()
        .position(|token| token.text == "=")
        .unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for token in rest {
        let text = token.text.trim_matches('"').trim();
        let joint = matches!(
            token.text,
            "," | "or" | "and" | "/" | "|" | ";" | "{" | "}" | "[" | "]" | "(" | ")" | ":" | "&"
        );
        if joint {
            if !words.is_empty() {
                names.push(words.join("_"));
                words.clear();
            }
        } else if token.is_word() || token.is_number() {
            words.push(text);
        } else if token.is_string() && !text.is_empty() {
            words.extend(
                text.split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty()),
            );
        } else {
            return;
        }
    }
    if !words.is_empty() {
        names.push(words.join("_"));
    }
    let (Some(start), Some(stop)) = (rest.first(), rest.last()) else {
        return;
    };
    if names.len() < 2 {
        return;
    }
    let list = names.join(", ");
    let from = match (bare, one_of) {
        (true, Some(at)) => line.tokens.get(at).map_or(start.start, |token| token.start),
        _ => start.start,
    };
    let written = if bare || has_one_of {
        list
    } else {
        format!("one of {list}")
    };
    let joined = names.iter().any(|name| name.contains('_'))
        && !place.between(from, stop.end()).contains('_');
    let rewrite = Rewrite::new(
        from,
        stop.end(),
        "the members have commas between them, and nothing around them",
    )
    .label(if has_one_of || bare {
        "a list of members"
    } else {
        "expected `one of` before this"
    })
    .help(format!("write `{}`", in_help(&written)))
    .with(from, stop.end(), spaced(place, from, stop.end(), &written));
    found.push(if joined { rewrite.guess() } else { rewrite });
}
