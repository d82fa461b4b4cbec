//! Names written as several words: in go messages on words that do not fit where
//! they stand, out come messages that say which declared name they are together,
//! where they are one. `sleep quality` is `sleep_quality`, and `soreness quads` is
//! `soreness.quads`.

use std::collections::{HashMap, HashSet};

use super::near_misses::fold;
use crate::ast::{Declaration, Program, TypeKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Sources;
use crate::span::Span;

/// A name has at most so many words.
const MOST_WORDS: usize = 5;

/// What is declared, as far as words side by side may mean it.
struct Declared<'a> {
    /// By its letters.
    names: HashMap<String, &'a str>,
    /// The choices of inputs and settings that have a value for each member.
    maps: HashMap<&'a str, &'a str>,
    members: HashMap<&'a str, HashSet<&'a str>>,
}

/// Puts what the grammar said of words into terms of the names they make up.
pub(crate) fn name_words(sources: &Sources, program: &Program, messages: &mut [Diagnostic]) {
    let declared = Declared::of(program);
    for message in messages {
        if !matches!(message.code, Code::Syntax | Code::BadInterpolation) {
            continue;
        }
        if let Some(better) = message
            .place()
            .and_then(|place| declared.meant_at(sources, place, message.code))
        {
            *message = better;
        }
    }
}

impl<'a> Declared<'a> {
    fn of(program: &'a Program) -> Self {
        let mut declared = Self {
            names: HashMap::new(),
            maps: HashMap::new(),
            members: HashMap::new(),
        };
        for declaration in program.files().flat_map(|file| &file.declarations) {
            let (name, ty) = match declaration {
                Declaration::Input(decl) => (&decl.name, Some(&decl.ty)),
                Declaration::Setting(decl) => (&decl.name, Some(&decl.ty)),
                Declaration::Let(decl) => (&decl.name, None),
                Declaration::Group(decl) => (&decl.name, None),
                Declaration::Choice(decl) => {
                    let members = decl.members.iter().map(|member| member.name.as_str());
                    declared.members.insert(&decl.name.name, members.collect());
                    (&decl.name, None)
                }
                _ => continue,
            };
            declared.names.insert(fold(&name.name), &name.name);
            let Some(ty) = ty else { continue };
            if let Some(each) = &ty.each {
                declared.maps.insert(&name.name, &each.name);
            }
            let listed = match &ty.kind {
                TypeKind::OneOf { members, .. } => members.as_slice(),
                _ => &[],
            };
            for member in listed {
                declared
                    .names
                    .entry(fold(&member.name))
                    .or_insert(&member.name);
            }
        }
        for members in declared.members.values() {
            for member in members {
                declared.names.entry(fold(member)).or_insert(member);
            }
        }
        declared
    }

    /// What the words around a place are together.
    fn meant_at(&self, sources: &Sources, place: Span, code: Code) -> Option<Diagnostic> {
        let text = sources.get(place.file)?.text();
        let words = words_around(text, place.start)?;
        let at = words
            .iter()
            .position(|(start, word)| (*start..start + word.len()).contains(&place.start))?;
        for length in (2..=MOST_WORDS).rev() {
            for (begin, run) in words.windows(length).enumerate() {
                if !(begin..begin + length).contains(&at) {
                    continue;
                }
                let (Some((start, first)), Some((last_at, last))) = (run.first(), run.last())
                else {
                    continue;
                };
                let span = Span::new(place.file, *start, last_at + last.len());
                let written = text.get(span.start..span.end)?;
                if let Some(name) = self.names.get(&fold(written)) {
                    let message = format!("`{written}` is one name, and is written `{name}`");
                    return Some(
                        Diagnostic::error(code, message)
                            .label(span, "a name is one word")
                            .help(format!("write `{name}`"))
                            .fix(span, *name),
                    );
                }
                let of_map = |map: &str| self.members.get(self.maps.get(map)?);
                if length == 2 && of_map(first).is_some_and(|members| members.contains(last)) {
                    let name = format!("{first}.{last}");
                    let message = format!("the `{first}` of `{last}` is written `{name}`");
                    return Some(
                        Diagnostic::error(code, message)
                            .label(span, "a dot is missing")
                            .help(format!("write `{name}`"))
                            .fix(span, name)
                            .sure(),
                    );
                }
            }
        }
        None
    }
}

/// The words that stand around a byte with nothing but blanks, or a `-` without any, between them.
fn words_around(text: &str, at: usize) -> Option<Vec<(usize, &str)>> {
    let line_start = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let line = text.get(line_start..)?.lines().next()?;
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut runs: Vec<Vec<(usize, &str)>> = vec![Vec::new()];
    let mut rest = line;
    while let Some(gap) = rest.find(is_name) {
        let (between, from) = rest.split_at(gap);
        let length = from.find(|c| !is_name(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(length);
        let start = line_start + line.len() - from.len();
        if between != "-" && !between.chars().all(|c| c == ' ') {
            runs.push(Vec::new());
        }
        runs.last_mut()?.push((start, word));
        rest = after;
    }
    let holds = |run: &Vec<(usize, &str)>| {
        let (Some((first, _)), Some((last, word))) = (run.first(), run.last()) else {
            return false;
        };
        (*first..last + word.len()).contains(&at)
    };
    let run = runs.into_iter().find(holds)?;
    // Of a long line of words those that are near are enough.
    let here = run
        .iter()
        .position(|(start, word)| start + word.len() > at)?;
    let from = here.saturating_sub(MOST_WORDS);
    Some(run.into_iter().skip(from).take(2 * MOST_WORDS).collect())
}
