//! Slips of the hand: in go rulesets and a number, out come as many broken texts,
//! the same ones every time.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::check::order::next;

/// What the hand did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A word, number, string or sign was left out.
    Drop,
    /// Two neighbours were swapped.
    Swap,
    /// A letter of a word was left out, doubled, or swapped with its neighbour.
    Misspell,
    /// A quote was left out, or both of a string.
    Unquote,
    /// The blanks at the beginning of a line were left out.
    Unindent,
}

const KINDS: [Kind; 5] = [
    Kind::Drop,
    Kind::Swap,
    Kind::Misspell,
    Kind::Unquote,
    Kind::Unindent,
];

/// A ruleset with a slip in it.
pub struct Slip {
    pub ruleset: String,
    pub kind: Kind,
    pub text: String,
    /// Where the declaration with the slip stands in `text`.
    pub declaration: Range<usize>,
    /// The line as it was and as it is.
    pub told: String,
}

/// Numbers that look drawn, the same ones every time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, bound: usize) -> usize {
        next(&mut self.0) % bound
    }
}

/// So many slips, each in one place of one ruleset, evenly over kinds and rulesets.
pub fn slips(rulesets: &BTreeMap<String, String>, count: usize) -> Vec<Slip> {
    let mut seed = Seed(7);
    let texts: Vec<(&String, &String)> = rulesets.iter().collect();
    let mut slips = Vec::with_capacity(count);
    while slips.len() < count {
        let (name, text) = texts[slips.len() % texts.len()];
        let kind = KINDS[slips.len() / texts.len() % KINDS.len()];
        slips.extend(slip(name, text, kind, &mut seed));
    }
    slips
}

/// `None` where the place drawn has nothing of the kind.
fn slip(name: &str, text: &str, kind: Kind, seed: &mut Seed) -> Option<Slip> {
    let tokens = tokens(text);
    let at = seed.below(tokens.len());
    let token = tokens[at].clone();
    let word = &text[token.clone()];
    let (range, replacement) = match kind {
        Kind::Drop => (token, String::new()),
        Kind::Swap => {
            let next = tokens.get(at + 1)?.clone();
            let gap = &text[token.end..next.start];
            if gap.contains('\n') || *word == text[next.clone()] {
                return None;
            }
            let swapped = format!("{}{gap}{word}", &text[next.clone()]);
            (token.start..next.end, swapped)
        }
        Kind::Misspell => (token.clone(), misspelt(word, seed)?),
        Kind::Unquote => {
            let inner = word.strip_prefix('"')?.strip_suffix('"')?;
            let left = match seed.below(3) {
                0 => format!("{inner}\""),
                1 => format!("\"{inner}"),
                _ => inner.to_owned(),
            };
            (token.clone(), left)
        }
        Kind::Unindent => {
            let start = text[..token.start].rfind('\n')? + 1;
            if start == token.start || !text[start..token.start].trim().is_empty() {
                return None;
            }
            (start..token.start, String::new())
        }
    };
    let mut broken = text.to_owned();
    broken.replace_range(range.clone(), &replacement);
    let old = declaration(text, range.start);
    let end = old.end + replacement.len() - range.len();
    let line = |text: &str, at: usize| {
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        text[start..].lines().next().unwrap_or_default().to_owned()
    };
    Some(Slip {
        ruleset: name.to_owned(),
        kind,
        told: format!(
            "`{}` -> `{}`",
            line(text, range.start),
            line(&broken, range.start)
        ),
        text: broken,
        declaration: old.start..end,
    })
}

/// Where the declaration stands that holds this byte: from its line at the left edge to the next.
fn declaration(text: &str, at: usize) -> Range<usize> {
    let mut starts = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_alphabetic()) {
            starts.push(from);
        }
        from += line.len();
    }
    let index = starts.partition_point(|start| *start <= at);
    let start = index.checked_sub(1).map_or(0, |index| starts[index]);
    start..starts.get(index).copied().unwrap_or(text.len())
}

/// A letter less, a letter twice, or two swapped; `None` for what is no word.
fn misspelt(word: &str, seed: &mut Seed) -> Option<String> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 3 || !letters.iter().all(|c| c.is_alphabetic() || *c == '_') {
        return None;
    }
    let at = seed.below(letters.len() - 1);
    let mut wrong = letters.clone();
    match seed.below(3) {
        0 => {
            wrong.remove(at);
        }
        1 => wrong.insert(at, letters[at]),
        _ => wrong.swap(at, at + 1),
    }
    (wrong != letters).then(|| wrong.into_iter().collect())
}

/// Words, numbers, strings and signs, comments left out.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            let rest = &line[at..];
            let length =
                |more: &dyn Fn(char) -> bool| rest.find(|c| !more(c)).unwrap_or(rest.len());
            let end = match c {
                '#' => break,
                '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
                _ if c.is_whitespace() => length(&char::is_whitespace),
                _ if c.is_alphabetic() || c == '_' => length(&|c| c.is_alphanumeric() || c == '_'),
                _ if c.is_ascii_digit() => length(&|c| c.is_ascii_digit() || c == '.'),
                '<' | '>' if rest[1..].starts_with('=') => 2,
                _ => c.len_utf8(),
            };
            if !c.is_whitespace() {
                found.push(from + at..from + at + end);
            }
            at += end;
        }
        from += line.len();
    }
    found
}
