//! Declarations that could not be read: in go their words, out comes whether one
//! of them may declare a name or a title. What may be so declared is undecided, and
//! nothing is said of it: the mistake has been told where it is.

use std::collections::HashSet;

use super::Checker;
use crate::ast::{Broken, Program};
use crate::span::FileId;
use crate::units::Unit;

/// A name with spaces for `_` is looked for in so many words side by side.
const MOST_JOINED: usize = 4;
/// In shorter names a slip is another name, and longer ones nobody compares.
const SHORTEST: usize = 4;
const LONGEST: usize = 100;

/// What was left out of the trees.
#[derive(Default)]
pub(super) struct LeftOut<'a> {
    broken: Vec<&'a Broken>,
    /// Words, and those side by side in the line that begins a declaration, without
    /// case and `_`.
    names: HashSet<String>,
    /// Any name may be declared in what was not read.
    anything: bool,
    /// A file, or a part of one, was not read.
    files: bool,
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
            files: broken.iter().any(|broken| is_file(broken)),
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
    /// could not be read. Where that may be anything, a slip in a known one is no such.
    pub fn titles<'t>(&self, title: &str, mut known: impl Iterator<Item = &'t str>) -> bool {
        if self.broken.is_empty() {
            return false;
        }
        let table = title
            .rsplit_once(", row ")
            .map_or(title, |(table, _)| table);
        let words = table.split(|c: char| !c.is_alphanumeric() && c != '_');
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let stands_in = |broken: &&Broken| words.iter().all(|word| broken.words.contains(*word));
        let is_untitled = |broken: &&Broken| {
            matches!(broken.keyword, Some("rule" | "table" | "example")) && broken.head.is_empty()
        };
        let may_be_any = self.files || self.broken.iter().any(is_untitled);
        self.broken.iter().any(stands_in)
            || (may_be_any && !known.any(|known| is_slip(title, known)))
    }

    /// Whether one of them may raise a flag.
    pub fn flags(&self) -> bool {
        self.files
            || self
                .broken
                .iter()
                .any(|broken| broken.words.contains("flag"))
    }

    /// Whether one of them may name a stage, of which those are known.
    pub fn stages(&self, stage: &str, known: &[String]) -> bool {
        let may = |broken: &&Broken| {
            (broken.keyword.is_none() && !broken.anything)
                || broken.keyword == Some("ruleset")
                || broken.words.contains("stages")
        };
        let is_slip = known.iter().any(|known| is_slip(stage, known));
        (self.files && !is_slip) || self.broken.iter().any(may)
    }

    /// Whether one of a file's may say what to do otherwise.
    pub fn otherwise(&self, file: FileId) -> bool {
        let may = |broken: &&Broken| {
            is_file(broken)
                || matches!(broken.keyword, None | Some("otherwise" | "table"))
                || broken.words.contains("else")
                || broken.words.iter().any(|word| is_slip(word, "otherwise"))
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

    /// The same of the name of a type, which may be a unit with a slip.
    pub(super) fn is_type_left_out(&self, name: &str) -> bool {
        self.is_left_out(name)
            && (self.left_out.names(name) || !Unit::names().any(|unit| is_slip(name, unit)))
    }
}

/// A file that was not read, or what would have brought one in.
fn is_file(broken: &Broken) -> bool {
    broken.anything && matches!(broken.keyword, None | Some("include"))
}

/// Whether one is the other with a letter too many, too few, another or swapped.
fn is_slip(name: &str, known: &str) -> bool {
    let (name, known) = (fold(name), fold(known));
    let letters = |text: &str| text.chars().take(LONGEST + 1).count();
    let (one, other) = (letters(&name), letters(&known));
    let in_reach = SHORTEST..=LONGEST;
    in_reach.contains(&one)
        && in_reach.contains(&other)
        && one.abs_diff(other) <= 1
        && strsim::damerau_levenshtein(&name, &known) <= 1
}

fn fold(name: &str) -> String {
    let letters = name.chars().filter(|c| *c != '_');
    letters.flat_map(char::to_lowercase).collect()
}
