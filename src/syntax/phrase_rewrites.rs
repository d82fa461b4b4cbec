//! Words and signs that people bring along: in goes a line, out come rewrites
//! that say them in the words of the language.

use super::errors::in_help;
use super::keywords::{ADJUSTMENTS, RESERVED};
use super::place::Place;
use super::rewrites::{LineTokens, Rewrite};

/// Signs, and what they are here.
const SIGNS: [(&[&str], &str); 33] = [
    (&["==", "="], "is"),
    (&["=", "=", "="], "is"),
    (&["!=", "="], "is not"),
    (&["!", "="], "is not"),
    (&["~", "="], "is not"),
    (&["=", "/", "="], "is not"),
    (&["/", "="], "is not"),
    (&[">", "="], ">="),
    (&["<", "="], "<="),
    (&["<", ">"], "is not"),
    (&[">=", "="], ">="),
    (&["<=", "="], "<="),
    (&["=", ">"], ">="),
    (&[":", "="], "is"),
    (&["*", "*"], "^"),
    (&["=="], "is"),
    (&["=>"], ">="),
    (&["=<"], "<="),
    (&["!="], "is not"),
    (&["<>"], "is not"),
    (&["\u{2260}"], "is not"),
    (&["\u{2265}"], ">="),
    (&["\u{2264}"], "<="),
    (&["\u{2a7e}"], ">="),
    (&["\u{2a7d}"], "<="),
    (&["&&"], "and"),
    (&["||"], "or"),
    (&["\u{d7}"], "*"),
    (&["\u{b7}"], "*"),
    (&["\u{f7}"], "/"),
    (&["\u{2212}"], "-"),
    (&["\u{2013}"], "-"),
    (&["\u{2014}"], "-"),
];

/// More signs, of which one stands alone.
const ALONE: [(&str, &str); 9] = [
    ("&", "and"),
    ("|", "or"),
    ("=", "is"),
    ("\u{ff1e}", ">"),
    ("\u{ff1c}", "<"),
    ("\u{ff1d}", "is"),
    ("\u{2227}", "and"),
    ("\u{2228}", "or"),
    ("\u{ac}", "not"),
];

/// How people say comparisons.
const COMPARED: [(&[&str], &str); 70] = [
    (&["greater", "than", "or", "equal", "to"], ">="),
    (&["greater", "or", "equal", "to"], ">="),
    (&["greater", "than", "or", "equals"], ">="),
    (&["more", "than", "or", "equal", "to"], ">="),
    (&["higher", "than", "or", "equal", "to"], ">="),
    (&["higher", "or", "equal", "to"], ">="),
    (&["above", "or", "equal", "to"], ">="),
    (&["above", "or", "at"], ">="),
    (&["at", "or", "above"], ">="),
    (&["equal", "to", "or", "greater", "than"], ">="),
    (&["equal", "to", "or", "more", "than"], ">="),
    (&["equal", "to", "or", "above"], ">="),
    (&["equal", "or", "greater", "than"], ">="),
    (&["less", "than", "or", "equal", "to"], "<="),
    (&["less", "or", "equal", "to"], "<="),
    (&["less", "than", "or", "equals"], "<="),
    (&["lower", "than", "or", "equal", "to"], "<="),
    (&["lower", "or", "equal", "to"], "<="),
    (&["below", "or", "equal", "to"], "<="),
    (&["below", "or", "at"], "<="),
    (&["at", "or", "below"], "<="),
    (&["equal", "to", "or", "less", "than"], "<="),
    (&["equal", "to", "or", "below"], "<="),
    (&["equal", "or", "less", "than"], "<="),
    (&["at", "least"], ">="),
    (&["at", "a", "minimum"], ">="),
    (&["no", "less", "than"], ">="),
    (&["not", "less", "than"], ">="),
    (&["not", "lower", "than"], ">="),
    (&["no", "fewer", "than"], ">="),
    (&["not", "below"], ">="),
    (&["not", "under"], ">="),
    (&["at", "most"], "<="),
    (&["no", "more", "than"], "<="),
    (&["not", "more", "than"], "<="),
    (&["not", "greater", "than"], "<="),
    (&["no", "greater", "than"], "<="),
    (&["not", "higher", "than"], "<="),
    (&["no", "higher", "than"], "<="),
    (&["not", "above"], "<="),
    (&["not", "over"], "<="),
    (&["up", "to"], "<="),
    (&["more", "than"], ">"),
    (&["greater", "than"], ">"),
    (&["higher", "than"], ">"),
    (&["larger", "than"], ">"),
    (&["bigger", "than"], ">"),
    (&["longer", "than"], ">"),
    (&["later", "than"], ">"),
    (&["less", "than"], "<"),
    (&["lower", "than"], "<"),
    (&["fewer", "than"], "<"),
    (&["smaller", "than"], "<"),
    (&["shorter", "than"], "<"),
    (&["earlier", "than"], "<"),
    (&["exceeds"], ">"),
    (&["exceeding"], ">"),
    (&["above"], ">"),
    (&["below"], "<"),
    (&["under"], "<"),
    (&["equal", "to"], "is"),
    (&["the", "same", "as"], "is"),
    (&["not", "equal", "to"], "is not"),
    (&["does", "not", "equal"], "is not"),
    (&["equals"], "is"),
    (&["equal"], "is"),
    (&["are", "not"], "is not"),
    (&["was", "not"], "is not"),
    (&["are"], "is"),
    (&["was"], "is"),
];

/// Words that begin and join what is written, and may be written in capitals.
const WORDS: [&str; 33] = [
    "missing", "known", "one", "last", "before", "least", "all", "any", "none", "at", "from", "by",
    "scale", "number", "whole", "date", "set", "for", "each", "train", "modify", "rest", "lasting",
    "expect", "given", "cases", "higher", "worse", "better", "column", "rule", "flag", "means",
];

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    found.extend(texts(place, line));
    found.extend(capitals(line));
    found.extend(contractions(place, line));
    let let_or_setting = matches!(line.word(0), "let" | "setting" | "given" | "with");
    found.extend(clause_words(place, line));
    for index in 0..line.tokens.len() {
        compared(place, line, index, &mut found);
        for (words, written) in SIGNS {
            if line.says(index, words) {
                let written = if *words == [":", "="] && let_or_setting {
                    "="
                } else {
                    written
                };
                push(
                    place,
                    line,
                    (index, index + words.len()),
                    written,
                    &mut found,
                );
            }
        }
        for (word, written) in ALONE {
            if line.word(index) == word && !(word == "|" && line.word(0) == "|") {
                push(place, line, (index, index + 1), written, &mut found);
            }
        }
        if line.word(index) == "!" {
            push(place, line, (index, index + 1), "not", &mut found);
        }
        needless(place, line, index, &mut found);
    }
    found
}

fn push(
    place: &Place<'_>,
    line: &LineTokens<'_>,
    (from, to): (usize, usize),
    written: &str,
    found: &mut Vec<Rewrite>,
) {
    let Some((start, end)) = line.range(from, to) else {
        return;
    };
    // `== false` and `!= null` are two words of another language.
    if matches!(written, "is" | "is not") {
        let not = written == "is not";
        let after = match line.word(to).to_lowercase().as_str() {
            "true" if not => "is no",
            "true" => "is yes",
            "false" if not => "is yes",
            "false" => "is no",
            "null" | "nil" | "undefined" | "nan" if not => "is known",
            "null" | "nil" | "undefined" | "nan" => "is missing",
            _ => "",
        };
        if let (false, Some((_, end))) = (after.is_empty(), line.range(from, to + 1)) {
            found.push(Rewrite::word(place, start, end, after));
        }
        if matches!(line.word(0), "given" | "with" | "let" | "setting") {
            return;
        }
    }
    found.push(Rewrite::word(place, start, end, written));
}

/// `[a or b] and c`
pub(super) fn square_brackets(_: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut rewrite: Option<Rewrite> = None;
    for token in &line.tokens {
        let written = match token.text {
            "[" => "(",
            "]" => ")",
            _ => continue,
        };
        let so_far = rewrite.take().unwrap_or_else(|| {
            Rewrite::new(
                token.start,
                token.end(),
                "conditions stand between round brackets",
            )
            .label("a square bracket")
            .help("write `(` and `)`")
        });
        rewrite = Some(so_far.with(token.start, token.end(), written));
    }
    rewrite.into_iter().collect()
}

/// `rule "Sore" when soreness > 7 then rest`: each clause on a line of its own.
fn clause_words(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let Some(keyword) = place.keyword else {
        return Vec::new();
    };
    let words: Vec<(usize, &super::place::Token<'_>)> = line
        .tokens
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(index, token)| {
            keyword.has_clause(token.text) && *index > 0 && !line.word(index + 1).is_empty()
        })
        .collect();
    let mut found = Vec::new();
    // The first alone may be a word of something else.
    for many in [words.len(), 1] {
        let Some((_, first)) = words.first() else {
            break;
        };
        let mut rewrite = Rewrite::new(
            first.start,
            first.end(),
            format!("`{}` begins a line of its own", first.text),
        )
        .label("not on a line of its own")
        .help("break the line before it");
        for (index, word) in words.iter().take(many) {
            let before = index
                .checked_sub(1)
                .and_then(|before| line.tokens.get(before));
            let before = before.map_or(word.start, |before| before.end());
            let deep = ADJUSTMENTS.contains(&word.text);
            rewrite = rewrite.with(before, word.start, if deep { "\n    " } else { "\n  " });
        }
        found.push(rewrite);
    }
    found
}

/// `is greater than 7`, `at least 7`
fn compared(place: &Place<'_>, line: &LineTokens<'_>, index: usize, found: &mut Vec<Rewrite>) {
    let over = line.says(index, &["over"])
        && !line.tokens.iter().any(|token| token.text == "last")
        && !["average", "median", "highest", "lowest", "of", "when"]
            .iter()
            .any(|word| {
                line.tokens
                    .iter()
                    .take(index)
                    .any(|token| token.text == *word && line.word(0) != *word)
            });
    let phrases = COMPARED
        .iter()
        .filter(|(words, _)| line.says(index, words))
        .map(|(words, written)| (words.len(), *written))
        .chain(over.then_some((1, ">")));
    for (words, written) in phrases {
        let subject = index.checked_sub(1).is_some_and(|before| {
            !matches!(line.word(before), "when" | "unless" | "and" | "or" | "with")
        });
        if !subject {
            continue;
        }
        let is = ["is", "are", "was", "be"].contains(&line.word(index - 1));
        // What goes on with `of` is a list: `at least 2 of`.
        if let Some((from, to)) = line.range(index - usize::from(is), index + words) {
            found.push(Rewrite::word(place, from, to, written).label("a comparison in words"));
        }
    }
}

/// `AND`, `Is Between`: all of a line at once, for they come together.
fn capitals(line: &LineTokens<'_>) -> Option<Rewrite> {
    let lower = |text: &str| text.to_lowercase();
    let known = |text: &str| {
        RESERVED.contains(&text) || WORDS.contains(&text) || ADJUSTMENTS.contains(&text)
    };
    let words = line.tokens.iter().filter(|token| {
        token.is_word() && lower(token.text) != token.text && known(&lower(token.text))
    });
    let mut rewrite: Option<Rewrite> = None;
    for word in words {
        let written = lower(word.text);
        let so_far = rewrite.take().unwrap_or_else(|| {
            Rewrite::new(
                word.start,
                word.end(),
                format!("`{}` is written in small letters", word.text),
            )
            .label(format!("expected `{written}`"))
            .help(format!("write `{written}`"))
        });
        rewrite = Some(so_far.with(word.start, word.end(), written));
    }
    rewrite
}

/// `isn't`, `doesn’t equal`
fn contractions(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    for index in 0..line.tokens.len() {
        let apostrophe = matches!(line.word(index + 1), "'" | "\u{2019}" | "\u{b4}" | "`");
        if !apostrophe || !line.says(index + 2, &["t"]) {
            continue;
        }
        let (words, written) = match line.word(index).to_ascii_lowercase().as_str() {
            "isn" | "aren" | "wasn" => (3, "is not"),
            "doesn" | "don" if line.says(index + 3, &["equal"]) => (4, "is not"),
            _ => continue,
        };
        push(place, line, (index, index + words), written, &mut found);
    }
    found
}

/// `"He says "ouch"."`, `"""Sore."""`, `"Sore: " + soreness`, `["a", "b"]`
fn texts(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    let first = line.tokens.iter().position(|token| token.is_string());
    let last = line.tokens.iter().rposition(|token| token.is_string());
    let (Some(first), Some(last)) = (first, last) else {
        return found;
    };
    let open = line.tokens.iter().find(|token| token.text == "[");
    let close = line.tokens.iter().rfind(|token| token.text == "]");
    if let (Some(open), Some(close)) = (open, close) {
        found.push(
            Rewrite::new(
                open.start,
                open.end(),
                "no brackets stand around a list of texts",
            )
            .label("not needed")
            .help("take both brackets out")
            .with(open.start, open.end(), "")
            .with(close.start, close.end(), ""),
        );
    }
    let Some((from, to)) = line.range(first, last + 1).filter(|_| last > first) else {
        found.extend(joined(place, line, first));
        return found;
    };
    found.extend(joined(place, line, first));
    let text = place.between(from, to);
    let inner = text.trim_matches('"');
    let start = from + (text.len() - text.trim_start_matches('"').len());
    if text.starts_with("\"\"") && text.ends_with("\"\"") && !inner.contains('"') {
        found.push(
            Rewrite::new(from, to, "a text stands between one pair of quotes")
                .label("more than one pair")
                .help("write `\"` once on each side")
                .with(from, start, "\"")
                .with(start + inner.len(), to, "\""),
        );
    }
    let mut rewrite = Rewrite::new(from, to, "a text ends at the next `\"`")
        .label("quotes inside a text")
        .help("write `'` for quotes inside it");
    let mut edits = 0;
    for (at, _) in text.match_indices('"') {
        if at == 0 || at + 1 == text.len() {
            continue;
        }
        let escaped = text.get(..at).is_some_and(|before| before.ends_with('\\'));
        let at = from + at;
        rewrite = rewrite.with(at - usize::from(escaped), at + 1, "'");
        edits += 1;
    }
    // `"A" and "B"` are two texts: neither has a blank at its inner end.
    let inside =
        |text: &str| text.trim_matches('"').trim() != text.trim_matches('"') || text.contains("\\");
    let one = inside(line.word(first)) || inside(line.word(last));
    if edits > 0 && edits % 2 == 0 && one {
        found.push(rewrite);
    }
    found
}

/// `"Sore: " + soreness`
fn joined(place: &Place<'_>, line: &LineTokens<'_>, first: usize) -> Option<Rewrite> {
    let text = line.tokens.get(first)?;
    let mut written = text.text.trim_matches('"').to_owned();
    let mut at = first + 1;
    let sign = line.tokens.get(at)?;
    while matches!(line.word(at), "+" | "&" | "..") {
        let next = line.tokens.get(at + 1)?;
        if next.is_string() {
            written.push_str(next.text.trim_matches('"'));
            at += 2;
            continue;
        }
        let member = usize::from(line.word(at + 2) == ".") * 2;
        if !next.is_word() {
            return None;
        }
        written.push_str(&format!(
            "{{{}}}",
            line.text(place, at + 1, at + 2 + member)
        ));
        at += 2 + member;
    }
    if at == first + 1 || at != line.tokens.len() {
        return None;
    }
    let (_, to) = line.range(first, at)?;
    let written = format!("\"{written}\"");
    Some(
        Rewrite::new(
            sign.start,
            sign.end(),
            "a value stands inside the text, between braces",
        )
        .label("texts are not added up")
        .help(format!("write `{}`", in_help(&written)))
        .with(text.start, to, written),
    )
}

/// `soreness >= 7.`, `$soreness`, `soreness >= 7;`
fn needless(place: &Place<'_>, line: &LineTokens<'_>, index: usize, found: &mut Vec<Rewrite>) {
    let last = index + 1 == line.tokens.len();
    let sign = line.word(index);
    let at_end = last && matches!(sign, "." | "," | "?" | "!" | "\u{2026}" | ";" | ":" | "\\");
    let joint = line.word(0) == "-" && matches!(sign, "and" | "or") && (last || index == 1);
    let at_end = at_end || joint;
    let before_name = matches!(sign, "$" | "@" | "#" | "&")
        && line.touches(index)
        && line
            .tokens
            .get(index + 1)
            .is_some_and(|next| next.is_word());
    let invisible = sign.chars().all(|c| {
        matches!(c, '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    });
    if let Some((from, to)) = line
        .range(index, index + 1)
        .filter(|_| at_end || before_name)
    {
        found.push(Rewrite::word(place, from, to, ""));
    } else if invisible
        && !sign.is_empty()
        && let Some((from, to)) = line.range(index, index + 1)
    {
        found.push(
            Rewrite::new(from, to, "a sign that cannot be seen stands here")
                .label("pasted from a web page or a document")
                .help("take it out: type the words around it anew")
                .with(from, to, ""),
        );
    }
}
