//! A ruleset as a page that a head coach can read, decide by, and sign: in goes a
//! [`Checked`] ruleset, out comes a [`Description`], as Markdown or as one HTML
//! file. It says what the ruleset says, and no more.
//!
//! 1. `tree`, `uses`, `names`: the declarations as written, what reads what, and
//!    names in plain words;
//! 2. `sentences`: expressions as sentences;
//! 3. `opening`, `questions`, `thresholds`, `rules`, `tables`, `glossary`,
//!    `promises`, `by_hand`, `origin`: a section of the page each;
//! 4. `page`: the page without a format; `markdown` and `html` write it down;
//! 5. `template`, `workbook`: a sheet for the answers, a column for each question;
//! 6. `schema`: what an app sends, as JSON Schema.

mod by_hand;
mod glossary;
mod html;
mod markdown;
mod names;
mod opening;
mod origin;
mod page;
mod promises;
mod questions;
mod rules;
mod schema;
mod sentences;
mod tables;
mod template;
mod thresholds;
mod tree;
mod uses;
mod workbook;

use crate::ast::Program;
use crate::pipeline::Checked;
use crate::ruleset::Ruleset;
use names::Speaker;
use page::{Block, Page};
pub use schema::schema;
pub use template::{Template, template};
use tree::Tree;
use uses::Uses;

/// A ruleset in words.
#[derive(Clone, Debug)]
pub struct Description {
    page: Page,
}

/// Words a ruleset. The same ruleset gives the same words, wherever and whenever.
pub fn describe(checked: &Checked) -> Description {
    let mut writer = Writer::new(checked);
    writer.opening();
    writer.questions();
    writer.plan();
    writer.thresholds();
    writer.rules();
    writer.tables();
    writer.glossary();
    writer.promises();
    writer.by_hand();
    writer.origin();
    let mut page = writer.page;
    page.heading(2, "Signature", None);
    page.blocks.push(Block::Signature);
    page.number();
    Description { page }
}

impl Description {
    /// As Markdown; ends in a line break.
    pub fn markdown(&self) -> String {
        markdown::write(&self.page)
    }

    /// As one HTML file that needs nothing else: no network and no scripts.
    pub fn html(&self) -> String {
        html::write(&self.page)
    }
}

/// Writes one section after the other.
struct Writer<'a> {
    ruleset: &'a Ruleset,
    program: &'a Program,
    tree: Tree<'a>,
    speaker: Speaker<'a>,
    uses: Uses,
    page: Page,
}

impl<'a> Writer<'a> {
    fn new(checked: &'a Checked) -> Self {
        let (ruleset, program) = (&checked.ruleset, checked.program());
        Self {
            ruleset,
            program,
            tree: Tree::new(program),
            speaker: Speaker::new(ruleset),
            uses: Uses::of(ruleset),
            page: Page::default(),
        }
    }
}

/// A heading made of a name: with a capital letter.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A word in the plural where there is more than one.
fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{number} {word}")
}
