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

use crate::span::{FileId, Span};

/// A whole file.
#[derive(Clone, Debug)]
pub struct File {
    /// Which file it is.
    pub id: FileId,
    /// What it declares, in the order written; what did not parse is left out.
    pub declarations: Vec<Declaration>,
    /// Every comment, in order.
    pub comments: Vec<Comment>,
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
