//! Declarations that could not be read: in go their words, out comes whether one
//! of them may declare a name or a title. What may be so declared is undecided, and
//! nothing is said of it: the mistake has been told where it is.

use std::collections::HashSet;

use super::Checker;
use crate::ast::{Broken, Program};
use crate::span::FileId;

/// A name with spaces for `_` is looked for in so many words side by side.
const MOST_JOINED: usize = 4;

/// What was left out of the trees.
#[derive(Default)]
pub(super) struct LeftOut<'a> {
    broken: Vec<&'a Broken>,
    /// Words, and those side by side in the line that begins a declaration, without
    /// case and `_`.
    names: HashSet<String>,
    /// Any name may be declared in what was not read.
    anything: bool,
}

impl<'a> LeftOut<'a> {
    pub fn of(program: &'a Program) -> Self {
        let broken: Vec<&Broken> = program.files().flat_map(|file| &file.broken).collect();
        let mut names = HashSet::new();
        for broken in &broken {
            names.extend(broken.words.iter().map(|word| fold(word)));
            let head: Vec<String> = broken.head.iter().map(|word| fold(word)).collect();
            for length in 2..=MOST_JOINED {
                names.extend(head.windows(length).map(<[String]>::concat));
            }
        }
        Self {
            anything: broken.iter().any(|broken| broken.anything),
            broken,
            names,
        }
    }

    /// Whether a name stands in what could not be read.
    pub fn names(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&fold(name))
    }

    /// The same, or that anything may stand there.
    pub fn may_name(&self, name: &str) -> bool {
        self.anything || self.names(name)
    }

    /// Whether a title, or that of the table of a row, stands in one declaration that
    /// could not be read.
    pub fn titles(&self, title: &str) -> bool {
        if self.broken.is_empty() || self.anything {
            return self.anything;
        }
        let title = title
            .rsplit_once(", row ")
            .map_or(title, |(table, _)| table);
        let words = title.split(|c: char| !c.is_alphanumeric() && c != '_');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let mut broken = self.broken.iter();
        broken.any(|broken| words.iter().all(|word| broken.words.contains(*word)))
    }

    /// Whether one of them may raise a flag.
    pub fn flags(&self) -> bool {
        self.anything
            || self
                .broken
                .iter()
                .any(|broken| broken.words.contains("flag"))
    }

    /// Whether one of them may name the stages.
    pub fn stages(&self) -> bool {
        let may = |broken: &&Broken| {
            matches!(broken.keyword, None | Some("ruleset")) || broken.words.contains("stages")
        };
        self.anything || self.broken.iter().any(may)
    }

    /// Whether one of a file's may say what to do otherwise.
    pub fn otherwise(&self, file: FileId) -> bool {
        let may = |broken: &&Broken| {
            broken.anything
                || matches!(broken.keyword, None | Some("otherwise" | "table"))
                || broken.words.contains("otherwise")
        };
        let mut broken = self.broken.iter();
        broken.any(|broken| broken.span.file == file && may(broken))
    }
}

impl Checker<'_> {
    /// Whether a name that is not declared may be declared in what could not be read.
    /// Where that may be anything, a slip in a declared name is told all the same.
    pub(super) fn is_left_out(&self, name: &str) -> bool {
        if self.left_out.names(name) {
            return true;
        }
        self.left_out.anything && !self.names.known().any(|known| is_slip(name, known))
    }
}

/// Whether one is the other with a letter too many, too few, another or swapped.
fn is_slip(name: &str, known: &str) -> bool {
    let (name, known) = (fold(name), fold(known));
    let long = |text: &str| text.chars().nth(3).is_some();
    long(&name)
        && long(&known)
        && name.len().abs_diff(known.len()) <= 4
        && strsim::damerau_levenshtein(&name, &known) <= 1
}

fn fold(name: &str) -> String {
    let letters = name.chars().filter(|c| *c != '_');
    letters.flat_map(char::to_lowercase).collect()
}
