//! The text, line by line: in goes the text of a file, the same with only those
//! line breaks left that end something, and its comments; out come [`Line`]s of
//! tokens, each with the comments and blank lines above it and the comment at its
//! end. Every token and every comment of the file is in exactly one of them.

use crate::ast::Comment;

/// A piece of text that no layout takes apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Where it starts in the file.
    pub start: usize,
    /// What it says.
    pub text: &'a str,
    /// What it is.
    pub kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A word or a number.
    Word,
    /// `"…"`, quotes included.
    Text,
    /// An operator, a bracket, a comma, a bar.
    Sign,
    /// `# …` inside a clause that goes on below it.
    Comment {
        /// Nothing stands before it on its line.
        own_line: bool,
    },
}

impl Token<'_> {
    /// One past its last byte.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is_comment(&self) -> bool {
        matches!(self.kind, TokenKind::Comment { .. })
    }

    /// A sign of this text, and not a string or a word.
    pub fn is_sign(&self, sign: &str) -> bool {
        self.kind == TokenKind::Sign && self.text == sign
    }
}

/// What stands between two lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Above<'a> {
    /// One blank line, or several.
    Blank,
    /// A comment on a line of its own.
    Comment {
        /// The comment, `#` included.
        text: &'a str,
        /// How far it is indented in the file.
        column: usize,
    },
}

/// What is read in one go: the first line of a declaration, a clause, a bullet, a
/// row, a change of plan; over however many lines of the file it goes on.
#[derive(Debug, Default)]
pub(super) struct Line<'a> {
    /// The comments and blank lines above it.
    pub above: Vec<Above<'a>>,
    /// Its tokens, and the comments between them.
    pub tokens: Vec<Token<'a>>,
    /// The comment behind its last token.
    pub after: Option<&'a str>,
    /// How far it is indented in the file.
    pub column: usize,
}

impl<'a> Line<'a> {
    /// Where it starts in the file.
    pub fn start(&self) -> usize {
        self.tokens.first().map_or(0, |token| token.start)
    }

    /// The word or sign that it begins with.
    pub fn first(&self) -> &'a str {
        self.tokens.first().map_or("", |token| token.text)
    }

    /// `| cell | cell |`
    pub fn is_row(&self) -> bool {
        self.tokens.first().is_some_and(|token| token.is_sign("|"))
    }
}

/// Cuts a text into lines, and what stands below the last of them. `joined` is as
/// long as `text`, without its comments.
pub(super) fn lines<'a>(
    text: &'a str,
    joined: &'a str,
    comments: &'a [Comment],
) -> (Vec<Line<'a>>, Vec<Above<'a>>) {
    let mut done = Vec::new();
    let mut above: Vec<Above<'a>> = Vec::new();
    let mut open: Option<Line<'a>> = None;
    let mut comments = comments.iter().peekable();
    let mut at = 0;
    for raw in text.split_inclusive('\n') {
        let start = at;
        at += raw.len();
        let body = joined.get(start..at).unwrap_or_default();
        let tokens = tokens(body, start);
        let comment = comments.next_if(|comment| comment.span.start < at);
        let first = match (tokens.first(), comment) {
            (Some(token), _) => token.start,
            (None, Some(comment)) => comment.span.start,
            (None, None) => start,
        };
        let column = column(raw.get(..first - start).unwrap_or_default());
        if tokens.is_empty() {
            match (comment, &mut open) {
                (Some(comment), Some(line)) => line.tokens.push(inner(comment, true)),
                (Some(comment), None) => above.push(Above::Comment {
                    text: &comment.text,
                    column,
                }),
                (None, None) if above.last() != Some(&Above::Blank) => above.push(Above::Blank),
                (None, _) => {}
            }
            continue;
        }
        let mut line = open.take().unwrap_or_else(|| Line {
            above: std::mem::take(&mut above),
            column,
            ..Line::default()
        });
        line.tokens.extend(tokens);
        // A break that ends nothing was taken out.
        let goes_on = raw.ends_with('\n') && !body.ends_with('\n');
        if goes_on {
            line.tokens
                .extend(comment.map(|comment| inner(comment, false)));
            open = Some(line);
        } else {
            line.after = comment.map(|comment| comment.text.as_str());
            done.push(line);
        }
    }
    done.extend(open);
    (done, above)
}

fn inner(comment: &Comment, own_line: bool) -> Token<'_> {
    Token {
        start: comment.span.start,
        text: &comment.text,
        kind: TokenKind::Comment { own_line },
    }
}

/// How far blanks indent; a tab goes up to the next multiple of four.
fn column(blanks: &str) -> usize {
    blanks.chars().fold(0, |column, c| match c {
        ' ' => column + 1,
        '\t' => (column / 4 + 1) * 4,
        _ => column,
    })
}

/// The tokens of a text that starts at this byte of the file.
fn tokens(text: &str, start: usize) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let (len, kind) = match first {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '"' => (string(rest), TokenKind::Text),
            c if c.is_ascii_digit() => (number(rest), TokenKind::Word),
            c if is_in_word(c) => {
                let end = rest.find(|c: char| !is_in_word(c));
                (end.unwrap_or(rest.len()), TokenKind::Word)
            }
            _ if rest.starts_with("<=") || rest.starts_with(">=") => (2, TokenKind::Sign),
            c => (c.len_utf8(), TokenKind::Sign),
        };
        tokens.push(Token {
            start: start + at,
            text: rest.get(..len).unwrap_or_default(),
            kind,
        });
        at += len;
    }
    tokens
}

/// Names are of any script, and hold marks that are no letters: only what is surely none ends them.
fn is_in_word(c: char) -> bool {
    c == '_' || c.is_ascii_alphanumeric() || (!c.is_ascii() && !c.is_whitespace())
}

/// The length of a string, from its first quote to its last.
fn string(text: &str) -> usize {
    let inside = text.get(1..).unwrap_or_default();
    inside.find('"').map_or(text.len(), |end| end + 2)
}

/// The length of a number such as `7.5`.
fn number(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_ascii_digit());
        end.unwrap_or(rest.len())
    };
    let whole = digits(0);
    match text.get(whole..=whole) {
        Some(".") if digits(whole + 1) > 0 => whole + 1 + digits(whole + 1),
        _ => whole,
    }
}
