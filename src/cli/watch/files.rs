//! Which files a command reads: in go its arguments, out come the rulesets they
//! name, all that these include, and the data, whether or not they are there.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

use super::super::exit::Stop;
use super::super::rulesets::Named;
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::MAX_RULESET_BYTES;

/// As many files as a ruleset may be made of, in all rulesets of a folder.
const MOST_FILES: usize = 2000;

/// What a command is given to read.
#[derive(Debug, Default)]
pub(in super::super) struct Files {
    /// Rulesets: files, folders, or built-in ones.
    pub rulesets: Vec<String>,
    /// Data and settings.
    pub data: Vec<PathBuf>,
}

impl Files {
    /// Rulesets alone.
    pub fn of_rulesets(rulesets: &[String]) -> Self {
        Self {
            rulesets: rulesets.to_vec(),
            data: Vec::new(),
        }
    }

    /// Refuses what can be read only once, and what is part of the program.
    ///
    /// # Errors
    /// `cannot-read`.
    pub fn refuse_what_never_changes(&self) -> Result<(), Stop> {
        let refuse = |message: &str, help: &str| {
            let diagnostic = Diagnostic::error(Code::CannotRead, message);
            Err(Stop::command(diagnostic.help(help)))
        };
        let is_input = |path: &PathBuf| path == Path::new("-");
        if self.data.iter().any(is_input) || self.rulesets.iter().any(|ruleset| ruleset == "-") {
            return refuse(
                "standard input cannot be watched: it is read once",
                "save it as a file and name that, or leave `--watch` out",
            );
        }
        let is_built_in = |ruleset: &String| ruleset.starts_with('@');
        if self.data.is_empty() && self.rulesets.iter().all(is_built_in) {
            return refuse(
                "there is nothing to watch: built-in rulesets never change",
                "name a file or a folder, or leave `--watch` out",
            );
        }
        Ok(())
    }

    /// All files, as they are now: what a ruleset includes is read from its text.
    pub fn now(&self) -> BTreeSet<PathBuf> {
        let mut files = BTreeSet::new();
        let mut left: Vec<PathBuf> = self.found().into_iter().collect();
        while let Some(file) = left.pop() {
            if files.len() < MOST_FILES && files.insert(file.clone()) {
                left.extend(included(&file));
            }
        }
        files.extend(self.data.iter().cloned());
        files
    }

    /// The rulesets named, and those in the folders named, where others may appear. A name that
    /// is a folder's now may be a file's the next time.
    pub fn found(&self) -> BTreeSet<PathBuf> {
        let rulesets = |folder: &Path| {
            let folder = folder.display().to_string();
            Named::all(&[folder]).unwrap_or_default()
        };
        let file = |named: Named| match named {
            Named::File(path) => Some(path),
            Named::BuiltIn(_) => None,
        };
        let folders = self.folders().into_iter();
        let inside = folders.flat_map(rulesets).filter_map(file);
        let files = self.named().filter(|path| !path.is_dir());
        inside.chain(files.map(Path::to_owned)).collect()
    }

    /// The folders named.
    pub fn folders(&self) -> Vec<&Path> {
        self.named().filter(|path| path.is_dir()).collect()
    }

    fn named(&self) -> impl Iterator<Item = &Path> {
        let names = self.rulesets.iter().filter(|name| !name.starts_with('@'));
        names.map(Path::new)
    }
}

/// The files that a ruleset includes. Its lines are enough: it may be broken for a moment.
fn included(file: &Path) -> Vec<PathBuf> {
    let mut text = Vec::new();
    let opened = std::fs::File::open(file);
    let read = opened.and_then(|open| open.take(MAX_RULESET_BYTES).read_to_end(&mut text));
    if read.is_err() {
        return Vec::new();
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let text = String::from_utf8_lossy(&text);
    let path = |line: &str| {
        let path = line.strip_prefix("include")?.split('"').nth(1)?;
        let inside = Path::new(path);
        let is_file = !path.starts_with('@') && inside.is_relative();
        is_file.then(|| plain(&folder.join(inside)))
    };
    text.lines().filter_map(path).collect()
}

/// The path without `..`, so that a circle comes back to where it began.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        let can_go_up = matches!(plain.components().next_back(), Some(Component::Normal(_)));
        match part {
            Component::ParentDir if can_go_up => {
                plain.pop();
            }
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Files;

    #[test]
    fn what_is_included_is_read_from_broken_files_too() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("lib"))?;
        std::fs::write(
            at("a.touchline"),
            "rule \"\ninclude \"lib/b.touchline\"\n  with x\n",
        )?;
        let circle = "include \"@soreness\"\ninclude \"../a.touchline\"\ninclude \"c.touchline\"\n";
        std::fs::write(at("lib/b.touchline"), circle)?;
        let name = at("a.touchline").display().to_string();
        let files = Files {
            rulesets: vec![name, "@hooper".to_owned()],
            data: vec![at("week.csv")],
        };
        let found = files.now();
        for file in [
            "a.touchline",
            "lib/b.touchline",
            "lib/c.touchline",
            "week.csv",
        ] {
            assert!(found.contains(&at(file)), "{file} in {found:?}");
        }
        assert_eq!(found.len(), 4, "{found:?}");
        Ok(())
    }
}
