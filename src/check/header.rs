//! The `ruleset` lines of all files: the root's names the ruleset; of the others
//! count the stages and the headers of athlete and date.

use super::Checker;
use crate::ast::{RulesetDecl, Text};
use crate::diagnostics::{Code, Diagnostic};

/// What the lines come to.
pub(super) struct Header<'a> {
    /// The root's.
    pub root: Option<&'a RulesetDecl>,
    /// Headers that hold the athlete.
    pub athlete_columns: Vec<String>,
    /// Headers that hold the date.
    pub date_columns: Vec<String>,
}

impl<'a> Checker<'a> {
    /// The one `ruleset` line of each file, the root's first, and the stages of all.
    pub(super) fn header(&mut self, rulesets: &[Vec<&'a RulesetDecl>]) -> Header<'a> {
        let mut header = Header {
            root: rulesets.first().and_then(|root| root.first().copied()),
            athlete_columns: Vec::new(),
            date_columns: Vec::new(),
        };
        for of_file in rulesets {
            let Some((&first, more)) = of_file.split_first() else {
                continue;
            };
            for second in more {
                self.report(
                    Diagnostic::error(Code::SecondRuleset, "the file has two `ruleset` lines")
                        .label(second.title.span, "the second")
                        .label(first.title.span, "the first")
                        .help("a file is one ruleset: keep one of the lines, with its clauses"),
                );
            }
            self.check_titles("stage", first.stages.iter());
            let stages: Vec<&str> = first.stages.iter().map(|s| s.value.as_str()).collect();
            merge_stages(&mut self.stages, &stages);
            add(&mut header.athlete_columns, &first.athlete_columns);
            add(&mut header.date_columns, &first.date_columns);
        }
        header
    }
}

fn add(all: &mut Vec<String>, more: &[Text]) {
    for text in more {
        if !all.contains(&text.value) {
            all.push(text.value.clone());
        }
    }
}

/// Adds the stages of one more file: each new one right after the one that it
/// follows in its own file, or before the first that both have; at the end where
/// they have none. Where two files disagree on an order, the earlier file's stands.
fn merge_stages(all: &mut Vec<String>, more: &[&str]) {
    let place = |all: &[String], stage: &str| all.iter().position(|known| known == stage);
    let mut next = more
        .iter()
        .find_map(|stage| place(all, stage))
        .unwrap_or(all.len());
    for stage in more {
        match place(all, stage) {
            Some(at) => next = next.max(at + 1),
            None => {
                all.insert(next, (*stage).to_owned());
                next += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::merge_stages;

    fn merged(files: &[&[&str]]) -> Vec<String> {
        let mut all = Vec::new();
        for file in files {
            merge_stages(&mut all, file);
        }
        all
    }

    #[test]
    fn stages_keep_the_order_of_every_file() {
        assert_eq!(
            merged(&[&["check-in", "warm-up"], &[]]),
            ["check-in", "warm-up"]
        );
        assert_eq!(
            merged(&[
                &["check-in", "warm-up"],
                &["waking", "check-in", "lunch", "warm-up"]
            ]),
            ["waking", "check-in", "lunch", "warm-up"]
        );
        assert_eq!(
            merged(&[&["a"], &["b", "c"], &["c", "d"]]),
            ["a", "b", "c", "d"]
        );
        // Files that disagree: the one nearer to the root is right.
        assert_eq!(merged(&[&["a", "b"], &["b", "a", "c"]]), ["a", "b", "c"]);
        assert_eq!(merged(&[&[], &["a"]]), ["a"]);
    }
}
