//! A random ruleset as several files that include each other: in go its
//! declarations, out comes a text for each file. What follows from them is the
//! same, but for what `with` and `without` tune, and that rules of included files
//! count only where they are stricter than `otherwise`.

use std::collections::BTreeMap;

use super::declarations::{Draft, Kind};
use super::{Size, Tape};

/// The name of the file that is decided with.
pub const ROOT: &str = "random.touchline";

/// Places of the other files; two of them lie in a folder.
const PATHS: [&str; 3] = ["lib/two.touchline", "one.touchline", "lib/three.touchline"];

/// A file of the ruleset.
#[derive(Clone, Debug, Default)]
pub struct DraftFile {
    pub path: String,
    /// What it declares; the first of the root's is `ruleset`.
    pub declarations: Vec<String>,
}

impl DraftFile {
    pub fn text(&self) -> String {
        self.declarations.join("\n\n") + "\n"
    }
}

/// Every file by its path.
pub fn texts(files: &[DraftFile]) -> BTreeMap<String, String> {
    files
        .iter()
        .map(|file| (file.path.clone(), file.text()))
        .collect()
}

impl Draft {
    /// The files, the root first. Some declarations go to files that are included.
    pub fn split_into_files(&mut self, tape: &mut Tape) {
        let count = match tape.below(10) {
            6 | 7 => 1,
            8 => 2,
            9 => 3,
            _ => 0,
        };
        let alone = self.size == Size::Ends;
        let count = if alone { 0 } else { count };
        let paths = std::iter::once(&ROOT).chain(&PATHS[..count]);
        let mut files: Vec<DraftFile> = paths
            .map(|path| DraftFile {
                path: (*path).to_owned(),
                declarations: Vec::new(),
            })
            .collect();
        let head = &self.declarations[0];
        for (number, file) in files.iter_mut().enumerate().skip(1) {
            // Its own header and verdict of an ordinary day count for nothing.
            if self.has_stages || tape.chance(30) {
                let name = format!("\"Part {number}\"");
                file.declarations
                    .push(head.replacen("\"Random\"", &name, 1));
            }
            if tape.chance(30) {
                let verdict = tape.pick(&["train", "rest\n  because \"Alone.\""]);
                file.declarations.push(format!("otherwise {verdict}"));
            }
        }
        let mut home: Vec<usize> = Vec::new();
        for (index, declaration) in self.declarations.iter().enumerate() {
            let stays = index == 0 || declaration.starts_with("otherwise");
            let file = if stays { 0 } else { tape.below(count + 1) };
            home.push(file);
            files[file].declarations.push(declaration.clone());
            // What several files ask for they may all declare.
            let twice = declaration.starts_with("input ") && count > 0 && tape.chance(10);
            let other = tape.below(count + 1);
            if twice && other != file {
                files[other].declarations.push(declaration.clone());
            }
        }
        for file in files.iter_mut().filter(|file| file.declarations.is_empty()) {
            file.declarations.push("ruleset \"Nothing\"".into());
        }
        if count > 0 {
            self.include(tape, &mut files, &home);
        }
        self.files = files;
    }

    /// Has every file but the root included by one before it, and some by two.
    fn include(&self, tape: &mut Tape, files: &mut [DraftFile], home: &[usize]) {
        let parents: Vec<usize> = (0..files.len())
            .map(|file| tape.below(file.max(1)))
            .collect();
        // By two ways only where neither tunes anything.
        let twice: Vec<Option<usize>> = (0..files.len())
            .map(|file| (file > 1 && tape.chance(20)).then(|| tape.below(file)))
            .collect();
        let is_twice = |file: usize| twice[file].is_some_and(|second| second != parents[file]);
        for file in 1..files.len() {
            let parent = parents[file];
            let path = relative(&files[parent].path, &files[file].path);
            let mut text = format!("include \"{path}\"");
            if is_twice(file)
                && let Some(second) = twice[file]
            {
                let path = relative(&files[second].path, &files[file].path);
                let other = format!("include \"{path}\"");
                files[second].declarations.push(other);
            }
            // What this file and those it alone includes declare.
            let inside = |index: &usize| {
                let mut at = home[*index];
                while at > file && !is_twice(at) {
                    at = parents[at];
                }
                at == file && !is_twice(file)
            };
            let indexes: Vec<usize> = (0..home.len()).filter(inside).collect();
            text.push_str(&self.clauses(tape, &indexes));
            files[parent].declarations.push(text);
        }
    }

    /// `with` and `without` for some of what stands in included files.
    fn clauses(&self, tape: &mut Tape, indexes: &[usize]) -> String {
        let mut text = String::new();
        for &index in indexes {
            let declaration = &self.declarations[index];
            if let Some(setting) = declaration.strip_prefix("setting ") {
                let name = setting.split(':').next().unwrap_or_default();
                let numbers = self
                    .settings
                    .iter()
                    .find(|spec| spec.name == name && matches!(spec.kind, Kind::Number { .. }));
                // Another setting of the same type lends its value.
                if numbers.is_some() && tape.chance(50) {
                    let (_, value) = declaration.split_once(" = ").unwrap_or_default();
                    let value = self.other_value(tape, declaration, value);
                    text.push_str(&format!("\n  with {name} = {value}"));
                }
            }
            let named = declaration.strip_prefix("rule \"");
            if let Some((name, _)) = named.and_then(|rest| rest.split_once('"'))
                && tape.chance(20)
                && !self.is_overridden(name)
            {
                text.push_str(&format!("\n  without rule \"{name}\""));
            }
            if declaration.starts_with("table") && tape.chance(25) {
                let rows = declaration.split('"');
                let name = rows
                    .map(str::to_owned)
                    .find(|name| self.rule_names.contains(name));
                if let Some(name) = name
                    && !self.is_overridden(&name)
                {
                    text.push_str(&format!("\n  without rule \"{name}\""));
                }
            }
        }
        text
    }

    fn is_overridden(&self, name: &str) -> bool {
        let quoted = format!("\"{name}\"");
        self.declarations.iter().any(|declaration| {
            declaration
                .split_once("\n  overrides ")
                .is_some_and(|(_, names)| names.contains(&quoted))
        })
    }

    fn other_value(&self, tape: &mut Tape, declaration: &str, value: &str) -> String {
        let choices: &[&str] = if declaration.contains(": scale") {
            &["5", "9", "2.5"]
        } else if declaration.contains(": hours") {
            &["6 h", "400 min"]
        } else if declaration.contains(": whole") {
            &["1", "2", "0"]
        } else if declaration.contains(": percent") {
            &["60%", "100%"]
        } else if declaration.contains(": kg") {
            &["45 kg", "100000 g"]
        } else {
            return value.to_owned();
        };
        (*tape.pick(choices)).to_owned()
    }
}

/// A path from the folder of one file to another.
fn relative(from: &str, to: &str) -> String {
    let inside = |path: &str| path.starts_with("lib/");
    match (inside(from), to.strip_prefix("lib/")) {
        (true, Some(name)) => name.to_owned(),
        (true, None) => format!("../{to}"),
        (false, _) => to.to_owned(),
    }
}
