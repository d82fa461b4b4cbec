//! Clauses that begin with another word than here: in goes such a line, out comes
//! a message with the word that is written, such as `because` for `reason`.

use super::Clause;
use crate::diagnostics::Diagnostic;
use crate::syntax::errors::shortened;
use crate::syntax::keywords::Keyword;

impl Clause<'_, '_> {
    /// `reason "…"`, `except …`, `default 0`, `missing is 0`, `lower is better`
    pub(super) fn other_word(&self) -> Option<Diagnostic> {
        let first = self.first()?;
        let begins = self.place.begins_line();
        let words: Vec<String> = self
            .line
            .tokens
            .iter()
            .take(4)
            .map(|token| token.text.to_ascii_lowercase())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (many, written, sure) = match (self.keyword, words.as_slice()) {
            (
                Keyword::Rule | Keyword::Otherwise,
                [
                    "reason" | "why" | "message" | "text" | "explanation" | "since" | "says"
                    | "say",
                    sign @ (":" | "="),
                    ..,
                ],
            ) if begins && !sign.is_empty() => (2, "because", true),
            (
                Keyword::Rule | Keyword::Otherwise,
                [
                    "reason" | "why" | "message" | "text" | "explanation" | "since" | "says"
                    | "say",
                    ..,
                ],
            ) if begins => (1, "because", true),
            (Keyword::Rule, ["only", "if" | "when", ..]) if begins => (2, "when", true),
            (Keyword::Rule, ["whenever" | "while" | "where" | "condition" | "given", ..])
                if begins =>
            {
                (1, "when", true)
            }
            (Keyword::Rule, ["except" | "but", "if" | "when" | "not", ..]) if begins => {
                (2, "unless", true)
            }
            (Keyword::Rule, ["except" | "exception" | "excluding", ..]) if begins => {
                (1, "unless", true)
            }
            (Keyword::Rule, ["warn" | "note" | "warning" | "alert" | "notify", ..]) if begins => {
                (1, "flag", true)
            }
            (Keyword::Rule, ["override" | "replaces" | "beats", ..]) if begins => {
                (1, "overrides", true)
            }
            (Keyword::Input | Keyword::Plan, ["default", ":" | "=" | "is" | "to", ..])
                if begins =>
            {
                (2, "missing means", true)
            }
            (Keyword::Input | Keyword::Plan, ["default" | "fallback", ..]) if begins => {
                (1, "missing means", true)
            }
            (Keyword::Input | Keyword::Plan, ["missing", "is" | "=" | ":" | "as" | "mean", ..])
                if begins =>
            {
                (2, "missing means", true)
            }
            (Keyword::Input | Keyword::Plan, ["if", "missing", ..]) if begins => {
                (2, "missing means", true)
            }
            (Keyword::Input | Keyword::Plan, ["question" | "prompt" | "asks", ":", ..])
                if begins =>
            {
                (2, "ask", true)
            }
            (Keyword::Input | Keyword::Plan, ["question" | "prompt" | "asks", ..]) if begins => {
                (1, "ask", true)
            }
            (
                Keyword::Input | Keyword::Plan,
                ["lower" | "smaller" | "less", "is", "better" | "good"],
            ) if begins => (3, "higher is worse", true),
            (
                Keyword::Input | Keyword::Plan,
                ["lower" | "smaller" | "less", "is", "worse" | "bad"],
            ) if begins => (3, "higher is better", true),
            (Keyword::Input | Keyword::Plan, ["higher" | "more", "is", "bad"]) => {
                (3, "higher is worse", true)
            }
            (Keyword::Input | Keyword::Plan, ["higher" | "more", "is", "good"]) => {
                (3, "higher is better", true)
            }
            (Keyword::Input | Keyword::Plan, ["no", "is", "better" | "good"]) if begins => {
                (3, "yes is worse", true)
            }
            (Keyword::Input | Keyword::Plan, ["no", "is", "worse" | "bad"]) if begins => {
                (3, "yes is better", true)
            }
            (Keyword::Input | Keyword::Plan, ["yes", "is", "bad"]) => (3, "yes is worse", true),
            (Keyword::Input | Keyword::Plan, ["yes", "is", "good"]) => (3, "yes is better", true),
            (_, ["description" | "note" | "comment" | "help", ..])
                if begins && self.keyword.has_clause("about") =>
            {
                (1, "about", true)
            }
            (Keyword::Test | Keyword::Example, ["when" | "with" | "set" | "if" | "let", ..])
                if begins =>
            {
                (1, "given", true)
            }
            (
                Keyword::Test,
                [
                    "then" | "assert" | "should" | "expects" | "expected" | "result" | "outcome",
                    "be" | "is" | ":" | "=",
                    ..,
                ],
            ) if begins => (2, "expect", true),
            (
                Keyword::Test,
                [
                    "then" | "assert" | "should" | "expects" | "expected" | "result" | "outcome",
                    ..,
                ],
            ) if begins => (1, "expect", true),
            (Keyword::Test, ["expect", "to", "be", ..]) => (3, "expect", true),
            (Keyword::Test, ["expect", "verdict", "is" | "=" | ":", ..]) => (3, "expect", true),
            (Keyword::Test, ["expect", "verdict" | "a" | "to" | "decision", ..]) => {
                (2, "expect", true)
            }
            (Keyword::Test, ["expect", "could", "be", ..]) => (3, "expect could become", true),
            (Keyword::Test, ["expect", "may" | "can" | "might", "become" | "be", ..]) => {
                (3, "expect could become", true)
            }
            (Keyword::Test, ["expect", "not", ..]) => return None,
            (Keyword::Guarantee, ["must" | "should" | "shall", ..]) if begins => {
                (1, "always", true)
            }
            (Keyword::Include, ["set" | "setting" | "using" | "where", ..]) if begins => {
                (1, "with", true)
            }
            _ => return None,
        };
        let (from, to) = self.line.range(0, many)?;
        let said = self.line.text(self.place, 0, many);
        let error = self
            .error(format!("`{}` is written `{written}`", shortened(said)))
            .label(self.place.span(from, to), format!("expected `{written}`"))
            .help(format!("write `{written}`"))
            .fix(self.place.span(from, to), written);
        let _ = first;
        Some(if sure { error.sure() } else { error })
    }
}
