//! Lines of a declaration as other languages write them: in goes the place
//! where such a line begins or stops to be read, out comes a message with the
//! clauses that it stands for.

use crate::ast::Verdict;
use crate::diagnostics::{Code, Diagnostic};

use super::errors::{in_help, shortened};
use super::keywords::{ADJUSTMENTS, Keyword};
use super::place::{Place, Token};
use super::rewrites::LineTokens;

/// The message for a line that begins no clause, or stopped being one, if it is known.
pub(super) fn hint(place: &Place<'_>) -> Option<Diagnostic> {
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
                        fix.certainty = crate::diagnostics::Certainty::Guess;
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
                super::unknown_clause_hints::article(self.keyword)
            ))
            .label(self.place.span_of(first), "not needed")
            .help(format!("take `{}` out", first.text))
            .fix(self.place.span_of(first), "")
            .sure()
        })
    }

    /// `-> rest`, `=> rest`
    fn arrow(&self) -> Option<Diagnostic> {
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
    fn verdict(&self) -> Option<Diagnostic> {
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
    fn condition(&self) -> Option<Diagnostic> {
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

    /// `reduce load by 20%`, `then cut load by 20%`, `cut load to 80 kg`, `load - 20%`
    fn change(&self) -> Option<Diagnostic> {
        if !matches!(self.keyword, Keyword::Rule | Keyword::Otherwise) {
            return None;
        }
        let words: Vec<&str> = self.line.tokens.iter().map(|token| token.text).collect();
        let first = self.first()?;
        let begins = self.place.begins_line();
        if let ["then", change, ..] = words.as_slice()
            && ADJUSTMENTS.contains(change)
            && !begins
        {
            let insert = self.line.tokens.get(1)?;
            return Some(
                Diagnostic::error(
                    Code::Syntax,
                    format!("`{change}` changes a session that is modified"),
                )
                .label(
                    self.place.span_of(*insert),
                    "expected a verdict before this",
                )
                .help(format!("write `then modify`, and `{change} …` below it"))
                .fix(self.place.span(insert.start, insert.start), "modify\n    "),
            );
        }
        if let ["then", verdict, joint, change, ..] = words.as_slice()
            && Verdict::from_name(verdict).is_some()
            && matches!(*joint, "," | "and" | ";" | ":" | "&" | "with")
            && ADJUSTMENTS.contains(change)
            && let (Some(joint), Some(next), Some(verdict)) = (
                self.line.tokens.get(2),
                self.line.tokens.get(3),
                self.line.tokens.get(1),
            )
        {
            return Some(
                Diagnostic::error(Code::Syntax, format!("`{change}` begins a line of its own"))
                    .label(self.place.span_of(*joint), "expected a new line")
                    .help(format!(
                        "write `{change} …` on the line below `then`, indented once more"
                    ))
                    .fix(self.place.span(verdict.end(), next.start), "\n    ")
                    .sure(),
            );
        }
        if words.first().is_some_and(|word| ADJUSTMENTS.contains(word))
            && !begins
            && let Some(at) = words.windows(2).position(|pair| {
                matches!(pair, ["and" | "," | ";" | "&", again] if ADJUSTMENTS.contains(again))
            })
            && let Some(again) = words.get(at + 1)
            && let (Some(before), Some(joint), Some(next)) =
                (self.line.tokens.get(at - 1), self.line.tokens.get(at), self.line.tokens.get(at + 1))
        {
            return Some(
                Diagnostic::error(Code::Syntax, format!("`{again}` begins a line of its own"))
                    .label(self.place.span_of(*joint), "expected a new line")
                    .help(format!("write `{again} …` on the line below"))
                    .fix(self.place.span(before.end(), next.start), "\n    ")
                    .sure(),
            );
        }
        if let ["cut", ..] = words.as_slice()
            && let Some(at) = words.iter().position(|word| *word == "to")
            && let (Some(cut), Some(to)) = (self.line.tokens.first(), self.line.tokens.get(at))
        {
            return Some(
                Diagnostic::error(Code::Syntax, "`cut` says by how much, `cap` says at what it ends")
                    .label(self.place.span_of(*to), "expected `by`")
                    .help("write `cap … at` for the most that is left, or `cut … by` for what is taken away")
                    .fix(self.place.span_of(*cut), "cap")
                    .fix(self.place.span_of(*to), "at"),
            );
        }
        if !begins {
            return None;
        }
        let meant = super::output_hints::change_for(first.text);
        if let Some(meant) = meant {
            let known = self.has("then");
            let error = self
                .error(format!("`{}` is written `{meant}`", first.text))
                .label(self.place.span_of(first), format!("expected `{meant}`"))
                .help(format!("write `{meant}` on a line below `then modify`"));
            return Some(if known {
                error.fix(self.place.span_of(first), meant)
            } else {
                error
            });
        }
        if let [name, "-" | "\u{2212}" | "-=", rest @ ..] = words.as_slice()
            && matches!(rest, [_] | [_, _])
            && first.is_word()
        {
            let sign = self.line.tokens.get(1)?;
            return Some(
                self.error(format!("what is taken from `{name}` is written with `cut`"))
                    .label(self.place.span_of(*sign), "expected `cut … by`")
                    .help(format!("write `cut {name} by {}`", self.rest(2)))
                    .fix(self.place.span(first.start, first.start), "cut ")
                    .fix(self.place.span_of(*sign), "by")
                    .sure(),
            );
        }
        None
    }

    /// `reason "…"`, `except …`, `default 0`, `missing is 0`, `lower is better`
    fn other_word(&self) -> Option<Diagnostic> {
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
