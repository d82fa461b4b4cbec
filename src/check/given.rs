//! `given`: in go `sleep = 7 h`, `soreness = {quads: 5}`, out come values by input,
//! member and day, each from a later clause in place of one from an earlier;
//! tables of days are in `days`.

mod days;

use std::collections::HashMap;

use super::constant::Constant;
use super::expr::setting_of;
use super::settings::entries;
use super::types::DeclaredType;
use super::{Checker, names};
use crate::ast::{self, Expr, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{GivenValue, InputId, SettingId, Target, Type};
use crate::span::Span;

/// How many values the tests of one file may give.
pub(super) const MOST_GIVEN: usize = 1_000_000;

/// The day a value is given on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Day {
    Ago(u32),
    /// Days since 1970-01-01; counted back once the test's today is known.
    On(i32),
}

/// A value given, its day as written.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    target: Target,
    pub day: Day,
    value: GivenValue,
    pub span: Span,
}

/// What clauses give, a later one in place of an earlier one.
#[derive(Clone, Default)]
pub(super) struct Drafts {
    /// `given today = …`
    pub today: Option<i32>,
    list: Vec<Option<Draft>>,
    places: HashMap<(Target, Day), usize>,
}

impl Drafts {
    pub fn add(&mut self, draft: Draft) {
        if let (Target::Input(input), GivenValue::Answered) = (draft.target, draft.value) {
            for member in 0..64 {
                self.forget(Target::Member(input, member), draft.day);
            }
        }
        self.forget(draft.target, draft.day);
        self.places
            .insert((draft.target, draft.day), self.list.len());
        self.list.push(Some(draft));
    }

    fn forget(&mut self, target: Target, day: Day) {
        if let Some(place) = self.places.remove(&(target, day))
            && let Some(slot) = self.list.get_mut(place)
        {
            *slot = None;
        }
    }

    pub fn drafts(&self) -> impl Iterator<Item = Draft> {
        self.list.iter().flatten().copied()
    }
}

/// What a name in a test stands for.
pub(super) enum GivenTo {
    Input(InputId, DeclaredType),
    Member(InputId, u8, DeclaredType),
    Setting(SettingId, Type),
    /// Those of every member, the first of them named.
    Settings(SettingId, DeclaredType),
}

impl Checker<'_> {
    /// Counts the values given in the file.
    pub(super) fn spend(&mut self, span: Span) -> Option<()> {
        if self.given_left == 0 {
            return None;
        }
        self.given_left -= 1;
        if self.given_left == 0 {
            self.report(
                Diagnostic::error(
                    Code::BadTest,
                    format!("the tests of this file give more than {MOST_GIVEN} values"),
                )
                .label(span, "here it becomes too many")
                .help("give fewer days, or split the file"),
            );
            return None;
        }
        Some(())
    }

    pub(super) fn give(
        &mut self,
        path: &ast::Path,
        value: &Expr,
        drafts: &mut Option<Drafts>,
    ) -> Option<()> {
        let to = self.given_to(path)?;
        let values = self.given_values(&to, path, value)?;
        let span = path.span().to(value.span);
        self.put(values, Day::Ago(0), span, drafts)
    }

    pub(super) fn put(
        &mut self,
        values: Vec<(Target, GivenValue)>,
        day: Day,
        span: Span,
        drafts: &mut Option<Drafts>,
    ) -> Option<()> {
        for (target, value) in values {
            self.spend(span)?;
            if let Some(drafts) = drafts {
                drafts.add(Draft {
                    target,
                    day,
                    value,
                    span,
                });
            }
        }
        Some(())
    }

    pub(super) fn given_to(&mut self, path: &ast::Path) -> Option<GivenTo> {
        let ident = &path.name;
        let named = self.lookup(ident, |named| {
            matches!(named, names::Named::Input(_) | names::Named::Setting(_))
        })?;
        match (named, &path.member) {
            (names::Named::Input(id), member) => {
                let declared = self.input(id).ty.clone()?;
                match (member, declared.each) {
                    (None, _) => Some(GivenTo::Input(id, declared)),
                    (Some(member), Some(choice)) => {
                        let member = self.expect_member(choice, member)?;
                        Some(GivenTo::Member(id, member, declared))
                    }
                    (Some(_), None) => {
                        self.report_no_map(ident, path.span());
                        None
                    }
                }
            }
            (names::Named::Setting(first), member) => {
                let declared = self.setting(first).ty.clone()?;
                match (member, declared.each) {
                    (None, None) => Some(GivenTo::Setting(first, declared.ty)),
                    (None, Some(_)) => Some(GivenTo::Settings(first, declared)),
                    (Some(member), Some(choice)) => {
                        let member = self.expect_member(choice, member)?;
                        let setting = setting_of(first, member);
                        Some(GivenTo::Setting(setting, declared.ty))
                    }
                    (Some(_), None) => {
                        self.report_no_map(ident, path.span());
                        None
                    }
                }
            }
            (other, _) => {
                self.report_not_given(ident, other);
                None
            }
        }
    }

    fn report_not_given(&mut self, ident: &Ident, named: names::Named) {
        let name = &ident.name;
        let mut diagnostic = Diagnostic::error(
            Code::BadTest,
            format!("`{name}` is {}, so a test cannot give it", named.what()),
        )
        .label(ident.span, "not an input, a plan value or a setting");
        if let Some(span) = self.names.span(name) {
            diagnostic = diagnostic.label(span, "declared here");
        }
        let help = match named {
            names::Named::Let(_) => format!(
                "give the inputs that `{name}` is worked out from, and `expect {name} is …`"
            ),
            _ => "give inputs, plan values and settings".to_owned(),
        };
        self.report(diagnostic.help(help));
    }

    pub(super) fn given_values(
        &mut self,
        to: &GivenTo,
        path: &ast::Path,
        value: &Expr,
    ) -> Option<Vec<(Target, GivenValue)>> {
        let ident = self.declared_ident(&path.name);
        match to {
            GivenTo::Setting(id, ty) => {
                let value = self.given_value(value, ty, &ident)?;
                Some(vec![(Target::Setting(*id), value)])
            }
            GivenTo::Settings(first, declared) => {
                self.given_settings(*first, declared, &ident, value)
            }
            GivenTo::Member(id, member, declared) => {
                let value = self.given_value(value, &declared.ty, &ident)?;
                Some(vec![(Target::Member(*id, *member), value)])
            }
            GivenTo::Input(id, declared) if declared.each.is_some() => {
                self.given_map(*id, declared, &ident, value)
            }
            GivenTo::Input(id, declared) => {
                let value = self.given_value(value, &declared.ty, &ident)?;
                Some(vec![(Target::Input(*id), value)])
            }
        }
    }

    /// The name with the place where it is declared.
    pub(super) fn declared_ident(&self, ident: &Ident) -> Ident {
        Ident {
            name: ident.name.clone(),
            span: self.names.span(&ident.name).unwrap_or(ident.span),
        }
    }

    fn given_value(&mut self, value: &Expr, ty: &Type, ident: &Ident) -> Option<GivenValue> {
        Some(match self.constant_of(value, ty, ident)? {
            Constant::Value(value) => GivenValue::Value(value),
            Constant::FromToday(days) => GivenValue::DaysFromToday(days),
        })
    }

    /// `{quads: 5}`: settings of some members; or one value for all.
    fn given_settings(
        &mut self,
        first: SettingId,
        declared: &DeclaredType,
        ident: &Ident,
        value: &Expr,
    ) -> Option<Vec<(Target, GivenValue)>> {
        let choice = declared.each?;
        let target = |member| Target::Setting(setting_of(first, member));
        let Some(entries) = entries(value, &declared.ty) else {
            let value = self.given_value(value, &declared.ty, ident)?;
            let members = (0u8..).zip(&self.choice(choice).members);
            return Some(members.map(|(member, _)| (target(member), value)).collect());
        };
        let members: Vec<Ident> = entries.iter().map(|(m, _)| m.clone()).collect();
        self.check_distinct(&members, &format!("`{}`", ident.name));
        let mut values = Some(Vec::new());
        for (member, value) in entries {
            let member = self.expect_member(choice, member);
            let value = self.given_value(value, &declared.ty, ident);
            let given = member.map(target).zip(value);
            values = values.zip(given).map(|(mut values, given)| {
                values.push(given);
                values
            });
        }
        values
    }

    /// `{quads: 5}`, `{}`: an answered map, and its entries.
    fn given_map(
        &mut self,
        id: InputId,
        declared: &DeclaredType,
        ident: &Ident,
        value: &Expr,
    ) -> Option<Vec<(Target, GivenValue)>> {
        let choice = declared.each?;
        let mut values = vec![(Target::Input(id), GivenValue::Answered)];
        match &value.kind {
            ast::ExprKind::Set(items) if items.is_empty() => Some(values),
            ast::ExprKind::Map(entries) => {
                let members: Vec<Ident> = entries.iter().map(|(m, _)| m.clone()).collect();
                self.check_distinct(&members, "this answer");
                let mut whole = true;
                for (member, value) in entries {
                    let member = self.expect_member(choice, member);
                    let value = self.given_value(value, &declared.ty, ident);
                    match member.zip(value) {
                        Some((member, value)) => values.push((Target::Member(id, member), value)),
                        None => whole = false,
                    }
                }
                whole.then_some(values)
            }
            _ => {
                let name = &ident.name;
                let choice = self.choice(choice);
                let member = choice.members.first().map_or("…", String::as_str);
                let diagnostic = Diagnostic::error(
                    Code::MapNeedsMember,
                    format!("`{name}` has a value for each {}", choice.name),
                )
                .label(value.span, "values of which members?")
                .label(ident.span, "declared here")
                .help(format!(
                    "write `{name} = {{{member}: …}}`, or `{name}.{member} = …`; \
                     `{name} = {{}}` is an answer without entries"
                ));
                self.report(diagnostic);
                None
            }
        }
    }
}
