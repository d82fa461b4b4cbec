//! Lines of a declaration as other languages write them: in goes the place
//! where such a line begins or stops to be read, out comes a message with the
//! clauses that it stands for. Unlike the other rewrites these are not tried:
//! they know the whole line.

mod changes;
mod other_words;
mod verdicts;

use super::LineTokens;
use crate::diagnostics::{Certainty, Code, Diagnostic};
use crate::syntax::keywords::Keyword;
use crate::syntax::place::{Place, Token};
use crate::syntax::unknown_clause_hints;

/// The message for a line that begins no clause, or stopped being one, if it is known.
pub(in crate::syntax) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
    let keyword = place.keyword?;
    let line = Clause {
        place,
        line: LineTokens::of(place),
        keyword,
    };
    line.comment()
        .or_else(|| line.end())
        .or_else(|| line.arrow())
        .or_else(|| line.verdict())
        .or_else(|| line.condition())
        .or_else(|| line.change())
        .or_else(|| line.other_word())
}

struct Clause<'a, 'p> {
    place: &'a Place<'p>,
    line: LineTokens<'p>,
    keyword: Keyword,
}

impl Clause<'_, '_> {
    fn first(&self) -> Option<Token<'_>> {
        self.line.tokens.first().copied()
    }

    fn end_of_line(&self) -> usize {
        self.line.tokens.last().map_or(0, |token| token.end())
    }

    /// From a token to the line's end.
    fn rest(&self, from: usize) -> &str {
        self.line.text(self.place, from, self.line.tokens.len())
    }

    fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::UnknownClause, message)
    }

    /// Whether the declaration has a line that begins with this word.
    fn has(&self, word: &str) -> bool {
        self.place.text.lines().any(|line| {
            line.trim_start()
                .strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        })
    }

    /// `-- too sore`, `; too sore`, `This rule is for …`
    fn comment(&self) -> Option<Diagnostic> {
        let first = self.first().filter(|_| self.place.begins_line())?;
        let dashes = first.text == "-" && self.line.word(1) == "-" && self.line.touches(0);
        let sign = matches!(
            first.text,
            ";" | "%" | "\u{2014}" | "\u{2013}" | "'" | "*" | "\u{2022}" | "@"
        );
        let words = self
            .line
            .tokens
            .iter()
            .filter(|token| token.is_word())
            .count();
        let prose = first.text.starts_with(char::is_uppercase)
            && words > 2
            && !self.keyword.has_clause(&first.text.to_lowercase());
        if !(dashes || sign || prose) || (sign && self.keyword == Keyword::Rule && words < 2) {
            return None;
        }
        let end = if dashes {
            first.start + 2
        } else if sign {
            first.end()
        } else {
            first.start
        };
        let label = if prose {
            "begins no clause"
        } else {
            "expected `#`"
        };
        Some(
            self.error("a comment begins with `#`")
                .label(self.place.span_of(first), label)
                .help("write `#` before what is said to people only")
                .fix(
                    self.place.span(first.start, end),
                    if prose { "# " } else { "#" },
                )
                .sure(),
        )
        .map(|error| {
            if prose {
                Diagnostic {
                    fix: error.fix.map(|mut fix| {
                        fix.certainty = Certainty::Guess;
                        fix
                    }),
                    ..error
                }
            } else {
                error
            }
        })
    }

    /// `end`, `fi`, `}`, `done`
    fn end(&self) -> Option<Diagnostic> {
        let first = self
            .first()
            .filter(|_| self.line.tokens.len() == 1 && self.place.begins_line())?;
        let known = matches!(
            first.text.to_ascii_lowercase().as_str(),
            "end" | "fi" | "done" | "endif" | "pass" | "stop" | "break" | ";"
        );
        known.then(|| {
            self.error(format!(
                "nothing is written at the end of {}",
                unknown_clause_hints::article(self.keyword)
            ))
            .label(self.place.span_of(first), "not needed")
            .help(format!("take `{}` out", first.text))
            .fix(self.place.span_of(first), "")
            .sure()
        })
    }
}
