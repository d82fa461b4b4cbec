//! Words misspelt, swapped, or written twice: in goes a line, out come changes
//! that put nothing new into it.

use strsim::damerau_levenshtein;

use super::words::{is_word_of_language, words_of_language};
use super::{Candidate, Known, Line};

impl Line<'_> {
    /// `becuase`, `wehn`
    pub(super) fn misspelt(&self, known: &Known) -> Vec<Candidate> {
        let mut found = Vec::new();
        for index in self.near(4, 3).chain(Some(0)) {
            let Some(token) = self.tokens.get(index).filter(|token| token.is_word()) else {
                continue;
            };
            if known.is_name(token.text) || is_word_of_language(token.text) {
                continue;
            }
            let letters = token.text.chars().count();
            for word in words_of_language() {
                let allowed = if letters.max(word.len()) > 5 { 2 } else { 1 };
                if word.len() < 2 || letters.abs_diff(word.len()) > allowed {
                    continue;
                }
                let distance = damerau_levenshtein(&token.text.to_lowercase(), word);
                if distance <= allowed && letters > 1 {
                    let edits = vec![(token.start..token.end(), word.to_owned())];
                    let mut candidate = self.candidate(index, edits);
                    // Two letters swapped are likelier than one left out.
                    let same = sorted(token.text) == sorted(word);
                    // `xor`, `nor` and `ever` are words, too, and say something else than
                    // `or` and `never`.
                    let begins_alike = word.chars().next()
                        == token.text.chars().next().map(|c| c.to_ascii_lowercase());
                    candidate.sure =
                        distance <= 1 && (same || begins_alike && letters.max(word.len()) > 3);
                    candidate.distance += 10 * distance + usize::from(!same);
                    found.push(candidate);
                }
            }
        }
        found
    }

    /// `target_muscles pushing overlaps`
    pub(super) fn swapped(&self, known: &Known) -> Vec<Candidate> {
        let mut found = Vec::new();
        for index in self.near(3, 3) {
            let (Some(one), Some(other)) = (self.tokens.get(index), self.tokens.get(index + 1))
            else {
                continue;
            };
            let gap = match self.text.get(one.end()..other.start).unwrap_or_default() {
                "" if one.text == "(" => " ",
                gap => gap,
            };
            let fuses = |left: Option<char>, right: &str| {
                left.is_some_and(char::is_alphanumeric) && right.starts_with(char::is_alphanumeric)
            };
            let before = self
                .text
                .get(..one.start)
                .and_then(|text| text.chars().next_back());
            // A number before a name would be read with a unit.
            let measured =
                |a: &str, b: &str| a.starts_with(|c: char| c.is_ascii_digit()) && known.is_name(b);
            let is_odd = one.text == other.text
                || measured(other.text, one.text)
                || fuses(before, other.text)
                || (gap.is_empty() && fuses(other.text.chars().next_back(), one.text));
            if !is_odd {
                let edits = vec![(
                    one.start..other.end(),
                    format!("{}{gap}{}", other.text, one.text),
                )];
                found.push(self.candidate(index, edits));
            }
        }
        found
    }

    /// `when when`, or a sign too many.
    pub(super) fn twice(&self) -> Vec<Candidate> {
        let mut found = Vec::new();
        for index in self.near(2, 2) {
            let Some(token) = self.tokens.get(index) else {
                continue;
            };
            let previous = index
                .checked_sub(1)
                .and_then(|index| self.tokens.get(index));
            let is_twice = previous.is_some_and(|previous| previous.text == token.text);
            let glues = previous.is_some_and(|previous| previous.end() == token.start)
                && self
                    .tokens
                    .get(index + 1)
                    .is_some_and(|next| next.start == token.end());
            if glues && !is_twice {
                continue;
            }
            if is_twice || matches!(token.text, "," | ";" | "." | ":" | "|" | "=") {
                // With a sign that stands right behind a word only the sign goes.
                let behind = previous.is_some_and(|previous| previous.end() == token.start);
                let next = self.tokens.get(index + 1).filter(|_| !behind);
                let end = next.map_or(token.end(), |next| next.start);
                found.push(self.candidate(index, vec![(token.start..end, String::new())]));
            }
        }
        found
    }
}

fn sorted(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
