//! Declarations as written. Each variant is documented by its syntax.

use super::{
    ExampleDecl, Expr, Ident, Path, TableDecl, Template, TestDecl, Text, UnitName, Verdict,
};
use crate::span::Span;

/// What begins at column 1, with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub enum Declaration {
    /// `ruleset "Name"`
    Ruleset(RulesetDecl),
    /// `include "file.touchline"`
    Include(IncludeDecl),
    /// `choice muscle: chest, back`
    Choice(ChoiceDecl),
    /// `group lower_body of muscle: quads, glutes`
    Group(GroupDecl),
    /// `input sleep: hours`, `plan load: kg`
    Input(InputDecl),
    /// `setting severe: scale 0 to 10 = 8`
    Setting(SettingDecl),
    /// `let debt = …`
    Let(LetDecl),
    /// `table "Name"` and its rows
    Table(TableDecl),
    /// `rule "Name"`
    Rule(RuleDecl),
    /// `otherwise train`
    Otherwise(OtherwiseDecl),
    /// `guarantee "Name"`
    Guarantee(Guarantee),
    /// `example "Name"`
    Example(ExampleDecl),
    /// `test "Name"`
    Test(TestDecl),
}

/// `ruleset "Name"` with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct RulesetDecl {
    /// Its name.
    pub title: Text,
    /// `about "…"`
    pub about: Option<Text>,
    /// `source "…"`
    pub source: Option<Text>,
    /// `version "…"`
    pub version: Option<Text>,
    /// `stages "…", "…"`, in order
    pub stages: Vec<Text>,
    /// `athlete column "…"`, repeatable
    pub athlete_columns: Vec<Text>,
    /// `date column "…"`, repeatable
    pub date_columns: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `include "file.touchline"` with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct IncludeDecl {
    /// The path, or `@name`.
    pub path: Text,
    /// `with severe = 7`
    pub with: Vec<(Ident, Expr)>,
    /// `without rule "…"`
    pub without: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `choice muscle: chest, back, …`
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceDecl {
    /// Its name.
    pub name: Ident,
    /// Its members.
    pub members: Vec<Ident>,
    /// Written with `<` between the members.
    pub ordered: bool,
    /// The whole declaration.
    pub span: Span,
}

/// `group lower_body of muscle: quads, …`
#[derive(Clone, Debug, PartialEq)]
pub struct GroupDecl {
    /// Its name.
    pub name: Ident,
    /// The choice it takes members of.
    pub choice: Ident,
    /// Its members.
    pub members: Vec<Ident>,
    /// The whole declaration.
    pub span: Span,
}

/// A type as written: `scale 0 to 10 for each muscle, lasting`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeExpr {
    /// What one value is.
    pub kind: TypeKind,
    /// `for each muscle`
    pub each: Option<Ident>,
    /// `, lasting`
    pub lasting: bool,
    /// Where, `for each` and `lasting` included.
    pub span: Span,
}

/// What one value of a type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// `scale 0 to 10`
    Scale {
        /// The lowest value.
        from: f64,
        /// The highest value.
        to: f64,
    },
    /// `number`, `whole number from 0 to 60`
    Number {
        /// `whole`
        whole: bool,
        /// `from A to B`
        range: Option<(f64, f64)>,
    },
    /// `hours from 0 to 16`, or the name of a `choice`: only `check` can tell.
    Named {
        /// The unit or the choice.
        name: UnitName,
        /// `from A to B`
        range: Option<(f64, f64)>,
    },
    /// `yes or no`
    Truth,
    /// `one of clean, altered`; with `<` between them it is ordered
    OneOf {
        /// The members.
        members: Vec<Ident>,
        /// Written with `<` between the members.
        ordered: bool,
    },
    /// `set of muscle`
    SetOf(Ident),
    /// `date`
    Date,
}

/// Whether something is measured or asked, or planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// `input`
    Input,
    /// `plan`: what rules may adjust
    Plan,
}

/// `several a day: sum`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Combine {
    /// `sum`
    Sum,
    /// `average`
    Average,
    /// `highest`
    Highest,
    /// `lowest`
    Lowest,
}

/// `higher is worse`, `yes is better`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `higher is worse`, `yes is worse`
    Worse,
    /// `higher is better`, `yes is better`
    Better,
}

/// `input sleep: hours` or `plan load: kg`, with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct InputDecl {
    /// `input` or `plan`.
    pub kind: InputKind,
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
    /// `ask "…"`
    pub ask: Option<Text>,
    /// `at "stage"`
    pub at: Option<Text>,
    /// `column "…"`, repeatable
    pub columns: Vec<Text>,
    /// `missing means V`
    pub missing_means: Option<Expr>,
    /// `several a day: sum`, with where it stands
    pub several_a_day: Option<(Combine, Span)>,
    /// `higher is worse` or `yes is worse`: the direction, whether it says `yes`, where
    pub direction: Option<(Direction, bool, Span)>,
    /// `about "…"`
    pub about: Option<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `setting severe: scale 0 to 10 = 8`
#[derive(Clone, Debug, PartialEq)]
pub struct SettingDecl {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: TypeExpr,
    /// Its value.
    pub value: Expr,
    /// `about "…"`
    pub about: Option<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `let debt = …`
#[derive(Clone, Debug, PartialEq)]
pub struct LetDecl {
    /// Its name.
    pub name: Ident,
    /// What it is.
    pub value: Expr,
    /// `about "…"`
    pub about: Option<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `rule "Name"` with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleDecl {
    /// Its name.
    pub title: Text,
    /// `when C`
    pub when: Option<Expr>,
    /// `unless C`
    pub unless: Option<Expr>,
    /// `then modify` and what stands under it
    pub then: Option<Then>,
    /// `flag "…"`
    pub flag: Option<Template>,
    /// `because "…"`
    pub because: Option<Template>,
    /// `overrides "rule", "rule"`
    pub overrides: Vec<Text>,
    /// The whole declaration.
    pub span: Span,
}

/// `then modify` and the lines under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Then {
    /// The verdict.
    pub verdict: Verdict,
    /// Where the verdict's word stands.
    pub verdict_span: Span,
    /// The changes and advice under it.
    pub adjustments: Vec<Adjustment>,
}

/// A line under `then`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// What it does.
    pub kind: AdjustmentKind,
    /// Where.
    pub span: Span,
}

/// What a line under `then` does.
#[derive(Clone, Debug, PartialEq)]
pub enum AdjustmentKind {
    /// `cut X by 20%`
    Cut {
        /// What is planned.
        target: Path,
        /// A share, or an amount.
        by: Expr,
    },
    /// `cap X at V`
    Cap {
        /// What is planned.
        target: Path,
        /// The most it may be.
        at: Expr,
    },
    /// `raise X to V`
    Raise {
        /// What is planned.
        target: Path,
        /// The least it may be.
        to: Expr,
    },
    /// `drop SET from X`
    Drop {
        /// What is taken out.
        set: Expr,
        /// The planned set.
        target: Path,
    },
    /// `advise "…"`
    Advise(Template),
}

/// `otherwise train` with its clauses.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherwiseDecl {
    /// The verdict, and the lines under it.
    pub then: Then,
    /// `because "…"`
    pub because: Option<Template>,
    /// The whole declaration.
    pub span: Span,
}

/// `guarantee "Name"` and its one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee {
    /// Its name.
    pub title: Text,
    /// What it promises.
    pub kind: GuaranteeKind,
    /// The whole declaration.
    pub span: Span,
}

/// What a guarantee promises.
#[derive(Clone, Debug, PartialEq)]
pub enum GuaranteeKind {
    /// `always rest when C`
    Always(Verdict, Expr),
    /// `never train when C`
    Never(Verdict, Expr),
    /// `never milder as X rises` (or `falls`)
    NeverMilder {
        /// The input.
        input: Ident,
        /// `rises`, else `falls`.
        rises: bool,
    },
    /// `same verdict whatever X is`
    SameVerdict {
        /// The input.
        input: Ident,
    },
}
