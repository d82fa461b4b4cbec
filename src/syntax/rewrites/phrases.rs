//! Words and signs that people bring along: in goes a line, out come rewrites
//! that say them in the words of the language, such as `and` for `&&`. What is
//! said of comparisons and of texts comes from `comparison_words` and `texts`.

use super::{LineTokens, Rewrite, comparison_words, texts};
use crate::syntax::keywords::{ADJUSTMENTS, RESERVED};
use crate::syntax::place::{Place, Token};

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

/// Words that begin and join what is written, and may be written in capitals.
const WORDS: [&str; 33] = [
    "missing", "known", "one", "last", "before", "least", "all", "any", "none", "at", "from", "by",
    "scale", "number", "whole", "date", "set", "for", "each", "train", "modify", "rest", "lasting",
    "expect", "given", "cases", "higher", "worse", "better", "column", "rule", "flag", "means",
];

pub(super) fn rewrites(place: &Place<'_>, line: &LineTokens<'_>) -> Vec<Rewrite> {
    let mut found = Vec::new();
    found.extend(texts::texts(place, line));
    found.extend(capitals(line));
    found.extend(contractions(place, line));
    let let_or_setting = matches!(line.word(0), "let" | "setting" | "given" | "with");
    found.extend(clause_words(place, line));
    for index in 0..line.tokens.len() {
        comparison_words::compared(place, line, index, &mut found);
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
    let words: Vec<(usize, &Token<'_>)> = line
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
        let rewrite = Rewrite::word(place, from, to, "");
        found.push(match (joint, other_list(place, sign)) {
            (true, Some(list)) => rewrite
                .help(format!(
                    "the lines of a list are joined by the words above it: take `{sign}` out, or \
                     write `{list}` above the list"
                ))
                .guess(),
            _ => rewrite,
        });
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

/// The kind of list that a joint belongs to, where the list it stands in is of the other one.
fn other_list(place: &Place<'_>, joint: &str) -> Option<&'static str> {
    let start = place.before.first().or(place.after.first())?.start;
    let above = place.text.get(..start)?;
    let is_all = above.rfind("all of") > above.rfind("any of");
    match (joint, is_all) {
        ("or", true) => Some("any of"),
        ("and", false) => Some("all of"),
        _ => None,
    }
}
