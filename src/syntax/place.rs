//! The place where reading stopped: in goes an offset into a text, out come
//! the words before and after it on its line.

use crate::span::{FileId, Span};

use super::grammar::Rule;
use super::keywords::Keyword;

/// A word, number, string or sign, and where it starts in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub start: usize,
    pub text: &'a str,
}

impl Token<'_> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_word(self) -> bool {
        self.text
            .starts_with(|c: char| c.is_alphabetic() || c == '_')
    }

    pub(super) fn is_number(self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    pub(super) fn is_string(self) -> bool {
        self.text.starts_with('"')
    }
}

/// Where reading stopped.
pub(super) struct Place<'a> {
    file: FileId,
    /// Where the text starts in its file.
    base: usize,
    /// The declaration, cell or braces that were read.
    pub text: &'a str,
    /// What could have stood there.
    pub expected: &'a [Rule],
    /// The declaration, if it is a whole one.
    pub keyword: Option<Keyword>,
    /// The tokens of the line, up to where reading stopped.
    pub before: Vec<Token<'a>>,
    /// The tokens of the line from there on.
    pub after: Vec<Token<'a>>,
    /// The tokens of the line above it.
    pub above: Vec<Token<'a>>,
    /// It is the first line of the declaration.
    pub first_line: bool,
    /// Where reading stopped, in the text.
    pub at: usize,
    /// What the text was read by; `None` where that is not known.
    pub rule: Option<Rule>,
    /// The text of the whole file; empty where that is not known.
    pub whole: &'a str,
}

/// Larger files are not looked through for what a name may mean.
const LARGE: usize = 1 << 20;
/// More of a line than this does not matter to any hint.
const NEAR: usize = 4000;

impl<'a> Place<'a> {
    pub(super) fn new(
        text: &'a str,
        at: usize,
        span: Span,
        expected: &'a [Rule],
        keyword: Option<Keyword>,
    ) -> Self {
        // A declaration without clauses stops at the line break; what stands after it is the mistake.
        let rest = text.get(at..).unwrap_or_default();
        let clause_follows = rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
            && !rest.trim().is_empty()
            && keyword.is_some_and(|keyword| keyword.clauses().is_empty())
            && !expected.contains(&Rule::bar);
        let at = if clause_follows {
            at + (rest.len() - rest.trim_start().len())
        } else {
            at
        };
        let start = text
            .get(..at)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let end = text
            .get(at..)
            .and_then(|after| after.find('\n'))
            .map_or(text.len(), |newline| at + newline);
        let above = text
            .get(..start)
            .map(str::trim_end)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |newline| newline + 1);
        let near = |from: usize, to: usize| {
            let from = (from..to).find(|i| text.is_char_boundary(*i)).unwrap_or(to);
            let to = (from..=to).rev().find(|i| text.is_char_boundary(*i));
            let to = to.unwrap_or(from);
            tokens(text.get(from..to).unwrap_or_default(), from)
        };
        Self {
            file: span.file,
            base: span.start,
            text,
            expected,
            keyword,
            above: near(above.max(start.saturating_sub(NEAR)), start),
            before: near(start.max(at.saturating_sub(NEAR)), at),
            after: near(at, end.min(at + NEAR)),
            first_line: start == 0,
            at,
            rule: keyword.map(Keyword::grammar_rule),
            whole: "",
        }
    }

    /// The same place in a text that was read by this rule.
    pub(super) fn read_by(self, rule: Rule) -> Self {
        Self {
            rule: Some(rule),
            ..self
        }
    }

    /// The same place in a declaration of this file.
    pub(super) fn in_file(self, whole: &'a str) -> Self {
        Self { whole, ..self }
    }

    /// Whether a first line of the file's declarations says a word: as a name, or as a member.
    pub(super) fn says(whole: &str, word: &str) -> bool {
        whole.len() > LARGE
            || whole.lines().any(|line| {
                let mut words = line
                    .split(|c: char| !(c.is_alphanumeric() || c == '_'))
                    .filter(|word| !word.is_empty());
                let keyword = line.starts_with(char::is_alphabetic).then(|| words.next());
                let keyword = keyword.flatten().and_then(Keyword::from_word);
                match keyword {
                    Some(Keyword::Include) => true,
                    Some(
                        Keyword::Choice
                        | Keyword::Group
                        | Keyword::Input
                        | Keyword::Plan
                        | Keyword::Setting
                        | Keyword::Let,
                    ) => words.any(|other| other == word),
                    // A lookup of a table is named in its header.
                    None if line.trim_start().starts_with('|') => {
                        let words: Vec<&str> = words.collect();
                        words.windows(2).any(|pair| pair == ["give", word])
                    }
                    _ => false,
                }
            })
    }

    /// Whether the file declares a name, or a map and, somewhere, such a member.
    pub(super) fn declares(&self, name: &str, member: bool) -> bool {
        if self.whole.len() > LARGE {
            return false;
        }
        let (name, member) = match name.split_once('.') {
            Some((map, name)) if member => (map, Some(name)),
            _ => (name, None),
        };
        let words = |line: &'a str| {
            line.split(|c: char| !(c.is_alphanumeric() || c == '_'))
                .filter(|word| !word.is_empty())
        };
        let declared = self.whole.lines().find(|line| {
            let mut words = words(line);
            words
                .next()
                .is_some_and(|word| Keyword::from_word(word).is_some())
                && words.next() == Some(name)
        });
        let has_member = |member: &str| {
            self.whole.lines().any(|line| {
                let mut words = words(line);
                words.next() == Some("choice") && words.any(|word| word == member)
            })
        };
        declared.is_some_and(|line| {
            member.is_none_or(|member| line.contains("for each") && has_member(member))
        })
    }

    /// A range of the text as a span of the file.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span::new(self.file, self.base + from, self.base + to)
    }

    /// Where a token stands in the file.
    pub(super) fn span_of(&self, token: Token<'_>) -> Span {
        self.span(token.start, token.end())
    }

    /// What stands where reading stopped; `None` at the line's end.
    pub(super) fn found(&self) -> Option<Token<'a>> {
        self.after.first().copied()
    }

    /// Its text; empty at the line's end.
    pub(super) fn word(&self) -> &'a str {
        self.found().map_or("", |token| token.text)
    }

    /// The token that is so many after it, 0 being itself.
    pub(super) fn next(&self, n: usize) -> Option<Token<'a>> {
        self.after.get(n).copied()
    }

    /// The last token before it.
    pub(super) fn last(&self) -> Option<Token<'a>> {
        self.before.last().copied()
    }

    /// The text of the last token before it; empty at the line's beginning.
    pub(super) fn last_word(&self) -> &'a str {
        self.last().map_or("", |token| token.text)
    }

    /// What stands there, or the point just after the line's last token.
    pub(super) fn here(&self) -> Span {
        match (self.found(), self.last()) {
            (Some(token), _) => self.span_of(token),
            (None, Some(last)) => self.span(last.end(), last.end()),
            (None, None) => self.span(0, 0),
        }
    }

    /// It begins its line, and is not the first of the declaration.
    pub(super) fn begins_line(&self) -> bool {
        self.before.is_empty() && !self.first_line && self.keyword.is_some()
    }

    pub(super) fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    /// A value could stand there: the beginning of an expression.
    pub(super) fn expects_value(&self) -> bool {
        [
            Rule::condition,
            Rule::expression,
            Rule::comparison,
            Rule::difference,
            Rule::sum,
            Rule::operand,
            Rule::element,
            Rule::expectation,
        ]
        .iter()
        .any(|rule| self.expects(*rule))
    }

    /// A value has just ended: an operator could go on with it.
    pub(super) fn after_value(&self) -> bool {
        self.expects(Rule::or_)
    }

    /// The text from one token to another.
    pub(super) fn between(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default().trim()
    }

    /// The end of the last token of the line.
    pub(super) fn line_end(&self) -> usize {
        self.after
            .last()
            .or(self.before.last())
            .map_or(0, |token| token.end())
    }
}

/// Signs of two characters, of this language and of those that people come from.
const PAIRS: [&str; 10] = ["<=", ">=", "==", "=>", "=<", "!=", "<>", "&&", "||", ".."];

/// Cuts a line into tokens.
pub(super) fn tokens(text: &str, base: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let start = base + (text.len() - rest.len());
        let end = if c.is_whitespace() {
            rest.len() - rest.trim_start().len()
        } else if c.is_alphabetic() || c == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_'))
                .unwrap_or(rest.len())
        } else if c.is_ascii_digit() {
            number_end(rest)
        } else if c == '"' {
            let inner = rest.get(1..).unwrap_or_default();
            inner.find('"').map_or(rest.len(), |end| end + 2)
        } else if PAIRS.iter().any(|pair| rest.starts_with(pair)) {
            2
        } else {
            c.len_utf8()
        };
        let Some((token, after)) = rest.split_at_checked(end.max(1)) else {
            break;
        };
        if !c.is_whitespace() {
            found.push(Token { start, text: token });
        }
        rest = after;
    }
    found
}

/// The end of `7` or `7.5`.
fn number_end(text: &str) -> usize {
    let digits = |from: &str| {
        from.find(|c: char| !c.is_ascii_digit())
            .unwrap_or(from.len())
    };
    let whole = digits(text);
    match text.get(whole + 1..) {
        Some(fraction) if text.get(whole..whole + 1) == Some(".") && digits(fraction) > 0 => {
            whole + 1 + digits(fraction)
        }
        _ => whole,
    }
}
