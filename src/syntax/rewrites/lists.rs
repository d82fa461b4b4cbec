//! Lists of members and of conditions: in goes a line, out come rewrites such
//! as `is one of {a, b}` for `in [a, b]`, and `any of (a, b)` for `either a or b`.

use crate::diagnostics::Code;

use super::{LineTokens, Rewrite, spaced};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::place::Place;

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if place.first_line && place.keyword.is_some() && line.word(0) != "let" {
        return found;
    }
    for index in 0..line.tokens.len() {
        found.extend(one_of(place, line, index));
        found.extend(conditions(place, line, index));
    }
    found
}

/// Ways to say that a value is in a list; whether they say that it is not.
const IN: [(&[&str], bool); 22] = [
    (&["is", "not", "one", "of"], true),
    (&["is", "not", "any", "of"], true),
    (&["is", "none", "of"], true),
    (&["is", "not", "in"], true),
    (&["is", "not", "either"], true),
    (&["is", "neither", "of"], true),
    (&["is", "neither"], true),
    (&["not", "in"], true),
    (&["not", "one", "of"], true),
    (&["isn", "'", "t", "one", "of"], true),
    (&["isn", "'", "t", "in"], true),
    (&["is", "one", "of"], false),
    (&["is", "any", "of"], false),
    (&["is", "either", "of"], false),
    (&["is", "either"], false),
    (&["is", "in"], false),
    (&["is", "among"], false),
    (&["is", "within"], false),
    (&["one", "of"], false),
    (&["any", "of"], false),
    (&["in"], false),
    (&["is"], false),
];

/// `warm_up in [better, worse]`, `warm_up is neither better nor worse`
fn one_of(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Option<Rewrite> {
    let (words, negated) = IN.iter().find(|(words, _)| line.says(at, words))?;
    let subject = line.condition_start(at);
    let first = at + words.len();
    if at == 0 || subject >= at {
        return None;
    }
    let (members, end) = members(line, first)?;
    // `in [4, 6]` is more likely a range.
    let numbers = |member: &&str| member.starts_with(|c: char| c.is_ascii_digit());
    let interval = matches!(line.word(first), "[" | "(") && words.last() != Some(&"of");
    if interval && members.len() == 2 && members.iter().all(numbers) {
        return None;
    }
    let right = words == &["is", "one", "of"] && line.word(first) == "{";
    if right || (members.len() < 2 && !matches!(line.word(first), "{" | "[" | "(")) {
        return None;
    }
    let (from, to) = line.range(at, end)?;
    let mut about = line.text(place, subject, at);
    let mut start = line.tokens.get(subject)?.start;
    let mut negated = *negated;
    if let Some(rest) = about.strip_prefix("not ") {
        start += about.len() - rest.len();
        about = rest.trim();
        if negated {
            return None;
        }
        negated = false;
    }
    let written = format!("is one of {{{}}}", members.join(", "));
    if !negated {
        let bare = !matches!(line.word(first), "{" | "[" | "(");
        let said = shortened(place.between(from, to));
        let rewrite = if bare {
            let (start, _) = line.range(first, end)?;
            Rewrite::new(start, to, "a list of members goes between `{` and `}`")
                .code(Code::BareList)
                .label("not in brackets")
        } else {
            Rewrite::new(
                from,
                to,
                format!("`{said}` is written `{}`", shortened(&written)),
            )
            .label("a list of members")
        };
        return Some(rewrite.help(format!("write `{}`", in_help(&written))).with(
            from,
            to,
            spaced(place, from, to, &written),
        ));
    }
    let whole = format!("not {about} {written}");
    Some(
        Rewrite::new(from, to, "`not` stands before what it turns round")
            .label(format!("expected `not` before `{}`", shortened(about)))
            .help(format!("write `{}`", in_help(&whole)))
            .with(start, to, whole),
    )
}

/// `{a, b}`, `[a, b]`, `"a", "b"`, `a or b`: the members, and the index after them.
fn members<'p>(line: &LineTokens<'p>, first: usize) -> Option<(Vec<&'p str>, usize)> {
    let close = match line.word(first) {
        "{" | "[" | "(" => Some(line.closing(first)?),
        _ => None,
    };
    let mut at = first + usize::from(close.is_some());
    let mut found = Vec::new();
    while let Some(token) = line.tokens.get(at) {
        let bare = token.text.trim_matches('"');
        let word = token.is_word() && !matches!(token.text, "and" | "or" | "nor" | "not");
        let text = token.is_string() && bare.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !(word || text || token.is_number()) {
            return None;
        }
        found.push(bare);
        at += 1;
        if close == Some(at) {
            return Some((found, at + 1));
        }
        let mut next = at;
        if line.word(next) == "," {
            next += 1;
        }
        if matches!(line.word(next), "or" | "nor")
            || (close.is_some() && matches!(line.word(next), "and" | "/" | "|" | ";"))
        {
            next += 1;
        }
        // `a or sleep < 6 h`: the condition after `or` is one of its own.
        let more = line
            .tokens
            .get(next)
            .is_some_and(|token| token.is_word() || token.is_string() || token.is_number());
        let own = close.is_none()
            && !matches!(line.word(next + 1), "" | "or" | "nor" | "and" | "," | ")");
        if next == at || !more || own {
            break;
        }
        at = next;
    }
    (close.is_none() && !found.is_empty()).then_some((found, at))
}

/// Ways to say how many of some conditions must hold.
const KINDS: [(&[&str], &str); 15] = [
    (&["at", "least", "one", "of"], "any of"),
    (&["at", "least", "1", "of"], "at least 1 of"),
    (&["one", "or", "more", "of"], "any of"),
    (&["either", "of"], "any of"),
    (&["one", "of"], "any of"),
    (&["neither", "of"], "none of"),
    (&["both", "of"], "all of"),
    (&["every", "one", "of"], "all of"),
    (&["each", "of"], "all of"),
    (&["every"], "all of"),
    (&["all", "of"], "all of"),
    (&["any", "of"], "any of"),
    (&["none", "of"], "none of"),
    (&["all"], "all of"),
    (&["any"], "any of"),
];

/// `any of [a, b]`, `2 of (a, b)`, `either a or b`, `all of a, b`
fn conditions(place: &Place<'_>, line: &LineTokens<'_>, at: usize) -> Vec<Rewrite> {
    let mut found = Vec::new();
    if line.condition_start(at) != at {
        return found;
    }
    let open = |index: usize| matches!(line.word(index), "(" | "[" | "{");
    for (words, written) in KINDS {
        let first = at + words.len();
        if !line.says(at, words) {
            continue;
        }
        if open(first) {
            let list = bracketed(place, line, (at, first), written);
            // Perhaps no more than one.
            let one =
                words.last() == Some(&"of") && words.first() == Some(&"one") && words.len() == 2;
            found.extend(list.map(|list| if one { list.guess() } else { list }));
        } else if let Some(list) = without_brackets(line, (at, first), written) {
            found.push(list);
        }
    }
    // `at least 1 (a, b)`, `2 of (a, b)`, `at least two of (a, b)`
    let number = line.tokens.get(at).is_some_and(|token| token.is_number());
    if number && line.word(at + 1) == "of" && open(at + 2) {
        let written = format!("at least {} of", line.word(at));
        found.extend(bracketed(place, line, (at, at + 2), &written).map(Rewrite::guess));
    }
    let numbers = ["two", "three", "four", "five"];
    if line.says(at, &["at", "least"]) {
        let count = line.word(at + 2);
        let said = numbers.iter().position(|word| *word == count);
        let count = said.map_or(count.to_owned(), |n| (n + 2).to_string());
        let of = usize::from(line.word(at + 3) == "of");
        if open(at + 3 + of) && (said.is_some() || of == 0 || line.word(at + 4) != "(") {
            found.extend(bracketed(
                place,
                line,
                (at, at + 3 + of),
                &format!("at least {count} of"),
            ));
        }
    }
    let (pair, joint) = match line.word(at) {
        "either" => ("either", "or"),
        "both" => ("both", "and"),
        _ => return found,
    };
    let joined = line.tokens.iter().skip(at).any(|token| token.text == joint);
    if let (true, Some(word), Some(next)) = (joined, line.tokens.get(at), line.tokens.get(at + 1)) {
        found.push(
            Rewrite::new(
                word.start,
                word.end(),
                format!("`{pair}` is not needed before `{joint}`"),
            )
            .label("not needed")
            .help("take it out")
            .with(word.start, next.start, ""),
        );
    }
    found
}

/// A list in brackets, perhaps of another kind.
fn bracketed(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    (at, open): (usize, usize),
    written: &str,
) -> Option<Rewrite> {
    let close = line.closing(open)?;
    let (from, to) = line.range(at, open)?;
    let (bracket, end) = (line.tokens.get(open)?, line.tokens.get(close)?);
    let same = place.between(from, to) == written;
    if same && bracket.text == "(" {
        return None;
    }
    let rewrite = if same {
        Rewrite::new(
            bracket.start,
            bracket.end(),
            "conditions stand between round brackets",
        )
        .label("another bracket")
        .help(format!("write `{written} ( … )`"))
    } else {
        let said = place.between(from, to);
        Rewrite::new(from, to, format!("`{said}` is written `{written}`"))
            .label(format!("expected `{written}`"))
            .help(format!("write `{written}`"))
            .with(from, to, written)
    };
    Some(if bracket.text == "(" {
        rewrite
    } else {
        rewrite
            .with(
                bracket.start,
                bracket.end(),
                spaced(place, bracket.start, bracket.end(), "(").trim_end(),
            )
            .with(end.start, end.end(), ")")
    })
}

/// `all of a, b`: to the line's end.
fn without_brackets(
    line: &LineTokens<'_>,
    (at, first): (usize, usize),
    written: &str,
) -> Option<Rewrite> {
    if !written.ends_with("of") || line.word(first - 1) != "of" {
        return None;
    }
    let last = line.tokens.len();
    let comma = (first..last).any(|index| line.word(index) == ",");
    let (from, to) = line.range(at, first)?;
    let (start, end) = line.range(first, last)?;
    if !comma || line.word(last - 1) == "," {
        return None;
    }
    Some(
        Rewrite::new(
            start,
            end,
            format!("`{written}` needs a list of conditions in brackets"),
        )
        .label("not in brackets")
        .help(format!("write `{written} ( … )`"))
        .with(from, to, written)
        .with(start, start, "(")
        .with(end, end, ")"),
    )
}
