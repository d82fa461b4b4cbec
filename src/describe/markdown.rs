//! A page as Markdown: in goes a [`Page`], out comes text in which nothing that a
//! ruleset says can pass for a sign of Markdown.

use std::collections::HashMap;

use super::page::{Block, Grid, Page, Run, Said, Target};
use crate::diagnostics::printable;

/// The page; ends in a line break.
pub(super) fn write(page: &Page) -> String {
    let mut writer = Markdown {
        out: String::new(),
        places: page.places(false),
    };
    writer.page(page);
    writer.out
}

struct Markdown {
    out: String,
    places: HashMap<Target, String>,
}

impl Markdown {
    fn page(&mut self, page: &Page) {
        self.out.push_str(&format!("# {}\n", escaped(&page.title)));
        if let Some(about) = &page.about {
            self.out.push_str(&format!("\n{}\n", line(&escaped(about))));
        }
        self.facts(&page.facts);
        for block in &page.blocks {
            match block {
                Block::Heading(heading) => {
                    let signs = "#".repeat(usize::from(heading.level));
                    let text = escaped(&heading.text);
                    self.out.push_str(&format!("\n{signs} {text}\n"));
                }
                Block::Says(said) => self.says(said),
                Block::Facts(facts) => self.facts(facts),
                Block::Grid(grid) => self.grid(grid),
                Block::Signature => {
                    let rule = "\\_".repeat(24);
                    let lines = format!("\nRead and agreed to by: {rule}\n\nDate: {rule}\n");
                    self.out.push_str(&lines);
                }
            }
        }
        let sha256 = &page.sha256;
        self.out.push_str(&format!(
            "\n---\n\nMade from the ruleset by `touchline describe`. SHA-256 of the ruleset: `{sha256}`\n"
        ));
    }

    fn says(&mut self, said: &Said) {
        if !said.runs.is_empty() {
            let text = self.runs(&said.runs);
            self.out.push_str(&format!("\n{}\n", line(&text)));
        }
        if !said.points.is_empty() {
            self.out.push('\n');
            // Another sign than that of facts, which may follow: two lists, not one.
            self.points(&said.points, 0, '*');
        }
    }

    fn points(&mut self, points: &[Said], depth: usize, sign: char) {
        for point in points {
            let indent = "  ".repeat(depth);
            let text = self.runs(&point.runs);
            self.out
                .push_str(&format!("{indent}{sign} {}\n", line(&text)));
            self.points(&point.points, depth + 1, sign);
        }
    }

    fn facts(&mut self, facts: &[(String, Said)]) {
        if facts.is_empty() {
            return;
        }
        self.out.push('\n');
        for (label, said) in facts {
            let text = self.runs(&said.runs);
            let text = format!("- {}: {text}", escaped(label));
            self.out.push_str(text.trim_end());
            self.out.push('\n');
            self.points(&said.points, 1, '-');
        }
    }

    fn grid(&mut self, grid: &Grid) {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let cells = |cells: &[Vec<Run>]| -> Vec<String> {
            let texts = cells.iter().map(|runs| self.runs(runs));
            texts.map(|text| text.replace('|', "\\|")).collect()
        };
        let head = row(cells(&grid.head));
        let rule = row(vec!["---".to_owned(); grid.head.len()]);
        let rows: String = grid.rows.iter().map(|of| row(cells(&of.cells))).collect();
        self.out.push_str(&format!("\n{head}{rule}{rows}"));
    }

    fn runs(&self, runs: &[Run]) -> String {
        runs.iter().map(|run| self.run(run)).collect()
    }

    fn run(&self, run: &Run) -> String {
        match run {
            Run::Text(text) => escaped(text),
            Run::Strong(text) => format!("**{}**", escaped(text)),
            Run::Answer(text) => format!("*{}*", escaped(text)),
            Run::Code(text) => code(text),
            Run::Name(text, target) => match self.places.get(target) {
                Some(place) => format!("[{}](#{place})", escaped(text)),
                None => format!("*{}*", escaped(text)),
            },
            Run::Filled(runs) => format!("\\[{}\\]", self.runs(runs)),
        }
    }
}

/// Text in which no sign means anything to Markdown.
fn escaped(text: &str) -> String {
    let text = printable(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '$' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\t' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A line whose beginning is no sign of a list or a rule.
fn line(text: &str) -> String {
    let text = text.trim();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = digits.len() < text.len() && digits.starts_with(['.', ')']);
    if text.starts_with(['-', '+', '=', ':', '|']) {
        return format!("\\{text}");
    }
    if numbered {
        let number = text.strip_suffix(digits).unwrap_or(text);
        return format!("{number}\\{digits}");
    }
    text.to_owned()
}

/// Letters as they stand, between enough backticks.
fn code(text: &str) -> String {
    let text = printable(text).replace(['\n', '\r', '\t'], " ");
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    match text.starts_with('`') || text.ends_with('`') {
        true => format!("{fence} {text} {fence}"),
        false => format!("{fence}{text}{fence}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, line};

    #[test]
    fn nothing_passes_for_a_sign() {
        assert_eq!(
            escaped("a_b *c* [d](e) <f>"),
            "a\\_b \\*c\\* \\[d\\](e) \\<f\\>"
        );
        assert_eq!(line("1. first"), "1\\. first");
        assert_eq!(line("- point"), "\\- point");
        assert_eq!(code("a`b"), "``a`b``");
    }
}
