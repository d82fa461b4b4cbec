//! Disturbs the layout of a program: in goes one as it is laid out, out comes a text
//! that says the same with other spaces, other line breaks, clauses in another
//! order, and comments wherever one may stand.

use crate::check::order::next;

/// What is done to a text.
#[derive(Clone, Copy, Default)]
pub struct Changes {
    pub breaks: bool,
    pub order: bool,
    pub comments: bool,
    pub blank_lines: bool,
}

/// Numbers that look drawn, the same ones every time.
pub struct Seed(pub u64);

impl Seed {
    fn below(&mut self, bound: usize) -> usize {
        next(&mut self.0) % bound
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn spaces(&mut self, least: usize) -> String {
        match self.below(12) {
            0 => "\t".to_owned(),
            count => " ".repeat(least.max(count % 4)),
        }
    }
}

/// A line of the layout, with those that go on from it.
struct Line {
    tokens: Vec<String>,
    /// It belongs to the clause above it.
    is_below: bool,
}

impl Line {
    fn is_row(&self) -> bool {
        self.tokens.first().is_some_and(|first| first == "|")
    }

    fn first(&self) -> &str {
        &self.tokens[0]
    }
}

/// The tokens of a line: what stands between spaces, and signs that need none around them.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut open = String::new();
    let mut in_text = false;
    let is_row = line.trim_start().starts_with('|');
    for c in line.chars() {
        let sign =
            matches!(c, '(' | ')' | '{' | '}' | ',' | ':') && !is_row || (is_row && c == '|');
        match c {
            '"' => {
                if !in_text && !is_row {
                    tokens.push(std::mem::take(&mut open));
                }
                open.push(c);
                in_text = !in_text;
                if !in_text && !is_row {
                    tokens.push(std::mem::take(&mut open));
                }
            }
            _ if in_text => open.push(c),
            ' ' if is_row => open.push(c),
            ' ' => tokens.push(std::mem::take(&mut open)),
            _ if sign => {
                tokens.push(std::mem::take(&mut open));
                tokens.push(c.to_string());
            }
            c => open.push(c),
        }
    }
    tokens.push(open);
    let trimmed = tokens.into_iter().map(|token| token.trim().to_owned());
    trimmed
        .filter(|token| !token.is_empty() || is_row)
        .collect()
}

/// Whether the expression goes on behind this token, wherever it stands.
fn ends_open(token: &str) -> bool {
    matches!(
        token,
        "," | "+"
            | "-"
            | "*"
            | "/"
            | "^"
            | "<"
            | "<="
            | ">"
            | ">="
            | "="
            | "and"
            | "or"
            | "not"
            | "is"
    )
}

fn depth(tokens: &[String]) -> usize {
    let count = |signs: [&str; 2]| {
        tokens
            .iter()
            .filter(|t| signs.contains(&t.as_str()))
            .count()
    };
    count(["(", "{"]).saturating_sub(count([")", "}"]))
}

/// The declarations of a text that is laid out and has no comments.
fn declarations(text: &str) -> Vec<Vec<Line>> {
    let mut declarations: Vec<Vec<Line>> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let indent = line.len() - line.trim_start().len();
        let tokens = tokens(line);
        if indent == 0 && line.starts_with(char::is_alphabetic) {
            declarations.push(Vec::new());
        }
        let lines = declarations.last_mut().unwrap();
        let is_below = indent > 2
            || tokens[0] == "|"
            || (tokens[0] == "-"
                && lines
                    .iter()
                    .all(|line| line.is_below || line.first() == "let"));
        if let Some(last) = lines.last_mut().filter(|last| !last.is_row()) {
            let goes_on = depth(&last.tokens) > 0
                || ends_open(last.tokens.last().unwrap()) && last.first() != "same"
                || matches!(tokens[0].as_str(), "and" | "or");
            if goes_on {
                last.tokens.extend(tokens);
                continue;
            }
        }
        lines.push(Line { tokens, is_below });
    }
    declarations
}

/// Brings the clauses of a declaration into another order that says the same.
fn reorder(lines: Vec<Line>, seed: &mut Seed) -> Vec<Line> {
    let mut lines = lines.into_iter();
    let mut head = vec![lines.next().unwrap()];
    let mut clauses: Vec<Vec<Line>> = Vec::new();
    for line in lines {
        match clauses.last_mut() {
            Some(clause) if line.is_below => clause.push(line),
            None if line.is_below => head.push(line),
            _ => clauses.push(vec![line]),
        }
    }
    let mut words: Vec<&str> = clauses.iter().map(|clause| clause[0].first()).collect();
    words.sort_unstable();
    let distinct = words.windows(2).all(|pair| pair[0] != pair[1]);
    let adjusts = head[0].first() == "otherwise";
    if distinct && !adjusts {
        for last in (1..clauses.len()).rev() {
            clauses.swap(last, seed.below(last + 1));
        }
    }
    head.into_iter()
        .chain(clauses.into_iter().flatten())
        .collect()
}

/// Writes a text in another layout.
struct Writer<'s> {
    out: String,
    seed: &'s mut Seed,
    changes: Changes,
    comments: usize,
}

impl Writer<'_> {
    fn comment(&mut self) {
        self.comments += 1;
        let odd = ["", "\"", "(", "|", "rule \"x\"", "}", "- a", "é", "#"];
        let odd = odd[self.seed.below(odd.len())];
        self.out.push_str(&format!("# c{} {odd}.\n", self.comments));
    }

    /// What may stand on lines of its own.
    fn between(&mut self) {
        while self.changes.comments && self.seed.one_in(4) {
            let indent = self.seed.below(8);
            self.out.push_str(&" ".repeat(indent));
            self.comment();
        }
        while self.changes.blank_lines && self.seed.one_in(4) {
            let blank = ["\n", "  \n", "\t\n"][self.seed.below(3)];
            self.out.push_str(blank);
        }
        if self.changes.comments && self.seed.one_in(8) {
            self.comment();
        }
    }

    /// A line break where the expression goes on.
    fn line_break(&mut self, indent: usize) {
        match self.changes.comments && self.seed.one_in(2) {
            true => {
                let gap = self.seed.spaces(0);
                self.out.push_str(&gap);
                self.comment();
            }
            false => self.out.push('\n'),
        }
        while self.changes.comments && self.seed.one_in(3) {
            let indent = self.seed.below(9);
            self.out.push_str(&" ".repeat(indent));
            self.comment();
        }
        let deeper = indent + 1 + self.seed.below(6);
        self.out.push_str(&" ".repeat(deeper.max(2)));
    }

    fn line(&mut self, line: &Line, indent: usize) {
        self.out.push_str(&" ".repeat(indent));
        let mut depth = 0_usize;
        let row = line.is_row();
        for (index, token) in line.tokens.iter().enumerate() {
            let before = index
                .checked_sub(1)
                .map(|index| line.tokens[index].as_str());
            if let Some(before) = before {
                let open = depth > 0
                    || ends_open(before) && (index > 1 || before != "-") && line.first() != "same"
                    || matches!(token.as_str(), "and" | "or");
                if row {
                    let gap = self.seed.spaces(0);
                    self.out.push_str(&gap);
                } else if self.changes.breaks && open && index > 1 && self.seed.one_in(4) {
                    self.line_break(indent);
                } else {
                    let is_sign =
                        |token: &str| token.starts_with(['(', ')', '{', '}', ',', ':', '"']);
                    // A unit, and what is less than a text, need no space either.
                    let least = usize::from(!is_sign(before) && !is_sign(token));
                    let gap = self.seed.spaces(least);
                    self.out.push_str(&gap);
                }
            }
            match token.as_str() {
                "(" | "{" if !row => depth += 1,
                ")" | "}" if !row => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.out.push_str(token);
        }
        if self.changes.comments && self.seed.one_in(5) {
            let gap = self.seed.spaces(0);
            self.out.push_str(&gap);
            self.comment();
        } else {
            let gap = self.seed.spaces(0);
            self.out.push_str(&gap);
            self.out.push('\n');
        }
    }
}

/// A text that is laid out and has no comments, in another layout.
pub fn disturbed(text: &str, changes: Changes, seed: &mut Seed) -> String {
    let mut writer = Writer {
        out: String::new(),
        seed,
        changes,
        comments: 0,
    };
    // Blank lines between declarations are the coach's, within limits.
    let apart: Vec<bool> = text
        .split("\n")
        .zip(text.split("\n").skip(1))
        .filter(|(_, line)| line.starts_with(char::is_alphabetic))
        .map(|(before, _)| before.is_empty())
        .collect();
    for (index, lines) in declarations(text).into_iter().enumerate() {
        if index > 0 && apart.get(index - 1) == Some(&true) {
            let count = 1 + writer.seed.below(3);
            writer.out.push_str(&"\n".repeat(count));
        }
        let lines = match changes.order {
            true => reorder(lines, writer.seed),
            false => lines,
        };
        let indent = 1 + writer.seed.below(4);
        for (index, line) in lines.iter().enumerate() {
            if index > 0 || !writer.out.is_empty() {
                writer.between();
            }
            let deeper = match (index, line.is_below) {
                (0, _) => 0,
                (_, true) => indent + writer.seed.below(5),
                (_, false) => indent,
            };
            writer.line(line, deeper);
        }
    }
    writer.between();
    writer.out
}
