//! A line of a ruleset to tokens: in goes the text of one line, over however
//! many lines its expression goes on, with the comments in it; out come its words,
//! numbers, texts and signs, each with the comments that belong to it.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::ast::Comment;
use crate::syntax::is_reserved;

/// What a token is, as far as the space around it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that stands for a value, or ends one: `sleep`, `soreness.quads`, `today`, `ago`.
    Value,
    /// A word after which a value comes: `when`, `is`, `over`.
    Word,
    /// `max` and the like, right before their bracket.
    Function,
    /// `7`, `8 h`, `20%`, `2026-06-05`, `"…"`, and a unit by itself.
    Literal,
    /// `(`, `{`
    Open,
    /// `)`, `}`
    Close,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `+ - * / ^` between two values.
    Operator,
    /// The minus before a value.
    Minus,
    /// `< <= > >=`
    Compare,
    /// `=`
    Equals,
}

/// One token.
#[derive(Clone, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    /// As it is to be written.
    pub text: String,
    /// Comments on lines of their own before it.
    pub above: Vec<&'a str>,
    /// The comment behind it, at the end of its line.
    pub behind: Option<&'a str>,
}

impl Token<'_> {
    /// How many columns it takes.
    pub fn width(&self) -> usize {
        self.text.width()
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.kind, Kind::Word | Kind::Value) && self.text == word
    }
}

const FUNCTIONS: [&str; 7] = ["min", "max", "abs", "round", "sqrt", "ln", "exp"];

/// Words after which a value comes, so that a minus behind them is a sign.
const BEFORE_VALUES: [&str; 41] = [
    "scale", "and", "or", "not", "is", "if", "then", "else", "between", "among", "outside",
    "where", "when", "over", "without", "with", "overlaps", "includes", "of", "to", "in", "latest",
    "by", "at", "from", "means", "above", "under", "since", "within", "last", "least", "unless",
    "expect", "becomes", "given", "sum", "average", "median", "highest", "lowest",
];

/// Words and signs before which no space stands, or after which none does.
pub(super) fn is_spaced(before: &Token<'_>, after: &Token<'_>) -> bool {
    !matches!(
        (before.kind, after.kind),
        (Kind::Open | Kind::Minus, _)
            | (_, Kind::Close | Kind::Comma | Kind::Colon)
            | (Kind::Function, Kind::Open)
    )
}

/// The text of a file that is laid out, and its comments.
pub(super) struct Lexer<'a> {
    /// Comments are blanks in it, and line breaks that end nothing.
    pub cut: &'a str,
    /// The text as it was written, of the same length.
    pub source: &'a str,
    pub comments: &'a [Comment],
}

impl<'a> Lexer<'a> {
    /// The tokens in a range, which begins and ends with one.
    pub fn tokens(&self, range: Range<usize>) -> Vec<Token<'a>> {
        let mut tokens: Vec<Token<'a>> = Vec::new();
        let mut at = range.start;
        let mut next_comment = self
            .comments
            .partition_point(|comment| comment.span.start < range.start);
        let mut ended = at;
        while at < range.end {
            let rest = self.cut.get(at..range.end).unwrap_or_default();
            let Some(c) = rest.chars().next() else { break };
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let (kind, length) = read(rest, &tokens);
            let mut above = Vec::new();
            while let Some(comment) = self.comments.get(next_comment)
                && comment.span.start < at
            {
                next_comment += 1;
                let between = self.source.get(ended..comment.span.start);
                let same_line = between.is_some_and(|between| !between.contains('\n'));
                match tokens.last_mut().filter(|_| same_line) {
                    Some(token) => token.behind = Some(&comment.text),
                    None => above.push(comment.text.as_str()),
                }
            }
            let text = rest.get(..length).unwrap_or_default();
            tokens.push(Token {
                kind,
                text: written(kind, text),
                above,
                behind: None,
            });
            at += length;
            ended = at;
        }
        tokens
    }
}

/// The kind and the length of the token that a text begins with.
fn read(rest: &str, before: &[Token<'_>]) -> (Kind, usize) {
    let Some(c) = rest.chars().next() else {
        return (Kind::Word, 0);
    };
    let previous = before.last();
    if c == '"' {
        let end = rest.get(1..).and_then(|inner| inner.find('"'));
        return (Kind::Literal, end.map_or(rest.len(), |end| end + 2));
    }
    if is_unit_next(before) && !c.is_ascii_digit() {
        let length = unit(rest);
        if length > letters(rest) {
            return (Kind::Literal, length);
        }
    }
    if c.is_ascii_digit() {
        return (Kind::Literal, number(rest));
    }
    if let [allow] = before
        && allow.text == "allow"
    {
        // The name of a message has a hyphen: `table-gap`.
        let end = rest.find(char::is_whitespace);
        return (Kind::Literal, end.unwrap_or(rest.len()));
    }
    if is_letter(c) {
        return word(rest);
    }
    let two = rest.get(..2).unwrap_or_default();
    if matches!(two, "<=" | ">=") {
        return (Kind::Compare, 2);
    }
    let kind = match c {
        '(' | '{' => Kind::Open,
        ')' | '}' => Kind::Close,
        ',' => Kind::Comma,
        ':' => Kind::Colon,
        '<' | '>' => Kind::Compare,
        '=' => Kind::Equals,
        '-' if !previous.is_some_and(ends_value) => Kind::Minus,
        '+' | '-' | '*' | '/' | '^' => Kind::Operator,
        _ => Kind::Word,
    };
    (kind, c.len_utf8())
}

fn ends_value(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Value | Kind::Literal | Kind::Close)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn letters(text: &str) -> usize {
    text.find(|c| !is_letter(c)).unwrap_or(text.len())
}

/// A name, with the member behind its dot; or another word.
fn word(rest: &str) -> (Kind, usize) {
    let length = letters(rest);
    let word = rest.get(..length).unwrap_or_default();
    let after = rest.get(length..).unwrap_or_default();
    if let Some(member) = after.strip_prefix('.')
        && member.starts_with(is_letter)
    {
        return (Kind::Value, length + 1 + letters(member));
    }
    let kind = match word {
        _ if FUNCTIONS.contains(&word) && after.trim_start().starts_with('(') => Kind::Function,
        _ if BEFORE_VALUES.contains(&word) => Kind::Word,
        _ => Kind::Value,
    };
    (kind, length)
}

/// A unit follows `in`, and the colon of an input.
fn is_unit_next(before: &[Token<'_>]) -> bool {
    match before {
        [.., last] if last.is_word("in") => true,
        [first, _, colon] => {
            colon.kind == Kind::Colon
                && ["input", "plan", "setting"]
                    .iter()
                    .any(|word| first.is_word(word))
        }
        _ => false,
    }
}

/// A number with its unit, or a date.
fn number(rest: &str) -> usize {
    if let Some(length) = date(rest) {
        return length;
    }
    let digits = |text: &str| {
        text.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(text.len())
    };
    let mut length = digits(rest);
    if let Some(after) = rest.get(length..).and_then(|after| after.strip_prefix('.')) {
        let fraction = digits(after);
        if fraction > 0 {
            length += 1 + fraction;
        }
    }
    let after = rest.get(length..).unwrap_or_default();
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let after = after.get(blanks..).unwrap_or_default();
    let mut words = after.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    if matches!(first, "day" | "days") && second.get(..letters(second)) == Some("ago") {
        return length;
    }
    match unit(after) {
        0 => length,
        unit => length + blanks + unit,
    }
}

fn date(rest: &str) -> Option<usize> {
    let mut length = 0;
    for (part, most) in [(0, 4), (1, 2), (2, 2)] {
        let text = rest.get(length..)?;
        let text = if part == 0 {
            text
        } else {
            text.strip_prefix('-')?
        };
        let digits = text
            .bytes()
            .take(most)
            .take_while(u8::is_ascii_digit)
            .count();
        if digits == 0 || (part == 0 && digits < 4) {
            return None;
        }
        length += digits + usize::from(part > 0);
    }
    let after = rest.get(length..)?;
    (!after.starts_with(is_letter)).then_some(length)
}

/// The length of a unit that a text begins with, such as `m/s^2`; 0 where it does with none.
fn unit(text: &str) -> usize {
    let mut length = 0;
    loop {
        let rest = text.get(length..).unwrap_or_default();
        let (joined, part) = match rest.chars().next() {
            Some(sign @ ('/' | '*' | '·')) if length > 0 => (
                sign.len_utf8(),
                rest.get(sign.len_utf8()..).unwrap_or_default(),
            ),
            _ if length > 0 => break,
            _ => (0, rest),
        };
        let own = unit_part(part);
        if own == 0 {
            break;
        }
        length += joined + own;
    }
    length
}

fn unit_part(text: &str) -> usize {
    let Some(first) = text.chars().next() else {
        return 0;
    };
    let own = match first {
        '%' => 1,
        '°' => first.len_utf8() + letters(text.get(first.len_utf8()..).unwrap_or_default()),
        _ if first.is_alphabetic() => letters(text),
        _ => 0,
    };
    let word = text.get(..own).unwrap_or_default();
    if own == 0 || (word != "days" && is_reserved(word)) {
        return 0;
    }
    let after = text.get(own..).unwrap_or_default();
    let Some(power) = after.strip_prefix('^') else {
        return own;
    };
    let sign = usize::from(power.starts_with('-'));
    let digits = power.get(sign..).unwrap_or_default();
    match digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len())
    {
        0 => own,
        digits => own + 1 + sign + digits,
    }
}

/// A token as it is to be written: `20 %` is `20%`, `8h` is `8 h`, `2026-6-5` is `2026-06-05`.
fn written(kind: Kind, text: &str) -> String {
    if kind != Kind::Literal || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.to_owned();
    }
    if date(text) == Some(text.len()) {
        let parts: Vec<String> = text.split('-').map(|part| format!("{part:0>2}")).collect();
        return parts.join("-");
    }
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    match unit.trim_start() {
        "" => digits.to_owned(),
        unit if unit.starts_with('%') => format!("{digits}{unit}"),
        unit => format!("{digits} {unit}"),
    }
}
