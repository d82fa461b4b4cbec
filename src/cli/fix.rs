//! Fixes on their way to the disk: in go files with their texts before and
//! after, out come lines that say what was done; every file is written whole or
//! not at all, and keeps its permissions.

use super::console::Console;
use super::diff::{DiffOptions, diff};
use super::exit::Stop;
use super::output::Output;
use crate::diagnostics::{Batch, Code, Diagnostic};
use crate::fixes::{Fixed, FixedFile};
use std::path::Path;

/// Writes the files that changed, and gives a line for each: `fixed squad.touchline: 3 mistakes`.
///
/// # Errors
/// `cannot-write`; the files before it are written by then.
pub(super) fn write(fixed: &Fixed, console: &Console) -> Result<String, Stop> {
    let mut done = String::new();
    for file in &fixed.files {
        if let Err(stop) = write_file(file) {
            console.say(&done);
            return Err(stop);
        }
        let mistakes = several(file.fixes, "mistake");
        done.push_str(&format!("fixed {}: {mistakes}\n", file.name));
    }
    Ok(done)
}

/// Writes a file whole, unless it was changed since it was read.
///
/// # Errors
/// `cannot-write`.
pub(super) fn write_file(file: &FixedFile) -> Result<(), Stop> {
    let path = Path::new(&file.name);
    // An editor may have saved the file since it was read.
    let is_unchanged = std::fs::read(path).is_ok_and(|now| now == file.before.as_bytes());
    if !is_unchanged {
        let message = format!(
            "`{}` was changed by somebody else in the meantime",
            file.name
        );
        let changed = Diagnostic::error(Code::CannotWrite, message);
        return Err(Stop::command(changed.help("run the command again")));
    }
    let mut output = Output::open(Some(path))?;
    output.write(|out| out.write_all(file.after.as_bytes()))?;
    output.finish()
}

/// What changes, file by file.
pub(super) fn diffs(fixed: &Fixed, folder: &Path, options: DiffOptions) -> String {
    let files = fixed.files.iter();
    files
        .map(|file| diff(folder, &file.name, &file.before, &file.after, options))
        .collect()
}

/// What `--diff` alone says about the rest, on standard error.
pub(super) fn say_what_is_left(fixed: &Fixed, left: &Batch, console: &Console) {
    let fixes: usize = fixed.files.iter().map(|file| file.fixes).sum();
    let mut rest = Vec::new();
    if left.errors > 0 {
        rest.push(several(left.errors, "error"));
    }
    if left.warnings > 0 {
        rest.push(several(left.warnings, "warning"));
    }
    let rest = match rest.as_slice() {
        [] => "nothing else is wrong".to_owned(),
        [one] if one.starts_with("1 ") => format!("{one} is left"),
        rest => format!("{} are left", rest.join(" and ")),
    };
    let text = match fixes {
        0 => format!("there is nothing that --fix can put right; {rest}\n"),
        _ => {
            let files = several(fixed.files.len(), "file");
            format!(
                "--fix puts right {} in {files}; {rest}\n",
                several(fixes, "mistake")
            )
        }
    };
    console.say(&text);
}

/// Says that some fixes were not applied.
pub(super) fn say_what_was_refused(fixed: &Fixed, console: &Console) {
    if fixed.refused > 0 {
        let (fixes, were) = match fixed.refused {
            1 => ("1 fix".to_owned(), "was"),
            count => (format!("{count} fixes"), "were"),
        };
        console.say(&format!(
            "{fixes} {were} not applied: more errors would have come of it\n"
        ));
    }
}

/// `1 error`, `2 errors`
pub(super) fn several(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}
