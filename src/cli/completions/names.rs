//! The names in the rulesets of a line: in go the line's words, out come the
//! tests, examples and settings of the rulesets that they name. A ruleset
//! that is wrong still has names: they are then read from its lines.

use std::path::Path;

use super::super::rulesets::{self, Named};
use crate::engine::show;
use crate::ruleset::Ruleset;

/// Larger rulesets are not read while somebody waits for a Tab, in bytes.
const LARGEST: u64 = 1 << 20;
/// No more rulesets are read.
const MOST: usize = 8;

/// The words that say what to do: the program and its command.
const OF_COMMAND: usize = 2;

/// Names, each with a few words on what it is, or with its value.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub tests: Vec<(String, String)>,
    pub examples: Vec<(String, String)>,
    pub settings: Vec<(String, String)>,
    /// Headers that hold the athlete, besides `athlete`.
    pub athlete_columns: Vec<String>,
}

impl Names {
    /// Those of the rulesets on a line; of the one that decides without being named, where there
    /// are none.
    pub fn of(words: &[String]) -> Self {
        let mut names = Self::default();
        let mut rulesets = Vec::new();
        for word in words.iter().skip(OF_COMMAND) {
            if Named::is_one(word) {
                rulesets.extend(Named::one(word));
            } else {
                rulesets.extend(in_folder(Path::new(word)));
            }
        }
        if rulesets.is_empty() {
            rulesets.extend(Named::one(rulesets::DEFAULT));
        }
        for named in rulesets.iter().take(MOST) {
            names.add(named);
        }
        names
    }

    fn add(&mut self, named: &Named) {
        if let Named::File(path) = named {
            let size = std::fs::metadata(path).map(|known| known.len());
            if !size.is_ok_and(|size| size <= LARGEST) {
                return;
            }
        }
        let Ok(source) = named.source() else {
            return;
        };
        let text = source.text().to_owned();
        match source.parse().and_then(|parsed| parsed.check()) {
            Ok(checked) => self.add_checked(&checked.ruleset),
            Err(_) => self.add_lines(&text),
        }
    }

    fn add_checked(&mut self, ruleset: &Ruleset) {
        let tests = ruleset.tests.iter().map(|test| test.name.clone());
        self.tests.extend(tests.map(|name| (name, String::new())));
        let examples = ruleset.examples.iter().map(|example| example.name.clone());
        self.examples
            .extend(examples.map(|name| (name, String::new())));
        let settings = ruleset.settings.iter().map(|setting| {
            let value = show::value(ruleset, &setting.ty, setting.value).text;
            (setting.name.clone(), value)
        });
        self.settings.extend(settings);
        self.athlete_columns
            .extend(ruleset.athlete_columns.iter().cloned());
    }

    /// What the lines declare, whatever else may be wrong with them.
    fn add_lines(&mut self, text: &str) {
        for line in text.lines() {
            let (keyword, rest) = line.trim_end().split_once(' ').unwrap_or((line, ""));
            let quoted = rest.split('"').nth(1).map(str::to_owned);
            match (keyword, quoted) {
                ("test", Some(name)) => self.tests.push((name, String::new())),
                ("example", Some(name)) => self.examples.push((name, String::new())),
                ("setting", _) => {
                    let name = rest.split([':', '=', ' ']).next().unwrap_or_default();
                    self.settings.push((name.to_owned(), String::new()));
                }
                _ => {}
            }
            let column = line.trim_start().strip_prefix("athlete column ");
            let quoted = column.and_then(|column| column.split('"').nth(1));
            self.athlete_columns.extend(quoted.map(str::to_owned));
        }
    }
}

/// The rulesets that lie in a folder itself: whole trees take too long.
fn in_folder(folder: &Path) -> Vec<Named> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries
        .map(|entry| entry.path())
        .filter(|path| rulesets::is_ruleset(path))
        .collect();
    paths.sort();
    paths.into_iter().map(Named::File).collect()
}
