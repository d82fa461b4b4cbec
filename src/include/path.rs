//! What stands behind `include`: in goes a path as written and the folder it
//! starts from, out comes a file of the root's folder or the name of a built-in
//! ruleset, or what is wrong with the path. No file is touched here.

use std::path::{Path, PathBuf};

use super::Place;
use crate::ast::Text;
use crate::built_in;
use crate::diagnostics::{Code, Diagnostic, nearest};

/// What a path means.
#[derive(Clone, Debug)]
pub(super) enum Target {
    /// A file, by its path from the root's folder, without `.` and `..`.
    File(PathBuf),
    /// A built-in ruleset.
    BuiltIn(&'static str),
}

/// Reads a path in the file `from`, whose folder is `folder`, seen from the root's folder.
pub(super) fn target(path: &Text, from: &Place, folder: &Path) -> Result<Target, Box<Diagnostic>> {
    let written = path.value.as_str();
    if let Some(name) = written.strip_prefix('@') {
        return match built_in::ruleset(name) {
            Some((name, _)) => Ok(Target::BuiltIn(name)),
            None => Err(unknown_built_in(path, name)),
        };
    }
    check_form(path)?;
    let mut parts = match from {
        Place::BuiltIn(_) => PathBuf::new(),
        Place::File(_) | Place::Text => folder.to_owned(),
    };
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if !parts.pop() {
                    return Err(outside(path));
                }
            }
            name => parts.push(name),
        }
    }
    // The built-in rulesets lie in one folder, and name each other as files do.
    if let Place::BuiltIn(_) = from {
        let name = parts.to_str().and_then(|name| name.strip_suffix(ENDING));
        return match name.and_then(built_in::ruleset) {
            Some((name, _)) => Ok(Target::BuiltIn(name)),
            None => Err(unknown_built_in(path, name.unwrap_or(written))),
        };
    }
    Ok(Target::File(parts))
}

/// The ending of a ruleset's file name.
pub(super) const ENDING: &str = ".touchline";

/// Paths that are written in a way that another computer would not read.
fn check_form(path: &Text) -> Result<(), Box<Diagnostic>> {
    let written = path.value.as_str();
    let wrong = |message: String, label: &str| {
        Diagnostic::error(Code::IncludePath, message).label(path.span, label)
    };
    if written.trim().is_empty() {
        return Err(Box::new(
            wrong("`include` needs the name of a file".into(), "nothing here").help(
                "write it as in `include \"air_quality.touchline\"`, or a built-in ruleset as in \
                 `include \"@soreness\"`",
            ),
        ));
    }
    if written.contains("://") {
        return Err(Box::new(
            wrong(
                "only files are included, nothing is fetched from elsewhere".into(),
                "not a file",
            )
            .help("save it next to this file, and include it from there"),
        ));
    }
    let drive = written.as_bytes();
    let has_drive = matches!(drive, [letter, b':', ..] if letter.is_ascii_alphabetic());
    if has_drive || written.starts_with(['/', '\\', '~']) {
        return Err(Box::new(
            wrong(
                format!("\"{written}\" is where the file lies on one computer"),
                "starts at the top of the disk",
            )
            .help("write the path from the folder of this file, as in `include \"rules/air_quality.touchline\"`"),
        ));
    }
    if written.contains('\\') {
        let fixed = quoted(&written.replace('\\', "/"));
        let error = wrong(
            "folders are set apart by `/`, on every computer".into(),
            "`\\` does not",
        );
        return Err(Box::new(match fixed {
            Some(fixed) => error.help(format!("write {fixed}")).fix(path.span, fixed),
            None => error.help("write `/`"),
        }));
    }
    Ok(())
}

/// A path that leaves the folder of the root file.
pub(super) fn outside(path: &Text) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            Code::IncludeOutside,
            format!("\"{}\" lies outside the ruleset's folder", path.value),
        )
        .label(path.span, "leaves the folder of the file that was named")
        .help("put the file into that folder, or into a folder in it"),
    )
}

fn unknown_built_in(path: &Text, name: &str) -> Box<Diagnostic> {
    let error = Diagnostic::error(
        Code::IncludeNotFound,
        format!("there is no built-in ruleset `@{name}`"),
    )
    .label(path.span, "no such ruleset");
    Box::new(match nearest(name, built_in::names()) {
        Some(near) => error
            .help(format!("did you mean \"@{near}\"?"))
            .fix(path.span, format!("\"@{near}\"")),
        None => error.help(built_in::guess(name)),
    })
}

/// A path as it is written in a ruleset; none where it cannot be.
pub(super) fn quoted(path: &str) -> Option<String> {
    let can_be = !path.contains(['"', '\n']);
    can_be.then(|| format!("\"{}\"", path.replace('{', "{{").replace('}', "}}")))
}
