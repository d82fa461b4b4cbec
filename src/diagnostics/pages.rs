//! The page of every message: in goes `docs/errors.md`, which is part of the
//! program, out come its sections: what a message means, an example that is
//! wrong, the same put right. `touchline explain` and SARIF show these.

use std::sync::LazyLock;

use super::Code;

/// The one source of what is said at length about a message.
const TEXT: &str = include_str!("../../docs/errors.md");

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| split(TEXT));

/// What there is to say about one kind of message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which one.
    pub code: Code,
    /// What kind of mistake it is: the heading above.
    pub group: &'static str,
    text: &'static str,
}

/// A piece of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A paragraph, with its Markdown.
    Paragraph(&'static str),
    /// An example.
    Example {
        /// What stands behind the fence: `touchline error=unknown-name`.
        info: &'static str,
        /// The lines between the fences.
        body: &'static str,
    },
}

/// All pages, in the order of their codes.
pub fn pages() -> &'static [Page] {
    &PAGES
}

/// The page of a code.
pub fn page(code: Code) -> Page {
    let known = pages().iter().find(|page| page.code == code);
    known.copied().unwrap_or(Page {
        code,
        group: "",
        text: "",
    })
}

impl Page {
    /// The page as it is written, its heading included.
    pub fn markdown(&self) -> String {
        format!("## {}\n\n{}\n", self.code, self.text)
    }

    /// What the message means, in one sentence.
    pub fn meaning(&self) -> String {
        let prose = self.prose();
        let prose = ["A warning. ", "A warning: "]
            .iter()
            .find_map(|start| prose.strip_prefix(start))
            .unwrap_or(&prose);
        let end = [". ", "; "]
            .iter()
            .filter_map(|end| prose.find(end))
            .min()
            .unwrap_or(prose.len());
        let sentence = prose.get(..end).unwrap_or(prose).trim_end_matches('.');
        let mut letters = sentence.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .chain(['.'])
            .collect()
    }

    /// The paragraph above the examples, without Markdown's links.
    pub fn prose(&self) -> String {
        let paragraphs = self.parts().into_iter().map_while(|part| match part {
            Part::Paragraph(text) => Some(without_links(text)),
            Part::Example { .. } => None,
        });
        let paragraphs: Vec<String> = paragraphs.collect();
        paragraphs.join("\n\n")
    }

    /// The paragraphs and examples in their order.
    pub fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut rest = self.text.trim_start();
        while !rest.is_empty() {
            let (part, later) = match rest.strip_prefix("```") {
                Some(fenced) => {
                    let (info, body) = fenced.split_once('\n').unwrap_or((fenced, ""));
                    // An example may be empty: then its closing fence comes at once.
                    let (body, later) = match body.strip_prefix("```") {
                        Some(later) => ("", later),
                        None => body.split_once("\n```").unwrap_or((body, "")),
                    };
                    (Part::Example { info, body }, later)
                }
                None => {
                    let (text, later) = rest.split_once("\n\n").unwrap_or((rest, ""));
                    (Part::Paragraph(text.trim_end()), later)
                }
            };
            parts.push(part);
            rest = later.trim_start();
        }
        parts
    }
}

/// Markdown's `[text](place)` as its text alone, since places are relative to the page's folder.
pub fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        let parts = link
            .split_once("](")
            .and_then(|(text, place)| Some((text, place.split_once(')')?)));
        match parts {
            Some((text, (_, later))) if !text.contains(['[', '`']) => {
                out.push_str(before);
                out.push_str(text);
                rest = later;
            }
            _ => {
                out.push_str(before);
                out.push('[');
                rest = link;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The sections of the page: `# Group` and below it `## code`, outside of examples.
fn split(text: &'static str) -> Vec<Page> {
    let mut pages: Vec<Page> = Vec::new();
    let mut group = "";
    // The section being read, with where its text begins.
    let mut open: Option<(Code, usize)> = None;
    let mut fenced = false;
    let mut at = 0;
    let close = |open: &mut Option<(Code, usize)>, group, to, pages: &mut Vec<Page>| {
        if let Some((code, from)) = open.take() {
            let text = text.get(from..to).unwrap_or("").trim();
            pages.push(Page { code, group, text });
        }
    };
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
        } else if let Some(name) = line.strip_prefix("## ") {
            close(&mut open, group, start, &mut pages);
            let code = Code::ALL.iter().find(|code| code.name() == name);
            open = code.map(|&code| (code, at));
        } else if let Some(name) = line.strip_prefix("# ") {
            close(&mut open, group, start, &mut pages);
            group = name;
        }
    }
    close(&mut open, group, at, &mut pages);
    pages
}

#[cfg(test)]
mod tests {
    use super::{Page, Part, pages, without_links};
    use crate::diagnostics::Code;

    /// Codes whose example would not fit on a page.
    const TOO_LARGE_TO_SHOW: &[Code] = &[
        Code::FileTooLarge,
        Code::TooManyIncludes,
        Code::TableTooLarge,
        Code::FormatFailed,
    ];

    #[test]
    fn every_code_has_its_page() {
        let found: Vec<Code> = pages().iter().map(|page| page.code).collect();
        assert_eq!(found, Code::ALL, "in the order of code.rs");
        for page in pages() {
            let meaning = page.meaning();
            assert!(
                !page.group.is_empty(),
                "{}: above it no `# group`",
                page.code
            );
            assert!(
                (12..=220).contains(&meaning.len()),
                "{}: {meaning}",
                page.code
            );
            assert!(!meaning.contains("]("), "{}: {meaning}", page.code);
        }
    }

    #[test]
    fn every_page_shows_a_wrong_example_and_a_right_one() {
        for page in pages() {
            if !TOO_LARGE_TO_SHOW.contains(&page.code) {
                assert!(
                    shows(page),
                    "{} shows no wrong example, or none put right",
                    page.code
                );
            }
        }
    }

    /// Whether an example gives the message, and one follows behind `Put right`.
    fn shows(page: &Page) -> bool {
        let name = page.code.name();
        let mut parts = page.parts().into_iter();
        let wrong = |part: Part| match part {
            Part::Example { info, body } => {
                info.split(' ').any(|word| word == format!("error={name}"))
                    || body.lines().any(|line| line == name)
            }
            Part::Paragraph(_) => false,
        };
        parts.any(wrong)
            && parts
                .any(|part| matches!(part, Part::Paragraph(text) if text.starts_with("Put right")))
            && parts.any(|part| matches!(part, Part::Example { .. }))
    }

    #[test]
    fn links_become_their_text() {
        assert_eq!(
            without_links("another of the [limits](reference.md#limits), see"),
            "another of the limits, see"
        );
        assert_eq!(
            without_links("between `[` and `]` (so)"),
            "between `[` and `]` (so)"
        );
        assert_eq!(without_links("`is one of [a, b]`"), "`is one of [a, b]`");
    }
}
