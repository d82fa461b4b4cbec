//! Trees to typed ruleset: in goes an [`ast::Program`] in which nothing is looked
//! up yet, out comes a [`Ruleset`] in which every name is an index and every
//! number stands in a known unit, or every error of its files.
//!
//! The passes, in order:
//!
//! 1. `files`, `tuning`: who includes whom, and which rules they leave out;
//!    `declarations`, `shared`, `header`: what is declared; `namespace`, `duplicates`:
//!    one namespace over all files, and what is in it twice;
//! 2. `types`: choices, groups, and the types of inputs and settings;
//! 3. `inputs` and `settings`: their clauses and values, those of `with` included;
//! 4. `lets`: each `let` after those that it reads, circles;
//! 5. `tables`: rows as conditions, what they leave out or say twice;
//! 6. `rules`, `adjustments`, `guarantees`: conditions, texts, changes of plan;
//!    `overrides`: which rules are exceptions to which, circles;
//! 7. `examples`, `given`, `expectations`: tests, what they give and expect.
//!
//! At the end `told_once` brings the messages of one unknown name together.
//! Expressions are `expr`'s. An expression that holds a mistake is `None`
//! and says nothing more, so one mistake is one message. Ids follow names, not
//! places: the order of declarations shows nowhere but in spans.

mod adjustments;
mod constant;
mod declarations;
pub(crate) mod describe;
mod duplicates;
mod examples;
mod expectations;
mod expr;
mod files;
mod given;
mod guarantees;
mod header;
mod inputs;
mod left_out;
mod lets;
mod names;
mod namespace;
mod near_misses;
mod overrides;
pub(crate) mod ranges;
mod rules;
mod settings;
mod shared;
mod sides;
mod tables;
mod told_once;
mod tuning;
mod two_words;
mod types;
mod uses;
pub(crate) mod walk;

use sha2::{Digest, Sha256};

use crate::ast;
use crate::diagnostics::{Diagnostic, Severity};
use crate::ruleset::{
    Choice, ChoiceId, Expr, ExprId, ExprKind, InputId, LetId, Rule, Ruleset, SettingId, Type,
};
use crate::source::Sources;
use crate::span::Span;
use declarations::Declarations;
use files::Files;
use left_out::LeftOut;
use lets::LetState;
use names::Names;
use shared::SharedInputs;
use tables::TableState;
use types::DeclaredType;

pub(crate) use two_words::name_words;

/// Checks files. The messages may hold warnings beside a ruleset. Where there is no
/// ruleset they hold at least one error, unless a file holds what could not be read:
/// that has been told, and so is no consequence of it.
pub fn check(sources: &Sources, program: &ast::Program) -> (Option<Ruleset>, Vec<Diagnostic>) {
    let shared = SharedInputs::of(program);
    let mut checker = Checker::new(sources);
    let ruleset = checker.program(program, &shared);
    checker.tell_once(program);
    let failed = checker
        .diagnostics
        .iter()
        .any(|d| d.severity == Severity::Error);
    let whole = program.files().all(|file| file.broken.is_empty());
    let ruleset = ruleset.filter(|_| whole && !failed);
    (ruleset, checker.diagnostics)
}

/// An input or plan value on its way into the ruleset.
struct InputState<'a> {
    decl: &'a ast::InputDecl,
    /// The choice of `one of …` in place.
    in_place: Option<ChoiceId>,
    /// `None` where its type is wrong.
    ty: Option<DeclaredType>,
    default: Option<ExprId>,
    /// Where the default's expressions lie in `exprs`.
    default_range: std::ops::Range<usize>,
}

/// A setting on its way into the ruleset.
///
/// One `for each …` has a state a member, side by side; its name stands for the first.
struct SettingState<'a> {
    decl: &'a ast::SettingDecl,
    in_place: Option<ChoiceId>,
    /// `None` where its type is wrong.
    ty: Option<DeclaredType>,
    /// How many there are of the same name from here on.
    members: usize,
}

/// A group on its way into set literals.
struct GroupState<'a> {
    decl: &'a ast::GroupDecl,
    /// The choice it takes members of, and a bit for each; `None` where it is wrong.
    set: Option<(ChoiceId, u64)>,
}

/// Everything that is known while a file is checked.
struct Checker<'a> {
    sources: &'a Sources,
    diagnostics: Vec<Diagnostic>,
    names: Names<'a>,
    left_out: LeftOut<'a>,
    /// For those who take the title of a rule for a name.
    titles: Vec<near_misses::Titled>,
    stages: Vec<String>,
    choices: Vec<Choice>,
    groups: Vec<GroupState<'a>>,
    inputs: Vec<InputState<'a>>,
    settings: Vec<SettingState<'a>>,
    lets: Vec<LetState<'a>>,
    /// By name.
    tables: Vec<TableState<'a>>,
    exprs: Vec<Expr>,
    /// The choices whose members are being gone through, the innermost last.
    at_member: Vec<ChoiceId>,
    /// How many expressions are open around the one being read.
    depth: usize,
    /// A `let` that must be read before the current one.
    awaited: Option<LetId>,
    /// How many more values tests may give, so that no file fills the memory.
    given_left: usize,
    /// In a test: a condition that always holds is no mistake there.
    expecting: bool,
}

impl<'a> Checker<'a> {
    fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            diagnostics: Vec::new(),
            names: Names::default(),
            left_out: LeftOut::default(),
            titles: Vec::new(),
            stages: Vec::new(),
            choices: Vec::new(),
            groups: Vec::new(),
            inputs: Vec::new(),
            settings: Vec::new(),
            lets: Vec::new(),
            tables: Vec::new(),
            exprs: Vec::new(),
            at_member: Vec::new(),
            depth: 0,
            awaited: None,
            given_left: given::MOST_GIVEN,
            expecting: false,
        }
    }

    fn program(
        &mut self,
        program: &'a ast::Program,
        shared: &'a SharedInputs<'a>,
    ) -> Option<Ruleset> {
        let file = &program.root;
        self.left_out = LeftOut::of(program);
        self.titles = near_misses::titles(program);
        let files = Files::of(program);
        let tuning = self.tuning(&files, program);
        let declarations = Declarations::sort(program, shared, &tuning);
        let header = self.header(&declarations.rulesets);
        self.declare(&declarations);
        self.check_types();
        let mut settings = self.check_settings();
        let tuned = settings
            .as_mut()
            .map(|settings| self.tune(&files, &tuning, settings));
        self.check_lets();
        self.check_tables();
        let inputs = self.check_inputs();
        let alike = self.check_shared(shared);
        let let_order = self.order_lets();
        let mut rules = self.check_rules(&declarations);
        self.check_overrides(&declarations, &mut rules);
        let rules: Option<Vec<Rule>> = rules.into_iter().collect();
        let tables = self.finish_tables(&declarations, rules.as_deref().unwrap_or_default());
        let otherwise = self.check_otherwise(
            &declarations.otherwises,
            declarations.other_otherwise,
            file.id,
        );
        let guarantees = self.check_guarantees(&declarations.guarantees);
        let (examples, tests) = self.check_examples(&declarations);
        let lets = self.finish_lets(&let_order?)?;
        let root = self.sources.get(file.id);
        let stem = root.map_or_else(String::new, |file| stem(file.name()));
        let text = |text: &Option<ast::Text>| text.as_ref().map(|text| text.value.clone());
        let named = header.root;
        let mut rules = rules?;
        for rule in &mut rules {
            rule.included = rule.span.file != file.id;
        }
        tuned??;
        alike?;
        Some(Ruleset {
            name: named.map_or(stem, |header| header.title.value.clone()),
            about: named.and_then(|header| text(&header.about)),
            source: named.and_then(|header| text(&header.source)),
            version: named.and_then(|header| text(&header.version)),
            sha256: self.sha256(program),
            stages: std::mem::take(&mut self.stages),
            athlete_columns: header.athlete_columns,
            date_columns: header.date_columns,
            choices: std::mem::take(&mut self.choices),
            groups: self.finish_groups()?,
            inputs: inputs?,
            settings: settings?,
            lets,
            rules,
            tables,
            otherwise: otherwise?,
            guarantees: guarantees?,
            examples: examples?,
            tests: tests?,
            exprs: std::mem::take(&mut self.exprs),
            sources: self.sources.clone(),
        })
    }

    /// Of the texts of all files, the root's first.
    fn sha256(&self, program: &ast::Program) -> String {
        let mut digest = Sha256::new();
        for file in program.files() {
            digest.update(self.sources.get(file.id).map_or("", |file| file.text()));
        }
        let bytes = digest.finalize();
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn push(&mut self, kind: ExprKind, ty: Type, span: Span) -> ExprId {
        let id = ExprId(u32::try_from(self.exprs.len()).unwrap_or(u32::MAX));
        self.exprs.push(Expr { kind, ty, span });
        id
    }

    fn at(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    fn choice(&self, id: ChoiceId) -> &Choice {
        &self.choices[id.0 as usize]
    }

    fn input(&self, id: InputId) -> &InputState<'a> {
        &self.inputs[id.0 as usize]
    }

    fn setting(&self, id: SettingId) -> &SettingState<'a> {
        &self.settings[id.0 as usize]
    }
}

/// The place of an item as the number of an id.
fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// `load_watch` of `rulesets/load_watch.touchline`.
fn stem(name: &str) -> String {
    let path = std::path::Path::new(name);
    path.file_stem()
        .map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into())
}
