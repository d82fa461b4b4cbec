//! The stages in a row, as types: a [`Source`] is parsed, with all that it
//! includes, into a [`Parsed`], which is checked into a [`Checked`]; only that
//! holds a [`Ruleset`] and so can be evaluated.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::ast;
use crate::built_in;
use crate::check;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::include::{self, Folder};
use crate::lint;
use crate::near_readings;
use crate::ruleset::Ruleset;
use crate::source::Sources;
use crate::span::FileId;

/// The text of a ruleset, not looked at yet.
#[derive(Clone, Debug)]
pub struct Source {
    sources: Sources,
    file: FileId,
    /// Where the files lie that it may include.
    folder: Folder,
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
    /// What it was checked from.
    program: ast::Program,
    /// The warnings that it allows, and which of them there were.
    allowed: lint::Allowed,
}

/// The largest ruleset that is read, in bytes; the largest known one has a hundredth of it.
pub const MAX_RULESET_BYTES: u64 = 16 << 20;

impl Source {
    /// Takes a text under a name to show it by. It lies in no folder, so it can
    /// include built-in rulesets (`include "@soreness"`), and no files; see
    /// [`Source::from_texts`].
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::new(name, text, Folder::None)
    }

    /// Takes several texts as if they were files, by their paths, which have `/`
    /// between folders; `root` is the one to read, and may include the others.
    /// As on a disk, those outside its folder cannot be included.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use touchline::Source;
    ///
    /// # fn main() -> Result<(), touchline::diagnostics::Diagnostics> {
    /// let heat = "input heat: °C from -40 to 60\nsetting hot: °C = 32 °C\notherwise train\n";
    /// let squad = "include \"lib/heat.touchline\"\n  with hot = 30 °C\n\notherwise train\n";
    /// let texts = [("squad.touchline", squad), ("lib/heat.touchline", heat)];
    /// let texts = texts.map(|(path, text)| (path.to_owned(), text.to_owned()));
    /// let source = Source::from_texts("squad.touchline", BTreeMap::from(texts))?;
    /// assert_eq!(source.parse()?.check()?.ruleset.settings.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `cannot-read` where there is no text of the name `root`.
    pub fn from_texts(
        root: impl Into<String>,
        mut texts: BTreeMap<String, String>,
    ) -> Result<Self, Diagnostics> {
        let root = root.into();
        let Some(text) = texts.remove(&root) else {
            let missing = Diagnostic::error(
                Code::CannotRead,
                format!("there is no text of the name `{root}`"),
            );
            let missing = missing.help("give the root's text along with the others");
            return Err(Diagnostics::new(Sources::default(), vec![missing]));
        };
        let folder = Folder::of_texts(&root, texts);
        Ok(Self::new(root, text, folder))
    }

    /// A built-in ruleset, named without its `@`; see [`built_in`].
    ///
    /// # Errors
    /// `cannot-read` where there is none of this name.
    pub fn built_in(name: &str) -> Result<Self, Diagnostics> {
        if let Some((name, text)) = built_in::ruleset(name) {
            return Ok(Self::new(format!("@{name}"), text, Folder::BuiltIn(name)));
        }
        let message = format!("there is no built-in ruleset `@{name}`");
        let unknown = Diagnostic::error(Code::CannotRead, message).help(built_in::guess(name));
        Err(Diagnostics::new(Sources::default(), vec![unknown]))
    }

    fn new(name: impl Into<String>, text: impl Into<String>, folder: Folder) -> Self {
        let mut sources = Sources::default();
        let file = sources.add(name, text);
        Self {
            sources,
            file,
            folder,
        }
    }

    /// Reads a file. What it includes is looked for from its folder, and read
    /// when it is parsed.
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
        let too_large = |size: String| {
            fail(
                Diagnostic::error(
                    Code::FileTooLarge,
                    format!("`{name}` is too large to be a ruleset ({size})"),
                )
                .help("a ruleset has at most 16 MB; is this a data file?"),
            )
        };
        let size = std::fs::metadata(path).map_err(cannot)?.len();
        if size > MAX_RULESET_BYTES {
            return Err(too_large(format!("{} MB", size >> 20)));
        }
        // A device or a pipe has no size, and may have no end.
        let mut bytes = Vec::new();
        std::fs::File::open(path)
            .and_then(|file| file.take(MAX_RULESET_BYTES + 1).read_to_end(&mut bytes))
            .map_err(cannot)?;
        if bytes.len() as u64 > MAX_RULESET_BYTES {
            return Err(too_large("more than 16 MB".to_owned()));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text, Folder::of_file(path))),
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

    /// Its text, as the only one there is.
    pub(crate) fn text_alone(&self) -> (Sources, FileId) {
        let mut sources = Sources::default();
        let name = self.sources.get(self.file).map_or("", |file| file.name());
        let id = sources.add(name, self.text());
        (sources, id)
    }

    /// Which file a name stands for that messages call it by: the same whatever ruleset includes
    /// it, and none for a built-in ruleset.
    pub(crate) fn identity(&self, name: &str) -> Option<PathBuf> {
        self.folder.identity(name)
    }

    /// The same with another text in place of a file, the root or one that may be included, by its
    /// [`identity`](Self::identity).
    #[must_use]
    pub(crate) fn instead(mut self, file: &Path, text: &str) -> Self {
        let name = self
            .sources
            .get(self.file)
            .map(|root| root.name().to_owned());
        match name {
            Some(name) if self.identity(&name).as_deref() == Some(file) => {
                self.sources = Sources::default();
                self.file = self.sources.add(name, text);
            }
            _ => self.folder.read_instead(file, text),
        }
        self
    }

    /// Reads the text into a tree, and likewise every file that it includes.
    ///
    /// # Errors
    /// Every syntax error of all files, and every `include` that cannot be followed.
    pub fn parse(mut self) -> Result<Parsed, Diagnostics> {
        let (program, diagnostics) = include::load(&mut self.sources, self.file, &self.folder);
        if diagnostics.is_empty() {
            Ok(Parsed {
                sources: self.sources,
                program,
            })
        } else {
            Err(Diagnostics::new(self.sources, diagnostics))
        }
    }

    /// Everything there is to say of a ruleset, errors and warnings: what `check` shows.
    ///
    /// What cannot be read does not keep the rest from being checked. Nothing is said
    /// of what follows from it: whatever names a word of such a declaration is left
    /// undecided.
    pub fn examine(self) -> Diagnostics {
        let again = self.clone();
        match self.look_through() {
            Ok(checked) => checked.lint(),
            Err(Diagnostics {
                sources, mut items, ..
            }) => {
                near_readings::suggest(&sources, again.file, &mut items, |text| {
                    let read = again.clone().with_text(text).look_through();
                    read.map_or_else(|found| found, |checked| checked.warnings)
                });
                Diagnostics::new(sources, items)
            }
        }
    }

    /// The same with another text of the file itself.
    #[must_use]
    pub(crate) fn with_text(self, text: &str) -> Self {
        let name = self.sources.get(self.file).map_or("", |file| file.name());
        Self::new(name.to_owned(), text, self.folder)
    }

    /// What is to be said, with the fixes that each message knows by itself.
    fn look_through(mut self) -> Result<Checked, Diagnostics> {
        let (program, mut unread) = include::load(&mut self.sources, self.file, &self.folder);
        let parsed = Parsed {
            sources: self.sources,
            program,
        };
        if unread.is_empty() {
            return parsed.check();
        }
        let (_, found) = check::check(&parsed.sources, &parsed.program);
        let mut found = lint::Allowed::of(&parsed.program).hide(found);
        include::say_who_includes(&parsed.program, &mut found);
        check::name_words(&parsed.sources, &parsed.program, &mut unread);
        unread.append(&mut found);
        Err(Diagnostics::new(parsed.sources, unread))
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
    /// Every error of all files, with the warnings among them.
    pub fn check(self) -> Result<Checked, Diagnostics> {
        let (ruleset, mut diagnostics) = check::check(&self.sources, &self.program);
        let mut allowed = lint::Allowed::of(&self.program);
        diagnostics = allowed.hide(diagnostics);
        include::say_who_includes(&self.program, &mut diagnostics);
        let diagnostics = Diagnostics::new(self.sources, diagnostics);
        match ruleset {
            Some(ruleset) if !diagnostics.has_errors() => Ok(Checked {
                ruleset,
                warnings: diagnostics,
                program: self.program,
                allowed,
            }),
            _ => Err(diagnostics),
        }
    }
}

impl Checked {
    /// What it was checked from: the tree of the file itself, and those of all
    /// included files.
    pub fn program(&self) -> &ast::Program {
        &self.program
    }

    /// What else is hardly meant, though it can be decided with: every warning of
    /// the ruleset, those of [`check`](Parsed::check) among them, by their places.
    pub fn lint(&self) -> Diagnostics {
        let allowed = self.allowed.clone();
        let items = lint::lint(&self.ruleset, &self.program, allowed, &self.warnings);
        Diagnostics::new(self.warnings.sources.clone(), items)
    }
}

impl Ruleset {
    /// Reads, parses and checks a file and what it includes; warnings are dropped.
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
        std::io::ErrorKind::NotADirectory | std::io::ErrorKind::AlreadyExists => {
            "a file stands where a folder is needed".into()
        }
        std::io::ErrorKind::StorageFull => "there is no room left".into(),
        _ => {
            // The system's number says nothing to a reader.
            let text = error.to_string();
            let reason = text.split(" (os error").next().unwrap_or_default();
            reason.to_lowercase()
        }
    }
}
