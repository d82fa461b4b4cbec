//! The stages in a row, as types: a [`Source`] is parsed into a [`Parsed`],
//! which is checked into a [`Checked`]; only that holds a
//! [`Ruleset`] and so can be evaluated.

use std::path::Path;

use crate::ast;
use crate::check;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::span::FileId;
use crate::syntax;

/// The text of a ruleset, not looked at yet.
#[derive(Clone, Debug)]
pub struct Source {
    sources: Sources,
    file: FileId,
}

/// A ruleset that parsed without errors.
#[derive(Clone, Debug)]
pub struct Parsed {
    sources: Sources,
    program: ast::Program,
}

/// A ruleset that checked, with the warnings it got.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The ruleset.
    pub ruleset: Ruleset,
    /// Warnings only.
    pub warnings: Diagnostics,
}

/// The largest ruleset that is read, in bytes; the largest known one has a hundredth of it.
pub const MAX_RULESET_BYTES: u64 = 16 << 20;

impl Source {
    /// Takes a text under a name to show it by.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        Self { sources, file }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// `cannot-read`, `file-too-large`, or `not-text` where it is not UTF-8.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let fail = |diagnostic| Diagnostics::new(Sources::default(), vec![diagnostic]);
        let cannot = |error: std::io::Error| {
            fail(
                Diagnostic::error(
                    Code::CannotRead,
                    format!(
                        "`{name}` cannot be read: {}",
                        crate::pipeline::io_reason(&error)
                    ),
                )
                .help("check the path, and that you may read the file"),
            )
        };
        let size = std::fs::metadata(path).map_err(cannot)?.len();
        if size > MAX_RULESET_BYTES {
            return Err(fail(
                Diagnostic::error(
                    Code::FileTooLarge,
                    format!("`{name}` is too large to be a ruleset ({} MB)", size >> 20),
                )
                .help("a ruleset has at most 16 MB; is this a data file?"),
            ));
        }
        let bytes = std::fs::read(path).map_err(cannot)?;
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::from_text(name, text)),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let line = error
                    .as_bytes()
                    .iter()
                    .take(at)
                    .filter(|&&b| b == b'\n')
                    .count()
                    + 1;
                Err(fail(
                    Diagnostic::error(
                        Code::NotText,
                        format!("`{name}` is not UTF-8 text (line {line})"),
                    )
                    .help("save the file as UTF-8, and check that it is a ruleset"),
                ))
            }
        }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.sources.get(self.file).map_or("", |file| file.text())
    }

    /// Reads the text into a tree.
    ///
    /// # Errors
    /// Every syntax error of the file.
    pub fn parse(self) -> Result<Parsed, Diagnostics> {
        let (file, diagnostics) = syntax::parse(&self.sources, self.file);
        if diagnostics.is_empty() {
            Ok(Parsed {
                sources: self.sources,
                program: ast::Program::alone(file),
            })
        } else {
            Err(Diagnostics::new(self.sources, diagnostics))
        }
    }
}

impl Parsed {
    /// The tree of the file itself.
    pub fn tree(&self) -> &ast::File {
        &self.program.root
    }

    /// The tree, and those of all included files.
    pub fn program(&self) -> &ast::Program {
        &self.program
    }

    /// Looks up every name, and checks every type, unit and range.
    ///
    /// # Errors
    /// Every error of the file, with the warnings among them.
    pub fn check(self) -> Result<Checked, Diagnostics> {
        let (ruleset, diagnostics) = check::check(&self.sources, &self.program);
        let diagnostics = Diagnostics::new(self.sources, diagnostics);
        match ruleset {
            Some(ruleset) if !diagnostics.has_errors() => Ok(Checked {
                ruleset,
                warnings: diagnostics,
            }),
            _ => Err(diagnostics),
        }
    }
}

impl Ruleset {
    /// Reads, parses and checks a file; warnings are dropped.
    ///
    /// # Errors
    /// Whatever is wrong with it.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Diagnostics> {
        Ok(Source::read(path)?.parse()?.check()?.ruleset)
    }

    /// Parses and checks a text; `name` is what messages call it.
    ///
    /// # Errors
    /// Whatever is wrong with it.
    pub fn from_text(
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Self, Diagnostics> {
        Ok(Source::from_text(name, text).parse()?.check()?.ruleset)
    }
}

/// What went wrong with a file, in everyday words.
pub fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "you may not read or write it".into(),
        std::io::ErrorKind::IsADirectory => "it is a folder".into(),
        _ => error.to_string(),
    }
}
