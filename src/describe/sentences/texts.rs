//! Texts with values to fill in: in goes `"{sore_today}/10 …"`, out comes
//! `“[sore today]/10 …”`.

use super::{Day, Part};
use crate::ast::{Template, TemplatePart};
use crate::describe::names::Speaker;
use crate::describe::page::Run;

impl Speaker<'_> {
    /// A text in quotes; what is filled in stands in brackets.
    pub(in crate::describe) fn text(&self, template: &Template) -> Vec<Run> {
        let mut all = vec![Run::text("“")];
        for part in &template.parts {
            match part {
                TemplatePart::Literal(text) => Part::Words(text.clone()).add(&mut all),
                TemplatePart::Value(value) => {
                    all.push(Run::Filled(self.noun(value, Day::Today).runs));
                }
            }
        }
        Part::from("”").add(&mut all);
        all
    }
}
