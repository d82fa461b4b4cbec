//! The smallest pieces of a tree, without their places: spans, names, texts, units.

use super::expressions::expr;
use crate::ast::{Ident, Path, Template, TemplatePart, Text, UnitName};
use crate::span::Span;

pub(super) fn nowhere(span: &mut Span) {
    *span = Span::default();
}

pub(super) fn ident(Ident { name: _, span }: &mut Ident) {
    nowhere(span);
}

pub(super) fn idents(idents: &mut [Ident]) {
    idents.iter_mut().for_each(ident);
}

pub(super) fn text(Text { value: _, span }: &mut Text) {
    nowhere(span);
}

pub(super) fn texts<'t>(texts: impl IntoIterator<Item = &'t mut Text>) {
    texts.into_iter().for_each(text);
}

pub(super) fn template(Template { parts, span }: &mut Template) {
    nowhere(span);
    for part in parts {
        match part {
            TemplatePart::Literal(_) => {}
            TemplatePart::Value(value) => expr(value),
        }
    }
}

pub(super) fn unit(UnitName { text, span }: &mut UnitName) {
    nowhere(span);
    if text == "days" {
        text.pop();
    }
}

pub(super) fn path(Path { name, member }: &mut Path) {
    ident(name);
    member.iter_mut().for_each(ident);
}
