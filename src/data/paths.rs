//! Paths to bytes: in go paths of data files and `-`, out come their contents,
//! or messages about those that cannot be read.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::DataFile;
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::io_reason;

/// The largest data file that is read, in bytes.
pub const MAX_DATA_BYTES: u64 = 1 << 30;

/// What standard input is called in messages.
const STANDARD_INPUT: &str = "standard input";

/// Reads every file.
///
/// # Errors
/// `cannot-read` or `file-too-large` for each that cannot be.
pub(super) fn load(paths: &[impl AsRef<Path>]) -> Result<Vec<DataFile>, Vec<Diagnostic>> {
    let (mut files, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        match load_one(path.as_ref()) {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(files)
    } else {
        Err(errors)
    }
}

fn load_one(path: &Path) -> Result<DataFile, Diagnostic> {
    let standard_input = path == Path::new("-");
    let name = if standard_input {
        STANDARD_INPUT.to_owned()
    } else {
        path.display().to_string()
    };
    let mut bytes = Vec::new();
    let read = if standard_input {
        std::io::stdin()
            .lock()
            .take(MAX_DATA_BYTES + 1)
            .read_to_end(&mut bytes)
    } else if path.is_dir() {
        return Err(Diagnostic::error(
            Code::CannotRead,
            format!("`{name}` is a folder, not a data file"),
        )
        .help("name the files in it that hold the data"));
    } else {
        File::open(path).and_then(|file| file.take(MAX_DATA_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => Err(Diagnostic::error(
            Code::CannotRead,
            format!("`{name}` cannot be read: {}", io_reason(&error)),
        )
        .help("check the path, and that you may read the file")),
        Ok(length) if u64::try_from(length).unwrap_or(u64::MAX) > MAX_DATA_BYTES => {
            Err(Diagnostic::error(
                Code::FileTooLarge,
                format!("`{name}` is larger than {} MB", MAX_DATA_BYTES >> 20),
            )
            .help("split it by athletes, and decide the parts one by one"))
        }
        Ok(_) => Ok(DataFile { name, bytes }),
    }
}
