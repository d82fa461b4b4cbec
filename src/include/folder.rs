//! Where included files are: in goes a path from the root's folder, out comes
//! the file that it really is, and its text, or why there is none. On a disk
//! links are followed first, so that one file is one file by whatever name, and
//! none leads out of the folder.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

use super::Place;
use super::path::{ENDING, Target, outside, quoted};
use crate::ast::Text;
use crate::built_in;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::pipeline::io_reason;
use crate::span::Span;

/// Endings of data files, which are easily given in the wrong place.
const DATA_ENDINGS: [&str; 7] = ["csv", "tsv", "json", "ndjson", "jsonl", "xlsx", "parquet"];
/// How many names of a folder are read for "did you mean".
const MOST_NAMES: usize = 1000;

/// The folder of the root file, which no path leaves.
#[derive(Clone, Debug)]
pub(crate) enum Folder {
    /// There is none: the root is a text.
    None,
    /// The root is a built-in ruleset.
    BuiltIn(&'static str),
    /// Texts in memory, by their paths from the root's folder.
    Memory {
        /// The root's own path.
        root: PathBuf,
        /// What comes before every path where it is shown.
        shown: PathBuf,
        /// The others.
        texts: BTreeMap<PathBuf, String>,
    },
    /// A folder on the disk.
    Disk {
        /// The root file, links followed.
        root: PathBuf,
        /// Its folder, links followed.
        folder: PathBuf,
        /// The folder as it was named.
        shown: PathBuf,
        /// Texts that are read in place of files, by real paths.
        instead: BTreeMap<PathBuf, String>,
    },
}

/// Why a file that is there cannot be read.
pub(super) enum Miss {
    TooLarge,
    NotText,
    Unreadable(String),
}

impl Folder {
    /// The folder of a file on the disk; none where the file is gone.
    pub fn of_file(path: &Path) -> Self {
        let parent = match path.parent() {
            Some(parent) if parent != Path::new("") => parent,
            _ => Path::new("."),
        };
        match (path.canonicalize(), parent.canonicalize()) {
            (Ok(root), Ok(folder)) => Self::Disk {
                root,
                folder,
                shown: path.parent().unwrap_or(Path::new("")).to_owned(),
                instead: BTreeMap::new(),
            },
            _ => Self::None,
        }
    }

    /// The folder of one text among others. Texts outside the root's folder are never read.
    pub fn of_texts(root: &str, texts: BTreeMap<String, String>) -> Self {
        let root = plain(root);
        let shown = root.parent().unwrap_or(Path::new("")).to_owned();
        let inside = texts.into_iter().filter_map(|(name, text)| {
            let path = plain(&name);
            Some((path.strip_prefix(&shown).ok()?.to_owned(), text))
        });
        Self::Memory {
            texts: inside.collect(),
            root: root.strip_prefix(&shown).unwrap_or(&root).to_owned(),
            shown,
        }
    }

    /// Which file a name stands for that messages call it by; none of a built-in ruleset.
    pub fn identity(&self, name: &str) -> Option<PathBuf> {
        match self {
            _ if name.starts_with('@') => None,
            Self::Disk { .. } => Path::new(name).canonicalize().ok(),
            Self::None | Self::BuiltIn(_) | Self::Memory { .. } => Some(name.into()),
        }
    }

    /// Reads this text in place of an included file, by its [`identity`](Self::identity).
    pub fn read_instead(&mut self, file: &Path, text: &str) {
        match self {
            Self::Disk { instead, .. } => {
                instead.insert(file.to_owned(), text.to_owned());
            }
            Self::Memory { texts, shown, .. } => {
                let inside = file.strip_prefix(shown).unwrap_or(file);
                if let Some(known) = texts.get_mut(inside) {
                    text.clone_into(known);
                }
            }
            Self::None | Self::BuiltIn(_) => {}
        }
    }

    /// Which file the root is.
    pub(super) fn root(&self) -> Place {
        match self {
            Self::None => Place::Text,
            Self::BuiltIn(name) => Place::BuiltIn(name),
            Self::Memory { root, .. } | Self::Disk { root, .. } => Place::File(root.clone()),
        }
    }

    /// The folder that the paths of a file start from, seen from the root's.
    pub(super) fn folder_of(&self, place: &Place) -> PathBuf {
        let inside = match (self, place) {
            (Self::Memory { .. }, Place::File(path)) => Some(path.as_path()),
            (Self::Disk { folder, .. }, Place::File(path)) => path.strip_prefix(folder).ok(),
            _ => None,
        };
        inside
            .and_then(Path::parent)
            .map_or_else(PathBuf::new, Path::to_owned)
    }

    /// What messages call a file: as if it had been named like the root.
    pub(super) fn name_of(&self, place: &Place, target: &Target) -> String {
        let inside = match (self, place, target) {
            (_, Place::BuiltIn(name), _) => return format!("@{name}"),
            (Self::Disk { folder, .. }, Place::File(path), _) => path.strip_prefix(folder).ok(),
            (_, Place::File(path), _) => Some(path.as_path()),
            (_, Place::Text, Target::File(path)) => Some(path.as_path()),
            (_, Place::Text, Target::BuiltIn(_)) => None,
        };
        self.shown(inside.unwrap_or(Path::new("")))
    }

    fn shown(&self, inside: &Path) -> String {
        let shown = match self {
            Self::Memory { shown, .. } | Self::Disk { shown, .. } => shown.join(inside),
            Self::None | Self::BuiltIn(_) => inside.to_owned(),
        };
        shown.display().to_string()
    }

    /// The file that a path means.
    pub(super) fn find(&self, target: &Target, path: &Text) -> Result<Place, Box<Diagnostic>> {
        let inside = match target {
            Target::BuiltIn(name) => return Ok(Place::BuiltIn(name)),
            Target::File(inside) => inside,
        };
        let not_a_ruleset = |message: String, label: &str| {
            Box::new(
                Diagnostic::error(Code::IncludeNotARuleset, message)
                    .label(path.span, label)
                    .help("name a ruleset, a file that ends in `.touchline`"),
            )
        };
        let name = self.shown(inside);
        let ending = inside.extension().and_then(|ending| ending.to_str());
        if ending.is_some_and(|e| DATA_ENDINGS.iter().any(|data| data.eq_ignore_ascii_case(e))) {
            return Err(not_a_ruleset(
                format!("`{name}` is a data file, and only rulesets are included"),
                "data",
            ));
        }
        match self {
            Self::None | Self::BuiltIn(_) => Err(Box::new(
                Diagnostic::error(
                    Code::IncludeNotFound,
                    format!("there is no folder in which to look for \"{}\"", path.value),
                )
                .label(path.span, "this text is no file, so it lies in no folder")
                .help("save both as files, or include a built-in ruleset, as in `include \"@soreness\"`"),
            )),
            Self::Memory { root, texts, .. } => {
                if texts.contains_key(inside) || inside == root {
                    Ok(Place::File(inside.clone()))
                } else if texts.keys().any(|known| known.starts_with(inside)) {
                    Err(not_a_ruleset(format!("`{name}` is a folder"), "a folder"))
                } else {
                    Err(self.not_found(inside, path))
                }
            }
            Self::Disk { root, folder, .. } => {
                let real = match folder.join(inside).canonicalize() {
                    Ok(real) => real,
                    Err(error) if is_absent(&error) => return Err(self.not_found(inside, path)),
                    Err(error) => {
                        return Err(Box::new(Miss::Unreadable(io_reason(&error)).report(&name, path.span)));
                    }
                };
                if real == *root {
                    return Ok(Place::File(real));
                }
                if !real.starts_with(folder) {
                    return Err(outside(path));
                }
                if real.is_dir() {
                    return Err(not_a_ruleset(format!("`{name}` is a folder"), "a folder"));
                }
                // Devices and pipes have no end.
                if !real.is_file() {
                    return Err(not_a_ruleset(format!("`{name}` is not a file"), "not a file"));
                }
                Ok(Place::File(real))
            }
        }
    }

    /// The text of a file, which may have `most` bytes.
    pub(super) fn read(&self, place: &Place, most: u64) -> Result<String, Miss> {
        let text = match (self, place) {
            (_, Place::BuiltIn(name)) => built_in::ruleset(name)
                .map(|(_, text)| text.to_owned())
                .unwrap_or_default(),
            (Self::Memory { texts, .. }, Place::File(path)) => {
                texts.get(path).cloned().unwrap_or_default()
            }
            (Self::Disk { instead, .. }, Place::File(path)) if instead.contains_key(path) => {
                instead.get(path).cloned().unwrap_or_default()
            }
            (Self::Disk { .. }, Place::File(path)) => {
                let cannot = |error: std::io::Error| Miss::Unreadable(io_reason(&error));
                let file = std::fs::File::open(path).map_err(cannot)?;
                let mut bytes = Vec::new();
                let limit = most.saturating_add(1);
                file.take(limit).read_to_end(&mut bytes).map_err(cannot)?;
                if bytes.len() as u64 > most {
                    return Err(Miss::TooLarge);
                }
                String::from_utf8(bytes).map_err(|_| Miss::NotText)?
            }
            _ => String::new(),
        };
        if text.len() as u64 > most {
            return Err(Miss::TooLarge);
        }
        Ok(text)
    }

    fn not_found(&self, inside: &Path, path: &Text) -> Box<Diagnostic> {
        let error = Diagnostic::error(
            Code::IncludeNotFound,
            format!("there is no file `{}`", self.shown(inside)),
        )
        .label(path.span, "no such file");
        let names = self.names_beside(inside);
        let stem = |name: &str| name.strip_suffix(ENDING).unwrap_or(name).to_owned();
        let wrong = inside.file_name().map(|name| name.to_string_lossy());
        let wrong = wrong.unwrap_or_default();
        let stems: Vec<String> = names.iter().map(|name| stem(name)).collect();
        if let Some(near) = nearest(&stem(&wrong), stems.iter().map(String::as_str)) {
            let before = path.value.rfind('/').map_or(0, |at| at + 1);
            let before = path.value.get(..before).unwrap_or("");
            if let Some(fixed) = quoted(&format!("{before}{near}{ENDING}")) {
                return Box::new(
                    error
                        .help(format!("did you mean {fixed}?"))
                        .fix(path.span, fixed),
                );
            }
        }
        if let Some((name, _)) = built_in::ruleset(&stem(&wrong)) {
            return Box::new(
                error
                    .help(format!("the built-in ruleset is \"@{name}\""))
                    .fix(path.span, format!("\"@{name}\"")),
            );
        }
        let help = if names.is_empty() {
            "a path starts from the folder of the file that it stands in".to_owned()
        } else {
            let shown: Vec<String> = names.iter().take(5).map(|n| format!("`{n}`")).collect();
            let more = if names.len() > 5 { ", …" } else { "" };
            let there = match names.len() {
                1 => "the only ruleset in that folder is",
                _ => "the rulesets in that folder are",
            };
            format!("{there} {}{more}", shown.join(", "))
        };
        Box::new(error.help(help))
    }

    /// The rulesets in the folder of a path, sorted; the root is not one to include.
    fn names_beside(&self, inside: &Path) -> Vec<String> {
        let beside = inside.parent().unwrap_or(Path::new(""));
        let mut names: Vec<String> = match self {
            Self::None | Self::BuiltIn(_) => Vec::new(),
            Self::Memory { texts, root, .. } => texts
                .keys()
                .filter(|path| path.parent() == Some(beside) && *path != root)
                .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
                .collect(),
            Self::Disk { folder, root, .. } => {
                let real = folder.join(beside).canonicalize();
                let entries = real
                    .ok()
                    .filter(|real| real.starts_with(folder))
                    .and_then(|real| std::fs::read_dir(real).ok());
                let entries = entries.into_iter().flatten().take(MOST_NAMES).flatten();
                entries
                    .filter(|entry| entry.path() != *root)
                    .filter_map(|entry| entry.file_name().into_string().ok())
                    .collect()
            }
        };
        names.retain(|name| name.ends_with(ENDING));
        names.sort_unstable();
        names
    }
}

impl Miss {
    /// The message at the path in the `include`.
    pub fn report(self, name: &str, span: Span) -> Diagnostic {
        match self {
            Self::TooLarge => Diagnostic::error(
                Code::FileTooLarge,
                format!("`{name}` is too large to be part of a ruleset"),
            )
            .label(span, "the files of a ruleset may have 16 MB together")
            .help("is this a data file?"),
            Self::NotText => {
                Diagnostic::error(Code::NotText, format!("`{name}` is not UTF-8 text"))
                    .label(span, "cannot be read as text")
                    .help("save the file as UTF-8, and check that it is a ruleset")
            }
            Self::Unreadable(reason) => Diagnostic::error(
                Code::CannotRead,
                format!("`{name}` cannot be read: {reason}"),
            )
            .label(span, "cannot be read")
            .help("check that you may read the file"),
        }
    }
}

/// Whether an error says that nothing has this name.
fn is_absent(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidInput
            | ErrorKind::InvalidFilename
    )
}

/// A path without `.`, and without `..` where there is something to leave.
fn plain(path: &str) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in Path::new(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
