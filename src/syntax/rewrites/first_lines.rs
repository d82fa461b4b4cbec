//! First lines of declarations as other languages write them: in goes such a
//! line, out come rewrites of what stands before its type or value, such as
//! `input sleep_debt:` for `input sleep debt =`. For what stands after, it asks
//! `types` and `values`.

use super::{LineTokens, Rewrite, types, values};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::keywords::Keyword;
use crate::syntax::place::Place;

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let Some(keyword) = place.keyword.filter(|_| place.first_line) else {
        return found;
    };
    titled(place, line, &mut found);
    match keyword {
        Keyword::Input | Keyword::Plan | Keyword::Setting => {
            names(line, &mut found);
            colons(line, keyword, &mut found);
            types::types(place, line, &mut found);
            types::members(place, line, &mut found);
            if keyword == Keyword::Setting {
                values::setting_value(line, &mut found);
            } else {
                values::default_value(place, line, &mut found);
            }
        }
        Keyword::Let => {
            names(line, &mut found);
            values::let_value(place, line, &mut found);
        }
        Keyword::Choice | Keyword::Group => {
            names(line, &mut found);
            colons(line, keyword, &mut found);
            types::members(place, line, &mut found);
            for (words, written) in [(&["in"], "of"), (&["for"], "of"), (&["from"], "of")] {
                if keyword == Keyword::Group && line.says(2, words) {
                    found.extend(word(place, line, (2, 3), written));
                }
            }
        }
        Keyword::Otherwise => values::otherwise(place, line, &mut found),
        _ => {}
    }
    found
}

fn word(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    (from, to): (usize, usize),
    written: &str,
) -> Option<Rewrite> {
    let (from, to) = line.range(from, to)?;
    Some(Rewrite::word(place, from, to, written))
}

/// `rule: "Sore"`, `rule = "Sore"`, `rule("Sore")`, `rule 1 "Sore"`, `rule Sore:`
fn titled(place: &Place<'_>, line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    let string = line.tokens.iter().position(|token| token.is_string());
    let Some(at) = string.filter(|&at| at > 1) else {
        return;
    };
    let (Some(keyword), Some(title), Some((from, to))) =
        (line.tokens.first(), line.tokens.get(at), line.range(1, at))
    else {
        return;
    };
    let said = shortened(place.between(from, to));
    let mut rewrite = Rewrite::new(from, to, format!("`{said}` is not needed before the name"))
        .label("not needed")
        .help(format!("write `{} {}`", keyword.text, in_help(title.text)))
        .with(keyword.end(), title.start, " ");
    // `rule("Sore")`
    if let Some((_, end)) = line.range(at + 1, line.tokens.len()) {
        rewrite = rewrite.with(title.end(), end, "");
    }
    let words = line.tokens.get(1..at).unwrap_or_default();
    found.push(
        if words
            .iter()
            .any(|token| token.is_word() || token.is_number())
        {
            rewrite.guess()
        } else {
            rewrite
        },
    );
}

/// `input "pain": …`, `input sleep-debt: …`
fn names(line: &LineTokens<'_>, found: &mut Vec<Rewrite>) {
    if let Some(quoted) = line.tokens.get(1).filter(|token| token.is_string()) {
        let name: String = quoted
            .text
            .trim_matches('"')
            .trim()
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '_' })
            .collect();
        found.push(
            Rewrite::new(quoted.start, quoted.end(), "a name stands without quotes")
                .label("in quotes")
                .help(format!("write `{name}`"))
                .with(quoted.start, quoted.end(), name),
        );
    }
    // `sleep debt`, `sleep-debt`, `sleep.debt`, `sleep/debt`
    let end = (1..line.tokens.len()).find(|&index| matches!(line.word(index), ":" | "="));
    let parts = end
        .and_then(|end| line.tokens.get(1..end))
        .unwrap_or_default();
    let joints = parts.iter().filter(|token| !token.is_word()).count();
    let joined = parts.iter().all(|token| {
        token.is_word() || token.is_number() || matches!(token.text, "-" | "." | "/" | "\u{2013}")
    });
    if let ([first, .., last], true) = (
        parts,
        joined && !parts.iter().any(|part| matches!(part.text, "is" | "of")),
    ) {
        let words: Vec<&str> = parts
            .iter()
            .filter(|token| token.is_word() || token.is_number())
            .map(|token| token.text)
            .collect();
        let name = words.join("_");
        found.push(
            Rewrite::new(
                first.start,
                last.end(),
                "a name is one word of letters, digits and `_`",
            )
            .label(if joints > 0 {
                "not one word"
            } else {
                "more than one word"
            })
            .help(format!("write `{name}`"))
            .with(first.start, last.end(), name),
        );
    }
}

/// `input nap = hours`, `input nap is hours`, `input nap hours`, `choice side = a, b`
fn colons(line: &LineTokens<'_>, keyword: Keyword, found: &mut Vec<Rewrite>) {
    let at = if keyword == Keyword::Group { 4 } else { 2 };
    let Some(token) = line.tokens.get(at) else {
        return;
    };
    if keyword == Keyword::Setting && token.text == "=" {
        return;
    }
    let name = line
        .tokens
        .get(at - 1)
        .map_or(token.start, |name| name.end());
    let what = if matches!(keyword, Keyword::Choice | Keyword::Group) {
        "its members"
    } else {
        "its type"
    };
    let sign = matches!(
        token.text,
        "=" | "is" | "are" | "-" | ";" | "," | "as" | "of" | "in" | "==" | "has"
    );
    let new = |from: usize, to: usize| {
        Rewrite::new(from, to, format!("`:` stands between the name and {what}"))
            .label("expected `:`")
            .help("write `:` after the name")
    };
    if sign {
        found.push(new(token.start, token.end()).with(name, token.end(), ":"));
    } else if token.is_word() {
        found.push(
            new(token.start, token.end())
                .label("expected `:` before this")
                .with(name, name, ":"),
        );
    }
}
