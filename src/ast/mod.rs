//! The tree of a ruleset as written: every construct with its span, comments
//! kept, nothing looked up yet. `syntax` makes it, `check` reads it.

mod declaration;
mod expression;
mod program;
mod table;
mod testing;

pub use declaration::{
    Adjustment, AdjustmentKind, ChoiceDecl, Combine, Declaration, Direction, GroupDecl, Guarantee,
    GuaranteeKind, IncludeDecl, InputDecl, InputKind, LetDecl, OtherwiseDecl, RuleDecl,
    RulesetDecl, SettingDecl, Then, TypeExpr, TypeKind,
};
pub use expression::{
    Aggregate, Arithmetic, Comparison, Expr, ExprKind, Function, ListKind, Scope, Window,
};
pub use program::{Included, Program};
pub use table::{CellKind, CellTest, ColumnKind, TableCell, TableColumn, TableDecl, TableRow};
pub use testing::{
    CaseCell, CaseColumn, CaseTable, DaySpec, DayTable, ExampleDecl, Expect, ExpectKind, Given,
    Path, TestDecl,
};

use std::collections::BTreeSet;

use crate::diagnostics::Code;
use crate::span::{FileId, Span};

/// A whole file.
#[derive(Clone, Debug)]
pub struct File {
    /// Which file it is.
    pub id: FileId,
    /// What it declares, in the order written; what did not parse is left out.
    pub declarations: Vec<Declaration>,
    /// Which warnings it does not want, in order.
    pub allows: Vec<Allow>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
    /// What did not parse, for what it may have declared, in order.
    pub broken: Vec<Broken>,
}

/// A declaration that could not be read, or followed, of which somebody has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The word it begins with, such as `input`, or the one that was likely meant;
    /// `None` where it may be anything.
    pub keyword: Option<&'static str>,
    /// The words of the line that it begins with, in order, without that word.
    pub head: Vec<String>,
    /// Every word in it, those of its texts too.
    pub words: BTreeSet<String>,
    /// It may declare any name: an `include` that is not followed, or a declaration
    /// whose own name is left away.
    pub anything: bool,
    /// Where it stands.
    pub span: Span,
}

/// `allow table-gap because "…"`: a line of any declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Allow {
    /// The warning.
    pub code: Code,
    /// Why it is left as it is.
    pub reason: Text,
    /// The whole line, without the space around.
    pub span: Span,
    /// Where warnings are hidden: the declaration; under `ruleset`, the file.
    pub covers: Span,
}

/// `# a comment`, up to the line's end.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Where it stands, from `#` to the last character.
    pub span: Span,
    /// The text, `#` included.
    pub text: String,
}

/// A name as written.
#[derive(Clone, Debug, PartialEq)]
pub struct Ident {
    /// The name.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// `"plain text"`: a string in which `{…}` is not filled in (a name, a path, a question).
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The text between the quotes, with `{{` and `}}` turned into braces.
    pub value: String,
    /// Where, quotes included.
    pub span: Span,
}

/// `"text with {expressions}"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// The pieces, in order.
    pub parts: Vec<TemplatePart>,
    /// Where, quotes included.
    pub span: Span,
}

/// A piece of a [`Template`].
#[derive(Clone, Debug, PartialEq)]
pub enum TemplatePart {
    /// Text that stands as it is.
    Literal(String),
    /// `{expression}`.
    Value(Expr),
}

/// A unit as written: `kg`, `bpm/day`, `m/s`, `%`.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitName {
    /// As written, without spaces.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `train`, `modify` or `rest`, from the mildest to the strictest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Train as planned.
    Train,
    /// Train something else than planned.
    Modify,
    /// Recover.
    Rest,
}

impl Verdict {
    /// From the mildest to the strictest.
    pub const ALL: [Self; 3] = [Self::Train, Self::Modify, Self::Rest];

    /// As written in a ruleset.
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Modify => "modify",
            Self::Rest => "rest",
        }
    }

    /// The verdict of a word, if it is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
