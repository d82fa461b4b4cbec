//! One clause: in go its tokens in their order and the trees that stand in it, out
//! come [`Piece`]s. The trees say what may break and what belongs together; what is
//! written are the tokens, so that none is lost and numbers, names and texts stay
//! as they are.

use super::lines::{Token, TokenKind};
use super::pieces::{Piece, render};
use crate::ast::{Expr, UnitName};
use crate::span::Span;

/// What comes before the next token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    Glue,
    /// A space.
    Space,
    /// A space, or a new line together with the other breaks of its group.
    Break,
    /// Nothing, or a new line together with the other breaks of its group.
    Soft,
    /// A space, or a new line where the line is full.
    Fill,
}

/// A tree that stands among the tokens of a clause.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part<'a> {
    /// An expression.
    Expr(&'a Expr),
    /// A unit of a type.
    Unit(&'a UnitName),
}

impl Part<'_> {
    /// Where it stands.
    pub fn span(self) -> Span {
        match self {
            Self::Expr(expr) => expr.span,
            Self::Unit(unit) => unit.span,
        }
    }
}

/// Writes the tokens of one clause.
pub(super) struct Writer<'a> {
    /// The text of the file.
    pub source: &'a str,
    tokens: &'a [Token<'a>],
    /// The token that comes next.
    at: usize,
    /// What is written so far.
    pieces: Vec<Piece<'a>>,
    /// What comes before what is written next.
    pub gap: Gap,
    /// What follows a comma.
    pub comma: Gap,
    /// How many brackets are open.
    pub brackets: usize,
    /// In a cell below an expression: a number without a unit may share that of another.
    pub in_cell: bool,
    /// In the code of a warning, where `-` joins words.
    pub in_code: bool,
    /// Rather than within a value, the line breaks before it.
    pub on_one_line: bool,
    /// `rule` is left out after a comma.
    pub one_rule: bool,
}

impl<'a> Writer<'a> {
    pub fn new(source: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self {
            source,
            tokens,
            at: 0,
            pieces: vec![Piece::Open],
            gap: Gap::Glue,
            comma: Gap::Fill,
            brackets: 0,
            in_cell: false,
            in_code: false,
            on_one_line: false,
            one_rule: false,
        }
    }

    /// Everything, with the trees that stand in it, in their order.
    pub fn all(&mut self, parts: &[Part<'a>]) {
        for part in parts {
            self.until(part.span().start);
            match part {
                Part::Expr(expr) if self.on_one_line => {
                    self.gap = Gap::Glue;
                    self.open();
                    self.indent();
                    self.gap = Gap::Break;
                    self.expr(expr, true);
                    self.dedent();
                    self.close();
                }
                Part::Expr(expr) => self.expr(expr, false),
                Part::Unit(unit) => self.whole(unit.span),
            }
        }
        self.until(usize::MAX);
    }

    /// The text, beginning so many columns from the left edge.
    pub fn render(mut self, base: usize, width: usize) -> String {
        self.pieces.push(Piece::Close);
        render(&self.pieces, base, width)
    }

    /// The next token that is no comment.
    pub fn peek(&self) -> Option<&Token<'a>> {
        self.ahead(0)
    }

    /// The token after so many others; comments do not count.
    fn ahead(&self, skip: usize) -> Option<&Token<'a>> {
        let rest = self.tokens.get(self.at..).unwrap_or_default();
        rest.iter().filter(|token| !token.is_comment()).nth(skip)
    }

    /// Writes tokens up to this byte, as they come.
    pub fn until(&mut self, end: usize) {
        while let Some(token) = self.tokens.get(self.at).copied() {
            if token.start >= end {
                return;
            }
            self.token(token);
        }
    }

    /// The next token that is no comment, and the comments before it.
    pub fn next(&mut self) {
        let Some(end) = self.peek().map(Token::end) else {
            return;
        };
        self.until(end);
    }

    /// What no layout takes apart, such as a unit or a date.
    pub fn whole(&mut self, span: Span) {
        self.until(span.start);
        self.text(self.source.get(span.start..span.end).unwrap_or_default());
        self.skip(span.end);
    }

    /// Passes over tokens up to this byte. Comments among them are written.
    pub fn skip(&mut self, end: usize) {
        while let Some(token) = self.tokens.get(self.at).copied() {
            if token.start >= end {
                return;
            }
            self.at += 1;
            if let TokenKind::Comment { own_line } = token.kind {
                self.comment(token.text, own_line);
            }
        }
    }

    /// Passes over the next token, as [`skip`](Self::skip) does.
    pub fn leave_out(&mut self) {
        if let Some(end) = self.peek().map(Token::end) {
            self.skip(end);
        }
    }

    /// Writes a word in place of the tokens up to this byte, behind the comments among them.
    pub fn instead(&mut self, end: usize, word: &'a str) {
        let gap = self.gap;
        self.skip(end);
        self.gap = gap;
        self.text(word);
    }

    /// The tokens up to this byte, of which the line may end behind the last: comments
    /// between them come after it, and then what the gap says.
    pub fn separator(&mut self, end: usize, gap: Gap) {
        let mut comments = Vec::new();
        while let Some(token) = self.tokens.get(self.at).copied() {
            if token.start >= end {
                break;
            }
            self.at += 1;
            match token.kind {
                TokenKind::Comment { own_line } => comments.push((token.text, own_line)),
                _ => self.text(token.text),
            }
        }
        for (text, own_line) in comments {
            self.comment(text, own_line);
        }
        self.gap = gap;
    }

    fn comment(&mut self, text: &'a str, own_line: bool) {
        self.pieces.push(Piece::Comment { text, own_line });
    }

    /// Writes the gap.
    fn flush(&mut self) {
        self.pieces.extend(match self.gap {
            Gap::Glue => None,
            Gap::Space => Some(Piece::Space),
            Gap::Break => Some(Piece::Break { space: true }),
            Gap::Soft => Some(Piece::Break { space: false }),
            Gap::Fill => Some(Piece::Fill),
        });
        self.gap = Gap::Glue;
    }

    /// Writes a word; a space follows, unless something else is said.
    pub fn text(&mut self, text: &'a str) {
        self.flush();
        self.pieces.push(Piece::Text(text));
        self.gap = Gap::Space;
    }

    /// Begins what breaks as a whole.
    pub fn open(&mut self) {
        self.flush();
        self.pieces.push(Piece::Open);
    }

    /// Ends it.
    pub fn close(&mut self) {
        self.pieces.push(Piece::Close);
    }

    /// What follows stands deeper, where lines break.
    pub fn indent(&mut self) {
        self.pieces.push(Piece::Indent);
    }

    /// Ends that.
    pub fn dedent(&mut self) {
        self.pieces.push(Piece::Dedent);
    }

    /// One token as it comes, with the space that its kind has around it.
    fn token(&mut self, token: Token<'a>) {
        match token.kind {
            TokenKind::Comment { own_line } => {
                // What stands behind a comma is said of what is before it.
                if self.peek().is_some_and(|next| next.is_sign(",")) {
                    let end = self.peek().map_or(0, Token::end);
                    match self.is_last_comma() {
                        true => self.skip(end),
                        false => {
                            self.gap = Gap::Glue;
                            self.separator(end, self.comma);
                        }
                    }
                    return;
                }
                self.at += 1;
                self.comment(token.text, own_line);
            }
            TokenKind::Sign => self.sign(token),
            TokenKind::Word | TokenKind::Text => {
                self.at += 1;
                self.text(token.text);
            }
        }
    }

    fn sign(&mut self, token: Token<'a>) {
        let last_comma = self.is_last_comma();
        self.at += 1;
        match token.text {
            "," if last_comma => {}
            "," => {
                self.glued(",", self.comma);
                if self.one_rule && self.peek().is_some_and(|next| next.text == "rule") {
                    self.leave_out();
                }
            }
            ":" => self.glued(":", Gap::Space),
            "." => self.glued(".", Gap::Glue),
            "-" if self.in_code => self.glued("-", Gap::Glue),
            "-" => {
                self.text("-");
                self.gap = Gap::Glue;
            }
            "(" | "{" => {
                self.text(token.text);
                self.gap = Gap::Glue;
                self.brackets += 1;
                self.indent();
            }
            ")" | "}" => {
                self.brackets = self.brackets.saturating_sub(1);
                self.dedent();
                self.glued(token.text, Gap::Space);
            }
            // Between the members of an ordered choice.
            "<" => {
                self.text("<");
                self.gap = Gap::Fill;
            }
            sign => self.text(sign),
        }
    }

    fn glued(&mut self, text: &'a str, gap: Gap) {
        self.gap = Gap::Glue;
        self.text(text);
        self.gap = gap;
    }

    /// A bracket was opened right before.
    pub fn is_behind_bracket(&self) -> bool {
        matches!(
            self.pieces.as_slice(),
            [.., Piece::Text("(" | "{"), Piece::Indent]
        )
    }

    /// The next token is a comma behind which nothing comes but the bracket.
    fn is_last_comma(&self) -> bool {
        self.peek().is_some_and(|next| next.is_sign(","))
            && self
                .ahead(1)
                .is_some_and(|next| next.is_sign(")") || next.is_sign("}"))
    }
}
