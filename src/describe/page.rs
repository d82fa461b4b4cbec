//! A page before it has a format: headings, paragraphs, lists and tables of
//! [`Run`]s, and what each heading is the place of, so that a name can lead
//! there. `markdown` and `html` write it down.

use std::collections::{HashMap, HashSet};

use crate::ast::Verdict;
use crate::ruleset::{InputId, LetId, RuleId, SettingId};

/// What a name on the page leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    /// A question, or what is planned.
    Input(InputId),
    /// A setting; of one for each member, the first of them.
    Setting(SettingId),
    /// What is worked out.
    Let(LetId),
    /// A group, by its name.
    Group(String),
    /// A rule.
    Rule(RuleId),
    /// A table, by its name.
    Table(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Run {
    /// Words.
    Text(String),
    /// Words that a reader looks for.
    Strong(String),
    /// An answer out of several: `better`.
    Answer(String),
    /// A name, and where it is explained.
    Name(String, Target),
    /// What stands in a data file, letter for letter.
    Code(String),
    /// A value that is filled into a text.
    Filled(Vec<Run>),
}

impl Run {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// Its words.
    fn plain(&self) -> String {
        match self {
            Self::Text(text)
            | Self::Strong(text)
            | Self::Answer(text)
            | Self::Name(text, _)
            | Self::Code(text) => text.clone(),
            Self::Filled(runs) => runs.iter().map(Self::plain).collect(),
        }
    }
}

/// A line, and the points below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    pub runs: Vec<Run>,
    pub points: Vec<Said>,
}

impl Said {
    /// A line of words.
    pub fn text(text: impl Into<String>) -> Self {
        vec![Run::text(text)].into()
    }

    /// The words of the line alone.
    pub fn plain(&self) -> String {
        self.runs.iter().map(Run::plain).collect()
    }

    /// The line with more at its end. It must have no points.
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.runs.push(Run::text(text));
        self
    }
}

impl From<Vec<Run>> for Said {
    fn from(runs: Vec<Run>) -> Self {
        Self {
            runs,
            points: Vec::new(),
        }
    }
}

/// A heading: 2 for a section, up to 4.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heading {
    pub level: u8,
    pub text: String,
    /// What is explained below it.
    pub of: Option<Target>,
    /// The verdict of which all below it is.
    pub verdict: Option<Verdict>,
    /// Its place, unique on the page.
    pub slug: String,
}

/// A row of a [`Grid`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Row {
    /// What is explained in it.
    pub of: Option<Target>,
    /// Its place, where something is.
    pub slug: String,
    /// A cell for each column; the first names the row.
    pub cells: Vec<Vec<Run>>,
}

/// A table; the first column names the rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Grid {
    /// What it shows, for who cannot see it.
    pub caption: String,
    pub head: Vec<Vec<Run>>,
    pub rows: Vec<Row>,
}

/// A block of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Block {
    Heading(Heading),
    /// A paragraph, and the points below it.
    Says(Said),
    /// Labelled facts: `Reason: …`.
    Facts(Vec<(String, Said)>),
    Grid(Grid),
    /// Where somebody signs.
    Signature,
}

/// A whole page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    /// The ruleset's name.
    pub title: String,
    /// What stands below it.
    pub about: Option<String>,
    /// Facts of the ruleset as a whole.
    pub facts: Vec<(String, Said)>,
    pub blocks: Vec<Block>,
    /// The ruleset's SHA-256.
    pub sha256: String,
}

impl Page {
    /// Starts a section, or a part of one.
    pub fn heading(&mut self, level: u8, text: impl Into<String>, of: Option<Target>) {
        self.blocks.push(Block::Heading(Heading {
            level,
            text: text.into(),
            of,
            verdict: None,
            slug: String::new(),
        }));
    }

    /// Starts the part of a verdict.
    pub fn verdict(&mut self, level: u8, text: impl Into<String>, verdict: Verdict) {
        self.heading(level, text, None);
        if let Some(Block::Heading(heading)) = self.blocks.last_mut() {
            heading.verdict = Some(verdict);
        }
    }

    /// Adds a paragraph.
    pub fn says(&mut self, said: impl Into<Said>) {
        self.blocks.push(Block::Says(said.into()));
    }

    /// Adds facts, where there are any.
    pub fn facts(&mut self, facts: Vec<(String, Said)>) {
        if !facts.is_empty() {
            self.blocks.push(Block::Facts(facts));
        }
    }

    /// Gives every heading and every row that explains something a place of its own.
    /// Those of headings are the ones that the usual viewers of Markdown give them.
    pub fn number(&mut self) {
        let mut slugs = Slugs::default();
        slugs.of(&self.title);
        for block in &mut self.blocks {
            if let Block::Heading(heading) = block {
                heading.slug = slugs.of(&heading.text);
            }
        }
        // After all headings, which must not move for them.
        for block in &mut self.blocks {
            let Block::Grid(grid) = block else { continue };
            for row in grid.rows.iter_mut().filter(|row| row.of.is_some()) {
                let first = row.cells.first().map_or(&[][..], Vec::as_slice);
                row.slug = slugs.of(&format!("row {}", words(first)));
            }
        }
    }

    /// Where each thing is explained: below a heading, and in a row of a table.
    pub fn places(&self, rows: bool) -> HashMap<Target, String> {
        let mut places = HashMap::new();
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => {
                    if let Some(of) = &heading.of {
                        places.insert(of.clone(), heading.slug.clone());
                    }
                }
                Block::Grid(grid) if rows => {
                    for row in &grid.rows {
                        if let Some(of) = &row.of {
                            places.entry(of.clone()).or_insert(row.slug.clone());
                        }
                    }
                }
                _ => {}
            }
        }
        places
    }
}

/// The letters of runs alone.
pub(super) fn words(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match run {
            Run::Text(words)
            | Run::Strong(words)
            | Run::Answer(words)
            | Run::Code(words)
            | Run::Name(words, _) => text.push_str(words),
            Run::Filled(runs) => text.push_str(&format!("[{}]", self::words(runs))),
        }
    }
    text
}

/// Places of headings, as viewers of Markdown make them.
#[derive(Default)]
struct Slugs {
    given: HashSet<String>,
}

impl Slugs {
    fn of(&mut self, heading: &str) -> String {
        let letters = heading.trim().chars().filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c if c.is_alphanumeric() => Some(c),
            _ => None,
        });
        let plain: String = letters.flat_map(char::to_lowercase).collect();
        let mut slug = plain.clone();
        let mut count = 0;
        while slug.is_empty() || !self.given.insert(slug.clone()) {
            count += 1;
            slug = format!("{plain}-{count}");
        }
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn places_are_unique_and_as_viewers_make_them() {
        let mut slugs = Slugs::default();
        assert_eq!(slugs.of("Sleep debt"), "sleep-debt");
        assert_eq!(slugs.of("Sleep debt"), "sleep-debt-1");
        assert_eq!(slugs.of("Sleep debt 1"), "sleep-debt-1-1");
        assert_eq!(slugs.of("“Größe”, in %"), "größe-in-");
        assert_eq!(slugs.of("?"), "-1");
    }
}
