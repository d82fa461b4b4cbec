//! Which file is another one: in go paths, out come stamps, and what two lots of
//! them tell apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::diagnostics::printable;
use crate::report::list;

/// More names than this are counted.
const MOST_NAMED: usize = 3;

/// What files were like at one moment.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stamps(BTreeMap<PathBuf, Option<Stamp>>);

/// What changes when a file is written or replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    /// Which file of the disk it is: one that takes another's place may be as old and as long.
    number: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let known = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&known);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self {
            modified: known.modified().ok(),
            length: known.len(),
            number,
        })
    }
}

impl Stamps {
    /// Those of files, some of which may not be there.
    pub fn of(files: &BTreeSet<PathBuf>) -> Self {
        let stamped = |path: &PathBuf| (path.clone(), Stamp::of(path));
        Self(files.iter().map(stamped).collect())
    }

    /// Whether a file is gone that was there.
    pub fn lacks_some_of(&self, before: &Self) -> bool {
        let was_there = before.0.iter().filter(|(_, stamp)| stamp.is_some());
        was_there
            .into_iter()
            .any(|(path, _)| self.get(path).is_none())
    }

    fn get(&self, path: &Path) -> Option<Stamp> {
        self.0.get(path).copied().flatten()
    }

    /// `squad.touchline changed, week.csv is gone`
    pub fn changes_since(&self, before: &Self) -> String {
        let (mut changed, mut gone, mut new) = (Vec::new(), Vec::new(), Vec::new());
        let paths: BTreeSet<&PathBuf> = self.0.keys().chain(before.0.keys()).collect();
        for path in paths {
            match (before.get(path), self.get(path)) {
                (Some(was), Some(is)) if was != is => changed.push(path),
                (Some(_), None) => gone.push(path),
                (None, Some(_)) => new.push(path),
                _ => {}
            }
        }
        let said = [
            (changed, "changed", "changed"),
            (gone, "is gone", "are gone"),
            (new, "is new", "are new"),
        ];
        let said: Vec<String> = said
            .iter()
            .filter(|(paths, ..)| !paths.is_empty())
            .map(|(paths, one, several)| match paths.len() {
                1 => format!("{} {one}", names(paths)),
                _ => format!("{} {several}", names(paths)),
            })
            .collect();
        said.join(", ")
    }
}

/// The first of the names, and how many more there are.
fn names(paths: &[&PathBuf]) -> String {
    let name = |path: &&PathBuf| printable(&path.display().to_string()).into_owned();
    let mut names: Vec<String> = paths.iter().take(MOST_NAMED).map(name).collect();
    let more = paths.len() - names.len();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    list(&names, "and")
}

#[cfg(test)]
mod tests {
    use super::{Stamp, Stamps};
    use std::path::PathBuf;

    fn stamps(files: &[(&str, u64)]) -> Stamps {
        let stamp = |length| Stamp {
            modified: None,
            length,
            number: 0,
        };
        let entry = |(name, length): &(&str, u64)| {
            (PathBuf::from(name), (*length > 0).then(|| stamp(*length)))
        };
        Stamps(files.iter().map(entry).collect())
    }

    #[test]
    fn changes_are_told_in_words() {
        let before = stamps(&[("a", 1), ("b", 1), ("c", 1), ("lib/d", 0)]);
        let after = stamps(&[("a", 2), ("b", 1), ("c", 0), ("lib/d", 1)]);
        assert!(after.lacks_some_of(&before));
        assert!(!before.lacks_some_of(&before));
        assert_eq!(
            after.changes_since(&before),
            "a changed, c is gone, lib/d is new"
        );
        let five = ["a", "b", "c", "d", "e"];
        let old = stamps(&five.map(|name| (name, 1)));
        let new = stamps(&five.map(|name| (name, 2)));
        assert_eq!(new.changes_since(&old), "a, b, c and 2 more changed");
        assert_eq!(new.changes_since(&new), "");
    }
}
