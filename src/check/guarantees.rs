//! `guarantee`: in go its one line, out comes the promise with its condition or
//! input typed, by name.

use super::Checker;
use super::names::Named;
use crate::ast::{self, GuaranteeKind as Ast, Ident};
use crate::diagnostics::{Code, Diagnostic};
use crate::ruleset::{Guarantee, GuaranteeKind, InputId, Type};

impl Checker<'_> {
    /// All guarantees, by name; `None` where one of them is wrong.
    pub(super) fn check_guarantees(
        &mut self,
        guarantees: &[&ast::Guarantee],
    ) -> Option<Vec<Guarantee>> {
        self.check_titles("guarantee", guarantees.iter().map(|g| &g.title));
        let mut sorted = guarantees.to_vec();
        sorted.sort_by_key(|guarantee| &guarantee.title.value);
        let checked: Vec<Option<Guarantee>> = sorted
            .into_iter()
            .map(|guarantee| {
                Some(Guarantee {
                    name: guarantee.title.value.clone(),
                    kind: self.guarantee(&guarantee.kind)?,
                    span: guarantee.span,
                })
            })
            .collect();
        checked.into_iter().collect()
    }

    fn guarantee(&mut self, kind: &Ast) -> Option<GuaranteeKind> {
        Some(match kind {
            Ast::Always(verdict, condition) => {
                GuaranteeKind::Always(*verdict, self.condition(condition)?)
            }
            Ast::Never(verdict, condition) => {
                GuaranteeKind::Never(*verdict, self.condition(condition)?)
            }
            Ast::NeverMilder { input, rises } => GuaranteeKind::NeverMilder {
                input: self.rising_input(input, *rises)?,
                rises: *rises,
            },
            Ast::SameVerdict { input } => GuaranteeKind::SameVerdict(self.promised_input(input)?),
        })
    }

    fn promised_input(&mut self, ident: &Ident) -> Option<InputId> {
        match self.lookup(ident, |named| matches!(named, Named::Input(_)))? {
            Named::Input(id) => Some(id),
            other => {
                let name = &ident.name;
                let message = format!(
                    "a promise about what changes is about inputs, and `{name}` is {}",
                    other.what()
                );
                let mut diagnostic = Diagnostic::error(Code::TypeMismatch, message)
                    .label(ident.span, "not an input");
                if let Some(span) = self.names.span(name) {
                    diagnostic = diagnostic.label(span, "declared here");
                }
                self.report(diagnostic.help("name an `input` or a `plan` value"));
                None
            }
        }
    }

    /// Only what has an order can rise or fall.
    fn rising_input(&mut self, ident: &Ident, rises: bool) -> Option<InputId> {
        let id = self.promised_input(ident)?;
        let ty = self.input(id).ty.as_ref()?.ty.clone();
        let has_order = match &ty {
            Type::Number(_) | Type::Date => true,
            Type::Choice(choice) => self.choice(*choice).ordered,
            Type::Truth | Type::Set(_) => false,
        };
        if has_order {
            return Some(id);
        }
        let (name, word) = (&ident.name, if rises { "rise" } else { "fall" });
        let message = format!("`{name}` is {}, and cannot {word}", self.describe(&ty));
        let side = self.side_of_name(format!("`{name}`"), ident.span, name, &ty);
        self.report(
            self.one_sided(Code::TypeMismatch, message, &side, "has no order")
                .help(format!(
                    "promise `same verdict whatever {name} is`, or `never … when …`"
                )),
        );
        None
    }
}
