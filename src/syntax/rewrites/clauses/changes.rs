//! Changes of a session in other words or in a place of their own: in goes a line
//! of a rule, out comes a message such as `cut load by 20%` for
//! `reduce load by 20%`.

use super::Clause;
use crate::ast::Verdict;
use crate::diagnostics::{Code, Diagnostic};
use crate::syntax::keywords::{ADJUSTMENTS, Keyword};
use crate::syntax::output_hints;

impl Clause<'_, '_> {
    /// `reduce load by 20%`, `then cut load by 20%`, `cut load to 80 kg`, `load - 20%`
    pub(super) fn change(&self) -> Option<Diagnostic> {
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
        let meant = output_hints::change_for(first.text);
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
}
