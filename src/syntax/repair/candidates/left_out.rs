//! Signs and words of the language left out: in goes a line, out come changes
//! that put one in. None of them chooses a meaning.

use std::ops::Range;

use super::super::super::place::Token;
use super::words::is_word_of_language;
use super::{Candidate, Known, Line};

/// What may have been left out, the likeliest first, `_` for a blank.
const LEFT_OUT: &str = "\
    , = : is | to of becomes ( ) { } . days ago days_ago number from by at least \
    at_least with over last over_last known before for each one one_of become could on a";

/// What may have been left out at the beginning of a line.
const CLAUSES: &str = "\
    when then given expect because flag ask about source version stages cut cap raise \
    drop advise column missing several waiting";

/// The same where a text follows.
const TEXTS: &str = "because flag ask about advise given source version stages column";

/// A name that nobody gives: where it reads, a word put in would be read as a name.
const NOBODYS: &str = "q_q_q_q";

impl Line<'_> {
    /// A sign or a word of the language, before a token or at the line's end.
    pub(super) fn left_out(&self, known: &Known) -> Vec<Candidate> {
        let first = self.tokens.first().map_or("", |token| token.text);
        let is_row = !self.beside.is_empty();
        let mut found = Vec::new();
        let mut gaps: Vec<usize> = if is_row {
            (0..=self.tokens.len()).collect()
        } else {
            (self.at.saturating_sub(2)..=(self.at + 1).min(self.tokens.len())).collect()
        };
        gaps.sort_by_key(|gap| gap.abs_diff(self.at));
        for gap in gaps {
            let before = gap
                .checked_sub(1)
                .and_then(|index| self.tokens.get(index))
                .copied();
            let next = self.tokens.get(gap).copied();
            let at_start = gap == 0 && !is_word_of_language(first);
            let clauses = match next {
                Some(token) if at_start && token.is_string() => TEXTS,
                _ if at_start => CLAUSES,
                _ => "",
            };
            for (index, word) in LEFT_OUT
                .split(' ')
                .chain(clauses.split_whitespace())
                .enumerate()
            {
                let word = &word.replace('_', " ");
                let fits = match word.as_str() {
                    "|" => is_row,
                    "is" => self.is_fits(first, next, known),
                    "." => {
                        before.is_some_and(|token| known.is_name(token.text))
                            && next.is_some_and(|token| known.is_member(token.text))
                    }
                    // Days decide: only where a day or a window has begun.
                    "days ago" => is_row,
                    "days" => {
                        let window = gap.checked_sub(2).and_then(|index| self.tokens.get(index));
                        next.is_some_and(|token| matches!(token.text, "ago" | "before" | "in"))
                            || window.is_some_and(|token| {
                                matches!(token.text, "last" | "over" | "span" | "within")
                            })
                    }
                    "becomes" => before.is_some_and(|token| known.is_plan(token.text)),
                    _ => !is_row || gap.abs_diff(self.at) <= 1,
                };
                let again = |token: Option<Token<'_>>| {
                    token.is_some_and(|token| word.split(' ').any(|word| word == token.text))
                };
                if !fits || again(before) || again(next) {
                    continue;
                }
                let edit = if word == "|" {
                    self.bar(before, next)
                } else {
                    self.put(word, before, next)
                };
                let mut candidate = self.candidate(gap, vec![edit]);
                candidate.distance = index + 100 * candidate.distance;
                if word.starts_with(char::is_alphabetic) {
                    candidate.unlike = Some(self.put(NOBODYS, before, next));
                }
                found.push(candidate);
            }
        }
        found
    }

    /// Beside a number `is` would choose a meaning, but in what a test expects.
    fn is_fits(&self, first: &str, next: Option<Token<'_>>, known: &Known) -> bool {
        next.is_some_and(|token| {
            first == "expect" && !is_word_of_language(token.text)
                || known.is_member(token.text)
                || matches!(
                    token.text,
                    "yes" | "no" | "missing" | "known" | "between" | "one" | "worse" | "better"
                )
        })
    }

    /// A word with blanks where they belong.
    fn put(
        &self,
        word: &str,
        before: Option<Token<'_>>,
        next: Option<Token<'_>>,
    ) -> (Range<usize>, String) {
        let start = before.map_or(self.range.start, Token::end);
        let (at, end) = match next {
            Some(next) if before.is_some() => (start, next.start),
            Some(next) => (next.start, next.start),
            None => (start, start),
        };
        let left = if before.is_none() || matches!(word, "," | ":" | ")" | "." | "}") {
            ""
        } else {
            " "
        };
        let right = if next.is_none() || matches!(word, "(" | "." | "{") {
            ""
        } else {
            " "
        };
        (at..end, format!("{left}{word}{right}"))
    }

    /// A `|` where the rows beside have theirs, as far as there is room.
    fn bar(&self, before: Option<Token<'_>>, next: Option<Token<'_>>) -> (Range<usize>, String) {
        let from = before.map_or(self.range.start, Token::end);
        let to = next.map_or(from, |next| next.start);
        let gap = self.text.get(from..to).unwrap_or_default();
        let column = self
            .text
            .get(self.range.start..from)
            .map_or(0, |text| text.chars().count());
        let at = self
            .beside
            .iter()
            .find(|bar| (column..column + gap.len()).contains(bar));
        match at {
            // The blank that stands there makes room.
            Some(bar) if gap.len() > 1 => {
                let at = from + (bar - column);
                let end = if at + 1 < to && at > from { at + 1 } else { at };
                (at..end, if at == from { " |".into() } else { "|".into() })
            }
            _ => (from..to, " | ".into()),
        }
    }

    /// A line that begins no clause, and would begin a declaration.
    pub(super) fn without_keyword(&self) -> Vec<Candidate> {
        let Some(first) = self.tokens.first() else {
            return Vec::new();
        };
        let with = |(index, word): (usize, &str)| {
            let mut candidate =
                self.candidate(0, vec![(self.range.start..first.start, format!("{word} "))]);
            candidate.distance = index;
            candidate
        };
        let words = [
            "test",
            "rule",
            "example",
            "table",
            "guarantee",
            "ruleset",
            "include",
            "input",
            "setting",
            "let",
            "choice",
        ];
        words.into_iter().enumerate().map(with).collect()
    }
}
