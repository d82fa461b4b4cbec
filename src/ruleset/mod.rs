//! The typed ruleset: what `check` proves and hands on, and all that `plan`,
//! `data`, `report` and `testing` know of a ruleset. Every name is an index,
//! every number stands in a known unit, nothing here can be wrong any more.

mod expr;
mod test;
mod types;

pub use expr::{CompareOp, DayCount, Expr, ExprId, ExprKind, Func, MemberFold, Over, WindowFunc};
pub use test::{Case, Example, Expected, ExpectedKind, Given, GivenValue, Target, Test};
pub use types::{ChoiceId, InputId, LetId, NumberType, Range, RuleId, SettingId, TableId, Type};

pub use crate::ast::{Combine, Direction, InputKind, Verdict};
use crate::source::Sources;
use crate::span::Span;

/// A ruleset that has been checked. Only `check` makes one: nobody else can.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Ruleset {
    /// Its name; the file's stem where it has no `ruleset` line.
    pub name: String,
    /// `about "…"`
    pub about: Option<String>,
    /// `source "…"`
    pub source: Option<String>,
    /// `version "…"`
    pub version: Option<String>,
    /// SHA-256 of the root file's text, in lowercase hex; where it includes others,
    /// of the texts of all of them one after the other, as [`Program`](crate::ast::Program)
    /// orders them.
    pub sha256: String,
    /// The stages, in order. Empty where the ruleset names none.
    pub stages: Vec<String>,
    /// Headers that hold the athlete, besides `athlete`.
    pub athlete_columns: Vec<String>,
    /// Headers that hold the date, besides `date`.
    pub date_columns: Vec<String>,
    /// The choices, named and in place.
    pub choices: Vec<Choice>,
    /// The groups, by name.
    pub groups: Vec<Group>,
    /// Inputs and plan values.
    pub inputs: Vec<Input>,
    /// Thresholds. One `for each …` is a setting a member, named `tolerance.quads`,
    /// side by side in the order of the members.
    pub settings: Vec<Setting>,
    /// What is worked out; each only reads inputs, settings and earlier ones.
    pub lets: Vec<Let>,
    /// The rules, sorted by name: the order of declarations must never show.
    pub rules: Vec<Rule>,
    /// The tables whose rows are rules, by name.
    pub tables: Vec<Table>,
    /// The verdict when no rule fires.
    pub otherwise: Otherwise,
    /// The promises, with their names and types checked.
    pub guarantees: Vec<Guarantee>,
    /// The examples.
    pub examples: Vec<Example>,
    /// The tests, in the order written.
    pub tests: Vec<Test>,
    /// Every expression; [`ExprId`]s index it.
    pub exprs: Vec<Expr>,
    /// The texts that spans point into.
    pub sources: Sources,
}

impl Ruleset {
    /// The expression of an identity.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The choice of an identity.
    pub fn choice(&self, id: ChoiceId) -> &Choice {
        &self.choices[id.0 as usize]
    }

    /// The input or plan value of an identity.
    pub fn input(&self, id: InputId) -> &Input {
        &self.inputs[id.0 as usize]
    }

    /// The setting of an identity.
    pub fn setting(&self, id: SettingId) -> &Setting {
        &self.settings[id.0 as usize]
    }

    /// The `let` of an identity.
    pub fn let_(&self, id: LetId) -> &Let {
        &self.lets[id.0 as usize]
    }

    /// The rule of an identity.
    pub fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[id.0 as usize]
    }

    /// The name of what is planned: `load`, `sets`, or of a member `sets.quads`.
    pub fn plan_name(&self, target: PlanValue) -> String {
        let input = self.input(target.input);
        let member = input.each.zip(target.member).and_then(|(each, member)| {
            let members = &self.choice(each).members;
            members.get(usize::from(member))
        });
        match member {
            Some(member) => format!("{}.{member}", input.name),
            None => input.name.clone(),
        }
    }

    /// Everything that may be planned: of a map, each member.
    pub fn plan_values(&self) -> impl Iterator<Item = PlanValue> {
        self.inputs()
            .filter(|(_, input)| input.kind == InputKind::Plan)
            .flat_map(|(id, _)| self.values_of(id))
    }

    /// The values of a plan: its one value, or that of each member.
    pub fn values_of(&self, input: InputId) -> impl Iterator<Item = PlanValue> {
        let each = self.input(input).each;
        let members = each.map_or(&[][..], |choice| &self.choice(choice).members);
        let of_members = (0u8..).zip(members).map(|(member, _)| Some(member));
        let alone = each.is_none().then_some(None);
        alone
            .into_iter()
            .chain(of_members)
            .map(move |member| PlanValue { input, member })
    }

    /// Inputs and plan values with their identities.
    pub fn inputs(&self) -> impl Iterator<Item = (InputId, &Input)> {
        (0u32..).map(InputId).zip(&self.inputs)
    }
}

/// `choice muscle: …`, or the members of `one of …` in place.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Its name; for one in place, the name of its input or setting.
    pub name: String,
    /// Its members, at most 64, in order.
    pub members: Vec<String>,
    /// Whether they can be compared with `<`.
    pub ordered: bool,
    /// Where it is declared.
    pub span: Span,
}

/// `group lower_body of muscle: quads, …`
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The choice that its members belong to.
    pub choice: ChoiceId,
    /// A bit for each of its members.
    pub members: u64,
}

/// `input …` or `plan …`
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Measured or asked, or planned.
    pub kind: InputKind,
    /// The type of one value (never a map).
    pub ty: Type,
    /// The choice that it has a value for each member of.
    pub each: Option<ChoiceId>,
    /// Whether a value holds until it is given anew.
    pub lasting: bool,
    /// `ask "…"`
    pub ask: Option<String>,
    /// Index into [`Ruleset::stages`].
    pub stage: Option<usize>,
    /// Headers in data files, besides the name.
    pub columns: Vec<String>,
    /// `missing means V`, of the type of one value.
    pub default: Option<ExprId>,
    /// `several a day: sum`
    pub combine: Option<Combine>,
    /// `higher is worse`
    pub direction: Option<Direction>,
    /// `about "…"`
    pub about: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// `setting …`
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Its value, in the type's unit.
    pub value: Value,
    /// `about "…"`
    pub about: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// One known value, in the unit of its type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A number or quantity.
    Number(f64),
    /// `yes` or `no`.
    Truth(bool),
    /// The index of a member.
    Member(u8),
    /// A bit for each member.
    Set(u64),
    /// Days since 1970-01-01.
    Date(i32),
}

/// `let …`
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    /// Its name.
    pub name: String,
    /// What it is.
    pub expr: ExprId,
    /// `about "…"`
    pub about: Option<String>,
    /// Where its name is declared.
    pub span: Span,
}

/// `rule …`
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// `when C`; a rule without it always holds.
    pub when: Option<ExprId>,
    /// `unless C`
    pub unless: Option<ExprId>,
    /// Its verdict, if it gives one.
    pub verdict: Option<Verdict>,
    /// What stands under `then`.
    pub adjustments: Vec<Adjustment>,
    /// `flag "…"`
    pub flag: Option<Template>,
    /// `because "…"`
    pub because: Option<Template>,
    /// `overrides "rule", "rule"`: those that this one is an exception to, each
    /// once. No rule overrides itself by any way round.
    pub overrides: Vec<RuleId>,
    /// The table of which it is a row.
    pub table: Option<TableId>,
    /// It comes from an included file: where its verdict is milder than that of
    /// `otherwise` it is told, and counts for nothing.
    pub included: bool,
    /// The whole declaration; of a row, its line.
    pub span: Span,
    /// The title alone; of a row without a name, its line.
    pub title_span: Span,
}

/// `table …`, where its rows are rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its rows, in the order written.
    pub rows: Vec<RuleId>,
    /// One of its rows holds whatever the answers are, and none is overridden or
    /// left out: so it is sure of the mildest verdict among the rows that may hold.
    pub complete: bool,
    /// Where its name is declared.
    pub span: Span,
}

/// A line under `then`.
#[derive(Clone, Debug, PartialEq)]
pub struct Adjustment {
    /// What it does.
    pub kind: AdjustmentKind,
    /// Where.
    pub span: Span,
}

/// What a line under `then` changes, and what a test expects to be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanValue {
    /// The plan.
    pub input: InputId,
    /// The member of a map; without it, every member of it that is planned.
    pub member: Option<u8>,
}

/// What a line under `then` does. Values are of the unit of their target.
#[derive(Clone, Debug, PartialEq)]
pub enum AdjustmentKind {
    /// `cut X by 20%`, `cut X by 2`
    Cut {
        /// The plan value, a number.
        target: PlanValue,
        /// A share as a plain number (20% is 0.2), or an amount in the target's unit.
        by: ExprId,
        /// Whether it is a share.
        share: bool,
    },
    /// `cap X at V`
    Cap {
        /// The plan value, a number.
        target: PlanValue,
        /// In the target's unit.
        at: ExprId,
    },
    /// `raise X to V`
    Raise {
        /// The plan value, a number.
        target: PlanValue,
        /// In the target's unit.
        to: ExprId,
    },
    /// `drop SET from X`
    Drop {
        /// The plan value, a set.
        target: PlanValue,
        /// A set of the same choice.
        set: ExprId,
    },
    /// `advise "…"`
    Advise(Template),
}

/// `otherwise …`
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    /// The verdict.
    pub verdict: Verdict,
    /// Advice under it.
    pub adjustments: Vec<Adjustment>,
    /// `because "…"`
    pub because: Option<Template>,
    /// The whole declaration.
    pub span: Span,
}

/// A text with values to fill in.
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
    /// A value, printed with its unit.
    Value(ExprId),
}

/// `guarantee …`
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee {
    /// Its name.
    pub name: String,
    /// What it promises.
    pub kind: GuaranteeKind,
    /// The whole declaration.
    pub span: Span,
}

/// What a guarantee promises.
#[derive(Clone, Debug, PartialEq)]
pub enum GuaranteeKind {
    /// `always rest when C`
    Always(Verdict, ExprId),
    /// `never train when C`
    Never(Verdict, ExprId),
    /// `never milder as X rises` (or `falls`)
    NeverMilder {
        /// The input.
        input: InputId,
        /// `rises`, else `falls`.
        rises: bool,
    },
    /// `same verdict whatever X is`
    SameVerdict(InputId),
}
