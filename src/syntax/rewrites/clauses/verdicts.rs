//! Verdicts and conditions of a rule in other words or on one line: in goes such
//! a line, out comes a message with `when …` and `then …` on a line each, for
//! `if soreness > 7: rest` or `return rest`.

use super::Clause;
use crate::ast::Verdict;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::errors::{in_help, shortened};
use crate::syntax::keywords::Keyword;

/// Other words for a verdict.
fn meant_verdict(said: &str) -> Option<&'static str> {
    Some(match said {
        "stop" | "off" | "day off" | "resting" | "no training" | "skip" | "rest_day"
        | "stay home" => "rest",
        "go" | "full" | "training" | "normal" | "as planned" | "ok" | "nothing" => "train",
        "reduce" | "easy" | "light" | "modified" | "adjust" | "change" | "adapt" | "modifying" => {
            "modify"
        }
        _ => return None,
    })
}

impl Clause<'_, '_> {
    /// `-> rest`, `=> rest`
    pub(super) fn arrow(&self) -> Option<Diagnostic> {
        let first = self
            .first()
            .filter(|_| self.place.begins_line() && self.keyword == Keyword::Rule)?;
        let words = match first.text {
            "=>" | "\u{2192}" => 1,
            "-" | "=" if self.line.word(1) == ">" => 2,
            _ => return None,
        };
        let verdict = Verdict::from_name(self.line.word(words))?;
        let (from, to) = self.line.range(0, words)?;
        Some(
            self.error("the verdict of a rule stands after `then`")
                .label(self.place.span(from, to), "expected `then`")
                .help(format!("write `then {verdict}`"))
                .fix(self.place.span(from, to), "then")
                .sure(),
        )
    }

    /// `rest`, `return rest`, `verdict = rest`, `rest if soreness > 7`, `then rest if …`
    pub(super) fn verdict(&self) -> Option<Diagnostic> {
        if self.keyword != Keyword::Rule {
            return None;
        }
        let names = |index: usize| Verdict::from_name(&self.line.word(index).to_lowercase());
        let begins = self.place.begins_line();
        if self.line.word(0) == "then" && !begins {
            return self.then();
        }
        let at = match self.line.word(0) {
            _ if !begins => return None,
            _ if names(0).is_some() => 0,
            "return" | "do" | "result" | "verdict" | "decision" | "give" | "answer" | "action" => {
                if matches!(self.line.word(1), "=" | ":" | "is" | "==") {
                    2
                } else {
                    1
                }
            }
            _ => return None,
        };
        let verdict = names(at)?;
        let first = self.first()?;
        let said = self.line.text(self.place, 0, at + 1);
        let clause = match self.line.word(at + 1) {
            "" => None,
            "if" | "when" => Some("when"),
            "unless" => Some("unless"),
            _ => return None,
        };
        let Some(clause) = clause else {
            return (begins).then(|| {
                let (from, to) = (first.start, self.end_of_line());
                self.error(format!("`{}` is written `then {verdict}`", shortened(said)))
                    .label(self.place.span(from, to), "expected `then` and a verdict")
                    .help(format!("write `then {verdict}`"))
                    .fix(self.place.span(from, to), format!("then {verdict}"))
                    .sure()
            });
        };
        let joint = *self.line.tokens.get(at + 1)?;
        let condition = self.rest(at + 2);
        let written = format!("{clause} {condition}");
        let error = self
            .error("the condition of a verdict stands on a line of its own")
            .label(self.place.span_of(joint), "begins a condition")
            .help(format!(
                "write `{written}` on a line above `then {verdict}`"
            ));
        Some(if self.has(clause) || condition.is_empty() {
            error
        } else {
            error
                .fix(
                    self.place.span(first.start, self.end_of_line()),
                    format!("{written}\n  then {verdict}"),
                )
                .sure()
        })
    }

    /// `then: rest`, `then "rest"`, `then return rest`, `then stop`, `then rest if soreness > 7`
    fn then(&self) -> Option<Diagnostic> {
        let count = self.line.tokens.len();
        let bare = |index: usize| {
            self.line
                .word(index)
                .trim_matches(['"', '\''])
                .to_lowercase()
        };
        let at = (1..count).find(|&index| Verdict::from_name(&bare(index)).is_some());
        let first = self.first()?;
        let end = self.end_of_line();
        let Some(at) = at else {
            let (from, to) = self.line.range(1, count)?;
            let meant = meant_verdict(&self.line.text(self.place, 1, count).to_lowercase())?;
            let said = shortened(self.place.between(from, to));
            return Some(
                Diagnostic::error(Code::Syntax, format!("`{said}` is no verdict"))
                    .label(self.place.span(from, to), "not a verdict")
                    .help(format!("write `{meant}` if that is meant; the verdicts are `train`, `modify` and `rest`"))
                    .fix(self.place.span(from, to), meant),
            );
        };
        let verdict = Verdict::from_name(&bare(at))?;
        let mark = |index: usize| {
            let word = self.line.word(index);
            matches!(
                word,
                ":" | "="
                    | "is"
                    | "return"
                    | "do"
                    | "to"
                    | "->"
                    | "-"
                    | ">"
                    | "=>"
                    | ","
                    | "("
                    | ")"
                    | "'"
                    | "\u{2018}"
                    | "\u{2019}"
                    | "`"
                    | "."
                    | ";"
                    | "!"
                    | "you"
                    | "must"
                    | "should"
                    | "verdict"
                    | "\u{2192}"
                    | "{"
                    | "}"
            )
        };
        let marks_before = (1..at).all(mark);
        let next = at + 1;
        let clause = match self.line.word(next) {
            "if" | "when" => "when",
            "unless" => "unless",
            _ if marks_before && (next..count).all(mark) => {
                let (from, to) = self.line.range(1, count)?;
                let error = Diagnostic::error(Code::Syntax, "only a verdict stands after `then`")
                    .label(
                        self.place.span(from, to),
                        format!("expected `{verdict}` alone"),
                    )
                    .help(format!("write `then {verdict}`"))
                    .fix(self.place.span(first.end(), end), format!(" {verdict}"));
                return Some(error.sure());
            }
            _ if marks_before => {
                let prose = (next..count).all(|index| {
                    let word = self.line.word(index);
                    let plain = self
                        .line
                        .tokens
                        .get(index)
                        .is_some_and(|token| token.is_word());
                    plain
                        && !self.keyword.has_clause(word)
                        && Verdict::from_name(word).is_none()
                        && !matches!(word, "or" | "and" | "not" | "if")
                });
                let (from, to) = self.line.range(next, count)?;
                return prose.then(|| {
                    Diagnostic::error(
                        Code::Syntax,
                        format!("only a verdict stands after `then`, and `{verdict}` is one"),
                    )
                    .label(self.place.span(from, to), "not needed")
                    .help(format!(
                        "write `then {verdict}`; what is to be said goes into `because` or `advise`"
                    ))
                    .fix(self.place.span(first.end(), end), format!(" {verdict}"))
                });
            }
            _ => return None,
        };
        let joint = *self.line.tokens.get(next)?;
        let condition = self.rest(next + 1);
        let written = format!("{clause} {condition}");
        let error = Diagnostic::error(
            Code::Syntax,
            format!(
                "the condition of a verdict stands on a line of its own, not after `{verdict}`"
            ),
        )
        .label(self.place.span_of(joint), "begins a condition")
        .help(format!(
            "write `{}` on a line above `then`",
            in_help(&written)
        ));
        Some(if self.has(clause) || condition.is_empty() {
            error
        } else {
            error
                .fix(
                    self.place.span(first.start, end),
                    format!("{written}\n  then {verdict}"),
                )
                .sure()
        })
    }

    /// `if soreness > 7 then rest`, `if soreness > 7: rest`, `when soreness > 7, then rest`
    pub(super) fn condition(&self) -> Option<Diagnostic> {
        if self.keyword != Keyword::Rule {
            return None;
        }
        let first = self.first()?;
        let lower = first.text.to_ascii_lowercase();
        let begins = self.place.begins_line();
        if !(lower == "if" && begins || lower == "when" && !begins) {
            return None;
        }
        let verdict_at = (1..self.line.tokens.len())
            .rfind(|&index| Verdict::from_name(self.line.word(index)).is_some());
        let last = verdict_at.filter(|at| at + 1 == self.line.tokens.len());
        let colon_at_end = self
            .line
            .tokens
            .last()
            .is_some_and(|token| token.text == ":");
        let start = first.start;
        let Some(at) = last else {
            return begins.then(|| {
                let error = self
                    .error("the condition of a rule begins with `when`")
                    .label(self.place.span_of(first), "expected `when`")
                    .help("write `when`")
                    .fix(self.place.span_of(first), "when");
                let error = match self.line.tokens.last() {
                    Some(colon) if colon_at_end => error.fix(self.place.span_of(*colon), ""),
                    _ => error,
                };
                error.sure()
            });
        };
        let verdict = self.line.word(at);
        let mut end = at;
        while end > 1
            && matches!(
                self.line.word(end - 1),
                "then" | ":" | "," | "=>" | ">" | "-" | "=" | "\u{2192}" | "->"
            )
        {
            end -= 1;
        }
        let condition = self.line.text(self.place, 1, end);
        let joint = self.line.range(end, at).unwrap_or_else(|| {
            let verdict = self.line.tokens.get(at).copied().unwrap_or(first);
            (verdict.start, verdict.end())
        });
        let label = self.place.span(joint.0, joint.1);
        let error = if begins {
            self.error("a condition and its verdict stand on a line each")
                .label(self.place.span_of(first), "expected `when`")
        } else {
            Diagnostic::error(
                Code::Syntax,
                "the verdict of a rule stands on a line of its own, after `then`",
            )
            .label(label, "expected `then` on a new line")
        };
        let error = error.help(format!(
            "write `when {}`, and below it `then {verdict}`",
            in_help(condition)
        ));
        Some(
            if self.has("then") || condition.is_empty() || (begins && self.has("when")) {
                error
            } else {
                error
                    .fix(
                        self.place.span(start, self.end_of_line()),
                        format!("when {condition}\n  then {verdict}"),
                    )
                    .sure()
            },
        )
    }
}
