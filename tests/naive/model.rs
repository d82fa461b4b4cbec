//! What a ruleset declares, looked up by name: in goes the tree as written, out
//! come its choices, inputs, settings, lets and rules, with the types of names.

use touchline::ast::{
    Declaration, Expr, ExprKind, File, Ident, InputDecl, InputKind, LetDecl, OtherwiseDecl,
    RuleDecl, SettingDecl, TypeExpr, TypeKind,
};
use touchline::units::Unit;

/// What a value is. For numbers: unit, range in that unit, and whether it is a
/// difference of temperatures.
#[derive(Clone, Debug)]
pub enum Type {
    Number {
        unit: Unit,
        low: f64,
        high: f64,
        interval: bool,
    },
    Truth,
    Member(usize),
    Set(usize),
    Date,
}

impl Type {
    pub fn plain() -> Self {
        Self::number(Unit::none(), f64::NEG_INFINITY, f64::INFINITY)
    }

    pub fn number(unit: Unit, low: f64, high: f64) -> Self {
        Self::Number {
            unit,
            low,
            high,
            interval: false,
        }
    }

    pub fn unit(&self) -> Unit {
        match self {
            Self::Number { unit, .. } => unit.clone(),
            other => panic!("no number: {other:?}"),
        }
    }
}

/// A choice and its members.
#[derive(Debug)]
pub struct Choice {
    pub name: String,
    pub members: Vec<String>,
}

/// `input` or `plan`.
#[derive(Debug)]
pub struct Input<'a> {
    pub decl: &'a InputDecl,
    pub ty: Type,
    pub whole: bool,
    pub each: Option<usize>,
}

impl Input<'_> {
    pub fn name(&self) -> &str {
        &self.decl.name.name
    }

    pub fn planned(&self) -> bool {
        self.decl.kind == InputKind::Plan
    }
}

/// `setting`.
#[derive(Debug)]
pub struct Setting<'a> {
    pub decl: &'a SettingDecl,
    pub ty: Type,
}

/// A ruleset by name.
#[derive(Debug, Default)]
pub struct Model<'a> {
    pub choices: Vec<Choice>,
    pub groups: Vec<(String, usize, Vec<usize>)>,
    pub inputs: Vec<Input<'a>>,
    pub settings: Vec<Setting<'a>>,
    pub lets: Vec<&'a LetDecl>,
    pub rules: Vec<&'a RuleDecl>,
    pub otherwise: Option<&'a OtherwiseDecl>,
}

impl<'a> Model<'a> {
    pub fn new(file: &'a File) -> Self {
        let mut model = Self::default();
        for declaration in &file.declarations {
            match declaration {
                Declaration::Choice(choice) => {
                    model.add_choice(&choice.name.name, &choice.members);
                }
                Declaration::Let(decl) => model.lets.push(decl),
                Declaration::Rule(decl) => model.rules.push(decl),
                Declaration::Otherwise(decl) => model.otherwise = Some(decl),
                _ => {}
            }
        }
        for declaration in &file.declarations {
            match declaration {
                Declaration::Group(group) => {
                    let choice = model.choice(&group.choice.name).unwrap();
                    let members = group
                        .members
                        .iter()
                        .map(|m| model.member(choice, &m.name).unwrap())
                        .collect();
                    model
                        .groups
                        .push((group.name.name.clone(), choice, members));
                }
                Declaration::Input(decl) => {
                    let (ty, whole) = model.declared_type(&decl.name.name, &decl.ty);
                    let each = decl
                        .ty
                        .each
                        .as_ref()
                        .map(|each| model.choice(&each.name).unwrap());
                    model.inputs.push(Input {
                        decl,
                        ty,
                        whole,
                        each,
                    });
                }
                Declaration::Setting(decl) => {
                    let (ty, _) = model.declared_type(&decl.name.name, &decl.ty);
                    model.settings.push(Setting { decl, ty });
                }
                _ => {}
            }
        }
        model
    }

    fn add_choice(&mut self, name: &str, members: &[Ident]) -> usize {
        self.choices.push(Choice {
            name: name.to_owned(),
            members: members.iter().map(|m| m.name.clone()).collect(),
        });
        self.choices.len() - 1
    }

    /// The type as declared, and whether its numbers are whole.
    fn declared_type(&mut self, name: &str, ty: &TypeExpr) -> (Type, bool) {
        let (inf, none) = (f64::INFINITY, Unit::none());
        match &ty.kind {
            TypeKind::Scale { from, to } => (Type::number(none, *from, *to), false),
            TypeKind::Number { whole, range } => {
                let (low, high) = range.unwrap_or((-inf, inf));
                (Type::number(none, low, high), *whole)
            }
            TypeKind::Named { name, range } => match self.choice(&name.text) {
                Some(choice) => (Type::Member(choice), false),
                None => {
                    let (low, high) = range.unwrap_or((-inf, inf));
                    let unit = Unit::parse(&name.text).unwrap();
                    (Type::number(unit, low, high), false)
                }
            },
            TypeKind::Truth => (Type::Truth, false),
            TypeKind::OneOf { members, .. } => {
                (Type::Member(self.add_choice(name, members)), false)
            }
            TypeKind::SetOf(choice) => (Type::Set(self.choice(&choice.name).unwrap()), false),
            TypeKind::Date => (Type::Date, false),
        }
    }

    pub fn choice(&self, name: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.name == name)
    }

    pub fn member(&self, choice: usize, name: &str) -> Option<usize> {
        self.choices[choice].members.iter().position(|m| m == name)
    }

    pub fn input(&self, name: &str) -> Option<&Input<'a>> {
        self.inputs.iter().find(|input| input.name() == name)
    }

    pub fn setting(&self, name: &str) -> Option<&Setting<'a>> {
        self.settings.iter().find(|s| s.decl.name.name == name)
    }

    pub fn let_(&self, name: &str) -> Option<&'a LetDecl> {
        self.lets.iter().copied().find(|l| l.name.name == name)
    }

    pub fn group(&self, name: &str) -> Option<&(String, usize, Vec<usize>)> {
        self.groups.iter().find(|group| group.0 == name)
    }
}

/// Without the brackets around it.
pub fn bare(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Group(inner) => bare(inner),
        _ => expr,
    }
}
