//! A root file to a program: in goes the text of the file that was named and
//! where it comes from, out comes an [`ast::Program`] of it and all that it
//! includes, or every error of loading and of syntax in all of them.
//!
//! 1. `path`: a path as written → a file of the folder, or a built-in ruleset;
//! 2. `folder`: whether there is such a file, which one it really is, its text;
//! 3. here: nearest to the root first, each file is read and parsed once;
//! 4. `circles`: files that include each other;
//! 5. `origin`: messages about an included file say who includes it. That one
//!    also serves what the checker says later.
//!
//! An `include` that is wrong is not followed, so a mistake that every file of a
//! chain repeats is told of the first, and nothing here takes longer than reading
//! [`MOST_FILES`] files.

mod circles;
mod folder;
mod origin;
mod path;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

use crate::ast::{self, Declaration, IncludeDecl, Included};
use crate::diagnostics::{Code, Diagnostic};
use crate::pipeline::MAX_RULESET_BYTES;
use crate::source::Sources;
use crate::span::{FileId, Span};
use crate::syntax;

pub(crate) use folder::Folder;
pub(crate) use origin::say_who_includes;

/// How many files one ruleset may be made of, its root included.
const MOST_FILES: usize = 200;
/// How many `include`s those files may hold.
const MOST_INCLUDES: usize = 1000;
/// How many includes may lead from the root to a file.
const DEEPEST: usize = 50;

/// Which file it is, whatever path leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Place {
    /// A text that is no file.
    Text,
    /// A file of the folder: its real path, or its name among texts in memory.
    File(PathBuf),
    /// A built-in ruleset.
    BuiltIn(&'static str),
}

/// A file that has been read, or is about to be.
struct Loaded {
    place: Place,
    /// The folder its paths start from, seen from the root's folder.
    folder: PathBuf,
    /// What messages call it.
    name: String,
    tree: ast::File,
    /// Which file includes it by which path.
    by: Vec<(usize, Span)>,
}

/// A file that an `include` has found.
struct Found {
    place: Place,
    folder: PathBuf,
    name: String,
    text: String,
    by: Vec<(usize, Span)>,
}

struct Loader<'a> {
    sources: &'a mut Sources,
    within: &'a Folder,
    files: Vec<Loaded>,
    known: HashMap<Place, usize>,
    /// Files that cannot be read, which one message is enough for.
    failed: HashSet<Place>,
    /// `include`s seen so far.
    includes: usize,
    /// Bytes that may still be read.
    left: u64,
    errors: Vec<Diagnostic>,
    /// Loading is over: there are too many files.
    full: bool,
}

/// Reads and parses what the root includes. The program is whole where there
/// are no messages; else what could be read of it.
pub(crate) fn load(
    sources: &mut Sources,
    root: FileId,
    within: &Folder,
) -> (ast::Program, Vec<Diagnostic>) {
    let (tree, errors) = syntax::parse(sources, root);
    let source = sources.get(root).cloned();
    let (name, size) = source.map_or((String::new(), 0), |source| {
        (source.name().to_owned(), source.text().len() as u64)
    });
    let place = within.root();
    let mut loader = Loader {
        sources,
        within,
        known: HashMap::from([(place.clone(), 0)]),
        files: vec![Loaded {
            place,
            folder: PathBuf::new(),
            name,
            tree,
            by: Vec::new(),
        }],
        failed: HashSet::new(),
        includes: 0,
        left: MAX_RULESET_BYTES.saturating_sub(size),
        errors,
        full: false,
    };
    loader.load_all();
    let (files, mut errors) = (loader.files, loader.errors);
    circles::report(&files, &mut errors);
    let program = program(files);
    say_who_includes(&program, &mut errors);
    (program, errors)
}

fn program(files: Vec<Loaded>) -> ast::Program {
    let mut files = files.into_iter();
    let root = files.next().map_or_else(
        || ast::File {
            id: FileId::default(),
            declarations: Vec::new(),
            allows: Vec::new(),
            comments: Vec::new(),
            broken: Vec::new(),
        },
        |root| root.tree,
    );
    let included = files.map(|file| Included {
        built_in: matches!(file.place, Place::BuiltIn(_)),
        by: file.by.iter().map(|&(_, span)| span).collect(),
        file: file.tree,
    });
    ast::Program {
        root,
        included: included.collect(),
    }
}

impl Loader<'_> {
    /// Goes on level by level, so that a file's place in the program depends on
    /// its distance and its path alone.
    fn load_all(&mut self) {
        let mut level = 0..1;
        for depth in 0.. {
            let mut found = BTreeMap::new();
            for at in level.clone() {
                self.includes_of(at, depth, &mut found);
            }
            if found.is_empty() {
                return;
            }
            for (_, file) in found {
                self.take(file);
            }
            level = level.end..self.files.len();
        }
    }

    fn take(&mut self, found: Found) {
        let id = self.sources.add(found.name.clone(), found.text);
        let (tree, errors) = syntax::parse(self.sources, id);
        self.errors.extend(errors);
        self.known.insert(found.place.clone(), self.files.len());
        self.files.push(Loaded {
            place: found.place,
            folder: found.folder,
            name: found.name,
            tree,
            by: found.by,
        });
    }

    /// Looks up what one file includes, and reads what is new.
    fn includes_of(&mut self, at: usize, depth: usize, found: &mut BTreeMap<String, Found>) {
        let Some(file) = self.files.get(at) else {
            return;
        };
        let paths: Vec<ast::Text> = includes(&file.tree)
            .map(|include| include.path.clone())
            .collect();
        let mut own: Vec<(Place, Span, path::Target)> = Vec::new();
        let mut twice: HashSet<Place> = HashSet::new();
        for path in &paths {
            self.includes += 1;
            if self.includes > MOST_INCLUDES {
                self.not_followed(at, path.span);
                self.report_too_many(path.span, depth);
                return;
            }
            let Some((place, target)) = self.resolve(at, path) else {
                continue;
            };
            if self.failed.contains(&place) {
                self.not_followed(at, path.span);
                continue;
            }
            if twice.contains(&place) {
                continue;
            }
            let is_itself = self.files.get(at).is_some_and(|file| file.place == place);
            if is_itself {
                self.report_itself(at, path);
            } else if let Some((_, first, _)) = own.iter().find(|(known, ..)| *known == place) {
                let first = *first;
                self.report_twice(path, first);
            } else {
                own.push((place, path.span, target));
                continue;
            }
            twice.insert(place);
        }
        own.retain(|(place, ..)| !twice.contains(place));
        for (place, span, target) in own {
            self.include(at, depth, place, span, target, found);
        }
    }

    /// One `include` of a file, which is read unless it has been.
    fn include(
        &mut self,
        at: usize,
        depth: usize,
        place: Place,
        span: Span,
        target: path::Target,
        found: &mut BTreeMap<String, Found>,
    ) {
        let known = self.known.get(&place);
        if let Some(file) = known.and_then(|&known| self.files.get_mut(known)) {
            file.by.push((at, span));
            return;
        }
        let name = self.within.name_of(&place, &target);
        if let Some(file) = found.get_mut(&name) {
            file.by.push((at, span));
            return;
        }
        let count = self.files.len() + found.len();
        if self.full || count >= MOST_FILES || depth >= DEEPEST {
            self.not_followed(at, span);
            self.report_too_many(span, depth);
            return;
        }
        match self.within.read(&place, self.left) {
            Ok(text) => {
                self.left = self.left.saturating_sub(text.len() as u64);
                let by = vec![(at, span)];
                let folder = self.within.folder_of(&place);
                let file = Found {
                    place,
                    folder,
                    name: name.clone(),
                    text,
                    by,
                };
                found.insert(name, file);
            }
            Err(miss) => {
                self.not_followed(at, span);
                self.failed.insert(place);
                self.errors.push(miss.report(&name, span));
            }
        }
    }

    /// Which file a path means; reports it where it means none.
    fn resolve(&mut self, at: usize, path: &ast::Text) -> Option<(Place, path::Target)> {
        let file = self.files.get(at)?;
        let resolved = path::target(path, &file.place, &file.folder)
            .and_then(|target| Ok((self.within.find(&target, path)?, target)));
        match resolved {
            Ok(resolved) => Some(resolved),
            Err(error) => {
                self.not_followed(at, path.span);
                self.errors.push(*error);
                None
            }
        }
    }

    /// Notes that a file lacks what one of its `include`s would bring in.
    fn not_followed(&mut self, at: usize, span: Span) {
        if let Some(file) = self.files.get_mut(at) {
            file.tree.broken.push(ast::Broken {
                keyword: Some("include"),
                head: Vec::new(),
                words: BTreeSet::new(),
                anything: true,
                span,
            });
        }
    }

    fn report_itself(&mut self, at: usize, path: &ast::Text) {
        let name = self.files.get(at).map_or("", |file| file.name.as_str());
        self.errors.push(
            Diagnostic::error(Code::IncludeCircle, format!("`{name}` includes itself"))
                .label(path.span, "this is the file itself")
                .help("take this `include` away, or name another file"),
        );
    }

    fn report_twice(&mut self, path: &ast::Text, first: Span) {
        self.errors.push(
            Diagnostic::error(
                Code::IncludeTwice,
                format!("\"{}\" is included twice by one file", path.value),
            )
            .label(path.span, "again here")
            .label(first, "first here")
            .help("keep one of them, with the clauses of both"),
        );
    }

    /// Once: what comes after it is then left out.
    fn report_too_many(&mut self, span: Span, depth: usize) {
        if self.full {
            return;
        }
        self.full = true;
        let (message, label) = if self.includes > MOST_INCLUDES {
            (
                format!("the files of this ruleset hold more than {MOST_INCLUDES} `include`s"),
                "one too many",
            )
        } else if depth >= DEEPEST {
            (
                format!("more than {DEEPEST} files include each other in a row"),
                "one too deep",
            )
        } else {
            (
                format!("this ruleset is made of more than {MOST_FILES} files"),
                "one too many",
            )
        };
        self.errors.push(
            Diagnostic::error(Code::TooManyIncludes, message)
                .label(span, label)
                .help("put what belongs together into one file"),
        );
    }
}

/// The `include`s of a file, in the order written.
fn includes(tree: &ast::File) -> impl Iterator<Item = &IncludeDecl> {
    tree.declarations
        .iter()
        .filter_map(|declaration| match declaration {
            Declaration::Include(include) => Some(include),
            _ => None,
        })
}
