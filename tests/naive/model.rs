//! What a ruleset declares, looked up by name: in go the declarations as written,
//! out come its choices, inputs, settings, lets, tables and rules, with the types
//! of names.

use touchline::ast::{
    Expr, ExprKind, Ident, InputDecl, InputKind, LetDecl, OtherwiseDecl, RuleDecl, SettingDecl,
    TypeExpr, TypeKind,
};
use touchline::units::Unit;

use super::merge::{Lookup, Merged};

/// What a value is. For numbers: unit, range in that unit, whether it has no
/// fractions, and whether it is a difference of temperatures.
#[derive(Clone, Debug)]
pub enum Type {
    Number {
        unit: Unit,
        low: f64,
        high: f64,
        whole: bool,
        interval: bool,
    },
    Truth,
    Member(usize),
    Set(usize),
    Date,
}

impl Type {
    pub fn number(unit: Unit, low: f64, high: f64) -> Self {
        Self::Number {
            unit,
            low,
            high,
            whole: false,
            interval: false,
        }
    }

    /// The same, without fractions.
    pub fn whole(low: f64, high: f64) -> Self {
        Self::Number {
            unit: Unit::none(),
            low,
            high,
            whole: true,
            interval: false,
        }
    }

    pub fn is_whole(&self) -> bool {
        matches!(self, Self::Number { whole: true, .. })
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
    pub each: Option<usize>,
}

/// `rule`, or the row of a table.
#[derive(Debug)]
pub struct Rule<'a> {
    pub decl: &'a RuleDecl,
    /// Whether it comes from an included file.
    pub included: bool,
    /// The table of which it is a row.
    pub table: Option<usize>,
}

/// A table whose rows are rules.
#[derive(Debug)]
pub struct Table<'a> {
    pub name: &'a str,
    pub included: bool,
    /// Whether it is sure of the mildest verdict among its rows that may hold.
    pub complete: bool,
}

/// What a table gives by a name.
#[derive(Debug)]
pub struct Given<'a> {
    pub lookup: &'a Lookup,
    pub complete: bool,
}

/// A ruleset by name.
#[derive(Debug, Default)]
pub struct Model<'a> {
    pub choices: Vec<Choice>,
    pub groups: Vec<(String, usize, Vec<usize>)>,
    pub inputs: Vec<Input<'a>>,
    pub settings: Vec<Setting<'a>>,
    pub lets: Vec<&'a LetDecl>,
    pub rules: Vec<Rule<'a>>,
    pub tables: Vec<Table<'a>>,
    pub lookups: Vec<Given<'a>>,
    pub otherwise: Option<&'a OtherwiseDecl>,
}

impl<'a> Model<'a> {
    pub fn new(merged: &'a Merged) -> Self {
        let mut model = Self {
            lets: merged.lets.iter().collect(),
            otherwise: merged.otherwise.as_ref(),
            ..Self::default()
        };
        for choice in &merged.choices {
            model.add_choice(&choice.name.name, &choice.members);
        }
        for group in &merged.groups {
            let choice = model.choice(&group.choice.name).unwrap();
            let members = group.members.iter();
            let members = members.map(|m| model.member(choice, &m.name).unwrap());
            let members = members.collect();
            model
                .groups
                .push((group.name.name.clone(), choice, members));
        }
        for decl in &merged.inputs {
            let ty = model.declared_type(&decl.name.name, &decl.ty);
            let each = model.each(&decl.ty);
            model.inputs.push(Input { decl, ty, each });
        }
        for decl in &merged.settings {
            let ty = model.declared_type(&decl.name.name, &decl.ty);
            let each = model.each(&decl.ty);
            model.settings.push(Setting { decl, ty, each });
        }
        model.add_rules(merged);
        model
    }

    fn add_rules(&mut self, merged: &'a Merged) {
        self.rules = merged
            .rules
            .iter()
            .map(|rule| Rule {
                decl: &rule.decl,
                included: rule.included,
                table: rule.table,
            })
            .collect();
        // The type of a lookup is needed before any table can be gone through.
        self.lookups = merged
            .lookups
            .iter()
            .map(|lookup| Given {
                lookup,
                complete: false,
            })
            .collect();
        let overridden = |name: &str| {
            let mut names = merged.rules.iter().flat_map(|rule| &rule.decl.overrides);
            names.any(|overridden| overridden.value == name)
        };
        let complete: Vec<bool> = merged
            .tables
            .iter()
            .map(|table| self.complete(&table.decl))
            .collect();
        for lookup in &mut self.lookups {
            lookup.complete = complete[lookup.lookup.table];
        }
        for (index, table) in merged.tables.iter().enumerate() {
            let rows = merged.rules.iter().filter(|rule| rule.table == Some(index));
            let kept = !table.left_out && !rows.map(|r| &r.decl.title.value).any(|n| overridden(n));
            self.tables.push(Table {
                name: &table.decl.title.value,
                included: table.included,
                complete: kept && complete[index],
            });
        }
    }

    fn each(&self, ty: &TypeExpr) -> Option<usize> {
        let each = ty.each.as_ref()?;
        Some(self.choice(&each.name).unwrap())
    }

    fn add_choice(&mut self, name: &str, members: &[Ident]) -> usize {
        self.choices.push(Choice {
            name: name.to_owned(),
            members: members.iter().map(|m| m.name.clone()).collect(),
        });
        self.choices.len() - 1
    }

    fn declared_type(&mut self, name: &str, ty: &TypeExpr) -> Type {
        let (inf, none) = (f64::INFINITY, Unit::none());
        match &ty.kind {
            TypeKind::Scale { from, to } => Type::number(none, *from, *to),
            TypeKind::Number { whole, range } => {
                let (low, high) = range.unwrap_or((-inf, inf));
                match whole {
                    true => Type::whole(low, high),
                    false => Type::number(none, low, high),
                }
            }
            TypeKind::Named { name, range } => match self.choice(&name.text) {
                Some(choice) => Type::Member(choice),
                None => {
                    let (low, high) = range.unwrap_or((-inf, inf));
                    Type::number(Unit::parse(&name.text).unwrap(), low, high)
                }
            },
            TypeKind::Truth => Type::Truth,
            TypeKind::OneOf { members, .. } => Type::Member(self.add_choice(name, members)),
            TypeKind::SetOf(choice) => Type::Set(self.choice(&choice.name).unwrap()),
            TypeKind::Date => Type::Date,
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

    pub fn lookup(&self, name: &str) -> Option<&Given<'a>> {
        self.lookups.iter().find(|given| given.lookup.name == name)
    }

    /// The choice that a map has a value for each member of, an input's or a setting's.
    pub fn map(&self, name: &str) -> Option<usize> {
        match self.input(name) {
            Some(input) => input.each,
            None => self.setting(name)?.each,
        }
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
