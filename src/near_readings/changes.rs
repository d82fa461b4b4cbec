//! Small changes to a declaration: in goes its text and a place in it, out come the
//! changes around that place that may have been meant, likeliest first.

use crate::diagnostics::nearest;

/// Words that begin a clause: put in where a line begins.
const CLAUSES: [&str; 22] = [
    "when",
    "then",
    "because",
    "expect",
    "given",
    "unless",
    "flag",
    "ask",
    "at",
    "column",
    "about",
    "overrides",
    "advise",
    "cut",
    "cap",
    "raise",
    "drop",
    "source",
    "version",
    "stages",
    "with",
    "- ",
];
/// What holds an expression or a type together.
const JOINTS: [&str; 32] = [
    ":", "=", "of", "is", "to", "from", "by", "at", ",", "(", ")", "over", "last", "days", "when",
    "with", "known", "least", "before", "today", "in", "|", "{", "}", "one", "for", "each", "rule",
    "becomes", "ago", "among", "set",
];
/// Words of the language, for those that are misspelt.
const WORDS: [&str; 92] = [
    "when",
    "then",
    "because",
    "expect",
    "given",
    "unless",
    "flag",
    "ask",
    "column",
    "about",
    "overrides",
    "advise",
    "cut",
    "raise",
    "drop",
    "source",
    "version",
    "stages",
    "with",
    "without",
    "ruleset",
    "include",
    "choice",
    "group",
    "input",
    "plan",
    "setting",
    "let",
    "table",
    "rule",
    "otherwise",
    "guarantee",
    "example",
    "test",
    "train",
    "modify",
    "rest",
    "scale",
    "number",
    "whole",
    "date",
    "lasting",
    "yes",
    "from",
    "each",
    "for",
    "set",
    "one",
    "missing",
    "means",
    "several",
    "higher",
    "lower",
    "worse",
    "better",
    "highest",
    "lowest",
    "average",
    "median",
    "trend",
    "latest",
    "within",
    "over",
    "last",
    "days",
    "before",
    "today",
    "yesterday",
    "least",
    "known",
    "among",
    "outside",
    "where",
    "overlaps",
    "includes",
    "between",
    "size",
    "months",
    "years",
    "since",
    "always",
    "never",
    "milder",
    "rises",
    "falls",
    "same",
    "verdict",
    "whatever",
    "waiting",
    "could",
    "become",
    "becomes",
];

/// One change to a text: what stands where, instead of what stood there.
pub(super) struct Change {
    pub from: usize,
    pub to: usize,
    pub instead: String,
}

impl Change {
    pub(super) fn applied(&self, text: &str) -> String {
        let before = text.get(..self.from).unwrap_or_default();
        let after = text.get(self.to..).unwrap_or_default();
        [before, &self.instead, after].concat()
    }

    /// The line that it makes, where it makes one.
    pub(super) fn line(&self, text: &str) -> String {
        let new = self.applied(text);
        let before = new.get(..self.from).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let rest = new.get(start..).unwrap_or_default();
        rest.lines().next().unwrap_or_default().trim().to_owned()
    }
}

/// What may have been meant around a place, likeliest first.
pub(super) fn changes(text: &str, at: usize) -> Vec<Change> {
    let tokens = tokens(text);
    let here = tokens.partition_point(|(_, end)| *end <= at);
    let token = |at: usize| {
        let (start, end) = *tokens.get(at)?;
        Some((start, end, text.get(start..end)?))
    };
    let near = here.saturating_sub(2)..(here + 2).min(tokens.len());
    let mut changes = Vec::new();
    for first in here.saturating_sub(3)..(here + 2).min(tokens.len()) {
        if let (Some((from, middle, one)), Some((next, to, other))) =
            (token(first), token(first + 1))
        {
            let between = text.get(middle..next).unwrap_or_default();
            changes.push(Change {
                from,
                to,
                instead: format!("{other}{between}{one}"),
            });
        }
    }
    for (from, to, word) in near.clone().filter_map(token) {
        let is_word = word.chars().all(|c| c.is_alphabetic() || c == '_');
        if is_word
            && !WORDS.contains(&word)
            && let Some(meant) = nearest(word, WORDS)
        {
            changes.push(Change {
                from,
                to,
                instead: meant.to_owned(),
            });
        }
    }
    for at in near.clone() {
        if let (Some((_, from, one)), Some((_, to, other))) = (token(at), token(at + 1))
            && one == other
        {
            changes.push(Change {
                from,
                to,
                instead: String::new(),
            });
        }
    }
    for at in near.start..=near.end {
        let previous = at.checked_sub(1).and_then(token);
        let Some((_, end, _)) = previous else {
            continue;
        };
        let start = token(at).map_or(text.trim_end().len(), |(start, ..)| start);
        let begins_line = text.get(end..start).is_some_and(|gap| gap.contains('\n'));
        if begins_line {
            changes.extend(CLAUSES.iter().map(|word| Change {
                from: start,
                to: start,
                instead: format!("{} ", word.trim_end()),
            }));
        }
        let gap = text.get(end..start).unwrap_or_default();
        let is_wide = gap.len() > 1 && gap.chars().all(|c| c == ' ');
        let is_before_number = token(at).is_some_and(|(_, _, next)| begins_number(next));
        // `is` before a number decides, and is rarely the sign that was left away.
        let joints = JOINTS
            .iter()
            .filter(|word| **word != "is" || !is_before_number);
        changes.extend(joints.map(|word| {
            let attached = matches!(*word, ":" | "," | ")");
            Change {
                from: end,
                to: if is_wide { start } else { end },
                instead: match (attached, is_wide) {
                    (true, true) => format!("{word} "),
                    (true, false) => (*word).to_owned(),
                    (false, true) => format!(" {word} "),
                    (false, false) => format!(" {word}"),
                },
            }
        }));
        if !begins_line {
            continue;
        }
        changes.extend(JOINTS.iter().map(|word| Change {
            from: start,
            to: start,
            instead: format!("{word} "),
        }));
    }
    changes
}

fn begins_number(token: &str) -> bool {
    token.starts_with(|c: char| c.is_ascii_digit())
}

/// Where words, signs and texts in quotes stand; comments hold none.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c == '#' {
            while chars.next_if(|(_, c)| *c != '\n').is_some() {}
            continue;
        }
        if c.is_whitespace() {
            continue;
        }
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        if c == '"' {
            while chars.next_if(|(_, c)| !matches!(c, '"' | '\n')).is_some() {}
            let _ = chars.next_if(|(_, c)| *c == '"');
        } else if in_word(c) {
            while chars.next_if(|(_, c)| in_word(*c)).is_some() {}
        } else if matches!(c, '<' | '>') {
            let _ = chars.next_if(|(_, c)| *c == '=');
        }
        let end = chars.peek().map_or(text.len(), |(end, _)| *end);
        tokens.push((start, end));
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn meant(text: &str, at: usize) -> Vec<String> {
        let changes = changes(text, at);
        changes.iter().map(|change| change.applied(text)).collect()
    }

    #[test]
    fn words_are_swapped_respelt_and_put_in() {
        let swapped = meant("rule \"A\"\n  sleep when < 5 h\n", 11);
        assert!(swapped.contains(&"rule \"A\"\n  when sleep < 5 h\n".to_owned()));
        let respelt = meant("rule \"A\"\n  wen sleep < 5 h\n", 11);
        assert!(respelt.contains(&"rule \"A\"\n  when sleep < 5 h\n".to_owned()));
        let put_in = meant("group legs muscle: quads\n", 11);
        assert!(put_in.contains(&"group legs of muscle: quads\n".to_owned()));
    }

    #[test]
    fn no_comparison_is_put_in() {
        let put_in = meant("rule \"A\"\n  when sleep 5 h\n", 22);
        assert!(put_in.iter().all(|text| !text.contains(" is 5")));
    }
}
