//! A declaration to its lines: in goes how a file was cut, out come for each
//! declaration its clauses in the order that the layout gives them, each with its
//! lines and with the comments and blank lines that stand above them.

use std::ops::Range;

use crate::syntax::Cut;

/// Something that stands above a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Above<'a> {
    /// One or more blank lines.
    Blank,
    /// A comment on a line of its own.
    Comment(&'a str),
}

/// A line, over however many lines its expression goes on.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    pub above: Vec<Above<'a>>,
    /// From its first token to its last.
    pub range: Range<usize>,
    /// Its text, comments and line breaks blank.
    pub text: &'a str,
    /// The comment behind its last token.
    pub behind: Option<&'a str>,
}

impl Line<'_> {
    /// `| cell | cell |`
    pub fn is_row(&self) -> bool {
        self.text.starts_with('|')
    }

    /// `- condition`
    pub fn is_bullet(&self) -> bool {
        self.text.starts_with('-')
    }

    /// The word it begins with; empty where it begins with something else.
    pub fn word(&self) -> &str {
        let end = self.text.find(|c: char| !(c.is_alphanumeric() || c == '_'));
        self.text
            .get(..end.unwrap_or(self.text.len()))
            .unwrap_or_default()
    }
}

/// A line that begins a clause, and those that belong to it.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    pub lines: Vec<Line<'a>>,
}

/// A declaration.
#[derive(Clone, Debug)]
pub(super) struct Written<'a> {
    /// The word it begins with.
    pub keyword: &'a str,
    /// What stands above it, at the left edge.
    pub above: Vec<Above<'a>>,
    /// Its own line, and bullets right below it.
    pub head: Clause<'a>,
    /// Its clauses.
    pub clauses: Vec<Clause<'a>>,
    /// What stands below its last line, indented.
    pub below: Vec<Above<'a>>,
}

/// A file, cut into declarations; and what stands at the left edge below the last.
pub(super) fn declarations<'a>(
    source: &'a str,
    cut: &'a Cut,
) -> (Vec<Written<'a>>, Vec<Above<'a>>) {
    let mut reader = Reader { source, cut, at: 0 };
    let mut written: Vec<Written<'a>> = Vec::new();
    let put_below = |written: &mut Vec<Written<'a>>, (below, above)| match written.last_mut() {
        Some(last) => {
            last.below = below;
            above
        }
        None => [below, above].concat(),
    };
    for range in &cut.declarations {
        let gap = reader.gap_at_edge(range.start);
        let above = put_below(&mut written, gap);
        let lines = reader.lines(range.clone());
        written.extend(declaration(above, lines));
    }
    let gap = reader.gap_at_edge(source.len());
    let rest = put_below(&mut written, gap);
    (written, rest)
}

struct Reader<'a> {
    source: &'a str,
    cut: &'a Cut,
    /// What stands before was read.
    at: usize,
}

impl<'a> Reader<'a> {
    /// What stands between two declarations: comments below the one, indented, and
    /// all the rest.
    fn gap_at_edge(&mut self, to: usize) -> (Vec<Above<'a>>, Vec<Above<'a>>) {
        let gap = self.gap(to);
        let edge = gap
            .iter()
            .position(|(above, indented)| matches!(above, Above::Comment(_)) && !indented);
        let edge = edge.unwrap_or(gap.len());
        // Blank lines at the end of the indented part stand between the declarations.
        let indented = gap.get(..edge).unwrap_or_default();
        let below = indented
            .iter()
            .rposition(|(above, _)| *above != Above::Blank)
            .map_or(0, |last| last + 1);
        let mut gap = gap.into_iter().map(|(above, _)| above);
        (gap.by_ref().take(below).collect(), gap.collect())
    }

    /// The comments and blank lines from where the reader is, and whether they are indented.
    fn gap(&mut self, to: usize) -> Vec<(Above<'a>, bool)> {
        let text = self.source.get(self.at..to).unwrap_or_default();
        let at_start = self.at == 0;
        self.at = to;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines: Vec<&str> = text.split('\n').collect();
        // The end of the line above, and the indent of the line below, are no lines.
        if to < self.source.len() || text.ends_with('\n') {
            lines.pop();
        }
        if !at_start && !lines.is_empty() {
            lines.remove(0);
        }
        let mut gap: Vec<(Above<'a>, bool)> = Vec::new();
        for line in lines {
            let above = match line.trim() {
                "" => Above::Blank,
                comment => Above::Comment(comment),
            };
            let again = matches!(gap.last(), Some((Above::Blank, _))) && above == Above::Blank;
            if !again {
                gap.push((above, line.starts_with([' ', '\t'])));
            }
        }
        gap
    }

    fn lines(&mut self, range: Range<usize>) -> Vec<Line<'a>> {
        let text = self.cut.text.get(range.clone()).unwrap_or_default();
        let mut start = range.start;
        let mut lines = Vec::new();
        for text in text.split('\n') {
            let from = start + (text.len() - text.trim_start().len());
            start += text.len() + 1;
            let text = text.trim();
            if text.is_empty() {
                continue;
            }
            let range = from..from + text.len();
            let above = self.gap(range.start).into_iter().map(|(above, _)| above);
            let above = above.collect();
            self.at = range.end;
            lines.push(Line {
                above,
                text,
                behind: self.behind(),
                range,
            });
        }
        lines
    }

    /// The comment behind the line that was read.
    fn behind(&mut self) -> Option<&'a str> {
        let comments = &self.cut.comments;
        let next = comments.partition_point(|comment| comment.span.start < self.at);
        let comment = comments.get(next)?;
        let between = self.source.get(self.at..comment.span.start)?;
        if between.contains('\n') {
            return None;
        }
        self.at = comment.span.end;
        Some(&comment.text)
    }
}

/// Lines to clauses, in their order.
fn declaration<'a>(above: Vec<Above<'a>>, lines: Vec<Line<'a>>) -> Option<Written<'a>> {
    let mut lines = lines.into_iter();
    let head = lines.next()?;
    let end = head.text.find(|c: char| !c.is_alphanumeric() && c != '_');
    let keyword = head.text.get(..end.unwrap_or(head.text.len()))?;
    let mut head = Clause { lines: vec![head] };
    let mut clauses: Vec<Clause<'a>> = Vec::new();
    for line in lines {
        let is_adjustment = keyword == "rule" && ADJUSTMENTS.contains(&line.word());
        let goes_on = line.is_bullet() || line.is_row() || is_adjustment;
        match clauses.last_mut() {
            _ if keyword == "table" && line.is_row() => head.lines.push(line),
            Some(clause) if goes_on => clause.lines.push(line),
            None if goes_on => head.lines.push(line),
            _ => clauses.push(Clause { lines: vec![line] }),
        }
    }
    clauses.sort_by_key(|clause| {
        let line = clause.lines.first();
        line.map_or(0, |line| rank(keyword, line.word()))
    });
    Some(Written {
        keyword,
        above,
        head,
        clauses,
        below: Vec::new(),
    })
}

/// The words that begin a line under `then`.
pub(super) const ADJUSTMENTS: [&str; 5] = ["cut", "cap", "raise", "drop", "advise"];

/// The place of a clause among the others of its declaration. Clauses of one place
/// keep their order.
fn rank(keyword: &str, word: &str) -> usize {
    let order: &[&[&str]] = match keyword {
        "ruleset" => &[
            &["about"],
            &["source"],
            &["version"],
            &["stages"],
            &["athlete"],
            &["date"],
        ],
        "include" => &[&["with"], &["without"]],
        "input" | "plan" => &[
            &["about"],
            &["column"],
            &["at"],
            &["ask"],
            &["higher", "yes"],
            &["several"],
            &["missing"],
        ],
        "rule" => &[
            &["when"],
            &["unless"],
            &["then"],
            &["flag"],
            &["overrides"],
            &["because"],
        ],
        "otherwise" => &[&ADJUSTMENTS, &["because"]],
        "example" | "test" => &[&["given"], &["cases"], &["expect"]],
        "setting" | "let" => &[&["about"]],
        "guarantee" => &[&["always", "never", "same"]],
        _ => &[],
    };
    let place = order.iter().position(|words| words.contains(&word));
    place.unwrap_or(order.len())
}
