//! Fixes that can have only one meaning, applied to rulesets until none is left:
//! in go texts, out come the files as they should be, and what there is still to
//! say. Nothing is written here.
//!
//! 1. every ruleset is examined, and its sure fixes are gathered, by file: one
//!    that several rulesets include is fixed once, a built-in one never;
//! 2. each file's fixes are applied as far as they do not overlap;
//! 3. the rulesets are examined with the new texts, and the round counts where
//!    that left none of them worse off. What one fix uncovers, the next round fixes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::diagnostics::{Certainty, Diagnostics, Edit, Fix, Severity, apply};
use crate::pipeline::Source;
use crate::source::{SourceFile, Sources};
use crate::span::{FileId, Span};

/// How often the rulesets are gone through. A mistake below a mistake is rare, and three deep unheard of.
const MOST_ROUNDS: usize = 10;

/// Rulesets with every sure fix applied.
#[derive(Clone, Debug, Default)]
pub struct Fixed {
    /// The files that changed.
    pub files: Vec<FixedFile>,
    /// What is still to be said of each ruleset, in the order in which they were given.
    pub left: Vec<Diagnostics>,
    /// How many fixes were not applied, because they would have led to more errors.
    pub refused: usize,
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFile {
    /// As messages call it.
    pub name: String,
    /// What was read.
    pub before: String,
    /// What it should be.
    pub after: String,
    /// How many mistakes that puts right.
    pub fixes: usize,
}

/// Applies what is sure to rulesets, each as if the others were not there.
///
/// ```
/// use touchline::{Source, fixes};
///
/// let text = "input stress: scale 0 to 10\nlet high = stress => 7\notherwise train\n";
/// let fixed = fixes::fix(&[Source::from_text("squad.touchline", text)]);
/// assert_eq!(fixed.files[0].after, text.replace("=>", ">="));
/// assert!(!fixed.left[0].has_errors());
/// ```
pub fn fix(rulesets: &[Source]) -> Fixed {
    let mut rulesets = rulesets.to_vec();
    let mut files: BTreeMap<PathBuf, FixedFile> = BTreeMap::new();
    let mut left = examine(&rulesets);
    let mut refused = 0;
    for _ in 0..MOST_ROUNDS {
        let round = round(&rulesets, &left);
        if round.is_empty() {
            break;
        }
        let mut next = rulesets.clone();
        for (file, new) in &round {
            next = next
                .into_iter()
                .map(|source| source.instead(file, &new.after))
                .collect();
        }
        let found = examine(&next);
        if is_worse(&next, &found, &rulesets, &left) {
            refused = round.values().map(|file| file.fixes).sum();
            break;
        }
        for (file, new) in round {
            match files.get_mut(&file) {
                Some(known) => {
                    known.after = new.after;
                    known.fixes += new.fixes;
                }
                None => {
                    files.insert(file, new);
                }
            }
        }
        rulesets = next;
        left = found;
    }
    Fixed {
        files: files
            .into_values()
            .filter(|file| file.after != file.before)
            .collect(),
        left,
        refused,
    }
}

fn examine(rulesets: &[Source]) -> Vec<Diagnostics> {
    let rulesets = rulesets.iter().cloned();
    rulesets.map(Source::examine).collect()
}

/// Whether there are more errors, and in more declarations: one that reads further may show
/// more that is wrong with it, and one may be parted in two.
fn is_worse(
    next: &[Source],
    found: &[Diagnostics],
    before: &[Source],
    left: &[Diagnostics],
) -> bool {
    let worse =
        |count: fn(&Diagnostics) -> usize| rank(next, found, count) > rank(before, left, count);
    worse(errors) && worse(wrong)
}

/// How bad things are: what keeps a part from being read weighs more than what is seen only
/// once it is.
fn rank(
    rulesets: &[Source],
    found: &[Diagnostics],
    count: fn(&Diagnostics) -> usize,
) -> (usize, usize) {
    let unread = rulesets
        .iter()
        .filter_map(|source| source.clone().parse().err());
    let unread = unread.map(|found| count(&found)).sum();
    (unread, found.iter().map(count).sum())
}

fn errors(found: &Diagnostics) -> usize {
    let items = found.items.iter();
    items
        .filter(|item| item.severity == Severity::Error)
        .count()
}

/// How many declarations have an error.
fn wrong(found: &Diagnostics) -> usize {
    let errors = found
        .items
        .iter()
        .filter(|item| item.severity == Severity::Error);
    let declarations: BTreeSet<_> = errors
        .map(|item| {
            let place = item.place()?;
            let text = found.sources.get(place.file)?.text();
            Some((place.file, declaration(text.get(..place.start)?)))
        })
        .collect();
    declarations.len()
}

/// Where the last line at the left edge begins.
fn declaration(above: &str) -> usize {
    let at_edge = |at: &usize| {
        let line = above.get(*at..).unwrap_or_default();
        !line.starts_with(char::is_whitespace) && !line.is_empty()
    };
    let mut starts = above.rmatch_indices('\n').map(|(at, _)| at + 1);
    starts.find(at_edge).unwrap_or(0)
}

/// Every file that a sure fix changes, once.
fn round(rulesets: &[Source], found: &[Diagnostics]) -> BTreeMap<PathBuf, FixedFile> {
    let mut gathered: BTreeMap<PathBuf, (String, String, Vec<Vec<Edit>>)> = BTreeMap::new();
    for (source, found) in rulesets.iter().zip(found) {
        for item in &found.items {
            let Some(fix) = item
                .fix
                .as_ref()
                .filter(|fix| fix.certainty == Certainty::Sure)
            else {
                continue;
            };
            let Some(file) = only_file(fix, &found.sources) else {
                continue;
            };
            let Some(identity) = source.identity(file.name()) else {
                continue;
            };
            let (_, text, fixes) = gathered
                .entry(identity)
                .or_insert_with(|| (file.name().to_owned(), file.text().to_owned(), Vec::new()));
            let edits: Vec<Edit> = fix.edits.iter().map(|edit| fitted(edit, text)).collect();
            if !fixes.contains(&edits) {
                fixes.push(edits);
            }
        }
    }
    let files = gathered
        .into_iter()
        .map(|(identity, (name, before, edits))| {
            let edits = edits.iter().map(Vec::as_slice);
            let (after, fixes) = apply(&before, FileId::default(), edits);
            let file = FixedFile {
                name,
                before,
                after,
                fixes,
            };
            (identity, file)
        });
    files
        .filter(|(_, file)| file.after != file.before)
        .collect()
}

/// The file that a fix changes, where it is one.
fn only_file<'a>(fix: &Fix, sources: &'a Sources) -> Option<&'a SourceFile> {
    let first = fix.edits.first()?.span.file;
    let is_one = fix.edits.iter().all(|edit| edit.span.file == first);
    sources.get(first).filter(|_| is_one).map(AsRef::as_ref)
}

/// The replacement with the line breaks that the file has, and behind the mark of the encoding
/// that it may begin with.
fn fitted(edit: &Edit, text: &str) -> Edit {
    let start = match text.strip_prefix('\u{feff}') {
        Some(rest) if edit.span.start == 0 && edit.span.is_empty() => text.len() - rest.len(),
        _ => edit.span.start,
    };
    let first_break = text.find('\n').and_then(|at| text.get(..at));
    let replacement = match first_break.is_some_and(|line| line.ends_with('\r')) {
        true => edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n"),
        false => edit.replacement.clone(),
    };
    Edit {
        span: Span::new(FileId::default(), start, edit.span.end.max(start)),
        replacement,
    }
}
