//! Names in expressions: in goes `sleep`, `clean` or `soreness.quads`, out comes
//! the input, setting, `let`, group or member that it stands for.

use super::Hint;
use crate::ast::{Direction, Ident};
use crate::check::Checker;
use crate::check::describe::list;
use crate::check::lets::Progress;
use crate::check::names::Named;
use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::ruleset::{ChoiceId, ExprId, ExprKind, InputId, LetId, SettingId, Type};
use crate::span::Span;

impl Checker<'_> {
    /// A name: a member where the other side says so, else what is declared.
    pub(super) fn name(&mut self, ident: &Ident, hint: Hint) -> Option<ExprId> {
        let span = ident.span;
        if let Hint::Member(choice) = hint
            && let Some(member) = self.member(choice, &ident.name)
        {
            return Some(self.push(ExprKind::Member(member), Type::Choice(choice), span));
        }
        if self.names.get(&ident.name).is_none() && hint != Hint::None {
            // A member is no name that a missing file could declare; a group is.
            let may_be_group = matches!(hint, Hint::Set(_));
            if self.left_out.names(&ident.name) || may_be_group && self.is_left_out(&ident.name) {
                return None;
            }
            self.report_unknown_beside(ident, hint);
            return None;
        }
        match self.lookup(ident, |named| !matches!(named, Named::Choice(_)))? {
            Named::Input(id) => self.read_input(id, ident),
            Named::Setting(id) => self.read_setting(id, ident),
            Named::Let(id) => self.read_let(id, span),
            Named::Group(at) => self.read_group(at, span),
            Named::Unclear => None,
            Named::Choice(id) => {
                self.report_choice_as_value(id, ident);
                None
            }
        }
    }

    fn read_input(&mut self, id: InputId, ident: &Ident) -> Option<ExprId> {
        let declared = self.input(id).ty.as_ref()?;
        let (ty, each) = (declared.ty.clone(), declared.each);
        let kind = match each {
            None => ExprKind::Input(id),
            Some(choice) if self.at_member.contains(&choice) => ExprKind::InputAtMember(id),
            Some(choice) => {
                self.report_map(ident, choice, &ty);
                return None;
            }
        };
        Some(self.push(kind, ty, ident.span))
    }

    fn report_map(&mut self, ident: &Ident, choice: ChoiceId, ty: &Type) {
        let name = &ident.name;
        let choice = self.choice(choice);
        let member = choice.members.first().map_or("…", String::as_str);
        let mut help = format!("name one, as in `{name}.{member}`");
        if matches!(ty, Type::Number(_)) {
            let fold = self.worst_of(name);
            help.push_str(&format!(", or take them together, as in `{fold} {name}`"));
        } else {
            help.push_str(&format!(", or ask for some: `{} where (…)`", choice.name));
        }
        let message = format!(
            "`{name}` has a value for each {}, and one is needed",
            choice.name
        );
        let mut diagnostic =
            Diagnostic::error(Code::MapNeedsMember, message).label(ident.span, "which of them?");
        if let Some(span) = self.names.span(name) {
            diagnostic = diagnostic.label(span, format!("`{name}` is declared here"));
        }
        let diagnostic = diagnostic.help(help);
        self.report(match (ty, self.names.get(name)) {
            (Type::Number(_), Some(Named::Input(_))) => {
                let fixed = format!("{} {name}", self.worst_of(name));
                diagnostic.fix(ident.span, fixed)
            }
            _ => diagnostic,
        });
    }

    /// How the member that is worst off is asked for: it decides.
    fn worst_of(&self, map: &str) -> &'static str {
        let direction = match self.names.get(map) {
            Some(Named::Input(id)) => self.input(id).decl.direction,
            _ => None,
        };
        match direction {
            Some((Direction::Better, ..)) => "lowest",
            _ => "highest",
        }
    }

    fn read_setting(&mut self, first: SettingId, ident: &Ident) -> Option<ExprId> {
        let declared = self.setting(first).ty.as_ref()?;
        let (ty, each) = (declared.ty.clone(), declared.each);
        let kind = match each {
            None => ExprKind::Setting(first),
            Some(choice) if self.at_member.contains(&choice) => {
                ExprKind::SettingAtMember { first, choice }
            }
            Some(choice) => {
                self.report_map(ident, choice, &ty);
                return None;
            }
        };
        Some(self.push(kind, ty, ident.span))
    }

    fn read_let(&mut self, id: LetId, span: Span) -> Option<ExprId> {
        match self.lets[id.0 as usize].progress {
            Progress::Done(expr) => {
                let ty = self.at(expr?).ty.clone();
                Some(self.push(ExprKind::Let(id), ty, span))
            }
            Progress::Todo => {
                self.awaited.get_or_insert(id);
                None
            }
        }
    }

    fn read_group(&mut self, at: usize, span: Span) -> Option<ExprId> {
        let (choice, mask) = self.groups[at].set?;
        Some(self.push(ExprKind::Set(mask), Type::Set(choice), span))
    }

    fn report_choice_as_value(&mut self, id: ChoiceId, ident: &Ident) {
        let choice = self.choice(id);
        let name = &ident.name;
        let diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            format!("`{name}` is the choice itself, not a value of it"),
        )
        .label(ident.span, "a value is needed here")
        .label(choice.span, "declared here")
        .help(format!(
            "name one of its members ({}), or the input that holds one",
            list(choice.members.iter().map(String::as_str))
        ));
        self.report(diagnostic);
    }

    /// Neither declared nor a member of the choice on the other side.
    fn report_unknown_beside(&mut self, ident: &Ident, hint: Hint) {
        let (Hint::Member(choice) | Hint::Set(choice)) = hint else {
            return;
        };
        let has_it = self.member(choice, &ident.name).is_some();
        if let (Hint::Set(_), true) = (hint, has_it) {
            let name = &ident.name;
            let what = &self.choice(choice).name;
            let diagnostic = Diagnostic::error(
                Code::TypeMismatch,
                format!("`{name}` is one {what}, and a set of them is needed"),
            )
            .label(ident.span, "one member")
            .help(format!("write `{{{name}}}`, or ask with `includes {name}`"))
            .fix(ident.span, format!("{{{name}}}"));
            self.report(diagnostic);
            return;
        }
        // A slip in a name that is declared is likelier than one in a member.
        let members = self.choice(choice).members.iter().map(String::as_str);
        let near_member = nearest(&ident.name, members);
        let diagnostic = match hint {
            Hint::Set(_) if near_member.is_none() => {
                let _ = self.lookup(ident, |named| {
                    matches!(named, Named::Group(_) | Named::Input(_) | Named::Let(_))
                });
                return;
            }
            _ => match self.owners(&ident.name).first() {
                Some(&owner) if near_member.is_none() && self.may_guess() => {
                    self.member_of_another(ident, choice, owner)
                }
                _ => self.unknown_member(choice, ident),
            },
        };
        self.report(diagnostic);
    }

    /// `warm_up is altered`, where `altered` is an answer to something else.
    fn member_of_another(&self, ident: &Ident, wanted: ChoiceId, owner: ChoiceId) -> Diagnostic {
        let (of, to) = (&self.choice(wanted).name, &self.choice(owner).name);
        let name = &ident.name;
        let members = self.choice(wanted).members.join(", ");
        let help = match self.readers(owner).as_slice() {
            [reader] => {
                format!("write one of {members}, or ask `{reader} is {name}`")
            }
            _ => format!("write one of {members}"),
        };
        Diagnostic::error(
            Code::UnknownMember,
            format!("`{name}` is one of `{to}`, and one of `{of}` is needed"),
        )
        .label(ident.span, "not a member")
        .side(
            of,
            self.describe(&Type::Choice(wanted)),
            Some(self.choice_declaration(wanted)),
        )
        .side(
            name,
            self.describe(&Type::Choice(owner)),
            Some(self.choice_declaration(owner)),
        )
        .help(help)
    }

    /// `soreness.quads`
    pub(super) fn map_member(&mut self, map: &Ident, member: &Ident, span: Span) -> Option<ExprId> {
        let named = self.lookup(map, |named| {
            matches!(named, Named::Input(_) | Named::Setting(_))
        })?;
        let declared = match named {
            Named::Input(id) => Some(self.input(id).ty.as_ref()?),
            Named::Setting(id) => Some(self.setting(id).ty.as_ref()?),
            _ => None,
        };
        let each = declared.and_then(|declared| Some((declared.each?, declared.ty.clone())));
        let Some((choice, ty)) = each else {
            self.report_no_map(map, span);
            return None;
        };
        let member = self.expect_member(choice, member)?;
        let kind = match named {
            Named::Input(id) => ExprKind::InputMember(id, member),
            Named::Setting(first) => ExprKind::Setting(setting_of(first, member)),
            _ => return None,
        };
        Some(self.push(kind, ty, span))
    }

    pub(in crate::check) fn report_no_map(&mut self, map: &Ident, span: Span) {
        let name = &map.name;
        let mut diagnostic = Diagnostic::error(
            Code::TypeMismatch,
            format!("`{name}` has one value, not one for each member of a choice"),
        )
        .label(span, "no members here");
        if let Some(declared) = self.names.span(name) {
            diagnostic = diagnostic.label(declared, "declared here");
        }
        self.report(
            diagnostic
                .help(format!("write `{name}` alone"))
                .fix(span, name.clone()),
        );
    }

    /// What fits beside a name; nothing for a `let` that is not read yet.
    pub(super) fn hint_of_name(&self, ident: &Ident) -> Hint {
        match self.names.get(&ident.name) {
            Some(Named::Input(id)) => match &self.input(id).ty {
                Some(declared) => Hint::of(&declared.ty),
                None => Hint::None,
            },
            Some(Named::Setting(id)) => match &self.setting(id).ty {
                Some(declared) => Hint::of(&declared.ty),
                None => Hint::None,
            },
            Some(Named::Group(at)) => match self.groups[at].set {
                Some((choice, _)) => Hint::Set(choice),
                None => Hint::None,
            },
            Some(Named::Let(id)) => match self.lets[id.0 as usize].progress {
                Progress::Done(Some(expr)) => Hint::of(&self.at(expr).ty),
                _ => Hint::None,
            },
            // Not a value, but what was meant by the other side is clear.
            Some(Named::Choice(id)) => Hint::Member(id),
            _ => Hint::None,
        }
    }
}

/// The setting of a member, where there is one for each.
pub(in crate::check) fn setting_of(first: SettingId, member: u8) -> SettingId {
    SettingId(first.0 + u32::from(member))
}
