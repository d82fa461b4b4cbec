//! Which rulesets a command means: in goes an argument, a file, a folder or
//! `@name`, out come texts to parse.

use std::path::{Path, PathBuf};

use super::exit::{Exit, Stop};
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::{Checked, Source, io_reason};

/// The ending of a ruleset's file name.
const ENDING: &str = "touchline";
/// Folders nested deeper than this are taken to be a circle.
const DEEPEST: usize = 32;
/// Endings of data files, which are easily given in the wrong place.
const DATA_ENDINGS: [&str; 7] = ["csv", "tsv", "json", "ndjson", "jsonl", "xlsx", "parquet"];

/// The ruleset of `eval` when none is named.
pub(super) const DEFAULT: &str = "@soreness";

/// A ruleset that an argument names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A file.
    File(PathBuf),
    /// A built-in one, by its name without `@`.
    BuiltIn(String),
}

impl Named {
    /// Whether an argument names a ruleset, rather than data.
    pub fn is_one(argument: &str) -> bool {
        argument.starts_with('@') || has_ending(Path::new(argument), &[ENDING])
    }

    /// The one ruleset that an argument names.
    ///
    /// # Errors
    /// `cannot-read`.
    pub fn one(argument: &str) -> Result<Self, Stop> {
        match argument.strip_prefix('@') {
            Some(name) => match Source::built_in(name) {
                Ok(_) => Ok(Self::BuiltIn(name.to_owned())),
                Err(unknown) => Err(Stop::file(Exit::CommandWrong, unknown)),
            },
            None => Ok(Self::File(argument.into())),
        }
    }

    /// The rulesets that arguments name, folders searched, in order and each once.
    ///
    /// # Errors
    /// `cannot-read`.
    pub fn all(arguments: &[String]) -> Result<Vec<Self>, Stop> {
        let mut all = Vec::new();
        for argument in arguments {
            let path = Path::new(argument);
            if argument.starts_with('@') {
                all.push(Self::one(argument)?);
            } else if path.is_dir() {
                let before = all.len();
                search(path, DEEPEST, &mut all)?;
                if all.len() == before {
                    return Err(Stop::command(
                        Diagnostic::error(
                            Code::CannotRead,
                            format!("there is no ruleset in the folder `{argument}`"),
                        )
                        .help("the name of a ruleset's file ends in `.touchline`"),
                    ));
                }
            } else if has_ending(path, &DATA_ENDINGS) {
                return Err(Stop::command(
                    Diagnostic::error(
                        Code::CannotRead,
                        format!("`{argument}` is a data file, and a ruleset is needed here"),
                    )
                    .help("name a `.touchline` file, a folder of them, or a built-in one such as `@soreness`"),
                ));
            } else {
                all.push(Self::File(path.to_owned()));
            }
        }
        let mut seen = Vec::new();
        all.retain(|named| {
            let is_new = !seen.contains(named);
            if is_new {
                seen.push(named.clone());
            }
            is_new
        });
        Ok(all)
    }

    /// Reads its text.
    ///
    /// # Errors
    /// `cannot-read`, `file-too-large` or `not-text`.
    pub fn source(&self) -> Result<Source, Stop> {
        let source = match self {
            Self::File(path) => Source::read(path),
            Self::BuiltIn(name) => Source::built_in(name),
        };
        source.map_err(|diagnostics| Stop::file(Exit::RulesetWrong, diagnostics))
    }

    /// Reads, parses and checks it.
    ///
    /// # Errors
    /// Whatever is wrong with it, as `check` says it.
    pub fn load(&self) -> Result<Checked, Stop> {
        let source = self.source()?;
        let checked = source.clone().parse().and_then(|parsed| parsed.check());
        checked.map_err(|_| Stop::file(Exit::RulesetWrong, source.examine()))
    }
}

/// Whether a file is a ruleset, by its name.
pub(super) fn is_ruleset(path: &Path) -> bool {
    has_ending(path, &[ENDING])
}

/// Whether a file is data, by its name.
pub(super) fn is_data(path: &Path) -> bool {
    has_ending(path, &DATA_ENDINGS)
}

/// The rulesets below a folder, by name. Hidden folders and links to folders are left alone.
fn search(folder: &Path, depth: usize, found: &mut Vec<Named>) -> Result<(), Stop> {
    let cannot = |error: std::io::Error| {
        let (name, reason) = (folder.display(), io_reason(&error));
        Stop::command(
            Diagnostic::error(
                Code::CannotRead,
                format!("the folder `{name}` cannot be read: {reason}"),
            )
            .help("check the path, and that you may read the folder"),
        )
    };
    let entries = std::fs::read_dir(folder).map_err(cannot)?;
    let entries: Result<Vec<_>, _> = entries.collect();
    let mut entries = entries.map_err(cannot)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_folder = entry.file_type().map_err(cannot)?.is_dir();
        if is_folder && !is_hidden && depth > 0 {
            search(&path, depth - 1, found)?;
        } else if !is_folder && has_ending(&path, &[ENDING]) && path.is_file() {
            // The folder `.` goes without saying.
            let short = path.strip_prefix(".").map(Path::to_owned);
            found.push(Named::File(short.unwrap_or(path)));
        }
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        endings
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending))
    })
}
