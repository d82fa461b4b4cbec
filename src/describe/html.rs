//! A page as one HTML file: in goes a [`Page`], out comes text by the templates in
//! `templates/describe/`, which escape all that a ruleset says. It loads nothing,
//! runs nothing, and reads well on a phone, in the dark and on paper.

use std::borrow::Cow;
use std::collections::HashMap;

use askama::Template;

use super::page::{Block, Heading, Page, Run, Said, Target};
use crate::ast::Verdict;
use crate::diagnostics::printable;

/// The page.
pub(super) fn write(page: &Page) -> String {
    let places = page.places(true);
    let whole = Whole {
        page,
        parts: parts(&page.blocks),
        places: &places,
    };
    // A template fails only where writing does, and a string takes everything.
    whole.render().unwrap_or_default()
}

/// A heading with what stands below it, up to the next one.
struct Part<'a> {
    heading: &'a Heading,
    blocks: Vec<&'a Block>,
}

impl Part<'_> {
    /// Whether the table of contents names it.
    fn is_listed(&self) -> bool {
        self.heading.level == 2 || (self.heading.level == 3 && self.heading.of.is_none())
    }

    /// The classes that it is drawn by.
    fn classes(&self) -> String {
        let verdict = match self.heading.verdict {
            Some(Verdict::Rest) => " rest",
            Some(Verdict::Modify) => " modify",
            Some(Verdict::Train) => " train",
            None => "",
        };
        format!("level-{}{verdict}", self.heading.level)
    }
}

fn parts(blocks: &[Block]) -> Vec<Part<'_>> {
    let mut parts: Vec<Part<'_>> = Vec::new();
    for block in blocks {
        match (block, parts.last_mut()) {
            (Block::Heading(heading), _) => parts.push(Part {
                heading,
                blocks: Vec::new(),
            }),
            (block, Some(part)) => part.blocks.push(block),
            (_, None) => {}
        }
    }
    parts
}

type Places = HashMap<Target, String>;

#[derive(Template)]
#[template(path = "describe/page.html")]
struct Whole<'a> {
    page: &'a Page,
    parts: Vec<Part<'a>>,
    places: &'a Places,
}

impl<'a> Whole<'a> {
    fn runs<'r>(&self, runs: &'r [Run]) -> Runs<'r>
    where
        'a: 'r,
    {
        Runs {
            runs,
            places: self.places,
        }
    }

    fn points<'r>(&self, points: &'r [Said]) -> Points<'r>
    where
        'a: 'r,
    {
        Points {
            points,
            places: self.places,
        }
    }
}

/// Points below a line, and points below those.
#[derive(Template)]
#[template(path = "describe/points.html")]
struct Points<'a> {
    points: &'a [Said],
    places: &'a Places,
}

impl Points<'_> {
    fn runs<'r>(&'r self, runs: &'r [Run]) -> Runs<'r> {
        Runs {
            runs,
            places: self.places,
        }
    }

    fn below<'r>(&'r self, points: &'r [Said]) -> Points<'r> {
        Points {
            points,
            places: self.places,
        }
    }
}

/// The pieces of a line.
#[derive(Template)]
#[template(path = "describe/runs.html")]
struct Runs<'a> {
    runs: &'a [Run],
    places: &'a Places,
}

impl Runs<'_> {
    fn within<'r>(&'r self, runs: &'r [Run]) -> Runs<'r> {
        Runs {
            runs,
            places: self.places,
        }
    }
}

/// A text without what could change how the page is read.
fn shown(text: &str) -> Cow<'_, str> {
    printable(text)
}
