//! Quotes left out: in goes a line, out come changes that close or open a text.

use super::words::is_word_of_language;
use super::{Candidate, Known, Line};

/// The words that a text follows.
const BEFORE_TEXTS: &str = "\
    rule test example table guarantee ruleset include about source version ask at column \
    because flag advise stages overrides without";

impl Line<'_> {
    /// The title of a rule or an example, as it is declared, without its quotes.
    pub(super) fn titles(&self, known: &Known) -> Vec<Candidate> {
        let line = self.text.get(self.range.clone()).unwrap_or_default();
        let Some((title, at)) = known.titles().find_map(|title| {
            let at = line.find(title)?;
            let is_bare =
                !line.get(..at)?.ends_with('"') && !line.get(at + title.len()..)?.starts_with('"');
            is_bare.then_some((title, at))
        }) else {
            return Vec::new();
        };
        let start = self.range.start + at;
        let end = start + title.len();
        vec![self.candidate(
            0,
            vec![(start..start, "\"".into()), (end..end, "\"".into())],
        )]
    }

    /// A text without quotes up to the line's end.
    pub(super) fn unquoted(&self) -> Vec<Candidate> {
        let Some(word) = self
            .tokens
            .iter()
            .position(|token| !is_word_of_language(token.text))
        else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for index in 1..=word {
            let before = self
                .tokens
                .get(index - 1)
                .is_some_and(|token| BEFORE_TEXTS.split(' ').any(|word| word == token.text));
            let (Some(first), Some(last)) = (self.tokens.get(index), self.tokens.last()) else {
                continue;
            };
            let rest = self.tokens.get(index..).unwrap_or_default();
            if before && rest.iter().all(|token| !token.text.contains('"')) {
                let edits = vec![
                    (first.start..first.start, "\"".into()),
                    (last.end()..last.end(), "\"".into()),
                ];
                found.push(self.candidate(index, edits));
            }
        }
        found
    }

    /// One quote of a text left out: its first, or its last.
    pub(super) fn quotes(&self, known: &Known) -> Vec<Candidate> {
        let line = self.text.get(self.range.clone()).unwrap_or_default();
        let mut found = Vec::new();
        let quote = |at: usize| {
            (
                self.range.start + at..self.range.start + at,
                "\"".to_owned(),
            )
        };
        // A title that is declared ends where it ends.
        let titles = known.titles().filter_map(|title| {
            let start = line.find(title)?;
            let (before, after) = (line.get(..start)?, line.get(start + title.len()..)?);
            match (before.ends_with('"'), after.starts_with('"')) {
                (true, false) => Some(start + title.len()),
                (false, true) => Some(start),
                _ => None,
            }
        });
        let mut places: Vec<usize> = titles.collect();
        let titled = places.len();
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            if before.is_whitespace() && !c.is_whitespace() {
                places.push(at);
            }
            if !before.is_whitespace() && c == '|'
                || c.is_whitespace()
                    && !before.is_whitespace()
                    && line
                        .get(at..)
                        .is_some_and(|rest| rest.trim_start().starts_with('|'))
            {
                places.push(at);
            }
            before = c;
        }
        places.push(line.trim_end().len());
        for (index, at) in places.into_iter().enumerate() {
            let mut candidate = self.candidate(self.at, vec![quote(at)]);
            let words_before = line.get(..at).unwrap_or_default().split_whitespace();
            let clause = words_before
                .clone()
                .all(is_word_of_language)
                .then(|| words_before.count());
            candidate.distance = match clause {
                _ if index < titled => 0,
                // The text begins as soon as what is before it is a clause.
                Some(words) => 10_usize.saturating_sub(words),
                None => 10 + index,
            };
            found.push(candidate);
        }
        found
    }
}
