//! What a tree says, and not where: in goes a file, out comes the same with every
//! span at nothing and `days` written in one way, so that two can be compared.
//! No field is left out by `..`: a new one has to be looked at here.

mod expressions;
mod rows;
mod words;

use self::expressions::expr;
use self::rows::{expect, table};
use self::words::{ident, idents, nowhere, path, template, text, texts, unit};
use crate::ast::{
    Adjustment, AdjustmentKind, Allow, ChoiceDecl, Declaration, ExampleDecl, GroupDecl, Guarantee,
    GuaranteeKind, IncludeDecl, InputDecl, LetDecl, OtherwiseDecl, RuleDecl, RulesetDecl,
    SettingDecl, TestDecl, Then, TypeExpr, TypeKind,
};

/// What a file declares and allows, without places.
pub(super) fn without_places(file: crate::ast::File) -> (Vec<Declaration>, Vec<Allow>) {
    let (mut declarations, mut allows) = (file.declarations, file.allows);
    for declaration in &mut declarations {
        self::declaration(declaration);
    }
    for allow in &mut allows {
        let Allow {
            code: _,
            reason,
            span,
            covers,
        } = allow;
        nowhere(span);
        nowhere(covers);
        text(reason);
    }
    (declarations, allows)
}

fn declaration(declaration: &mut Declaration) {
    match declaration {
        Declaration::Ruleset(RulesetDecl {
            title,
            about,
            source,
            version,
            stages,
            athlete_columns,
            date_columns,
            span,
        }) => {
            nowhere(span);
            text(title);
            texts(about.iter_mut().chain(source).chain(version));
            texts(stages.iter_mut().chain(athlete_columns).chain(date_columns));
        }
        Declaration::Include(IncludeDecl {
            path,
            with,
            without,
            span,
        }) => {
            nowhere(span);
            text(path);
            for (name, value) in with {
                ident(name);
                expr(value);
            }
            texts(without);
        }
        Declaration::Choice(ChoiceDecl {
            name,
            members,
            ordered: _,
            span,
        }) => {
            nowhere(span);
            ident(name);
            idents(members);
        }
        Declaration::Group(GroupDecl {
            name,
            choice,
            members,
            span,
        }) => {
            nowhere(span);
            ident(name);
            ident(choice);
            idents(members);
        }
        Declaration::Input(decl) => input(decl),
        Declaration::Setting(SettingDecl {
            name,
            ty,
            value,
            about,
            span,
        }) => {
            nowhere(span);
            ident(name);
            type_expr(ty);
            expr(value);
            texts(about);
        }
        Declaration::Let(LetDecl {
            name,
            value,
            about,
            span,
        }) => {
            nowhere(span);
            ident(name);
            expr(value);
            texts(about);
        }
        Declaration::Table(decl) => table(decl),
        Declaration::Rule(RuleDecl {
            title,
            when,
            unless,
            then,
            flag,
            because,
            overrides,
            span,
        }) => {
            nowhere(span);
            text(title);
            when.iter_mut().chain(unless).for_each(expr);
            then.iter_mut().for_each(self::then);
            flag.iter_mut().chain(because).for_each(template);
            texts(overrides);
        }
        Declaration::Otherwise(OtherwiseDecl {
            then,
            because,
            span,
        }) => {
            nowhere(span);
            self::then(then);
            because.iter_mut().for_each(template);
        }
        Declaration::Guarantee(Guarantee { title, kind, span }) => {
            nowhere(span);
            text(title);
            match kind {
                GuaranteeKind::Always(_, condition) | GuaranteeKind::Never(_, condition) => {
                    expr(condition);
                }
                GuaranteeKind::NeverMilder { input, rises: _ }
                | GuaranteeKind::SameVerdict { input } => ident(input),
            }
        }
        Declaration::Example(ExampleDecl { title, given, span }) => {
            nowhere(span);
            text(title);
            given.iter_mut().for_each(rows::given);
        }
        Declaration::Test(TestDecl {
            title,
            given,
            cases,
            expects,
            span,
        }) => {
            nowhere(span);
            text(title);
            given.iter_mut().for_each(rows::given);
            cases.iter_mut().for_each(rows::cases);
            expects.iter_mut().for_each(expect);
        }
    }
}

fn input(decl: &mut InputDecl) {
    let InputDecl {
        kind: _,
        name,
        ty,
        ask,
        at,
        columns,
        missing_means,
        several_a_day,
        direction,
        about,
        span,
    } = decl;
    nowhere(span);
    ident(name);
    type_expr(ty);
    texts(ask.iter_mut().chain(at).chain(about).chain(columns));
    missing_means.iter_mut().for_each(expr);
    several_a_day.iter_mut().for_each(|(_, span)| nowhere(span));
    direction.iter_mut().for_each(|(_, _, span)| nowhere(span));
}

fn type_expr(ty: &mut TypeExpr) {
    let TypeExpr {
        kind,
        each,
        lasting: _,
        span,
    } = ty;
    nowhere(span);
    each.iter_mut().for_each(ident);
    match kind {
        TypeKind::Named { name, range: _ } => unit(name),
        TypeKind::OneOf {
            members,
            ordered: _,
        } => idents(members),
        TypeKind::SetOf(name) => ident(name),
        TypeKind::Scale { from: _, to: _ }
        | TypeKind::Number { whole: _, range: _ }
        | TypeKind::Truth
        | TypeKind::Date => {}
    }
}

fn then(then: &mut Then) {
    let Then {
        verdict: _,
        verdict_span,
        adjustments,
    } = then;
    nowhere(verdict_span);
    adjustments.iter_mut().for_each(adjustment);
}

fn adjustment(Adjustment { kind, span }: &mut Adjustment) {
    nowhere(span);
    match kind {
        AdjustmentKind::Cut { target, by: value }
        | AdjustmentKind::Cap { target, at: value }
        | AdjustmentKind::Raise { target, to: value }
        | AdjustmentKind::Drop { target, set: value } => {
            path(target);
            expr(value);
        }
        AdjustmentKind::Advise(advice) => template(advice),
    }
}
