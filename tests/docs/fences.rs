//! Pages of Markdown: in goes a file, out come its fenced blocks, each with
//! where it stands; a block's body can be replaced and the page written back.

use std::collections::BTreeSet;
use std::path::Path;

/// A fenced block.
#[derive(Clone, Debug)]
pub struct Block {
    /// The first word behind the fence.
    pub language: String,
    /// The other words: `file=days.csv`, `more`.
    pub options: Vec<String>,
    /// The line of the fence, counted from 1.
    pub line: usize,
    /// The lines between the fences.
    pub body: Vec<String>,
    /// The `## ` heading it stands under.
    heading: Option<usize>,
}

impl Block {
    pub fn has(&self, word: &str) -> bool {
        self.options.iter().any(|option| option == word)
    }

    /// The value of `name=value`.
    pub fn option(&self, name: &str) -> Option<&str> {
        let values = self
            .options
            .iter()
            .filter_map(|option| option.split_once('='));
        values
            .into_iter()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        self.body.iter().map(|line| format!("{line}\n")).collect()
    }
}

/// A page and its blocks.
pub struct Page {
    lines: Vec<String>,
    headings: Vec<String>,
    pub blocks: Vec<Block>,
}

impl Page {
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let mut headings = Vec::new();
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (index, line) in lines.iter().enumerate() {
            match (&mut open, line.strip_prefix("```")) {
                (None, Some(info)) => {
                    let mut words = info.split_whitespace().map(str::to_owned);
                    open = Some(Block {
                        language: words.next().unwrap_or_default(),
                        options: words.collect(),
                        line: index + 1,
                        body: Vec::new(),
                        heading: headings.len().checked_sub(1),
                    });
                }
                (None, None) => {
                    if let Some(heading) = line.strip_prefix("## ") {
                        headings.push(heading.to_owned());
                    }
                }
                (Some(_), Some("")) => blocks.extend(open.take()),
                (Some(block), _) => block.body.push(line.clone()),
            }
        }
        assert!(open.is_none(), "{}: a fence is not closed", path.display());
        Self {
            lines,
            headings,
            blocks,
        }
    }

    /// The `## ` headings, and the blocks below each.
    pub fn sections(&self) -> Vec<(&str, Vec<&Block>)> {
        let below = |index| {
            let under = move |block: &&Block| block.heading == Some(index);
            self.blocks.iter().filter(under).collect()
        };
        let headings = self.headings.iter().enumerate();
        headings
            .map(|(index, name)| (name.as_str(), below(index)))
            .collect()
    }

    pub fn replace(&mut self, index: usize, body: Vec<String>) {
        let block = &mut self.blocks[index];
        let (from, to) = (block.line, block.line + block.body.len());
        let grown = body.len();
        let shrunk = block.body.len();
        self.lines.splice(from..to, body.iter().cloned());
        block.body = body;
        for later in &mut self.blocks[index + 1..] {
            later.line = later.line + grown - shrunk;
        }
    }

    pub fn write(&self, path: &Path) {
        let text = format!("{}\n", self.lines.join("\n"));
        if std::fs::read_to_string(path).unwrap() != text {
            std::fs::write(path, text).unwrap();
        }
    }
}

/// The anchors of a page's headings, as GitHub makes them.
pub fn anchors(path: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut inside = false;
    let mut anchors = BTreeSet::new();
    for line in text.lines() {
        inside ^= line.starts_with("```");
        if !inside && line.starts_with('#') {
            let kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
            let title = line.trim_start_matches('#').trim().to_lowercase();
            let title: String = title.chars().filter(kept).collect();
            anchors.insert(title.replace(' ', "-"));
        }
    }
    anchors
}
